//! What a shopper replies to a shop that asks for more: the form on the page of the private link.

use super::PageContext;
use super::claim::taken;
use super::data_forms::folded;
use super::html::{escape, hidden, text_element};
use crate::messages::Messages;
use recourse::claim::{ClaimState, Reply, Stage};

/// What was typed, and whose link it belongs to: where a reply is not taken, nothing of it is lost.
#[derive(Debug, Clone)]
pub(crate) struct ReplyForm<'a> {
    /// The private link: only who has it replies. It is carried in the form, for the page has no address of its own.
    pub(crate) link: &'a str,
    pub(crate) text: &'a str,
    /// The photos that are taken already, by their names.
    pub(crate) photos: Vec<String>,
    /// Whether a reply was sent, and not taken.
    pub(crate) tried: bool,
    /// Why what was sent was not taken.
    pub(crate) code: Option<&'static str>,
}

impl<'a> ReplyForm<'a> {
    /// Nothing typed yet.
    pub(crate) fn of(link: &'a str) -> ReplyForm<'a> {
        let link = link.trim();
        let link = link.rsplit_once('#').map_or(link, |(_, secret)| secret);
        ReplyForm { link, text: "", photos: Vec::new(), tried: false, code: None }
    }
}

/// The form, where a reply is waited for; folded away where there is one already.
pub(super) fn reply(
    context: &PageContext<'_>,
    state: &ClaimState,
    draft: &ReplyForm<'_>,
) -> String {
    match state.stage {
        Stage::NeedsMore => form(context, state, draft),
        Stage::Replied => folded(
            draft.tried,
            context.messages.message("reply_more"),
            &form(context, state, draft),
        ),
        // What was typed just when the shop decided is still the shopper's to copy.
        _ if draft.tried => form(context, state, draft),
        _ => String::new(),
    }
}

/// What was replied so far.
pub(super) fn replied(messages: Messages, replies: &[Reply]) -> String {
    let one = |reply: &Reply| {
        let text = Some(&reply.text)
            .filter(|text| !text.is_empty())
            .map(|text| text_element("blockquote", text));
        let count = Some(reply.photos.len()).filter(|count| *count > 0);
        let photos = count.map(|count| {
            text_element("p", &messages.fill("reply_photos", "{n}", &count.to_string()))
        });
        text.unwrap_or_default() + &photos.unwrap_or_default()
    };
    let all: String = replies.iter().map(one).collect();
    if all.is_empty() { all } else { text_element("h3", messages.message("reply_said")) + &all }
}

fn form(context: &PageContext<'_>, state: &ClaimState, draft: &ReplyForm<'_>) -> String {
    let messages = context.messages;
    let email = context.policy().parts().contact.email.as_deref();
    let write =
        email.map(|email| text_element("p", &messages.fill("status_write", "{email}", email)));
    let asked = state.since_ms.unwrap_or_default().to_string();
    format!(
        "<form method=\"post\" enctype=\"multipart/form-data\" action=\"/v1/status/reply\">{}{}{}\
         <label class=\"field\"><span>{}</span><textarea name=\"text\" rows=\"4\" maxlength=\"2000\">{}</textarea></label>{}\
         <label class=\"field\"><span>{}</span><input type=\"file\" name=\"file\" accept=\"image/jpeg,image/png,image/webp\" multiple></label>\
         <button class=\"primary\">{}</button></form>{}",
        hidden("lang", messages.language()),
        hidden("link", draft.link),
        hidden("asked", &asked),
        escape(messages.message("reply_text")),
        escape(draft.text),
        draft.photos.iter().map(|name| taken(messages, name)).collect::<String>(),
        escape(messages.message("photo_add")),
        escape(messages.message("reply_send")),
        write.unwrap_or_default(),
    )
}
