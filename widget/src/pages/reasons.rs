//! The reasons and terms of a decision.

use crate::components::{Paragraph, Phrase, TextList};
use crate::host::intl;
use crate::shop::{Shop, use_shop};
use leptos::prelude::*;
use recourse::clause::{Need, Payer};
use recourse::decide::RemedyDecision;
use recourse::types::{ClauseId, ProofId, key};

/// The characters that end a label, in every language.
const COLON: [char; 3] = [':', '\u{ff1a}', '\u{a0}'];

/// A clause with its quote from the shop's page, and how that is interpreted.
#[component]
pub(super) fn Reason(id: ClauseId) -> impl IntoView {
    let shop = use_shop();
    let messages = shop.messages;
    let text = shop.text_or_key(&key::part("clause", id.as_str()));
    let clause = shop.policy.clause(&id);
    let quote = clause.and_then(|clause| clause.quote.as_deref());
    let lines = clause.and_then(|clause| clause.source_lines.as_deref());
    let interpretation = clause.and_then(|clause| clause.interpretation.as_deref());
    // Without a quote, an interpretation is the shop's only basis, and its label is the title.
    let title = match quote {
        Some(_) => messages.get("quote"),
        None => messages.get("interpretation").trim_end_matches(COLON),
    };
    let has_source = quote.is_some() || interpretation.is_some();
    let source = has_source.then(|| {
        view! {
            <details class="source">
                <summary>{title}</summary>
                {quote.map(|quote| quoted(&shop, quote, lines))}
                {interpretation.map(|own| interpreted(&shop, &id, own, quote.is_some()))}
            </details>
        }
        .into_any()
    });
    view! {
        <Paragraph text />
        {source}
    }
}

fn quoted(shop: &Shop, quote: &str, lines: Option<&str>) -> AnyView {
    let text = shop.policy_sentence(&format!("“{quote}”"));
    let line = shop.messages.get("line");
    let footer =
        lines.map(|lines| view! { <footer>{format!("{line} {lines}")}</footer> }.into_any());
    view! { <blockquote><Paragraph text /> {footer}</blockquote> }.into_any()
}

fn interpreted(shop: &Shop, id: &ClauseId, interpretation: &str, has_quote: bool) -> AnyView {
    let translated = shop.text(&key::part("interpretation", id.as_str()));
    let text = translated.unwrap_or_else(|| shop.policy_sentence(interpretation));
    let label = shop.messages.get("interpretation");
    let label = has_quote.then(|| view! { <strong>{label}</strong> }.into_any());
    view! { <p>{label} " " <Phrase text /></p> }.into_any()
}

/// Who pays, how much, and what to provide.
#[component]
pub(super) fn Terms(remedy: RemedyDecision) -> impl IntoView {
    let shop = use_shop();
    let messages = shop.messages;
    let pays = remedy.pays.map(|payer| match payer {
        Payer::Shop => messages.get("pays_shop"),
        Payer::Customer => messages.get("pays_customer"),
        Payer::ShopIfJustified => messages.get("pays_shop_if_justified"),
        Payer::Undecided => messages.get("pays_undecided"),
    });
    let cap = remedy.cap.map(|cap| {
        let currency = shop.policy.parts().currency;
        let amount = intl::money(&shop.options.lang, currency.as_str(), cap);
        messages.fill("cap", "{amount}", &amount)
    });
    let proofs: Vec<_> = remedy.proofs.iter().map(|id| proof_text(&shop, id)).collect();
    let proofs = (!proofs.is_empty()).then(|| {
        view! {
            <h4>{messages.get("show")}</h4>
            <TextList rows=proofs />
        }
        .into_any()
    });
    view! {
        {pays.map(|text| view! { <Paragraph text /> }.into_any())}
        {cap.map(|text| view! { <Paragraph text /> }.into_any())}
        {proofs}
    }
}

/// A proof with its count, and whether it is required.
pub(super) fn proof_text(shop: &Shop, id: &ProofId) -> String {
    let name = shop.text_or_key(&key::part("proof", id.as_str()));
    let Some(proof) = shop.policy.proof(id) else { return name };
    let messages = shop.messages;
    let need = messages.get(match proof.need {
        Need::Required => "need_required",
        Need::Recommended => "need_recommended",
        Need::IfApplicable => "need_if_applicable",
    });
    let pieces =
        (proof.count > 1).then(|| messages.fill("pieces", "{n}", &proof.count.to_string()));
    let text = messages.fill("proof", "{proof}", &name);
    // The message for the count has the slot of the need again.
    let text = pieces.map_or_else(|| text.clone(), |pieces| text.replace("{need}", &pieces));
    text.replace("{need}", need)
}
