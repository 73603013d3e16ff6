//! The contract: the file is what the code says, and every answer of every test is one that the
//! file describes.

use crate::world::TestResponse;
use recourse_edge::contract::{Route, document, routes};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../www/openapi.json");

#[test]
fn contract_file_is_generated_from_the_code() {
    let made = serde_json::to_string_pretty(&document()).unwrap() + "\n";
    if std::env::var_os("RECOURSE_BLESS").is_some() {
        std::fs::write(FILE, &made).unwrap();
    }
    let file = std::fs::read_to_string(FILE).unwrap_or_default();
    assert!(
        file == made,
        "www/openapi.json is not what the code says; RECOURSE_BLESS=1 cargo test -p recourse-edge contract"
    );
}

/// The route of a path.
pub(crate) fn route(method: &str, path: &str) -> Option<&'static Route> {
    let path = path.split('?').next().unwrap_or_default();
    routes().find(|route| route.method == method && fits(route.path, path))
}

fn fits(route: &str, path: &str) -> bool {
    let (route, path): (Vec<_>, Vec<_>) = (route.split('/').collect(), path.split('/').collect());
    route.len() == path.len()
        && route
            .iter()
            .zip(path)
            .all(|(own, sent)| own == &sent || (own.starts_with('{') && !sent.is_empty()))
}

/// Holds an answer against the contract.
pub(crate) fn hold(method: &str, path: &str, response: &TestResponse) {
    let Some(route) = route(method, path) else { return };
    let told = || format!("{method} {path}: {}", response.status);
    let status = response.status.as_u16().to_string();
    let operation = &whole()["paths"][route.path][route.method.to_lowercase()];
    let described = &operation["responses"][&status];
    assert!(!described.is_null(), "{} is not in the contract", told());
    let kind = response.header("content-type").split(';').next().unwrap().to_owned();
    let content = &described["content"];
    if response.bytes.is_empty() {
        return;
    }
    assert!(!content[&kind].is_null(), "{} with `{kind}` is not in the contract", told());
    if let Some(form) = content[&kind]["schema"]["$ref"].as_str() {
        let body = response.json();
        let faults = faults(form, &body);
        assert!(faults.is_empty(), "{}: {body}\n{}", told(), faults.join("\n"));
    }
    if kind == "application/problem+json" && route.path != "/v1/stores/{store}/form" {
        let code = response.code();
        let codes = described["description"].as_str().unwrap();
        let known = codes.contains(&format!("`{code}`")) || codes.contains("`answers`");
        assert!(known, "{}: `{code}` is not in the contract", told());
    }
}

fn whole() -> &'static Value {
    static WHOLE: OnceLock<Value> = OnceLock::new();
    WHOLE.get_or_init(document)
}

/// What is wrong with a body, by the form of that name.
fn faults(form: &str, body: &Value) -> Vec<String> {
    static KNOWN: Mutex<BTreeMap<String, &'static jsonschema::Validator>> =
        Mutex::new(BTreeMap::new());
    let mut known = KNOWN.lock().unwrap();
    let validator = known.entry(form.to_owned()).or_insert_with(|| {
        let mut root = serde_json::json!({ "$ref": form });
        root["components"] = whole()["components"].clone();
        Box::leak(Box::new(jsonschema::draft202012::new(&root).unwrap()))
    });
    validator
        .iter_errors(body)
        .map(|error| format!("{} at {}", error, error.instance_path))
        .collect()
}
