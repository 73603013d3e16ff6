//! Module `types`: the text that shoppers write around an amount: the name or the sign of a
//! currency, and words that change the number.

use super::Currency;
use super::written_number::{WrittenNumber, is_letter};

/// What the text around a number means for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    /// There is no text, or it names a currency that may be the policy's.
    Plain,
    /// It names another currency.
    OtherCurrency,
    /// The amount is not this number: a minus sign, a percentage, thousands in words, a sentence.
    OtherNumber,
}

/// Currency signs with the codes of the currencies that use them.
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
/// Currencies that are never written with `$`, of those that shops use.
const NO_DOLLARS: &str =
    "EUR GBP JPY CNY KRW INR RUB TRY VND ILS UAH NGN THB CHF SEK NOK DKK PLN CZK HUF RON";
/// Signs that change a number or make it no amount.
const OTHER_NUMBER_SIGNS: [char; 15] =
    ['%', '‰', '٪', '+', '*', '×', '=', '<', '>', '~', '≈', '≥', '≤', '±', '^'];
const DASHES: [char; 6] = ['-', '\u{2010}', '\u{2011}', '\u{2013}', '\u{2014}', '\u{2212}'];
/// Words that multiply the number before them.
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
/// Chinese, Japanese and Korean multipliers, which are written before the name of the currency.
const MULTIPLIER_SIGNS: [char; 12] =
    ['百', '千', '万', '萬', '亿', '億', '백', '천', '만', '억', '仟', '佰'];
/// Longest word before an amount, in letters, such as `руб`, `EUR` and `Euro`.
const WORD_BEFORE_MAX: usize = 4;

/// Classifies the text around a number, for a policy with this currency.
pub(super) fn classify_context(number: &WrittenNumber, currency: Currency) -> Context {
    let (before, after) = (number.before.as_str(), number.after.as_str());
    let has = |signs: &[char]| {
        [before, after].iter().any(|text| text.chars().any(|letter| signs.contains(&letter)))
    };
    let is_negative = before.chars().any(|letter| DASHES.contains(&letter));
    if is_negative || has(&OTHER_NUMBER_SIGNS) || !are_short(before, after) || is_multiplied(after)
    {
        return Context::OtherNumber;
    }
    let is_foreign = |(sign, codes): &(char, &str)| has(&[*sign]) && !lists(codes, currency);
    let has_foreign_dollar = has(&['$', '\u{ff04}']) && lists(NO_DOLLARS, currency);
    let has_foreign_code = [before, after].iter().any(|text| names_other(text, currency));
    if has_foreign_code || has_foreign_dollar || SIGNS.iter().any(is_foreign) {
        Context::OtherCurrency
    } else {
        Context::Plain
    }
}

/// Whether a list of codes, separated by spaces, contains the currency.
fn lists(codes: &str, currency: Currency) -> bool {
    codes.split(' ').any(|code| code == currency.as_str())
}

/// Whether the words can be the name of a currency (`kr.`, `US dollars`); a sentence is longer.
fn are_short(before: &str, after: &str) -> bool {
    let letters = |word: &str| word.chars().filter(|letter| is_letter(*letter)).count();
    let words = |text: &str| text.split_whitespace().filter(|word| letters(word) > 0).count();
    words(before) <= 1 && letters(before) <= WORD_BEFORE_MAX && words(after) <= 2
}

/// Whether the first word behind a number multiplies it.
fn is_multiplied(after: &str) -> bool {
    let mut words = after.split_whitespace();
    let Some(first_word) = words.find(|word| word.chars().any(is_letter)) else {
        return false;
    };
    let word = first_word.trim_matches(|letter| !is_letter(letter));
    MULTIPLIERS.contains(&word)
        || word.chars().next().is_some_and(|first| MULTIPLIER_SIGNS.contains(&first))
}

/// Whether the text contains the code of another currency, in capital letters.
fn names_other(text: &str, currency: Currency) -> bool {
    let words = text.split(|letter: char| !letter.is_ascii_alphabetic());
    words.filter_map(|word| Currency::parse(word).ok()).any(|other| other != currency)
}
