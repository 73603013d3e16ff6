//! Buttons. Each has one handler type, so that the compiler makes one copy of the view.

use crate::interview_state::InterviewState;
use crate::shop::use_shop;
use leptos::prelude::*;

/// The handler of a press.
type Press = Box<dyn Fn()>;

/// The button that submits its form.
#[component]
pub(crate) fn SubmitButton(
    /// The label.
    #[prop(into)]
    text: Signal<String>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <button type="submit" class="primary" part="button" prop:disabled=disabled>
            {text}
        </button>
    }
}

/// A primary button outside of forms.
#[component]
pub(crate) fn ActionButton(
    /// The label.
    text: &'static str,
    on_press: Press,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] hidden: Signal<bool>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="primary"
            part="button"
            prop:disabled=disabled
            prop:hidden=hidden
            on:click=handler(on_press)
        >
            {text}
        </button>
    }
}

/// A button for an action of less importance.
#[component]
pub(crate) fn SecondaryButton(
    /// The label.
    text: &'static str,
    on_press: Press,
    /// What the button is about, for screen readers.
    #[prop(optional, into)]
    about: Option<String>,
) -> impl IntoView {
    view! {
        <button type="button" class="secondary" on:click=handler(on_press)>
            {text}
            {about.map(|about| view! { <span class="hidden">{about}</span> }.into_any())}
        </button>
    }
}

/// Leads to the page before.
#[component]
pub(crate) fn BackButton() -> impl IntoView {
    let shop = use_shop();
    let text = shop.messages.get("back");
    let back = handler(Box::new(move || shop.update_interview(InterviewState::back)));
    view! {
        <button type="button" class="back" part="back" on:click=back>
            {text}
        </button>
    }
}

fn handler(on_press: Press) -> Box<dyn FnMut(web_sys::MouseEvent)> {
    Box::new(move |_| on_press())
}
