//! The page that a private link leads to: what it says, in which language, and what it never says.

use crate::events::{act, erase, one, secret};
use crate::form::{BOUNDARY, body, text};
use crate::operations::hooked;
use crate::world::{NOON, TestResponse, World, granted, store};
use recourse_edge::ports::Outbox;
use serde_json::json;

async fn shown(world: &World, link: &str, lang: &str) -> TestResponse {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let fields = body(&[("link", link), ("lang", lang)]);
    world.send("POST", "/v1/status", &[("content-type", &kind)], &fields).await
}

#[tokio::test]
async fn localization_of_the_status_page_follows_the_request() {
    let world = World::new();
    let asking = world.get("/v1/status?lang=de").await;
    assert!(text(&asking).contains("<html lang=\"de\""), "{}", text(&asking));
    assert!(text(&asking).contains("name=\"link\""));
    assert!(asking.header("content-security-policy").contains("form-action 'self'"));
    let headers = [("accept-language", "xx, fr;q=0.5")];
    let french = world.send("GET", "/v1/status", &headers, b"").await;
    assert!(text(&french).contains("<html lang=\"fr\""));
}

#[tokio::test]
async fn status_page_shows_the_state_without_names() {
    let (world, claim, link) = one().await;
    // As in a receipt, with a language, and with the blanks of a copied text.
    for link in
        [link.clone(), link.replace('#', "?lang=de#"), format!(" https://shop.example{link}\n")]
    {
        let page = shown(&world, &link, "en").await;
        assert_eq!(page.status, 200, "{link}");
        assert!(text(&page).contains("data-stage=\"requested\""), "{}", text(&page));
        assert!(text(&page).contains(&claim));
        // The link is in the page's own forms, and nowhere else: no address has it.
        let own = link.trim().rsplit('#').next().unwrap();
        let (all, carried) = (text(&page), format!("name=\"link\" value=\"{own}\""));
        assert!(!all.replace(&carried, "").contains(secret(link.trim())), "{all}");
    }
    let ask = json!({ "actor": "ann", "action": { "type": "request_info", "message": "a photo <b>of</b> the box" } });
    assert_eq!(act(&world, &claim, &ask, None).await.status, 201);
    let note = json!({ "actor": "ann", "action": { "type": "note", "text": "canary remark" } });
    assert_eq!(act(&world, &claim, &note, None).await.status, 201);
    let page = text(&shown(&world, &link, "de").await);
    assert!(page.contains("Der Shop braucht weitere Angaben"), "{page}");
    assert!(page.contains("a photo &lt;b&gt;of&lt;/b&gt; the box"), "{page}");
    assert!(
        !page.contains("canary") && !page.contains("ann<"),
        "no address, no remark, no name: {page}"
    );
    world.clock.set(NOON + 1_000);
    let give = json!({ "actor": "bob", "action": { "type": "coupon", "amount": "5.00" } });
    assert_eq!(act(&world, &claim, &give, None).await.status, 201);
    let page = text(&shown(&world, &link, "es").await);
    assert!(page.contains("Cupón de USD 5,00"), "{page}");
    assert!(
        !page.contains("of the box") && !page.contains("of</b>"),
        "what was asked before is over: {page}"
    );
}

#[tokio::test]
async fn status_page_asks_again_for_an_invalid_link() {
    let (world, claim, link) = one().await;
    let other = link.replace("/status/#", "/status/#x");
    for wrong in
        ["", "nonsense", "a.b.c", &other, &format!("{link}0"), &link.replace(secret(&link), "")]
    {
        let page = shown(&world, wrong, "en").await;
        assert_eq!(page.status, 404, "{wrong}");
        assert!(
            text(&page).contains("We do not know this link")
                && text(&page).contains("name=\"link\"")
        );
        assert!(!text(&page).contains(&claim), "nothing of it stands in the answer");
    }
    world.ledger.fail(true);
    let down = shown(&world, &link, "en").await;
    assert_eq!(down.status, 503);
    assert!(text(&down).contains("Your request is safe"), "{}", text(&down));
    world.ledger.fail(false);
    erase(&world, &claim, secret(&link)).await;
    let gone = shown(&world, &link, "fr").await;
    assert_eq!(gone.status, 410);
    assert!(text(&gone).contains("Cette demande a été effacée"), "{}", text(&gone));
    let large = shown(&world, &"x".repeat(5_000), "en").await;
    assert_eq!(large.status, 413);
    let none =
        world.send("POST", "/v1/status", &[("content-type", "application/json")], b"{}").await;
    assert_eq!(none.status, 415);
    let broken = [("content-type", "multipart/form-data; boundary=x")];
    assert_eq!(world.send("POST", "/v1/status", &broken, b"--").await.status, 400);
}

