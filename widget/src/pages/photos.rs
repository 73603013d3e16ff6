//! Photos of one proof: chosen, taken, dropped or pasted; each is on its way at once, can be taken
//! back, and tried again.

use super::claim::fresh;
use super::{focus, secondary};
use crate::claim_draft::{ClaimDraft, SENDING};
use crate::element::{El, el, text_element, watch};
use crate::host::photo;
use crate::messages::{message, refusal, with_locale};
use crate::shop::Shop;
use crate::signals::*;
use std::sync::Arc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{future_to_promise, spawn_local};

/// The place for photos of a proof.
pub(super) fn slot(shop: &Shop, draft: ClaimDraft, proof: &str) -> El {
    let list = el("ul").class("photos");
    // What is made on an event belongs to this page as well.
    let owner = Owner::current().unwrap_or_default();
    watch(arriving(draft, proof, list.clone(), owner.clone()));
    let take = {
        let (shop, list, proof) = (shop.clone(), list.clone(), proof.to_owned());
        move |event| {
            for file in photo::chosen(&event) {
                // What is on its way goes without it.
                if draft.state.get_untracked() == SENDING {
                    break;
                }
                if draft.is_full() {
                    draft.state.set("too_many_photos".to_owned());
                    focus(&shop, ".problem");
                    break;
                }
                owner.with(|| list.clone().child(coming(&shop, draft, &proof, file)));
            }
        }
    };
    let file = el("input")
        .attr("type", "file")
        .attr("accept", "image/*")
        .attr("multiple", "")
        .class("hidden");
    let add = el("label").class("add").attr("part", "button").text(message("photo_add"));
    let add = add.child(file.attr("data-proof", proof).on("change", take.clone()));
    let slot = el("div")
        .class("slot")
        .attr("role", "group")
        .attr("aria-label", &shop.say(&format!("proof.{proof}")));
    slot.on("dragover", |event| event.prevent_default())
        .on("drop", take.clone())
        .on("paste", take)
        .child(list)
        .child(add)
}

/// Shows each photo that the shop has, also one that was sent from a page before this one.
fn arriving(draft: ClaimDraft, proof: &str, list: El, owner: Owner) -> Box<dyn Fn()> {
    let proof = proof.to_owned();
    Box::new(move || {
        draft.photos.get();
        for photo in draft.photos_of(&proof) {
            let row = format!("[data-photo=\"{photo}\"]");
            if list.node().query_selector(&row).ok().flatten().is_none() {
                owner.with(|| list.clone().child(sent(draft, &proof, &photo)));
            }
        }
    })
}

/// Takes a photo away. The button that has the focus goes with it; the keyboard goes on where
/// photos are added.
fn without(row: &El, act: &dyn Fn()) {
    let slot = row.node().closest(".slot").ok().flatten();
    act();
    let input = slot.and_then(|slot| slot.query_selector("input").ok().flatten());
    if let Some(input) = input.and_then(|input| input.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = input.focus();
    }
}

/// A photo that the shop has.
fn sent(draft: ClaimDraft, proof: &str, photo: &str) -> El {
    let row = el("li").attr("data-photo", photo);
    let (own, pair) = (row.clone(), format!("{proof}/{photo}"));
    let name = pair.clone();
    let taken = row.clone();
    let remove =
        secondary(message("photo_remove"), move || without(&taken, &|| draft.drop_photo(&name)));
    // Taken back here, or void with its ticket: a photo that is not part of the request is not
    // shown.
    watch(Box::new(move || {
        if !draft.photos.get().split(' ').any(|known| known == pair) {
            own.remove();
        }
    }));
    row.child(text_element("span", message("photo_sent")).class("words").attr("role", "status"))
        .child(remove)
}

/// A photo on its way.
fn coming(shop: &Shop, draft: ClaimDraft, proof: &str, file: JsValue) -> El {
    let row = el("li");
    let (shop, proof, own) = (shop.clone(), proof.to_owned(), row.clone());
    let owner = Owner::current().unwrap_or_default();
    set_out(Way { shop, draft, proof, file, row: own, owner });
    row
}

/// What belongs to one photo on its way.
#[derive(Clone)]
struct Way {
    shop: Shop,
    draft: ClaimDraft,
    proof: String,
    file: JsValue,
    row: El,
    owner: Owner,
}

fn set_out(way: Way) {
    let mark = way.draft.begin();
    let row = way.row.clone();
    row.node().set_text_content(None);
    let taken = row.clone();
    let cancel = secondary(message("photo_remove"), move || {
        without(&taken, &|| taken.clone().attr("data-gone", "1").remove());
    });
    let bar = el("progress").attr("max", "1").attr("aria-label", message("photo_sending"));
    way.owner.with(|| row.child(bar).child(cancel));
    spawn_local(async move {
        let (shop, draft) = (way.shop.clone(), way.draft);
        let options = Arc::clone(&shop.options);
        let ticket = move |over: bool| {
            let options = Arc::clone(&options);
            future_to_promise(async move {
                let known = draft.ticket.try_get_untracked().unwrap_or_default();
                if !over && !known.is_empty() {
                    return Ok(known.into());
                }
                fresh(&options, draft).await.map(JsValue::from).map_err(JsValue::from)
            })
        };
        let outcome = photo::send(&shop.options, &way.file, way.row.node(), Box::new(ticket)).await;
        if draft.state.is_disposed() {
            return;
        }
        draft.end(&mark);
        way.owner.with(|| with_locale(shop.messages, &mut || arrived(&way, outcome.clone())));
    });
}

fn arrived(way: &Way, outcome: Result<String, String>) {
    match outcome {
        // The same photo twice is one.
        Ok(photo) if way.draft.photos_of(&way.proof).contains(&photo) => way.row.remove(),
        Ok(photo) => {
            way.draft.keep_photo(&way.proof, &photo);
            let picture = way.row.node().query_selector("canvas").ok().flatten();
            way.row.node().set_text_content(None);
            let done = sent(way.draft, &way.proof, &photo);
            let _ = picture.and_then(|picture| {
                done.node().insert_before(&picture, done.node().first_child().as_ref()).ok()
            });
            let _ = way.row.node().replace_with_with_node_1(done.node());
        }
        Err(code) if code.is_empty() => way.row.remove(),
        // The page that it was added on is not there any more, and nobody would know.
        Err(_) if !way.row.node().is_connected() => way.draft.state.set("photo_left".to_owned()),
        Err(code) => {
            way.row.node().set_text_content(None);
            let words = refusal(&code);
            let (row, way) = (way.row.clone(), way.clone());
            let gone = row.clone();
            let remove =
                secondary(message("photo_remove"), move || without(&gone, &|| gone.remove()));
            let row = row.child(text_element("span", &words).class("words").attr("role", "alert"));
            // What cannot be read now cannot be read later.
            let again = (code != "not_a_photo")
                .then(|| secondary(message("again"), move || set_out(way.clone())));
            row.add(again).child(remove);
        }
    }
}
