//! Places, without the tables of the program: the other codes of territories are written here by
//! hand, and the places that contain others are read from another source.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Overseas territories, each with the codes that the country which claims them uses.
const SAME: [(&str, &str); 30] = [
    ("HK", "CN-91 CN-HK"),
    ("MO", "CN-92 CN-MO"),
    ("TW", "CN-71 CN-TW"),
    ("AX", "FI-01"),
    ("BL", "FR-BL"),
    ("GF", "FR-GF FR-973"),
    ("GP", "FR-GP FR-GUA FR-971"),
    ("MF", "FR-MF"),
    ("MQ", "FR-MQ FR-972"),
    ("NC", "FR-NC"),
    ("PF", "FR-PF"),
    ("PM", "FR-PM"),
    ("RE", "FR-RE FR-LRE FR-974"),
    ("TF", "FR-TF"),
    ("WF", "FR-WF"),
    ("YT", "FR-YT FR-MAY FR-976"),
    ("AW", "NL-AW"),
    ("CW", "NL-CW"),
    ("SX", "NL-SX"),
    ("BQ-BO", "NL-BQ1"),
    ("BQ-SA", "NL-BQ2"),
    ("BQ-SE", "NL-BQ3"),
    ("SJ", "NO-21 NO-22"),
    ("XK", "RS-KM RS-25 RS-26 RS-27 RS-28 RS-29"),
    ("AS", "US-AS"),
    ("GU", "US-GU"),
    ("MP", "US-MP"),
    ("PR", "US-PR"),
    ("UM", "US-UM"),
    ("VI", "US-VI"),
];

static PARENTS: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    include_str!("parents.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
        .collect()
});

/// The code by which each other code of a territory is compared.
static ONE_CODE: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    SAME.iter().flat_map(|(own, others)| others.split(' ').map(|other| (other, *own))).collect()
});

/// The code by which a place is compared.
pub(crate) fn one_code(code: &str) -> &str {
    ONE_CODE.get(code).copied().unwrap_or(code)
}

/// Whether a place is the entry of a list, or inside it.
pub(crate) fn lies_in(place: &str, entry: &str) -> bool {
    let (place, entry) = (one_code(place), one_code(entry));
    if let Some(country) = entry.strip_suffix("-?") {
        return place == country;
    }
    let mut at = place;
    loop {
        if at == entry {
            return true;
        }
        let country = at.split('-').next().unwrap();
        at = match PARENTS.get(at) {
            Some(parent) => parent,
            None if at != country => country,
            None => return false,
        };
    }
}

/// The country of a place.
pub(crate) fn country(place: &str) -> &str {
    one_code(place).split('-').next().unwrap()
}

/// Every code that is known here: the other codes of territories, parts of parts, and their
/// containers.
pub(crate) fn codes() -> impl Iterator<Item = &'static str> {
    let others = SAME
        .iter()
        .flat_map(|(own, others)| others.split(' ').chain([*own]))
        .filter(|code| !code.is_empty());
    others.chain(PARENTS.iter().flat_map(|(child, parent)| [*child, *parent]))
}

/// Parts of a part.
pub(crate) fn parts_in(entry: &str) -> impl Iterator<Item = &'static str> + use<'_> {
    PARENTS
        .keys()
        .copied()
        .filter(move |code| *code != entry && entry.contains('-') && lies_in(code, entry))
}
