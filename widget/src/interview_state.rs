//! Where the shopper stands. Pure: an event in, a new state out; today is passed in. Answers are
//! never lost: those off the path are kept and do not count.

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

/// What the shop gave back for a request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Receipt {
    pub(crate) claim: String,
    pub(crate) status_url: String,
    pub(crate) due: Vec<(String, String)>,
}

impl Receipt {
    /// What is remembered of it, by name.
    pub(crate) fn kept(&self) -> Vec<(String, String)> {
        let pair = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        let mut kept = vec![pair("claim", &self.claim), pair("status_url", &self.status_url)];
        kept.extend(self.due.iter().map(|(timer, at)| (format!("due {timer}"), at.clone())));
        kept
    }

    /// The one that was remembered, if there was one.
    pub(crate) fn of(kept: &[(String, String)]) -> Option<Receipt> {
        let mut receipt = Receipt::default();
        for (name, text) in kept {
            match name.as_str() {
                "claim" => receipt.claim.clone_from(text),
                "status_url" => receipt.status_url.clone_from(text),
                other => receipt.due.extend(
                    other.strip_prefix("due ").map(|timer| (timer.to_owned(), text.clone())),
                ),
            }
        }
        (!receipt.claim.is_empty()).then_some(receipt)
    }
}

/// The whole state.
#[derive(Debug, Clone)]
pub(crate) struct InterviewState {
    policy: Arc<Policy>,
    given: Facts,
    kept: Facts,
    pub(crate) topic: Option<TopicId>,
    pub(crate) page: Page,
    pub(crate) today: Day,
    /// An answer is being changed from the review page, which is returned to.
    changing: bool,
    /// What is wrong with the answer just given.
    pub(crate) fault: Option<&'static str>,
    /// Counts what makes a page that stays be drawn anew.
    pub(crate) drawn: u32,
    /// What has changed last was not the shopper's doing: it must not take the focus from where
    /// they are.
    pub(crate) unasked: bool,
}

impl InterviewState {
    pub(crate) fn new(
        policy: Arc<Policy>,
        facts: &[(String, String)],
        topic: Option<&str>,
        today: Day,
    ) -> InterviewState {
        let given = taken(&policy, facts, today);
        let topic = topic
            .and_then(|topic| TopicId::parse(topic).ok())
            .filter(|topic| policy.topic(topic).is_some());
        let mut interview = InterviewState {
            policy,
            given,
            kept: Facts::default(),
            topic: None,
            page: Page::Topics,
            today,
            changing: false,
            fault: None,
            drawn: 0,
            unasked: false,
        };
        if let Some(topic) = topic {
            interview.choose_topic(topic);
        }
        interview
    }

    pub(crate) fn choose_topic(&mut self, topic: TopicId) {
        self.topic = Some(topic);
        self.fault = None;
        self.go_on(None);
    }

    /// Takes an answer in its text form to the question shown, and goes on.
    pub(crate) fn answer(&mut self, id: &QuestionId, text: &str) {
        self.unasked = false;
        let policy = Arc::clone(&self.policy);
        let taken = policy
            .question(id)
            .ok_or(Fault::NoSuchQuestion)
            .and_then(|question| Answer::parse(question, text));
        let taken = taken.and_then(|answer| self.record(id, answer));
        match taken {
            Ok(()) => {
                self.fault = None;
                self.go_on(Some(id));
            }
            Err(fault) => self.fault = Some(fault.code()),
        }
    }

    fn record(&mut self, id: &QuestionId, answer: Answer) -> Result<(), Fault> {
        let walk = self.replay().ok_or(Fault::NoSuchQuestion)?;
        let kept = walk.record(&self.policy, &self.kept, id, answer, self.today);
        self.kept = kept.map_err(|error| error.fault)?;
        Ok(())
    }

    /// Judges as of another day. What cannot have been on that day counts no more.
    pub(crate) fn as_of(&mut self, today: Day) {
        self.today = today;
        self.given = self.possible(&self.given);
        self.kept = self.possible(&self.kept);
        self.look();
    }

