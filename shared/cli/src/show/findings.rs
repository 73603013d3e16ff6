//! Findings with the line, the caret and the help, rendered by miette.

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource,
    Severity as Level, SourceCode,
};
use recourse_authoring::{Finding, PolicyFiles, Related, Severity};
use std::fmt::{self, Display};
use std::io::IsTerminal;

/// The findings, as text; with colours on a terminal.
#[must_use]
pub fn text(findings: &[Finding], files: &PolicyFiles) -> String {
    let theme = if std::io::stdout().is_terminal() {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(110).with_links(false);
    let mut text = String::new();
    for finding in findings {
        // Writing into a string cannot fail.
        let _ = handler.render_report(&mut text, &Report::new(finding, files));
        text.push('\n');
    }
    text
}

/// A finding in the form that miette renders.
#[derive(Debug)]
struct Report<'a> {
    finding: &'a Finding,
    source: NamedSource<String>,
}

impl<'a> Report<'a> {
    fn new(finding: &'a Finding, files: &PolicyFiles) -> Report<'a> {
        let text = files.text(&finding.file).unwrap_or_default();
        Report { finding, source: NamedSource::new(&finding.file, text.to_owned()) }
    }
}

impl Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.finding.message)
    }
}

impl std::error::Error for Report<'_> {}

impl Diagnostic for Report<'_> {
    fn code<'b>(&'b self) -> Option<Box<dyn Display + 'b>> {
        Some(Box::new(self.finding.code))
    }

    fn severity(&self) -> Option<Level> {
        Some(match self.finding.severity {
            Severity::Error => Level::Error,
            Severity::Warning => Level::Warning,
            Severity::Note => Level::Advice,
        })
    }

    fn help<'b>(&'b self) -> Option<Box<dyn Display + 'b>> {
        let mut lines = Vec::new();
        if let Some(shopper) = &self.finding.witness {
            lines.push(format!("for example, asked on {}: {}", shopper.today, shopper.case));
        }
        for other in self.far_locations() {
            lines.push(format!("line {}: {}", self.line(other.span.start), other.label));
        }
        match &self.finding.accepted {
            Some(reason) => lines.push(format!("accepted: {reason}")),
            None => lines.extend(self.finding.help.clone()),
        }
        (!lines.is_empty()).then(|| Box::new(lines.join("\n")) as Box<dyn Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = self.finding.span.clone()?;
        let label = |label: &str, span: &std::ops::Range<usize>| {
            LabeledSpan::new(Some(label.to_owned()), span.start, span.len())
        };
        let own = std::iter::once(label(&self.finding.label, &span));
        let near = self.finding.related.iter().filter(|other| self.is_near(other));
        Some(Box::new(own.chain(near.map(move |other| label(&other.label, &other.span)))))
    }
}

impl Report<'_> {
    /// The related locations that are too far away to be shown in the same excerpt.
    fn far_locations(&self) -> impl Iterator<Item = &Related> {
        self.finding.related.iter().filter(|other| !self.is_near(other))
    }

    fn is_near(&self, other: &Related) -> bool {
        let own = self.finding.span.as_ref().map_or(0, |span| self.line(span.start));
        own.abs_diff(self.line(other.span.start)) <= LINES_NEAR
    }

    /// The line of a byte, from 1.
    fn line(&self, at: usize) -> usize {
        let before = self.source.inner().as_bytes().iter().take(at);
        before.filter(|byte| **byte == b'\n').count().saturating_add(1)
    }
}

/// How many lines may be between two locations of one excerpt.
const LINES_NEAR: usize = 12;
