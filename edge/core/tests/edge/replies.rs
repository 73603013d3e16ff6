//! What a shopper replies to a shop that asks for more: from the page of the private link, kept
//! once, and lost never.

use crate::events::{act, erase, one, secret};
use crate::form::{BOUNDARY, text};
use crate::operations::hooked;
use crate::photos::jpeg;
use crate::world::{NOON, TestResponse, World, granted, store};
use recourse_edge::ports::{Ledger, Outbox};
use serde_json::{Value, json};

/// When the shop asked.
const NOON_TEXT: &str = "1795176000000";

/// A form with its texts and photos.
fn form(fields: &[(&str, &str)], files: &[&[u8]]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
        body.extend(head.into_bytes());
    }
    for file in files {
        let head = "Content-Disposition: form-data; name=\"file\"; filename=\"canary.jpg\"\r\nContent-Type: image/jpeg";
        body.extend(format!("--{BOUNDARY}\r\n{head}\r\n\r\n").into_bytes());
        body.extend(*file);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
    body
}

async fn post(world: &World, path: &str, fields: &[(&str, &str)], files: &[&[u8]]) -> TestResponse {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    world.send("POST", path, &[("content-type", &kind)], &form(fields, files)).await
}

pub(crate) async fn reply(world: &World, link: &str, words: &str, files: &[&[u8]]) -> TestResponse {
    post(world, "/v1/status/reply", &[("link", link), ("asked", NOON_TEXT), ("text", words)], files)
        .await
}

/// A claim that the shop asks something about: its number and its private link.
pub(crate) async fn asked() -> (World, String, String) {
    let (world, claim, link) = one().await;
    ask(&world, &claim, "a photo of the label").await;
    // Of two at the same instant either may be the later one.
    world.clock.set(NOON + 1);
    (world, claim, link)
}

async fn ask(world: &World, claim: &str, what: &str) {
    let ask = json!({ "actor": "ann", "action": { "type": "request_info", "message": what } });
    assert_eq!(act(world, claim, &ask, None).await.status, 201);
}

async fn desk(world: &World, claim: &str) -> Value {
    world.desk(&format!("/v1/desk/claims/{claim}")).await.json()
}

fn events(world: &World) -> usize {
    world.ledger.keys().iter().filter(|key| key.starts_with("event/")).count()
}

#[tokio::test]
async fn reply_of_the_shopper_is_stored_and_shown_to_the_desk() {
    let (world, claim, link) = asked().await;
    let page = text(&post(&world, "/v1/status", &[("link", &link), ("lang", "de")], &[]).await);
    assert!(
        page.contains("action=\"/v1/status/reply\"") && page.contains("Ihre Antwort"),
        "{page}"
    );
    assert!(
        page.contains(&format!("name=\"link\" value=\"{}\"", link.rsplit('#').next().unwrap())),
        "{page}"
    );
    world.clock.set(NOON + 1_000);
    let page = reply(&world, &link, " Here <b>it</b> is ", &[&jpeg(1), &jpeg(2), &jpeg(1)]).await;
    assert_eq!(page.status, 200);
    let page = text(&page);
    assert!(
        page.contains("data-stage=\"replied\"") && page.contains("Here &lt;b&gt;it&lt;/b&gt; is"),
        "{page}"
    );
    assert!(page.contains("Photos: 2"), "the same photo twice is one: {page}");

    let seen = desk(&world, &claim).await;
    assert_eq!(seen["state"]["stage"], "replied");
    let event = &seen["events"][1];
    assert_eq!(
        (&event["actor"], &event["action"]["text"]),
        (&json!("shopper"), &json!("Here <b>it</b> is"))
    );
    let photo = event["action"]["photos"][1].as_str().unwrap();
    let shown = world.desk(&format!("/v1/desk/claims/{claim}/photos/{photo}")).await;
    assert_eq!((shown.status.as_u16(), shown.header("content-type")), (200, "image/jpeg"));
    assert!(!shown.bytes.windows(6).any(|part| part == b"canary"), "the location is removed");

    let status = world.status(&link).await.json();
    assert_eq!(
        (&status["state"], &status["replies"][0]["photos"][1]),
        (&json!("replied"), &json!(photo))
    );
    world.clock.set(NOON + 2_000);
    act(&world, &claim, &json!({ "actor": "ann", "action": { "type": "replacement" } }), None)
        .await;
    let page = text(&post(&world, "/v1/status", &[("link", &link)], &[]).await);
    assert!(
        page.contains("data-stage=\"approved\"") && !page.contains("/v1/status/reply"),
        "{page}"
    );
}

