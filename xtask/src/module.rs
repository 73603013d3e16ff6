//! The functions and data of a wasm file, for the report on its size.

use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::ops::Range;
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

/// A file's functions and data. Indices of functions count the imported ones first.
#[derive(Debug, Default)]
pub(crate) struct Module {
    /// How many functions are imported.
    pub(crate) imported: u32,
    /// The range of each own function's body in the file.
    pub(crate) bodies: Vec<Range<usize>>,
    /// The functions that have a name.
    pub(crate) names: BTreeMap<u32, String>,
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
                Payload::CodeSectionEntry(body) => module.bodies.push(within(&body.range())?),
                Payload::DataSection(section) => module.data = within(&section.range())?.len(),
                Payload::CustomSection(section) => module.read_names(section.as_known())?,
                _ => {}
            }
        }
        Ok(module)
    }

    fn read_names(&mut self, section: KnownCustom<'_>) -> Result<()> {
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
