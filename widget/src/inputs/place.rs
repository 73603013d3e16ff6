//! A country, found by typing its name in the shopper's language. Usual spellings of Crimea find the country whose
//! question about it the policy asks.

use super::options::radio;
use crate::element::{View, el, said};
use crate::host::intl;
use crate::pages::field;
use crate::shop::Shop;
use crate::signals::*;
use crate::words::word;
use recourse::question::Question;

/// Rows shown at a time.
const ROWS_MAX: usize = 7;
/// How people write it; the address may stand under Ukraine or under Russia.
const CRIMEA: [&str; 6] = ["crimea", "krym", "крим", "крым", "sevastopol", "севастополь"];

pub(super) fn input(shop: &Shop, question: &Question, value: RwSignal<String>) -> View {
    let countries = StoredValue::new(countries(&shop.options.lang));
    let start = Some(value.get_untracked())
        .filter(|code| !code.is_empty())
        .map(|code| intl::country(&shop.options.lang, &code));
    let typed = RwSignal::new(start.unwrap_or_default());
    let id = question.id.to_string();
    let rows = move || {
        let found = countries.with_value(|all: &Vec<Country>| matching(all, &typed.get()));
        let none = found.is_empty() && !typed.get().trim().is_empty();
        let found = found.iter().map(|(code, name)| radio(&id, code, name, None, value));
        found.chain(none.then(|| said("p", word("no_match")))).collect()
    };
    let input = el("input").attr("type", "search").attr("autocomplete", "off").attr("spellcheck", "false");
    let input = input.value(move || typed.get()).input("input", move |text| {
        // A country chosen before and out of sight now must not be sent.
        value.set(String::new());
        typed.set(text);
    });
    vec![field(word("search"), input), el("div").class("options").attr("aria-live", "polite").live(rows)]
}

fn matching(all: &[Country], typed: &str) -> Vec<(String, String)> {
    let typed = intl::folded(typed.trim());
    if typed.is_empty() {
        return Vec::new();
    }
    let crimea =
        typed.chars().count() > 3 && CRIMEA.iter().any(|name| intl::folded(name).starts_with(&typed));
    let is_code = |country: &Country| country.code.eq_ignore_ascii_case(&typed);
    let hit = |country: &&Country| {
        country.folded.contains(&typed)
            || is_code(country)
            || (crimea && (country.code == "UA" || country.code == "RU"))
    };
    let rank = |country: &Country| match country.folded.starts_with(&typed) {
        _ if is_code(country) => 0,
        true => 1,
        false => 2,
    };
    let of_rank = |wanted: u8| all.iter().filter(hit).filter(move |country| rank(country) == wanted);
    let found = of_rank(0).chain(of_rank(1)).chain(of_rank(2)).take(ROWS_MAX);
    found.map(|country| (country.code.clone(), country.name.clone())).collect()
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
