//! The cost of one request of an unknown sender: fields, pages and storage operations are bounded,
//! and every request that reads the storage counts for the rate limit.

use crate::events::{act, one, secret};
use crate::form::{BOUNDARY, text};
use crate::photos::jpeg;
use crate::world::{NOON, TOKEN, TestResponse, World, granted, policy, store};
use recourse_edge::ports::RateLimit;
use serde_json::{Value, json};

/// What the platform allows one request.
const OPERATIONS_MAX: u64 = 1_000;
/// The largest page that any form gets back: 64 KB of quotes, each six bytes of HTML, on a page of
/// its own.
const PAGE_BYTES_MAX: usize = 512 * 1024;
const KB: usize = 1024;

/// A form of fields and files, by their names.
fn form(fields: &[(&str, &[u8])], files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    let named = fields.iter().map(|(name, bytes)| (name, "", bytes));
    for (name, file, bytes) in
        named.chain(files.iter().map(|(name, bytes)| (name, "; filename=\"f\"", bytes)))
    {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n"
        );
        body.extend(head.into_bytes());
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
    body
}

async fn post(world: &World, path: &str, body: &[u8]) -> TestResponse {
    world
        .send(
            "POST",
            path,
            &[("content-type", &format!("multipart/form-data; boundary={BOUNDARY}"))],
            body,
        )
        .await
}

fn path() -> String {
    format!("/v1/stores/{}/form", store())
}

fn operations(world: &World) -> u64 {
    world.ledger.operations() + world.photo_store.operations()
}

/// Finding H2: a field that is no file has at most 16 KB, all of them together 64 KB.
#[tokio::test]
async fn form_field_over_its_bound_is_refused_and_the_largest_page_is_bounded() {
    let world = World::new();
    let topic = granted()["topic"].as_str().unwrap().to_owned();
    let quotes = vec![b'"'; 16 * KB];
    let long = [&quotes[..], b"\""].concat();
    for name in
        ["note", "email", "lang", "do", "proof", "photo", "nothing", &"n".repeat(16 * KB + 1)]
    {
        let body = form(&[("topic", topic.as_bytes()), (name, &long)], &[]);
        post(&world, &path(), &body).await.is(413, "too_large");
        post(&world, "/v1/status/reply", &body).await;
    }
    let many: Vec<_> = (0..5).map(|_| ("note", &quotes[..])).collect();
    post(&world, &path(), &form(&many, &[])).await.is(413, "too_large");
    let fields = ["email", "order", "name"].map(|name| (name, &quotes[..14 * KB]));
    let proofs: Vec<(&str, &[u8])> = (0..200).map(|_| ("proof", &quotes[..50])).collect();
    let mut largest = 0;
    for act in ["next", "claim", "send", "back", "change:delivered_on"] {
        let more = [("topic", topic.as_bytes()), ("do", act.as_bytes())];
        let page = post(&world, &path(), &form(&[&more[..], &fields, &proofs].concat(), &[])).await;
        largest = largest.max(page.bytes.len());
    }
    assert!(
        largest > 200 * KB,
        "{largest}: the fields were not shown again, so nothing was measured"
    );
    assert!(largest < PAGE_BYTES_MAX, "{largest}");
    assert!(
        operations(&world) <= 1,
        "only the one form that was sent as a claim asked whether it is there"
    );
}

/// Finding H2: answers to questions that the policy does not have, and fields that no page has, are
/// not carried on.
#[tokio::test]
async fn form_shows_nothing_again_that_it_did_not_ask() {
    let world = World::new();
    let topic = granted()["topic"].as_str().unwrap().to_owned();
    let canary = b"canary";
    let fields: [(&str, &[u8]); 5] = [
        ("topic", topic.as_bytes()),
        ("do", b"next"),
        ("a:zzz", canary),
        ("a:", canary),
        ("else", canary),
    ];
    let page = text(&post(&world, &path(), &form(&fields, &[])).await);
    assert!(!page.contains("canary") && !page.contains("zzz"), "{page}");
    let question = policy().questions()[0].id.to_string();
    let name = format!("a:{question}");
    let fields: [(&str, &[u8]); 3] =
        [("topic", topic.as_bytes()), ("do", b"next"), (&name, canary)];
    let page = text(&post(&world, &path(), &form(&fields, &[])).await);
    assert!(
        page.contains(&format!("name=\"{name}\"")),
        "an answer to a question of the policy is: {page}"
    );
}

