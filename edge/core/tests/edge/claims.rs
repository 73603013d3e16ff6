//! The way of a claim: ticket, submission, receipt, state.

use crate::world::{NOON, World, granted, policy, store, submission};
use recourse::clause::Verdict;
use recourse::question::Kind;
use serde_json::json;

#[tokio::test]
async fn ticket_response_has_its_expiry() {
    let response =
        World::new().send("POST", &format!("/v1/stores/{}/tickets", store()), &[], b"").await;
    assert_eq!(response.status, 201);
    assert_eq!(response.json()["issued_at"], "2026-11-20T12:00:00Z");
    assert_eq!(response.json()["expires_at"], "2026-11-21T12:00:00Z");
    assert_eq!(response.header("cache-control"), "no-store");
}

#[tokio::test]
async fn submit_stores_a_granted_claim_and_acknowledges_it() {
    let (world, body) = (World::new(), granted());
    let response = world.submit(&world.ticket().await, &body).await;
    assert_eq!(response.status, 201, "{}", response.json());
    let receipt = response.json();
    assert_eq!(receipt["verdict"], "granted");
    assert_eq!(receipt["topic"], body["topic"]);
    assert_eq!(receipt["remedy"], body["remedy"]);
    assert_eq!(receipt["received_at"], "2026-11-20T12:00:00Z");
    assert_eq!(world.ledger.keys().len(), 1);
    assert!(world.ledger.keys()[0].starts_with(&format!("claim/{}/", store())));
}

#[tokio::test]
async fn submit_stores_a_claim_for_support() {
    let world = World::new();
    let response = world.submit(&world.ticket().await, &submission(Verdict::AskSupport)).await;
    assert_eq!(
        (response.status.as_u16(), &response.json()["verdict"]),
        (201, &json!("ask_support"))
    );
}

#[tokio::test]
async fn submit_of_a_refused_remedy_stores_nothing() {
    let world = World::new();
    let response = world.submit(&world.ticket().await, &submission(Verdict::Refused)).await;
    response.is(422, "remedy_refused");
    assert_eq!(response.json()["field"], "remedy");
    assert!(world.ledger.keys().is_empty());
}

#[tokio::test]
async fn private_link_shows_what_the_shopper_may_see() {
    let world = World::new();
    let receipt = world.submit(&world.ticket().await, &granted()).await.json();
    let response = world.status(receipt["status_url"].as_str().unwrap()).await;
    assert_eq!(response.status, 200);
    let seen = response.json();
    assert_eq!((&seen["claim"], &seen["state"]), (&receipt["claim"], &json!("requested")));
    assert_eq!(seen["store"], store());
    assert!(seen["due"].is_array() && seen["proofs"].is_array());
    assert!(!String::from_utf8_lossy(&response.bytes).contains("canary"), "no contact, no note");
}

#[tokio::test]
async fn idempotency_same_ticket_and_body_is_one_claim() {
    let (world, body) = (World::new(), granted());
    let ticket = world.ticket().await;
    let first = world.submit(&ticket, &body).await;
    world.clock.set(NOON + 7_200_000);
    let again = world.submit(&ticket, &body).await;
    assert_eq!((first.status.as_u16(), again.status.as_u16()), (201, 200));
    assert_eq!(first.bytes, again.bytes);
    assert_eq!(world.ledger.keys().len(), 1);
}

#[tokio::test]
async fn idempotency_ignores_the_shoppers_offset() {
    let (world, mut body) = (World::new(), granted());
    let ticket = world.ticket().await;
    let first = world.submit(&ticket, &body).await;
    body["offset_minutes"] = json!(60);
    assert_eq!(world.submit(&ticket, &body).await.bytes, first.bytes);
    assert_eq!(world.ledger.keys().len(), 1);
}

#[tokio::test]
async fn idempotency_with_a_lagging_ledger_stores_one_claim() {
    let (world, body) = (World::new(), granted());
    let ticket = world.ticket().await;
    world.ledger.fall_behind(true);
    for _ in 0..3 {
        assert_eq!(world.submit(&ticket, &body).await.status, 201);
    }
    assert_eq!(world.ledger.keys().len(), 1);
}

#[tokio::test]
async fn conflict_of_two_bodies_stores_and_marks_both() {
    for behind in [false, true] {
        let (world, mut body) = (World::new(), granted());
        body["note"] = json!("by another ticket");
        world.submit(&world.ticket().await, &body).await;
        let ticket = world.ticket().await;
        body["note"] = json!("one");
        world.ledger.fall_behind(behind);
        let first = world.submit(&ticket, &body).await.json();
        body["note"] = json!("another");
        let second = world.submit(&ticket, &body).await;
        assert_eq!(second.status, 201);
        world.ledger.fall_behind(false);
        let list = world.desk(&format!("/v1/desk/stores/{}/claims", store())).await.json();
        let rows = list["claims"].as_array().unwrap();
        let marked: Vec<_> = rows.iter().filter(|row| row["conflict"] == true).collect();
        assert_eq!((rows.len(), marked.len()), (3, 2), "behind: {behind}");
        for claim in [&first["claim"], &second.json()["claim"]] {
            assert!(marked.iter().any(|row| row["claim"] == *claim));
            let whole = world.desk(&format!("/v1/desk/claims/{}", claim.as_str().unwrap())).await;
            assert_eq!(whole.status, 200);
        }
    }
}

