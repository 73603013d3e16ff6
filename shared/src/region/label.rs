//! Module `region`: the label of a region, in the notation of policy files.

use super::{none_region, unknown_region};
use crate::question::{Kind, Question};
use crate::types::{Amount, joined};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// The label of a region: an option, `yes`, `within 3 days`, `after 3 days, within 30 days`,
/// `under 100.00`, `up to 150.00`, `unknown`.
///
/// Widget and desk turn it into sentences; policy files accept it as it is.
#[must_use]
pub fn label(question: &Question, region: usize) -> String {
    if unknown_region(question) == Some(region) {
        return "unknown".to_string();
    }
    if none_region(question) == Some(region) {
        return "none".to_string();
    }
    let previous = region.checked_sub(1);
    match &question.kind {
        Kind::Choice { options } => {
            options.get(region).map(ToString::to_string).unwrap_or_default()
        }
        Kind::YesNo => if region == 0 { "yes" } else { "no" }.to_string(),
        Kind::Date { limits, .. } => {
            let after =
                previous.and_then(|ix| limits.get(ix)).map(|limit| format!("after {limit}"));
            join_bounds(after, limits.get(region).map(|limit| format!("within {limit}")))
        }
        Kind::Money { tops, .. } => {
            let from = previous.and_then(|ix| tops.get(ix)).map(|top| lower_bound(*top));
            join_bounds(from, tops.get(region).map(|top| upper_bound(*top)))
        }
        Kind::Place { regions, .. } => match regions.get(region) {
            Some(places) => {
                let names: Vec<String> = places.iter().map(ToString::to_string).collect();
                joined(&names, " ")
            }
            None => "elsewhere".to_string(),
        },
        Kind::Span { starts, .. } => {
            let from =
                previous.and_then(|ix| starts.get(ix)).map(|days| format!("from {days} days"));
            join_bounds(from, starts.get(region).map(|days| format!("under {days} days")))
        }
    }
}

fn join_bounds(lower: Option<String>, upper: Option<String>) -> String {
    match (lower, upper) {
        (Some(lower), Some(upper)) => format!("{lower}, {upper}"),
        (lower, upper) => lower.or(upper).unwrap_or_else(|| "known".to_string()),
    }
}

/// The upper bound of a region by its largest amount: `under 100.00`, or `up to 150.00` if that is
/// the rounder amount.
fn upper_bound(top: Amount) -> String {
    match next_if_rounder(top) {
        Some(next) => format!("under {next}"),
        None => format!("up to {top}"),
    }
}

/// The lower bound of a region by the largest amount of the region before: `from 100.00`, or
/// `over 150.00`.
fn lower_bound(top: Amount) -> String {
    match next_if_rounder(top) {
        Some(next) => format!("from {next}"),
        None => format!("over {top}"),
    }
}

/// The amount plus one minor unit; `None` if the amount itself ends in 0, because policies write
/// such an amount as `up to`.
fn next_if_rounder(top: Amount) -> Option<Amount> {
    let is_round = top.minor().rem_euclid(10) == 0 && top.minor() != 0;
    if is_round { None } else { top.plus(1) }
}
