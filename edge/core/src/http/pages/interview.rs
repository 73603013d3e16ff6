//! `GET /v1/stores/{store}/form?lang=` and `POST` to the same path: the interview as HTML forms,
//! for browsers without scripts or WebAssembly.
//! 1. The store is served: else 404. The language is the requested one, else the first known one of
//!    `Accept-Language`.
//! 2. A form is `multipart/form-data` of at most 20 MB; a text field has at most 16 KB, all of them
//!    64 KB: else 415 `not_a_form`, 413 `too_large`, 400 `bad_form`. Answers to questions that the
//!    policy does not have are ignored. More than 120 requests of one sender in a minute are 429
//!    `rate_limited`.
//! 3. The answers are replayed; the page that follows is shown. A question whose answer is not
//!    valid is shown again, with the reason.
//! 4. The request page carries a ticket, which is good for this form only. Sent again, it is the
//!    same claim.
//! 5. More than twelve photos: 422 `too_many_photos`, and none is stored. Photos are stored first;
//!    if one is not accepted, the request is not submitted, and the others stay with it. There is
//!    no bot check without a script: such a claim says `not_asked`, also where the shop requires
//!    one. An invalid or expired ticket is replaced; without photos the request is submitted under
//!    the new one at once.
//! 6. Where a required proof is missing, the page says so once. The claim is submitted as by
//!    `POST .../claims`; a problem is shown on the request page, and nothing typed is lost.

use super::locale::{messages, page_context, shop_offset};
use crate::app::SharedState;
use crate::domain::ticket::TicketPurpose;
use crate::form::{Field, FormState};
use crate::http::extract::{Parameters, Store, header_text, sender};
use crate::http::form_body::read_form;
use crate::http::response::{page, problem_page};
use crate::i18n::Messages;
use crate::problem::Problem;
use crate::service::photos::{PhotoIntake, check_photo_count};
use crate::service::policies::Served;
use crate::service::submit::{SentTicket, Submitted, submit};
use crate::service::{rate_limit, tickets};
use crate::views::{self, MISSING_PROOF, PageContext};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use recourse::claim::{Receipt, SentPhoto};

/// Most bytes of a form, photos included.
const BYTES_MAX: usize = 20 * 1024 * 1024;

/// Shows the topics.
///
/// # Errors
/// `no_such_store`, `not_configured`.
pub async fn first_page(
    State(app): State<SharedState>,
    Store(served): Store,
    query: Parameters,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let messages = messages(&app, query.get("lang"), &headers).await; // 1
    if let Err(problem) = rate_limit::check_requests(&app, &sender(&headers)).await {
        return Ok(problem_page(&problem, views::failure(messages, problem.code)));
    }
    let state = FormState::default();
    let context = page_context(&app, served, messages, &state).await?;
    Ok(page(views::topics(&context, false)))
}

/// Shows the page that follows. A browser gets a page for a form that cannot be read.
///
/// # Errors
/// See the contract above.
pub async fn next_page(
    State(app): State<SharedState>,
    Store(served): Store,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Problem> {
    let accepted = header_text(&headers, header::ACCEPT).unwrap_or_default();
    match handle_form(&app, served, &headers, request).await {
        Err(problem) if accepted.contains("text/html") => {
            let messages = messages(&app, None, &headers).await;
            Ok(problem_page(&problem, views::failure(messages, problem.code)))
        }
        result => result,
    }
}

async fn handle_form(
    app: &SharedState,
    served: &'static Served,
    headers: &HeaderMap,
    request: Request,
) -> Result<Response, Problem> {
    let (store, sender) = (served.store().as_str(), sender(headers));
    rate_limit::check_requests(app, &sender).await?;
    let fields = read_form(request, BYTES_MAX).await?; // 2
    let messages = Messages::of(app.localizer.as_ref(), &language(&fields)).await;
    let mut state = FormState::parse(&served.policy, messages.language(), &fields);
    let form = Form { app, served, messages };
    if state.action == "send" {
        rate_limit::check_claims(app, store, &sender).await?;
        return form.send(state).await;
    }
    if state.action == "claim" && state.field("ticket").is_empty() {
        rate_limit::check_uploads(app, store, &sender).await?;
        form.renew_ticket(&mut state)?; // 4
    }
    Ok(page(views::next_page(&form.context(&state).await?))) // 3
}

fn language(fields: &[Field]) -> String {
    let field = fields.iter().find(|field| field.name == "lang");
    field.map(|field| field.text().trim().to_owned()).unwrap_or_default()
}

/// A form of a store, in a language.
struct Form<'a> {
    app: &'a SharedState,
    served: &'static Served,
    messages: Messages,
}

