//! Module `cases`: one topic with its diagrams, and with the condition of every clause as a
//! diagram.

use super::walk::{Path, Possible, Probe, outcomes};
use super::{Calendars, ShopperBuilder};
use recourse::clause::{Clause, Condition, Topic};
use recourse::diagram::{Arena, Leaf, Node, NodeRef, TopicDiagram};
use recourse::policy::Policy;
use recourse::region::RegionSet;
use recourse::types::RemedyId;
use std::collections::{BTreeMap, BTreeSet};

/// All topics of a policy, for checks of their cases.
#[derive(Debug)]
pub(crate) struct Cases<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) calendars: Calendars,
    pub(crate) shoppers: ShopperBuilder<'a>,
    pub(crate) topics: Vec<TopicCases<'a>>,
}

/// One topic.
#[derive(Debug)]
pub(crate) struct TopicCases<'a> {
    pub(crate) topic: &'a Topic,
    diagram: TopicDiagram,
    /// The condition of each clause of the policy, exclusions first.
    conditions: Vec<NodeRef>,
    /// The questions that each remedy's diagram tests.
    tested: Vec<BTreeSet<u8>>,
}

impl<'a> Cases<'a> {
    pub(crate) fn of(policy: &'a Policy, shoppers: ShopperBuilder<'a>) -> Cases<'a> {
        let topics = policy
            .parts()
            .topics
            .iter()
            .filter_map(|topic| TopicCases::of(policy, topic))
            .collect();
        Cases { policy, calendars: Calendars::of(policy, shoppers.today), shoppers, topics }
    }

    /// Every combination of leaves of a possible case, with the answers of one such case.
    pub(crate) fn outcomes(
        &self,
        probes: &[Probe<'_>],
        base: &[(u8, usize)],
    ) -> BTreeMap<Vec<Leaf>, Path> {
        outcomes(self, probes, base)
    }

    /// [`Cases::outcomes`] of cases that are possible with either of two answers to the same
    /// questions. The paths have the first answers.
    pub(crate) fn outcomes_of_both(
        &self,
        probes: &[Probe<'_>],
        [one, other]: [&[(u8, usize)]; 2],
    ) -> BTreeMap<Vec<Leaf>, Path> {
        outcomes(&Both { cases: self, other }, probes, one)
    }

    /// An example shopper of a case.
    pub(crate) fn shopper(&self, topic: &Topic, path: &[(u8, usize)]) -> super::Shopper {
        self.shoppers.shopper(self.policy, &self.calendars, topic, path)
    }
}

/// A case is possible if its dates fit together on some day.
impl Possible for Cases<'_> {
    fn fits(&self, path: &[(u8, usize)]) -> bool {
        self.calendars.dates(self.policy, path).is_some()
    }

    fn dates(&self, path: &[(u8, usize)]) -> Path {
        self.calendars.only_dates(self.policy, path)
    }
}

/// Cases that are possible with either of two answers: those in the path, and `other`.
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
fn tested_questions(arena: &Arena, root: NodeRef) -> BTreeSet<u8> {
    let (mut open, mut visited, mut found) = (vec![root], BTreeSet::new(), BTreeSet::new());
    while let Some(at) = open.pop() {
        if let (true, Node::Test { question, edges }) = (visited.insert(at), arena.node(at)) {
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
        let roots = diagram.roots.iter();
        let tested = roots.map(|root| tested_questions(&diagram.arena, *root)).collect();
        Some(TopicCases { topic, diagram, conditions, tested })
    }

    /// The remedies whose diagrams test a question.
    pub(crate) fn remedies_testing(
        &self,
        question: u8,
    ) -> impl Iterator<Item = (&'a RemedyId, NodeRef)> {
        let remedies = self.remedies().zip(&self.tested);
        let testing: Vec<_> = remedies
            .filter(|(_, questions)| questions.contains(&question))
            .map(|(remedy, _)| remedy)
            .collect();
        testing.into_iter()
    }

    /// Whether the diagram of a remedy tests a question.
    pub(crate) fn tests(&self, remedy: &RemedyId, question: u8) -> bool {
        let mut all = self.topic.remedies.iter().zip(&self.tested);
        all.any(|(other, questions)| other == remedy && questions.contains(&question))
    }

    /// The remedies that a clause concerns in this topic, each with its diagram.
    pub(crate) fn concerned(
        &self,
        clause: &Clause,
    ) -> impl Iterator<Item = (&'a RemedyId, NodeRef)> {
        let concerned: Vec<_> =
            self.remedies().filter(|(remedy, _)| clause.concerns(self.topic, remedy)).collect();
        concerned.into_iter()
    }

    /// Every remedy with its diagram.
    pub(crate) fn remedies(&self) -> impl Iterator<Item = (&'a RemedyId, NodeRef)> {
        self.topic.remedies.iter().zip(self.diagram.roots.clone())
    }

    /// The condition of a clause, by its index in the policy.
    pub(crate) fn condition(&self, clause: usize) -> Option<NodeRef> {
        self.conditions.get(clause).copied()
    }

    /// Inserts another condition into this topic's store.
    pub(crate) fn insert_condition(&mut self, policy: &Policy, when: &Condition) -> NodeRef {
        self.diagram.insert_condition(policy.questions(), when)
    }

    /// A remedy's diagram restricted to the possible regions of every question, built in `into`.
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

    /// [`TopicCases::probe`] with fixed answers to some questions.
    pub(crate) fn probe_with(&self, root: NodeRef, answers: &[(u8, usize)]) -> Probe<'_> {
        let mut fixed = answers.to_vec();
        fixed.sort_unstable();
        Probe { arena: &self.diagram.arena, root, fixed }
    }

    /// The store of the topic's diagrams.
    pub(crate) fn arena(&self) -> &Arena {
        &self.diagram.arena
    }

    /// Whether the store is full; its diagrams are then invalid.
    pub(crate) fn is_full(&self) -> bool {
        self.diagram.arena.is_full()
    }
}
