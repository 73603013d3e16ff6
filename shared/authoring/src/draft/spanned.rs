//! Module `draft`: a value with its location in the file.

use crate::finding::Span;
use std::ops::Range;

/// A value with the bytes of the file from which it was read.
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

    /// The location of a part of the string; that of the whole string if it has escapes, because
    /// positions differ then.
    pub(crate) fn part(&self, inside: Range<usize>) -> Span {
        let start = self.span.start.saturating_add(1);
        if self.span.len() == self.value.len().saturating_add(2) {
            start.saturating_add(inside.start)..start.saturating_add(inside.end)
        } else {
            self.span.clone()
        }
    }
}
