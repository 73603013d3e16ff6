//! Module `diagram`: the diagrams of one topic: for each of its remedies, the ruling of every case.

use super::{Arena, Leaf, NodeRef, Ruling};
use crate::clause::{Clause, Condition, Statute, Topic, Verdict};
use crate::question::Question;
use crate::region::{RegionSet, regions};
use crate::types::RemedyId;
use alloc::vec::Vec;

/// The diagrams of one topic.
#[derive(Debug, Clone)]
pub struct TopicDiagram {
    /// The store of all nodes.
    pub arena: Arena,
    /// The root of each remedy's diagram, in the order of the topic's remedies.
    pub roots: Vec<NodeRef>,
}

/// The parts of a policy from which diagrams are built.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rules<'a> {
    pub(crate) questions: &'a [Question],
    pub(crate) exclusions: &'a [Clause],
    pub(crate) allowances: &'a [Clause],
    pub(crate) statutes: &'a [Statute],
    pub(crate) place_question: Option<u8>,
}

impl TopicDiagram {
    pub(crate) fn build(rules: Rules<'_>, topic: &Topic) -> TopicDiagram {
        let mut builder = Builder { rules, arena: Arena::default() };
        let roots =
            topic.remedies.iter().map(|remedy| builder.build_remedy(topic, remedy)).collect();
        TopicDiagram { arena: builder.arena, roots }
    }

    /// Inserts a condition into this topic's store, for checks that combine it with the diagrams.
    pub fn insert_condition(&mut self, questions: &[Question], when: &Condition) -> NodeRef {
        insert_condition(&mut self.arena, questions, when)
    }
}

struct Builder<'a> {
    rules: Rules<'a>,
    arena: Arena,
}

impl Builder<'_> {
    fn build_remedy(&mut self, topic: &Topic, remedy: &RemedyId) -> NodeRef {
        let mut root = self.arena.insert_leaf(Leaf::Ruling(Ruling::Gap));
        // From the last to the first, so that the first allowance that holds decides.
        for (index, clause) in self.rules.allowances.iter().enumerate().rev() {
            if clause.concerns(topic, remedy) {
                let ruling = self.insert_allowance(topic, index, clause.verdict);
                root = self.ite(&clause.when, ruling, root);
            }
        }
        // From the weakest to the strongest, so that the strongest exclusion is tested first.
        for verdict in [Verdict::Granted, Verdict::AskSupport, Verdict::NotYet, Verdict::Refused] {
            let ruling = self.insert_exclusion(topic, verdict);
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

    fn insert_allowance(&mut self, topic: &Topic, index: usize, verdict: Verdict) -> NodeRef {
        let clause = u16::try_from(index).unwrap_or(u16::MAX);
        let ruling = Leaf::Ruling(Ruling::Allowed { clause, verdict });
        self.with_statutes(topic, ruling, verdict, Some(clause))
    }

    fn insert_exclusion(&mut self, topic: &Topic, verdict: Verdict) -> NodeRef {
        self.with_statutes(topic, Leaf::Ruling(Ruling::Excluded(verdict)), verdict, None)
    }

    /// A ruling, with the statutes of the topic's right. A statute only adds: it passes a refusal
    /// to support and changes nothing else.
    fn with_statutes(
        &mut self,
        topic: &Topic,
        ruling: Leaf,
        verdict: Verdict,
        clause: Option<u16>,
    ) -> NodeRef {
        let without_statute = self.arena.insert_leaf(ruling);
        let place_question = self.rules.place_question;
        let (Some(right), Some(question), Verdict::Refused) =
            (topic.right, place_question, verdict)
        else {
            return without_statute;
        };
        let statutes = self.rules.statutes.iter().filter(|statute| statute.right == right);
        let places = statutes.fold(RegionSet::EMPTY, |sum, statute| sum.union(statute.places));
        let condition = Condition::Is { question, regions: places };
        let applies = insert_condition(&mut self.arena, self.rules.questions, &condition);
        let with_statute = self.arena.insert_leaf(Leaf::Ruling(Ruling::Statute { clause }));
        self.arena.ite(applies, with_statute, without_statute)
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
