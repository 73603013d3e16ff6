//! The request: how to be reached, what to add.

use super::{back, field, focus, form, heading, primary, problem};
use crate::draft::Draft;
use crate::element::{El, View, el, said};
use crate::host::{Options, api, events};
use crate::inputs::radio;
use crate::journey::{Journey, Page};
use crate::shop::Shop;
use crate::signals::*;
use crate::words::{fill, find, word};
use recourse::claim::{ContactDetails, Submission};
use recourse::words::{ProofId, key};
use std::sync::Arc;

pub(super) fn page(shop: &Shop) -> View {
    let claimable = shop.journey.with_untracked(Journey::claimable);
    let draft = shop.draft;
    draft.offer(&claimable);
    let remedy = |id: &String| radio("remedy", id, &shop.say(&key::part("remedy", id)), None, draft.remedy);
    let several =
        (claimable.len() > 1).then(|| group("choose_remedy", claimable.iter().map(remedy).collect()));
    let own = shop.clone();
    let submit = move || {
        if !draft.sending.get_untracked() {
            draft.sending.set(true);
            draft.fault.set(None);
            wasm_bindgen_futures::spawn_local(send(own.clone(), draft));
        }
    };
    let fault = move || {
        let say =
            |code: String| find(&code).map_or_else(|| fill("other_problem", "{code}", &code), str::to_owned);
        draft.fault.get().map(say)
    };
    let button = move || {
        let again = draft.fault.get().is_some();
        word(if draft.sending.get() {
            "sending"
        } else if again {
            "again"
        } else {
            "send"
        })
        .to_owned()
    };
    vec![
        back(shop),
        heading(word("claim_title")),
        form(submit)
            .child(problem(fault))
            .add(several)
            .child(typed("email", "email", "email", draft.email))
            .child(said("p", word("email_hint")).class("hint"))
            .child(typed("order", "text", "off", draft.order))
            .child(typed("name", "text", "name", draft.name))
            .child(field(
                word("note"),
                bound(el("textarea").attr("rows", "3").attr("name", "note"), draft.note),
            ))
            .child(proofs(shop, draft))
            .child(said("p", word("consent")).class("hint"))
            .child(primary("").flag("disabled", move || draft.sending.get()).live_text(button)),
    ]
}

fn group(legend: &'static str, rows: View) -> El {
    el("fieldset").child(said("legend", word(legend))).child(el("div").class("options").add(rows))
}

fn typed(name: &'static str, kind: &str, complete: &str, value: RwSignal<String>) -> El {
    let input = el("input").attr("type", kind).attr("name", name).attr("autocomplete", complete);
    field(word(name), bound(input, value))
}

/// A field and a signal that are always the same.
fn bound(input: El, value: RwSignal<String>) -> El {
    input.value(move || value.get()).input("input", move |text| value.set(text))
}

fn proofs(shop: &Shop, draft: Draft) -> El {
    let shop = shop.clone();
    el("div").class("live").live(move || {
        let wanted = wanted(&shop, &draft.remedy.get());
        let rows: View = wanted.iter().map(|id| tick(&shop, id, draft.proofs)).collect();
        (!rows.is_empty()).then(|| group("ready", rows)).into_iter().collect()
    })
}

/// The proofs that a remedy asks for, as the answers stand now.
fn wanted(shop: &Shop, remedy: &str) -> Vec<ProofId> {
    let decision = shop.journey.with_untracked(Journey::decision);
    let remedies = decision.into_iter().flat_map(|decision| decision.remedies);
    remedies.filter(|own| own.remedy.as_str() == remedy).flat_map(|own| own.proofs).collect()
}

fn tick(shop: &Shop, id: &ProofId, ready: RwSignal<Vec<String>>) -> El {
    let (own, ticked) = (id.to_string(), id.to_string());
    let flip = move |_| {
        ready.update(|all| {
            if all.contains(&own) { all.retain(|other| *other != own) } else { all.push(own.clone()) }
        });
    };
    let input = el("input").attr("type", "checkbox").attr("name", id.as_str()).on("change", flip);
    let input = input.flag("checked", move || ready.with_untracked(|all| all.contains(&ticked)));
    let words = said("span", &super::decision::proof(shop, id)).class("words");
    el("label").class("option").attr("part", "option").child(input).child(words)
}

async fn send(shop: Shop, draft: Draft) {
    // The widget may be taken down while the shop answers: its signals are gone then, and the page still hears.
    let root = shop.root.get_value();
    let outcome = attempt(&shop, draft).await;
    match &outcome {
        Ok(receipt) => events::tell(&root, "submitted", &[("claim", &receipt.claim)]),
        Err(code) => events::tell(&root, "error", &[("code", code)]),
    }
    if draft.sending.is_disposed() {
        return;
    }
    draft.sending.set(false);
    match outcome {
        Ok(receipt) => {
            draft.sent();
            shop.journey.update(|journey| journey.page = Page::Receipt(Box::new(receipt)));
        }
        Err(code) => {
            draft.fault.set(Some(code));
            focus(&shop, ".problem");
        }
    }
}

/// Sends under the ticket that the draft has. Only a shop that says that it has no claim of this ticket gets another one:
/// an expired ticket is refused after the shop has looked for what came with it.
async fn attempt(shop: &Shop, draft: Draft) -> Result<crate::journey::Receipt, String> {
    let submission = submission(shop, draft);
    let options = Arc::clone(&shop.options);
    let ticket = match draft.ticket.get_untracked() {
        Some(ticket) => ticket,
        None => fresh(&options, draft).await?,
    };
    let sent = api::send(&options, &ticket, &submission).await;
    match sent {
        Err(code) if code.starts_with("ticket_") => {
            api::send(&options, &fresh(&options, draft).await?, &submission).await
        }
        sent => sent,
    }
}

async fn fresh(options: &Options, draft: Draft) -> Result<String, String> {
    let ticket = api::ticket(options).await?;
    draft.ticket.try_set(Some(ticket.clone()));
    Ok(ticket)
}

fn submission(shop: &Shop, draft: Draft) -> Submission {
    let journey = shop.journey.get_untracked();
    let remedy = draft.remedy.get_untracked();
    let asked: Vec<String> = wanted(shop, &remedy).iter().map(ToString::to_string).collect();
    let trimmed = |value: RwSignal<String>| value.get_untracked().trim().to_owned();
    Submission {
        policy: shop.policy.hash().to_owned(),
        topic: journey.topic.as_ref().map(ToString::to_string).unwrap_or_default(),
        remedy,
        facts: journey.facts().into_iter().collect(),
        contact: ContactDetails {
            email: trimmed(draft.email),
            order: trimmed(draft.order),
            name: Some(trimmed(draft.name)).filter(|name| !name.is_empty()),
        },
        note: trimmed(draft.note),
        proofs: asked.into_iter().filter(|id| draft.proofs.with_untracked(|all| all.contains(id))).collect(),
        offset_minutes: 0,
    }
}
