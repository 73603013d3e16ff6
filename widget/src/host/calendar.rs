//! A day as a calendar entry (iCalendar, RFC 5545), as an address that can be saved.

use crate::words::joined;
use js_sys::encode_uri_component;
use recourse::words::Day;

/// An entry for a whole day, with a reminder the day before. A calendar takes two entries of one name for the same, the later
/// made for the better.
pub(crate) fn entry(day: Day, made: Day, name: &str, summary: &str) -> String {
    let [date, made] = [day, made].map(|day| day.to_string().replace('-', ""));
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let plain: String = summary.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let summary = plain.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,");
    let lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Recourse//EN",
        "BEGIN:VEVENT",
        &format!("UID:{date}-{name}@recourse"),
        &format!("DTSTAMP:{made}T000000Z"),
        &format!("DTSTART;VALUE=DATE:{date}"),
        &format!("SUMMARY:{summary}"),
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        &format!("DESCRIPTION:{summary}"),
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
