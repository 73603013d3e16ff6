//! Radios: the options of a choice, yes and no, and the states "I do not know" and "there is none".

use crate::element::{El, el, said};
use crate::shop::Shop;
use crate::signals::*;
use crate::words::word;
use recourse::question::{Kind, Question};
use recourse::words::key;

/// One radio with its words; a whole row is its target.
pub(crate) fn radio(
    name: &str,
    answer: &str,
    words: &str,
    hint: Option<&str>,
    value: RwSignal<String>,
) -> El {
    let (own, chosen) = (answer.to_owned(), answer.to_owned());
    let input = el("input").attr("type", "radio").attr("name", name).attr("value", answer);
    let input = input
        .flag("checked", move || value.with(|value| *value == own))
        .on("change", move |_| value.set(chosen.clone()));
    let words = said("span", words).class("words");
    let words = words.add(hint.map(|hint| said("span", hint).class("hint")));
    el("label").class("option").attr("part", "option").child(input).child(words)
}

/// The words of an answer that is no value.
pub(crate) fn state_words(shop: &Shop, question: &Question, state: &'static str) -> String {
    shop.text(&key::question_state(question.id.as_str(), state)).unwrap_or_else(|| word(state).to_owned())
}

/// "I do not know" and "there is none", where the question has them.
pub(crate) fn states(shop: &Shop, question: &Question, value: RwSignal<String>) -> El {
    let has = [("none", question.none), ("unknown", question.unknown)];
    let has = has.into_iter().filter(|(_, has)| *has);
    let row = |state| radio(question.id.as_str(), state, &state_words(shop, question, state), None, value);
    el("div").class("states").add(has.map(|(state, _)| row(state)))
}

pub(super) fn input(shop: &Shop, question: &Question, value: RwSignal<String>) -> El {
    let id = question.id.as_str();
    let rows: Vec<_> = match &question.kind {
        Kind::Choice { options } => options
            .iter()
            .map(|option| {
                radio(id, option.as_str(), &shop.say(&key::option(id, option.as_str())), None, value)
            })
            .collect(),
        _ => ["yes", "no"].map(|answer| radio(id, answer, word(answer), None, value)).into(),
    };
    el("div").class("options").add(rows)
}
