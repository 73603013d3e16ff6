//! Findings with the line, the caret and the help, drawn by miette.

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
        let _ = handler.render_report(&mut text, &Shown::new(finding, files));
        text.push('\n');
    }
    text
}

#[derive(Debug)]
struct Shown<'a> {
    finding: &'a Finding,
    source: NamedSource<String>,
}

impl<'a> Shown<'a> {
    fn new(finding: &'a Finding, files: &PolicyFiles) -> Shown<'a> {
        let text = files.text(&finding.file).unwrap_or_default();
        Shown { finding, source: NamedSource::new(&finding.file, text.to_owned()) }
    }
}

impl Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.finding.message)
    }
}

impl std::error::Error for Shown<'_> {}

impl Diagnostic for Shown<'_> {
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
        let witness = self.finding.witness.as_ref();
        let witness = witness
            .map(|shopper| format!("for example, asked on {}: {}", shopper.today, shopper.case));
        let accepted = self.finding.accepted.as_ref().map(|reason| format!("accepted: {reason}"));
        let help = self.finding.help.clone().filter(|_| accepted.is_none());
        let far = self
            .far()
            .map(|other| format!("line {}: {}", self.line(other.span.start), other.label));
        let lines: Vec<String> =
            witness.into_iter().chain(far).chain(accepted).chain(help).collect();
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

impl Shown<'_> {
    /// The places that are too far away to be drawn in one picture.
    fn far(&self) -> impl Iterator<Item = &Related> {
        self.finding.related.iter().filter(|other| !self.is_near(other))
    }

    fn is_near(&self, other: &Related) -> bool {
        let own = self.finding.span.as_ref().map_or(0, |span| self.line(span.start));
        own.abs_diff(self.line(other.span.start)) <= LINES_NEAR
    }

    fn line(&self, at: usize) -> usize {
        let before = self.source.inner().as_bytes().iter().take(at);
        before.filter(|byte| **byte == b'\n').count().saturating_add(1)
    }
}

/// How many lines may lie between two places of one picture.
const LINES_NEAR: usize = 12;
