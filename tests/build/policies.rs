//! Every store's policy, compiled. A policy that does not compile is stored as its errors, and a
//! test reports it.

use recourse::policy::Policy;
use recourse_authoring::{Severity, compile, load, stores};
use serde_json::{Value, json};
use std::io;
use std::path::Path;

/// A store and its compiled policy or errors.
pub(crate) struct Store {
    pub(crate) name: String,
    pub(crate) policy: Result<Policy, Vec<String>>,
}

impl Store {
    /// The store for the corpus: bytes as hexadecimal digits, or the errors.
    pub(crate) fn to_json(&self) -> Value {
        match &self.policy {
            Ok(policy) => {
                json!({ "store": self.name, "bytes": hex(&policy.encode()), "errors": [] })
            }
            Err(errors) => json!({ "store": self.name, "bytes": "", "errors": errors }),
        }
    }
}

/// Compiles every store.
pub(crate) fn compile_all(policies: &Path, statutes: &Path) -> io::Result<Vec<Store>> {
    let compiled = |name: String| {
        let files = load(policies, statutes, &name)?;
        let policy = compile(&files).map(|bundle| bundle.policy).map_err(|found| {
            let errors = found.into_iter().filter(|finding| finding.severity == Severity::Error);
            errors
                .map(|finding| format!("{}: {}: {}", finding.file, finding.code, finding.message))
                .collect()
        });
        Ok(Store { name, policy })
    };
    stores(policies).into_iter().map(compiled).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
