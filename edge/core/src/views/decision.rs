//! The page of the decision: verdicts, clauses, deadlines, terms, and what would change them.

use super::answers::{answer_words, answers};
use super::carried_form::carried_form;
use super::context::PageContext;
use super::layout::action_button;
use super::verdict::verdict_key;
use maud::{Markup, html};
use recourse::clause::{Need, Payer, Topic, TopicKind};
use recourse::decide::{Decision, NearestChange, RemedyDecision, first_steps, is_common};
use recourse::question::Facts;
use recourse::types::{ClauseId, ProofId, StepId, key};

/// Remedies with the same verdict, clauses and terms.
type Group<'a> = Vec<&'a RemedyDecision>;

/// The page of the decision.
pub(super) fn decision_page(
    context: &PageContext<'_>,
    facts: &Facts,
    decision: &Decision,
) -> Markup {
    let messages = context.messages;
    let topic = context.state.topic.as_ref().and_then(|id| context.policy().topic(id));
    let title = topic.map(|topic| context.say(&key::topic(topic.id.as_str()))).unwrap_or_default();
    let is_inquiry = topic.is_some_and(|topic| topic.kind == TopicKind::Inquiry);
    let inputs = html! {
        h1 { (context.localized(&title)) }
        (cards(context, decision, is_inquiry))
        @if !context.claimable(decision).is_empty() {
            (action_button("primary", "claim", messages.message("claim")))
        }
        @if !is_inquiry { (nearest_change(context, decision)) }
        (statutes(context, decision))
        (notes(context, topic))
        details { summary { (messages.message("review")) } dl { (answers(context, facts)) } }
        (foot(context))
    };
    context.page(&title, &carried_form(context, &[], &inputs))
}

fn foot(context: &PageContext<'_>) -> Markup {
    let messages = context.messages;
    let store = context.policy().parts().store.as_str();
    html! {
        p {
            (action_button("secondary", "back", messages.message("back")))
            " "
            a href={ "/v1/stores/" (store) "/form?lang=" (messages.language()) } {
                (messages.message("over"))
            }
        }
    }
}

/// One card for each group of remedies, and the first steps that all of them have.
fn cards(context: &PageContext<'_>, decision: &Decision, is_inquiry: bool) -> Markup {
    let groups = decision.groups(is_inquiry);
    let steps = first_steps(&groups);
    let common = step_texts(context, steps.iter().filter(|step| is_common(&groups, step)));
    html! {
        @for group in &groups { (card(context, group, &groups, is_inquiry)) }
        @if !common.is_empty() { section.aside { (step_list(context, &common)) } }
    }
}

fn card(
    context: &PageContext<'_>,
    group: &Group<'_>,
    groups: &[Group<'_>],
    is_inquiry: bool,
) -> Markup {
    let Some(first) = group.first() else { return html! {} };
    let verdict = verdict_key(first.verdict, false);
    let heading = context.messages.message(verdict_key(first.verdict, is_inquiry));
    let ids: Vec<_> = group.iter().map(|remedy| remedy.remedy.as_str()).collect();
    html! {
        section class={ "card " (verdict) } data-verdict=(verdict) data-remedy=(ids.join(" ")) {
            @for id in &ids { p { (context.localized(&context.say(&key::part("remedy", id)))) } }
            h2 { (heading) }
            @for (message_key, day) in first.days() {
                p { (context.messages.fill(message_key, "{date}", &context.day(day))) }
            }
            @for id in &first.clauses { (clause(context, id)) }
            (terms(context, first, groups))
        }
    }
}

/// A clause: its explanation, the quote of the shop's page, the shop's interpretation.
fn clause(context: &PageContext<'_>, id: &ClauseId) -> Markup {
    let clause = context.policy().clause(id);
    let quote = clause.and_then(|clause| clause.quote.as_ref());
    let interpretation = clause.and_then(|clause| clause.interpretation.as_ref());
    let original = |text: &str| context.localized(&context.original(text));
    html! {
        p { (context.localized(&context.say(&key::part("clause", id.as_str())))) }
        @if let Some(quote) = quote { blockquote { (original(&format!("“{quote}”"))) } }
        @if let Some(interpretation) = interpretation {
            @let own = context.text(&key::part("interpretation", id.as_str()));
            p {
                (context.messages.message("interpretation"))
                " "
                span { (own.map_or_else(|| original(interpretation), |own| context.localized(&own))) }
            }
        }
    }
}

/// The terms of a remedy: costs, limit, proofs, and the steps that other remedies do not have.
fn terms(context: &PageContext<'_>, remedy: &RemedyDecision, groups: &[Group<'_>]) -> Markup {
    let messages = context.messages;
    let payer = remedy.pays.map(payer_key);
    let own_steps = remedy.steps.iter().filter(|step| !is_common(groups, step));
    let steps = step_texts(context, own_steps);
    html! {
        @if let Some(payer) = payer { p { (messages.message(payer)) } }
        @if let Some(cap) = remedy.cap {
            p { (messages.fill("cap", "{amount}", &context.money(cap))) }
        }
        @if !remedy.proofs.is_empty() {
            h3 { (messages.message("show")) }
            ul { @for id in &remedy.proofs { li { (context.localized(&proof_words(context, id))) } } }
        }
        @if !steps.is_empty() { (step_list(context, &steps)) }
    }
}

