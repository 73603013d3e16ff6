//! Module `contract`: what the edge promises, as OpenAPI 3.1. Made from the types that handlers
//! read and write and from the table of routes, never compiled into the Worker. The file in `www`
//! is compared with it by a test, every answer of every other test is held against it, and the
//! running Worker is asked by schemathesis.

mod route;
mod desk_routes;
mod shopper_routes;
mod schemas;

pub use route::{Body, Route};

use desk_routes::DESK_ROUTES;
use serde_json::{Map, Value, json};
use shopper_routes::SHOPPER_ROUTES;

/// Every route. `HEAD` is `GET` without its body, `OPTIONS` the preflight of a browser.
pub fn routes() -> impl Iterator<Item = &'static Route> {
    SHOPPER_ROUTES.iter().chain(DESK_ROUTES)
}

/// The whole document.
#[must_use]
pub fn document() -> Value {
    let mut paths = Map::new();
    for route in routes() {
        let path = paths.entry(route.path).or_insert_with(|| json!({}));
        if let Some(path) = path.as_object_mut() {
            path.insert(route.method.to_lowercase(), operation(route));
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Recourse, the edge",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Policies, claims and photos. Every problem is RFC 9457; its `code` is \
             stable. No address contains personal data.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "tags": [
            { "name": "shop", "description": "For any page that the shop has allowed; no key." },
            { "name": "shopper", "description": "With the secret of one claim." },
            { "name": "desk", "description": "With a secret of the shop's desk; no page of another origin." },
        ],
        "paths": paths,
        "components": {
            "schemas": schemas::all(),
            "securitySchemes": {
                "claim": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "The secret in the fragment of a claim's private link."
                },
                "desk": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A secret of the shop's desk with the scope of the route."
                },
            },
        },
    })
}

fn operation(route: &Route) -> Value {
    let mut operation = json!({
        "operationId": route.id, "summary": route.says, "tags": [route.tag()],
        "parameters": parameters(route), "responses": responses(route),
    });
    if let Some(map) = operation.as_object_mut() {
        if let Some(scheme) = route.security() {
            map.insert("security".to_owned(), json!([{ scheme: [] }]));
        }
        if let Some(body) = route.body {
            map.insert(
                "requestBody".to_owned(),
                json!({ "required": true, "content": content(body) }),
            );
        }
    }
    operation
}

fn parameters(route: &Route) -> Vec<Value> {
    let named = route.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let path = named
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }));
    let more = route.more.iter().map(|(place, name, kind)| {
        json!({ "name": name, "in": place, "required": false, "schema": { "type": kind } })
    });
    path.chain(more).collect()
}

fn responses(route: &Route) -> Value {
    let mut all = Map::new();
    for (status, body, says) in route.answers {
        let mut answer = json!({ "description": says });
        if let (Some(map), Some(body)) = (answer.as_object_mut(), body) {
            map.insert("content".to_owned(), content(*body));
        }
        all.insert(status.to_string(), answer);
    }
    for status in route.pages {
        let page = content(Body::Bytes("text/html"));
        all.insert(
            status.to_string(),
            json!({ "description": "A page that says it.", "content": page }),
        );
    }
    for (status, codes) in route.problems.iter().chain(route.access_problems()) {
        let status = status.to_string();
        // A problem may also be shown on a page.
        let known =
            all.get(&status).and_then(|answer| answer.get("content")).and_then(Value::as_object);
        let mut content = known.cloned().unwrap_or_default();
        let problem = json!({ "schema": { "$ref": "#/components/schemas/Problem" } });
        content.insert("application/problem+json".to_owned(), problem);
        let codes = codes.replace(' ', "`, `");
        all.insert(status, json!({ "description": format!("`{codes}`"), "content": content }));
    }
    Value::Object(all)
}

fn content(body: Body) -> Value {
    let schema = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    match body {
        Body::Json(name) => json!({ "application/json": { "schema": schema(name) } }),
        Body::Bytes(media) => media
            .split(' ')
            .map(|media| (media.to_owned(), json!({})))
            .collect::<Map<_, _>>()
            .into(),
    }
}
