//! What the shopper came for.

use crate::components::{Heading, ProblemSummary, Radio, RadioGroup, SubmitButton};
use crate::shop::use_shop;
use leptos::prelude::*;
use recourse::types::{TopicId, key};

#[component]
pub(super) fn TopicsPage() -> impl IntoView {
    let shop = use_shop();
    let messages = shop.messages;
    let topic = shop.interview.with_untracked(|interview| interview.topic.clone());
    let value = RwSignal::new(topic.map(|topic| topic.to_string()).unwrap_or_default());
    let missing = RwSignal::new(false);
    let problem = Signal::derive(move || {
        let is_shown = missing.get() && value.with(String::is_empty);
        is_shown.then(|| messages.get("choose").to_owned())
    });
    let radio = |id: &TopicId| {
        let text = shop.text_or_key(&key::topic(id.as_str()));
        let hint = shop.text(&key::topic_hint(id.as_str()));
        view! { <Radio name="topic" answer=id.to_string() text hint value /> }.into_any()
    };
    let radios: Vec<_> = shop.policy.parts().topics.iter().map(|topic| radio(&topic.id)).collect();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        match TopicId::parse(&value.get_untracked()) {
            Ok(topic) => shop.update_interview(|interview| interview.choose_topic(topic)),
            Err(_) => {
                missing.set(true);
                shop.focus(".problem");
            }
        }
    };
    view! {
        <form novalidate on:submit=submit>
            <ProblemSummary text=problem />
            <fieldset>
                <legend>
                    <Heading text=messages.get("topics") />
                </legend>
                <RadioGroup class="options" value>
                    {radios}
                </RadioGroup>
            </fieldset>
            <SubmitButton text=messages.get("continue") />
        </form>
    }
}
