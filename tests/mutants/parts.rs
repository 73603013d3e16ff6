//! Faults in everything except clauses: questions, topics, proofs, timers, promises, quotes and
//! texts.

use super::{Mutant, Subject, id, table};
use toml::Value;

pub(super) fn faults(subject: &Subject) -> Vec<Mutant> {
    let mut all = questions(subject);
    all.extend(promises(subject));
    all.extend(numbers(subject));
    all.extend(texts(subject));
    for (ix, topic) in subject.tables("topic").into_iter().enumerate() {
        for part in ["notes", "timers", "remedies"] {
            all.push(subject.with(
                "orphan-part",
                format!("{}: last of {part}", id(topic)),
                |policy, _| {
                    table(policy, "topic", ix)?.get_mut(part)?.as_array_mut()?.pop().map(drop)
                },
            ));
        }
        all.push(subject.with("drop-right", id(topic), |policy, _| {
            table(policy, "topic", ix)?.remove("right").map(drop)
        }));
    }
    for key in ["exclude", "allow"] {
        for (ix, clause) in subject.tables(key).into_iter().enumerate() {
            all.push(subject.with("other-quote", id(clause), |policy, _| {
                let quote = table(policy, key, ix)?.get_mut("quote")?;
                *quote = Value::String(quote.as_str()?.replacen(' ', " not ", 1));
                Some(())
            }));
        }
    }
    all.into_iter().flatten().collect()
}

fn questions(subject: &Subject) -> Vec<Option<Mutant>> {
    let mut all = Vec::new();
    let questions = subject.tables("question");
    for (ix, question) in questions.iter().enumerate() {
        for part in ["unknown", "none", "not_before", "future", "changeable"] {
            all.push(subject.with(
                "drop-state",
                format!("{}: {part}", id(question)),
                |policy, _| table(policy, "question", ix)?.remove(part).map(drop),
            ));
        }
        if ix > 0 {
            all.push(subject.with("reorder-questions", id(question), |policy, _| {
                policy.get_mut("question")?.as_array_mut()?.swap(ix - 1, ix);
                Some(())
            }));
        }
        all.push(subject.with("drop-question", id(question), |policy, _| {
            let list = policy.get_mut("question")?.as_array_mut()?;
            list.remove(ix);
            Some(())
        }));
    }
    all
}

/// The promise is changed here; `other-verdict` changes the clause that keeps it.
fn promises(subject: &Subject) -> Vec<Option<Mutant>> {
    let broken = |ix: usize, name: String| {
        subject.with("break-promise", name, |policy, _| {
            table(policy, "promise", ix)?
                .insert("verdict".to_owned(), Value::String("refused".to_owned()));
            Some(())
        })
    };
    subject
        .tables("promise")
        .iter()
        .enumerate()
        .map(|(ix, promise)| broken(ix, id(promise)))
        .collect()
}

fn numbers(subject: &Subject) -> Vec<Option<Mutant>> {
    let mut all = Vec::new();
    for (key, part) in [("timer", "hours"), ("proof", "count")] {
        for (ix, owner) in subject.tables(key).into_iter().enumerate() {
            all.push(subject.with("other-number", format!("{key} {}", id(owner)), |policy, _| {
                let owner = table(policy, key, ix)?;
                let now = owner.get(part).and_then(Value::as_integer).unwrap_or(1);
                owner.insert(part.to_owned(), Value::Integer(now + 1));
                Some(())
            }));
        }
    }
    for (ix, proof) in subject.tables("proof").into_iter().enumerate() {
        all.push(subject.with("other-need", id(proof), |policy, _| {
            let need = table(policy, "proof", ix)?.get_mut("need")?;
            *need = Value::String(
                if need.as_str() == Some("required") { "recommended" } else { "required" }
                    .to_owned(),
            );
            Some(())
        }));
    }
    all
}

fn texts(subject: &Subject) -> Vec<Option<Mutant>> {
    let Some(clauses) = subject.texts.get("clause").and_then(Value::as_table) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for key in clauses.keys() {
        all.push(subject.with("drop-text", key.clone(), |_, texts| {
            texts.get_mut("clause")?.as_table_mut()?.remove(key).map(drop)
        }));
        all.push(subject.with("other-text", key.clone(), |_, texts| {
            let text = texts.get_mut("clause")?.get_mut(key)?;
            *text = Value::String(format!("{} Perhaps.", text.as_str()?));
            Some(())
        }));
    }
    all
}
