//! Module `clause`: a condition compares facts with constants, so it is a combination of region
//! sets.

use crate::region::RegionSet;
use crate::truth::Truth;
use alloc::boxed::Box;
use alloc::vec::Vec;
use serde::Serialize;

/// When a clause applies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Condition {
    /// In every case.
    Always,
    /// The question's answer is in one of the regions.
    Is {
        /// Index of the question in the policy's list.
        question: u8,
        /// The regions.
        regions: RegionSet,
    },
    /// All of them hold.
    All(Vec<Condition>),
    /// At least one of them holds.
    Any(Vec<Condition>),
    /// The condition does not hold.
    Not(Box<Condition>),
}

impl Condition {
    /// Whether the condition holds, given the regions in which the answer to each question can
    /// still be.
    #[must_use]
    pub fn holds(&self, possible: &[RegionSet]) -> Truth {
        match self {
            Condition::Always => Truth::Yes,
            Condition::Is { question, regions } => {
                is_in(possible.get(usize::from(*question)), *regions)
            }
            Condition::All(parts) => {
                parts.iter().fold(Truth::Yes, |sum, part| sum.and(part.holds(possible)))
            }
            Condition::Any(parts) => {
                parts.iter().fold(Truth::No, |sum, part| sum.or(part.holds(possible)))
            }
            Condition::Not(part) => part.holds(possible).not(),
        }
    }

    /// Calls `visit` with every question that the condition tests.
    pub fn questions(&self, visit: &mut dyn FnMut(u8)) {
        match self {
            Condition::Always => {}
            Condition::Is { question, .. } => visit(*question),
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().for_each(|part| part.questions(visit))
            }
            Condition::Not(part) => part.questions(visit),
        }
    }
}

fn is_in(possible: Option<&RegionSet>, regions: RegionSet) -> Truth {
    match possible {
        Some(possible) if possible.without(regions).is_empty() => Truth::Yes,
        Some(possible) if possible.intersection(regions).is_empty() => Truth::No,
        _ => Truth::Open,
    }
}
