//! The recipes of `www/docs/webhooks.md`, filled with a claim and sent to doubles of the helpdesks:
//! each request is one that the helpdesk documents, and none writes to the shopper.

use crate::events::one;
use crate::world::World;
use serde_json::Value;

const DOCUMENT: &str = include_str!("../../../../www/docs/webhooks.md");
const SCHEMAS: &str = include_str!("helpdesks.json");

/// Every request of the document: method and path, body.
fn recipes() -> Vec<(String, Value)> {
    let mut all = Vec::new();
    let mut route = None;
    let mut body: Option<String> = None;
    for line in DOCUMENT.lines() {
        match (&mut body, line) {
            (None, "```json") => body = Some(String::new()),
            (Some(text), "```") => {
                all.extend(route.take().map(|route| (route, serde_json::from_str(text).unwrap())));
                body = None;
            }
            (Some(text), line) => text.push_str(line),
            (None, line) => {
                let found = line.split('`').find(|span| span.starts_with("POST /api"));
                route = found.map(str::to_owned).or(route);
            }
        }
    }
    all
}

/// The body with its pointers replaced; a value whose pointer leads nowhere is left out.
fn filled(recipe: &Value, claim: &Value) -> Option<Value> {
    match recipe {
        Value::String(text) => filled_text(text, claim).map(Value::String),
        Value::Array(list) => Some(list.iter().filter_map(|one| filled(one, claim)).collect()),
        Value::Object(fields) => {
            let fields = fields.iter();
            let fields = fields.filter_map(|(name, one)| Some((name.clone(), filled(one, claim)?)));
            Some(Value::Object(fields.collect()))
        }
        other => Some(other.clone()),
    }
}

fn filled_text(text: &str, claim: &Value) -> Option<String> {
    let value = |pointer: &str| {
        claim.pointer(pointer).map(|value| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        })
    };
    if let Some(pointer) = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'))
        && !pointer.contains(['{', '}'])
    {
        return value(pointer);
    }
    let mut parts = text.split("{/");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (pointer, rest) = part.split_once('}').unwrap();
        whole.push_str(&value(&format!("/{pointer}")).unwrap_or_default());
        whole.push_str(rest);
    }
    Some(whole)
}

/// What a helpdesk finds wrong with a request, and what of it the shopper would get.
fn received(route: &str, body: &Value) -> Vec<String> {
    let schemas: Value = serde_json::from_str(SCHEMAS).unwrap();
    let Some(schema) = schemas.get(route) else { return vec![format!("no such route: {route}")] };
    let schema = jsonschema::validator_for(schema).unwrap();
    let mut wrong: Vec<String> =
        schema.iter_errors(body).map(|error| format!("{}: {error}", error.instance_path)).collect();
    let at = |pointer: &str| body.pointer(pointer).cloned().unwrap_or_default();
    let is_sent = match route {
        "POST /api/v2/tickets.json" => at("/ticket/comment/public") != false,
        "POST /api/tickets" => body["messages"]
            .as_array()
            .into_iter()
            .flatten()
            .any(|one| one["from_agent"] != false && one["channel"] != "internal-note"),
        "POST /api/v1/accounts/{account}/conversations" => !at("/message").is_null(),
        _ => at("/message_type") != "incoming" && at("/private") != true,
    };
    wrong.extend(is_sent.then(|| "this is written to the shopper".to_owned()));
    wrong
}

async fn a_claim() -> Value {
    let (world, claim, _): (World, String, String) = one().await;
    world.desk(&format!("/v1/desk/claims/{claim}")).await.json()
}

#[tokio::test]
async fn recipe_of_every_helpdesk_is_accepted_and_writes_nothing_to_the_shopper() {
    let claim = a_claim().await;
    let recipes = recipes();
    assert_eq!(recipes.len(), 4, "{recipes:?}");
    for (route, recipe) in recipes {
        let body = filled(&recipe, &claim).unwrap();
        assert_eq!(received(&route, &body), Vec::<String>::new(), "{route}\n{body:#}");
        let text = body.to_string();
        assert!(!text.contains("{/"), "{route}: every pointer is replaced: {text}");
        let names =
            ["/id", "/contact/order", "/contact/email"].map(|at| claim.pointer(at).unwrap());
        assert!(names.iter().any(|name| text.contains(name.as_str().unwrap())), "{route}: {text}");
    }
}

#[tokio::test]
async fn recipe_that_writes_to_the_shopper_is_noticed() {
    for (route, body) in [
        (
            "POST /api/v1/accounts/{account}/conversations",
            r#"{"source_id":"x","message":{"content":"x"}}"#,
        ),
        (
            "POST /api/v1/accounts/{account}/conversations/{conversation}/messages",
            r#"{"content":"x"}"#,
        ),
        ("POST /api/v2/tickets.json", r#"{"ticket":{"comment":{"body":"x"}}}"#),
        (
            "POST /api/tickets",
            r#"{"messages":[{"channel":"email","via":"api","from_agent":true,"sender":{"email":"a@b.co"}}]}"#,
        ),
    ] {
        let body = serde_json::from_str(body).unwrap();
        assert_eq!(received(route, &body), ["this is written to the shopper"], "{route}");
    }
    let unknown = serde_json::json!({ "source_id": "x", "claim": "x" });
    assert_eq!(received("POST /api/v1/accounts/{account}/conversations", &unknown).len(), 1);
}
