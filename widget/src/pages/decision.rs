//! The answer: what a tired person understands in five seconds first, then why, then what to do.

use super::review::words as answer_words;
use super::{back, heading};
use crate::host::{calendar, intl};
use crate::journey::{Journey, Page};
use crate::shop::Shop;
use crate::words::{fill, find, word};
use leptos::prelude::*;
use recourse::clause::{Need, Payer, TopicKind, Verdict};
use recourse::decide::{Decision, NearestChange, RemedyDecision};
use recourse::words::{ClauseId, Day, key};

pub(super) fn page(shop: &Shop) -> AnyView {
    let Some(decision) = shop.journey.with_untracked(Journey::decision) else { return ().into_any() };
    let topic = shop
        .journey
        .with_untracked(|journey| journey.topic.clone())
        .and_then(|id| shop.policy.topic(&id).cloned());
    let title = topic.as_ref().map(|topic| shop.say(&key::topic(topic.id.as_str()))).unwrap_or_default();
    let inquiry = topic.as_ref().is_some_and(|topic| topic.kind == TopicKind::Inquiry);
    let notes: Vec<_> = topic
        .iter()
        .flat_map(|topic| &topic.notes)
        .filter_map(|note| shop.text(&key::part("note", note.as_str())))
        .collect();
    // Best first: what is granted, then what support decides.
    let mut remedies = decision.remedies.clone();
    remedies.sort_by_key(|remedy| remedy.verdict);
    let cards: Vec<_> = remedies.iter().map(|remedy| card(shop, remedy, inquiry)).collect();
    let journey = shop.journey;
    let can_claim = !journey.with_untracked(Journey::claimable).is_empty();
    view! {
        {back(shop)}
        {heading(title)}
        {cards}
        {nearest(shop, &decision)}
        {law(shop, &decision)}
        {can_claim.then(|| view! {
            <button type="button" class="primary" part="button" on:click=move |_| journey.update(|journey| journey.page = Page::Claim)>{word("claim")}</button>
        })}
        {(!notes.is_empty()).then(|| view! {
            <details><summary>{word("notes")}</summary><ul>{notes.into_iter().map(|note| view! { <li>{note}</li> }).collect::<Vec<_>>()}</ul></details>
        })}
        <p><button type="button" class="quiet" on:click=move |_| journey.update(Journey::start_again)>{word("over")}</button></p>
    }
    .into_any()
}

fn verdict_words(verdict: Verdict, inquiry: bool) -> (&'static str, &'static str, &'static str) {
    match verdict {
        Verdict::Granted => ("granted", "✓", word(if inquiry { "granted_i" } else { "granted" })),
        Verdict::AskSupport => ("ask_support", "?", word("ask_support")),
        Verdict::NotYet => ("not_yet", "…", word("not_yet")),
        Verdict::Refused => ("refused", "✕", word(if inquiry { "refused_i" } else { "refused" })),
    }
}

fn card(shop: &Shop, remedy: &RemedyDecision, inquiry: bool) -> AnyView {
    let (verdict, icon, words) = verdict_words(remedy.verdict, inquiry);
    let day = |key: &'static str, day: Option<Day>| {
        day.map(|day| view! { <p class="day">{fill(key, "{date}", &intl::day(&shop.options.lang, day))}</p> })
    };
    let reasons: Vec<_> = remedy.clauses.iter().map(|id| reason(shop, id)).collect();
    view! {
        <section class=format!("card {verdict}") part="decision" data-verdict=verdict data-remedy=remedy.remedy.to_string()>
            <p class="what">{shop.say(&key::part("remedy", remedy.remedy.as_str()))}</p>
            <h3><span class="icon" aria-hidden="true">{icon}</span>" "{words}</h3>
            {day("until", remedy.last_day)}
            {remedy.last_day.map(|last| saved(shop, remedy, last))}
            {day("from", remedy.first_day)}
            {reasons}
            {terms(shop, remedy)}
        </section>
    }
    .into_any()
}

/// The last day for the shopper's own calendar.
fn saved(shop: &Shop, remedy: &RemedyDecision, last: Day) -> AnyView {
    let what = shop.say(&key::part("remedy", remedy.remedy.as_str()));
    let href = calendar::entry(last, &format!("{}: {what}", shop.policy.parts().name));
    view! { <p><a href=href download="last-day.ics">{word("calendar")}</a></p> }.into_any()
}

