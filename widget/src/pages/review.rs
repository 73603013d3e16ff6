//! Check your answers: each can be changed, and none is lost by it.

use super::{back, heading, primary, quiet};
use crate::element::{El, View, el, said};
use crate::host::intl;
use crate::inputs::state_words;
use crate::journey::Page;
use crate::shop::{Shop, go};
use crate::words::word;
use recourse::question::Kind;
use recourse::words::{Amount, Day, QuestionId, key};

#[inline(never)]
pub(super) fn page(shop: &Shop) -> View {
    let (path, given) = (shop.now().path(), shop.now().given());
    let prefilled = given.iter().filter(|id| !path.contains(id)).map(|id| row(shop, id, false));
    let rows = el("dl").class("answers").add(path.iter().map(|id| row(shop, id, true))).add(prefilled);
    let journey = shop.journey;
    let see = primary(word("see")).attr("type", "button");
    let see = see.on("click", move |_| go(journey, &mut |journey| journey.page = Page::Decision));
    vec![back(shop), heading(word("review")), rows, see]
}

fn row(shop: &Shop, id: &QuestionId, own: bool) -> El {
    let asked = shop.say(&key::question(id.as_str()));
    let answer = shop.now().known(id).map(|text| words(shop, id, &text));
    let (journey, target) = (shop.journey, id.clone());
    let end = if own {
        let about = said("span", &format!(": {asked}")).class("hidden");
        quiet(word("change"), move || go(journey, &mut |journey| journey.change(target.clone()))).child(about)
    } else {
        said("span", word("from_order")).class("hint")
    };
    let row = el("div").child(said("dt", &asked)).child(said("dd", &answer.unwrap_or_default()));
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
        (Kind::YesNo, "yes") => word("yes").to_owned(),
        (Kind::YesNo, _) => word("no").to_owned(),
        (Kind::Date { .. }, _) => {
            Day::parse(text).map_or_else(|_| text.to_owned(), |day| intl::day(language, day))
        }
        (Kind::Money { currency, .. }, _) => Amount::parse(text, *currency)
            .map_or_else(|_| text.to_owned(), |amount| intl::money(language, currency.as_str(), amount)),
        (Kind::Place { .. }, _) if text.len() < 7 && !text.contains(' ') => intl::country(language, text),
        _ => text.to_owned(),
    }
}
