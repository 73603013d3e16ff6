//! Orders signed by the shop: their values win, and an order of another shop or day is refused.

use crate::orders::{about, keys, order, send, sign, whole};
use crate::world::{World, granted};
use serde_json::json;

#[tokio::test]
async fn signed_order_values_replace_those_of_the_browser() {
    let world = World::having("", &keys());
    let mut body = granted();
    let (question, response) = body["facts"].as_object().unwrap().iter().next().unwrap();
    let (question, response) = (question.clone(), response.clone());
    body["signed_order"] = json!(sign(&order(&json!({ question.clone(): response }))));
    // The browser need not say it at all.
    body["facts"].as_object_mut().unwrap().remove(&question);
    let kept = send(&world, &body).await;
    assert_eq!(kept.status, 201, "{}", kept.json());
    assert_eq!(whole(&world, &kept.json()).await["facts"][&question], response);
    body["facts"][&question] = json!("something else");
    let refused = send(&world, &body).await;
    refused.is(422, "contradicts_order");
    assert_eq!(refused.json()["field"], format!("facts.{question}"));
    let mut other = granted();
    other["signed_order"] = body["signed_order"].clone();
    other["contact"]["order"] = json!("B-2");
    send(&world, &other).await.is(422, "contradicts_order");
    let mut item = about("SKU-9", 1, "not in the order");
    item["signed_order"] = body["signed_order"].clone();
    send(&world, &item).await.is(422, "contradicts_order");
}

#[tokio::test]
async fn signed_order_of_another_shop_or_day_is_refused() {
    let world = World::having("", &keys());
    let mut body = granted();
    let mut foreign = order(&json!({}));
    foreign["store"] = json!("another");
    let mut over = order(&json!({}));
    over["exp"] = json!(crate::world::NOON / 1000 - 3_600);
    for (token, code) in [
        (sign(&foreign), "bad_signed_order"),
        ("nonsense".to_owned(), "bad_signed_order"),
        (sign(&order(&json!({}))).replace('.', ".A"), "bad_signed_order"),
        (sign(&over), "signed_order_expired"),
    ] {
        body["signed_order"] = json!(token);
        let response = send(&world, &body).await;
        response.is(422, code);
        assert_eq!(response.json()["field"], "signed_order");
    }
    assert!(world.ledger.keys().is_empty());
    body["signed_order"] = json!(sign(&order(&json!({}))));
    let closed = World::new();
    send(&closed, &body).await.is(422, "bad_signed_order");
}
