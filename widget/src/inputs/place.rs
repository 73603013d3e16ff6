//! A country, found by typing its name in the shopper's language. Usual spellings of Crimea find the country whose
//! question about it the policy asks.

use super::options::radio;
use crate::host::intl;
use crate::shop::Shop;
use crate::words::word;
use leptos::prelude::*;
use recourse::question::Question;

/// Rows shown at a time.
const ROWS_MAX: usize = 7;
/// How people write it; the address may stand under Ukraine or under Russia.
const CRIMEA: [&str; 6] = ["crimea", "krym", "крим", "крым", "sevastopol", "севастополь"];

pub(super) fn input(shop: &Shop, question: &Question, value: RwSignal<String>) -> AnyView {
    let countries = StoredValue::new(intl::countries(&shop.options.lang));
    let start = Some(value.get_untracked())
        .filter(|code| !code.is_empty())
        .map(|code| intl::country(&shop.options.lang, &code));
    let typed = RwSignal::new(start.unwrap_or_default());
    let id = question.id.to_string();
    let rows = move || {
        let found = countries.with_value(|all| matching(all, &typed.get()));
        let none = found.is_empty() && !typed.get().trim().is_empty();
        let rows: Vec<_> =
            found.into_iter().map(|(code, name)| radio(id.clone(), code, name, None, value)).collect();
        view! { {rows} {none.then(|| view! { <p>{word("no_match")}</p> })} }
    };
    view! {
        <label class="field">
            <span>{word("search")}</span>
            <input type="search" autocomplete="off" spellcheck="false" prop:value=move || typed.get()
                on:input=move |event| {
                    // A country chosen before and out of sight now must not be sent.
                    value.set(String::new());
                    typed.set(event_target_value(&event));
                } />
        </label>
        <div class="options" aria-live="polite">{rows}</div>
    }
    .into_any()
}

fn matching(all: &[(String, String)], typed: &str) -> Vec<(String, String)> {
    let typed = typed.trim().to_lowercase();
    if typed.is_empty() {
        return Vec::new();
    }
    let crimea = typed.chars().count() > 3 && CRIMEA.iter().any(|name| name.starts_with(&typed));
    let hit = |(code, name): &&(String, String)| {
        let name = name.to_lowercase();
        name.contains(&typed) || code.to_lowercase() == typed || (crimea && (code == "UA" || code == "RU"))
    };
    let mut found: Vec<_> = all.iter().filter(hit).cloned().collect();
    found
        .sort_by_key(|(code, name)| (code.to_lowercase() != typed, !name.to_lowercase().starts_with(&typed)));
    found.truncate(ROWS_MAX);
    found
}
