//! Module `phrase`: amounts (`under 100.00`, `from 15.00, up to 100.00`) and spans (`under 7 days`,
//! `from 30 days`). "Under" excludes the number, "up to" includes it.

use super::{Phrase, PhraseError, split_at_commas};
use recourse::types::{Amount, Currency};

const DAYS: &str = "write `under 7 days`, `from 7 days` or `from 7 days, under 30 days`";

pub(super) fn parse_money(text: &str, currency: Currency) -> Result<Phrase, PhraseError> {
    let (mut beyond, mut top) = (None, None);
    for (start, part) in split_at_commas(text) {
        let inside = start..start.saturating_add(part.len());
        let fail = |message: String| PhraseError {
            inside: inside.clone(),
            message,
            help: Some(forms(currency)),
        };
        let (word, rest) = ["under ", "up to ", "from ", "over "]
            .into_iter()
            .find_map(|word| part.strip_prefix(word).map(|rest| (word.trim_end(), rest)))
            .ok_or_else(|| {
                fail("an amount phrase starts with `under`, `up to`, `from` or `over`".into())
            })?;
        let amount =
            Amount::parse(rest, currency).map_err(|error| fail(error.to_string()))?.minor();
        let is_exclusive = matches!(word, "under" | "from");
        let bound = if is_exclusive { amount.saturating_sub(1) } else { amount };
        let slot = if matches!(word, "under" | "up to") { &mut top } else { &mut beyond };
        if bound < 0 {
            return Err(fail(format!("`{part}` separates nothing: no amount is below zero")));
        }
        if slot.replace(bound).is_some() {
            return Err(fail("one phrase has at most one lower and one upper end".into()));
        }
    }
    if beyond.zip(top).is_some_and(|(beyond, top)| beyond >= top) {
        return Err(PhraseError::of_phrase(text, "no amount can lie in this phrase", None));
    }
    Ok(Phrase::Amounts { beyond, top })
}

/// The forms of an amount phrase, with an amount of the currency as an example.
fn forms(currency: Currency) -> String {
    let amount =
        Amount::parse("100", currency).map(|amount| amount.to_string()).unwrap_or_default();
    format!("write `under {amount}`, `up to {amount}`, `from {amount}` or `over {amount}`")
}

pub(super) fn parse_days(text: &str) -> Result<Phrase, PhraseError> {
    let (mut from, mut under) = (None, None);
    for (start, part) in split_at_commas(text) {
        let inside = start..start.saturating_add(part.len());
        let fail = |message: &str| PhraseError {
            inside: inside.clone(),
            message: message.into(),
            help: Some(DAYS.into()),
        };
        let words: Vec<&str> = part.split_whitespace().collect();
        let (slot, count) = match words.as_slice() {
            ["under", count, "day" | "days"] => (&mut under, *count),
            ["from", count, "day" | "days"] => (&mut from, *count),
            _ => return Err(fail("a span phrase is `under N days` or `from N days`")),
        };
        let days = match count.parse::<u16>() {
            Ok(days) if (1..=3660).contains(&days) => days,
            _ => return Err(fail("the number of days goes from 1 to 3660")),
        };
        if slot.replace(days).is_some() {
            return Err(fail("one phrase has at most one lower and one upper end"));
        }
    }
    if from.zip(under).is_some_and(|(from, under)| from >= under) {
        return Err(PhraseError::of_phrase(text, "no span can lie in this phrase", None));
    }
    Ok(Phrase::Days { from, under })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amount_phrase_excludes_the_number_with_under_and_includes_it_with_up_to() {
        let read = |text, code| match parse_money(text, Currency::parse(code).unwrap()) {
            Ok(Phrase::Amounts { beyond, top }) => (beyond, top),
            other => panic!("{other:?}"),
        };
        let top = |text| read(text, "USD");
        assert_eq!(read("under 10000", "JPY"), (None, Some(9_999)));
        assert_eq!(read("from 1.5", "KWD"), (Some(1_499), None));
        assert_eq!(top("under 100.00"), (None, Some(9_999)));
        assert_eq!(top("up to 100.00"), (None, Some(10_000)));
        assert_eq!(top("from 100.00"), (Some(9_999), None));
        assert_eq!(top("over 15, under 100"), (Some(1_500), Some(9_999)));
        for bad in ["100.00", "under 0", "under x", "from 5, under 5", "under 5, up to 7"] {
            assert!(parse_money(bad, Currency::parse("USD").unwrap()).is_err(), "{bad}");
        }
    }

    #[test]
    fn span_phrase_has_whole_days() {
        assert_eq!(
            parse_days("from 7 days, under 30 days"),
            Ok(Phrase::Days { from: Some(7), under: Some(30) })
        );
        for bad in ["7 days", "under 0 days", "from 30 days, under 7 days"] {
            assert!(parse_days(bad).is_err(), "{bad}");
        }
    }
}
