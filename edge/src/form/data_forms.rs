//! What a shopper may do with the own claim on the page of its private link, folded away: cancel it, have what is kept of it, have it erased.

use super::html::{escape, hidden, text_element};
use super::reply::ReplyForm;
use crate::messages::Messages;
use recourse::claim::ClaimState;

/// The forms.
pub(super) fn forms(messages: Messages, state: &ClaimState, draft: &ReplyForm<'_>) -> String {
    let carried = format!("{}{}", hidden("lang", messages.language()), hidden("link", draft.link));
    let cancel = state.can_be_cancelled().then(|| cancel(messages, state, &carried));
    format!(
        "<div class=\"own\">{}{}</div>",
        cancel.unwrap_or_default(),
        data(messages, draft, &carried)
    )
}

fn cancel(messages: Messages, state: &ClaimState, carried: &str) -> String {
    let asked = hidden("asked", &state.since_ms.unwrap_or_default().to_string());
    let what = text_element("p", messages.message("cancel_hint"));
    let form = form("cancel", &format!("{carried}{asked}{what}"), messages.message("cancel_do"));
    folded(false, messages.message("cancel_title"), &form)
}

fn data(messages: Messages, draft: &ReplyForm<'_>, carried: &str) -> String {
    let sure = format!(
        "<label class=\"option\"><input type=\"checkbox\" name=\"sure\" value=\"yes\"><span>{}</span></label>",
        escape(messages.message("own_sure"))
    );
    let save = form("data", carried, messages.message("own_data"));
    let erase = form("erase", &format!("{carried}{sure}"), messages.message("own_erase"));
    folded(
        draft.code == Some("confirmation_required"),
        messages.message("own_title"),
        &format!("{save}{erase}"),
    )
}

pub(super) fn folded(open: bool, title: &str, inner: &str) -> String {
    let open = if open { " open" } else { "" };
    format!("<details{open}><summary>{}</summary>{inner}</details>", escape(title))
}

fn form(act: &str, inner: &str, button: &str) -> String {
    format!(
        "<form method=\"post\" enctype=\"multipart/form-data\" action=\"/v1/status/{act}\">{inner}<button class=\"secondary\">{}</button></form>",
        escape(button)
    )
}
