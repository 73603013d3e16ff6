//! The answer: what is covered, why in the shop's own words, until when, and what to do.

use super::claim::claimable;
use super::html::{button, escaped, list, said};
use super::pages::{answer_words, answers, form, money};
use super::{Sheet, verdict_key};
use recourse::clause::{Need, Payer, TopicKind};
use recourse::decide::{Decision, RemedyDecision, first_steps, is_common};
use recourse::question::Facts;
use recourse::words::{ClauseId, ProofId, StepId, key};

/// The decision, with the way to change an answer and to make the request.
pub(super) fn page(sheet: &Sheet<'_>, kept: &Facts, decision: &Decision) -> String {
    let words = sheet.words;
    let topic = sheet.state.topic.as_ref().and_then(|id| sheet.policy().topic(id));
    let title = topic.map(|topic| sheet.say(&key::topic(topic.id.as_str()))).unwrap_or_default();
    let inquiry = topic.is_some_and(|topic| topic.kind == TopicKind::Inquiry);
    let groups = decision.groups(inquiry);
    let cards: String = groups.iter().filter_map(|group| card(sheet, group, &groups, inquiry)).collect();
    let next = steps(sheet, first_steps(&groups).iter().filter(|step| is_common(&groups, step)));
    let next = if next.is_empty() { next } else { format!("<section class=\"aside\">{next}</section>") };
    let notes = topic.into_iter().flat_map(|topic| &topic.notes);
    let notes: Vec<_> = notes.filter_map(|note| sheet.text(&key::part("note", note.as_str()))).collect();
    let notes = if notes.is_empty() {
        String::new()
    } else {
        format!("<details>{}{}</details>", said("summary", words.word("notes")), list("ul", &notes))
    };
    let can_claim = !claimable(sheet, decision).is_empty();
    let claim = if can_claim { button("primary", "claim", words.word("claim")) } else { String::new() };
    let store = sheet.policy().parts().store.as_str();
    let inner = format!(
        "{}{cards}{next}{claim}{}{}{notes}<details><summary>{}</summary><dl>{}</dl></details><p>{} <a href=\"/v1/stores/{store}/form?lang={}\">{}</a></p>",
        said("h1", &title),
        if inquiry { String::new() } else { nearest(sheet, decision) },
        law(sheet, decision),
        escaped(words.word("review")),
        answers(sheet, kept),
        button("quiet", "back", words.word("back")),
        words.language(),
        escaped(words.word("over")),
    );
    sheet.page(&title, &form(sheet, &[], &inner))
}

/// What is said of one remedy, or of several alike.
fn card(
    sheet: &Sheet<'_>,
    group: &[&RemedyDecision],
    all: &[Vec<&RemedyDecision>],
    inquiry: bool,
) -> Option<String> {
    let remedy = group.first()?;
    let words = sheet.words;
    let class = verdict_key(remedy.verdict, false);
    let day = |(message_key, day)| said("p", &words.fill(message_key, "{date}", &sheet.day(day)));
    let days: String = remedy.days().map(day).collect();
    let reasons: String = remedy.clauses.iter().map(|id| reason(sheet, id)).collect();
    let ids: Vec<_> = group.iter().map(|remedy| remedy.remedy.as_str()).collect();
    let names: String = ids.iter().map(|id| said("p", &sheet.say(&key::part("remedy", id)))).collect();
    Some(format!(
        "<section class=\"card {class}\" data-verdict=\"{class}\" data-remedy=\"{}\">{names}{}{days}{reasons}{}</section>",
        ids.join(" "),
        said("h2", words.word(verdict_key(remedy.verdict, inquiry))),
        terms(sheet, remedy, all),
    ))
}

fn reason(sheet: &Sheet<'_>, id: &ClauseId) -> String {
    let clause = sheet.policy().clause(id);
    let mut reason = said("p", &sheet.say(&key::part("clause", id.as_str())));
    if let Some(quote) = clause.and_then(|clause| clause.quote.as_ref()) {
        reason.push_str(&said("blockquote", &sheet.original(&format!("“{quote}”"))));
    }
    if let Some(reading) = clause.and_then(|clause| clause.reading.as_ref()) {
        let label = escaped(sheet.words.word("reading"));
        let own = sheet.text(&key::part("reading", id.as_str()));
        let own = own.unwrap_or_else(|| sheet.original(reading));
        reason.push_str(&format!("<p>{label} {}</p>", said("span", &own)));
    }
    reason
}

