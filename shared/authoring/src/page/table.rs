//! Module `page`: the boundary table of a topic.

use super::html::{element, escape};
use super::{Scribe, topic::verdict};
use crate::properties::{Boundary, Edge, boundaries_of};
use recourse::clause::Topic;
use recourse::types::{QuestionId, Texts, key};
use std::collections::BTreeSet;

pub(super) fn boundaries(scribe: &Scribe<'_>, topic: &Topic) -> String {
    let none = Texts::default();
    let rows = boundaries_of(
        &scribe.bundle.policy,
        scribe.source.unwrap_or(&none),
        scribe.today,
        Some(&topic.id),
    );
    let lines: BTreeSet<String> = rows.iter().map(|line| row(scribe, line)).collect();
    if lines.is_empty() {
        return String::new();
    }
    let head = ["What", "Limit", "The day (or the smallest amount) before", "On it", "After it"];
    let head: String = head.iter().map(|words| element("th", " scope=\"col\"", words)).collect();
    let caption = element("caption", "", "What changes at which day and amount");
    let body: String = lines.into_iter().collect();
    let table = element(
        "table",
        "",
        &format!("{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"),
    );
    // A table that is wider than a phone is scrolled, with the keyboard too.
    element(
        "div",
        &format!(
            " class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Limits: {}\"",
            topic.id
        ),
        &table,
    )
}

fn row(scribe: &Scribe<'_>, line: &Boundary) -> String {
    let remedy = scribe.say(&key::part("remedy", &line.remedy));
    let id = QuestionId::parse(&line.question);
    let question = id.map(|id| scribe.say(&key::question(id.as_str()))).unwrap_or_default();
    let cells: String = line.edges.iter().map(edge).map(|cell| element("td", "", &cell)).collect();
    let limit = element("td", "", &format!("{question} {}", escape(&line.last)));
    element("tr", "", &format!("{}{limit}{cells}", element("th", " scope=\"row\"", &remedy)))
}

fn edge(edge: &Edge) -> String {
    let amount =
        edge.amount.as_ref().map(|amount| format!("{}: ", escape(amount))).unwrap_or_default();
    let Some(said) = edge.verdict else { return format!("{amount}depends on more") };
    let words = format!("{amount}{}", verdict(said).1);
    let clauses: Vec<String> = edge.clauses.iter().map(|clause| escape(clause)).collect();
    if clauses.is_empty() { words } else { format!("{words} ({})", clauses.join(", ")) }
}
