//! The report of a failed case: its position, the expected and the actual values, and the command
//! that repeats it.

use crate::Case;
use crate::intent::Mismatch;

/// The text of a failure; `others` are the results of the other runtimes.
#[must_use]
pub fn failure(case: &Case, runtime: &str, others: &str, wrong: &[Mismatch]) -> String {
    let requirements = if case.requirements.is_empty() {
        String::new()
    } else {
        format!(" (requirements {})", case.requirements.join(", "))
    };
    let facts: Vec<String> =
        case.facts.iter().map(|(question, answer)| format!("{question} {answer}")).collect();
    let mut lines = vec![
        format!(
            "{} / {} / {}        {}{requirements}",
            case.store,
            case.file,
            case.name,
            case.place()
        ),
        format!(
            "  runtime   {runtime}{}",
            if others.is_empty() { String::new() } else { format!(" ({others})") }
        ),
        format!("  facts     {}      today {}", facts.join(", "), case.today),
    ];
    lines.extend(
        wrong.iter().map(|one| format!("  expected  {}\n       got  {}", one.expected, one.got)),
    );
    lines.push(format!("  repeat    {}", repeat(case)));
    lines.join("\n")
}

/// The command that decides the case again.
#[must_use]
pub fn repeat(case: &Case) -> String {
    let facts = serde_json::to_string(&case.facts).unwrap_or_default();
    format!(
        "recourse decide {} --topic {} --today {} --facts '{facts}'",
        case.store, case.topic, case.today
    )
}
