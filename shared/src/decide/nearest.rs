//! Module `decide`: the nearest change that would grant a remedy: first what the shopper can still change, then an
//! earlier day, then what they cannot change. Each is decided again before it is said.

use super::judge::Judgement;
use super::timing::{last_days, ruling_on};
use super::{NearestChange, RemedyDecision};
use crate::clause::Verdict;
use crate::diagram::Ruling;
use crate::question::{Answer, Kind, Question, Situation};
use crate::region::{RegionSet, label, region_of, value_regions};
use crate::types::Day;
use alloc::string::String;

/// The nearest change, where nothing is granted and a first remedy (in the topic's order) has one.
pub(super) fn find(
    judgement: &Judgement<'_>,
    situation: &Situation,
    remedies: &[RemedyDecision],
) -> Option<NearestChange> {
    if remedies.iter().any(|remedy| remedy.verdict == Verdict::Granted) {
        return None;
    }
    remedies.iter().enumerate().find_map(|(ix, remedy)| {
        let change = match remedy.verdict {
            Verdict::Refused => refused(judgement, situation, ix),
            Verdict::AskSupport => {
                other_answer(judgement, situation, ix, &|_, answer| *answer == Answer::CannotSay)
                    .or_else(|| earlier_day(judgement, situation, ix))
            }
            Verdict::Granted | Verdict::NotYet => None,
        };
        change.map(|change| change.into_json(remedy))
    })
}

enum Change {
    Answer { question: crate::types::QuestionId, answer: String, changeable: bool },
    Day(Day),
}

impl Change {
    fn into_json(self, remedy: &RemedyDecision) -> NearestChange {
        let (changeable, question, answer, by) = match self {
            Change::Answer { question, answer, changeable } => {
                (changeable, Some(question), Some(answer), None)
            }
            Change::Day(day) => (false, None, None, Some(day)),
        };
        NearestChange {
            remedy: remedy.remedy.clone(),
            verdict: Verdict::Granted,
            changeable,
            question,
            answer,
            by,
        }
    }
}

fn refused(judgement: &Judgement<'_>, situation: &Situation, remedy: usize) -> Option<Change> {
    let can = |question: &Question, _: &Answer| question.changeable;
    let cannot = |question: &Question, _: &Answer| {
        !question.changeable && !matches!(question.kind, Kind::Date { .. } | Kind::Place { .. })
    };
    other_answer(judgement, situation, remedy, &can)
        .or_else(|| earlier_day(judgement, situation, remedy))
        .or_else(|| other_answer(judgement, situation, remedy, &cannot))
}

/// The latest day before today on which asking would have been in time, and possible at all.
fn earlier_day(judgement: &Judgement<'_>, situation: &Situation, remedy: usize) -> Option<Change> {
    let questions = judgement.policy.questions();
    let happened = |question: &Question| match question.kind {
        Kind::Date { future: false, .. } => situation.facts.get(&question.id).and_then(Answer::day),
        _ => None,
    };
    let from = questions.iter().filter_map(happened).max()?;
    let in_time = |day: &Day| {
        *day < situation.today
            && *day >= from
            && ruling_on(judgement, *day, remedy).is_some_and(is_granted)
    };
    last_days(questions, &situation.facts).into_iter().rev().find(in_time).map(Change::Day)
}

fn other_answer(
    judgement: &Judgement<'_>,
    situation: &Situation,
    remedy: usize,
    eligible: &dyn Fn(&Question, &Answer) -> bool,
) -> Option<Change> {
    let questions = judgement.policy.questions();
    questions.iter().enumerate().find_map(|(ix, question)| {
        let answer =
            situation.facts.get(&question.id).filter(|answer| eligible(question, answer))?;
        let now = region_of(question, answer, situation.today);
        let region = (0..value_regions(&question.kind))
            .find(|region| *region != now && granted_if(judgement, remedy, ix, *region))?;
        Some(Change::Answer {
            question: question.id.clone(),
            answer: label(question, region),
            changeable: question.changeable || *answer == Answer::CannotSay,
        })
    })
}

fn granted_if(judgement: &Judgement<'_>, remedy: usize, question: usize, region: usize) -> bool {
    let mut possible = judgement.possible().to_vec();
    if let Some(set) = possible.get_mut(question) {
        *set = RegionSet::one(region);
    }
    let then = Judgement::within(
        judgement.policy,
        &judgement.topic.id,
        judgement.facts,
        judgement.today,
        possible,
    );
    then.and_then(|then| then.ruling(remedy)).is_some_and(is_granted)
}

fn is_granted(ruling: Ruling) -> bool {
    matches!(ruling, Ruling::Allowed { verdict: Verdict::Granted, .. })
}
