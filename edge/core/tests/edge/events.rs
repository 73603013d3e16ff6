//! What happens to a claim after it is kept: events, what they come to, export, erasure.

use crate::world::{NOON, TOKEN, TestResponse, World, granted, store};
use recourse::claim::{Claim, Submission};
use serde_json::{Value, json};

pub(crate) async fn act(
    world: &World,
    claim: &str,
    body: &Value,
    key: Option<&str>,
) -> TestResponse {
    let token = format!("Bearer {TOKEN}");
    let mut headers = vec![("content-type", "application/json"), ("authorization", token.as_str())];
    headers.extend(key.map(|key| ("idempotency-key", key)));
    world
        .send(
            "POST",
            &format!("/v1/desk/claims/{claim}/events"),
            &headers,
            body.to_string().as_bytes(),
        )
        .await
}

/// A world with one claim: its number and its private link.
pub(crate) async fn one() -> (World, String, String) {
    let world = World::new();
    let receipt = world.submit(&world.ticket().await, &granted()).await.json();
    let text = |key: &str| receipt[key].as_str().unwrap().to_owned();
    let (claim, link) = (text("claim"), text("status_url"));
    (world, claim, link)
}

pub(crate) fn secret(link: &str) -> &str {
    link.rsplit('.').next().unwrap()
}

pub(crate) async fn erase(world: &World, claim: &str, secret: &str) -> TestResponse {
    let bearer = format!("Bearer {secret}");
    world.send("DELETE", &format!("/v1/claims/{claim}"), &[("authorization", &bearer)], b"").await
}

#[tokio::test]
async fn event_of_the_shop_is_shown_to_the_shopper_without_names_and_notes() {
    let (world, claim, link) = one().await;
    assert_eq!(world.status(&link).await.json()["state"], "requested");
    let ask = json!({ "actor": "ann", "action": { "type": "request_info", "message": "a photo of the box" } });
    assert_eq!(act(&world, &claim, &ask, None).await.status, 201);
    let note = json!({ "actor": "ann", "action": { "type": "note", "text": "canary remark" } });
    assert_eq!(act(&world, &claim, &note, None).await.status, 201);
    let seen = world.status(&link).await;
    assert_eq!(
        (&seen.json()["state"], &seen.json()["answer"]["message"]),
        (&json!("needs_more"), &json!("a photo of the box"))
    );
    let text = String::from_utf8(seen.bytes).unwrap();
    assert!(!text.contains("canary") && !text.contains("ann"), "{text}");
    world.clock.set(NOON + 1_000);
    let action =
        json!({ "type": "refund_with_deduction", "amount": "5.00", "reason": "a scratch" });
    let give = json!({ "actor": "bob", "action": action });
    assert_eq!(act(&world, &claim, &give, None).await.json()["state"]["stage"], "approved");
    let desk = world.desk(&format!("/v1/desk/claims/{claim}")).await.json();
    assert_eq!(
        (desk["events"].as_array().unwrap().len(), &desk["state"]["stage"]),
        (3, &json!("approved"))
    );
    assert_eq!(desk["contact"]["email"], "canary@shopper.example", "the claim itself stays whole");
}

#[tokio::test]
async fn idempotency_same_event_is_stored_once() {
    let (world, claim, _) = one().await;
    let give = json!({ "actor": "ann", "action": { "type": "replacement" } });
    let first = act(&world, &claim, &give, None).await;
    world.clock.set(NOON + 5_000);
    let again = act(&world, &claim, &give, None).await;
    assert_eq!((first.status.as_u16(), again.status.as_u16()), (201, 200));
    assert_eq!(first.json()["event"], again.json()["event"]);
    let other = json!({ "actor": "ann", "action": { "type": "close" } });
    assert_eq!(act(&world, &claim, &other, Some("k1")).await.status, 201);
    assert_eq!(act(&world, &claim, &other, Some("k1")).await.status, 200);
    assert_eq!(act(&world, &claim, &other, Some("k2")).await.status, 201);
    assert_eq!(world.ledger.keys().iter().filter(|key| key.starts_with("event/")).count(), 3);
}

#[tokio::test]
async fn conflict_of_two_simultaneous_events_keeps_both() {
    let (world, claim, _) = one().await;
    act(&world, &claim, &json!({ "actor": "ann", "action": { "type": "full_refund" } }), None)
        .await;
    world.clock.set(NOON + 10);
    let second = act(
        &world,
        &claim,
        &json!({ "actor": "bob", "action": { "type": "reject", "reason": "used" } }),
        None,
    )
    .await;
    assert_eq!(second.json()["state"]["conflict"], true);
}

