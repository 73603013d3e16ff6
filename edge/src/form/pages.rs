//! What the shopper came for, and one question.

use super::PageContext;
use super::html::{button, escape, hidden, page, problem, radio, text_element};
use crate::messages::Messages;
use recourse::interview::Next;
use recourse::question::{Answer, Facts, Kind, Question, Value};
use recourse::types::{Amount, QuestionId, amount_text, key};

/// What the shopper came for.
pub(crate) fn topics(context: &PageContext<'_>, missing: bool) -> String {
    let messages = context.messages;
    let chosen = context.state.topic.as_ref();
    let row = |topic: &recourse::clause::Topic| {
        let id = topic.id.as_str();
        let hint = context.text(&key::topic_hint(id));
        radio(
            "topic",
            id,
            &context.say(&key::topic(id)),
            hint.as_deref(),
            chosen == Some(&topic.id),
        )
    };
    let rows: String = context.policy().parts().topics.iter().map(row).collect();
    let wrong = if missing {
        problem(messages.message("problem"), messages.message("choose"))
    } else {
        String::new()
    };
    let title = messages.message("topics");
    let inner = format!(
        "<fieldset><legend>{}</legend>{rows}</fieldset>{}",
        text_element("h1", title),
        button("primary", "next", messages.message("continue"))
    );
    context.page(title, &format!("{wrong}{}", form(context, &[], &inner)))
}

/// What is shown where nothing that was sent can be read.
pub(crate) fn failure(messages: Messages, code: &str) -> String {
    let (title, text) = (messages.message("problem"), messages.refusal(code));
    page(messages.language(), "en", title, &problem(title, &text))
}

/// One question, with what is wrong with the answer just given.
pub(super) fn question(
    context: &PageContext<'_>,
    id: &QuestionId,
    fault: Option<&'static str>,
) -> String {
    let messages = context.messages;
    let Some(question) = context.policy().question(id) else { return topics(context, false) };
    let title = context.say(&key::question(id.as_str()));
    let missing = match question.kind {
        Kind::Date { .. } => "not_a_date",
        Kind::Money { .. } => "not_money",
        Kind::Place { .. } => "not_a_place",
        _ => "choose",
    };
    let whole = context.state.typed.as_ref().is_some_and(|text| text.len() > 9);
    let wrong = fault.map(|code| match code {
        "choose" => missing,
        // All of it is there, and its year has two digits.
        "not_a_date" if whole => "no_such_day",
        code => code,
    });
    let wrong = wrong.map(|code| problem(messages.message("problem"), &said_of(context, code)));
    let max_remaining_questions =
        context.replay(&context.kept()).and_then(|walk| match walk.next {
            Next::Ask { max_remaining_questions: 1, .. } => {
                Some(messages.message("last_question").to_owned())
            }
            Next::Ask { max_remaining_questions, .. } => Some(messages.fill(
                "max_remaining_questions",
                "{n}",
                &max_remaining_questions.to_string(),
            )),
            Next::Done(_) => None,
        });
    let hint = context
        .text(&key::question_hint(id.as_str()))
        .map(|hint| text_element("p", &hint))
        .unwrap_or_default();
    let inner = format!(
        "<fieldset><legend>{}</legend>{hint}{}{}{}</fieldset><div class=\"foot\">{}{}{}</div>{}",
        text_element("h1", &title),
        input(context, question),
        readings(context),
        states(context, question),
        button("primary", "next", messages.message("continue")),
        button("secondary", "back", messages.message("back")),
        max_remaining_questions
            .map(|max_remaining_questions| text_element("small", &max_remaining_questions))
            .unwrap_or_default(),
        hidden("asked", id.as_str()),
    );
    let body = format!("{}{}", wrong.unwrap_or_default(), form(context, &[id.as_str()], &inner));
    context.page(&title, &body)
}

/// What is wrong with an answer.
fn said_of(context: &PageContext<'_>, code: &str) -> String {
    let (messages, currency) = (context.messages, context.policy().parts().currency);
    let example = amount_text(Amount::example(currency), messages.language());
    let said = messages.find(code).unwrap_or(messages.message("choose"));
    let said = said.replace("{amount}", &example).replace("{currency}", currency.as_str());
    said.replace("{typed}", context.state.typed.as_deref().unwrap_or_default())
}

