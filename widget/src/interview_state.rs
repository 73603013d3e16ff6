//! The state of one interview. Pure: an event in, a new state out; today is passed in. An answer
//! that is off the path is stored and does not count.

use crate::receipt::Receipt;
use recourse::decide::Decision;
use recourse::interview::{Next, Replay, replay};
use recourse::policy::Policy;
use recourse::question::{Answer, Facts, Fault};
use recourse::types::{Day, QuestionId, TopicId};
use std::sync::Arc;

/// The page shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Page {
    Topics,
    Question(QuestionId),
    Review,
    Decision,
    Claim,
    Receipt(Box<Receipt>),
}

/// The whole state.
#[derive(Debug, Clone)]
pub(crate) struct InterviewState {
    policy: Arc<Policy>,
    prefilled: Facts,
    answers: Facts,
    pub(crate) topic: Option<TopicId>,
    pub(crate) page: Page,
    pub(crate) today: Day,
    /// An answer is being changed from the review page, which is returned to.
    changing: bool,
    /// The code of the problem with the last answer.
    pub(crate) fault: Option<&'static str>,
    /// Changes when the page shown has to be rendered again although it is the same page.
    pub(crate) revision: u32,
    /// The last change was not made by the shopper, so it must not move the focus.
    pub(crate) automatic: bool,
}

impl InterviewState {
    pub(crate) fn new(
        policy: Arc<Policy>,
        facts: &[(String, String)],
        topic: Option<&str>,
        today: Day,
    ) -> InterviewState {
        let prefilled = parse_facts(&policy, facts, today);
        let topic = topic
            .and_then(|topic| TopicId::parse(topic).ok())
            .filter(|topic| policy.topic(topic).is_some());
        let mut interview = InterviewState {
            policy,
            prefilled,
            answers: Facts::default(),
            topic: None,
            page: Page::Topics,
            today,
            changing: false,
            fault: None,
            revision: 0,
            automatic: false,
        };
        if let Some(topic) = topic {
            interview.choose_topic(topic);
        }
        interview
    }

    pub(crate) fn choose_topic(&mut self, topic: TopicId) {
        self.topic = Some(topic);
        self.fault = None;
        self.advance(None);
    }

    /// Records an answer in its text form and shows the next page.
    pub(crate) fn answer(&mut self, id: &QuestionId, text: &str) {
        self.automatic = false;
        let policy = Arc::clone(&self.policy);
        let taken = policy
            .question(id)
            .ok_or(Fault::NoSuchQuestion)
            .and_then(|question| Answer::parse(question, text));
        let taken = taken.and_then(|answer| self.record(id, answer));
        match taken {
            Ok(()) => {
                self.fault = None;
                self.advance(Some(id));
            }
            Err(fault) => self.fault = Some(fault.code()),
        }
    }

    fn record(&mut self, id: &QuestionId, answer: Answer) -> Result<(), Fault> {
        let walk = self.replay().ok_or(Fault::NoSuchQuestion)?;
        let kept = walk.record(&self.policy, &self.answers, id, answer, self.today);
        self.answers = kept.map_err(|error| error.fault)?;
        Ok(())
    }

    /// Decides as of another day. Answers that are impossible on that day are dropped.
    pub(crate) fn set_today(&mut self, today: Day) {
        self.today = today;
        self.prefilled = self.possible(&self.prefilled);
        self.answers = self.possible(&self.answers);
        self.refresh();
    }

    fn possible(&self, facts: &Facts) -> Facts {
        let mut possible = Facts::default();
        for (id, answer) in facts.iter() {
            let _ = possible.record(self.policy.questions(), id, answer.clone(), self.today);
        }
        possible
    }

    /// Replaces the facts of the storefront. They take precedence over the shopper's answers, which
    /// stay stored. A question that they answer is skipped.
    pub(crate) fn set_prefilled(&mut self, facts: &[(String, String)]) {
        let prefilled = parse_facts(&self.policy, facts, self.today);
        if prefilled != self.prefilled {
            self.prefilled = prefilled;
            self.refresh();
        }
    }

    /// Shows the right page after the facts have changed.
    fn refresh(&mut self) {
        self.automatic = true;
        match &self.page {
            Page::Topics | Page::Receipt(_) => {}
            Page::Question(id) if self.path().contains(id) => {}
            Page::Question(_) => self.advance(None),
            _ if self.decision().is_none() => self.advance(None),
            _ => self.revision += 1,
        }
    }

    /// Shows the page after a question: the next one on the path, the review while changing, or the
    /// next open one.
    fn advance(&mut self, after: Option<&QuestionId>) {
        let Some(walk) = self.replay() else { return };
        let following = after
            .and_then(|id| walk.path.iter().position(|other| other == id))
            .and_then(|ix| walk.path.get(ix + 1));
        self.page = match (&walk.next, following) {
            (_, Some(next)) if !self.changing => Page::Question(next.clone()),
            (Next::Ask { question, .. }, _) => Page::Question(question.clone()),
            (Next::Done(_), _) if walk.path.is_empty() => Page::Decision,
            (Next::Done(_), _) => Page::Review,
        };
        if self.page == Page::Review {
            self.changing = false;
        }
    }

