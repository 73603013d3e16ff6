//! Module `page`: HTML that is safe for any text.

/// A text as HTML, for use between tags and in attributes.
pub(super) fn escape(text: &str) -> String {
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

/// An element around HTML; `attributes` are empty or begin with a space.
pub(super) fn element(name: &str, attributes: &str, inner: &str) -> String {
    format!("<{name}{attributes}>{inner}</{name}>")
}

/// A list of HTML items; empty if there are none.
pub(super) fn list(kind: &str, items: &[String]) -> String {
    if items.is_empty() {
        return String::new();
    }
    let rows: String = items.iter().map(|item| element("li", "", item)).collect();
    element(kind, "", &rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_contains_no_markup_of_a_text() {
        assert_eq!(escape("<b a='1'>&\""), "&lt;b a=&#39;1&#39;&gt;&amp;&quot;");
        assert_eq!(list("ul", &[]), "");
    }
}
