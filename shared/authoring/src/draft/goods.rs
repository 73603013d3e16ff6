//! Module `draft`: `[goods]`: what a shop sells, as far as checks depend on it.

use super::Spanned;
use super::parts::one_of;
use super::reader::Reader;
use crate::finding::Report;

/// Whether goods have batteries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Batteries {
    /// No goods of the shop have one.
    None,
    /// Some goods may have one. The default if the key is absent.
    Some,
}

const BATTERIES: [(&str, Batteries); 2] = [("none", Batteries::None), ("some", Batteries::Some)];

/// `[goods]`.
#[derive(Debug, Clone, Default)]
pub(crate) struct GoodsDraft {
    pub(crate) batteries: Option<Spanned<Batteries>>,
}

impl GoodsDraft {
    /// The value `none` with its location; `None` if goods may have batteries.
    pub(crate) fn without_batteries(&self) -> Option<&Spanned<Batteries>> {
        self.batteries.as_ref().filter(|batteries| batteries.value == Batteries::None)
    }
}

pub(super) fn read(mut reader: Reader<'_>, report: &mut Report<'_>) -> GoodsDraft {
    let word = reader.text("batteries", report);
    reader.finish(report);
    let batteries = word.and_then(|word| {
        one_of(&word, &BATTERIES, report).map(|value| Spanned::new(value, word.span))
    });
    GoodsDraft { batteries }
}
