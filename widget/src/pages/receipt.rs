//! The receipt: the request is kept, and this is how to follow it.

use super::heading;
use crate::host::intl;
use crate::journey::{Journey, Receipt};
use crate::shop::Shop;
use crate::words::word;
use leptos::prelude::*;
use recourse::words::key;

pub(super) fn page(shop: &Shop, receipt: &Receipt) -> AnyView {
    let due: Vec<_> = receipt
        .due
        .iter()
        .map(|(timer, at)| view! { <li>{shop.say(&key::part("timer", timer))}": "{word("receipt_due")}" "{intl::instant(&shop.options.lang, at)}</li> })
        .collect();
    let url = if receipt.status_url.starts_with('/') {
        format!("{}{}", shop.options.api, receipt.status_url)
    } else {
        receipt.status_url.clone()
    };
    let journey = shop.journey;
    view! {
        {heading(word("receipt").to_owned())}
        <section class="card granted" data-claim=receipt.claim.clone()>
            <p class="what">{word("receipt_number")}</p>
            <p class="number">{receipt.claim.clone()}</p>
            <ul>{due}</ul>
            <p><a href=url target="_blank" rel="noopener noreferrer">{word("receipt_link")}</a></p>
            <p class="hint">{word("receipt_keep")}</p>
        </section>
        <button type="button" class="quiet" on:click=move |_| journey.update(Journey::start_again)>{word("over")}</button>
    }
    .into_any()
}
