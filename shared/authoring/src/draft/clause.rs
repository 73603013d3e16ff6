//! Module `draft`: an `[[exclude]]` or `[[allow]]` before any check.

use super::Spanned;
use super::parts::one_of;
use super::reader::Reader;
use super::when::{self, WhenDraft};
use crate::finding::{Finding, Report, Span};
use recourse::clause::{Payer, Verdict};

/// The phase in which a clause applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// `[[exclude]]`: every clause that applies is cited.
    Exclude,
    /// `[[allow]]`: the first clause that applies decides.
    Allow,
}

/// The basis of a clause that does not quote the published page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Basis {
    /// Safety: it prevents injuries.
    Safety,
    /// The law.
    Statute,
    /// How days, amounts and unknown answers are interpreted.
    Convention,
    /// The published page is silent on the matter.
    Silence,
}

/// `[[exclude]]` or `[[allow]]`.
#[derive(Debug, Clone)]
pub(crate) struct ClauseDraft {
    pub(crate) phase: Phase,
    pub(crate) id: Spanned<String>,
    pub(crate) remedies: Vec<Spanned<String>>,
    pub(crate) topics: Option<Vec<Spanned<String>>>,
    pub(crate) when: WhenDraft,
    pub(crate) verdict: Verdict,
    pub(crate) overlaps: Vec<Spanned<String>>,
    pub(crate) pays: Option<Payer>,
    pub(crate) cap: Option<Spanned<String>>,
    pub(crate) proofs: Vec<Spanned<String>>,
    pub(crate) steps: Vec<Spanned<String>>,
    pub(crate) quote: Option<Spanned<String>>,
    pub(crate) source_lines: Option<Spanned<String>>,
    pub(crate) basis: Option<Basis>,
    pub(crate) interpretation: Option<Spanned<String>>,
    pub(crate) requirements: Vec<Spanned<String>>,
    pub(crate) span: Span,
}

impl ClauseDraft {
    /// Whether its remedies are `["*"]`: all.
    pub(crate) fn takes_all(&self) -> bool {
        self.remedies.iter().any(|remedy| remedy.as_str() == "*")
    }
}

pub(super) fn read(
    mut reader: Reader<'_>,
    phase: Phase,
    report: &mut Report<'_>,
) -> Option<ClauseDraft> {
    let id = reader.required_text("id", report);
    reader.require("remedies", report);
    let has_topics = reader.value("topics").is_some();
    let topics = reader.texts("topics", report);
    let verdict = reader.text("verdict", report).and_then(|word| verdict(&word, phase, report));
    let pays = reader.text("pays", report).and_then(|word| one_of(&word, &PAYERS, report));
    let cap = reader.text("cap", report);
    let basis = reader.text("basis", report).and_then(|word| one_of(&word, &BASES, report));
    let draft = ClauseDraft {
        phase,
        id: id.clone().unwrap_or(Spanned::new(String::new(), reader.span.clone())),
        remedies: reader.texts("remedies", report),
        topics: has_topics.then_some(topics),
        when: reader
            .value("when")
            .map_or(WhenDraft::All(Vec::new()), |value| when::read(value, report)),
        verdict: verdict.unwrap_or(default_verdict(phase)),
        overlaps: if phase == Phase::Allow { reader.texts("overlaps", report) } else { Vec::new() },
        pays,
        cap,
        proofs: reader.texts("proofs", report),
        steps: reader.texts("steps", report),
        quote: reader.text("quote", report),
        source_lines: reader.text("source_lines", report),
        basis,
        interpretation: reader.text("interpretation", report),
        requirements: reader.texts("requirements", report),
        span: reader.span.clone(),
    };
    reader.finish(report);
    id.map(|_| draft)
}

fn default_verdict(phase: Phase) -> Verdict {
    match phase {
        Phase::Exclude => Verdict::Refused,
        Phase::Allow => Verdict::Granted,
    }
}

fn verdict(word: &Spanned<String>, phase: Phase, report: &mut Report<'_>) -> Option<Verdict> {
    let verdict = one_of(word, &VERDICTS, report)?;
    if phase == Phase::Exclude && verdict == Verdict::Granted {
        let finding =
            Finding::error("wrong-verdict", &word.span, "an exclusion cannot grant anything");
        report.add(
            finding.help("write it as [[allow]], or leave `verdict` out: an exclusion refuses"),
        );
        return None;
    }
    Some(verdict)
}

pub(super) const VERDICTS: [(&str, Verdict); 4] = [
    ("granted", Verdict::Granted),
    ("ask_support", Verdict::AskSupport),
    ("not_yet", Verdict::NotYet),
    ("refused", Verdict::Refused),
];

pub(super) const PAYERS: [(&str, Payer); 4] = [
    ("shop", Payer::Shop),
    ("customer", Payer::Customer),
    ("shop_if_justified", Payer::ShopIfJustified),
    ("undecided", Payer::Undecided),
];

const BASES: [(&str, Basis); 4] = [
    ("safety", Basis::Safety),
    ("statute", Basis::Statute),
    ("convention", Basis::Convention),
    ("silence", Basis::Silence),
];
