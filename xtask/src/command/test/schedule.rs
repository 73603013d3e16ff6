//! Runs parts side by side: one per slot of their lane, each after the parts that it needs.

use super::part::{Lane, Part};
use super::process::Ended;
use std::collections::BTreeSet;
use std::sync::mpsc;

/// Where the parts stand, by name.
#[derive(Debug, Default)]
struct Progress {
    running: BTreeSet<&'static str>,
    passed: BTreeSet<&'static str>,
    failed: BTreeSet<&'static str>,
}

impl Progress {
    fn is_waiting(&self, part: &Part) -> bool {
        [&self.running, &self.passed, &self.failed].iter().all(|set| !set.contains(part.name))
    }
}

/// What to do with the first part that waits for nothing more.
#[derive(Debug, PartialEq, Eq)]
enum Step {
    Start(&'static str),
    /// A part, and the part that it needs and that failed.
    Skip(&'static str, &'static str),
}

/// The next step, or nothing until a running part ends.
fn next(parts: &[&Part], progress: &Progress) -> Option<Step> {
    let is_run = |name: &str| parts.iter().any(|part| part.name == name);
    let is_free = |lane: Lane| {
        let same = |part: &&&Part| part.lane == lane && progress.running.contains(part.name);
        parts.iter().filter(same).count() < lane.slots()
    };
    parts.iter().filter(|part| progress.is_waiting(part)).find_map(|part| {
        let mut needs = part.needs.iter().filter(|need| is_run(need));
        if let Some(need) = needs.clone().find(|need| progress.failed.contains(*need)) {
            return Some(Step::Skip(part.name, need));
        }
        let is_ready = needs.all(|need| progress.passed.contains(need));
        (is_ready && is_free(part.lane)).then_some(Step::Start(part.name))
    })
}

/// Runs all parts with `run` and gives each to `show` when it ends; the results are in the order
/// of `parts`.
pub(super) fn run<'a>(
    parts: &[&'a Part],
    run: impl Fn(&Part) -> Ended + Sync,
    show: impl Fn(&Part, &Ended),
) -> Vec<(&'a Part, Ended)> {
    let (mut progress, mut rows) = (Progress::default(), Vec::new());
    let named = |name: &str| parts.iter().copied().find(|part| part.name == name);
    std::thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        loop {
            let step = next(parts, &progress);
            let (part, ended) = match step {
                Some(Step::Start(name)) => {
                    let (Some(part), sender, run) = (named(name), sender.clone(), &run) else {
                        break;
                    };
                    progress.running.insert(name);
                    scope.spawn(move || sender.send((part, run(part))));
                    continue;
                }
                Some(Step::Skip(name, need)) => {
                    let Some(part) = named(name) else { break };
                    (part, Ended::not_run(&format!("`{need}` failed")))
                }
                None if progress.running.is_empty() => break,
                None => match receiver.recv() {
                    Ok(ended) => ended,
                    Err(_) => break,
                },
            };
            progress.running.remove(part.name);
            let set =
                if ended.count.failed == 0 { &mut progress.passed } else { &mut progress.failed };
            set.insert(part.name);
            show(part, &ended);
            rows.push((part, ended));
        }
    });
    rows.sort_by_key(|(part, _)| parts.iter().position(|other| other.name == part.name));
    rows
}

#[cfg(test)]
mod tests {
    use super::super::count::Count;
    use super::super::part::Lane::{Compute, Wait};
    use super::*;
    use std::sync::Mutex;
    use std::time::Duration;

    const fn part(name: &'static str, lane: Lane, needs: &'static [&'static str]) -> Part {
        Part { name, lane, needs, is_quick: false, run: |_| Ok(Count::PASSED) }
    }

    const PARTS: [Part; 6] = [
        part("build", Wait, &[]),
        part("worker", Wait, &["build"]),
        part("faults", Wait, &["build"]),
        part("engines", Wait, &["build"]),
        part("native", Compute, &[]),
        part("clippy", Compute, &[]),
    ];

    fn ended(part: &Part, failing: &str) -> Ended {
        let count = if part.name == failing { Count::FAILED } else { Count::PASSED };
        Ended { count, time: Duration::ZERO, output: String::new() }
    }

    /// The names of the parts in the order in which they were started, and all results.
    fn scheduled(failing: &str) -> (Vec<&'static str>, Vec<(&'static Part, Ended)>) {
        let parts: Vec<&Part> = PARTS.iter().collect();
        let started = Mutex::new(Vec::new());
        let start = |part: &Part| {
            started.lock().unwrap().push(part.name);
            ended(part, failing)
        };
        let rows = run(&parts, start, |_, _| ());
        (started.into_inner().unwrap(), rows)
    }

    #[test]
    fn schedule_runs_every_part_once_after_its_needs() {
        let (started, rows) = scheduled("");
        assert_eq!(
            rows.iter().map(|(part, _)| part.name).collect::<Vec<_>>(),
            ["build", "worker", "faults", "engines", "native", "clippy"]
        );
        let at = |name| started.iter().position(|started| *started == name).unwrap();
        assert_eq!(started.len(), PARTS.len());
        assert!(["worker", "faults", "engines"].iter().all(|name| at("build") < at(name)));
    }

    #[test]
    fn schedule_counts_a_part_as_failed_whose_need_failed() {
        let (started, rows) = scheduled("build");
        assert!(!started.contains(&"worker"));
        let failed: Vec<_> = rows.iter().filter(|(_, ended)| ended.count.failed > 0).collect();
        assert_eq!(failed.len(), 4, "build and the three parts that need it");
        assert_eq!(failed[1].1.output, "not run: `build` failed");
        assert!(started.contains(&"clippy"), "other parts run all the same");
    }

    #[test]
    fn schedule_starts_no_more_parts_of_a_lane_than_it_has_slots() {
        let parts: Vec<&Part> = PARTS.iter().collect();
        let mut progress = Progress::default();
        progress.passed.insert("build");
        let mut started = Vec::new();
        while let Some(Step::Start(name)) = next(&parts, &progress) {
            progress.running.insert(name);
            started.push(name);
        }
        assert_eq!(started, ["worker", "faults", "native"]);
    }

    #[test]
    fn schedule_needs_only_what_is_run() {
        let parts = [&PARTS[1]];
        assert_eq!(next(&parts, &Progress::default()), Some(Step::Start("worker")));
    }
}
