//! The policies this edge serves, compiled into it. An outage of the ledger cannot stop an answer.

use crate::key::hex;
use recourse::policy::Policy;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Store, compiled policy, and texts by language.
type Embedded = (&'static str, &'static [u8], &'static [(&'static str, &'static [u8])]);

static EMBEDDED: &[Embedded] = include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// One store, as served.
#[derive(Debug)]
pub struct Served {
    /// Its policy.
    pub policy: Policy,
    /// The policy's compiled bytes.
    pub bytes: &'static [u8],
    /// The texts' bytes with their SHA-256, by language.
    pub texts: BTreeMap<&'static str, (&'static [u8], String)>,
}

/// Every store, decoded once in the life of an isolate.
pub fn all() -> &'static BTreeMap<&'static str, Served> {
    static ALL: OnceLock<BTreeMap<&'static str, Served>> = OnceLock::new();
    ALL.get_or_init(|| {
        // Not collected: that would bring a sort of its own.
        let mut all = BTreeMap::new();
        all.extend(EMBEDDED.iter().filter_map(serve));
        all
    })
}

/// The build checked these bytes; were they unreadable all the same, the store would be missing rather than wrong.
fn serve(&(store, bytes, texts): &Embedded) -> Option<(&'static str, Served)> {
    let policy = Policy::decode(bytes).ok()?;
    let mut hashed = BTreeMap::new();
    hashed.extend(texts.iter().map(|&(tag, bytes)| (tag, (bytes, hex(&Sha256::digest(bytes))))));
    Some((store, Served { policy, bytes, texts: hashed }))
}
