//! Module `properties`: the days that shoppers are told are the days of the diagrams: on the last
//! day the verdict stands, on the next it does not, whatever the open questions are answered.
//! Looked at for shoppers on both sides of every limit at which a remedy changes, with all answers
//! of their case and with each one of them left open.

use super::leaf::{pairs, verdict};
use crate::cases::{Cases, Shopper, TopicCases};
use crate::draft::PolicyDraft;
use crate::finding::{Finding, Report};
use recourse::clause::Verdict;
use recourse::decide::{Decision, RemedyDecision, Status, decide};
use recourse::diagram::{Arena, Leaf, NodeRef, Ruling};
use recourse::policy::Policy;
use recourse::question::{Facts, Kind, Situation};
use recourse::region::{days_of_change, possible_regions_on, value_regions};
use recourse::types::Day;
use std::collections::BTreeSet;

/// What decides; another one than the real one in tests of this check.
type Decide<'a> = &'a dyn Fn(&Policy, &Situation) -> Decision;

pub(super) fn check(cases: &Cases<'_>, draft: &PolicyDraft, report: &mut Report<'_>) {
    check_with(&decide, cases, draft, report);
}

fn check_with(decide: Decide<'_>, cases: &Cases<'_>, draft: &PolicyDraft, report: &mut Report<'_>) {
    let (mut reported, mut seen) = (BTreeSet::new(), BTreeSet::new());
    each_shopper(cases, &mut |topic, shopper| {
        // All remedies of a topic are looked at together, so the same shopper is looked at once.
        if !seen.insert((topic.topic.id.clone(), shopper.today, shopper.facts.clone())) {
            return;
        }
        for wrong in wrong_days(decide, cases.policy, topic, &shopper) {
            if !reported.insert((wrong.code, topic.topic.id.clone(), wrong.remedy.clone())) {
                continue;
            }
            let at = draft.topics.iter().find(|draft| draft.id.value == topic.topic.id.as_str());
            let span = at.map_or(0..0, |topic| topic.id.span.clone());
            let finding = Finding::error(wrong.code, &span, wrong.message).label("in this topic");
            report.add(finding.on(topic.topic.id.as_str()).witness(shopper.clone()));
        }
    });
}

/// One shopper of every ruling of every remedy, and one on each side of every limit, with and
/// without each of their answers.
fn each_shopper(cases: &Cases<'_>, see: &mut dyn FnMut(&TopicCases<'_>, Shopper)) {
    for topic in &cases.topics {
        for (_, root) in topic.remedies() {
            for path in cases.outcomes(&[topic.probe(root)], &[]).into_values() {
                see(topic, cases.shopper(topic.topic, &path));
            }
        }
    }
    for (ix, question) in (0u8..).zip(cases.policy.questions()) {
        if !matches!(question.kind, Kind::Date { .. }) {
            continue;
        }
        for region in 1..value_regions(&question.kind) {
            pairs(cases, ix, [region.saturating_sub(1), region], &mut |pair| {
                let (speaker, calendars) = (&cases.speaker, &cases.calendars);
                let on_edge =
                    speaker.on_the_edge(cases.policy, calendars, pair.topic.topic, &pair.path, ix);
                for shopper in on_edge.iter().flat_map(with_each_left_open) {
                    see(pair.topic, shopper);
                }
            });
        }
    }
}

/// The shopper, the same a day before, and both without each one of their answers.
fn with_each_left_open(shopper: &Shopper) -> Vec<Shopper> {
    let mut all = vec![shopper.clone()];
    all.push(Shopper { today: shopper.today.plus_days(-1), ..shopper.clone() });
    for open in shopper.facts.keys() {
        let mut other = shopper.clone();
        other.facts.remove(open);
        all.push(other);
    }
    all
}

struct Wrong {
    code: &'static str,
    remedy: String,
    message: String,
}

fn wrong_days(
    decide: Decide<'_>,
    policy: &Policy,
    topic: &TopicCases<'_>,
    shopper: &Shopper,
) -> Vec<Wrong> {
    let texts = shopper.facts.iter().map(|(id, answer)| (id.as_str(), answer.as_str()));
    // A day earlier an answer can lie in the future; there is no such shopper then.
    let Ok(facts) = Facts::parse(policy.questions(), texts, shopper.today) else {
        return Vec::new();
    };
    let situation = Situation { topic: topic.topic.id.clone(), facts, today: shopper.today };
    let decision = decide(policy, &situation);
    if decision.status != Status::Decided {
        return Vec::new();
    }
    let each = decision.remedies.iter().zip(topic.remedies());
    each.filter_map(|(told, (_, root))| {
        let history = History { policy, topic, situation: &situation, root };
        let (code, message) = history.wrong(told)?;
        Some(Wrong { code, remedy: told.remedy.to_string(), message })
    })
    .collect()
}

