//! Findings as SARIF 2.1.0 (OASIS), which code hosts show in pull requests.

use recourse_authoring::{CompiledPolicy, Finding, PolicyFiles, Severity, explain};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::ops::Range;

/// One log for all policies.
///
/// # Errors
/// If JSON cannot be written.
pub fn log(
    checked: &[(PolicyFiles, Result<CompiledPolicy, Vec<Finding>>)],
) -> Result<String, String> {
    let findings: Vec<(&PolicyFiles, &Finding)> = checked
        .iter()
        .flat_map(|(files, compiled)| {
            let findings = match compiled {
                Ok(policy) => &policy.findings,
                Err(findings) => findings,
            };
            findings.iter().map(move |finding| (files, finding))
        })
        .collect();
    let codes: BTreeSet<&str> = findings.iter().map(|(_, finding)| finding.code).collect();
    let results: Vec<Value> =
        findings.iter().map(|(files, finding)| result(files, finding)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "recourse",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|code| rule(code)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log).map_err(|error| error.to_string())
}

fn rule(code: &str) -> Value {
    json!({ "id": code, "fullDescription": { "text": explain(code).unwrap_or(code) } })
}

fn result(files: &PolicyFiles, finding: &Finding) -> Value {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let witness =
        finding.witness.as_ref().map(|shopper| format!("\nFor example: {}", shopper.spoken));
    let text = format!("{}{}", finding.message, witness.unwrap_or_default());
    let at = |span: &Range<usize>| location(files, &finding.file, span);
    let related = finding.related.iter().map(|other| {
        let mut location = at(&other.span);
        if let Some(fields) = location.as_object_mut() {
            fields.insert("message".to_owned(), json!({ "text": other.label }));
        }
        location
    });
    let suppressed = finding
        .accepted
        .as_ref()
        .map(|reason| json!({ "kind": "inSource", "justification": reason }));
    json!({
        "ruleId": finding.code,
        "level": level,
        "message": { "text": text },
        "locations": finding.span.iter().map(at).collect::<Vec<_>>(),
        "relatedLocations": related.collect::<Vec<_>>(),
        "suppressions": suppressed.into_iter().collect::<Vec<_>>(),
    })
}

fn location(files: &PolicyFiles, file: &str, span: &Range<usize>) -> Value {
    let text = files.text(file).unwrap_or_default();
    let (start_line, start_column) = position(text, span.start);
    let (end_line, end_column) = position(text, span.end);
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": file },
        "region": {
            "startLine": start_line,
            "startColumn": start_column,
            "endLine": end_line,
            "endColumn": end_column,
        },
    } })
}

/// Line and column of a byte, both from 1; the column counts characters.
fn position(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count().saturating_add(1);
    let column =
        before.rsplit('\n').next().map_or(0, |last| last.chars().count()).saturating_add(1);
    (line, column)
}
