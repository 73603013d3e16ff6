//! `GET /v1/stores/{store}/form?lang=` and `POST` to the same place: the interview as plain forms, for whoever has no script, no
//! WebAssembly, or an old browser.
//! 1. The store is served: else 404. The language is the one asked for, else the first of `Accept-Language` that there is.
//! 2. A form is `multipart/form-data` of at most 20 MB, of which what is no photo has at most 16 KB
//!    a field and 64 KB altogether: else 415 `not_a_form`, 413 `too_large`, 400 `bad_form`. Answers
//!    to questions that the policy does not have are ignored. More than 120 requests of one sender
//!    in a minute are 429 `rate_limited`.
//! 3. What was answered is walked again; the page that follows is shown. An answer that is not taken is asked again, with
//!    the reason.
//! 4. The request page carries a ticket. Sent again, from wherever, it is the same claim.
//! 5. More than twelve photos: 422 `too_many_photos`, and none is taken. They are taken first, as
//!    if they had been sent alone; one that is refused keeps the request from being sent, and the
//!    others stay with it. There is no captcha without a script: such a claim says
//!    `not_asked`, also where the shop asks. A ticket that is over is replaced; without photos the
//!    request is sent under the new one at once.
//! 6. Where a proof is not ready that the shop cannot do without, the page says so once. The claim is taken as `POST .../claims` takes it; what is wrong is said on the request page, and nothing typed is lost.

use super::page::{check_photo_count, html, read_form, refusing, wished};
use super::parameters::Parameters;
use super::photo_intake::PhotoIntake;
use super::{AppState, SharedState, served, submit};
use crate::form::{Field, FormState};
use crate::messages::Messages;
use crate::policies::Served;
use crate::problem::Problem;
use crate::rate_limit;
use crate::ticket::Ticket;
use crate::time::today;
use crate::views::{
    MISSING_PROOF, PageContext, failure, is_unconfirmed, next_page, receipt,
    request as request_page, submission, topics,
};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use recourse::claim::{HumanCheck, Receipt, SentPhoto};
use recourse::types::Texts;

/// Most bytes of a form, photos included.
const BYTES_MAX: usize = 20 * 1024 * 1024;

/// Shows the first page.
///
/// # Errors
/// `no_such_store`, `not_configured`.
pub async fn get(
    State(app): State<SharedState>,
    Path(store): Path<String>,
    query: Parameters,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let served = served(&store)?; // 1
    let messages = wished(&app, query.get("lang"), &headers).await;
    if let Err(problem) = rate_limit::check_requests(&app, &headers).await {
        return Ok(refusing(&problem, failure(messages, problem.code)));
    }
    let sent = FormState::default();
    let (context, _) = context(&app, served, messages, &sent).await?;
    Ok(html(topics(&context, false)))
}

