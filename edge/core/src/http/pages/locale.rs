//! The language of a page, and the data of a page.

use crate::app::AppState;
use crate::domain::time::today;
use crate::form::FormState;
use crate::http::extract::header_text;
use crate::i18n::Messages;
use crate::problem::Problem;
use crate::service::policies::Served;
use crate::views::PageContext;
use axum::http::{HeaderMap, header};
use recourse::types::Texts;

/// The messages in the requested language; without one, in the first known language of
/// `Accept-Language`.
pub(super) async fn messages(
    app: &AppState,
    requested: Option<&str>,
    headers: &HeaderMap,
) -> Messages {
    let accepted = header_text(headers, header::ACCEPT_LANGUAGE);
    let languages = requested.filter(|tag| !tag.is_empty()).or(accepted).unwrap_or_default();
    Messages::of(app.localizer.as_ref(), languages).await
}

/// The data of a page.
///
/// # Errors
/// `not_configured`.
pub(super) async fn page_context<'a>(
    app: &'a AppState,
    served: &'static Served,
    messages: Messages,
    state: &'a FormState,
) -> Result<PageContext<'a>, Problem> {
    let localizer = app.localizer.as_ref();
    let texts = served.texts(localizer, messages.language()).await.unwrap_or(&served.own);
    let offset = shop_offset(app, served)?;
    Ok(PageContext {
        served,
        texts: Texts::decode(&texts.bytes).unwrap_or_default(),
        texts_language: texts.language,
        messages,
        localizer,
        today: today(app.clock.now_ms(), i32::from(offset), offset),
        zone: None,
        state,
    })
}

/// The shop's offset from UTC in minutes. A form does not know the shopper's.
///
/// # Errors
/// `not_configured`.
pub(super) fn shop_offset(app: &AppState, served: &Served) -> Result<i16, Problem> {
    let zone = &served.policy.parts().timezone;
    let offset = app.clock.zone_offset(zone, app.clock.now_ms());
    let offset = offset.ok_or_else(Problem::not_configured)?;
    Ok(i16::try_from(offset).unwrap_or(0))
}
