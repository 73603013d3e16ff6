//! Tests of the repository's conventions.

mod documents;
mod glossary;
mod lock_file;
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
fn source_files_begin_with_a_module_doc_and_are_small() {
    for path in sources() {
        let text = read(&path);
        let has_doc = text.starts_with("//!") || text.starts_with("#![doc");
        assert!(has_doc, "{} does not begin with a module doc", path.display());
        assert!(text.lines().count() <= 400, "{} is over 400 lines", path.display());
    }
}

#[test]
fn scripts_and_styles_are_small() {
    for path in ending(&["mjs", "js", "ts", "css"]) {
        assert!(read(&path).lines().count() <= 400, "{} is over 400 lines", path.display());
    }
}

#[test]
fn runtime_is_named_only_by_the_crate_of_the_worker() {
    let edge = crate::root().join("edge/core/src");
    for path in sources().into_iter().filter(|path| path.starts_with(&edge)) {
        assert!(!read(&path).contains("worker::"), "{} names the runtime", path.display());
    }
}

#[test]
fn stores_are_named_by_no_code() {
    let policies = crate::root().join("shared/policies");
    let stores: Vec<String> = fs::read_dir(policies)
        .unwrap()
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    assert!(stores.len() >= 2, "the policies were found");
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

/// The paths that a document names in backticks.
fn paths_named(document: &str) -> Vec<&str> {
    let spans = document.split('`').skip(1).step_by(2);
    spans.filter(|word| word.contains('/') && !word.contains([' ', '<', '*', ':'])).collect()
}

/// The folders in a folder of the repository, without build output and hidden ones.
fn inner_folders(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(crate::root().join(folder)).unwrap().flatten();
    let folders = entries.filter(|entry| entry.path().is_dir());
    let names = folders.map(|entry| format!("{folder}/{}", entry.file_name().to_string_lossy()));
    let is_output =
        |name: &String| ["/.", "node_modules", "edge/build"].iter().any(|end| name.contains(end));
    names.filter(|name| !is_output(name)).collect()
}

#[test]
fn architecture_names_every_folder_and_only_paths_that_exist() {
    let map = read(&crate::root().join("ARCHITECTURE.md"));
    let named = paths_named(&map);
    assert!(named.len() > 10, "ARCHITECTURE.md names paths in backticks");
    for path in named {
        assert!(crate::root().join(path).exists(), "ARCHITECTURE.md: `{path}` does not exist");
    }
    // Perhaps only by a path inside it.
    let is_named = |folder: &str| map.contains(&format!("`{folder}/"));
    for folder in ["shared", "widget", "edge", "www", "tests", "xtask", "docs"] {
        assert!(is_named(folder), "ARCHITECTURE.md does not name `{folder}/`");
        // The folder `src` of a crate is named by its modules.
        for inner in inner_folders(folder).iter().filter(|inner| !inner.ends_with("/src")) {
            assert!(is_named(inner), "ARCHITECTURE.md does not name `{inner}/`");
        }
    }
}

#[test]
fn paths_of_a_machine_are_in_no_file() {
    let names = ["shared", "widget", "edge", "tests", "xtask", "www", "docs"];
    let pages = ["README.md", "ARCHITECTURE.md", "CHANGELOG.md"];
    let root = crate::root();
    let paths: Vec<String> = names
        .iter()
        .chain(&pages)
        .map(|name| root.join(name).to_string_lossy().into_owned())
        .collect();
    for path in files_below(&paths.iter().map(String::as_str).collect::<Vec<_>>()) {
        let text = read(&path);
        for start in [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/")] {
            let message = "contains the path of a folder on one machine";
            assert!(!text.contains(start), "{} {message}", path.display());
        }
    }
}
