//! The request: how to be reached, what to add.

use super::{back, focus, heading, problem};
use crate::draft::Draft;
use crate::host::{Options, api, events};
use crate::inputs::radio;
use crate::journey::{Journey, Page};
use crate::shop::Shop;
use crate::words::{fill, find, word};
use leptos::prelude::*;
use recourse::claim::{ContactDetails, Submission};
use recourse::words::{ProofId, key};
use std::sync::Arc;

pub(super) fn page(shop: &Shop) -> AnyView {
    let claimable = shop.journey.with_untracked(Journey::claimable);
    let form = shop.draft;
    form.offer(&claimable);
    let several = (claimable.len() > 1).then(|| {
        let rows: Vec<_> = claimable.iter().map(|id| radio("remedy".into(), id.clone(), shop.say(&key::part("remedy", id)), None, form.remedy)).collect();
        view! { <fieldset><legend>{word("choose_remedy")}</legend><div class="options">{rows}</div></fieldset> }
    });
    let submit = {
        let shop = shop.clone();
        move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            if !form.sending.get_untracked() {
                form.sending.set(true);
                form.fault.set(None);
                leptos::task::spawn_local(send(shop.clone(), form));
            }
        }
    };
    view! {
        {back(shop)}
        {heading(word("claim_title").to_owned())}
        <form on:submit=submit novalidate>
            {move || form.fault.get().map(|code| problem(find(&code).map_or_else(|| fill("other_problem", "{code}", &code), str::to_owned)))}
            {several}
            {field("email", "email", "email", form.email)}
            <p class="hint">{word("email_hint")}</p>
            {field("order", "text", "off", form.order)}
            {field("name", "text", "name", form.name)}
            <label class="field"><span>{word("note")}</span>
                <textarea rows="3" name="note" prop:value=move || form.note.get() on:input=move |event| form.note.set(event_target_value(&event))></textarea>
            </label>
            {proofs(shop, form)}
            <p class="hint">{word("consent")}</p>
            <button type="submit" class="primary" part="button" disabled=move || form.sending.get()>
                {move || word(if form.sending.get() { "sending" } else if form.fault.get().is_some() { "again" } else { "send" })}
            </button>
        </form>
    }
    .into_any()
}

fn field(name: &'static str, kind: &'static str, complete: &'static str, value: RwSignal<String>) -> AnyView {
    view! {
        <label class="field"><span>{word(name)}</span>
            <input type=kind name=name autocomplete=complete prop:value=move || value.get() on:input=move |event| value.set(event_target_value(&event)) />
        </label>
    }
    .into_any()
}

fn proofs(shop: &Shop, form: Draft) -> AnyView {
    let shop = shop.clone();
    let rows = move || {
        let remedy = form.remedy.get();
        let rows: Vec<_> = wanted(&shop, &remedy).iter().map(|id| tick(&shop, id, form.proofs)).collect();
        (!rows.is_empty()).then(|| view! { <fieldset><legend>{word("ready")}</legend><div class="options">{rows}</div></fieldset> })
    };
    rows.into_any()
}

/// The proofs that a remedy asks for, as the answers stand now.
fn wanted(shop: &Shop, remedy: &str) -> Vec<ProofId> {
    let decision = shop.journey.with_untracked(Journey::decision);
    let remedies = decision.into_iter().flat_map(|decision| decision.remedies);
    remedies.filter(|own| own.remedy.as_str() == remedy).flat_map(|own| own.proofs).collect()
}

fn tick(shop: &Shop, id: &ProofId, ready: RwSignal<Vec<String>>) -> AnyView {
    let (own, name) = (id.to_string(), id.to_string());
    let ticked = ready.with_untracked(|all| all.contains(&own));
    let flip = move |_| {
        ready.update(|all| {
            if all.contains(&own) { all.retain(|other| *other != own) } else { all.push(own.clone()) }
        })
    };
    let words = super::decision::proof(shop, id);
    view! { <label class="option" part="option"><input type="checkbox" name=name checked=ticked on:change=flip /><span class="words">{words}</span></label> }.into_any()
}

async fn send(shop: Shop, form: Draft) {
    // The widget may be taken down while the shop answers: its signals are gone then, and the page still hears.
    let root = shop.root.get_value();
    let outcome = attempt(&shop, form).await;
    match &outcome {
        Ok(receipt) => events::tell(&root, "submitted", &[("claim", &receipt.claim)]),
        Err(code) => events::tell(&root, "error", &[("code", code)]),
    }
    if form.sending.is_disposed() {
        return;
    }
    form.sending.set(false);
    match outcome {
        Ok(receipt) => {
            form.sent();
            shop.journey.update(|journey| journey.page = Page::Receipt(Box::new(receipt)));
        }
        Err(code) => {
            form.fault.set(Some(code));
            focus(&shop, ".problem");
        }
    }
}

/// Sends under the ticket that the draft has. Only a shop that says that it has no claim of this ticket gets another one:
/// an expired ticket is refused after the shop has looked for what came with it.
async fn attempt(shop: &Shop, form: Draft) -> Result<crate::journey::Receipt, String> {
    let submission = submission(shop, form);
    let options = Arc::clone(&shop.options);
    let ticket = match form.ticket.get_untracked() {
        Some(ticket) => ticket,
        None => fresh(&options, form).await?,
    };
    let sent = api::send(&options, &ticket, &submission).await;
    match sent {
        Err(code) if code.starts_with("ticket_") => {
            api::send(&options, &fresh(&options, form).await?, &submission).await
        }
        sent => sent,
    }
}

async fn fresh(options: &Options, form: Draft) -> Result<String, String> {
    let ticket = api::ticket(options).await?;
    form.ticket.try_set(Some(ticket.clone()));
    Ok(ticket)
}

fn submission(shop: &Shop, form: Draft) -> Submission {
    let journey = shop.journey.get_untracked();
    let remedy = form.remedy.get_untracked();
    let asked: Vec<String> = wanted(shop, &remedy).iter().map(ToString::to_string).collect();
    let trimmed = |value: RwSignal<String>| value.get_untracked().trim().to_owned();
    Submission {
        policy: shop.policy.hash().to_owned(),
        topic: journey.topic.as_ref().map(ToString::to_string).unwrap_or_default(),
        remedy,
        facts: journey.facts().into_iter().collect(),
        contact: ContactDetails {
            email: trimmed(form.email),
            order: trimmed(form.order),
            name: Some(trimmed(form.name)).filter(|name| !name.is_empty()),
        },
        note: trimmed(form.note),
        proofs: asked.into_iter().filter(|id| form.proofs.with_untracked(|all| all.contains(id))).collect(),
        offset_minutes: 0,
    }
}
