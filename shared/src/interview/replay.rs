//! Module `interview`: replays answers. Going back, deep links, resuming and changing an answer all
//! work by replay.

use crate::decide::{Decision, decide_or_ask};
use crate::policy::Policy;
use crate::question::{Answer, AnswerError, Facts, Situation};
use crate::types::{Day, QuestionId, TopicId};
use alloc::boxed::Box;
use alloc::vec::Vec;

/// What follows: a question or the decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// A question whose answer can still matter.
    Ask {
        /// The question.
        question: QuestionId,
        /// How many questions remain at most, this one included.
        max_remaining_questions: u8,
    },
    /// All completions agree: the decision.
    Done(Box<Decision>),
}

/// The state of an interview, as far as the answers lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replay {
    /// The questions that the shopper's own answers settled, in the order in which they are asked.
    pub path: Vec<QuestionId>,
    /// The facts that count: the given ones and the answers on the path.
    pub facts: Facts,
    /// What follows: a question or the decision.
    pub next: Next,
}

impl Replay {
    /// The answers to store after a question is answered, for the first time or again. The answer
    /// is checked against the facts that count, so an answer off the path never prevents it; if
    /// such an answer contradicts the new one, only that answer is dropped.
    ///
    /// # Errors
    /// [`AnswerError`] if the answer is not possible, or contradicts a fact that counts.
    pub fn record(
        &self,
        policy: &Policy,
        stored: &Facts,
        id: &QuestionId,
        answer: Answer,
        today: Day,
    ) -> Result<Facts, AnswerError> {
        let questions = policy.questions();
        self.facts.clone().record(questions, id, answer.clone(), today)?;
        let mut all = Facts::default();
        all.record(questions, id, answer, today)?;
        // Facts that count are recorded first: an answer off the path cannot displace them.
        let others = stored.iter().filter(|(other, _)| *other != id);
        let (on_path, off_path): (Vec<_>, Vec<_>) =
            others.partition(|(other, _)| self.facts.get(other).is_some());
        for (other, answer) in on_path.into_iter().chain(off_path) {
            let _ = all.record(questions, other, answer.clone(), today);
        }
        Ok(all)
    }
}

/// What follows in a situation, in whichever order its facts were recorded.
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

/// Replays the interview from the start: `given` facts (prefilled by the storefront) always count;
/// of the `stored` answers, those to questions that are asked on the path.
#[must_use]
pub fn replay(
    policy: &Policy,
    topic: &TopicId,
    given: &Facts,
    stored: &Facts,
    today: Day,
) -> Replay {
    let mut situation = Situation { topic: topic.clone(), facts: given.clone(), today };
    let mut path = Vec::new();
    loop {
        let upcoming = next(policy, &situation);
        match &upcoming {
            Next::Ask { question, .. }
                if !path.contains(question)
                    && record_stored(policy, &mut situation, stored, question) =>
            {
                path.push(question.clone());
            }
            _ => return Replay { path, facts: situation.facts, next: upcoming },
        }
    }
}

/// Records the stored answer to a question; returns whether there is one and it fits the others.
fn record_stored(
    policy: &Policy,
    situation: &mut Situation,
    stored: &Facts,
    question: &QuestionId,
) -> bool {
    let Some(answer) = stored.get(question) else { return false };
    situation.facts.record(policy.questions(), question, answer.clone(), situation.today).is_ok()
}