#[tokio::test]
async fn conflict_of_a_fifth_body_needs_a_new_ticket() {
    let (world, mut body) = (World::new(), granted());
    let ticket = world.ticket().await;
    for number in 0..4 {
        body["note"] = json!(format!("{number}"));
        assert_eq!(world.submit(&ticket, &body).await.status, 201);
    }
    assert_eq!(world.submit(&ticket, &body).await.status, 200, "the fourth again");
    body["note"] = json!("fifth");
    world.submit(&ticket, &body).await.is(422, "ticket_used");
    assert_eq!(world.ledger.keys().len(), 4);
}

#[tokio::test]
async fn ticket_that_is_invalid_stores_nothing() {
    let (world, body) = (World::new(), granted());
    let path = format!("/v1/stores/{}/claims", store());
    let json = [("content-type", "application/json")];
    world.send("POST", &path, &json, body.to_string().as_bytes()).await.is(400, "ticket_missing");
    world.submit("noise", &body).await.is(401, "ticket_invalid");
    let other = World::with(Some(&"77".repeat(32)), None).ticket().await;
    world.submit(&other, &body).await.is(401, "ticket_invalid");
    let old = world.ticket().await;
    world.clock.set(NOON + 86_400_001);
    world.submit(&old, &body).await.is(401, "ticket_expired");
    assert!(world.ledger.keys().is_empty());
}

#[tokio::test]
async fn idempotency_finds_a_claim_after_its_ticket_expired() {
    let (world, mut body) = (World::new(), granted());
    let ticket = world.ticket().await;
    let first = world.submit(&ticket, &body).await.json();
    world.clock.set(NOON + 86_400_001);
    let again = world.submit(&ticket, &body).await;
    assert_eq!((again.status.as_u16(), again.json()), (200, first));
    body["note"] = json!("and one more thing");
    assert_eq!(
        world.submit(&ticket, &body).await.status,
        201,
        "another text is kept beside it, not as another claim"
    );
    assert_eq!(world.ledger.keys().len(), 2);
}

#[tokio::test]
async fn submit_of_a_delivery_in_the_future_is_422_at_its_question() {
    let (world, mut body) = (World::new(), granted());
    let dates = policy().questions().iter().filter(|question| {
        matches!(question.kind, Kind::Date { .. })
            && body["facts"].get(question.id.as_str()).is_some()
    });
    let question = dates.map(|question| question.id.as_str()).next().unwrap();
    body["facts"][question] = json!("2026-11-22");
    let response = world.submit(&world.ticket().await, &body).await;
    response.is(422, "date_in_future");
    assert_eq!(response.json()["field"], format!("facts.{question}"));
    assert!(world.ledger.keys().is_empty());
}

#[tokio::test]
async fn submit_with_a_changed_policy_is_409() {
    let (world, mut body) = (World::new(), granted());
    body["policy"] = json!("0".repeat(64));
    let response = world.submit(&world.ticket().await, &body).await;
    response.is(409, "stale_policy");
    assert_eq!(response.json()["field"], "policy");
}

#[tokio::test]
async fn submit_names_every_invalid_field() {
    let world = World::new();
    let cases = [
        ("/topic", json!("nothing"), "no_such_topic", "topic"),
        ("/remedy", json!("nothing"), "no_such_remedy", "remedy"),
        ("/facts", json!({}), "unanswered", ""),
        ("/facts", json!({ "nothing": "yes" }), "no_such_question", "facts.nothing"),
        ("/contact/email", json!("nobody"), "bad_email", "contact.email"),
        ("/contact/order", json!(""), "bad_order", "contact.order"),
        ("/note", json!("x".repeat(2_001)), "too_long", "note"),
        ("/proofs", json!(["nothing"]), "no_such_proof", "proofs"),
    ];
    for (place, value, code, field) in cases {
        let mut body = granted();
        *body.pointer_mut(place).unwrap() = value;
        let response = world.submit(&world.ticket().await, &body).await;
        response.is(422, code);
        assert!(response.json()["field"].as_str().unwrap().starts_with(field), "{code}");
    }
    assert!(world.ledger.keys().is_empty());
}

#[tokio::test]
async fn submit_for_an_inquiry_is_refused() {
    let inquiry = recourse::clause::TopicKind::Inquiry;
    let Some(topic) = policy().parts().topics.iter().find(|topic| topic.kind == inquiry) else {
        return;
    };
    let (world, mut body) = (World::new(), granted());
    body["topic"] = json!(topic.id);
    world.submit(&world.ticket().await, &body).await.is(422, "no_claim_in_topic");
}

#[tokio::test]
async fn submit_counts_the_earlier_day_of_shop_and_shopper() {
    let (world, mut body) = (World::new(), granted());
    // 23:30 in UTC; the shop is an hour ahead and already on the next day, the shopper is not.
    world.clock.set(NOON + 41_400_000);
    world.clock.set_offset(60);
    for (offset, day) in [(0, "2026-11-20"), (60, "2026-11-21"), (-32_768, "2026-11-20")] {
        body["offset_minutes"] = json!(offset);
        body["note"] = json!(format!("{offset}"));
        let receipt = world.submit(&world.ticket().await, &body).await.json();
        let id = receipt["claim"].as_str().unwrap();
        let claim = world.desk(&format!("/v1/desk/claims/{id}")).await.json();
        assert_eq!(claim["today"], day, "{offset}");
    }
}