/// The answers that what was typed may be, to be chosen from.
fn readings(context: &PageContext<'_>) -> String {
    let Some(typed) = context.state.typed.as_ref().filter(|_| !context.state.readings.is_empty())
    else {
        return String::new();
    };
    let row = |answer: &Answer| {
        let messages = match answer {
            Answer::Known(Value::Money(amount)) => money(context, *amount),
            Answer::Known(Value::Date(day)) => context.day(*day),
            other => other.to_string(),
        };
        radio("reading", &answer.to_string(), &messages, None, false)
    };
    let rows: String = context.state.readings.iter().map(row).collect();
    format!("{}{rows}", hidden("reading_of", typed.trim()))
}

/// An amount with its currency, as the language of the page writes it.
pub(super) fn money(context: &PageContext<'_>, amount: Amount) -> String {
    let currency = context.policy().parts().currency.as_str();
    format!("{currency} {}", amount_text(amount, context.messages.language()))
}

/// A form that carries on everything but what it asks for itself.
pub(super) fn form(context: &PageContext<'_>, but: &[&str], inner: &str) -> String {
    let state = context.state;
    let store = context.policy().parts().store.as_str();
    let mut carried = hidden("lang", context.messages.language());
    if let Some(topic) = state.topic.as_ref().filter(|_| !inner.contains("name=\"topic\"")) {
        carried.push_str(&hidden("topic", topic.as_str()));
    }
    for (id, text) in state.answers.iter().filter(|(id, _)| !but.contains(&id.as_str())) {
        carried.push_str(&hidden(&format!("a:{id}"), text));
    }
    carried.push_str(&request(context, inner));
    // The first button of a form is the one that Enter presses: nothing may stand before `inner`'s own.
    format!(
        "<form method=\"post\" enctype=\"multipart/form-data\" action=\"/v1/stores/{store}/form\">{carried}{inner}</form>"
    )
}

/// What was typed into the request before an answer was looked at again, as far as the page has no field for it.
fn request(context: &PageContext<'_>, inner: &str) -> String {
    let state = context.state;
    let typed = ["email", "order", "name", "note", "remedy", "ticket"]
        .map(|name| (name, state.field(name).to_owned()));
    let ready = state.proofs.iter().map(|proof| ("proof", proof.clone()));
    let sent = state.photos.iter().map(|sent| ("photo", format!("{}/{}", sent.proof, sent.photo)));
    // Each name is looked for once: a form may carry hundreds of proofs, and the page is long.
    let names = typed.iter().map(|(name, _)| *name).chain(["proof", "photo"]);
    let missing: Vec<_> =
        names.filter(|name| !inner.contains(&format!(" name=\"{name}\""))).collect();
    let all = typed.into_iter().chain(ready).chain(sent);
    let elsewhere = all.filter(|(name, text)| !text.is_empty() && missing.contains(name));
    elsewhere.map(|(name, text)| hidden(name, &text)).collect()
}

fn input(context: &PageContext<'_>, question: &Question) -> String {
    let (id, messages) = (question.id.as_str(), context.messages);
    let (name, given) = (format!("a:{id}"), context.state.answer(id).unwrap_or_default());
    match &question.kind {
        Kind::Choice { options } => {
            let row = |option: &str| {
                radio(&name, option, &context.say(&key::option(id, option)), None, option == given)
            };
            options.iter().map(|option| row(option.as_str())).collect()
        }
        Kind::YesNo => [("yes", "yes"), ("no", "no")]
            .map(|(value, key)| radio(&name, value, messages.message(key), None, value == given))
            .concat(),
        Kind::Date { future, .. } => {
            let last = if *future { String::new() } else { format!(" max=\"{}\"", context.today) };
            let given = if given.len() == 10 { given } else { "" };
            let example = context.today.to_string();
            format!(
                "<input type=\"date\" name=\"{name}\" value=\"{}\"{last} placeholder=\"{example}\" aria-label=\"{}\">",
                escape(given),
                escape(&context.say(&key::question(id)))
            )
        }
        Kind::Money { currency, .. } => {
            let amount = Amount::parse(given, *currency).ok();
            let shown = amount.map(|amount| amount_text(amount, messages.language()));
            let given = context.state.typed.clone().or(shown).unwrap_or_default();
            format!(
                "<label class=\"field\"><span>{}</span><input type=\"text\" inputmode=\"decimal\" autocomplete=\"off\" name=\"{name}\" value=\"{}\"></label>",
                escape(&messages.fill("amount", "{currency}", currency.as_str())),
                escape(&given)
            )
        }
        Kind::Place { .. } => places(context, &name, given),
        Kind::Span { .. } => String::new(),
    }
}

