//! The words of a policy for the terminal: the source language, with slots filled.

use recourse::words::{Texts, key};
use recourse_authoring::Bundle;

/// The texts of a bundle's own language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words<'a> {
    bundle: &'a Bundle,
    texts: Option<&'a Texts>,
}

impl<'a> Words<'a> {
    pub(crate) fn of(bundle: &'a Bundle) -> Words<'a> {
        Words { bundle, texts: bundle.texts.get(&bundle.policy.parts().language) }
    }

    /// The sentence for a key, or the key itself.
    pub(crate) fn get(&self, key: &str) -> String {
        self.find(key).unwrap_or_else(|| key.to_owned())
    }

    /// The sentence for a key, if there is one.
    pub(crate) fn find(&self, key: &str) -> Option<String> {
        let text = self.texts?.get(key)?;
        let parts = self.bundle.policy.parts();
        let slot = |value: &Option<String>| value.clone().unwrap_or_else(|| "(not set)".into());
        Some(
            text.replace("{email}", &slot(&parts.contact.email))
                .replace("{return_address}", &slot(&parts.contact.return_address))
                .replace("{store}", &parts.name),
        )
    }

    /// The sentence of a clause, step, proof, remedy, note, timer or statute.
    pub(crate) fn part(&self, part: &str, id: &str) -> String {
        self.get(&key::part(part, id))
    }
}
