//! Names of orders and items in the form in which they are compared. People write the same name in
//! several ways; names that look the same to a reader are the same here.

/// A name in the form in which it is compared: without blanks and a number sign in front, in lower
/// case. `None` for one with characters beyond ASCII: of those several look the same, and comparing
/// them would claim to know what it does not.
#[must_use]
pub fn comparable(name: &str) -> Option<String> {
    let plain = plain(name);
    Some(plain)
        .filter(|plain| !plain.is_empty() && plain.bytes().all(|byte| byte.is_ascii_graphic()))
}

/// The form in which a name is registered; for a comparable name, the comparable form.
#[must_use]
pub fn plain(name: &str) -> String {
    let shown: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    shown.trim_start_matches('#').to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_name_normalises_or_does_not_compare() {
        for same in ["A-1", "a-1", " A-1 ", "#A-1", "## a-1", "A -1"] {
            assert_eq!(comparable(same).as_deref(), Some("a-1"), "{same:?}");
        }
        for other in ["Ａ-1", "A\u{2011}1", "А-1", "A\u{AD}-1", "", "#", " # "] {
            assert_eq!(comparable(other), None, "{other:?}");
        }
        assert_eq!(plain("№ 7"), "№7");
    }
}
