//! `checked` means checked: what cannot be compared says so, what cannot be seen is refused, and a
//! closed claim is no obstacle.

use crate::events::act;
use crate::orders::{about, keys, order, send, sign, whole};
use crate::world::{NOON, World, granted};
use serde_json::{Value, json};

async fn check(world: &World, body: &Value) -> String {
    let response = send(world, body).await;
    assert_eq!(response.status, 201, "{}", response.json());
    whole(world, &response.json()).await["check"].as_str().unwrap().to_owned()
}

/// Finding M1: a claim that names no line was compared with nothing.
#[tokio::test]
async fn order_check_of_a_claim_without_a_line_is_unchecked() {
    let world = World::having("", &keys());
    let mut body = granted();
    assert_eq!(check(&world, &body).await, "unchecked");
    body["signed_order"] = json!(sign(&order(&json!({}))));
    assert_eq!(check(&world, &body).await, "unchecked", "also where the shop signed the order");
    assert_eq!(check(&world, &about("SKU-1", 1, "")).await, "checked");
}

/// Finding M1: names that look the same are the same, or not compared.
#[tokio::test]
async fn order_check_sees_through_names_that_look_the_same() {
    for (order, item, expected) in [
        ("a-10012345", "SKU-1", "contested"),
        (" #A-100 12345", "SKU-1", "contested"),
        ("A-10012345", "sku-1", "contested"),
        ("A-10012345", " SKU-1 ", "contested"),
        ("A\u{2011}10012345", "SKU-1", "unchecked"),
        ("Ａ-10012345", "SKU-1", "unchecked"),
        ("A-10012345", "SKU\u{2011}1", "unchecked"),
        ("#", "SKU-1", "unchecked"),
        ("A-10012345", "SKU-2", "checked"),
    ] {
        let world = World::new();
        assert_eq!(check(&world, &about("SKU-1", 1, "first")).await, "checked");
        let mut body = about(item, 1, "second");
        body["contact"]["order"] = json!(order);
        assert_eq!(check(&world, &body).await, expected, "{order:?} {item:?}");
    }
}

/// Finding M1: characters that cannot be seen are refused.
#[tokio::test]
async fn order_check_takes_no_name_with_hidden_characters() {
    let world = World::new();
    for hidden in
        ["\u{200B}", "\u{AD}", "\u{202C}", "\u{FE0F}", "\u{202E}", "\u{FEFF}", "\u{E0041}"]
    {
        for (place, code) in [("order", "bad_order"), ("email", "bad_email"), ("name", "too_long")]
        {
            // A name may say how an emoji in it is drawn.
            if (place, hidden) == ("name", "\u{FE0F}") {
                continue;
            }
            let mut body = about("SKU-1", 1, "");
            let value = if place == "email" { "a@shopper.example" } else { "A-1" };
            body["contact"][place] = json!(format!("{value}{hidden}"));
            send(&world, &body).await.is(422, code);
        }
        send(&world, &about(&format!("SKU-1{hidden}"), 1, "")).await.is(422, "bad_item");
    }
    let mut body = about("SKU-1", 1, "");
    body["contact"]["name"] = json!("می\u{200C}خواهم");
    assert_eq!(send(&world, &body).await.status, 201, "a Persian name has joiners");
}

/// Finding M1: a book that is full says so, and a signed claim still finds room.
#[tokio::test]
async fn order_check_of_a_full_book_is_unchecked_and_a_signed_claim_finds_room() {
    let world = World::having("", &keys());
    for n in 0..200 {
        assert_eq!(check(&world, &about(&format!("FILL-{n}"), 1, "")).await, "checked", "{n}");
    }
    assert_eq!(check(&world, &about("SKU-1", 1, "one more")).await, "unchecked");
    let mut signed = about("SKU-1", 3, "the owner");
    signed["signed_order"] = json!(sign(&order(&json!({}))));
    assert_eq!(check(&world, &signed).await, "checked");
    signed["note"] = json!("again");
    send(&world, &signed).await.is(409, "quantity_exceeded");
}

/// Finding M2: a second fault of a thing whose claim is closed can be claimed, and the desk sees
/// both.
#[tokio::test]
async fn order_check_of_a_second_fault_after_a_closed_claim_is_contested_and_kept() {
    for is_signed in [true, false] {
        let world = World::having("", &keys());
        let wish = |note: &str| {
            let mut body = about("SKU-2", 1, note);
            if is_signed {
                body["signed_order"] = json!(sign(&order(&json!({}))));
            }
            body
        };
        let first = send(&world, &wish("it does not charge")).await.json();
        for action in [json!({ "type": "replacement" }), json!({ "type": "close" })] {
            let event = json!({ "actor": "ann", "action": action });
            let response = act(&world, first["claim"].as_str().unwrap(), &event, None).await;
            assert_eq!(response.status, 201);
        }
        for note in ["another fault", "it does not charge"] {
            world.clock.set(NOON + 60_000);
            let second = send(&world, &wish(note)).await;
            if is_signed && note == "it does not charge" {
                // The claim of the other fault is open, and one was bought.
                second.is(409, "quantity_exceeded");
                continue;
            }
            assert_eq!(second.status, 201, "{note}: {}", second.json());
            let kept = whole(&world, &second.json()).await;
            assert_eq!((&kept["check"], &kept["note"]), (&json!("contested"), &json!(note)));
            assert!(kept["contests"].as_array().unwrap().contains(&first["claim"]), "{kept}");
        }
    }
}

/// Finding M2: a claim that the sweep removes is forgotten by its order's book.
#[tokio::test]
async fn order_check_forgets_a_claim_that_retention_has_removed() {
    let world = World::new();
    let first = send(&world, &about("SKU-1", 1, "first")).await.json();
    let close = json!({ "actor": "ann", "action": { "type": "close" } });
    assert_eq!(act(&world, first["claim"].as_str().unwrap(), &close, None).await.status, 201);
    world.clock.set(NOON + 200 * 86_400_000);
    assert_eq!(world.sweep().await.map(|swept| swept.claims), Ok(1));
    let mut second = about("SKU-1", 1, "second");
    for fact in second["facts"].as_object_mut().unwrap().values_mut() {
        if fact.as_str().unwrap().starts_with("2026-") {
            *fact = json!("2027-06-08");
        }
    }
    assert_eq!(check(&world, &second).await, "checked");
}
