//! Access to the desk: whose secret was sent, and what it allows.

use super::rate_limit;
use crate::app::AppState;
use crate::domain::desk_secret::{DeskUser, Scope, digest};
use crate::domain::sender::Sender;
use crate::problem::Problem;
use http::StatusCode;

/// Finds the desk user of a secret. `store` is the shop of the request; a request that names no
/// shop of this edge needs the secret of any shop, and then leads nowhere.
///
/// # Errors
/// `not_configured` where the desk has no user; `unauthorized`, and `rate_limited` after ten such
/// failures of one sender in a minute (a valid secret is always accepted); `insufficient_scope`.
pub(crate) async fn authorize<'a>(
    app: &'a AppState,
    store: Option<&str>,
    secret: &str,
    scope: Scope,
    sender: &Sender,
) -> Result<&'a DeskUser, Problem> {
    let users = users(app, store)?;
    let Some(user) = find_user(app, users, secret)? else {
        rate_limit::check_desk_failures(app, sender).await?;
        return Err(unauthorized());
    };
    if user.scopes.contains(&scope) {
        return Ok(user);
    }
    let detail = format!("this secret does not have the scope `{}`", scope.name());
    Err(Problem::new(StatusCode::FORBIDDEN, "insufficient_scope", &detail))
}

/// The users of the shop's desk, or of all.
fn users<'a>(app: &'a AppState, store: Option<&str>) -> Result<Vec<&'a DeskUser>, Problem> {
    let settings = app.settings.as_ref().ok_or_else(Problem::not_configured)?;
    let users: Vec<_> = match store {
        Some(store) => settings.of(store).desk.iter().collect(),
        None => settings.all().flat_map(|own| &own.desk).collect(),
    };
    if users.is_empty() { Err(Problem::not_configured()) } else { Ok(users) }
}

/// The user with a secret; digests are compared in constant time.
fn find_user<'a>(
    app: &AppState,
    users: Vec<&'a DeskUser>,
    secret: &str,
) -> Result<Option<&'a DeskUser>, Problem> {
    let key = app.signing_key()?;
    let Some(sent) = digest(secret) else { return Ok(None) };
    let has_secret =
        |user: &&DeskUser| user.digests().any(|digest| key.constant_time_eq(digest, &sent));
    Ok(users.into_iter().find(has_secret))
}

fn unauthorized() -> Problem {
    let detail = "send a secret of this shop's desk: at least 64 hexadecimal digits";
    Problem::new(StatusCode::UNAUTHORIZED, "unauthorized", detail)
}
