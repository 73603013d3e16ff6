//! What the shopper came for.

use super::{focus, heading, problem};
use crate::inputs::radio;
use crate::shop::Shop;
use crate::words::word;
use leptos::prelude::*;
use recourse::words::{TopicId, key};

pub(super) fn page(shop: &Shop) -> AnyView {
    let chosen = RwSignal::new(
        shop.journey
            .with_untracked(|journey| journey.topic.as_ref().map(ToString::to_string))
            .unwrap_or_default(),
    );
    let missing = RwSignal::new(false);
    let row = |id: &TopicId| {
        let hint = shop.text(&key::topic_hint(id.as_str()));
        radio("topic".to_owned(), id.to_string(), shop.say(&key::topic(id.as_str())), hint, chosen)
    };
    let rows: Vec<_> = shop.policy.parts().topics.iter().map(|topic| row(&topic.id)).collect();
    let submit = {
        let shop = shop.clone();
        move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            match TopicId::parse(&chosen.get_untracked()) {
                Ok(topic) => shop.journey.update(|journey| journey.choose_topic(topic)),
                Err(_) => {
                    missing.set(true);
                    focus(&shop, ".problem");
                }
            }
        }
    };
    view! {
        <form on:submit=submit novalidate>
            {move || missing.get().then(|| problem(word("choose").to_owned()))}
            <fieldset>
                <legend>{heading(word("topics").to_owned())}</legend>
                <div class="options">{rows}</div>
            </fieldset>
            <button type="submit" class="primary" part="button">{word("continue")}</button>
        </form>
    }
    .into_any()
}
