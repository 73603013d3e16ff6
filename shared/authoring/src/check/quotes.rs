//! Module `check`: a clause quotes the published page exactly, or names another basis.

use crate::draft::{ClauseDraft, PolicyDraft, Spanned};
use crate::finding::{Finding, Report};

pub(super) fn check(draft: &PolicyDraft, source: &str, report: &mut Report<'_>) {
    let lines: Vec<String> = source.lines().map(fold_spaces).collect();
    let page = fold_spaces(source);
    for clause in draft.clauses() {
        match &clause.quote {
            Some(quote) => check_quote(quote, clause, &page, &lines, report),
            None if clause.basis.is_none() => report.add(no_source(clause)),
            None => {}
        }
        if let Some(text) = &clause.source_lines
            && parse_lines(text.as_str(), lines.len()).is_none()
        {
            let message = format!(
                "`{}` is no line or range of lines of the page, which has {}",
                text.value,
                lines.len()
            );
            report.add(
                Finding::error("wrong-lines", &text.span, message).help("write `12` or `12-14`"),
            );
        }
    }
}

fn no_source(clause: &ClauseDraft) -> Finding {
    let message = format!("`{}` names neither a quote nor a basis", clause.id.value);
    Finding::error("no-source", &clause.span, message).label("where does this stand?").help(
        "quote the published page, or say basis = \"safety\", \"statute\", \"convention\" \
         or \"silence\"",
    )
}

fn check_quote(
    quote: &Spanned<String>,
    clause: &ClauseDraft,
    page: &str,
    lines: &[String],
    report: &mut Report<'_>,
) {
    let words = fold_spaces(quote.as_str());
    if words.is_empty() || !page.contains(&words) {
        let message = "the published page does not say this";
        let finding =
            Finding::error("quote-not-found", &quote.span, message).label("not in source.txt");
        return report.add(finding.maybe_help(explain_missing(&words, page)));
    }
    let Some(source_lines) = &clause.source_lines else { return };
    let Some((first, last)) = parse_lines(source_lines.as_str(), lines.len()) else { return };
    if !join_lines(lines, first, last).contains(&words) {
        let message = "the quote stands on other lines of the page";
        let finding = Finding::error("wrong-lines", &source_lines.span, message);
        report.add(finding.maybe_help(find_lines(&words, lines)));
    }
}

/// How the quote differs from the page, if that can be said.
fn explain_missing(words: &str, page: &str) -> Option<String> {
    let plain = |text: &str| {
        text.to_lowercase()
            .replace(['\u{2018}', '\u{2019}'], "'")
            .replace(['\u{201c}', '\u{201d}'], "\"")
    };
    if plain(page).contains(&plain(words)) {
        return Some(
            "the page says it with other capitals or quotation marks: copy it exactly".into(),
        );
    }
    // The longest beginning that the page contains shows where the two differ.
    let mut shared = "";
    for (end, _) in words.match_indices(' ') {
        let Some(start) = words.get(..end).filter(|start| page.contains(start)) else { break };
        shared = start;
    }
    (!shared.is_empty())
        .then(|| format!("the page says \"{shared}\", but then goes on differently"))
}

/// The lines on which the words really are: the shortest range of at most nine lines.
fn find_lines(words: &str, lines: &[String]) -> Option<String> {
    let count = lines.len();
    let ranges = (1..=count).flat_map(|first| {
        (first..=count.min(first.saturating_add(8))).map(move |last| (first, last))
    });
    let (first, last) = ranges
        .filter(|(first, last)| join_lines(lines, *first, *last).contains(words))
        .min_by_key(|(first, last)| (last.saturating_sub(*first), *first))?;
    Some(if first == last {
        format!("it stands on line {first}")
    } else {
        format!("it stands on lines {first}-{last}")
    })
}

/// The lines from `first` to `last`, counted from 1, as one text.
fn join_lines(lines: &[String], first: usize, last: usize) -> String {
    let chosen = lines.iter().take(last).skip(first.saturating_sub(1));
    chosen.filter(|line| !line.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// The first and the last line of `12` or `12-14`; `None` if a page of `count` lines does not have
/// them.
fn parse_lines(text: &str, count: usize) -> Option<(usize, usize)> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    (1 <= first && first <= last && last <= count).then_some((first, last))
}

/// The text with single spaces, because line breaks of the page do not matter.
fn fold_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
