//! Every route by every method: what is not there is said to be not there, in the same form and with the same headers.

use crate::world::{TOKEN, World, store};

const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/// Each route with the methods that it has.
fn routes() -> Vec<(String, &'static [&'static str])> {
    let own = |end: &str| format!("/v1/stores/{}{end}", store());
    let desk = |end: &str| format!("/v1/desk/stores/{}{end}", store());
    let claim = format!("{}-0000000000001-{}-0123456789abcdef", store(), "ab".repeat(16));
    let read: &[&str] = &["GET", "HEAD", "OPTIONS"];
    let write: &[&str] = &["POST", "OPTIONS"];
    let (desk_read, desk_write): (&[&str], &[&str]) = (&["GET", "HEAD"], &["POST"]);
    vec![
        ("/healthz".to_owned(), read),
        (own(""), read),
        (own("/policy"), read),
        (own("/texts/en"), read),
        (own("/policies/0000"), read),
        (own("/tickets"), write),
        (own("/claims"), write),
        (own("/photos"), write),
        (own("/form"), &["GET", "HEAD", "POST", "OPTIONS"]),
        (format!("/v1/claims/{claim}"), &["GET", "HEAD", "DELETE", "OPTIONS"]),
        (format!("/v1/claims/{claim}/photos/x.jpg"), read),
        (desk("/claims"), desk_read),
        (desk("/decide"), desk_write),
        (desk("/day"), desk_read),
        (desk("/export"), desk_read),
        (desk("/deliveries"), desk_read),
        (desk("/deliveries/msg_1"), desk_write),
        (format!("/v1/desk/claims/{claim}"), desk_read),
        (format!("/v1/desk/claims/{claim}/events"), desk_write),
        (format!("/v1/desk/claims/{claim}/photos/x.jpg"), desk_read),
    ]
}

#[tokio::test]
async fn a_method_that_a_route_does_not_have_is_405_with_those_that_it_has() {
    let world = World::new();
    let token = format!("Bearer {TOKEN}");
    for (path, has) in routes() {
        for method in METHODS {
            let answer = world.send(method, &path, &[("authorization", &token)], b"").await;
            let told = format!("{method} {path}: {}", answer.status);
            assert_eq!(answer.status == 405, !has.contains(&method), "{told}");
            assert!(answer.status.as_u16() < 500, "{told}");
            if answer.status == 405 {
                let mut allowed: Vec<_> = answer.header("allow").split(',').map(str::trim).collect();
                let mut has = has.to_vec();
                allowed.sort_unstable();
                has.sort_unstable();
                assert_eq!(allowed, has, "{told}");
                assert!(method == "HEAD" || answer.code() == "method_not_allowed", "{told}");
            }
        }
    }
}

#[tokio::test]
async fn every_answer_has_the_same_protection_and_head_has_no_body() {
    let world = World::new();
    let nowhere = ("/v1/nowhere".to_owned(), &[][..]);
    for (path, _) in routes().into_iter().chain([nowhere]) {
        for method in METHODS {
            let answer = world.send(method, &path, &[], b"").await;
            let told = format!("{method} {path}: {}", answer.status);
            for name in [
                "strict-transport-security",
                "content-security-policy",
                "referrer-policy",
                "cache-control",
                "x-frame-options",
                "permissions-policy",
                "recourse-request-id",
            ] {
                assert!(!answer.header(name).is_empty(), "{told} without {name}");
            }
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{told}");
            assert!(answer.header("access-control-allow-origin").is_empty(), "{told}: nobody asked");
            assert!(answer.header("access-control-allow-credentials").is_empty(), "{told}");
            if method == "HEAD" || answer.status == 204 {
                assert!(answer.bytes.is_empty(), "{told} with a body");
            }
        }
    }
}
