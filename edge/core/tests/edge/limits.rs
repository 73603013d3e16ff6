//! Limits of what is stored under a ticket: they hold under simultaneous requests, and where the
//! list of the ledger is behind.

use crate::events::{act, one};
use crate::photos::{jpeg, send_photo};
use crate::replies::{asked, reply};
use crate::world::{World, granted};
use futures_util::future::join_all;
use serde_json::json;

fn note(n: usize) -> serde_json::Value {
    json!({ "actor": "ann", "action": { "type": "note", "text": format!("note {n}") } })
}

/// Sends so many notes at the same time; returns how many were stored.
async fn notes(world: &World, claim: &str, count: usize) -> usize {
    let bodies: Vec<_> = (0..count).map(note).collect();
    let sent = join_all(bodies.iter().map(|body| act(world, claim, body, None))).await;
    for response in sent.iter().filter(|response| response.status != 201) {
        response.is(422, "too_many_events");
    }
    sent.iter().filter(|response| response.status == 201).count()
}

#[tokio::test]
async fn limit_of_events_holds_for_simultaneous_requests() {
    let (world, claim, _) = one().await;
    assert_eq!(notes(&world, &claim, 170).await, 100);
    let (world, claim, _) = one().await;
    world.ledger.fall_behind(true);
    assert_eq!(notes(&world, &claim, 170).await, 100, "the list shows none of them");
    // Without the object the list counts: it holds one after the other.
    let (world, claim, _) = one().await;
    world.order_registry.fail(true);
    for n in 0..100 {
        assert_eq!(act(&world, &claim, &note(n), None).await.status, 201);
    }
    act(&world, &claim, &note(100), None).await.is(422, "too_many_events");
}

#[tokio::test]
async fn limit_of_notes_leaves_room_for_decisions_and_the_shopper() {
    let (world, claim, link) = one().await;
    assert_eq!(notes(&world, &claim, 101).await, 100);
    for n in 0..50 {
        let ask = json!({ "actor": "ann", "action": { "type": "request_info", "message": format!("{n}") } });
        assert_eq!(act(&world, &claim, &ask, None).await.status, 201, "{n}");
    }
    let close = json!({ "actor": "ann", "action": { "type": "close" } });
    act(&world, &claim, &close, None).await.is(422, "too_many_events");
    assert_eq!(reply(&world, &link, "here", &[]).await.status, 200, "the shopper still replies");
}

#[tokio::test]
async fn limit_of_replies_holds_for_simultaneous_requests() {
    let (world, _, link) = asked().await;
    let texts: Vec<_> = (0..48).map(|n| format!("reply {n}")).collect();
    let sent = join_all(texts.iter().map(|text| reply(&world, &link, text, &[]))).await;
    assert_eq!(sent.iter().filter(|page| page.status == 200).count(), 10);
    assert!(sent.iter().all(|page| page.status == 200 || page.status == 422));
}

#[tokio::test]
async fn limit_of_claims_of_a_ticket_holds_for_simultaneous_requests() {
    for is_behind in [false, true] {
        let world = World::new();
        let ticket = world.ticket().await;
        world.ledger.fall_behind(is_behind);
        let bodies: Vec<_> = (0..40)
            .map(|n| {
                let mut body = granted();
                // Each of another order, so that no object of an order sees two of them.
                body["contact"]["order"] = json!(format!("A-{n}"));
                body
            })
            .collect();
        let sent = join_all(bodies.iter().map(|body| world.submit(&ticket, body))).await;
        let stored = sent.iter().filter(|response| response.status == 201).count();
        assert_eq!(stored, 4, "list behind: {is_behind}");
        for refused in sent.iter().filter(|response| response.status != 201) {
            refused.is(422, "ticket_used");
        }
    }
}

#[tokio::test]
async fn limit_of_photos_of_a_ticket_holds_for_simultaneous_requests() {
    let world = World::new();
    let ticket = world.ticket().await;
    let photos: Vec<_> = (0..60).map(jpeg).collect();
    let sent =
        join_all(photos.iter().map(|bytes| send_photo(&world, &ticket, "image/jpeg", bytes))).await;
    assert_eq!(sent.iter().filter(|response| response.status == 201).count(), 36);
    for refused in sent.iter().filter(|response| response.status != 201) {
        refused.is(422, "too_many_photos");
    }
    assert_eq!(world.photo_store.all().len(), 36);
    let again = send_photo(&world, &ticket, "image/jpeg", &photos[0]).await;
    assert_eq!(again.status, 201, "a photo that is there already is not another one");
}