fn payer_key(payer: Payer) -> &'static str {
    match payer {
        Payer::Shop => "pays_shop",
        Payer::Customer => "pays_customer",
        Payer::ShopIfJustified => "pays_shop_if_justified",
        Payer::Undecided => "pays_undecided",
    }
}

fn step_texts<'a>(
    context: &PageContext<'_>,
    steps: impl Iterator<Item = &'a StepId>,
) -> Vec<String> {
    steps.filter_map(|id| context.text(&key::part("step", id.as_str()))).collect()
}

fn step_list(context: &PageContext<'_>, steps: &[String]) -> Markup {
    html! {
        h3 { (context.messages.message("next")) }
        ol { @for step in steps { li { (context.localized(step)) } } }
    }
}

/// A proof with its count, and whether it is required.
pub(super) fn proof_words(context: &PageContext<'_>, id: &ProofId) -> String {
    let messages = context.messages;
    let name = context.say(&key::part("proof", id.as_str()));
    let Some(proof) = context.policy().proof(id) else { return name };
    let need = match proof.need {
        Need::Required => "need_required",
        Need::Recommended => "need_recommended",
        Need::IfApplicable => "need_if_applicable",
    };
    let mut text = messages.fill("proof", "{proof}", &name);
    if proof.count > 1 {
        text = text.replace("{need}", &messages.fill("pieces", "{n}", &proof.count.to_string()));
    }
    text.replace("{need}", messages.message(need))
}

/// The nearest change that would lead to another verdict.
fn nearest_change(context: &PageContext<'_>, decision: &Decision) -> Markup {
    let change = decision.nearest_change.as_ref();
    let words = change.and_then(|change| Some((change, change_words(context, change)?)));
    html! {
        @if let Some((change, words)) = words {
            section.aside {
                h3 { (context.messages.message("nearest")) }
                p { (context.localized(&context.say(&key::part("remedy", change.remedy.as_str())))) }
                p { (context.localized(&words)) }
            }
        }
    }
}

fn change_words(context: &PageContext<'_>, change: &NearestChange) -> Option<String> {
    let messages = context.messages;
    if let Some(day) = change.by {
        return Some(messages.fill("nearest_by", "{date}", &context.day(day)));
    }
    let (id, answer) = (change.question.as_ref()?, change.answer.as_ref()?);
    let can_be_named = context.policy().question(id)?.can_be_named();
    let message_key = if can_be_named { "nearest_answer" } else { "nearest_question" };
    let question = context.say(&key::question(id.as_str()));
    let text = messages.fill(message_key, "{question}", &question);
    Some(text.replace("{answer}", &answer_words(context, id, answer)))
}

fn notes(context: &PageContext<'_>, topic: Option<&Topic>) -> Markup {
    let ids = topic.into_iter().flat_map(|topic| &topic.notes);
    let notes: Vec<_> =
        ids.filter_map(|note| context.text(&key::part("note", note.as_str()))).collect();
    html! {
        @if !notes.is_empty() {
            details {
                summary { (context.messages.message("notes")) }
                ul { @for note in &notes { li { (context.localized(note)) } } }
            }
        }
    }
}

/// The statutes that apply, each once.
fn statutes(context: &PageContext<'_>, decision: &Decision) -> Markup {
    let messages = context.messages;
    let mut notices = Vec::new();
    for notice in decision.remedies.iter().flat_map(|remedy| &remedy.statutes) {
        if notices.iter().all(|(id, _)| *id != &notice.statute) {
            let period = notice.last_day.zip(notice.period);
            let until = period.map(|(day, period)| {
                messages.fill(period.message_key(), "{date}", &context.day(day))
            });
            notices.push((&notice.statute, until.unwrap_or_default()));
        }
    }
    html! {
        @if !notices.is_empty() {
            section.aside {
                h3 { (messages.message("law")) }
                @for (id, until) in &notices {
                    @let text = context.say(&key::part("statute", id.as_str()));
                    p { span { (context.localized(&text)) } " " (until) }
                }
            }
        }
    }
}
