//! The request: how to be reached, what to add.

use super::{back, field, focus, form, heading, photos, primary, problem};
use crate::claim_draft::{ClaimDraft, SENDING};
use crate::element::{El, View, el, text_element};
use crate::host::{Options, api, clock, events, photo};
use crate::inputs::{radio, radios};
use crate::interview_state::Page;
use crate::messages::{message, refusal};
use crate::shop::{Shop, go};
use crate::signals::*;
use recourse::claim::{
    ClaimedItem, ContactDetails, SentPhoto, Submission, is_missing_required_proof,
};
use recourse::clause::Proof;
use recourse::types::{ProofId, key};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The state of a draft that lacks what the shop needs.
const MISSING: &str = "proof_missing";

/// A photo that did not arrive.
pub(super) const FAILED: &str = ".photos [role=alert]";

pub(super) fn page(shop: &Shop) -> View {
    let claimable = shop.now().claimable();
    let draft = shop.draft;
    draft.offer(&claimable);
    let remedy =
        |id: &String| radio("remedy", id, &shop.say(&key::part("remedy", id)), None, draft.remedy);
    let several = (claimable.len() > 1).then(|| {
        group("choose_remedy", radios("options", draft.remedy, claimable.iter().map(remedy)))
    });
    vec![
        back(shop),
        heading(message("claim_title")),
        form(sending(shop, draft))
            // Whoever types has read what was wrong.
            .on("input", move |_| {
                if draft.state.get_untracked() != SENDING {
                    draft.state.set(String::new());
                }
            })
            .on("paste", |event| photo::paste(&event))
            .child(problem(move || said_of(draft)))
            .add(several)
            .child(typed("email", "email", "email", draft.email, draft))
            .child(text_element("p", message("email_hint")).class("hint"))
            .child(typed("order", "text", "off", draft.order, draft))
            .child(typed("name", "text", "name", draft.name, draft))
            .child(field(
                message("note"),
                bound(
                    el("textarea").attr("rows", "3").attr("name", "note").attr("maxlength", "2000"),
                    draft.note,
                ),
            ))
            .child(proofs(shop, draft))
            .child(text_element("p", message("consent")).class("hint"))
            .child(
                primary("")
                    .flag("disabled", move || {
                        draft.state.get() == SENDING || !draft.coming.get().is_empty()
                    })
                    .live_text(move || button(draft).to_owned()),
            ),
    ]
}

/// What a press does: what is not as somebody means it to be is said first, and the rest is sent.
fn sending(shop: &Shop, draft: ClaimDraft) -> impl Fn() + 'static {
    let shop = shop.clone();
    // Said once: some have no photo to give.
    let warned = Cell::new(false);
    move || {
        let wrong = if has_failed(&shop) {
            "photo_left"
        } else if draft.state.get_untracked() == SENDING || !draft.coming.get_untracked().is_empty()
        {
            return;
        } else if is_missing(&shop, draft) && !warned.replace(true) {
            MISSING
        } else {
            draft.state.set(SENDING.to_owned());
            return wasm_bindgen_futures::spawn_local(send(shop.clone(), draft));
        };
        draft.state.set(wrong.to_owned());
        focus(&shop, ".problem");
    }
}

/// Whether a photo is on the page that did not arrive: somebody means it to be in the request.
fn has_failed(shop: &Shop) -> bool {
    shop.root().and_then(|root| root.query_selector(FAILED).ok()?).is_some()
}

/// What went wrong, in words.
fn said_of(draft: ClaimDraft) -> Option<String> {
    let code = Some(draft.state.get()).filter(|code| !code.is_empty() && code != SENDING);
    code.map(|code| refusal(&code))
}

/// What the button says.
fn button(draft: ClaimDraft) -> &'static str {
    let (state, waits) = (draft.state.get(), !draft.coming.get().is_empty());
    message(match state.as_str() {
        _ if waits => "photo_wait",
        SENDING => SENDING,
        MISSING => "send_without",
        "" | "bad_email" | "bad_order" | "too_long" | "photo_left" | "too_many_photos" => "send",
        _ => "again",
    })
}

fn group(legend: &'static str, options: El) -> El {
    el("fieldset").child(text_element("legend", message(legend))).child(options)
}

fn typed(
    name: &'static str,
    kind: &str,
    complete: &str,
    value: Signal<String>,
    draft: ClaimDraft,
) -> El {
    let input = el("input").attr("type", kind).attr("name", name).attr("autocomplete", complete);
    let input = input.attr(
        "maxlength",
        match name {
            "order" => "64",
            "name" => "120",
            _ => "254",
        },
    );
    let input =
        input.flag("ariaInvalid", move || draft.state.get().strip_prefix("bad_") == Some(name));
    field(message(name), bound(input, value))
}

/// A field and a signal that are always the same.
fn bound(input: El, value: Signal<String>) -> El {
    input.value(move || value.get()).input("input", move |text| value.set(text))
}

fn proofs(shop: &Shop, draft: ClaimDraft) -> El {
    let shop = shop.clone();
    el("div").class("live").live(move || {
        let wanted = wanted(&shop, &draft.remedy.get());
        let rows: View = wanted.iter().map(|id| tick(&shop, id, draft)).collect();
        (!rows.is_empty())
            .then(|| group("ready", el("div").class("options").add(rows)))
            .into_iter()
            .collect()
    })
}

/// The proofs that a remedy asks for, as the answers stand now.
fn wanted(shop: &Shop, remedy: &str) -> Vec<ProofId> {
    let decision = shop.now().decision();
    let remedies = decision.into_iter().flat_map(|decision| decision.remedies);
    remedies.filter(|own| own.remedy.as_str() == remedy).flat_map(|own| own.proofs).collect()
}

