//! `cargo xtask sizes --crates`: what the widget's wasm is made of, crate by crate and function by function, before it is compressed.

use anyhow::{Context, Result};
use std::collections::BTreeMap;
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

/// Functions shown, the largest first.
const SHOWN: usize = 25;
/// Characters of a name that are shown: what a closure was made for can be a page long.
const WIDE: usize = 140;

pub(crate) fn run() -> Result<bool> {
    let bytes = super::build::named_widget()?;
    let Module { mut functions, data } = Module::read(&bytes)?;
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
    println!("{:<34} {data:>9}", "= data");
    println!("\n{:>9}  the largest functions", "code");
    for (name, size) in functions.iter().take(SHOWN) {
        println!("{size:>9}  {}", name.chars().take(WIDE).collect::<String>());
    }
    Ok(true)
}

/// Every function with the bytes of its body, and the bytes of all data.
struct Module {
    functions: Vec<(String, usize)>,
    data: usize,
}

impl Module {
    fn read(bytes: &[u8]) -> Result<Module> {
        let (mut imports, mut bodies, mut data, mut names) = (0, Vec::new(), 0, BTreeMap::new());
        for part in Parser::new(0).parse_all(bytes) {
            match part? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        imports += u32::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                    }
                }
                Payload::CodeSectionEntry(body) => bodies.push(length(&body.range())?),
                Payload::DataSection(section) => data = length(&section.range())?,
                Payload::CustomSection(section) => names.extend(names_of(section.as_known())?),
                _ => {}
            }
        }
        // What `wasm-bindgen` and `wasm-opt` have made themselves has no name.
        anyhow::ensure!(
            names.len() > bodies.len() / 2,
            "{} of {} functions have a name",
            names.len(),
            bodies.len()
        );
        let named = |(index, size)| (names.remove(&index).unwrap_or_else(|| "(no name)".to_owned()), size);
        let functions = (imports..).zip(bodies).map(named).collect();
        Ok(Module { functions, data })
    }
}

fn length(range: &std::ops::Range<u64>) -> Result<usize> {
    Ok(usize::try_from(range.end - range.start)?)
}

fn names_of(section: KnownCustom<'_>) -> Result<Vec<(u32, String)>> {
    let KnownCustom::Name(parts) = section else { return Ok(Vec::new()) };
    let mut names = Vec::new();
    for part in parts {
        if let Name::Function(map) = part.context("the names")? {
            for name in map {
                let name = name?;
                names.push((name.index, without_hashes(name.name)));
            }
        }
    }
    Ok(names)
}

/// A name without the hashes that the compiler puts behind crates, of up to sixteen digits: `core[15266d276e3a2055]::fmt::write` is
/// `core::fmt::write`.
fn without_hashes(name: &str) -> String {
    let mut parts = name.split('[');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(']') {
            Some((hash, rest))
                if (9..=16).contains(&hash.len()) && hash.bytes().all(|b| b.is_ascii_hexdigit()) =>
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

/// Whose source a function is: the first crate in its name that is not the standard library, for that has written most of what is made
/// for types of others.
fn crate_of(name: &str) -> &str {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let crates = name.match_indices("::").filter_map(|(at, _)| {
        let before = name.get(..at)?;
        let start = before.rfind(|c| !word(c)).map_or(0, |ix| ix + 1);
        // In the middle of a path is no crate.
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
    fn a_function_belongs_to_who_wrote_it() {
        for (name, whose) in [
            ("core::fmt::write", "core"),
            ("<recourse::diagram::arena::Arena>::choose", "recourse"),
            (
                "<alloc::vec::Vec<recourse::words::id::NoteId> as recourse::words::compact::Compact>::read",
                "recourse",
            ),
            ("core::ptr::drop_in_place::<reactive_graph::owner::Owner>", "reactive_graph"),
            (
                "<reactive_graph::signal::rw::RwSignal<recourse_widget::shop::Shop> as reactive_graph::traits::Get>::get",
                "reactive_graph",
            ),
            ("mount externref shim", "(shims and the runtime's own)"),
        ] {
            assert_eq!(crate_of(name), whose, "{name}");
        }
    }

    #[test]
    fn hashes_go_and_slices_stay() {
        assert_eq!(
            without_hashes(
                "<core[15266d276e3a2055]::slice::Iter<[u8]> as reactive_graph[bf1f9bdda83e795]::Get>::next"
            ),
            "<core::slice::Iter<[u8]> as reactive_graph::Get>::next"
        );
    }
}