    pub(crate) fn back(&mut self) {
        self.fault = None;
        let path = self.path();
        self.page = match &self.page {
            // A change that opened another question is not finished: the review has no decision
            // yet.
            Page::Question(_) if self.changing && self.decision().is_some() => Page::Review,
            Page::Question(id) => {
                let before = path.iter().position(|other| other == id).map_or(path.len(), |ix| ix);
                before
                    .checked_sub(1)
                    .and_then(|ix| path.get(ix))
                    .map_or(Page::Topics, |id| Page::Question(id.clone()))
            }
            Page::Review => path.last().map_or(Page::Topics, |id| Page::Question(id.clone())),
            Page::Decision if path.is_empty() => Page::Topics,
            Page::Decision => Page::Review,
            Page::Claim => Page::Decision,
            Page::Topics | Page::Receipt(_) => Page::Topics,
        };
        self.changing = self.changing && self.page != Page::Review;
    }

    pub(crate) fn change(&mut self, id: QuestionId) {
        self.changing = true;
        self.page = Page::Question(id);
    }

    /// All answers of the shopper in text form, on the path or not.
    pub(crate) fn answers(&self) -> Vec<(String, String)> {
        self.answers.iter().map(|(id, answer)| (id.to_string(), answer.to_string())).collect()
    }

    /// Restores a stored interview as far as its answers are still valid.
    pub(crate) fn resume(&mut self, topic: &str, kept: &[(String, String)]) {
        let topic = TopicId::parse(topic).ok().filter(|topic| self.policy.topic(topic).is_some());
        let Some(topic) = topic else { return };
        self.answers = parse_facts(&self.policy, kept, self.today);
        self.choose_topic(topic);
    }

    /// Starts a new interview without answers.
    pub(crate) fn start_again(&mut self) {
        self.answers = Facts::default();
        self.changing = false;
        self.page = Page::Topics;
    }

    pub(crate) fn replay(&self) -> Option<Replay> {
        Some(replay(&self.policy, self.topic.as_ref()?, &self.prefilled, &self.answers, self.today))
    }

    pub(crate) fn path(&self) -> Vec<QuestionId> {
        self.replay().map(|walk| walk.path).unwrap_or_default()
    }

    /// The facts that count, in text form.
    pub(crate) fn facts(&self) -> Vec<(String, String)> {
        let facts = self.replay().map(|walk| walk.facts).unwrap_or_default();
        facts.iter().map(|(id, answer)| (id.to_string(), answer.to_string())).collect()
    }

    /// The answer that counts for a question: the storefront's, else the shopper's.
    pub(crate) fn current_answer(&self, id: &QuestionId) -> Option<String> {
        self.prefilled.get(id).or_else(|| self.answers.get(id)).map(ToString::to_string)
    }

    /// The questions that the storefront has answered.
    pub(crate) fn prefilled(&self) -> Vec<QuestionId> {
        self.prefilled.iter().map(|(id, _)| id.clone()).collect()
    }

    /// Whether the storefront has answered this question.
    pub(crate) fn is_prefilled(&self, name: &str) -> bool {
        self.prefilled.iter().any(|(id, _)| id.as_str() == name)
    }

    pub(crate) fn decision(&self) -> Option<Decision> {
        match self.replay()?.next {
            Next::Done(decision) => Some(*decision),
            Next::Ask { .. } => None,
        }
    }

    pub(crate) fn max_remaining_questions(&self) -> Option<u8> {
        match self.replay()?.next {
            Next::Ask { max_remaining_questions, .. } => Some(max_remaining_questions),
            Next::Done(_) => None,
        }
    }

    /// The remedies that can be asked for.
    pub(crate) fn claimable(&self) -> Vec<String> {
        let topic = self.topic.as_ref().and_then(|id| self.policy.topic(id));
        let open = |decision: Decision| match topic {
            Some(topic) => {
                decision.claimable(topic).map(|remedy| remedy.remedy.to_string()).collect()
            }
            None => Vec::new(),
        };
        self.decision().map(open).unwrap_or_default()
    }
}

/// Parses answers in text form; those that the policy does not ask for or does not accept are left
/// out.
fn parse_facts(policy: &Policy, facts: &[(String, String)], today: Day) -> Facts {
    let mut parsed = Facts::default();
    for (id, text) in facts {
        let Some(question) = policy.questions().iter().find(|question| question.id.as_str() == id)
        else {
            continue;
        };
        if let Ok(answer) = Answer::parse(question, text) {
            let _ = parsed.record(policy.questions(), &question.id, answer, today);
        }
    }
    parsed
}

#[cfg(test)]
pub(crate) mod tests;
