//! `POST /v1/stores/{store}/photos` with header `Recourse-Ticket`: one photo as the body, before
//! its claim.
//! 1. The store is served (404). There is a ticket (400 `ticket_missing`), of this edge and not
//!    of its form (401 `ticket_invalid`), not expired (401 `ticket_expired`). More than sixty of
//!    one sender in a minute: 429 `rate_limited`.
//! 2. The body has at most 5 MB (413 `too_large`) and is a JPEG, PNG or WebP, as its media type
//!    says (415 `not_a_photo`), complete (422 `damaged_photo`), of at most 51 million pixels (422
//!    `too_many_pixels`).
//! 3. Place, time and device are removed, and whatever follows the picture.
//! 4. A ticket whose claims are erased accepts no photo: 410 `erased`. A ticket stores at most 36,
//!    also where several are sent at once: 422 `too_many_photos`.
//! 5. Stored, and only then acknowledged: 201 with its name. The same photo has the same name, and
//!    is stored once. Without a claim it is removed after two days, and earlier where the shop has
//!    very many of them. More than six hundred photos of a shop in a minute: 429 `rate_limited`.
//! 6. Where the photo store is unavailable: 503 `ledger_unavailable`.
//!
//! `GET /v1/claims/{id}/photos/{photo}` with the claim's secret and `GET
//! /v1/desk/claims/{id}/photos/{photo}` with a desk secret return it, also one of a reply: as an
//! image of its kind, sandboxed, never cached. 404 `not_found` for every photo that is not part of
//! this claim. For the shopper more than 120 in a minute are 429 `rate_limited`.

use crate::app::{AppState, SharedState};
use crate::domain::photo::{BYTES_MAX, KINDS, Photo};
use crate::domain::ticket::{Ticket, TicketPurpose};
use crate::http::extract::{
    ClaimAuth, RequestLimit, Store, TicketHeader, UploadLimit, header_text,
};
use crate::http::response::{json, photo};
use crate::problem::Problem;
use crate::service::photos::{PhotoIntake, clean_photo, load_photo, not_a_photo, too_large};
use crate::service::policies::Served;
use crate::service::tickets::verify_unexpired;
use axum::body::to_bytes;
use axum::extract::{Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::Response;
use serde::Serialize;

#[derive(Serialize)]
struct PhotoBody {
    photo: String,
    media_type: &'static str,
    width: u32,
    height: u32,
}

/// Stores a photo.
///
/// # Errors
/// See the contract above.
pub async fn upload_photo(
    State(app): State<SharedState>,
    Store(served): Store,
    _: UploadLimit,
    TicketHeader(ticket): TicketHeader,
    request: Request,
) -> Result<Response, Problem> {
    let ticket = verify_ticket(&app, served, ticket.as_deref())?; // 1
    let photo = read_photo(request).await?; // 2, 3
    let (media_type, width, height) = (photo.kind.media_type(), photo.width, photo.height);
    let mut intake = PhotoIntake::open(&app, served.store(), &ticket, None).await?; // 4
    let name = intake.add(photo).await?; // 5
    intake.close().await?;
    Ok(json(StatusCode::CREATED, &PhotoBody { photo: name, media_type, width, height }))
}

fn verify_ticket(app: &AppState, served: &Served, text: Option<&str>) -> Result<Ticket, Problem> {
    verify_unexpired(app, served.store().as_str(), text, TicketPurpose::Api)
}

async fn read_photo(request: Request) -> Result<Photo, Problem> {
    let headers = request.headers();
    let content_type = header_text(headers, header::CONTENT_TYPE).unwrap_or_default().trim();
    let is_encoded = headers.contains_key(header::CONTENT_ENCODING);
    let kind = KINDS.into_iter().find(|kind| content_type.eq_ignore_ascii_case(kind.media_type()));
    let kind = kind.filter(|_| !is_encoded).ok_or_else(not_a_photo)?;
    let bytes = to_bytes(request.into_body(), BYTES_MAX).await.map_err(|_| too_large())?;
    let photo = clean_photo(&bytes)?;
    if photo.kind == kind { Ok(photo) } else { Err(not_a_photo()) }
}

/// Returns a photo to the shopper who sent it.
///
/// # Errors
/// See the contract above.
pub async fn claim_photo(
    State(app): State<SharedState>,
    _: RequestLimit,
    ClaimAuth(key): ClaimAuth,
    Path((_, name)): Path<(String, String)>,
) -> Result<Response, Problem> {
    Ok(photo(load_photo(&app, &key, &name).await?))
}
