//! Module `interview`: replaying answers. Going back, deep links, resuming and changing an answer are all the same walk.

use crate::decide::{Decision, decide_or_ask};
use crate::policy::Policy;
use crate::question::{Answer, AnswerError, Facts, Situation};
use crate::types::{Day, QuestionId, TopicId};
use alloc::boxed::Box;
use alloc::vec::Vec;

/// What comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// A question whose answer can still matter.
    Ask {
        /// The question.
        question: QuestionId,
        /// How many questions can still come at most, this one included.
        max_remaining_questions: u8,
    },
    /// All completions agree: the decision.
    Done(Box<Decision>),
}

/// A walk through the questions, as far as the answers lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replay {
    /// The questions that the shopper's own answers settled, in the order asked.
    pub path: Vec<QuestionId>,
    /// What counts: the given facts and the answers on the path.
    pub facts: Facts,
    /// What comes next.
    pub next: Next,
}

impl Replay {
    /// The answers to keep once a question is answered (anew): checked against what counts, so that one kept off the path never stands
    /// in the way; where such a one contradicts the new one, that one alone goes.
    ///
    /// # Errors
    /// [`AnswerError`] where the answer cannot be, or contradicts one that counts.
    pub fn record(
        &self,
        policy: &Policy,
        kept: &Facts,
        id: &QuestionId,
        answer: Answer,
        today: Day,
    ) -> Result<Facts, AnswerError> {
        let questions = policy.questions();
        self.facts.clone().record(questions, id, answer.clone(), today)?;
        let mut all = Facts::default();
        all.record(questions, id, answer, today)?;
        // What counts first.
        let others = || kept.iter().filter(|(other, _)| *other != id);
        let (on, off): (Vec<_>, Vec<_>) =
            others().partition(|(other, _)| self.facts.get(other).is_some());
        for (other, answer) in on.into_iter().chain(off) {
            let _ = all.record(questions, other, answer.clone(), today);
        }
        Ok(all)
    }
}

/// What comes next in a situation, whatever order its facts came in.
#[must_use]
pub fn next(policy: &Policy, situation: &Situation) -> Next {
    match decide_or_ask(policy, situation) {
        Err(open) => Next::Ask {
            question: open.question,
            max_remaining_questions: open.max_remaining_questions,
        },
        Ok(decision) => Next::Done(Box::new(decision)),
    }
}

/// Walks from the start: `given` facts (prefilled by the storefront) always count; of the `kept` answers only those to
/// questions that are asked on the way do.
#[must_use]
pub fn replay(policy: &Policy, topic: &TopicId, given: &Facts, kept: &Facts, today: Day) -> Replay {
    let mut situation = Situation { topic: topic.clone(), facts: given.clone(), today };
    let mut path = Vec::new();
    loop {
        let upcoming = next(policy, &situation);
        match &upcoming {
            Next::Ask { question, .. }
                if !path.contains(question) && take(policy, &mut situation, kept, question) =>
            {
                path.push(question.clone());
            }
            _ => return Replay { path, facts: situation.facts, next: upcoming },
        }
    }
}

/// Takes the kept answer to a question into the situation, if there is one that still fits the others.
fn take(policy: &Policy, situation: &mut Situation, kept: &Facts, question: &QuestionId) -> bool {
    let Some(answer) = kept.get(question) else { return false };
    situation.facts.record(policy.questions(), question, answer.clone(), situation.today).is_ok()
}
