//! Module `check`: every part has its texts, and no text is left over.

use super::TextsFile;
use crate::draft::{KindWord, PolicyDraft, QuestionDraft, StatuteDraft};
use crate::finding::{Finding, Report};
use crate::suggest;
use recourse::types::{Language, key};
use std::collections::BTreeMap;

/// Whether a text is required.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Need {
    Required,
    Optional,
}

pub(super) fn check(
    draft: &PolicyDraft,
    statutes: &[StatuteDraft],
    files: &mut [TextsFile<'_>],
    report: &mut Report<'_>,
) {
    let expected = expected_texts(draft, statutes);
    if !files.iter().any(|file| file.language == draft.language.as_str())
        && !draft.language.span.is_empty()
    {
        let message = format!(
            "there is no texts/{}.toml, the texts in the source language",
            draft.language.value
        );
        report.add(Finding::error("missing-text", &draft.language.span, message));
    }
    let mut expected_in_translation = expected.clone();
    // The interpretation of a clause is part of the policy in its own language, and a text in the
    // others.
    for clause in draft.clauses().filter(|clause| clause.interpretation.is_some()) {
        let key = key::part("interpretation", clause.id.as_str());
        expected_in_translation.insert(key, Need::Required);
    }
    for file in files {
        let is_source = file.language == draft.language.as_str();
        let expected = if is_source { &expected } else { &expected_in_translation };
        if Language::parse(file.language).is_none() {
            let message = format!("`{}` is not a language tag", file.language);
            file.report.add(Finding::error("bad-value", &(0..0), message));
        }
        check_missing(expected, file, is_source);
        check_superfluous(expected, file);
    }
}

fn check_missing(expected: &BTreeMap<String, Need>, file: &mut TextsFile<'_>, is_source: bool) {
    let keys =
        expected.iter().filter(|(_, need)| **need == Need::Required).map(|(key, _)| key.as_str());
    let missing: Vec<&str> = keys.filter(|key| !file.draft.0.contains_key(*key)).collect();
    if is_source {
        for key in missing {
            let finding =
                Finding::error("missing-text", &(0..0), format!("the text `{key}` is missing"));
            file.report.add(finding.label("nowhere in this file").help(where_to_add(key)));
        }
    } else if !missing.is_empty() {
        let message = format!(
            "{} texts are missing in `{}`: {}",
            missing.len(),
            file.language,
            first_five(&missing)
        );
        let finding = Finding::warning("missing-text", &(0..0), message).on(file.language);
        file.report.add(
            finding.label("in this file").help("shoppers will read the source language there"),
        );
    }
}

/// The first five keys.
fn first_five(keys: &[&str]) -> String {
    let shown = keys.iter().take(5).copied().collect::<Vec<_>>().join(", ");
    if keys.len() > 5 { format!("{shown}, ..") } else { shown }
}

fn where_to_add(key: &str) -> String {
    let (table, last) = key.rsplit_once('.').unwrap_or(("", key));
    format!("add `{last} = \"...\"` under [{table}]")
}

fn check_superfluous(expected: &BTreeMap<String, Need>, file: &mut TextsFile<'_>) {
    for (key, line) in &file.draft.0 {
        if !expected.contains_key(key) && !key.starts_with("store.") {
            let message = format!("nothing needs the text `{key}`");
            let finding = Finding::error("superfluous-text", &line.key_span, message);
            file.report.add(finding.label("never shown").maybe_help(suggest_key(key, expected)));
        }
    }
}

fn suggest_key(key: &str, expected: &BTreeMap<String, Need>) -> Option<String> {
    suggest::nearest(key, expected.keys().map(String::as_str))
        .map(|near| format!("did you mean `{near}`?"))
}

/// The keys of all texts of the policy.
fn expected_texts(draft: &PolicyDraft, statutes: &[StatuteDraft]) -> BTreeMap<String, Need> {
    let mut expected = BTreeMap::new();
    for topic in &draft.topics {
        expected.insert(key::topic(topic.id.as_str()), Need::Required);
        expected.insert(key::topic_hint(topic.id.as_str()), Need::Optional);
    }
    for question in &draft.questions {
        if question.kind.value != KindWord::Span {
            add_question_texts(question, &mut expected);
        }
    }
    let mut parts = |part: &str, ids: Vec<&str>, need: Need| {
        expected.extend(ids.into_iter().map(|id| (key::part(part, id), need)));
    };
    parts("remedy", draft.remedies.iter().map(|part| part.id.as_str()).collect(), Need::Required);
    parts("clause", draft.clauses().map(|part| part.id.as_str()).collect(), Need::Required);
    parts("step", draft.steps.iter().map(|part| part.id.as_str()).collect(), Need::Required);
    parts("proof", draft.proofs.iter().map(|part| part.id.as_str()).collect(), Need::Required);
    parts("note", draft.notes.iter().map(|part| part.id.as_str()).collect(), Need::Required);
    parts("timer", draft.timers.iter().map(|part| part.id.as_str()).collect(), Need::Required);
    let rights = statutes.iter().flat_map(|statute| &statute.rights);
    parts("statute", rights.map(|right| right.id.as_str()).collect(), Need::Optional);
    expected
}

fn add_question_texts(question: &QuestionDraft, expected: &mut BTreeMap<String, Need>) {
    let id = question.id.as_str();
    expected.insert(key::question(id), Need::Required);
    expected.insert(key::question_hint(id), Need::Optional);
    if question.allows_unknown() {
        expected.insert(key::question_state(id, "unknown"), Need::Optional);
    }
    if question.allows_none() {
        expected.insert(key::question_state(id, "none"), Need::Required);
    }
    for option in question.options.iter().flatten() {
        expected.insert(key::option(id, option.as_str()), Need::Required);
    }
}
