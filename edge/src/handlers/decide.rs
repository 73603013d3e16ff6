//! `POST /v1/desk/stores/{store}/decide` with the desk's token: replays a situation as of any day.
//! 1. 401 `unauthorized`, 404 `no_such_store`, and what a body can have wrong, in this order.
//! 2. 422 for a topic, a day or an answer that the policy does not take, with code and field.
//! 3. 200 with the decision: the bytes of the public JSON contract.

use super::{SharedState, desk, json, served};
use crate::body;
use crate::problem::Problem;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use recourse::claim::Refusal;
use recourse::decide::decide;
use recourse::question::{Facts, Situation};
use recourse::types::{Day, TopicId};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Replay {
    topic: String,
    facts: BTreeMap<String, String>,
    today: String,
}

/// Decides a situation.
///
/// # Errors
/// See the contract above.
pub async fn post(
    State(app): State<SharedState>,
    Path(store): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    desk::admit(&app, request.headers())?;
    let policy = &served(&store)?.policy;
    let replay: Replay = body::json(request).await?;
    let refused = |code, detail: &str, field| {
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail).at(field)
    };
    let topic = TopicId::parse(&replay.topic).ok().filter(|topic| policy.topic(topic).is_some());
    let topic =
        topic.ok_or_else(|| refused("no_such_topic", "this policy has no such topic", "topic"))?;
    let today = Day::parse(&replay.today);
    let today = today.map_err(|error| refused("not_a_date", &error.to_string(), "today"))?;
    let texts = replay.facts.iter().map(|(question, answer)| (question.as_str(), answer.as_str()));
    let facts = Facts::parse(policy.questions(), texts, today).map_err(Refusal::from)?;
    Ok(json(StatusCode::OK, &decide(policy, &Situation { topic, facts, today })))
}
