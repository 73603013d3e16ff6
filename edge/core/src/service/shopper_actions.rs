//! What shoppers do with their claims: reply to the shop, cancel.

use super::claims::FoundClaim;
use super::events::{WORDS_CHARS_MAX, append_event, shopper_event};
use super::photos::{PHOTOS_MAX, PhotoIntake, photo_name};
use super::slots::{REPLIES_MAX, too_many_replies};
use crate::app::AppState;
use crate::domain::photo_name::PhotoName;
use crate::problem::Problem;
use bytes::Bytes;
use http::StatusCode;
use recourse::claim::{Action, ClaimState, Reply, Stage, visible_text};

/// Stores the photos of a reply and adds their names to it. Returns the problem of the first photo
/// that is not accepted, after all of them.
///
/// # Errors
/// What is wrong with a photo; `too_many_photos`, `erased`, `ledger_unavailable`.
pub(crate) async fn store_reply_photos(
    app: &AppState,
    found: &FoundClaim,
    files: &[Bytes],
    names: &mut Vec<String>,
) -> Result<(), Problem> {
    if files.is_empty() {
        return Ok(());
    }
    let (store, ticket) = (found.key.store(), found.key.ticket());
    if !found.state().takes_reply() {
        // The shop waits for nothing, so nothing is stored. The names show whether this reply is
        // known already.
        return collect(files.iter().map(|bytes| photo_name(app, store, &ticket, bytes)), names);
    }
    let mut intake = PhotoIntake::open(app, store, &ticket, Some(&found.key)).await?;
    let mut outcomes = Vec::new();
    for bytes in files {
        outcomes.push(intake.add_file(bytes).await);
    }
    let outcome = collect(outcomes.into_iter(), names);
    intake.close().await.and(outcome)
}

/// Adds each new name; returns the first problem.
fn collect(
    outcomes: impl Iterator<Item = Result<String, Problem>>,
    names: &mut Vec<String>,
) -> Result<(), Problem> {
    let mut first = Ok(());
    for outcome in outcomes {
        match outcome {
            Ok(name) if names.contains(&name) => {}
            Ok(name) => names.push(name),
            Err(problem) => first = first.and(Err(problem)),
        }
    }
    first
}

/// Stores a reply to the question that the shop asked at `asked` (milliseconds since 1970).
///
/// # Errors
/// `nothing_asked`, `asked_again`, `missing`, `too_long`, `too_many_photos`, `no_such_photo`,
/// `too_many_replies`, `too_many_events`, `erased`, `ledger_unavailable`, `not_configured`.
pub(crate) async fn reply(
    app: &AppState,
    found: &mut FoundClaim,
    asked: &str,
    reply: Reply,
) -> Result<(), Problem> {
    let reply = Reply { text: visible_text(&reply.text), ..reply };
    let event = shopper_event(app, &found.claim, asked, Action::Reply(reply.clone()))?;
    let is_known = found.events.iter().any(|other| other.id == event.id);
    if !is_known {
        let state = found.state();
        check_question(&state, asked)?;
        check_content(app, found, &reply)?;
        if state.replies.len() >= REPLIES_MAX {
            return Err(too_many_replies());
        }
    }
    append_event(app, &found.key, &found.claim, &mut found.events, event).await?;
    Ok(())
}

fn check_question(state: &ClaimState, asked: &str) -> Result<(), Problem> {
    if !state.takes_reply() {
        return Err(conflict("nothing_asked", "the shop does not wait for a reply"));
    }
    let is_older = |since_ms| asked.parse::<i64>().is_ok_and(|asked| asked < since_ms);
    if state.stage == Stage::NeedsMore && state.since_ms.is_some_and(is_older) {
        return Err(conflict("asked_again", "the shop has asked another question meanwhile"));
    }
    Ok(())
}

fn check_content(app: &AppState, found: &FoundClaim, reply: &Reply) -> Result<(), Problem> {
    if reply.text.is_empty() && reply.photos.is_empty() {
        return Err(unprocessable("missing", "a reply has a text, photos or both"));
    }
    if reply.text.chars().count() > WORDS_CHARS_MAX {
        return Err(unprocessable("too_long", "at most 2,000 characters"));
    }
    if reply.photos.len() > PHOTOS_MAX {
        return Err(unprocessable("too_many_photos", "a reply has at most 12 photos"));
    }
    let (key, store, ticket) = (app.signing_key()?, found.key.store(), found.key.ticket());
    let mut names = reply.photos.iter();
    match names.all(|name| PhotoName::is_valid(name, key, store.as_str(), &ticket)) {
        true => Ok(()),
        false => Err(unprocessable("no_such_photo", "no such photo was sent for this claim")),
    }
}

/// Cancels a claim.
///
/// # Errors
/// `nothing_to_cancel`, `too_many_events`, `erased`, `ledger_unavailable`, `not_configured`.
pub(crate) async fn cancel(
    app: &AppState,
    found: &mut FoundClaim,
    asked: &str,
) -> Result<(), Problem> {
    let event = shopper_event(app, &found.claim, asked, Action::Cancel)?;
    let is_known = found.events.iter().any(|other| other.id == event.id);
    if !is_known && !found.state().can_be_cancelled() {
        return Err(conflict("nothing_to_cancel", "the shop has decided, or the claim is closed"));
    }
    append_event(app, &found.key, &found.claim, &mut found.events, event).await?;
    Ok(())
}

fn conflict(code: &'static str, detail: &str) -> Problem {
    Problem::new(StatusCode::CONFLICT, code, detail)
}

fn unprocessable(code: &'static str, detail: &str) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail)
}
