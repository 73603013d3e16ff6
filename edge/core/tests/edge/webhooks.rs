//! Webhooks: enqueued once, never lost, listed page by page.

use crate::operations::{act, hooked};
use crate::world::{NOON, TOKEN, World, granted, store};
use recourse_edge::ports::{Clock, Ledger, Outbox};
use serde_json::{Value, json};

#[tokio::test]
async fn webhook_is_sent_once_without_personal_data() {
    let world = hooked();
    let claim = world.submit(&world.ticket().await, &granted()).await.json()["claim"].clone();
    act(&world, &claim, json!({ "type": "note", "text": "for us" })).await;
    act(&world, &claim, json!({ "type": "full_refund" })).await;
    world.enqueue_missed().await.unwrap();
    let path = format!("/v1/desk/stores/{}/deliveries", store());
    let told = world.desk(&path).await.json();
    let ids: Vec<&str> = told["deliveries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids.len(), 2, "created and refunded; a note is not announced: {ids:?}");
    let token = format!("Bearer {TOKEN}");
    let again = |id: String| {
        let (world, path, token) = (&world, path.clone(), token.clone());
        async move {
            world
                .send("POST", &format!("{path}/{id}"), &[("authorization", &token)], b"")
                .await
                .status
        }
    };
    assert_eq!(again(ids[0].to_owned()).await, 202);
    assert_eq!(again("msg_nothing".to_owned()).await, 404);
}

fn pending(world: &World) -> usize {
    world.ledger.keys().iter().filter(|key| key.starts_with("webhook/")).count()
}

async fn deliveries(world: &World) -> Vec<Value> {
    let path = format!("/v1/desk/stores/{}/deliveries", store());
    world.desk(&path).await.json()["deliveries"].as_array().unwrap().clone()
}

#[tokio::test]
async fn webhook_that_was_missed_is_enqueued_later() {
    let world = hooked();
    world.outbox.fail(true);
    let receipt = world.submit(&world.ticket().await, &granted()).await;
    assert_eq!(receipt.status, 201, "a claim is stored without the outbox");
    let claim = receipt.json()["claim"].clone();
    for action in [json!({ "type": "request_info", "message": "m" }), json!({ "type": "close" })] {
        world.clock.set(world.clock.now_ms() + 1);
        assert_eq!(act(&world, &claim, action).await, 201, "and no event");
    }
    assert_eq!(pending(&world), 3);
    world.clock.set(NOON + 10_000);
    assert!(world.enqueue_missed().await.is_err());
    world.outbox.fail(false);
    world.enqueue_missed().await.unwrap();
    assert_eq!((deliveries(&world).await.len(), pending(&world)), (3, 0));
    world.enqueue_missed().await.unwrap();
    let found = deliveries(&world).await;
    // Found later or said at once: the very same messages.
    let other = hooked();
    let claim = other.submit(&other.ticket().await, &granted()).await.json()["claim"].clone();
    for action in [json!({ "type": "request_info", "message": "m" }), json!({ "type": "close" })] {
        other.clock.set(other.clock.now_ms() + 1);
        act(&other, &claim, action).await;
    }
    assert_eq!(deliveries(&other).await, found);
    let of = |world: &World| {
        let outbox = world.outbox.clone();
        async move { outbox.deliveries(store(), None, 10).await.unwrap() }
    };
    assert_eq!(of(&other).await, of(&world).await, "with the states as they were");
}

#[tokio::test]
async fn webhook_of_what_was_never_stored_is_dropped_after_an_hour() {
    let world = hooked();
    let ticket = world.ticket().await;
    world.outbox.fail(true);
    assert_eq!(world.submit(&ticket, &granted()).await.status, 201);
    world.outbox.fail(false);
    let claim = world.ledger.keys().into_iter().find(|key| key.starts_with("claim/")).unwrap();
    world.ledger.remove(&claim).await.unwrap();
    for (age, left) in [(10_000, 1), (3_599_000, 1), (3_601_000, 0)] {
        world.clock.set(NOON + age);
        world.enqueue_missed().await.unwrap();
        assert_eq!((pending(&world), deliveries(&world).await.len()), (left, 0), "after {age} ms");
    }
}

#[tokio::test]
async fn webhook_that_a_full_outbox_refuses_is_enqueued_when_there_is_room() {
    let world = hooked();
    world.outbox.hold(Some(2));
    for minute in 0..5 {
        world.clock.set(NOON + minute * 60_000);
        let mut body = granted();
        body["contact"]["order"] = json!(format!("O-{minute}"));
        assert_eq!(world.submit(&world.ticket().await, &body).await.status, 201);
    }
    assert_eq!((deliveries(&world).await.len(), pending(&world)), (2, 3));
    world.clock.set(NOON + 600_000);
    assert!(world.enqueue_missed().await.is_err());
    assert_eq!(pending(&world), 3, "nothing is lost");
    world.outbox.hold(None);
    world.enqueue_missed().await.unwrap();
    assert_eq!((deliveries(&world).await.len(), pending(&world)), (5, 0));
}

#[tokio::test]
async fn webhook_run_is_bounded_and_the_next_one_continues() {
    let world = hooked();
    world.outbox.fail(true);
    let claim = world.submit(&world.ticket().await, &granted()).await.json()["claim"].clone();
    for count in 0..230 {
        world.clock.set(NOON + count);
        let action = json!({ "type": "request_info", "message": format!("m {count}") });
        let answer = act(&world, &claim, action).await;
        assert!(answer == 201 || answer == 422, "{answer}");
    }
    world.outbox.fail(false);
    world.clock.set(NOON + 600_000);
    let before = world.ledger.operations();
    let waiting = pending(&world);
    world.enqueue_missed().await.unwrap();
    assert!(world.ledger.operations() - before < 1_000, "the platform's limit");
    let left = pending(&world);
    assert!(left < waiting && (waiting <= 200 || left > 0), "{left} of {waiting}");
    world.enqueue_missed().await.unwrap();
    assert_eq!(pending(&world), 0);
    assert_eq!(world.outbox.deliveries(store(), None, 1_000).await.unwrap().len(), waiting);
}

#[tokio::test]
async fn webhook_deliveries_are_listed_page_by_page() {
    let world = hooked();
    for minute in 0..5 {
        world.clock.set(NOON + minute * 60_000);
        let mut body = granted();
        body["contact"]["order"] = json!(format!("O-{minute}"));
        world.submit(&world.ticket().await, &body).await;
    }
    let base = format!("/v1/desk/stores/{}/deliveries", store());
    let (mut seen, mut path) = (Vec::new(), format!("{base}?limit=2"));
    for _ in 0..3 {
        let page = world.desk(&path).await.json();
        seen.extend(page["deliveries"].as_array().unwrap().clone());
        let Some(cursor) = page["cursor"].as_str() else { break };
        path = format!("{base}?limit=2&cursor={cursor}");
    }
    assert_eq!(seen, deliveries(&world).await, "each once, in the order of the whole list");
    assert_eq!(seen.len(), 5);
    world.desk(&format!("{base}?cursor=x")).await.is(422, "bad_cursor");
}
