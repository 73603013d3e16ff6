//! The differences of two versions, in words.

use recourse::clause::{Payer, Verdict};
use recourse_authoring::{Change, Diff, Direction, Outcome};
use std::fmt::Write;

/// All differences.
pub(crate) fn text(diff: &Diff) -> String {
    let mut text = String::new();
    for change in &diff.changes {
        text.push_str(&one(change));
    }
    for part in &diff.parts {
        let _ = writeln!(text, "part: {part}");
    }
    let count = |direction: Direction| {
        diff.changes.iter().filter(|change| change.direction == direction).count()
    };
    let _ = writeln!(
        text,
        "{} cases compared: {} groups stricter ({} retroactive), {} more generous, {} under other terms, {} explained otherwise, {} in one version only; {} parts differ",
        diff.cases,
        count(Direction::Stricter),
        diff.changes.iter().filter(|change| change.retroactive).count(),
        count(Direction::Generous),
        count(Direction::Terms),
        count(Direction::Explained),
        count(Direction::Coverage),
        diff.parts.len(),
    );
    text
}

fn one(change: &Change) -> String {
    let word = match change.direction {
        Direction::Stricter => "stricter",
        Direction::Generous => "more generous",
        Direction::Terms => "other terms",
        Direction::Explained => "explained otherwise",
        Direction::Coverage if change.after.is_none() => "no longer decided",
        Direction::Coverage => "newly decided",
    };
    let hurt = if change.retroactive { ", also for orders of before" } else { "" };
    format!(
        "{word}: {} / {}: {} cases{hurt}\n  before: {}\n  after:  {}\n  one of them, asked on {}: {}\n\n",
        change.topic,
        change.remedy,
        change.cases,
        side(change.before.as_ref()),
        side(change.after.as_ref()),
        change.shopper.today,
        change.shopper.case,
    )
}

fn side(outcome: Option<&Outcome>) -> String {
    let Some(outcome) = outcome else { return "not decided".to_owned() };
    let mut parts = vec![verdict(outcome.verdict).to_owned()];
    let list = |word: &str, list: &[String]| {
        (!list.is_empty()).then(|| format!("{word} {}", list.join(", ")))
    };
    parts.extend(list("by", &outcome.clauses));
    parts.extend(outcome.pays.map(|payer| format!("return paid by {}", pays(payer))));
    parts.extend(outcome.cap.as_ref().map(|cap| format!("at most {cap}")));
    parts.extend(list("proofs", &outcome.proofs));
    parts.extend(list("steps", &outcome.steps));
    parts.join("; ")
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Granted => "granted",
        Verdict::AskSupport => "ask_support",
        Verdict::NotYet => "not_yet",
        Verdict::Refused => "refused",
    }
}

fn pays(payer: Payer) -> &'static str {
    match payer {
        Payer::Shop => "the shop",
        Payer::Customer => "the customer",
        Payer::ShopIfJustified => "the shop if justified",
        Payer::Undecided => "whom support says",
    }
}
