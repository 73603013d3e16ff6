//! One question.

use super::review::words as answer_words;
use super::{back, focus, form, heading, primary, problem};
use crate::element::{El, View, el, text_element, watch};
use crate::host::clock;
use crate::inputs::{input, radio, radios};
use crate::messages::{fill, filled, find, has, message};
use crate::shop::{Shop, go};
use crate::signals::*;
use recourse::question::{Kind, Question, Typed};
use recourse::types::{Amount, QuestionId, amount_text, key};

/// What is being answered on the page.
#[derive(Clone, Copy)]
struct Answering {
    /// What is typed or chosen.
    value: Signal<String>,
    /// The code of what is wrong with it; empty where nothing is.
    fault: Signal<String>,
    /// The answers that what is typed may be, in text form, where it has to be asked; and the one
    /// chosen of them.
    readings: Signal<Vec<String>>,
    reading: Signal<String>,
}

impl Answering {
    fn new(value: String) -> Answering {
        let empty = || Signal::new(String::new());
        let new = Answering {
            value: Signal::new(value),
            fault: empty(),
            readings: Signal::new(Vec::new()),
            reading: empty(),
        };
        // Whoever answers has read what was wrong.
        watch(Box::new(move || {
            new.value.get();
            new.fault.set(String::new());
            new.readings.set(Vec::new());
            new.reading.set(String::new());
        }));
        new
    }

    /// The text form of the answer; `None` where it has to be asked which answer is meant.
    fn text(self, asked: &Question, language: &str) -> Option<String> {
        let reading = self.reading.get_untracked();
        if !reading.is_empty() {
            return Some(reading);
        }
        match asked.typed(&self.value.get_untracked(), language) {
            Typed::Text(text) => Some(text),
            Typed::Ask(all) => {
                self.readings.set(all.iter().map(ToString::to_string).collect());
                None
            }
        }
    }
}

/// What is wrong with an answer, if anything.
fn said_of(shop: &Shop, code: &str, typed: &str) -> Option<String> {
    if code.is_empty() {
        return None;
    }
    let currency = shop.policy.parts().currency;
    let example = amount_text(Amount::example(currency), &shop.options.lang);
    let words = find(code).unwrap_or(message("choose"));
    let words = filled(words, "{amount}", Some(&example))?;
    let words = filled(&words, "{currency}", Some(currency.as_str()))?;
    filled(&words, "{typed}", Some(typed))
}

/// An answer given before, as its field shows it.
fn shown(shop: &Shop, question: &Question, text: String) -> String {
    match question.kind {
        Kind::Money { currency, .. } => Amount::parse(&text, currency)
            .map_or(text, |amount| amount_text(amount, &shop.options.lang)),
        _ => text,
    }
}

/// The answers that what was typed may be, to be chosen from.
fn readings(shop: &Shop, question: &Question, now: Answering) -> El {
    let (shop, id) = (shop.clone(), question.id.clone());
    let row = move |text: &String| {
        radio("reading", text, &answer_words(&shop, &id, text), None, now.reading)
    };
    radios("options", now.reading, []).live(move || now.readings.get().iter().map(&row).collect())
}

#[inline(never)]
pub(super) fn page(shop: &Shop, id: &QuestionId) -> View {
    let Some(question) = shop.policy.question(id).cloned() else { return View::new() };
    let known = shop.now().known(id).map(|text| shown(shop, &question, text));
    let now = Answering::new(known.unwrap_or_default());
    let hint = shop.text(&key::question_hint(id.as_str()));
    let legend = el("legend").child(heading(&shop.say(&key::question(id.as_str()))));
    let fieldset = el("fieldset").attr("part", "question").child(legend);
    let fieldset = fieldset.add(hint.map(|hint| text_element("p", &hint).class("hint")));
    let fieldset = fieldset.add(input(shop, &question, now.value));
    let money = matches!(question.kind, Kind::Money { .. });
    let fieldset = fieldset.add(money.then(|| readings(shop, &question, now)));
    let progress = text_element("span", &remaining(shop).unwrap_or_default()).class("progress");
    let wrong = shop.clone();
    vec![
        back(shop),
        form(answering(shop, &question, now))
            .child(problem(move || said_of(&wrong, &now.fault.get(), &now.value.get_untracked())))
            .child(fieldset)
            .child(el("div").class("foot").child(primary(message("continue"))).child(progress)),
    ]
}

/// How many questions can still come.
fn remaining(shop: &Shop) -> Option<String> {
    Some(match shop.now().max_remaining_questions()? {
        1 => message("last_question").to_owned(),
        many => fill("max_remaining_questions", "{n}", &many.to_string()),
    })
}

/// What a press does: the answer is taken, or it is said why not.
fn answering(shop: &Shop, question: &Question, now: Answering) -> impl Fn() + 'static {
    let (shop, asked, id) = (shop.clone(), question.clone(), question.id.clone());
    let missing = match question.kind {
        Kind::Date { .. } => "not_a_date",
        Kind::Money { .. } => "not_money",
        Kind::Place { .. } => "not_a_place",
        _ => "choose",
    };
    move || {
        let text = now.text(&asked, &shop.options.lang);
        let mut said = if text.is_none() { Some("which_amount") } else { None };
        let text = text.unwrap_or_default();
        said = said.or(Some(missing).filter(|_| text.is_empty()));
        if said.is_none() {
            // One update: where the answer is taken this page is gone afterwards.
            let today = clock::today(&shop.policy.parts().timezone);
            go(shop.interview, &mut |interview| {
                // The page may have stood here overnight.
                if interview.today != today {
                    interview.as_of(today);
                }
                interview.answer(&id, &text);
                said = interview.fault;
            });
        }
        // All three fields are filled.
        if said == Some("not_a_date") && text.len() > 9 && !has(&text, "-00") {
            said = Some("no_such_day");
        }
        if let Some(said) = said {
            now.fault.set(said.to_owned());
            focus(&shop, ".problem");
        } else {
            shop.tell("answer", &[("question", id.as_str())]);
        }
    }
}
