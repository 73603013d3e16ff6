//! The page of one question.

use super::answers::state_words;
use super::carried_form::carried_form;
use super::context::PageContext;
use super::layout::{Choice, action_button, hidden, problem};
use super::topics::topics;
use maud::{Markup, html};
use recourse::interview::Next;
use recourse::question::{Answer, Kind, Question, Value};
use recourse::types::{Amount, QuestionId, amount_text, key};

/// Characters of a date with a four-digit year, less one: a longer text is a whole date.
const SHORT_DATE_CHARS_MAX: usize = 9;

/// The page of a question, with the fault of the answer that was just given.
pub(super) fn question(
    context: &PageContext<'_>,
    id: &QuestionId,
    fault: Option<&'static str>,
) -> Markup {
    let Some(question) = context.policy().question(id) else { return topics(context, false) };
    let title = context.say(&key::question(id.as_str()));
    let name = format!("a:{id}");
    let inputs = html! {
        (fieldset(context, question, &title, &name))
        (foot(context))
        (hidden("asked", id.as_str()))
    };
    context.page(
        &title,
        &html! {
            @if let Some(fault) = fault { (alert(context, question, fault)) }
            (carried_form(context, &[&name], &inputs))
        },
    )
}

fn fieldset(context: &PageContext<'_>, question: &Question, title: &str, name: &str) -> Markup {
    let hint = context.text(&key::question_hint(question.id.as_str()));
    html! {
        fieldset {
            legend { h1 { (context.localized(title)) } }
            @if let Some(hint) = hint { p { (context.localized(&hint)) } }
            (input(context, question, name))
            (readings(context))
            (states(context, question, name))
        }
    }
}

fn foot(context: &PageContext<'_>) -> Markup {
    let messages = context.messages;
    html! {
        div.foot {
            (action_button("primary", "next", messages.message("continue")))
            (action_button("secondary", "back", messages.message("back")))
            @if let Some(text) = remaining_questions(context) { small { (text) } }
        }
    }
}

/// How many questions can still come.
fn remaining_questions(context: &PageContext<'_>) -> Option<String> {
    let messages = context.messages;
    match context.replay(&context.facts())?.next {
        Next::Ask { max_remaining_questions: 1, .. } => {
            Some(messages.message("last_question").to_owned())
        }
        Next::Ask { max_remaining_questions: count, .. } => {
            Some(messages.fill("max_remaining_questions", "{n}", &count.to_string()))
        }
        Next::Done(_) => None,
    }
}

/// The alert for an answer that is not valid.
fn alert(context: &PageContext<'_>, question: &Question, fault: &str) -> Markup {
    let message = fault_message(context, message_of_fault(context, question, fault));
    problem(context.messages, &context.localized(&message))
}

/// The message key of a fault, by the kind of the question.
fn message_of_fault<'a>(context: &PageContext<'_>, question: &Question, fault: &'a str) -> &'a str {
    let typed = context.state.typed.as_ref();
    let is_whole_date = typed.is_some_and(|text| text.len() > SHORT_DATE_CHARS_MAX);
    match (fault, &question.kind) {
        ("choose", Kind::Date { .. }) => "not_a_date",
        ("choose", Kind::Money { .. }) => "not_money",
        ("choose", Kind::Place { .. }) => "not_a_place",
        ("not_a_date", _) if is_whole_date => "no_such_day",
        _ => fault,
    }
}

fn fault_message(context: &PageContext<'_>, code: &str) -> String {
    let (messages, currency) = (context.messages, context.policy().parts().currency);
    let example = amount_text(Amount::example(currency), messages.language());
    let typed = context.state.typed.as_deref().unwrap_or_default();
    messages
        .find(code)
        .unwrap_or(messages.message("choose"))
        .replace("{amount}", &example)
        .replace("{currency}", currency.as_str())
        .replace("{typed}", typed)
}

