//! The corpus as one JSON text, for runtimes other than Rust: policies as bytes, cases, and the
//! host's decisions.

use std::io::Write;

fn main() -> std::io::Result<()> {
    std::io::stdout().write_all(include_bytes!(concat!(env!("OUT_DIR"), "/corpus.json")))
}
