//! Module `check`: every part that is declared is used.

use crate::draft::{KindWord, PolicyDraft, Spanned, WhenDraft};
use crate::finding::{Finding, Report};
use std::collections::BTreeSet;

pub(super) fn check(draft: &PolicyDraft, report: &mut Report<'_>) {
    let questions = used_questions(draft);
    let remedies = names(draft.topics.iter().flat_map(|topic| &topic.remedies));
    let notes = names(draft.topics.iter().flat_map(|topic| &topic.notes));
    let timers = names(draft.topics.iter().flat_map(|topic| &topic.timers));
    let proofs = names(draft.clauses().flat_map(|clause| &clause.proofs));
    let steps = names(draft.clauses().flat_map(|clause| &clause.steps));
    let groups = used_groups(draft);
    report_unused("question", draft.questions.iter().map(|part| &part.id), &questions, report);
    report_unused("remedy", draft.remedies.iter().map(|part| &part.id), &remedies, report);
    report_unused("note", draft.notes.iter().map(|part| &part.id), &notes, report);
    report_unused("timer", draft.timers.iter().map(|part| &part.id), &timers, report);
    report_unused("proof", draft.proofs.iter().map(|part| &part.id), &proofs, report);
    report_unused("step", draft.steps.iter().map(|part| &part.id), &steps, report);
    report_unused("group", draft.place_groups.iter().map(|part| &part.name), &groups, report);
}

fn report_unused<'a>(
    what: &str,
    ids: impl Iterator<Item = &'a Spanned<String>>,
    used: &BTreeSet<&str>,
    report: &mut Report<'_>,
) {
    for id in ids.filter(|id| !used.contains(id.as_str())) {
        let finding =
            Finding::error("unused", &id.span, format!("nothing uses the {what} `{}`", id.value));
        report.add(finding.label("never used").help("use it in a clause or topic, or take it out"));
    }
}

fn names<'a>(list: impl Iterator<Item = &'a Spanned<String>>) -> BTreeSet<&'a str> {
    list.map(|name| name.as_str()).collect()
}

/// The questions that can be asked: those in conditions, the dates of spans among them, and those
/// that statutes use.
fn used_questions(draft: &PolicyDraft) -> BTreeSet<&str> {
    let mut used: BTreeSet<&str> = BTreeSet::new();
    let has_rights = draft.topics.iter().any(|topic| topic.right.is_some());
    if has_rights {
        used.extend(
            draft.place_question.iter().chain(&draft.delivery_question).map(|name| name.as_str()),
        );
    }
    for clause in draft.clauses() {
        visit(&clause.when, &mut |question, _| {
            used.insert(question.as_str());
        });
    }
    let spans = draft.questions.iter().filter(|question| question.kind.value == KindWord::Span);
    for span in spans.filter(|span| used.contains(span.id.as_str())).collect::<Vec<_>>() {
        used.extend(span.from.iter().chain(&span.to).map(|name| name.as_str()));
    }
    used
}

fn used_groups(draft: &PolicyDraft) -> BTreeSet<&str> {
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for when in draft.conditions() {
        visit(when, &mut |_, phrases| {
            used.extend(phrases.iter().filter_map(|phrase| phrase.as_str().strip_prefix('@')));
        });
    }
    used
}

/// Calls `see` with every question of a condition and its phrases.
fn visit<'a>(when: &'a WhenDraft, see: &mut dyn FnMut(&'a Spanned<String>, &'a [Spanned<String>])) {
    match when {
        WhenDraft::Is { question, phrases } => see(question, phrases),
        WhenDraft::All(parts) | WhenDraft::Any(parts) => {
            parts.iter().for_each(|part| visit(part, see))
        }
        WhenDraft::Not(part) => visit(part, see),
    }
}
