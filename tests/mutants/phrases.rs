//! Faults in conditions: days, amounts and places that are off by one, reversed, or missing.

use super::{Mutant, Subject, id, table};
use toml::Value;

/// The faulty phrase; `None` if the fault does not apply to it.
type Slip = fn(&str) -> Option<String>;

const SLIPS: [(&str, Slip); 6] = [
    ("day-more", |text| days(text, 1)),
    ("day-less", |text| days(text, -1)),
    ("other-unit", other_unit),
    ("swap-strictness", swap_strictness),
    ("other-answer", other_answer),
    ("rolled", rolled),
];

pub(super) fn faults(subject: &Subject) -> Vec<Mutant> {
    let mut all = Vec::new();
    for key in ["exclude", "allow", "promise"] {
        for (ix, clause) in subject.tables(key).into_iter().enumerate() {
            let phrases = clause.get("when").map(phrases).unwrap_or_default();
            for (place, phrase) in phrases.iter().enumerate() {
                for (kind, slip) in SLIPS {
                    let Some(other) = slip(phrase) else { continue };
                    let name = format!("{}: {phrase} -> {other}", id(clause));
                    all.extend(subject.with(kind, name, |policy, _| {
                        set(table(policy, key, ix)?.get_mut("when")?, place, &other)
                    }));
                }
                let name = format!("{}: {phrase}", id(clause));
                all.extend(subject.with("drop-answer", name, |policy, _| {
                    let mut place = place;
                    take(table(policy, key, ix)?.get_mut("when")?, &mut place)
                }));
            }
        }
    }
    all.extend(places(subject));
    all
}

/// Every phrase of a condition, in order.
fn phrases(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(list) => list.iter().flat_map(phrases).collect(),
        Value::Table(table) => table.iter().flat_map(|(_, value)| phrases(value)).collect(),
        _ => Vec::new(),
    }
}

fn set(value: &mut Value, place: usize, other: &str) -> Option<()> {
    let mut left = place;
    visit(value, &mut |text| {
        if left == 0 {
            *text = other.to_owned();
        }
        left = left.wrapping_sub(1);
    });
    Some(())
}

fn visit(value: &mut Value, see: &mut dyn FnMut(&mut String)) {
    match value {
        Value::String(text) => see(text),
        Value::Array(list) => list.iter_mut().for_each(|value| visit(value, see)),
        Value::Table(table) => table.iter_mut().for_each(|(_, value)| visit(value, see)),
        _ => {}
    }
}

/// Removes one phrase from a list of several.
fn take(value: &mut Value, place: &mut usize) -> Option<()> {
    match value {
        Value::Array(list) if list.iter().all(Value::is_str) => {
            if *place < list.len() && list.len() > 1 {
                list.remove(*place);
                return Some(());
            }
            *place = place.checked_sub(list.len())?;
            None
        }
        Value::Array(list) => list.iter_mut().find_map(|value| take(value, place)),
        Value::Table(table) => table.iter_mut().find_map(|(_, value)| take(value, place)),
        _ => {
            *place = place.checked_sub(1)?;
            None
        }
    }
}

/// The first number of a date or span phrase, moved.
fn days(text: &str, by: i64) -> Option<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let at = words.iter().position(|word| word.parse::<i64>().is_ok())?;
    let unit = words.get(at + 1)?;
    if !["day", "days", "days,", "month", "months", "year", "business"].contains(unit) {
        return None;
    }
    let number = words.get(at)?.parse::<i64>().ok()? + by;
    let mut words: Vec<String> = words.into_iter().map(str::to_owned).collect();
    *words.get_mut(at)? = number.to_string();
    (number >= 0).then(|| words.join(" "))
}

fn other_unit(text: &str) -> Option<String> {
    [(" months", " days"), (" year", " months"), (" business days", " days")]
        .into_iter()
        .find_map(|(from, to)| text.contains(from).then(|| text.replacen(from, to, 1)))
}

fn swap_strictness(text: &str) -> Option<String> {
    let swaps = [
        ("under ", "up to "),
        ("up to ", "under "),
        ("from ", "over "),
        ("over ", "from "),
        ("within ", "after "),
        ("after ", "within "),
    ];
    swaps
        .into_iter()
        .find_map(|(from, to)| text.strip_prefix(from).map(|rest| format!("{to}{rest}")))
}

fn other_answer(text: &str) -> Option<String> {
    match text {
        "yes" => Some("no".to_owned()),
        "no" => Some("yes".to_owned()),
        "unknown" => Some("known".to_owned()),
        "known" => Some("unknown".to_owned()),
        _ => None,
    }
}

fn rolled(text: &str) -> Option<String> {
    match text.strip_suffix(" rolled") {
        Some(plain) => Some(plain.to_owned()),
        None => text.starts_with("within ").then(|| format!("{text} rolled")),
    }
}

/// The first, the middle or the last place of every list is removed.
fn places(subject: &Subject) -> Vec<Mutant> {
    let groups = subject.policy.get("place_groups").and_then(Value::as_table);
    let mut all = Vec::new();
    for (name, list) in groups.into_iter().flatten() {
        let count = list.as_array().map_or(0, Vec::len);
        for ix in [0, count / 2, count.saturating_sub(1)] {
            let place = list.get(ix).and_then(Value::as_str).unwrap_or_default();
            all.extend(subject.with("drop-place", format!("@{name}: {place}"), |policy, _| {
                let list = policy.get_mut("place_groups")?.get_mut(name)?.as_array_mut()?;
                (ix < list.len()).then(|| drop(list.remove(ix)))
            }));
        }
    }
    all
}
