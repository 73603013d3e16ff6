//! The forms of bodies. What has a type is derived from it; what a handler puts together is written
//! here, and held against every answer that a test sees.

use recourse::claim::{Action, Claim, ClaimEvent, ClaimState, Receipt, Submission};
use recourse::decide::Decision;
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

/// Every form, by name.
pub(super) fn all() -> Map<String, Value> {
    let settings = SchemaSettings::draft2020_12()
        .with(|settings| settings.definitions_path = "/components/schemas".into());
    let mut maker = settings.into_generator();
    derived(&mut maker);
    let mut all = maker.take_definitions(true);
    all.insert("ShopAction".to_owned(), shop_action(&all));
    for (name, schema) in
        [problem(), ticket(), store(), health(), photo(), status(), claim_summary(), claim_list()]
    {
        all.insert(name.to_owned(), schema);
    }
    for (name, schema) in [
        whole(),
        claims(),
        shopper(),
        recorded_event(),
        event(),
        replay(),
        day(),
        delivery(),
        deliveries(),
        audit_entry(),
        audit_log(),
    ] {
        all.insert(name.to_owned(), schema);
    }
    all
}

fn derived(maker: &mut SchemaGenerator) {
    maker.subschema_for::<Submission>();
    maker.subschema_for::<Receipt>();
    maker.subschema_for::<Decision>();
    maker.subschema_for::<Claim>();
    maker.subschema_for::<ClaimEvent>();
    maker.subschema_for::<ClaimState>();
    maker.subschema_for::<Action>();
}

type Named = (&'static str, Value);

fn of(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn many(schema: &Value) -> Value {
    json!({ "type": "array", "items": schema })
}

/// An object with these fields; those whose name ends with `?` may be absent, and nothing else may
/// be there.
fn object(fields: &[(&str, Value)]) -> Value {
    let name = |field: &str| field.trim_end_matches('?').to_owned();
    let all: Map<_, _> =
        fields.iter().map(|(field, schema)| (name(field), schema.clone())).collect();
    let needed: Vec<_> =
        fields.iter().map(|(field, _)| *field).filter(|field| !field.ends_with('?')).collect();
    json!({ "type": "object", "properties": all, "required": needed, "additionalProperties": false })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn number() -> Value {
    json!({ "type": "integer" })
}

fn instant() -> Value {
    json!({ "type": "string", "format": "date-time" })
}

fn truth() -> Value {
    json!({ "type": "boolean" })
}

fn problem() -> Named {
    let fields = [
        ("type", text()),
        ("title", text()),
        ("status", number()),
        ("detail", text()),
        ("code", text()),
        ("field?", text()),
        ("request_id", text()),
    ];
    ("Problem", object(&fields))
}

fn ticket() -> Named {
    ("Ticket", object(&[("ticket", text()), ("issued_at", instant()), ("expires_at", instant())]))
}

fn store() -> Named {
    let names = || many(&text());
    let fields = [
        ("store", of("StoreId")),
        ("name", text()),
        ("language", text()),
        ("languages", names()),
        ("currency", text()),
        ("timezone", text()),
        ("policy", text()),
        ("topics", names()),
    ];
    ("Store", object(&fields))
}

fn health() -> Named {
    ("Health", object(&[("ok", truth()), ("stores", many(&text()))]))
}

fn photo() -> Named {
    let fields =
        [("photo", text()), ("media_type", text()), ("width", number()), ("height", number())];
    ("Photo", object(&fields))
}

fn status() -> Named {
    let fields = [
        ("claim", text()),
        ("store", of("StoreId")),
        ("received_at", instant()),
        ("topic", of("TopicId")),
        ("remedy", of("RemedyId")),
        ("verdict", of("Verdict")),
        ("state", of("Stage")),
        ("due", many(&of("Due"))),
        ("proofs", many(&text())),
        ("answer?", of("Action")),
        ("replies?", many(&of("Reply"))),
        ("since?", instant()),
        ("last_day?", json!({ "type": "string", "format": "date" })),
    ];
    ("ClaimStatus", object(&fields))
}

fn claim_summary() -> Named {
    let fields = [
        ("v?", number()),
        ("claim", text()),
        ("received_at?", instant()),
        ("topic?", text()),
        ("kind?", of("TopicKind")),
        ("remedy?", text()),
        ("verdict?", of("Verdict")),
        ("order?", text()),
        ("due?", instant()),
        ("photos?", number()),
        ("order_trust?", of("OrderTrust")),
        ("check?", of("OrderCheck")),
        ("contests?", text()),
        ("conflict?", truth()),
    ];
    ("ClaimSummary", object(&fields))
}

fn claim_list() -> Named {
    ("ClaimList", object(&[("claims", many(&of("ClaimSummary"))), ("cursor?", text())]))
}

fn whole() -> Named {
    let more = json!({
        "type": "object",
        "properties": { "events": many(&of("ClaimEvent")), "state": of("ClaimState") },
        "required": ["events", "state"],
    });
    ("WholeClaim", json!({ "allOf": [of("Claim"), more] }))
}

fn claims() -> Named {
    ("Claims", object(&[("claims", many(&of("WholeClaim"))), ("cursor?", text())]))
}

fn shopper() -> Named {
    ("Customer", object(&[("email", text()), ("cursor?", text())]))
}

fn recorded_event() -> Named {
    ("RecordedEvent", object(&[("event", of("ClaimEvent")), ("state", of("ClaimState"))]))
}

/// Every action but a shopper's.
fn shop_action(all: &Map<String, Value>) -> Value {
    let mut actions = all.get("Action").cloned().unwrap_or_default();
    let named =
        |action: &Value, name: &str| action.pointer("/properties/type/const") == Some(&json!(name));
    let shopper_s = |action: &Value| named(action, "reply") || named(action, "cancel");
    if let Some(variants) = actions.get_mut("oneOf").and_then(Value::as_array_mut) {
        variants.retain(|action| !shopper_s(action));
    }
    actions
}

fn event() -> Named {
    ("NewEvent", object(&[("actor", text()), ("action", of("ShopAction"))]))
}

fn replay() -> Named {
    let facts = json!({ "type": "object", "additionalProperties": text() });
    ("Replay", object(&[("topic", text()), ("facts", facts), ("today", text())]))
}

fn day() -> Named {
    ("CivilDay", object(&[("day", text()), ("zone", text()), ("offset_minutes", number())]))
}

fn delivery() -> Named {
    let fields = [
        ("id", text()),
        ("status", json!({ "enum": ["waiting", "delivered", "given_up"] })),
        ("attempts", number()),
        ("response_status", number()),
        ("next_at?", instant()),
        ("ended_at?", instant()),
    ];
    ("Delivery", object(&fields))
}

fn deliveries() -> Named {
    ("Deliveries", object(&[("deliveries", many(&of("Delivery"))), ("cursor?", text())]))
}

fn audit_entry() -> Named {
    let fields = [
        ("v", number()),
        ("at", instant()),
        ("actor", text()),
        ("action", json!({ "enum": ["export", "erasure"] })),
        ("format?", json!({ "enum": ["jsonl", "csv"] })),
        ("claims?", number()),
        ("claim?", text()),
    ];
    ("AuditEntry", object(&fields))
}

fn audit_log() -> Named {
    ("AuditLog", object(&[("entries", many(&of("AuditEntry"))), ("cursor?", text())]))
}
