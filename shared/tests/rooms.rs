//! The list of rooms is the architecture: a room may name only rooms above it in `lib.rs`. An order is also the proof
//! that there is no cycle.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

use std::fs;
use std::path::{Path, PathBuf};

fn rooms() -> Vec<String> {
    let lib = fs::read_to_string("src/lib.rs").unwrap();
    lib.lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';').map(str::to_owned))
        .collect()
}

/// The Rust files; tables of data beside them have no room to name.
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

/// The room a source file stands in: its folder, or its own name.
fn room_of(path: &Path) -> String {
    let inside = path.strip_prefix("src").unwrap();
    inside.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned()
}

#[test]
fn a_room_names_only_rooms_above_it() {
    let rooms = rooms();
    assert!(rooms.len() > 5, "lib.rs lists its rooms as `pub mod name;` lines");
    let mut sources = Vec::new();
    files(Path::new("src"), &mut sources);
    let mut wrong = Vec::new();
    for path in sources.iter().filter(|path| !path.ends_with("lib.rs")) {
        let here = rooms.iter().position(|room| *room == room_of(path)).expect("every folder is a room");
        let text = fs::read_to_string(path).unwrap();
        for (ix, room) in rooms.iter().enumerate().skip(here + 1) {
            if text.contains(&format!("crate::{room}")) {
                wrong.push(format!(
                    "{} names `{room}`, which comes after `{}` ({ix})",
                    path.display(),
                    rooms[here]
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
        let says = format!("//! Room `{}`", room_of(path));
        assert!(text.starts_with(&says), "{} should begin with {says:?}", path.display());
        assert!(text.lines().count() <= 400, "{} is over 400 lines", path.display());
    }
}
