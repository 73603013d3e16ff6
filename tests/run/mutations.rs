//! Mutation test of the verifier: `check` must report each mechanical fault in the shipped
//! policies, or `diff` must show it if it changes any decision or text. `RECOURSE_BLESS=1` rewrites
//! the report `mutations.md`.

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
#[path = "../mutants/mod.rs"]
mod mutants;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    mutations::run()
}

#[cfg(not(target_arch = "wasm32"))]
mod mutations {
    use crate::mutants::{Mutant, Subject, mutants};
    use libtest_mimic::{Arguments, Trial};
    use recourse::decide::decide;
    use recourse::policy::Policy;
    use recourse::question::{Facts, Kind, Situation};
    use recourse::types::Day;
    use recourse_authoring::{CompiledPolicy, Finding, PolicyFiles, compile, diff_compiled, load};
    use std::collections::{BTreeMap, BTreeSet};
    use std::fmt::Write;
    use std::path::Path;
    use std::process::ExitCode;
    use std::sync::{Mutex, PoisonError};
    use std::{env, fs};

    /// Most faults of one kind in one policy.
    const MOST: usize = 60;
    /// Fewest faults in all.
    const LEAST: usize = 200;
    /// Situations per topic on which an undetected fault must decide as before.
    const SAMPLE: u64 = 60;
    const REPORT: &str = "mutations.md";

    /// The result of a fault.
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
    enum Fate {
        /// `check` refuses the policy.
        Error,
        /// `check` reports a finding that it did not report before.
        Finding,
        /// `diff` shows a change.
        Diff,
        /// No decision and no text changed.
        Same(String),
        /// A decision changed undetected.
        Missed(String),
    }

