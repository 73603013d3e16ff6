//! One input for each kind of question. Each writes the answer's text form into a signal.

mod date;
mod money;
mod options;
mod place;

use crate::components::RadioGroup;
use date::DateInput;
use leptos::prelude::*;
use money::MoneyInput;
pub(crate) use options::state_text;
use options::{Options, States};
use place::PlaceInput;
use recourse::question::{Kind, Question};

/// The input of a question.
#[component]
pub(crate) fn QuestionInput(question: Question, value: RwSignal<String>) -> impl IntoView {
    match question.kind {
        Kind::Choice { .. } | Kind::YesNo => view! { <Options question value /> }.into_any(),
        Kind::Date { future, .. } => view! { <DateInput future value /> }.into_any(),
        Kind::Money { .. } => view! { <MoneyInput question value /> }.into_any(),
        Kind::Place { .. } => view! { <PlaceInput question value /> }.into_any(),
        // A span follows from dates and is never asked.
        Kind::Span { .. } => ().into_any(),
    }
}

/// The answers "I do not know" and "there is none", where the question has them.
#[component]
pub(crate) fn StatesInput(question: Question, value: RwSignal<String>) -> impl IntoView {
    view! {
        <RadioGroup class="states" value>
            <States question value />
        </RadioGroup>
    }
}
