//! `GET /v1/stores/{store}/form?lang=` and `POST` to the same place: the interview as plain forms, for whoever has no script, no
//! WebAssembly, or an old browser.
//! 1. The store is served: else 404. The language is the one asked for, else the first of `Accept-Language` that there is.
//! 2. A form is `multipart/form-data` of at most 20 MB, of which what is no photo has at most 16 KB
//!    a field and 64 KB altogether: else 415 `not_a_form`, 413 `too_large`, 400 `bad_form`. Answers
//!    to questions that the policy does not have are ignored. More than 120 requests of one sender
//!    in a minute are 429 `too_many`.
//! 3. What was answered is walked again; the page that follows is shown. An answer that is not taken is asked again, with
//!    the reason.
//! 4. The request page carries a ticket. Sent again, from wherever, it is the same claim.
//! 5. More than twelve photos: 422 `too_many_photos`, and none is taken. They are taken first, as
//!    if they had been sent alone; one that is refused keeps the request from being sent, and the
//!    others stay with it. There is no captcha without a script: such a claim says
//!    `not_asked`, also where the shop asks. A ticket that is over is replaced; without photos the
//!    request is sent under the new one at once.
//! 6. Where a proof is not ready that the shop cannot do without, the page says so once. The claim is taken as `POST .../claims` takes it; what is wrong is said on the request page, and nothing typed is lost.

