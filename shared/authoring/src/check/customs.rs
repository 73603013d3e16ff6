//! Module `check`: no text tells a shopper which value to declare on a customs form. A fixed value
//! is a false declaration.

use crate::draft::{PolicyDraft, Spanned, TextsDraft};
use crate::finding::{Finding, Report};

/// Words of customs forms, in the languages of policies.
const FORMS: [&str; 26] = [
    "customs",
    "declare",
    "declaration",
    "cn22",
    "cn23",
    "zoll",
    "deklar",
    "aduana",
    "declarar",
    "declare ",
    "douan",
    "déclar",
    "alfândeg",
    "alfandeg",
    "declara",
    "dogan",
    "dichiar",
    "таможн",
    "деклар",
    "海关",
    "报关",
    "申报",
    "關",
    "جمرك",
    "جمارك",
    "تصريح",
];
/// Words that instruct a shopper to write down a value.
const WRITE: [&str; 9] =
    ["fill in", "write", "state", "enter ", "put ", "mark ", "schreib", "trag", "escrib"];
/// Words for a value.
const VALUES: [&str; 6] = ["value", "worth", "price", "wert", "valor", "valeur"];
/// Words of a limit, which is no instruction: "worth less than USD 100".
const LIMITS: [&str; 18] = [
    "under",
    "below",
    "less than",
    "over",
    "above",
    "more than",
    "from",
    "up to",
    "at least",
    "at most",
    "unter",
    "über",
    "bis",
    "menos de",
    "más de",
    "moins de",
    "plus de",
    "menos que",
];
/// Names and signs of currencies.
const CURRENCIES: [&str; 16] = [
    "usd",
    "us$",
    "$",
    "€",
    "eur",
    "£",
    "gbp",
    "dollar",
    "dólar",
    "dollars",
    "cny",
    "¥",
    "yuan",
    "pound",
    "美元",
    "دولار",
];

pub(super) fn check_texts(texts: &TextsDraft, report: &mut Report<'_>) {
    for line in texts.0.values() {
        check(&line.text, report);
    }
}

pub(super) fn check_policy(draft: &PolicyDraft, report: &mut Report<'_>) {
    draft
        .clauses()
        .filter_map(|clause| clause.interpretation.as_ref())
        .for_each(|text| check(text, report));
}

fn check(text: &Spanned<String>, report: &mut Report<'_>) {
    if text.value.split(['.', '!', '?', ';', '\n', '。']).any(fixes_a_value)
        || fixes_a_value(&without_points(text.as_str()))
    {
        let finding = Finding::error(
            "fixed-customs-value",
            &text.span,
            "this text tells the shopper a fixed customs value",
        );
        report.add(finding.label("a false declaration, unless it happens to be true").help(
            "say: declare the true value of the item, and mark the parcel as returned goods",
        ));
    }
}

/// A text of one sentence, in which points are decimal points; empty if there are more sentences.
fn without_points(text: &str) -> String {
    let inner = text.trim_end_matches(['.', '!', '?']);
    if inner.contains(". ") { String::new() } else { inner.to_owned() }
}

fn fixes_a_value(sentence: &str) -> bool {
    let sentence = sentence.to_lowercase();
    let contains = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    let is_about_value = contains(&FORMS) || (contains(&WRITE) && contains(&VALUES));
    has_amount(&sentence) && !contains(&LIMITS) && is_about_value
}

/// Whether a number stands beside a currency.
fn has_amount(sentence: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    let is_beside_number = |(at, currency): (usize, &str)| {
        let before = sentence.get(..at).unwrap_or("").trim_end();
        let after = sentence.get(at.saturating_add(currency.len())..).unwrap_or("").trim_start();
        before.ends_with(is_digit) || after.starts_with(is_digit)
    };
    CURRENCIES.iter().any(|currency| sentence.match_indices(currency).any(is_beside_number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn customs_value_is_found_if_fixed_but_not_if_a_limit() {
        for bad in [
            "write usd 30 as the value of the goods",
            "declare 30 dollars",
            "fill in a value of $30 on the form",
            "bitte 30 eur auf dem zollformular angeben",
        ] {
            assert!(fixes_a_value(bad), "{bad}");
        }
        for good in [
            "declare the true value of the item, as returned goods",
            "for a product worth less than usd 100, we offer a coupon",
            "we refund return shipping below usd 15",
            "write to us if the price was 100 usd or less than that",
        ] {
            assert!(!fixes_a_value(good), "{good}");
        }
    }
}
