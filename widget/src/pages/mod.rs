//! One page for each file.

mod claim;
mod decision;
mod nearest;
mod photos;
mod question;
mod reasons;
mod receipt;
mod request;
mod review;
mod steps;
mod submit;
mod topics;

use crate::interview_state::Page;
use crate::shop::use_shop;
use claim::ClaimPage;
use decision::DecisionPage;
use leptos::prelude::*;
use question::QuestionPage;
use receipt::ReceiptPage;
use recourse::types::direction;
use request::RequestPages;
pub(crate) use request::preload_request;
use review::ReviewPage;
use topics::TopicsPage;

/// The current page of the interview.
#[component]
pub(crate) fn PageView() -> impl IntoView {
    let shop = use_shop();
    let page = shop.interview.with_untracked(|interview| interview.page.clone());
    let name = page_name(&page);
    let content = match page {
        Page::Topics => view! { <TopicsPage /> }.into_any(),
        Page::Question(id) => view! { <QuestionPage id /> }.into_any(),
        Page::Review => view! { <ReviewPage /> }.into_any(),
        Page::Decision => view! { <DecisionPage /> }.into_any(),
        Page::Claim | Page::Receipt(_) => view! { <RequestPages page /> }.into_any(),
    };
    let lang = shop.options.lang.clone();
    let dir = direction(&lang);
    view! {
        <div class="root" part="root" data-page=name lang=lang dir=dir>
            {content}
        </div>
    }
}

/// The name of a page in the DOM and in events.
pub(crate) fn page_name(page: &Page) -> &'static str {
    match page {
        Page::Topics => "topics",
        Page::Question(_) => "question",
        Page::Review => "review",
        Page::Decision => "decision",
        Page::Claim => "claim",
        Page::Receipt(_) => "receipt",
    }
}
