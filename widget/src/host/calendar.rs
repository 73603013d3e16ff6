//! A day as a calendar entry (iCalendar, RFC 5545), as an address that can be saved.

use js_sys::encode_uri_component;
use recourse::types::{Day, joined};

/// An entry for a whole day, with a reminder the day before. A calendar takes two entries of one
/// name for the same, the later made for the better.
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
        String::from(encode_uri_component(&joined(&lines, "\r\n")))
    )
}
