//! An amount in the shop's currency; a comma is taken as a decimal point.

use crate::host::intl;
use crate::shop::Shop;
use crate::words::fill;
use leptos::prelude::*;
use recourse::question::Question;

pub(super) fn input(shop: &Shop, question: &Question, value: RwSignal<String>) -> AnyView {
    let label = fill("amount", "{currency}", shop.policy.parts().currency.as_str());
    let name = question.id.to_string();
    view! {
        <label class="field">
            <span>{label}</span>
            <input type="text" inputmode="decimal" autocomplete="off" class="w8" name=name
                prop:value=move || Some(value.get()).filter(|text| text != "unknown" && text != "none").unwrap_or_default()
                on:input=move |event| value.set(intl::number(&event_target_value(&event))) />
        </label>
    }
    .into_any()
}
