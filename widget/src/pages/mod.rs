//! One page a file: view and dispatch only.

mod claim;
mod decision;
mod question;
mod receipt;
mod review;
mod topics;

use crate::host::events::tell;
use crate::journey::Page;
use crate::shop::Shop;
use crate::words::word;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The page that the journey stands on, in the language that is spoken.
pub(crate) fn root(shop: RwSignal<Shop>) -> AnyView {
    let start = shop.get_untracked();
    let journey = start.journey;
    let page = Memo::new(move |_| journey.with(|journey| (journey.page.clone(), journey.drawn)));
    start.root.with_value(|root| tell(root, "ready", &[("store", &start.options.store)]));
    Effect::new(move |before: Option<()>| {
        let (page, _) = page.get();
        start.root.with_value(|root| tell(root, name(&page), &[]));
        // The first page must not take the focus from the shop's own page.
        if before.is_some() {
            focus(&start, "h2");
        }
    });
    Effect::new(move |_| shop.with_untracked(Shop::clone).remember());
    (move || {
        let shop = shop.get();
        provide_context(shop.words);
        of(&shop, &page.get().0)
    })
    .into_any()
}

fn of(shop: &Shop, page: &Page) -> AnyView {
    let inner = match page {
        Page::Topics => topics::page(shop),
        Page::Question(id) => question::page(shop, id),
        Page::Review => review::page(shop),
        Page::Decision => decision::page(shop),
        Page::Claim => claim::page(shop),
        Page::Receipt(receipt) => receipt::page(shop, receipt),
    };
    let language = shop.options.lang.clone();
    view! { <div class="root" part="root" lang=language dir=shop.options.direction() data-page=name(page)>{inner}</div> }.into_any()
}

fn name(page: &Page) -> &'static str {
    match page {
        Page::Topics => "topics",
        Page::Question(_) => "question",
        Page::Review => "review",
        Page::Decision => "decision",
        Page::Claim => "claim",
        Page::Receipt(_) => "receipt",
    }
}

/// Moves the focus to the first element of a kind, once it is there. A shopper who was quicker and is in a field by then
/// keeps it: what is typed must never go astray.
pub(crate) fn focus(shop: &Shop, selector: &'static str) {
    let root = shop.root;
    let before = active(root);
    request_animation_frame(move || {
        let now = active(root);
        if now.is_some() && now != before {
            return;
        }
        let found = root.try_with_value(|root| {
            let root = root.dyn_ref::<web_sys::ShadowRoot>()?;
            root.query_selector(selector).ok().flatten()
        });
        if let Some(element) =
            found.flatten().and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
        {
            let _ = element.focus();
        }
    });
}

/// The element that has the focus inside the widget.
fn active(root: StoredValue<web_sys::Node, LocalStorage>) -> Option<web_sys::Element> {
    root.try_with_value(|root| root.dyn_ref::<web_sys::ShadowRoot>()?.active_element()).flatten()
}

/// The heading of a page; it takes the focus when the page changes.
pub(crate) fn heading(text: String) -> AnyView {
    view! { <h2 tabindex="-1">{text}</h2> }.into_any()
}

/// The way back.
pub(crate) fn back(shop: &Shop) -> AnyView {
    let journey = shop.journey;
    view! { <button type="button" class="back" part="button" on:click=move |_| journey.update(crate::journey::Journey::back)>{word("back")}</button> }.into_any()
}

/// The summary of what is wrong, which takes the focus.
pub(crate) fn problem(words: String) -> AnyView {
    view! {
        <div class="problem" part="error" role="alert" tabindex="-1">
            <strong>{word("problem")}</strong>
            <p>{words}</p>
        </div>
    }
    .into_any()
}
