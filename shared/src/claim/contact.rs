//! Module `claim`: the form of contact details: generous to unusual details, strict with harmful
//! characters.

use super::hidden::{is_hidden, is_hidden_in_name};
use super::{ContactDetails, Refusal};

/// Longest e-mail address, in bytes (RFC 5321 section 4.5.3.1.3).
const EMAIL_BYTES_MAX: usize = 254;
/// Longest order number, in characters.
const ORDER_CHARS_MAX: usize = 64;
/// Longest name, in characters.
const NAME_CHARS_MAX: usize = 120;

pub(super) fn check(contact: &ContactDetails) -> Result<(), Refusal> {
    if !is_email(&contact.email) {
        return Err(Refusal::new("bad_email", "contact.email", "not an e-mail address"));
    }
    if !is_line(&contact.order, ORDER_CHARS_MAX, is_hidden) {
        return Err(Refusal::new(
            "bad_order",
            "contact.order",
            "an order number is one line of 1 to 64 characters that can be seen",
        ));
    }
    match &contact.name {
        Some(name) if !is_line(name, NAME_CHARS_MAX, is_hidden_in_name) => Err(Refusal::new(
            "too_long",
            "contact.name",
            "a name is one line of 1 to 120 characters",
        )),
        _ => Ok(()),
    }
}

/// Whether the text has one `@`, something before it, a dot within the domain, and no invisible
/// character. Only a message shows whether the address exists.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let is_allowed = |c: char| {
        !c.is_whitespace() && !is_hidden(c) && !matches!(c, '<' | '>' | '"' | ',' | ';' | '@')
    };
    text.len() <= EMAIL_BYTES_MAX
        && !local.is_empty()
        && domain.split('.').count() > 1
        && domain.split('.').all(|label| !label.is_empty())
        && local.chars().chain(domain.chars()).all(is_allowed)
}

/// Whether the text is one line of visible characters, at most that many, and not empty.
fn is_line(text: &str, chars_max: usize, hidden: fn(char) -> bool) -> bool {
    !text.trim().is_empty() && text.chars().count() <= chars_max && !text.chars().any(hidden)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contact_email_needs_an_at_sign_and_a_dotted_domain() {
        for good in ["a@b.co", "first.last+tag@shop.example", "ü@exämple.de"] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@b",
            "@b.co",
            "a@b..co",
            "a b@c.de",
            "a@b.co\n",
            "a@@b.co",
            "<a@b.co>",
            "a@.co",
            "a@b.c\u{202e}o",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
