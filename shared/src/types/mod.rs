//! Module `types`: the primitive value types of all other modules: ids, civil days, limits, money,
//! places, texts.
//!
//! These are small types whose values are always valid. Nothing here knows a rule.

mod amount_input;
mod amount_words;
mod calendar;
mod country_search;
mod currency;
mod currency_table;
mod day;
mod day_input;
mod digits;
mod id;
mod limit;
mod money;
mod place;
mod text;
mod written_number;

pub use amount_input::{AmountInput, amount_text, read_amount};
pub use calendar::{Calendar, CalendarError, DayList, WEEKDAYS, Weekend};
pub use country_search::{CountryHit, CountryName, Fit, find_countries, fold_name, meant_country};
pub use currency::{Currency, CurrencyError};
pub use currency_table::CURRENCIES_PUBLISHED;
pub use day::{Day, DayError};
pub use day_input::{DayInput, read_day};
pub use digits::whole_number;
pub use id::{
    ClauseId, IdError, NoteId, OptionId, ProofId, QuestionId, RemedyId, StatuteId, StepId, StoreId,
    TimerId, TopicId,
};
pub use limit::{Limit, Unit};
pub use money::{Amount, MoneyError};
pub use place::{Area, COUNTRIES, Country, Place, PlaceError, aliases};
pub use text::{Language, Texts, direction, foreign, is_foreign, joined, key, without_isolates};
