//! A day as a calendar entry (iCalendar, RFC 5545) in a `data:` URL.

use js_sys::encode_uri_component;
use recourse::types::Day;

/// Most octets of a line, its end not counted (RFC 5545, section 3.1).
const LINE_OCTETS_MAX: usize = 75;

/// An entry for a whole day, with a reminder the day before. `name` identifies the entry: a later
/// one replaces it.
pub(crate) fn entry(day: Day, made: Day, name: &str, summary: &str) -> String {
    let plain = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let (date, made, name) = (plain(&day.to_string()), plain(&made.to_string()), plain(name));
    let mut escaped = String::new();
    for letter in summary.chars() {
        if matches!(letter, '\\' | ';' | ',') {
            escaped.push('\\');
        }
        escaped.push(if letter.is_control() { ' ' } else { letter });
    }
    let lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Recourse//EN",
        "BEGIN:VEVENT",
        &format!("UID:{date}-{name}@recourse"),
        &format!("DTSTAMP:{made}T000000Z"),
        &format!("DTSTART;VALUE=DATE:{date}"),
        &format!("SUMMARY:{escaped}"),
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        &format!("DESCRIPTION:{escaped}"),
        "TRIGGER:-P1D",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ];
    format!(
        "data:text/calendar;charset=utf-8,{}",
        String::from(encode_uri_component(&lines.map(folded).join("\r\n")))
    )
}

/// A line in parts of at most 75 octets, each but the first after a blank. No letter is cut.
fn folded(line: &str) -> String {
    let (mut folded, mut octets) = (String::with_capacity(line.len()), 0);
    for letter in line.chars() {
        if octets + letter.len_utf8() > LINE_OCTETS_MAX {
            folded.push_str("\r\n ");
            octets = 1;
        }
        octets += letter.len_utf8();
        folded.push(letter);
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calendar_lines_have_at_most_75_octets_and_unfold_to_the_same_text() {
        for text in
            ["short", &"a".repeat(75), &"a".repeat(76), &"ü".repeat(200), &"中文，".repeat(99)]
        {
            let line = format!("SUMMARY:{text}");
            let folded = folded(&line);
            assert!(folded.split("\r\n").all(|part| part.len() <= LINE_OCTETS_MAX), "{folded}");
            assert_eq!(folded.replace("\r\n ", ""), line);
            assert_eq!(folded.contains("\r\n"), line.len() > LINE_OCTETS_MAX);
        }
    }
}
