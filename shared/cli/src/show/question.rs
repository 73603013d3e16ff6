//! A question on a terminal, with the answers it takes.

use super::words::Words;
use recourse::question::{Kind, Question};
use recourse::types::{Amount, key};

/// One answer that can be picked by number: the text form, and the words for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pick {
    pub(crate) answer: String,
    pub(crate) words: String,
}

/// What can be picked: options, yes and no, "it does not exist", "I do not know".
pub(crate) fn picks(words: &Words<'_>, question: &Question) -> Vec<Pick> {
    let id = question.id.as_str();
    let mut picks: Vec<Pick> = match &question.kind {
        Kind::Choice { options } => options
            .iter()
            .map(|option| Pick {
                answer: option.to_string(),
                words: words.get(&key::option(id, option.as_str())),
            })
            .collect(),
        Kind::YesNo => [("yes", "Yes"), ("no", "No")]
            .map(|(answer, words)| Pick { answer: answer.into(), words: words.into() })
            .into(),
        _ => Vec::new(),
    };
    let mut state = |answer: &str, allowed: bool, default: &str| {
        if allowed {
            let words =
                words.find(&key::question_state(id, answer)).unwrap_or_else(|| default.to_owned());
            picks.push(Pick { answer: answer.to_owned(), words });
        }
    };
    state("none", question.none, "It does not exist");
    state("unknown", question.unknown, "I do not know");
    picks
}

/// The question with its numbered answers and what else can be typed.
pub(crate) fn text(words: &Words<'_>, question: &Question, max_remaining_questions: u8) -> String {
    let id = question.id.as_str();
    let mut lines = vec![
        String::new(),
        format!("{} (at most {max_remaining_questions} to come)", words.get(&key::question(id))),
    ];
    lines.extend(words.find(&key::question_hint(id)).map(|hint| format!("  {hint}")));
    for (ix, pick) in picks(words, question).iter().enumerate() {
        lines.push(format!("  {}  {}", ix.saturating_add(1), pick.words));
    }
    lines.extend(form(&question.kind).map(|form| format!("  {form}")));
    lines.join("\n")
}

fn form(kind: &Kind) -> Option<String> {
    match kind {
        Kind::Date { .. } => Some("a date, such as 2026-11-20, or `today`".to_owned()),
        Kind::Money { currency, .. } => Some(format!(
            "an amount in {}, such as {}",
            currency.as_str(),
            Amount::example(*currency)
        )),
        Kind::Place { .. } => Some("a country, by its name or its code, such as DE".to_owned()),
        Kind::Choice { .. } | Kind::YesNo | Kind::Span { .. } => None,
    }
}
