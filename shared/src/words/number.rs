//! Room `words`: a number as people type it, in the digits of their script and with the marks of their country.

use alloc::string::String;

/// A number with ASCII digits and a point before its decimals, without its currency. What is no number stays none: nothing is guessed where `1.299` may be
/// more than a thousand in one country and less than two in another; whoever reads it refuses three decimals.
#[must_use]
pub fn number(text: &str) -> String {
    // Loops and no searches, by letter and not by class: a shopper would pay for the tables behind them.
    let mut plain = String::new();
    let (mut points, mut commas, mut last, mut odd) = (0_usize, 0_usize, 0, None);
    for letter in text.chars() {
        let letter = in_ascii(letter);
        match letter {
            '.' => points = points.saturating_add(1),
            ',' => commas = commas.saturating_add(1),
            // A word between digits makes it no number, and it is left for whoever reads it to refuse.
            '0'..='9' => plain.extend(odd.take()),
            '-' => {}
            'a'..='z' | 'A'..='Z' if !plain.is_empty() => {
                odd = Some(letter);
                continue;
            }
            _ => continue,
        }
        if matches!(letter, '.' | ',') {
            last = plain.len();
        }
        plain.push(letter);
    }
    let mixed = points > 0 && commas > 0;
    let once = if plain.as_bytes().get(last) == Some(&b',') { commas == 1 } else { points == 1 };
    let mut number = String::new();
    for (place, letter) in plain.bytes().enumerate() {
        match letter {
            // Once, it stands before the decimals, and the other between thousands; more than once, it stands between thousands itself.
            b'.' | b',' if once && place != last || !once && !mixed => {}
            b',' => number.push('.'),
            other => number.push(char::from(other)),
        }
    }
    number
}

/// A digit or a mark of a script as that of ASCII.
fn in_ascii(letter: char) -> char {
    match letter {
        // Arabic and Persian digits, and those of full width.
        '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}' | '\u{ff10}'..='\u{ff19}' => {
            char::from_digit(u32::from(letter) & 15, 10).unwrap_or(letter)
        }
        '\u{66b}' | '\u{ff0c}' => ',',
        '\u{ff0e}' => '.',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn a_number_is_read_as_people_write_it() {
        let rows = [
            ("129", "129"),
            ("129.99", "129.99"),
            ("129,99", "129.99"),
            (" 1 299,50 ", "1299.50"),
            ("1\u{202f}299,50", "1299.50"),
            ("1.299,50", "1299.50"),
            ("1,299.50", "1299.50"),
            ("1’299.50", "1299.50"),
            ("1.299.000", "1299000"),
            ("1.299.000,5", "1299000.5"),
            ("١٢٩٫٩٩", "129.99"),
            ("۱۲۹", "129"),
            ("１２９．９９", "129.99"),
            // What may be either is left as it is, and so is what is neither.
            ("1.299", "1.299"),
            ("1,299", "1.299"),
            ("1,2.3,4", "1.2.3.4"),
            ("-5", "-5"),
            ("twelve", ""),
            ("1e3", "1e3"),
            ("99 or 120", "99r120"),
            ("120 euros", "120"),
            ("USD 1,299.50", "1299.50"),
            ("129,99 €", "129.99"),
            ("$99", "99"),
            ("", ""),
        ];
        for (typed, read) in rows {
            assert_eq!(number(typed), read, "{typed:?}");
        }
    }
}
