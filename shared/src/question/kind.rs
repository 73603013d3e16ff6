//! Module `question`: the closed set of kinds of questions, each with the thresholds of its policy.

use super::PublicHolidays;
use crate::types::{Amount, Area, Calendar, Currency, Day, Limit, OptionId, QuestionId};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// A question, as one policy declares it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its id, the key of its answer.
    pub id: QuestionId,
    /// Its kind and the thresholds that the policy mentions.
    pub kind: Kind,
    /// Whether the shopper may answer "I do not know".
    pub unknown: bool,
    /// Whether the shopper may answer that it does not exist ("it is not traceable").
    pub none: bool,
    /// Whether the shopper can still change the fact itself; used for the nearest change.
    pub changeable: bool,
}

/// The closed set of kinds. Other questions are given by their index in the policy's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// One option of a list.
    Choice {
        /// The options, in the order shown. Each is a region.
        options: Vec<OptionId>,
    },
    /// Yes (region 0) or no (region 1).
    YesNo,
    /// A civil day.
    Date {
        /// The limits in clauses, shortest first. Region i: after limit i-1, within limit i.
        limits: Vec<Limit>,
        /// The working days, for limits that depend on them.
        calendar: Calendar,
        /// The place question whose country's public holidays move a rolled limit.
        public_holidays: Option<u8>,
        /// Whether the day may be after today.
        future: bool,
        /// The date question whose day it must not precede.
        not_before: Option<u8>,
    },
    /// An amount.
    Money {
        /// The policy's currency.
        currency: Currency,
        /// The largest amount of each region but the last, ascending.
        tops: Vec<Amount>,
    },
    /// A country or a subdivision.
    Place {
        /// The places of each region but the last, which is everywhere else.
        regions: Vec<Vec<Area>>,
        /// The public holidays of countries, for limits and statutes that move past them.
        holidays: Vec<PublicHolidays>,
    },
    /// Derived and never asked: the whole days from one date to another.
    Span {
        /// Index of the earlier date question.
        from: u8,
        /// Index of the later date question.
        to: u8,
        /// The first number of days of each region but the first, ascending.
        starts: Vec<u16>,
    },
}

impl Question {
    /// The last days of the limits in clauses for an event on that day, shortest limit first; none
    /// if the question is not a date. Rolled limits use the calendar of the shopper's country, if
    /// one is given.
    pub fn last_days<'a>(
        &'a self,
        event: Day,
        country: Option<&'a Calendar>,
    ) -> impl Iterator<Item = Day> + 'a {
        let date = match &self.kind {
            Kind::Date { limits, calendar, .. } => Some((limits, calendar)),
            _ => None,
        };
        date.into_iter().flat_map(move |(limits, calendar)| {
            limits.iter().map(move |limit| match country {
                Some(country) if limit.rolled => limit.last_day(event, country),
                _ => limit.last_day(event, calendar),
            })
        })
    }

    /// The questions whose answers settle this one, by their index in the policy's list, in the
    /// order in which they are asked: usually itself, twice; for a span its two dates; for a date
    /// with public holidays itself and the place question. `own` is the index of this question.
    #[must_use]
    pub fn sources(&self, own: u8) -> [u8; 2] {
        match self.kind {
            Kind::Span { from, to, .. } => [from, to],
            Kind::Date { public_holidays: Some(place), .. } => [own, place],
            _ => [own, own],
        }
    }

    /// Whether a shopper can be asked this question; spans are derived.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        !matches!(self.kind, Kind::Span { .. })
    }

    /// Whether a sentence can name an answer given in the notation of policy files. Of a day, an
    /// amount or a place, that notation gives only a range.
    #[must_use]
    pub fn can_be_named(&self) -> bool {
        matches!(self.kind, Kind::Choice { .. } | Kind::YesNo)
    }
}
