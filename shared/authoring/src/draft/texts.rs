//! Module `draft`: a texts file before any check: tables are flattened to keys such as
//! `question.delivered_on.label`.

use super::Spanned;
use super::reader::{self, text};
use crate::finding::{Report, Span};
use std::collections::BTreeMap;
use toml::de::DeTable;

/// One text of a texts file.
#[derive(Debug, Clone)]
pub(crate) struct TextDraft {
    pub(crate) key_span: Span,
    pub(crate) text: Spanned<String>,
}

/// A texts file: its texts by key.
#[derive(Debug, Clone, Default)]
pub(crate) struct TextsDraft(pub(crate) BTreeMap<String, TextDraft>);

/// Reads a texts file. `None` if it is not TOML.
pub(crate) fn read_texts(file: &str, report: &mut Report<'_>) -> Option<TextsDraft> {
    let table = reader::parse(file, report)?;
    let mut draft = TextsDraft::default();
    flatten(table.get_ref(), "", &mut draft, report);
    Some(draft)
}

fn flatten(table: &DeTable<'_>, prefix: &str, draft: &mut TextsDraft, report: &mut Report<'_>) {
    for (key, value) in table {
        let name = key.get_ref();
        let path = if prefix.is_empty() { name.to_string() } else { format!("{prefix}.{name}") };
        if let Some(inner) = value.get_ref().as_table() {
            flatten(inner, &path, draft, report);
        } else if let Some(text) = text(value, &path, report) {
            draft.0.insert(path, TextDraft { key_span: key.span(), text });
        }
    }
}
