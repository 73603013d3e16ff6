//! `POST /v1/desk/stores/{store}/decide`: decides a situation as of any day.
//! 1. 401 `unauthorized`, 404 `no_such_store`, and the problems of a body, in this order.
//! 2. 422 for a topic, a day or an answer that the policy does not accept, with code and field.
//! 3. 200 with the decision: the bytes of the public JSON contract.

use crate::http::desk_auth::DeskRead;
use crate::http::extract::{LimitedJson, Store};
use crate::http::response::json;
use crate::problem::Problem;
use axum::http::StatusCode;
use axum::response::Response;
use recourse::claim::Refusal;
use recourse::decide::decide;
use recourse::policy::Policy;
use recourse::question::{Facts, Situation};
use recourse::types::{Day, TopicId};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A situation as JSON.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SituationRequest {
    topic: String,
    facts: BTreeMap<String, String>,
    today: String,
}

/// Decides a situation.
///
/// # Errors
/// See the contract above.
pub async fn decide_situation(
    _: DeskRead,
    Store(served): Store,
    LimitedJson(request): LimitedJson<SituationRequest>,
) -> Result<Response, Problem> {
    let situation = parse_situation(&served.policy, &request)?;
    Ok(json(StatusCode::OK, &decide(&served.policy, &situation)))
}

fn parse_situation(policy: &Policy, request: &SituationRequest) -> Result<Situation, Problem> {
    let topic = TopicId::parse(&request.topic).ok().filter(|topic| policy.topic(topic).is_some());
    let topic = topic.ok_or_else(|| {
        unprocessable("no_such_topic", "this policy has no such topic").at("topic")
    })?;
    let today = Day::parse(&request.today)
        .map_err(|error| unprocessable("not_a_date", &error.to_string()).at("today"))?;
    let texts = request.facts.iter().map(|(id, answer)| (id.as_str(), answer.as_str()));
    let facts = Facts::parse(policy.questions(), texts, today).map_err(Refusal::from)?;
    Ok(Situation { topic, facts, today })
}

fn unprocessable(code: &'static str, detail: &str) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail)
}
