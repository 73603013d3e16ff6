//! Module `finding`: the diagnostics for the author of a policy: where, what is wrong, and what to
//! do about it.

use crate::cases::Shopper;
use serde::Serialize;
use std::ops::Range;

/// A range of bytes in a file.
pub type Span = Range<usize>;

/// The severity of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The policy does not compile.
    Error,
    /// The policy compiles, but the author should check this.
    Warning,
    /// Information.
    Note,
}

/// A diagnostic about a policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Stable kebab-case code of the kind of finding, for example `unknown-id`.
    pub code: &'static str,
    /// Its severity.
    pub severity: Severity,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// The name of the file, as passed to [`crate::compile`].
    pub file: String,
    /// The location in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// A short text for the location.
    pub label: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// An example shopper who is affected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub witness: Option<Box<Shopper>>,
    /// Other locations in the same file that are involved.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
    /// The author's reason for accepting it; the severity is `Note` then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<String>,
    /// The id that `[[accept]]` uses for it: of a clause, a question or a promise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
}

/// Another location that is involved in a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Related {
    /// The location in the file.
    pub span: Span,
    /// A short text for the location.
    pub label: String,
}

impl Finding {
    fn new(
        severity: Severity,
        code: &'static str,
        span: &Span,
        message: impl Into<String>,
    ) -> Finding {
        Finding {
            code,
            severity,
            message: message.into(),
            file: String::new(),
            span: Some(span.clone()),
            label: "here".into(),
            help: None,
            witness: None,
            related: Vec::new(),
            accepted: None,
            on: None,
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

    pub(crate) fn note(code: &'static str, span: &Span, message: impl Into<String>) -> Finding {
        Finding::new(Severity::Note, code, span, message)
    }

    pub(crate) fn witness(mut self, shopper: Shopper) -> Finding {
        self.witness = Some(Box::new(shopper));
        self
    }

    pub(crate) fn related(mut self, span: &Span, label: impl Into<String>) -> Finding {
        self.related.push(Related { span: span.clone(), label: label.into() });
        self
    }

    /// Sets the id that `[[accept]]` uses for it.
    pub(crate) fn on(mut self, id: &str) -> Finding {
        self.on = Some(id.to_owned());
        self
    }
}

/// The findings about one file, in the order in which they are found.
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
