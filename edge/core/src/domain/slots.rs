//! Slots: how many claims, photos and events are stored under a ticket. A list of KV may be a
//! minute behind, so requests at the same time would all see room for one more. One object per
//! ticket therefore remembers for an hour what it has admitted, and adds it to what was listed.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A request for a place in a group of a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// What is counted together, for example the photos of the ticket.
    pub group: String,
    /// What takes the place. The same id takes one place, however often it is sent.
    pub id: String,
    /// How many the ledger lists.
    pub listed: usize,
    /// Most of this group.
    pub max: usize,
}

/// What one ticket has admitted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Slots(BTreeMap<String, Group>);

/// What was listed when the group was counted first, and what was admitted since.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
struct Group {
    listed: usize,
    ids: BTreeSet<String>,
}

impl Slots {
    /// Takes all of these slots, or none of them. Returns the position of the first slot whose
    /// group is full.
    pub fn reserve(&mut self, slots: &[Slot]) -> Option<usize> {
        let full = slots.iter().position(|slot| !self.has_room(slot));
        if full.is_none() {
            for slot in slots {
                let first = || Group { listed: slot.listed, ids: BTreeSet::new() };
                let group = self.0.entry(slot.group.clone()).or_insert_with(first);
                group.ids.insert(slot.id.clone());
            }
        }
        full
    }

    fn has_room(&self, slot: &Slot) -> bool {
        let group = self.0.get(&slot.group);
        let count = |group: &Group| group.listed.saturating_add(group.ids.len()).max(slot.listed);
        group.is_some_and(|group| group.ids.contains(&slot.id))
            || group.map_or(slot.listed, count) < slot.max
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(group: &str, id: usize, listed: usize) -> Slot {
        Slot { group: group.to_owned(), id: id.to_string(), listed, max: 4 }
    }

    #[test]
    fn limit_of_slots_counts_what_a_late_list_does_not_show() {
        let mut slots = Slots::default();
        for id in 0..4 {
            assert_eq!(slots.reserve(&[slot("a", id, 0)]), None);
        }
        assert_eq!(slots.reserve(&[slot("a", 4, 0)]), Some(0), "the list still shows none");
        assert_eq!(slots.reserve(&[slot("a", 3, 0)]), None, "the same one again");
        assert_eq!(slots.reserve(&[slot("b", 4, 3)]), None, "another group");
        assert_eq!(slots.reserve(&[slot("b", 5, 3)]), Some(0), "three were there before");
        assert_eq!(slots.reserve(&[slot("c", 1, 4)]), Some(0), "four were there before");
    }

    #[test]
    fn limit_of_slots_takes_all_or_none() {
        let mut slots = Slots::default();
        assert_eq!(slots.reserve(&[slot("a", 1, 0), slot("b", 1, 4)]), Some(1));
        for id in 2..6 {
            assert_eq!(slots.reserve(&[slot("a", id, 0)]), None, "nothing was taken");
        }
    }
}
