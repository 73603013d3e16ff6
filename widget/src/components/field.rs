//! Text fields.

use leptos::prelude::*;

/// A text field with its label.
#[component]
pub(crate) fn TextField(
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(optional, into)] name: Option<String>,
    /// The `type` of the input.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional)] inputmode: Option<&'static str>,
    #[prop(optional)] maxlength: Option<&'static str>,
    #[prop(optional)] class: Option<&'static str>,
    /// Whether the field is marked as wrong.
    #[prop(optional, into)]
    invalid: Signal<bool>,
    /// Called with the text that was typed; without it the text goes into `value`.
    #[prop(optional)]
    on_input: Option<Box<dyn FnMut(String)>>,
) -> impl IntoView {
    let mut take = on_input.unwrap_or_else(|| Box::new(move |text| value.set(text)));
    let on_input: Box<dyn FnMut(web_sys::Event)> =
        Box::new(move |event| take(event_target_value(&event)));
    view! {
        <label class="field">
            <span>{label}</span>
            <input
                part="input"
                type=kind
                name=name
                class=class
                autocomplete=autocomplete
                inputmode=inputmode
                maxlength=maxlength
                spellcheck=(kind == "search").then_some("false")
                aria-invalid=move || invalid.get().then_some("true")
                prop:value=value
                on:input=on_input
            />
        </label>
    }
}
