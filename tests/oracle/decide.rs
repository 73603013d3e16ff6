//! Decides a case from the files: exclusions first, all that match; then the first allowance that
//! holds; then the law.

use super::places::lies_in;
use super::{Clause, Facts, Policy, Topic, holds};
use jiff::civil::Date;

/// The decision on one remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decided {
    pub(crate) remedy: String,
    pub(crate) verdict: String,
    /// The verdict of the policy itself, without the law.
    pub(crate) by_policy: String,
    /// Ids of the clauses that decide.
    pub(crate) clauses: Vec<String>,
    pub(crate) pays: Option<String>,
    pub(crate) cap: Option<String>,
    pub(crate) proofs: Vec<String>,
    pub(crate) steps: Vec<String>,
}

/// Every remedy of a topic, with all questions answered.
pub(crate) fn decide(policy: &Policy, topic: &Topic, facts: &Facts, today: Date) -> Vec<Decided> {
    topic
        .remedies
        .iter()
        .map(|remedy| {
            of_remedy(
                policy,
                topic,
                remedy,
                &|clause| holds(policy, &clause.when, facts, today),
                facts,
            )
        })
        .collect()
}

/// The verdict of the policy itself and the clauses that decide it, for the clauses that hold.
/// Strongest first: refused, not yet, ask support.
pub(crate) fn settled<'a>(
    policy: &'a Policy,
    topic: &Topic,
    remedy: &str,
    holds: &dyn Fn(&Clause) -> bool,
) -> Option<(&'a str, Vec<&'a Clause>, bool)> {
    for strength in ["refused", "not_yet", "ask_support"] {
        let matching = policy
            .exclusions
            .iter()
            .filter(|clause| clause.verdict == strength && clause.speaks(topic, remedy));
        let cited: Vec<&Clause> = matching.filter(|clause| holds(clause)).collect();
        if let Some(first) = cited.first() {
            return Some((first.verdict.as_str(), cited, false));
        }
    }
    let mut allowances = policy.allowances.iter().filter(|clause| clause.speaks(topic, remedy));
    allowances
        .find(|clause| holds(clause))
        .map(|clause| (clause.verdict.as_str(), vec![clause], true))
}

fn of_remedy(
    policy: &Policy,
    topic: &Topic,
    remedy: &str,
    holds: &dyn Fn(&Clause) -> bool,
    facts: &Facts,
) -> Decided {
    let (by_policy, clauses, allowed) =
        settled(policy, topic, remedy, holds).expect("every case has a verdict");
    let by_law = by_policy == "refused" && law_gives_more(policy, topic, facts);
    let verdict = if by_law { "ask_support" } else { by_policy };
    let terms = clauses.first().filter(|_| allowed && verdict == clauses[0].verdict);
    // In the order of the policy's own list.
    let is_said = |step: &&String| clauses.iter().any(|clause| clause.steps.contains(step));
    let steps = policy.steps.iter().filter(is_said).cloned().collect();
    Decided {
        remedy: remedy.to_owned(),
        verdict: verdict.to_owned(),
        by_policy: by_policy.to_owned(),
        clauses: clauses.iter().map(|clause| clause.id.clone()).collect(),
        pays: terms.and_then(|clause| clause.pays.clone()),
        cap: terms.and_then(|clause| clause.cap.clone()),
        proofs: terms.map(|clause| clause.proofs.clone()).unwrap_or_default(),
        steps,
    }
}

/// Whether a statute gives the topic's right to a consumer in that place.
pub(crate) fn law_gives_more(policy: &Policy, topic: &Topic, facts: &Facts) -> bool {
    let place = policy.place.as_ref().and_then(|place| facts.get(place));
    let Some((right, place)) = topic.right.as_ref().zip(place) else { return false };
    policy
        .statutes
        .iter()
        .any(|(own, list)| own == right && list.iter().any(|entry| lies_in(place, entry)))
}
