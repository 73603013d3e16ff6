//! Module `draft`: a condition before any check: a tree of questions and phrases, none of them
//! resolved.

use super::Spanned;
use super::reader::{text, wrong_kind};
use crate::finding::{Finding, Report, Span};
use toml::de::{DeTable, DeValue};

/// A condition.
#[derive(Debug, Clone)]
pub(crate) enum WhenDraft {
    /// `question = "phrase"` or `question = ["phrase", ..]`.
    Is { question: Spanned<String>, phrases: Vec<Spanned<String>> },
    /// A table, or `all = [..]`. An empty one always holds.
    All(Vec<WhenDraft>),
    /// `any = [..]`.
    Any(Vec<WhenDraft>),
    /// `not = {..}`.
    Not(Box<WhenDraft>),
}

impl WhenDraft {
    pub(crate) fn is_always(&self) -> bool {
        matches!(self, WhenDraft::All(parts) if parts.iter().all(WhenDraft::is_always))
    }
}

pub(super) fn read(value: &toml::Spanned<DeValue<'_>>, report: &mut Report<'_>) -> WhenDraft {
    match value.get_ref().as_table() {
        Some(table) => WhenDraft::All(read_table(table, report)),
        None => {
            report.add(wrong_kind(value, "when", "a table such as { opened = \"no\" }"));
            WhenDraft::All(Vec::new())
        }
    }
}

fn read_table(table: &DeTable<'_>, report: &mut Report<'_>) -> Vec<WhenDraft> {
    let mut entries: Vec<_> = table.iter().collect();
    // In the order of the file, so that findings come in the order in which an author reads.
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
        .into_iter()
        .map(|(key, value)| read_entry(key.get_ref(), key.span(), value, report))
        .collect()
}

fn read_entry(
    key: &str,
    span: Span,
    value: &toml::Spanned<DeValue<'_>>,
    report: &mut Report<'_>,
) -> WhenDraft {
    match key {
        "any" => WhenDraft::Any(read_list("any", value, report)),
        "all" => WhenDraft::All(read_list("all", value, report)),
        "not" => WhenDraft::Not(Box::new(read(value, report))),
        _ => {
            let question = Spanned::new(key.to_owned(), span);
            WhenDraft::Is { question, phrases: read_phrases(key, value, report) }
        }
    }
}

fn read_list(
    key: &str,
    value: &toml::Spanned<DeValue<'_>>,
    report: &mut Report<'_>,
) -> Vec<WhenDraft> {
    let Some(list) = value.get_ref().as_array() else {
        report.add(wrong_kind(value, key, "a list of conditions: [ { .. }, { .. } ]"));
        return Vec::new();
    };
    if list.is_empty() {
        report.add(empty(key, &value.span()));
    }
    list.iter().map(|item| read(item, report)).collect()
}

fn read_phrases(
    key: &str,
    value: &toml::Spanned<DeValue<'_>>,
    report: &mut Report<'_>,
) -> Vec<Spanned<String>> {
    let Some(list) = value.get_ref().as_array() else {
        return text(value, key, report).into_iter().collect();
    };
    if list.is_empty() {
        report.add(empty(key, &value.span()));
    }
    list.iter().filter_map(|item| text(item, key, report)).collect()
}

fn empty(key: &str, span: &Span) -> Finding {
    Finding::error(
        "empty-list",
        span,
        format!("`{key}` lists nothing, so the condition could never hold"),
    )
    .label("empty")
}
