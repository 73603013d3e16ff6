//! The pages of the request, and the button that leads to them. Their code is a second wasm file,
//! `request.wasm`, which the widget loads once there is a decision that a claim can be made on: a
//! shopper who only wants to know never loads it.

#[cfg(feature = "split")]
mod chunk;
#[cfg(not(feature = "split"))]
#[path = "request/whole.rs"]
mod chunk;

use super::{ClaimPage, ReceiptPage};
use crate::components::{ActionButton, ProblemSummary};
use crate::interview_state::Page;
use crate::messages::add_request_messages;
use crate::shop::{Shop, use_shop};
use chunk::{load_request, request_page};
use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped;
use leptos::task::spawn_local;

/// The loading of the pages of the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LoadStatus {
    /// Not requested, or loaded ahead of time.
    Idle,
    Loading,
    Loaded,
    Failed,
}

/// Loads the pages of the request before a shopper presses the button.
pub(crate) fn preload_request() {
    spawn_local(async {
        // A failure is reported by the script that loads the file, and the button tries again.
        let _ = load_request().await;
    });
}

/// The message for a failed load. It may be the page's fault as well as the connection's, so it
/// names neither.
fn load_problem(shop: &Shop, status: RwSignal<LoadStatus>) -> Signal<Option<String>> {
    let messages = shop.messages;
    Signal::derive(move || {
        (status.get() == LoadStatus::Failed).then(|| messages.get("file_failed").to_owned())
    })
}

/// The button that leads to the request. A failed load is shown, and the next press tries again.
#[component]
pub(super) fn RequestButton() -> impl IntoView {
    let shop = use_shop();
    let text = shop.messages.get("claim");
    let status = RwSignal::new(LoadStatus::Idle);
    let problem = load_problem(&shop, status);
    let press = move || {
        status.set(LoadStatus::Loading);
        let shop = shop.clone();
        spawn_local(async move {
            let loaded = load_request().await;
            // The shopper may be on another page, or the widget removed.
            if status.is_disposed() {
                return;
            }
            match loaded {
                Ok(()) => shop.update_interview(|interview| interview.page = Page::Claim),
                Err(_) => {
                    status.set(LoadStatus::Failed);
                    shop.focus(".problem");
                }
            }
        });
    };
    let disabled = Signal::derive(move || status.get() == LoadStatus::Loading);
    view! {
        <ProblemSummary text=problem />
        <ActionButton text on_press=Box::new(press) disabled />
    }
}

/// A page of the request. After a reload its code has to be loaded first; a failed load is shown
/// with a button that tries again, for a receipt has the only link to its claim.
#[component]
pub(super) fn RequestPages(page: Page) -> impl IntoView {
    let shop = use_shop();
    let again = shop.messages.get("again");
    let status = RwSignal::new(LoadStatus::Idle);
    let problem = load_problem(&shop, status);
    let content = StoredValue::new_local(None::<AnyView>);
    let load = move |by_press: bool| {
        let (shop, page) = (shop.clone(), page.clone());
        spawn_local_scoped(async move {
            let loaded = load_request().await;
            if status.is_disposed() {
                return;
            }
            let view = match loaded {
                Ok(()) => request_page(shop.clone(), page).await,
                Err(error) => Err(error),
            };
            let Ok(view) = view else { return status.set(LoadStatus::Failed) };
            content.set_value(Some(view));
            status.set(LoadStatus::Loaded);
            // The button that had the focus is gone.
            if by_press {
                shop.focus("h2");
            }
        });
    };
    load(false);
    let press = move || load(true);
    let hidden = Signal::derive(move || status.get() != LoadStatus::Failed);
    let waiting = view! {
        <ProblemSummary text=problem />
        <ActionButton text=again on_press=Box::new(press) hidden />
    };
    let waiting = StoredValue::new_local(Some(waiting.into_any()));
    let is_loaded = Memo::new(move |_| status.get() == LoadStatus::Loaded);
    let shown = move || {
        let view = if is_loaded.get() { content } else { waiting };
        view.try_update_value(Option::take).flatten()
    };
    view! { <div class="live">{shown}</div> }
}

/// A page of the request, in the second file.
fn render_request_page(shop: &Shop, page: Page) -> AnyView {
    add_request_messages();
    provide_context(shop.clone());
    match page {
        Page::Claim => view! { <ClaimPage /> }.into_any(),
        Page::Receipt(receipt) => view! { <ReceiptPage receipt=*receipt /> }.into_any(),
        _ => ().into_any(),
    }
}
