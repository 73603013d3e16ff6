//! Module `types`: what people write around an amount: the name or the sign of a currency, and words
//! that change the number.

use super::Currency;
use super::written_number::{WrittenNumber, is_letter};

/// What the text around a number says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Around {
    /// Nothing, or a currency that may be the policy's.
    Plain,
    /// Another currency.
    OtherCurrency,
    /// It is not this number: a sign, a percentage, thousands in words, a sentence.
    OtherNumber,
}

/// Signs with the currencies that are written with them.
const SIGNS: [(char, &str); 17] = [
    ('€', "EUR"),
    ('£', "GBP EGP SDG SSP SYP LBP GIP FKP SHP"),
    ('¥', "JPY CNY"),
    ('￥', "JPY CNY"),
    ('円', "JPY"),
    ('元', "CNY TWD HKD MOP"),
    ('₩', "KRW KPW"),
    ('원', "KRW KPW"),
    ('₹', "INR"),
    ('₽', "RUB"),
    ('₺', "TRY"),
    ('₫', "VND"),
    ('₪', "ILS"),
    ('₴', "UAH"),
    ('₱', "PHP"),
    ('₦', "NGN"),
    ('฿', "THB"),
];
/// Currencies that are never written with `$`, among those that shops have.
const NO_DOLLARS: &str =
    "EUR GBP JPY CNY KRW INR RUB TRY VND ILS UAH NGN THB CHF SEK NOK DKK PLN CZK HUF RON";
/// Signs after which a number is another one, or none.
const OTHER: [char; 15] =
    ['%', '‰', '٪', '+', '*', '×', '=', '<', '>', '~', '≈', '≥', '≤', '±', '^'];
const DASHES: [char; 6] = ['-', '\u{2010}', '\u{2011}', '\u{2013}', '\u{2014}', '\u{2212}'];
/// Words that multiply a number.
const MULTIPLIERS: [&str; 20] = [
    "k",
    "m",
    "mio",
    "mill",
    "mille",
    "mil",
    "million",
    "millions",
    "tsd",
    "lakh",
    "lakhs",
    "crore",
    "тыс",
    "млн",
    "ألف",
    "مليون",
    "Mio",
    "Mill",
    "Tsd",
    "K",
];
/// The same in Chinese, Japanese and Korean, where they stand before the name of the currency.
const MULTIPLIER_SIGNS: [char; 12] =
    ['百', '千', '万', '萬', '亿', '億', '백', '천', '만', '억', '仟', '佰'];
/// Longest word before an amount, in letters: `руб`, `EUR`, `Euro`.
const WORD_BEFORE_MAX: usize = 4;

/// Reads what stands around a number.
pub(super) fn around(number: &WrittenNumber, currency: Currency) -> Around {
    let (before, after) = (number.before.as_str(), number.after.as_str());
    let has = |signs: &[char]| {
        [before, after].iter().any(|text| text.chars().any(|letter| signs.contains(&letter)))
    };
    let negative = before.chars().any(|letter| DASHES.contains(&letter));
    if negative || has(&OTHER) || !are_short(before, after) || is_multiplied(after) {
        return Around::OtherNumber;
    }
    let foreign = |(sign, codes): &(char, &str)| has(&[*sign]) && !lists(codes, currency);
    let dollars = has(&['$', '\u{ff04}']) && lists(NO_DOLLARS, currency);
    let named = [before, after].iter().any(|text| names_other(text, currency));
    if named || dollars || SIGNS.iter().any(foreign) {
        Around::OtherCurrency
    } else {
        Around::Plain
    }
}

fn lists(codes: &str, currency: Currency) -> bool {
    codes.split(' ').any(|code| code == currency.as_str())
}

/// Whether the words can be the name of a currency: `kr.`, `US dollars`; a sentence is more.
fn are_short(before: &str, after: &str) -> bool {
    let letters = |word: &str| word.chars().filter(|letter| is_letter(*letter)).count();
    let words = |text: &str| text.split_whitespace().filter(|word| letters(word) > 0).count();
    words(before) <= 1 && letters(before) <= WORD_BEFORE_MAX && words(after) <= 2
}

fn is_multiplied(after: &str) -> bool {
    let Some(word) = after.split_whitespace().find(|word| word.chars().any(is_letter)) else {
        return false;
    };
    let word = word.trim_matches(|letter| !is_letter(letter));
    MULTIPLIERS.contains(&word)
        || word.chars().next().is_some_and(|first| MULTIPLIER_SIGNS.contains(&first))
}

/// Whether the code of another currency stands there, in capital letters.
fn names_other(text: &str, currency: Currency) -> bool {
    let words = text.split(|letter: char| !letter.is_ascii_alphabetic());
    words.filter_map(|word| Currency::parse(word).ok()).any(|named| named != currency)
}
