//! The texts of a policy for the terminal: in the source language, with slots filled.

use recourse::types::{Texts, key};
use recourse_authoring::CompiledPolicy;

/// The texts of a compiled policy in its own language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PolicyTexts<'a> {
    compiled: &'a CompiledPolicy,
    texts: Option<&'a Texts>,
}

impl<'a> PolicyTexts<'a> {
    pub(crate) fn new(compiled: &'a CompiledPolicy) -> PolicyTexts<'a> {
        PolicyTexts { compiled, texts: compiled.texts.get(&compiled.policy.parts().language) }
    }

    /// The text of a key, or the key itself.
    pub(crate) fn get(&self, key: &str) -> String {
        self.find(key).unwrap_or_else(|| key.to_owned())
    }

    /// The text of a key, if there is one.
    pub(crate) fn find(&self, key: &str) -> Option<String> {
        let text = self.texts?.get(key)?.to_owned();
        let fill = |text: String, (slot, value): (&str, Option<&str>)| {
            text.replace(slot, value.unwrap_or("(not set)"))
        };
        Some(self.compiled.policy.parts().slots().into_iter().fold(text, fill))
    }

    /// The text of a clause, step, proof, remedy, note, timer or statute.
    pub(crate) fn part(&self, part: &str, id: &str) -> String {
        self.get(&key::part(part, id))
    }
}
