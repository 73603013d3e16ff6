//! `GET /v1/status?lang=` and `POST` to the same place: where a claim stands, as a page in the shopper's language. The private link comes in
//! a form, for what stands in an address is kept in places that nobody thinks of.
//! 1. `GET` asks for the link.
//! 2. A form is `multipart/form-data` of at most 4 KB with `link`, and `lang` where the sender knows it: else the page asks again, with 415,
//!    413, 400; with 429 after 120 requests of one sender in a minute.
//! 3. The link is whole, or what stands behind its `#`: store, number and secret. What `GET /v1/claims/{id}` would refuse is said
//!    on the page that asks again, with the same status.
//! 4. 200 with what the shopper may see; no contact, no note, no facts, nobody's name. Where the shop asks for more, with a form
//!    that answers (see [`reply`](super::reply)).

use super::form::sheet;
use super::page::{fields, html, refusing, wished};
use super::status::{self, Found};
use super::{Edge, Shared, desk, served};
use crate::form::{Draft, State as Sent, status as pages};
use crate::key::ClaimKey;
use crate::limits;
use crate::policies::Served;
use crate::problem::Problem;
use crate::words::Words;
use axum::extract::{RawQuery, Request, State};
use axum::http::HeaderMap;
use axum::response::Response;

/// Most bytes of the form.
const BYTES_MAX: usize = 4 * 1024;

/// Asks for the private link.
pub async fn get(State(edge): State<Shared>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let query = query.unwrap_or_default();
    let words = wished(&edge, desk::value(&query, "lang"), &headers).await;
    match limits::requests(&edge, &headers).await {
        Ok(()) => html(pages::asking(words, None)), // 1
        Err(problem) => refusing(&problem, pages::asking(words, Some(problem.code))),
    }
}

/// Shows where the claim stands.
///
/// # Errors
/// `not_configured`.
pub async fn post(
    State(edge): State<Shared>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Problem> {
    let asked = Asked::read(&edge, &headers, request).await; // 2
    match asked.opened(&edge).await {
        Ok(opened) => shown(&edge, asked.words, &opened, Draft::of(asked.field("link")), Ok(())).await, // 4
        Err(problem) => Ok(asked.refused(&problem)),
    }
}

/// The form of somebody who has a private link.
pub(super) struct Asked {
    fields: Result<Vec<(String, String)>, Problem>,
    pub(super) words: Words,
}

impl Asked {
    pub(super) async fn read(edge: &Edge, headers: &HeaderMap, request: Request) -> Asked {
        let fields = match limits::requests(edge, headers).await {
            Ok(()) => fields(headers, request, BYTES_MAX).await,
            Err(problem) => Err(problem),
        };
        let words = wished(edge, Some(field(&fields, "lang")), headers).await;
        Asked { fields, words }
    }

    /// A field; empty where it was not sent.
    pub(super) fn field(&self, name: &str) -> &str {
        field(&self.fields, name)
    }

    /// What the link opens, where there is one.
    pub(super) async fn opened(&self, edge: &Edge) -> Result<Opened, Problem> {
        match &self.fields {
            Ok(_) => found(edge, self.field("link")).await,
            Err(problem) => Err(problem.clone()),
        }
    }

    /// The claim that the link is of, where it is one that this edge gave out.
    pub(super) fn key(&self, edge: &Edge) -> Option<ClaimKey> {
        let (_, id, secret) = parts(self.field("link"))?;
        status::owned(edge, id, secret)
    }

    /// The page that asks for the link again, with what is wrong.
    pub(super) fn refused(&self, problem: &Problem) -> Response {
        refusing(problem, pages::asking(self.words, Some(problem.code)))
    }
}

fn field<'a>(fields: &'a Result<Vec<(String, String)>, Problem>, name: &str) -> &'a str {
    let own = fields.iter().flatten().find(|(own, _)| own == name);
    own.map_or("", |(_, text)| text.as_str())
}

/// What a private link opens: its shop, and the claim.
pub(super) type Opened = (&'static Served, Found);

/// The page of a claim, with what became of what was sent.
///
/// # Errors
/// `not_configured`.
pub(super) async fn shown(
    edge: &Edge,
    words: Words,
    (served, found): &Opened,
    draft: Draft<'_>,
    outcome: Result<(), Problem>,
) -> Result<Response, Problem> {
    let sent = Sent::default();
    let (sheet, _) = sheet(edge, served, words, &sent).await?;
    let draft = Draft { code: outcome.as_ref().err().map(|problem| problem.code), ..draft };
    let page = pages::status(&sheet, &found.claim, &found.state(), &draft);
    Ok(match outcome {
        Ok(()) => html(page),
        Err(problem) => refusing(&problem, page),
    })
}

/// What a private link opens.
///
/// # Errors
/// `not_found`, `erased`, `ledger_unavailable`.
pub(super) async fn found(edge: &Edge, link: &str) -> Result<Opened, Problem> {
    let (store, id, secret) = parts(link).ok_or_else(Problem::not_found)?;
    let found = status::found(edge, Some(store), id, secret).await?; // 3
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
