//! The page of the request: contact, proofs, photos; and the submission that it makes.

use super::carried_form::carried_form;
use super::context::PageContext;
use super::decision::proof_words;
use super::layout::{Choice, action_button, hidden, photo_input, problem, stored_photo};
use crate::form::CONFIRMED;
use maud::{Markup, html};
use recourse::claim::{ContactDetails, Submission, is_missing_required_proof};
use recourse::clause::Proof;
use recourse::decide::{Decision, RemedyDecision};
use recourse::types::{ProofId, key};

/// The problem code of a request without a required proof.
pub(crate) const MISSING_PROOF: &str = "proof_missing";

/// Whether a required proof is missing, and the shopper has not confirmed that yet.
pub(crate) fn is_unconfirmed(context: &PageContext<'_>, submission: &Submission) -> bool {
    let Some(decision) = context.decision().filter(|_| context.state.field(CONFIRMED).is_empty())
    else {
        return false;
    };
    let claimed =
        decision.remedies.iter().filter(|remedy| remedy.remedy.as_str() == submission.remedy);
    is_missing_required_proof(
        context.policy(),
        claimed.flat_map(|remedy| &remedy.proofs),
        &submission.note,
        &|id| submission.proofs.iter().any(|ready| ready == id.as_str()),
    )
}

/// The submission of the form.
pub(crate) fn submission(context: &PageContext<'_>, offset_minutes: i16) -> Submission {
    let state = context.state;
    let facts = context.replay(&context.facts()).map(|replay| replay.facts).unwrap_or_default();
    let mut proofs = state.proofs.clone();
    proofs.extend(state.photos.iter().map(|photo| photo.proof.clone()));
    proofs.extend(written_proofs(context));
    proofs.sort();
    proofs.dedup();
    Submission {
        policy: context.policy().hash().to_owned(),
        topic: state.topic.as_ref().map(ToString::to_string).unwrap_or_default(),
        remedy: state.field("remedy").to_owned(),
        facts: facts.iter().map(|(id, answer)| (id.to_string(), answer.to_string())).collect(),
        contact: contact(context),
        note: state.field("note").to_owned(),
        proofs,
        photos: state.photos.clone(),
        items: Vec::new(),
        signed_order: None,
        offset_minutes,
    }
}

/// The proofs of the chosen remedy that the note provides.
fn written_proofs(context: &PageContext<'_>) -> Vec<String> {
    let state = context.state;
    let has_note = !state.field("note").trim().is_empty();
    let decision = context.decision().filter(|_| has_note);
    let remedies = decision.into_iter().flat_map(|decision| decision.remedies);
    let own = remedies.filter(|remedy| remedy.remedy.as_str() == state.field("remedy"));
    let is_written = |id: &ProofId| context.policy().proof(id).is_some_and(Proof::is_written);
    own.flat_map(|remedy| remedy.proofs).filter(is_written).map(|id| id.to_string()).collect()
}

fn contact(context: &PageContext<'_>) -> ContactDetails {
    let state = context.state;
    ContactDetails {
        email: state.field("email").to_owned(),
        order: state.field("order").to_owned(),
        name: Some(state.field("name").to_owned()).filter(|name| !name.is_empty()),
    }
}

/// The page of the request, with the problem of the one before; typed values stay.
pub(crate) fn request(
    context: &PageContext<'_>,
    decision: &Decision,
    code: Option<&str>,
) -> Markup {
    let messages = context.messages;
    let remedies = context.claimable(decision);
    let proofs = requested_proofs(&remedies);
    let title = messages.message("claim_title");
    let inputs = html! {
        h1 { (title) }
        (remedy_choice(context, &remedies))
        (text_input(context, "email", "email", "email"))
        p { (messages.message("email_hint")) }
        (text_input(context, "text", "order", "off"))
        (text_input(context, "text", "name", "name"))
        (note_input(context))
        (proof_inputs(context, &proofs))
        (hidden("ticket", context.state.field("ticket")))
        (foot(context, code == Some(MISSING_PROOF)))
    };
    let shown = shown_fields(context, &remedies, &proofs);
    context.page(
        title,
        &html! {
            @if let Some(code) = code { (problem(messages, &html! { (messages.refusal(code)) })) }
            (carried_form(context, &shown, &inputs))
        },
    )
}