/// Finding M6: more than twelve files are refused before the storage is asked.
#[tokio::test]
async fn form_of_thirteen_photos_asks_nothing_of_the_storage() {
    let (world, claim, link) = one().await;
    let ask = json!({ "actor": "ann", "action": { "type": "request_info", "message": "photos" } });
    assert_eq!(act(&world, &claim, &ask, None).await.status, 201);
    world.clock.set(NOON + 1);
    let claim = granted();
    let ticket = world.ticket().await;
    let field = |name: &'static str| (name, claim[name].as_str().unwrap().as_bytes());
    let facts = claim["facts"].as_object().unwrap().iter();
    let named: Vec<_> =
        facts.map(|(id, text)| (format!("a:{id}"), text.as_str().unwrap())).collect();
    let answers: Vec<_> =
        named.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let proof = format!("file:{}", policy().parts().proofs[0].id);
    for (count, is_taken) in [(12, true), (13, false), (290, false)] {
        let photos: Vec<_> = (0..count).map(|n| jpeg(u8::try_from(n % 256).unwrap())).collect();
        let files: Vec<_> = photos.iter().map(|bytes| (proof.as_str(), &bytes[..])).collect();
        let fields =
            [("do", &b"send"[..]), ("ticket", ticket.as_bytes()), field("topic"), field("remedy")];
        let fields = [&fields[..], &answers].concat();
        let before = operations(&world);
        let page = post(&world, &path(), &form(&fields, &files)).await;
        let used = operations(&world) - before;
        assert_eq!(page.status, 422, "it lacks an address in any case");
        assert_eq!(text(&page).contains("at most 12 photos"), !is_taken, "{count}");
        // What the ticket has, claims and photos; each photo; claims once more; whether it is the
        // same claim again.
        assert_eq!(used, if is_taken { 2 + 12 + 1 + 1 } else { 0 }, "{count}");
        let files: Vec<_> = photos.iter().map(|bytes| ("file", &bytes[..])).collect();
        let fields = [("link", link.as_bytes()), ("asked", b"1795176000000"), ("text", b"here")];
        let (photos, before) = (world.photo_store.all().len(), operations(&world));
        let page = post(&world, "/v1/status/reply", &form(&fields, &files)).await;
        let used = operations(&world) - before;
        assert_eq!(page.status, if is_taken { 200 } else { 422 }, "{count}");
        assert_eq!(
            world.photo_store.all().len() - photos,
            if is_taken { 12 } else { 0 },
            "{count}"
        );
        assert!(used < 30, "{count}: {used}");
    }
}

