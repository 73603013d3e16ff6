//! Countries by their names in every language of the interface. The names are CLDR's (`names.tsv`,
//! by `cargo xtask tables`); other names are the widget's. Folded as the widget folds them.

use recourse::types::{CountryHit, CountryName, find_countries, fold_name, meant_country};
use std::collections::BTreeSet;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;

/// A line a country: its code, then its names (with `|` between them) in each language that the
/// second line names.
const NAMES: &str = include_str!("countries/names.tsv");
/// The widget's words, by language: each has a line of other names.
const WORDS: [(&str, &str); 7] = [
    ("en", include_str!("../../../widget/texts/en.toml")),
    ("de", include_str!("../../../widget/texts/de.toml")),
    ("es", include_str!("../../../widget/texts/es.toml")),
    ("fr", include_str!("../../../widget/texts/fr.toml")),
    ("pt", include_str!("../../../widget/texts/pt.toml")),
    ("ar", include_str!("../../../widget/texts/ar.toml")),
    ("zh", include_str!("../../../widget/texts/zh.toml")),
];
/// Most countries that are named where several fit.
const SHOWN_MAX: usize = 7;

/// What a typed name comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Country {
    /// One country.
    Meant(CountryHit),
    /// Several that fit, the best first.
    Several(Vec<CountryHit>),
    /// None.
    Unknown,
}

/// Looks for a country in every language.
pub(crate) fn country(typed: &str) -> Country {
    let typed = folded(typed);
    let mut found: Vec<CountryHit> = Vec::new();
    for (names, (_, words)) in table().iter().zip(WORDS) {
        found.extend(find_countries(names, &typed, other_names(words), usize::MAX));
    }
    found.sort_by_key(|hit| hit.fit);
    let mut seen = BTreeSet::new();
    found.retain(|hit| seen.insert(hit.code.clone()));
    found.truncate(SHOWN_MAX);
    match meant_country(&found) {
        Some(hit) => Country::Meant(hit.clone()),
        None if found.is_empty() => Country::Unknown,
        None => Country::Several(found),
    }
}

fn folded(text: &str) -> String {
    let decomposed: String = text.nfd().collect();
    fold_name(&decomposed.to_lowercase())
}

/// The names in every language, in the order of [`WORDS`].
fn table() -> &'static [Vec<CountryName>] {
    static TABLE: OnceLock<Vec<Vec<CountryName>>> = OnceLock::new();
    TABLE.get_or_init(|| WORDS.iter().map(|(language, _)| names(language)).collect())
}

/// The names in one language.
fn names(language: &str) -> Vec<CountryName> {
    let mut lines = NAMES.lines().filter(|line| !line.starts_with('#'));
    let column = lines.next().and_then(|head| head.split('\t').position(|name| name == language));
    let mut all = Vec::new();
    for line in lines {
        let code = line.split('\t').next().unwrap_or_default();
        let named = column.and_then(|column| line.split('\t').nth(column)).unwrap_or_default();
        all.extend(named.split('|').map(|name| CountryName {
            code: code.to_owned(),
            name: name.to_owned(),
            folded: folded(name),
        }));
    }
    all
}

fn other_names(words: &str) -> &str {
    let line = words.lines().find_map(|line| line.strip_prefix("other_names = \""));
    line.and_then(|rest| rest.split('"').next()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use recourse::types::COUNTRIES;

    fn meant(typed: &str) -> Option<String> {
        match country(typed) {
            Country::Meant(hit) => Some(hit.code),
            _ => None,
        }
    }

    #[test]
    fn a_country_is_found_by_its_name_in_every_language() {
        let mut wrong = Vec::new();
        for (language, words) in WORDS {
            assert!(!other_names(words).is_empty(), "{language} has other names");
            let names = names(language);
            let codes: BTreeSet<&str> = names.iter().map(|country| country.code.as_str()).collect();
            assert_eq!(codes.len(), COUNTRIES.split(' ').count(), "{language}");
            let lost = names
                .into_iter()
                .filter(|country| meant(&country.name).as_ref() != Some(&country.code));
            wrong.extend(
                lost.map(|country| format!("{language} {}: {}", country.code, country.name)),
            );
        }
        assert_eq!(wrong, Vec::<String>::new());
    }

    #[test]
    fn a_country_is_found_as_people_write_it() {
        for (typed, code) in [
            ("Spain", "ES"),
            ("  spanien", "ES"),
            ("España", "ES"),
            ("espana", "ES"),
            ("Espagne", "ES"),
            ("إسبانيا", "ES"),
            ("西班牙", "ES"),
            ("Cote d'Ivoire", "CI"),
            ("uk", "GB"),
            ("Holland", "NL"),
            ("Czech Republic", "CZ"),
            ("Niger", "NE"),
            ("Deutschl", "DE"),
        ] {
            assert_eq!(meant(typed).as_deref(), Some(code), "{typed}");
        }
        assert!(matches!(country("Crimea"), Country::Several(all) if all.len() == 2));
        assert_eq!((country("Atlantis"), country("")), (Country::Unknown, Country::Unknown));
    }
}
