//! Module `question`: the closed kinds of questions, each with the cuts its policy makes in its value range.

use super::PublicHolidays;
use crate::types::compact::{Compact, Reader, compact};
use crate::types::{Amount, Area, Calendar, Currency, Day, Limit, OptionId, QuestionId};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// A thing that may be asked, as one policy declares it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its name, the key of its fact.
    pub id: QuestionId,
    /// Its kind and the thresholds that the policy mentions.
    pub kind: Kind,
    /// Whether the shopper may answer "I do not know".
    pub unknown: bool,
    /// Whether the thing may not exist ("it is not traceable").
    pub none: bool,
    /// Whether the shopper can still change the fact itself, for the nearest change.
    pub changeable: bool,
}

/// The closed kinds. Other questions are named by their place in the policy's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// One of a list.
    Choice {
        /// The options, in the order shown. Each is a region.
        options: Vec<OptionId>,
    },
    /// Yes (region 0) or no (region 1).
    YesNo,
    /// A civil day.
    Date {
        /// The limits that clauses mention, shortest first. Region i: after limit i-1, within limit i.
        limits: Vec<Limit>,
        /// Which days are working days, for the limits that ask for them.
        calendar: Calendar,
        /// The place question in whose country a rolled limit moves past public holidays.
        public_holidays: Option<u8>,
        /// Whether it may lie after today.
        future: bool,
        /// The date question whose day it may not precede.
        not_before: Option<u8>,
    },
    /// An amount.
    Money {
        /// The policy's currency.
        currency: Currency,
        /// The largest amount of each region but the last, ascending.
        tops: Vec<Amount>,
    },
    /// A country or a part of one.
    Place {
        /// The places of each region but the last, which is everywhere else.
        regions: Vec<Vec<Area>>,
        /// The public holidays of countries, for the limits and statutes that move past them.
        holidays: Vec<PublicHolidays>,
    },
    /// Derived, never asked: whole days from one date to another.
    Span {
        /// Index of the earlier date question.
        from: u8,
        /// Index of the later date question.
        to: u8,
        /// The first day count of each region but the first, ascending.
        starts: Vec<u16>,
    },
}

compact!(struct Question { id, kind, unknown, none, changeable });

impl Compact for Kind {
    fn read(from: &mut Reader<'_>) -> Kind {
        match from.number() {
            0 => Kind::Choice { options: Compact::read(from) },
            1 => Kind::YesNo,
            2 => Kind::Date {
                limits: Compact::read(from),
                calendar: Compact::read(from),
                public_holidays: Compact::read(from),
                future: Compact::read(from),
                not_before: Compact::read(from),
            },
            3 => Kind::Money { currency: Compact::read(from), tops: Compact::read(from) },
            4 => Kind::Place { regions: Compact::read(from), holidays: Compact::read(from) },
            5 => Kind::Span {
                from: Compact::read(from),
                to: Compact::read(from),
                starts: Compact::read(from),
            },
            _ => from.fail(Kind::YesNo),
        }
    }
}

impl Question {
    /// The last days of the limits that clauses mention, for an event on that day, shortest first; none where it is no date. Rolled
    /// limits go by the calendar of the shopper's country, where one is given.
    pub fn last_days<'a>(
        &'a self,
        event: Day,
        country: Option<&'a Calendar>,
    ) -> impl Iterator<Item = Day> + 'a {
        let (limits, own) = match &self.kind {
            Kind::Date { limits, calendar, .. } => (limits.as_slice(), Some(calendar)),
            _ => (&[][..], None),
        };
        own.into_iter().flat_map(move |own| {
            let by = move |limit: &Limit| country.filter(|_| limit.rolled).unwrap_or(own);
            limits.iter().map(move |limit| limit.last_day(event, by(limit)))
        })
    }

    /// The questions whose answers settle this one, by their place in the policy's list, in the order in which they are asked: itself
    /// for most; the two dates of a span; and for a date the place whose public holidays move its limits.
    #[must_use]
    pub fn sources(&self, own: u8) -> [u8; 2] {
        match self.kind {
            Kind::Span { from, to, .. } => [from, to],
            Kind::Date { public_holidays: Some(place), .. } => [own, place],
            _ => [own, own],
        }
    }

    /// Whether a shopper can be asked this: spans are derived.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        !matches!(self.kind, Kind::Span { .. })
    }

    /// Whether an answer in the words of the policy file is one that a sentence can name: of a day, an amount or a place the policy
    /// knows a range only.
    #[must_use]
    pub fn can_be_named(&self) -> bool {
        matches!(self.kind, Kind::Choice { .. } | Kind::YesNo)
    }
}
