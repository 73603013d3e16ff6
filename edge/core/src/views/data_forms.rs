//! The forms below the status of a claim: cancel it, download its data, erase it.

use super::layout::{Choice, folded, hidden};
use super::reply::ReplyForm;
use crate::i18n::Messages;
use maud::{Markup, html};
use recourse::claim::ClaimState;

/// The forms, folded.
pub(super) fn data_forms(messages: Messages, state: &ClaimState, draft: &ReplyForm<'_>) -> Markup {
    html! {
        div.own {
            @if state.can_be_cancelled() { (cancel_form(messages, state, draft)) }
            (data_and_erasure(messages, draft))
        }
    }
}

fn cancel_form(messages: Messages, state: &ClaimState, draft: &ReplyForm<'_>) -> Markup {
    let asked = state.since_ms.unwrap_or_default().to_string();
    let inputs = html! { (hidden("asked", &asked)) p { (messages.message("cancel_hint")) } };
    let form = form(messages, draft, "cancel", &inputs, messages.message("cancel_do"));
    folded(false, messages.message("cancel_title"), &form)
}

fn data_and_erasure(messages: Messages, draft: &ReplyForm<'_>) -> Markup {
    let confirmation = Choice {
        kind: "checkbox",
        name: "sure",
        value: "yes",
        label: html! { (messages.message("own_sure")) },
        hint: None,
        is_checked: false,
    };
    let forms = html! {
        (form(messages, draft, "data", &html! {}, messages.message("own_data")))
        (form(messages, draft, "erase", &confirmation.markup(), messages.message("own_erase")))
    };
    let is_open = draft.code == Some("confirmation_required");
    folded(is_open, messages.message("own_title"), &forms)
}

fn form(
    messages: Messages,
    draft: &ReplyForm<'_>,
    action: &str,
    inputs: &Markup,
    button: &str,
) -> Markup {
    html! {
        form method="post" enctype="multipart/form-data" action={ "/v1/status/" (action) } {
            (hidden("lang", messages.language()))
            (hidden("link", draft.link))
            (inputs)
            button.secondary { (button) }
        }
    }
}
