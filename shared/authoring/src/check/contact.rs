//! Module `check`: texts and steps that need a contact detail which the shop has not set.

use super::wording::slots;
use crate::draft::{PolicyDraft, TextsDraft};
use crate::finding::{Finding, Report};

pub(super) fn check_texts(draft: &PolicyDraft, texts: &TextsDraft, report: &mut Report<'_>) {
    for (text, line) in &texts.0 {
        for (key, _) in draft.contact.keys().into_iter().filter(|(_, set)| !set) {
            if slots(line.text.as_str()).contains(key) {
                let message = format!("this text needs the shop's `{key}`, which is not set");
                report.add(
                    Finding::warning("unset-contact", &line.text.span, message)
                        .on(text)
                        .help(format!("set `{key}` under [contact]")),
                );
            }
        }
    }
}

pub(super) fn check_steps(draft: &PolicyDraft, report: &mut Report<'_>) {
    for step in &draft.steps {
        for need in &step.needs {
            if draft.contact.keys().contains(&(need.as_str(), false)) {
                let message = format!(
                    "the step `{}` is never shown while the shop's `{}` is not set",
                    step.id.value, need.value
                );
                report.add(
                    Finding::warning("unset-contact", &need.span, message)
                        .on(&step.id.value)
                        .help(format!("set `{}` under [contact]", need.value)),
                );
            }
        }
    }
}
