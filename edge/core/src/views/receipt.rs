//! The receipt of a claim, with its private link.

use super::context::PageContext;
use super::layout::hidden;
use maud::{Markup, html};
use recourse::claim::{Due, Receipt};
use recourse::types::key;

/// The page of a receipt.
pub(crate) fn receipt(context: &PageContext<'_>, receipt: &Receipt) -> Markup {
    let messages = context.messages;
    let has_link = receipt.status_url.is_some();
    let title = messages.message(if has_link { "receipt" } else { "receipt_again" });
    let body = html! {
        h1 { (title) }
        section.card.granted data-claim=(receipt.claim) {
            p { (messages.message("receipt_number")) }
            p.number { (receipt.claim) }
            @if !receipt.due.is_empty() {
                ul { @for due in &receipt.due { li { (context.localized(&due_words(context, due))) } } }
            }
            @match &receipt.status_url {
                Some(url) => (private_link(context, url)),
                None => p { (messages.message("receipt_known")) },
            }
        }
    };
    context.page(title, &body)
}

/// The private link; a browser without scripts sends its fragment as a form instead.
fn private_link(context: &PageContext<'_>, url: &str) -> Markup {
    let (messages, language) = (context.messages, context.messages.language());
    let localized_url = url.replacen('#', &format!("?lang={language}#"), 1);
    let fragment = url.rsplit_once('#').map_or(url, |(_, fragment)| fragment);
    html! {
        p { a href=(localized_url) { (messages.message("receipt_link")) } }
        p { (messages.message("receipt_keep")) }
        noscript {
            form method="post" enctype="multipart/form-data" action="/v1/status" {
                (hidden("link", fragment))
                (hidden("lang", language))
                button.primary { (messages.message("status_show")) }
            }
        }
    }
}

/// When the shop's response is due.
pub(super) fn due_words(context: &PageContext<'_>, due: &Due) -> String {
    let messages = context.messages;
    let timer = context.say(&key::part("timer", due.timer.as_str()));
    messages.fill("receipt_due", "{timer}", &timer).replace("{date}", &context.instant(&due.at))
}
