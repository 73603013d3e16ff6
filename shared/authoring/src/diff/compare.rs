//! Module `diff`: compares the diagrams of both versions, walking them together.

use super::outcome::{Change, Direction, Outcome};
use crate::cases::{Calendars, Cases, Counts, Path, Probe, ShopperBuilder, TopicCases, counts};
use crate::properties::cites;
use recourse::clause::Clause;
use recourse::diagram::{Leaf, NodeRef};
use recourse::policy::Policy;
use recourse::types::{Day, RemedyId, Texts, TopicId};
use std::collections::BTreeMap;

/// The cases of both versions. Example shoppers are those of the newer one.
struct Versions<'a> {
    old: Cases<'a>,
    new: Cases<'a>,
    /// The cases of the newer version with all dates before `orders_before`.
    earlier: Option<Cases<'a>>,
}

/// One remedy in both versions.
struct Both<'a> {
    topics: [&'a TopicCases<'a>; 2],
    remedy: &'a RemedyId,
    roots: [NodeRef; 2],
}

impl Both<'_> {
    /// The condition of an exclusion in one version of the topic, if the exclusion concerns the
    /// remedy.
    fn condition(&self, topic: &TopicCases<'_>, exclusion: Exclusion<'_>) -> Option<NodeRef> {
        let (index, clause) = exclusion?;
        if !clause.concerns(topic.topic, self.remedy) {
            return None;
        }
        topic.condition(index)
    }
}

/// All changes, and the number of cases compared.
pub(super) fn compare(
    [old, new]: [&Policy; 2],
    texts: &Texts,
    today: Day,
    orders_before: Option<Day>,
) -> (Vec<Change>, u128) {
    let shoppers = ShopperBuilder { today, texts };
    let earlier = orders_before.map(|day| {
        let calendars = Calendars::of_orders_before(new, day);
        Cases { calendars, ..Cases::of(new, ShopperBuilder { today: day, texts }) }
    });
    let versions =
        Versions { old: Cases::of(old, shoppers), new: Cases::of(new, shoppers), earlier };
    let (mut changes, mut cases) = (Vec::new(), 0u128);
    for topic in &versions.new.topics {
        for (remedy, root) in topic.remedies() {
            let Some((old_topic, old_root)) = find_remedy(&versions.old, &topic.topic.id, remedy)
            else {
                changes.extend(versions.coverage(&versions.new, topic, remedy, root, false));
                continue;
            };
            let both = Both { topics: [old_topic, topic], remedy, roots: [old_root, root] };
            cases = cases.saturating_add(versions.compare_rulings(&both, &mut changes));
            versions.compare_citations(&both, &mut changes);
        }
    }
    for topic in &versions.old.topics {
        for (remedy, root) in topic.remedies() {
            if find_remedy(&versions.new, &topic.topic.id, remedy).is_none() {
                changes.extend(versions.coverage(&versions.old, topic, remedy, root, true));
            }
        }
    }
    (changes, cases)
}

/// A remedy of a topic in one version, with its diagram.
fn find_remedy<'c, 'a>(
    cases: &'c Cases<'a>,
    topic: &TopicId,
    remedy: &RemedyId,
) -> Option<(&'c TopicCases<'a>, NodeRef)> {
    let topic = cases.topics.iter().find(|other| other.topic.id == *topic)?;
    let (_, root) = topic.remedies().find(|(other, _)| *other == remedy)?;
    Some((topic, root))
}

