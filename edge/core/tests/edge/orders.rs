//! The claims of one order: identical content is one claim, different content is never dropped,
//! no claim blocks another one.

use crate::world::{TestResponse, World, granted, store};
use base64ct::{Base64UrlUnpadded, Encoding};
use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use std::collections::BTreeMap;

const SECRET: [u8; 32] = [9; 32];

pub(crate) fn keys() -> String {
    let secret = Base64UrlUnpadded::encode_string(&SECRET);
    json!({ store(): { "order_keys": [{ "kid": "k1", "alg": "HS256", "secret": secret }] } })
        .to_string()
}

pub(crate) fn sign(payload: &Value) -> String {
    let part = |value: &Value| Base64UrlUnpadded::encode_string(value.to_string().as_bytes());
    let text = format!("{}.{}", part(&json!({ "alg": "HS256", "kid": "k1" })), part(payload));
    let mut mac = Hmac::<Sha256>::new_from_slice(&SECRET).unwrap();
    mac.update(text.as_bytes());
    format!("{text}.{}", Base64UrlUnpadded::encode_string(&mac.finalize().into_bytes()))
}

/// An order of that number, with its facts and three of one line, for an hour.
pub(crate) fn order(facts: &Value) -> Value {
    let exp = crate::world::NOON / 1000 + 3_600;
    let items = json!([{ "item": "SKU-1", "quantity": 3 }, { "item": "SKU-2", "quantity": 1 }]);
    json!({ "store": store(), "order": "A-10012345", "exp": exp, "facts": facts, "items": items })
}

/// A submission about so many of a line, told from others by a note.
pub(crate) fn about(item: &str, quantity: u16, note: &str) -> Value {
    let mut body = granted();
    body["items"] = json!([{ "item": item, "quantity": quantity }]);
    body["note"] = json!(note);
    body
}

pub(crate) async fn send(world: &World, body: &Value) -> TestResponse {
    world.submit(&world.ticket().await, body).await
}

pub(crate) async fn whole(world: &World, receipt: &Value) -> Value {
    world.desk(&format!("/v1/desk/claims/{}", receipt["claim"].as_str().unwrap())).await.json()
}

/// The rows of the inbox, by number.
async fn checks(world: &World) -> BTreeMap<String, String> {
    let list = world.desk(&format!("/v1/desk/stores/{}/claims", store())).await.json();
    let text = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
    list["claims"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (text(row, "claim"), text(row, "check")))
        .collect()
}

#[tokio::test]
async fn duplicate_claim_of_identical_content_is_one_claim_and_of_other_content_is_kept() {
    let world = World::new();
    let first = send(&world, &about("SKU-1", 1, "one")).await;
    let again = send(&world, &about("SKU-1", 1, "one")).await;
    assert_eq!((first.status.as_u16(), again.status.as_u16()), (201, 200));
    assert_eq!(first.json()["claim"], again.json()["claim"]);
    assert!(
        again.json().get("status_url").is_none(),
        "an address and an order's number open no claim"
    );
    assert_eq!(world.ledger.keys().len(), 1);
    let other = send(&world, &about("SKU-1", 1, "another word")).await;
    assert_eq!(other.status, 201, "nothing of it is dropped");
    let kept = whole(&world, &other.json()).await;
    assert_eq!((&kept["note"], &kept["check"]), (&json!("another word"), &json!("contested")));
    assert_eq!(kept["contests"], json!([first.json()["claim"]]));
    let apart = send(&world, &about("SKU-2", 1, "one")).await;
    assert_eq!(
        whole(&world, &apart.json()).await["check"],
        "checked",
        "another line is another matter"
    );
}