fn terms(sheet: &Sheet<'_>, remedy: &RemedyDecision, all: &[Vec<&RemedyDecision>]) -> String {
    let words = sheet.words;
    let pays = remedy.pays.map(|payer| match payer {
        Payer::Shop => "pays_shop",
        Payer::Customer => "pays_customer",
        Payer::ShopIfJustified => "pays_shop_if_justified",
        Payer::Undecided => "pays_undecided",
    });
    let mut terms = pays.map(|key| said("p", words.word(key))).unwrap_or_default();
    if let Some(cap) = remedy.cap {
        terms.push_str(&said("p", &words.fill("cap", "{amount}", &money(sheet, cap))));
    }
    let proofs: Vec<_> = remedy.proofs.iter().map(|id| proof(sheet, id)).collect();
    if !proofs.is_empty() {
        terms.push_str(&format!("{}{}", said("h3", words.word("show")), list("ul", &proofs)));
    }
    terms.push_str(&steps(sheet, remedy.steps.iter().filter(|step| !is_common(all, step))));
    terms
}

/// What to do next, where there is anything.
fn steps<'a>(sheet: &Sheet<'_>, ids: impl Iterator<Item = &'a StepId>) -> String {
    let rows: Vec<_> = ids.filter_map(|id| sheet.text(&key::part("step", id.as_str()))).collect();
    if rows.is_empty() {
        return String::new();
    }
    format!("{}{}", said("h3", sheet.words.word("next")), list("ol", &rows))
}

/// A proof with its count and how badly it is needed.
pub(super) fn proof(sheet: &Sheet<'_>, id: &ProofId) -> String {
    let words = sheet.words;
    let name = sheet.say(&key::part("proof", id.as_str()));
    let Some(proof) = sheet.policy().proof(id) else { return name };
    let need = words.word(match proof.need {
        Need::Required => "need_required",
        Need::Recommended => "need_recommended",
        Need::IfApplicable => "need_if_applicable",
    });
    let mut text = words.fill("proof", "{proof}", &name);
    if proof.count > 1 {
        text = text.replace("{need}", &words.fill("pieces", "{n}", &proof.count.to_string()));
    }
    text.replace("{need}", need)
}

fn nearest(sheet: &Sheet<'_>, decision: &Decision) -> String {
    let words = sheet.words;
    let change = decision.nearest_change.as_ref().and_then(|change| {
        if let Some(day) = change.by {
            return Some(words.fill("nearest_by", "{date}", &sheet.day(day)));
        }
        let (question, answer) = (change.question.as_ref()?, change.answer.as_ref()?);
        let named = sheet.policy().question(question)?.is_named();
        let text = if named { "nearest_answer" } else { "nearest_question" };
        let text = words.fill(text, "{question}", &sheet.say(&key::question(question.as_str())));
        Some(text.replace("{answer}", &answer_words(sheet, question, answer)))
    });
    let remedy = decision
        .nearest_change
        .as_ref()
        .map(|change| sheet.say(&key::part("remedy", change.remedy.as_str())));
    let aside = |text: String| {
        format!(
            "<section class=\"aside\">{}{}{}</section>",
            said("h3", words.word("nearest")),
            remedy.as_deref().map(|remedy| said("p", remedy)).unwrap_or_default(),
            said("p", &text)
        )
    };
    change.map(aside).unwrap_or_default()
}

fn law(sheet: &Sheet<'_>, decision: &Decision) -> String {
    let words = sheet.words;
    let (mut seen, mut rows) = (vec![], String::new());
    for notice in decision.remedies.iter().flat_map(|remedy| &remedy.statutes) {
        if seen.contains(&&notice.statute) {
            continue;
        }
        seen.push(&notice.statute);
        let period = notice.last_day.zip(notice.period);
        let until = period.map(|(day, period)| words.fill(period.message_key(), "{date}", &sheet.day(day)));
        let text = sheet.say(&key::part("statute", notice.statute.as_str()));
        rows.push_str(&format!("<p>{} {}</p>", said("span", &text), escaped(&until.unwrap_or_default())));
    }
    if rows.is_empty() {
        return rows;
    }
    format!("<section class=\"aside\">{}{rows}</section>", said("h3", words.word("law")))
}
