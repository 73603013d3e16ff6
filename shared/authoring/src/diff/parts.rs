//! Module `diff`: the named parts that were added, taken out or changed, and the words of the
//! texts.

use crate::compile::CompiledPolicy;
use crate::draft::{PolicyDraft, QuestionDraft, Spanned};
use recourse::policy::Policy;
use recourse::types::Texts;
use std::collections::BTreeMap;

/// A line per part that differs.
pub(super) fn compare(drafts: [&PolicyDraft; 2], bundles: [&CompiledPolicy; 2]) -> Vec<String> {
    let [before, after] = drafts;
    let [older, newer] = bundles;
    let mut lines = Vec::new();
    changed(questions(before), questions(after), &mut lines);
    changed(calendar(before), calendar(after), &mut lines);
    changed(parts(&older.policy), parts(&newer.policy), &mut lines);
    for (language, texts) in &newer.texts {
        let known = older.texts.get(language);
        changed(words(language.as_str(), known), words(language.as_str(), Some(texts)), &mut lines);
    }
    lines
}

type Parts = BTreeMap<String, String>;

fn changed(before: Parts, after: Parts, lines: &mut Vec<String>) {
    for (name, now) in &after {
        match before.get(name) {
            None => lines.push(format!("{name}: added")),
            Some(then) if then != now => lines.push(format!("{name}: changed")),
            Some(_) => {}
        }
    }
    lines.extend(
        before
            .keys()
            .filter(|name| !after.contains_key(*name))
            .map(|name| format!("{name}: taken out")),
    );
}

fn questions(draft: &PolicyDraft) -> Parts {
    let each = draft.questions.iter().enumerate();
    each.map(|(ix, question)| (format!("question.{}", question.id.value), shape(ix, question)))
        .collect()
}

/// The days of rest. Cases are compared by those of the newer version.
fn calendar(draft: &PolicyDraft) -> Parts {
    let names =
        |list: &[Spanned<String>]| list.iter().map(|name| name.value.clone()).collect::<Vec<_>>();
    let shape = draft.calendar.as_ref().map(|calendar| {
        format!("{:?} {:?}", calendar.weekend.as_deref().map(names), names(&calendar.holidays))
    });
    shape.map(|shape| ("policy.calendar".to_owned(), shape)).into_iter().collect()
}

/// What a question is, without where it stands in the file.
fn shape(ix: usize, question: &QuestionDraft) -> String {
    let on = |flag: &Option<Spanned<bool>>| flag.as_ref().is_some_and(|flag| flag.value);
    let name = |name: &Option<Spanned<String>>| name.as_ref().map(|name| name.value.clone());
    let options: Vec<&str> = question.options.iter().flatten().map(Spanned::as_str).collect();
    format!(
        "{ix} {:?} {options:?} {:?} {:?}",
        question.kind.value,
        [on(&question.unknown), on(&question.none), on(&question.future), on(&question.changeable)],
        [
            name(&question.not_before),
            name(&question.public_holidays),
            name(&question.from),
            name(&question.to)
        ],
    )
}

fn parts(policy: &Policy) -> Parts {
    let parts = policy.parts();
    let mut all = Parts::new();
    let mut put = |part: &str, id: &dyn ToString, shape: String| {
        all.insert(format!("{part}.{}", id.to_string()), shape);
    };
    parts.topics.iter().for_each(|part| put("topic", &part.id, format!("{part:?}")));
    parts.proofs.iter().for_each(|part| put("proof", &part.id, format!("{part:?}")));
    parts.steps.iter().for_each(|part| put("step", &part.id, format!("{part:?}")));
    parts.timers.iter().for_each(|part| put("timer", &part.id, format!("{part:?}")));
    parts.notes.iter().for_each(|id| put("note", id, String::new()));
    parts.remedies.iter().for_each(|id| put("remedy", id, String::new()));
    parts.statutes.iter().for_each(|part| {
        put("statute", &part.id, format!("{:?} {:?} {}", part.right, part.limit, part.source))
    });
    for (ix, clause) in policy.clauses().enumerate() {
        // Regions are numbers that shift with every threshold; what they mean is compared case by
        // case.
        let shape = format!(
            "{ix} {:?} {:?} {:?} {:?}",
            clause.verdict, clause.terms, clause.quote, clause.interpretation
        );
        put(
            "clause",
            &clause.id,
            format!("{shape} {:?} {:?} {:?}", clause.source_lines, clause.remedies, clause.topics),
        );
    }
    put("policy", &"contact", format!("{:?}", parts.contact));
    let head = (
        &parts.name,
        &parts.timezone,
        &parts.currency,
        &parts.language,
        parts.place_question,
        parts.delivery_question,
    );
    put("policy", &"head", format!("{head:?}"));
    all
}

fn words(language: &str, texts: Option<&Texts>) -> Parts {
    let all = texts.into_iter().flat_map(Texts::iter);
    all.map(|(key, text)| (format!("text {language} {key}"), text.to_owned())).collect()
}
