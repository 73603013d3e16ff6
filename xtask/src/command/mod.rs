//! The commands, one per file.

pub(crate) mod bench;
pub(crate) mod build;
pub(crate) mod crates;
pub(crate) mod deploy;
pub(crate) mod dev;
pub(crate) mod format;
pub(crate) mod fuzz;
pub(crate) mod sizes;
pub(crate) mod tables;
pub(crate) mod test;
