//! `GET /v1/status?lang=` and `POST` to the same place: where a claim stands, as a page in the shopper's language. The private link comes in
//! a form, for what stands in an address is kept in places that nobody thinks of.
//! 1. `GET` asks for the link.
//! 2. A form is `multipart/form-data` of at most 4 KB with `link`, and `lang` where the sender knows it: else the page asks again, with 415,
//!    413, 400.
//! 3. The link is whole, or what stands behind its `#`: store, number and secret. What `GET /v1/claims/{id}` would refuse is said
//!    on the page that asks again, with the same status.
//! 4. 200 with what the shopper may see; no contact, no note, no facts, nobody's name. Where the shop asks for more, with a form
//!    that answers (see [`reply`](super::reply)).

use super::form::sheet;
use super::page::{fields, html, refusing, wished};
use super::status::{self, Found};
use super::{Edge, Shared, desk, served};
use crate::form::{Draft, State as Sent, status as pages};
use crate::policies::Served;
use crate::problem::Problem;
use axum::extract::{RawQuery, Request, State};
use axum::http::HeaderMap;
use axum::response::Response;

/// Most bytes of the form.
const BYTES_MAX: usize = 4 * 1024;

/// Asks for the private link.
pub async fn get(State(edge): State<Shared>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let query = query.unwrap_or_default();
    let words = wished(&edge, desk::value(&query, "lang"), &headers).await;
    html(pages::asking(words, None)) // 1
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
    let read = fields(&headers, request, BYTES_MAX).await; // 2
    let text = |name: &str| {
        let fields = read.as_ref().ok()?;
        fields.iter().find(|(own, _)| own == name).map(|(_, text)| text.as_str())
    };
    let words = wished(&edge, text("lang"), &headers).await;
    let outcome = match &read {
        Ok(_) => found(&edge, text("link").unwrap_or_default()).await,
        Err(problem) => Err(problem.clone()),
    };
    match outcome {
        Ok((served, found)) => {
            let sent = Sent::default();
            let (sheet, _) = sheet(&edge, served, words, &sent).await?;
            let draft = Draft { link: text("link").unwrap_or_default(), ..Draft::default() };
            Ok(html(pages::status(&sheet, &found.claim, &found.state(), &draft))) // 4
        }
        Err(problem) => Ok(refusing(&problem, pages::asking(words, Some(problem.code)))),
    }
}

/// What a private link opens.
///
/// # Errors
/// `not_found`, `erased`, `ledger_unavailable`.
pub(super) async fn found(edge: &Edge, link: &str) -> Result<(&'static Served, Found), Problem> {
    let link = link.trim();
    let whole = link.rsplit_once('#').map_or(link, |(_, secret)| secret);
    let mut parts = whole.splitn(3, '.');
    let (Some(store), Some(id), Some(secret)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(Problem::not_found());
    };
    let found = status::found(edge, Some(store), id, secret).await?; // 3
    Ok((served(store).map_err(|_| Problem::not_found())?, found))
}