fn reason(shop: &Shop, id: &ClauseId) -> AnyView {
    let clause = shop.policy.clause(id);
    let quote = clause.and_then(|clause| clause.quote.clone());
    let lines = clause.and_then(|clause| clause.lines.clone());
    let reading = clause.and_then(|clause| clause.reading.clone());
    view! {
        <p>{shop.say(&key::part("clause", id.as_str()))}</p>
        {(quote.is_some() || reading.is_some()).then(|| view! {
            <details class="source">
                <summary>{word("quote")}</summary>
                {quote.map(|quote| view! { <blockquote>"“"{quote}"”"{lines.map(|lines| view! { <footer>{word("line")}" "{lines}</footer> })}</blockquote> })}
                {reading.map(|reading| view! { <p><strong>{word("reading")}": "</strong>{reading}</p> })}
            </details>
        })}
    }
    .into_any()
}

fn terms(shop: &Shop, remedy: &RemedyDecision) -> AnyView {
    let pays = remedy.pays.map(|payer| match payer {
        Payer::Shop => word("pays_shop"),
        Payer::Customer => word("pays_customer"),
        Payer::ShopIfJustified => word("pays_shop_if_justified"),
        Payer::Undecided => word("pays_undecided"),
    });
    let cap = remedy
        .cap
        .map(|cap| fill("cap", "{amount}", &intl::money(shop.policy.parts().currency.as_str(), cap)));
    let steps: Vec<_> =
        remedy.steps.iter().filter_map(|step| shop.text(&key::part("step", step.as_str()))).collect();
    let proofs: Vec<_> = remedy.proofs.iter().map(|id| proof(shop, id)).collect();
    view! {
        {pays.map(|words| view! { <p>{words}</p> })}
        {cap.map(|words| view! { <p>{words}</p> })}
        {(!proofs.is_empty()).then(|| view! { <h4>{word("show")}</h4><ul>{proofs.into_iter().map(|proof| view! { <li>{proof}</li> }).collect::<Vec<_>>()}</ul> })}
        {(!steps.is_empty()).then(|| view! { <h4>{word("next")}</h4><ol>{steps.into_iter().map(|step| view! { <li>{step}</li> }).collect::<Vec<_>>()}</ol> })}
    }
    .into_any()
}

/// A proof with its count and how badly it is needed.
pub(crate) fn proof(shop: &Shop, id: &recourse::words::ProofId) -> String {
    let mut said = vec![];
    if let Some(proof) = shop.policy.proof(id) {
        if proof.count > 1 {
            said.push(fill("pieces", "{n}", &proof.count.to_string()));
        }
        said.push(
            word(match proof.need {
                Need::Required => "need_required",
                Need::Recommended => "need_recommended",
                Need::IfApplicable => "need_if_applicable",
            })
            .to_owned(),
        );
    }
    format!("{} ({})", shop.say(&key::part("proof", id.as_str())), said.join(", "))
}

fn nearest(shop: &Shop, decision: &Decision) -> Option<AnyView> {
    let change = decision.nearest_change.as_ref()?;
    let words = nearest_words(shop, change)?;
    Some(view! { <section class="aside"><h4>{word("nearest")}</h4><p>{words}</p></section> }.into_any())
}

fn nearest_words(shop: &Shop, change: &NearestChange) -> Option<String> {
    if let Some(day) = change.by {
        return Some(fill("nearest_by", "{date}", &intl::day(&shop.options.lang, day)));
    }
    let (question, answer) = (change.question.as_ref()?, change.answer.as_ref()?);
    let words = fill("nearest_answer", "{question}", &shop.say(&key::question(question.as_str())));
    Some(words.replace("{answer}", &answer_words(shop, question, answer)))
}

fn law(shop: &Shop, decision: &Decision) -> Option<AnyView> {
    let mut seen = vec![];
    let mut rows = vec![];
    for notice in decision.remedies.iter().flat_map(|remedy| &remedy.statutes) {
        if seen.contains(&notice.statute) {
            continue;
        }
        seen.push(notice.statute.clone());
        let until =
            notice.last_day.map(|day| fill("law_until", "{date}", &intl::day(&shop.options.lang, day)));
        rows.push(view! { <p>{shop.say(&key::part("statute", notice.statute.as_str()))}" "{until}</p> });
    }
    let title = find("law")?;
    (!rows.is_empty())
        .then(|| view! { <section class="aside law"><h4>{title}</h4>{rows}</section> }.into_any())
}
