//! One question.

use super::review::answer_text;
use crate::components::{
    BackButton, Heading, Paragraph, ProblemSummary, Radio, RadioGroup, SubmitButton,
};
use crate::host::events::WidgetEvent;
use crate::inputs::{QuestionInput, StatesInput};
use crate::shop::{Shop, use_shop};
use leptos::prelude::*;
use recourse::question::{Kind, Question, Typed};
use recourse::types::{Amount, QuestionId, amount_text, key};

/// The answer that is being given.
#[derive(Clone, Copy)]
struct AnswerForm {
    /// What is typed or chosen.
    value: RwSignal<String>,
    /// The code of what is wrong with it.
    problem: RwSignal<Option<&'static str>>,
    /// The answers that an ambiguous text may mean, in text form, and the one that was chosen.
    readings: RwSignal<Vec<String>>,
    reading: RwSignal<String>,
}

impl AnswerForm {
    fn new(value: String) -> AnswerForm {
        let form = AnswerForm {
            value: RwSignal::new(value),
            problem: RwSignal::new(None),
            readings: RwSignal::default(),
            reading: RwSignal::default(),
        };
        // A problem belongs to the value that had it.
        Effect::new(move |_| {
            form.value.track();
            form.problem.set(None);
            form.readings.set(Vec::new());
            form.reading.set(String::new());
        });
        form
    }

    /// The answer in text form.
    ///
    /// # Errors The code of the problem: nothing is typed, or it is ambiguous and has to be chosen
    /// from [`AnswerForm::readings`].
    fn text(self, question: &Question, language: &str) -> Result<String, &'static str> {
        let reading = self.reading.get_untracked();
        if !reading.is_empty() {
            return Ok(reading);
        }
        match question.typed(&self.value.get_untracked(), language) {
            Typed::Text(text) if text.is_empty() => Err(missing_code(&question.kind)),
            Typed::Text(text) => Ok(text),
            Typed::Ask(readings) => {
                self.readings.set(readings.iter().map(ToString::to_string).collect());
                Err("which_amount")
            }
        }
    }
}

#[component]
pub(super) fn QuestionPage(id: QuestionId) -> impl IntoView {
    let shop = use_shop();
    let Some(question) = shop.policy.question(&id).cloned() else { return ().into_any() };
    let known = shop.interview.with_untracked(|interview| interview.current_answer(&id));
    let known = known.map(|text| shown_answer(&shop, &question, text));
    let form = AnswerForm::new(known.unwrap_or_default());
    let problem = {
        let shop = shop.clone();
        Signal::derive(move || {
            problem_text(&shop, form.problem.get()?, &form.value.get_untracked())
        })
    };
    let hint = shop.text(&key::question_hint(id.as_str()));
    let hint = hint.map(|text| view! { <Paragraph text class="hint" /> }.into_any());
    let asked = shop.text_or_key(&key::question(id.as_str()));
    let is_money = matches!(question.kind, Kind::Money { .. });
    let readings = is_money.then(|| view! { <Readings id form /> }.into_any());
    let submit = {
        let (shop, question) = (shop.clone(), question.clone());
        move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            answer(&shop, &question, form);
        }
    };
    view! {
        <BackButton />
        <form novalidate on:submit=submit>
            <ProblemSummary text=problem />
            <fieldset part="question">
                <legend>
                    <Heading text=asked />
                </legend>
                {hint}
                <QuestionInput question=question.clone() value=form.value />
                {readings}
                <StatesInput question value=form.value />
            </fieldset>
            <div class="foot">
                <SubmitButton text=shop.messages.get("continue") />
                <span class="progress">{remaining_text(&shop)}</span>
            </div>
        </form>
    }
    .into_any()
}

/// The answers that an ambiguous text may mean.
#[component]
fn Readings(id: QuestionId, form: AnswerForm) -> impl IntoView {
    let shop = use_shop();
    let row = move |answer: String| {
        let text = answer_text(&shop, &id, &answer);
        view! { <Radio name="reading" answer text value=form.reading /> }.into_any()
    };
    let rows = move || form.readings.get().into_iter().map(&row).collect::<Vec<_>>();
    view! {
        <RadioGroup class="options" value=form.reading>
            {rows}
        </RadioGroup>
    }
}

/// Records the answer, or says what is wrong with it.
fn answer(shop: &Shop, question: &Question, form: AnswerForm) {
    let text = form.text(question, &shop.options.lang);
    let result = text.and_then(|text| record(shop, question, &text));
    match result {
        Ok(()) => shop.dispatch(WidgetEvent::Answer { question: question.id.as_str() }),
        Err(code) => {
            form.problem.set(Some(code));
            shop.focus(".problem");
        }
    }
}

/// Records an answer in one update: when it is accepted, this page is removed.
fn record(shop: &Shop, question: &Question, text: &str) -> Result<(), &'static str> {
    let today = shop.today();
    let mut problem = None;
    shop.update_interview(|interview| {
        // The page may have been open overnight.
        if interview.today != today {
            interview.set_today(today);
        }
        interview.answer(&question.id, text);
        problem = interview.fault;
    });
    match problem {
        None => Ok(()),
        Some("not_a_date") if is_whole_date(text) => Err("no_such_day"),
        Some(code) => Err(code),
    }
}

/// Whether all three fields of a date are filled.
fn is_whole_date(text: &str) -> bool {
    text.len() > 9 && !text.contains("-00")
}

/// The code for an empty answer.
fn missing_code(kind: &Kind) -> &'static str {
    match kind {
        Kind::Date { .. } => "not_a_date",
        Kind::Money { .. } => "not_money",
        Kind::Place { .. } => "not_a_place",
        _ => "choose",
    }
}

/// The message for a problem with an answer.
fn problem_text(shop: &Shop, code: &str, typed: &str) -> Option<String> {
    let currency = shop.policy.parts().currency;
    let example = amount_text(Amount::example(currency), &shop.options.lang);
    let text = shop.messages.find(code).unwrap_or(shop.messages.get("choose"));
    Some(
        text.replace("{amount}", &example)
            .replace("{currency}", currency.as_str())
            .replace("{typed}", typed),
    )
}

/// A known answer as its field shows it.
fn shown_answer(shop: &Shop, question: &Question, text: String) -> String {
    match question.kind {
        Kind::Money { currency, .. } => Amount::parse(&text, currency)
            .map_or(text, |amount| amount_text(amount, &shop.options.lang)),
        _ => text,
    }
}

/// How many questions can still come.
fn remaining_text(shop: &Shop) -> Option<String> {
    let remaining = shop.interview.with_untracked(|now| now.max_remaining_questions())?;
    Some(match remaining {
        1 => shop.messages.get("last_question").to_owned(),
        many => shop.messages.fill("max_remaining_questions", "{n}", &many.to_string()),
    })
}
