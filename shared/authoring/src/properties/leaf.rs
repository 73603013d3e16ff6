//! Module `properties`: the verdict of a leaf, and the clauses that decide it.

use crate::cases::{Cases, Path, TopicCases, replaced};
use crate::draft::{ClauseDraft, PolicyDraft};
use crate::finding::Finding;
use recourse::clause::{Clause, Verdict};
use recourse::diagram::{Leaf, NodeRef, Ruling};
use recourse::policy::Policy;
use recourse::region::{RegionSet, regions};
use recourse::truth::Truth;
use recourse::types::RemedyId;

/// The verdict of a leaf; `None` for a gap, and for a leaf of a condition.
pub(super) fn verdict(leaf: Leaf) -> Option<Verdict> {
    match leaf {
        Leaf::Ruling(Ruling::Excluded(verdict) | Ruling::Allowed { verdict, .. }) => Some(verdict),
        // The law may give more: support decides.
        Leaf::Ruling(Ruling::Statute { .. }) => Some(Verdict::AskSupport),
        Leaf::Ruling(Ruling::Gap) | Leaf::True | Leaf::False => None,
    }
}

/// The word for a verdict in policy files.
pub(super) fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Granted => "granted",
        Verdict::AskSupport => "ask_support",
        Verdict::NotYet => "not_yet",
        Verdict::Refused => "refused",
    }
}

/// The allowance that decided, by its index among the allowances.
pub(super) fn allowance(leaf: Leaf) -> Option<usize> {
    match leaf {
        Leaf::Ruling(Ruling::Allowed { clause, .. } | Ruling::Statute { clause: Some(clause) }) => {
            Some(usize::from(clause))
        }
        _ => None,
    }
}

/// The verdict of the exclusions that decided.
fn excluded(leaf: Leaf) -> Option<Verdict> {
    match leaf {
        Leaf::Ruling(Ruling::Excluded(verdict)) => Some(verdict),
        Leaf::Ruling(Ruling::Statute { clause: None }) => Some(Verdict::Refused),
        _ => None,
    }
}

/// Whether an exclusion whose condition holds is cited at a leaf.
pub(crate) fn cites(leaf: Leaf, exclusion: &Clause) -> bool {
    excluded(leaf) == Some(exclusion.verdict)
}

/// The clauses that decide a case, by their indices in the policy.
pub(crate) fn deciding_clauses(
    policy: &Policy,
    topic: &TopicCases<'_>,
    remedy: &RemedyId,
    leaf: Leaf,
    path: &[(u8, usize)],
) -> Vec<usize> {
    let parts = policy.parts();
    if let Some(index) = allowance(leaf) {
        return vec![parts.exclusions.len().saturating_add(index)];
    }
    let Some(verdict) = excluded(leaf) else { return Vec::new() };
    let mut possible: Vec<RegionSet> =
        policy.questions().iter().map(|question| RegionSet::first(regions(question))).collect();
    for (question, region) in path {
        if let Some(set) = possible.get_mut(usize::from(*question)) {
            *set = RegionSet::one(*region);
        }
    }
    let exclusions = |truth: Truth| -> Vec<usize> {
        let applies = |clause: &Clause| {
            clause.verdict == verdict
                && clause.concerns(topic.topic, remedy)
                && clause.when.holds(&possible) == truth
        };
        let exclusions = parts.exclusions.iter().enumerate();
        exclusions.filter(|(_, clause)| applies(clause)).map(|(index, _)| index).collect()
    };
    let certain = exclusions(Truth::Yes);
    if certain.is_empty() { exclusions(Truth::Open) } else { certain }
}

/// The ids of the deciding clauses; `nothing` if there are none.
pub(super) fn clause_names(policy: &Policy, clauses: &[usize]) -> String {
    let ids: Vec<String> = clauses
        .iter()
        .filter_map(|ix| policy.clauses().nth(*ix))
        .map(|clause| format!("`{}`", clause.id))
        .collect();
    if ids.is_empty() { "nothing".to_owned() } else { ids.join(" and ") }
}

/// The draft of the first clause, by its index in the policy.
pub(super) fn clause_draft<'a>(
    draft: &'a PolicyDraft,
    clauses: &[usize],
) -> Option<&'a ClauseDraft> {
    clauses.first().and_then(|ix| draft.clauses().nth(*ix))
}

