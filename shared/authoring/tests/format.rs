//! The reference of the policy format (`docs/policy-format.md`): its examples together are one
//! policy, which compiles without warnings.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use recourse_authoring::{Finding, PolicyFiles, Severity, compile};
use std::fs;

const REFERENCE: &str = "../../docs/policy-format.md";

/// The code blocks whose info string names this file, joined.
fn example(reference: &str, file: &str) -> String {
    let mut joined = String::new();
    let mut inside = false;
    for line in reference.lines() {
        match line.strip_prefix("```") {
            Some(info) => inside = !inside && info.split(' ').nth(1) == Some(file),
            None if inside => {
                joined.push_str(line);
                joined.push('\n');
            }
            None => {}
        }
    }
    joined
}

fn files() -> PolicyFiles {
    let reference = fs::read_to_string(REFERENCE).unwrap();
    let text = |file: &str| example(&reference, file);
    PolicyFiles {
        policy: ("corner/policy.toml".into(), text("policy.toml")),
        source: text("source.txt"),
        texts: vec![("en".into(), "texts/en.toml".into(), text("texts/en.toml"))],
        statutes: vec![("statutes/eu.toml".into(), text("statutes/eu.toml"))],
        today: None,
    }
}

fn describe(finding: &Finding) -> String {
    let files = files();
    let span = finding.span.clone().unwrap_or_default();
    let marked = files.text(&finding.file).and_then(|text| text.get(span)).unwrap_or_default();
    format!("{} in {}: {} `{marked}`", finding.code, finding.file, finding.message)
}

#[test]
fn policy_format_example_compiles_without_warnings() {
    let findings = match compile(&files()) {
        Ok(compiled) => compiled.findings,
        Err(findings) => findings,
    };
    let open = findings.iter().filter(|finding| finding.severity != Severity::Note);
    let open: Vec<String> = open.map(describe).collect();
    assert!(open.is_empty(), "docs/policy-format.md:\n{}", open.join("\n"));
}

/// The example shopper of an unknown span has an unknown date.
#[test]
fn deadline_is_right_for_an_unknown_span() {
    let mut files = files();
    let unknown_date = "within 60 days\", shipped_on = \"unknown\"";
    assert!(
        files.policy.1.contains(unknown_date),
        "the reference has a clause about an unknown date"
    );
    let unknown_span = "within 60 days\", transit_days = \"unknown\"";
    files.policy.1 = files.policy.1.replace(unknown_date, unknown_span);
    let errors: Vec<String> = match compile(&files) {
        Ok(_) => Vec::new(),
        Err(findings) => {
            let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
            errors.map(describe).collect()
        }
    };
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}
