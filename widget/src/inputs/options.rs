//! Radios: the options of a choice, yes and no, and the states "I do not know" and "there is none".

use crate::element::{El, el, text_element};
use crate::host::text;
use crate::messages::message;
use crate::shop::Shop;
use crate::signals::*;
use recourse::question::{Kind, Question};
use recourse::types::key;

/// One radio with its words; a whole row is its target. It stands in [`radios`].
pub(crate) fn radio(
    name: &str,
    answer: &str,
    words: &str,
    hint: Option<&str>,
    value: Signal<String>,
) -> El {
    let chosen = value.get_untracked() == answer;
    let input = button(name, answer);
    row(if chosen { input.attr("checked", "") } else { input }, words, hint)
}

/// What is chosen among radios goes into a signal. The browser itself lets go of the one before; a
/// listener and an effect for each row were a fifth of what a slow phone did to draw a page.
pub(crate) fn radios(kind: &str, value: Signal<String>, rows: impl IntoIterator<Item = El>) -> El {
    let take = move |event: web_sys::Event| {
        let chosen = event.target().and_then(|radio| text(&radio, "value"));
        value.set(chosen.unwrap_or_default());
    };
    el("div").class(kind).on("change", take).add(rows)
}

fn button(name: &str, answer: &str) -> El {
    el("input").attr("type", "radio").attr("name", name).attr("value", answer)
}

fn row(radio: El, words: &str, hint: Option<&str>) -> El {
    let words = text_element("span", words).class("words");
    let words = words.add(hint.map(|hint| text_element("span", hint).class("hint")));
    el("label").class("option").attr("part", "option").child(radio).child(words)
}

/// The words of an answer that is no value.
pub(crate) fn state_words(shop: &Shop, question: &Question, state: &'static str) -> String {
    shop.text(&key::question_state(question.id.as_str(), state))
        .unwrap_or_else(|| message(state).to_owned())
}

/// "I do not know" and "there is none", where the question has them.
pub(crate) fn states(shop: &Shop, question: &Question, value: Signal<String>) -> El {
    let has = [("none", question.none), ("unknown", question.unknown)];
    let has = has.into_iter().filter(|(_, has)| *has);
    let state = |(state, _): (&'static str, bool)| {
        // Whoever types an answer has not chosen this.
        let radio =
            button(question.id.as_str(), state).flag("checked", move || value.get() == state);
        row(radio, &state_words(shop, question, state), None)
    };
    radios("states", value, has.map(state))
}

pub(super) fn input(shop: &Shop, question: &Question, value: Signal<String>) -> El {
    let id = question.id.as_str();
    let rows: Vec<_> = match &question.kind {
        Kind::Choice { options } => options
            .iter()
            .map(|option| {
                radio(
                    id,
                    option.as_str(),
                    &shop.say(&key::option(id, option.as_str())),
                    None,
                    value,
                )
            })
            .collect(),
        _ => ["yes", "no"].map(|answer| radio(id, answer, message(answer), None, value)).into(),
    };
    radios("options", value, rows)
}