/// Shows the page that follows. Where there is none, a browser gets a page that says why.
///
/// # Errors
/// See the contract above.
pub async fn post(
    State(app): State<SharedState>,
    Path(store): Path<String>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Problem> {
    let accepted =
        headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match answer(&app, &store, &headers, request).await {
        Err(problem) if accepted.contains("text/html") => {
            let messages = wished(&app, None, &headers).await;
            Ok(refusing(&problem, failure(messages, problem.code)))
        }
        answer => answer,
    }
}

async fn answer(
    app: &SharedState,
    store: &str,
    headers: &HeaderMap,
    request: Request,
) -> Result<Response, Problem> {
    let served = served(store)?;
    rate_limit::check_requests(app, headers).await?;
    let fields = read_form(request, BYTES_MAX).await?; // 2
    let wish =
        fields.iter().find(|field| field.name == "lang").map(Field::text).unwrap_or_default();
    let messages = Messages::of(app.localizer.as_ref(), wish.trim()).await;
    let mut sent = FormState::parse(&served.policy, messages.language(), &fields);
    if sent.action == "claim" && sent.field("ticket").is_empty() {
        rate_limit::check_uploads(app, store, headers).await?;
        sent.fields.insert("ticket".to_owned(), fresh(app, store)?); // 4
    }
    if sent.action == "send" {
        rate_limit::check_claims(app, store, headers).await?;
        return send(app, served, messages, sent).await;
    }
    let (context, _) = context(app, served, messages, &sent).await?;
    Ok(html(next_page(&context))) // 3
}

async fn send(
    app: &AppState,
    served: &'static Served,
    messages: Messages,
    mut sent: FormState,
) -> Result<Response, Problem> {
    let had_files = !sent.files.is_empty();
    let mut outcome = match photos(app, served, &mut sent).await {
        Ok(()) => attempt(app, served, messages, &sent).await, // 6
        Err(problem) => Err(problem),
    };
    if let Err(problem) = &mut outcome
        && problem.code.starts_with("ticket_")
    {
        let store = served.policy.parts().store.as_str();
        sent.fields.insert("ticket".to_owned(), fresh(app, store)?);
        if sent.photos.is_empty() && !had_files {
            outcome = attempt(app, served, messages, &sent).await;
        } else {
            // They went with their ticket, and have to be chosen again.
            problem.code = "no_such_photo";
            sent.photos.clear();
        }
    }
    let (context, _) = context(app, served, messages, &sent).await?;
    match outcome {
        Ok(kept) => Ok(html(receipt(&context, &kept))),
        Err(problem) => Ok(untaken(&context, &problem)),
    }
}

/// The request again, with why it was not taken.
fn untaken(context: &PageContext<'_>, problem: &Problem) -> Response {
    let page = match context.decision() {
        Some(decision) => request_page(context, &decision, Some(problem.code)),
        None => next_page(context),
    };
    refusing(problem, page)
}

/// Takes the photos that came with the form.
async fn photos(
    app: &AppState,
    served: &'static Served,
    sent: &mut FormState,
) -> Result<(), Problem> {
    let store = &served.policy.parts().store;
    let files = std::mem::take(&mut sent.files);
    if files.is_empty() {
        return Ok(());
    }
    check_photo_count(files.len())?;
    let ticket = live(app, store.as_str(), sent.field("ticket"))?;
    let mut refused = Ok(());
    let mut intake = PhotoIntake::open(app, store, &ticket).await?;
    for (proof, bytes) in files {
        match intake.take(&bytes).await {
            Ok(photo) => {
                let taken = SentPhoto { proof, photo };
                if !sent.photos.contains(&taken) {
                    sent.photos.push(taken);
                }
            }
            Err(problem) => refused = refused.and(Err(problem)), // 5
        }
    }
    intake.close().await.and(refused)
}

fn live(app: &AppState, store: &str, text: &str) -> Result<Ticket, Problem> {
    match submit::ticket(app, store, Some(text))? {
        (ticket, false) => Ok(ticket),
        (_, true) => Err(submit::refused("ticket_expired", "this ticket is over; ask for another")),
    }
}

async fn attempt(
    app: &AppState,
    served: &'static Served,
    messages: Messages,
    sent: &FormState,
) -> Result<Receipt, Problem> {
    let submission = {
        let (context, offset) = context(app, served, messages, sent).await?;
        let submission = submission(&context, offset);
        if is_unconfirmed(&context, &submission) {
            let detail = "something that the shop needs is missing; send it again with `sure`";
            return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, MISSING_PROOF, detail)); // 6
        }
        submission
    };
    let (_, receipt) = submit::take(app, served, Some(sent.field("ticket")), submission).await?;
    Ok(receipt)
}

/// What a page is made from, and the shop's own distance from UTC: a form does not know the shopper's.
pub(super) async fn context<'a>(
    app: &'a AppState,
    served: &'static Served,
    messages: Messages,
    sent: &'a FormState,
) -> Result<(PageContext<'a>, i16), Problem> {
    let now = app.clock.now_ms();
    let zone = &served.policy.parts().timezone;
    let offset = app.clock.zone_offset(zone, now).ok_or_else(Problem::not_configured)?;
    let own = i16::try_from(offset).unwrap_or(0);
    let localizer = app.localizer.as_ref();
    let written = served.texts(localizer, messages.language()).await.unwrap_or(&served.own);
    let (texts, written) = (Texts::decode(&written.bytes).unwrap_or_default(), written.language);
    Ok((
        PageContext {
            served,
            texts,
            texts_language: written,
            messages,
            localizer,
            today: today(now, offset, own),
            state: sent,
        },
        own,
    ))
}

fn fresh(app: &AppState, store: &str) -> Result<String, Problem> {
    let nonce = app.entropy.nonce().ok_or_else(Problem::not_configured)?;
    Ok(app
        .signing_key()?
        .issue(store, Ticket { issued_ms: app.clock.now_ms(), nonce, human: HumanCheck::NotAsked }))
}
