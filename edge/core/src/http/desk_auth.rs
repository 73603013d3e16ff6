//! Extractors that authorise the desk: one for each scope. They come first in a handler, so nothing
//! else of a request is looked at without a valid secret.

use super::extract::{bearer, path_parameter, sender};
use crate::app::SharedState;
use crate::domain::desk_secret::Scope;
use crate::domain::storage_key::ClaimKey;
use crate::problem::Problem;
use crate::service::{desk_access, policies};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;

/// The name of a desk user whose secret has the scope `read`.
#[derive(Debug)]
pub struct DeskRead;

/// The same for the scope `act`.
#[derive(Debug)]
pub struct DeskAct;

/// The same for the scope `export`, with the user's name.
#[derive(Debug)]
pub struct DeskExport(pub(super) String);

impl FromRequestParts<SharedState> for DeskRead {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &SharedState) -> Result<DeskRead, Problem> {
        authorize(parts, app, Scope::Read).await.map(|_| DeskRead)
    }
}

impl FromRequestParts<SharedState> for DeskAct {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &SharedState) -> Result<DeskAct, Problem> {
        authorize(parts, app, Scope::Act).await.map(|_| DeskAct)
    }
}

impl FromRequestParts<SharedState> for DeskExport {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        app: &SharedState,
    ) -> Result<DeskExport, Problem> {
        authorize(parts, app, Scope::Export).await.map(DeskExport)
    }
}

/// The name of the desk user of a request.
async fn authorize(parts: &mut Parts, app: &SharedState, scope: Scope) -> Result<String, Problem> {
    let store = store(parts, app).await?;
    let secret = bearer(&parts.headers).unwrap_or_default();
    let sender = sender(&parts.headers);
    let user = desk_access::authorize(app, store, secret, scope, &sender).await?;
    Ok(user.name.clone())
}

/// The served store that the path names, by itself or in a claim's number.
async fn store(parts: &mut Parts, app: &SharedState) -> Result<Option<&'static str>, Problem> {
    let mut named = path_parameter(parts, app, "store").await?;
    if named.is_empty() {
        let id = path_parameter(parts, app, "id").await?;
        named = ClaimKey::parse(&id).map(|key| key.store().to_string()).unwrap_or_default();
    }
    Ok(policies::find(&named).map(|served| served.store().as_str()))
}
