//! Module `finding`: what a policy's author is told: where, what, and what to do about it.

use crate::cases::Shopper;
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
    /// One shopper who shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub witness: Option<Box<Shopper>>,
    /// Other places in the same file that take part.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
    /// Why the author accepts it: then it is a note, whatever it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<String>,
    /// What it is about, for `[[accept]]`: the id of a clause, a question, a promise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
}

/// Another place that takes part in a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Related {
    /// Where in the file.
    pub span: Span,
    /// A few words to put under the place.
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

    /// What it is about, so that `[[accept]]` can name it.
    pub(crate) fn on(mut self, id: &str) -> Finding {
        self.on = Some(id.to_owned());
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
