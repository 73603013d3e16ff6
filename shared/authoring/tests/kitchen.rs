//! A small policy with every kind of question, phrase and clause, compiled and decided. Invalid
//! policies are in the findings of the tests crate.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use recourse::clause::Verdict;
use recourse::decide::{Decision, Status, decide};
use recourse::question::{Facts, Kind, Situation};
use recourse::region::{label, regions};
use recourse::types::{Day, Language, TopicId, foreign, is_foreign};
use recourse_authoring::{CompiledPolicy, PolicyFiles, Stats, compile, load, stores};
use std::path::Path;

const POLICIES: &str = "tests/kitchen-sink/policies";

fn files() -> PolicyFiles {
    load(Path::new(POLICIES), Path::new("../statutes"), "kitchen").unwrap()
}

fn compiled() -> CompiledPolicy {
    compile(&files()).unwrap()
}

fn decided(topic: &str, facts: &[(&str, &str)]) -> Decision {
    let (policy, today) = (compiled().policy, Day::parse("2026-11-20").unwrap());
    let facts = Facts::parse(policy.questions(), facts.iter().copied(), today).unwrap();
    decide(&policy, &Situation { topic: TopicId::parse(topic).unwrap(), facts, today })
}

fn verdict(topic: &str, facts: &[(&str, &str)]) -> (Verdict, String) {
    let decision = decided(topic, facts);
    assert_eq!(decision.status, Status::Decided, "{:?}", decision.question);
    let first = &decision.remedies[0];
    (first.verdict, first.clauses[0].to_string())
}

const SENT: [(&str, &str); 6] = [
    ("dangerous", "no"),
    ("condition", "new"),
    ("shipped_on", "2026-11-01"),
    ("delivered_on", "2026-11-06"),
    ("price", "99.99"),
    ("ship_to", "US"),
];

fn sent(changes: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let mut facts: Vec<(&str, &str)> = SENT.to_vec();
    facts[1].1 = "opened";
    for (question, answer) in changes {
        facts.retain(|(known, _)| known != question);
        facts.push((question, answer));
    }
    facts
}

#[test]
fn compiled_bytes_are_the_same_for_the_same_files() {
    let (one, other) = (compiled(), compiled());
    assert_eq!(one.policy.encode(), other.policy.encode());
    let read = recourse::policy::Policy::decode(&one.policy.encode()).unwrap();
    assert_eq!(read.hash(), one.policy.hash());
    assert_eq!(stores(Path::new(POLICIES)), ["kitchen"]);
}

#[test]
fn policy_hash_depends_on_source_texts_but_not_on_translations() {
    let hash = |files: &PolicyFiles| compile(files).unwrap().policy.hash().to_owned();
    let (before, mut files) = (hash(&files()), files());
    files.texts[0].2 = files.texts[0].2.replace("Heben Sie", "Bitte heben Sie");
    assert_eq!((files.texts[0].0.as_str(), hash(&files)), ("de", before.clone()));
    files.texts[1].2 = files.texts[1].2.replace("Used goods", "Goods that were used");
    assert_ne!(hash(&files), before);
}

#[test]
fn regions_are_divided_by_thresholds_in_order() {
    let policy = compiled().policy;
    let labels = |id: &str| -> Vec<String> {
        let question =
            policy.questions().iter().find(|question| question.id.as_str() == id).unwrap();
        (0..regions(question)).map(|region| label(question, region)).collect()
    };
    assert_eq!(
        labels("delivered_on"),
        [
            "within 14 days",
            "after 14 days, within 60 days",
            "after 60 days, within 1 year",
            "after 1 year",
            "unknown",
            "none"
        ]
    );
    assert_eq!(labels("transit"), ["under 30 days", "from 30 days", "unknown"]);
    assert_eq!(labels("price"), ["under 100.00", "from 100.00"]);
    assert_eq!(labels("condition"), ["unopened", "opened", "used"]);
}

