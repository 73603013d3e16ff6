//! Room `decide`: what a policy says of a situation: per remedy a verdict with its terms, the clauses cited, the days,
//! and what would change it. Pure: the same policy and situation give the same bytes everywhere.

mod assemble;
mod decision;
mod judge;
mod nearest;
mod statutes;
mod timing;

pub use decision::{
    Decision, NearestChange, Period, RemedyDecision, Status, StatuteNotice, first_steps, is_common,
};
pub(crate) use judge::Judgement;

use crate::policy::Policy;
use crate::question::Situation;

/// Decides a situation. Where answers that still matter are missing, the decision's status is `ask` and names the next
/// question; else every completion of the facts agrees with what is decided.
///
/// A topic that the policy does not have is answered by an empty decision; callers that take a topic from a stranger
/// check it with [`Policy::topic`] first.
#[must_use]
pub fn decide(policy: &Policy, situation: &Situation) -> Decision {
    let Some(judgement) = Judgement::of(policy, &situation.topic, &situation.facts, situation.today) else {
        return empty(policy);
    };
    match judgement.open() {
        Some(open) => assemble::ask(policy, &open),
        None => assemble::decided(&judgement, situation),
    }
}

fn empty(policy: &Policy) -> Decision {
    Decision {
        policy: policy.hash().into(),
        status: Status::Decided,
        question: None,
        at_most: None,
        remedies: alloc::vec::Vec::new(),
        nearest_change: None,
    }
}
