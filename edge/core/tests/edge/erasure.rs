//! Erasure and retention reach everything that belongs to a claim, and nothing else.

use crate::events::{act, erase, one, secret};
use crate::photos::{jpeg, name, with_photos};
use crate::replies::reply;
use crate::world::{NOON, World, granted};
use serde_json::{Value, json};

const DAY: i64 = 86_400_000;
/// More than a page of the list that an earlier version read.
const MANY: usize = 450;

/// A claim with many events, of which each has the canary.
async fn many() -> (World, String, String) {
    let (world, claim, link) = one().await;
    let key = claim.replacen('-', "/", 3);
    for n in 0..MANY {
        let action = json!({ "type": "note", "text": "canary event" });
        let id = format!("{n:016x}");
        let event = json!({ "at_ms": NOON, "id": id, "v": 1, "actor": "ann", "action": action });
        world.ledger.plant(&format!("event/{key}/{id}"), &event.to_string());
    }
    world.ledger.shorten(100);
    (world, claim, link)
}

#[tokio::test]
async fn erasure_removes_every_event_of_a_claim_with_many() {
    let (world, claim, link) = many().await;
    let shown = world.desk(&format!("/v1/desk/claims/{claim}")).await.json();
    assert_eq!(shown["events"].as_array().unwrap().len(), MANY, "the desk sees all of them");
    assert_eq!(erase(&world, &claim, secret(&link)).await.status, 204);
    let left: Vec<_> = world.ledger.keys();
    assert!(left.iter().all(|key| !key.starts_with("event/")), "{} left", left.len());
    world.clock.set(NOON + 3 * DAY);
    world.sweep().await.unwrap();
    assert!(world.ledger.keys().is_empty(), "{:?}", world.ledger.keys());
}

#[tokio::test]
async fn retention_removes_every_event_of_a_claim_with_many() {
    let (world, claim, _) = many().await;
    let key = claim.replacen('-', "/", 3);
    let close = json!({ "at_ms": NOON + 1, "id": "f", "v": 1, "actor": "ann", "action": { "type": "close" } });
    world.ledger.plant(&format!("event/{key}/ffffffffffffffff"), &close.to_string());
    world.ledger.plant(&format!("end/2026-11-21/{claim}"), "");
    world.clock.set(NOON + 2 * DAY);
    assert_eq!(world.sweep().await.unwrap().claims, 1);
    assert!(world.ledger.keys().is_empty(), "{:?}", world.ledger.keys());
}

/// An erasure that stops in between goes on where it stopped.
#[tokio::test]
async fn erasure_that_was_interrupted_is_completed_by_the_next_request() {
    let (world, claim, link) = many().await;
    world.ledger.fail_after(200);
    assert_eq!(erase(&world, &claim, secret(&link)).await.status, 503);
    let left = world.ledger.keys().len();
    assert!(left < MANY && left > 200, "{left}");
    world.ledger.fail(false);
    assert_eq!(erase(&world, &claim, secret(&link)).await.status, 204);
    assert!(world.ledger.keys().iter().all(|key| !key.starts_with("event/")));
}

/// A page of KV may be empty and have a cursor; the ticket of these photos has a claim behind it.
#[tokio::test]
async fn retention_keeps_photos_of_a_claim_behind_an_empty_page() {
    let world = World::new();
    let ticket = world.ticket().await;
    let photo = name(&world, &ticket, &jpeg(1)).await;
    assert_eq!(world.submit(&ticket, &with_photos(&[&photo])).await.status, 201);
    world.ledger.empty_first_page(true);
    world.clock.set(NOON + 3 * DAY);
    world.sweep().await.unwrap();
    assert_eq!(world.photo_store.all().len(), 1);
}

/// Two claims of one ticket; the second has the second photo of the first, and one of its own.
struct Siblings {
    world: World,
    ticket: String,
    photos: [String; 3],
    /// Numbers and private links.
    claims: [(String, String); 2],
}

