//! Radios: the options of a choice, yes and no, and the states "I do not know" and "there is none".

use crate::components::{Radio, RadioGroup};
use crate::shop::{Shop, use_shop};
use leptos::prelude::*;
use recourse::question::{Kind, Question};
use recourse::types::key;

/// The options of a choice, or yes and no.
#[component]
pub(super) fn Options(question: Question, value: RwSignal<String>) -> impl IntoView {
    let shop = use_shop();
    let id = question.id.as_str();
    let radio = |answer: &str, text: String| {
        let (name, answer) = (id.to_owned(), answer.to_owned());
        view! { <Radio name answer text value /> }.into_any()
    };
    let rows: Vec<_> = match &question.kind {
        Kind::Choice { options } => {
            let text = |option: &str| shop.text_or_key(&key::option(id, option));
            options.iter().map(|option| radio(option.as_str(), text(option.as_str()))).collect()
        }
        _ => ["yes", "no"].map(|answer| radio(answer, shop.messages.get(answer).into())).into(),
    };
    view! {
        <RadioGroup class="options" value>
            {rows}
        </RadioGroup>
    }
}

/// "There is none" and "I do not know", where the question has them. Typing an answer clears them.
#[component]
pub(super) fn States(question: Question, value: RwSignal<String>) -> impl IntoView {
    let shop = use_shop();
    let states = [("none", question.none), ("unknown", question.unknown)];
    let radio = |(state, _): (&'static str, bool)| {
        let text = state_text(&shop, &question, state);
        let name = question.id.to_string();
        view! { <Radio name answer=state text value /> }.into_any()
    };
    states.into_iter().filter(|(_, has)| *has).map(radio).collect::<Vec<_>>()
}

/// The text of an answer that is no value.
pub(crate) fn state_text(shop: &Shop, question: &Question, state: &'static str) -> String {
    shop.text(&key::question_state(question.id.as_str(), state))
        .unwrap_or_else(|| shop.messages.get(state).to_owned())
}
