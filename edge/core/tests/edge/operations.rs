//! Operations: retention, rate limits, settings, data export.

use crate::world::{NOON, TOKEN, World, granted, store};
use serde_json::{Value, json};

const DAY: i64 = 86_400_000;

pub(crate) fn hooked() -> World {
    let stores = json!({ store(): { "webhook": "https://hooks.shop.example/x", "retention_days": { "closed": 30 } } });
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    World::having(
        &stores.to_string(),
        &json!({ store(): { "webhook_secrets": [secret] } }).to_string(),
    )
}

pub(crate) async fn act(world: &World, claim: &Value, action: Value) -> u16 {
    let path = format!("/v1/desk/claims/{}/events", claim.as_str().unwrap());
    let token = format!("Bearer {TOKEN}");
    let headers = [("authorization", token.as_str()), ("content-type", "application/json")];
    let body = json!({ "actor": "ann", "action": action }).to_string();
    world.send("POST", &path, &headers, body.as_bytes()).await.status.as_u16()
}

#[tokio::test]
async fn retention_removes_a_closed_claim_with_its_data() {
    let world = hooked();
    let claim = world.submit(&world.ticket().await, &granted()).await.json()["claim"].clone();
    assert_eq!(act(&world, &claim, json!({ "type": "full_refund" })).await, 201);
    // Of two at the same instant either may be the later one.
    world.clock.set(NOON + 1);
    assert_eq!(act(&world, &claim, json!({ "type": "close" })).await, 201);
    assert_eq!(
        world.ledger.keys().len(),
        4,
        "claim, two events, and when it ends: {:?}",
        world.ledger.keys()
    );
    world.clock.set(NOON + 30 * DAY);
    assert_eq!(world.sweep().await.unwrap().claims, 0, "its last day");
    world.clock.set(NOON + 31 * DAY);
    assert_eq!(world.sweep().await.unwrap().claims, 1);
    assert!(world.ledger.keys().is_empty(), "{:?}", world.ledger.keys());
}

#[tokio::test]
async fn retention_keeps_a_claim_that_was_opened_again() {
    let world = hooked();
    let claim = world.submit(&world.ticket().await, &granted()).await.json()["claim"].clone();
    act(&world, &claim, json!({ "type": "close" })).await;
    world.clock.set(NOON + 10 * DAY);
    act(&world, &claim, json!({ "type": "request_info", "message": "a photo" })).await;
    world.clock.set(NOON + 60 * DAY);
    assert_eq!(world.sweep().await.unwrap().claims, 0);
    assert_eq!(world.ledger.keys().len(), 3, "the note of the end is gone, the claim is not");
    let id = claim.as_str().unwrap();
    assert_eq!(world.desk(&format!("/v1/desk/claims/{id}")).await.status, 200);
}

#[tokio::test]
async fn retention_sets_an_expiry_on_every_key() {
    let world = hooked();
    let claim = world.submit(&world.ticket().await, &granted()).await.json()["claim"].clone();
    act(&world, &claim, json!({ "type": "full_refund" })).await;
    let ends = world.ledger.expiries();
    let after_days = |days: i64| Some(NOON / 1000 + days * 86_400);
    for (key, own) in ends.iter().filter(|(key, _)| !key.starts_with("policy/")) {
        let days = if key.starts_with("webhook/") { 3 } else { 1_095 };
        assert_eq!(*own, after_days(days), "{key}");
    }
}

