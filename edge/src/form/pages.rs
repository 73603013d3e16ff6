//! What the shopper came for, and one question.

use super::Sheet;
use super::html::{button, escaped, hidden, page, problem, radio, said};
use crate::words::Words;
use recourse::interview::Next;
use recourse::question::{Answer, Facts, Kind, Question, Value};
use recourse::words::{Amount, QuestionId, amount_text, key};

/// What the shopper came for.
pub(crate) fn topics(sheet: &Sheet<'_>, missing: bool) -> String {
    let words = sheet.words;
    let chosen = sheet.state.topic.as_ref();
    let row = |topic: &recourse::clause::Topic| {
        let id = topic.id.as_str();
        let hint = sheet.text(&key::topic_hint(id));
        radio("topic", id, &sheet.say(&key::topic(id)), hint.as_deref(), chosen == Some(&topic.id))
    };
    let rows: String = sheet.policy().parts().topics.iter().map(row).collect();
    let wrong = if missing { problem(words.word("problem"), words.word("choose")) } else { String::new() };
    let title = words.word("topics");
    let inner = format!(
        "<fieldset><legend>{}</legend>{rows}</fieldset>{}",
        said("h1", title),
        button("primary", "next", words.word("continue"))
    );
    sheet.page(title, &format!("{wrong}{}", form(sheet, &[], &inner)))
}

/// What is shown where nothing that was sent can be read.
pub(crate) fn failure(words: Words, code: &str) -> String {
    let (title, text) = (words.word("problem"), words.refusal(code));
    page(words.language(), "en", title, &problem(title, &text))
}

/// One question, with what is wrong with the answer just given.
pub(super) fn question(sheet: &Sheet<'_>, id: &QuestionId, fault: Option<&'static str>) -> String {
    let words = sheet.words;
    let Some(question) = sheet.policy().question(id) else { return topics(sheet, false) };
    let title = sheet.say(&key::question(id.as_str()));
    let missing = match question.kind {
        Kind::Date { .. } => "not_a_date",
        Kind::Money { .. } => "not_money",
        Kind::Place { .. } => "not_a_place",
        _ => "choose",
    };
    let whole = sheet.state.typed.as_ref().is_some_and(|text| text.len() > 9);
    let wrong = fault.map(|code| match code {
        "choose" => missing,
        // All of it is there, and its year has two digits.
        "not_a_date" if whole => "no_such_day",
        code => code,
    });
    let wrong = wrong.map(|code| problem(words.word("problem"), &said_of(sheet, code)));
    let at_most = sheet.replay(&sheet.kept()).and_then(|walk| match walk.next {
        Next::Ask { at_most: 1, .. } => Some(words.word("at_most_1").to_owned()),
        Next::Ask { at_most, .. } => Some(words.fill("at_most", "{n}", &at_most.to_string())),
        Next::Done(_) => None,
    });
    let hint = sheet.text(&key::question_hint(id.as_str())).map(|hint| said("p", &hint)).unwrap_or_default();
    let inner = format!(
        "<fieldset><legend>{}</legend>{hint}{}{}{}</fieldset><div class=\"foot\">{}{}{}</div>{}",
        said("h1", &title),
        input(sheet, question),
        readings(sheet),
        states(sheet, question),
        button("primary", "next", words.word("continue")),
        button("quiet", "back", words.word("back")),
        at_most.map(|at_most| said("small", &at_most)).unwrap_or_default(),
        hidden("asked", id.as_str()),
    );
    let body = format!("{}{}", wrong.unwrap_or_default(), form(sheet, &[id.as_str()], &inner));
    sheet.page(&title, &body)
}

/// What is wrong with an answer.
fn said_of(sheet: &Sheet<'_>, code: &str) -> String {
    let (words, currency) = (sheet.words, sheet.policy().parts().currency);
    let example = amount_text(Amount::example(currency), words.language());
    let said = words.find(code).unwrap_or(words.word("choose"));
    let said = said.replace("{amount}", &example).replace("{currency}", currency.as_str());
    said.replace("{typed}", sheet.state.typed.as_deref().unwrap_or_default())
}

