//! Floods: refused requests lock no shopper out, photos without a claim have a ceiling, and the
//! sweep gets through its queues in several runs.

use crate::events::{erase, one, secret};
use crate::form;
use crate::photos::{jpeg, name, send_photo, with_photos};
use crate::world::{NOON, World, granted, store};
use recourse_edge::ports::RateLimit;
use serde_json::json;

const DAY: i64 = 86_400_000;
const HOUR: i64 = 3_600_000;
/// What the platform allows one run.
const OPERATIONS_MAX: u64 = 1_000;

fn operations(world: &World) -> u64 {
    world.ledger.operations() + world.photo_store.operations()
}

/// The first part of the keys of tickets that were issued at an instant.
fn ticket_at(at_ms: i64, n: usize) -> String {
    format!("{}/{:013}/{n:032x}", store(), 9_999_999_999_999 - at_ms)
}

#[tokio::test]
async fn rate_limit_of_a_shop_counts_only_claims_that_would_be_stored() {
    let world = World::new();
    world.rate_limiter.limit(RateLimit::Store, 1);
    let path = format!("/v1/stores/{}/claims", store());
    let ticket = world.ticket().await;
    let mut refused = granted();
    refused["facts"] = json!({});
    let mut no_photo = granted();
    no_photo["photos"] = json!([{ "proof": "x", "photo": "x" }]);
    let (refused, no_photo) = (refused.to_string(), no_photo.to_string());
    for (n, (ticket, body)) in [
        ("", "{}"),
        ("x", granted().to_string().as_str()),
        (ticket.as_str(), "{"),
        (ticket.as_str(), "{}"),
        (ticket.as_str(), refused.as_str()),
        (ticket.as_str(), no_photo.as_str()),
    ]
    .into_iter()
    .enumerate()
    {
        let address = format!("192.0.2.{n}");
        let headers = [
            ("content-type", "application/json"),
            ("recourse-ticket", ticket),
            ("cf-connecting-ip", &*address),
        ];
        let response = world.send("POST", &path, &headers, body.as_bytes()).await;
        assert!(response.status.is_client_error() && response.status != 429, "{n}");
    }
    assert_eq!(world.submit(&ticket, &granted()).await.status, 201, "none of them counted");
    assert_eq!(world.submit(&ticket, &granted()).await.status, 200, "a retry does not count");
    world.submit(&world.ticket().await, &granted()).await.is(429, "rate_limited");
}

#[tokio::test]
async fn rate_limit_counts_the_network_of_many_senders() {
    let world = World::new();
    world.rate_limiter.limit(RateLimit::Network, 60);
    let path = format!("/v1/stores/{}/claims", store());
    for n in 0..61 {
        let address = format!("2001:db8:1:{n:x}::1");
        let headers = [("content-type", "application/json"), ("cf-connecting-ip", &*address)];
        let response = world.send("POST", &path, &headers, b"{}").await;
        assert_eq!(response.status, if n < 60 { 400 } else { 429 }, "{n}");
    }
    let other = [("content-type", "application/json"), ("cf-connecting-ip", "2001:db8:2::1")];
    world.send("POST", &path, &other, b"{}").await.is(400, "bad_json");
}

#[tokio::test]
async fn ticket_of_the_form_is_good_for_the_form_only() {
    let world = World::new();
    let ticket = form::ticket(&world).await;
    let refused = world.submit(&ticket, &granted()).await;
    refused.is(401, "ticket_invalid");
    assert!(refused.json()["detail"].as_str().unwrap().contains("HTML form"));
    send_photo(&world, &ticket, "image/jpeg", &jpeg(1)).await.is(401, "ticket_invalid");
    assert!(world.photo_store.all().is_empty());
    let page = form::send(&world, &ticket).await;
    assert_eq!(page.status, 200, "{}", form::text(&page));
    assert_eq!(world.ledger.keys().len(), 1, "the form takes it");
}

#[tokio::test]
async fn upload_becomes_a_photo_of_its_claim() {
    let world = World::new();
    let ticket = world.ticket().await;
    let (first, second) =
        (name(&world, &ticket, &jpeg(1)).await, name(&world, &ticket, &jpeg(2)).await);
    let keys = || world.photo_store.all().into_keys().collect::<Vec<_>>();
    assert!(keys().iter().all(|key| key.starts_with("upload/")), "{:?}", keys());
    let receipt = world.submit(&ticket, &with_photos(&[&first])).await;
    assert_eq!(receipt.status, 201);
    let (kept, left): (Vec<_>, Vec<_>) =
        keys().into_iter().partition(|key| key.starts_with("photo/"));
    assert!(kept.len() == 1 && kept[0].ends_with(&first), "{kept:?}");
    assert!(left.len() == 1 && left[0].ends_with(&second), "{left:?}");
    // The same claim again, and another one with the same photo.
    assert_eq!(world.submit(&ticket, &with_photos(&[&first])).await.status, 200);
    let mut other = with_photos(&[&first, &second]);
    other["note"] = json!("another");
    assert_eq!(world.submit(&ticket, &other).await.status, 201);
    assert_eq!(keys().len(), 2);
    assert_eq!(name(&world, &ticket, &jpeg(1)).await, first, "sent again, it is there already");
    assert_eq!(keys().len(), 2);
}

#[tokio::test]
async fn upload_that_was_removed_is_no_photo_of_a_claim() {
    let world = World::new();
    let ticket = world.ticket().await;
    let photo = name(&world, &ticket, &jpeg(1)).await;
    let keys: Vec<_> = world.photo_store.all().into_keys().collect();
    recourse_edge::ports::PhotoStore::remove(&world.photo_store, &keys).await.unwrap();
    let refused = world.submit(&ticket, &with_photos(&[&photo])).await;
    refused.is(422, "no_such_photo");
    assert_eq!(refused.json()["field"], "photos");
    assert!(world.ledger.keys().is_empty(), "no claim names a photo that is not there");
}

