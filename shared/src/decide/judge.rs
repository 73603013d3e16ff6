//! Module `decide`: the diagrams of a topic, restricted to what is known: what is certain today,
//! and what holds on another day.

use crate::clause::{Clause, Topic, Verdict};
use crate::diagram::{Arena, Leaf, NodeRef, Ruling, TopicDiagram};
use crate::policy::Policy;
use crate::question::Facts;
use crate::region::{RegionSet, possible_regions, possible_regions_on};
use crate::truth::Truth;
use crate::types::{Day, QuestionId, RemedyId, TopicId};
use alloc::vec::Vec;

/// A topic of a policy, judged by the facts as far as they go.
pub(crate) struct Judgement<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) topic: &'a Topic,
    pub(crate) facts: &'a Facts,
    /// The day on which the shopper asks.
    pub(crate) today: Day,
    diagram: &'a TopicDiagram,
    possible: Vec<RegionSet>,
    arena: Arena,
    roots: Vec<NodeRef>,
}

/// In how many of the cases that are still possible something holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// In all of them.
    Always,
    /// In none of them.
    Never,
    /// In some; the index of the first question whose answer can matter.
    Depends(u8),
}

impl<'a> Judgement<'a> {
    pub(crate) fn of(
        policy: &'a Policy,
        topic: &TopicId,
        facts: &'a Facts,
        today: Day,
    ) -> Option<Judgement<'a>> {
        Self::within(
            policy,
            topic,
            facts,
            today,
            possible_regions(policy.questions(), facts, today),
        )
    }

    /// The judgement for given possible regions, which may differ from those of the facts.
    pub(super) fn within(
        policy: &'a Policy,
        topic: &TopicId,
        facts: &'a Facts,
        today: Day,
        possible: Vec<RegionSet>,
    ) -> Option<Judgement<'a>> {
        let (topic, diagram) = (policy.topic(topic)?, policy.diagram(topic)?);
        let mut arena = Arena::default();
        let roots = diagram
            .roots
            .iter()
            .map(|root| diagram.arena.restrict(*root, &possible, &mut arena))
            .collect();
        Some(Judgement { policy, topic, facts, today, diagram, possible, arena, roots })
    }

    pub(super) fn diagram(&self) -> &TopicDiagram {
        self.diagram
    }

    pub(super) fn possible(&self) -> &[RegionSet] {
        &self.possible
    }

    /// The first question on which a ruling of today still depends, by its index.
    pub(super) fn first_question(&self) -> Option<u8> {
        self.roots.iter().filter_map(|root| self.arena.question(*root)).min()
    }

    /// The ruling on a remedy, by its index in the topic's list; `None` while it depends on an
    /// answer.
    pub(super) fn ruling(&self, remedy: usize) -> Option<Ruling> {
        match self.arena.leaf(*self.roots.get(remedy)?) {
            Some(Leaf::Ruling(ruling)) => Some(ruling),
            _ => None,
        }
    }

    /// In how many of the cases that the facts leave possible the ruling of `day` is a wanted one.
    pub(super) fn holds_on(
        &self,
        day: Day,
        facts: &Facts,
        remedy: usize,
        is_wanted: &dyn Fn(Ruling) -> bool,
    ) -> Holds {
        let possible = possible_regions_on(self.policy.questions(), facts, self.today, day);
        let Some(root) = self.diagram.roots.get(remedy) else { return Holds::Never };
        let as_truth = |leaf| match leaf {
            Leaf::Ruling(ruling) if is_wanted(ruling) => Leaf::True,
            _ => Leaf::False,
        };
        let mut arena = Arena::default();
        let root = self.diagram.arena.restrict_and_map(*root, &possible, &as_truth, &mut arena);
        match (arena.question(root), arena.leaf(root)) {
            (Some(question), _) => Holds::Depends(question),
            (None, Some(Leaf::True)) => Holds::Always,
            (None, _) => Holds::Never,
        }
    }

    /// The exclusions with that verdict whose condition has that truth value: `Yes` for those that
    /// certainly apply, `Open` for those that may.
    pub(super) fn exclusions(
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

    /// The question to ask the shopper to settle this one: the first unanswered of its sources;
    /// `None` if all are answered.
    pub(super) fn asked_for(&self, question: u8) -> Option<u8> {
        self.sources(question).into_iter().find(|ix| self.is_open(*ix))
    }

    /// The questions whose answers settle this one.
    pub(super) fn sources(&self, question: u8) -> [u8; 2] {
        let found = self.policy.questions().get(usize::from(question));
        found.map_or([question, question], |found| found.sources(question))
    }

    /// Whether a question is unanswered.
    pub(super) fn is_open(&self, question: u8) -> bool {
        self.id(question).is_some_and(|id| self.facts.get(&id).is_none())
    }

    pub(super) fn id(&self, question: u8) -> Option<QuestionId> {
        self.policy.questions().get(usize::from(question)).map(|q| q.id.clone())
    }
}