/// A stranger who knows the shopper's address, order and line sends first.
#[tokio::test]
async fn duplicate_claim_by_a_stranger_under_the_shoppers_address_stands_in_nobodys_way() {
    for is_signed in [true, false] {
        let world = World::having("", &keys());
        let attacker = send(&world, &about("SKU-1", 3, "typed by somebody else")).await.json();
        let mut story = about("SKU-1", 1, "the story of the shopper");
        if is_signed {
            story["signed_order"] = json!(sign(&order(&json!({}))));
        }
        let ticket = world.ticket().await;
        let own = world.submit(&ticket, &story).await;
        assert_eq!(own.status, 201, "{}", own.json());
        let receipt = own.json();
        assert_ne!(receipt["claim"], attacker["claim"]);
        assert_eq!(world.status(receipt["status_url"].as_str().unwrap()).await.status, 200);
        let kept = whole(&world, &receipt).await;
        let trust = if is_signed { "signed" } else { "self_declared" };
        assert_eq!(
            (&kept["note"], &kept["order"]),
            (&json!("the story of the shopper"), &json!(trust))
        );
        // The desk sees both, each naming the other, in the list and one by one.
        for (one, other) in [(&receipt, &attacker), (&attacker, &receipt)] {
            let shown = whole(&world, one).await;
            assert_eq!(
                (&shown["check"], &shown["contests"]),
                (&json!("contested"), &json!([other["claim"]]))
            );
        }
        let checks = checks(&world).await;
        assert!(
            checks.len() == 2 && checks.values().all(|check| check == "contested"),
            "{checks:?}"
        );
        let retry = world.submit(&ticket, &story).await;
        assert_eq!(
            (retry.status.as_u16(), &retry.json()["claim"]),
            (200, &receipt["claim"]),
            "a retry"
        );
        assert!(retry.json()["status_url"].is_string(), "the same ticket has its link");
        // What the attacker does with the own claim changes nothing of the shopper's.
        let secret = attacker["status_url"].as_str().unwrap().rsplit('.').next().unwrap();
        let path = format!("/v1/claims/{}", attacker["claim"].as_str().unwrap());
        let bearer = format!("Bearer {secret}");
        assert_eq!(
            world.send("DELETE", &path, &[("authorization", &bearer)], b"").await.status,
            204
        );
        assert_eq!(whole(&world, &receipt).await["note"], "the story of the shopper");
    }
}

/// Finding H1: the same content is never the same claim across trust levels.
#[tokio::test]
async fn duplicate_claim_of_identical_content_signed_and_unsigned_is_two_claims() {
    for signed_first in [true, false] {
        let world = World::having("", &keys());
        let plain = about("SKU-1", 3, "word for word");
        let mut signed = plain.clone();
        signed["signed_order"] = json!(sign(&order(&json!({}))));
        let bodies = if signed_first { [&signed, &plain] } else { [&plain, &signed] };
        let (first, second) = (send(&world, bodies[0]).await, send(&world, bodies[1]).await);
        assert_eq!((first.status.as_u16(), second.status.as_u16()), (201, 201));
        assert_ne!(first.json()["claim"], second.json()["claim"]);
        assert_eq!(whole(&world, &second.json()).await["check"], "contested");
    }
}

/// Finding L12: a response says nothing of another's claim.
#[tokio::test]
async fn duplicate_claim_is_answered_as_a_new_one_is() {
    let world = World::new();
    send(&world, &about("SKU-1", 1, "mine")).await;
    world.clock.set(crate::world::NOON + 60_000);
    let probe = send(&world, &about("SKU-1", 1, "a probe")).await;
    let fresh = send(&world, &about("SKU-7", 1, "a probe")).await;
    assert_eq!((probe.status.as_u16(), fresh.status.as_u16()), (201, 201));
    let (mut probe, mut fresh) = (probe.json(), fresh.json());
    for receipt in [&mut probe, &mut fresh] {
        let link = receipt["status_url"].take().as_str().unwrap().to_owned();
        let claim = receipt["claim"].take().as_str().unwrap().to_owned();
        assert!(link.contains(&claim), "the own claim's link");
    }
    assert_eq!(probe, fresh);
}

/// Finding L13: a token that stood in a page opens no claim that was made under another address.
#[tokio::test]
async fn signed_order_opens_no_claim_of_another_address() {
    let world = World::having("", &keys());
    let mut owner = about("SKU-2", 1, "mine");
    owner["signed_order"] = json!(sign(&order(&json!({}))));
    let first = send(&world, &owner).await.json();
    let mut reader = owner.clone();
    reader["contact"]["email"] = json!("reader@elsewhere.example");
    let response = send(&world, &reader).await;
    assert_eq!(response.status, 201, "it is kept, and a person looks at both");
    let receipt = response.json();
    assert_ne!(receipt["claim"], first["claim"]);
    assert!(!receipt["status_url"].as_str().unwrap().contains(first["claim"].as_str().unwrap()));
    let shown = whole(&world, &receipt).await;
    assert_eq!(
        (&shown["check"], &shown["contests"]),
        (&json!("contested"), &json!([first["claim"]]))
    );
}

