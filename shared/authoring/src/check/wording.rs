//! Module `check`: the form of a text: plain text, only known slots, the same slots in every
//! language.

use crate::draft::TextsDraft;
use crate::finding::{Finding, Report};
use crate::suggest;
use std::collections::BTreeSet;

/// The slots that a text may have.
const SLOTS: [&str; 3] = ["email", "return_address", "store"];

pub(super) fn check(texts: &TextsDraft, source: Option<&TextsDraft>, report: &mut Report<'_>) {
    for (key, line) in &texts.0 {
        let text = line.text.as_str();
        let span = &line.text.span;
        if text.trim().is_empty() {
            report.add(Finding::error("empty-text", span, format!("`{key}` says nothing")));
        }
        if has_markup(text) {
            let message = "texts are plain words, without HTML";
            let finding = Finding::error("markup-in-text", span, message);
            report.add(finding.label("looks like a tag"));
        }
        for slot in slots(text).into_iter().filter(|slot| !SLOTS.contains(slot)) {
            let message = format!("there is no slot `{{{slot}}}`");
            let finding = Finding::error("unknown-slot", span, message);
            report.add(finding.maybe_help(suggest::help(slot, SLOTS)));
        }
        let Some(original) = source.and_then(|source| source.0.get(key)) else { continue };
        if slots(original.text.as_str()) != slots(text) {
            let message = format!("`{key}` has other slots than in the source language");
            report.add(Finding::error("slots-differ", span, message));
        }
    }
}

/// The names between braces.
pub(super) fn slots(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

fn has_markup(text: &str) -> bool {
    text.split('<')
        .skip(1)
        .any(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!'))
}
