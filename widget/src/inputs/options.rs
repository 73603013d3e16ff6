//! Radios: the options of a choice, yes and no, and the states "I do not know" and "there is none".

use crate::shop::Shop;
use crate::words::word;
use leptos::prelude::*;
use recourse::question::{Kind, Question};
use recourse::words::key;

/// One radio with its words; a whole row is its target.
pub(crate) fn radio(
    name: String,
    answer: String,
    words: String,
    hint: Option<String>,
    value: RwSignal<String>,
) -> AnyView {
    let (own, chosen) = (answer.clone(), answer.clone());
    view! {
        <label class="option" part="option">
            <input type="radio" name=name value=answer prop:checked=move || value.get() == own on:change=move |_| value.set(chosen.clone()) />
            <span class="words">{words}{hint.map(|hint| view! { <span class="hint">{hint}</span> })}</span>
        </label>
    }
    .into_any()
}

/// The words of an answer that is no value.
pub(crate) fn state_words(shop: &Shop, question: &Question, state: &'static str) -> String {
    shop.text(&key::question_state(question.id.as_str(), state)).unwrap_or_else(|| word(state).to_owned())
}

/// "I do not know" and "there is none", where the question has them.
pub(crate) fn states(shop: &Shop, question: &Question, value: RwSignal<String>) -> AnyView {
    let has = [("none", question.none), ("unknown", question.unknown)];
    let id = question.id.to_string();
    let rows: Vec<_> = has
        .into_iter()
        .filter(|(_, has)| *has)
        .map(|(state, _)| {
            radio(id.clone(), state.to_owned(), state_words(shop, question, state), None, value)
        })
        .collect();
    view! { <div class="states">{rows}</div> }.into_any()
}

pub(super) fn input(shop: &Shop, question: &Question, value: RwSignal<String>) -> AnyView {
    let id = question.id.to_string();
    let answers: Vec<(String, String)> = match &question.kind {
        Kind::Choice { options } => options
            .iter()
            .map(|option| (option.to_string(), shop.say(&key::option(&id, option.as_str()))))
            .collect(),
        _ => ["yes", "no"].map(|answer| (answer.to_owned(), word(answer).to_owned())).to_vec(),
    };
    let rows: Vec<_> =
        answers.into_iter().map(|(answer, words)| radio(id.clone(), answer, words, None, value)).collect();
    view! { <div class="options">{rows}</div> {states(shop, question, value)} }.into_any()
}
