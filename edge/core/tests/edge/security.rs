//! Security: forged verdicts, large bodies, guessed ids, a failing ledger, leaks by a problem or a
//! header.

use crate::world::{World, granted, store};
use serde_json::json;

#[tokio::test]
async fn body_with_a_verdict_is_refused_by_name() {
    let world = World::new();
    for (place, field) in [("", "verdict"), ("", "decision"), ("", "price"), ("/contact", "iban")] {
        let mut body = granted();
        body.pointer_mut(place).unwrap()[field] = json!("granted");
        let response = world.submit(&world.ticket().await, &body).await;
        response.is(400, "unknown_field");
        assert_eq!(response.json()["field"], field);
    }
    assert!(world.ledger.keys().is_empty());
}

#[tokio::test]
async fn body_must_be_plain_json() {
    let (world, path) = (World::new(), format!("/v1/stores/{}/claims", store()));
    let body = granted().to_string();
    for kind in ["", "text/plain", "application/x-www-form-urlencoded", "application/jsonx"] {
        world
            .send("POST", &path, &[("content-type", kind)], body.as_bytes())
            .await
            .is(415, "not_json");
    }
    let encoded = [("content-type", "application/json"), ("content-encoding", "gzip")];
    world.send("POST", &path, &encoded, body.as_bytes()).await.is(415, "not_json");
    let json = [("content-type", "application/json; charset=utf-8")];
    world.send("POST", &path, &json, body.as_bytes()).await.is(400, "ticket_missing");
    for noise in [&b""[..], b"{", b"[]", b"null", b"\xff\xfe", b"{}", b"{\"policy\":1}"] {
        world.send("POST", &path, &json, noise).await.is(400, "bad_json");
    }
}

#[tokio::test]
async fn body_that_is_large_or_deep_is_refused() {
    let (world, mut body) = (World::new(), granted());
    body["note"] = json!("x".repeat(33_000));
    world.submit("", &body).await.is(413, "too_large");
    let path = format!("/v1/stores/{}/claims", store());
    let deep = "[".repeat(10_000);
    let json = [("content-type", "application/json")];
    world.send("POST", &path, &json, deep.as_bytes()).await.is(400, "bad_json");
    assert_eq!(world.get("/healthz").await.status, 200, "still alive");
}

#[tokio::test]
async fn body_list_over_its_limit_is_refused() {
    let (world, mut body) = (World::new(), granted());
    body["proofs"] = json!(vec!["x"; 51]);
    let response = world.submit(&world.ticket().await, &body).await;
    response.is(422, "too_long");
    assert_eq!(response.json()["field"], "proofs");
}

#[tokio::test]
async fn ledger_write_is_attempted_three_times() {
    let (world, body) = (World::new(), granted());
    let ticket = world.ticket().await;
    world.ledger.refuse(3);
    world.submit(&ticket, &body).await.is(503, "ledger_unavailable");
    assert!(world.ledger.keys().is_empty());
    world.ledger.refuse(2);
    assert_eq!(world.submit(&ticket, &body).await.status, 201);
    assert_eq!(world.ledger.keys().len(), 1);
}

#[tokio::test]
async fn privacy_keys_and_summaries_have_no_personal_data() {
    let (world, mut body) = (World::new(), granted());
    for part in ["/contact/email", "/contact/order", "/contact/name", "/note"] {
        let (place, field) = part.rsplit_once('/').unwrap();
        let text = if field == "email" { "canary@canary.example" } else { "canary-canary" };
        body.pointer_mut(place).unwrap()[field] = json!(text);
    }
    let numbers: Vec<_> = [world.ticket().await, world.ticket().await].into();
    // The same body twice is one claim, unless the order registry is unavailable.
    world.order_registry.fail(true);
    for ticket in &numbers {
        assert_eq!(world.submit(ticket, &body).await.status, 201);
    }
    let list = world.desk(&format!("/v1/desk/stores/{}/claims", store())).await;
    let keys = world.ledger.keys();
    assert!(!String::from_utf8_lossy(&list.bytes).contains("canary"));
    assert!(keys.iter().all(|key| !key.contains("canary")));
    let ends: Vec<_> = keys.iter().map(|key| key.rsplit('/').next().unwrap()).collect();
    assert_ne!(ends[0], ends[1], "two claims of the same body cannot be told to be that");
}

