//! A question on a terminal, with the answers that it accepts.

use super::texts::PolicyTexts;
use recourse::question::{Kind, Question};
use recourse::types::{Amount, key};

/// An answer that can be chosen by its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AnswerOption {
    /// The text form of the answer.
    pub(crate) answer: String,
    /// The text for the shopper.
    pub(crate) label: String,
}

/// The answers that can be chosen: options, yes and no, "it does not exist", "I do not know".
pub(crate) fn options(texts: &PolicyTexts<'_>, question: &Question) -> Vec<AnswerOption> {
    let id = question.id.as_str();
    let mut answers: Vec<AnswerOption> = match &question.kind {
        Kind::Choice { options } => options
            .iter()
            .map(|option| AnswerOption {
                answer: option.to_string(),
                label: texts.get(&key::option(id, option.as_str())),
            })
            .collect(),
        Kind::YesNo => [("yes", "Yes"), ("no", "No")]
            .map(|(answer, label)| AnswerOption { answer: answer.into(), label: label.into() })
            .into(),
        _ => Vec::new(),
    };
    let states = [
        ("none", question.none, "It does not exist"),
        ("unknown", question.unknown, "I do not know"),
    ];
    for (answer, _, default) in states.into_iter().filter(|(_, is_allowed, _)| *is_allowed) {
        let own = texts.find(&key::question_state(id, answer));
        let label = own.unwrap_or_else(|| default.to_owned());
        answers.push(AnswerOption { answer: answer.to_owned(), label });
    }
    answers
}

/// The question with its numbered answers and what else can be typed.
pub(crate) fn text(
    texts: &PolicyTexts<'_>,
    question: &Question,
    max_remaining_questions: u8,
) -> String {
    let id = question.id.as_str();
    let label = texts.get(&key::question(id));
    let mut lines = vec![
        String::new(),
        format!("{label} (at most {max_remaining_questions} questions remain)"),
    ];
    lines.extend(texts.find(&key::question_hint(id)).map(|hint| format!("  {hint}")));
    for (index, option) in options(texts, question).iter().enumerate() {
        lines.push(format!("  {}  {}", index.saturating_add(1), option.label));
    }
    lines.extend(expected_form(&question.kind).map(|form| format!("  {form}")));
    lines.join("\n")
}

/// What can be typed besides the numbers.
fn expected_form(kind: &Kind) -> Option<String> {
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
