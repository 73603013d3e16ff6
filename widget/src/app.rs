//! The root component: the current page, the events of the page around, and the stored session.

use crate::host::events::WidgetEvent;
use crate::interview_state::Page;
use crate::pages::{PageView, page_name, preload_request};
use crate::prerender::prerender_from;
use crate::shop::Shop;
use leptos::prelude::*;

/// The widget. Another value of `shop` is the same widget in another language.
#[component]
pub(crate) fn App(shop: RwSignal<Shop>) -> impl IntoView {
    let start = shop.get_untracked();
    let interview = start.interview;
    // Before the first page: facts that the page sets on this event count for it.
    start.dispatch(WidgetEvent::Ready { store: &start.options.store });
    let page = Memo::new(move |_| interview.with(|now| (now.page.clone(), now.revision)));
    // A key for each rendered page: no element of one page is reused for the next, as its state
    // would be.
    let version = Memo::new(move |last: Option<&u32>| {
        shop.track();
        // Read, not only tracked: a memo subscribes to its sources when it is read.
        page.with(|_| ());
        last.map_or(0, |last| last.wrapping_add(1))
    });
    Effect::new(move |shown: Option<()>| {
        page.with(|_| ());
        report_page(&start, shown.is_none());
    });
    Effect::new(move |_| shop.get_untracked().save_session());
    let prerendered = StoredValue::new(false);
    // Choosing an answer comes before pressing the button: time enough to prepare the next page.
    let prerender = move |_| {
        if !prerendered.get_value() {
            prerendered.set_value(true);
            prerender_from(shop);
        }
    };
    view! {
        <div class="place" on:input=prerender>
            <For
                each=move || [version.get()]
                key=|version| *version
                children=move |_| {
                    provide_context(shop.get_untracked());
                    view! { <PageView /> }
                }
            />
        </div>
    }
}

/// Tells the page which page is shown, and moves the focus to its heading. The first page must not
/// take the focus from the shop's own page, nor must one that the shopper has not asked for.
fn report_page(shop: &Shop, is_first: bool) {
    let now = shop.interview_now();
    shop.dispatch(WidgetEvent::Page { name: page_name(&now.page) });
    if now.page == Page::Decision && !now.claimable().is_empty() {
        preload_request();
    }
    if !is_first && !now.automatic {
        shop.focus("h2");
    }
}
