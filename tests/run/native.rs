//! Decides every case in this process: one named test per case, and one per blessed transcript.
//!
//! `RECOURSE_BLESS=1` rewrites `cases/<store>/<file>.decisions.jsonl`, if every intent of the file
//! holds.

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    native::run()
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use libtest_mimic::{Arguments, Failed, Trial};
    use recourse::policy::Policy;
    use recourse_tests::intent::mismatches;
    use recourse_tests::report::failure;
    use recourse_tests::transcript::{blessed_line, line};
    use recourse_tests::{Case, Corpus, Outcome, corpus, decide_case};
    use std::collections::BTreeMap;
    use std::path::{Path, PathBuf};
    use std::process::ExitCode;
    use std::{env, fs};

    /// A case with its outcome.
    struct Decided {
        case: Case,
        outcome: Result<Outcome, String>,
    }

    pub(super) fn run() -> ExitCode {
        let corpus = match corpus() {
            Ok(corpus) => corpus,
            Err(error) => {
                eprintln!("the corpus cannot be read: {error}");
                return ExitCode::FAILURE;
            }
        };
        let decided = decide_all(&corpus);
        write_transcript(&decided);
        let mut trials: Vec<Trial> = corpus.policies.iter().map(compiles).collect();
        let readable = corpus.errors.join("\n");
        trials.push(Trial::test("corpus: every case file can be read", move || {
            if readable.is_empty() { Ok(()) } else { Err(readable.into()) }
        }));
        trials.extend(blessings(&decided));
        trials
            .extend(decided.into_iter().map(|one| Trial::test(one.case.id(), move || holds(&one))));
        libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
    }

    fn decide_all(corpus: &Corpus) -> Vec<Decided> {
        let policies = corpus.policies();
        let outcome = |case: &Case| match policies.get(&case.store) {
            Some(policy) => decide_case(policy, case),
            None => Err(format!("the policy `{}` is missing or does not compile", case.store)),
        };
        corpus
            .cases
            .iter()
            .map(|case| Decided { outcome: outcome(case), case: case.clone() })
            .collect()
    }

    fn compiles(store: &recourse_tests::corpus::Store) -> Trial {
        let store = store.clone();
        Trial::test(
            format!("{}/the policy compiles and survives its bytes", store.store),
            move || {
                let corpus =
                    Corpus { policies: vec![store.clone()], cases: Vec::new(), errors: Vec::new() };
                let policy: Option<Policy> = corpus.policies().into_values().next();
                match policy {
                    Some(_) => Ok(()),
                    None => Err(Failed::from(store.errors.join("\n"))),
                }
            },
        )
    }

    fn holds(one: &Decided) -> Result<(), Failed> {
        let outcome =
            one.outcome.as_ref().map_err(|error| format!("{}: {error}", one.case.place()))?;
        let wrong = mismatches(&one.case, outcome);
        if wrong.is_empty() { Ok(()) } else { Err(failure(&one.case, "native", "", &wrong).into()) }
    }

    /// One test per case file: the whole decisions equal the blessed ones.
    fn blessings(decided: &[Decided]) -> Vec<Trial> {
        let mut files: BTreeMap<(String, String), (String, bool)> = BTreeMap::new();
        for one in decided {
            let key = (one.case.store.clone(), one.case.file.clone());
            let (text, good) = files.entry(key).or_insert_with(|| (String::new(), true));
            *good &= holds(one).is_ok();
            if let Ok(outcome) = &one.outcome {
                text.push_str(&blessed_line(&one.case, outcome));
            }
        }
        let trial = |((store, file), (text, good)): ((String, String), (String, bool))| {
            Trial::test(format!("{store}/{file}/whole decisions are as blessed"), move || {
                blessed(
                    &Path::new("cases").join(&store).join(format!("{file}.decisions.jsonl")),
                    &text,
                    good,
                )
            })
        };
        files.into_iter().map(trial).collect()
    }

    fn blessed(path: &Path, text: &str, good: bool) -> Result<(), Failed> {
        let before = fs::read_to_string(path).unwrap_or_default();
        if before == text {
            return Ok(());
        }
        if env::var_os("RECOURSE_BLESS").is_some() {
            if !good {
                return Err("not blessed: an intent of this file does not hold".into());
            }
            return fs::write(path, text).map_err(|error| Failed::from(error.to_string()));
        }
        Err(first_difference(path, &before, text).into())
    }

    fn first_difference(path: &Path, before: &str, now: &str) -> String {
        let pairs = before.lines().map(Some).chain(std::iter::repeat(None));
        let (old, new) = pairs
            .zip(now.lines().map(Some).chain(std::iter::once(None)))
            .find(|(old, new)| old != new)
            .unwrap_or((None, None));
        format!(
            "{} differs; if every change is intended, run the tests once with RECOURSE_BLESS=1\n  \
             blessed  {}\n      now  {}",
            path.display(),
            old.unwrap_or("(nothing)"),
            new.unwrap_or("(nothing)"),
        )
    }

    fn write_transcript(decided: &[Decided]) {
        let lines = decided
            .iter()
            .filter_map(|one| one.outcome.as_ref().ok().map(|outcome| line(&one.case, outcome)));
        let folder = PathBuf::from("../target/transcripts");
        // Not a test: a missing folder must not hide the results of the cases.
        let _ = fs::create_dir_all(&folder);
        let _ = fs::write(folder.join("native.jsonl"), lines.collect::<String>());
    }
}