#[tokio::test]
async fn idempotency_same_reply_is_stored_once_per_question() {
    let (world, claim, link) = asked().await;
    for _ in 0..2 {
        assert_eq!(reply(&world, &link, "done", &[&jpeg(1)]).await.status, 200);
    }
    assert_eq!(events(&world), 2, "one question, one reply");
    assert_eq!(
        reply(&world, &link, "done, and this", &[]).await.status,
        200,
        "something may be added"
    );
    assert_eq!(desk(&world, &claim).await["state"]["replies"].as_array().unwrap().len(), 2);
    world.clock.set(NOON + 1_000);
    ask(&world, &claim, "the invoice").await;
    world.clock.set(NOON + 1_001);
    let again = [("link", &*link), ("asked", "1795176001000"), ("text", "done, and this")];
    assert_eq!(post(&world, "/v1/status/reply", &again, &[]).await.status, 200);
    let state = desk(&world, &claim).await["state"].clone();
    assert_eq!(
        (&state["stage"], state["replies"].as_array().unwrap().len()),
        (&json!("replied"), 1)
    );
    world.clock.set(NOON + 2_000);
    act(&world, &claim, &json!({ "actor": "ann", "action": { "type": "close" } }), None).await;
    assert_eq!(
        reply(&world, &link, "done", &[&jpeg(1)]).await.status,
        200,
        "taken, whatever came after"
    );
    assert_eq!(world.photo_store.all().len(), 1);
    world.clock.set(NOON + 3_000);
    ask(&world, &claim, "a photo of the label").await;
    assert_eq!(
        desk(&world, &claim).await["state"]["stage"],
        "needs_more",
        "the same question once more"
    );
    let late = reply(&world, &link, "to the first one", &[]).await;
    assert_eq!(late.status, 409);
    assert!(
        text(&late).contains("another question in the meantime")
            && text(&late).contains(">to the first one<")
    );
}

#[tokio::test]
async fn reply_shows_its_problem_and_keeps_typed_values() {
    let (world, claim, link) = asked().await;
    let long = "x".repeat(2_001);
    for (words, files, status, said) in [
        ("", vec![], 422, "Write something, or add a photo."),
        (long.as_str(), vec![], 422, "name=\"text\""),
        ("see there", vec![jpeg(1), b"GIF89a".to_vec()], 415, "cannot be read as a photo"),
    ] {
        let files: Vec<_> = files.iter().map(Vec::as_slice).collect();
        let page = reply(&world, &link, words, &files).await;
        assert_eq!(page.status, status, "{said}");
        assert!(
            text(&page).contains(said) && text(&page).contains("role=\"alert\""),
            "{}",
            text(&page)
        );
        assert!(text(&page).contains(words), "what was typed stays");
        assert!(text(&page).contains("data-stage=\"needs_more\""));
    }
    assert_eq!(events(&world), 1, "nothing was kept of them");
    // The photo that was good stays with the form, and is sent by its name.
    let page = text(&reply(&world, &link, "see there", &[&jpeg(1), b"GIF89a"]).await);
    let (_, after) = page.split_once("name=\"photo\" value=\"").unwrap();
    let photo = after.split_once('"').unwrap().0;
    let fields = [("link", &*link), ("asked", NOON_TEXT), ("photo", photo)];
    assert_eq!(post(&world, "/v1/status/reply", &fields, &[]).await.status, 200);
    assert_eq!(desk(&world, &claim).await["state"]["replies"][0]["photos"], json!([photo]));
    let forged = photo.replace(|digit: char| digit.is_ascii_digit(), "0");
    let fields = [("link", &*link), ("asked", NOON_TEXT), ("photo", &forged)];
    let page = post(&world, "/v1/status/reply", &fields, &[]).await;
    assert_eq!(page.status, 422, "{}", text(&page));
}

