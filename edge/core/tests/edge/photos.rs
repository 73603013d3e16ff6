//! Photos: what is taken, under which name, who sees it, and what is gone when a claim is.

use crate::world::{NOON, TOKEN, TestResponse, World, granted, policy, store};
use serde_json::{Value, json};

/// A grey pixel by the registry, with something to say about where it was taken.
pub(crate) fn jpeg(seed: u8) -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xD8];
    bytes.extend(b"\xFF\xE1\0\x1AExif\0\0canary 52.52 N....");
    bytes.extend(b"\xFF\xDB\0\x43\0");
    bytes.extend([1; 64]);
    bytes.extend(b"\xFF\xC0\0\x0B\x08\0\x01\0\x01\x01\x01\x11\0");
    bytes.extend(b"\xFF\xDA\0\x08\x01\x01\0\0\x3F\0");
    bytes.extend([0x12, seed, 0xFF, 0xD9]);
    bytes
}

const JPEG: [(&str, &str); 1] = [("content-type", "image/jpeg")];

pub(crate) async fn send_photo(
    world: &World,
    ticket: &str,
    kind: &str,
    bytes: &[u8],
) -> TestResponse {
    let path = format!("/v1/stores/{}/photos", store());
    world.send("POST", &path, &[("content-type", kind), ("recourse-ticket", ticket)], bytes).await
}

pub(crate) async fn name(world: &World, ticket: &str, bytes: &[u8]) -> String {
    let response = send_photo(world, ticket, "image/jpeg", bytes).await;
    assert_eq!(response.status, 201, "{}", String::from_utf8_lossy(&response.bytes));
    response.json()["photo"].as_str().unwrap().to_owned()
}

pub(crate) fn with_photos(photos: &[&str]) -> Value {
    let proof = policy().parts().proofs[0].id.to_string();
    let mut body = granted();
    body["photos"] = photos.iter().map(|photo| json!({ "proof": proof, "photo": photo })).collect();
    body
}

#[tokio::test]
async fn photo_is_shown_to_its_shopper_and_the_desk() {
    let world = World::new();
    let ticket = world.ticket().await;
    let photo = name(&world, &ticket, &jpeg(1)).await;
    let receipt = world.submit(&ticket, &with_photos(&[&photo])).await;
    assert_eq!(receipt.status, 201);
    let id = receipt.json()["claim"].as_str().unwrap().to_owned();
    let link = receipt.json()["status_url"].as_str().unwrap().to_owned();
    let claim = world.desk(&format!("/v1/desk/claims/{id}")).await.json();
    assert_eq!(claim["photos"][0]["photo"], photo);
    let list = world.desk(&format!("/v1/desk/stores/{}/claims", store())).await.json();
    assert_eq!(list["claims"][0]["photos"], 1);

    let seen = world.desk(&format!("/v1/desk/claims/{id}/photos/{photo}")).await;
    assert_eq!((seen.status.as_u16(), seen.header("content-type")), (200, "image/jpeg"));
    assert_eq!(seen.header("content-security-policy"), "default-src 'none'; sandbox");
    assert_eq!(
        (seen.header("x-content-type-options"), seen.header("cache-control")),
        ("nosniff", "no-store")
    );
    assert!(!seen.bytes.windows(6).any(|part| part == b"canary"), "the location is removed");
    assert!(seen.bytes.ends_with(&[0x12, 1, 0xFF, 0xD9]), "the picture is the picture");

    let secret = link.rsplit('.').next().unwrap();
    let own = format!("/v1/claims/{id}/photos/{photo}");
    let bearer = |secret: &str| format!("Bearer {secret}");
    assert_eq!(
        world.send("GET", &own, &[("authorization", &bearer(secret))], b"").await.status,
        200
    );
    world.send("GET", &own, &[("authorization", &bearer(TOKEN))], b"").await.is(404, "not_found");
    world.get(&own).await.is(404, "not_found");
    world.get(&format!("/v1/desk/claims/{id}/photos/{photo}")).await.is(401, "unauthorized");
    let other = format!("0000{}", photo.split_at(4).1);
    world.desk(&format!("/v1/desk/claims/{id}/photos/{other}")).await.is(404, "not_found");
    world.desk(&format!("/v1/desk/claims/{id}/photos/..%2F..%2Fclaim")).await.is(404, "not_found");
}

#[tokio::test]
async fn photo_is_stored_once_and_named_for_its_ticket() {
    let world = World::new();
    let (one, other) = (world.ticket().await, world.ticket().await);
    let photo = name(&world, &one, &jpeg(1)).await;
    assert_eq!(name(&world, &one, &jpeg(1)).await, photo);
    assert_eq!(world.photo_store.all().len(), 1);
    let refused = world.submit(&other, &with_photos(&[&photo])).await;
    refused.is(422, "no_such_photo");
    assert_eq!(refused.json()["field"], "photos");
    for forged in [
        "",
        "x",
        &photo.replace("jpg", "png"),
        &format!("{photo}x"),
        "00000000000000000000000000000000-0000000000000000.jpg",
    ] {
        world.submit(&one, &with_photos(&[forged])).await.is(422, "no_such_photo");
    }
    let mut unknown = with_photos(&[&photo]);
    unknown["photos"][0]["proof"] = json!("no-such-proof");
    world.submit(&one, &unknown).await.is(422, "no_such_proof");
    assert!(world.ledger.keys().is_empty(), "nothing was kept for any of them");
    assert_eq!(world.submit(&one, &with_photos(&[&photo])).await.status, 201);
}

