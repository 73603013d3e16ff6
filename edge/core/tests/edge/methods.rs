//! Every route by every method: what is not there is said to be not there, in the same form and
//! with the same headers.

use crate::world::{TOKEN, World, store};
use recourse_edge::contract;
use std::collections::{BTreeMap, BTreeSet};

const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/// Each route with the methods that it has: those of the contract, `HEAD` beside `GET`, and for
/// pages of shops `OPTIONS`.
fn routes() -> Vec<(String, Vec<&'static str>)> {
    let mut all: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for route in contract::routes() {
        let methods = all.entry(route.path).or_default();
        methods.push(route.method);
        methods.extend((route.method == "GET").then_some("HEAD"));
    }
    let filled = |(path, mut methods): (&str, Vec<&'static str>)| {
        methods.extend((!path.starts_with("/v1/desk/")).then_some("OPTIONS"));
        (sample(path), methods)
    };
    all.into_iter().map(filled).collect()
}

/// A path that can be read, with nothing at its end.
fn sample(path: &str) -> String {
    let claim = format!("{}-0000000000001-{}-0123456789abcdef", store(), "ab".repeat(16));
    let id = if path.contains("/deliveries/") { "msg_1" } else { &claim };
    let parts = [
        ("{store}", store()),
        ("{id}", id),
        ("{hash}", "00"),
        ("{language}", "en"),
        ("{photo}", "x.jpg"),
    ];
    parts.iter().fold(path.to_owned(), |path, (part, value)| path.replace(part, value))
}

#[test]
fn contract_has_every_route_of_the_router() {
    let code = include_str!("../../src/http/router.rs");
    let routed: BTreeSet<&str> =
        code.split(".route(").skip(1).filter_map(|rest| rest.split('"').nth(1)).collect();
    let told: BTreeSet<&str> = contract::routes().map(|route| route.path).collect();
    assert_eq!(routed, told);
}

#[tokio::test]
async fn method_not_allowed_lists_the_allowed_methods() {
    let world = World::new();
    let token = format!("Bearer {TOKEN}");
    for (path, has) in routes() {
        for method in METHODS {
            let response = world.send(method, &path, &[("authorization", &token)], b"").await;
            let told = format!("{method} {path}: {}", response.status);
            assert_eq!(response.status == 405, !has.contains(&method), "{told}");
            assert!(response.status.as_u16() < 500, "{told}");
            if response.status == 405 {
                let mut allowed: Vec<_> =
                    response.header("allow").split(',').map(str::trim).collect();
                let mut has = has.clone();
                allowed.sort_unstable();
                has.sort_unstable();
                assert_eq!(allowed, has, "{told}");
                assert!(method == "HEAD" || response.code() == "method_not_allowed", "{told}");
            }
        }
    }
}

#[tokio::test]
async fn security_headers_are_on_every_method_and_head_has_no_body() {
    let world = World::new();
    let nowhere = ("/v1/nowhere".to_owned(), Vec::new());
    for (path, _) in routes().into_iter().chain([nowhere]) {
        for method in METHODS {
            let response = world.send(method, &path, &[], b"").await;
            let told = format!("{method} {path}: {}", response.status);
            for name in [
                "strict-transport-security",
                "content-security-policy",
                "referrer-policy",
                "cache-control",
                "x-frame-options",
                "permissions-policy",
                "recourse-request-id",
            ] {
                assert!(!response.header(name).is_empty(), "{told} without {name}");
            }
            assert_eq!(response.header("x-content-type-options"), "nosniff", "{told}");
            assert!(
                response.header("access-control-allow-origin").is_empty(),
                "{told}: the request has no Origin"
            );
            assert!(response.header("access-control-allow-credentials").is_empty(), "{told}");
            if method == "HEAD" || response.status == 204 {
                assert!(response.bytes.is_empty(), "{told} with a body");
            }
        }
    }
}