#[tokio::test]
async fn private_link_guess_gets_the_same_404() {
    let world = World::new();
    let receipt = world.submit(&world.ticket().await, &granted()).await.json();
    let link = receipt["status_url"].as_str().unwrap().to_owned();
    let (id, secret) = (receipt["claim"].as_str().unwrap(), link.rsplit('.').next().unwrap());
    let mut other = id.to_owned();
    let last = if other.pop() == Some('0') { '1' } else { '0' };
    other.push(last);
    let guesses = [
        (id.to_owned(), "wrong".to_owned(), ""),
        (id.to_owned(), String::new(), ""),
        (id.to_owned(), secret.to_owned(), "another-store"),
        (other, secret.to_owned(), ""),
        ("nothing".to_owned(), secret.to_owned(), ""),
        ("..%2f..%2fx".to_owned(), secret.to_owned(), ""),
    ];
    let mut seen = Vec::new();
    for (id, secret, place) in guesses {
        let bearer = format!("Bearer {secret}");
        let mut headers = vec![("authorization", bearer.as_str())];
        if !place.is_empty() {
            headers.push(("recourse-store", place));
        }
        let response = world.send("GET", &format!("/v1/claims/{id}"), &headers, b"").await;
        response.is(404, "not_found");
        let mut body = response.json();
        body["request_id"] = json!("");
        let names: Vec<_> = response.headers.keys().map(ToString::to_string).collect();
        seen.push((body, names));
    }
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]));
    assert_eq!(world.status(&link).await.status, 200);
}

#[tokio::test]
async fn ledger_failure_acknowledges_nothing() {
    let (world, body) = (World::new(), granted());
    let ticket = world.ticket().await;
    world.ledger.fail(true);
    let response = world.submit(&ticket, &body).await;
    response.is(503, "ledger_unavailable");
    assert_eq!(response.header("retry-after"), "5");
    assert!(response.json().get("claim").is_none());
    world.desk(&format!("/v1/desk/stores/{}/claims", store())).await.is(503, "ledger_unavailable");
    assert_eq!(world.get(&format!("/v1/stores/{}/policy", store())).await.status, 200);
    world.ledger.fail(false);
    assert!(world.ledger.keys().is_empty());
    assert_eq!(world.submit(&ticket, &body).await.status, 201, "the same ticket works afterwards");
}

#[tokio::test]
async fn ledger_failure_shows_no_state() {
    let world = World::new();
    let receipt = world.submit(&world.ticket().await, &granted()).await.json();
    world.ledger.fail(true);
    world.status(receipt["status_url"].as_str().unwrap()).await.is(503, "ledger_unavailable");
}

#[tokio::test]
async fn idempotency_of_parallel_requests_stores_one_claim() {
    let (world, body) = (World::new(), granted());
    let ticket = world.ticket().await;
    for _ in 0..8 {
        assert!(world.submit(&ticket, &body).await.status.is_success());
    }
    assert_eq!(world.ledger.keys().len(), 1);
}

#[tokio::test]
async fn security_headers_are_on_every_response() {
    let world = World::new();
    let claims = format!("/v1/stores/{}/claims", store());
    let asked = [
        ("GET", "/healthz"),
        ("GET", "/nowhere"),
        ("DELETE", "/healthz"),
        ("OPTIONS", claims.as_str()),
        ("POST", claims.as_str()),
        ("GET", "/v1/desk/claims/x"),
        ("GET", "/v1/claims/x"),
        ("HEAD", "/nowhere"),
    ];
    for (method, path) in asked {
        let response = world.send(method, path, &[], b"").await;
        assert_eq!(response.header("x-content-type-options"), "nosniff", "{method} {path}");
        assert_eq!(response.header("referrer-policy"), "no-referrer");
        assert!(response.header("content-security-policy").starts_with("default-src 'none'"));
        assert!(response.header("strict-transport-security").starts_with("max-age=31536000"));
        assert!(!response.header("permissions-policy").is_empty());
        assert_eq!(response.header("cross-origin-opener-policy"), "same-origin");
        let csp = response.header("content-security-policy");
        let trusted = "require-trusted-types-for 'script'; trusted-types 'none'";
        assert!(csp.ends_with(trusted), "{method} {path}: {csp}");
        assert!(!response.header("cross-origin-resource-policy").is_empty());
        assert_eq!(response.header("recourse-request-id").len(), 32);
        assert_eq!(response.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn problem_repeats_no_personal_data() {
    let (world, mut body) = (World::new(), granted());
    body["contact"]["order"] = json!("canary\n");
    let response = world.submit(&world.ticket().await, &body).await;
    response.is(422, "bad_order");
    assert!(!String::from_utf8_lossy(&response.bytes).contains("canary"));
    body["note"] = json!({ "canary": "canary" });
    let response = world.submit(&world.ticket().await, &body).await;
    response.is(400, "bad_json");
    assert!(!String::from_utf8_lossy(&response.bytes).contains("canary"));
}

#[tokio::test]
async fn problem_truncates_unknown_field_names() {
    let (world, mut body) = (World::new(), granted());
    body["facts"]["x".repeat(9_000)] = json!("yes");
    let response = world.submit(&world.ticket().await, &body).await;
    response.is(422, "no_such_question");
    assert!(response.bytes.len() < 500);
}

#[tokio::test]
async fn storage_key_of_a_request_stays_in_its_store() {
    let world = World::new();
    for name in ["..", "%2e%2e", "%00", "A", "%c3%a9", &"a".repeat(300), "a%2fb"] {
        let response = world.get(&format!("/v1/stores/{name}/policy")).await;
        assert_eq!(response.status, 404, "{name}");
    }
}
