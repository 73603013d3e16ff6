//! What would change the decision, and what the law adds to it.

use super::review::answer_text;
use crate::components::{Paragraph, Phrase};
use crate::shop::{Shop, use_shop};
use leptos::prelude::*;
use recourse::decide::{Decision, NearestChange};
use recourse::types::key;

/// The nearest change that would give another verdict.
#[component]
pub(super) fn NearestChangeNote(change: NearestChange) -> impl IntoView {
    let shop = use_shop();
    change_text(&shop, &change).map(|text| {
        let remedy = shop.text_or_key(&key::part("remedy", change.remedy.as_str()));
        view! {
            <section class="aside">
                <h4>{shop.messages.get("nearest")}</h4>
                <Paragraph text=remedy class="what" />
                <Paragraph text />
            </section>
        }
        .into_any()
    })
}

fn change_text(shop: &Shop, change: &NearestChange) -> Option<String> {
    if let Some(day) = change.by {
        return Some(shop.date("nearest_by", day));
    }
    let (question, answer) = (change.question.as_ref()?, change.answer.as_ref()?);
    let can_be_named = shop.policy.question(question)?.can_be_named();
    let message_key = if can_be_named { "nearest_answer" } else { "nearest_question" };
    let asked = shop.text_or_key(&key::question(question.as_str()));
    let answer = answer_text(shop, question, answer);
    Some(shop.messages.get(message_key).replace("{question}", &asked).replace("{answer}", &answer))
}

/// The statutory rights that apply beside the shop's policy, each once.
#[component]
pub(super) fn LegalNotices(decision: Decision) -> impl IntoView {
    let shop = use_shop();
    let mut seen = Vec::new();
    let mut rows = Vec::new();
    for notice in decision.remedies.iter().flat_map(|remedy| &remedy.statutes) {
        if seen.contains(&notice.statute) {
            continue;
        }
        seen.push(notice.statute.clone());
        let period = notice.last_day.zip(notice.period);
        let until = period.map(|(day, period)| shop.date(period.message_key(), day));
        let text = shop.text_or_key(&key::part("statute", notice.statute.as_str()));
        rows.push(view! { <p><Phrase text /> " " {until}</p> }.into_any());
    }
    (!rows.is_empty()).then(|| {
        view! {
            <section class="aside law">
                <h4>{shop.messages.get("law")}</h4>
                {rows}
            </section>
        }
        .into_any()
    })
}
