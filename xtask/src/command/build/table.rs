//! The table of functions that a wasm calls by number. `wasm-bindgen` has a description of every
//! function of the browser's that takes a closure, whether it is called or not; the descriptions
//! go, but each has put the way into its closure into the table, and what stands in a table stays
//! in the file. JavaScript takes those ways by their exports, never by the table.

use crate::module::Module;
use anyhow::{Context, Result, ensure};
use std::fs;

/// What the functions are called that JavaScript enters a closure by.
const WAY_IN: &str = "::convert::closures::_::invoke::<";

/// Takes the ways into closures out of a file's table; those that are exported stay, and those that
/// nobody takes can go.
pub(super) fn without_ways_in(file: &str) -> Result<()> {
    let bytes = fs::read(file).with_context(|| file.to_owned())?;
    Ok(fs::write(file, cleared(bytes)?)?)
}

fn cleared(mut bytes: Vec<u8>) -> Result<Vec<u8>> {
    let Module { table, names, .. } = Module::read(&bytes)?;
    let is_way_in = |function: &u32| names.get(function).is_some_and(|name| name.contains(WAY_IN));
    let (ways, kept): (Vec<_>, Vec<_>) =
        table.into_iter().partition(|(_, function)| is_way_in(function));
    ensure!(
        !ways.is_empty(),
        "no way into a closure stands in the table any more: this step can go"
    );
    for (at, function) in ways {
        // Another function of as many bytes stands in for it, so that nothing moves.
        let long = leb(function).len();
        let other = kept.iter().map(|(_, other)| leb(*other)).find(|other| other.len() == long);
        let other = other.context("the table has no other function")?;
        let entry = bytes.get_mut(at..at + long).context("the table's bytes")?;
        ensure!(entry == leb(function), "an entry of the table is written another way");
        entry.copy_from_slice(&other);
    }
    Ok(bytes)
}

/// A number as a wasm has it (LEB128).
fn leb(number: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    wasm_encoder::Encode::encode(&number, &mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use super::{WAY_IN, cleared};
    use crate::module::Module;
    use wasm_encoder::{
        CodeSection, ConstExpr, ElementSection, Elements, Function, FunctionSection, NameMap,
        NameSection, RefType, TableSection, TableType, TypeSection,
    };

    /// A file with a function of each name, all in its table.
    fn file(names: &[&str]) -> Vec<u8> {
        let (mut types, mut functions, mut code) =
            (TypeSection::new(), FunctionSection::new(), CodeSection::new());
        types.ty().function([], []);
        let mut map = NameMap::new();
        for (index, name) in (0..).zip(names) {
            functions.function(0);
            let mut body = Function::new([]);
            body.instructions().end();
            code.function(&body);
            map.append(index, name);
        }
        let (mut table, mut elements, mut section) =
            (TableSection::new(), ElementSection::new(), NameSection::new());
        let size = names.len() as u64;
        let kind = RefType::FUNCREF;
        table.table(TableType {
            element_type: kind,
            table64: false,
            minimum: size,
            maximum: None,
            shared: false,
        });
        let all: Vec<u32> = (0..names.len() as u32).collect();
        elements.active(None, &ConstExpr::i32_const(0), Elements::Functions(all.into()));
        section.functions(&map);
        let mut module = wasm_encoder::Module::new();
        module
            .section(&types)
            .section(&functions)
            .section(&table)
            .section(&elements)
            .section(&code);
        module.section(&section);
        module.finish()
    }

    #[test]
    fn a_way_into_a_closure_leaves_the_table_and_nothing_else_does() {
        let way = format!("wasm_bindgen[1686652f377147aa]{WAY_IN}f32, u32, bool, true>");
        let before = file(&["one", &way, "another", &way]);
        let after = cleared(before.clone()).unwrap();
        let table = |bytes: &[u8]| -> Vec<u32> {
            Module::read(bytes).unwrap().table.into_iter().map(|(_, function)| function).collect()
        };
        assert_eq!(table(&before), [0, 1, 2, 3]);
        assert_eq!(table(&after), [0, 0, 2, 0]);
        assert_eq!(before.len(), after.len());
    }

    #[test]
    fn where_there_is_none_the_build_says_that_the_step_can_go() {
        let said = cleared(file(&["one"])).unwrap_err().to_string();
        assert!(said.contains("this step can go"), "{said}");
    }
}
