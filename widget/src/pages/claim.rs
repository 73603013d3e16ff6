//! The request: how to be reached, what to add. What was typed stays through every failure, and the ticket with it, so
//! that nothing is sent twice.

use super::{back, focus, heading, problem};
use crate::host::{api, events};
use crate::inputs::radio;
use crate::journey::{Journey, Page};
use crate::shop::Shop;
use crate::words::{fill, find, word};
use leptos::prelude::*;
use recourse::claim::{ContactDetails, Submission};
use recourse::words::{ProofId, key};

#[derive(Clone, Copy)]
struct Form {
    remedy: RwSignal<String>,
    email: RwSignal<String>,
    order: RwSignal<String>,
    name: RwSignal<String>,
    note: RwSignal<String>,
    proofs: RwSignal<Vec<String>>,
    ticket: RwSignal<Option<String>>,
    sending: RwSignal<bool>,
    fault: RwSignal<Option<String>>,
}

pub(super) fn page(shop: &Shop) -> AnyView {
    let claimable = shop.journey.with_untracked(Journey::claimable);
    let text = |text: &str| RwSignal::new(text.to_owned());
    let form = Form {
        remedy: text(claimable.first().map_or("", String::as_str)),
        email: text(&shop.options.email),
        order: text(&shop.options.order),
        name: text(""),
        note: text(""),
        proofs: RwSignal::new(Vec::new()),
        ticket: RwSignal::new(None),
        sending: RwSignal::new(false),
        fault: RwSignal::new(None),
    };
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

fn proofs(shop: &Shop, form: Form) -> AnyView {
    let shop = shop.clone();
    let rows = move || {
        let remedy = form.remedy.get();
        let decision = shop.journey.with_untracked(Journey::decision);
        let ids: Vec<ProofId> = decision
            .into_iter()
            .flat_map(|d| d.remedies)
            .filter(|r| r.remedy.as_str() == remedy)
            .flat_map(|r| r.proofs)
            .collect();
        let rows: Vec<_> = ids.iter().map(|id| tick(&shop, id, form.proofs)).collect();
        (!rows.is_empty()).then(|| view! { <fieldset><legend>{word("ready")}</legend><div class="options">{rows}</div></fieldset> })
    };
    rows.into_any()
}

fn tick(shop: &Shop, id: &ProofId, ready: RwSignal<Vec<String>>) -> AnyView {
    let (own, name) = (id.to_string(), id.to_string());
    let flip = move |_| {
        ready.update(|all| {
            if all.contains(&own) { all.retain(|other| *other != own) } else { all.push(own.clone()) }
        })
    };
    let words = super::decision::proof(shop, id);
    view! { <label class="option" part="option"><input type="checkbox" name=name on:change=flip /><span class="words">{words}</span></label> }.into_any()
}

async fn send(shop: Shop, form: Form) {
    let outcome = attempt(&shop, form).await;
    form.sending.set(false);
    match outcome {
        Ok(receipt) => {
            shop.root.with_value(|root| events::tell(root, "submitted", &[("claim", &receipt.claim)]));
            shop.journey.update(|journey| journey.page = Page::Receipt(Box::new(receipt)));
        }
        Err(code) => {
            shop.root.with_value(|root| events::tell(root, "error", &[("code", &code)]));
            form.fault.set(Some(code));
            focus(&shop, ".problem");
        }
    }
}

async fn attempt(shop: &Shop, form: Form) -> Result<crate::journey::Receipt, String> {
    let ticket = match form.ticket.get_untracked() {
        Some(ticket) => ticket,
        None => api::ticket(&shop.options).await?,
    };
    form.ticket.set(Some(ticket.clone()));
    let sent = api::send(&shop.options, &ticket, &submission(shop, form)).await;
    if sent.as_ref().is_err_and(|code| code.starts_with("ticket_")) {
        form.ticket.set(None);
    }
    sent
}

fn submission(shop: &Shop, form: Form) -> Submission {
    let journey = shop.journey.get_untracked();
    let trimmed = |value: RwSignal<String>| value.get_untracked().trim().to_owned();
    Submission {
        policy: shop.policy.hash().to_owned(),
        topic: journey.topic.as_ref().map(ToString::to_string).unwrap_or_default(),
        remedy: form.remedy.get_untracked(),
        facts: journey.facts().into_iter().collect(),
        contact: ContactDetails {
            email: trimmed(form.email),
            order: trimmed(form.order),
            name: Some(trimmed(form.name)).filter(|name| !name.is_empty()),
        },
        note: trimmed(form.note),
        proofs: form.proofs.get_untracked(),
        offset_minutes: 0,
    }
}
