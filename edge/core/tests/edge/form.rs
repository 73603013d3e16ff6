//! The interview without a script: what a form carries, what it shows, and what it never does.

use crate::world::{TestResponse, World, granted, store};
use recourse::question::Kind;
use serde_json::Value;

pub(crate) const BOUNDARY: &str = "----canary";

pub(crate) fn body(fields: &[(&str, &str)]) -> Vec<u8> {
    let mut body = String::new();
    for (name, value) in fields {
        body += &format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
    }
    format!("{body}--{BOUNDARY}--\r\n").into_bytes()
}

async fn post(world: &World, fields: &[(&str, &str)]) -> TestResponse {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let path = format!("/v1/stores/{}/form", store());
    world.send("POST", &path, &[("content-type", &kind)], &body(fields)).await
}

pub(crate) fn text(response: &TestResponse) -> String {
    String::from_utf8(response.bytes.clone()).unwrap()
}

/// The answers of a claim that is granted, as a form carries them.
fn carried(claim: &Value) -> Vec<(String, String)> {
    let facts = claim["facts"].as_object().unwrap().iter();
    let mut fields: Vec<_> =
        facts.map(|(id, text)| (format!("a:{id}"), text.as_str().unwrap().to_owned())).collect();
    fields.push(("topic".to_owned(), claim["topic"].as_str().unwrap().to_owned()));
    fields.push(("remedy".to_owned(), claim["remedy"].as_str().unwrap().to_owned()));
    fields
}

fn with<'a>(
    carried: &'a [(String, String)],
    more: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    let own = carried.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    own.chain(more.iter().copied()).collect()
}

fn hidden(page: &str, name: &str) -> String {
    let (_, after) = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
    after.split_once('"').unwrap().0.to_owned()
}

/// The ticket of the request page.
pub(crate) async fn ticket(world: &World) -> String {
    let carried = carried(&granted());
    hidden(&text(&post(world, &with(&carried, &[("do", "claim")])).await), "ticket")
}

/// Sends the request page under a ticket.
pub(crate) async fn send(world: &World, ticket: &str) -> TestResponse {
    let carried = carried(&granted());
    let fields = [("do", "send"), ("ticket", ticket), ("email", "a@example.com"), ("order", "A-1")];
    post(world, &with(&carried, &fields)).await
}

#[tokio::test]
async fn form_leads_from_the_topic_to_one_claim() {
    let world = World::new();
    let first = world.get(&format!("/v1/stores/{}/form", store())).await;
    assert_eq!(first.status, 200);
    assert!(first.header("content-security-policy").contains("form-action 'self'"));
    assert!(
        !first.header("content-security-policy").contains("script-src"),
        "there is no script to allow"
    );
    let claim = granted();
    let carried = carried(&claim);
    let decision = post(&world, &with(&carried, &[("do", "next")])).await;
    assert!(text(&decision).contains("data-verdict=\"granted\""), "{}", text(&decision));
    let request = text(&post(&world, &with(&carried, &[("do", "claim")])).await);
    let ticket = hidden(&request, "ticket");
    let fields =
        [("do", "send"), ("ticket", &ticket), ("email", "a@example.com"), ("order", "A-1")];
    let receipt = post(&world, &with(&carried, &fields)).await;
    assert_eq!(receipt.status, 200, "{}", text(&receipt));
    assert_eq!(world.ledger.keys().len(), 1);
    let again = post(&world, &with(&carried, &fields)).await;
    assert_eq!(text(&again), text(&receipt));
    assert_eq!(world.ledger.keys().len(), 1, "the same form is the same claim");
}

#[tokio::test]
async fn form_shows_its_problem_and_keeps_typed_values() {
    let world = World::new();
    let carried = carried(&granted());
    let ticket = world.ticket().await;
    let note = "<script>alert(\"1\")</script>";
    let fields = [
        ("do", "send"),
        ("ticket", &*ticket),
        ("email", "no address"),
        ("order", "A-1"),
        ("note", note),
    ];
    let page = post(&world, &with(&carried, &fields)).await;
    assert_eq!(page.status, 422);
    let page = text(&page);
    assert!(page.contains("role=\"alert\"") && page.contains("value=\"no address\""));
    assert!(
        page.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;") && !page.contains(note)
    );
    assert!(world.ledger.keys().is_empty());
}

#[tokio::test]
async fn html_of_the_form_escapes_every_field() {
    let world = World::new();
    let bad = "\"><script>alert(1)</script>";
    let topic = granted()["topic"].as_str().unwrap().to_owned();
    let name = format!("a:{bad}");
    for act in ["next", "back", "claim", "send", "change:x", bad] {
        let fields = [
            ("topic", &*topic),
            (&name, bad),
            ("asked", bad),
            ("lang", bad),
            ("remedy", bad),
            ("email", bad),
            ("ticket", bad),
            ("proof", bad),
            ("photo", &name),
            ("do", act),
        ];
        let page = post(&world, &fields).await;
        assert!(!text(&page).contains("<script"), "{act}: {}", text(&page));
    }
    assert!(world.ledger.keys().is_empty());
}

