//! Pseudorandom choices: the same in every run.

use crate::oracle::Facts;
use crate::oracle::samples::Answers;

/// A pseudorandom number generator with a fixed seed.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn below(&mut self, count: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % count.max(1)
    }

    pub(crate) fn case(&mut self, answers: &Answers) -> Facts {
        answers
            .iter()
            .map(|(question, list)| (question.clone(), list[self.below(list.len())].clone()))
            .collect()
    }
}