fn is_missing(shop: &Shop, draft: ClaimDraft) -> bool {
    let asked = wanted(shop, &draft.remedy.get_untracked());
    is_missing_required_proof(&shop.policy, &asked, &draft.note.get_untracked(), &|id| {
        draft.has(id.as_str())
    })
}

/// A proof: whether it is ready, and where it can be seen in a photo, the place for it.
fn tick(shop: &Shop, id: &ProofId, draft: ClaimDraft) -> El {
    let (own, ticked) = (id.to_string(), id.to_string());
    let input = el("input").attr("type", "checkbox").attr("name", id.as_str());
    let input = input.on("change", move |_| draft.flip(&own)).flag("checked", move || {
        draft.proofs.get();
        draft.has(&ticked)
    });
    let words = text_element("span", &super::decision::proof(shop, id)).class("words");
    let tick = el("label").class("option").attr("part", "option").child(input).child(words);
    let has = |quality: fn(&Proof) -> bool| shop.policy.proof(id).is_some_and(quality);
    let written =
        has(Proof::is_written).then(|| text_element("p", message("proof_written")).class("hint"));
    let seen = has(Proof::accepts_photo).then(|| photos::slot(shop, draft, id.as_str()));
    el("div").child(tick).add(written).add(seen)
}

async fn send(shop: Shop, draft: ClaimDraft) {
    // The widget may be taken down while the shop answers: its signals are gone then, and the page
    // still hears.
    let root = shop.root();
    let outcome = attempt(&shop, draft).await;
    match (&outcome, root) {
        (Ok(receipt), Some(root)) => events::tell(&root, "submitted", &[("claim", &receipt.claim)]),
        (Err(code), Some(root)) => events::tell(&root, "error", &[("code", code)]),
        _ => {}
    }
    if draft.state.is_disposed() {
        return;
    }
    match outcome {
        Ok(receipt) => {
            draft.sent();
            go(shop.interview, &mut |interview| {
                interview.page = Page::Receipt(Box::new(receipt.clone()))
            });
        }
        Err(code) => {
            draft.state.set(code);
            focus(&shop, ".problem");
        }
    }
}

/// Sends under the ticket that the draft has. Only a shop that says that it has no claim of this
/// ticket gets another one: an expired ticket is refused after the shop has looked for what came
/// with it.
async fn attempt(
    shop: &Shop,
    draft: ClaimDraft,
) -> Result<crate::interview_state::Receipt, String> {
    let submission = submission(shop, draft);
    let options = Arc::clone(&shop.options);
    let ticket = match draft.ticket.get_untracked() {
        none if none.is_empty() => fresh(&options, draft).await?,
        ticket => ticket,
    };
    let sent = api::send(&options, &ticket, &submission).await;
    match sent {
        Err(code) if code.starts_with("ticket_") => {
            let ticket = fresh(&options, draft).await?;
            if !submission.photos.is_empty() {
                return Err("no_such_photo".to_owned());
            }
            api::send(&options, &ticket, &submission).await
        }
        sent => sent,
    }
}

/// Another ticket. Photos were sent under the one before: they have to be added again.
pub(super) async fn fresh(options: &Options, draft: ClaimDraft) -> Result<String, String> {
    let over = draft.ticket.try_get_untracked().unwrap_or_default();
    // The page may have got one since: where it asks for a person, we cannot.
    let ticket = match &options.ticket {
        given if !over.is_empty() && !given.is_empty() && *given != over => given.clone(),
        _ => api::ticket(options).await?,
    };
    draft.ticket.set(ticket.clone());
    if draft.photos.try_get_untracked().is_some_and(|photos| !photos.is_empty()) {
        draft.photos.set(String::new());
        draft.state.set("no_such_photo".to_owned());
    }
    Ok(ticket)
}

fn submission(shop: &Shop, draft: ClaimDraft) -> Submission {
    let interview = shop.now();
    let remedy = draft.remedy.get_untracked();
    // Not collected: that would bring a sort of its own.
    let mut facts = BTreeMap::new();
    interview.facts().into_iter().for_each(|(id, text)| drop(facts.insert(id, text)));
    let asked: Vec<String> = wanted(shop, &remedy).iter().map(ToString::to_string).collect();
    let sent = |proof: &String| {
        let of = proof.clone();
        draft.photos_of(proof).into_iter().map(move |photo| SentPhoto { proof: of.clone(), photo })
    };
    let photos = asked.iter().flat_map(sent).collect();
    let (line, quantity) = (shop.options.item.clone(), shop.options.quantity);
    let items =
        (!line.is_empty()).then_some(ClaimedItem { item: line, quantity, ordered_quantity: None });
    let trimmed = |value: Signal<String>| value.get_untracked().trim().to_owned();
    Submission {
        policy: shop.policy.hash().to_owned(),
        topic: interview.topic.as_ref().map(ToString::to_string).unwrap_or_default(),
        remedy,
        facts,
        contact: ContactDetails {
            email: trimmed(draft.email),
            order: trimmed(draft.order),
            name: Some(trimmed(draft.name)).filter(|name| !name.is_empty()),
        },
        note: trimmed(draft.note),
        photos,
        items: items.into_iter().collect(),
        signed_order: Some(shop.options.signed_order.clone()).filter(|text| !text.is_empty()),
        proofs: asked.into_iter().filter(|id| draft.has(id)).collect(),
        offset_minutes: clock::offset_minutes(),
    }
}
