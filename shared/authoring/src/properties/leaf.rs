//! Module `properties`: what a leaf says, and which clauses say it.

use crate::cases::{Cases, Path, TopicCases, replaced};
use crate::draft::{ClauseDraft, PolicyDraft};
use crate::finding::Finding;
use recourse::clause::{Clause, Verdict};
use recourse::diagram::{Leaf, NodeRef, Ruling};
use recourse::policy::Policy;
use recourse::region::{RegionSet, regions};
use recourse::truth::Truth;
use recourse::types::RemedyId;

/// The verdict; `None` for a gap, or for a leaf of a condition.
pub(super) fn verdict(leaf: Leaf) -> Option<Verdict> {
    match leaf {
        Leaf::Ruling(Ruling::Excluded(verdict) | Ruling::Allowed { verdict, .. }) => Some(verdict),
        // The law may give more: a person decides.
        Leaf::Ruling(Ruling::Statute { .. }) => Some(Verdict::AskSupport),
        Leaf::Ruling(Ruling::Gap) | Leaf::True | Leaf::False => None,
    }
}

/// The verdict as files write it.
pub(super) fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Granted => "granted",
        Verdict::AskSupport => "ask_support",
        Verdict::NotYet => "not_yet",
        Verdict::Refused => "refused",
    }
}

/// The allowance that decided, by its place among the allowances.
pub(super) fn allowance(leaf: Leaf) -> Option<usize> {
    match leaf {
        Leaf::Ruling(Ruling::Allowed { clause, .. } | Ruling::Statute { clause: Some(clause) }) => {
            Some(usize::from(clause))
        }
        _ => None,
    }
}

/// The strength of the exclusions that decided.
fn excluded(leaf: Leaf) -> Option<Verdict> {
    match leaf {
        Leaf::Ruling(Ruling::Excluded(verdict)) => Some(verdict),
        Leaf::Ruling(Ruling::Statute { clause: None }) => Some(Verdict::Refused),
        _ => None,
    }
}

/// Whether an exclusion of that strength is cited at a leaf where its condition holds.
pub(crate) fn cites(leaf: Leaf, exclusion: &Clause) -> bool {
    excluded(leaf) == Some(exclusion.verdict)
}

/// The clauses that decide a case, by their places in the policy.
pub(crate) fn deciding(
    policy: &Policy,
    topic: &TopicCases<'_>,
    remedy: &RemedyId,
    leaf: Leaf,
    path: &[(u8, usize)],
) -> Vec<usize> {
    let parts = policy.parts();
    if let Some(ix) = allowance(leaf) {
        return vec![parts.exclusions.len().saturating_add(ix)];
    }
    let Some(strength) = excluded(leaf) else { return Vec::new() };
    let mut possible: Vec<RegionSet> =
        policy.questions().iter().map(|question| RegionSet::first(regions(question))).collect();
    for (question, region) in path {
        if let Some(set) = possible.get_mut(usize::from(*question)) {
            *set = RegionSet::one(*region);
        }
    }
    let of = |truth: Truth| {
        let clauses = parts.exclusions.iter().enumerate();
        let spoken = clauses.filter(|(_, clause)| {
            clause.verdict == strength && clause.concerns(topic.topic, remedy)
        });
        spoken
            .filter(|(_, clause)| clause.when.holds(&possible) == truth)
            .map(|(ix, _)| ix)
            .collect::<Vec<_>>()
    };
    let certain = of(Truth::Yes);
    if certain.is_empty() { of(Truth::Open) } else { certain }
}

/// The deciding clauses by name, `nothing` where there are none.
pub(super) fn names(policy: &Policy, clauses: &[usize]) -> String {
    let ids: Vec<String> = clauses
        .iter()
        .filter_map(|ix| policy.clauses().nth(*ix))
        .map(|clause| format!("`{}`", clause.id))
        .collect();
    if ids.is_empty() { "nothing".to_owned() } else { ids.join(" and ") }
}