/// What the diagram of one remedy comes to on other days, for the facts of a shopper who asks
/// today.
struct History<'a> {
    policy: &'a Policy,
    topic: &'a TopicCases<'a>,
    situation: &'a Situation,
    root: NodeRef,
}

impl History<'_> {
    fn wrong(&self, told: &RemedyDecision) -> Option<(&'static str, String)> {
        match told.verdict {
            // Refused by the policy, whatever the law adds.
            _ if self.some(self.situation.today, &|verdict| verdict == Verdict::Refused) => None,
            Verdict::Refused => None,
            Verdict::NotYet => self.wrong_first(told),
            Verdict::Granted | Verdict::AskSupport => self.short(told).or_else(|| self.long(told)),
        }
    }

    fn short(&self, told: &RemedyDecision) -> Option<(&'static str, String)> {
        let after = told.last_day.filter(|_| !told.last_day_at_least)?.plus_days(1);
        self.some(after, &|verdict| verdict <= told.verdict).then(|| {
            let last = after.plus_days(-1);
            let message = format!(
                "`{}` is told to end on {last}, and on {after} it is no worse",
                told.remedy
            );
            ("short-deadline", message)
        })
    }

    fn long(&self, told: &RemedyDecision) -> Option<(&'static str, String)> {
        let in_time = |day: &Day| told.last_day.is_none_or(|last| *day <= last);
        let worse = |day: &Day| self.some(*day, &|verdict| verdict > told.verdict);
        let day =
            self.days().into_iter().chain(told.last_day).find(|day| in_time(day) && worse(day))?;
        let until =
            told.last_day.map_or("without an end".to_owned(), |last| format!("until {last}"));
        Some((
            "long-deadline",
            format!("`{}` is told {until}, and on {day} it is worse", told.remedy),
        ))
    }

    fn wrong_first(&self, told: &RemedyDecision) -> Option<(&'static str, String)> {
        let open = |day: &Day| self.some(*day, &Verdict::is_open);
        let closed = |day: &Day| self.some(*day, &|verdict| !verdict.is_open());
        let early =
            self.days().into_iter().filter(|day| told.first_day.is_none_or(|first| *day < first));
        let earlier = early.into_iter().find(|day| open(day));
        let told_early = told.first_day.filter(closed);
        let day = earlier.or(told_early)?;
        let first = told
            .first_day
            .map_or("no first day".to_owned(), |first| format!("to begin on {first}"));
        Some((
            "wrong-first-day",
            format!("`{}` is told {first}, and {day} is decided otherwise", told.remedy),
        ))
    }

    fn days(&self) -> Vec<Day> {
        days_of_change(self.policy.questions(), &self.situation.facts, self.situation.today)
    }

    /// Whether some completion of the facts comes to a wanted verdict of the policy on that day.
    fn some(&self, day: Day, wanted: &dyn Fn(Verdict) -> bool) -> bool {
        let Situation { facts, today, .. } = self.situation;
        let possible = possible_regions_on(self.policy.questions(), facts, *today, day);
        let mut scratch = Arena::default();
        let root = self.topic.restrict(self.root, &possible, &mut scratch);
        scratch.witness(root, &|leaf| policy_verdict(leaf).is_some_and(wanted)).is_some()
    }
}

/// What the policy says at a leaf, whatever the law adds.
fn policy_verdict(leaf: Leaf) -> Option<Verdict> {
    match leaf {
        Leaf::Ruling(Ruling::Statute { .. }) => Some(Verdict::Refused),
        other => verdict(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::Speaker;
    use crate::draft::read_policy;
    use crate::{compile, load};
    use std::path::Path;

    /// The findings where every last day is told so many days later than it is.
    fn found(store: &str, days: i32) -> Vec<&'static str> {
        let files =
            load(Path::new("../../tests/real-policies"), Path::new("../statutes"), store).unwrap();
        let bundle = compile(&files).unwrap();
        let mut report = Report::new("policy.toml");
        let draft = read_policy(&files.policy.1, &mut report).unwrap();
        let (today, texts) = (bundle.policy.parts().as_of, bundle.texts.values().next().unwrap());
        let cases = Cases::of(&bundle.policy, Speaker { today, texts });
        let shifted = |policy: &Policy, situation: &Situation| {
            let mut decision = decide(policy, situation);
            for remedy in &mut decision.remedies {
                remedy.last_day = remedy.last_day.map(|day| day.plus_days(days));
            }
            decision
        };
        check_with(&shifted, &cases, &draft, &mut report);
        let codes: BTreeSet<&str> = report.found.iter().map(|finding| finding.code).collect();
        codes.into_iter().collect()
    }

    #[test]
    fn deadline_that_is_a_day_off_is_found() {
        for store in ["latest", "anker"] {
            assert_eq!(found(store, 0), Vec::<&str>::new(), "{store}: the days are right");
            assert_eq!(found(store, -1), ["short-deadline"], "{store}: a day too early");
            assert_eq!(found(store, 1), ["long-deadline"], "{store}: a day too late");
        }
    }
}
