//! `recourse diff` on versions of the shipped policies shows exactly the changed cases.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use recourse::types::Day;
use recourse_authoring::{Change, Diff, Direction, PolicyFiles, diff, load};
use std::path::Path;

fn files() -> PolicyFiles {
    let shared = Path::new("../shared");
    let files = load(&shared.join("policies"), &shared.join("statutes"), "xiaomiforsale").unwrap();
    PolicyFiles { today: Day::parse("2026-11-20").ok(), ..files }
}

/// The policy with a text of one clause replaced.
fn edited(clause: &str, from: &str, to: &str) -> PolicyFiles {
    let mut files = files();
    let (before, after) = files.policy.1.split_once(&format!("id = \"{clause}\"")).unwrap();
    let (own, rest) = after.split_once("\n[[").unwrap();
    assert!(own.contains(from), "{clause} has no {from}");
    files.policy.1 = format!("{before}id = \"{clause}\"{}\n[[{rest}", own.replacen(from, to, 1));
    files
}

fn compared(newer: &PolicyFiles, orders_before: Option<&str>) -> Diff {
    let day = orders_before.map(|day| Day::parse(day).unwrap());
    diff(&files(), newer, day).unwrap_or_else(|found| panic!("{found:#?}"))
}

fn directions(diff: &Diff) -> Vec<Direction> {
    diff.changes.iter().map(|change| change.direction).collect()
}

#[test]
fn diff_of_the_same_version_is_empty() {
    let diff = compared(&files(), None);
    assert_eq!((diff.changes.len(), diff.parts.len()), (0, 0), "{diff:#?}");
    assert!(diff.cases > 10_000, "every case was compared: {}", diff.cases);
}

#[test]
fn diff_of_two_days_less_is_stricter_on_these_days_and_for_earlier_orders() {
    let newer = edited("doa-30-days", "within 30 days", "within 28 days");
    let diff = compared(&newer, Some("2026-11-20"));
    let stricter: Vec<&Change> =
        diff.changes.iter().filter(|change| change.direction == Direction::Stricter).collect();
    assert!(
        !stricter.is_empty() && diff.changes.iter().all(|change| change.topic == "dead_on_arrival"),
        "{diff:#?}"
    );
    for change in stricter {
        assert_eq!(change.remedy, "doa_handling");
        assert!(change.retroactive, "earlier orders get less: {change:#?}");
        let day = Day::parse(&change.shopper.facts["shipped_on"]).unwrap();
        assert!(
            [29, 30].contains(&day.days_until(change.shopper.today)),
            "only two days are lost: {change:#?}"
        );
    }
}

#[test]
fn diff_of_a_day_more_is_only_more_generous() {
    let diff =
        compared(&edited("doa-3-days", "within 3 days", "within 5 days"), Some("2026-11-20"));
    assert!(!diff.changes.is_empty());
    assert!(
        diff.changes
            .iter()
            .all(|change| change.direction == Direction::Generous && !change.retroactive),
        "{diff:#?}"
    );
}

#[test]
fn diff_of_other_terms_changes_no_verdict() {
    let diff =
        compared(&edited("doa-3-days", "pays = \"shop_if_justified\"", "pays = \"shop\""), None);
    assert_eq!(directions(&diff), [Direction::Terms], "{diff:#?}");
    assert_eq!(diff.parts, ["clause.doa-3-days: changed"]);
}

#[test]
fn diff_of_another_interpretation_is_another_explanation() {
    let diff = compared(
        &edited(
            "doa-30-days",
            "interpretation = \"Traceable",
            "interpretation = \"We read: traceable",
        ),
        None,
    );
    assert_eq!(directions(&diff), [Direction::Explained], "{diff:#?}");
}

#[test]
fn diff_names_a_changed_text() {
    let mut newer = files();
    let (_, _, text) = newer.texts.iter_mut().find(|(language, _, _)| language == "en").unwrap();
    *text = text.replacen("label = \"", "label = \"Well: ", 1);
    let diff = compared(&newer, None);
    assert_eq!((diff.changes.len(), diff.parts.len()), (0, 1), "{diff:#?}");
    assert!(
        diff.parts[0].starts_with("text en ") && diff.parts[0].ends_with(": changed"),
        "{:?}",
        diff.parts
    );
}

#[test]
fn diff_refuses_a_question_of_another_kind() {
    let mut newer = files();
    newer.policy.1 = newer.policy.1.replacen(
        "id = \"price\"\nkind = \"money\"",
        "id = \"price\"\nkind = \"yes_no\"",
        1,
    );
    newer.policy.1 = newer
        .policy
        .1
        .replace("price = \"under 100.00\"", "price = \"yes\"")
        .replace("price = \"from 100.00\"", "price = \"no\"");
    let found = diff(&files(), &newer, None).unwrap_err();
    assert!(found.iter().any(|finding| finding.code == "other-kind"), "{found:#?}");
}

#[test]
fn diff_reports_why_a_version_does_not_compile() {
    let mut newer = files();
    newer.policy.1.push_str("\n[[allow]]\n");
    assert!(
        diff(&files(), &newer, None)
            .unwrap_err()
            .iter()
            .any(|finding| finding.code == "missing-key")
    );
}

#[test]
fn diff_reports_a_broken_promise() {
    let newer = edited("doa-3-days", "within 3 days", "within 2 days");
    let found = diff(&files(), &newer, None).unwrap_err();
    assert!(found.iter().any(|finding| finding.code == "broken-promise"), "{found:#?}");
}
