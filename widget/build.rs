//! Interface words: `texts/en.toml` becomes a sorted table in the code; the other languages are files of their own.

use std::fmt::Write;

fn main() {
    println!("cargo:rerun-if-changed=texts/en.toml");
    let text = std::fs::read_to_string("texts/en.toml").unwrap_or_default();
    let table: toml::Table = text.parse().unwrap_or_default();
    // What the loader says is built into the loader.
    let mut rows: Vec<(String, String)> = table
        .into_iter()
        .filter(|(key, _)| key != "load_failed")
        .filter_map(|(key, value)| Some((key, value.as_str()?.to_owned())))
        .collect();
    rows.sort();
    let mut code = String::from("&[");
    for (key, value) in rows {
        let _ = write!(code, "({key:?}, {value:?}),");
    }
    code.push(']');
    let out = std::env::var("OUT_DIR").unwrap_or_default();
    if let Err(error) = std::fs::write(format!("{out}/words.rs"), code) {
        println!("cargo:warning=interface words: {error}");
    }
}
