//! The rules crate compared with the second interpreter: on every case of every shipped policy, in
//! whole decisions on a sample of each topic, and on synthetic policies.
//! `RECOURSE_ORACLE_CASES=1000000 cargo test -p recourse-tests --test oracle made_up` is the long
//! run.

#![cfg_attr(
    not(target_arch = "wasm32"),
    expect(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        reason = "a test may panic"
    )
)]

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
#[path = "../oracle/mod.rs"]
mod oracle;

#[cfg(not(target_arch = "wasm32"))]
#[path = "../oracle/fast.rs"]
mod fast;

#[cfg(not(target_arch = "wasm32"))]
#[path = "../oracle/regions.rs"]
mod regions;

#[cfg(not(target_arch = "wasm32"))]
#[path = "../oracle/compare.rs"]
mod compare;

#[cfg(not(target_arch = "wasm32"))]
#[path = "../oracle/deadlines.rs"]
mod deadlines;

#[cfg(not(target_arch = "wasm32"))]
#[path = "../oracle/abroad.rs"]
mod abroad;

#[cfg(not(target_arch = "wasm32"))]
#[path = "../oracle/made_up.rs"]
mod made_up;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    use libtest_mimic::{Arguments, Trial};
    let mut trials: Vec<Trial> = Vec::new();
    for (folder, stores) in [("../shared/policies", &SHIPPED[..]), ("real-policies", &REAL[..])] {
        for store in stores {
            let subject = compare::Subject::load_from(folder, store);
            trials.extend(of_subject(Box::leak(Box::new(subject))));
        }
    }
    for store in ["hekka", "xiaomiforsale"] {
        trials.push(Trial::test(format!("{store}: last days after public holidays"), move || {
            Ok(abroad::past_holidays(store)?)
        }));
    }
    trials.push(Trial::test("places: every code of a place gets the same answer", || {
        Ok(abroad::every_place()?)
    }));
    trials.push(Trial::test("oracle: a fault of one day is detected", || {
        Ok(compare::a_fault_is_noticed()?)
    }));
    trials.push(Trial::test("made_up policies", || Ok(made_up::run()?)));
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(2);
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// The policies that are shipped.
#[cfg(not(target_arch = "wasm32"))]
const SHIPPED: [&str; 2] = ["hekka", "xiaomiforsale"];

/// The policies of real shops that compile (`decathlon` has a gap).
#[cfg(not(target_arch = "wasm32"))]
const REAL: [&str; 10] =
    ["anker", "chicken", "dinar", "furniture", "latest", "steam", "unk", "yen", "zalando", "zara"];

#[cfg(not(target_arch = "wasm32"))]
fn of_subject(subject: &'static compare::Subject) -> Vec<libtest_mimic::Trial> {
    type Check = fn(&compare::Subject, &str) -> Result<(), String>;
    const CHECKS: [(&str, Check); 4] = [
        ("every case", fast::every_case),
        ("whole decisions", compare::whole_decisions),
        ("early answers", compare::early_answers),
        ("first and last days", deadlines::topic),
    ];
    let each = subject.oracle.topics.iter().flat_map(|topic| CHECKS.map(|check| (topic, check)));
    let trial = |(topic, (name, check)): (&'static oracle::Topic, (&str, Check))| {
        libtest_mimic::Trial::test(format!("{} {}: {name}", subject.store, topic.id), move || {
            Ok(check(subject, &topic.id)?)
        })
    };
    each.map(trial).collect()
}
