//! Module `diff`: both versions over the same questions and place lists. Questions keep the order
//! of the newer version; those that it has no more come last. Lists of the older version keep their
//! places under another name.

use crate::draft::{PolicyDraft, QuestionDraft, Spanned, WhenDraft};
use crate::finding::{Finding, Report};

/// What is put behind the names of the older version's lists. No name can have it.
const OLDER: &str = "@older";

/// Both versions, brought together. `None` where a question is of another kind now.
pub(super) fn merge(
    before: &PolicyDraft,
    after: &PolicyDraft,
    report: &mut Report<'_>,
) -> Option<[PolicyDraft; 2]> {
    let (mut old, mut new) = (before.clone(), after.clone());
    for question in &mut new.questions {
        if let Some(known) =
            before.questions.iter().find(|known| known.id.value == question.id.value)
        {
            if known.kind.value != question.kind.value {
                report.add(other_kind(known, question));
                return None;
            }
            widen(question, known);
        }
    }
    let gone = before
        .questions
        .iter()
        .filter(|q| !after.questions.iter().any(|known| known.id.value == q.id.value));
    new.questions.extend(gone.cloned());
    old.questions = new.questions.clone();
    for mut group in before.place_groups.clone() {
        group.name.value.push_str(OLDER);
        new.place_groups.push(group);
    }
    old.place_groups = new.place_groups.clone();
    old.exclusions
        .iter_mut()
        .chain(&mut old.allowances)
        .for_each(|clause| rename(&mut clause.when));
    (old.promises, new.promises) = (Vec::new(), Vec::new());
    Some([old, new])
}

fn other_kind(before: &QuestionDraft, after: &QuestionDraft) -> Finding {
    let (was, is) = (before.kind.value.as_str(), after.kind.value.as_str());
    let message = format!("`{}` was a {was} question and is a {is} question now", after.id.value);
    Finding::error("other-kind", &after.kind.span, message)
        .help("give the new question another name: then the versions can be compared")
}

/// A question as both versions ask it: every option, every state.
fn widen(question: &mut QuestionDraft, before: &QuestionDraft) {
    if let (Some(options), Some(known)) = (&mut question.options, &before.options) {
        let gone =
            known.iter().filter(|option| !options.iter().any(|other| other.value == option.value));
        let gone: Vec<Spanned<String>> = gone.cloned().collect();
        options.extend(gone);
    }
    let on = |flag: &Option<Spanned<bool>>| flag.clone().filter(|flag| flag.value);
    question.unknown = on(&question.unknown).or(on(&before.unknown));
    question.none = on(&question.none).or(on(&before.none));
    question.future = on(&question.future).or(on(&before.future));
}

fn rename(when: &mut WhenDraft) {
    match when {
        WhenDraft::Is { phrases, .. } => {
            phrases
                .iter_mut()
                .filter(|phrase| phrase.value.starts_with('@'))
                .for_each(|phrase| phrase.value.push_str(OLDER));
        }
        WhenDraft::All(parts) | WhenDraft::Any(parts) => parts.iter_mut().for_each(rename),
        WhenDraft::Not(part) => rename(part),
    }
}
