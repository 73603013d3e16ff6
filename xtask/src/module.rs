//! Reads a wasm file: the sections that the build and its reports need.

use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::ops::Range;
use wasmparser::{ElementItems, KnownCustom, Name, Parser, Payload, TypeRef};

/// A file's functions, its table and its data. Functions count from the imported ones on.
#[derive(Debug, Default)]
pub(crate) struct Module {
    /// How many functions come from outside.
    pub(crate) imported: u32,
    /// The type of each of its own functions.
    pub(crate) types: Vec<u32>,
    /// The byte range of the body of each of its functions.
    pub(crate) bodies: Vec<Range<usize>>,
    /// The functions that have a name.
    pub(crate) names: BTreeMap<u32, String>,
    /// The byte range of each table entry, and its function.
    pub(crate) table: Vec<(usize, u32)>,
    /// The bytes of all data.
    pub(crate) data: usize,
}

impl Module {
    /// Reads a file's bytes.
    pub(crate) fn read(bytes: &[u8]) -> Result<Module> {
        let mut module = Module::default();
        for part in Parser::new(0).parse_all(bytes) {
            match part? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let is_function =
                            matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_));
                        module.imported += u32::from(is_function);
                    }
                }
                Payload::FunctionSection(section) => {
                    module.types = section.into_iter().collect::<Result<_, _>>()?;
                }
                Payload::ElementSection(section) => {
                    for element in section {
                        module.elements(element?.items)?;
                    }
                }
                Payload::CodeSectionEntry(body) => module.bodies.push(within(&body.range())?),
                Payload::DataSection(section) => module.data = within(&section.range())?.len(),
                Payload::CustomSection(section) => module.called(section.as_known())?,
                _ => {}
            }
        }
        Ok(module)
    }

    fn elements(&mut self, items: ElementItems<'_>) -> Result<()> {
        if let ElementItems::Functions(functions) = items {
            for entry in functions.into_iter_with_offsets() {
                let (at, function) = entry?;
                self.table.push((usize::try_from(at)?, function));
            }
        }
        Ok(())
    }

    fn called(&mut self, section: KnownCustom<'_>) -> Result<()> {
        let KnownCustom::Name(parts) = section else { return Ok(()) };
        for part in parts {
            if let Name::Function(names) = part.context("the names")? {
                for name in names {
                    let name = name?;
                    self.names.insert(name.index, name.name.to_owned());
                }
            }
        }
        Ok(())
    }
}

fn within(range: &Range<u64>) -> Result<Range<usize>> {
    Ok(usize::try_from(range.start)?..usize::try_from(range.end)?)
}
