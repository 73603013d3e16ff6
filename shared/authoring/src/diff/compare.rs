//! Module `diff`: both versions' diagrams, walked together.

use super::outcome::{Change, Direction, Outcome};
use crate::cases::{Calendars, Cases, Counts, Path, Probe, Speaker, TopicCases, counts};
use recourse::clause::Clause;
use recourse::diagram::{Leaf, NodeRef};
use recourse::policy::Policy;
use recourse::types::{Day, RemedyId, Texts};
use std::collections::BTreeMap;

/// Both versions, and who tells of the newer one's shoppers.
struct Versions<'a> {
    old: Cases<'a>,
    new: Cases<'a>,
    /// The same as `new`, for orders before a day only.
    earlier: Option<Cases<'a>>,
}

/// One remedy in both versions.
struct Both<'a> {
    topics: [&'a TopicCases<'a>; 2],
    remedy: &'a RemedyId,
    roots: [NodeRef; 2],
}

/// Every change, and how many cases were compared.
pub(super) fn compare(
    [old, new]: [&Policy; 2],
    texts: &Texts,
    today: Day,
    orders_before: Option<Day>,
) -> (Vec<Change>, u128) {
    let speaker = Speaker { today, texts };
    let earlier = orders_before.map(|day| {
        let calendars = Calendars::of_orders_before(new, day);
        Cases { calendars, ..Cases::of(new, Speaker { today: day, texts }) }
    });
    let versions = Versions { old: Cases::of(old, speaker), new: Cases::of(new, speaker), earlier };
    let (mut changes, mut cases) = (Vec::new(), 0u128);
    for after in &versions.new.topics {
        let before = versions.old.topics.iter().find(|topic| topic.topic.id == after.topic.id);
        for (remedy, root) in after.remedies() {
            let known = before.and_then(|topic| {
                topic.remedies().find(|(other, _)| *other == remedy).map(|(_, root)| (topic, root))
            });
            let Some((before, old_root)) = known else {
                changes.extend(versions.only(&versions.new, after, remedy, root, false));
                continue;
            };
            let both = Both { topics: [before, after], remedy, roots: [old_root, root] };
            cases = cases.saturating_add(versions.rulings(&both, &mut changes));
            versions.citations(&both, &mut changes);
        }
    }
    for before in &versions.old.topics {
        let after = versions.new.topics.iter().find(|topic| topic.topic.id == before.topic.id);
        let gone = before.remedies().filter(|(remedy, _)| {
            !after.is_some_and(|topic| topic.remedies().any(|(other, _)| other == *remedy))
        });
        for (remedy, root) in gone {
            changes.extend(versions.only(&versions.old, before, remedy, root, true));
        }
    }
    (changes, cases)
}

impl<'a> Versions<'a> {
    /// What is decided otherwise, by verdict, deciding allowance or terms.
    fn rulings(&self, both: &Both<'a>, changes: &mut Vec<Change>) -> u128 {
        let [before, after] = both.topics;
        let [old, new] = both.roots;
        let probes = [before.probe(old), after.probe(new)];
        let mut counted: Option<Counts> = None;
        for (leaves, path) in self.new.outcomes(&probes, &[]) {
            let [one, other] = leaves.as_slice() else { continue };
            let outcomes = (
                Outcome::of(self.old.policy, *one, &[]),
                Outcome::of(self.new.policy, *other, &[]),
            );
            let (Some(mut was), Some(mut is)) = outcomes else { continue };
            let Some(direction) = was.towards(&is) else { continue };
            was.name(self.old.policy, before, both.remedy, *one, &path);
            is.name(self.new.policy, after, both.remedy, *other, &path);
            let counted = counted.get_or_insert_with(|| counts(&probes));
            let count = counted.get(&leaves).copied().unwrap_or_default();
            changes.push(self.change(both, direction, (was, is), count, (&probes, &leaves, path)));
        }
        counted
            .unwrap_or_else(|| counts(&probes))
            .values()
            .fold(0u128, |sum, count| sum.saturating_add(*count))
    }