#[tokio::test]
async fn reply_without_a_question_is_refused() {
    let (world, claim, link) = one().await;
    let page = reply(&world, &link, "hello", &[&jpeg(1)]).await;
    assert_eq!(page.status, 409);
    assert!(text(&page).contains("not waiting for anything"), "{}", text(&page));
    assert!(world.photo_store.all().is_empty());
    assert!(text(&page).contains(">hello<"), "what was typed stays: {}", text(&page));
    ask(&world, &claim, "a photo").await;
    world.clock.set(NOON + 1);
    for count in 0..10 {
        assert_eq!(reply(&world, &link, &format!("{count}"), &[]).await.status, 200);
    }
    let page = reply(&world, &link, "one more", &[]).await;
    assert_eq!(page.status, 422);
    assert!(
        text(&page).contains("ten times already") && text(&page).contains(">one more<"),
        "{}",
        text(&page)
    );
    let photos: Vec<_> = (0..13).map(jpeg).collect();
    let photos: Vec<_> = photos.iter().map(Vec::as_slice).collect();
    let page = text(&reply(&world, &link, "", &photos).await);
    assert!(page.contains("Too many photos for one request"), "{page}");
    let forged =
        json!({ "actor": "shopper", "action": { "type": "reply", "text": "I am the shopper" } });
    act(&world, &claim, &forged, None).await.is(400, "bad_json");
}

#[tokio::test]
async fn erasure_removes_replies_and_invalid_links_are_refused() {
    let (world, _, link) = asked().await;
    for wrong in ["", "nonsense", &link.replace(secret(&link), "x")] {
        let page = reply(&world, wrong, "hello", &[&jpeg(1)]).await;
        assert_eq!(page.status, 404);
        assert!(text(&page).contains("We do not know this link"), "{}", text(&page));
    }
    assert!(world.photo_store.all().is_empty());
    world.ledger.fail(true);
    let down = reply(&world, &link, "hello", &[]).await;
    assert_eq!(down.status, 503);
    world.ledger.fail(false);
    let long = "x".repeat(17_000);
    assert_eq!(reply(&world, &link, &long, &[]).await.status, 413);
    assert_eq!(reply(&world, &long, "hello", &[]).await.status, 413);
    let none = world
        .send("POST", "/v1/status/reply", &[("content-type", "application/json")], b"{}")
        .await;
    assert_eq!(none.status, 415);
    let broken = [("content-type", "multipart/form-data; boundary=x")];
    assert_eq!(world.send("POST", "/v1/status/reply", &broken, b"--").await.status, 400);
}

#[tokio::test]
async fn erasure_and_export_include_replies() {
    let (world, claim, link) = asked().await;
    assert_eq!(reply(&world, &link, "canary words", &[&jpeg(1)]).await.status, 200);
    let bearer = format!("Bearer {}", secret(&link));
    let own = world
        .send("GET", &format!("/v1/claims/{claim}/data"), &[("authorization", &bearer)], b"")
        .await
        .json();
    let photo = own["events"][1]["action"]["photos"][0].as_str().unwrap();
    let path = format!("/v1/claims/{claim}/photos/{photo}");
    assert_eq!(world.send("GET", &path, &[("authorization", &bearer)], b"").await.status, 200);
    let export = world.desk(&format!("/v1/desk/stores/{}/export", store())).await;
    assert!(String::from_utf8(export.bytes).unwrap().contains("canary words"));
    assert_eq!(erase(&world, &claim, secret(&link)).await.status, 204);
    assert!(world.photo_store.all().is_empty());
    for key in world.ledger.keys() {
        let kept = world.ledger.get(&key).await.unwrap().unwrap();
        assert!(!kept.contains("canary words"), "{key}: {kept}");
    }
    assert_eq!(reply(&world, &link, "once more", &[&jpeg(1)]).await.status, 410);
    assert!(world.photo_store.all().is_empty());
}