impl Form<'_> {
    async fn context<'a>(&'a self, state: &'a FormState) -> Result<PageContext<'a>, Problem> {
        page_context(self.app, self.served, self.messages, state).await
    }

    /// Submits the claim, and shows its receipt or its problem.
    async fn send(&self, mut state: FormState) -> Result<Response, Problem> {
        let has_photos = !state.files.is_empty() || !state.photos.is_empty();
        let outcome = match self.submit_with_photos(&mut state).await {
            Err(problem) if problem.code.starts_with("ticket_") => {
                self.renew_ticket(&mut state)?; // 5
                if has_photos {
                    Err(without_photos(&mut state, problem))
                } else {
                    self.submit(&state).await
                }
            }
            outcome => outcome,
        };
        let context = self.context(&state).await?;
        Ok(match outcome {
            Ok(receipt) => page(views::receipt(&context, &receipt)),
            Err(problem) => request_again(&context, &problem),
        })
    }

    async fn submit_with_photos(&self, state: &mut FormState) -> Result<Receipt, Problem> {
        self.store_photos(state).await?;
        self.submit(state).await
    }

    /// Stores the photos of the form. Returns the first problem after all of them.
    async fn store_photos(&self, state: &mut FormState) -> Result<(), Problem> {
        let files = std::mem::take(&mut state.files);
        if files.is_empty() {
            return Ok(());
        }
        check_photo_count(files.len())?;
        let store = self.served.store();
        let ticket = state.field("ticket");
        let ticket =
            tickets::verify_unexpired(self.app, store.as_str(), Some(ticket), TicketPurpose::Form)?;
        let mut intake = PhotoIntake::open(self.app, store, &ticket, None).await?;
        let mut outcome = Ok(());
        for (proof, bytes) in files {
            match intake.add_file(&bytes).await {
                Ok(photo) => add_photo(state, SentPhoto { proof, photo }),
                Err(problem) => outcome = outcome.and(Err(problem)),
            }
        }
        intake.close().await.and(outcome)
    }

    async fn submit(&self, state: &FormState) -> Result<Receipt, Problem> {
        let submission = {
            let context = self.context(state).await?;
            let submission = views::submission(&context, shop_offset(self.app, self.served)?);
            if views::is_unconfirmed(&context, &submission) {
                let detail = "a required proof is missing; send it again with `sure`";
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                return Err(Problem::new(status, MISSING_PROOF, detail)); // 6
            }
            submission
        };
        let ticket = SentTicket { text: Some(state.field("ticket")), used_by: TicketPurpose::Form };
        match submit(self.app, self.served, ticket, submission).await? {
            Submitted::Created(receipt) | Submitted::Known(receipt) => Ok(receipt),
        }
    }

    fn renew_ticket(&self, state: &mut FormState) -> Result<(), Problem> {
        let store = self.served.store().as_str();
        let issued = tickets::issue_for_form(self.app, store)?;
        state.fields.insert("ticket".to_owned(), issued.text);
        Ok(())
    }
}

fn add_photo(state: &mut FormState, photo: SentPhoto) {
    if !state.photos.contains(&photo) {
        state.photos.push(photo);
    }
}

/// Removes the photos, which belong to the replaced ticket; the shopper chooses them again.
fn without_photos(state: &mut FormState, problem: Problem) -> Problem {
    state.photos.clear();
    Problem { code: "no_such_photo", ..problem }
}

/// The request page again, with its problem.
fn request_again(context: &PageContext<'_>, problem: &Problem) -> Response {
    let markup = match context.decision() {
        Some(decision) => views::request(context, &decision, Some(problem.code)),
        None => views::next_page(context),
    };
    problem_page(problem, markup)
}
