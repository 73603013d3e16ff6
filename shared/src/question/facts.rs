//! Module `question`: all answers so far, by question. A question that is absent has not been
//! answered.

use super::{Answer, AnswerError, Fault, Kind, Question};
use crate::types::{Day, QuestionId};
use alloc::string::ToString;
use alloc::vec::Vec;

/// The answers so far, sorted by question id, each question once. Every answer was accepted by its
/// question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts(Vec<(QuestionId, Answer)>);

impl Facts {
    /// Reads `(question, answer)` texts, in any order.
    ///
    /// # Errors
    /// The first [`AnswerError`], in the order of the policy's questions; unknown questions first.
    pub fn parse<'a>(
        questions: &[Question],
        texts: impl IntoIterator<Item = (&'a str, &'a str)>,
        today: Day,
    ) -> Result<Facts, AnswerError> {
        let given: Vec<(&str, &str)> = texts.into_iter().collect();
        let is_asked = |id: &str| questions.iter().any(|q| q.is_asked() && q.id.as_str() == id);
        let unknown = given.iter().map(|(id, _)| *id).filter(|id| !is_asked(id)).min();
        if let Some(id) = unknown {
            return Err(AnswerError { question: id.to_string(), fault: Fault::NoSuchQuestion });
        }
        let mut facts = Facts::default();
        for question in questions {
            // If a question is answered twice, the later answer counts.
            let last = given.iter().rev().find(|(id, _)| *id == question.id.as_str());
            if let Some((_, text)) = last {
                let answer = Answer::parse(question, text)
                    .map_err(|fault| AnswerError::at(&question.id, fault))?;
                facts.insert(&question.id, answer);
            }
        }
        facts.check(questions, today)?;
        Ok(facts)
    }

    /// Adds or replaces one answer.
    ///
    /// # Errors
    /// [`AnswerError`] if the day is in the future, out of range, or contradicts another date;
    /// nothing is recorded then.
    pub fn record(
        &mut self,
        questions: &[Question],
        id: &QuestionId,
        answer: Answer,
        today: Day,
    ) -> Result<(), AnswerError> {
        let mut changed = self.clone();
        changed.insert(id, answer);
        // Only this answer can be at fault. A contradiction between two dates is reported at this
        // question, which the shopper is answering.
        changed.check(questions, today).map_err(|e| AnswerError::at(id, e.fault))?;
        *self = changed;
        Ok(())
    }

    /// The facts without the answers "I do not know", as if those questions were unanswered.
    #[must_use]
    pub(crate) fn without_unknown(&self) -> Facts {
        let known = self.0.iter().filter(|(_, answer)| *answer != Answer::CannotSay);
        Facts(known.cloned().collect())
    }

    /// The answer to a question, if it was given.
    #[must_use]
    pub fn get(&self, id: &QuestionId) -> Option<&Answer> {
        self.find(id).ok().and_then(|index| self.0.get(index)).map(|(_, answer)| answer)
    }

    /// Removes the answer to a question.
    pub fn forget(&mut self, id: &QuestionId) {
        if let Ok(index) = self.find(id) {
            self.0.remove(index);
        }
    }

    /// Every answer, in the order of question ids.
    pub fn iter(&self) -> impl Iterator<Item = (&QuestionId, &Answer)> {
        self.0.iter().map(|(id, answer)| (id, answer))
    }

    /// Whether there are no answers.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The index of an answer, or the index at which it would be inserted.
    fn find(&self, id: &QuestionId) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| other.cmp(id))
    }

    fn insert(&mut self, id: &QuestionId, answer: Answer) {
        match self.find(id) {
            Ok(index) => {
                if let Some((_, stored)) = self.0.get_mut(index) {
                    *stored = answer;
                }
            }
            Err(index) => self.0.insert(index, (id.clone(), answer)),
        }
    }

    /// Checks every date against its range and the date that it must follow.
    fn check(&self, questions: &[Question], today: Day) -> Result<(), AnswerError> {
        for question in questions {
            let Kind::Date { future, not_before, .. } = &question.kind else { continue };
            let Some(day) = self.day(question) else { continue };
            let start = not_before
                .and_then(|index| questions.get(usize::from(index)))
                .and_then(|start| self.day(start));
            check_day(day, *future, start, today)
                .map_err(|fault| AnswerError::at(&question.id, fault))?;
        }
        Ok(())
    }

    fn day(&self, question: &Question) -> Option<Day> {
        self.get(&question.id).and_then(Answer::day)
    }
}

fn check_day(day: Day, future: bool, start: Option<Day>, today: Day) -> Result<(), Fault> {
    if !(2000..=2199).contains(&day.ymd().0) {
        return Err(Fault::DateOutOfRange);
    }
    if !future && day > today {
        return Err(Fault::DateInFuture);
    }
    if start.is_some_and(|start| day < start) {
        return Err(Fault::DateBeforeStart);
    }
    Ok(())
}