    type Fates = BTreeMap<(String, &'static str), Vec<(String, Fate)>>;

    pub(super) fn run() -> ExitCode {
        let fates = all();
        let report = report(&fates);
        if env::var_os("RECOURSE_BLESS").is_some() {
            let _ = fs::write(REPORT, &report);
        }
        let count: usize = fates.values().map(Vec::len).sum();
        let mut trials = vec![
            Trial::test("mutations: at least two hundred faults", move || {
                if count >= LEAST { Ok(()) } else { Err(format!("{count} faults").into()) }
            }),
            Trial::test("mutations: the report is up to date", move || {
                let written = fs::read_to_string(REPORT).unwrap_or_default();
                if written == report {
                    Ok(())
                } else {
                    Err(format!("{REPORT} is out of date; RECOURSE_BLESS=1 rewrites it").into())
                }
            }),
        ];
        for ((store, kind), list) in fates {
            let missed: Vec<String> = list
                .into_iter()
                .filter_map(|(name, fate)| match fate {
                    Fate::Missed(case) => {
                        Some(format!("{name}\n  decided differently, undetected: {case}"))
                    }
                    _ => None,
                })
                .collect();
            trials.push(Trial::test(format!("{store}: {kind}"), move || {
                if missed.is_empty() { Ok(()) } else { Err(missed.join("\n").into()) }
            }));
        }
        libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
    }

    fn all() -> Fates {
        let fates = Mutex::new(Fates::new());
        std::thread::scope(|scope| {
            for store in ["hekka", "xiaomiforsale"] {
                let fates = &fates;
                scope.spawn(move || of_store(store, fates));
            }
        });
        fates.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn of_store(store: &str, fates: &Mutex<Fates>) {
        let shared = Path::new("../shared");
        let Ok(mut files) = load(&shared.join("policies"), &shared.join("statutes"), store) else {
            return;
        };
        // Translations are left out: their extra texts would be reported before the fault itself.
        files.texts.retain(|(language, _, _)| language == "en");
        let Ok(bundle) = compile(&files) else { return };
        let texts = files.texts.first().map(|(_, _, text)| text.clone());
        let (Ok(policy), Ok(texts)) = (files.policy.1.parse(), texts.unwrap_or_default().parse())
        else {
            return;
        };
        let known = finding_messages(&bundle.findings);
        for mutant in mutants(&Subject { policy, texts }, MOST) {
            let fate = fate(&files, &bundle, &known, &mutant);
            let mut fates = fates.lock().unwrap_or_else(PoisonError::into_inner);
            fates.entry((store.to_owned(), mutant.kind)).or_default().push((mutant.name, fate));
        }
    }

    /// Findings without positions. The note about the cases of a last clause describes a policy and
    /// is no error: it changes with nearly every fault, so it does not count.
    fn finding_messages(findings: &[Finding]) -> BTreeSet<(&'static str, String, bool)> {
        findings
            .iter()
            .filter(|finding| finding.code != "caught-by-else")
            .map(|finding| (finding.code, finding.message.clone(), finding.accepted.is_some()))
            .collect()
    }

    fn fate(
        files: &PolicyFiles,
        before: &CompiledPolicy,
        known: &BTreeSet<(&'static str, String, bool)>,
        mutant: &Mutant,
    ) -> Fate {
        let mut changed = files.clone();
        changed.policy.1 = mutant.policy.clone();
        for (_, _, text) in &mut changed.texts {
            text.clone_from(&mutant.texts);
        }
        let Ok(after) = compile(&changed) else { return Fate::Error };
        if finding_messages(&after.findings).difference(known).next().is_some() {
            return Fate::Finding;
        }
        match diff_compiled((files, before), (&changed, &after), None) {
            Ok(diff) if diff.changes.is_empty() && diff.parts.is_empty() => {
                same(before, &after, mutant)
            }
            _ => Fate::Diff,
        }
    }

    /// An undetected fault must not change any decision.
    fn same(before: &CompiledPolicy, after: &CompiledPolicy, mutant: &Mutant) -> Fate {
        for topic in &before.policy.parts().topics {
            for seed in 0..SAMPLE {
                let facts = facts(&before.policy, seed);
                let decided = [&before.policy, &after.policy]
                    .map(|policy| decided(policy, topic.id.as_str(), &facts));
                if let [Some(one), Some(other)] = &decided
                    && one != other
                {
                    return Fate::Missed(format!("{} {facts:?}", topic.id));
                }
            }
        }
        let clause = mutant.name.split(':').next().unwrap_or_default();
        let noted = before.findings.iter().any(|finding| {
            finding.code.starts_with("idle") && finding.on.as_deref() == Some(clause)
        });
        let promised = promises(&mutant.policy).contains(clause);
        if promised {
            return Fate::Same("a promise is no rule: it holds either way".into());
        }
        Fate::Same(if noted {
            "the part is idle, and check says so".into()
        } else {
            "no case tells the versions apart".into()
        })
    }

    fn promises(policy: &str) -> BTreeSet<String> {
        let table: toml::Table = policy.parse().unwrap_or_default();
        let list =
            table.get("promise").and_then(toml::Value::as_array).cloned().unwrap_or_default();
        list.iter().filter_map(|promise| promise.get("id")?.as_str().map(str::to_owned)).collect()
    }

    fn decided(policy: &Policy, topic: &str, facts: &BTreeMap<String, String>) -> Option<String> {
        let today = Day::parse("2026-11-20").ok()?;
        let texts = facts.iter().map(|(id, answer)| (id.as_str(), answer.as_str()));
        let facts = Facts::parse(policy.questions(), texts, today).ok()?;
        let topic =
            policy.parts().topics.iter().find(|known| known.id.as_str() == topic)?.id.clone();
        let decision = decide(policy, &Situation { topic, facts, today });
        // The hash identifies the file, not the decision.
        serde_json::to_string(&(decision.remedies, decision.nearest_change)).ok()
    }

    /// Pseudorandom answers to every question from a seed: the same on every run.
    fn facts(policy: &Policy, seed: u64) -> BTreeMap<String, String> {
        let today = Day::parse("2026-11-20").unwrap_or(Day::MIN);
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(1);
        let mut pick = |count: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap_or_default() % count.max(1)
        };
        let mut facts = BTreeMap::new();
        for question in policy.questions().iter().filter(|question| question.is_asked()) {
            let answers: Vec<String> = match &question.kind {
                Kind::Choice { options } => options.iter().map(ToString::to_string).collect(),
                Kind::YesNo => ["yes", "no"].map(str::to_owned).to_vec(),
                Kind::Date { .. } => {
                    let back = [
                        0, 1, 2, 3, 4, 7, 8, 13, 14, 15, 16, 28, 29, 30, 31, 60, 89, 90, 91, 92,
                        364, 365, 366, 800,
                    ];
                    back.map(|days: i32| today.plus_days(-days).to_string()).to_vec()
                }
                Kind::Money { .. } => {
                    ["5.00", "14.99", "15.00", "99.99", "100.00", "100.01", "500.00"]
                        .map(str::to_owned)
                        .to_vec()
                }
                Kind::Place { .. } => {
                    ["DE", "GB", "US", "MX", "UA", "UA-43", "IN", "BR", "ZA", "SG"]
                        .map(str::to_owned)
                        .to_vec()
                }
                Kind::Span { .. } => continue,
            };
            let states = [(question.unknown, "unknown"), (question.none, "none")];
            let states = states
                .into_iter()
                .filter(|(allowed, _)| *allowed)
                .map(|(_, state)| state.to_owned());
            let all: Vec<String> = answers.into_iter().chain(states).collect();
            let answer = all.get(pick(all.len())).cloned().unwrap_or_default();
            facts.insert(question.id.to_string(), answer);
        }
        facts
    }

    fn report(fates: &Fates) -> String {
        let mut text = String::from(
            "# Mutations of the shipped policies\n\n\
             Written by `RECOURSE_BLESS=1 cargo test -p recourse-tests --test mutations`; \
             the test fails if it is out of date.\n\
             A fault is *killed* if `recourse check` refuses the policy or reports a new finding, \
             or if `recourse diff` shows a change.\n\n\
             | policy | kind of fault | faults | refused | finding | diff | killed \
             | changes nothing |\n\
             |---|---|---:|---:|---:|---:|---:|---:|\n",
        );
        for ((store, kind), list) in fates {
            let _ = writeln!(text, "{}", row(store, kind, list.iter().map(|(_, fate)| fate)));
        }
        let every = fates.values().flatten().map(|(_, fate)| fate);
        let _ = writeln!(text, "{}", row("both", "all", every));
        text.push_str(
            "\n## Survivors\n\nEach decides every sampled situation byte for byte as before.\n\n",
        );
        for ((store, kind), list) in fates {
            for (name, fate) in list {
                if let Fate::Same(why) = fate {
                    let _ = writeln!(text, "* {store}, {kind}, `{name}`: {why}");
                }
            }
        }
        text
    }

    fn row<'a>(store: &str, kind: &str, fates: impl Iterator<Item = &'a Fate>) -> String {
        let fates: Vec<&Fate> = fates.collect();
        let count = |want: fn(&Fate) -> bool| fates.iter().filter(|fate| want(fate)).count();
        let (refused, finding, shown) = (
            count(|fate| *fate == Fate::Error),
            count(|fate| *fate == Fate::Finding),
            count(|fate| *fate == Fate::Diff),
        );
        let same = count(|fate| matches!(fate, Fate::Same(_)));
        let killed = refused + finding + shown;
        let changing = fates.len() - same;
        let rate = if changing == 0 { 100.0 } else { ratio(killed, changing) };
        format!(
            "| {store} | {kind} | {} | {refused} | {finding} | {shown} | {rate:.0} % | {same} |",
            fates.len()
        )
    }

    fn ratio(part: usize, whole: usize) -> f64 {
        let float = |count: usize| u32::try_from(count).map_or(0.0, f64::from);
        100.0 * float(part) / float(whole)
    }
}
