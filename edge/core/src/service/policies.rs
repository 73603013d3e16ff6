//! The policies of this edge, compiled into it with their texts in the policy's own language, so an
//! outage of the ledger does not stop an interview. Texts in other languages are files beside the
//! Worker; each is fetched once in the life of an isolate.

use crate::ports::Localizer;
use recourse::policy::Policy;
use recourse::types::StoreId;
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
    /// Texts in other languages that were fetched.
    others: Mutex<Vec<&'static LocalizedTexts>>,
}

impl Served {
    /// The store.
    #[must_use]
    pub fn store(&self) -> &StoreId {
        &self.policy.parts().store
    }

    /// The texts in a language; `None` where the policy has none, or they are unavailable.
    pub async fn texts(
        &'static self,
        localizer: &dyn Localizer,
        language: &str,
    ) -> Option<&'static LocalizedTexts> {
        if language == self.own.language {
            return Some(&self.own);
        }
        let language = self.languages.iter().copied().find(|known| *known == language)?;
        if let Some(known) = self.cached(language, None) {
            return Some(known);
        }
        let bytes = localizer.texts(self.policy.parts().store.as_str(), language).await?;
        self.cached(language, Some(LocalizedTexts::new(language, bytes)))
    }

    /// Leaked once for each language, so that references to it are `'static`.
    fn cached(
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

/// A store, if it is served.
#[must_use]
pub fn find(store: &str) -> Option<&'static Served> {
    all().get(store)
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

/// The build has checked these bytes; a store whose bytes cannot be decoded is left out.
fn serve(&(store, bytes, own, languages): &Embedded) -> Option<(&'static str, Served)> {
    let policy = Policy::decode(bytes).ok()?;
    let language =
        languages.iter().copied().find(|tag| *tag == policy.parts().language.as_str())?;
    let own = LocalizedTexts::new(language, own.to_vec());
    Some((store, Served { policy, bytes, own, languages, others: Mutex::default() }))
}