/// The places of each region of the place question.
fn place_regions() -> Vec<String> {
    let policy = compiled().policy;
    let regions = policy.questions().iter().find_map(|question| match &question.kind {
        Kind::Place { regions, .. } => Some(regions),
        _ => None,
    });
    let join = |places: &Vec<recourse::types::Area>| {
        places.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    regions.unwrap().iter().map(join).collect()
}

#[test]
fn places_form_regions_by_the_lists_that_contain_them() {
    let names: Vec<String> = place_regions();
    // EU and EEA; Cuba and Iran; the United Kingdom; Crimea.
    assert_eq!(names.len(), 4, "{names:?}");
    assert!(names.contains(&"UA-40 UA-43".to_owned()) && names.contains(&"CU IR".to_owned()));
}

#[test]
fn allowance_that_holds_first_decides_on_the_exact_day() {
    assert_eq!(verdict("send_back", &sent(&[])), (Verdict::Granted, "back-14".into()));
    let slow_and_early = decided("send_back", &sent(&[("shipped_on", "2026-10-01")]));
    let last = slow_and_early.remedies[0].last_day.map(|day| day.to_string());
    let message = "the later clause decides how long it is granted";
    assert_eq!(last.as_deref(), Some("2027-01-05"), "{message}");
    let slow = sent(&[("delivered_on", "2026-11-05"), ("shipped_on", "2026-10-06")]);
    assert_eq!(verdict("send_back", &slow), (Verdict::Granted, "back-60-slow".into()));
    let quick = sent(&[("delivered_on", "2026-11-05"), ("shipped_on", "2026-10-07")]);
    assert_eq!(verdict("send_back", &quick), (Verdict::Refused, "back-late".into()));
}

#[test]
fn exclusion_precedes_allowances_and_the_strictest_is_cited() {
    let used = sent(&[("condition", "used")]);
    assert_eq!(verdict("send_back", &used), (Verdict::Refused, "used".into()));
    let hot = sent(&[("dangerous", "yes")]);
    assert_eq!(verdict("send_back", &hot), (Verdict::AskSupport, "danger".into()));
}

#[test]
fn statute_passes_a_refusal_to_support_with_its_notice() {
    let late =
        sent(&[("delivered_on", "2026-11-05"), ("shipped_on", "2026-11-01"), ("ship_to", "DE")]);
    let decision = decided("send_back", &late);
    let refund = &decision.remedies[0];
    assert_eq!((refund.verdict, refund.clauses[0].as_str()), (Verdict::AskSupport, "back-late"));
    let notice = &refund.statutes[0];
    assert_eq!(
        (notice.statute.as_str(), notice.last_day),
        ("eu-withdrawal", Day::parse("2026-11-19").ok())
    );
    let compiled = compiled();
    let text = |language: &str| {
        let language = Language::parse(language).unwrap();
        compiled.texts[&language].get("statute.eu-withdrawal").unwrap()
    };
    assert!(text("en").contains("cannot reduce") && text("de").contains("keine Rechtsberatung"));
}

#[test]
fn texts_missing_in_a_language_fall_back_to_the_source_language_and_are_marked() {
    let compiled = compiled();
    let texts = |tag: &str| &compiled.texts[&Language::parse(tag).unwrap()];
    let (english, german) = (texts("en"), texts("de"));
    assert_eq!(german.get("topic.send_back.label"), Some("Ich möchte etwas zurückschicken"));
    for (key, text) in english.iter() {
        let translated = german.get(key).unwrap_or_else(|| panic!("{key}"));
        assert!(translated != text, "{key}: a fallback text is marked");
        assert!(!is_foreign(translated) || translated == foreign(text), "{key}: {translated}");
    }
    assert!(english.iter().all(|(_, text)| !is_foreign(text)));
    // The notices of statutes are not in the texts file.
    let is_own = |(key, text): &(&str, &str)| !is_foreign(text) && !key.starts_with("statute.");
    assert_eq!(german.iter().filter(is_own).count(), 2, "as many as the file has");
}

#[test]
fn not_yet_has_a_first_day_and_an_inquiry_is_decided_by_place() {
    let decision = decided("late", &[("expected_on", "2026-11-25")]);
    assert_eq!(decision.remedies[0].first_day, Day::parse("2026-11-28").ok());
    assert_eq!(verdict("sold_here", &[("ship_to", "UA-43")]).0, Verdict::Refused);
    assert_eq!(verdict("sold_here", &[("ship_to", "UA")]).0, Verdict::Granted);
    assert_eq!(verdict("sold_here", &[("ship_to", "UA-46")]).0, Verdict::Granted);
}

#[test]
fn stats_count_parts_cases_and_requirements() {
    let compiled = compiled();
    let stats = Stats::of(&compiled);
    assert_eq!((stats.questions, stats.clauses, stats.topics.len()), (8, 14, 4));
    assert!(stats.cases() > 1_000 && stats.nodes() > 20, "{stats:?}");
    assert_eq!(compiled.requirements["K-2"], ["clause.back-14"]);
}
