//! The summary of what is wrong with a form.

use crate::shop::use_shop;
use leptos::prelude::*;

/// Shows a problem while there is one. It can take the focus.
#[component]
pub(crate) fn ProblemSummary(#[prop(into)] text: Signal<Option<String>>) -> impl IntoView {
    let title = use_shop().messages.get("problem");
    let alert = move || {
        text.get().map(|text| {
            view! {
                <div class="problem" part="error" role="alert" tabindex="-1">
                    <strong>{title}</strong>
                    <p>{text}</p>
                </div>
            }
            .into_any()
        })
    };
    view! { <div class="live">{alert}</div> }
}
