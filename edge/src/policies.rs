//! The policies this edge serves, compiled into it with their words in the policy's own language: an outage of the ledger cannot stop an
//! answer. The words in other languages stand beside the Worker, are fetched the first time they are asked for, and kept as long as the
//! isolate lives.

use crate::ports::Localizer;
use recourse::policy::Policy;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

/// Store, compiled policy, its texts in its own language, the tags of all its languages.
type Embedded = (&'static str, &'static [u8], &'static [u8], &'static [&'static str]);

static EMBEDDED: &[Embedded] = include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// A policy's texts in a language.
#[derive(Debug)]
pub struct LocalizedTexts {
    /// The language's tag.
    pub language: &'static str,
    /// Their compiled bytes.
    pub bytes: Vec<u8>,
    /// The SHA-256 of the bytes, in hexadecimal digits.
    pub hash: String,
}

impl LocalizedTexts {
    fn new(language: &'static str, bytes: Vec<u8>) -> LocalizedTexts {
        LocalizedTexts { language, hash: hex::encode(Sha256::digest(&bytes)), bytes }
    }
}

/// One store, as served.
#[derive(Debug)]
pub struct Served {
    /// Its policy.
    pub policy: Policy,
    /// The policy's compiled bytes.
    pub bytes: &'static [u8],
    /// The texts in the policy's own language.
    pub own: LocalizedTexts,
    /// The languages that there are texts in.
    pub languages: &'static [&'static str],
    /// Texts in other languages, as far as somebody has asked for them.
    others: Mutex<Vec<&'static LocalizedTexts>>,
}

impl Served {
    /// The texts in a language; `None` where the policy has none, or they cannot be had just now.
    pub async fn texts(
        &'static self,
        localizer: &dyn Localizer,
        language: &str,
    ) -> Option<&'static LocalizedTexts> {
        if language == self.own.language {
            return Some(&self.own);
        }
        let language = self.languages.iter().copied().find(|known| *known == language)?;
        if let Some(known) = self.kept(language, None) {
            return Some(known);
        }
        let bytes = localizer.texts(self.policy.parts().store.as_str(), language).await?;
        self.kept(language, Some(LocalizedTexts::new(language, bytes)))
    }

    /// Kept once and for all: there are no more of them than languages.
    fn kept(
        &self,
        language: &str,
        fresh: Option<LocalizedTexts>,
    ) -> Option<&'static LocalizedTexts> {
        let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        let known = others.iter().copied().find(|written| written.language == language);
        if let (None, Some(fresh)) = (known, fresh) {
            let fresh: &'static LocalizedTexts = Box::leak(Box::new(fresh));
            others.push(fresh);
            return Some(fresh);
        }
        known
    }
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
fn serve(&(store, bytes, own, languages): &Embedded) -> Option<(&'static str, Served)> {
    let policy = Policy::decode(bytes).ok()?;
    let language =
        languages.iter().copied().find(|tag| *tag == policy.parts().language.as_str())?;
    let own = LocalizedTexts::new(language, own.to_vec());
    Some((store, Served { policy, bytes, own, languages, others: Mutex::default() }))
}
