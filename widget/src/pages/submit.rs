//! Submits a claim under its ticket.

use super::claim::required_proofs;
use crate::claim_draft::{ClaimDraft, DraftProblem};
use crate::host::events::{WidgetEvent, dispatch};
use crate::host::{Options, api, clock};
use crate::interview_state::Page;
use crate::receipt::Receipt;
use crate::shop::Shop;
use leptos::prelude::*;
use recourse::claim::{ClaimedItem, ContactDetails, SentPhoto, Submission};
use recourse::clause::Proof;

/// Sends the draft and shows the receipt, or the problem.
pub(super) async fn submit(shop: Shop) {
    let draft = shop.draft;
    // The widget may be removed while the shop responds: the page is told nevertheless.
    let root = shop.root();
    let outcome = send(&shop).await;
    if let Some(root) = root {
        dispatch(
            &root,
            match &outcome {
                Ok(receipt) => WidgetEvent::Submitted { claim: &receipt.claim },
                Err(problem) => WidgetEvent::Error { code: problem.code() },
            },
        );
    }
    if draft.status.is_disposed() {
        return;
    }
    match outcome {
        Ok(receipt) => {
            draft.clear();
            shop.update_interview(|interview| interview.page = Page::Receipt(Box::new(receipt)));
        }
        Err(problem) => {
            draft.report(problem);
            shop.focus(".problem");
        }
    }
}

/// Sends under the ticket of the draft. Only where the shop has no claim under this ticket and
/// refuses the ticket is another one requested: an expired ticket is refused after the shop has
/// looked for its claim.
async fn send(shop: &Shop) -> Result<Receipt, DraftProblem> {
    let submission = submission(shop);
    let (options, draft) = (shop.options.as_ref(), shop.draft);
    let ticket = match draft.ticket.get_untracked() {
        ticket if ticket.is_empty() => new_ticket(options, draft).await,
        ticket => Ok(ticket),
    };
    let ticket = ticket.map_err(DraftProblem::Refused)?;
    match api::submit_claim(options, &ticket, &submission).await {
        Err(code) if code.starts_with("ticket_") => {
            let ticket = new_ticket(options, draft).await.map_err(DraftProblem::Refused)?;
            if !submission.photos.is_empty() {
                return Err(DraftProblem::PhotosExpired);
            }
            let sent = api::submit_claim(options, &ticket, &submission).await;
            sent.map_err(DraftProblem::Refused)
        }
        sent => sent.map_err(DraftProblem::Refused),
    }
}

/// Another ticket: a newer one of the page, else a requested one. The photos of the ticket before
/// have to be added again.
///
/// # Errors
/// A problem code.
pub(super) async fn new_ticket(options: &Options, draft: ClaimDraft) -> Result<String, String> {
    let expired = draft.ticket.try_get_untracked().unwrap_or_default();
    let given = &options.ticket;
    let ticket = if !expired.is_empty() && !given.is_empty() && *given != expired {
        given.clone()
    } else {
        api::request_ticket(options).await?
    };
    if !draft.ticket.is_disposed() {
        draft.ticket.set(ticket.clone());
        draft.expire_photos();
    }
    Ok(ticket)
}

fn submission(shop: &Shop) -> Submission {
    let draft = shop.draft;
    let interview = shop.interview_now();
    let remedy = draft.remedy.get_untracked();
    let required: Vec<String> =
        required_proofs(shop, &remedy).iter().map(ToString::to_string).collect();
    let photos_of = |proof: &String| {
        let photos = draft.photos_of(proof).into_iter();
        let proof = proof.clone();
        photos.map(move |photo| SentPhoto { proof: proof.clone(), photo })
    };
    let photos = required.iter().flat_map(photos_of).collect();
    let mut proofs = required;
    proofs.retain(|id| is_provided(shop, id));
    let text = |field: RwSignal<String>| field.with_untracked(|text| text.trim().to_owned());
    Submission {
        policy: shop.policy.hash().to_owned(),
        topic: interview.topic.as_ref().map(ToString::to_string).unwrap_or_default(),
        remedy,
        facts: interview.facts().into_iter().collect(),
        contact: ContactDetails {
            email: text(draft.email),
            order: text(draft.order),
            name: Some(text(draft.name)).filter(|name| !name.is_empty()),
        },
        note: text(draft.note),
        photos,
        items: claimed_item(&shop.options).into_iter().collect(),
        signed_order: Some(shop.options.signed_order.clone()).filter(|token| !token.is_empty()),
        proofs,
        offset_minutes: clock::offset_minutes(),
    }
}

/// Whether a proof was sent, is ready, or is written in the note.
fn is_provided(shop: &Shop, id: &str) -> bool {
    let is_own = |proof: &&Proof| proof.id.as_str() == id;
    let is_written = shop.policy.parts().proofs.iter().find(is_own).is_some_and(Proof::is_written);
    let has_note = || shop.draft.note.with_untracked(|note| !note.trim().is_empty());
    untrack(|| shop.draft.has_proof(id)) || is_written && has_note()
}

/// The order line that the page names.
fn claimed_item(options: &Options) -> Option<ClaimedItem> {
    let item = Some(options.item.clone()).filter(|item| !item.is_empty())?;
    Some(ClaimedItem { item, quantity: options.quantity(), ordered_quantity: None })
}
