//! The operations that a scheduled run may still use. The platform allows a thousand.

/// Lists of queues that begin a run.
const FIRST_LISTS: usize = 4;

/// What a run may still use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Budget {
    total: usize,
    left: usize,
}

impl Budget {
    /// So many operations.
    pub(super) fn new(total: usize) -> Budget {
        Budget { total, left: total }
    }

    /// How many operations are left.
    pub(super) fn left(&self) -> usize {
        self.left
    }

    /// Takes so many operations; `false` where fewer are left, and then none is taken.
    pub(super) fn take(&mut self, operations: usize) -> bool {
        let left = self.left.checked_sub(operations);
        self.left = left.unwrap_or(self.left);
        left.is_some()
    }

    /// Takes so many operations, or all that are left where the run has done nothing yet: work that
    /// is larger than a run must not stop the work behind it for ever.
    pub(super) fn take_or_all(&mut self, operations: usize) -> bool {
        let is_fresh = self.left.saturating_add(FIRST_LISTS) >= self.total;
        if self.take(operations) {
            return true;
        }
        if is_fresh {
            self.left = 0;
        }
        is_fresh
    }
}
