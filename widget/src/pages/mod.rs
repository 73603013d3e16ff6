//! One page a file: view and dispatch only.

mod claim;
mod decision;
mod lazy;
mod photos;
mod question;
mod receipt;
mod request;
mod review;
mod topics;

use crate::element::{El, View, el, text_element, watch};
use crate::host::after;
use crate::interview_state::Page;
use crate::messages::{message, set_locale};
use crate::prerender::prerender_from;
use crate::shop::{Shop, go};
use crate::signals::*;
use recourse::types::direction;
use std::cell::Cell;
use wasm_bindgen::JsCast;

/// Keeps an element at the page of the interview, in the language that is spoken.
pub(crate) fn root(place: El, shop: Signal<Shop>) -> El {
    let start = shop.get_untracked();
    let interview = start.interview;
    // Speaks where another page is to be shown, not on every step. Leptos' memo would do the same
    // for a kilobyte.
    let shown = Signal::new(String::new());
    let last = Cell::new(None);
    watch(Box::new(move || {
        let interview = interview.get();
        let now = Some((interview.page, interview.drawn));
        let same = last.take() == now;
        last.set(now);
        if !same {
            shown.set(String::new());
        }
    }));
    start.tell("ready", &[("store", &start.options.store)]);
    watch(Box::new(move || shop.get_untracked().remember()));
    let shown_before = Cell::new(0u8);
    let own = place.clone();
    let place = place.live(move || {
        let shop = shop.get();
        set_locale(shop.messages);
        shown.get();
        // A photo that did not arrive is on the page that goes, and nowhere else.
        if own.node().query_selector(claim::FAILED).ok().flatten().is_some() {
            shop.draft.state.set("photo_left".to_owned());
        }
        vec![page(&shop)]
    });
    watch(Box::new(move || {
        shown.get();
        let now = start.now();
        start.tell(name(&now.page), &[]);
        if now.page == Page::Decision && !now.claimable().is_empty() {
            request::fetch();
        }
        // The first page must not take the focus from the shop's own page; nor must one that the
        // shopper has not asked for.
        let before = shown_before.get();
        if before > 0 && !now.unasked {
            focus(&start, "h2");
        }
        shown_before.set(before.saturating_add(1));
    }));
    let mut begun = false;
    // Choosing comes before pressing: that is time enough to have the next page ready.
    place.on("input", move |_| {
        if !std::mem::replace(&mut begun, true) {
            prerender_from(shop);
        }
    })
}

/// The page of the interview.
#[inline(never)]
pub(crate) fn page(shop: &Shop) -> El {
    let page = &shop.now().page;
    let inner = match page {
        Page::Topics => topics::page(shop),
        Page::Question(id) => question::page(shop, id),
        Page::Review => review::page(shop),
        Page::Decision => decision::page(shop),
        Page::Claim | Page::Receipt(_) => request::page(shop, page),
    };
    let root = el("div").class("root").attr("part", "root").attr("data-page", name(page));
    root.attr("lang", &shop.options.lang).attr("dir", direction(&shop.options.lang)).add(inner)
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

/// Moves the focus to the first element of a kind, once it is there. A shopper who was quicker and
/// is in a field by then keeps it: what is typed must never go astray.
pub(crate) fn focus(shop: &Shop, selector: &'static str) {
    let Some(root) = shop.root() else { return };
    let before = root.active_element();
    let act: Box<dyn FnMut()> = Box::new(move || {
        let now = root.active_element();
        if now.is_some() && now != before {
            return;
        }
        let found = root.query_selector(selector).ok().flatten();
        if let Some(element) = found {
            // Whatever stands in a shadow root of ours is one.
            let _ = element.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    });
    after("requestAnimationFrame", act);
}

/// The heading of a page; it takes the focus when the page changes.
pub(crate) fn heading(words: &str) -> El {
    text_element("h2", words).attr("tabindex", "-1").attr("part", "heading")
}

/// The button that goes on; it sends the form that it stands in.
pub(crate) fn primary(words: &str) -> El {
    text_element("button", words).attr("type", "submit").class("primary").attr("part", "button")
}

/// A button of little weight.
pub(crate) fn secondary(words: &str, act: impl Fn() + 'static) -> El {
    text_element("button", words)
        .attr("type", "button")
        .class("secondary")
        .on("click", move |_| act())
}

/// A form that sends nothing by itself.
pub(crate) fn form(send: impl Fn() + 'static) -> El {
    el("form").attr("novalidate", "").on("submit", move |event| {
        event.prevent_default();
        send();
    })
}

/// A field with its name.
pub(crate) fn field(name: &str, input: El) -> El {
    el("label").class("field").child(text_element("span", name)).child(input.attr("part", "input"))
}

/// A list of words.
pub(crate) fn list(kind: &str, rows: &[String]) -> El {
    el(kind).add(rows.iter().map(|row| text_element("li", row)))
}

/// The way back.
pub(crate) fn back(shop: &Shop) -> El {
    let interview = shop.interview;
    secondary(message("back"), move || {
        go(interview, &mut crate::interview_state::InterviewState::back)
    })
    .class("back")
    .attr("part", "back")
}

/// The place of the summary of what is wrong, which takes the focus.
pub(crate) fn problem(words: impl Fn() -> Option<String> + 'static) -> El {
    el("div").class("live").live(move || alert(words()))
}

fn alert(words: Option<String>) -> View {
    let Some(words) = words else { return View::new() };
    let alert = el("div")
        .class("problem")
        .attr("part", "error")
        .attr("role", "alert")
        .attr("tabindex", "-1");
    vec![alert.child(text_element("strong", message("problem"))).child(text_element("p", &words))]
}
