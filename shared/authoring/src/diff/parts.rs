//! Module `diff`: the named parts and texts that were added, removed or changed.

use crate::compile::CompiledPolicy;
use crate::draft::{PolicyDraft, QuestionDraft, Spanned};
use recourse::clause::Clause;
use recourse::policy::Policy;
use recourse::types::Texts;
use std::collections::BTreeMap;

/// One line per part that differs.
pub(super) fn compare(drafts: [&PolicyDraft; 2], compiled: [&CompiledPolicy; 2]) -> Vec<String> {
    let [before, after] = drafts;
    let [older, newer] = compiled;
    let mut lines = Vec::new();
    compare_parts(questions(before), questions(after), &mut lines);
    compare_parts(calendar(before), calendar(after), &mut lines);
    compare_parts(parts(&older.policy), parts(&newer.policy), &mut lines);
    for (language, new_texts) in &newer.texts {
        let old_texts = older.texts.get(language);
        let tag = language.as_str();
        compare_parts(texts(tag, old_texts), texts(tag, Some(new_texts)), &mut lines);
    }
    lines
}

/// From the name of each part to its content as text.
type Parts = BTreeMap<String, String>;

fn compare_parts(before: Parts, after: Parts, lines: &mut Vec<String>) {
    for (name, new) in &after {
        match before.get(name) {
            None => lines.push(format!("{name}: added")),
            Some(old) if old != new => lines.push(format!("{name}: changed")),
            Some(_) => {}
        }
    }
    let removed = before.keys().filter(|name| !after.contains_key(*name));
    lines.extend(removed.map(|name| format!("{name}: taken out")));
}

fn questions(draft: &PolicyDraft) -> Parts {
    let questions = draft.questions.iter().enumerate();
    let part = |(index, question): (usize, &QuestionDraft)| {
        (format!("question.{}", question.id.value), question_content(index, question))
    };
    questions.map(part).collect()
}

/// The calendar. Cases are compared by that of the newer version.
fn calendar(draft: &PolicyDraft) -> Parts {
    let names =
        |list: &[Spanned<String>]| list.iter().map(|name| name.value.clone()).collect::<Vec<_>>();
    let Some(calendar) = &draft.calendar else { return Parts::new() };
    let weekend = calendar.weekend.as_deref().map(names);
    let content = format!("{weekend:?} {:?}", names(&calendar.holidays));
    Parts::from([("policy.calendar".to_owned(), content)])
}

/// The content of a question, without its location in the file.
fn question_content(index: usize, question: &QuestionDraft) -> String {
    let is_set = |flag: &Option<Spanned<bool>>| flag.as_ref().is_some_and(|flag| flag.value);
    let name = |name: &Option<Spanned<String>>| name.as_ref().map(|name| name.value.clone());
    let options: Vec<&str> = question.options.iter().flatten().map(Spanned::as_str).collect();
    let flags = [&question.unknown, &question.none, &question.future, &question.changeable];
    let names = [&question.not_before, &question.public_holidays, &question.from, &question.to];
    format!(
        "{index} {:?} {options:?} {:?} {:?}",
        question.kind.value,
        flags.map(is_set),
        names.map(name),
    )
}

fn parts(policy: &Policy) -> Parts {
    let parts = policy.parts();
    let mut all = Parts::new();
    let mut insert = |part: &str, id: &dyn ToString, content: String| {
        all.insert(format!("{part}.{}", id.to_string()), content);
    };
    parts.topics.iter().for_each(|part| insert("topic", &part.id, format!("{part:?}")));
    parts.proofs.iter().for_each(|part| insert("proof", &part.id, format!("{part:?}")));
    parts.steps.iter().for_each(|part| insert("step", &part.id, format!("{part:?}")));
    parts.timers.iter().for_each(|part| insert("timer", &part.id, format!("{part:?}")));
    parts.notes.iter().for_each(|id| insert("note", id, String::new()));
    parts.remedies.iter().for_each(|id| insert("remedy", id, String::new()));
    for part in &parts.statutes {
        let content = format!("{:?} {:?} {}", part.right, part.limit, part.source);
        insert("statute", &part.id, content);
    }
    for (index, clause) in policy.clauses().enumerate() {
        insert("clause", &clause.id, clause_content(index, clause));
    }
    insert("policy", &"contact", format!("{:?}", parts.contact));
    let head = (
        &parts.name,
        &parts.timezone,
        &parts.currency,
        &parts.language,
        parts.place_question,
        parts.delivery_question,
    );
    insert("policy", &"head", format!("{head:?}"));
    all
}

/// The content of a clause without its condition: the numbers of regions change with every
/// threshold, so conditions are compared case by case.
fn clause_content(index: usize, clause: &Clause) -> String {
    format!(
        "{index} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        clause.verdict,
        clause.terms,
        clause.quote,
        clause.interpretation,
        clause.source_lines,
        clause.remedies,
        clause.topics
    )
}

fn texts(language: &str, texts: Option<&Texts>) -> Parts {
    let all = texts.into_iter().flat_map(Texts::iter);
    all.map(|(key, text)| (format!("text {language} {key}"), text.to_owned())).collect()
}