impl<'a> Versions<'a> {
    /// Adds the cases whose verdict, deciding allowance or terms differ. Returns the number of
    /// cases.
    fn compare_rulings(&self, both: &Both<'a>, changes: &mut Vec<Change>) -> u128 {
        let [old_topic, new_topic] = both.topics;
        let [old_root, new_root] = both.roots;
        let probes = [old_topic.probe(old_root), new_topic.probe(new_root)];
        let mut known_counts: Option<Counts> = None;
        for (leaves, path) in self.new.outcomes(&probes, &[]) {
            let [old_leaf, new_leaf] = leaves.as_slice() else { continue };
            let outcomes = (
                Outcome::of(self.old.policy, *old_leaf, &[]),
                Outcome::of(self.new.policy, *new_leaf, &[]),
            );
            let (Some(mut before), Some(mut after)) = outcomes else { continue };
            let Some(direction) = before.direction_to(&after) else { continue };
            before.name_exclusions(self.old.policy, old_topic, both.remedy, *old_leaf, &path);
            after.name_exclusions(self.new.policy, new_topic, both.remedy, *new_leaf, &path);
            let by_leaves = known_counts.get_or_insert_with(|| counts(&probes));
            let count = by_leaves.get(&leaves).copied().unwrap_or_default();
            let case = (&probes[..], &leaves[..], path);
            changes.push(self.change(both, direction, (before, after), count, case));
        }
        let by_leaves = known_counts.unwrap_or_else(|| counts(&probes));
        by_leaves.values().fold(0u128, |sum, count| sum.saturating_add(*count))
    }

    /// Adds the cases in which exclusions of the same verdict decide in both versions, but other
    /// ones or with another explanation.
    fn compare_citations(&self, both: &Both<'a>, changes: &mut Vec<Change>) {
        for exclusion in exclusions(self.old.policy, self.new.policy) {
            self.compare_exclusion(both, exclusion, changes);
        }
    }

