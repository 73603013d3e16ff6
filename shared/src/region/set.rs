//! Module `region`: a set of regions of one question, as bits.

use serde::{Deserialize, Serialize};

/// A set of regions of one question: bit i is region i.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RegionSet(u64);

impl RegionSet {
    /// No region.
    pub const EMPTY: RegionSet = RegionSet(0);

    /// One region.
    #[must_use]
    pub fn one(region: usize) -> RegionSet {
        u32::try_from(region)
            .ok()
            .and_then(|r| 1u64.checked_shl(r))
            .map_or(RegionSet::EMPTY, RegionSet)
    }

    /// The first `count` regions.
    #[must_use]
    pub fn first(count: usize) -> RegionSet {
        RegionSet(RegionSet::one(count).0.wrapping_sub(1))
    }

    /// Regions `from` to `to`, both included.
    #[must_use]
    pub fn range(from: usize, to: usize) -> RegionSet {
        RegionSet(RegionSet::first(to.saturating_add(1)).0 & !RegionSet::first(from).0)
    }

    /// The regions in either set.
    #[must_use]
    pub fn union(self, other: RegionSet) -> RegionSet {
        RegionSet(self.0 | other.0)
    }

    /// The regions in both sets.
    #[must_use]
    pub fn intersection(self, other: RegionSet) -> RegionSet {
        RegionSet(self.0 & other.0)
    }

    /// The regions in this set that are not in the other.
    #[must_use]
    pub fn without(self, other: RegionSet) -> RegionSet {
        RegionSet(self.0 & !other.0)
    }

    /// Whether the region is in the set.
    #[must_use]
    pub fn has(self, region: usize) -> bool {
        self.intersection(RegionSet::one(region)) != RegionSet::EMPTY
    }

    /// Whether the set has no region.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many regions it has.
    #[must_use]
    pub fn len(self) -> usize {
        usize::try_from(self.0.count_ones()).unwrap_or(0)
    }

    /// The regions, ascending.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        (0..64).filter(move |region| self.has(*region))
    }
}
