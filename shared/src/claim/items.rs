//! Module `claim`: the form of the order lines that are claimed.

use super::hidden::is_hidden;
use super::{ClaimedItem, Refusal};
use alloc::collections::BTreeSet;

/// Maximum number of order lines of one claim.
const ITEMS_MAX: usize = 50;
/// Longest id of an order line, in characters.
const ITEM_CHARS_MAX: usize = 64;

pub(super) fn check(items: &[ClaimedItem]) -> Result<(), Refusal> {
    if items.len() > ITEMS_MAX {
        return Err(Refusal::new(
            "too_long",
            "items",
            "a claim is about at most 50 lines of an order",
        ));
    }
    let mut seen = BTreeSet::new();
    for item in items {
        let chars = item.item.chars().count();
        if item.item.trim().is_empty() || chars > ITEM_CHARS_MAX || item.item.chars().any(is_hidden)
        {
            return Err(Refusal::new(
                "bad_item",
                "items",
                "a line is named by 1 to 64 characters that can be seen",
            ));
        }
        if item.quantity == 0 || item.quantity > item.bought() {
            return Err(Refusal::new(
                "bad_quantity",
                "items",
                "claim at least 1, and no more than were bought",
            ));
        }
        if !seen.insert(&item.item) {
            return Err(Refusal::new("bad_item", "items", "a line is named once"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::{String, ToString};

    fn item(name: &str, quantity: u16, ordered_quantity: Option<u16>) -> ClaimedItem {
        ClaimedItem { item: name.to_string(), quantity, ordered_quantity }
    }

    fn code(items: &[ClaimedItem]) -> String {
        check(items).err().map(|refusal| refusal.code.to_string()).unwrap_or_default()
    }

    #[test]
    fn items_are_named_once_and_claimed_at_most_as_often_as_bought() {
        assert_eq!(code(&[item("A-1", 2, Some(3)), item("A-2", 1, None)]), "");
        assert_eq!(code(&[item("A-1", 0, None)]), "bad_quantity");
        assert_eq!(code(&[item("A-1", 4, Some(3))]), "bad_quantity");
        assert_eq!(code(&[item("A-1", 1, None), item("A-1", 1, None)]), "bad_item");
        for name in ["", " ", "a\nb", "a\u{200b}", "\u{202e}a", &"x".repeat(65)] {
            assert_eq!(code(&[item(name, 1, None)]), "bad_item", "{name:?}");
        }
        let many: alloc::vec::Vec<_> = (0..51).map(|n| item(&n.to_string(), 1, None)).collect();
        assert_eq!(code(&many), "too_long");
    }
}
