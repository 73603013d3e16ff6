//! The parts that need a browser or the local runtime.

use super::count::{Count, counted};
use crate::command::{build, dev};
use crate::process::{Running, command};
use crate::setup::{self, Kind};
use anyhow::Result;
use std::process::Command;

/// The journey that reads the claims of all others: it runs after them.
const LAST_JOURNEY: &str = "user_data.test.mjs";
/// The journeys of `--quick`.
const QUICK_JOURNEYS: [&str; 2] = ["signed_order.test.mjs", "form.test.mjs"];

/// The widget, the Worker and the site.
pub(super) fn build(_quick: bool) -> Result<Count> {
    build::run().map(|()| Count::PASSED)
}

pub(super) fn sizes(_quick: bool) -> Result<Count> {
    Ok(if crate::command::sizes::run()? { Count::PASSED } else { Count::FAILED })
}

/// The corpus and the widget's components in a real browser.
pub(super) fn browser(_quick: bool) -> Result<Count> {
    counted(&mut browser_command()?)
}

/// The tests in a real browser.
pub(crate) fn browser_command() -> Result<Command> {
    let (_, driver) = setup::chromium()?;
    let runner = setup::wasm_bindgen()?.with_file_name("wasm-bindgen-test-runner");
    let mut test = command("cargo");
    test.args(["test", "--package", "recourse-tests", "--package", "recourse-widget"]);
    test.args(["--target", "wasm32-unknown-unknown", "--test", "browser", "--lib"]);
    test.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
        .env("CHROMEDRIVER", driver)
        .env("WASM_BINDGEN_TEST_TIMEOUT", "180");
    Ok(test)
}

/// The corpus, the journeys and the contract through the running Worker.
pub(super) fn worker(quick: bool) -> Result<Count> {
    setup::testers()?;
    build::run()?;
    let (worker, url) = worker_for("worker")?;
    let corpus = counted(&mut corpus_command(&url)?)?;
    let (first, last) = journeys(quick)?;
    let mut counts = vec![corpus, node_tests(&url, 1, &first)?];
    if !quick {
        counts.push(node_tests(&url, 1, &last)?);
        counts.push(contract(&url)?);
    }
    drop(worker);
    Ok(counts.into_iter().sum())
}

/// The corpus through a running Worker.
fn corpus_command(url: &str) -> Result<Command> {
    let test = setup::executable(Kind::Test, "worker")?;
    let mut test = command(test.to_string_lossy().as_ref());
    // Cargo would run it in this folder.
    test.current_dir("tests").env("RECOURSE_EDGE", url);
    Ok(test)
}

/// The journeys, and the one that reads the claims of all others, which is the last.
fn journeys(quick: bool) -> Result<(Vec<String>, Vec<String>)> {
    let folder = std::fs::read_dir("tests/journeys")?.flatten();
    let names = folder.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".test.mjs")).collect();
    names.sort();
    names.retain(|name| !quick || QUICK_JOURNEYS.contains(&name.as_str()));
    let path = |name: &String| format!("tests/journeys/{name}");
    let (last, first): (Vec<_>, Vec<_>) = names.iter().partition(|name| *name == LAST_JOURNEY);
    Ok((first.into_iter().map(path).collect(), last.into_iter().map(path).collect()))
}

/// The API against its contract.
fn contract(url: &str) -> Result<Count> {
    let mut node = node_command(url, 1, &["tests/contract/*.test.mjs".to_owned()])?;
    counted(with_programs(node.env("SCHEMATHESIS", setup::schemathesis()?))?)
}

/// The widget in Gecko and WebKit, on a shop of another origin than the running Worker's.
pub(super) fn engines(_quick: bool) -> Result<Count> {
    let driver = setup::engines()?;
    setup::testers()?;
    build::run()?;
    let (worker, url) = worker_for("engines")?;
    let mut node = node_command(&url, 1, &["tests/engines/*.test.mjs".to_owned()])?;
    let count = counted(node.env("GECKODRIVER", &driver));
    drop(worker);
    count
}

/// The packages for storefront developers, built, installed and used against the running Worker.
pub(super) fn packages(_quick: bool) -> Result<Count> {
    setup::testers()?;
    build::packages()?;
    let (worker, url) = worker_for("packages")?;
    let count = node_tests(&url, 2, &["tests/packages/*.test.mjs".to_owned()]);
    drop(worker);
    count
}

/// The Worker with faults in its storage, killed, flooded, and with webhooks; the tests start it.
pub(super) fn faults(_quick: bool) -> Result<Count> {
    build::run()?;
    let mut node = command("node");
    node.args(["--test", "--test-concurrency=1", "tests/faults/*.test.mjs"]);
    counted(node.env("FORCE_COLOR", "0"))
}

/// A Worker with its own state on a free port, and its address.
fn worker_for(part: &str) -> Result<(Running, String)> {
    let state = format!("target/test/{part}/state");
    let _ = std::fs::remove_dir_all(&state);
    let port = free_port()?;
    let worker = dev::start(&port, &state)?;
    Ok((worker, format!("http://127.0.0.1:{port}")))
}

fn node_tests(url: &str, concurrency: usize, files: &[String]) -> Result<Count> {
    counted(with_programs(&mut node_command(url, concurrency, files)?)?)
}

/// Node's test runner on files, with the paths and addresses that the tests need.
fn node_command(url: &str, concurrency: usize, files: &[String]) -> Result<Command> {
    let (browser, _) = setup::chromium()?;
    let mut node = command("node");
    node.args(["--test", &format!("--test-concurrency={concurrency}")]).args(files);
    node.env("RECOURSE_URL", url).env("CHROME", browser).env("FORCE_COLOR", "0");
    Ok(node)
}

/// The workspace's programs that the tests run.
fn with_programs(node: &mut Command) -> Result<&mut Command> {
    let corpus = setup::executable(Kind::Example, "corpus")?;
    Ok(node.env("RECOURSE", setup::recourse()?).env("RECOURSE_CORPUS", corpus))
}

/// A free port of this machine, so that several checkouts can test side by side.
fn free_port() -> Result<String> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    Ok(listener.local_addr()?.port().to_string())
}
