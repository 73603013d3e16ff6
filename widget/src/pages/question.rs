//! One question.

use super::{back, focus, heading, problem};
use crate::host::events::tell;
use crate::inputs::input;
use crate::shop::Shop;
use crate::words::{fill, find, word};
use leptos::prelude::*;
use recourse::question::Kind;
use recourse::words::{QuestionId, key};

pub(super) fn page(shop: &Shop, id: &QuestionId) -> AnyView {
    let Some(question) = shop.policy.question(id).cloned() else { return ().into_any() };
    let value = RwSignal::new(shop.journey.with_untracked(|journey| journey.known(id)).unwrap_or_default());
    let missing = match question.kind {
        Kind::Date { .. } => "not_a_date",
        Kind::Money { .. } => "not_money",
        Kind::Place { .. } => "not_a_place",
        _ => "choose",
    };
    let fault = RwSignal::new(None::<&'static str>);
    let submit = {
        let (shop, id) = (shop.clone(), id.clone());
        move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            let text = value.get_untracked();
            let mut said = Some(missing).filter(|_| text.is_empty());
            if said.is_none() {
                // One update: where the answer is taken this page is gone afterwards.
                shop.journey.update(|journey| {
                    journey.answer(&id, &text);
                    said = journey.fault;
                });
            }
            if said.is_none() {
                shop.root.with_value(|root| tell(root, "answer", &[("question", id.as_str())]));
            } else {
                fault.set(said);
                focus(&shop, ".problem");
            }
        }
    };
    let hint = shop.text(&key::question_hint(id.as_str()));
    let remaining = shop.journey.with_untracked(|journey| journey.at_most()).map(|at_most| match at_most {
        1 => word("at_most_1").to_owned(),
        many => fill("at_most", "{n}", &many.to_string()),
    });
    view! {
        {back(shop)}
        <form on:submit=submit novalidate>
            {move || fault.get().map(|code| problem(find(code).unwrap_or(word("choose")).to_owned()))}
            <fieldset part="question">
                <legend>{heading(shop.say(&key::question(id.as_str())))}</legend>
                {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
                {input(shop, &question, value)}
            </fieldset>
            <div class="foot">
                <button type="submit" class="primary" part="button">{word("continue")}</button>
                <span class="progress">{remaining}</span>
            </div>
        </form>
    }
    .into_any()
}
