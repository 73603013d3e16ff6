//! Module `properties`: the days that shoppers are shown agree with the diagrams: on the last day
//! the verdict applies, and on the next day it does not, for every answer to the open questions.
//! The check covers shoppers on both sides of every limit at which a remedy changes, with all
//! answers of their case and without each one of them.

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
use recourse::types::{Day, RemedyId};
use std::collections::BTreeSet;

/// The decision function; the tests of this check use another one than [`decide`].
type Decide<'a> = &'a dyn Fn(&Policy, &Situation) -> Decision;

pub(super) fn check(cases: &Cases<'_>, draft: &PolicyDraft, report: &mut Report<'_>) {
    check_with(&decide, cases, draft, report);
}

fn check_with(decide: Decide<'_>, cases: &Cases<'_>, draft: &PolicyDraft, report: &mut Report<'_>) {
    let (mut reported, mut seen) = (BTreeSet::new(), BTreeSet::new());
    each_shopper(cases, &mut |topic, shopper| {
        // All remedies of a topic are checked together, so each shopper is checked once.
        if !seen.insert((topic.topic.id.clone(), shopper.today, shopper.facts.clone())) {
            return;
        }
        for error in day_errors(decide, cases.policy, topic, &shopper) {
            if !reported.insert((error.code, topic.topic.id.clone(), error.remedy.clone())) {
                continue;
            }
            let at = draft.topics.iter().find(|draft| draft.id.value == topic.topic.id.as_str());
            let span = at.map_or(0..0, |topic| topic.id.span.clone());
            let finding = Finding::error(error.code, &span, error.message).label("in this topic");
            report.add(finding.on(topic.topic.id.as_str()).witness(shopper.clone()));
        }
    });
}

/// Calls `see` with an example shopper of every ruling of every remedy, and with shoppers on each
/// side of every limit, with and without each of their answers.
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
                let topic = pair.topic.topic;
                let on_last_day = cases.shoppers.shopper_on_last_day(
                    cases.policy,
                    &cases.calendars,
                    topic,
                    &pair.path,
                    ix,
                );
                for shopper in on_last_day.iter().flat_map(variants) {
                    see(pair.topic, shopper);
                }
            });
        }
    }
}

/// The shopper, the shopper a day earlier, and the shopper without each one of their answers.
fn variants(shopper: &Shopper) -> Vec<Shopper> {
    let mut all = vec![shopper.clone()];
    all.push(Shopper { today: shopper.today.plus_days(-1), ..shopper.clone() });
    for id in shopper.facts.keys() {
        let mut other = shopper.clone();
        other.facts.remove(id);
        all.push(other);
    }
    all
}

/// A day that a shopper is shown and that disagrees with the diagram.
struct DayError {
    code: &'static str,
    remedy: String,
    message: String,
}

fn day_errors(
    decide: Decide<'_>,
    policy: &Policy,
    topic: &TopicCases<'_>,
    shopper: &Shopper,
) -> Vec<DayError> {
    let texts = shopper.facts.iter().map(|(id, answer)| (id.as_str(), answer.as_str()));
    // A day earlier, an answer may be in the future: there is no such shopper.
    let Ok(facts) = Facts::parse(policy.questions(), texts, shopper.today) else {
        return Vec::new();
    };
    let situation = Situation { topic: topic.topic.id.clone(), facts, today: shopper.today };
    let decision = decide(policy, &situation);
    if decision.status != Status::Decided {
        return Vec::new();
    }
    let remedies = decision.remedies.iter().zip(topic.remedies());
    let error = |(decided, (_, root)): (&RemedyDecision, (&RemedyId, NodeRef))| {
        let timeline = Timeline { policy, topic, situation: &situation, root };
        let (code, message) = timeline.error(decided)?;
        Some(DayError { code, remedy: decided.remedy.to_string(), message })
    };
    remedies.filter_map(error).collect()
}

/// The rulings of one remedy's diagram on other days, for the facts of a shopper who asks
/// today.
struct Timeline<'a> {
    policy: &'a Policy,
    topic: &'a TopicCases<'a>,
    situation: &'a Situation,
    root: NodeRef,
}

