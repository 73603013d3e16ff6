//! Amounts as people type them: a table of real ways of writing, and every amount in the usual
//! formats of the interface's languages.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

use proptest::prelude::*;
use recourse::types::{Amount, AmountInput, Currency, amount_text, read_amount};
use std::fs;

/// A reading as the table writes it.
fn written(read: &AmountInput) -> String {
    match read {
        AmountInput::Amount(amount) => amount.to_string(),
        AmountInput::Ask(all) => {
            let all: Vec<String> = all.iter().map(ToString::to_string).collect();
            format!("ask {}", all.join(" "))
        }
        AmountInput::NotAnAmount => "no".to_owned(),
    }
}

#[test]
fn amounts_are_read_as_the_table_says() {
    let table = fs::read_to_string("tests/amounts.tsv").unwrap();
    let mut wrong = Vec::new();
    let rows: Vec<&str> = table.lines().filter(|line| !line.starts_with('#')).collect();
    for row in &rows {
        let [typed, language, currency, expected] = row.split('\t').collect::<Vec<_>>()[..] else {
            panic!("not four columns: {row:?}")
        };
        let typed: String = typed
            .chars()
            .map(|c| match c {
                '~' => '\u{a0}',
                '_' => '\u{2009}',
                '^' => '\u{202f}',
                other => other,
            })
            .collect();
        let read = written(&read_amount(&typed, language, Currency::parse(currency).unwrap()));
        if read != expected {
            wrong.push(format!(
                "{typed:?} in {language}, {currency}: read as {read}, not {expected}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(rows.len() > 120, "{} rows", rows.len());
}

/// A usual format: the language, the mark between thousands, the mark before decimals, and whether
/// the digits are Arabic.
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

fn formatted(amount: Amount, (_, thousands, decimal, arabic): (&str, &str, &str, bool)) -> String {
    let text = amount.to_string();
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let mut written = String::new();
    for (ix, digit) in whole.chars().enumerate() {
        if ix > 0 && (whole.len() - ix).is_multiple_of(3) {
            written.push_str(thousands);
        }
        written.push(digit);
    }
    if !part.is_empty() {
        written.push_str(decimal);
        written.push_str(part);
    }
    let digit = |c: char| match c.to_digit(10) {
        Some(value) if arabic => char::from_u32(0x660 + value).unwrap(),
        _ => c,
    };
    written.chars().map(digit).collect()
}

/// Amounts of every size, those near a thousand as often as others.
fn minor() -> impl Strategy<Value = i64> {
    prop_oneof![0..=99_999_i64, 900_000..=1_100_000_i64, 0..=1_000_000_000_000_i64]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn amounts_in_a_usual_format_are_read_or_asked(
        minor in minor(), format in 0..FORMATS.len(), currency in 0..CURRENCIES.len()
    ) {
        let currency = Currency::parse(CURRENCIES[currency]).unwrap();
        let amount = Amount::from_minor(minor, currency).unwrap();
        let text = formatted(amount, FORMATS[format]);
        let code = currency.as_str();
        for typed in [text.clone(), format!("{code} {text}"), format!("{text}\u{a0}{code}")] {
            let read = read_amount(&typed, FORMATS[format].0, currency);
            let has = match &read {
                AmountInput::Amount(one) => *one == amount,
                AmountInput::Ask(all) => all.contains(&amount) && all.len() == 2,
                AmountInput::NotAnAmount => false,
            };
            prop_assert!(has, "{typed:?} of {amount} {code} in {}: {read:?}", FORMATS[format].0);
        }
    }

    #[test]
    fn amounts_as_a_field_shows_them_are_read_back(
        minor in minor(), language in 0..7_usize, currency in 0..CURRENCIES.len()
    ) {
        let language = ["en", "de", "es", "fr", "pt", "ar", "zh"][language];
        let currency = Currency::parse(CURRENCIES[currency]).unwrap();
        let amount = Amount::from_minor(minor, currency).unwrap();
        let text = amount_text(amount, language);
        prop_assert_eq!(read_amount(&text, language, currency), AmountInput::Amount(amount), "{}", text);
    }

    #[test]
    fn amounts_are_never_made_of_anything_but_their_digits(text in "\\PC{0,12}", language in "(en|de|fr)") {
        let currency = Currency::parse("USD").unwrap();
        if let AmountInput::Amount(amount) = read_amount(&text, &language, currency) {
            let one = amount_text(amount, &language);
            prop_assert_eq!(read_amount(&one, &language, currency), AmountInput::Amount(amount));
        }
    }
}