#[tokio::test]
async fn form_replaces_an_invalid_ticket_and_keeps_the_request() {
    let world = World::new();
    let carried = carried(&granted());
    let fields =
        [("do", "send"), ("ticket", "forged"), ("email", "a@example.com"), ("order", "A-1")];
    // Photos went with their ticket.
    let page = post(&world, &[&with(&carried, &fields)[..], &[("photo", "x/y")]].concat()).await;
    assert_eq!(page.status, 401);
    assert!(text(&page).contains("add the photos again"), "{}", text(&page));
    assert!(!hidden(&text(&page), "ticket").contains("forged"));
    assert!(world.ledger.keys().is_empty());
    assert_eq!(
        post(&world, &with(&carried, &fields)).await.status,
        200,
        "nothing is lost without them"
    );
    assert_eq!(world.ledger.keys().len(), 1);
}

#[tokio::test]
async fn form_that_cannot_be_read_is_a_problem() {
    let world = World::new();
    let path = format!("/v1/stores/{}/form", store());
    let multipart = [("content-type", "multipart/form-data; boundary=x")];
    world
        .send("POST", &path, &[("content-type", "text/plain")], b"a=1")
        .await
        .is(415, "not_a_form");
    for noise in
        [&b""[..], b"--x", b"--y\r\n", b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--"]
    {
        world.send("POST", &path, &multipart, noise).await.is(400, "bad_form");
    }
    let big = vec![b'x'; 21 * 1024 * 1024];
    world.send("POST", &path, &multipart, &big).await.is(413, "too_large");
    let browser = [multipart[0], ("accept", "text/html,*/*"), ("accept-language", "de-DE")];
    let page = world.send("POST", &path, &browser, b"--x").await;
    assert_eq!(page.status, 400, "{}", text(&page));
    assert!(
        text(&page).contains("<html lang=\"de\"") && text(&page).contains("bad_form"),
        "{}",
        text(&page)
    );
    world.get("/v1/stores/unknown/form").await.is(404, "no_such_store");
}

#[tokio::test]
async fn localization_of_the_form_marks_texts_in_another_language() {
    let world = World::new();
    let first = text(&world.get(&format!("/v1/stores/{}/form?lang=es", store())).await);
    assert!(first.contains("<html lang=\"es\" dir=\"ltr\">"), "{first}");
    assert!(!first.contains("lang=\"en\""), "every topic has Spanish words: {first}");
    let carried = carried(&granted());
    let page = text(&post(&world, &with(&carried, &[("do", "next"), ("lang", "es")])).await);
    let quote = "<blockquote><span lang=\"en\" dir=\"ltr\">";
    assert!(page.contains(quote), "the quote stays as the shop wrote it: {page}");
    let english = text(&post(&world, &with(&carried, &[("do", "next"), ("lang", "en")])).await);
    assert!(english.contains("<blockquote>“") && !english.contains("<span lang="), "{english}");
}

/// The first shop whose policy asks for an amount: its name, a topic and the question.
fn asks_for_an_amount() -> (String, String, String) {
    let all = recourse_edge::service::policies::all();
    let found = all.iter().find_map(|(store, served)| {
        let parts = served.policy.parts();
        let asked =
            parts.questions.iter().find(|asked| matches!(asked.kind, Kind::Money { .. }))?;
        Some((store.to_string(), parts.topics.first()?.id.to_string(), asked.id.to_string()))
    });
    found.unwrap()
}

#[tokio::test]
async fn form_asks_about_an_ambiguous_amount() {
    let world = World::new();
    let (store, topic, asked) = asks_for_an_amount();
    let field = format!("a:{asked}");
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let path = format!("/v1/stores/{store}/form");
    let send = async |language: &str, typed: &str, more: &[(&str, &str)]| {
        let own = [
            ("topic", &*topic),
            ("asked", &*asked),
            ("lang", language),
            (&*field, typed),
            ("do", "next"),
        ];
        let fields = [&own[..], more].concat();
        text(&world.send("POST", &path, &[("content-type", &kind)], &body(&fields)).await)
    };
    let carried = |form: &str| format!("name=\"{field}\" value=\"{form}\"");
    let page = send("en", "1,299", &[]).await;
    assert!(page.contains("role=\"alert\"") && page.contains("do you mean by “1,299”"), "{page}");
    for form in ["1299.00", "1.30"] {
        assert!(page.contains(&format!("name=\"reading\" value=\"{form}\"")), "{form}: {page}");
    }
    assert!(page.contains("value=\"1,299\""), "what was typed stays: {page}");
    assert!(
        page.contains("USD 1299.00") && !page.contains(" checked"),
        "nothing is chosen: {page}"
    );
    let chosen = [("reading", "1299.00"), ("reading_of", "1,299")];
    let page = send("en", "1,299", &chosen).await;
    assert!(page.contains(&carried("1299.00")) && !page.contains("role=\"alert\""), "{page}");
    let page = send("en", "1,299.50", &chosen).await;
    assert!(page.contains(&carried("1299.50")), "another amount was typed meanwhile: {page}");
    for (language, typed, form) in [
        ("de", "1.299", "1299.00"),
        ("de", "129,- ", "129.00"),
        ("ar", "١٬٢٩٩٫٥٠", "1299.50"),
        ("en", "Rs. 1,500.00", "1500.00"),
    ] {
        let page = send(language, typed, &[]).await;
        assert!(page.contains(&carried(form)), "{typed} in {language}: {page}");
    }
    let page = send("de", "viel", &[]).await;
    assert!(page.contains("129,99") && page.contains("value=\"viel\""), "{page}");
}
