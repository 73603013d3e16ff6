//! A day as a calendar entry (iCalendar, RFC 5545) in a `data:` URL.

use js_sys::encode_uri_component;
use recourse::types::Day;

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
        String::from(encode_uri_component(&lines.join("\r\n")))
    )
}
