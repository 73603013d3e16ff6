//! Module `draft`: a statutes file before any check.

use super::Spanned;
use super::parts::{RIGHTS, one_of};
use super::reader::{self, Reader};
use crate::finding::{Finding, Report};
use recourse::clause::Right;
use std::collections::BTreeMap;

/// `[[right]]` of a statutes file.
#[derive(Debug, Clone)]
pub(crate) struct RightDraft {
    pub(crate) id: Spanned<String>,
    pub(crate) right: Right,
    pub(crate) within: Option<Spanned<String>>,
    /// Whether the law of one of the countries may give more than `within`.
    pub(crate) minimum: bool,
    pub(crate) source: Spanned<String>,
    /// The notice, by language.
    pub(crate) notice: BTreeMap<String, Spanned<String>>,
}

/// A statutes file: what the law gives consumers in some countries.
#[derive(Debug, Clone)]
pub(crate) struct StatuteDraft {
    pub(crate) as_of: Spanned<String>,
    pub(crate) countries: Vec<Spanned<String>>,
    pub(crate) rights: Vec<RightDraft>,
}

/// Reads a statutes file. `None` if it is not TOML, or a required key is missing.
pub(crate) fn read_statute(text: &str, report: &mut Report<'_>) -> Option<StatuteDraft> {
    let table = reader::parse(text, report)?;
    let mut reader = Reader::new(table.get_ref(), 0..0, "the statutes file");
    let as_of = reader.required_text("as_of", report);
    reader.require("countries", report);
    let countries = reader.texts("countries", report);
    let tables = reader.tables("right", report);
    let rights = tables.into_iter().filter_map(|table| read_right(table, report)).collect();
    reader.finish(report);
    Some(StatuteDraft { as_of: as_of?, countries, rights })
}

fn read_right(mut reader: Reader<'_>, report: &mut Report<'_>) -> Option<RightDraft> {
    let id = reader.required_text("id", report);
    let right =
        reader.required_text("right", report).and_then(|word| one_of(&word, &RIGHTS, report));
    let within = reader.text("within", report);
    let minimum = reader.flag("minimum", report).is_some_and(|flag| flag.value);
    let source = reader.required_text("source", report);
    reader.require("notice", report);
    let mut notice = BTreeMap::new();
    if let Some(table) = reader.table("notice", report) {
        for (language, _, value) in table.entries() {
            if let Some(text) = reader::text(value, language, report) {
                notice.insert(language.to_owned(), text);
            }
        }
        if !notice.contains_key("en") {
            let finding =
                Finding::error("missing-text", &table.span, "the notice has no English wording");
            report.add(finding.label("`en` is missing"));
        }
    }
    reader.finish(report);
    Some(RightDraft { id: id?, right: right?, within, minimum, source: source?, notice })
}
