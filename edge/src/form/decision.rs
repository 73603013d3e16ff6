//! The answer: what is covered, why in the shop's own words, until when, and what to do.

use super::claim::claimable;
use super::html::{button, escape, list, text_element};
use super::pages::{answer_words, answers, form, money};
use super::{PageContext, verdict_key};
use recourse::clause::{Need, Payer, TopicKind};
use recourse::decide::{Decision, RemedyDecision, first_steps, is_common};
use recourse::question::Facts;
use recourse::types::{ClauseId, ProofId, StepId, key};

/// The decision, with the way to change an answer and to make the request.
pub(super) fn page(context: &PageContext<'_>, kept: &Facts, decision: &Decision) -> String {
    let messages = context.messages;
    let topic = context.state.topic.as_ref().and_then(|id| context.policy().topic(id));
    let title = topic.map(|topic| context.say(&key::topic(topic.id.as_str()))).unwrap_or_default();
    let inquiry = topic.is_some_and(|topic| topic.kind == TopicKind::Inquiry);
    let groups = decision.groups(inquiry);
    let cards: String =
        groups.iter().filter_map(|group| card(context, group, &groups, inquiry)).collect();
    let next = steps(context, first_steps(&groups).iter().filter(|step| is_common(&groups, step)));
    let next =
        if next.is_empty() { next } else { format!("<section class=\"aside\">{next}</section>") };
    let notes = topic.into_iter().flat_map(|topic| &topic.notes);
    let notes: Vec<_> =
        notes.filter_map(|note| context.text(&key::part("note", note.as_str()))).collect();
    let notes = if notes.is_empty() {
        String::new()
    } else {
        format!(
            "<details>{}{}</details>",
            text_element("summary", messages.message("notes")),
            list("ul", &notes)
        )
    };
    let can_claim = !claimable(context, decision).is_empty();
    let claim = if can_claim {
        button("primary", "claim", messages.message("claim"))
    } else {
        String::new()
    };
    let store = context.policy().parts().store.as_str();
    let inner = format!(
        "{}{cards}{next}{claim}{}{}{notes}<details><summary>{}</summary><dl>{}</dl></details><p>{} <a href=\"/v1/stores/{store}/form?lang={}\">{}</a></p>",
        text_element("h1", &title),
        if inquiry { String::new() } else { nearest(context, decision) },
        law(context, decision),
        escape(messages.message("review")),
        answers(context, kept),
        button("secondary", "back", messages.message("back")),
        messages.language(),
        escape(messages.message("over")),
    );
    context.page(&title, &form(context, &[], &inner))
}

/// What is said of one remedy, or of several alike.
fn card(
    context: &PageContext<'_>,
    group: &[&RemedyDecision],
    all: &[Vec<&RemedyDecision>],
    inquiry: bool,
) -> Option<String> {
    let remedy = group.first()?;
    let messages = context.messages;
    let class = verdict_key(remedy.verdict, false);
    let day = |(message_key, day)| {
        text_element("p", &messages.fill(message_key, "{date}", &context.day(day)))
    };
    let days: String = remedy.days().map(day).collect();
    let reasons: String = remedy.clauses.iter().map(|id| reason(context, id)).collect();
    let ids: Vec<_> = group.iter().map(|remedy| remedy.remedy.as_str()).collect();
    let names: String =
        ids.iter().map(|id| text_element("p", &context.say(&key::part("remedy", id)))).collect();
    Some(format!(
        "<section class=\"card {class}\" data-verdict=\"{class}\" data-remedy=\"{}\">{names}{}{days}{reasons}{}</section>",
        ids.join(" "),
        text_element("h2", messages.message(verdict_key(remedy.verdict, inquiry))),
        terms(context, remedy, all),
    ))
}

fn reason(context: &PageContext<'_>, id: &ClauseId) -> String {
    let clause = context.policy().clause(id);
    let mut reason = text_element("p", &context.say(&key::part("clause", id.as_str())));
    if let Some(quote) = clause.and_then(|clause| clause.quote.as_ref()) {
        reason.push_str(&text_element("blockquote", &context.original(&format!("“{quote}”"))));
    }
    if let Some(interpretation) = clause.and_then(|clause| clause.interpretation.as_ref()) {
        let label = escape(context.messages.message("interpretation"));
        let own = context.text(&key::part("interpretation", id.as_str()));
        let own = own.unwrap_or_else(|| context.original(interpretation));
        reason.push_str(&format!("<p>{label} {}</p>", text_element("span", &own)));
    }
    reason
}

