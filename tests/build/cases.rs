//! The cases of the case files, each decided natively.

use super::policies::Store;
use recourse::decide::decide;
use recourse::question::{Facts, Situation};
use recourse::types::{Day, TopicId};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    policy: String,
    topic: String,
    today: String,
    #[serde(default)]
    case: Vec<Spanned<Case>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    requirements: Vec<String>,
    facts: BTreeMap<String, String>,
    today: Option<String>,
    expect: BTreeMap<String, toml::Value>,
}

/// Reads `cases/<store>/*.toml`, in order: the cases, and the errors of files that cannot be read.
pub(crate) fn read_all(folder: &Path, stores: &[Store]) -> io::Result<(Vec<Value>, Vec<String>)> {
    let mut files = Vec::new();
    tomls(folder, &mut files)?;
    files.sort();
    let (mut cases, mut errors) = (Vec::new(), Vec::new());
    for path in files {
        match read(&path, stores) {
            Ok(read) => cases.extend(read),
            Err(error) => errors.push(format!("tests/{}: {error}", path.display())),
        }
    }
    Ok((cases, errors))
}

fn read(path: &Path, stores: &[Store]) -> io::Result<Vec<Value>> {
    let text = fs::read_to_string(path)?;
    let file: File = toml::from_str(&text).map_err(io::Error::other)?;
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let mut cases = Vec::new();
    for case in &file.case {
        let before = text.get(..case.span().start).unwrap_or("");
        let line = before.lines().count().saturating_add(1);
        let case = case.get_ref();
        let today = case.today.as_ref().unwrap_or(&file.today);
        cases.push(json!({
            "store": file.policy, "file": stem, "topic": file.topic, "line": line, "name": case.name,
            "requirements": case.requirements, "facts": case.facts, "today": today, "expect": case.expect,
            "native": native(stores, &file.policy, &file.topic, &case.facts, today),
        }));
    }
    Ok(cases)
}

/// The decision as the JSON contract, or the error code and question, or null if the case cannot be
/// decided.
fn native(
    stores: &[Store],
    store: &str,
    topic: &str,
    facts: &BTreeMap<String, String>,
    today: &str,
) -> Option<Value> {
    let policy = stores.iter().find(|known| known.name == store)?.policy.as_ref().ok()?;
    let (topic, today) = (TopicId::parse(topic).ok()?, Day::parse(today).ok()?);
    let pairs = facts.iter().map(|(question, answer)| (question.as_str(), answer.as_str()));
    match Facts::parse(policy.questions(), pairs, today) {
        Ok(facts) => {
            let decision = decide(policy, &Situation { topic, facts, today });
            Some(json!({ "decision": serde_json::to_string(&decision).ok()? }))
        }
        Err(error) => Some(json!({ "error": error.fault.code(), "question": error.question })),
    }
}

fn tomls(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            tomls(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            found.push(path);
        }
    }
    Ok(())
}
