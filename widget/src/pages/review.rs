//! Check your answers: each can be changed, and none is lost by it.

use super::{back, heading};
use crate::host::intl;
use crate::inputs::state_words;
use crate::journey::Page;
use crate::shop::Shop;
use crate::words::word;
use leptos::prelude::*;
use recourse::question::Kind;
use recourse::words::{Amount, Day, QuestionId, key};

pub(super) fn page(shop: &Shop) -> AnyView {
    let (path, given) = shop.journey.with_untracked(|journey| (journey.path(), journey.given()));
    let own: Vec<_> = path.iter().map(|id| row(shop, id, true)).collect();
    let prefilled: Vec<_> =
        given.iter().filter(|id| !path.contains(id)).map(|id| row(shop, id, false)).collect();
    let journey = shop.journey;
    view! {
        {back(shop)}
        {heading(word("review").to_owned())}
        <dl class="answers">{own}{prefilled}</dl>
        <button type="button" class="primary" part="button" on:click=move |_| journey.update(|journey| journey.page = Page::Decision)>{word("see")}</button>
    }
    .into_any()
}

fn row(shop: &Shop, id: &QuestionId, own: bool) -> AnyView {
    let asked = shop.say(&key::question(id.as_str()));
    let said = shop.journey.with_untracked(|journey| journey.known(id)).map(|text| words(shop, id, &text));
    let (journey, target) = (shop.journey, id.clone());
    let end = if own {
        let about = asked.clone();
        view! {
            <button type="button" class="quiet" on:click=move |_| { let id = target.clone(); journey.update(|journey| journey.change(id)); }>
                {word("change")}<span class="hidden">": "{about}</span>
            </button>
        }
        .into_any()
    } else {
        view! { <span class="hint">{word("from_order")}</span> }.into_any()
    };
    view! { <div><dt>{asked}</dt><dd>{said}</dd><dd class="end">{end}</dd></div> }.into_any()
}

/// An answer in the shopper's words.
pub(crate) fn words(shop: &Shop, id: &QuestionId, text: &str) -> String {
    let Some(question) = shop.policy.question(id) else { return text.to_owned() };
    let language = &shop.options.lang;
    match (&question.kind, text) {
        (_, "unknown") => state_words(shop, question, "unknown"),
        (_, "none") => state_words(shop, question, "none"),
        (Kind::Choice { .. }, _) => shop.say(&key::option(id.as_str(), text)),
        (Kind::YesNo, "yes") => word("yes").to_owned(),
        (Kind::YesNo, _) => word("no").to_owned(),
        (Kind::Date { .. }, _) => {
            Day::parse(text).map_or_else(|_| text.to_owned(), |day| intl::day(language, day))
        }
        (Kind::Money { .. }, _) => Amount::parse(text).map_or_else(
            |_| text.to_owned(),
            |amount| intl::money(shop.policy.parts().currency.as_str(), amount),
        ),
        (Kind::Place { .. }, _) if text.len() < 7 && !text.contains(' ') => intl::country(language, text),
        _ => text.to_owned(),
    }
}
