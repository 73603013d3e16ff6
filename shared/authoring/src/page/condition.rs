//! Module `page`: a condition in words: questions with the answers that fulfil it.

use super::Scribe;
use super::html::{escape, list};
use recourse::clause::Condition;
use recourse::question::{Kind, Question};
use recourse::region::{RegionSet, label, none_region, regions, unknown_region};
use recourse::types::key;

/// The condition as a list; nothing where it always holds.
pub(super) fn words(scribe: &Scribe<'_>, when: &Condition) -> String {
    match when {
        Condition::Always => String::new(),
        Condition::All(parts) => {
            list("ul", &parts.iter().map(|part| one(scribe, part)).collect::<Vec<_>>())
        }
        other => list("ul", &[one(scribe, other)]),
    }
}

fn one(scribe: &Scribe<'_>, when: &Condition) -> String {
    let all = |parts: &[Condition]| {
        list("ul", &parts.iter().map(|part| one(scribe, part)).collect::<Vec<_>>())
    };
    match when {
        Condition::Always => "always".to_owned(),
        Condition::Is { question, regions } => is(scribe, *question, *regions),
        Condition::All(parts) => format!("all of these: {}", all(parts)),
        Condition::Any(parts) => format!("one of these: {}", all(parts)),
        Condition::Not(part) => format!("not this: {}", list("ul", &[one(scribe, part)])),
    }
}

fn is(scribe: &Scribe<'_>, ix: u8, set: RegionSet) -> String {
    let Some(question) = scribe.bundle.policy.questions().get(usize::from(ix)) else {
        return String::new();
    };
    let answers: Vec<String> = (0..regions(question))
        .filter(|region| set.has(*region))
        .map(|region| answer(scribe, question, region))
        .collect();
    format!("{} {}", name(scribe, question), escape_joined(&answers))
}

fn escape_joined(answers: &[String]) -> String {
    format!("<strong>{}</strong>", answers.join("</strong> or <strong>"))
}

/// A span has no words of its own: it is told by its dates.
fn name(scribe: &Scribe<'_>, question: &Question) -> String {
    let of = |ix: u8| {
        let question = scribe.bundle.policy.questions().get(usize::from(ix));
        question
            .map(|question| scribe.say(&key::question(question.id.as_str())))
            .unwrap_or_default()
    };
    match question.kind {
        Kind::Span { from, to, .. } => format!("Days from “{}” to “{}”:", of(from), of(to)),
        _ => scribe.say(&key::question(question.id.as_str())),
    }
}

/// An answer in words, as HTML.
pub(super) fn answer(scribe: &Scribe<'_>, question: &Question, region: usize) -> String {
    let id = question.id.as_str();
    if unknown_region(question) == Some(region) {
        return scribe
            .find(&key::question_state(id, "unknown"))
            .unwrap_or_else(|| "not known".to_owned());
    }
    if none_region(question) == Some(region) {
        return scribe
            .find(&key::question_state(id, "none"))
            .unwrap_or_else(|| "there is none".to_owned());
    }
    let plain = label(question, region);
    match &question.kind {
        Kind::Choice { .. } => scribe.say(&key::option(id, &plain)),
        _ => escape(&plain),
    }
}
