//! Texts, each marked with its language where that is not the page's (WCAG 3.1.2).

use crate::shop::use_shop;
use leptos::prelude::*;

/// The heading of a page; it takes the focus when the page changes.
#[component]
pub(crate) fn Heading(#[prop(into)] text: String) -> impl IntoView {
    let (lang, dir) = use_shop().language_of(&text);
    view! {
        <h2 tabindex="-1" part="heading" lang=lang dir=dir>
            {text}
        </h2>
    }
}

/// A paragraph.
#[component]
pub(crate) fn Paragraph(
    #[prop(into)] text: String,
    #[prop(optional)] class: Option<&'static str>,
) -> impl IntoView {
    let (lang, dir) = use_shop().language_of(&text);
    view! {
        <p class=class lang=lang dir=dir>
            {text}
        </p>
    }
}

/// Text within a line, with a hint below it.
#[component]
pub(crate) fn Phrase(
    #[prop(into)] text: String,
    #[prop(optional)] class: Option<&'static str>,
    #[prop(optional_no_strip)] hint: Option<String>,
) -> impl IntoView {
    let shop = use_shop();
    let (lang, dir) = shop.language_of(&text);
    let hint = hint.map(|hint| {
        let (lang, dir) = shop.language_of(&hint);
        view! {
            <span class="hint" lang=lang dir=dir>
                {hint}
            </span>
        }
        .into_any()
    });
    view! {
        <span class=class lang=lang dir=dir>
            {text}
            {hint}
        </span>
    }
}

/// A list of texts.
#[component]
pub(crate) fn TextList(rows: Vec<String>) -> impl IntoView {
    let shop = use_shop();
    let row = |text: String| {
        let (lang, dir) = shop.language_of(&text);
        view! {
            <li lang=lang dir=dir>
                {text}
            </li>
        }
        .into_any()
    };
    let rows: Vec<_> = rows.into_iter().map(row).collect();
    view! { <ul>{rows}</ul> }
}