/// Finding L13: the same content by a signed order leads to the link, where the order is signed for
/// a day at most.
#[tokio::test]
async fn signed_order_of_a_month_leads_to_no_link() {
    let world = World::having("", &keys());
    let now = crate::world::NOON / 1000;
    for (iat, exp, has_link) in [
        (None, now + 3_600, true),
        (Some(now - 60), now + 3_600, true),
        (None, now + 30 * 86_400, false),
        (Some(now - 29 * 86_400), now + 3_600, false),
    ] {
        let mut token = order(&json!({}));
        token["exp"] = json!(exp);
        if let Some(iat) = iat {
            token["iat"] = json!(iat);
        }
        let mut body = about("SKU-2", 1, "word for word");
        body["contact"]["email"] =
            json!(format!("a{exp}{iat:?}@shopper.example").replace(['(', ')'], ""));
        body["signed_order"] = json!(sign(&token));
        assert_eq!(send(&world, &body).await.status, 201);
        let again = send(&world, &body).await;
        assert_eq!(
            (again.status.as_u16(), again.json()["status_url"].is_string()),
            (200, has_link),
            "{token}"
        );
    }
}

#[tokio::test]
async fn quantity_of_two_of_three_leaves_one() {
    let world = World::having("", &keys());
    let token = sign(&order(&json!({})));
    let wish = |quantity, note| {
        let mut body = about("SKU-1", quantity, note);
        body["signed_order"] = json!(token);
        body
    };
    let first = send(&world, &wish(2, "two")).await;
    assert_eq!(first.status, 201);
    let claim = whole(&world, &first.json()).await;
    assert_eq!((&claim["order"], &claim["check"]), (&json!("signed"), &json!("checked")));
    assert_eq!(claim["items"], json!([{ "item": "SKU-1", "quantity": 2, "ordered_quantity": 3 }]));
    let much = send(&world, &wish(2, "two more")).await;
    much.is(409, "quantity_exceeded");
    assert!(much.json()["detail"].as_str().unwrap().contains(" 1 "), "{}", much.json());
    assert_eq!(send(&world, &wish(1, "the third")).await.status, 201);
    let none = send(&world, &wish(1, "a fourth")).await;
    none.is(409, "quantity_exceeded");
    assert!(
        none.json()["detail"].as_str().unwrap().contains(" 0 "),
        "it is refused, not dropped: {}",
        none.json()
    );
    let again = send(&world, &wish(1, "the third")).await;
    assert_eq!(again.status, 200, "the same content is the claim that there is");
    assert!(again.json()["status_url"].is_string(), "the shop vouches for the sender");
}

#[tokio::test]
async fn duplicate_claim_in_parallel_is_one_claim() {
    let world = World::new();
    let (one, other) = (world.ticket().await, world.ticket().await);
    let body = about("SKU-1", 1, "same");
    let (a, b) = tokio::join!(world.submit(&one, &body), world.submit(&other, &body));
    assert_eq!(a.json()["claim"], b.json()["claim"]);
    assert_eq!(world.ledger.keys().len(), 1);
}

#[tokio::test]
async fn order_registry_full_of_a_strangers_claims_accepts_the_owner() {
    let world = World::having("", &keys());
    let mut stranger = about("SKU-1", 3, "mine");
    stranger["contact"]["email"] = json!("stranger@elsewhere.example");
    assert_eq!(send(&world, &stranger).await.status, 201);
    let own = send(&world, &about("SKU-1", 1, "no, mine")).await;
    assert_eq!(own.status, 201);
    assert_eq!(whole(&world, &own.json()).await["check"], "contested");
    let mut signed = about("SKU-1", 2, "and the shop says so");
    signed["contact"]["email"] = json!("third@elsewhere.example");
    signed["signed_order"] = json!(sign(&order(&json!({}))));
    let signed = send(&world, &signed).await;
    assert_eq!(signed.status, 201);
    let list = world.desk(&format!("/v1/desk/stores/{}/claims", store())).await.json();
    let contested =
        list["claims"].as_array().unwrap().iter().filter(|row| row["check"] == "contested");
    assert_eq!(contested.count(), 3, "all that claim the same are marked");
}

