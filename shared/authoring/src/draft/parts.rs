//! Module `draft`: topics, proofs, steps, timers, and parts that consist of a name.

use super::Spanned;
use super::reader::Reader;
use crate::finding::{Finding, Report, Span};
use crate::suggest;
use recourse::clause::{Evidence, Need, Right, TopicKind};

/// `[[remedy]]` and `[[note]]`.
#[derive(Debug, Clone)]
pub(crate) struct NamedDraft {
    pub(crate) id: Spanned<String>,
    pub(crate) requirements: Vec<Spanned<String>>,
}

/// `[[topic]]`.
#[derive(Debug, Clone)]
pub(crate) struct TopicDraft {
    pub(crate) id: Spanned<String>,
    pub(crate) kind: TopicKind,
    pub(crate) remedies: Vec<Spanned<String>>,
    pub(crate) right: Option<Right>,
    pub(crate) notes: Vec<Spanned<String>>,
    pub(crate) timers: Vec<Spanned<String>>,
    pub(crate) requirements: Vec<Spanned<String>>,
    pub(crate) span: Span,
}

/// `[[proof]]`.
#[derive(Debug, Clone)]
pub(crate) struct ProofDraft {
    pub(crate) id: Spanned<String>,
    pub(crate) kinds: Vec<Evidence>,
    pub(crate) need: Need,
    pub(crate) count: u8,
    pub(crate) requirements: Vec<Spanned<String>>,
}

/// `[[step]]`.
#[derive(Debug, Clone)]
pub(crate) struct StepDraft {
    pub(crate) id: Spanned<String>,
    pub(crate) needs: Vec<Spanned<String>>,
    pub(crate) posts: bool,
    pub(crate) requirements: Vec<Spanned<String>>,
}

/// `[[timer]]`.
#[derive(Debug, Clone)]
pub(crate) struct TimerDraft {
    pub(crate) id: Spanned<String>,
    pub(crate) hours: u16,
    pub(crate) requirements: Vec<Spanned<String>>,
}

pub(super) fn read_named(mut reader: Reader<'_>, report: &mut Report<'_>) -> Option<NamedDraft> {
    let id = reader.required_text("id", report);
    let requirements = reader.texts("requirements", report);
    reader.finish(report);
    Some(NamedDraft { id: id?, requirements })
}

pub(super) fn read_topic(mut reader: Reader<'_>, report: &mut Report<'_>) -> Option<TopicDraft> {
    let id = reader.required_text("id", report);
    let kind = reader.required_text("kind", report);
    reader.require("remedies", report);
    let right = reader.text("right", report);
    let draft = TopicDraft {
        id: id.clone().unwrap_or(Spanned::new(String::new(), reader.span.clone())),
        kind: kind.and_then(|word| one_of(&word, &TOPIC_KINDS, report)).unwrap_or(TopicKind::Claim),
        remedies: reader.texts("remedies", report),
        right: right.and_then(|word| one_of(&word, &RIGHTS, report)),
        notes: reader.texts("notes", report),
        timers: reader.texts("timers", report),
        requirements: reader.texts("requirements", report),
        span: reader.span.clone(),
    };
    reader.finish(report);
    id.map(|_| draft)
}

pub(super) fn read_proof(mut reader: Reader<'_>, report: &mut Report<'_>) -> Option<ProofDraft> {
    let id = reader.required_text("id", report);
    reader.require("kinds", report);
    let kinds = reader.texts("kinds", report);
    let need = reader.required_text("need", report);
    let count = reader.number("count", report);
    let requirements = reader.texts("requirements", report);
    if let Some(count) = &count
        && !(1..=20).contains(&count.value)
    {
        let message = "`count` takes a number from 1 to 20";
        report.add(Finding::error("wrong-kind", &count.span, message));
    }
    reader.finish(report);
    Some(ProofDraft {
        id: id?,
        kinds: kinds.iter().filter_map(|word| one_of(word, &EVIDENCE, report)).collect(),
        need: need.and_then(|word| one_of(&word, &NEEDS, report)).unwrap_or(Need::Required),
        count: count.and_then(|count| u8::try_from(count.value).ok()).unwrap_or(1),
        requirements,
    })
}

pub(super) fn read_step(mut reader: Reader<'_>, report: &mut Report<'_>) -> Option<StepDraft> {
    let id = reader.required_text("id", report);
    let needs = reader.texts("needs", report);
    let posts = reader.flag("posts", report).is_some_and(|flag| flag.value);
    let requirements = reader.texts("requirements", report);
    reader.finish(report);
    Some(StepDraft { id: id?, needs, posts, requirements })
}

pub(super) fn read_timer(mut reader: Reader<'_>, report: &mut Report<'_>) -> Option<TimerDraft> {
    let id = reader.required_text("id", report);
    reader.require("hours", report);
    let hours = reader.number("hours", report).map_or(0, |hours| hours.value);
    let requirements = reader.texts("requirements", report);
    reader.finish(report);
    Some(TimerDraft { id: id?, hours, requirements })
}

/// The value of a word in a closed list; an unknown word is reported.
pub(super) fn one_of<T: Copy>(
    word: &Spanned<String>,
    list: &[(&str, T)],
    report: &mut Report<'_>,
) -> Option<T> {
    let found = list.iter().find(|(name, _)| *name == word.as_str());
    if found.is_none() {
        let finding = Finding::error(
            "unknown-word",
            &word.span,
            format!("`{}` is not a word of this list", word.value),
        );
        report.add(
            finding.maybe_help(suggest::help(word.as_str(), list.iter().map(|(name, _)| *name))),
        );
    }
    found.map(|(_, value)| *value)
}

const TOPIC_KINDS: [(&str, TopicKind); 5] = [
    ("return", TopicKind::Return),
    ("claim", TopicKind::Claim),
    ("not_received", TopicKind::NotReceived),
    ("withdrawal", TopicKind::Withdrawal),
    ("inquiry", TopicKind::Inquiry),
];

pub(super) const RIGHTS: [(&str, Right); 2] =
    [("withdrawal", Right::Withdrawal), ("guarantee", Right::Guarantee)];

/// The word for a right in policy files.
pub(crate) fn right_word(right: Right) -> &'static str {
    RIGHTS.iter().find(|(_, known)| *known == right).map_or("", |(word, _)| word)
}

const EVIDENCE: [(&str, Evidence); 5] = [
    ("photo", Evidence::Photo),
    ("video", Evidence::Video),
    ("screenshot", Evidence::Screenshot),
    ("document", Evidence::Document),
    ("text", Evidence::Text),
];

const NEEDS: [(&str, Need); 3] = [
    ("required", Need::Required),
    ("recommended", Need::Recommended),
    ("if_applicable", Need::IfApplicable),
];