    fn possible(&self, facts: &Facts) -> Facts {
        let mut possible = Facts::default();
        for (id, answer) in facts.iter() {
            let _ = possible.record(self.policy.questions(), id, answer.clone(), self.today);
        }
        possible
    }

    /// What the storefront says, said later or anew: it counts before the shopper's own answer,
    /// which is kept. A question that is answered by it is left.
    pub(crate) fn give(&mut self, facts: &[(String, String)]) {
        let given = taken(&self.policy, facts, self.today);
        if given != self.given {
            self.given = given;
            self.look();
        }
    }

    /// The page again, after what counts has changed around it.
    fn look(&mut self) {
        self.unasked = true;
        match &self.page {
            Page::Topics | Page::Receipt(_) => {}
            Page::Question(id) if self.path().contains(id) => {}
            Page::Question(_) => self.go_on(None),
            _ if self.decision().is_none() => self.go_on(None),
            _ => self.drawn += 1,
        }
    }

    /// The page after a question: the next one on the path, the review while changing, or the next
    /// open one.
    fn go_on(&mut self, after: Option<&QuestionId>) {
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
            // A change that opened another question is not over: the review would lead to no
            // decision.
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

    /// The shopper's own answers, in text form, whether they count just now or not.
    pub(crate) fn kept(&self) -> Vec<(String, String)> {
        self.kept.iter().map(|(id, answer)| (id.to_string(), answer.to_string())).collect()
    }

    /// Goes on where the shopper left, as far as the answers are still taken.
    pub(crate) fn resume(&mut self, topic: &str, kept: &[(String, String)]) {
        let topic = TopicId::parse(topic).ok().filter(|topic| self.policy.topic(topic).is_some());
        let Some(topic) = topic else { return };
        self.kept = taken(&self.policy, kept, self.today);
        self.choose_topic(topic);
    }

    /// Begins anew: another request may have other answers.
    pub(crate) fn start_again(&mut self) {
        self.kept = Facts::default();
        self.changing = false;
        self.page = Page::Topics;
    }

    pub(crate) fn replay(&self) -> Option<Replay> {
        Some(replay(&self.policy, self.topic.as_ref()?, &self.given, &self.kept, self.today))
    }

    pub(crate) fn path(&self) -> Vec<QuestionId> {
        self.replay().map(|walk| walk.path).unwrap_or_default()
    }

    /// What counts, in text form.
    pub(crate) fn facts(&self) -> Vec<(String, String)> {
        let facts = self.replay().map(|walk| walk.facts).unwrap_or_default();
        facts.iter().map(|(id, answer)| (id.to_string(), answer.to_string())).collect()
    }

    /// The answer that counts for a question: what the storefront said, else what was answered.
    pub(crate) fn known(&self, id: &QuestionId) -> Option<String> {
        self.given.get(id).or_else(|| self.kept.get(id)).map(ToString::to_string)
    }

    /// What the storefront said.
    pub(crate) fn given(&self) -> Vec<QuestionId> {
        self.given.iter().map(|(id, _)| id.clone()).collect()
    }

    /// Whether that is a question which the storefront has answered.
    pub(crate) fn takes(&self, name: &str) -> bool {
        self.given.iter().any(|(id, _)| id.as_str() == name)
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

/// Answers in text form, as far as the policy asks for them and takes them; the rest is asked.
fn taken(policy: &Policy, facts: &[(String, String)], today: Day) -> Facts {
    let mut given = Facts::default();
    for (id, text) in facts {
        let Some(question) = policy.questions().iter().find(|question| question.id.as_str() == id)
        else {
            continue;
        };
        if let Ok(answer) = Answer::parse(question, text) {
            let _ = given.record(policy.questions(), &question.id, answer, today);
        }
    }
    given
}

#[cfg(test)]
pub(crate) mod tests;
