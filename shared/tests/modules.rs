//! The list of modules is the architecture: a module may name only modules above it in `lib.rs`.
//! Because there is such an order, there is no cycle.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::{Path, PathBuf};

fn modules() -> Vec<String> {
    let lib = fs::read_to_string("src/lib.rs").unwrap();
    lib.lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';').map(str::to_owned))
        .collect()
}

/// Collects the Rust files of a folder; data tables beside them are left out.
fn collect_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The module of a source file: its folder, or its own name.
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
fn modules_name_only_modules_above_them() {
    let modules = modules();
    assert!(modules.len() > 5, "lib.rs lists its modules as `pub mod name;` lines");
    let mut sources = Vec::new();
    collect_files(Path::new("src"), &mut sources);
    let mut wrong = Vec::new();
    for path in sources.iter().filter(|path| !path.ends_with("lib.rs")) {
        let here = modules
            .iter()
            .position(|module| *module == module_of(path))
            .expect("every folder is a module");
        let text = fs::read_to_string(path).unwrap();
        for module in modules.iter().skip(here + 1) {
            if text.contains(&format!("crate::{module}")) {
                let (path, own) = (path.display(), &modules[here]);
                wrong.push(format!("{path} names `{module}`, which comes after `{own}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn modules_begin_with_their_name_in_every_file() {
    let mut sources = Vec::new();
    collect_files(Path::new("src"), &mut sources);
    for path in sources.iter().filter(|path| !path.ends_with("lib.rs")) {
        let text = fs::read_to_string(path).unwrap();
        let header = format!("//! Module `{}`", module_of(path));
        assert!(text.starts_with(&header), "{} should begin with {header:?}", path.display());
        assert!(text.lines().count() <= 400, "{} is over 400 lines", path.display());
    }
}
