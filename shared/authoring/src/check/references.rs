//! Module `check`: every name refers to a part of the right kind.

use crate::draft::{ClauseDraft, KindWord, Phase, PolicyDraft, Spanned, TopicDraft};
use crate::finding::{Finding, Report};
use crate::names::{Names, find};

pub(super) fn check(draft: &PolicyDraft, names: &Names<'_>, report: &mut Report<'_>) {
    check_kind(draft, names, draft.place_question.as_ref(), KindWord::Place, report);
    check_kind(draft, names, draft.delivery_question.as_ref(), KindWord::Date, report);
    for question in &draft.questions {
        for date in [&question.not_before, &question.from, &question.to] {
            check_kind(draft, names, date.as_ref(), KindWord::Date, report);
        }
        check_kind(draft, names, question.public_holidays.as_ref(), KindWord::Place, report);
        check_not_itself(&question.id, question.not_before.as_ref(), report);
    }
    draft.topics.iter().for_each(|topic| check_topic(topic, names, report));
    draft.clauses().for_each(|clause| check_clause(draft, clause, names, report));
    for promise in &draft.promises {
        check_names(&promise.topics, "topic", &names.topics, report);
        let named: Vec<_> =
            promise.remedies.iter().filter(|remedy| remedy.as_str() != "*").cloned().collect();
        check_names(&named, "remedy", &names.remedies, report);
    }
    draft.steps.iter().for_each(|step| check_needs(draft, &step.needs, report));
}

/// Checks that a name refers to a question of that kind.
fn check_kind(
    draft: &PolicyDraft,
    names: &Names<'_>,
    name: Option<&Spanned<String>>,
    kind: KindWord,
    report: &mut Report<'_>,
) {
    let Some(name) = name else { return };
    let Some(question) =
        find(name, "question", &names.questions, report).and_then(|ix| draft.questions.get(ix))
    else {
        return;
    };
    if question.kind.value != kind {
        let (is, wanted) = (question.kind.value.as_str(), kind.as_str());
        let message =
            format!("`{}` is a {is} question, and a {wanted} question is needed here", name.value);
        report.add(Finding::error("wrong-question-kind", &name.span, message));
    }
}

fn check_not_itself(
    id: &Spanned<String>,
    other: Option<&Spanned<String>>,
    report: &mut Report<'_>,
) {
    if let Some(other) = other
        && other.value == id.value
    {
        let message = "a date cannot be bounded by itself";
        report.add(Finding::error("refers-to-itself", &other.span, message));
    }
}

fn check_topic(topic: &TopicDraft, names: &Names<'_>, report: &mut Report<'_>) {
    check_names(&topic.remedies, "remedy", &names.remedies, report);
    check_names(&topic.notes, "note", &names.notes, report);
    check_names(&topic.timers, "timer", &names.timers, report);
    if topic.remedies.is_empty() {
        let message = format!("the topic `{}` decides nothing", topic.id.value);
        report.add(Finding::error("empty-list", &topic.span, message));
    }
}

fn check_clause(
    draft: &PolicyDraft,
    clause: &ClauseDraft,
    names: &Names<'_>,
    report: &mut Report<'_>,
) {
    check_remedies(draft, clause, names, report);
    check_names(clause.topics.as_deref().unwrap_or_default(), "topic", &names.topics, report);
    check_names(&clause.proofs, "proof", &names.proofs, report);
    check_names(&clause.steps, "step", &names.steps, report);
    let allowances: Vec<&str> = draft.allowances.iter().map(|allow| allow.id.as_str()).collect();
    let own = allowances.iter().position(|id| *id == clause.id.as_str());
    for earlier in &clause.overlaps {
        let found = find(earlier, "allowance", &allowances, report);
        if clause.phase == Phase::Allow && found.is_some_and(|found| Some(found) >= own) {
            let message = format!("`{}` does not come before `{}`", earlier.value, clause.id.value);
            report.add(
                Finding::error("wrong-order", &earlier.span, message)
                    .help("the first allowance that holds decides: order them best first"),
            );
        }
    }
}

fn check_remedies(
    draft: &PolicyDraft,
    clause: &ClauseDraft,
    names: &Names<'_>,
    report: &mut Report<'_>,
) {
    let id = &clause.id.value;
    if clause.remedies.is_empty() {
        let message = format!("the clause `{id}` speaks of no remedy");
        report.add(Finding::error("empty-list", &clause.span, message));
    }
    if !clause.takes_all() {
        check_names(&clause.remedies, "remedy", &names.remedies, report);
        check_topics_decide(draft, clause, report);
    } else if clause.topics.as_ref().is_none_or(Vec::is_empty) {
        let message = format!("`{id}` speaks of every remedy, so it must say in which topics");
        report
            .add(Finding::error("missing-key", &clause.span, message).label("`topics` is missing"));
    }
}

/// Checks that every topic of a clause decides one of its remedies.
fn check_topics_decide(draft: &PolicyDraft, clause: &ClauseDraft, report: &mut Report<'_>) {
    for name in clause.topics.iter().flatten() {
        let Some(topic) = draft.topics.iter().find(|topic| topic.id.value == name.value) else {
            continue;
        };
        let is_decided = |remedy: &Spanned<String>| {
            topic.remedies.iter().any(|known| known.value == remedy.value)
        };
        if !clause.remedies.iter().any(is_decided) {
            let message = format!(
                "the topic `{}` decides none of the remedies of `{}`",
                name.value, clause.id.value
            );
            report.add(Finding::error("idle-topic", &name.span, message));
        }
    }
}

fn check_needs(draft: &PolicyDraft, needs: &[Spanned<String>], report: &mut Report<'_>) {
    let keys: Vec<&str> = draft.contact.keys().iter().map(|(key, _)| *key).collect();
    check_names(needs, "contact key", &keys, report);
}

/// Checks that every name of a list is known, and occurs once.
fn check_names(list: &[Spanned<String>], what: &str, known: &[&str], report: &mut Report<'_>) {
    for (index, name) in list.iter().enumerate() {
        find(name, what, known, report);
        if list.iter().take(index).any(|earlier| earlier.value == name.value) {
            let message = format!("`{}` stands twice in this list", name.value);
            report.add(Finding::error("duplicate-name", &name.span, message));
        }
    }
}