#[tokio::test]
async fn photo_that_is_invalid_is_refused_and_not_stored() {
    let world = World::new();
    let ticket = world.ticket().await;
    let good = jpeg(1);
    let cut = &good[..good.len() - 2];
    let mut huge = good.clone();
    let at = huge.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap() + 5;
    huge[at..at + 4].copy_from_slice(&[0xEA, 0x60, 0xEA, 0x60]);
    let big = [&good[..], &vec![0; 5 * 1024 * 1024]].concat();
    let cases: [(&str, &[u8], u16, &str); 9] = [
        ("image/png", &good, 415, "not_a_photo"),
        ("image/svg+xml", b"<svg onload='alert(1)'/>", 415, "not_a_photo"),
        ("image/jpeg", b"<svg onload='alert(1)'/>", 415, "not_a_photo"),
        ("image/gif", b"GIF89a", 415, "not_a_photo"),
        ("text/html", b"<script>", 415, "not_a_photo"),
        ("image/jpeg", b"", 415, "not_a_photo"),
        ("image/jpeg", cut, 422, "damaged_photo"),
        ("image/jpeg", &huge, 422, "too_many_pixels"),
        ("image/jpeg", &big, 413, "too_large"),
    ];
    for (kind, bytes, status, code) in cases {
        send_photo(&world, &ticket, kind, bytes).await.is(status, code);
    }
    let path = format!("/v1/stores/{}/photos", store());
    world.send("POST", &path, &JPEG, &good).await.is(400, "ticket_missing");
    send_photo(&world, "x", "image/jpeg", &good).await.is(401, "ticket_invalid");
    world.clock.set(NOON + 86_400_001);
    send_photo(&world, &ticket, "image/jpeg", &good).await.is(401, "ticket_expired");
    assert!(world.photo_store.all().is_empty());
}

#[tokio::test]
async fn photo_limits_are_twelve_a_claim_and_thirty_six_a_ticket() {
    let world = World::new();
    let ticket = world.ticket().await;
    let mut photos = Vec::new();
    for seed in 0..36 {
        photos.push(name(&world, &ticket, &jpeg(seed)).await);
    }
    send_photo(&world, &ticket, "image/jpeg", &jpeg(36)).await.is(422, "too_many_photos");
    assert_eq!(
        name(&world, &ticket, &jpeg(3)).await,
        photos[3],
        "one that is there already is not another"
    );
    let all: Vec<&str> = photos.iter().take(13).map(String::as_str).collect();
    world.submit(&ticket, &with_photos(&all)).await.is(422, "too_many_photos");
}

#[tokio::test]
async fn photo_store_failure_acknowledges_nothing() {
    let world = World::new();
    let ticket = world.ticket().await;
    world.photo_store.fail(true);
    send_photo(&world, &ticket, "image/jpeg", &jpeg(1)).await.is(503, "ledger_unavailable");
    world.photo_store.fail(false);
    let photo = name(&world, &ticket, &jpeg(1)).await;
    assert_eq!(world.submit(&ticket, &with_photos(&[&photo])).await.status, 201);
}

#[tokio::test]
async fn erasure_removes_photos_for_good() {
    let world = World::new();
    let ticket = world.ticket().await;
    let photo = name(&world, &ticket, &jpeg(1)).await;
    let receipt = world.submit(&ticket, &with_photos(&[&photo])).await.json();
    let (id, link) = (receipt["claim"].as_str().unwrap(), receipt["status_url"].as_str().unwrap());
    let secret = format!("Bearer {}", link.rsplit('.').next().unwrap());
    let erased =
        world.send("DELETE", &format!("/v1/claims/{id}"), &[("authorization", &secret)], b"").await;
    assert_eq!(erased.status, 204);
    assert!(world.photo_store.all().is_empty());
    send_photo(&world, &ticket, "image/jpeg", &jpeg(1)).await.is(410, "erased");
    world.desk(&format!("/v1/desk/claims/{id}/photos/{photo}")).await.is(410, "erased");
    assert!(world.photo_store.all().is_empty());
}

#[tokio::test]
async fn retention_removes_photos_without_a_claim() {
    let world = World::new();
    let (claimed, left) = (world.ticket().await, world.ticket().await);
    let kept = name(&world, &claimed, &jpeg(1)).await;
    name(&world, &left, &jpeg(2)).await;
    name(&world, &left, &jpeg(3)).await;
    assert_eq!(world.submit(&claimed, &with_photos(&[&kept])).await.status, 201);
    let day = 86_400_000;
    for (days, left) in [(1, 3), (2, 1), (3, 1), (20, 1)] {
        world.clock.set(NOON + days * day);
        world.sweep().await.unwrap();
        assert_eq!(world.photo_store.all().len(), left, "after {days} days");
    }
    assert!(world.photo_store.all().keys().all(|key| key.ends_with(&kept)));
}

#[tokio::test]
async fn retention_keeps_photos_while_the_ledger_fails() {
    let world = World::new();
    let ticket = world.ticket().await;
    name(&world, &ticket, &jpeg(1)).await;
    world.clock.set(NOON + 3 * 86_400_000);
    world.ledger.fail(true);
    assert!(world.sweep().await.is_err());
    assert_eq!(world.photo_store.all().len(), 1);
    world.ledger.fail(false);
    assert_eq!(world.sweep().await.map(|swept| swept.photos), Ok(1));
}