/// The answers that the typed text can mean, as options.
fn readings(context: &PageContext<'_>) -> Markup {
    let state = context.state;
    let typed = state.typed.as_deref().filter(|_| !state.readings.is_empty());
    html! {
        @if let Some(typed) = typed {
            (hidden("reading_of", typed.trim()))
            @for answer in &state.readings { (reading(context, answer)) }
        }
    }
}

fn reading(context: &PageContext<'_>, answer: &Answer) -> Markup {
    let label = match answer {
        Answer::Known(Value::Money(amount)) => context.money(*amount),
        Answer::Known(Value::Date(day)) => context.day(*day),
        other => other.to_string(),
    };
    radio("reading", &answer.to_string(), context.localized(&label), false)
}

fn radio(name: &str, value: &str, label: Markup, is_checked: bool) -> Markup {
    Choice { kind: "radio", name, value, label, hint: None, is_checked }.markup()
}

/// The input of a question, by its kind.
fn input(context: &PageContext<'_>, question: &Question, name: &str) -> Markup {
    let id = question.id.as_str();
    let given = context.state.answer(id).unwrap_or_default();
    match &question.kind {
        Kind::Choice { options } => html! {
            @for option in options {
                @let label = context.say(&key::option(id, option.as_str()));
                (radio(name, option.as_str(), context.localized(&label), option.as_str() == given))
            }
        },
        Kind::YesNo => html! {
            @for value in ["yes", "no"] {
                (radio(name, value, html! { (context.messages.message(value)) }, value == given))
            }
        },
        Kind::Date { future, .. } => date_input(context, id, name, given, *future),
        Kind::Money { currency, .. } => {
            let amount = Amount::parse(given, *currency).ok();
            money_input(context, name, amount, currency.as_str())
        }
        Kind::Place { .. } => country_select(context, name, given),
        Kind::Span { .. } => html! {},
    }
}

fn date_input(
    context: &PageContext<'_>,
    id: &str,
    name: &str,
    given: &str,
    can_be_future: bool,
) -> Markup {
    let today = context.today.to_string();
    let given = if given.len() == today.len() { given } else { "" };
    html! {
        input type="date" name=(name) value=(given) max=[(!can_be_future).then_some(&today)]
            placeholder=(today) aria-label=(context.say(&key::question(id)));
    }
}

fn money_input(
    context: &PageContext<'_>,
    name: &str,
    amount: Option<Amount>,
    currency: &str,
) -> Markup {
    let messages = context.messages;
    let given = amount.map(|amount| amount_text(amount, messages.language()));
    let value = context.state.typed.clone().or(given).unwrap_or_default();
    html! {
        label.field {
            span { (messages.fill("amount", "{currency}", currency)) }
            input type="text" inputmode="decimal" autocomplete="off" name=(name) value=(value);
        }
    }
}

fn country_select(context: &PageContext<'_>, name: &str, given: &str) -> Markup {
    let messages = context.messages;
    html! {
        select name=(name) aria-label=(messages.message("not_a_place")) {
            option value="" {}
            @for (country, code) in context.localizer.countries(messages.language()) {
                option value=(code) selected[code == given] { (country) }
            }
        }
    }
}

/// The options "I do not know" and "there is none", where the question has them.
fn states(context: &PageContext<'_>, question: &Question, name: &str) -> Markup {
    let given = context.state.answer(question.id.as_str()).unwrap_or_default();
    let states = [("none", question.none), ("unknown", question.unknown)];
    // A single radio button beside an input could not be deselected.
    let is_list = matches!(question.kind, Kind::Choice { .. } | Kind::YesNo);
    let kind = if is_list { "radio" } else { "checkbox" };
    html! {
        @for (value, _) in states.into_iter().filter(|(_, has_state)| *has_state) {
            @let label = context.localized(&state_words(context, question.id.as_str(), value));
            (Choice { kind, name, value, label, hint: None, is_checked: given == value }.markup())
        }
    }
}
