//! Module `question`: a text typed into the field of a question: converted to an answer, or to the
//! answers between which the shopper has to choose.

use super::{Answer, Kind, Question, Value};
use crate::types::{AmountInput, DayInput, read_amount, read_day};
use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// What was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// The text form that [`Answer::parse`] reads, or a text that it rejects.
    Text(String),
    /// The text is ambiguous: the shopper has to be asked which of these answers is meant.
    Ask(Vec<Answer>),
}

impl Question {
    /// Reads a text typed into the field of this question: an amount or a day as people write it.
    /// Call it with the whole text, not on every key. `language` is the tag of the language in
    /// which the shopper reads the page.
    #[must_use]
    pub fn typed(&self, text: &str, language: &str) -> Typed {
        let unchanged = || Typed::Text(text.to_owned());
        if matches!(text, "unknown" | "none") {
            return unchanged();
        }
        match &self.kind {
            Kind::Money { currency, .. } => match read_amount(text, language, *currency) {
                AmountInput::Amount(amount) => Typed::Text(amount.to_string()),
                AmountInput::Ask(amounts) => ask(amounts.into_iter().map(Value::Money)),
                AmountInput::NotAnAmount => unchanged(),
            },
            Kind::Date { .. } => match read_day(text) {
                DayInput::Day(day) => Typed::Text(day.to_string()),
                DayInput::Ask(days) => ask(days.into_iter().map(Value::Date)),
                DayInput::NotADay => unchanged(),
            },
            _ => unchanged(),
        }
    }
}

fn ask(values: impl Iterator<Item = Value>) -> Typed {
    Typed::Ask(values.map(Answer::Known).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::Calendar;
    use crate::types::{Currency, QuestionId};

    fn question(kind: Kind) -> Question {
        let id = QuestionId::parse("price").unwrap();
        Question { id, kind, unknown: true, none: true, changeable: false }
    }

    #[test]
    fn typed_amounts_and_days_are_read_and_other_texts_are_unchanged() {
        let usd = Currency::parse("USD").unwrap();
        let price = question(Kind::Money { currency: usd, tops: Vec::new() });
        for (text, form) in [
            ("1,299.50", "1299.50"),
            ("unknown", "unknown"),
            ("none", "none"),
            ("twelve", "twelve"),
        ] {
            assert_eq!(price.typed(text, "en"), Typed::Text(form.to_owned()));
        }
        let Typed::Ask(readings) = price.typed("1,299", "en") else {
            panic!("1,299 is asked back")
        };
        let forms: Vec<String> = readings.iter().map(ToString::to_string).collect();
        assert_eq!(forms, ["1299.00", "1.30"]);
        assert_eq!(question(Kind::YesNo).typed("yes", "en"), Typed::Text("yes".to_owned()));
        let date = question(Kind::Date {
            limits: Vec::new(),
            calendar: Calendar::default(),
            public_holidays: None,
            future: false,
            not_before: None,
        });
        assert_eq!(date.typed("1.12.2026", "de"), Typed::Text("2026-12-01".to_owned()));
        assert!(matches!(date.typed("1/12/2026", "es"), Typed::Ask(days) if days.len() == 2));
    }
}
