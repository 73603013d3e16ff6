//! Check your answers: each can be changed, and none is lost by it.

use super::{back, heading, primary, secondary};
use crate::element::{El, View, el, text_element};
use crate::host::intl;
use crate::inputs::state_words;
use crate::interview_state::Page;
use crate::messages::message;
use crate::shop::{Shop, go};
use recourse::question::Kind;
use recourse::types::{Amount, Day, QuestionId, key};

#[inline(never)]
pub(super) fn page(shop: &Shop) -> View {
    let (path, given) = (shop.now().path(), shop.now().given());
    let prefilled = given.iter().filter(|id| !path.contains(id)).map(|id| row(shop, id, false));
    let rows =
        el("dl").class("answers").add(path.iter().map(|id| row(shop, id, true))).add(prefilled);
    let interview = shop.interview;
    let see = primary(message("see")).attr("type", "button");
    let see =
        see.on("click", move |_| go(interview, &mut |interview| interview.page = Page::Decision));
    vec![back(shop), heading(message("review")), rows, see]
}

fn row(shop: &Shop, id: &QuestionId, own: bool) -> El {
    let asked = shop.say(&key::question(id.as_str()));
    let answer = shop.now().known(id).map(|text| words(shop, id, &text));
    let (interview, target) = (shop.interview, id.clone());
    let end = if own {
        let about = text_element("span", &format!(": {asked}")).class("hidden");
        secondary(message("change"), move || {
            go(interview, &mut |interview| interview.change(target.clone()))
        })
        .child(about)
    } else {
        text_element("span", message("from_order")).class("hint")
    };
    let row = el("div")
        .child(text_element("dt", &asked))
        .child(text_element("dd", &answer.unwrap_or_default()));
    row.child(el("dd").class("end").child(end))
}

/// An answer in the shopper's words.
pub(crate) fn words(shop: &Shop, id: &QuestionId, text: &str) -> String {
    let Some(question) = shop.policy.question(id) else { return text.to_owned() };
    let language = &shop.options.lang;
    match (&question.kind, text) {
        (_, "unknown") => state_words(shop, question, "unknown"),
        (_, "none") => state_words(shop, question, "none"),
        (Kind::Choice { .. }, _) => shop.say(&key::option(id.as_str(), text)),
        (Kind::YesNo, "yes") => message("yes").to_owned(),
        (Kind::YesNo, _) => message("no").to_owned(),
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
