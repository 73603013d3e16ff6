//! The page of the decision: verdicts, clauses, deadlines, terms, and what would change them.

use super::answers::{answer_words, answers};
use super::carried_form::carried_form;
use super::context::PageContext;
use super::layout::action_button;
use super::verdict::verdict_key;
use maud::{Markup, html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use recourse::clause::{Need, Payer, Topic, TopicKind, Verdict};
use recourse::decide::{Decision, NearestChange, NextStep, RemedyDecision, next_steps};
use recourse::question::Facts;
use recourse::types::{ClauseId, ProofId, RemedyId, key, without_isolates};

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
        (cards(context, decision, is_inquiry, &title))
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

/// One card for each group of remedies, and what to do next. The way on is in the first card that
/// has one, so that a phone shows it without scrolling.
fn cards(context: &PageContext<'_>, decision: &Decision, is_inquiry: bool, title: &str) -> Markup {
    let groups = decision.groups(is_inquiry);
    let is_open = |group: &Group<'_>| {
        let verdict = group.first().map(|one| one.verdict);
        verdict.is_some_and(|verdict| match is_inquiry {
            true => verdict == Verdict::AskSupport,
            false => verdict.is_open(),
        })
    };
    let open = groups.iter().position(is_open);
    let steps = next_steps(&context.policy().parts().steps, &groups);
    html! {
        @for (at, group) in groups.iter().enumerate() {
            @let way_on = (open == Some(at)).then(|| way_on(context, decision, title));
            (card(context, group, is_inquiry, &way_on.unwrap_or_default()))
        }
        (step_list(context, &steps))
    }
}

/// The button that makes a request; an inquiry makes none, so a link that writes to the shop.
fn way_on(context: &PageContext<'_>, decision: &Decision, title: &str) -> Markup {
    let parts = context.policy().parts();
    let email = parts.contact.email.as_ref();
    html! {
        @if !context.claimable(decision).is_empty() {
            (action_button("primary", "claim", context.messages.message("claim")))
        } @else if let Some(email) = email {
            @let subject = without_isolates(&format!("{} · {title}", parts.name));
            @let subject = utf8_percent_encode(&subject, NON_ALPHANUMERIC);
            a.primary href={ "mailto:" (email) "?subject=" (subject) } {
                (context.messages.message("write_support"))
            }
        }
    }
}

fn card(context: &PageContext<'_>, group: &Group<'_>, is_inquiry: bool, way_on: &Markup) -> Markup {
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
            (way_on)
            @for id in &first.clauses { (clause(context, id)) }
            (terms(context, first))
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

/// The terms of a remedy: costs, limit, proofs.
fn terms(context: &PageContext<'_>, remedy: &RemedyDecision) -> Markup {
    let messages = context.messages;
    let payer = remedy.pays.map(payer_key);
    html! {
        @if let Some(payer) = payer { p { (messages.message(payer)) } }
        @if let Some(cap) = remedy.cap {
            p { (messages.fill("cap", "{amount}", &context.money(cap))) }
        }
        @if !remedy.proofs.is_empty() {
            h3 { (messages.message("show")) }
            ul { @for id in &remedy.proofs { li { (context.localized(&proof_words(context, id))) } } }
        }
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

/// The steps in the order in which they are done, each with the remedies that need it where not
/// all do.
fn step_list(context: &PageContext<'_>, steps: &[NextStep<'_>]) -> Markup {
    let remedy = |id: &&RemedyId| context.say(&key::part("remedy", id.as_str()));
    let row = |next: &NextStep<'_>| {
        let text = context.text(&key::part("step", next.step.as_str()))?;
        let remedies: Vec<_> = next.remedies.iter().map(remedy).collect();
        Some((text, remedies.join(" · ")))
    };
    let rows: Vec<_> = steps.iter().filter_map(row).collect();
    html! {
        @if !rows.is_empty() {
            section.aside {
                h3 { (context.messages.message("next")) }
                ol {
                    @for (text, remedies) in &rows {
                        li {
                            (context.localized(text))
                            @if !remedies.is_empty() { " " small { (context.localized(remedies)) } }
                        }
                    }
                }
            }
        }
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
