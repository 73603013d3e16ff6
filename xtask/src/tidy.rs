//! Habits as tests: what every file of the repository keeps to.

mod documents;
mod numbers;
mod policy_format;
mod public_cases;
mod vocabulary;
mod widths;

use crate::stamp::files_below;
use std::fs;
use std::path::PathBuf;

fn sources() -> Vec<PathBuf> {
    ending(&["rs"])
}

fn ending(ends: &[&str]) -> Vec<PathBuf> {
    let root = crate::root();
    let folders = ["shared", "widget", "edge", "tests", "xtask"]
        .map(|folder| root.join(folder).to_string_lossy().into_owned());
    let all = files_below(&folders.iter().map(String::as_str).collect::<Vec<_>>());
    all.into_iter()
        .filter(|path| path.extension().is_some_and(|own| ends.iter().any(|end| own == *end)))
        .collect()
}

fn read(path: &PathBuf) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

#[test]
fn every_source_file_says_what_it_is_and_is_small() {
    for path in sources() {
        let text = read(&path);
        let says = text.starts_with("//!") || text.starts_with("#![doc");
        assert!(says, "{} does not begin with a module doc", path.display());
        assert!(text.lines().count() <= 400, "{} is over 400 lines", path.display());
    }
}

#[test]
fn every_script_is_small() {
    for path in ending(&["mjs", "js", "ts", "css"]) {
        assert!(read(&path).lines().count() <= 400, "{} is over 400 lines", path.display());
    }
}

#[test]
fn only_the_crate_of_the_worker_names_the_runtime() {
    let edge = crate::root().join("edge/core/src");
    for path in sources().into_iter().filter(|path| path.starts_with(&edge)) {
        assert!(!read(&path).contains("worker::"), "{} names the runtime", path.display());
    }
}

#[test]
fn no_code_names_a_store() {
    let policies = crate::root().join("shared/policies");
    let stores: Vec<String> = fs::read_dir(policies)
        .unwrap()
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    assert!(stores.len() >= 2, "the shops' policies are there");
    for path in sources() {
        let code = ["shared/src", "widget/src", "edge/src", "edge/core/src"]
            .iter()
            .any(|folder| path.starts_with(crate::root().join(folder)));
        let text = read(&path);
        let code_text = text.split("#[cfg(test)]").next().unwrap_or_default();
        let is_test = path.to_string_lossy().ends_with("tests.rs");
        for store in stores.iter().filter(|_| code && !is_test) {
            assert!(
                !code_text.contains(store.as_str()),
                "{} names the store {store}",
                path.display()
            );
        }
    }
}

#[test]
fn the_map_names_every_folder_and_nothing_that_is_gone() {
    let root = crate::root();
    let map = read(&root.join("ARCHITECTURE.md"));
    let named: Vec<&str> = map
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| word.contains('/') && !word.contains([' ', '<', '*', ':']))
        .collect();
    assert!(named.len() > 10, "ARCHITECTURE.md names the rooms in backticks");
    for path in named {
        assert!(root.join(path).exists(), "ARCHITECTURE.md names `{path}`, which is not there");
    }
    for folder in ["shared", "widget", "edge", "www", "tests", "xtask", "docs"] {
        assert!(map.contains(&format!("`{folder}/")), "ARCHITECTURE.md does not name `{folder}/`");
        // Modules of a crate are named in that crate; a build's output belongs to no crate
        // room.
        let inner = fs::read_dir(root.join(folder))
            .unwrap()
            .flatten()
            .filter(|entry| entry.path().is_dir());
        let names = inner.map(|entry| format!("{folder}/{}", entry.file_name().to_string_lossy()));
        let made = ["/.", "node_modules", "edge/build"];
        for folder in names.filter(|name| !made.iter().any(|made| name.contains(made))) {
            let named = map.contains(&format!("`{folder}/")) || folder.ends_with("/src");
            assert!(named, "ARCHITECTURE.md does not name `{folder}/`");
        }
    }
}

#[test]
fn no_path_of_a_machine_is_written_down() {
    let root = crate::root();
    let folders = [
        "shared",
        "widget",
        "edge",
        "tests",
        "xtask",
        "www",
        "docs",
        "README.md",
        "ARCHITECTURE.md",
        "CHANGELOG.md",
    ];
    let paths = folders.map(|folder| root.join(folder).to_string_lossy().into_owned());
    for path in files_below(&paths.iter().map(String::as_str).collect::<Vec<_>>()) {
        let text = read(&path);
        for place in [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/")] {
            assert!(!text.contains(place), "{} has a path of a machine", path.display());
        }
    }
}
