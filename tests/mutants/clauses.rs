//! Faults in whole clauses: dropped, reordered, another verdict, other terms, other topics.

use super::{Mutant, Subject, id, table};
use toml::Value;

pub(super) fn faults(subject: &Subject) -> Vec<Mutant> {
    let mut all = Vec::new();
    for key in ["exclude", "allow"] {
        for (ix, clause) in subject.tables(key).into_iter().enumerate() {
            let name = id(clause);
            all.push(subject.with("drop-clause", name.clone(), |policy, texts| {
                policy.get_mut(key)?.as_array_mut()?.remove(ix);
                // Its texts are dropped, too; otherwise they alone would be reported.
                texts.get_mut("clause")?.as_table_mut()?.remove(&name).map(drop)
            }));
            for part in ["when", "pays", "cap", "topics"] {
                let kind = if part == "when" { "drop-condition" } else { "drop-term" };
                all.push(subject.with(kind, format!("{name}: {part}"), |policy, _| {
                    table(policy, key, ix)?.remove(part).map(drop)
                }));
            }
            for part in clause
                .get("when")
                .and_then(Value::as_table)
                .into_iter()
                .flat_map(|when| when.keys())
            {
                all.push(subject.with("drop-condition", format!("{name}: {part}"), |policy, _| {
                    table(policy, key, ix)?.get_mut("when")?.as_table_mut()?.remove(part).map(drop)
                }));
            }
            for part in ["proofs", "steps", "remedies"] {
                all.push(subject.with(
                    "orphan-part",
                    format!("{name}: last of {part}"),
                    |policy, _| {
                        table(policy, key, ix)?.get_mut(part)?.as_array_mut()?.pop().map(drop)
                    },
                ));
            }
            all.push(verdict(subject, key, ix, &name));
            all.push(payer(subject, key, ix, &name));
        }
    }
    all.extend(shadowed(subject));
    all.into_iter().flatten().collect()
}

/// Granted becomes refused, and refused becomes granted.
fn verdict(subject: &Subject, key: &'static str, ix: usize, name: &str) -> Option<Mutant> {
    subject.with("other-verdict", name.to_owned(), |policy, _| {
        let clause = table(policy, key, ix)?;
        let now = clause.get("verdict").and_then(Value::as_str).unwrap_or(if key == "allow" {
            "granted"
        } else {
            "refused"
        });
        let other = match (key, now) {
            (_, "ask_support") => "refused",
            ("allow", "refused") => "granted",
            (_, "not_yet") => "ask_support",
            _ => "ask_support",
        };
        clause.insert("verdict".to_owned(), Value::String(other.to_owned()));
        Some(())
    })
}

fn payer(subject: &Subject, key: &'static str, ix: usize, name: &str) -> Option<Mutant> {
    subject.with("other-payer", name.to_owned(), |policy, _| {
        let pays = table(policy, key, ix)?.get_mut("pays")?;
        let other = if pays.as_str() == Some("customer") { "shop" } else { "customer" };
        *pays = Value::String(other.to_owned());
        Some(())
    })
}

/// An allowance moves before the previous one.
fn shadowed(subject: &Subject) -> Vec<Option<Mutant>> {
    let clauses = subject.tables("allow");
    (1..clauses.len())
        .map(|ix| {
            let name = clauses.get(ix).map(|clause| id(clause)).unwrap_or_default();
            subject.with("move-up", name, |policy, _| {
                policy.get_mut("allow")?.as_array_mut()?.swap(ix - 1, ix);
                Some(())
            })
        })
        .collect()
}
