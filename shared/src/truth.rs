//! Module `truth`: a judgement when not everything is known yet. Three values, never null.

/// Whether something holds, given what is known so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    /// It holds, whatever is still unanswered.
    Yes,
    /// It does not hold, whatever is still unanswered.
    No,
    /// It depends on something not answered yet.
    Open,
}

impl Truth {
    /// Both hold.
    #[must_use]
    pub fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::No, _) | (_, Truth::No) => Truth::No,
            (Truth::Yes, Truth::Yes) => Truth::Yes,
            _ => Truth::Open,
        }
    }

    /// At least one holds.
    #[must_use]
    pub fn or(self, other: Truth) -> Truth {
        self.not().and(other.not()).not()
    }

    /// The opposite; what is open stays open.
    #[must_use]
    #[expect(
        clippy::should_implement_trait,
        reason = "`!` reads badly on a judgement with three values"
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
    fn one_no_settles_a_conjunction_and_one_yes_a_disjunction() {
        assert_eq!(Open.and(No), No);
        assert_eq!(Open.and(Yes), Open);
        assert_eq!(Open.or(Yes), Yes);
        assert_eq!(Open.or(No), Open);
        assert_eq!(Open.not(), Open);
    }
}
