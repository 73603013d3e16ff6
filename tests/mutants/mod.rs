//! Mechanical faults, one at a time, in a shipped policy, as typing errors make them. Nothing here
//! knows what the verifier checks.

mod clauses;
mod parts;
mod phrases;

use toml::Table;

/// A policy with one fault.
pub(crate) struct Mutant {
    /// The kind of fault, such as `shift-day`.
    pub(crate) kind: &'static str,
    /// The position, and the new value.
    pub(crate) name: String,
    pub(crate) policy: String,
    /// The texts in the source language.
    pub(crate) texts: String,
}

/// The files that faults are put into.
#[derive(Clone)]
pub(crate) struct Subject {
    pub(crate) policy: Table,
    pub(crate) texts: Table,
}

/// Every fault of every kind, at most `most` of a kind, evenly spread.
pub(crate) fn mutants(subject: &Subject, most: usize) -> Vec<Mutant> {
    let mut all = clauses::faults(subject);
    all.extend(phrases::faults(subject));
    all.extend(parts::faults(subject));
    let kinds: std::collections::BTreeSet<&'static str> =
        all.iter().map(|mutant| mutant.kind).collect();
    let mut kept = Vec::new();
    for kind in kinds {
        let (mut own, rest): (Vec<Mutant>, Vec<Mutant>) =
            all.into_iter().partition(|mutant| mutant.kind == kind);
        all = rest;
        let step = own.len().div_ceil(most).max(1);
        let mut ix = 0;
        own.retain(|_| {
            ix += 1;
            (ix - 1) % step == 0
        });
        kept.extend(own);
    }
    kept
}

impl Subject {
    /// The files after an edit; `None` if the edit changed nothing.
    fn with(
        &self,
        kind: &'static str,
        name: String,
        edit: impl FnOnce(&mut Table, &mut Table) -> Option<()>,
    ) -> Option<Mutant> {
        let mut changed = self.clone();
        edit(&mut changed.policy, &mut changed.texts)?;
        Some(Mutant {
            kind,
            name,
            policy: changed.policy.to_string(),
            texts: changed.texts.to_string(),
        })
    }

    /// The tables of `[[key]]`.
    fn tables(&self, key: &str) -> Vec<&Table> {
        let list = self.policy.get(key).and_then(toml::Value::as_array);
        list.into_iter().flatten().filter_map(toml::Value::as_table).collect()
    }
}

/// One table of `[[key]]`.
fn table<'a>(policy: &'a mut Table, key: &str, ix: usize) -> Option<&'a mut Table> {
    policy.get_mut(key)?.as_array_mut()?.get_mut(ix)?.as_table_mut()
}

fn id(table: &Table) -> String {
    table.get("id").and_then(toml::Value::as_str).unwrap_or_default().to_owned()
}
