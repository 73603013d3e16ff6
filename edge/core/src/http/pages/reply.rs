//! `POST /v1/status/reply`: the shopper's reply to a question of the shop.
//! 1. A form is `multipart/form-data` of at most 20 MB with `link`, `asked`, `text`, photos as
//!    `file`, stored photos as `photo`, and `lang`; a text field has at most 16 KB, all of them
//!    64 KB. A problem of form or link is shown as by the status page.
//! 2. More than twelve photos: 422 `too_many_photos`, and none is stored. Photos are stored first;
//!    if one is not accepted, the reply is not stored, and the others stay with it.
//! 3. The same reply to the same question again: 200 with the first.
//! 4. 409 `nothing_asked` where the shop waits for nothing, `asked_again` where it has asked
//!    another question since `asked`. 422 `missing` without text and photos, `too_long`,
//!    `too_many_photos` over twelve, `no_such_photo`, `too_many_replies` over ten to one question,
//!    `too_many_events` where the claim has 160.
//! 5. The event is stored beside the claim, the webhook is enqueued, and the page of the claim is
//!    shown. A problem is shown on that page, and nothing typed is lost.

use super::link_form::{LinkForm, OpenedLink};
use crate::app::SharedState;
use crate::form::Field;
use crate::http::extract::sender;
use crate::problem::Problem;
use crate::service::photos::check_photo_count;
use crate::service::rate_limit;
use crate::service::shopper_actions::{self, store_reply_photos};
use crate::views::ReplyForm;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::response::Response;
use recourse::claim::Reply;

/// Most bytes of the form, photos included.
const BYTES_MAX: usize = 20 * 1024 * 1024;

/// The fields of a reply.
#[derive(Default)]
struct ReplyFields {
    asked: String,
    text: String,
    photos: Vec<String>,
    files: Vec<Bytes>,
}

impl ReplyFields {
    fn parse(fields: &[Field]) -> ReplyFields {
        let mut reply = ReplyFields::default();
        for field in fields {
            match (field.name.as_str(), field.is_file) {
                ("file", true) if !field.bytes.is_empty() => reply.files.push(field.bytes.clone()),
                ("photo", false) => reply.photos.push(field.text()),
                ("asked", false) => reply.asked = field.text(),
                ("text", false) => reply.text = field.text().trim().replace("\r\n", "\n"),
                _ => {}
            }
        }
        reply
    }
}

/// Stores a reply.
///
/// # Errors
/// `not_configured`.
pub async fn reply(
    State(app): State<SharedState>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Problem> {
    let form = LinkForm::read(&app, &headers, request, BYTES_MAX).await;
    let mut opened = match form.open(&app).await {
        Ok(opened) => opened,
        Err(problem) => return Ok(form.ask_again(&problem)), // 1
    };
    let mut fields = ReplyFields::parse(form.fields());
    let outcome = store_reply(&app, &headers, &mut opened, &mut fields).await;
    let link = form.field("link");
    let mut draft = ReplyForm::of(&link);
    if outcome.is_err() {
        draft.text = &fields.text;
        draft.photos.clone_from(&fields.photos);
        draft.is_rejected = true;
    }
    form.claim_page(&app, &opened, draft, outcome).await // 5
}

async fn store_reply(
    app: &SharedState,
    headers: &HeaderMap,
    opened: &mut OpenedLink,
    fields: &mut ReplyFields,
) -> Result<(), Problem> {
    rate_limit::check_claims(app, opened.served.store().as_str(), &sender(headers)).await?;
    check_photo_count(fields.files.len())?; // 2
    store_reply_photos(app, &opened.found, &fields.files, &mut fields.photos).await?;
    let reply = Reply { text: fields.text.clone(), photos: fields.photos.clone() };
    shopper_actions::reply(app, &mut opened.found, &fields.asked, reply).await // 3, 4
}
