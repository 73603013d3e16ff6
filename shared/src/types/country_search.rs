//! Module `types`: finds a country by what a shopper types: its name in a language, another name or
//! its code. Names and folding are passed in, because a browser has tables of its own.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Other names of countries, folded, in many languages, with the codes of the countries that each
/// may mean. An address in Crimea may be written under Ukraine or under Russia.
const OTHER_NAMES: &str = "crimea=UA RU;krym=UA RU;крим=UA RU;крым=UA RU;sevastopol=UA RU;\
    севастополь=UA RU;usa=US;america=US;uk=GB;britain=GB;great britain=GB;england=GB;scotland=GB;\
    wales=GB;holland=NL;czech republic=CZ;turkey=TR;turkiye=TR;uae=AE";

/// A country to search for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountryName {
    /// Its ISO 3166-1 code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its name as [`fold_name`] folds it.
    pub folded: String,
}

/// How a typed text matches a country, the best match first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The text is a name of the country.
    Named,
    /// The text is the country's code.
    Code,
    /// A name of the country begins with the text.
    Begins,
    /// The country's name contains the text.
    Within,
}

/// A country that matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountryHit {
    /// Its ISO 3166-1 code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How it matches.
    pub fit: Fit,
}

/// At most `most` countries that match a typed text, the best matches first. `typed` is folded like
/// the names; `other_names` are more names in one language, in the form `name=CODE CODE;name=CODE`.
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
    let others = match_other_names(typed, other_names);
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

/// The country that is certainly meant: the only one that is named, or the only match if its code
/// or the beginning of a name was typed. A single country whose name contains the text may not be
/// the one that is meant.
#[must_use]
pub fn meant_country(found: &[CountryHit]) -> Option<&CountryHit> {
    let first = found.first()?;
    let named = found.iter().filter(|hit| hit.fit == Fit::Named).count();
    let is_only_named = named == 1 && first.fit == Fit::Named;
    let is_only_match = found.len() == 1 && first.fit != Fit::Within;
    (is_only_named || is_only_match).then_some(first)
}

/// Folds a text that is decomposed (NFD) and in lower case: removes accents of every script,
/// surrounding spaces, and characters that people omit or write differently (points, apostrophes);
/// a hyphen becomes a space, `ß` becomes `ss`.
#[must_use]
pub fn fold_name(decomposed: &str) -> String {
    let mut folded = String::new();
    for letter in decomposed.trim().chars() {
        match letter {
            // Arabic is usually typed without vowel marks and hamza.
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
    let has_other =
        |wanted: Fit| others.iter().any(|(code, fit)| *code == country.code && *fit == wanted);
    if country.folded == typed || has_other(Fit::Named) {
        Some(Fit::Named)
    } else if country.code.eq_ignore_ascii_case(typed) {
        Some(Fit::Code)
    } else if country.folded.starts_with(typed) || has_other(Fit::Begins) {
        Some(Fit::Begins)
    } else {
        // Not `str::contains`: its search is made for long texts and adds a kilobyte to the
        // download.
        let mut parts = country.folded.as_bytes().windows(typed.len());
        parts.any(|part| part == typed.as_bytes()).then_some(Fit::Within)
    }
}

/// The codes of countries with another name that equals the typed text, or begins with it if it has
/// at least four characters.
fn match_other_names(typed: &str, other_names: &str) -> Vec<(String, Fit)> {
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
    fn country_search_decides_for_a_name_or_the_only_beginning() {
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
