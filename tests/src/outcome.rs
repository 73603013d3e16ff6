//! The outcome of a case in a runtime.

use crate::Case;
use recourse::decide::decide;
use recourse::policy::Policy;
use recourse::question::{Facts, Situation};
use recourse::types::{Day, TopicId};
use serde::{Deserialize, Serialize};

/// A decision, or an answer that its question does not accept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Outcome {
    /// The decision, in the bytes of the JSON contract.
    Decided {
        /// The JSON.
        decision: String,
    },
    /// An answer was refused.
    Refused {
        /// The stable code.
        error: String,
        /// The question.
        question: String,
    },
}

/// Decides a case in this process.
///
/// # Errors
/// If the case itself is invalid: no such topic, or no such day.
pub fn decide_case(policy: &Policy, case: &Case) -> Result<Outcome, String> {
    let topic = TopicId::parse(&case.topic).map_err(|error| error.to_string())?;
    if policy.topic(&topic).is_none() {
        return Err(format!("the policy has no topic `{topic}`"));
    }
    let today =
        Day::parse(&case.today).map_err(|error| format!("today {}: {error}", case.today))?;
    let pairs = case.facts.iter().map(|(question, answer)| (question.as_str(), answer.as_str()));
    match Facts::parse(policy.questions(), pairs, today) {
        Err(error) => {
            Ok(Outcome::Refused { error: error.fault.code().into(), question: error.question })
        }
        Ok(facts) => {
            let decision = decide(policy, &Situation { topic, facts, today });
            let decision = serde_json::to_string(&decision).map_err(|error| error.to_string())?;
            Ok(Outcome::Decided { decision })
        }
    }
}