async fn own(world: &World, path: &str, fields: &[(&str, &str)]) -> TestResponse {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    world.send("POST", path, &[("content-type", &kind)], &body(fields)).await
}

#[tokio::test]
async fn data_export_is_a_file_without_internal_notes() {
    let (world, claim, link) = one().await;
    let note = json!({ "actor": "ann", "action": { "type": "note", "text": "canary remark" } });
    assert_eq!(act(&world, &claim, &note, None).await.status, 201);
    let file = own(&world, "/v1/status/data", &[("link", &link)]).await;
    assert_eq!((file.status.as_u16(), file.header("content-type")), (200, "application/json"));
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"request.json\"");
    assert_eq!(file.json()["contact"]["email"], "canary@shopper.example", "all of it");
    assert!(!text(&file).contains("canary remark"));
    let wrong = own(&world, "/v1/status/data", &[("link", "nonsense"), ("lang", "de")]).await;
    assert_eq!((wrong.status.as_u16(), wrong.header("content-disposition")), (404, ""));
    assert!(text(&wrong).contains("Diesen Link kennen wir nicht"), "{}", text(&wrong));
}

#[tokio::test]
async fn erasure_on_the_status_page_needs_confirmation() {
    let (world, _, link) = one().await;
    let unsure = own(&world, "/v1/status/erase", &[("link", &link)]).await;
    assert_eq!(unsure.status, 422);
    assert!(
        text(&unsure).contains("Tick the box first") && text(&unsure).contains("<details open")
    );
    assert!(!text(&unsure).contains("/v1/status/reply"), "nothing is asked for");
    assert_eq!(world.status(&link).await.status, 200, "nothing has happened");
    world.ledger.refuse(1);
    let down = own(&world, "/v1/status/erase", &[("link", &link), ("sure", "yes")]).await;
    assert_eq!(down.status, 503);
    assert!(text(&down).contains("role=\"alert\""), "{}", text(&down));
    let gone =
        own(&world, "/v1/status/erase", &[("link", &link), ("sure", "yes"), ("lang", "es")]).await;
    assert_eq!(gone.status, 200);
    assert!(text(&gone).contains("Esta solicitud se ha eliminado."), "{}", text(&gone));
    world.status(&link).await.is(410, "erased");
    let again = own(&world, "/v1/status/erase", &[("link", &link), ("sure", "yes")]).await;
    assert_eq!(again.status, 410);
    assert!(text(&again).contains("This request has been erased"), "{}", text(&again));
    world.clock.set(NOON + 3 * 86_400_000);
    assert_eq!(world.sweep().await.unwrap().claims, 1);
    assert!(world.ledger.keys().is_empty(), "the mark is gone, too: {:?}", world.ledger.keys());
    let none = own(&world, "/v1/status/erase", &[("sure", "yes")]).await;
    assert_eq!(none.status, 404);
}

#[tokio::test]
async fn cancellation_is_possible_until_the_shop_decides() {
    let world = hooked();
    let receipt = world.submit(&world.ticket().await, &granted()).await.json();
    let (claim, link) =
        (receipt["claim"].as_str().unwrap(), receipt["status_url"].as_str().unwrap());
    assert!(text(&shown(&world, link, "en").await).contains("action=\"/v1/status/cancel\""));
    world.clock.set(NOON + 1);
    for _ in 0..2 {
        let page =
            own(&world, "/v1/status/cancel", &[("link", link), ("asked", "0"), ("lang", "fr")])
                .await;
        assert_eq!(page.status, 200);
        assert!(
            text(&page).contains("data-stage=\"cancelled\"")
                && text(&page).contains("Annulée par vous")
        );
        assert!(!text(&page).contains("/v1/status/cancel"), "{}", text(&page));
    }
    let kept = world.desk(&format!("/v1/desk/claims/{claim}")).await.json();
    assert_eq!(
        (kept["events"].as_array().unwrap().len(), &kept["state"]["stage"]),
        (1, &json!("cancelled"))
    );
    let told = world.outbox.deliveries(store(), None, 100).await.unwrap();
    assert!(told[0].message.body.contains("\"state\":\"cancelled\""), "{told:?}");
    // The shop can take it up again; decided, it is the shop's.
    world.clock.set(NOON + 2);
    let give = json!({ "actor": "ann", "action": { "type": "replacement" } });
    assert_eq!(act(&world, claim, &give, None).await.status, 201);
    let late = own(&world, "/v1/status/cancel", &[("link", link), ("asked", "1")]).await;
    assert_eq!(late.status, 409);
    assert!(text(&late).contains("The shop has decided already"), "{}", text(&late));
    let forged = json!({ "actor": "ann", "action": { "type": "cancel" } });
    act(&world, claim, &forged, None).await.is(400, "bad_json");
    let wrong = own(&world, "/v1/status/cancel", &[("link", "nonsense")]).await;
    assert_eq!(wrong.status, 404);
}
