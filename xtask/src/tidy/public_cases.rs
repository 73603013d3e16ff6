//! Tidy: every public case names a test that exists.

use std::fs;
use std::path::Path;
use toml::Table;

const CASES: &str = "tests/public-cases/cases.toml";
const KEYS: [&str; 4] = ["source", "symptom", "file", "test"];

/// What is wrong with a case: a key without a text, or a test that its file does not have.
fn fault(root: &Path, case: &Table) -> Option<String> {
    let text = |key: &str| case.get(key).and_then(toml::Value::as_str).unwrap_or_default();
    if let Some(key) = KEYS.into_iter().find(|key| text(key).trim().is_empty()) {
        return Some(format!("{key} is missing: {case:?}"));
    }
    let file = fs::read_to_string(root.join(text("file"))).unwrap_or_default();
    let has_test = file.contains(text("test"));
    (!has_test).then(|| format!("{} has no test “{}”", text("file"), text("test")))
}

#[test]
fn public_cases_name_tests_that_exist() {
    let root = crate::root();
    let cases: Table = fs::read_to_string(root.join(CASES)).unwrap().parse().unwrap();
    let cases = cases["case"].as_array().unwrap();
    assert!(cases.len() > 10, "{} cases", cases.len());
    let faults: Vec<_> =
        cases.iter().filter_map(|case| fault(&root, case.as_table().unwrap())).collect();
    assert!(faults.is_empty(), "{CASES}:\n{}", faults.join("\n"));
}

#[test]
fn public_cases_without_a_test_are_found() {
    let case = |test: &str| -> Table {
        let text = format!("source = 's'\nsymptom = 's'\nfile = '{CASES}'\ntest = '{test}'");
        text.parse().unwrap()
    };
    let root = crate::root();
    assert_eq!(fault(&root, &case("[[case]]")), None);
    assert!(fault(&root, &case("no such ".repeat(2).as_str())).is_some());
    assert!(fault(&root, &case("")).is_some());
}
