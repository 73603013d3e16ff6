//! Module `check`: every part has its words, and no words are left over.

use super::TextsFile;
use crate::draft::{KindWord, PolicyDraft, QuestionDraft, StatuteDraft};
use crate::finding::{Finding, Report};
use crate::suggest;
use recourse::types::{Language, key};
use std::collections::BTreeMap;

/// Whether a text must be there.
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
    let wanted = wanted(draft, statutes);
    if !files.iter().any(|file| file.language == draft.language.as_str())
        && !draft.language.span.is_empty()
    {
        let message = format!(
            "there is no texts/{}.toml, the texts in the source language",
            draft.language.value
        );
        report.add(Finding::error("missing-text", &draft.language.span, message));
    }
    let mut translated = wanted.clone();
    // A reading stands beside its clause in the policy's own language; the others say it among
    // their texts.
    let interpretations = draft.clauses().filter(|clause| clause.interpretation.is_some());
    translated.extend(
        interpretations
            .map(|clause| (key::part("interpretation", clause.id.as_str()), Need::Required)),
    );
    for file in files {
        let is_source = file.language == draft.language.as_str();
        let wanted = if is_source { &wanted } else { &translated };
        if Language::parse(file.language).is_none() {
            file.report.add(Finding::error(
                "bad-value",
                &(0..0),
                format!("`{}` is not a language tag", file.language),
            ));
        }
        missing(wanted, file, is_source);
        superfluous(wanted, file);
    }
}

fn missing(wanted: &BTreeMap<String, Need>, file: &mut TextsFile<'_>, is_source: bool) {
    let keys =
        wanted.iter().filter(|(_, need)| **need == Need::Required).map(|(key, _)| key.as_str());
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
            some(&missing)
        );
        let finding = Finding::warning("missing-text", &(0..0), message).on(file.language);
        file.report.add(
            finding.label("in this file").help("shoppers will read the source language there"),
        );
    }
}

/// The first few of a list.
fn some(keys: &[&str]) -> String {
    let shown = keys.iter().take(5).copied().collect::<Vec<_>>().join(", ");
    if keys.len() > 5 { format!("{shown}, ..") } else { shown }
}

fn where_to_add(key: &str) -> String {
    let (table, last) = key.rsplit_once('.').unwrap_or(("", key));
    format!("add `{last} = \"...\"` under [{table}]")
}

fn superfluous(wanted: &BTreeMap<String, Need>, file: &mut TextsFile<'_>) {
    for (key, line) in &file.draft.0 {
        if !wanted.contains_key(key) && !key.starts_with("store.") {
            let finding = Finding::error(
                "superfluous-text",
                &line.key_span,
                format!("nothing needs the text `{key}`"),
            );
            file.report.add(finding.label("never shown").maybe_help(nearest(key, wanted)));
        }
    }
}

fn nearest(key: &str, wanted: &BTreeMap<String, Need>) -> Option<String> {
    suggest::nearest(key, wanted.keys().map(String::as_str))
        .map(|near| format!("did you mean `{near}`?"))
}

fn wanted(draft: &PolicyDraft, statutes: &[StatuteDraft]) -> BTreeMap<String, Need> {
    let mut wanted = BTreeMap::new();
    for topic in &draft.topics {
        wanted.insert(key::topic(topic.id.as_str()), Need::Required);
        wanted.insert(key::topic_hint(topic.id.as_str()), Need::Optional);
    }
    for question in draft.questions.iter().filter(|question| question.kind.value != KindWord::Span)
    {
        of_question(question, &mut wanted);
    }
    let mut parts = |part: &str, ids: Vec<&str>, need: Need| {
        wanted.extend(ids.into_iter().map(|id| (key::part(part, id), need)));
    };
    parts("remedy", draft.remedies.iter().map(|part| part.id.as_str()).collect(), Need::Required);
    parts("clause", draft.clauses().map(|part| part.id.as_str()).collect(), Need::Required);
    parts("step", draft.steps.iter().map(|part| part.id.as_str()).collect(), Need::Required);
    parts("proof", draft.proofs.iter().map(|part| part.id.as_str()).collect(), Need::Required);
    parts("note", draft.notes.iter().map(|part| part.id.as_str()).collect(), Need::Required);
    parts("timer", draft.timers.iter().map(|part| part.id.as_str()).collect(), Need::Required);
    let rights = statutes.iter().flat_map(|statute| &statute.rights);
    parts("statute", rights.map(|right| right.id.as_str()).collect(), Need::Optional);
    wanted
}

fn of_question(question: &QuestionDraft, wanted: &mut BTreeMap<String, Need>) {
    let id = question.id.as_str();
    wanted.insert(key::question(id), Need::Required);
    wanted.insert(key::question_hint(id), Need::Optional);
    if question.allows_unknown() {
        wanted.insert(key::question_state(id, "unknown"), Need::Optional);
    }
    if question.allows_none() {
        wanted.insert(key::question_state(id, "none"), Need::Required);
    }
    for option in question.options.iter().flatten() {
        wanted.insert(key::option(id, option.as_str()), Need::Required);
    }
}