fn places(context: &PageContext<'_>, name: &str, given: &str) -> String {
    let all = context.localizer.countries(context.messages.language());
    let row = |(messages, code): &(String, &str)| {
        let chosen = if *code == given { " selected" } else { "" };
        format!("<option value=\"{code}\"{chosen}>{}</option>", escape(messages))
    };
    let rows: String = all.iter().map(row).collect();
    format!(
        "<select name=\"{name}\" aria-label=\"{}\"><option value=\"\"></option>{rows}</select>",
        escape(context.messages.message("not_a_place"))
    )
}

/// "I do not know" and "there is none", where the question has them.
fn states(context: &PageContext<'_>, question: &Question) -> String {
    let id = question.id.as_str();
    let given = context.state.answer(id).unwrap_or_default();
    let has = [("none", question.none), ("unknown", question.unknown)];
    let beside_a_field = !matches!(question.kind, Kind::Choice { .. } | Kind::YesNo);
    let row = |state: &'static str| {
        let row = radio(
            &format!("a:{id}"),
            state,
            &state_words(context, id, state),
            None,
            given == state,
        );
        // Beside a field, a lone radio could never be taken back.
        if beside_a_field { row.replacen("\"radio\"", "\"checkbox\"", 1) } else { row }
    };
    has.into_iter().filter(|(_, has)| *has).map(|(state, _)| row(state)).collect()
}

fn state_words(context: &PageContext<'_>, id: &str, state: &'static str) -> String {
    context
        .text(&key::question_state(id, state))
        .unwrap_or_else(|| context.messages.message(state).to_owned())
}

/// An answer in the shopper's words.
pub(super) fn answer_words(context: &PageContext<'_>, id: &QuestionId, text: &str) -> String {
    let Some(question) = context.policy().question(id) else { return text.to_owned() };
    match (&question.kind, text) {
        (_, "unknown") => state_words(context, id.as_str(), "unknown"),
        (_, "none") => state_words(context, id.as_str(), "none"),
        (Kind::Choice { .. }, _) => context.say(&key::option(id.as_str(), text)),
        (Kind::YesNo, _) => {
            context.messages.message(if text == "yes" { "yes" } else { "no" }).to_owned()
        }
        (Kind::Date { .. }, _) => recourse::types::Day::parse(text)
            .map_or_else(|_| text.to_owned(), |day| context.day(day)),
        (Kind::Money { currency, .. }, _) => Amount::parse(text, *currency)
            .map_or_else(|_| text.to_owned(), |amount| money(context, amount)),
        (Kind::Place { .. }, _) => {
            let country = text.split('-').next().unwrap_or_default();
            context.localizer.country(context.messages.language(), country)
        }
        _ => text.to_owned(),
    }
}

/// What was answered, each with a button to change it.
pub(super) fn answers(context: &PageContext<'_>, kept: &Facts) -> String {
    let row = |id: &QuestionId| {
        let text = kept.get(id).map(ToString::to_string).unwrap_or_default();
        let (asked, said_so) =
            (context.say(&key::question(id.as_str())), answer_words(context, id, &text));
        let change =
            button("secondary", &format!("change:{id}"), context.messages.message("change"));
        format!(
            "<div>{}{}<dd>{change}</dd></div>",
            text_element("dt", &asked),
            text_element("dd", &said_so)
        )
    };
    context.replay(kept).iter().flat_map(|walk| &walk.path).map(row).collect()
}
