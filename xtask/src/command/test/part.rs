//! The parts of `cargo xtask test`: the needs and the lane of each.

use super::count::Count;
use super::{browser_parts as browsers, cargo_parts as cargo};
use anyhow::Result;

/// Where a part runs. Each lane has its own number of parts that run at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lane {
    /// Compiles, or computes on both cores: cargo's lock lets one run at a time. Low priority.
    Compute,
    /// Mostly waits: for a browser, the local runtime, a registry.
    Wait,
}

impl Lane {
    /// Parts of a lane that run at the same time.
    pub(super) fn slots(self) -> usize {
        match self {
            Lane::Compute => 1,
            Lane::Wait => 2,
        }
    }
}

/// A part of the tests.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) name: &'static str,
    pub(super) lane: Lane,
    /// Parts that must have passed before, if they are run too.
    pub(super) needs: &'static [&'static str],
    /// Whether `--quick` runs it.
    pub(super) is_quick: bool,
    /// Runs it; `true` leaves out what takes long.
    pub(super) run: fn(bool) -> Result<Count>,
}

const fn part(
    name: &'static str,
    lane: Lane,
    needs: &'static [&'static str],
    run: fn(bool) -> Result<Count>,
) -> Part {
    Part { name, lane, needs, is_quick: false, run }
}

const fn quick(part: Part) -> Part {
    Part { is_quick: true, ..part }
}

use Lane::{Compute, Wait};

/// All parts. Of those that could start, the first one starts: the longest chains come first.
pub(super) const PARTS: [Part; 15] = [
    quick(part("format", Wait, &[], cargo::format)),
    quick(part("build", Wait, &[], browsers::build)),
    quick(part("compile", Compute, &[], cargo::compile)),
    quick(part("worker", Wait, &["build", "compile"], browsers::worker)),
    quick(part("browser", Compute, &["compile"], browsers::browser)),
    part("engines", Wait, &["build"], browsers::engines),
    part("packages", Wait, &["build", "compile"], browsers::packages),
    part("faults", Wait, &["build"], browsers::faults),
    part("licences", Wait, &[], cargo::licences),
    quick(part("native", Compute, &["compile"], cargo::native)),
    part("policies", Compute, &["compile"], cargo::policies),
    part("sizes", Compute, &["build", "compile"], browsers::sizes),
    quick(part("clippy", Compute, &[], cargo::clippy)),
    part("clippy-wasm", Compute, &[], cargo::clippy_wasm),
    part("docs", Compute, &[], cargo::docs),
];

/// The names of all parts.
pub(crate) fn names() -> Vec<&'static str> {
    PARTS.iter().map(|part| part.name).collect()
}

#[cfg(test)]
mod tests {
    use super::PARTS;

    #[test]
    fn parts_need_parts_before_them() {
        for (at, part) in PARTS.iter().enumerate() {
            for need in part.needs {
                let before = PARTS.iter().position(|other| other.name == *need);
                assert!(before.is_some_and(|before| before < at), "{} needs {need}", part.name);
            }
        }
    }

    #[test]
    fn parts_of_the_quick_run_need_quick_parts() {
        let is_quick = |name: &str| PARTS.iter().any(|part| part.name == name && part.is_quick);
        for part in PARTS.iter().filter(|part| part.is_quick) {
            assert!(part.needs.iter().all(|need| is_quick(need)), "{}", part.name);
        }
    }
}
