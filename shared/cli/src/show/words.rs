//! The words of a policy for the terminal: the source language, with slots filled.

use recourse::types::{Texts, key};
use recourse_authoring::CompiledPolicy;

/// The texts of a bundle's own language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words<'a> {
    bundle: &'a CompiledPolicy,
    texts: Option<&'a Texts>,
}

impl<'a> Words<'a> {
    pub(crate) fn of(bundle: &'a CompiledPolicy) -> Words<'a> {
        Words { bundle, texts: bundle.texts.get(&bundle.policy.parts().language) }
    }

    /// The sentence for a key, or the key itself.
    pub(crate) fn get(&self, key: &str) -> String {
        self.find(key).unwrap_or_else(|| key.to_owned())
    }

    /// The sentence for a key, if there is one.
    pub(crate) fn find(&self, key: &str) -> Option<String> {
        let text = self.texts?.get(key)?.to_owned();
        let fill = |text: String, (slot, value): (&str, Option<&str>)| {
            text.replace(slot, value.unwrap_or("(not set)"))
        };
        Some(self.bundle.policy.parts().slots().into_iter().fold(text, fill))
    }

    /// The sentence of a clause, step, proof, remedy, note, timer or statute.
    pub(crate) fn part(&self, part: &str, id: &str) -> String {
        self.get(&key::part(part, id))
    }
}