async fn siblings() -> Siblings {
    let world = World::new();
    let ticket = world.ticket().await;
    let mut photos = Vec::new();
    for seed in 0..3 {
        photos.push(name(&world, &ticket, &jpeg(seed)).await);
    }
    let photos: [String; 3] = photos.try_into().unwrap();
    let mut claims = Vec::new();
    for own in [&photos[..2], &photos[1..]] {
        let own: Vec<_> = own.iter().map(String::as_str).collect();
        let receipt = world.submit(&ticket, &with_photos(&own)).await;
        assert_eq!(receipt.status, 201);
        let text = |name: &str| receipt.json()[name].as_str().unwrap().to_owned();
        claims.push((text("claim"), text("status_url")));
    }
    Siblings { world, ticket, photos, claims: claims.try_into().unwrap() }
}

async fn seen(siblings: &Siblings, claim: &str, photo: &str) -> u16 {
    let path = format!("/v1/desk/claims/{claim}/photos/{photo}");
    siblings.world.desk(&path).await.status.as_u16()
}

#[tokio::test]
async fn erasure_of_one_claim_keeps_the_photos_of_its_sibling() {
    let siblings = siblings().await;
    let (world, [first, second]) = (&siblings.world, &siblings.claims);
    let ask = json!({ "actor": "ann", "action": { "type": "request_info", "message": "more" } });
    assert_eq!(act(world, &second.0, &ask, None).await.status, 201);
    world.clock.set(NOON + 1);
    assert_eq!(reply(world, &second.1, "here", &[&jpeg(7)]).await.status, 200);
    assert_eq!(erase(world, &first.0, secret(&first.1)).await.status, 204);
    assert!(!world.photo_store.all().keys().any(|key| key.ends_with(&siblings.photos[0])));
    for photo in &siblings.photos[1..] {
        assert_eq!(seen(&siblings, &second.0, photo).await, 200);
        assert_eq!(seen(&siblings, &first.0, photo).await, 410);
    }
    // The sibling goes on: its shopper still replies with photos.
    assert_eq!(reply(world, &second.1, "and here", &[&jpeg(8)]).await.status, 200);
    let claim = world.desk(&format!("/v1/desk/claims/{}", second.0)).await.json();
    for reply in claim["state"]["replies"].as_array().unwrap() {
        let photo = reply["photos"][0].as_str().unwrap();
        assert_eq!(seen(&siblings, &second.0, photo).await, 200);
    }
    assert_eq!(erase(world, &second.0, secret(&second.1)).await.status, 204);
    assert!(world.photo_store.all().is_empty(), "with the last claim all of them are gone");
    let refused = crate::photos::send_photo(world, &siblings.ticket, "image/jpeg", &jpeg(1)).await;
    refused.is(410, "erased");
}

#[tokio::test]
async fn retention_of_one_claim_keeps_the_photos_of_its_sibling() {
    let siblings = siblings().await;
    let (world, [first, second]) = (&siblings.world, &siblings.claims);
    let close = json!({ "actor": "ann", "action": { "type": "close" } });
    assert_eq!(act(world, &first.0, &close, None).await.status, 201);
    world.clock.set(NOON + 181 * DAY);
    assert_eq!(world.sweep().await.unwrap().claims, 1);
    assert_eq!(seen(&siblings, &first.0, &siblings.photos[1]).await, 404);
    for photo in &siblings.photos[1..] {
        assert_eq!(seen(&siblings, &second.0, photo).await, 200);
    }
    assert_eq!(world.photo_store.all().len(), 2);
}

/// The simultaneous submission of two bodies is one thing; a retry of the same is another.
#[tokio::test]
async fn erasure_of_a_retried_claim_leaves_nothing() {
    let world = World::new();
    let ticket = world.ticket().await;
    let receipt: Value = world.submit(&ticket, &granted()).await.json();
    world.submit(&ticket, &granted()).await;
    let (claim, link) =
        (receipt["claim"].as_str().unwrap(), receipt["status_url"].as_str().unwrap());
    assert_eq!(erase(&world, claim, secret(link)).await.status, 204);
    world.clock.set(NOON + 3 * DAY);
    world.sweep().await.unwrap();
    assert!(world.ledger.keys().is_empty(), "{:?}", world.ledger.keys());
}
