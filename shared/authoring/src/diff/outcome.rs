//! Module `diff`: what a case comes to in one version, and what became of it in the other.

use crate::cases::{Shopper, TopicCases};
use crate::properties::deciding;
use recourse::clause::{Clause, Payer, Verdict};
use recourse::diagram::{Leaf, Ruling};
use recourse::policy::Policy;
use recourse::types::RemedyId;
use serde::Serialize;

/// Which way a case went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// A worse verdict.
    Stricter,
    /// A better verdict.
    Generous,
    /// The same verdict under other terms.
    Terms,
    /// The same verdict and terms, cited from other clauses or in other words.
    Explained,
    /// Decided in one version only: the topic or the remedy is new, or gone.
    Coverage,
}

/// What one version says of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// The verdict.
    pub verdict: Verdict,
    /// The clauses that decide it; for exclusions, those by which the versions differ.
    pub clauses: Vec<String>,
    /// Who pays for sending back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pays: Option<Payer>,
    /// The most that is paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cap: Option<String>,
    /// What must be shown.
    pub proofs: Vec<String>,
    /// What comes next.
    pub steps: Vec<String>,
    /// The words of the page and their reading.
    #[serde(skip)]
    pub(super) words: (Option<String>, Option<String>),
}

/// Cases that all went the same way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Which way they went.
    pub direction: Direction,
    /// The topic.
    pub topic: String,
    /// The remedy.
    pub remedy: String,
    /// What the older version says; absent where it does not decide this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Outcome>,
    /// What the newer version says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Outcome>,
    /// How many cases.
    pub cases: u128,
    /// One of them.
    pub shopper: Shopper,
    /// Somebody who ordered before the day that was named is worse off.
    pub retroactive: bool,
}

impl Outcome {
    /// What a leaf says; `clauses` are the exclusions to be named.
    pub(super) fn of(policy: &Policy, leaf: Leaf, exclusions: &[&Clause]) -> Option<Outcome> {
        let Leaf::Ruling(ruling) = leaf else { return None };
        let allowance = |ix: u16| policy.parts().allowances.get(usize::from(ix));
        Some(match ruling {
            Ruling::Gap => Outcome::plain(Verdict::AskSupport, exclusions),
            Ruling::Excluded(verdict) => Outcome::plain(verdict, exclusions),
            Ruling::Statute { clause } => {
                let own: Vec<&Clause> = clause
                    .and_then(allowance)
                    .into_iter()
                    .chain(exclusions.iter().copied())
                    .collect();
                Outcome::plain(Verdict::AskSupport, &own)
            }
            Ruling::Allowed { clause, verdict } => match allowance(clause) {
                Some(clause) => Outcome::granted(verdict, clause),
                None => Outcome::plain(verdict, &[]),
            },
        })
    }

    fn plain(verdict: Verdict, clauses: &[&Clause]) -> Outcome {
        let steps = clauses
            .iter()
            .flat_map(|clause| &clause.terms.steps)
            .map(ToString::to_string)
            .collect();
        let words =
            clauses.first().map(|clause| (clause.quote.clone(), clause.interpretation.clone()));
        Outcome {
            verdict,
            clauses: clauses.iter().map(|clause| clause.id.to_string()).collect(),
            pays: None,
            cap: None,
            proofs: Vec::new(),
            steps,
            words: words.unwrap_or_default(),
        }
    }

    fn granted(verdict: Verdict, clause: &Clause) -> Outcome {
        Outcome {
            pays: clause.terms.pays,
            cap: clause.terms.cap.map(|cap| cap.to_string()),
            proofs: clause.terms.proofs.iter().map(ToString::to_string).collect(),
            ..Outcome::plain(verdict, &[clause])
        }
    }

    /// Names the exclusions that decide a case, where no allowance does.
    pub(super) fn name(
        &mut self,
        policy: &Policy,
        topic: &TopicCases<'_>,
        remedy: &RemedyId,
        leaf: Leaf,
        path: &[(u8, usize)],
    ) {
        if self.clauses.is_empty() {
            let deciding = deciding(policy, topic, remedy, leaf, path);
            let clauses = deciding.iter().filter_map(|ix| policy.clauses().nth(*ix));
            self.clauses = clauses.map(|clause| clause.id.to_string()).collect();
        }
    }

    /// Which way it went; `None` where nothing changed.
    pub(super) fn towards(&self, after: &Outcome) -> Option<Direction> {
        let terms = |outcome: &Outcome| {
            (outcome.pays, outcome.cap.clone(), outcome.proofs.clone(), outcome.steps.clone())
        };
        if after.verdict > self.verdict {
            Some(Direction::Stricter)
        } else if after.verdict < self.verdict {
            Some(Direction::Generous)
        } else if terms(self) != terms(after) {
            Some(Direction::Terms)
        } else if (&self.clauses, &self.words) != (&after.clauses, &after.words) {
            Some(Direction::Explained)
        } else {
            None
        }
    }
}
