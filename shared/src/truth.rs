//! Module `truth`: a judgement while answers may be missing. It has three values and is never null.

/// Whether something holds, given the answers so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    /// It holds for every answer that is still missing.
    Yes,
    /// It does not hold for any answer that is still missing.
    No,
    /// It depends on an answer that is missing.
    Open,
}

impl Truth {
    /// Whether both hold.
    #[must_use]
    pub fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::No, _) | (_, Truth::No) => Truth::No,
            (Truth::Yes, Truth::Yes) => Truth::Yes,
            _ => Truth::Open,
        }
    }

    /// Whether at least one holds.
    #[must_use]
    pub fn or(self, other: Truth) -> Truth {
        self.not().and(other.not()).not()
    }

    /// The opposite; `Open` stays `Open`.
    #[must_use]
    #[expect(
        clippy::should_implement_trait,
        reason = "`!` is misleading for a judgement with three values"
    )]
    pub fn not(self) -> Truth {
        match self {
            Truth::Yes => Truth::No,
            Truth::No => Truth::Yes,
            Truth::Open => Truth::Open,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{No, Open, Yes};

    #[test]
    fn truth_of_and_is_no_by_one_no_and_of_or_is_yes_by_one_yes() {
        assert_eq!(Open.and(No), No);
        assert_eq!(Open.and(Yes), Open);
        assert_eq!(Open.or(Yes), Yes);
        assert_eq!(Open.or(No), Open);
        assert_eq!(Open.not(), Open);
    }
}
