//! Room `words`: the vocabulary every other room speaks: ids, civil days, limits, money, places, texts.
//!
//! What may come in: small value types that cannot hold a nonsensical value. Nothing here knows a rule.

pub(crate) mod compact;
mod calendar;
mod day;
mod id;
mod limit;
mod money;
mod number;
mod place;
mod text;

pub use calendar::{Calendar, CalendarError, DayList, WEEKDAYS, Weekend};
pub use day::{Day, DayError};
pub use id::{
    ClauseId, IdError, NoteId, OptionId, ProofId, QuestionId, RemedyId, StatuteId, StepId, StoreId, TimerId,
    TopicId,
};
pub use limit::{Limit, Unit};
pub use money::{Amount, Currency, MoneyError};
pub use number::number;
pub use place::{Area, COUNTRIES, Country, Place, PlaceError, aliases};
pub use text::{Language, Texts, direction, foreign, is_foreign, joined, key};
