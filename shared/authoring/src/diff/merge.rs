//! Module `diff`: brings both versions to the same questions and place lists. Questions are in the
//! order of the newer version; those that it no longer has come last. Lists of the older version
//! are kept under another name.

use crate::draft::{PolicyDraft, QuestionDraft, Spanned, WhenDraft};
use crate::finding::{Finding, Report};

/// The suffix of the names of the older version's lists. No other name can contain it.
const OLDER: &str = "@older";

/// Both versions with the same questions and lists. `None` if the kind of a question has changed.
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
    let removed = before
        .questions
        .iter()
        .filter(|q| !after.questions.iter().any(|known| known.id.value == q.id.value));
    new.questions.extend(removed.cloned());
    old.questions = new.questions.clone();
    for mut group in before.place_groups.clone() {
        group.name.value.push_str(OLDER);
        new.place_groups.push(group);
    }
    old.place_groups = new.place_groups.clone();
    for clause in old.exclusions.iter_mut().chain(&mut old.allowances) {
        rename_lists(&mut clause.when);
    }
    (old.promises, new.promises) = (Vec::new(), Vec::new());
    Some([old, new])
}

fn other_kind(before: &QuestionDraft, after: &QuestionDraft) -> Finding {
    let (old_kind, new_kind) = (before.kind.value.as_str(), after.kind.value.as_str());
    let id = &after.id.value;
    let message = format!("`{id}` was a {old_kind} question and is a {new_kind} question now");
    Finding::error("other-kind", &after.kind.span, message)
        .help("give the new question another name: then the versions can be compared")
}

/// Extends a question to every option and state of both versions.
fn widen(question: &mut QuestionDraft, before: &QuestionDraft) {
    if let (Some(options), Some(known)) = (&mut question.options, &before.options) {
        let is_new =
            |option: &&Spanned<String>| !options.iter().any(|other| other.value == option.value);
        let removed: Vec<Spanned<String>> = known.iter().filter(is_new).cloned().collect();
        options.extend(removed);
    }
    let set = |flag: &Option<Spanned<bool>>| flag.clone().filter(|flag| flag.value);
    question.unknown = set(&question.unknown).or(set(&before.unknown));
    question.none = set(&question.none).or(set(&before.none));
    question.future = set(&question.future).or(set(&before.future));
}

/// Renames the place lists in a condition of the older version.
fn rename_lists(when: &mut WhenDraft) {
    match when {
        WhenDraft::Is { phrases, .. } => {
            for phrase in phrases.iter_mut().filter(|phrase| phrase.value.starts_with('@')) {
                phrase.value.push_str(OLDER);
            }
        }
        WhenDraft::All(parts) | WhenDraft::Any(parts) => parts.iter_mut().for_each(rename_lists),
        WhenDraft::Not(part) => rename_lists(part),
    }
}
