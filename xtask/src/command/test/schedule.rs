//! Runs parts side by side: one per slot of their lane, each after the parts that it needs.

use super::part::{Lane, Part};
use super::process::Ended;
use std::collections::BTreeSet;
use std::sync::mpsc::{self, Receiver};

/// Which parts are running, have passed and have failed, by name.
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

    /// Records the result of a part that ended or was skipped.
    fn finish(&mut self, part: &Part, ended: &Ended) {
        self.running.remove(part.name);
        let set = if ended.count.failed == 0 { &mut self.passed } else { &mut self.failed };
        set.insert(part.name);
    }
}

/// What to do with the first part that can be started or skipped.
#[derive(Debug)]
enum Step<'a> {
    Start(&'a Part),
    /// A part, and the part that it needs and that failed.
    Skip(&'a Part, &'static str),
}

/// The next step, or nothing until a running part ends.
fn next<'a>(parts: &[&'a Part], progress: &Progress) -> Option<Step<'a>> {
    let is_run = |name: &str| parts.iter().any(|part| part.name == name);
    let is_free = |lane: Lane| {
        let same = |part: &&&Part| part.lane == lane && progress.running.contains(part.name);
        parts.iter().filter(same).count() < lane.slots()
    };
    parts.iter().copied().filter(|part| progress.is_waiting(part)).find_map(|part| {
        let mut needs = part.needs.iter().filter(|need| is_run(need));
        if let Some(need) = needs.clone().find(|need| progress.failed.contains(*need)) {
            return Some(Step::Skip(part, need));
        }
        let is_ready = needs.all(|need| progress.passed.contains(need));
        (is_ready && is_free(part.lane)).then_some(Step::Start(part))
    })
}

/// Runs all parts with `run` and gives each to `show` when it ends; the results are in the order
/// of `parts`.
pub(super) fn run<'a>(
    parts: &[&'a Part],
    run: impl Fn(&Part) -> Ended + Sync,
    show: impl Fn(&Part, &Ended),
) -> Vec<(&'a Part, Ended)> {
    let (mut progress, mut rows, run) = (Progress::default(), Vec::new(), &run);
    std::thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        let start = |part: &'a Part| {
            let sender = sender.clone();
            scope.spawn(move || sender.send((part, run(part))));
        };
        while let Some((part, ended)) = next_result(parts, &mut progress, start, &receiver) {
            progress.finish(part, &ended);
            show(part, &ended);
            rows.push((part, ended));
        }
    });
    rows.sort_by_key(|(part, _)| parts.iter().position(|other| other.name == part.name));
    rows
}

/// Starts every part that can be started, then waits for one to end. Returns it, or a part that is
/// skipped; nothing once all have ended.
fn next_result<'a>(
    parts: &[&'a Part],
    progress: &mut Progress,
    start: impl Fn(&'a Part),
    ended: &Receiver<(&'a Part, Ended)>,
) -> Option<(&'a Part, Ended)> {
    loop {
        match next(parts, progress) {
            Some(Step::Start(part)) => {
                progress.running.insert(part.name);
                start(part);
            }
            Some(Step::Skip(part, need)) => {
                return Some((part, Ended::not_run(&format!("`{need}` failed"))));
            }
            None if progress.running.is_empty() => return None,
            None => return ended.recv().ok(),
        }
    }
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
        while let Some(Step::Start(part)) = next(&parts, &progress) {
            progress.running.insert(part.name);
            started.push(part.name);
        }
        assert_eq!(started, ["worker", "faults", "native"]);
    }

    #[test]
    fn schedule_needs_only_what_is_run() {
        let parts = [&PARTS[1]];
        let step = next(&parts, &Progress::default());
        assert!(matches!(step, Some(Step::Start(part)) if part.name == "worker"), "{step:?}");
    }
}
