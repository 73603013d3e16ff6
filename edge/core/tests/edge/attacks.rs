//! Inputs of an attack: each is refused with its problem, is not repeated in the response, and
//! leaves nothing in the storage.

use crate::events::{one, secret};
use crate::world::{TOKEN, World, granted, store};

const CANARY: &str = "canary-2b7e";

/// A form that a foreign page can send without being asked, and a link in an address, open nothing.
#[tokio::test]
async fn private_link_cannot_be_used_by_a_foreign_page() {
    let (world, claim, link) = one().await;
    let link = link.rsplit('#').next().unwrap();
    let form = format!("link={link}&sure=yes");
    for kind in ["application/x-www-form-urlencoded", "text/plain", "application/json", ""] {
        for act in ["erase", "cancel", "reply", "data"] {
            let path = format!("/v1/status/{act}");
            let response =
                world.send("POST", &path, &[("content-type", kind)], form.as_bytes()).await;
            assert_eq!(response.status, 415, "{act} as {kind:?}");
            let response = world.send("GET", &format!("{path}?{form}"), &[], b"").await;
            assert_eq!(response.status, 405, "{act} by its address");
        }
        let path = format!("/v1/status?{form}");
        let text = String::from_utf8(world.get(&path).await.bytes).unwrap();
        assert!(!text.contains(&claim), "an address opens nothing");
    }
    assert_eq!(
        world.desk(&format!("/v1/desk/claims/{claim}")).await.status,
        200,
        "nothing was erased"
    );
}

/// The desk's secret comes in one header and in no other way.
#[tokio::test]
async fn desk_token_is_taken_from_one_header_only() {
    let world = World::new();
    let path = format!("/v1/desk/stores/{}/claims", store());
    let basic = format!("Basic {TOKEN}");
    let shouted = format!("Bearer {}", TOKEN.to_uppercase());
    let longer = format!("Bearer {}", "a".repeat(8_000));
    let cut = format!("Bearer {}", TOKEN.get(1..).unwrap());
    let cookie = format!("token={TOKEN}");
    for header in [
        ("authorization", basic.as_str()),
        ("authorization", shouted.as_str()),
        ("authorization", longer.as_str()),
        ("authorization", cut.as_str()),
        ("authorization", TOKEN),
        ("cookie", cookie.as_str()),
        ("x-original-url", "/healthz"),
        ("x-forwarded-for", "127.0.0.1"),
    ] {
        world.send("GET", &path, &[header], b"").await.is(401, "unauthorized");
    }
    world
        .get(&format!("{path}?token={TOKEN}&authorization=Bearer%20{TOKEN}"))
        .await
        .is(401, "unauthorized");
}

/// Bodies that are no JSON, or no submission: refused by their kind, without a word of theirs, and
/// the edge stays up.
#[tokio::test]
async fn submission_that_is_no_json_is_refused_and_not_repeated() {
    let world = World::new();
    let whole = granted().to_string();
    let with =
        |field: &str, value: &str| whole.replacen('{', &format!("{{\"{field}\":{value},"), 1);
    let mut bodies: Vec<Vec<u8>> = [
        format!("{whole} {CANARY}"),
        format!("/* {CANARY} */{whole}"),
        format!("\u{FEFF}{whole}"),
        format!("[{whole}]"),
        format!("\"{CANARY}\""),
        whole.replace("\"note\":\"canary note\"", "\"note\":NaN"),
        whole.replace("\"note\":\"canary note\"", "\"note\":-1e400"),
        whole.replace("\"note\":\"canary note\"", "\"note\":\"\\ud800\""),
        whole.replace("\"note\":\"canary note\"", "\"note\":\"\\udc00\\ud800\""),
        whole.replace("\"offset_minutes\":0", "\"offset_minutes\":99999999999999999999"),
        whole.replace("\"offset_minutes\":0", "\"offset_minutes\":0.5"),
        with("__proto__", &format!("{{\"{CANARY}\":1}}")),
        with("constructor", "null"),
        with(CANARY, "1"),
        with("topic", "\"twice\""),
        with("items", "{}"),
        with("photos", "[[]]"),
        whole.get(..whole.len() / 2).unwrap().to_owned(),
    ]
    .map(String::into_bytes)
    .into();
    bodies.push([whole.as_bytes(), b"\0"].concat());
    bodies.push(whole.replace("canary note", "\u{1}").into_bytes());
    bodies.push([&b"\xC0\xAF"[..], whole.as_bytes()].concat());
    bodies.push(whole.encode_utf16().flat_map(u16::to_le_bytes).collect());
    let ticket = world.ticket().await;
    for body in bodies {
        let headers = [("content-type", "application/json"), ("recourse-ticket", ticket.as_str())];
        let response =
            world.send("POST", &format!("/v1/stores/{}/claims", store()), &headers, &body).await;
        let told = String::from_utf8_lossy(&response.bytes).into_owned();
        let told = format!("{}: {told}", String::from_utf8_lossy(&body));
        assert!((400..500).contains(&response.status.as_u16()), "{told}");
        let problem = response.json();
        let field = problem["field"].as_str().unwrap_or_default();
        assert!(field == CANARY || !response.json().to_string().contains(CANARY), "{told}");
    }
    assert!(world.ledger.keys().is_empty(), "nothing was kept");
    assert_eq!(world.submit(&ticket, &granted()).await.status, 201, "the same ticket still works");
}

