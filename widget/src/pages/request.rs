//! The pages of the request, and the way to them. Their code is a part of its own (`request.wasm`),
//! which comes once there is an answer that something can be asked for: a shopper who only wants to
//! know never loads it.

use super::{claim, focus, lazy, primary, problem, receipt};
use crate::element::{View, el};
use crate::interview_state::Page;
use crate::messages::{add_request, message};
use crate::shop::{Shop, go};
use crate::signals::*;

/// The state of a way that is being gone.
const COMING: &str = "coming";

/// The state after the part did not come. That may be the page's fault as well as the connection's,
/// so neither is named.
const FAILED: &str = "failed";

/// Has the part on its way before anybody presses.
pub(super) fn fetch() {
    lazy::fetch(Box::new(|_| {}));
}

/// The button that leads to the request. Where its part does not come the page says so, and the
/// next press tries again.
pub(super) fn request_button(shop: &Shop) -> View {
    let (own, state) = (shop.clone(), Signal::new(String::new()));
    let press = move |_| {
        state.set(COMING.to_owned());
        let shop = own.clone();
        lazy::fetch(Box::new(move |there| {
            if has_come(there, state) {
                go(shop.interview, &mut |interview| interview.page = Page::Claim);
            } else {
                focus(&shop, ".problem");
            }
        }));
    };
    let button = primary(message("claim")).attr("type", "button").on("click", press);
    vec![problem(move || fault(state)), button.flag("disabled", move || state.get() == COMING)]
}

/// Whether the part is there and somebody waits for it; says where it did not come. The shopper may
/// have gone elsewhere meanwhile, or the widget from the page: then nobody asks any more.
fn has_come(there: bool, state: Signal<String>) -> bool {
    if !there {
        state.set(FAILED.to_owned());
    }
    there && !state.is_disposed()
}

/// A page of the request. Whoever comes by the way has its part; after a reload it has to come
/// first. Where it does not, the page says so and tries again when it is told to: a receipt has the
/// only link to its request.
pub(super) fn page(shop: &Shop, page: &Page) -> View {
    let (own, page) = (shop.clone(), page.clone());
    // Counts no more than that it has come.
    let there = Signal::new(String::new());
    let place = el("div").class("live").live(move || {
        there.get();
        lazy::page(&own, &page).unwrap_or_else(|| waiting(&own, there))
    });
    vec![place]
}

/// What stands in its place until then.
fn waiting(shop: &Shop, there: Signal<String>) -> View {
    let (shop, state) = (shop.clone(), Signal::new(String::new()));
    let again = move |asked: bool| {
        let shop = shop.clone();
        lazy::fetch(Box::new(move |come| {
            if has_come(come, state) {
                there.set(String::new());
                // Only whoever has touched it has lost their place.
                if asked {
                    focus(&shop, "h2");
                }
            }
        }));
    };
    again(false);
    let button = primary(message("again")).attr("type", "button").on("click", move |_| again(true));
    vec![problem(move || fault(state)), button.flag("hidden", move || state.get().is_empty())]
}

/// What a part that did not come is told in.
fn fault(state: Signal<String>) -> Option<String> {
    Some(state.get()).filter(|code| code == FAILED).map(|_| message("file_failed").to_owned())
}

/// A page, in the part itself.
pub(super) fn of(shop: &Shop, page: &Page) -> View {
    add_request(include_str!(concat!(env!("OUT_DIR"), "/request.txt")));
    match page {
        Page::Claim => claim::page(shop),
        Page::Receipt(receipt) => receipt::page(shop, receipt),
        _ => View::new(),
    }
}
