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
/// What people write, folded, in whatever language, and the countries that it may be: an address in Crimea may stand under Ukraine or
/// under Russia. What they write in one language stands among its words as `other_names`.
const OTHER_NAMES: &str = "crimea=UA RU;krym=UA RU;крим=UA RU;крым=UA RU;sevastopol=UA RU;севастополь=UA RU;usa=US;america=US;uk=GB;\
    britain=GB;great britain=GB;england=GB;scotland=GB;wales=GB;holland=NL;czech republic=CZ;turkey=TR;turkiye=TR;uae=AE";

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
        let mut rows: View = found.iter().map(|hit| radio(&id, &hit.code, &hit.name, None, value)).collect();
        if none {
            rows.push(said("p", word("no_match")));
        }
        rows
    };
    let input = el("input").attr("type", "search").attr("autocomplete", "off").attr("spellcheck", "false");
    let input = input.value(move || typed.get()).input("input", move |text| {
        let chosen = named(&matching(&countries, &text));
        value.set(chosen.unwrap_or_default());
        typed.set(text);
    });
    vec![field(word("search"), input), radios("options", value, []).attr("aria-live", "polite").live(rows)]
}

/// What is named, or the only one left that begins so: it is chosen, and one chosen before and out of sight now must not be sent. The only
/// one that has the letters somewhere within may be another than was meant.
fn named(found: &[Hit]) -> Option<String> {
    let sure = found.iter().filter(|hit| hit.fit == Fit::Named);
    let first = found.first()?;
    let one = sure.count() == 1 && first.fit == Fit::Named;
    (one || found.len() == 1 && first.fit != Fit::Within).then(|| first.code.clone())
}

/// How what is typed fits a country, the best first.
#[derive(Clone, Copy, PartialEq)]
enum Fit {
    Named,
    Code,
    Begins,
    Within,
}

/// A country that fits.
struct Hit {
    code: String,
    name: String,
    fit: Fit,
}

fn matching(all: &[Country], typed: &str) -> Vec<Hit> {
    let typed = intl::folded(typed);
    let mut found = Vec::new();
    if typed.is_empty() {
        return found;
    }
    let others = others(&typed);
    for wanted in [Fit::Named, Fit::Code, Fit::Begins, Fit::Within] {
        for country in all.iter().filter(|country| fit(country, &typed, &others) == Some(wanted)) {
            found.push(Hit { code: country.code.clone(), name: country.name.clone(), fit: wanted });
            if found.len() == ROWS_MAX {
                return found;
            }
        }
    }
    found
}

fn fit(country: &Country, typed: &str, others: &[(&str, Fit)]) -> Option<Fit> {
    if country.folded == typed || others.contains(&(&country.code, Fit::Named)) {
        Some(Fit::Named)
    } else if country.code.eq_ignore_ascii_case(typed) {
        Some(Fit::Code)
    } else if country.folded.starts_with(typed) || others.contains(&(&country.code, Fit::Begins)) {
        Some(Fit::Begins)
    } else {
        has(&country.folded, typed).then_some(Fit::Within)
    }
}

/// The countries of which another name is typed, or begins with at least four letters that are.
fn others(typed: &str) -> Vec<(&'static str, Fit)> {
    let mut found = Vec::new();
    for row in OTHER_NAMES.split(';').chain(word("other_names").split(';')) {
        let Some((name, codes)) = row.split_once('=') else { continue };
        let fit = if name == typed { Fit::Named } else { Fit::Begins };
        if fit == Fit::Named || typed.chars().count() > 3 && name.starts_with(typed) {
            for code in codes.split(' ') {
                found.push((code, fit));
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
