//! Module `properties`: describes and counts the cases of a last clause that always holds. Such a
//! clause closes every gap, so a forgotten case is visible only here.

use super::leaf::{allowance, verdict_word};
use crate::cases::{Cases, Group, Side, TopicCases, groups};
use crate::draft::PolicyDraft;
use crate::finding::{Finding, Report};
use crate::places::containing_areas;
use recourse::diagram::{Leaf, NodeRef, Ruling};
use recourse::policy::Policy;
use recourse::question::{Kind, Question};
use recourse::region::label;
use recourse::types::Area;
use std::collections::{BTreeMap, BTreeSet};

/// Most groups of cases that one note lists.
const SHOWN_MAX: usize = 6;
/// Most places outside the policy's lists that one group of cases lists.
const PLACES_MAX: usize = 4;

pub(super) fn check(cases: &Cases<'_>, draft: &PolicyDraft, report: &mut Report<'_>) {
    let parts = cases.policy.parts();
    for (index, (clause, written)) in parts.allowances.iter().zip(&draft.allowances).enumerate() {
        let position = parts.exclusions.len().saturating_add(index);
        // By description, so that remedies with the same cases are reported together.
        let mut remedies: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for topic in cases.topics.iter().filter(|topic| always_holds(topic, position)) {
            for (remedy, root) in topic.concerned(clause) {
                if let Some(rest) = describe_rest(cases, draft, topic, root, index) {
                    let topic = &topic.topic.id;
                    remedies.entry(rest).or_default().push(format!("`{remedy}` in `{topic}`"));
                }
            }
        }
        for (rest, remedies) in remedies {
            let (verdict, remedies) = (verdict_word(clause.verdict), remedies.join(", "));
            let message =
                format!("`{}` ({verdict}) takes the rest of {remedies}: {rest}", clause.id);
            let finding =
                Finding::note("caught-by-else", &written.id.span, message).label("takes the rest");
            report.add(finding.on(clause.id.as_str()));
        }
    }
}

/// Whether the condition of a clause holds in every case.
fn always_holds(topic: &TopicCases<'_>, clause: usize) -> bool {
    let condition = topic.condition(clause);
    condition.is_some_and(|condition| topic.arena().leaf(condition) == Some(Leaf::True))
}

/// A description of the cases of an allowance; `None` if it decides all cases that are not
/// excluded, because it is then the rule itself.
fn describe_rest(
    cases: &Cases<'_>,
    draft: &PolicyDraft,
    topic: &TopicCases<'_>,
    root: NodeRef,
    index: usize,
) -> Option<String> {
    let side = |leaf: Leaf| match leaf {
        Leaf::Ruling(Ruling::Excluded(_) | Ruling::Statute { clause: None }) => Side::Ignored,
        _ if allowance(leaf) == Some(index) => Side::In,
        _ => Side::Out,
    };
    let kind = |question: u8| cases.policy.questions().get(usize::from(question)).map(|q| &q.kind);
    // Regions of days and amounts are listed one by one, so that a hole between two limits is
    // visible.
    let merges = |question: u8| {
        matches!(kind(question), Some(Kind::Choice { .. } | Kind::YesNo | Kind::Place { .. }))
    };
    let mut found = groups(topic.arena(), root, &side, &merges);
    let is_rest = found.iter().any(|group| !group.answers.is_empty());
    found.retain(|group| is_possible(cases, group));
    if !is_rest || found.is_empty() {
        return None;
    }
    found.sort_by_key(|group| std::cmp::Reverse(group.cases));
    Some(describe_groups(cases.policy, draft, &found))
}

/// Whether the dates of a group fit together on some day.
fn is_possible(cases: &Cases<'_>, group: &Group) -> bool {
    let first = |(question, regions): &(u8, Vec<usize>)| Some((*question, *regions.first()?));
    let path: Vec<_> = group.answers.iter().filter_map(first).collect();
    cases.calendars.dates(cases.policy, &path).is_some()
}

fn describe_groups(policy: &Policy, draft: &PolicyDraft, found: &[Group]) -> String {
    let (shown, more) = found.split_at(found.len().min(SHOWN_MAX));
    let mut lines: Vec<String> =
        shown.iter().map(|group| describe_group(policy, draft, group)).collect();
    if !more.is_empty() {
        let cases = more.iter().fold(0u128, |sum, group| sum.saturating_add(group.cases));
        lines.push(format!("{} more groups: {}", more.len(), case_count(cases)));
    }
    lines.join("; ")
}

fn describe_group(policy: &Policy, draft: &PolicyDraft, group: &Group) -> String {
    let answer = |(question, regions): &(u8, Vec<usize>)| {
        let question = policy.questions().get(usize::from(*question))?;
        Some(format!("`{}` = {}", question.id, describe_regions(draft, question, regions)))
    };
    let answers = group.answers.iter().filter_map(answer).collect::<Vec<_>>().join(", ");
    if group.cases == group.total {
        format!("{answers}: {}", case_count(group.cases))
    } else {
        format!("{answers}: {} of {}", group.cases, case_count(group.total))
    }
}

fn case_count(cases: u128) -> String {
    if cases == 1 { "1 case".to_owned() } else { format!("{cases} cases") }
}

fn describe_regions(draft: &PolicyDraft, question: &Question, regions: &[usize]) -> String {
    let Kind::Place { regions: lists, .. } = &question.kind else {
        let labels: Vec<String> = regions.iter().map(|region| label(question, *region)).collect();
        return labels.join(" or ");
    };
    let listed = |inside: bool| -> Vec<&Area> {
        let by_region = lists.iter().enumerate();
        by_region
            .filter(|(region, _)| regions.contains(region) == inside)
            .flat_map(|(_, list)| list)
            .collect()
    };
    // The last region is every place that is not listed.
    if regions.contains(&lists.len()) {
        format!("everywhere but {}", describe_places(draft, &listed(false)))
    } else {
        describe_places(draft, &listed(true))
    }
}

/// Places by the names of the policy's lists, the others by their codes.
fn describe_places(draft: &PolicyDraft, places: &[&Area]) -> String {
    let codes: BTreeSet<String> = places.iter().map(ToString::to_string).collect();
    // A place within another of the places is not listed.
    let outermost = places.iter().filter(|place| {
        containing_areas(place).iter().all(|containing| !places.contains(&containing))
    });
    let mut rest: BTreeSet<String> = outermost.map(ToString::to_string).collect();
    let mut names = Vec::new();
    for group in &draft.place_groups {
        let own: Vec<&str> = group.places.iter().map(|place| place.as_str()).collect();
        if own.iter().all(|place| codes.contains(*place))
            && own.iter().any(|place| rest.contains(*place))
        {
            names.push(format!("@{}", group.name.value));
            rest.retain(|code| !own.contains(&code.as_str()));
        }
    }
    let more = if rest.len() > PLACES_MAX { " .." } else { "" };
    names.extend(rest.into_iter().take(PLACES_MAX));
    if names.is_empty() { "nowhere".to_owned() } else { names.join(" ") + more }
}
