//! A country, found by typing its name in the shopper's language. Usual spellings of Crimea find
//! the country whose question about it the policy asks, and so do a few names that the browser's
//! own table does not have.

use super::options::{radio, radios};
use crate::element::{View, el, text_element};
use crate::host::intl;
use crate::messages::message;
use crate::pages::field;
use crate::shop::Shop;
use crate::signals::*;
use recourse::question::Question;
use recourse::types::{CountryHit, CountryName, find_countries, meant_country};
use std::rc::Rc;

/// Rows shown at a time.
const ROWS_MAX: usize = 7;

pub(super) fn input(shop: &Shop, question: &Question, value: Signal<String>) -> View {
    let countries = Rc::new(countries(&shop.options.lang));
    let start = Some(value.get_untracked())
        .filter(|code| !matches!(code.as_str(), "" | "unknown" | "none"))
        .map(|code| intl::country(&shop.options.lang, &code));
    let typed = Signal::new(start.unwrap_or_default());
    let id = question.id.to_string();
    let all = Rc::clone(&countries);
    let rows = move || {
        let found = matching(&all, &typed.get());
        let none = found.is_empty() && !intl::folded(&typed.get()).is_empty();
        let mut rows: View =
            found.iter().map(|hit| radio(&id, &hit.code, &hit.name, None, value)).collect();
        if none {
            rows.push(text_element("p", message("no_match")));
        }
        rows
    };
    let input =
        el("input").attr("type", "search").attr("autocomplete", "off").attr("spellcheck", "false");
    let input = input.value(move || typed.get()).input("input", move |text| {
        let found = matching(&countries, &text);
        // One chosen before and out of sight now must not be sent.
        value.set(meant_country(&found).map(|hit| hit.code.clone()).unwrap_or_default());
        typed.set(text);
    });
    vec![
        field(message("search"), input),
        radios("options", value, []).attr("aria-live", "polite").live(rows),
    ]
}

fn matching(all: &[CountryName], typed: &str) -> Vec<CountryHit> {
    find_countries(all, &intl::folded(typed), message("other_names"), ROWS_MAX)
}

fn countries(language: &str) -> Vec<CountryName> {
    let all = intl::countries(language).into_iter();
    all.map(|(code, name)| CountryName { folded: intl::folded(&name), code, name }).collect()
}