/// The answers that what was typed may be, to be chosen from.
fn readings(sheet: &Sheet<'_>) -> String {
    let Some(typed) = sheet.state.typed.as_ref().filter(|_| !sheet.state.readings.is_empty()) else {
        return String::new();
    };
    let row = |answer: &Answer| {
        let words = match answer {
            Answer::Known(Value::Money(amount)) => money(sheet, *amount),
            Answer::Known(Value::Date(day)) => sheet.day(*day),
            other => other.to_string(),
        };
        radio("reading", &answer.to_string(), &words, None, false)
    };
    let rows: String = sheet.state.readings.iter().map(row).collect();
    format!("{}{rows}", hidden("reading_of", typed.trim()))
}

/// An amount with its currency, as the language of the page writes it.
pub(super) fn money(sheet: &Sheet<'_>, amount: Amount) -> String {
    let currency = sheet.policy().parts().currency.as_str();
    format!("{currency} {}", amount_text(amount, sheet.words.language()))
}

/// A form that carries on everything but what it asks for itself.
pub(super) fn form(sheet: &Sheet<'_>, but: &[&str], inner: &str) -> String {
    let state = sheet.state;
    let store = sheet.policy().parts().store.as_str();
    let mut carried = hidden("lang", sheet.words.language());
    if let Some(topic) = state.topic.as_ref().filter(|_| !inner.contains("name=\"topic\"")) {
        carried.push_str(&hidden("topic", topic.as_str()));
    }
    for (id, text) in state.answers.iter().filter(|(id, _)| !but.contains(&id.as_str())) {
        carried.push_str(&hidden(&format!("a:{id}"), text));
    }
    carried.push_str(&request(sheet, inner));
    // The first button of a form is the one that Enter presses: nothing may stand before `inner`'s own.
    format!(
        "<form method=\"post\" enctype=\"multipart/form-data\" action=\"/v1/stores/{store}/form\">{carried}{inner}</form>"
    )
}

/// What was typed into the request before an answer was looked at again, as far as the page has no field for it.
fn request(sheet: &Sheet<'_>, inner: &str) -> String {
    let state = sheet.state;
    let typed = ["email", "order", "name", "note", "remedy", "ticket"]
        .map(|name| (name, state.field(name).to_owned()));
    let ready = state.proofs.iter().map(|proof| ("proof", proof.clone()));
    let sent = state.photos.iter().map(|sent| ("photo", format!("{}/{}", sent.proof, sent.photo)));
    // Each name is looked for once: a form may carry hundreds of proofs, and the page is long.
    let names = typed.iter().map(|(name, _)| *name).chain(["proof", "photo"]);
    let missing: Vec<_> = names.filter(|name| !inner.contains(&format!(" name=\"{name}\""))).collect();
    let all = typed.into_iter().chain(ready).chain(sent);
    let elsewhere = all.filter(|(name, text)| !text.is_empty() && missing.contains(name));
    elsewhere.map(|(name, text)| hidden(name, &text)).collect()
}

fn input(sheet: &Sheet<'_>, question: &Question) -> String {
    let (id, words) = (question.id.as_str(), sheet.words);
    let (name, given) = (format!("a:{id}"), sheet.state.answer(id).unwrap_or_default());
    match &question.kind {
        Kind::Choice { options } => {
            let row = |option: &str| {
                radio(&name, option, &sheet.say(&key::option(id, option)), None, option == given)
            };
            options.iter().map(|option| row(option.as_str())).collect()
        }
        Kind::YesNo => [("yes", "yes"), ("no", "no")]
            .map(|(value, key)| radio(&name, value, words.word(key), None, value == given))
            .concat(),
        Kind::Date { future, .. } => {
            let last = if *future { String::new() } else { format!(" max=\"{}\"", sheet.today) };
            let given = if given.len() == 10 { given } else { "" };
            let example = sheet.today.to_string();
            format!(
                "<input type=\"date\" name=\"{name}\" value=\"{}\"{last} placeholder=\"{example}\" aria-label=\"{}\">",
                escaped(given),
                escaped(&sheet.say(&key::question(id)))
            )
        }
        Kind::Money { currency, .. } => {
            let amount = Amount::parse(given, *currency).ok();
            let shown = amount.map(|amount| amount_text(amount, words.language()));
            let given = sheet.state.typed.clone().or(shown).unwrap_or_default();
            format!(
                "<label class=\"field\"><span>{}</span><input type=\"text\" inputmode=\"decimal\" autocomplete=\"off\" name=\"{name}\" value=\"{}\"></label>",
                escaped(&words.fill("amount", "{currency}", currency.as_str())),
                escaped(&given)
            )
        }
        Kind::Place { .. } => places(sheet, &name, given),
        Kind::Span { .. } => String::new(),
    }
}

