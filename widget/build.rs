//! Interface messages: `texts/en.toml` becomes two texts in the code, one line for each key; other
//! languages are files of their own.

fn main() {
    // `wasm_split` cuts the file after linking and needs the linker's relocations.
    if std::env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm") {
        println!("cargo:rustc-link-arg-cdylib=--emit-relocs");
        // Many times what the deepest page takes. The linker's default of a megabyte would be a
        // third of the widget's memory.
        println!("cargo:rustc-link-arg-cdylib=-zstack-size=262144");
    }
    println!("cargo:rerun-if-changed=texts/en.toml");
    let text = std::fs::read_to_string("texts/en.toml").unwrap_or_default();
    let (first, request) = text.split_once("\n# The request.").unwrap_or((&text, ""));
    write("messages", first);
    // What is left of the heading's own line is a comment no more.
    write("request", request.split_once('\n').map_or("", |(_, rest)| rest));
}

/// A text of words, a line a key.
fn write(name: &str, text: &str) {
    let table: toml::Table = text.parse().unwrap_or_default();
    // What the loader says is built into the loader.
    let words = table.iter().filter(|(key, _)| *key != "load_failed");
    let lines: Vec<String> =
        words.filter_map(|(key, words)| Some(format!("{key}={}", words.as_str()?))).collect();
    let out = std::env::var("OUT_DIR").unwrap_or_default();
    if let Err(error) = std::fs::write(format!("{out}/{name}.txt"), lines.join("\n")) {
        println!("cargo:warning=interface words: {error}");
    }
}
