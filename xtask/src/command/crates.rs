//! `cargo xtask sizes --crates`: the size of the widget's wasm by crate and by function, before
//! compression.

use crate::module::Module;
use anyhow::Result;
use std::collections::BTreeMap;

/// How many of the largest functions are shown.
const SHOWN: usize = 25;
/// How many characters of a name are shown: names of closures can be very long.
const WIDE: usize = 140;

pub(crate) fn run() -> Result<bool> {
    let bytes = super::build::named_widget()?;
    let module = Module::read(&bytes)?;
    let mut functions = functions(&module)?;
    functions.sort_by(|(one, a), (other, b)| b.cmp(a).then_with(|| one.cmp(other)));
    let mut crates: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (name, size) in &functions {
        let row = crates.entry(crate_of(name)).or_default();
        *row = (row.0 + size, row.1 + 1);
    }
    let mut rows: Vec<_> = crates.into_iter().collect();
    rows.sort_by_key(|(_, (size, _))| std::cmp::Reverse(*size));
    let whole: usize = functions.iter().map(|(_, size)| size).sum();
    println!("{:<34} {:>9} {:>6} {:>9}", "crate", "code", "%", "functions");
    for (name, (size, count)) in rows {
        println!("{name:<34} {size:>9} {:>6.1} {count:>9}", 100.0 * size as f64 / whole as f64);
    }
    println!("{:<34} {whole:>9} {:>6} {:>9}", "= code", "", functions.len());
    println!("{:<34} {:>9}", "= data", module.data);
    println!("\n{:>9}  the largest functions", "code");
    for (name, size) in functions.iter().take(SHOWN) {
        println!("{size:>9}  {}", name.chars().take(WIDE).collect::<String>());
    }
    Ok(true)
}

/// Every function with the bytes of its body.
fn functions(module: &Module) -> Result<Vec<(String, usize)>> {
    let (names, bodies) = (&module.names, &module.bodies);
    // Functions that `wasm-bindgen` and `wasm-opt` generate have no name.
    anyhow::ensure!(
        names.len() > bodies.len() / 2,
        "{} of {} functions have a name",
        names.len(),
        bodies.len()
    );
    let name = |index| {
        names.get(&index).map_or_else(|| "(no name)".to_owned(), |name| without_hashes(name))
    };
    Ok((module.imported..).zip(bodies).map(|(index, body)| (name(index), body.len())).collect())
}

/// A name without the hashes that the compiler puts behind crates, of up to sixteen digits:
/// `core[15266d276e3a2055]::fmt::write` is `core::fmt::write`.
fn without_hashes(name: &str) -> String {
    let mut parts = name.split('[');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(']') {
            Some((hash, rest))
                if (9..=16).contains(&hash.len())
                    && hash.bytes().all(|b| b.is_ascii_hexdigit()) =>
            {
                plain.push_str(rest)
            }
            _ => {
                plain.push('[');
                plain.push_str(part);
            }
        }
    }
    plain
}

/// The crate of a function: the first crate in its name that is not the standard library, because
/// generic code of `std` is compiled for the types of that crate.
fn crate_of(name: &str) -> &str {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let crates = name.match_indices("::").filter_map(|(at, _)| {
        let before = name.get(..at)?;
        let start = before.rfind(|c| !word(c)).map_or(0, |ix| ix + 1);
        // A name in the middle of a path is no crate.
        (!before.get(..start)?.ends_with("::")).then(|| before.get(start..)).flatten()
    });
    let mut crates = crates.filter(|name| !name.is_empty());
    let first = crates.clone().next();
    crates
        .find(|name| !["core", "alloc", "std"].contains(name))
        .or(first)
        .unwrap_or("(shims and the runtime's own)")
}

#[cfg(test)]
mod tests {
    use super::{crate_of, without_hashes};

    #[test]
    fn crate_of_a_function_is_the_one_that_wrote_it() {
        for (name, expected) in [
            ("core::fmt::write", "core"),
            ("<recourse::diagram::arena::Arena>::choose", "recourse"),
            (
                "<alloc::vec::Vec<recourse::types::id::NoteId> as recourse::types::text::Decode>::read",
                "recourse",
            ),
            ("core::ptr::drop_in_place::<reactive_graph::owner::Owner>", "reactive_graph"),
            (
                "<reactive_graph::signal::rw::RwSignal<recourse_widget::shop::Shop> \
                 as reactive_graph::traits::Get>::get",
                "reactive_graph",
            ),
            ("mount externref shim", "(shims and the runtime's own)"),
        ] {
            assert_eq!(crate_of(name), expected, "{name}");
        }
    }

    #[test]
    fn names_lose_hashes_but_keep_slices() {
        assert_eq!(
            without_hashes(
                "<core[15266d276e3a2055]::slice::Iter<[u8]> as reactive_graph[bf1f9bdda83e795]::Get>::next"
            ),
            "<core::slice::Iter<[u8]> as reactive_graph::Get>::next"
        );
    }
}
