//! Access to the desk: secrets of one shop, scopes, rotation, counted failures, and the audit log.

use crate::events::{erase, secret};
use crate::world::{NOON, TOKEN, TestResponse, World, desk_user, granted, store};
use recourse_edge::ports::RateLimit;
use recourse_edge::service::policies;
use serde_json::{Value, json};

const READER: &str = "11aa22bb33cc44dd55ee66ff7788990011aa22bb33cc44dd55ee66ff77889900";
const ACTOR: &str = "22aa22bb33cc44dd55ee66ff7788990022aa22bb33cc44dd55ee66ff77889900";
const EXPORTER: &str = "33aa22bb33cc44dd55ee66ff7788990033aa22bb33cc44dd55ee66ff77889900";
const OTHER_SHOP: &str = "44aa22bb33cc44dd55ee66ff7788990044aa22bb33cc44dd55ee66ff77889900";
const NEXT: &str = "55aa22bb33cc44dd55ee66ff7788990055aa22bb33cc44dd55ee66ff77889900";
const WEAK: &str = "dev-desk-token";

fn other_store() -> &'static str {
    policies::all().keys().find(|name| **name != store()).unwrap()
}

/// A world whose shops have users of their own.
fn world() -> World {
    let users = [
        desk_user("reader", &["read"], &[READER]),
        desk_user("actor", &["read", "act"], &[ACTOR, NEXT]),
        desk_user("exporter", &["export"], &[EXPORTER]),
        desk_user("weak", &["read", "act", "export"], &[WEAK]),
    ];
    let other = [desk_user("other", &["read", "act", "export"], &[OTHER_SHOP])];
    let keys = json!({ store(): { "desk": users }, other_store(): { "desk": other } });
    World::having("", &keys.to_string())
}

async fn ask(world: &World, method: &str, path: &str, token: &str, body: &Value) -> TestResponse {
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    world.send(method, path, &headers, body.to_string().as_bytes()).await
}

async fn claim(world: &World) -> (String, String) {
    let receipt = world.submit(&world.ticket().await, &granted()).await.json();
    let text = |name: &str| receipt[name].as_str().unwrap().to_owned();
    (text("claim"), text("status_url"))
}

/// Every route of the desk, with the scope that it needs.
fn routes(claim: &str) -> Vec<(&'static str, String, Value, &'static str)> {
    let shop = format!("/v1/desk/stores/{}", store());
    let note = json!({ "actor": "ann", "action": { "type": "note", "text": "x" } });
    vec![
        ("GET", format!("{shop}/claims"), json!({}), "read"),
        ("POST", format!("{shop}/shopper"), json!({ "email": "x@y.example" }), "read"),
        ("POST", format!("{shop}/decide"), json!({}), "read"),
        ("GET", format!("{shop}/day"), json!({}), "read"),
        ("GET", format!("{shop}/deliveries"), json!({}), "read"),
        ("GET", format!("{shop}/audit"), json!({}), "read"),
        ("GET", format!("/v1/desk/claims/{claim}"), json!({}), "read"),
        ("GET", format!("/v1/desk/claims/{claim}/photos/x.jpg"), json!({}), "read"),
        ("POST", format!("/v1/desk/claims/{claim}/events"), note, "act"),
        ("POST", format!("{shop}/deliveries/x"), json!({}), "act"),
        ("GET", format!("{shop}/export"), json!({}), "export"),
    ]
}

#[tokio::test]
async fn desk_secret_opens_the_routes_of_its_scopes() {
    let world = world();
    let (claim, _) = claim(&world).await;
    let routes = routes(&claim);
    let desk = recourse_edge::contract::routes().filter(|route| route.path.starts_with("/v1/desk"));
    assert_eq!(routes.len(), desk.count(), "every route of the desk is in this test");
    for (method, path, body, scope) in routes {
        for (token, scopes) in
            [(READER, &["read"][..]), (ACTOR, &["read", "act"]), (EXPORTER, &["export"])]
        {
            let response = ask(&world, method, &path, token, &body).await;
            if scopes.contains(&scope) {
                assert_ne!(response.status, 401, "{method} {path}");
                assert_ne!(response.status, 403, "{method} {path}");
            } else {
                response.is(403, "insufficient_scope");
                assert!(response.json()["detail"].as_str().unwrap().contains(scope), "{path}");
            }
        }
    }
}

#[tokio::test]
async fn desk_secret_of_another_shop_opens_nothing() {
    let world = world();
    let (claim, _) = claim(&world).await;
    for (method, path, body, _) in routes(&claim) {
        ask(&world, method, &path, OTHER_SHOP, &body).await.is(401, "unauthorized");
    }
    let own = format!("/v1/desk/stores/{}/claims", other_store());
    assert_eq!(ask(&world, "GET", &own, OTHER_SHOP, &json!({})).await.status, 200);
    ask(&world, "GET", &own, READER, &json!({})).await.is(401, "unauthorized");
    // A shop that is not served, a number that is none: like before, with the secret of any shop.
    for path in ["/v1/desk/stores/unknown/claims", "/v1/desk/claims/x"] {
        assert_eq!(ask(&world, "GET", path, OTHER_SHOP, &json!({})).await.status, 404);
    }
}

