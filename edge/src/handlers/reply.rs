//! `POST /v1/status/reply`: what a shopper replies to a shop that asks for more, from the page of the private link.
//! 1. A form is `multipart/form-data` of at most 20 MB with `link`, `asked`, `text`, photos as
//!    `file`, those taken before as `photo`, and `lang`; what is no photo has at most 16 KB, all of
//!    it 64 KB. What is wrong with form or link is said as the page of the link says it.
//! 2. More than twelve photos: 422 `too_many_photos`, and none is taken. They are taken first, as
//!    if they had been sent alone; one that is refused keeps the reply from being sent, and the
//!    others stay with it.
//! 3. The same reply to the same question again: 200 with the first.
//! 4. 409 `nothing_asked` where the shop does not wait for anything, `asked_again` where it has asked for something else since
//!    `asked`. 422 `missing` without words and photos, `too_long`, `too_many_photos` over twelve, `no_such_photo`,
//!    `too_many_replies` over ten to one question.
//! 5. It is kept as an event beside the claim, the shop's own systems are told, and the page of where the claim stands is shown.
//!    What is wrong is said on that page, and nothing typed is lost.

use super::page::{check_photo_count, read_form, refusing, wished};
use super::photo::{self, PHOTOS_MAX, PhotoName};
use super::photo_intake::PhotoIntake;
use super::status::Found;
use super::status_page::{self, Opened};
use super::{AppState, SharedState, events};
use crate::form::Field;
use crate::messages::Messages;
use crate::problem::Problem;
use crate::rate_limit;
use crate::views::{ReplyForm, status as pages};
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use recourse::claim::{Action, Reply, Stage};

/// Most bytes of the form, photos included.
const BYTES_MAX: usize = 20 * 1024 * 1024;
/// Most replies to one question of the shop's.
const REPLIES_MAX: usize = 10;

/// The fields of the form.
#[derive(Default)]
struct Fields {
    language: String,
    link: String,
    asked: String,
    text: String,
    photos: Vec<String>,
    files: Vec<Bytes>,
}

impl Fields {
    fn read(parts: &[Field]) -> Fields {
        let mut fields = Fields::default();
        for part in parts {
            match (part.name.as_str(), part.is_file) {
                // A file that was not chosen is sent as well, empty.
                ("file", true) => {
                    fields.files.extend(Some(part.bytes.clone()).filter(|bytes| !bytes.is_empty()))
                }
                ("photo", false) => fields.photos.push(part.text()),
                ("lang", false) => fields.language = part.text(),
                ("link", false) => part.text().trim().clone_into(&mut fields.link),
                ("asked", false) => fields.asked = part.text(),
                ("text", false) => fields.text = part.text().trim().replace("\r\n", "\n"),
                _ => {}
            }
        }
        fields
    }
}

/// Takes a reply.
///
/// # Errors
/// `not_configured`.
pub async fn post(
    State(app): State<SharedState>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Problem> {
    let sent = match rate_limit::check_requests(&app, &headers).await {
        Ok(()) => read_form(request, BYTES_MAX).await, // 1
        Err(problem) => Err(problem),
    };
    let fields = sent.as_deref().map(Fields::read).unwrap_or_default();
    let messages = wished(&app, Some(&fields.language), &headers).await;
    let opened = match sent {
        Ok(_) => status_page::found(&app, &fields.link).await,
        Err(problem) => Err(problem),
    };
    match opened {
        Ok(opened) => answered(&app, &headers, messages, fields, opened).await,
        Err(problem) => Ok(refusing(&problem, pages::ask_for_link(messages, Some(problem.code)))),
    }
}

/// The page of where the claim stands after the reply, or why it was not taken.
async fn answered(
    app: &AppState,
    headers: &HeaderMap,
    messages: Messages,
    mut fields: Fields,
    mut opened: Opened,
) -> Result<Response, Problem> {
    let outcome = take(app, headers, &mut fields, &mut opened.1).await;
    let mut draft = ReplyForm::of(&fields.link);
    if outcome.is_err() {
        draft = ReplyForm { text: &fields.text, photos: fields.photos, is_rejected: true, ..draft };
    }
    status_page::shown(app, messages, &opened, draft, outcome).await
}

async fn take(
    app: &AppState,
    headers: &HeaderMap,
    fields: &mut Fields,
    found: &mut Found,
) -> Result<(), Problem> {
    let store = found.key.store().clone();
    rate_limit::check_claims(app, store.as_str(), headers).await?;
    check_photo_count(fields.files.len())?;
    photos(app, fields, found).await?; // 2
    let reply = Reply { text: fields.text.clone(), photos: fields.photos.clone() };
    let event = events::by_shopper(app, &found.claim, &fields.asked, Action::Reply(reply.clone()))?;
    if found.events.iter().all(|other| other.id != event.id) {
        check(app, found, &fields.asked, &reply)?; // 4
    }
    events::keep(app, &found.key, &found.claim, &mut found.events, event).await?; // 3, 5
    Ok(())
}

/// Takes the photos that came with the form; their names stand beside those that were taken before.
async fn photos(app: &AppState, fields: &mut Fields, found: &Found) -> Result<(), Problem> {
    let files = std::mem::take(&mut fields.files);
    if files.is_empty() {
        return Ok(());
    }
    let mut refused = Ok(());
    let (store, ticket) = (found.key.store(), found.key.ticket());
    // Nothing is stored that was not asked for; named, it may be part of a reply that is there.
    let mut intake = match found.state().takes_reply() {
        true => Some(PhotoIntake::open(app, store, &ticket).await?),
        false => None,
    };
    for bytes in files {
        let taken = match &mut intake {
            Some(intake) => intake.take(&bytes).await,
            None => photo::named(app, store, &ticket, &bytes),
        };
        match taken {
            Ok(name) if fields.photos.contains(&name) => {}
            Ok(name) => fields.photos.push(name),
            Err(problem) => refused = refused.and(Err(problem)),
        }
    }
    match intake {
        Some(intake) => intake.close().await.and(refused),
        None => refused,
    }
}

fn check(app: &AppState, found: &Found, asked: &str, reply: &Reply) -> Result<(), Problem> {
    let refused = |code, detail| Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail));
    let (state, key, ticket) = (found.state(), app.signing_key()?, found.key.ticket());
    let ours =
        |name: &String| PhotoName::parse(name, key, found.key.store().as_str(), &ticket).is_some();
    if !state.takes_reply() {
        let detail = "the shop does not wait for anything";
        return Err(Problem::new(StatusCode::CONFLICT, "nothing_asked", detail));
    }
    let before = |since| asked.parse::<i64>().is_ok_and(|asked| asked < since);
    if state.stage == Stage::NeedsMore && state.since_ms.is_some_and(before) {
        let detail = "the shop has asked for something else meanwhile";
        return Err(Problem::new(StatusCode::CONFLICT, "asked_again", detail));
    }
    if reply.text.is_empty() && reply.photos.is_empty() {
        return refused("missing", "a reply has words, photos or both");
    }
    if reply.text.chars().count() > events::WORDS_CHARS_MAX {
        return refused("too_long", "at most 2,000 characters");
    }
    if reply.photos.len() > PHOTOS_MAX {
        return refused("too_many_photos", "a reply has at most 12 photos");
    }
    if !reply.photos.iter().all(ours) {
        return refused("no_such_photo", "no such photo was sent for this claim");
    }
    if state.replies.len() >= REPLIES_MAX {
        return refused("too_many_replies", "at most ten replies to one question");
    }
    Ok(())
}
