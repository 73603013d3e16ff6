//! `GET /v1/desk/claims/{id}/photos/{photo}` with a desk secret; see
//! [`crate::http::api::photo`].

use crate::app::SharedState;
use crate::http::desk_auth::DeskRead;
use crate::http::extract::ClaimPath;
use crate::http::response::photo;
use crate::problem::Problem;
use crate::service::photos::load_photo;
use axum::extract::{Path, State};
use axum::response::Response;

/// Returns a photo to the desk.
///
/// # Errors
/// `unauthorized`, `not_found`, `erased`, `ledger_unavailable`.
pub async fn desk_photo(
    State(app): State<SharedState>,
    _: DeskRead,
    ClaimPath(key): ClaimPath,
    Path((_, name)): Path<(String, String)>,
) -> Result<Response, Problem> {
    Ok(photo(load_photo(&app, &key, &name).await?))
}
