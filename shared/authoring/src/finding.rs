//! Room `finding`: what a policy's author is told: where, what, and what to do about it.

use serde::Serialize;
use std::ops::Range;

/// Byte positions in a file.
pub type Span = Range<usize>;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The policy does not compile.
    Error,
    /// It compiles, and somebody should look.
    Warning,
    /// Worth knowing.
    Note,
}

/// One thing that a policy's author should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Stable kebab-case name of the kind of finding, for example `unknown-id`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// The file, as it was named to [`crate::compile`].
    pub file: String,
    /// Where in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// A few words to put under the place.
    pub label: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// A concrete case that shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub witness: Option<String>,
}

impl Finding {
    fn new(severity: Severity, code: &'static str, span: &Span, message: impl Into<String>) -> Finding {
        Finding {
            code,
            severity,
            message: message.into(),
            file: String::new(),
            span: Some(span.clone()),
            label: "here".into(),
            help: None,
            witness: None,
        }
    }

    pub(crate) fn error(code: &'static str, span: &Span, message: impl Into<String>) -> Finding {
        Finding::new(Severity::Error, code, span, message)
    }

    pub(crate) fn warning(code: &'static str, span: &Span, message: impl Into<String>) -> Finding {
        Finding::new(Severity::Warning, code, span, message)
    }

    pub(crate) fn label(mut self, label: impl Into<String>) -> Finding {
        self.label = label.into();
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Finding {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn maybe_help(mut self, help: Option<String>) -> Finding {
        self.help = help.or(self.help);
        self
    }

    pub(crate) fn witness(mut self, witness: impl Into<String>) -> Finding {
        self.witness = Some(witness.into());
        self
    }
}

/// Findings about one file, in the order found.
#[derive(Debug)]
pub(crate) struct Report<'a> {
    pub(crate) file: &'a str,
    pub(crate) found: Vec<Finding>,
}

impl<'a> Report<'a> {
    pub(crate) fn new(file: &'a str) -> Report<'a> {
        Report { file, found: Vec::new() }
    }

    pub(crate) fn add(&mut self, mut finding: Finding) {
        finding.file = self.file.to_owned();
        self.found.push(finding);
    }
}

pub(crate) fn has_errors(found: &[Finding]) -> bool {
    found.iter().any(|finding| finding.severity == Severity::Error)
}
