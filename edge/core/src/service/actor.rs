//! The name of a person at the desk, as the actor of an event. It must be readable, and it must not
//! look like the actor of the shopper's own events.

use crate::problem::Problem;
use http::StatusCode;
use recourse::claim::{SHOPPER, is_hidden_in_name};

/// Longest name of an actor, in characters.
const CHARS_MAX: usize = 80;
/// Letters that look like those of [`SHOPPER`] (Unicode Technical Standard 39, `confusables.txt`).
const LOOKALIKES: [(char, &str); 6] = [
    ('s', "ѕꜱʂſ５ｓ5$"),
    ('h', "һհʜнｈ"),
    ('o', "оοօｏ0σ०০"),
    ('p', "рρｐ"),
    ('e', "еｅҽеёє℮"),
    ('r', "гｒʀᴦ"),
];
/// Mathematical letters, Unicode block Mathematical Alphanumeric Symbols: alphabets of 52 letters.
const MATHEMATICAL: core::ops::RangeInclusive<u32> = 0x1D400..=0x1D6A3;

/// Checks the name of an actor.
///
/// # Errors
/// 422 `missing`, `reserved`, `not_visible`, `too_long`, at `actor`.
pub(crate) fn check(actor: &str) -> Result<(), Problem> {
    let refuse = |code, detail| {
        Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail).at("actor"))
    };
    if actor.trim().is_empty() {
        return refuse("missing", "an event has an actor");
    }
    if actor.chars().any(is_hidden_in_name) {
        return refuse("not_visible", "an actor's name is one line of visible characters");
    }
    if looks_like_shopper(actor) {
        return refuse("reserved", "this name is reserved for the shopper");
    }
    if actor.chars().count() > CHARS_MAX {
        return refuse("too_long", "an actor has at most 80 characters");
    }
    Ok(())
}

/// Whether a reader could take the name for the shopper's.
fn looks_like_shopper(actor: &str) -> bool {
    let lower = actor.chars().filter(|c| is_letter_or_digit(*c)).flat_map(char::to_lowercase);
    lower.map(plain_letter).eq(SHOPPER.chars())
}

/// Blanks, punctuation, joiners and accents do not make another name of it.
fn is_letter_or_digit(c: char) -> bool {
    (c.is_alphanumeric() || c == '$' || c == '℮') && !('\u{300}'..='\u{36F}').contains(&c)
}

/// The ASCII letter that a letter looks like; the letter itself where it looks like none.
fn plain_letter(c: char) -> char {
    let code = u32::from(c);
    if MATHEMATICAL.contains(&code) {
        let index = code.saturating_sub(*MATHEMATICAL.start()) % 26;
        return u8::try_from(index).map_or(c, |index| char::from(b'a'.saturating_add(index)));
    }
    let found = LOOKALIKES.iter().find(|(_, others)| others.contains(c));
    found.map_or(c, |(letter, _)| *letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(actor: &str) -> Option<&'static str> {
        check(actor).err().map(|problem| problem.code)
    }

    #[test]
    fn actor_is_visible_and_does_not_look_like_the_shopper() {
        for good in
            ["ann", "Ann O'Neill", "Дмитрий", "李雷", "shop", "the shopper's friend", "shoppers"]
        {
            assert_eq!(code(good), None, "{good}");
        }
        for hidden in
            ["ann\u{202E}", "a\u{200B}nn", "shopper\u{200B}", "ann\n", "\u{1B}[2Jann", "a\u{9B}b"]
        {
            assert_eq!(code(hidden), Some("not_visible"), "{hidden:?}");
        }
        for same in [
            "shopper",
            " Shopper ",
            "SHOPPER",
            "ѕhopper",
            "ЅНОРРЕR",
            "ｓｈｏｐｐｅｒ",
            "sh0pper",
            "s h o p p e r",
            "shopper.",
            "\u{1D42C}\u{1D421}\u{1D428}\u{1D429}\u{1D429}\u{1D41E}\u{1D42B}",
            "sho\u{200D}pper",
            "shoppe\u{301}r",
        ] {
            assert_eq!(code(same), Some("reserved"), "{same:?}");
        }
        assert_eq!((code(" "), code(&"a".repeat(81))), (Some("missing"), Some("too_long")));
    }
}
