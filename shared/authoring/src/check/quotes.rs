//! Module `check`: a clause stands on words of the published page, and they are really there.

use crate::draft::{ClauseDraft, PolicyDraft, Spanned};
use crate::finding::{Finding, Report};

pub(super) fn check(draft: &PolicyDraft, source: &str, report: &mut Report<'_>) {
    let lines: Vec<String> = source.lines().map(folded).collect();
    let whole = folded(source);
    for clause in draft.clauses() {
        match &clause.quote {
            Some(quote) => check_quote(quote, clause, &whole, &lines, report),
            None if clause.basis.is_none() => report.add(unfounded(clause)),
            None => {}
        }
        if let Some(wrong) =
            clause.source_lines.as_ref().filter(|text| range(text.as_str(), lines.len()).is_none())
        {
            let message = format!(
                "`{}` is no line or range of lines of the page, which has {}",
                wrong.value,
                lines.len()
            );
            report.add(
                Finding::error("wrong-lines", &wrong.span, message).help("write `12` or `12-14`"),
            );
        }
    }
}

fn unfounded(clause: &ClauseDraft) -> Finding {
    Finding::error(
        "no-source",
        &clause.span,
        format!("`{}` names neither a quote nor a basis", clause.id.value),
    )
    .label("where does this stand?")
    .help("quote the published page, or say basis = \"safety\", \"statute\", \"convention\" or \"silence\"")
}

fn check_quote(
    quote: &Spanned<String>,
    clause: &ClauseDraft,
    whole: &str,
    lines: &[String],
    report: &mut Report<'_>,
) {
    let words = folded(quote.as_str());
    if words.is_empty() || !whole.contains(&words) {
        let message = "the published page does not say this";
        let finding =
            Finding::error("quote-not-found", &quote.span, message).label("not in source.txt");
        return report.add(finding.maybe_help(why_not(&words, whole)));
    }
    let Some((first, last)) =
        clause.source_lines.as_ref().and_then(|text| range(text.as_str(), lines.len()))
    else {
        return;
    };
    if !joined(lines, first, last).contains(&words) {
        let at = &clause.source_lines.as_ref().map_or(quote.span.clone(), |text| text.span.clone());
        let finding =
            Finding::error("wrong-lines", at, "the quote stands on other lines of the page");
        report.add(finding.maybe_help(really_at(&words, lines)));
    }
}

fn why_not(words: &str, whole: &str) -> Option<String> {
    let plain = |text: &str| {
        text.to_lowercase()
            .replace(['\u{2018}', '\u{2019}'], "'")
            .replace(['\u{201c}', '\u{201d}'], "\"")
    };
    if plain(whole).contains(&plain(words)) {
        return Some(
            "the page says it with other capitals or quotation marks: copy it exactly".into(),
        );
    }
    // The longest beginning that is there shows the author where the copies part.
    let mut shared = "";
    for (end, _) in words.match_indices(' ') {
        let Some(start) = words.get(..end).filter(|start| whole.contains(start)) else { break };
        shared = start;
    }
    (!shared.is_empty())
        .then(|| format!("the page says \"{shared}\", but then goes on differently"))
}

fn really_at(words: &str, lines: &[String]) -> Option<String> {
    let count = lines.len();
    let ends = (1..=count).flat_map(|first| {
        (first..=count.min(first.saturating_add(8))).map(move |last| (first, last))
    });
    ends.into_iter()
        .filter(|(first, last)| joined(lines, *first, *last).contains(words))
        .min_by_key(|(first, last)| (last.saturating_sub(*first), *first))
        .map(|(first, last)| {
            if first == last {
                format!("it stands on line {first}")
            } else {
                format!("it stands on lines {first}-{last}")
            }
        })
}

/// The lines from `first` to `last`, counted from 1, as one text.
fn joined(lines: &[String], first: usize, last: usize) -> String {
    let chosen = lines.iter().take(last).skip(first.saturating_sub(1));
    chosen.filter(|line| !line.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
}

fn range(text: &str, count: usize) -> Option<(usize, usize)> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    (1 <= first && first <= last && last <= count).then_some((first, last))
}

/// White space folded: line breaks of the page do not matter.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
