//! Module `question`: all replies so far, keyed by question. A question that is absent has not been asked.

use super::{Answer, AnswerError, Fault, Kind, Question};
use crate::types::{Day, QuestionId};
use alloc::string::ToString;
use alloc::vec::Vec;

/// The answers given so far. Every answer in it was taken by its question. In the order of question ids, each once.
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
        let asked = |id: &str| questions.iter().any(|q| q.is_asked() && q.id.as_str() == id);
        if let Some(stray) = given.iter().map(|(id, _)| *id).filter(|id| !asked(id)).min() {
            return Err(AnswerError { question: stray.to_string(), fault: Fault::NoSuchQuestion });
        }
        let mut facts = Facts::default();
        for question in questions {
            // Where a question is answered twice, the later answer counts.
            if let Some((_, text)) = given.iter().rev().find(|(id, _)| *id == question.id.as_str())
            {
                let answer = Answer::parse(question, text)
                    .map_err(|fault| AnswerError::at(&question.id, fault))?;
                facts.put(&question.id, answer);
            }
        }
        facts.check(questions, today)?;
        Ok(facts)
    }

    /// Adds or replaces one answer.
    ///
    /// # Errors
    /// [`AnswerError`] where the day is in the future, out of range, or contradicts another date; nothing is recorded then.
    pub fn record(
        &mut self,
        questions: &[Question],
        id: &QuestionId,
        answer: Answer,
        today: Day,
    ) -> Result<(), AnswerError> {
        let mut changed = self.clone();
        changed.put(id, answer);
        // Only this answer can be at fault, and where a pair contradicts itself the shopper stands at this question.
        changed.check(questions, today).map_err(|e| AnswerError::at(id, e.fault))?;
        *self = changed;
        Ok(())
    }

    /// The facts as if the questions whose answer the shopper cannot say were still open.
    #[must_use]
    pub(crate) fn without_unknown(&self) -> Facts {
        let known = self.0.iter().filter(|(_, answer)| *answer != Answer::CannotSay);
        Facts(known.cloned().collect())
    }

    /// The answer to a question, if it was given.
    #[must_use]
    pub fn get(&self, id: &QuestionId) -> Option<&Answer> {
        self.place(id).ok().and_then(|at| self.0.get(at)).map(|(_, answer)| answer)
    }

    /// Forgets one answer.
    pub fn forget(&mut self, id: &QuestionId) {
        if let Ok(at) = self.place(id) {
            self.0.remove(at);
        }
    }

    /// Every answer, in the order of question ids.
    pub fn iter(&self) -> impl Iterator<Item = (&QuestionId, &Answer)> {
        self.0.iter().map(|(id, answer)| (id, answer))
    }

    /// Whether nothing has been answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where an answer is, or would be.
    fn place(&self, id: &QuestionId) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| other.cmp(id))
    }

    fn put(&mut self, id: &QuestionId, answer: Answer) {
        match self.place(id) {
            Ok(at) => self.0.get_mut(at).into_iter().for_each(|(_, kept)| *kept = answer.clone()),
            Err(at) => self.0.insert(at, (id.clone(), answer)),
        }
    }

    fn check(&self, questions: &[Question], today: Day) -> Result<(), AnswerError> {
        for question in questions {
            if let (Kind::Date { future, not_before, .. }, Some(day)) =
                (&question.kind, self.day(question))
            {
                let start = not_before
                    .and_then(|ix| questions.get(usize::from(ix)))
                    .and_then(|q| self.day(q));
                check_day(day, *future, start, today)
                    .map_err(|fault| AnswerError::at(&question.id, fault))?;
            }
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
