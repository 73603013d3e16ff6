//! Module `region`: the words of a region, in the notation of policy files.

use super::{none_region, unknown_region};
use crate::question::{Kind, Question};
use crate::types::{Amount, joined};
use alloc::format;
use alloc::string::{String, ToString};

/// The words for a region: an option, `yes`, `within 3 days`, `after 3 days, within 30 days`, `under 100.00`, `up to 150.00`, `unknown`.
///
/// Widget and desk turn the words into sentences; policy files accept them as they stand.
#[must_use]
pub fn label(question: &Question, region: usize) -> String {
    if unknown_region(question) == Some(region) {
        return "unknown".to_string();
    }
    if none_region(question) == Some(region) {
        return "none".to_string();
    }
    let before = region.checked_sub(1);
    match &question.kind {
        Kind::Choice { options } => {
            options.get(region).map(ToString::to_string).unwrap_or_default()
        }
        Kind::YesNo => if region == 0 { "yes" } else { "no" }.to_string(),
        Kind::Date { limits, .. } => {
            let after = before.and_then(|ix| limits.get(ix)).map(|limit| format!("after {limit}"));
            join(after, limits.get(region).map(|limit| format!("within {limit}")))
        }
        Kind::Money { tops, .. } => {
            let from = before.and_then(|ix| tops.get(ix)).map(|top| beyond(*top));
            join(from, tops.get(region).map(|top| up_to(*top)))
        }
        Kind::Place { regions, .. } => {
            let names = |places: &[crate::types::Area]| {
                let names: alloc::vec::Vec<_> = places.iter().map(ToString::to_string).collect();
                joined(&names, " ")
            };
            regions.get(region).map_or_else(|| "elsewhere".to_string(), |places| names(places))
        }
        Kind::Span { starts, .. } => {
            let from = before.and_then(|ix| starts.get(ix)).map(|days| format!("from {days} days"));
            join(from, starts.get(region).map(|days| format!("under {days} days")))
        }
    }
}

fn join(from: Option<String>, to: Option<String>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => format!("{from}, {to}"),
        (one, other) => one.or(other).unwrap_or_else(|| "known".to_string()),
    }
}

/// The amounts to a region's largest: `under 100.00`, or `up to 150.00` where that is the rounder amount.
fn up_to(top: Amount) -> String {
    match next_rounder(top) {
        Some(next) => format!("under {next}"),
        None => format!("up to {top}"),
    }
}

/// The amounts beyond the largest of the region before: `from 100.00`, or `over 150.00`.
fn beyond(top: Amount) -> String {
    match next_rounder(top) {
        Some(next) => format!("from {next}"),
        None => format!("over {top}"),
    }
}

/// The amount that is one unit of the currency more; `None` where the amount itself ends in a nought, as one does that
/// a policy writes as `up to`.
fn next_rounder(top: Amount) -> Option<Amount> {
    top.plus(1).filter(|_| top.minor().rem_euclid(10) != 0 || top.minor() == 0)
}