#[tokio::test]
async fn desk_secret_is_exchanged_while_both_are_valid() {
    let world = world();
    let path = format!("/v1/desk/stores/{}/claims", store());
    for token in [ACTOR, NEXT] {
        assert_eq!(ask(&world, "GET", &path, token, &json!({})).await.status, 200);
    }
}

/// The digest of a short secret stands in the settings: it opens nothing, because a secret is
/// looked at only if it has 32 bytes.
#[tokio::test]
async fn desk_secret_below_32_bytes_opens_nothing() {
    let path = format!("/v1/desk/stores/{}/claims", store());
    let response = ask(&world(), "GET", &path, WEAK, &json!({})).await;
    response.is(401, "unauthorized");
    assert!(response.json()["detail"].as_str().unwrap().contains("64 hexadecimal digits"));
}

#[tokio::test]
async fn desk_failures_are_counted_by_sender_and_lock_nobody_out() {
    let world = world();
    world.rate_limiter.limit(RateLimit::DeskFailures, 10);
    let path = format!("/v1/desk/stores/{}/claims", store());
    let send = |address: &'static str, token: &'static str| {
        let (world, path) = (&world, path.clone());
        async move {
            let bearer = format!("Bearer {token}");
            let headers = [("authorization", bearer.as_str()), ("cf-connecting-ip", address)];
            world.send("GET", &path, &headers, b"").await
        }
    };
    for _ in 0..10 {
        send("192.0.2.1", OTHER_SHOP).await.is(401, "unauthorized");
    }
    send("192.0.2.1", "").await.is(429, "rate_limited");
    assert_eq!(send("192.0.2.1", READER).await.status, 200, "a valid secret is accepted");
    send("192.0.2.2", "").await.is(401, "unauthorized");
}

#[tokio::test]
async fn audit_log_has_every_export_and_erasure_without_personal_data() {
    let world = world();
    let (number, link) = claim(&world).await;
    let export = format!("/v1/desk/stores/{}/export?format=csv", store());
    assert_eq!(ask(&world, "GET", &export, EXPORTER, &json!({})).await.status, 200);
    world.clock.set(NOON + 1_000);
    for _ in 0..2 {
        assert_eq!(erase(&world, &number, secret(&link)).await.status, 204);
    }
    let path = format!("/v1/desk/stores/{}/audit", store());
    let log = ask(&world, "GET", &path, READER, &json!({})).await.json();
    let expected = json!([
        { "v": 1, "at": "2026-11-20T12:00:01Z", "actor": "shopper", "action": "erasure", "claim": number },
        { "v": 1, "at": "2026-11-20T12:00:00Z", "actor": "exporter", "action": "export",
          "format": "csv", "claims": 1 },
    ]);
    assert_eq!(log["entries"], expected, "newest first, and one entry for two erasures");
    let page = ask(&world, "GET", &format!("{path}?limit=1"), READER, &json!({})).await.json();
    let cursor = page["cursor"].as_str().unwrap().replace('/', "%2F");
    let next = format!("{path}?limit=1&cursor={cursor}");
    assert_eq!(
        ask(&world, "GET", &next, READER, &json!({})).await.json()["entries"][0],
        expected[1]
    );
    let other = format!("/v1/desk/stores/{}/audit", other_store());
    let empty = ask(&world, "GET", &other, OTHER_SHOP, &json!({})).await.json();
    assert_eq!(empty["entries"], json!([]), "each shop has its own");
    let end = NOON / 1000 + 1_095 * 86_400;
    let kept = world.ledger.expiries();
    let kept: Vec<_> = kept.iter().filter(|(key, _)| key.starts_with("audit/")).collect();
    assert!(
        kept.len() == 2 && kept.iter().all(|(_, own)| own.unwrap() / 10 == end / 10),
        "{kept:?}"
    );
}

#[tokio::test]
async fn audit_log_that_cannot_be_written_stops_the_export() {
    let world = World::new();
    claim(&world).await;
    world.ledger.refuse(1);
    let path = format!("/v1/desk/stores/{}/export", store());
    ask(&world, "GET", &path, TOKEN, &json!({})).await.is(503, "ledger_unavailable");
}

/// A shop without desk secrets: its claims cannot be read, so the edge is not healthy.
#[tokio::test]
async fn desk_of_a_shop_without_secrets_is_closed() {
    let keys = json!({ other_store(): { "desk": [desk_user("ann", &["read"], &[OTHER_SHOP])] },
        store(): { "desk": [] } });
    let world = World::having("", &keys.to_string());
    world.get("/healthz").await.is(503, "not_configured");
    let path = format!("/v1/desk/stores/{}/claims", store());
    ask(&world, "GET", &path, OTHER_SHOP, &json!({})).await.is(503, "not_configured");
}
