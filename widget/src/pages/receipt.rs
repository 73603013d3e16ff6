//! The receipt: the request is kept, and this is how to follow it.

use super::{heading, list, secondary};
use crate::element::{View, el, text_element};
use crate::host::intl;
use crate::interview_state::{InterviewState, Receipt};
use crate::messages::{fill, filled, message};
use crate::shop::{Shop, go};
use recourse::types::{joined, key};

pub(super) fn page(shop: &Shop, receipt: &Receipt) -> View {
    let due: Vec<_> = receipt
        .due
        .iter()
        .map(|(timer, at)| {
            let when = intl::instant(&shop.options.lang, at);
            let due = fill("receipt_due", "{timer}", &shop.say(&key::part("timer", timer)));
            filled(&due, "{date}", Some(&when)).unwrap_or_default()
        })
        .collect();
    let (page, secret) = receipt.status_url.split_once('#').unwrap_or_default();
    let page = if page.starts_with('/') {
        joined(&[&shop.options.api, page], "")
    } else {
        page.to_owned()
    };
    let url = joined(&[&page, "?lang=", &shop.options.lang, "#", secret], "");
    // Asked for before, perhaps in another tab: whoever sent that has the link.
    let known = receipt.status_url.is_empty();
    let interview = shop.interview;
    let link =
        text_element("a", message("receipt_link")).attr("href", &url).attr("target", "_blank");
    let card = el("section").class("card granted").attr("data-claim", &receipt.claim);
    vec![
        heading(message(if known { "receipt_again" } else { "receipt" })),
        card.child(text_element("p", message("receipt_number")).class("what"))
            .child(text_element("p", &receipt.claim).class("number"))
            .child(list("ul", &due))
            .add((!known).then_some(el("p").child(link.attr("rel", "noopener noreferrer"))))
            .child(
                text_element("p", message(if known { "receipt_known" } else { "receipt_keep" }))
                    .class("hint"),
            ),
        secondary(message("over"), move || go(interview, &mut InterviewState::start_again)),
    ]
}