#[tokio::test]
async fn rate_limit_refuses_the_eleventh_claim_in_a_minute() {
    let world = World::new();
    world.rate_limiter.allow(10);
    let path = format!("/v1/stores/{}/claims", store());
    let send = |address: &'static str, forwarded: &'static str| {
        let (world, path) = (&world, path.clone());
        async move {
            let headers = [
                ("content-type", "application/json"),
                ("cf-connecting-ip", address),
                ("x-forwarded-for", forwarded),
            ];
            world.send("POST", &path, &headers, b"{}").await
        }
    };
    for turn in 0..10 {
        let other = ["198.51.100.1", "198.51.100.2"][turn % 2];
        send("192.0.2.1", other).await.is(400, "bad_json");
    }
    let response = send("192.0.2.1", "203.0.113.9").await;
    response.is(429, "rate_limited");
    assert_eq!(response.header("retry-after"), "60");
    send("192.0.2.2", "").await.is(400, "bad_json");
    for address in ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9"].repeat(5) {
        send(address, "").await.is(400, "bad_json");
    }
    send("2001:db8:1:2:3:4:5:6", "").await.is(429, "rate_limited");
    send("2001:db8:1:3::1", "").await.is(400, "bad_json");
}

#[tokio::test]
async fn settings_that_are_invalid_stop_claims_but_not_interviews() {
    let world = World::having("{", "");
    world.get("/healthz").await.is(503, "not_configured");
    let path = format!("/v1/stores/{}/tickets", store());
    world.send("POST", &path, &[], b"").await.is(503, "not_configured");
    assert_eq!(world.get(&format!("/v1/stores/{}/policy", store())).await.status, 200);
}

#[tokio::test]
async fn policy_archive_serves_a_policy_by_its_hash() {
    let world = World::new();
    let path = |hash: &str| format!("/v1/stores/{}/policies/{hash}", store());
    let hash = crate::world::policy().hash().to_owned();
    let today = world.get(&path(&hash)).await;
    assert_eq!(
        (today.status.as_u16(), today.header("etag")),
        (200, format!("\"{hash}\"").as_str())
    );
    let old = "ab".repeat(32);
    world.get(&path(&old)).await.is(404, "not_found");
    world.ledger.plant(&format!("policy/{}/{old}", store()), "b2xk");
    assert_eq!(world.get(&path(&old)).await.bytes, b"old");
    for bad in ["..%2f..", "ABC", &"z".repeat(64)] {
        world.get(&path(bad)).await.is(404, "not_found");
    }
    // The first claim under a policy puts it there.
    world.submit(&world.ticket().await, &granted()).await;
    assert!(world.ledger.expiries().contains_key(&format!("policy/{}/{hash}", store())));
}

