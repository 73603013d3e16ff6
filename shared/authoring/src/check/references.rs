//! Module `check`: every name refers to something, of the right kind.

use crate::draft::{ClauseDraft, KindWord, Phase, PolicyDraft, Spanned, TopicDraft};
use crate::finding::{Finding, Report};
use crate::names::{Names, find};

pub(super) fn check(draft: &PolicyDraft, names: &Names<'_>, report: &mut Report<'_>) {
    of_kind(draft, names, draft.place_question.as_ref(), KindWord::Place, report);
    of_kind(draft, names, draft.delivery_question.as_ref(), KindWord::Date, report);
    for question in &draft.questions {
        for date in [&question.not_before, &question.from, &question.to] {
            of_kind(draft, names, date.as_ref(), KindWord::Date, report);
        }
        of_kind(draft, names, question.public_holidays.as_ref(), KindWord::Place, report);
        itself(&question.id, question.not_before.as_ref(), report);
    }
    draft.topics.iter().for_each(|topic| check_topic(topic, names, report));
    draft.clauses().for_each(|clause| check_clause(draft, clause, names, report));
    for promise in &draft.promises {
        all(&promise.topics, "topic", &names.topics, report);
        let named: Vec<_> =
            promise.remedies.iter().filter(|remedy| remedy.as_str() != "*").cloned().collect();
        all(&named, "remedy", &names.remedies, report);
    }
    draft.steps.iter().for_each(|step| check_needs(draft, &step.needs, report));
}

fn of_kind(
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

fn itself(id: &Spanned<String>, other: Option<&Spanned<String>>, report: &mut Report<'_>) {
    if let Some(other) = other.filter(|other| other.value == id.value) {
        report.add(Finding::error(
            "refers-to-itself",
            &other.span,
            "a date cannot be bounded by itself",
        ));
    }
}

fn check_topic(topic: &TopicDraft, names: &Names<'_>, report: &mut Report<'_>) {
    all(&topic.remedies, "remedy", &names.remedies, report);
    all(&topic.notes, "note", &names.notes, report);
    all(&topic.timers, "timer", &names.timers, report);
    if topic.remedies.is_empty() {
        report.add(Finding::error(
            "empty-list",
            &topic.span,
            format!("the topic `{}` decides nothing", topic.id.value),
        ));
    }
}

fn check_clause(
    draft: &PolicyDraft,
    clause: &ClauseDraft,
    names: &Names<'_>,
    report: &mut Report<'_>,
) {
    check_remedies(draft, clause, names, report);
    all(clause.topics.as_deref().unwrap_or_default(), "topic", &names.topics, report);
    all(&clause.proofs, "proof", &names.proofs, report);
    all(&clause.steps, "step", &names.steps, report);
    let allowances: Vec<&str> = draft.allowances.iter().map(|allow| allow.id.as_str()).collect();
    for earlier in &clause.overlaps {
        let here = allowances.iter().position(|id| *id == clause.id.as_str());
        let there = find(earlier, "allowance", &allowances, report);
        if clause.phase == Phase::Allow && there.is_some_and(|there| Some(there) >= here) {
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
    if clause.remedies.is_empty() {
        report.add(Finding::error(
            "empty-list",
            &clause.span,
            format!("the clause `{}` speaks of no remedy", clause.id.value),
        ));
    }
    if clause.takes_all() {
        if clause.topics.as_ref().is_none_or(Vec::is_empty) {
            let message = format!(
                "`{}` speaks of every remedy, so it must say in which topics",
                clause.id.value
            );
            report.add(
                Finding::error("missing-key", &clause.span, message).label("`topics` is missing"),
            );
        }
        return;
    }
    all(&clause.remedies, "remedy", &names.remedies, report);
    for topic in clause.topics.iter().flatten() {
        let Some(decided) = draft.topics.iter().find(|known| known.id.value == topic.value) else {
            continue;
        };
        let speaks = |remedy: &Spanned<String>| {
            decided.remedies.iter().any(|known| known.value == remedy.value)
        };
        if !clause.remedies.iter().any(speaks) {
            let message = format!(
                "the topic `{}` decides none of the remedies of `{}`",
                topic.value, clause.id.value
            );
            report.add(Finding::error("idle-topic", &topic.span, message));
        }
    }
}

fn check_needs(draft: &PolicyDraft, needs: &[Spanned<String>], report: &mut Report<'_>) {
    let keys: Vec<&str> = draft.contact.keys().iter().map(|(key, _)| *key).collect();
    all(needs, "contact key", &keys, report);
}

fn all(list: &[Spanned<String>], what: &str, known: &[&str], report: &mut Report<'_>) {
    for (ix, name) in list.iter().enumerate() {
        find(name, what, known, report);
        if list.iter().take(ix).any(|earlier| earlier.value == name.value) {
            report.add(Finding::error(
                "duplicate-name",
                &name.span,
                format!("`{}` stands twice in this list", name.value),
            ));
        }
    }
}