use super::page::{body, few, html, parts, refusing, wished};
use super::photo_intake::PhotoIntake;
use super::{Edge, Shared, desk, served, submit};
use crate::form::multipart::Part;
use crate::form::{
    MISSING, Sheet, State as Sent, claim, failure, following, is_missing, receipt, submission, topics,
};
use crate::limits;
use crate::policies::Served;
use crate::problem::Problem;
use crate::ticket::Ticket;
use crate::today::today;
use crate::words::Words;
use axum::extract::{Path, RawQuery, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use recourse::claim::{HumanCheck, Receipt, SentPhoto};
use recourse::interview::Next;
use recourse::words::Texts;

/// Most bytes of a form, photos included.
const BYTES_MAX: usize = 20 * 1024 * 1024;

/// Shows the first page.
///
/// # Errors
/// `no_such_store`, `not_configured`.
pub async fn get(
    State(edge): State<Shared>,
    Path(store): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let served = served(&store)?; // 1
    let query = query.unwrap_or_default();
    let words = wished(&edge, desk::value(&query, "lang"), &headers).await;
    if let Err(problem) = limits::requests(&edge, &headers).await {
        return Ok(refusing(&problem, failure(words, problem.code)));
    }
    let sent = Sent::default();
    let (sheet, _) = sheet(&edge, served, words, &sent).await?;
    Ok(html(topics(&sheet, false)))
}

/// Shows the page that follows. Where there is none, a browser gets a page that says why.
///
/// # Errors
/// See the contract above.
pub async fn post(
    State(edge): State<Shared>,
    Path(store): Path<String>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Problem> {
    let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match answer(&edge, &store, &headers, request).await {
        Err(problem) if accepted.contains("text/html") => {
            let words = wished(&edge, None, &headers).await;
            Ok(refusing(&problem, failure(words, problem.code)))
        }
        answer => answer,
    }
}

async fn answer(
    edge: &Shared,
    store: &str,
    headers: &HeaderMap,
    request: Request,
) -> Result<Response, Problem> {
    let served = served(store)?;
    limits::requests(edge, headers).await?;
    let (boundary, body) = body(headers, request, BYTES_MAX).await?; // 2
    let parts = parts(&body, boundary)?;
    let wish = parts.iter().find(|part| part.name == "lang").map(Part::text).unwrap_or_default();
    let words = Words::of(edge.speech.as_ref(), wish.trim()).await;
    let mut sent = Sent::read(&served.policy, words.language(), &parts);
    if sent.act == "claim" && sent.field("ticket").is_empty() {
        limits::uploads(edge, store, headers).await?;
        sent.fields.insert("ticket".to_owned(), fresh(edge, store)?); // 4
    }
    if sent.act == "send" {
        limits::claims(edge, store, headers).await?;
        return send(edge, served, words, sent).await;
    }
    let (sheet, _) = sheet(edge, served, words, &sent).await?;
    Ok(html(following(&sheet))) // 3
}

async fn send(
    edge: &Edge,
    served: &'static Served,
    words: Words,
    mut sent: Sent<'_>,
) -> Result<Response, Problem> {
    let had_files = !sent.files.is_empty();
    let mut outcome = match photos(edge, served, &mut sent).await {
        Ok(()) => attempt(edge, served, words, &sent).await, // 6
        Err(problem) => Err(problem),
    };
    if let Err(problem) = &mut outcome
        && problem.code.starts_with("ticket_")
    {
        let store = served.policy.parts().store.as_str();
        sent.fields.insert("ticket".to_owned(), fresh(edge, store)?);
        if sent.photos.is_empty() && !had_files {
            outcome = attempt(edge, served, words, &sent).await;
        } else {
            // They went with their ticket, and have to be chosen again.
            problem.code = "no_such_photo";
            sent.photos.clear();
        }
    }
    let (sheet, _) = sheet(edge, served, words, &sent).await?;
    match outcome {
        Ok(kept) => Ok(html(receipt(&sheet, &kept))),
        Err(problem) => Ok(untaken(&sheet, &problem)),
    }
}

/// The request again, with why it was not taken.
fn untaken(sheet: &Sheet<'_>, problem: &Problem) -> Response {
    let page = match sheet.replay(&sheet.kept()).map(|walk| walk.next) {
        Some(Next::Done(decision)) => claim(sheet, &decision, Some(problem.code)),
        _ => following(sheet),
    };
    refusing(problem, page)
}

/// Takes the photos that came with the form.
async fn photos(edge: &Edge, served: &'static Served, sent: &mut Sent<'_>) -> Result<(), Problem> {
    let store = &served.policy.parts().store;
    let files = std::mem::take(&mut sent.files);
    if files.is_empty() {
        return Ok(());
    }
    few(files.len())?;
    let ticket = live(edge, store.as_str(), sent.field("ticket"))?;
    let mut refused = Ok(());
    let mut intake = PhotoIntake::open(edge, store, &ticket).await?;
    for (proof, bytes) in files {
        match intake.take(bytes).await {
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

fn live(edge: &Edge, store: &str, text: &str) -> Result<Ticket, Problem> {
    match submit::ticket(edge, store, Some(text))? {
        (ticket, false) => Ok(ticket),
        (_, true) => Err(submit::refused("ticket_expired", "this ticket is over; ask for another")),
    }
}

async fn attempt(
    edge: &Edge,
    served: &'static Served,
    words: Words,
    sent: &Sent<'_>,
) -> Result<Receipt, Problem> {
    let submission = {
        let (sheet, offset) = sheet(edge, served, words, sent).await?;
        let submission = submission(&sheet, sent.photos.clone(), offset);
        if is_missing(&sheet, &submission) {
            let detail = "something that the shop needs is missing; send it again with `sure`";
            return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, MISSING, detail)); // 6
        }
        submission
    };
    let (_, receipt) = submit::take(edge, served, Some(sent.field("ticket")), submission).await?;
    Ok(receipt)
}

/// What a page is made from, and the shop's own distance from UTC: a form does not know the shopper's.
pub(super) async fn sheet<'a>(
    edge: &'a Edge,
    served: &'static Served,
    words: Words,
    sent: &'a Sent<'a>,
) -> Result<(Sheet<'a>, i16), Problem> {
    let now = edge.clock.now_ms();
    let zone = &served.policy.parts().timezone;
    let offset = edge.clock.zone_offset(zone, now).ok_or_else(Problem::not_configured)?;
    let own = i16::try_from(offset).unwrap_or(0);
    let speech = edge.speech.as_ref();
    let written = served.texts(speech, words.language()).await.unwrap_or(&served.own);
    let (texts, written) = (Texts::decode(&written.bytes).unwrap_or_default(), written.language);
    Ok((Sheet { served, texts, written, words, speech, today: today(now, offset, own), state: sent }, own))
}

fn fresh(edge: &Edge, store: &str) -> Result<String, Problem> {
    let nonce = edge.entropy.nonce().ok_or_else(Problem::not_configured)?;
    Ok(edge.key()?.seal(store, Ticket { issued_ms: edge.clock.now_ms(), nonce, human: HumanCheck::NotAsked }))
}
