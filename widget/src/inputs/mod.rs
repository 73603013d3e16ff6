//! One input per kind of question: view and dispatch only. Each writes the answer's text form into
//! a signal.

mod date;
mod money;
mod options;
pub(crate) use options::{radio, radios, state_words};
mod place;

use crate::element::View;
use crate::shop::Shop;
use crate::signals::*;
use recourse::question::{Kind, Question};

/// The input for a question, writing to `value`.
pub(crate) fn input(shop: &Shop, question: &Question, value: Signal<String>) -> View {
    let mut view = match &question.kind {
        Kind::Choice { .. } | Kind::YesNo => vec![options::input(shop, question, value)],
        Kind::Date { .. } => date::input(shop, question, value),
        Kind::Money { .. } => vec![money::input(shop, question, value)],
        Kind::Place { .. } => place::input(shop, question, value),
        Kind::Span { .. } => return View::new(),
    };
    view.push(options::states(shop, question, value));
    view
}
