//! `POST /v1/stores/{store}/photos` with header `Recourse-Ticket`: one photo, its bytes as the body, before the claim that it
//! belongs to.
//! 1. The store is served (404), the ticket is there (400 `ticket_missing`), ours (401 `ticket_invalid`) and not over (401
//!    `ticket_expired`).
//! 2. The body has at most 5 MB (413 `too_large`) and is a JPEG, PNG or WebP as it says (415 `not_a_photo`), whole (422
//!    `damaged_photo`), of at most 50 million pixels (422 `too_many_pixels`).
//! 3. What says where, when and with what it was taken is left out; so is whatever stands behind the picture.
//! 4. A claim erased takes no photo any more: 410 `erased`. A ticket stores at most 36: 422
//!    `too_many_photos`.
//! 5. Kept, and only then acknowledged: 201 with its name. The same photo again has the same name, and is kept once.
//! 6. Where the photo store cannot be read or written: 503 `ledger_unavailable`. More than sixty in a minute: 429 `rate_limited`.
//!
//! `GET /v1/claims/{id}/photos/{photo}` with the claim's secret and `GET
//! /v1/desk/claims/{id}/photos/{photo}` with the desk's token show it, also one of a reply: as an
//! image of its kind and nothing else, sandboxed, never kept by a cache. 404 `not_found` for every
//! photo that is not part of this claim. For the shopper more than 120 in a minute are 429
//! `rate_limited`.

use super::photo_intake::PhotoIntake;
use super::{AppState, SharedState, bearer, desk, events, json, served, status, submit};
use crate::photo::{self, BYTES_MAX, KINDS, Kind, Photo, PhotoFault};
use crate::problem::Problem;
use crate::rate_limit;
use crate::storage_key::ClaimKey;
use crate::ticket::{SigningKey, Ticket};
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use recourse::claim::{Action, ClaimEvent};
use recourse::types::StoreId;
use sha2::{Digest, Sha256};

/// Most photos of one claim or reply, and most files of one form.
pub(super) const PHOTOS_MAX: usize = 12;
/// Hexadecimal digits of a photo's hash in its name.
const HASH_DIGITS: usize = 32;

/// The name of a photo: the hash of its bytes, our tag, its kind.
pub(super) struct PhotoName(String);

impl PhotoName {
    pub(super) fn of(photo: &Photo, key: &SigningKey, store: &str, ticket: &Ticket) -> PhotoName {
        let mut hash = hex::encode(Sha256::digest(&photo.bytes));
        hash.truncate(HASH_DIGITS);
        PhotoName::tagged(&hash, photo.kind, key, store, ticket)
    }

    /// The name as a text.
    pub(super) fn text(self) -> String {
        self.0
    }

    fn tagged(hash: &str, kind: Kind, key: &SigningKey, store: &str, ticket: &Ticket) -> PhotoName {
        let tag = hex::encode(key.photo_tag(
            store,
            ticket,
            format!("{hash}.{}", kind.extension()).as_bytes(),
        ));
        PhotoName(format!("{hash}-{tag}.{}", kind.extension()))
    }

    /// Reads a name that this edge gave out for this ticket; `None` for every other text.
    pub(super) fn parse(
        text: &str,
        key: &SigningKey,
        store: &str,
        ticket: &Ticket,
    ) -> Option<PhotoName> {
        let (hash, rest) = text.split_once('-')?;
        let (_, extension) = rest.split_once('.')?;
        let kind = kind_of(extension)?;
        let good = hash.len() == HASH_DIGITS;
        let ours = PhotoName::tagged(hash, kind, key, store, ticket);
        (good && key.constant_time_eq(&ours.0, text)).then_some(ours)
    }
}

fn kind_of(extension: &str) -> Option<Kind> {
    KINDS.into_iter().find(|kind| kind.extension() == extension)
}