#[tokio::test]
async fn order_registry_unavailable_loses_no_claim() {
    let world = World::new();
    world.order_registry.fail(true);
    let kept = send(&world, &about("SKU-1", 1, "one")).await;
    assert_eq!(kept.status, 201);
    assert_eq!(whole(&world, &kept.json()).await["check"], "unchecked");
}

#[tokio::test]
async fn order_registry_releases_rejected_cancelled_and_erased_claims() {
    let world = World::new();
    let first = send(&world, &about("SKU-1", 1, "one")).await.json();
    let path = format!("/v1/desk/claims/{}/events", first["claim"].as_str().unwrap());
    let reject =
        json!({ "actor": "ann", "action": { "type": "reject", "reason": "used" } }).to_string();
    let token = format!("Bearer {}", crate::world::TOKEN);
    let headers = [("authorization", token.as_str()), ("content-type", "application/json")];
    assert_eq!(world.send("POST", &path, &headers, reject.as_bytes()).await.status, 201);
    let second = send(&world, &about("SKU-1", 1, "two")).await;
    assert_eq!(second.status, 201);
    assert_eq!(whole(&world, &second.json()).await["check"], "checked", "nothing stands beside it");
    let receipt = second.json();
    let secret = receipt["status_url"].as_str().unwrap().rsplit('.').next().unwrap();
    let bearer = format!("Bearer {secret}");
    let path = format!("/v1/claims/{}", receipt["claim"].as_str().unwrap());
    assert_eq!(world.send("DELETE", &path, &[("authorization", &bearer)], b"").await.status, 204);
    let third = send(&world, &about("SKU-1", 1, "three")).await;
    assert_eq!(third.status, 201);
    let link = third.json()["status_url"].as_str().unwrap().to_owned();
    let kind = format!("multipart/form-data; boundary={}", crate::form::BOUNDARY);
    let form = crate::form::body(&[("link", &link)]);
    let cancelled =
        world.send("POST", "/v1/status/cancel", &[("content-type", &kind)], &form).await;
    assert_eq!(cancelled.status, 200);
    let fourth = send(&world, &about("SKU-1", 1, "four")).await;
    assert_eq!(whole(&world, &fourth.json()).await["check"], "checked");
}

#[tokio::test]
async fn idempotency_of_a_retry_after_the_signed_order_expired() {
    let world = World::having("", &keys());
    let mut body = granted();
    body["signed_order"] = json!(sign(&order(&json!({}))));
    let ticket = world.ticket().await;
    let first = world.submit(&ticket, &body).await;
    assert_eq!(first.status, 201);
    world.clock.set(crate::world::NOON + 7_200_000);
    let again = world.submit(&ticket, &body).await;
    assert_eq!((again.status.as_u16(), &again.json()["claim"]), (200, &first.json()["claim"]));
}

#[tokio::test]
async fn conflict_of_one_ticket_is_not_contested() {
    let world = World::new();
    let ticket = world.ticket().await;
    let first = world.submit(&ticket, &about("SKU-1", 1, "one")).await;
    let second = world.submit(&ticket, &about("SKU-1", 1, "one, and it smells")).await;
    assert_eq!((first.status.as_u16(), second.status.as_u16()), (201, 201));
    assert!(second.json()["status_url"].is_string());
    let list = world.desk(&format!("/v1/desk/stores/{}/claims", store())).await.json();
    assert!(list["claims"].as_array().unwrap().iter().all(|row| row["conflict"] == true));
    let other = send(&world, &about("SKU-1", 1, "from another tab")).await;
    assert_eq!(other.status, 201);
    let other = whole(&world, &other.json()).await;
    assert_eq!(other["contests"].as_array().unwrap().len(), 2, "another tab may be another person");
}

#[tokio::test]
async fn order_registry_recovers_a_claim_of_unknown_state() {
    let world = World::new();
    let (one, other) = (world.ticket().await, world.ticket().await);
    let body = granted();
    world.ledger.refuse(3);
    world.submit(&one, &body).await.is(503, "ledger_unavailable");
    let second = world.submit(&other, &body).await;
    assert_eq!(second.status, 200);
    assert!(second.json()["status_url"].is_string(), "nobody else has heard of it");
    let again = world.submit(&one, &body).await;
    assert_eq!((again.status.as_u16(), &again.json()["claim"]), (200, &second.json()["claim"]));
    assert_eq!(world.ledger.keys().len(), 1);
}
