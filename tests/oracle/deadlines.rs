//! Compares both interpreters on first and last days: the rules crate computes them, the second
//! interpreter decides every day in turn; with every question answered, and with some open.

use crate::compare::{Chance, Subject, completions, partial_states};
use crate::oracle::dates::date;
use crate::oracle::days::{Days, days, no_worse};
use crate::oracle::samples::{self, Answers, possible};
use crate::oracle::{Decided, Facts, Topic, decide};
use recourse::decide::{Decision, RemedyDecision, Status};
use recourse::types::Day;

/// Complete cases compared per topic.
const CASES: usize = 60;
/// Partial states per topic.
const PARTIAL: usize = 60;
/// Completions tried per partial state.
const COMPLETIONS: usize = 6;

/// A sample of complete and of partial cases of a topic.
pub(crate) fn topic(subject: &Subject, id: &str) -> Result<(), String> {
    let topic = subject.topic(id);
    let answers = samples::answers(&subject.oracle, topic, subject.today);
    let mut chance = Chance(13);
    let mut compared = 0;
    for _ in 0..CASES {
        let facts = chance.case(&answers);
        if possible(&subject.oracle, &facts) {
            complete(subject, topic, &answers, &facts)?;
            compared += 1;
        }
    }
    compared += partial(subject, topic, &answers, &mut chance)?;
    println!("{} {id}: days of {compared} decisions compared", subject.store);
    Ok(())
}

/// One case with every question answered.
pub(crate) fn complete(
    subject: &Subject,
    topic: &Topic,
    answers: &Answers,
    facts: &Facts,
) -> Result<(), String> {
    let actual = subject.decided(&topic.id, facts)?;
    if actual.status != Status::Decided {
        return Err(format!("all is answered, and {:?} is asked: {facts:?}", actual.question));
    }
    let expected = decide(&subject.oracle, topic, facts, subject.today);
    days_agree(subject, topic, facts, &actual, "all answered")?;
    for (ix, (expected, actual)) in expected.iter().zip(&actual.remedies).enumerate() {
        if !actual.last_day_at_least
            && can_be_later(subject, topic, answers, facts, (ix, expected), actual)
        {
            return Err(report(
                subject,
                topic,
                facts,
                actual,
                "a true answer moves the last day back",
            ));
        }
    }
    Ok(())
}

/// Whether some definite answer instead of "I do not know" keeps the verdict on the day after the
/// last one.
fn can_be_later(
    subject: &Subject,
    topic: &Topic,
    answers: &Answers,
    facts: &Facts,
    (ix, expected): (usize, &Decided),
    actual: &RemedyDecision,
) -> bool {
    let Some(after) = actual.last_day.map(|day| date(&day.plus_days(1).to_string())) else {
        return false;
    };
    let known: Facts = facts
        .iter()
        .filter(|(_, answer)| *answer != "unknown")
        .map(|(q, a)| (q.clone(), a.clone()))
        .collect();
    let (all, _) = completions(answers, &known, &mut Chance(17));
    let mut possible =
        all.iter().filter(|whole| possible(&subject.oracle, whole)).take(COMPLETIONS);
    possible.any(|whole| no_worse(&subject.oracle, topic, whole, ix, expected, after))
}

/// Partial answers: the last day of an early decision is the last day of every completion.
fn partial(
    subject: &Subject,
    topic: &Topic,
    answers: &Answers,
    chance: &mut Chance,
) -> Result<usize, String> {
    let (mut states, _) = partial_states(answers, chance);
    let mut compared = 0;
    while states.len() > PARTIAL {
        let gone = chance.below(states.len());
        states.swap_remove(gone);
    }
    for facts in states.iter().filter(|facts| possible(&subject.oracle, facts)) {
        let actual = subject.decided(&topic.id, facts)?;
        if actual.status != Status::Decided {
            continue;
        }
        let (all, _) = completions(answers, facts, chance);
        for whole in all.iter().filter(|whole| possible(&subject.oracle, whole)).take(COMPLETIONS) {
            days_agree(subject, topic, whole, &actual, "early")?;
            compared += 1;
        }
    }
    Ok(compared)
}

/// The same case with some answers left open: if it is decided, its days are those of the whole
/// case.
pub(crate) fn some_open(
    subject: &Subject,
    topic: &Topic,
    facts: &Facts,
    chance: &mut Chance,
) -> Result<(), String> {
    let known =
        facts.iter().filter(|_| chance.below(3) > 0).map(|(q, a)| (q.clone(), a.clone())).collect();
    let actual = subject.decided(&topic.id, &known)?;
    if actual.status == Status::Decided {
        days_agree(subject, topic, facts, &actual, "early")?;
    }
    Ok(())
}

fn days_agree(
    subject: &Subject,
    topic: &Topic,
    facts: &Facts,
    actual: &Decision,
    when: &str,
) -> Result<(), String> {
    let found = days(&subject.oracle, topic, facts, subject.today);
    for (found, actual) in found.iter().zip(&actual.remedies) {
        if !agree(found, actual, when == "early") {
            return Err(report(
                subject,
                topic,
                facts,
                actual,
                &format!("{when}, day by day {found:?}"),
            ));
        }
    }
    Ok(())
}

/// Terms of an early decision hold at least that long; all else is exact.
fn agree(found: &Days, actual: &RemedyDecision, early: bool) -> bool {
    let same = |found: Option<jiff::civil::Date>, actual: Option<Day>| {
        found.map(|day| day.to_string()) == actual.map(|day| day.to_string())
    };
    let terms = match (found.terms, actual.terms_last_day) {
        (found, Some(actual)) if early => {
            found.is_none_or(|found| found.to_string() >= actual.to_string())
        }
        (found, actual) => same(found, actual),
    };
    same(found.first, actual.first_day) && same(found.last, actual.last_day) && terms
}

fn report(
    subject: &Subject,
    topic: &Topic,
    facts: &Facts,
    actual: &RemedyDecision,
    what: &str,
) -> String {
    format!(
        "{} {}: other days\n  facts: {facts:?}\n  {what}\n  the rules crate: {} {:?} \
         first {:?} last {:?} (at least: {}) terms {:?}",
        subject.store,
        topic.id,
        actual.remedy,
        actual.verdict,
        actual.first_day.map(|day| day.to_string()),
        actual.last_day.map(|day| day.to_string()),
        actual.last_day_at_least,
        actual.terms_last_day.map(|day| day.to_string()),
    )
}
