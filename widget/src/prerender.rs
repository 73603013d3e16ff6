//! Prerenders the pages that a shopper has not reached yet, unseen: a browser compiles a function
//! of a wasm when it is first called, and loads its locale data when it first formats a date. A
//! slow phone would do both between a press and the next page; so they are done in idle time while
//! the shopper reads the page before. Browsers without idle callbacks prerender nothing.

use crate::host::intl;
use crate::interview_state::{InterviewState, Page};
use crate::pages::PageView;
use crate::shop::Shop;
use leptos::prelude::*;
use leptos::tachys::view::Render;
use recourse::policy::Policy;
use recourse::question::Kind;

/// More pages than a topic has.
const PAGES_MAX: u8 = 99;

/// Prerenders the pages after the one that is shown. Called once, when the shopper begins to
/// answer: many only look.
pub(crate) fn prerender_from(shop: RwSignal<Shop>) {
    let interview = shop.get_untracked().interview_now();
    let today = interview.today;
    request_idle_callback(move || {
        let next = prerender(shop, &interview);
        request_idle_callback(move || {
            if let Some(shop) = shop.try_get_untracked() {
                drop(intl::day(&shop.options.lang, today));
            }
        });
        prerender_rest(shop, next, PAGES_MAX);
    });
}

/// Prerenders the pages after one, each in an idle callback of its own.
fn prerender_rest(shop: RwSignal<Shop>, page: Option<InterviewState>, left: u8) {
    let (Some(interview), Some(left)) = (page, left.checked_sub(1)) else { return };
    request_idle_callback(move || prerender_rest(shop, prerender(shop, &interview), left));
}

/// Renders the page after one and drops it; nothing of it is dispatched or stored.
fn prerender(shop: RwSignal<Shop>, interview: &InterviewState) -> Option<InterviewState> {
    let shop = shop.try_get_untracked()?;
    let next = next_page(&shop.policy, interview.clone())?;
    let owner = Owner::new();
    owner.with(|| {
        provide_context(shop.with_interview(next.clone()));
        drop(view! { <PageView /> }.into_any().build());
    });
    owner.cleanup();
    Some(next)
}

/// The next page for a shopper who gives any answer that is accepted; `None` where there is no next
/// page.
fn next_page(policy: &Policy, mut interview: InterviewState) -> Option<InterviewState> {
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
    fn prerender_reaches_the_decision_of_every_topic() {
        let today = Day::parse("2026-11-20").unwrap();
        for store in ["hekka", "xiaomiforsale"] {
            let policy = policy(store);
            for topic in &policy.parts().topics {
                let mut interview =
                    InterviewState::new(policy.clone(), &[], Some(topic.id.as_str()), today);
                let pages = std::iter::from_fn(|| {
                    interview = next_page(&policy, interview.clone())?;
                    Some(())
                });
                let pages = pages.take(PAGES_MAX.into()).count();
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