#[tokio::test]
async fn data_export_has_all_stored_data_of_one_customer() {
    let world = World::new();
    let receipt = world.submit(&world.ticket().await, &granted()).await.json();
    let mut other = granted();
    other["contact"]["email"] = json!("other@shopper.example");
    world.submit(&world.ticket().await, &other).await;
    act(&world, &receipt["claim"], json!({ "type": "note", "text": "between us" })).await;
    act(&world, &receipt["claim"], json!({ "type": "request_info", "message": "a photo" })).await;
    let secret = receipt["status_url"].as_str().unwrap().rsplit('.').next().unwrap();
    let path = format!("/v1/claims/{}/data", receipt["claim"].as_str().unwrap());
    let data = world
        .send("GET", &path, &[("authorization", &format!("Bearer {secret}"))], b"")
        .await
        .json();
    assert_eq!((&data["contact"], &data["note"]), (&granted()["contact"], &granted()["note"]));
    assert_eq!(
        data["events"].as_array().unwrap().len(),
        1,
        "not what colleagues wrote to each other"
    );
    world.get(&path).await.is(404, "not_found");
    let path = format!("/v1/desk/stores/{}/shopper", store());
    let token = format!("Bearer {TOKEN}");
    let headers = [("authorization", token.as_str()), ("content-type", "application/json")];
    let found =
        world.send("POST", &path, &headers, br#"{"email":" CANARY@shopper.example"}"#).await.json();
    let numbers: Vec<_> =
        found["claims"].as_array().unwrap().iter().map(|claim| &claim["id"]).collect();
    assert_eq!(numbers, [&receipt["claim"]]);
    world.send("POST", &path, &headers[1..], br#"{"email":"x"}"#).await.is(401, "unauthorized");
}

/// Claims as earlier versions of this edge wrote them are read; and what this version writes has
/// all that the version before reads, in the same places and of the same types.
#[tokio::test]
async fn storage_format_of_every_version_is_read() {
    let claims: Vec<Value> =
        [include_str!("stored/claim.v1.json"), include_str!("stored/claim.v2.json")]
            .map(|text| serde_json::from_str(text).unwrap())
            .into();
    for claim in &claims {
        let world = World::new();
        let id = claim["id"].as_str().unwrap();
        let key = recourse_edge::domain::storage_key::ClaimKey::parse(id).unwrap();
        world.ledger.plant(&key.storage_key(), &claim.to_string());
        world.ledger.plant(&key.event(&[1; 8]), include_str!("stored/event.v1.json"));
        let shown = world.desk(&format!("/v1/desk/claims/{id}")).await;
        assert_eq!(shown.status, 200, "version {}", claim["v"]);
        assert_eq!(
            (&shown.json()["facts"], &shown.json()["state"]["stage"]),
            (&claim["facts"], &json!("approved"))
        );
        let list = world.desk(&format!("/v1/desk/stores/{}/claims", store())).await;
        assert_eq!(list.json()["claims"][0]["claim"], claim["id"]);
    }
    let kind = |value: &Value| std::mem::discriminant(value);
    for (field, value) in claims[0].as_object().unwrap() {
        assert_eq!(kind(&claims[1][field]), kind(value), "{field} for a reader of version 1");
    }
    // What is written today has the fields of the newest fixture: who changes the form, raises `v`
    // and adds a fixture.
    let world = World::new();
    let receipt = world.submit(&world.ticket().await, &granted()).await.json();
    let now =
        world.desk(&format!("/v1/desk/claims/{}", receipt["claim"].as_str().unwrap())).await.json();
    let names = |value: &Value| -> Vec<String> {
        let optional = ["events", "state", "items", "photos"];
        let all =
            value.as_object().unwrap().keys().filter(|name| !optional.contains(&name.as_str()));
        all.cloned().collect()
    };
    assert_eq!((names(&now), &now["v"]), (names(&claims[1]), &claims[1]["v"]));
}

#[tokio::test]
async fn captcha_is_required_by_the_shop_and_an_outage_blocks_no_claim() {
    use recourse_edge::domain::turnstile::CaptchaOutcome;
    let stores =
        json!({ store(): { "turnstile": { "hostnames": ["www.shop.example"] } } }).to_string();
    let world =
        World::having(&stores, &json!({ store(): { "turnstile_secret": "s" } }).to_string());
    let path = format!("/v1/stores/{}/tickets", store());
    world.send("POST", &path, &[], b"").await.is(403, "human_check_required");
    let long = "x".repeat(2_049);
    world
        .send("POST", &path, &[("recourse-turnstile-token", &long)], b"")
        .await
        .is(403, "human_check_required");
    let seen = |success, hostname: &str, action: &str| {
        Some(CaptchaOutcome { success, hostname: hostname.to_owned(), action: action.to_owned() })
    };
    for no in [
        seen(false, "www.shop.example", "recourse"),
        seen(true, "evil.example", "recourse"),
        seen(true, "www.shop.example", "login"),
    ] {
        world.captcha.say(no);
        world
            .send("POST", &path, &[("recourse-turnstile-token", "t")], b"")
            .await
            .is(403, "human_check_failed");
    }
    for (said, kept) in
        [(seen(true, "www.shop.example", "recourse"), "passed"), (None, "unavailable")]
    {
        world.captcha.say(said);
        let ticket =
            world.send("POST", &path, &[("recourse-turnstile-token", "t")], b"").await.json();
        let mut body = granted();
        body["note"] = json!(kept);
        let receipt = world.submit(ticket["ticket"].as_str().unwrap(), &body).await.json();
        let claim =
            world.desk(&format!("/v1/desk/claims/{}", receipt["claim"].as_str().unwrap())).await;
        assert_eq!(claim.json()["human"], kept);
    }
}
