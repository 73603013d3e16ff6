//! An amount in the shop's currency, typed as the shopper writes numbers.

use crate::element::{El, el};
use crate::messages::fill;
use crate::pages::field;
use crate::shop::Shop;
use crate::signals::*;
use recourse::question::Question;

pub(super) fn input(shop: &Shop, question: &Question, value: Signal<String>) -> El {
    let label = fill("amount", "{currency}", shop.policy.parts().currency.as_str());
    let input =
        el("input").attr("type", "text").attr("inputmode", "decimal").attr("autocomplete", "off");
    let input = input
        .class("w8")
        .attr("name", question.id.as_str())
        .value(move || {
            Some(value.get()).filter(|text| text != "unknown" && text != "none").unwrap_or_default()
        })
        .input("input", move |text| value.set(text));
    field(&label, input)
}
