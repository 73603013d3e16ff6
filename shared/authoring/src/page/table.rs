//! Module `page`: the boundary table of a topic.

use super::html::{element, escape};
use super::{Renderer, topic::verdict};
use crate::properties::{Boundary, Edge, boundaries_of};
use recourse::clause::Topic;
use recourse::types::{QuestionId, Texts, key};
use std::collections::BTreeSet;

pub(super) fn boundaries(renderer: &Renderer<'_>, topic: &Topic) -> String {
    let no_texts = Texts::default();
    let boundaries = boundaries_of(
        &renderer.compiled.policy,
        renderer.source.unwrap_or(&no_texts),
        renderer.today,
        Some(&topic.id),
    );
    let rows: BTreeSet<String> = boundaries.iter().map(|line| row(renderer, line)).collect();
    if rows.is_empty() {
        return String::new();
    }
    let columns = ["What", "Limit", "The day (or the smallest amount) before", "On it", "After it"];
    let head: String = columns.iter().map(|name| element("th", " scope=\"col\"", name)).collect();
    let caption = element("caption", "", "What changes at which day and amount");
    let body: String = rows.into_iter().collect();
    let content = format!("{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody>");
    let table = element("table", "", &content);
    // A table wider than the screen can be scrolled, also with the keyboard.
    let attributes = format!(
        " class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Limits: {}\"",
        topic.id
    );
    element("div", &attributes, &table)
}

fn row(renderer: &Renderer<'_>, line: &Boundary) -> String {
    let remedy = renderer.text(&key::part("remedy", &line.remedy));
    let id = QuestionId::parse(&line.question);
    let question = id.map(|id| renderer.text(&key::question(id.as_str()))).unwrap_or_default();
    let cells: String = line.edges.iter().map(edge).map(|cell| element("td", "", &cell)).collect();
    let limit = element("td", "", &format!("{question} {}", escape(&line.last)));
    element("tr", "", &format!("{}{limit}{cells}", element("th", " scope=\"row\"", &remedy)))
}

fn edge(edge: &Edge) -> String {
    let amount =
        edge.amount.as_ref().map(|amount| format!("{}: ", escape(amount))).unwrap_or_default();
    let Some(decided) = edge.verdict else { return format!("{amount}depends on more") };
    let (_, label) = verdict(decided);
    let clauses: Vec<String> = edge.clauses.iter().map(|clause| escape(clause)).collect();
    if clauses.is_empty() {
        format!("{amount}{label}")
    } else {
        format!("{amount}{label} ({})", clauses.join(", "))
    }
}
