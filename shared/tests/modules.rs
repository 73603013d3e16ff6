//! The list of modules is the architecture: a module may name only modules above it in `lib.rs`. An order is also the proof
//! that there is no cycle.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

use std::fs;
use std::path::{Path, PathBuf};

fn modules() -> Vec<String> {
    let lib = fs::read_to_string("src/lib.rs").unwrap();
    lib.lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';').map(str::to_owned))
        .collect()
}

/// The Rust files; tables of data beside them have no module to name.
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

/// The module a source file stands in: its folder, or its own name.
fn module_of(path: &Path) -> String {
    let inside = path.strip_prefix("src").unwrap();
    inside
        .components()
        .next()
        .unwrap()
        .as_os_str()
        .to_str()
        .unwrap()
        .trim_end_matches(".rs")
        .to_owned()
}

#[test]
fn a_module_names_only_modules_above_it() {
    let modules = modules();
    assert!(modules.len() > 5, "lib.rs lists its modules as `pub mod name;` lines");
    let mut sources = Vec::new();
    files(Path::new("src"), &mut sources);
    let mut wrong = Vec::new();
    for path in sources.iter().filter(|path| !path.ends_with("lib.rs")) {
        let here = modules
            .iter()
            .position(|module| *module == module_of(path))
            .expect("every folder is a module");
        let text = fs::read_to_string(path).unwrap();
        for (ix, module) in modules.iter().enumerate().skip(here + 1) {
            if text.contains(&format!("crate::{module}")) {
                wrong.push(format!(
                    "{} names `{module}`, which comes after `{}` ({ix})",
                    path.display(),
                    modules[here]
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_says_which_room_it_is() {
    let mut sources = Vec::new();
    files(Path::new("src"), &mut sources);
    for path in sources.iter().filter(|path| !path.ends_with("lib.rs")) {
        let text = fs::read_to_string(path).unwrap();
        let says = format!("//! Module `{}`", module_of(path));
        assert!(text.starts_with(&says), "{} should begin with {says:?}", path.display());
        assert!(text.lines().count() <= 400, "{} is over 400 lines", path.display());
    }
}
