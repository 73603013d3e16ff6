//! A country, found by typing its name in the shopper's language. The names of Crimea find the
//! countries whose questions about it the policy asks, as do some usual names that the browser's
//! table lacks.

use crate::components::{Radio, RadioGroup, TextField};
use crate::host::intl;
use crate::shop::use_shop;
use leptos::prelude::*;
use recourse::question::Question;
use recourse::types::{CountryHit, CountryName, find_countries, meant_country};

/// Most countries that are shown at a time.
const ROWS_MAX: usize = 7;

#[component]
pub(super) fn PlaceInput(question: Question, value: RwSignal<String>) -> impl IntoView {
    let shop = use_shop();
    let messages = shop.messages;
    let language = &shop.options.lang;
    let countries = StoredValue::new(countries(language));
    let known = Some(value.get_untracked())
        .filter(|code| !matches!(code.as_str(), "" | "unknown" | "none"))
        .map(|code| intl::country(language, &code));
    let typed = RwSignal::new(known.unwrap_or_default());
    let find = move |text: &str| -> Vec<CountryHit> {
        let other_names = messages.get("other_names");
        let found = |all: &Vec<CountryName>| {
            find_countries(all, &intl::folded(text), other_names, ROWS_MAX)
        };
        countries.with_value(found)
    };
    let on_input = move |text: String| {
        // A country that was chosen before and is not shown any more must not be sent.
        let meant = meant_country(&find(&text)).map(|hit| hit.code.clone());
        value.set(meant.unwrap_or_default());
        typed.set(text);
    };
    let no_match = move || {
        let is_unknown = typed.with(|text| !intl::folded(text).is_empty() && find(text).is_empty());
        is_unknown.then(|| view! { <p>{messages.get("no_match")}</p> }.into_any())
    };
    let name = question.id.to_string();
    let row = move |hit: CountryHit| {
        view! { <Radio name=name.clone() answer=hit.code text=hit.name value /> }.into_any()
    };
    let rows = move || typed.with(|text| find(text)).into_iter().map(&row).collect::<Vec<_>>();
    view! {
        <TextField
            label=messages.get("search")
            value=typed
            kind="search"
            on_input=Box::new(on_input)
        />
        <RadioGroup class="options" value live=true>
            {rows}
            {no_match}
        </RadioGroup>
    }
}

fn countries(language: &str) -> Vec<CountryName> {
    let all = intl::countries(language).into_iter();
    all.map(|(code, name)| CountryName { folded: intl::folded(&name), code, name }).collect()
}
