//! Module `diff`: the outcome of a case in one version, and how it differs from the other
//! version's.

use crate::cases::{Shopper, TopicCases};
use crate::properties::deciding_clauses;
use recourse::clause::{Clause, Payer, Verdict};
use recourse::diagram::{Leaf, Ruling};
use recourse::policy::Policy;
use recourse::types::RemedyId;
use serde::Serialize;

/// The direction of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// A worse verdict.
    Stricter,
    /// A better verdict.
    Generous,
    /// The same verdict on other terms.
    Terms,
    /// The same verdict and terms, by other clauses or with another explanation.
    Explained,
    /// Decided in one version only: the topic or the remedy was added or removed.
    Coverage,
}

/// The outcome of a case in one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// The verdict.
    pub verdict: Verdict,
    /// The clauses that decide it; for exclusions, those by which the versions differ.
    pub clauses: Vec<String>,
    /// Who pays return shipping.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pays: Option<Payer>,
    /// The maximum refund.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cap: Option<String>,
    /// The proofs that the shopper must provide.
    pub proofs: Vec<String>,
    /// The steps that the shopper takes next.
    pub steps: Vec<String>,
    /// The quote of the deciding clause and its interpretation.
    #[serde(skip)]
    pub(super) explanation: (Option<String>, Option<String>),
}

/// A group of cases that changed in the same way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The direction of the change.
    pub direction: Direction,
    /// The topic.
    pub topic: String,
    /// The remedy.
    pub remedy: String,
    /// The outcome in the older version; absent if it does not decide these cases.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Outcome>,
    /// The outcome in the newer version; absent if it does not decide these cases.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Outcome>,
    /// The number of cases.
    pub cases: u128,
    /// An example shopper.
    pub shopper: Shopper,
    /// Whether it is stricter for a shopper who ordered before the given day.
    pub retroactive: bool,
}

impl Outcome {
    /// The outcome at a leaf; `exclusions` are the exclusions to name.
    pub(super) fn of(policy: &Policy, leaf: Leaf, exclusions: &[&Clause]) -> Option<Outcome> {
        let Leaf::Ruling(ruling) = leaf else { return None };
        let allowance = |ix: u16| policy.parts().allowances.get(usize::from(ix));
        Some(match ruling {
            Ruling::Gap => Outcome::without_terms(Verdict::AskSupport, exclusions),
            Ruling::Excluded(verdict) => Outcome::without_terms(verdict, exclusions),
            Ruling::Statute { clause } => {
                let allowance = clause.and_then(allowance).into_iter();
                let clauses: Vec<&Clause> = allowance.chain(exclusions.iter().copied()).collect();
                Outcome::without_terms(Verdict::AskSupport, &clauses)
            }
            Ruling::Allowed { clause, verdict } => match allowance(clause) {
                Some(clause) => Outcome::of_allowance(verdict, clause),
                None => Outcome::without_terms(verdict, &[]),
            },
        })
    }

    fn without_terms(verdict: Verdict, clauses: &[&Clause]) -> Outcome {
        let steps = clauses.iter().flat_map(|clause| &clause.terms.steps);
        let explanation =
            clauses.first().map(|clause| (clause.quote.clone(), clause.interpretation.clone()));
        Outcome {
            verdict,
            clauses: clauses.iter().map(|clause| clause.id.to_string()).collect(),
            pays: None,
            cap: None,
            proofs: Vec::new(),
            steps: steps.map(ToString::to_string).collect(),
            explanation: explanation.unwrap_or_default(),
        }
    }

    fn of_allowance(verdict: Verdict, clause: &Clause) -> Outcome {
        Outcome {
            pays: clause.terms.pays,
            cap: clause.terms.cap.map(|cap| cap.to_string()),
            proofs: clause.terms.proofs.iter().map(ToString::to_string).collect(),
            ..Outcome::without_terms(verdict, &[clause])
        }
    }

    /// Names the exclusions that decide a case, if no allowance does.
    pub(super) fn name_exclusions(
        &mut self,
        policy: &Policy,
        topic: &TopicCases<'_>,
        remedy: &RemedyId,
        leaf: Leaf,
        path: &[(u8, usize)],
    ) {
        if self.clauses.is_empty() {
            let deciding = deciding_clauses(policy, topic, remedy, leaf, path);
            let clauses = deciding.iter().filter_map(|ix| policy.clauses().nth(*ix));
            self.clauses = clauses.map(|clause| clause.id.to_string()).collect();
        }
    }

    /// The direction of the change to the newer version; `None` if nothing changed.
    pub(super) fn direction_to(&self, after: &Outcome) -> Option<Direction> {
        let terms = |outcome: &Outcome| {
            (outcome.pays, outcome.cap.clone(), outcome.proofs.clone(), outcome.steps.clone())
        };
        if after.verdict > self.verdict {
            Some(Direction::Stricter)
        } else if after.verdict < self.verdict {
            Some(Direction::Generous)
        } else if terms(self) != terms(after) {
            Some(Direction::Terms)
        } else if (&self.clauses, &self.explanation) != (&after.clauses, &after.explanation) {
            Some(Direction::Explained)
        } else {
            None
        }
    }
}
