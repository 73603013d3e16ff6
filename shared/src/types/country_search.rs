//! Module `types`: a country found by what a person types: its name in some language, another name,
//! its code. Names and folding come from the outside: a browser has tables of its own.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Other names of countries, folded, in many languages, with the countries that each may mean. An
/// address in Crimea may be written under Ukraine or under Russia.
const OTHER_NAMES: &str = "crimea=UA RU;krym=UA RU;крим=UA RU;крым=UA RU;sevastopol=UA RU;\
    севастополь=UA RU;usa=US;america=US;uk=GB;britain=GB;great britain=GB;england=GB;scotland=GB;\
    wales=GB;holland=NL;czech republic=CZ;turkey=TR;turkiye=TR;uae=AE";

/// A country as it is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountryName {
    /// Its ISO 3166-1 code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its name, folded.
    pub folded: String,
}

/// How what is typed fits a country, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is a name of the country.
    Named,
    /// It is the country's code.
    Code,
    /// A name of the country begins with it.
    Begins,
    /// The country's name has it somewhere within.
    Within,
}

/// A country that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountryHit {
    /// Its ISO 3166-1 code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How it fits.
    pub fit: Fit,
}

/// At most `most` countries that fit what is typed, the best first. `typed` is folded as the names
/// are; `other_names` are more names of one language, in the form `name=CODE CODE;name=CODE`.
#[must_use]
pub fn find_countries(
    all: &[CountryName],
    typed: &str,
    other_names: &str,
    most: usize,
) -> Vec<CountryHit> {
    let mut found = Vec::new();
    if typed.is_empty() {
        return found;
    }
    let others = others(typed, other_names);
    for wanted in [Fit::Named, Fit::Code, Fit::Begins, Fit::Within] {
        for country in all.iter().filter(|country| fit(country, typed, &others) == Some(wanted)) {
            found.push(CountryHit {
                code: country.code.clone(),
                name: country.name.clone(),
                fit: wanted,
            });
            if found.len() == most {
                return found;
            }
        }
    }
    found
}

/// The country that is meant: the one that is named, or the only one left whose name begins so. The
/// only one that has the letters somewhere within may be another than was meant.
#[must_use]
pub fn meant_country(found: &[CountryHit]) -> Option<&CountryHit> {
    let named = found.iter().filter(|hit| hit.fit == Fit::Named);
    let first = found.first()?;
    let one = named.count() == 1 && first.fit == Fit::Named;
    (one || found.len() == 1 && first.fit != Fit::Within).then_some(first)
}

/// Folds a text that is decomposed (NFD) and in small letters: without accents in every script and
/// without a space around it; what people leave out or write another way (points, apostrophes,
/// hyphens, `ß`) is as the shortest of them.
#[must_use]
pub fn fold_name(decomposed: &str) -> String {
    let mut folded = String::new();
    for letter in decomposed.trim().chars() {
        match letter {
            // Arabic is usually typed without its points and its hamza.
            '\u{300}'..='\u{36f}' | '\u{640}' | '\u{64b}'..='\u{655}' | '.' | '\'' | '’' => {}
            '-' => folded.push(' '),
            'ß' => folded.push_str("ss"),
            '\u{629}' => folded.push('\u{647}'),
            other => folded.push(other),
        }
    }
    folded
}

fn fit(country: &CountryName, typed: &str, others: &[(String, Fit)]) -> Option<Fit> {
    let other = |fit: Fit| others.iter().any(|(code, own)| *code == country.code && *own == fit);
    if country.folded == typed || other(Fit::Named) {
        Some(Fit::Named)
    } else if country.code.eq_ignore_ascii_case(typed) {
        Some(Fit::Code)
    } else if country.folded.starts_with(typed) || other(Fit::Begins) {
        Some(Fit::Begins)
    } else {
        // Not `str::contains`: how that searches is made for long texts, and a kilobyte that a
        // shopper would load.
        let mut parts = country.folded.as_bytes().windows(typed.len());
        parts.any(|part| part == typed.as_bytes()).then_some(Fit::Within)
    }
}

/// The countries of which another name is typed, or begins with at least four letters that are.
fn others(typed: &str, other_names: &str) -> Vec<(String, Fit)> {
    let mut found = Vec::new();
    for row in OTHER_NAMES.split(';').chain(other_names.split(';')) {
        let Some((name, codes)) = row.split_once('=') else { continue };
        let fit = if name == typed { Fit::Named } else { Fit::Begins };
        if fit == Fit::Named || typed.chars().count() > 3 && name.starts_with(typed) {
            found.extend(codes.split(' ').map(|code| (code.to_string(), fit)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_meant_where_it_is_named_or_only_one_begins_so() {
        let country = |(code, name): (&str, &str)| CountryName {
            code: code.to_string(),
            name: name.to_string(),
            folded: name.to_ascii_lowercase(),
        };
        let all = [
            ("NE", "Niger"),
            ("NG", "Nigeria"),
            ("GB", "United Kingdom"),
            ("UA", "Ukraine"),
            ("RU", "Russia"),
        ];
        let all: Vec<CountryName> = all.into_iter().map(country).collect();
        let meant = |typed: &str| {
            let found = find_countries(&all, typed, "albion=GB", 7);
            meant_country(&found).map(|hit| hit.code.clone())
        };
        for (typed, code) in [
            ("niger", "NE"),
            ("nigeria", "NG"),
            ("uk", "GB"),
            ("albion", "GB"),
            ("unit", "GB"),
            ("ru", "RU"),
        ] {
            assert_eq!(meant(typed).as_deref(), Some(code), "{typed}");
        }
        for unsure in ["", "nig", "crimea", "kingdom", "atlantis"] {
            assert_eq!(meant(unsure), None, "{unsure}");
        }
        assert_eq!(fold_name(" Co\u{302}te-d’Ivoire "), "Cote dIvoire");
    }
}
