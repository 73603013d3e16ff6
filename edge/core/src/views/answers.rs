//! The shopper's answers in words, and the list in which each of them can be changed.

use super::context::PageContext;
use super::layout::action_button;
use maud::{Markup, html};
use recourse::question::{Facts, Kind};
use recourse::types::{Amount, Day, QuestionId, key};

/// An answer in words.
pub(super) fn answer_words(context: &PageContext<'_>, id: &QuestionId, text: &str) -> String {
    let Some(question) = context.policy().question(id) else { return text.to_owned() };
    match (&question.kind, text) {
        (_, "unknown") => state_words(context, id.as_str(), "unknown"),
        (_, "none") => state_words(context, id.as_str(), "none"),
        (Kind::Choice { .. }, _) => context.say(&key::option(id.as_str(), text)),
        (Kind::YesNo, "yes") => context.messages.message("yes").to_owned(),
        (Kind::YesNo, _) => context.messages.message("no").to_owned(),
        (Kind::Date { .. }, _) => day_words(context, text),
        (Kind::Money { currency, .. }, _) => Amount::parse(text, *currency)
            .map_or_else(|_| text.to_owned(), |amount| context.money(amount)),
        (Kind::Place { .. }, _) => country_words(context, text),
        (Kind::Span { .. }, _) => text.to_owned(),
    }
}

fn day_words(context: &PageContext<'_>, text: &str) -> String {
    Day::parse(text).map_or_else(|_| text.to_owned(), |day| context.day(day))
}

fn country_words(context: &PageContext<'_>, place: &str) -> String {
    let country = place.split('-').next().unwrap_or_default();
    context.localizer.country(context.messages.language(), country)
}

/// "I do not know" or "there is none", as the question words it.
pub(super) fn state_words(context: &PageContext<'_>, id: &str, state: &'static str) -> String {
    let text = context.text(&key::question_state(id, state));
    text.unwrap_or_else(|| context.messages.message(state).to_owned())
}

/// The answers that count, each with a button that changes it.
pub(super) fn answers(context: &PageContext<'_>, facts: &Facts) -> Markup {
    let path = context.replay(facts).map(|replay| replay.path).unwrap_or_default();
    html! { @for id in &path { (answer(context, facts, id)) } }
}

fn answer(context: &PageContext<'_>, facts: &Facts, id: &QuestionId) -> Markup {
    let text = facts.get(id).map(ToString::to_string).unwrap_or_default();
    let question = context.say(&key::question(id.as_str()));
    let change = context.messages.message("change");
    html! {
        div {
            dt { (context.localized(&question)) }
            dd { (context.localized(&answer_words(context, id, &text))) }
            dd { (action_button("secondary", &format!("change:{id}"), change)) }
        }
    }
}
