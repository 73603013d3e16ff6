//! Amounts as people type them: a table of real notations, and every amount in the usual formats of
//! the interface's languages.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;
use recourse::types::{Amount, AmountInput, Currency, amount_text, read_amount};
use std::fs;

/// A result in the notation of the table.
fn table_entry(input: &AmountInput) -> String {
    match input {
        AmountInput::Amount(amount) => amount.to_string(),
        AmountInput::Ask(amounts) => {
            let texts: Vec<String> = amounts.iter().map(ToString::to_string).collect();
            format!("ask {}", texts.join(" "))
        }
        AmountInput::NotAnAmount => "no".to_owned(),
    }
}

#[test]
fn amount_is_read_as_the_table_says() {
    let table = fs::read_to_string("tests/amounts.tsv").unwrap();
    let mut wrong = Vec::new();
    let rows: Vec<&str> = table.lines().filter(|line| !line.starts_with('#')).collect();
    for row in &rows {
        let [typed, language, currency, expected] = row.split('\t').collect::<Vec<_>>()[..] else {
            panic!("not four columns: {row:?}")
        };
        let typed: String = typed.chars().map(space_of_placeholder).collect();
        let currency = Currency::parse(currency).unwrap();
        let read = table_entry(&read_amount(&typed, language, currency));
        if read != expected {
            let code = currency.as_str();
            wrong.push(format!("{typed:?} in {language}, {code}: read as {read}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(rows.len() > 120, "{} rows", rows.len());
}

/// The space that a placeholder of the table means: no-break, thin or narrow no-break.
fn space_of_placeholder(c: char) -> char {
    match c {
        '~' => '\u{a0}',
        '_' => '\u{2009}',
        '^' => '\u{202f}',
        other => other,
    }
}

/// A usual format: the language, the thousands separator, the decimal separator, and whether the
/// digits are Arabic.
const FORMATS: [(&str, &str, &str, bool); 16] = [
    ("en", ",", ".", false),
    ("en", "", ".", false),
    ("de", ".", ",", false),
    ("de", "’", ".", false),
    ("de", "\u{a0}", ",", false),
    ("es", ".", ",", false),
    ("es", "", ",", false),
    ("es", ",", ".", false),
    ("fr", "\u{202f}", ",", false),
    ("fr", ".", ",", false),
    ("pt", ".", ",", false),
    ("pt", "\u{a0}", ",", false),
    ("ar", "\u{66c}", "\u{66b}", true),
    ("ar", ",", ".", false),
    ("ar", ".", ",", false),
    ("zh", ",", ".", false),
];
const CURRENCIES: [&str; 6] = ["USD", "EUR", "JPY", "KWD", "TND", "CLF"];

fn format_amount(
    amount: Amount,
    (_, thousands, decimal, arabic): (&str, &str, &str, bool),
) -> String {
    let text = amount.to_string();
    let (integer, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut formatted = String::new();
    for (index, digit) in integer.chars().enumerate() {
        if index > 0 && (integer.len() - index).is_multiple_of(3) {
            formatted.push_str(thousands);
        }
        formatted.push(digit);
    }
    if !fraction.is_empty() {
        formatted.push_str(decimal);
        formatted.push_str(fraction);
    }
    let digit = |c: char| match c.to_digit(10) {
        Some(value) if arabic => char::from_u32(0x660 + value).unwrap(),
        _ => c,
    };
    formatted.chars().map(digit).collect()
}

/// Minor units of every size; amounts near a thousand are as frequent as others.
fn minor() -> impl Strategy<Value = i64> {
    prop_oneof![0..=99_999_i64, 900_000..=1_100_000_i64, 0..=1_000_000_000_000_i64]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 4_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn amount_in_a_usual_format_is_read_or_asked(
        minor in minor(), format in 0..FORMATS.len(), currency in 0..CURRENCIES.len()
    ) {
        let currency = Currency::parse(CURRENCIES[currency]).unwrap();
        let amount = Amount::from_minor(minor, currency).unwrap();
        let text = format_amount(amount, FORMATS[format]);
        let code = currency.as_str();
        for typed in [text.clone(), format!("{code} {text}"), format!("{text}\u{a0}{code}")] {
            let read = read_amount(&typed, FORMATS[format].0, currency);
                let is_found = match &read {
                    AmountInput::Amount(only) => *only == amount,
                    AmountInput::Ask(amounts) => amounts.contains(&amount) && amounts.len() == 2,
                    AmountInput::NotAnAmount => false,
                };
                let language = FORMATS[format].0;
                prop_assert!(is_found, "{typed:?} of {amount} {code} in {language}: {read:?}");
        }
    }

    #[test]
    fn amount_as_a_field_shows_it_is_read_back(
        minor in minor(), language in 0..7_usize, currency in 0..CURRENCIES.len()
    ) {
        let language = ["en", "de", "es", "fr", "pt", "ar", "zh"][language];
        let currency = Currency::parse(CURRENCIES[currency]).unwrap();
        let amount = Amount::from_minor(minor, currency).unwrap();
        let text = amount_text(amount, language);
        let read = read_amount(&text, language, currency);
        prop_assert_eq!(read, AmountInput::Amount(amount), "{}", text);
    }

    #[test]
    fn amount_of_any_text_survives_being_shown_and_read_again(
        text in "\\PC{0,12}", language in "(en|de|fr)"
    ) {
        let currency = Currency::parse("USD").unwrap();
        if let AmountInput::Amount(amount) = read_amount(&text, &language, currency) {
            let shown = amount_text(amount, &language);
            let read = read_amount(&shown, &language, currency);
            prop_assert_eq!(read, AmountInput::Amount(amount));
        }
    }
}
