//! The pages of the request, and the way to them. Their code is a part of its own (`request.wasm`), which comes once there is an answer
//! that something can be asked for: a shopper who only wants to know never loads it.

use super::{claim, focus, primary, problem, receipt};
use crate::element::{View, el};
use crate::journey::Page;
use crate::shop::{Shop, go};
use crate::signals::*;
use crate::words::{add_request, word};
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// The state of a way that is being gone.
const COMING: &str = "coming";

/// Has the part on its way before anybody presses.
pub(super) fn fetch() {
    spawn_local(async { drop(part().await) });
}

/// The button that leads to the request. Where its part does not come the page says so, and the next press tries again.
pub(super) fn way(shop: &Shop) -> View {
    let (own, state) = (shop.clone(), RwSignal::new(String::new()));
    let press = move |_| {
        state.set(COMING.to_owned());
        spawn_local(enter(own.clone(), state));
    };
    let button = primary(word("claim")).attr("type", "button").on("click", press);
    vec![problem(move || fault(state)), button.flag("disabled", move || state.get() == COMING)]
}

async fn enter(shop: Shop, state: RwSignal<String>) {
    if come(state).await {
        go(shop.journey, &mut |journey| journey.page = Page::Claim);
    } else {
        focus(&shop, ".problem");
    }
}

/// Waits for the part, and says where it did not come. The shopper may have gone elsewhere meanwhile, or the widget from the page: then
/// nobody asks any more.
async fn come(state: RwSignal<String>) -> bool {
    let come = part().await.is_ok();
    if !come {
        state.try_set("offline".to_owned());
    }
    come && !state.is_disposed()
}

/// A page of the request. Whoever comes by the way has its part; after a reload it has to come first. Where it does not, the page says
/// so and tries again when it is told to: a receipt has the only link to its request.
pub(super) fn page(shop: &Shop, page: &Page) -> View {
    let (own, page) = (shop.clone(), page.clone());
    // Counts no more than that it has come.
    let there = RwSignal::new(String::new());
    let place = el("div").class("live").live(move || {
        there.get();
        ready(&own, &page).unwrap_or_else(|| waiting(&own, there))
    });
    vec![place]
}

/// The page, where its part is there.
fn ready(shop: &Shop, page: &Page) -> Option<View> {
    match pin!(of(shop, page)).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(view)) => Some(view),
        _ => None,
    }
}

/// What stands in its place until then.
fn waiting(shop: &Shop, there: RwSignal<String>) -> View {
    let (shop, state) = (shop.clone(), RwSignal::new(String::new()));
    let again = move |asked: bool| {
        let shop = shop.clone();
        spawn_local(async move {
            if come(state).await {
                there.set(String::new());
                // Only whoever has touched it has lost their place.
                if asked {
                    focus(&shop, "h2");
                }
            }
        });
    };
    again(false);
    let button = primary(word("again")).attr("type", "button").on("click", move |_| again(true));
    vec![problem(move || fault(state)), button.flag("hidden", move || state.get().is_empty())]
}

/// What a part that did not come is told in.
fn fault(state: RwSignal<String>) -> Option<String> {
    Some(state.get()).filter(|code| code == "offline").map(|_| word("offline").to_owned())
}

#[wasm_split(request, fallible, preload(part))]
fn of(shop: &Shop, page: &Page) -> Result<View, SplitLoaderError> {
    add_request(include_str!(concat!(env!("OUT_DIR"), "/request.txt")));
    Ok(match page {
        Page::Claim => claim::page(shop),
        Page::Receipt(receipt) => receipt::page(shop, receipt),
        _ => View::new(),
    })
}
