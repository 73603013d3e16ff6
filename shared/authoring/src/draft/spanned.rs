//! Module `draft`: a value and where it stands.

use crate::finding::Span;
use std::ops::Range;

/// A value with the bytes of the file it was read from.
#[derive(Debug, Clone)]
pub(crate) struct Spanned<T> {
    pub(crate) value: T,
    pub(crate) span: Span,
}

impl<T> Spanned<T> {
    pub(crate) fn new(value: T, span: Span) -> Spanned<T> {
        Spanned { value, span }
    }
}

impl Spanned<String> {
    pub(crate) fn as_str(&self) -> &str {
        &self.value
    }

    /// The place of a part of the string; the whole string where escapes make the places differ.
    pub(crate) fn part(&self, inside: Range<usize>) -> Span {
        let start = self.span.start.saturating_add(1);
        if self.span.len() == self.value.len().saturating_add(2) {
            start.saturating_add(inside.start)..start.saturating_add(inside.end)
        } else {
            self.span.clone()
        }
    }
}