#[tokio::test]
async fn webhook_of_a_reply_is_sent_and_replies_are_rate_limited() {
    let world = hooked();
    let receipt = world.submit(&world.ticket().await, &granted()).await.json();
    let (claim, link) =
        (receipt["claim"].as_str().unwrap(), receipt["status_url"].as_str().unwrap());
    ask(&world, claim, "a photo").await;
    world.clock.set(NOON + 1);
    assert_eq!(reply(&world, link, "here", &[]).await.status, 200);
    let told = world.outbox.deliveries(store(), None, 100).await.unwrap();
    let last: Value = serde_json::from_str(&told[0].message.body).unwrap();
    assert_eq!(
        (&last["type"], &last["data"]["state"]),
        (&json!("claim.updated"), &json!("replied"))
    );
    world.rate_limiter.allow(1);
    assert_eq!(reply(&world, link, "and this", &[]).await.status, 200);
    let page = reply(&world, link, "and again", &[]).await;
    assert_eq!(page.status, 429);
    assert!(text(&page).contains(">and again<"), "{}", text(&page));
}

#[tokio::test]
async fn erasure_removes_a_simultaneous_reply() {
    let (world, claim, link) = asked().await;
    let left = world.ledger.keys().into_iter().find(|key| key.starts_with("event/")).unwrap();
    assert_eq!(erase(&world, &claim, secret(&link)).await.status, 204);
    // As if the event had been on its way: it is stored after the erasure.
    let action = json!({ "type": "reply", "text": "canary" });
    let late = json!({ "at_ms": NOON, "id": "x", "v": 1, "actor": "shopper", "action": action });
    world.ledger.plant(&left, &late.to_string());
    let again = post(&world, "/v1/status/erase", &[("link", &link), ("sure", "yes")], &[]).await;
    assert_eq!(again.status, 410);
    assert_eq!(world.ledger.get(&left).await.unwrap(), None, "erased again");
    world.ledger.plant(&left, &late.to_string());
    world.clock.set(NOON + 3 * 86_400_000);
    world.sweep().await.unwrap();
    assert!(world.ledger.keys().is_empty(), "{:?}", world.ledger.keys());
}

#[tokio::test]
async fn reply_has_no_hidden_characters() {
    let (world, claim, link) = asked().await;
    let response = reply(&world, &link, "a\u{1B}[2J\u{202E}b\u{9B}\r\nc", &[]).await;
    assert!(response.status.is_success() || response.status.is_redirection());
    let state = desk(&world, &claim).await["state"].clone();
    assert_eq!(state["replies"][0]["text"], "a\u{FFFD}[2Jb\u{FFFD}\nc");
}

#[tokio::test]
async fn reply_with_a_photo_of_200_megapixels_is_told_about_pixels() {
    let (world, _, link) = asked().await;
    let of = |width: u16, height: u16, bytes: usize| {
        let mut photo = jpeg(1);
        let frame = photo.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
        let size = [height.to_be_bytes(), width.to_be_bytes()].concat();
        photo.splice(frame + 5..frame + 9, size);
        let comment = [&[0xFF, 0xFE, 0xFF, 0xFF][..], &[b' '; 0xFFFD]].concat();
        photo.splice(2..2, comment.repeat(bytes.div_ceil(comment.len())));
        photo
    };
    for (photo, told) in [
        (of(16_320, 12_240, 100), "more than 50 megapixels"),
        (of(16_320, 12_240, 6 << 20), "more than 50 megapixels"),
        (of(8_160, 6_144, 6 << 20), "at most 5 MB"),
    ] {
        let page = reply(&world, &link, "", &[&photo]).await;
        assert!(text(&page).contains(told), "{told}: {}", text(&page));
    }
    assert_eq!(reply(&world, &link, "", &[&of(8_160, 6_144, 100)]).await.status, 200);
}