/// The same content under another ticket is one claim: its photos are not stored twice.
#[tokio::test]
async fn upload_of_a_duplicate_claim_is_removed() {
    let world = World::new();
    for status in [201, 200] {
        let ticket = world.ticket().await;
        let photo = name(&world, &ticket, &jpeg(1)).await;
        assert_eq!(world.submit(&ticket, &with_photos(&[&photo])).await.status, status);
    }
    assert_eq!(world.photo_store.all().len(), 1, "{:?}", world.photo_store.all().keys());
}

#[tokio::test]
async fn upload_limit_of_a_shop_counts_only_photos_that_are_stored() {
    let world = World::new();
    world.rate_limiter.limit(RateLimit::StoreUploads, 2);
    let ticket = world.ticket().await;
    for _ in 0..3 {
        send_photo(&world, "x", "image/jpeg", &jpeg(1)).await.is(401, "ticket_invalid");
        send_photo(&world, &ticket, "image/jpeg", b"x").await.is(415, "not_a_photo");
    }
    for seed in [1, 1, 1, 2] {
        name(&world, &ticket, &jpeg(seed)).await;
    }
    send_photo(&world, &ticket, "image/jpeg", &jpeg(3)).await.is(429, "rate_limited");
}

/// Above the ceiling the oldest uploads go first; those of a shopper who is still writing stay.
#[tokio::test]
async fn upload_ceiling_removes_the_oldest_and_spares_the_fresh() {
    let world = World::new();
    let key = |age: i64, n: usize| format!("upload/{}/photo", ticket_at(NOON - age, n));
    for n in 0..7_000 {
        world.photo_store.plant(&key(HOUR + i64::try_from(n).unwrap(), n), b"x");
    }
    for n in 0..300 {
        world.photo_store.plant(&key(60_000, n), b"x");
    }
    let before = operations(&world);
    assert_eq!(world.sweep().await.unwrap().photos, 2_000);
    let used = operations(&world) - before;
    assert!(used < 60, "in batches: {used} operations");
    let left = world.photo_store.all();
    assert_eq!(left.len(), 5_300);
    assert!(left.contains_key(&key(HOUR, 0)) && !left.contains_key(&key(HOUR + 6_999, 6_999)));
    world.clock.set(NOON + 2 * DAY);
    world.sweep().await.unwrap();
    assert!(world.photo_store.all().is_empty(), "after two days none is left");
}

#[tokio::test]
async fn sweep_works_through_its_queues_in_several_runs_erasures_first() {
    let (world, claim, link) = one().await;
    assert_eq!(erase(&world, &claim, secret(&link)).await.status, 204);
    let day = "2026-11-19";
    for n in 0..500 {
        let id = format!("{}-{:016x}", ticket_at(NOON - 200 * DAY, n).replace('/', "-"), n);
        world.ledger.plant(&format!("end/{day}/{id}"), "");
        let key = id.replacen('-', "/", 3);
        world.ledger.plant(&format!("claim/{key}"), r#"{"v":1,"erased":true}"#);
    }
    world.ledger.plant("end/2026-11-01/nonsense", "");
    world.clock.set(NOON + 3 * DAY);
    let (mut runs, mut removed) = (0, 0);
    loop {
        let before = operations(&world);
        let swept = world.sweep().await.unwrap().claims;
        let used = operations(&world) - before;
        assert!(used < OPERATIONS_MAX, "run {runs}: {used} operations");
        if runs == 0 {
            let is_erased = |key: &String| key.starts_with("erased/") || key.contains(&claim);
            assert!(!world.ledger.keys().iter().any(is_erased), "the erasure is first");
        }
        if swept == 0 {
            break;
        }
        (runs, removed) = (runs + 1, removed + swept);
    }
    assert_eq!(removed, 501);
    assert!(runs > 3, "{runs}");
    assert_eq!(world.ledger.keys(), ["end/2026-11-01/nonsense"]);
}

/// Photos whose claim was not stored: looked for ticket by ticket, over several runs.
#[tokio::test]
async fn sweep_of_photos_without_a_claim_continues_where_it_stopped() {
    let world = World::new();
    for n in 0..700 {
        let ticket = ticket_at(NOON - 3 * DAY, n);
        world.photo_store.plant(&format!("photo/{ticket}/photo"), b"x");
        if n % 2 == 0 {
            world.ledger.plant(&format!("claim/{ticket}/0123456789abcdef"), "{}");
        }
    }
    let mut runs = 0;
    while world.photo_store.all().len() > 350 {
        let before = operations(&world);
        world.sweep().await.unwrap();
        let used = operations(&world) - before;
        assert!(used < OPERATIONS_MAX, "run {runs}: {used} operations");
        runs += 1;
        assert!(runs < 20, "{} photos are left", world.photo_store.all().len());
    }
    assert!(runs > 1, "{runs}");
    let before = operations(&world);
    for _ in 0..5 {
        world.sweep().await.unwrap();
    }
    assert!(operations(&world) - before < 300, "a finished day costs little");
    assert_eq!(world.photo_store.all().len(), 350, "those with a claim stay");
    let late = format!("photo/{}/photo", ticket_at(NOON - 4 * DAY, 9_999));
    world.photo_store.plant(&late, b"x");
    world.clock.set(NOON + DAY);
    for _ in 0..10 {
        world.sweep().await.unwrap();
    }
    assert!(!world.photo_store.all().contains_key(&late), "the next day begins again");
}