/// The names of the fields that this page shows.
fn shown_fields(
    context: &PageContext<'_>,
    remedies: &[&RemedyDecision],
    proofs: &[&ProofId],
) -> Vec<&'static str> {
    let mut shown = vec!["email", "order", "name", "note", "ticket"];
    shown.extend((!remedies.is_empty()).then_some("remedy"));
    shown.extend((!proofs.is_empty()).then_some("proof"));
    let photos = &context.state.photos;
    let has_photo = photos.iter().any(|sent| proofs.iter().any(|id| id.as_str() == sent.proof));
    shown.extend(has_photo.then_some("photo"));
    shown
}

/// The remedies, of which the first is chosen unless the shopper chose another one.
fn remedy_choice(context: &PageContext<'_>, remedies: &[&RemedyDecision]) -> Markup {
    let ids: Vec<_> = remedies.iter().map(|remedy| remedy.remedy.as_str()).collect();
    let sent = Some(context.state.field("remedy")).filter(|sent| ids.contains(sent));
    let chosen = sent.or(ids.first().copied());
    html! {
        fieldset {
            legend { (context.messages.message("choose_remedy")) }
            @for id in &ids {
                @let label = context.localized(&context.say(&key::part("remedy", id)));
                @let is_checked = chosen == Some(*id);
                (Choice { kind: "radio", name: "remedy", value: id, label, hint: None, is_checked }
                    .markup())
            }
        }
    }
}

fn text_input(
    context: &PageContext<'_>,
    kind: &str,
    name: &'static str,
    autocomplete: &str,
) -> Markup {
    html! {
        label.field {
            span { (context.messages.message(name)) }
            input type=(kind) name=(name) autocomplete=(autocomplete)
                value=(context.state.field(name));
        }
    }
}

fn note_input(context: &PageContext<'_>) -> Markup {
    html! {
        label.field {
            span { (context.messages.message("note")) }
            textarea name="note" rows="3" { (context.state.field("note")) }
        }
    }
}

fn foot(context: &PageContext<'_>, is_proof_missing: bool) -> Markup {
    let messages = context.messages;
    let send = if is_proof_missing { "send_without" } else { "send" };
    html! {
        @if is_proof_missing || !context.state.field(CONFIRMED).is_empty() {
            (hidden(CONFIRMED, "yes"))
        }
        p { (messages.message("consent")) }
        div.foot {
            (action_button("primary", "send", messages.message(send)))
            (action_button("secondary", "next", messages.message("back")))
        }
    }
}

/// The proofs of all remedies, each once.
fn requested_proofs<'a>(remedies: &[&'a RemedyDecision]) -> Vec<&'a ProofId> {
    let mut proofs = Vec::new();
    for id in remedies.iter().flat_map(|remedy| &remedy.proofs) {
        if !proofs.contains(&id) {
            proofs.push(id);
        }
    }
    proofs
}

fn proof_inputs(context: &PageContext<'_>, proofs: &[&ProofId]) -> Markup {
    html! {
        @if !proofs.is_empty() {
            fieldset {
                legend { (context.messages.message("show")) }
                @for id in proofs { (proof_input(context, id)) }
            }
        }
    }
}

/// A proof, and the one way to provide it: photos, the note, or a tick that it is ready.
fn proof_input(context: &PageContext<'_>, id: &ProofId) -> Markup {
    let (messages, state) = (context.messages, context.state);
    let proof = context.policy().proof(id);
    let stored = state.photos.iter().filter(|sent| sent.proof == id.as_str());
    html! {
        p { (context.localized(&proof_words(context, id))) }
        @for sent in stored { (stored_photo(messages, &format!("{}/{}", sent.proof, sent.photo))) }
        @if proof.is_some_and(Proof::accepts_photo) {
            (photo_input(messages, &format!("file:{id}")))
        } @else if proof.is_some_and(Proof::is_written) {
            p { (messages.message("proof_written")) }
        } @else {
            (ready_box(context, id))
        }
    }
}

/// A tick that the shopper has a proof ready, which cannot be sent here.
fn ready_box(context: &PageContext<'_>, id: &ProofId) -> Markup {
    let is_ready = context.state.proofs.iter().any(|ready| ready == id.as_str());
    html! {
        label.option {
            input type="checkbox" name="proof" value=(id) checked[is_ready];
            span { (context.messages.message("ready")) }
        }
    }
}