/// Takes a photo.
///
/// # Errors
/// See the contract above.
pub async fn post(
    State(app): State<SharedState>,
    Path(store): Path<String>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Problem> {
    let served = served(&store)?; // 1
    rate_limit::check_uploads(&app, &store, &headers).await?;
    let sent = headers.get("recourse-ticket").map(|text| text.to_str().unwrap_or_default());
    let (ticket, expired) = submit::ticket(&app, &store, sent)?;
    if expired {
        return Err(submit::refused("ticket_expired", "this ticket is over; ask for another"));
    }
    let photo = read(&headers, request).await?; // 2, 3
    let (kind, width, height) = (photo.kind, photo.width, photo.height);
    let mut intake = PhotoIntake::open(&app, &served.policy.parts().store, &ticket).await?; // 4
    let name = intake.keep(photo).await?; // 5
    intake.close().await?;
    let shown = serde_json::json!({
        "photo": name, "media_type": kind.media_type(), "width": width, "height": height,
    });
    Ok(json(StatusCode::CREATED, &shown))
}

/// The name under which a photo would be kept.
pub(super) fn named(
    app: &AppState,
    store: &StoreId,
    ticket: &Ticket,
    bytes: &[u8],
) -> Result<String, Problem> {
    Ok(PhotoName::of(&cleaned(bytes)?, app.signing_key()?, store.as_str(), ticket).0)
}

async fn read(headers: &HeaderMap, request: Request) -> Result<Photo, Problem> {
    let said =
        headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let said = KINDS.into_iter().find(|kind| said.trim().eq_ignore_ascii_case(kind.media_type()));
    let said =
        said.filter(|_| !headers.contains_key(header::CONTENT_ENCODING)).ok_or_else(not_a_photo)?;
    let sent =
        axum::body::to_bytes(request.into_body(), BYTES_MAX).await.map_err(|_| too_large())?;
    let photo = cleaned(&sent)?;
    Some(photo).filter(|photo| photo.kind == said).ok_or_else(not_a_photo)
}

pub(super) fn too_large() -> Problem {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "a photo has at most 5 MB")
}

fn not_a_photo() -> Problem {
    let detail = "send a JPEG, PNG or WebP, with its own Content-Type";
    Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_a_photo", detail)
}

/// The picture in what was sent.
pub(super) fn cleaned(sent: &[u8]) -> Result<Photo, Problem> {
    photo::clean(sent).map_err(|fault| match fault {
        PhotoFault::OtherKind => not_a_photo(),
        PhotoFault::Damaged => {
            let detail = "the photo is cut short or damaged";
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "damaged_photo", detail)
        }
        PhotoFault::TooManyPixels => {
            let detail = "a photo has at most 50 million pixels";
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "too_many_pixels", detail)
        }
    })
}

/// Shows a photo to the shopper who sent it.
///
/// # Errors
/// See the contract above.
pub async fn get(
    State(app): State<SharedState>,
    Path((id, photo)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    rate_limit::check_requests(&app, &headers).await?;
    let secret = bearer(&headers).unwrap_or_default();
    let key = status::owned(&app, &id, secret).ok_or_else(Problem::not_found)?;
    shown(&app, &key, &photo).await
}

/// Shows a photo to the desk.
///
/// # Errors
/// See the contract above.
pub async fn desk(
    State(app): State<SharedState>,
    Path((id, photo)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    desk::admit(&app, &headers)?;
    shown(&app, &ClaimKey::parse(&id).ok_or_else(Problem::not_found)?, &photo).await
}

fn replied_with(event: &ClaimEvent, photo: &str) -> bool {
    matches!(&event.action, Action::Reply(reply) if reply.photos.iter().any(|sent| sent == photo))
}

async fn shown(app: &AppState, key: &ClaimKey, photo: &str) -> Result<Response, Problem> {
    let claim = status::load_claim(app, key).await?;
    let known = claim.photos.iter().any(|sent| sent.photo == photo)
        || events::load(app, key).await?.iter().any(|event| replied_with(event, photo));
    let kind = photo.rsplit('.').next().and_then(kind_of).filter(|_| known);
    let kind = kind.ok_or_else(Problem::not_found)?;
    let bytes = app.photo_store.get(&format!("{}{photo}", key.photo_prefix())).await?;
    let mut response = Response::new(Body::from(bytes.ok_or_else(Problem::not_found)?));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind.media_type()));
    // Opened by itself it is a picture in an empty, powerless page.
    let sandbox = HeaderValue::from_static("default-src 'none'; sandbox");
    headers.insert(header::CONTENT_SECURITY_POLICY, sandbox);
    Ok(response)
}
