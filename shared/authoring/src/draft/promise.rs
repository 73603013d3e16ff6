//! Module `draft`: promises, which must hold for all clauses, and accepted findings.

use super::Spanned;
use super::clause::{PAYERS, VERDICTS};
use super::parts::one_of;
use super::reader::Reader;
use super::when::{self, WhenDraft};
use crate::finding::{Report, Span};
use recourse::clause::{Payer, Verdict};

/// `[[promise]]`: in every case in which `when` holds, the verdict is one of these.
#[derive(Debug, Clone)]
pub(crate) struct PromiseDraft {
    pub(crate) id: Spanned<String>,
    pub(crate) topics: Vec<Spanned<String>>,
    pub(crate) remedies: Vec<Spanned<String>>,
    pub(crate) when: WhenDraft,
    pub(crate) verdicts: Vec<Verdict>,
    pub(crate) pays: Vec<Payer>,
    pub(crate) requirements: Vec<Spanned<String>>,
}

/// `[[accept]]`: a finding that the author accepts, with the reason.
#[derive(Debug, Clone)]
pub(crate) struct AcceptDraft {
    pub(crate) code: Spanned<String>,
    pub(crate) on: Option<Spanned<String>>,
    pub(crate) reason: Spanned<String>,
    pub(crate) span: Span,
}

pub(super) fn read_promise(
    mut reader: Reader<'_>,
    report: &mut Report<'_>,
) -> Option<PromiseDraft> {
    let id = reader.required_text("id", report);
    reader.require("remedies", report);
    reader.require("verdict", report);
    let verdicts = reader.texts_or_one("verdict", report);
    let pays = reader.texts_or_one("pays", report);
    let draft = PromiseDraft {
        id: id.clone().unwrap_or(Spanned::new(String::new(), reader.span.clone())),
        topics: reader.texts("topics", report),
        remedies: reader.texts("remedies", report),
        when: reader
            .value("when")
            .map_or(WhenDraft::All(Vec::new()), |value| when::read(value, report)),
        verdicts: verdicts.iter().filter_map(|word| one_of(word, &VERDICTS, report)).collect(),
        pays: pays.iter().filter_map(|word| one_of(word, &PAYERS, report)).collect(),
        requirements: reader.texts("requirements", report),
    };
    reader.finish(report);
    id.map(|_| draft)
}

pub(super) fn read_accept(mut reader: Reader<'_>, report: &mut Report<'_>) -> Option<AcceptDraft> {
    let code = reader.required_text("code", report);
    let reason = reader.required_text("reason", report);
    let on = reader.text("on", report);
    let span = reader.span.clone();
    reader.finish(report);
    Some(AcceptDraft { code: code?, on, reason: reason?, span })
}