/// Finding L1: every request of a stranger that reads or writes storage is counted, before it does.
#[tokio::test]
async fn rate_limit_counts_whatever_a_stranger_can_send() {
    let (world, claim, link) = one().await;
    let bearer = format!("Bearer {}", secret(&link));
    let own = format!("/v1/claims/{claim}");
    let body = form(&[("link", link.as_bytes()), ("text", b"here")], &[]);
    let archived = format!("/v1/stores/{}/policies/{}", store(), "0".repeat(64));
    let forms = path();
    world.rate_limiter.limit(RateLimit::Requests, 1);
    let routes = [
        ("GET", "/v1/status".to_owned()),
        ("POST", "/v1/status".to_owned()),
        ("POST", "/v1/status/reply".to_owned()),
        ("POST", "/v1/status/cancel".to_owned()),
        ("POST", "/v1/status/data".to_owned()),
        ("POST", "/v1/status/erase".to_owned()),
        ("GET", own.clone()),
        ("GET", format!("{own}/data")),
        ("GET", format!("{own}/photos/x.jpg")),
        ("DELETE", own),
        ("GET", forms.clone()),
        ("POST", forms),
        ("GET", archived),
    ];
    for (turn, (method, path)) in routes.iter().enumerate() {
        let address = format!("192.0.2.{turn}");
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let headers = [
            ("authorization", &*bearer),
            ("cf-connecting-ip", &*address),
            ("content-type", &*kind),
        ];
        let first = world.send(method, path, &headers, &body).await;
        assert_ne!(first.status, 429, "{method} {path}");
        let before = operations(&world);
        let second = world.send(method, path, &headers, &body).await;
        assert_eq!(second.status, 429, "{method} {path}");
        assert_eq!(operations(&world), before, "{method} {path}: nothing was asked of the storage");
    }
    world.rate_limiter.limit(RateLimit::Uploads, 1);
    let topic = granted()["topic"].as_str().unwrap().to_owned();
    world.rate_limiter.limit(RateLimit::Requests, 0);
    let body = form(&[("topic", topic.as_bytes()), ("do", b"claim")], &[]);
    assert_eq!(post(&world, &path(), &body).await.status, 200);
    post(&world, &path(), &body).await.is(429, "rate_limited");
}

/// Finding H2: the storage operations of the worst request of each route that a stranger has, on a
/// claim with the most events that are read and the most photos that a ticket stores.
#[tokio::test]
async fn worst_request_of_each_route_stays_below_the_platforms_operations() {
    for (method, path) in [
        ("POST", "/v1/status"),
        ("POST", "/v1/status/reply"),
        ("POST", "/v1/status/cancel"),
        ("POST", "/v1/status/data"),
        ("POST", "/v1/status/erase"),
        ("GET", "/v1/claims/{id}"),
        ("GET", "/v1/claims/{id}/data"),
        ("GET", "/v1/claims/{id}/photos/x.jpg"),
        ("DELETE", "/v1/claims/{id}"),
        ("GET", "/v1/desk/claims/{id}"),
        ("POST", "/v1/desk/claims/{id}/events"),
        ("GET", "/v1/desk/claims/{id}/photos/x.jpg"),
    ] {
        let (world, claim, link) = one().await;
        for n in 0..if path.ends_with("reply") { 24 } else { 36 } {
            let ticket = claim.rsplit_once('-').unwrap().0.replacen('-', "/", 2);
            world.photo_store.plant(&format!("photo/{ticket}/{n}"), b"x");
        }
        let action = json!({ "type": "request_info", "message": "x" });
        let event = json!({ "at_ms": NOON, "id": "x", "v": 1, "actor": "ann", "action": action });
        let key = claim.replacen('-', "/", 3);
        for n in 0..220 {
            world.ledger.plant(&format!("event/{key}/{n:016x}"), &event.to_string());
        }
        let is_desk = path.starts_with("/v1/desk");
        let bearer = format!("Bearer {}", if is_desk { TOKEN } else { secret(&link) });
        let kind = if is_desk {
            "application/json".to_owned()
        } else {
            format!("multipart/form-data; boundary={BOUNDARY}")
        };
        let photos: Vec<_> = (0..12).map(jpeg).collect();
        let files: Vec<_> = photos.iter().map(|bytes| ("file", &bytes[..])).collect();
        let fields = [
            ("link", link.as_bytes()),
            ("asked", b"1795176000000"),
            ("text", b"here"),
            ("sure", b"yes"),
        ];
        let act = br#"{"actor":"ann","action":{"type":"reject","reason":"used"}}"#;
        let body = if is_desk {
            act.to_vec()
        } else {
            form(&fields, if path.ends_with("reply") { &files } else { &[] })
        };
        let before = operations(&world);
        let response = world
            .send(
                method,
                &path.replace("{id}", &claim),
                &[("authorization", &bearer), ("content-type", &kind)],
                &body,
            )
            .await;
        let used = operations(&world) - before;
        println!("{method} {path}: {} with {used} storage operations", response.status);
        assert!(response.status.as_u16() < 500, "{method} {path}: {}", response.status);
        assert!(used < OPERATIONS_MAX / 2, "{method} {path}: {used}");
    }
}

