//! Room `draft`: an `[[exclude]]` or `[[allow]]` as written.

use super::At;
use super::parts::one_of;
use super::reader::Reader;
use super::when::{self, WhenDraft};
use crate::finding::{Finding, Report, Span};
use recourse::clause::{Payer, Verdict};

/// In which phase a clause speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// `[[exclude]]`: every match is cited.
    Exclude,
    /// `[[allow]]`: the first match decides.
    Allow,
}

/// Why a clause stands, where it is not the published page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Basis {
    /// So that nobody is hurt.
    Safety,
    /// The law.
    Statute,
    /// How days, money and unknown answers are read.
    Convention,
    /// The page does not say.
    Silence,
}

/// `[[exclude]]` or `[[allow]]`.
#[derive(Debug, Clone)]
pub(crate) struct ClauseDraft {
    pub(crate) phase: Phase,
    pub(crate) id: At<String>,
    pub(crate) remedies: Vec<At<String>>,
    pub(crate) topics: Option<Vec<At<String>>>,
    pub(crate) when: WhenDraft,
    pub(crate) verdict: Verdict,
    pub(crate) after: Vec<At<String>>,
    pub(crate) pays: Option<Payer>,
    pub(crate) cap: Option<At<String>>,
    pub(crate) proofs: Vec<At<String>>,
    pub(crate) steps: Vec<At<String>>,
    pub(crate) quote: Option<At<String>>,
    pub(crate) lines: Option<At<String>>,
    pub(crate) basis: Option<Basis>,
    pub(crate) reading: Option<At<String>>,
    pub(crate) rows: Vec<At<String>>,
    pub(crate) span: Span,
}

impl ClauseDraft {
    /// Whether its remedies are `["*"]`.
    pub(crate) fn takes_all(&self) -> bool {
        self.remedies.iter().any(|remedy| remedy.as_str() == "*")
    }
}

pub(super) fn read(mut reader: Reader<'_>, phase: Phase, report: &mut Report<'_>) -> Option<ClauseDraft> {
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
        id: id.clone().unwrap_or(At::new(String::new(), reader.span.clone())),
        remedies: reader.texts("remedies", report),
        topics: has_topics.then_some(topics),
        when: reader.value("when").map_or(WhenDraft::All(Vec::new()), |value| when::read(value, report)),
        verdict: verdict.unwrap_or(if phase == Phase::Allow { Verdict::Granted } else { Verdict::Refused }),
        after: if phase == Phase::Allow { reader.texts("after", report) } else { Vec::new() },
        pays,
        cap,
        proofs: reader.texts("proofs", report),
        steps: reader.texts("steps", report),
        quote: reader.text("quote", report),
        lines: reader.text("lines", report),
        basis,
        reading: reader.text("reading", report),
        rows: reader.texts("rows", report),
        span: reader.span.clone(),
    };
    reader.finish(report);
    id.map(|_| draft)
}

fn verdict(word: &At<String>, phase: Phase, report: &mut Report<'_>) -> Option<Verdict> {
    let verdict = one_of(word, &VERDICTS, report)?;
    if phase == Phase::Exclude && verdict == Verdict::Granted {
        let finding = Finding::error("wrong-verdict", &word.span, "an exclusion cannot grant anything");
        report.add(finding.help("write it as [[allow]], or leave `verdict` out: an exclusion refuses"));
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
