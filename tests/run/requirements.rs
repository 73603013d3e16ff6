//! Every requirement of the acceptance list is cited by a policy or set aside with a reason, and
//! every requirement that decides has a case.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use recourse_authoring::{compile, load, stores};
use recourse_tests::corpus;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const POLICIES: &str = "../shared/policies";
/// Fewest cases of the corpus.
const CASES_MIN: usize = 150;

/// The requirements by their ids, with their kinds.
fn requirements() -> BTreeMap<String, String> {
    let list = fs::read_to_string("requirements.txt").unwrap();
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| line.split_once(' ').unwrap())
        .map(|(requirement, kinds)| (requirement.to_owned(), kinds.to_owned()))
        .collect()
}

fn cited() -> BTreeSet<String> {
    let mut cited = BTreeSet::new();
    for store in stores(Path::new(POLICIES)) {
        let files = load(Path::new(POLICIES), Path::new("../shared/statutes"), &store).unwrap();
        cited.extend(
            compile(&files)
                .unwrap_or_else(|found| panic!("{store}: {found:#?}"))
                .requirements
                .into_keys(),
        );
    }
    cited
}

/// The requirements that `NOT-RULES.md` sets aside: a line begins with requirements and has a
/// reason of at least four words.
fn set_aside() -> BTreeSet<String> {
    let page = fs::read_to_string(Path::new(POLICIES).join("NOT-RULES.md")).unwrap_or_default();
    let mut requirements = BTreeSet::new();
    for line in page.lines().filter(|line| line.starts_with(['|', '-', '*'])) {
        let is_requirement =
            |word: &&str| ["HK-", "XS-", "C-"].iter().any(|prefix| word.starts_with(prefix));
        let words: Vec<&str> = line
            .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '.'))
            .map(|word| word.trim_end_matches('.'))
            .filter(|word| word.chars().any(char::is_alphanumeric))
            .collect();
        let reason = words.iter().filter(|word| !is_requirement(word)).count();
        if reason >= 4 {
            requirements.extend(
                words.iter().filter(|word| is_requirement(word)).map(|word| (*word).to_owned()),
            );
        }
    }
    requirements
}

#[test]
fn requirements_list_is_complete() {
    let count = |prefix: &str| {
        requirements().keys().filter(|requirement| requirement.starts_with(prefix)).count()
    };
    assert_eq!((count("HK-"), count("XS-"), count("C-")), (76, 89, 63));
}

#[test]
fn requirements_are_cited_or_set_aside_with_a_reason() {
    let (cited, aside) = (cited(), set_aside());
    let missing: Vec<String> = requirements()
        .into_keys()
        .filter(|requirement| !cited.contains(requirement) && !aside.contains(requirement))
        .collect();
    assert!(
        missing.is_empty(),
        "{} requirements are neither cited nor set aside: {}",
        missing.len(),
        missing.join(" ")
    );
}

#[test]
fn requirements_that_are_cited_exist() {
    let requirements = requirements();
    let cases = corpus().unwrap().cases.into_iter().flat_map(|case| case.requirements);
    let strangers: BTreeSet<String> = cited()
        .into_iter()
        .chain(cases)
        .filter(|requirement| !requirements.contains_key(requirement))
        .collect();
    assert!(strangers.is_empty(), "no such requirements: {strangers:?}");
}

#[test]
fn requirements_that_decide_have_a_case() {
    let shown: BTreeSet<String> =
        corpus().unwrap().cases.into_iter().flat_map(|case| case.requirements).collect();
    let deciding = requirements()
        .into_iter()
        .filter(|(_, kinds)| kinds.contains('D'))
        .map(|(requirement, _)| requirement);
    let missing: Vec<String> =
        deciding.filter(|requirement| !shown.contains(requirement)).collect();
    assert!(
        missing.is_empty(),
        "{} deciding requirements have no case: {}",
        missing.len(),
        missing.join(" ")
    );
}

#[test]
fn corpus_has_enough_cases_with_unique_names() {
    let cases = corpus().unwrap().cases;
    assert!(cases.len() >= CASES_MIN, "{} cases; at least {CASES_MIN} are wanted", cases.len());
    let names: BTreeSet<String> = cases.iter().map(recourse_tests::Case::id).collect();
    assert_eq!(names.len(), cases.len(), "two cases of one file have the same name");
}