/// The same of the desk's routes that show many claims: a page ends early, and no claim is missing.
#[tokio::test]
async fn worst_page_of_whole_claims_ends_early_and_misses_none() {
    let (world, claim, _) = one().await;
    let text = world.desk(&format!("/v1/desk/claims/{claim}")).await.json().to_string();
    let event = json!({ "at_ms": NOON, "id": "x", "v": 1, "actor": "ann", "action": { "type": "note", "text": "x" } });
    for n in 0..99 {
        let other = format!(
            "{}-{n:032x}-{}",
            claim.split('-').take(2).collect::<Vec<_>>().join("-"),
            "f".repeat(16)
        );
        let key = other.replacen('-', "/", 3);
        world.ledger.plant(&format!("claim/{key}"), &text.replace(&claim, &other));
        for event_n in 0..12 {
            world.ledger.plant(&format!("event/{key}/{event_n:016x}"), &event.to_string());
        }
    }
    let token = format!("Bearer {TOKEN}");
    let headers = [("authorization", token.as_str()), ("content-type", "application/json")];
    for is_export in [true, false] {
        let (mut seen, mut cursor, mut pages) = (Vec::new(), String::new(), 0);
        loop {
            let before = operations(&world);
            let list = format!("/v1/desk/stores/{}/", store());
            let (claims, next) = if is_export {
                let response = world.desk(&format!("{list}export?limit=100&cursor={cursor}")).await;
                let lines = crate::form::text(&response)
                    .lines()
                    .map(|line| serde_json::from_str(line).unwrap())
                    .collect();
                (lines, response.header("recourse-cursor").to_owned())
            } else {
                let mut body = json!({ "email": "canary@shopper.example" });
                if !cursor.is_empty() {
                    body["cursor"] = json!(cursor);
                }
                let path = format!("{list}shopper");
                let response =
                    world.send("POST", &path, &headers, body.to_string().as_bytes()).await.json();
                let claims: Vec<Value> = response["claims"].as_array().unwrap().clone();
                (claims, response["cursor"].as_str().unwrap_or_default().to_owned())
            };
            let used = operations(&world) - before;
            assert!(used < OPERATIONS_MAX, "{used}");
            seen.extend(claims.iter().map(|claim| claim["id"].as_str().unwrap().to_owned()));
            pages += 1;
            cursor = next;
            if cursor.is_empty() {
                break;
            }
        }
        let all = seen.len();
        seen.sort();
        seen.dedup();
        assert_eq!((all, seen.len(), pages), (100, 100, 3), "each once");
    }
}

/// Finding M3: an instant beyond the calendar of the runtime is refused.
#[tokio::test]
async fn desk_day_beyond_the_calendar_is_refused() {
    let world = World::new();
    for at in [
        "9223372036854775807",
        "-9223372036854775808",
        "8640000000000001",
        "-8640000000000001",
        "1e3",
        "x",
    ] {
        let path = format!("/v1/desk/stores/{}/day?at={at}", store());
        let response = world.desk(&path).await;
        response.is(422, "bad_instant");
        assert_eq!(response.json()["field"], "at");
    }
    for at in ["8640000000000000", "-8640000000000000", "0"] {
        let path = format!("/v1/desk/stores/{}/day?at={at}", store());
        assert_eq!(world.desk(&path).await.status, 200, "{at}");
    }
}
