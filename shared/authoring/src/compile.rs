//! Module `compile`: the way from files to a bundle, in order. Pure over texts: the same files give
//! the same bytes.

use crate::accept;
use crate::cases::{Cases, Speaker};
use crate::check::{self, TextsFile};
use crate::draft::{PolicyDraft, StatuteDraft, read_policy, read_statute, read_texts};
use crate::files::PolicyFiles;
use crate::finding::{Finding, Report, Severity, has_errors};
use crate::{lower, properties};
use recourse::policy::{Policy, PolicyError};
use recourse::types::{Day, Language, Texts, foreign};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A policy that passed every check, with its words.
#[derive(Debug, Clone)]
pub struct CompiledPolicy {
    /// The policy.
    pub policy: Policy,
    /// The texts per language; complete in the policy's own language.
    pub texts: BTreeMap<Language, Texts>,
    /// Rows of the acceptance list, each with the parts that cite it, such as `clause.doa-3-days`.
    pub requirements: BTreeMap<String, Vec<String>>,
    /// Warnings and notes.
    pub findings: Vec<Finding>,
}

/// Compiles the files of a store.
///
/// # Errors
/// Every finding, with at least one error among them.
pub fn compile(files: &PolicyFiles) -> Result<CompiledPolicy, Vec<Finding>> {
    let mut report = Report::new(&files.policy.0);
    let Some(draft) = read_policy(&files.policy.1, &mut report) else { return Err(report.found) };
    let (statutes, mut found) = read_statutes(files);
    let mut texts = read_all_texts(files);
    check::policy(&draft, &files.source, files.today, &mut report);
    check::texts(&draft, &statutes, &mut texts, &mut report);
    let built = build(&draft, &statutes, &texts, &found, files.today, &mut report);
    let delivered = delivered(&draft, &statutes, &texts);
    let mut all = report.found;
    all.sort_by_key(|finding| finding.span.as_ref().map_or(0, |span| span.start));
    texts.into_iter().for_each(|file| all.extend(file.report.found));
    all.append(&mut found);
    accept::apply(&draft, &files.policy.0, built.is_some(), &mut all);
    match built {
        Some(policy) if !has_errors(&all) => Ok(CompiledPolicy {
            policy,
            texts: delivered,
            requirements: lower::requirements(&draft),
            findings: all,
        }),
        _ => Err(all),
    }
}

fn read_statutes(files: &PolicyFiles) -> (Vec<StatuteDraft>, Vec<Finding>) {
    let (mut drafts, mut found) = (Vec::new(), Vec::new());
    for (name, text) in &files.statutes {
        let mut report = Report::new(name);
        if let Some(draft) = read_statute(text, &mut report) {
            lower::check_statutes(&draft, &mut report);
            drafts.push(draft);
        }
        found.extend(report.found);
    }
    (drafts, found)
}

fn read_all_texts(files: &PolicyFiles) -> Vec<TextsFile<'_>> {
    let mut all = Vec::new();
    for (language, name, text) in &files.texts {
        let mut report = Report::new(name);
        let draft = read_texts(text, &mut report).unwrap_or_default();
        all.push(TextsFile { language, draft, report });
    }
    all
}

/// The policy, once nothing stands in its way.
fn build(
    draft: &PolicyDraft,
    statutes: &[StatuteDraft],
    texts: &[TextsFile<'_>],
    found: &[Finding],
    today: Option<Day>,
    report: &mut Report<'_>,
) -> Option<Policy> {
    let conditions = lower::conditions(draft, today, report);
    if report.found.iter().chain(found).any(blocks) {
        return None;
    }
    let source = source_texts(draft, statutes, texts);
    let words = Sha256::digest(source.encode()).into();
    let lowered = lower::policy(draft, &conditions, statutes, words, report)?;
    match Policy::new(lowered.parts.clone()) {
        Ok(policy) => {
            let speaker = Speaker { today: today.unwrap_or(policy.parts().as_of), texts: &source };
            properties::check(&mut Cases::of(&policy, speaker), draft, &lowered, report);
            Some(policy)
        }
        Err(error) => {
            report.add(unbuildable(draft, &error));
            None
        }
    }
}

/// Errors that leave the rules themselves readable do not hide what the cases would show.
const ASIDE: [&str; 6] = [
    "unused",
    "no-source",
    "quote-not-found",
    "wrong-lines",
    "fixed-customs-value",
    "missing-text",
];

fn blocks(finding: &Finding) -> bool {
    finding.severity == Severity::Error && !ASIDE.contains(&finding.code)
}

fn unbuildable(draft: &PolicyDraft, error: &PolicyError) -> Finding {
    Finding::error("too-large", &draft.store.span, error.to_string()).label("this policy")
}

/// The texts of each language that can be delivered. What a language lacks is said in the source
/// language, and marked as such.
fn delivered(
    draft: &PolicyDraft,
    statutes: &[StatuteDraft],
    files: &[TextsFile<'_>],
) -> BTreeMap<Language, Texts> {
    let source = source_texts(draft, statutes, files);
    let of = |file: &TextsFile<'_>| {
        let mut texts = lower::texts(draft, statutes, file.language, &file.draft);
        for (key, text) in source.iter() {
            if texts.get(key).is_none() {
                texts.insert(key.to_owned(), foreign(text));
            }
        }
        Some((Language::parse(file.language)?, texts))
    };
    files.iter().filter_map(of).collect()
}

/// The texts in the source language, as they are delivered.
fn source_texts(draft: &PolicyDraft, statutes: &[StatuteDraft], files: &[TextsFile<'_>]) -> Texts {
    let language = draft.language.as_str();
    let source = files.iter().find(|file| file.language == language);
    source.map(|file| lower::texts(draft, statutes, language, &file.draft)).unwrap_or_default()
}
