//! Module `decide`: the nearest change that would grant a remedy: first what the shopper can still
//! change, then an earlier day, then what they cannot change. Each candidate is decided again.

use super::judge::Judgement;
use super::timing::{last_days, ruling_on};
use super::{NearestChange, RemedyDecision};
use crate::clause::Verdict;
use crate::diagram::Ruling;
use crate::question::{Answer, Kind, Question, Situation};
use crate::region::{RegionSet, label, region_of, value_regions};
use crate::types::{Day, QuestionId};
use alloc::string::String;

/// The nearest change of the first remedy (in the topic's order) that has one; `None` if a remedy
/// is granted.
pub(super) fn find(
    judgement: &Judgement<'_>,
    situation: &Situation,
    remedies: &[RemedyDecision],
) -> Option<NearestChange> {
    if remedies.iter().any(|remedy| remedy.verdict == Verdict::Granted) {
        return None;
    }
    remedies.iter().enumerate().find_map(|(index, remedy)| {
        let change = match remedy.verdict {
            Verdict::Refused => change_of_refusal(judgement, situation, index),
            Verdict::AskSupport => {
                let is_unknown = |_: &Question, answer: &Answer| *answer == Answer::CannotSay;
                other_answer(judgement, situation, index, &is_unknown)
                    .or_else(|| earlier_day(judgement, situation, index))
            }
            Verdict::Granted | Verdict::NotYet => None,
        };
        change.map(|change| change.for_remedy(remedy))
    })
}

/// A change of the situation.
enum Change {
    /// Another answer to a question.
    Answer { question: QuestionId, answer: String, changeable: bool },
    /// A request on an earlier day.
    Day(Day),
}

impl Change {
    fn for_remedy(self, remedy: &RemedyDecision) -> NearestChange {
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

fn change_of_refusal(
    judgement: &Judgement<'_>,
    situation: &Situation,
    remedy: usize,
) -> Option<Change> {
    let is_changeable = |question: &Question, _: &Answer| question.changeable;
    let is_fixed = |question: &Question, _: &Answer| {
        !question.changeable && !matches!(question.kind, Kind::Date { .. } | Kind::Place { .. })
    };
    other_answer(judgement, situation, remedy, &is_changeable)
        .or_else(|| earlier_day(judgement, situation, remedy))
        .or_else(|| other_answer(judgement, situation, remedy, &is_fixed))
}

/// The latest day before today on which a request would have been possible and granted.
fn earlier_day(judgement: &Judgement<'_>, situation: &Situation, remedy: usize) -> Option<Change> {
    let questions = judgement.policy.questions();
    let event_day = |question: &Question| match question.kind {
        Kind::Date { future: false, .. } => situation.facts.get(&question.id).and_then(Answer::day),
        _ => None,
    };
    let first_possible = questions.iter().filter_map(event_day).max()?;
    let in_time = |day: &Day| {
        *day < situation.today
            && *day >= first_possible
            && ruling_on(judgement, *day, remedy).is_some_and(is_granted)
    };
    last_days(questions, &situation.facts).into_iter().rev().find(in_time).map(Change::Day)
}

/// The first eligible question of which another answer would grant the remedy.
fn other_answer(
    judgement: &Judgement<'_>,
    situation: &Situation,
    remedy: usize,
    is_eligible: &dyn Fn(&Question, &Answer) -> bool,
) -> Option<Change> {
    let questions = judgement.policy.questions();
    questions.iter().enumerate().find_map(|(index, question)| {
        let answer = situation.facts.get(&question.id)?;
        if !is_eligible(question, answer) {
            return None;
        }
        let current = region_of(question, answer, situation.today);
        let region = (0..value_regions(&question.kind)).find(|region| {
            *region != current && is_granted_if(judgement, remedy, index, *region)
        })?;
        Some(Change::Answer {
            question: question.id.clone(),
            answer: label(question, region),
            changeable: question.changeable || *answer == Answer::CannotSay,
        })
    })
}

/// Whether the remedy is granted if the answer to a question is in that region.
fn is_granted_if(judgement: &Judgement<'_>, remedy: usize, question: usize, region: usize) -> bool {
    let mut possible = judgement.possible().to_vec();
    if let Some(set) = possible.get_mut(question) {
        *set = RegionSet::one(region);
    }
    let changed = Judgement::within(
        judgement.policy,
        &judgement.topic.id,
        judgement.facts,
        judgement.today,
        possible,
    );
    changed.and_then(|changed| changed.ruling(remedy)).is_some_and(is_granted)
}

fn is_granted(ruling: Ruling) -> bool {
    matches!(ruling, Ruling::Allowed { verdict: Verdict::Granted, .. })
}