fn terms(
    context: &PageContext<'_>,
    remedy: &RemedyDecision,
    all: &[Vec<&RemedyDecision>],
) -> String {
    let messages = context.messages;
    let pays = remedy.pays.map(|payer| match payer {
        Payer::Shop => "pays_shop",
        Payer::Customer => "pays_customer",
        Payer::ShopIfJustified => "pays_shop_if_justified",
        Payer::Undecided => "pays_undecided",
    });
    let mut terms = pays.map(|key| text_element("p", messages.message(key))).unwrap_or_default();
    if let Some(cap) = remedy.cap {
        terms.push_str(&text_element("p", &messages.fill("cap", "{amount}", &money(context, cap))));
    }
    let proofs: Vec<_> = remedy.proofs.iter().map(|id| proof(context, id)).collect();
    if !proofs.is_empty() {
        terms.push_str(&format!(
            "{}{}",
            text_element("h3", messages.message("show")),
            list("ul", &proofs)
        ));
    }
    terms.push_str(&steps(context, remedy.steps.iter().filter(|step| !is_common(all, step))));
    terms
}

/// What to do next, where there is anything.
fn steps<'a>(context: &PageContext<'_>, ids: impl Iterator<Item = &'a StepId>) -> String {
    let rows: Vec<_> = ids.filter_map(|id| context.text(&key::part("step", id.as_str()))).collect();
    if rows.is_empty() {
        return String::new();
    }
    format!("{}{}", text_element("h3", context.messages.message("next")), list("ol", &rows))
}

/// A proof with its count and how badly it is needed.
pub(super) fn proof(context: &PageContext<'_>, id: &ProofId) -> String {
    let messages = context.messages;
    let name = context.say(&key::part("proof", id.as_str()));
    let Some(proof) = context.policy().proof(id) else { return name };
    let need = messages.message(match proof.need {
        Need::Required => "need_required",
        Need::Recommended => "need_recommended",
        Need::IfApplicable => "need_if_applicable",
    });
    let mut text = messages.fill("proof", "{proof}", &name);
    if proof.count > 1 {
        text = text.replace("{need}", &messages.fill("pieces", "{n}", &proof.count.to_string()));
    }
    text.replace("{need}", need)
}

fn nearest(context: &PageContext<'_>, decision: &Decision) -> String {
    let messages = context.messages;
    let change = decision.nearest_change.as_ref().and_then(|change| {
        if let Some(day) = change.by {
            return Some(messages.fill("nearest_by", "{date}", &context.day(day)));
        }
        let (question, answer) = (change.question.as_ref()?, change.answer.as_ref()?);
        let named = context.policy().question(question)?.can_be_named();
        let text = if named { "nearest_answer" } else { "nearest_question" };
        let text =
            messages.fill(text, "{question}", &context.say(&key::question(question.as_str())));
        Some(text.replace("{answer}", &answer_words(context, question, answer)))
    });
    let remedy = decision
        .nearest_change
        .as_ref()
        .map(|change| context.say(&key::part("remedy", change.remedy.as_str())));
    let aside = |text: String| {
        format!(
            "<section class=\"aside\">{}{}{}</section>",
            text_element("h3", messages.message("nearest")),
            remedy.as_deref().map(|remedy| text_element("p", remedy)).unwrap_or_default(),
            text_element("p", &text)
        )
    };
    change.map(aside).unwrap_or_default()
}

fn law(context: &PageContext<'_>, decision: &Decision) -> String {
    let messages = context.messages;
    let (mut seen, mut rows) = (vec![], String::new());
    for notice in decision.remedies.iter().flat_map(|remedy| &remedy.statutes) {
        if seen.contains(&&notice.statute) {
            continue;
        }
        seen.push(&notice.statute);
        let period = notice.last_day.zip(notice.period);
        let until = period
            .map(|(day, period)| messages.fill(period.message_key(), "{date}", &context.day(day)));
        let text = context.say(&key::part("statute", notice.statute.as_str()));
        rows.push_str(&format!(
            "<p>{} {}</p>",
            text_element("span", &text),
            escape(&until.unwrap_or_default())
        ));
    }
    if rows.is_empty() {
        return rows;
    }
    format!(
        "<section class=\"aside\">{}{rows}</section>",
        text_element("h3", messages.message("law"))
    )
}
