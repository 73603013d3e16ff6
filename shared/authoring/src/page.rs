//! Module `page`: renders the policy as a page for shoppers and search engines, from the clauses
//! that decide. It only renders and judges nothing.

mod condition;
mod html;
mod jsonld;
mod table;
mod topic;

pub use jsonld::{Listing, listing};

use crate::compile::CompiledPolicy;
use html::{element, escape};
use recourse::types::{Day, Language, Texts, key};
use std::fmt::Write;

/// The input of a page.
struct Renderer<'a> {
    compiled: &'a CompiledPolicy,
    /// The texts in the language of the page.
    texts: Option<&'a Texts>,
    /// The texts in the source language.
    source: Option<&'a Texts>,
    today: Day,
}

/// The page in a language: every topic with its clauses, proofs, steps and boundary table. Missing
/// texts are shown in the policy's own language and marked with it.
#[must_use]
pub fn page(compiled: &CompiledPolicy, language: &Language, today: Day) -> String {
    let parts = compiled.policy.parts();
    let renderer = Renderer {
        compiled,
        texts: compiled.texts.get(language),
        source: compiled.texts.get(&parts.language),
        today,
    };
    let title = escape(&format!("{}: returns and claims", parts.name));
    let language = escape(language.as_str());
    let direction = if language == "ar" { " dir=\"rtl\"" } else { "" };
    format!(
        "<!doctype html>\n<html lang=\"{language}\"{direction}>\n<head>\n\
         <meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>{style}</style>\n{data}\n</head>\n\
         <body>\n<main>\n{body}\n</main>\n</body>\n</html>\n",
        style = include_str!("page/page.css"),
        data = listing(compiled).to_script(),
        body = body(&renderer, &title),
    )
}

fn body(renderer: &Renderer<'_>, title: &str) -> String {
    let policy = &renderer.compiled.policy;
    let parts = policy.parts();
    let mut body = element("h1", "", title);
    let _ = write!(
        body,
        "<p>As published on {}. Every day counts to its end, in the time zone {}. \
         The law of your country may give you more.</p>",
        parts.as_of,
        escape(&parts.timezone)
    );
    body.push_str(&contents(renderer));
    for topic in &parts.topics {
        body.push_str(&topic::section(renderer, topic));
    }
    let _ = write!(body, "<footer><p>Policy {}</p></footer>", policy.hash());
    body
}

fn contents(renderer: &Renderer<'_>) -> String {
    let mut rows = String::new();
    for topic in &renderer.compiled.policy.parts().topics {
        let label = renderer.text(&key::topic(topic.id.as_str()));
        let _ = write!(rows, "<li><a href=\"#topic-{}\">{label}</a></li>", topic.id);
    }
    format!("<nav aria-label=\"Contents\"><ul>{rows}</ul></nav>")
}

impl Renderer<'_> {
    /// The text of a key with its slots filled, as HTML; the key itself if there is no text.
    fn text(&self, key: &str) -> String {
        self.find(key).unwrap_or_else(|| escape(key))
    }

    fn find(&self, key: &str) -> Option<String> {
        if let Some(text) = self.texts.and_then(|texts| texts.get(key)) {
            return Some(escape(&self.fill_slots(text)));
        }
        let text = self.source.and_then(|texts| texts.get(key))?;
        let html = escape(&self.fill_slots(text));
        if self.texts == self.source {
            return Some(html);
        }
        let language = self.compiled.policy.parts().language.as_str();
        Some(format!("<span lang=\"{language}\">{html}</span>"))
    }

    fn fill_slots(&self, text: &str) -> String {
        let fill = |text: String, (slot, value): (&str, Option<&str>)| {
            text.replace(slot, value.unwrap_or("(ask support)"))
        };
        self.compiled.policy.parts().slots().into_iter().fold(text.to_owned(), fill)
    }
}
