//! `GET /v1/status?lang=` and `POST` to the same place: where a claim stands, as a page in the shopper's language. The private link comes in
//! a form, for what stands in an address is kept in places that nobody thinks of.
//! 1. `GET` asks for the link.
//! 2. A form is `multipart/form-data` of at most 4 KB with `link`, and `lang` where the sender knows it: else the page asks again, with 415,
//!    413, 400; with 429 after 120 requests of one sender in a minute.
//! 3. The link is whole, or what stands behind its `#`: store, number and secret. What `GET /v1/claims/{id}` would refuse is said
//!    on the page that asks again, with the same status.
//! 4. 200 with what the shopper may see; no contact, no note, no facts, nobody's name. Where the shop asks for more, with a form
//!    that answers (see [`reply`](super::reply)).

use super::form::context;
use super::page::{html, read_form, refusing, wished};
use super::parameters::Parameters;
use super::status::{self, Found};
use super::{AppState, SharedState, served};
use crate::form::{Field, FormState};
use crate::messages::Messages;
use crate::policies::Served;
use crate::problem::Problem;
use crate::rate_limit;
use crate::storage_key::ClaimKey;
use crate::views::{ReplyForm, status as pages};
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::response::Response;

/// Most bytes of the form.
const BYTES_MAX: usize = 4 * 1024;

/// Asks for the private link.
pub async fn get(
    State(app): State<SharedState>,
    query: Parameters,
    headers: HeaderMap,
) -> Response {
    let messages = wished(&app, query.get("lang"), &headers).await;
    match rate_limit::check_requests(&app, &headers).await {
        Ok(()) => html(pages::ask_for_link(messages, None)), // 1
        Err(problem) => refusing(&problem, pages::ask_for_link(messages, Some(problem.code))),
    }
}

/// Shows where the claim stands.
///
/// # Errors
/// `not_configured`.
pub async fn post(
    State(app): State<SharedState>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Problem> {
    let asked = StatusForm::read(&app, &headers, request).await; // 2
    match asked.opened(&app).await {
        Ok(opened) => {
            shown(&app, asked.messages, &opened, ReplyForm::of(&asked.field("link")), Ok(())).await
        } // 4
        Err(problem) => Ok(asked.refused(&problem)),
    }
}

/// The form of somebody who has a private link.
pub(super) struct StatusForm {
    fields: Result<Vec<Field>, Problem>,
    pub(super) messages: Messages,
}

impl StatusForm {
    pub(super) async fn read(app: &AppState, headers: &HeaderMap, request: Request) -> StatusForm {
        let fields = match rate_limit::check_requests(app, headers).await {
            Ok(()) => read_form(request, BYTES_MAX).await,
            Err(problem) => Err(problem),
        };
        let messages = wished(app, Some(&field(&fields, "lang")), headers).await;
        StatusForm { fields, messages }
    }

    /// A field; empty where it was not sent.
    pub(super) fn field(&self, name: &str) -> String {
        field(&self.fields, name)
    }

    /// What the link opens, where there is one.
    pub(super) async fn opened(&self, app: &AppState) -> Result<Opened, Problem> {
        match &self.fields {
            Ok(_) => found(app, &self.field("link")).await,
            Err(problem) => Err(problem.clone()),
        }
    }

    /// The claim that the link is of, where it is one that this edge gave out.
    pub(super) fn key(&self, app: &AppState) -> Option<ClaimKey> {
        let link = self.field("link");
        let (_, id, secret) = parts(&link)?;
        status::owned(app, id, secret)
    }

    /// The page that asks for the link again, with what is wrong.
    pub(super) fn refused(&self, problem: &Problem) -> Response {
        refusing(problem, pages::ask_for_link(self.messages, Some(problem.code)))
    }
}

fn field(fields: &Result<Vec<Field>, Problem>, name: &str) -> String {
    let own = fields.iter().flatten().find(|field| field.name == name);
    own.map(Field::text).unwrap_or_default()
}

/// What a private link opens: its shop, and the claim.
pub(super) type Opened = (&'static Served, Found);

/// The page of a claim, with what became of what was sent.
///
/// # Errors
/// `not_configured`.
pub(super) async fn shown(
    app: &AppState,
    messages: Messages,
    (served, found): &Opened,
    draft: ReplyForm<'_>,
    outcome: Result<(), Problem>,
) -> Result<Response, Problem> {
    let sent = FormState::default();
    let (context, _) = context(app, served, messages, &sent).await?;
    let draft = ReplyForm { code: outcome.as_ref().err().map(|problem| problem.code), ..draft };
    let page = pages::status(&context, &found.claim, &found.state(), &draft);
    Ok(match outcome {
        Ok(()) => html(page),
        Err(problem) => refusing(&problem, page),
    })
}

/// What a private link opens.
///
/// # Errors
/// `not_found`, `erased`, `ledger_unavailable`.
pub(super) async fn found(app: &AppState, link: &str) -> Result<Opened, Problem> {
    let (store, id, secret) = parts(link).ok_or_else(Problem::not_found)?;
    let found = status::found(app, Some(store), id, secret).await?; // 3
    Ok((served(store).map_err(|_| Problem::not_found())?, found))
}

/// A private link's store, number and secret.
fn parts(link: &str) -> Option<(&str, &str, &str)> {
    let link = link.trim();
    let whole = link.rsplit_once('#').map_or(link, |(_, secret)| secret);
    let (store, rest) = whole.split_once('.')?;
    let (id, secret) = rest.split_once('.')?;
    Some((store, id, secret))
}
