//! Module `page`: the policy as a page that shoppers and search engines can read, from the very
//! clauses that decide. What may come in: rendering; nothing here judges.

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

/// What a page is written from.
struct Scribe<'a> {
    bundle: &'a CompiledPolicy,
    texts: Option<&'a Texts>,
    source: Option<&'a Texts>,
    today: Day,
}

/// The whole page in a language: every topic with its clauses, what must be shown, what comes next,
/// and the boundary table. Words that the language lacks are shown in the policy's own, and marked
/// so.
#[must_use]
pub fn page(bundle: &CompiledPolicy, language: &Language, today: Day) -> String {
    let parts = bundle.policy.parts();
    let scribe = Scribe {
        bundle,
        texts: bundle.texts.get(language),
        source: bundle.texts.get(&parts.language),
        today,
    };
    let title = format!("{}: returns and claims", parts.name);
    let mut body = element("h1", "", &escape(&title));
    let _ = write!(
        body,
        "<p>As published on {}. Every day counts to its end, in the time zone {}. The law of your country may give you more.</p>",
        parts.as_of,
        escape(&parts.timezone)
    );
    body.push_str(&contents(&scribe));
    for topic in &parts.topics {
        body.push_str(&topic::section(&scribe, topic));
    }
    let _ = write!(body, "<footer><p>Policy {}</p></footer>", bundle.policy.hash());
    let data = listing(bundle).to_script();
    let language = escape(language.as_str());
    let direction = if language == "ar" { " dir=\"rtl\"" } else { "" };
    format!(
        "<!doctype html>\n<html lang=\"{language}\"{direction}>\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>{}</style>\n{data}\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n",
        escape(&title),
        include_str!("page/page.css"),
    )
}

fn contents(scribe: &Scribe<'_>) -> String {
    let mut rows = String::new();
    for topic in &scribe.bundle.policy.parts().topics {
        let _ = write!(
            rows,
            "<li><a href=\"#topic-{}\">{}</a></li>",
            topic.id,
            scribe.say(&key::topic(topic.id.as_str()))
        );
    }
    format!("<nav aria-label=\"Contents\"><ul>{rows}</ul></nav>")
}

impl Scribe<'_> {
    /// The words for a key with its slots filled, as HTML.
    fn say(&self, key: &str) -> String {
        self.find(key).unwrap_or_else(|| escape(key))
    }

    fn find(&self, key: &str) -> Option<String> {
        let own =
            self.texts.and_then(|texts| texts.get(key)).map(|text| escape(&self.filled(text)));
        let source = || {
            let text = self.source.and_then(|texts| texts.get(key))?;
            let language = self.bundle.policy.parts().language.as_str();
            let text = escape(&self.filled(text));
            let foreign = self.texts != self.source;
            Some(if foreign { format!("<span lang=\"{language}\">{text}</span>") } else { text })
        };
        own.or_else(source)
    }

    fn filled(&self, text: &str) -> String {
        let fill = |text: String, (slot, value): (&str, Option<&str>)| {
            text.replace(slot, value.unwrap_or("(ask support)"))
        };
        self.bundle.policy.parts().slots().into_iter().fold(text.to_owned(), fill)
    }
}
