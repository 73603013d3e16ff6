//! The corpus as the build wrote it: policies as bytes, cases as data.

use recourse::policy::Policy;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// Everything that a runtime needs.
#[derive(Debug, Clone, Deserialize)]
pub struct Corpus {
    /// The stores.
    pub policies: Vec<Store>,
    /// The cases, by file and in the order of the files.
    pub cases: Vec<Case>,
    /// Case files that could not be read.
    pub errors: Vec<String>,
}

/// A store's policy.
#[derive(Debug, Clone, Deserialize)]
pub struct Store {
    /// The store.
    pub store: String,
    /// The compiled policy, as hexadecimal digits; empty if it does not compile.
    pub bytes: String,
    /// Why it does not compile.
    pub errors: Vec<String>,
}

/// A case: a situation, and the important fields of its decision.
#[derive(Debug, Clone, Deserialize)]
pub struct Case {
    /// The store.
    pub store: String,
    /// The stem of the case file.
    pub file: String,
    /// The topic.
    pub topic: String,
    /// The line on which the case begins.
    pub line: u32,
    /// The behaviour that it shows, as a sentence.
    pub name: String,
    /// The requirements of the acceptance list that it covers.
    pub requirements: Vec<String>,
    /// The answers.
    pub facts: BTreeMap<String, String>,
    /// The civil day on which it is decided.
    pub today: String,
    /// The expected fields of the decision.
    pub expect: BTreeMap<String, Value>,
    /// The host's decision when the corpus was built.
    pub native: Option<crate::Outcome>,
}

impl Case {
    /// `store/file/sentence`.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}/{}/{}", self.store, self.file, self.name)
    }

    /// `tests/cases/<store>/<file>.toml:<line>`.
    #[must_use]
    pub fn place(&self) -> String {
        format!("tests/cases/{}/{}.toml:{}", self.store, self.file, self.line)
    }
}

/// The corpus that was built with this crate.
///
/// # Errors
/// If the build wrote something other than a corpus.
pub fn corpus() -> Result<Corpus, serde_json::Error> {
    serde_json::from_slice(include_bytes!(concat!(env!("OUT_DIR"), "/corpus.json")))
}

impl Corpus {
    /// The stores' policies, read from their bytes as a widget or edge reads them.
    #[must_use]
    pub fn policies(&self) -> BTreeMap<String, Policy> {
        let read = |store: &Store| {
            Some((store.store.clone(), Policy::decode(&unhex(&store.bytes)?).ok()?))
        };
        self.policies.iter().filter_map(read).collect()
    }
}

fn unhex(digits: &str) -> Option<Vec<u8>> {
    let pairs = digits.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}
