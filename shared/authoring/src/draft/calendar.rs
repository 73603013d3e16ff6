//! Module `draft`: `[calendar]` before any check.

use super::Spanned;
use super::reader::Reader;
use crate::finding::{Report, Span};

/// `[calendar]`: the days that are not working days.
#[derive(Debug, Clone)]
pub(crate) struct CalendarDraft {
    /// The days of rest of every week; `None` if the key is absent, which means Saturday and
    /// Sunday.
    pub(crate) weekend: Option<Vec<Spanned<String>>>,
    pub(crate) holidays: Vec<Spanned<String>>,
    pub(crate) span: Span,
}

pub(super) fn read(mut reader: Reader<'_>, report: &mut Report<'_>) -> CalendarDraft {
    let has_weekend = reader.entries().any(|(key, _, _)| key == "weekend");
    let weekend = reader.texts("weekend", report);
    let holidays = reader.texts("holidays", report);
    let span = reader.span.clone();
    reader.finish(report);
    CalendarDraft { weekend: has_weekend.then_some(weekend), holidays, span }
}
