//! Radios.

use super::Phrase;
use leptos::prelude::*;

/// One radio with its text; the whole row can be pressed. It belongs in a [`RadioGroup`], which
/// handles its changes.
#[component]
pub(crate) fn Radio(
    /// The name of the group.
    #[prop(into)]
    name: String,
    /// The value that is chosen by this radio.
    #[prop(into)]
    answer: String,
    #[prop(into)] text: String,
    #[prop(optional_no_strip)] hint: Option<String>,
    /// The value of the group.
    value: RwSignal<String>,
) -> impl IntoView {
    let own = answer.clone();
    view! {
        <label class="option" part="option">
            <input
                type="radio"
                name=name
                value=answer
                prop:checked=move || value.with(|value| *value == own)
            />
            <Phrase class="words" text hint />
        </label>
    }
}

/// Radios that write their choice into `value`: one listener for all of them.
#[component]
pub(crate) fn RadioGroup(
    class: &'static str,
    value: RwSignal<String>,
    /// Whether changes of the rows are read out.
    #[prop(optional)]
    live: bool,
    children: Children,
) -> impl IntoView {
    let select = move |event: web_sys::Event| value.set(event_target_value(&event));
    view! {
        <div class=class aria-live=live.then_some("polite") on:change=select>
            {children()}
        </div>
    }
}
