//! The rules crate against the second interpreter: on every case of every shipped policy, in whole decisions on a sample of
//! each topic, and on made-up policies. `RECOURSE_ORACLE_CASES=1000000 cargo test -p recourse-tests --test oracle made_up` is the
//! long run.

#![cfg_attr(
    not(target_arch = "wasm32"),
    expect(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        reason = "a test may stop where it stands"
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
#[path = "../oracle/abroad.rs"]
mod abroad;

#[cfg(not(target_arch = "wasm32"))]
#[path = "../oracle/made_up.rs"]
mod made_up;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    use libtest_mimic::{Arguments, Trial};
    let mut trials = Vec::new();
    for store in ["hekka", "xiaomiforsale"] {
        let subject: &'static compare::Subject = Box::leak(Box::new(compare::Subject::load(store)));
        for topic in &subject.oracle.topics {
            let id = topic.id.clone();
            trials.push(Trial::test(format!("{store} {id}: every case"), move || {
                Ok(fast::every_case(subject, &id)?)
            }));
            let id = topic.id.clone();
            trials.push(Trial::test(format!("{store} {id}: whole decisions"), move || {
                Ok(compare::whole_decisions(subject, &id)?)
            }));
            let id = topic.id.clone();
            trials.push(Trial::test(format!("{store} {id}: early answers"), move || {
                Ok(compare::early_answers(subject, &id)?)
            }));
        }
    }
    for store in ["hekka", "xiaomiforsale"] {
        trials.push(Trial::test(format!("{store}: last days past public holidays"), move || {
            Ok(abroad::past_holidays(store)?)
        }));
    }
    trials.push(Trial::test("places: every code of a place gets its answer", || Ok(abroad::every_place()?)));
    trials.push(Trial::test("a fault of one day is noticed", || Ok(compare::a_fault_is_noticed()?)));
    trials.push(Trial::test("made_up policies", || Ok(made_up::run()?)));
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(2);
    libtest_mimic::run(&arguments, trials).exit_code()
}
