//! What the shopper does next.

use crate::components::Phrase;
use crate::shop::{Shop, use_shop};
use js_sys::encode_uri_component;
use leptos::prelude::*;
use recourse::types::{StepId, key, without_isolates};

/// The steps in the order in which they are done, where there are any.
#[component]
pub(super) fn NextSteps(
    /// Each with the names of the remedies that need it; empty where all do.
    steps: Vec<(StepId, String)>,
) -> impl IntoView {
    let shop = use_shop();
    let rows: Vec<_> = steps.into_iter().filter_map(|step| step_row(&shop, step)).collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="aside">
                <h4>{shop.messages.get("next")}</h4>
                <ol>{rows}</ol>
            </section>
        }
        .into_any()
    })
}

fn step_row(shop: &Shop, (step, remedies): (StepId, String)) -> Option<AnyView> {
    let text = shop.text(&key::part("step", step.as_str()))?;
    let hint = Some(remedies).filter(|remedies| !remedies.is_empty());
    Some(view! { <li data-step=step.to_string()><Phrase text hint /></li> }.into_any())
}

/// Writes to the shop, where the policy has an address: an inquiry makes no request.
#[component]
pub(super) fn SupportLink(
    /// What the message is about.
    about: String,
) -> impl IntoView {
    let shop = use_shop();
    let parts = shop.policy.parts();
    parts.contact.email.as_ref().map(|email| {
        let subject = format!("{} · {about}", parts.name);
        let href =
            format!("mailto:{email}?subject={}", encode_uri_component(&without_isolates(&subject)));
        view! {
            <a class="primary" part="button" href=href>
                {shop.messages.get("write_support")}
            </a>
        }
        .into_any()
    })
}
