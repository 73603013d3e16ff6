//! The pages that a shopper has not come to yet, drawn once where nobody sees them: a browser
//! compiles a function of a wasm when it is first called, and looks through all its languages when
//! it first writes a day. A slow phone feels both between a click and the next page; so they are
//! done while the page before is read, whenever the browser has nothing else to do. Where it does
//! not say when that is, nothing is done ahead.

use crate::host::{after, intl};
use crate::interview_state::{InterviewState, Page};
use crate::pages;
use crate::shop::Shop;
use crate::signals::*;
use recourse::policy::Policy;
use recourse::question::Kind;

/// More than a topic has.
const PAGES: u8 = 99;

/// Looks ahead from the page that is shown: to the next one, to how a day is written, then to all
/// that follow. To be called once, when the shopper begins to answer: many only want to see what
/// this is.
pub(crate) fn prerender_from(shop: Signal<Shop>) {
    let interview = shop.get_untracked().now();
    let today = interview.today;
    idle(move || {
        let next = draw(shop, &interview);
        idle(move || {
            if let Some(now) = shop.try_get_untracked() {
                drop(intl::day(&now.options.lang, today));
            }
        });
        follow(shop, next, PAGES);
    });
}

/// Draws the pages after one, one at a time, at most so many.
fn follow(shop: Signal<Shop>, page: Option<InterviewState>, left: u8) {
    let (Some(interview), Some(left)) = (page, left.checked_sub(1)) else { return };
    idle(move || follow(shop, draw(shop, &interview), left));
}

/// Draws the page after one; nothing of it stays, is heard or is remembered.
fn draw(shop: Signal<Shop>, interview: &InterviewState) -> Option<InterviewState> {
    let now = shop.try_get_untracked()?;
    let next = answered(&now.policy, interview.clone())?;
    let owner = Owner::new();
    owner.with(|| {
        pages::page(&Shop { interview: Signal::new(next.clone()), ..now });
    });
    owner.cleanup();
    Some(next)
}

fn idle(act: impl Fn() + 'static) {
    after("requestIdleCallback", Box::new(act));
}

/// The next page for somebody who says whatever is taken; none where there is no other.
fn answered(policy: &Policy, mut interview: InterviewState) -> Option<InterviewState> {
    let before = interview.page.clone();
    match &before {
        Page::Topics => interview.choose_topic(policy.parts().topics.first()?.id.clone()),
        Page::Question(id) => {
            let option = match &policy.question(id)?.kind {
                Kind::Choice { options } => options.last()?.as_str(),
                _ => "1",
            };
            for text in ["unknown", "no", option, "DE", &interview.today.to_string()] {
                if interview.page == before {
                    interview.answer(id, text);
                }
            }
        }
        Page::Review => interview.page = Page::Decision,
        _ => {}
    }
    Some(interview).filter(|interview| interview.page != before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interview_state::tests::policy;
    use recourse::types::Day;

    #[test]
    fn every_topic_is_gone_through_to_its_decision() {
        let today = Day::parse("2026-11-20").unwrap();
        for store in ["hekka", "xiaomiforsale"] {
            let policy = policy(store);
            for topic in &policy.parts().topics {
                let mut interview =
                    InterviewState::new(policy.clone(), &[], Some(topic.id.as_str()), today);
                let pages = std::iter::from_fn(|| {
                    interview = answered(&policy, interview.clone())?;
                    Some(())
                });
                let pages = pages.take(PAGES.into()).count();
                assert_eq!(
                    interview.page,
                    Page::Decision,
                    "{store} {}: after {pages} pages",
                    topic.id
                );
            }
        }
    }
}
