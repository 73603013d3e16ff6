//! Module `page`: a condition as HTML: questions with the answers that fulfil it.

use super::Renderer;
use super::html::{escape, list};
use recourse::clause::Condition;
use recourse::question::{Kind, Question};
use recourse::region::{RegionSet, label, none_region, regions, unknown_region};
use recourse::types::key;

/// The condition as a list; empty if it always holds.
pub(super) fn conditions(renderer: &Renderer<'_>, when: &Condition) -> String {
    match when {
        Condition::Always => String::new(),
        Condition::All(parts) => condition_list(renderer, parts),
        other => list("ul", &[condition(renderer, other)]),
    }
}

fn condition_list(renderer: &Renderer<'_>, parts: &[Condition]) -> String {
    let items: Vec<String> = parts.iter().map(|part| condition(renderer, part)).collect();
    list("ul", &items)
}

fn condition(renderer: &Renderer<'_>, when: &Condition) -> String {
    match when {
        Condition::Always => "always".to_owned(),
        Condition::Is { question, regions } => answers(renderer, *question, *regions),
        Condition::All(parts) => format!("all of these: {}", condition_list(renderer, parts)),
        Condition::Any(parts) => format!("one of these: {}", condition_list(renderer, parts)),
        Condition::Not(part) => {
            format!("not this: {}", list("ul", &[condition(renderer, part)]))
        }
    }
}

/// A question with the answers in these regions.
fn answers(renderer: &Renderer<'_>, question: u8, set: RegionSet) -> String {
    let questions = renderer.compiled.policy.questions();
    let Some(question) = questions.get(usize::from(question)) else { return String::new() };
    let answers: Vec<String> = (0..regions(question))
        .filter(|region| set.has(*region))
        .map(|region| answer(renderer, question, region))
        .collect();
    let alternatives = answers.join("</strong> or <strong>");
    format!("{} <strong>{alternatives}</strong>", name(renderer, question))
}

/// The text of a question. A span has no text of its own: it is named by its dates.
fn name(renderer: &Renderer<'_>, question: &Question) -> String {
    let label = |question: &Question| renderer.text(&key::question(question.id.as_str()));
    let date = |index: u8| {
        let questions = renderer.compiled.policy.questions();
        questions.get(usize::from(index)).map(label).unwrap_or_default()
    };
    match question.kind {
        Kind::Span { from, to, .. } => {
            format!("Days from “{}” to “{}”:", date(from), date(to))
        }
        _ => label(question),
    }
}

/// An answer as HTML.
pub(super) fn answer(renderer: &Renderer<'_>, question: &Question, region: usize) -> String {
    let id = question.id.as_str();
    let state = |state: &str, default: &str| {
        renderer.find(&key::question_state(id, state)).unwrap_or_else(|| default.to_owned())
    };
    if unknown_region(question) == Some(region) {
        return state("unknown", "not known");
    }
    if none_region(question) == Some(region) {
        return state("none", "there is none");
    }
    let plain = label(question, region);
    match &question.kind {
        Kind::Choice { .. } => renderer.text(&key::option(id, &plain)),
        _ => escape(&plain),
    }
}
