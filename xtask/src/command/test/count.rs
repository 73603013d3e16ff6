//! How many single tests passed and failed, from the closing lines of the test runners.

use crate::process::{finish, run_and_keep};
use anyhow::{Result, bail};
use std::iter::Sum;
use std::process::Command;

/// How many single tests passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) passed: u64,
    pub(super) failed: u64,
}

impl Count {
    /// A check that failed as a whole.
    pub(super) const FAILED: Count = Count { passed: 0, failed: 1 };
    /// A check that passed as a whole.
    pub(super) const PASSED: Count = Count { passed: 1, failed: 0 };

    /// The line that [`Count::from_line`] reads.
    pub(super) fn to_line(self) -> String {
        format!("{} {}", self.passed, self.failed)
    }

    /// The count in a report of a part; nothing if the report is incomplete.
    pub(super) fn from_line(line: &str) -> Option<Count> {
        let (passed, failed) = line.split_once(' ')?;
        Some(Count { passed: passed.parse().ok()?, failed: failed.parse().ok()? })
    }
}

impl Sum for Count {
    fn sum<I: Iterator<Item = Count>>(counts: I) -> Count {
        counts.fold(Count::default(), |sum, count| Count {
            passed: sum.passed + count.passed,
            failed: sum.failed + count.failed,
        })
    }
}

/// Runs a check that counts as one test.
pub(super) fn single(command: &mut Command) -> Result<Count> {
    finish(command).map(|()| Count::PASSED)
}

/// Runs a program that runs tests; it fails if it ran none.
pub(super) fn counted(command: &mut Command) -> Result<Count> {
    let printed = run_and_keep(command)?;
    let mut count = count(&printed.text);
    if !printed.success && count.failed == 0 {
        count.failed = 1;
    }
    if printed.success && count.passed == 0 {
        bail!("{command:?} ran no test");
    }
    Ok(count)
}

/// Sums the closing lines of cargo's and Node's test runners.
fn count(text: &str) -> Count {
    let mut count = Count::default();
    for line in text.lines() {
        let words: Vec<&str> =
            line.split([' ', ';', '.']).filter(|word| !word.is_empty()).collect();
        match words.as_slice() {
            ["test", "result:", _, passed, "passed", failed, "failed", ..] => {
                count.passed += passed.parse::<u64>().unwrap_or(0);
                count.failed += failed.parse::<u64>().unwrap_or(0);
            }
            ["ℹ" | "#", "pass", passed] => count.passed += passed.parse::<u64>().unwrap_or(0),
            ["ℹ" | "#", "fail", failed] => count.failed += failed.parse::<u64>().unwrap_or(0),
            _ => {}
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn count_sums_the_closing_lines_of_both_runners() {
        let text = "test result: ok. 14 passed; 0 failed; 0 ignored\n\
                    test result: FAILED. 2 passed; 1 failed;\nℹ pass 3\n# fail 1\n";
        assert_eq!(count(text), Count { passed: 19, failed: 2 });
    }

    #[test]
    fn count_is_read_as_it_was_written_and_never_in_part() {
        let count = Count { passed: 12, failed: 3 };
        assert_eq!(Count::from_line(&count.to_line()), Some(count));
        assert_eq!(["", "12", "12 ", "12 x"].map(Count::from_line), [None; 4]);
    }
}