    /// Where exclusions of the same strength decide in both versions: which are cited in one of
    /// them only, or in other words.
    fn citations(&self, both: &Both<'a>, changes: &mut Vec<Change>) {
        for (one, other) in exclusions(self.old.policy, self.new.policy) {
            let [before, after] = both.topics;
            let [old, new] = both.roots;
            let condition = |topic: &TopicCases<'_>, clause: Option<(usize, &Clause)>| {
                clause
                    .filter(|(_, clause)| clause.concerns(topic.topic, both.remedy))
                    .and_then(|(ix, _)| topic.condition(ix))
            };
            let (was, is) = (condition(before, one), condition(after, other));
            let mut probes = vec![before.probe(old), after.probe(new)];
            probes.extend(was.map(|root| before.probe(root)));
            probes.extend(is.map(|root| after.probe(root)));
            for (leaves, path) in self.new.outcomes(&probes, &[]) {
                let cited = Cited::read(&leaves, [was.is_some(), is.is_some()], [one, other]);
                let Some(cited) = cited.filter(Cited::differs) else { continue };
                let outcome = |policy: &Policy, leaf: Leaf, clause: Option<&Clause>| {
                    Outcome::of(policy, leaf, clause.as_slice())
                };
                let [first, second] = cited.leaves;
                let outcomes = (
                    outcome(self.old.policy, first, cited.before),
                    outcome(self.new.policy, second, cited.after),
                );
                let (Some(was), Some(is)) = outcomes else { continue };
                let direction = was.towards(&is).unwrap_or(Direction::Explained);
                let count = counts(&probes).get(&leaves).copied().unwrap_or_default();
                changes.push(self.change(
                    both,
                    direction,
                    (was, is),
                    count,
                    (&probes, &leaves, path),
                ));
            }
        }
    }

    fn change(
        &self,
        both: &Both<'a>,
        direction: Direction,
        (before, after): (Outcome, Outcome),
        cases: u128,
        (probes, leaves, path): (&[Probe<'_>], &[Leaf], Path),
    ) -> Change {
        let [_, topic] = both.topics;
        let hurt = self.earlier.as_ref().filter(|_| direction == Direction::Stricter).and_then(
            |earlier| {
                let path = earlier.outcomes(probes, &[]).remove(leaves)?;
                Some(earlier.shopper(topic.topic, &path))
            },
        );
        Change {
            direction,
            topic: topic.topic.id.to_string(),
            remedy: both.remedy.to_string(),
            before: Some(before),
            after: Some(after),
            cases,
            retroactive: hurt.is_some(),
            shopper: hurt.unwrap_or_else(|| self.new.shopper(topic.topic, &path)),
        }
    }

    /// Decided in one version only.
    fn only(
        &self,
        cases: &Cases<'_>,
        topic: &TopicCases<'_>,
        remedy: &RemedyId,
        root: NodeRef,
        gone: bool,
    ) -> Vec<Change> {
        let probes = [topic.probe(root)];
        let counted = counts(&probes);
        let found: BTreeMap<Vec<Leaf>, Path> = cases.outcomes(&probes, &[]);
        let change = |(leaves, path): (Vec<Leaf>, Path)| {
            let outcome = Outcome::of(cases.policy, *leaves.first()?, &[])?;
            let (before, after) = if gone { (Some(outcome), None) } else { (None, Some(outcome)) };
            Some(Change {
                direction: Direction::Coverage,
                topic: topic.topic.id.to_string(),
                remedy: remedy.to_string(),
                before,
                after,
                cases: counted.get(&leaves).copied().unwrap_or_default(),
                shopper: cases.shopper(topic.topic, &path),
                retroactive: gone && self.earlier.is_some(),
            })
        };
        found.into_iter().filter_map(change).collect()
    }
}

type Exclusion<'a> = Option<(usize, &'a Clause)>;

/// The exclusions of both versions, paired by their names.
fn exclusions<'a>(old: &'a Policy, new: &'a Policy) -> Vec<(Exclusion<'a>, Exclusion<'a>)> {
    let named = |policy: &'a Policy, clause: &Clause| {
        policy.parts().exclusions.iter().enumerate().find(|(_, other)| other.id == clause.id)
    };
    let kept = new
        .parts()
        .exclusions
        .iter()
        .enumerate()
        .map(|(ix, clause)| (named(old, clause), Some((ix, clause))));
    let gone = old
        .parts()
        .exclusions
        .iter()
        .enumerate()
        .filter(|(_, clause)| named(new, clause).is_none());
    kept.chain(gone.map(|(ix, clause)| (Some((ix, clause)), None))).collect()
}

/// Whether one exclusion is cited in a case, before and after.
struct Cited<'a> {
    leaves: [Leaf; 2],
    before: Option<&'a Clause>,
    after: Option<&'a Clause>,
}

impl<'a> Cited<'a> {
    fn read(
        leaves: &[Leaf],
        [was, is]: [bool; 2],
        [one, other]: [Exclusion<'a>; 2],
    ) -> Option<Cited<'a>> {
        let (rulings, mut tests) =
            leaves.split_first_chunk::<2>().map(|(rulings, tests)| (*rulings, tests.iter()))?;
        let mut holds = |asked: bool| asked && tests.next() == Some(&Leaf::True);
        let (holds_before, holds_after) = (holds(was), holds(is));
        let [first, second] = rulings;
        let cited = |leaf: Leaf, clause: Exclusion<'a>, holds: bool| {
            clause
                .map(|(_, clause)| clause)
                .filter(|clause| holds && crate::properties::cites(leaf, clause))
        };
        Some(Cited {
            leaves: rulings,
            before: cited(first, one, holds_before),
            after: cited(second, other, holds_after),
        })
    }

    /// Another verdict is told of by the rulings; here, the same verdict for other reasons.
    fn differs(&self) -> bool {
        let [first, second] = self.leaves;
        let words = |clause: &Clause| {
            (clause.quote.clone(), clause.interpretation.clone(), clause.terms.steps.clone())
        };
        first == second
            && match (self.before, self.after) {
                (Some(before), Some(after)) => words(before) != words(after),
                (None, None) => false,
                _ => true,
            }
    }
}