#[tokio::test]
async fn event_that_is_invalid_is_refused_at_its_field() {
    let (world, claim, _) = one().await;
    let long = "x".repeat(2_001);
    for (body, status, code, field) in [
        (json!({ "actor": " ", "action": { "type": "close" } }), 422, "missing", "actor"),
        (json!({ "actor": "Shopper", "action": { "type": "close" } }), 422, "reserved", "actor"),
        (
            json!({ "actor": "a".repeat(81), "action": { "type": "close" } }),
            422,
            "too_long",
            "actor",
        ),
        (
            json!({ "actor": "ann", "action": { "type": "reject", "reason": "" } }),
            422,
            "missing",
            "action",
        ),
        (
            json!({ "actor": "ann", "action": { "type": "note", "text": long } }),
            422,
            "too_long",
            "action",
        ),
    ] {
        let response = act(&world, &claim, &body, None).await;
        response.is(status, code);
        assert_eq!(response.json()["field"], field);
    }
    for body in [
        json!({ "actor": "ann", "action": { "type": "explode" } }),
        json!({ "actor": "ann" }),
        json!([]),
    ] {
        act(&world, &claim, &body, None).await.is(400, "bad_json");
    }
    let stray = json!({ "actor": "ann", "action": { "type": "close" }, "state": "closed" });
    act(&world, &claim, &stray, None).await.is(400, "unknown_field");
    act(&world, "unknown", &json!({ "actor": "ann", "action": { "type": "close" } }), None)
        .await
        .is(404, "not_found");
    world
        .send("POST", &format!("/v1/desk/claims/{claim}/events"), &[], b"{}")
        .await
        .is(401, "unauthorized");
    assert_eq!(world.ledger.keys().len(), 1);
}

#[tokio::test]
async fn csv_and_json_export_have_every_claim_once() {
    let world = World::new();
    for minute in 0..5 {
        world.clock.set(NOON + minute * 60_000);
        let mut body = granted();
        body["note"] = json!("=HYPERLINK(\"http://evil\")");
        body["contact"]["name"] = json!(format!("N {minute}"));
        world.submit(&world.ticket().await, &body).await;
    }
    let base = format!("/v1/desk/stores/{}/export", store());
    let (mut lines, mut path) = (Vec::new(), format!("{base}?limit=2"));
    for _ in 0..3 {
        let page = world.desk(&path).await;
        assert_eq!(page.header("content-type"), "application/jsonl; charset=utf-8");
        lines.extend(String::from_utf8(page.bytes.clone()).unwrap().lines().map(str::to_owned));
        path =
            format!("{base}?limit=2&cursor={}", page.header("recourse-cursor").replace('/', "%2F"));
    }
    assert_eq!(lines.len(), 5);
    assert!(
        lines.iter().all(|line| serde_json::from_str::<Claim>(line).is_ok()),
        "each is a whole claim"
    );
    let csv = String::from_utf8(world.desk(&format!("{base}?format=csv")).await.bytes).unwrap();
    assert_eq!(csv.matches("\r\n").count(), 6, "a head and five lines");
    assert!(csv.contains("\"'=HYPERLINK(\"\"http://evil\"\")\""), "{csv}");
    world.desk(&format!("{base}?format=xml")).await.is(422, "no_such_format");
    world.get(&base).await.is(401, "unauthorized");
}

#[tokio::test]
async fn erasure_removes_a_claim_everywhere_for_good() {
    let world = World::new();
    let (ticket, body) = (world.ticket().await, granted());
    let receipt = world.submit(&ticket, &body).await.json();
    let (claim, link) =
        (receipt["claim"].as_str().unwrap(), receipt["status_url"].as_str().unwrap());
    act(
        &world,
        claim,
        &json!({ "actor": "ann", "action": { "type": "note", "text": "canary remark" } }),
        None,
    )
    .await;
    erase(&world, claim, "wrong").await.is(404, "not_found");
    for _ in 0..2 {
        assert_eq!(erase(&world, claim, secret(link)).await.status, 204);
    }
    world.status(link).await.is(410, "erased");
    world.desk(&format!("/v1/desk/claims/{claim}")).await.is(410, "erased");
    world.submit(&ticket, &body).await.is(410, "erased");
    assert!(world.desk(&format!("/v1/desk/stores/{}/export", store())).await.bytes.is_empty());
    let list = world.desk(&format!("/v1/desk/stores/{}/claims", store())).await;
    assert!(!String::from_utf8(list.bytes).unwrap().contains("***345"));
    act(&world, claim, &json!({ "actor": "ann", "action": { "type": "close" } }), None)
        .await
        .is(410, "erased");
}

#[tokio::test]
async fn claim_has_everything_its_decision_is_derived_from() {
    let (world, claim, _) = one().await;
    let whole: Claim =
        serde_json::from_slice(&world.desk(&format!("/v1/desk/claims/{claim}")).await.bytes)
            .unwrap();
    let sent: Submission = serde_json::from_value(granted()).unwrap();
    assert_eq!((whole.policy, whole.facts), (sent.policy, sent.facts));
}

