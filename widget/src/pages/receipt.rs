//! The receipt: the claim was accepted, and this is how to follow it.

use crate::components::{CopyButton, Heading, SecondaryButton, ShareButton, TextList};
use crate::host::{intl, share};
use crate::interview_state::InterviewState;
use crate::receipt::{DueTimer, Receipt};
use crate::shop::{Shop, use_shop};
use leptos::prelude::*;
use recourse::types::key;

#[component]
pub(super) fn ReceiptPage(receipt: Receipt) -> impl IntoView {
    let shop = use_shop();
    let messages = shop.messages;
    let due: Vec<_> = receipt.due.iter().map(|due| due_text(&shop, due)).collect();
    // Another tab may have sent the same claim before; that tab has the link.
    let is_known = receipt.status_url.is_empty();
    let (title, hint) =
        if is_known { ("receipt_again", "receipt_known") } else { ("receipt", "receipt_keep") };
    let url = status_url(&shop, &receipt);
    let link = (!is_known).then(|| view! { <PrivateLink url claim=receipt.claim.clone() /> });
    let link = link.map(IntoAny::into_any);
    let claim = receipt.claim.clone();
    let restart = move || shop.update_interview(InterviewState::start_again);
    view! {
        <Heading text=messages.get(title) />
        <section class="card granted" data-claim=claim.clone()>
            <p class="what">{messages.get("receipt_number")}</p>
            <p class="number">{claim.clone()}</p>
            <TextList rows=due />
            {link}
            <p class="hint">{messages.get(hint)}</p>
        </section>
        <p class="buttons apart">
            <SecondaryButton text=messages.get("over") on_press=Box::new(restart) />
        </p>
    }
}

/// The private link, and how to keep it: this page has the only one.
#[component]
fn PrivateLink(url: String, claim: String) -> impl IntoView {
    let shop = use_shop();
    let messages = shop.messages;
    let text = format!("{}\n{claim}\n{url}\n", shop.policy.parts().name);
    let file = share::text_file(&text);
    let shared = share::has_share().then(|| view! { <ShareButton text=url.clone() /> }.into_any());
    view! {
        <p>
            <a href=url.clone() target="_blank" rel="noopener noreferrer">
                {messages.get("receipt_link")}
            </a>
        </p>
        <p class="buttons">
            <CopyButton text=url label="receipt_copy" />
            {shared}
            <a class="secondary" href=file download=format!("{claim}.txt")>
                {messages.get("receipt_save")}
            </a>
        </p>
    }
}

/// When the shop will have done something.
fn due_text(shop: &Shop, due: &DueTimer) -> String {
    let timer = shop.text_or_key(&key::part("timer", &due.timer));
    let at = intl::instant(&shop.options.lang, &due.at);
    shop.messages.fill("receipt_due", "{timer}", &timer).replace("{date}", &at)
}

/// The private link in the shopper's language.
fn status_url(shop: &Shop, receipt: &Receipt) -> String {
    let (page, secret) = receipt.link();
    let origin = if page.starts_with('/') { shop.options.api.as_str() } else { "" };
    format!("{origin}{page}?lang={}#{secret}", shop.options.lang)
}
