//! HTML as text. Everything that comes from outside passes [`escaped`].

use recourse::types::{direction, is_foreign};

/// A text inside of an element or a quoted attribute.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

/// Where a page says the language of words that are in another one; [`escaped`] lets nobody else write it.
const FOREIGN: &str = "<span data-foreign>";

/// Words on a page, those in another language than the page's marked.
fn shown(messages: &str) -> String {
    let safe = escape(messages);
    if is_foreign(messages) { format!("{FOREIGN}{safe}</span>") } else { safe }
}

/// An element with words in it.
pub(super) fn text_element(tag: &str, messages: &str) -> String {
    format!("<{tag}>{}</{tag}>", shown(messages))
}

/// A value that the form carries on.
pub(super) fn hidden(name: &str, value: &str) -> String {
    format!("<input type=\"hidden\" name=\"{}\" value=\"{}\">", escape(name), escape(value))
}

/// A button that does one thing.
pub(super) fn button(class: &str, act: &str, messages: &str) -> String {
    let act = escape(act);
    format!(
        "<button class=\"{class}\" name=\"do\" value=\"{act}\" formnovalidate>{}</button>",
        escape(messages)
    )
}

/// One choice of several, with what helps to choose.
pub(super) fn radio(
    name: &str,
    value: &str,
    messages: &str,
    hint: Option<&str>,
    chosen: bool,
) -> String {
    let hint = hint.map(|hint| format!("<small>{}</small>", shown(hint))).unwrap_or_default();
    let (name, value, messages) = (escape(name), escape(value), shown(messages));
    let checked = if chosen { " checked" } else { "" };
    format!(
        "<label class=\"option\"><input type=\"radio\" name=\"{name}\" value=\"{value}\"{checked}><span>{messages}{hint}</span></label>"
    )
}

/// A list of words.
pub(super) fn list(kind: &str, rows: &[String]) -> String {
    let rows: String = rows.iter().map(|row| text_element("li", row)).collect();
    format!("<{kind}>{rows}</{kind}>")
}

/// What is wrong, said first.
pub(super) fn problem(title: &str, messages: &str) -> String {
    format!(
        "<div class=\"problem\" role=\"alert\">{}{}</div>",
        text_element("strong", title),
        text_element("p", messages)
    )
}

/// A whole page in a language, with what is said in another one.
pub(super) fn page(language: &str, foreign: &str, title: &str, body: &str) -> String {
    let title = escape(&title.replace(['\u{2068}', '\u{2069}'], ""));
    let marked = format!("<span lang=\"{foreign}\" dir=\"{}\">", direction(foreign));
    let (direction, body) = (direction(language), body.replace(FOREIGN, &marked));
    format!(
        "<!doctype html><html lang=\"{language}\" dir=\"{direction}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex\">\
         <title>{title}</title><link rel=\"stylesheet\" href=\"/form.css\"></head><body><main>{body}</main></body></html>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use recourse::types::foreign;

    #[test]
    fn words_in_another_language_say_which() {
        let page = page("ar", "en", &foreign("Help"), &text_element("p", &foreign("<Help>")));
        assert!(
            page.contains("<html lang=\"ar\" dir=\"rtl\">") && page.contains("<title>Help</title>"),
            "{page}"
        );
        let messages = "<p><span lang=\"en\" dir=\"ltr\">\u{2068}&lt;Help&gt;\u{2069}</span></p>";
        assert!(page.contains(messages), "{page}");
    }

    #[test]
    fn nothing_from_outside_is_markup() {
        assert_eq!(
            escape("<a href=\"x\" title='&'>"),
            "&lt;a href=&quot;x&quot; title=&#39;&amp;&#39;&gt;"
        );
        let row = radio("\"><script>", "'\"", "<b>", None, false);
        assert!(!row.contains("<script>") && !row.contains("<b>"), "{row}");
    }
}