#[tokio::test]
async fn idempotency_key_with_another_body_or_an_empty_key_is_refused() {
    let (world, claim, _) = one().await;
    let body = |actor: &str, action: Value| json!({ "actor": actor, "action": action });
    let give = body("ann", json!({ "type": "replacement" }));
    assert_eq!(act(&world, &claim, &give, Some("k1")).await.status, 201);
    for other in [
        body("ann", json!({ "type": "reject", "reason": "used" })),
        body("bob", json!({ "type": "replacement" })),
        body("ann", json!({ "type": "coupon", "amount": "5.00" })),
    ] {
        let response = act(&world, &claim, &other, Some("k1")).await;
        response.is(422, "idempotency_key_reused");
    }
    assert_eq!(act(&world, &claim, &give, Some("k1")).await.status, 200);
    for key in ["", " ", &"k".repeat(256)] {
        act(&world, &claim, &give, Some(key)).await.is(400, "bad_idempotency_key");
    }
    assert_eq!(act(&world, &claim, &give, Some(&"k".repeat(255))).await.status, 201);
    let events = world.ledger.keys().into_iter().filter(|key| key.starts_with("event/"));
    assert_eq!(events.count(), 2, "refused requests store nothing");
}

#[tokio::test]
async fn idempotency_key_of_simultaneous_requests_replaces_no_event() {
    let (world, claim, _) = one().await;
    let give = json!({ "actor": "ann", "action": { "type": "replacement" } });
    let refuse = json!({ "actor": "ann", "action": { "type": "reject", "reason": "used" } });
    let (first, second) = tokio::join!(
        act(&world, &claim, &give, Some("k1")),
        act(&world, &claim, &refuse, Some("k1"))
    );
    let stored = world.desk(&format!("/v1/desk/claims/{claim}")).await.json();
    let stored = stored["events"].as_array().unwrap();
    for response in [first, second].iter().filter(|response| response.status == 201) {
        assert!(stored.contains(&response.json()["event"]), "an acknowledged event is stored");
    }
}

#[tokio::test]
async fn event_with_a_field_that_its_action_has_not_is_refused() {
    let (world, claim, _) = one().await;
    for (mut action, extra) in [
        (json!({ "type": "full_refund" }), "amount"),
        (json!({ "type": "replacement" }), "reason"),
        (json!({ "type": "close" }), "message"),
        (json!({ "type": "coupon", "amount": "5.00" }), "reason"),
        (json!({ "type": "partial_refund_keep", "amount": "5.00" }), "reason"),
        (json!({ "type": "refund_with_deduction", "amount": "5.00", "reason": "r" }), "text"),
        (json!({ "type": "request_info", "message": "m" }), "amount"),
        (json!({ "type": "reject", "reason": "r" }), "message"),
        (json!({ "type": "note", "text": "t" }), "state"),
    ] {
        action[extra] = json!("5.00");
        let body = json!({ "actor": "ann", "action": action });
        let response = act(&world, &claim, &body, None).await;
        response.is(400, "unknown_field");
        assert_eq!(response.json()["field"], extra, "{action}");
    }
    assert_eq!(world.ledger.keys().len(), 1, "only the claim is stored");
}

#[tokio::test]
async fn hidden_characters_reach_neither_texts_nor_exports() {
    let world = World::new();
    let hostile = "a\u{1B}[2J\u{7}\0\u{9B}31m\u{202E}b\u{2066}\u{200B}\u{2028}c\r\nd\te";
    let kept = "a\u{FFFD}[2J\u{FFFD}\u{FFFD}\u{FFFD}31mb\nc\nd\te";
    let mut body = granted();
    body["note"] = json!(hostile);
    let receipt = world.submit(&world.ticket().await, &body).await.json();
    let claim = receipt["claim"].as_str().unwrap();
    for action in [
        json!({ "type": "note", "text": hostile }),
        json!({ "type": "reject", "reason": hostile }),
        json!({ "type": "refund_with_deduction", "amount": "5.00", "reason": hostile }),
        json!({ "type": "request_info", "message": hostile }),
    ] {
        let response = act(&world, claim, &json!({ "actor": "ann", "action": action }), None).await;
        assert_eq!(response.status, 201);
    }
    let whole = world.desk(&format!("/v1/desk/claims/{claim}")).await.json();
    assert_eq!(whole["note"], kept);
    for event in whole["events"].as_array().unwrap() {
        let action = &event["action"];
        let text = ["text", "reason", "message"].iter().find_map(|name| action[name].as_str());
        assert_eq!(text, Some(kept), "{event}");
    }
    for format in ["csv", "jsonl"] {
        let path = format!("/v1/desk/stores/{}/export?format={format}", store());
        let text = String::from_utf8(world.desk(&path).await.bytes).unwrap();
        let text = text.trim_start_matches('\u{FEFF}'); // the byte order mark
        let is_line_end = |c| matches!(c, '\r' | '\n' | '\t');
        let hidden = text.chars().find(|c| recourse::claim::is_hidden(*c) && !is_line_end(*c));
        assert_eq!(hidden, None, "{format}: {text:?}");
    }
}

#[tokio::test]
async fn event_of_an_actor_that_looks_like_the_shopper_or_is_hidden_is_refused() {
    let (world, claim, _) = one().await;
    for (actor, code) in [
        ("shopper\u{200B}", "not_visible"),
        ("ѕhopper", "reserved"),
        ("a\u{202E}nn", "not_visible"),
    ] {
        let body = json!({ "actor": actor, "action": { "type": "close" } });
        let response = act(&world, &claim, &body, None).await;
        response.is(422, code);
        assert_eq!(response.json()["field"], "actor");
    }
}
