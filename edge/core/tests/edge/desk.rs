//! The desk: who gets in, what a list shows, and the replay.

use crate::world::{NOON, TOKEN, World, granted, policy, store, today};
use recourse::decide::decide;
use recourse::question::{Facts, Situation};
use recourse::types::TopicId;
use serde_json::{Value, json};
use std::collections::BTreeMap;

async fn replay(world: &World, body: &Value) -> crate::world::TestResponse {
    let headers =
        [("content-type", "application/json"), ("authorization", &*format!("Bearer {TOKEN}"))];
    let path = format!("/v1/desk/stores/{}/decide", store());
    world.send("POST", &path, &headers, body.to_string().as_bytes()).await
}

#[tokio::test]
async fn desk_without_its_token_is_401() {
    let world = World::new();
    let list = format!("/v1/desk/stores/{}/claims", store());
    for path in [list.as_str(), "/v1/desk/stores/unknown/claims", "/v1/desk/claims/x"] {
        world.get(path).await.is(401, "unauthorized");
        let (basic, longer) = (format!("Basic {TOKEN}"), format!("Bearer {TOKEN}2"));
        for token in ["Bearer wrong", "Bearer ", TOKEN, &basic, &longer] {
            let response = world.send("GET", path, &[("authorization", token)], b"").await;
            response.is(401, "unauthorized");
            assert_eq!(response.header("www-authenticate"), "Bearer");
        }
    }
    let path = format!("/v1/desk/stores/{}/decide", store());
    world.send("POST", &path, &[], b"{}").await.is(401, "unauthorized");
}

#[tokio::test]
async fn desk_list_is_newest_first_and_masks_order_numbers() {
    let world = World::new();
    let mut sent = Vec::new();
    for minute in 0..5 {
        world.clock.set(NOON + minute * 60_000);
        let mut body = granted();
        body["note"] = json!(format!("{minute}"));
        let receipt = world.submit(&world.ticket().await, &body).await.json();
        sent.push(receipt["claim"].clone());
    }
    sent.reverse();
    let (mut seen, mut path) = (Vec::new(), format!("/v1/desk/stores/{}/claims?limit=2", store()));
    for _ in 0..3 {
        let page = world.desk(&path).await.json();
        seen.extend(page["claims"].as_array().unwrap().clone());
        let cursor = page["cursor"].as_str().unwrap_or_default().replace('/', "%2F");
        path = format!("/v1/desk/stores/{}/claims?limit=2&cursor={cursor}", store());
    }
    assert_eq!(seen.iter().map(|row| row["claim"].clone()).collect::<Vec<_>>(), sent);
    assert!(seen.iter().all(|row| row["order"] == "***345" && row.get("contact").is_none()));
}

#[tokio::test]
async fn desk_list_has_claims_without_a_readable_summary() {
    let world = World::new();
    let nonce = "ab".repeat(16);
    world.ledger.plant(&format!("claim/{}/0000000000001/{nonce}/0123456789abcdef", store()), "{}");
    world.ledger.plant(&format!("claim/{}/not-of-ours", store()), "{}");
    let list = world.desk(&format!("/v1/desk/stores/{}/claims", store())).await.json();
    let number = format!("{}-0000000000001-{nonce}-0123456789abcdef", store());
    assert_eq!(list["claims"], json!([{ "claim": number, "conflict": false }]));
}

#[tokio::test]
async fn desk_claim_can_be_derived_again() {
    let (world, body) = (World::new(), granted());
    let receipt = world.submit(&world.ticket().await, &body).await.json();
    let id = receipt["claim"].as_str().unwrap();
    let claim = world.desk(&format!("/v1/desk/claims/{id}")).await.json();
    assert_eq!((&claim["v"], &claim["order"]), (&json!(2), &json!("self_declared")));
    assert_eq!((&claim["facts"], &claim["contact"]), (&body["facts"], &body["contact"]));
    let again =
        json!({ "topic": claim["topic"], "facts": claim["facts"], "today": claim["today"] });
    assert_eq!(replay(&world, &again).await.json(), claim["decision"]);
    world.desk("/v1/desk/claims/nothing").await.is(404, "not_found");
}

#[tokio::test]
async fn desk_decide_returns_the_bytes_of_the_native_decision() {
    let (world, body) = (World::new(), granted());
    let facts: BTreeMap<String, String> = serde_json::from_value(body["facts"].clone()).unwrap();
    for count in 0..=facts.len() {
        let some: BTreeMap<_, _> = facts.iter().take(count).collect();
        let texts = some.iter().map(|(question, response)| (question.as_str(), response.as_str()));
        let known = Facts::parse(policy().questions(), texts, today()).unwrap();
        let topic = TopicId::parse(body["topic"].as_str().unwrap()).unwrap();
        let native = decide(policy(), &Situation { topic, facts: known, today: today() });
        let asked = json!({ "topic": body["topic"], "facts": some, "today": "2026-11-20" });
        let response = replay(&world, &asked).await;
        assert_eq!(
            String::from_utf8(response.bytes).unwrap(),
            serde_json::to_string(&native).unwrap()
        );
    }
}

#[tokio::test]
async fn desk_decide_names_the_invalid_field() {
    let (world, topic) = (World::new(), granted()["topic"].clone());
    let cases = [
        (
            json!({ "topic": "nothing", "facts": {}, "today": "2026-11-20" }),
            "no_such_topic",
            "topic",
        ),
        (json!({ "topic": topic, "facts": {}, "today": "2026-02-30" }), "not_a_date", "today"),
        (
            json!({ "topic": topic, "facts": { "nothing": "1" }, "today": "2026-11-20" }),
            "no_such_question",
            "facts.nothing",
        ),
    ];
    for (body, code, field) in cases {
        let response = replay(&world, &body).await;
        response.is(422, code);
        assert_eq!(response.json()["field"], field);
    }
    let strange =
        json!({ "topic": topic, "facts": {}, "today": "2026-11-20", "verdict": "granted" });
    let response = replay(&world, &strange).await;
    response.is(400, "unknown_field");
    assert_eq!(response.json()["field"], "verdict");
}
