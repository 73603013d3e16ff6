//! An amount in the shop's currency, typed as the shopper writes numbers.

use crate::components::TextField;
use crate::shop::use_shop;
use leptos::prelude::*;
use recourse::question::Question;

#[component]
pub(super) fn MoneyInput(question: Question, value: RwSignal<String>) -> impl IntoView {
    let shop = use_shop();
    let label = shop.messages.fill("amount", "{currency}", shop.policy.parts().currency.as_str());
    let is_state = |text: &str| matches!(text, "unknown" | "none");
    let known = Some(value.get_untracked()).filter(|text| !is_state(text));
    let typed = RwSignal::new(known.unwrap_or_default());
    // Choosing a state clears the amount.
    Effect::new(move |_| {
        if value.with(|text| is_state(text)) {
            typed.set(String::new());
        }
    });
    let on_input = move |text: String| {
        typed.set(text.clone());
        value.set(text);
    };
    view! {
        <TextField
            label
            value=typed
            name=question.id.to_string()
            inputmode="decimal"
            class="w8"
            on_input=Box::new(on_input)
        />
    }
}
