//! One order, one truth: the same thing is claimed once, what is left can be claimed, a stranger shuts nobody out, and what the
//! shop signed cannot be overridden.

use crate::world::{Answer, World, granted, store};
use base64ct::{Base64UrlUnpadded, Encoding};
use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

const SECRET: [u8; 32] = [9; 32];

fn keys() -> String {
    let secret = Base64UrlUnpadded::encode_string(&SECRET);
    json!({ store(): { "order_keys": [{ "kid": "k1", "alg": "HS256", "secret": secret }] } }).to_string()
}

fn sign(payload: &Value) -> String {
    let part = |value: &Value| Base64UrlUnpadded::encode_string(value.to_string().as_bytes());
    let text = format!("{}.{}", part(&json!({ "alg": "HS256", "kid": "k1" })), part(payload));
    let mut mac = Hmac::<Sha256>::new_from_slice(&SECRET).unwrap();
    mac.update(text.as_bytes());
    format!("{text}.{}", Base64UrlUnpadded::encode_string(&mac.finalize().into_bytes()))
}

/// An order of that number, with its facts and three of one line, for an hour.
fn order(facts: &Value) -> Value {
    let exp = crate::world::NOON / 1000 + 3_600;
    let items = json!([{ "item": "SKU-1", "quantity": 3 }, { "item": "SKU-2", "quantity": 1 }]);
    json!({ "store": store(), "order": "A-10012345", "exp": exp, "facts": facts, "items": items })
}

/// A submission about so many of a line, told from others by a note.
fn about(item: &str, quantity: u16, note: &str) -> Value {
    let mut body = granted();
    body["items"] = json!([{ "item": item, "quantity": quantity }]);
    body["note"] = json!(note);
    body
}

async fn send(world: &World, body: &Value) -> Answer {
    world.submit(&world.ticket().await, body).await
}

async fn whole(world: &World, receipt: &Value) -> Value {
    world.desk(&format!("/v1/desk/claims/{}", receipt["claim"].as_str().unwrap())).await.json()
}

#[tokio::test]
async fn the_same_item_claimed_twice_is_the_same_claim() {
    let world = World::new();
    let first = send(&world, &about("SKU-1", 1, "one")).await;
    let again = send(&world, &about("SKU-1", 1, "another word")).await;
    assert_eq!((first.status.as_u16(), again.status.as_u16()), (201, 200));
    assert_eq!(first.json()["claim"], again.json()["claim"]);
    assert!(again.json().get("status_url").is_none(), "who knows number and address gets no link");
    assert_eq!(world.ledger.keys().len(), 1);
    let other = send(&world, &about("SKU-2", 1, "one")).await;
    assert_eq!(other.status, 201, "another line is another matter");
}

#[tokio::test]
async fn two_of_three_leave_one() {
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
    assert_eq!(claim["items"], json!([{ "item": "SKU-1", "quantity": 2, "of": 3 }]));
    let much = send(&world, &wish(2, "two more")).await;
    much.is(409, "nothing_left");
    assert!(much.json()["detail"].as_str().unwrap().contains(" 1 "), "{}", much.json());
    assert_eq!(send(&world, &wish(1, "the third")).await.status, 201);
    let none = send(&world, &wish(1, "a fourth")).await;
    assert_eq!(none.status, 200, "nothing is left: the last claim is it");
    assert!(none.json()["status_url"].is_string(), "whoever has the order signed may follow it");
}

#[tokio::test]
async fn parallel_submissions_of_one_order_are_one_claim() {
    let world = World::new();
    let (one, other) = (world.ticket().await, world.ticket().await);
    let body = about("SKU-1", 1, "same");
    let (a, b) = tokio::join!(world.submit(&one, &body), world.submit(&other, &body));
    assert_eq!(a.json()["claim"], b.json()["claim"]);
    assert_eq!(world.ledger.keys().len(), 1);
}

#[tokio::test]
async fn a_stranger_shuts_nobody_out() {
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
    let contested = list["claims"].as_array().unwrap().iter().filter(|row| row["check"] == "contested");
    assert_eq!(contested.count(), 2);
}

#[tokio::test]
async fn a_book_that_is_away_costs_no_claim() {
    let world = World::new();
    world.books.fail(true);
    let kept = send(&world, &about("SKU-1", 1, "one")).await;
    assert_eq!(kept.status, 201);
    assert_eq!(whole(&world, &kept.json()).await["check"], "unchecked");
}

