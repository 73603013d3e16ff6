//! Room `witness`: a case in words, with an answer that would lead to it.

use recourse::policy::Policy;
use recourse::question::{Answer, Kind, Question, Value};
use recourse::region::{label, region_of};
use recourse::words::{Amount, COUNTRIES, Day, Place};

/// Longest way back, in days, in which a day of a region is looked for.
const DAYS_BACK_MAX: i32 = 4000;

/// The case of a path through a diagram: one line per question that decides it.
pub(crate) fn case(policy: &Policy, path: &[(u8, usize)]) -> String {
    let lines: Vec<String> = path.iter().filter_map(|(ix, region)| line(policy, *ix, *region)).collect();
    if lines.is_empty() { "whatever the answers are".to_owned() } else { lines.join(", ") }
}

fn line(policy: &Policy, ix: u8, region: usize) -> Option<String> {
    let question = policy.questions().get(usize::from(ix))?;
    let today = policy.parts().as_of;
    let words = label(question, region);
    match example(question, region, today) {
        Some(example) if example.to_string() != words && matches!(question.kind, Kind::Place { .. }) => {
            Some(format!("{} = {example}", question.id))
        }
        Some(example) if example.to_string() != words => {
            Some(format!("{} = {words} (say {example})", question.id))
        }
        _ => Some(format!("{} = {words}", question.id)),
    }
}

/// An answer that falls into the region, if one is easily found.
pub(crate) fn example(question: &Question, region: usize, today: Day) -> Option<Answer> {
    let falls = |answer: &Answer| region_of(question, answer, today) == region;
    let states = [(question.unknown, Answer::CannotSay), (question.none, Answer::DoesNotExist)];
    let mut states = states.into_iter().filter(|(allowed, _)| *allowed).map(|(_, answer)| answer);
    if let Some(state) = states.find(falls) {
        return Some(state);
    }
    let mut found = values(question, today).map(Answer::Known);
    found.find(falls)
}

/// Some values of the question, enough to meet every region.
fn values(question: &Question, today: Day) -> Box<dyn Iterator<Item = Value> + '_> {
    match &question.kind {
        Kind::Choice { options } => Box::new(options.iter().cloned().map(Value::Choice)),
        Kind::YesNo => Box::new([true, false].into_iter().map(Value::YesNo)),
        Kind::Date { .. } => Box::new(
            (0..DAYS_BACK_MAX).map(move |back| Value::Date(today.plus_days(0i32.saturating_sub(back)))),
        ),
        Kind::Money { tops } => {
            let beyond = tops.last().map_or(0, |top| top.minor()).saturating_add(1);
            Box::new(tops.iter().copied().chain(Amount::from_minor(beyond)).map(Value::Money))
        }
        Kind::Place { regions } => {
            let listed = regions.iter().flatten().cloned();
            let all = COUNTRIES.split(' ').filter_map(|code| Place::parse(code).ok());
            Box::new(listed.chain(all).map(Value::Place))
        }
        Kind::Span { .. } => Box::new(std::iter::empty()),
    }
}
