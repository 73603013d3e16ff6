//! The differences between two versions, as text.

use recourse::clause::{Payer, Verdict};
use recourse_authoring::{Change, Diff, Direction, Outcome};
use std::fmt::Write;

/// All differences.
pub(crate) fn text(diff: &Diff) -> String {
    let mut text = String::new();
    for change in &diff.changes {
        text.push_str(&change_text(change));
    }
    for part in &diff.parts {
        let _ = writeln!(text, "part: {part}");
    }
    let count = |direction: Direction| {
        diff.changes.iter().filter(|change| change.direction == direction).count()
    };
    let _ = writeln!(
        text,
        "{} cases compared: {} groups stricter ({} retroactive), {} more generous, \
         {} on other terms, {} explained differently, {} in one version only; {} parts differ",
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

fn change_text(change: &Change) -> String {
    let direction = match change.direction {
        Direction::Stricter => "stricter",
        Direction::Generous => "more generous",
        Direction::Terms => "other terms",
        Direction::Explained => "explained differently",
        Direction::Coverage if change.after.is_none() => "no longer decided",
        Direction::Coverage => "newly decided",
    };
    let retroactive = if change.retroactive { ", also for earlier orders" } else { "" };
    format!(
        "{direction}: {} / {}: {} cases{retroactive}\n  before: {}\n  after:  {}\n  \
         for example, asked on {}: {}\n\n",
        change.topic,
        change.remedy,
        change.cases,
        outcome_text(change.before.as_ref()),
        outcome_text(change.after.as_ref()),
        change.shopper.today,
        change.shopper.case,
    )
}

fn outcome_text(outcome: Option<&Outcome>) -> String {
    let Some(outcome) = outcome else { return "not decided".to_owned() };
    let mut parts = vec![verdict(outcome.verdict).to_owned()];
    let list = |word: &str, list: &[String]| {
        (!list.is_empty()).then(|| format!("{word} {}", list.join(", ")))
    };
    parts.extend(list("by", &outcome.clauses));
    parts.extend(outcome.pays.map(|payer| format!("return paid by {}", payer_text(payer))));
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

fn payer_text(payer: Payer) -> &'static str {
    match payer {
        Payer::Shop => "the shop",
        Payer::Customer => "the customer",
        Payer::ShopIfJustified => "the shop if justified",
        Payer::Undecided => "the party that support names",
    }
}