impl Timeline<'_> {
    /// The code and the message of the finding, if a day disagrees with the diagram.
    fn error(&self, decided: &RemedyDecision) -> Option<(&'static str, String)> {
        let is_refused = |verdict| verdict == Verdict::Refused;
        // The policy refuses, even if the law may give more: there are no days.
        if self.may_be(self.situation.today, &is_refused) {
            return None;
        }
        match decided.verdict {
            Verdict::Refused => None,
            Verdict::NotYet => self.first_day_error(decided),
            Verdict::Granted | Verdict::AskSupport => {
                self.too_early(decided).or_else(|| self.too_late(decided))
            }
        }
    }

    /// The last day is too early: on the next day, the verdict is no worse.
    fn too_early(&self, decided: &RemedyDecision) -> Option<(&'static str, String)> {
        if decided.last_day_at_least {
            return None;
        }
        let last = decided.last_day?;
        let after = last.plus_days(1);
        self.may_be(after, &|verdict| verdict <= decided.verdict).then(|| {
            let remedy = &decided.remedy;
            let message =
                format!("`{remedy}` is told to end on {last}, and on {after} it is no worse");
            ("short-deadline", message)
        })
    }

    /// The last day is too late: on a day until then, the verdict is worse.
    fn too_late(&self, decided: &RemedyDecision) -> Option<(&'static str, String)> {
        let is_in_time = |day: &Day| decided.last_day.is_none_or(|last| *day <= last);
        let is_worse = |day: &Day| self.may_be(*day, &|verdict| verdict > decided.verdict);
        let mut days = self.days_of_change().into_iter().chain(decided.last_day);
        let day = days.find(|day| is_in_time(day) && is_worse(day))?;
        let until = match decided.last_day {
            Some(last) => format!("until {last}"),
            None => "without an end".to_owned(),
        };
        let message = format!("`{}` is told {until}, and on {day} it is worse", decided.remedy);
        Some(("long-deadline", message))
    }

    /// The first day is wrong: on an earlier day the remedy may be available, or on that day it may
    /// not be.
    fn first_day_error(&self, decided: &RemedyDecision) -> Option<(&'static str, String)> {
        let is_earlier = |day: &Day| decided.first_day.is_none_or(|first| *day < first);
        let may_be_open = |day: &Day| self.may_be(*day, &Verdict::is_open);
        let may_be_closed = |day: &Day| self.may_be(*day, &|verdict| !verdict.is_open());
        let mut days = self.days_of_change().into_iter();
        let open_earlier = days.find(|day| is_earlier(day) && may_be_open(day));
        let day = open_earlier.or(decided.first_day.filter(may_be_closed))?;
        let first = match decided.first_day {
            Some(first) => format!("to begin on {first}"),
            None => "no first day".to_owned(),
        };
        let message =
            format!("`{}` is told {first}, and {day} is decided otherwise", decided.remedy);
        Some(("wrong-first-day", message))
    }

    fn days_of_change(&self) -> Vec<Day> {
        days_of_change(self.policy.questions(), &self.situation.facts, self.situation.today)
    }

    /// Whether some completion of the facts has a wanted verdict of the policy on that day.
    fn may_be(&self, day: Day, is_wanted: &dyn Fn(Verdict) -> bool) -> bool {
        let Situation { facts, today, .. } = self.situation;
        let possible = possible_regions_on(self.policy.questions(), facts, *today, day);
        let mut scratch = Arena::default();
        let root = self.topic.restrict(self.root, &possible, &mut scratch);
        scratch.witness(root, &|leaf| policy_verdict(leaf).is_some_and(is_wanted)).is_some()
    }
}

/// The verdict of the policy at a leaf, without what the law adds.
fn policy_verdict(leaf: Leaf) -> Option<Verdict> {
    match leaf {
        Leaf::Ruling(Ruling::Statute { .. }) => Some(Verdict::Refused),
        other => verdict(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::ShopperBuilder;
    use crate::draft::read_policy;
    use crate::{compile, load};
    use std::path::Path;

    /// The codes of the findings if every last day is shown that many days later than it is.
    fn codes_with_last_day_moved(store: &str, days: i32) -> Vec<&'static str> {
        let files =
            load(Path::new("../../tests/real-policies"), Path::new("../statutes"), store).unwrap();
        let compiled = compile(&files).unwrap();
        let policy = &compiled.policy;
        let mut report = Report::new("policy.toml");
        let draft = read_policy(&files.policy.1, &mut report).unwrap();
        let (today, texts) = (policy.parts().as_of, compiled.texts.values().next().unwrap());
        let cases = Cases::of(policy, ShopperBuilder { today, texts });
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
            let codes = |days: i32| codes_with_last_day_moved(store, days);
            assert_eq!(codes(0), Vec::<&str>::new(), "{store}: the days are right");
            assert_eq!(codes(-1), ["short-deadline"], "{store}: a day too early");
            assert_eq!(codes(1), ["long-deadline"], "{store}: a day too late");
        }
    }
}
