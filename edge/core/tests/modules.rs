//! The list of modules is the architecture: a module names only modules above it in `lib.rs`, and
//! the files of a module do not import each other in a circle.
#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Every source file of the two crates, without the entry points, tests in a file of their own and
/// the lists of modules.
fn sources(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    files(Path::new(folder), &mut found);
    found.retain(|path| !["lib.rs", "mod.rs", "tests.rs"].iter().any(|name| path.ends_with(name)));
    found
}

/// The path of a file as a module, without its crate: `http::api::submit`.
fn module_of(folder: &str, path: &Path) -> String {
    let inside = path.strip_prefix(folder).unwrap().with_extension("");
    inside.to_str().unwrap().replace('/', "::")
}

/// The text of a file without its comments and tests.
fn code_of(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]").next().unwrap();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The modules that a file names: by `crate::`, or by `super::` beside it.
fn named<'a>(own: &str, code: &str, modules: &'a BTreeSet<String>) -> BTreeSet<&'a str> {
    let parent = own.rsplit_once("::").map_or("", |(parent, _)| parent);
    let names = |module: &String| {
        let last = module.rsplit("::").next().unwrap();
        let is_sibling = module.rsplit_once("::").map_or("", |(parent, _)| parent) == parent;
        code.contains(&format!("crate::{module}::"))
            || code.contains(&format!("crate::{module};"))
            || is_sibling && code.contains(&format!("super::{last}::"))
    };
    modules.iter().filter(|module| *module != own && names(module)).map(String::as_str).collect()
}

/// The modules of circles, and those that name them.
fn circle<'a>(graph: &'a BTreeMap<String, BTreeSet<&str>>) -> BTreeSet<&'a str> {
    let mut left: BTreeSet<&str> = graph.keys().map(String::as_str).collect();
    loop {
        let free = left.iter().find(|own| graph[**own].is_disjoint(&left)).copied();
        match free {
            Some(own) => {
                left.remove(own);
            }
            None => return left,
        }
    }
}

#[test]
fn module_order_has_no_circle_of_files() {
    for folder in ["src", "../src"] {
        let sources = sources(folder);
        let modules: BTreeSet<String> =
            sources.iter().map(|path| module_of(folder, path)).collect();
        assert!(modules.len() > 10, "{folder} has files");
        let graph: BTreeMap<String, BTreeSet<&str>> = sources
            .iter()
            .map(|path| (module_of(folder, path), code_of(path)))
            .map(|(own, code)| (own.clone(), named(&own, &code, &modules)))
            .collect();
        let circle = circle(&graph);
        assert!(circle.is_empty(), "{folder}: these files name each other: {circle:?}");
    }
}

#[test]
fn module_order_is_that_of_lib_rs() {
    let lib = fs::read_to_string("src/lib.rs").unwrap();
    let modules: Vec<_> = lib
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';').map(str::to_owned))
        .collect();
    assert!(modules.len() > 5, "lib.rs lists its modules as `pub mod name;` lines");
    let mut wrong = Vec::new();
    for path in sources("src") {
        let own = module_of("src", &path);
        let top = own.split("::").next().unwrap();
        let here = modules.iter().position(|module| module == top).unwrap();
        let code = code_of(&path);
        for later in modules.iter().skip(here + 1) {
            if code.contains(&format!("use crate::{later}")) {
                wrong.push(format!("{} names `{later}`, a later module", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn module_order_keeps_http_out_of_services_and_the_runtime_out_of_the_edge() {
    for (folder, banned) in [
        ("src/domain", ["axum", "crate::ports", "worker::"]),
        ("src/service", ["axum", "crate::http", "worker::"]),
        ("src/views", ["axum", "crate::http", "worker::"]),
    ] {
        for path in sources(folder) {
            let code = code_of(&path);
            for name in banned {
                assert!(!code.contains(&format!("use {name}")), "{} uses {name}", path.display());
            }
        }
    }
}
