//! Module `cases`: one topic with its diagrams and, beside them, the condition of every clause as a
//! diagram.

use super::walk::{Path, Possible, Probe, outcomes};
use super::{Calendars, Speaker};
use recourse::clause::{Clause, Condition, Topic};
use recourse::diagram::{Arena, Leaf, Node, NodeRef, TopicDiagram};
use recourse::policy::Policy;
use recourse::region::RegionSet;
use recourse::types::RemedyId;
use std::collections::{BTreeMap, BTreeSet};

/// All topics of a policy, ready to be looked at case by case.
#[derive(Debug)]
pub(crate) struct Cases<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) calendars: Calendars,
    pub(crate) speaker: Speaker<'a>,
    pub(crate) topics: Vec<TopicCases<'a>>,
}

/// One topic.
#[derive(Debug)]
pub(crate) struct TopicCases<'a> {
    pub(crate) topic: &'a Topic,
    diagram: TopicDiagram,
    /// Per clause of the policy, exclusions first.
    conditions: Vec<NodeRef>,
    /// Per remedy, the questions that its diagram looks at.
    tested: Vec<BTreeSet<u8>>,
}

impl<'a> Cases<'a> {
    pub(crate) fn of(policy: &'a Policy, speaker: Speaker<'a>) -> Cases<'a> {
        let topics = policy
            .parts()
            .topics
            .iter()
            .filter_map(|topic| TopicCases::of(policy, topic))
            .collect();
        Cases { policy, calendars: Calendars::of(policy, speaker.today), speaker, topics }
    }

    /// Every combination of leaves that some possible case comes to.
    pub(crate) fn outcomes(
        &self,
        probes: &[Probe<'_>],
        base: &[(u8, usize)],
    ) -> BTreeMap<Vec<Leaf>, Path> {
        outcomes(self, probes, base)
    }

    /// The same for two ways to answer the same questions: both cases are possible. The paths have
    /// the first way.
    pub(crate) fn outcomes_of_both(
        &self,
        probes: &[Probe<'_>],
        [one, other]: [&[(u8, usize)]; 2],
    ) -> BTreeMap<Vec<Leaf>, Path> {
        outcomes(&Both { cases: self, other }, probes, one)
    }

    /// The shopper of a case, in words.
    pub(crate) fn shopper(&self, topic: &Topic, path: &[(u8, usize)]) -> super::Shopper {
        self.speaker.shopper(self.policy, &self.calendars, topic, path)
    }
}

/// A case is possible where its dates fit together on some day.
impl Possible for Cases<'_> {
    fn fits(&self, path: &[(u8, usize)]) -> bool {
        self.calendars.dates(self.policy, path).is_some()
    }

    fn dates(&self, path: &[(u8, usize)]) -> Path {
        self.calendars.only_dates(self.policy, path)
    }
}

/// Possible with either way to answer some questions; the path has the one, `other` the other.
struct Both<'a, 'b> {
    cases: &'a Cases<'b>,
    other: &'a [(u8, usize)],
}

impl Possible for Both<'_, '_> {
    fn fits(&self, path: &[(u8, usize)]) -> bool {
        self.cases.fits(path) && self.cases.fits(&replaced(path, self.other))
    }

    fn dates(&self, path: &[(u8, usize)]) -> Path {
        self.cases.dates(path)
    }
}

/// A path with other answers to some of its questions.
pub(crate) fn replaced(path: &[(u8, usize)], others: &[(u8, usize)]) -> Path {
    let other =
        |ix: u8| others.iter().find(|(question, _)| *question == ix).map(|(_, region)| *region);
    path.iter().map(|(ix, region)| (*ix, other(*ix).unwrap_or(*region))).collect()
}

/// The questions that are tested below a node.
fn questions(arena: &Arena, root: NodeRef) -> BTreeSet<u8> {
    let (mut open, mut seen, mut found) = (vec![root], BTreeSet::new(), BTreeSet::new());
    while let Some(at) = open.pop() {
        if let (true, Node::Test { question, edges }) = (seen.insert(at), arena.node(at)) {
            found.insert(*question);
            open.extend(edges);
        }
    }
    found
}

impl<'a> TopicCases<'a> {
    fn of(policy: &'a Policy, topic: &'a Topic) -> Option<TopicCases<'a>> {
        let mut diagram = policy.diagram(&topic.id)?.clone();
        let conditions = policy
            .clauses()
            .map(|clause| diagram.insert_condition(policy.questions(), &clause.when))
            .collect();
        let tested = diagram.roots.iter().map(|root| questions(&diagram.arena, *root)).collect();
        Some(TopicCases { topic, diagram, conditions, tested })
    }

    /// The remedies whose diagrams look at a question.
    pub(crate) fn remedies_by(
        &self,
        question: u8,
    ) -> impl Iterator<Item = (&'a RemedyId, NodeRef)> {
        let looks = self.tested.iter().map(move |questions| questions.contains(&question));
        let all: Vec<_> = self
            .remedies()
            .zip(looks)
            .filter(|(_, looks)| *looks)
            .map(|(remedy, _)| remedy)
            .collect();
        all.into_iter()
    }

    /// Whether the diagram of a remedy looks at a question.
    pub(crate) fn looks_at(&self, remedy: &RemedyId, question: u8) -> bool {
        let mut all = self.topic.remedies.iter().zip(&self.tested);
        all.any(|(other, questions)| other == remedy && questions.contains(&question))
    }

    /// The remedies that a clause speaks of here, each with its diagram.
    pub(crate) fn concerned(
        &self,
        clause: &Clause,
    ) -> impl Iterator<Item = (&'a RemedyId, NodeRef)> {
        let topic = self.topic;
        let all = topic.remedies.iter().zip(self.diagram.roots.clone());
        let spoken: Vec<_> = all.filter(|(remedy, _)| clause.concerns(topic, remedy)).collect();
        spoken.into_iter()
    }

    /// Every remedy with its diagram.
    pub(crate) fn remedies(&self) -> impl Iterator<Item = (&'a RemedyId, NodeRef)> {
        self.topic.remedies.iter().zip(self.diagram.roots.clone())
    }

    /// The condition of a clause, by its place in the policy.
    pub(crate) fn condition(&self, clause: usize) -> Option<NodeRef> {
        self.conditions.get(clause).copied()
    }

    /// Another condition, in this topic's store.
    pub(crate) fn put(&mut self, policy: &Policy, when: &Condition) -> NodeRef {
        self.diagram.insert_condition(policy.questions(), when)
    }

    /// A remedy's diagram with every question held to its possible regions, built in `into`.
    pub(crate) fn restrict(
        &self,
        root: NodeRef,
        possible: &[RegionSet],
        into: &mut Arena,
    ) -> NodeRef {
        self.diagram.arena.restrict(root, possible, into)
    }

    pub(crate) fn probe(&self, root: NodeRef) -> Probe<'_> {
        Probe { arena: &self.diagram.arena, root, fixed: Path::new() }
    }

    /// The same, as if some questions always fell into certain regions.
    pub(crate) fn fixed(&self, root: NodeRef, answers: &[(u8, usize)]) -> Probe<'_> {
        let mut fixed = answers.to_vec();
        fixed.sort_unstable();
        Probe { arena: &self.diagram.arena, root, fixed }
    }

    /// The store of the topic's diagrams.
    pub(crate) fn arena(&self) -> &Arena {
        &self.diagram.arena
    }

    /// Whether the store is full, so that nothing more can be said.
    pub(crate) fn is_full(&self) -> bool {
        self.diagram.arena.is_full()
    }
}