#[tokio::test]
async fn what_was_rejected_cancelled_or_erased_can_be_claimed_again() {
    let world = World::new();
    let first = send(&world, &about("SKU-1", 1, "one")).await.json();
    let path = format!("/v1/desk/claims/{}/events", first["claim"].as_str().unwrap());
    let reject = json!({ "actor": "ann", "action": { "do": "reject", "reason": "used" } }).to_string();
    let token = format!("Bearer {}", crate::world::TOKEN);
    let headers = [("authorization", token.as_str()), ("content-type", "application/json")];
    assert_eq!(world.send("POST", &path, &headers, reject.as_bytes()).await.status, 201);
    let second = send(&world, &about("SKU-1", 1, "two")).await;
    assert_eq!(second.status, 201);
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
    let cancelled = world.send("POST", "/v1/status/cancel", &[("content-type", &kind)], &form).await;
    assert_eq!(cancelled.status, 200);
    assert_eq!(send(&world, &about("SKU-1", 1, "four")).await.status, 201);
}

#[tokio::test]
async fn what_the_shop_signed_cannot_be_overridden_and_is_not_asked() {
    let world = World::having("", &keys());
    let mut body = granted();
    let (question, answer) = body["facts"].as_object().unwrap().iter().next().unwrap();
    let (question, answer) = (question.clone(), answer.clone());
    body["signed_order"] = json!(sign(&order(&json!({ question.clone(): answer }))));
    // The browser need not say it at all.
    body["facts"].as_object_mut().unwrap().remove(&question);
    let kept = send(&world, &body).await;
    assert_eq!(kept.status, 201, "{}", kept.json());
    assert_eq!(whole(&world, &kept.json()).await["facts"][&question], answer);
    body["facts"][&question] = json!("something else");
    let refused = send(&world, &body).await;
    refused.is(422, "contradicts_order");
    assert_eq!(refused.json()["field"], format!("facts.{question}"));
    let mut other = granted();
    other["signed_order"] = body["signed_order"].clone();
    other["contact"]["order"] = json!("B-2");
    send(&world, &other).await.is(422, "contradicts_order");
    let mut item = about("SKU-9", 1, "not in the order");
    item["signed_order"] = body["signed_order"].clone();
    send(&world, &item).await.is(422, "contradicts_order");
}

#[tokio::test]
async fn a_signed_order_is_of_this_shop_and_of_today() {
    let world = World::having("", &keys());
    let mut body = granted();
    let mut foreign = order(&json!({}));
    foreign["store"] = json!("another");
    let mut over = order(&json!({}));
    over["exp"] = json!(crate::world::NOON / 1000 - 3_600);
    for (token, code) in [
        (sign(&foreign), "bad_signed_order"),
        ("nonsense".to_owned(), "bad_signed_order"),
        (sign(&order(&json!({}))).replace('.', ".A"), "bad_signed_order"),
        (sign(&over), "signed_order_expired"),
    ] {
        body["signed_order"] = json!(token);
        let answer = send(&world, &body).await;
        answer.is(422, code);
        assert_eq!(answer.json()["field"], "signed_order");
    }
    assert!(world.ledger.keys().is_empty());
    body["signed_order"] = json!(sign(&order(&json!({}))));
    let closed = World::new();
    send(&closed, &body).await.is(422, "bad_signed_order");
}

#[tokio::test]
async fn a_retry_after_the_order_is_over_is_still_the_same_claim() {
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
async fn a_word_changed_under_the_same_ticket_is_not_asked_before() {
    let world = World::new();
    let ticket = world.ticket().await;
    let first = world.submit(&ticket, &about("SKU-1", 1, "one")).await;
    let second = world.submit(&ticket, &about("SKU-1", 1, "one, and it smells")).await;
    assert_eq!((first.status.as_u16(), second.status.as_u16()), (201, 201));
    assert!(second.json()["status_url"].is_string());
    let list = world.desk(&format!("/v1/desk/stores/{}/claims", store())).await.json();
    assert!(list["claims"].as_array().unwrap().iter().all(|row| row["conflict"] == true));
    let other = send(&world, &about("SKU-1", 1, "from another tab")).await;
    assert_eq!(other.status, 200, "another ticket is told");
}

#[tokio::test]
async fn a_claim_that_may_have_been_kept_is_settled_by_whoever_asks_the_same_again() {
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
