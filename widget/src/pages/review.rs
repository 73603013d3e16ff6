//! Check your answers: each can be changed, and a change loses no other answer.

use crate::components::{ActionButton, BackButton, Heading, SecondaryButton};
use crate::host::intl;
use crate::inputs::state_text;
use crate::interview_state::Page;
use crate::shop::{Shop, use_shop};
use leptos::prelude::*;
use recourse::question::Kind;
use recourse::types::{Amount, Day, QuestionId, key};

#[component]
pub(super) fn ReviewPage() -> impl IntoView {
    let shop = use_shop();
    let messages = shop.messages;
    let now = shop.interview_now();
    let path = now.path();
    let prefilled = now.prefilled().into_iter().filter(|id| !path.contains(id));
    let prefilled: Vec<_> =
        prefilled.map(|id| view! { <AnswerRow id can_change=false /> }.into_any()).collect();
    let rows: Vec<_> =
        path.into_iter().map(|id| view! { <AnswerRow id can_change=true /> }.into_any()).collect();
    let see = move || shop.update_interview(|interview| interview.page = Page::Decision);
    view! {
        <BackButton />
        <Heading text=messages.get("review") />
        <dl class="answers">{rows} {prefilled}</dl>
        <ActionButton text=messages.get("see") on_press=Box::new(see) />
    }
}

/// A question with its answer.
#[component]
fn AnswerRow(
    id: QuestionId,
    /// Whether the answer is the shopper's own.
    can_change: bool,
) -> impl IntoView {
    let shop = use_shop();
    let messages = shop.messages;
    let asked = shop.text_or_key(&key::question(id.as_str()));
    let answer = shop.interview.with_untracked(|interview| interview.current_answer(&id));
    let answer = answer.map(|text| answer_text(&shop, &id, &text)).unwrap_or_default();
    let (asked_lang, asked_dir) = shop.language_of(&asked);
    let (answer_lang, answer_dir) = shop.language_of(&answer);
    let end = if can_change {
        let about = format!(": {asked}");
        let change = move || shop.update_interview(|interview| interview.change(id.clone()));
        view! { <SecondaryButton text=messages.get("change") about on_press=Box::new(change) /> }
            .into_any()
    } else {
        view! { <span class="hint">{messages.get("from_order")}</span> }.into_any()
    };
    view! {
        <div>
            <dt lang=asked_lang dir=asked_dir>
                {asked}
            </dt>
            <dd lang=answer_lang dir=answer_dir>
                {answer}
            </dd>
            <dd class="end">{end}</dd>
        </div>
    }
}

/// An answer in the shopper's language.
pub(super) fn answer_text(shop: &Shop, id: &QuestionId, text: &str) -> String {
    let Some(question) = shop.policy.question(id) else { return text.to_owned() };
    let language = &shop.options.lang;
    match (&question.kind, text) {
        (_, "unknown") => state_text(shop, question, "unknown"),
        (_, "none") => state_text(shop, question, "none"),
        (Kind::Choice { .. }, _) => shop.text_or_key(&key::option(id.as_str(), text)),
        (Kind::YesNo, "yes") => shop.messages.get("yes").to_owned(),
        (Kind::YesNo, _) => shop.messages.get("no").to_owned(),
        (Kind::Date { .. }, _) => {
            Day::parse(text).map_or_else(|_| text.to_owned(), |day| intl::day(language, day))
        }
        (Kind::Money { currency, .. }, _) => Amount::parse(text, *currency).map_or_else(
            |_| text.to_owned(),
            |amount| intl::money(language, currency.as_str(), amount),
        ),
        (Kind::Place { .. }, _) if text.len() < 7 && !text.contains(' ') => {
            intl::country(language, text)
        }
        _ => text.to_owned(),
    }
}