fn places(sheet: &Sheet<'_>, name: &str, given: &str) -> String {
    let all = sheet.speech.countries(sheet.words.language());
    let row = |(words, code): &(String, &str)| {
        let chosen = if *code == given { " selected" } else { "" };
        format!("<option value=\"{code}\"{chosen}>{}</option>", escaped(words))
    };
    let rows: String = all.iter().map(row).collect();
    format!(
        "<select name=\"{name}\" aria-label=\"{}\"><option value=\"\"></option>{rows}</select>",
        escaped(sheet.words.word("not_a_place"))
    )
}

/// "I do not know" and "there is none", where the question has them.
fn states(sheet: &Sheet<'_>, question: &Question) -> String {
    let id = question.id.as_str();
    let given = sheet.state.answer(id).unwrap_or_default();
    let has = [("none", question.none), ("unknown", question.unknown)];
    let beside_a_field = !matches!(question.kind, Kind::Choice { .. } | Kind::YesNo);
    let row = |state: &'static str| {
        let row = radio(&format!("a:{id}"), state, &state_words(sheet, id, state), None, given == state);
        // Beside a field, a lone radio could never be taken back.
        if beside_a_field { row.replacen("\"radio\"", "\"checkbox\"", 1) } else { row }
    };
    has.into_iter().filter(|(_, has)| *has).map(|(state, _)| row(state)).collect()
}

fn state_words(sheet: &Sheet<'_>, id: &str, state: &'static str) -> String {
    sheet.text(&key::question_state(id, state)).unwrap_or_else(|| sheet.words.word(state).to_owned())
}

/// An answer in the shopper's words.
pub(super) fn answer_words(sheet: &Sheet<'_>, id: &QuestionId, text: &str) -> String {
    let Some(question) = sheet.policy().question(id) else { return text.to_owned() };
    match (&question.kind, text) {
        (_, "unknown") => state_words(sheet, id.as_str(), "unknown"),
        (_, "none") => state_words(sheet, id.as_str(), "none"),
        (Kind::Choice { .. }, _) => sheet.say(&key::option(id.as_str(), text)),
        (Kind::YesNo, _) => sheet.words.word(if text == "yes" { "yes" } else { "no" }).to_owned(),
        (Kind::Date { .. }, _) => {
            recourse::words::Day::parse(text).map_or_else(|_| text.to_owned(), |day| sheet.day(day))
        }
        (Kind::Money { currency, .. }, _) => {
            Amount::parse(text, *currency).map_or_else(|_| text.to_owned(), |amount| money(sheet, amount))
        }
        (Kind::Place { .. }, _) => {
            let country = text.split('-').next().unwrap_or_default();
            sheet.speech.country(sheet.words.language(), country)
        }
        _ => text.to_owned(),
    }
}

/// What was answered, each with a button to change it.
pub(super) fn answers(sheet: &Sheet<'_>, kept: &Facts) -> String {
    let row = |id: &QuestionId| {
        let text = kept.get(id).map(ToString::to_string).unwrap_or_default();
        let (asked, said_so) = (sheet.say(&key::question(id.as_str())), answer_words(sheet, id, &text));
        let change = button("quiet", &format!("change:{id}"), sheet.words.word("change"));
        format!("<div>{}{}<dd>{change}</dd></div>", said("dt", &asked), said("dd", &said_so))
    };
    sheet.replay(kept).iter().flat_map(|walk| &walk.path).map(row).collect()
}
