//! Room `decide`: the diagrams of a topic, held to what is known: what is settled, and which question comes next.

use crate::clause::{Clause, Topic, Verdict};
use crate::diagram::{Arena, Known, Leaf, Node, NodeRef, Ruling};
use crate::policy::Policy;
use crate::question::Facts;
use crate::region::{RegionSet, possible_regions};
use crate::truth::Truth;
use crate::words::{Day, QuestionId, RemedyId, TopicId};
use alloc::vec::Vec;

/// Most intermediate states that the count of questions to come may visit before it falls back to a simpler bound.
const STATES_MAX: usize = 20_000;

/// A topic of a policy, as far as the facts settle it.
pub(crate) struct Judgement<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) topic: &'a Topic,
    pub(crate) facts: &'a Facts,
    possible: Vec<RegionSet>,
    arena: Arena,
    roots: Vec<NodeRef>,
}

/// A question that still matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Open {
    /// The question.
    pub(crate) question: QuestionId,
    /// How many questions can still come at most, this one included.
    pub(crate) at_most: u8,
}

impl<'a> Judgement<'a> {
    pub(crate) fn of(
        policy: &'a Policy,
        topic: &TopicId,
        facts: &'a Facts,
        today: Day,
    ) -> Option<Judgement<'a>> {
        Self::within(policy, topic, facts, possible_regions(policy.questions(), facts, today))
    }

    /// The judgement where the regions still possible are given; for asking "what if".
    pub(crate) fn within(
        policy: &'a Policy,
        topic: &TopicId,
        facts: &'a Facts,
        possible: Vec<RegionSet>,
    ) -> Option<Judgement<'a>> {
        let (topic, diagram) = (policy.topic(topic)?, policy.diagram(topic)?);
        let mut arena = Arena::default();
        let roots =
            diagram.roots.iter().map(|root| diagram.arena.restrict(*root, &possible, &mut arena)).collect();
        Some(Judgement { policy, topic, facts, possible, arena, roots })
    }

    pub(crate) fn possible(&self) -> &[RegionSet] {
        &self.possible
    }

    /// What is settled for a remedy of the topic, by its place in the topic's list.
    pub(crate) fn ruling(&self, remedy: usize) -> Option<Ruling> {
        match self.arena.leaf(*self.roots.get(remedy)?) {
            Some(Leaf::Ruling(ruling)) => Some(ruling),
            _ => None,
        }
    }

    /// Whether some completion of what is open comes to a ruling that is wanted.
    pub(crate) fn can_be(&self, remedy: usize, wanted: &dyn Fn(Ruling) -> bool) -> bool {
        let wanted = |leaf: Leaf| matches!(leaf, Leaf::Ruling(ruling) if wanted(ruling));
        self.roots.get(remedy).is_some_and(|root| self.arena.witness(*root, &wanted).is_some())
    }

    /// The exclusions of that strength that certainly apply (or might, while `truth` is open).
    pub(crate) fn exclusions(
        &self,
        remedy: &RemedyId,
        verdict: Verdict,
        truth: Truth,
    ) -> impl Iterator<Item = &'a Clause> {
        let (topic, remedy) = (self.topic, remedy.clone());
        self.policy.parts().exclusions.iter().filter(move |clause| {
            clause.verdict == verdict
                && clause.concerns(topic, &remedy)
                && clause.when.holds(&self.possible) == truth
        })
    }

    /// The next question that can still matter, if any.
    pub(crate) fn open(&self) -> Option<Open> {
        if let Some(question) = self.roots.iter().filter_map(|root| self.arena.question(*root)).min() {
            let question = self.asked_for(question)?;
            return Some(Open { question: self.id(question)?, at_most: self.at_most().max(1) });
        }
        let uncited = self.uncited_questions();
        let first = uncited.iter().min().copied()?;
        Some(Open { question: self.id(first)?, at_most: u8::try_from(uncited.len()).unwrap_or(u8::MAX) })
    }

    /// Refused whatever comes, but not yet for a certain reason: the open questions of the exclusions that may apply.
    fn uncited_questions(&self) -> Vec<u8> {
        let mut found: Vec<u8> = Vec::new();
        for (ix, remedy) in self.topic.remedies.iter().enumerate() {
            let verdict = match self.ruling(ix) {
                Some(Ruling::Excluded(verdict)) => verdict,
                Some(Ruling::Statute { clause: None }) => Verdict::Refused,
                _ => continue,
            };
            if self.exclusions(remedy, verdict, Truth::Yes).next().is_some() {
                continue;
            }
            for clause in self.exclusions(remedy, verdict, Truth::Open) {
                clause.when.questions(&mut |question| {
                    found.extend(self.asked_for(question).filter(|asked| !found.contains(asked)));
                });
            }
        }
        found
    }

    /// The question to put to the shopper for this one: the first unanswered of those that settle it.
    fn asked_for(&self, question: u8) -> Option<u8> {
        let sources = self.policy.questions().get(usize::from(question))?.sources(question);
        sources.into_iter().find(|ix| self.id(*ix).is_some_and(|id| self.facts.get(&id).is_none()))
    }

    fn id(&self, question: u8) -> Option<QuestionId> {
        self.policy.questions().get(usize::from(question)).map(|q| q.id.clone())
    }

    /// The longest way to the end, over all answers still possible.
    fn at_most(&self) -> u8 {
        let mut known = Known::default();
        u8::try_from(self.longest(&self.roots, &mut known)).unwrap_or(u8::MAX)
    }

    fn longest(&self, roots: &[NodeRef], known: &mut Known) -> u32 {
        let Some(question) = roots.iter().filter_map(|root| self.arena.question(*root)).min() else {
            return 0;
        };
        let place = Node::Test { question, edges: roots.to_vec() };
        if let Some(steps) = known.get(&place) {
            return *steps;
        }
        let here = u32::from(self.is_put(question));
        let regions = self.possible.get(usize::from(question)).copied().unwrap_or(RegionSet::EMPTY);
        let mut longest = 0;
        for region in regions.iter() {
            if known.len() > STATES_MAX {
                return u32::try_from(self.policy.questions().len()).unwrap_or(u32::MAX);
            }
            let next: Vec<NodeRef> =
                roots.iter().map(|root| self.arena.follow(*root, question, region)).collect();
            longest = longest.max(self.longest(&next, known));
        }
        let steps = longest.saturating_add(here);
        known.insert(place, steps);
        steps
    }

    /// Whether the question is put to the shopper itself. A span is settled by its dates, which count where they are asked.
    fn is_put(&self, question: u8) -> bool {
        self.policy.questions().get(usize::from(question)).is_some_and(|q| q.is_asked())
            || self.asked_for(question).is_some()
    }
}
