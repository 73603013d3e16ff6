//! The tools of the build and the tests, one per file. A tool is installed only if it is missing.

mod cargo_tools;
mod chromium;
mod debian;
mod engines;
mod executables;
mod npm;
mod schemathesis;
mod std_source;
mod tables;
mod wasm_target;

pub(crate) use cargo_tools::{cache, cargo_deny, cargo_fuzz, wasm_bindgen, worker_build};
pub(crate) use chromium::chromium;
pub(crate) use debian::testers;
pub(crate) use engines::engines;
pub(crate) use executables::{Kind, LIST, WORKSPACE_TESTS, compile_all, executable, recourse};
pub(crate) use npm::npm;
pub(crate) use schemathesis::schemathesis;
pub(crate) use std_source::{IMMEDIATE_ABORT, std_folder, std_source};
pub(crate) use tables::packages as tables;
pub(crate) use wasm_target::wasm_target;
