//! Buttons that give a text to another app or to the clipboard.

use super::SecondaryButton;
use crate::host::share;
use crate::shop::use_shop;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Shares a text, or copies it where the browser cannot share, and says so; nothing where it can do
/// neither.
#[component]
pub(crate) fn ShareButton(text: String) -> impl IntoView {
    let is_possible = share::has_share() || share::has_clipboard();
    is_possible.then(|| {
        let press = move |copied: RwSignal<bool>| {
            let text = text.clone();
            spawn_local(async move {
                if share::share(text).await {
                    copied.try_set(true);
                }
            });
        };
        view! { <TextButton label="share" on_press=Box::new(press) /> }.into_any()
    })
}

/// Copies a text and says so; nothing where the browser cannot copy.
#[component]
pub(crate) fn CopyButton(
    text: String,
    /// The message key of its label.
    label: &'static str,
) -> impl IntoView {
    share::has_clipboard().then(|| {
        let press = move |copied: RwSignal<bool>| {
            let text = text.clone();
            spawn_local(async move {
                if share::copy(&text).await {
                    copied.try_set(true);
                }
            });
        };
        view! { <TextButton label on_press=Box::new(press) /> }.into_any()
    })
}

/// A button, and a note once the text was copied.
#[component]
fn TextButton(label: &'static str, on_press: Box<dyn Fn(RwSignal<bool>)>) -> impl IntoView {
    let messages = use_shop().messages;
    let copied = RwSignal::new(false);
    let press = move || on_press(copied);
    let note = move || if copied.get() { messages.get("copied").to_owned() } else { String::new() };
    view! {
        <SecondaryButton text=messages.get(label) on_press=Box::new(press) />
        <span role="status">{note}</span>
    }
}
