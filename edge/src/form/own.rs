//! What a shopper may do with the own claim on the page of its private link, folded away: cancel it, have what is kept of it, have it erased.

use super::html::{escaped, hidden, said};
use super::reply::Draft;
use crate::words::Words;
use recourse::claim::ClaimState;

/// The forms.
pub(super) fn forms(words: Words, state: &ClaimState, draft: &Draft<'_>) -> String {
    let carried = format!("{}{}", hidden("lang", words.language()), hidden("link", draft.link));
    let cancel = state.can_be_cancelled().then(|| cancel(words, state, &carried));
    format!("<div class=\"own\">{}{}</div>", cancel.unwrap_or_default(), data(words, draft, &carried))
}

fn cancel(words: Words, state: &ClaimState, carried: &str) -> String {
    let asked = hidden("asked", &state.since_ms.unwrap_or_default().to_string());
    let what = said("p", words.word("cancel_hint"));
    let form = form("cancel", &format!("{carried}{asked}{what}"), words.word("cancel_do"));
    folded(false, words.word("cancel_title"), &form)
}

fn data(words: Words, draft: &Draft<'_>, carried: &str) -> String {
    let sure = format!(
        "<label class=\"option\"><input type=\"checkbox\" name=\"sure\" value=\"yes\"><span>{}</span></label>",
        escaped(words.word("own_sure"))
    );
    let save = form("data", carried, words.word("own_data"));
    let erase = form("erase", &format!("{carried}{sure}"), words.word("own_erase"));
    folded(draft.code == Some("not_sure"), words.word("own_title"), &format!("{save}{erase}"))
}

pub(super) fn folded(open: bool, title: &str, inner: &str) -> String {
    let open = if open { " open" } else { "" };
    format!("<details{open}><summary>{}</summary>{inner}</details>", escaped(title))
}

fn form(act: &str, inner: &str, button: &str) -> String {
    format!(
        "<form method=\"post\" enctype=\"multipart/form-data\" action=\"/v1/status/{act}\">{inner}<button class=\"quiet\">{}</button></form>",
        escaped(button)
    )
}
