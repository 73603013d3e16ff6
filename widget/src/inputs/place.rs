//! A country, found by typing its name in the shopper's language. Usual spellings of Crimea find the country whose
//! question about it the policy asks, and so do a few names that the browser's own table does not have.

use super::options::{radio, radios};
use crate::element::{View, el, said};
use crate::host::intl;
use crate::pages::field;
use crate::shop::Shop;
use crate::signals::*;
use crate::words::{has, word};
use recourse::question::Question;
use std::rc::Rc;

/// Rows shown at a time.
const ROWS_MAX: usize = 7;
/// What people write, folded, and the countries that it may be: an address in Crimea may stand under Ukraine or under Russia.
const OTHER_NAMES: [(&str, &str); 19] = [
    ("crimea", "UA RU"),
    ("krym", "UA RU"),
    ("крим", "UA RU"),
    ("крым", "UA RU"),
    ("sevastopol", "UA RU"),
    ("севастополь", "UA RU"),
    ("usa", "US"),
    ("america", "US"),
    ("uk", "GB"),
    ("britain", "GB"),
    ("great britain", "GB"),
    ("england", "GB"),
    ("scotland", "GB"),
    ("wales", "GB"),
    ("holland", "NL"),
    ("czech republic", "CZ"),
    ("turkey", "TR"),
    ("turkiye", "TR"),
    ("uae", "AE"),
];

pub(super) fn input(shop: &Shop, question: &Question, value: Signal<String>) -> View {
    let countries = Rc::new(countries(&shop.options.lang));
    let start = Some(value.get_untracked())
        .filter(|code| !matches!(code.as_str(), "" | "unknown" | "none"))
        .map(|code| intl::country(&shop.options.lang, &code));
    let typed = Signal::new(start.unwrap_or_default());
    let id = question.id.to_string();
    let all = Rc::clone(&countries);
    let rows = move || {
        let found = matching(&all, &typed.get());
        let none = found.is_empty() && !intl::folded(&typed.get()).is_empty();
        let mut rows: View = found.iter().map(|(code, name)| radio(&id, code, name, None, value)).collect();
        if none {
            rows.push(said("p", word("no_match")));
        }
        rows
    };
    let input = el("input").attr("type", "search").attr("autocomplete", "off").attr("spellcheck", "false");
    let input = input.value(move || typed.get()).input("input", move |text| {
        let found = matching(&countries, &text);
        // What is named, or the only one that is left, is chosen; one chosen before and out of sight now must not be sent.
        let folded = intl::folded(&text);
        let named = |(_, name): &&(String, String)| found.len() == 1 || intl::folded(name) == folded;
        value.set(found.first().filter(named).map(|(code, _)| code.clone()).unwrap_or_default());
        typed.set(text);
    });
    vec![field(word("search"), input), radios("options", value, []).attr("aria-live", "polite").live(rows)]
}

fn matching(all: &[Country], typed: &str) -> Vec<(String, String)> {
    let typed = intl::folded(typed);
    if typed.is_empty() {
        return Vec::new();
    }
    let other = |name: &str| *name == typed || typed.chars().count() > 3 && name.starts_with(&typed);
    let is_code = |country: &Country| country.code.eq_ignore_ascii_case(&typed);
    let hit = |country: &&Country| {
        has(&country.folded, &typed)
            || is_code(country)
            || OTHER_NAMES
                .iter()
                .any(|(name, codes)| other(name) && codes.split(' ').any(|code| code == country.code))
    };
    let rank = |country: &Country| match country.folded.starts_with(&typed) {
        _ if is_code(country) => 0,
        true => 1,
        false => 2,
    };
    let mut found = Vec::new();
    for wanted in 0..=2 {
        for country in all.iter().filter(hit).filter(|country| rank(country) == wanted) {
            found.push((country.code.clone(), country.name.clone()));
            if found.len() == ROWS_MAX {
                return found;
            }
        }
    }
    found
}

/// A country as it is looked for.
struct Country {
    code: String,
    name: String,
    folded: String,
}

fn countries(language: &str) -> Vec<Country> {
    let all = intl::countries(language).into_iter();
    all.map(|(code, name)| Country { folded: intl::folded(&name), code, name }).collect()
}
