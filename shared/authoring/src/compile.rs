//! Module `compile`: compiles files to a policy, in order. Pure over texts: the same files give the
//! same bytes.

use crate::accept;
use crate::cases::{Cases, ShopperBuilder};
use crate::check::{self, TextsFile};
use crate::draft::{PolicyDraft, StatuteDraft, read_policy, read_statute, read_texts};
use crate::files::PolicyFiles;
use crate::finding::{Finding, Report, Severity, has_errors};
use crate::{lower, properties};
use recourse::policy::{Policy, PolicyError};
use recourse::types::{Day, Language, Texts, foreign};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A policy that passed every check, with its texts.
#[derive(Debug, Clone)]
pub struct CompiledPolicy {
    /// The policy.
    pub policy: Policy,
    /// The texts by language, complete in every language: missing texts fall back to the source
    /// language.
    pub texts: BTreeMap<Language, Texts>,
    /// The cited requirements, each with the parts that cite it, such as `clause.doa-3-days`.
    pub requirements: BTreeMap<String, Vec<String>>,
    /// Warnings and notes.
    pub findings: Vec<Finding>,
}

/// Compiles the files of a store.
///
/// # Errors
/// Every finding, at least one of which is an error.
pub fn compile(files: &PolicyFiles) -> Result<CompiledPolicy, Vec<Finding>> {
    let mut report = Report::new(&files.policy.0);
    let Some(draft) = read_policy(&files.policy.1, &mut report) else { return Err(report.found) };
    let (statutes, mut statute_findings) = read_statutes(files);
    let mut texts = read_all_texts(files);
    check::policy(&draft, &files.source, files.today, &mut report);
    check::texts(&draft, &statutes, &mut texts, &mut report);
    let built = build(&draft, &statutes, &texts, &statute_findings, files.today, &mut report);
    let complete_texts = complete_texts(&draft, &statutes, &texts);
    let mut findings = report.found;
    findings.sort_by_key(|finding| finding.span.as_ref().map_or(0, |span| span.start));
    texts.into_iter().for_each(|file| findings.extend(file.report.found));
    findings.append(&mut statute_findings);
    accept::apply(&draft, &files.policy.0, built.is_some(), &mut findings);
    match built {
        Some(policy) if !has_errors(&findings) => Ok(CompiledPolicy {
            policy,
            texts: complete_texts,
            requirements: lower::requirements(&draft),
            findings,
        }),
        _ => Err(findings),
    }
}

fn read_statutes(files: &PolicyFiles) -> (Vec<StatuteDraft>, Vec<Finding>) {
    let (mut drafts, mut findings) = (Vec::new(), Vec::new());
    for (name, text) in &files.statutes {
        let mut report = Report::new(name);
        if let Some(draft) = read_statute(text, &mut report) {
            lower::check_statutes(&draft, &mut report);
            drafts.push(draft);
        }
        findings.extend(report.found);
    }
    (drafts, findings)
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

/// The policy with its properties checked; `None` if an error prevents building it.
fn build(
    draft: &PolicyDraft,
    statutes: &[StatuteDraft],
    texts: &[TextsFile<'_>],
    statute_findings: &[Finding],
    today: Option<Day>,
    report: &mut Report<'_>,
) -> Option<Policy> {
    let conditions = lower::conditions(draft, today, report);
    if report.found.iter().chain(statute_findings).any(is_blocking) {
        return None;
    }
    let source = source_texts(draft, statutes, texts);
    let texts_hash = Sha256::digest(source.encode()).into();
    let lowered = lower::policy(draft, &conditions, statutes, texts_hash, report)?;
    match Policy::new(lowered.parts.clone()) {
        Ok(policy) => {
            let today = today.unwrap_or(policy.parts().as_of);
            let shoppers = ShopperBuilder { today, texts: &source };
            properties::check(&mut Cases::of(&policy, shoppers), draft, &lowered, report);
            Some(policy)
        }
        Err(error) => {
            report.add(too_large(draft, &error));
            None
        }
    }
}

/// Errors after which the rules can still be read, so that properties are checked and reported,
/// too.
const NOT_BLOCKING: [&str; 6] = [
    "unused",
    "no-source",
    "quote-not-found",
    "wrong-lines",
    "fixed-customs-value",
    "missing-text",
];

fn is_blocking(finding: &Finding) -> bool {
    finding.severity == Severity::Error && !NOT_BLOCKING.contains(&finding.code)
}

fn too_large(draft: &PolicyDraft, error: &PolicyError) -> Finding {
    Finding::error("too-large", &draft.store.span, error.to_string()).label("this policy")
}

/// The texts of each language. A text that a language lacks is that of the source language, marked
/// as foreign.
fn complete_texts(
    draft: &PolicyDraft,
    statutes: &[StatuteDraft],
    files: &[TextsFile<'_>],
) -> BTreeMap<Language, Texts> {
    let source = source_texts(draft, statutes, files);
    let complete = |file: &TextsFile<'_>| {
        let mut texts = lower::texts(draft, statutes, file.language, &file.draft);
        for (key, text) in source.iter() {
            if texts.get(key).is_none() {
                texts.insert(key.to_owned(), foreign(text));
            }
        }
        Some((Language::parse(file.language)?, texts))
    };
    files.iter().filter_map(complete).collect()
}

/// The texts in the source language, with the notices of statutes.
fn source_texts(draft: &PolicyDraft, statutes: &[StatuteDraft], files: &[TextsFile<'_>]) -> Texts {
    let language = draft.language.as_str();
    let source = files.iter().find(|file| file.language == language);
    source.map(|file| lower::texts(draft, statutes, language, &file.draft)).unwrap_or_default()
}
