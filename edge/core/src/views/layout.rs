//! The page around all views, and the elements that several views use.

use crate::i18n::Messages;
use maud::{DOCTYPE, Markup, html};
use recourse::types::{direction, is_foreign};

/// The media types of photos.
const PHOTO_TYPES: &str = "image/jpeg,image/png,image/webp";

/// A whole page in a language.
pub(super) fn page(language: &str, title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(language) dir=(direction(language)) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (title.replace(['\u{2068}', '\u{2069}'], "")) }
                link rel="stylesheet" href="/form.css";
            }
            body { main { (body) } }
        }
    }
}

/// The page for a request that cannot be read at all.
pub(crate) fn failure(messages: Messages, code: &str) -> Markup {
    let title = messages.message("problem");
    page(messages.language(), title, &problem(messages, &html! { (messages.refusal(code)) }))
}

/// The alert above a form.
pub(super) fn problem(messages: Messages, detail: &Markup) -> Markup {
    html! {
        div.problem role="alert" {
            strong { (messages.message("problem")) }
            p { (detail) }
        }
    }
}

/// A text; where it is marked as being in another language than the page, in an element that
/// names that language.
pub(super) fn localized(foreign_language: &str, text: &str) -> Markup {
    html! {
        @if is_foreign(text) {
            span lang=(foreign_language) dir=(direction(foreign_language)) { (text) }
        } @else {
            (text)
        }
    }
}

/// A value that the form carries from page to page.
#[must_use]
pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

/// A submit button; `action` is the value of the form's field `do`.
pub(super) fn action_button(class: &str, action: &str, label: &str) -> Markup {
    html! { button class=(class) name="do" value=(action) formnovalidate { (label) } }
}

/// One option of a list: a radio button or a checkbox with its label.
pub(super) struct Choice<'a> {
    pub(super) kind: &'static str,
    pub(super) name: &'a str,
    pub(super) value: &'a str,
    pub(super) label: Markup,
    pub(super) hint: Option<Markup>,
    pub(super) is_checked: bool,
}

impl Choice<'_> {
    /// The option as markup.
    pub(super) fn markup(&self) -> Markup {
        html! {
            label.option {
                input type=(self.kind) name=(self.name) value=(self.value) checked[self.is_checked];
                span {
                    (self.label)
                    @if let Some(hint) = &self.hint { small { (hint) } }
                }
            }
        }
    }
}

/// A labelled file input for photos.
pub(super) fn photo_input(messages: Messages, name: &str) -> Markup {
    html! {
        label.field {
            span { (messages.message("photo_add")) }
            input type="file" name=(name) accept=(PHOTO_TYPES) multiple;
        }
    }
}

/// The checkbox of a photo that is stored already; without the tick it is left out of the claim.
pub(super) fn stored_photo(messages: Messages, value: &str) -> Markup {
    let label = html! { (messages.message("photo_sent")) };
    Choice { kind: "checkbox", name: "photo", value, label, hint: None, is_checked: true }.markup()
}

/// Content that opens with a click.
pub(super) fn folded(is_open: bool, title: &str, content: &Markup) -> Markup {
    html! { details open[is_open] { summary { (title) } (content) } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use recourse::types::foreign;

    #[test]
    fn html_text_in_another_language_names_it() {
        let text = foreign("<Help>");
        let body = html! { p { (localized("en", &text)) } };
        let page = page("ar", &foreign("Help"), &body).into_string();
        assert!(
            page.contains("<html lang=\"ar\" dir=\"rtl\">") && page.contains("<title>Help</title>"),
            "{page}"
        );
        let messages = "<p><span lang=\"en\" dir=\"ltr\">\u{2068}&lt;Help&gt;\u{2069}</span></p>";
        assert!(page.contains(messages), "{page}");
    }

    #[test]
    fn html_value_is_never_markup() {
        let input = hidden("\"><script>", "<a href=\"x\" title='&'>").into_string();
        assert_eq!(
            input,
            "<input type=\"hidden\" name=\"&quot;&gt;&lt;script&gt;\" \
             value=\"&lt;a href=&quot;x&quot; title='&amp;'&gt;\">"
        );
    }
}
