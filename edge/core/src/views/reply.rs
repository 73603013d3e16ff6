//! The shopper's replies to the shop, and the form for another one.

use super::context::PageContext;
use super::layout::{folded, hidden, photo_input, stored_photo};
use maud::{Markup, html};
use recourse::claim::{ClaimState, Reply, Stage};

/// The typed values of a reply that was not accepted, and the private link of its claim.
#[derive(Debug, Clone)]
pub(crate) struct ReplyForm<'a> {
    /// The fragment of the private link. The page has no address of its own, so its forms carry it.
    pub(crate) link: &'a str,
    pub(crate) text: &'a str,
    /// The names of the photos that are stored already.
    pub(crate) photos: Vec<String>,
    /// Whether a reply was sent and not accepted.
    pub(crate) is_rejected: bool,
    /// The problem code of the form that was sent.
    pub(crate) code: Option<&'static str>,
}

impl<'a> ReplyForm<'a> {
    /// An empty form.
    pub(crate) fn of(link: &'a str) -> ReplyForm<'a> {
        let link = link.trim();
        let link = link.rsplit_once('#').map_or(link, |(_, fragment)| fragment);
        ReplyForm { link, text: "", photos: Vec::new(), is_rejected: false, code: None }
    }
}

/// The form, where the shop waits for a reply; folded after the first reply.
pub(super) fn reply(
    context: &PageContext<'_>,
    state: &ClaimState,
    draft: &ReplyForm<'_>,
) -> Markup {
    let more = context.messages.message("reply_more");
    match state.stage {
        Stage::NeedsMore => form(context, state, draft),
        Stage::Replied => folded(draft.is_rejected, more, &form(context, state, draft)),
        // The shop decided while the shopper typed: the text can still be copied.
        _ if draft.is_rejected => form(context, state, draft),
        _ => html! {},
    }
}

/// The replies so far.
pub(super) fn replies(context: &PageContext<'_>, replies: &[Reply]) -> Markup {
    let messages = context.messages;
    html! {
        @if !replies.is_empty() { h3 { (messages.message("reply_said")) } }
        @for reply in replies {
            @if !reply.text.is_empty() { blockquote { (context.localized(&reply.text)) } }
            @if !reply.photos.is_empty() {
                p { (messages.fill("reply_photos", "{n}", &reply.photos.len().to_string())) }
            }
        }
    }
}

fn form(context: &PageContext<'_>, state: &ClaimState, draft: &ReplyForm<'_>) -> Markup {
    let messages = context.messages;
    let email = context.policy().parts().contact.email.as_deref();
    html! {
        form method="post" enctype="multipart/form-data" action="/v1/status/reply" {
            (hidden("lang", messages.language()))
            (hidden("link", draft.link))
            (hidden("asked", &state.since_ms.unwrap_or_default().to_string()))
            label.field {
                span { (messages.message("reply_text")) }
                textarea name="text" rows="4" maxlength="2000" { (draft.text) }
            }
            @for name in &draft.photos { (stored_photo(messages, name)) }
            (photo_input(messages, "file"))
            button.primary { (messages.message("reply_send")) }
        }
        @if let Some(email) = email { p { (messages.fill("status_write", "{email}", email)) } }
    }
}