/// The clause as written, by its place in the policy.
pub(super) fn written<'a>(draft: &'a PolicyDraft, clauses: &[usize]) -> Option<&'a ClauseDraft> {
    clauses.first().and_then(|ix| draft.clauses().nth(*ix))
}

/// Two answers to one question, in one case otherwise: what is said of both.
pub(super) struct Pair<'a> {
    pub(super) topic: &'a TopicCases<'a>,
    pub(super) remedy: &'a RemedyId,
    pub(super) leaves: [Leaf; 2],
    /// The case with the first answer.
    pub(super) path: Path,
    pub(super) question: u8,
    pub(super) regions: [usize; 2],
    /// What the answers are to the question, and to the spans that hang on it where they differ,
    /// too.
    answers: [Path; 2],
}

impl Pair<'_> {
    pub(super) fn verdicts(&self) -> Option<[Verdict; 2]> {
        let [one, other] = self.leaves;
        Some([verdict(one)?, verdict(other)?])
    }

    /// The clauses that decide with the one answer and with the other.
    pub(crate) fn deciding(&self, policy: &Policy) -> [Vec<usize>; 2] {
        let at = |ix: usize| {
            let Some((leaf, answers)) = self.leaves.get(ix).zip(self.answers.get(ix)) else {
                return Vec::new();
            };
            deciding(policy, self.topic, self.remedy, *leaf, &replaced(&self.path, answers))
        };
        [at(0), at(1)]
    }
}

/// Calls `see` with every pair of rulings that two answers to a question come to, all else being
/// equal.
pub(super) fn pairs(
    cases: &Cases<'_>,
    question: u8,
    regions: [usize; 2],
    see: &mut dyn FnMut(Pair<'_>),
) {
    let answers = regions.map(|region| vec![(question, region)]);
    for topic in &cases.topics {
        for (remedy, root) in topic.remedies_by(question) {
            pairs_of(cases, (topic, remedy, root), &answers, see);
        }
    }
}

/// The same for one remedy. The first of the `answers` is to the question that the pair is about.
pub(super) fn pairs_of<'a>(
    cases: &Cases<'_>,
    at: (&'a TopicCases<'a>, &'a RemedyId, NodeRef),
    answers: &[Path; 2],
    see: &mut dyn FnMut(Pair<'a>),
) {
    pairs_beside(cases, at, &[], answers, &mut |pair, _| see(pair));
}

/// The same with what other diagrams of the topic say with either answer, in every combination that
/// can be.
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
        .flat_map(|root| [topic.fixed(*root, one), topic.fixed(*root, other)])
        .collect();
    for (leaves, path) in cases.outcomes_of_both(&probes, [one, other]) {
        let (both, _) = leaves.as_chunks::<2>();
        let Some(([a, b], beside)) = both.split_first() else { continue };
        if a != b {
            let (question, regions) = (*question, [*first, *second]);
            let answers = answers.clone();
            see(Pair { topic, remedy, leaves: [*a, *b], path, question, regions, answers }, beside);
        }
    }
}

/// A finding at the clause that decides the first of a pair, or at the topic; with the shopper, and
/// the other clause.
pub(super) fn at_pair(
    cases: &Cases<'_>,
    draft: &PolicyDraft,
    pair: &Pair<'_>,
    code: &'static str,
    message: String,
    labels: [&str; 2],
) -> Finding {
    let [one, other] = pair.deciding(cases.policy);
    let [label, related] = labels;
    let topics = draft.topics.iter().find(|topic| topic.id.value == pair.topic.topic.id.as_str());
    let first = written(draft, &one).map(|clause| &clause.id);
    let at = first.or(topics.map(|topic| &topic.id));
    let (span, on) = at.map_or((0..0, String::new()), |id| (id.span.clone(), id.value.clone()));
    let finding = Finding::warning(code, &span, message).label(label).on(&on);
    let finding = match written(draft, &other).filter(|clause| clause.id.span != span) {
        Some(clause) => finding.related(&clause.id.span, related),
        None => finding,
    };
    finding.witness(cases.shopper(pair.topic.topic, &pair.path))
}