/// A multipart body that is none: refused by its kind, whatever its shape.
#[tokio::test]
async fn form_of_a_wrong_shape_is_refused() {
    let world = World::new();
    let path = format!("/v1/stores/{}/form", store());
    let part = "Content-Disposition: form-data; name=\"topic\"\r\n\r\nx\r\n";
    let many = |count: usize| format!("{}--x--\r\n", format!("--x\r\n{part}").repeat(count));
    let seventy = "b".repeat(70);
    for (kind, body, status) in [
        ("multipart/form-data", many(1), 415),
        ("multipart/form-data; boundary=", many(1), 400),
        (
            &*format!("multipart/form-data; boundary={seventy}"),
            many(1).replace("--x", &format!("--{seventy}")),
            200,
        ),
        (&*format!("multipart/form-data; boundary={seventy}b"), many(1), 400),
        ("multipart/mixed; boundary=x", many(1), 415),
        // RFC 2046 section 5.1.1: a text before the first boundary is ignored.
        ("multipart/form-data; boundary=x", format!("preamble\r\n{}", many(1)), 200),
        ("multipart/form-data; boundary=x", many(1).replace("\r\n", "\n"), 400),
        ("multipart/form-data; boundary=x", many(1).replace("--x--", ""), 400),
        ("multipart/form-data; boundary=x", many(300), 200),
        ("multipart/form-data; boundary=x", many(301), 400),
        ("multipart/form-data; boundary=x", many(3_000), 400),
        ("multipart/form-data; boundary=x", many(1).replace("; name=\"topic\"", ""), 400),
        ("multipart/form-data; boundary=x", many(1).replace("name=", "name*="), 400),
        ("multipart/form-data; boundary=x", many(1).replace("topic", &"t".repeat(21_000)), 413),
        ("multipart/form-data; boundary=x", "--x--\r\n".to_owned(), 200),
        ("multipart/form-data; boundary=x", "\r".repeat(200_000), 400),
        ("multipart/form-data; boundary=x", format!("--x\r\n{}", "\r\n--".repeat(50_000)), 400),
    ] {
        let response = world.send("POST", &path, &[("content-type", kind)], body.as_bytes()).await;
        let shown: String = body.chars().take(120).collect();
        assert_eq!(response.status, status, "{kind}: {shown:?}");
    }
}

/// A photo is shown as part of its own claim, with that claim's secret, and by no other way.
#[tokio::test]
async fn photo_of_another_claim_is_not_found() {
    let (world, claim, link) = one().await;
    let mut body = granted();
    body["note"] = serde_json::json!("another claim");
    let other = world.submit(&world.ticket().await, &body).await.json();
    let name = "0123456789abcdef0123456789abcdef-0123456789abcdef.jpg";
    let other = other["claim"].as_str().unwrap().to_owned();
    assert_ne!(claim, other);
    let prefix = other.rsplit_once('-').unwrap().0.replacen('-', "/", 2);
    world.photo_store.plant(&format!("photo/{prefix}/{name}"), b"x");
    let bearer = format!("Bearer {}", secret(&link));
    for photo in [
        name,
        "..%2f..%2fclaim",
        "%00",
        "x.svg",
        &name.replace("jpg", "png"),
        &format!("{name}%00"),
    ] {
        for id in [&claim, &other] {
            let path = format!("/v1/claims/{id}/photos/{photo}");
            let response = world.send("GET", &path, &[("authorization", &bearer)], b"").await;
            response.is(404, "not_found");
        }
    }
}
