//! Module `diagram`: the diagrams of one topic: for each of its remedies, what every case comes to.

use super::{Arena, Leaf, NodeRef, Ruling};
use crate::clause::{Clause, Condition, Statute, Topic, Verdict};
use crate::question::Question;
use crate::region::{RegionSet, regions};
use crate::types::RemedyId;
use alloc::vec::Vec;

/// One topic's diagrams.
#[derive(Debug, Clone)]
pub struct TopicDiagram {
    /// Where the nodes are kept.
    pub arena: Arena,
    /// One diagram per remedy of the topic, in its order.
    pub roots: Vec<NodeRef>,
}

/// What the diagrams of a topic are made from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rules<'a> {
    pub(crate) questions: &'a [Question],
    pub(crate) exclusions: &'a [Clause],
    pub(crate) allowances: &'a [Clause],
    pub(crate) statutes: &'a [Statute],
    pub(crate) place: Option<u8>,
}

impl TopicDiagram {
    pub(crate) fn build(rules: Rules<'_>, topic: &Topic) -> TopicDiagram {
        let mut builder = Builder { rules, arena: Arena::default() };
        let roots = topic.remedies.iter().map(|remedy| builder.remedy(topic, remedy)).collect();
        TopicDiagram { arena: builder.arena, roots }
    }

    /// The condition as a diagram of its own in this topic's store, for checks that need to combine them.
    pub fn insert_condition(&mut self, questions: &[Question], when: &Condition) -> NodeRef {
        insert_condition(&mut self.arena, questions, when)
    }
}

struct Builder<'a> {
    rules: Rules<'a>,
    arena: Arena,
}

impl Builder<'_> {
    fn remedy(&mut self, topic: &Topic, remedy: &RemedyId) -> NodeRef {
        let mut root = self.arena.insert_leaf(Leaf::Ruling(Ruling::Gap));
        // Folded from the end, so that the first allowance that holds decides.
        for (ix, clause) in self.rules.allowances.iter().enumerate().rev() {
            if clause.concerns(topic, remedy) {
                let ruling = self.allowed(topic, ix, clause.verdict);
                root = self.ite(&clause.when, ruling, root);
            }
        }
        // Weakest first, so that the strongest exclusion is tested first.
        for verdict in [Verdict::Granted, Verdict::AskSupport, Verdict::NotYet, Verdict::Refused] {
            let ruling = self.excluded(topic, verdict);
            for clause in self.rules.exclusions {
                if clause.verdict == verdict && clause.concerns(topic, remedy) {
                    root = self.ite(&clause.when, ruling, root);
                }
            }
        }
        root
    }

    fn ite(&mut self, when: &Condition, yes: NodeRef, no: NodeRef) -> NodeRef {
        let test = insert_condition(&mut self.arena, self.rules.questions, when);
        self.arena.ite(test, yes, no)
    }

    fn allowed(&mut self, topic: &Topic, ix: usize, verdict: Verdict) -> NodeRef {
        let clause = u16::try_from(ix).unwrap_or(u16::MAX);
        let ruling = Leaf::Ruling(Ruling::Allowed { clause, verdict });
        self.with_statutes(topic, ruling, verdict, Some(clause))
    }

    fn excluded(&mut self, topic: &Topic, verdict: Verdict) -> NodeRef {
        self.with_statutes(topic, Leaf::Ruling(Ruling::Excluded(verdict)), verdict, None)
    }

    /// A statute only ever adds: it turns a refusal over to support, and touches nothing else.
    fn with_statutes(
        &mut self,
        topic: &Topic,
        ruling: Leaf,
        verdict: Verdict,
        clause: Option<u16>,
    ) -> NodeRef {
        let plain = self.arena.insert_leaf(ruling);
        let (Some(right), Some(place), Verdict::Refused) = (topic.right, self.rules.place, verdict)
        else {
            return plain;
        };
        let of_right = self.rules.statutes.iter().filter(|statute| statute.right == right);
        let places = of_right.fold(RegionSet::EMPTY, |sum, statute| sum.union(statute.places));
        let covered = insert_condition(
            &mut self.arena,
            self.rules.questions,
            &Condition::Is { question: place, regions: places },
        );
        let statute = self.arena.insert_leaf(Leaf::Ruling(Ruling::Statute { clause }));
        self.arena.ite(covered, statute, plain)
    }
}

fn insert_condition(arena: &mut Arena, questions: &[Question], when: &Condition) -> NodeRef {
    let (no, yes) = (arena.insert_leaf(Leaf::False), arena.insert_leaf(Leaf::True));
    match when {
        Condition::Always => yes,
        Condition::Is { question, regions: set } => {
            let count = questions.get(usize::from(*question)).map_or(0, regions);
            if count == 0 { no } else { arena.insert_is(*question, count, *set) }
        }
        Condition::All(parts) => parts.iter().fold(yes, |sum, part| {
            let part = insert_condition(arena, questions, part);
            arena.ite(part, sum, no)
        }),
        Condition::Any(parts) => parts.iter().fold(no, |sum, part| {
            let part = insert_condition(arena, questions, part);
            arena.ite(part, yes, sum)
        }),
        Condition::Not(part) => {
            let part = insert_condition(arena, questions, part);
            arena.ite(part, no, yes)
        }
    }
}
