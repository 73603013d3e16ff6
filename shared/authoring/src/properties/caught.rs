//! Module `properties`: what falls into a last clause that always holds, in words and counts. Such
//! a clause closes every gap, so a case that was forgotten is found nowhere else.

use super::leaf::{allowance, word};
use crate::cases::{Cases, Group, Side, TopicCases, groups};
use crate::draft::PolicyDraft;
use crate::finding::{Finding, Report};
use crate::places::around;
use recourse::diagram::{Leaf, NodeRef, Ruling};
use recourse::policy::Policy;
use recourse::question::{Kind, Question};
use recourse::region::label;
use recourse::types::Area;
use std::collections::{BTreeMap, BTreeSet};

/// Most groups of cases that one note names.
const SHOWN_MAX: usize = 6;
/// Most places outside the policy's lists that one group of cases names.
const PLACES_MAX: usize = 4;

pub(super) fn check(cases: &Cases<'_>, draft: &PolicyDraft, report: &mut Report<'_>) {
    let parts = cases.policy.parts();
    for (ix, (clause, written)) in parts.allowances.iter().zip(&draft.allowances).enumerate() {
        let place = parts.exclusions.len().saturating_add(ix);
        // By what falls in, so that remedies with the same cases are told once.
        let mut caught: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for topic in cases.topics.iter().filter(|topic| always(topic, place)) {
            for (remedy, root) in topic.concerned(clause) {
                if let Some(words) = rest(cases, draft, topic, root, ix) {
                    let topic = &topic.topic.id;
                    caught.entry(words).or_default().push(format!("`{remedy}` in `{topic}`"));
                }
            }
        }
        for (words, remedies) in caught {
            let (verdict, remedies) = (word(clause.verdict), remedies.join(", "));
            let message =
                format!("`{}` ({verdict}) takes the rest of {remedies}: {words}", clause.id);
            let finding =
                Finding::note("caught-by-else", &written.id.span, message).label("takes the rest");
            report.add(finding.on(clause.id.as_str()));
        }
    }
}

/// Whether the condition of a clause holds in every case.
fn always(topic: &TopicCases<'_>, clause: usize) -> bool {
    let condition = topic.condition(clause);
    condition.is_some_and(|condition| topic.arena().leaf(condition) == Some(Leaf::True))
}

/// What falls into an allowance, in words; `None` where it takes all that is not excluded: then it
/// is the rule itself, and no rest.
fn rest(
    cases: &Cases<'_>,
    draft: &PolicyDraft,
    topic: &TopicCases<'_>,
    root: NodeRef,
    ix: usize,
) -> Option<String> {
    let side = |leaf: Leaf| match leaf {
        Leaf::Ruling(Ruling::Excluded(_) | Ruling::Statute { clause: None }) => Side::Aside,
        _ if allowance(leaf) == Some(ix) => Side::In,
        _ => Side::Out,
    };
    let kind = |question: u8| cases.policy.questions().get(usize::from(question)).map(|q| &q.kind);
    // Days and amounts are told one by one, so that a hole between two limits is seen.
    let merges = |question: u8| {
        matches!(kind(question), Some(Kind::Choice { .. } | Kind::YesNo | Kind::Place { .. }))
    };
    let mut found = groups(topic.arena(), root, &side, &merges);
    let tells_apart = found.iter().any(|group| !group.answers.is_empty());
    found.retain(|group| is_possible(cases, group));
    (tells_apart && !found.is_empty()).then(|| {
        found.sort_by_key(|group| std::cmp::Reverse(group.cases));
        listed(cases.policy, draft, &found)
    })
}

/// Whether the dates of a group fit together on some day.
fn is_possible(cases: &Cases<'_>, group: &Group) -> bool {
    let first = |(question, regions): &(u8, Vec<usize>)| Some((*question, *regions.first()?));
    let path: Vec<_> = group.answers.iter().filter_map(first).collect();
    cases.calendars.dates(cases.policy, &path).is_some()
}

fn listed(policy: &Policy, draft: &PolicyDraft, found: &[Group]) -> String {
    let (shown, more) = found.split_at(found.len().min(SHOWN_MAX));
    let mut lines: Vec<String> =
        shown.iter().map(|group| described(policy, draft, group)).collect();
    if !more.is_empty() {
        let cases = more.iter().fold(0u128, |sum, group| sum.saturating_add(group.cases));
        lines.push(format!("{} more groups: {}", more.len(), counted(cases)));
    }
    lines.join("; ")
}

fn described(policy: &Policy, draft: &PolicyDraft, group: &Group) -> String {
    let answers = group.answers.iter().filter_map(|(question, regions)| {
        let question = policy.questions().get(usize::from(*question))?;
        Some(format!("`{}` = {}", question.id, words(draft, question, regions)))
    });
    let answers = answers.collect::<Vec<_>>().join(", ");
    if group.cases == group.of {
        format!("{answers}: {}", counted(group.cases))
    } else {
        format!("{answers}: {} of {}", group.cases, counted(group.of))
    }
}

fn counted(cases: u128) -> String {
    if cases == 1 { "1 case".to_owned() } else { format!("{cases} cases") }
}

fn words(draft: &PolicyDraft, question: &Question, regions: &[usize]) -> String {
    let Kind::Place { regions: lists, .. } = &question.kind else {
        return regions
            .iter()
            .map(|region| label(question, *region))
            .collect::<Vec<_>>()
            .join(" or ");
    };
    let listed = |inside: bool| -> Vec<&Area> {
        let lists = lists.iter().enumerate();
        lists
            .filter(|(region, _)| regions.contains(region) == inside)
            .flat_map(|(_, list)| list)
            .collect()
    };
    // The last region is everywhere that no list names.
    if regions.contains(&lists.len()) {
        format!("everywhere but {}", named(draft, &listed(false)))
    } else {
        named(draft, &listed(true))
    }
}

/// Places by the policy's own lists, the rest by their codes.
fn named(draft: &PolicyDraft, places: &[&Area]) -> String {
    let codes: BTreeSet<String> = places.iter().map(ToString::to_string).collect();
    // What lies in a place that is named needs no mention.
    let outermost =
        places.iter().filter(|place| around(place).iter().all(|around| !places.contains(&around)));
    let mut rest: BTreeSet<String> = outermost.map(ToString::to_string).collect();
    let mut words = Vec::new();
    for group in &draft.place_groups {
        let mine: Vec<&str> = group.places.iter().map(|place| place.as_str()).collect();
        if mine.iter().all(|place| codes.contains(*place))
            && mine.iter().any(|place| rest.contains(*place))
        {
            words.push(format!("@{}", group.name.value));
            rest.retain(|code| !mine.contains(&code.as_str()));
        }
    }
    let more = if rest.len() > PLACES_MAX { " .." } else { "" };
    words.extend(rest.into_iter().take(PLACES_MAX));
    if words.is_empty() { "nowhere".to_owned() } else { words.join(" ") + more }
}