/// Two cases that differ in the answer to one question, with their rulings.
pub(super) struct Pair<'a> {
    pub(super) topic: &'a TopicCases<'a>,
    pub(super) remedy: &'a RemedyId,
    pub(super) leaves: [Leaf; 2],
    /// The case with the first answer.
    pub(super) path: Path,
    pub(super) question: u8,
    pub(super) regions: [usize; 2],
    /// The answers to the question and, if they differ, to the spans that depend on it.
    answers: [Path; 2],
}

impl Pair<'_> {
    pub(super) fn verdicts(&self) -> Option<[Verdict; 2]> {
        let [one, other] = self.leaves;
        Some([verdict(one)?, verdict(other)?])
    }

    /// The clauses that decide with the first and with the second answer.
    pub(crate) fn deciding_clauses(&self, policy: &Policy) -> [Vec<usize>; 2] {
        let with_answer = |index: usize| {
            let Some((leaf, answers)) = self.leaves.get(index).zip(self.answers.get(index)) else {
                return Vec::new();
            };
            let path = replaced(&self.path, answers);
            deciding_clauses(policy, self.topic, self.remedy, *leaf, &path)
        };
        [with_answer(0), with_answer(1)]
    }
}

/// Calls `see` with every pair of different rulings for two answers to a question, all other
/// answers being equal.
pub(super) fn pairs(
    cases: &Cases<'_>,
    question: u8,
    regions: [usize; 2],
    see: &mut dyn FnMut(Pair<'_>),
) {
    let answers = regions.map(|region| vec![(question, region)]);
    for topic in &cases.topics {
        for (remedy, root) in topic.remedies_testing(question) {
            pairs_of(cases, (topic, remedy, root), &answers, see);
        }
    }
}

/// [`pairs`] for one remedy. The first of the `answers` is to the question of the pair.
pub(super) fn pairs_of<'a>(
    cases: &Cases<'_>,
    at: (&'a TopicCases<'a>, &'a RemedyId, NodeRef),
    answers: &[Path; 2],
    see: &mut dyn FnMut(Pair<'a>),
) {
    pairs_beside(cases, at, &[], answers, &mut |pair, _| see(pair));
}

/// [`pairs_of`] with the leaves of other diagrams of the topic for either answer, in every possible
/// combination.
pub(super) fn pairs_beside<'a>(
    cases: &Cases<'_>,
    (topic, remedy, root): (&'a TopicCases<'a>, &'a RemedyId, NodeRef),
    others: &[NodeRef],
    answers: &[Path; 2],
    see: &mut dyn FnMut(Pair<'a>, &[[Leaf; 2]]),
) {
    let [one, other] = answers;
    let (Some((question, first)), Some((_, second))) = (one.first(), other.first()) else { return };
    let roots = [&[root], others].concat();
    let probes: Vec<_> = roots
        .iter()
        .flat_map(|root| [topic.probe_with(*root, one), topic.probe_with(*root, other)])
        .collect();
    for (leaves, path) in cases.outcomes_of_both(&probes, [one, other]) {
        let (leaf_pairs, _) = leaves.as_chunks::<2>();
        let Some(([first_leaf, second_leaf], beside)) = leaf_pairs.split_first() else { continue };
        if first_leaf == second_leaf {
            continue;
        }
        let pair = Pair {
            topic,
            remedy,
            leaves: [*first_leaf, *second_leaf],
            path,
            question: *question,
            regions: [*first, *second],
            answers: answers.clone(),
        };
        see(pair, beside);
    }
}

/// A finding at the clause that decides the first case of a pair, or at the topic; with the shopper
/// and the clause that decides the second case.
pub(super) fn finding_at_pair(
    cases: &Cases<'_>,
    draft: &PolicyDraft,
    pair: &Pair<'_>,
    code: &'static str,
    message: String,
    labels: [&str; 2],
) -> Finding {
    let [first, second] = pair.deciding_clauses(cases.policy);
    let [label, related] = labels;
    let topic = draft.topics.iter().find(|topic| topic.id.value == pair.topic.topic.id.as_str());
    let clause = clause_draft(draft, &first).map(|clause| &clause.id);
    let at = clause.or(topic.map(|topic| &topic.id));
    let (span, on) = at.map_or((0..0, String::new()), |id| (id.span.clone(), id.value.clone()));
    let finding = Finding::warning(code, &span, message).label(label).on(&on);
    let finding = match clause_draft(draft, &second) {
        Some(clause) if clause.id.span != span => finding.related(&clause.id.span, related),
        _ => finding,
    };
    finding.witness(cases.shopper(pair.topic.topic, &pair.path))
}
