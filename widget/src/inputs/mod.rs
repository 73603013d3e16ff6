//! One input per kind of question: view and dispatch only. Each writes the answer's text form into a signal.

mod date;
mod money;
mod options;
pub(crate) use options::{radio, state_words};
mod place;

use crate::shop::Shop;
use leptos::prelude::*;
use recourse::question::{Kind, Question};

/// The input for a question, writing to `value`.
pub(crate) fn input(shop: &Shop, question: &Question, value: RwSignal<String>) -> AnyView {
    match &question.kind {
        Kind::Choice { .. } | Kind::YesNo => options::input(shop, question, value),
        Kind::Date { .. } => {
            view! { {date::input(shop, question, value)} {options::states(shop, question, value)} }.into_any()
        }
        Kind::Money { .. } => {
            view! { {money::input(shop, question, value)} {options::states(shop, question, value)} }
                .into_any()
        }
        Kind::Place { .. } => place::input(shop, question, value),
        Kind::Span { .. } => ().into_any(),
    }
}