    fn compare_exclusion(
        &self,
        both: &Both<'a>,
        [old, new]: [Exclusion<'_>; 2],
        changes: &mut Vec<Change>,
    ) {
        let [old_topic, new_topic] = both.topics;
        let [old_root, new_root] = both.roots;
        let old_condition = both.condition(old_topic, old);
        let new_condition = both.condition(new_topic, new);
        let mut probes = vec![old_topic.probe(old_root), new_topic.probe(new_root)];
        probes.extend(old_condition.map(|root| old_topic.probe(root)));
        probes.extend(new_condition.map(|root| new_topic.probe(root)));
        let have_condition = [old_condition.is_some(), new_condition.is_some()];
        for (leaves, path) in self.new.outcomes(&probes, &[]) {
            let Some((rulings, [holds_before, holds_after])) = read_leaves(&leaves, have_condition)
            else {
                continue;
            };
            let [old_leaf, new_leaf] = rulings;
            let before = cited_clause(old_leaf, old, holds_before);
            let after = cited_clause(new_leaf, new, holds_after);
            // A change of the ruling is reported by `compare_rulings`.
            if old_leaf != new_leaf || !is_explained_differently(before, after) {
                continue;
            }
            let outcomes = (
                Outcome::of(self.old.policy, old_leaf, before.as_slice()),
                Outcome::of(self.new.policy, new_leaf, after.as_slice()),
            );
            let (Some(before), Some(after)) = outcomes else { continue };
            let direction = before.direction_to(&after).unwrap_or(Direction::Explained);
            let count = counts(&probes).get(&leaves).copied().unwrap_or_default();
            let case = (&probes[..], &leaves[..], path);
            changes.push(self.change(both, direction, (before, after), count, case));
        }
    }

    /// A change of the cases with these leaves. A stricter change has a shopper with earlier
    /// orders, if there is one.
    fn change(
        &self,
        both: &Both<'a>,
        direction: Direction,
        (before, after): (Outcome, Outcome),
        cases: u128,
        (probes, leaves, path): (&[Probe<'_>], &[Leaf], Path),
    ) -> Change {
        let [_, topic] = both.topics;
        let earlier_shopper = match &self.earlier {
            Some(earlier) if direction == Direction::Stricter => {
                let path = earlier.outcomes(probes, &[]).remove(leaves);
                path.map(|path| earlier.shopper(topic.topic, &path))
            }
            _ => None,
        };
        Change {
            direction,
            topic: topic.topic.id.to_string(),
            remedy: both.remedy.to_string(),
            before: Some(before),
            after: Some(after),
            cases,
            retroactive: earlier_shopper.is_some(),
            shopper: earlier_shopper.unwrap_or_else(|| self.new.shopper(topic.topic, &path)),
        }
    }

    /// The changes for a remedy that only one version decides: the old one if it was `removed`,
    /// else the new one.
    fn coverage(
        &self,
        cases: &Cases<'_>,
        topic: &TopicCases<'_>,
        remedy: &RemedyId,
        root: NodeRef,
        removed: bool,
    ) -> Vec<Change> {
        let probes = [topic.probe(root)];
        let counted = counts(&probes);
        let found: BTreeMap<Vec<Leaf>, Path> = cases.outcomes(&probes, &[]);
        let change = |(leaves, path): (Vec<Leaf>, Path)| {
            let outcome = Outcome::of(cases.policy, *leaves.first()?, &[])?;
            let (before, after) =
                if removed { (Some(outcome), None) } else { (None, Some(outcome)) };
            Some(Change {
                direction: Direction::Coverage,
                topic: topic.topic.id.to_string(),
                remedy: remedy.to_string(),
                before,
                after,
                cases: counted.get(&leaves).copied().unwrap_or_default(),
                shopper: cases.shopper(topic.topic, &path),
                retroactive: removed && self.earlier.is_some(),
            })
        };
        found.into_iter().filter_map(change).collect()
    }
}

/// An exclusion with its index; `None` in a version that does not have it.
type Exclusion<'a> = Option<(usize, &'a Clause)>;

/// The exclusions of both versions, paired by id.
fn exclusions<'a>(old: &'a Policy, new: &'a Policy) -> Vec<[Exclusion<'a>; 2]> {
    let all = |policy: &'a Policy| policy.parts().exclusions.iter().enumerate();
    let find =
        |policy: &'a Policy, clause: &Clause| all(policy).find(|(_, other)| other.id == clause.id);
    let current = all(new).map(|exclusion| [find(old, exclusion.1), Some(exclusion)]);
    let removed = all(old).filter(|(_, clause)| find(new, clause).is_none());
    current.chain(removed.map(|exclusion| [Some(exclusion), None])).collect()
}

/// The two rulings among the leaves of one case, and whether the condition of an exclusion holds in
/// each version. The leaves of the conditions follow the rulings, for the versions that have one.
fn read_leaves(leaves: &[Leaf], have_condition: [bool; 2]) -> Option<([Leaf; 2], [bool; 2])> {
    let holds = |leaf: &Leaf| *leaf == Leaf::True;
    match (leaves, have_condition) {
        ([old, new], [false, false]) => Some(([*old, *new], [false, false])),
        ([old, new, before], [true, false]) => Some(([*old, *new], [holds(before), false])),
        ([old, new, after], [false, true]) => Some(([*old, *new], [false, holds(after)])),
        ([old, new, before, after], [true, true]) => {
            Some(([*old, *new], [holds(before), holds(after)]))
        }
        _ => None,
    }
}

/// The clause of an exclusion, if it is cited at a leaf.
fn cited_clause<'a>(leaf: Leaf, exclusion: Exclusion<'a>, holds: bool) -> Option<&'a Clause> {
    let (_, clause) = exclusion?;
    (holds && cites(leaf, clause)).then_some(clause)
}

/// Whether an exclusion is cited in one version only, or with another quote, interpretation or
/// steps.
fn is_explained_differently(before: Option<&Clause>, after: Option<&Clause>) -> bool {
    match (before, after) {
        (Some(before), Some(after)) => {
            before.quote != after.quote
                || before.interpretation != after.interpretation
                || before.terms.steps != after.terms.steps
        }
        (None, None) => false,
        _ => true,
    }
}
