//! Module `decide`: the decision, in the form of the public JSON contract: `serde_json::to_string`
//! of a [`Decision`] gives the same bytes in every runtime.

use crate::clause::{Payer, Step, Topic, TopicKind, Verdict};
use crate::types::{Amount, ClauseId, Day, ProofId, QuestionId, RemedyId, StatuteId, StepId};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Whether the decision is final.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Final: no further answer can change it.
    Decided,
    /// A question is still to be answered.
    Ask,
}

/// The decision on a situation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Decision {
    /// The hash of the policy by which it was made.
    pub policy: String,
    /// Whether it is final.
    pub status: Status,
    /// The next question, with status `ask`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<QuestionId>,
    /// How many questions remain at most, this one included; with status `ask`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_remaining_questions: Option<u8>,
    /// One decision per remedy of the topic, in its order; empty with status `ask`.
    pub remedies: Vec<RemedyDecision>,
    /// What would have changed the decision, if nothing is granted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nearest_change: Option<NearestChange>,
}

impl Decision {
    /// The remedies in the order and the groups in which they are shown. The best verdict comes
    /// first; an inquiry keeps the order of its topic, whose first remedy is what the shopper asked
    /// about. Remedies with equal decisions form one group, so that the decision is shown only
    /// once.
    #[must_use]
    pub fn groups(&self, inquiry: bool) -> Vec<Vec<&RemedyDecision>> {
        let with_verdict =
            |verdict: Verdict| self.remedies.iter().filter(move |remedy| remedy.verdict == verdict);
        let best_first = [Verdict::Granted, Verdict::AskSupport, Verdict::NotYet, Verdict::Refused];
        let remedies: Vec<&RemedyDecision> = if inquiry {
            self.remedies.iter().collect()
        } else {
            best_first.into_iter().flat_map(with_verdict).collect()
        };
        let mut groups: Vec<Vec<&RemedyDecision>> = Vec::new();
        for remedy in remedies {
            let is_alike = |group: &&mut Vec<&RemedyDecision>| {
                group.iter().all(|other| remedy.is_shown_like(other))
            };
            match groups.iter_mut().find(is_alike) {
                Some(group) => group.push(remedy),
                None => groups.push(Vec::from([remedy])),
            }
        }
        groups
    }

    /// The remedies for which a claim can be made: those that are granted or that support decides.
    /// None if the topic is an inquiry.
    pub fn claimable(&self, topic: &Topic) -> impl Iterator<Item = &RemedyDecision> {
        let inquiry = topic.kind == TopicKind::Inquiry;
        self.remedies.iter().filter(move |remedy| !inquiry && remedy.verdict.is_open())
    }
}

/// A step of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep<'a> {
    /// The step.
    pub step: &'a StepId,
    /// The remedies that need it; empty where all remedies with steps do.
    pub remedies: Vec<&'a RemedyId>,
}

/// What the shopper does next: the steps of all groups in one list, each once, in the order of
/// `policy_steps`, in which they are done.
#[must_use]
pub fn next_steps<'a>(
    policy_steps: &[Step],
    groups: &[Vec<&'a RemedyDecision>],
) -> Vec<NextStep<'a>> {
    let all = || groups.iter().flatten().copied();
    let count = all().filter(|remedy| !remedy.steps.is_empty()).count();
    let next = |step: &Step| {
        let find = |remedy: &'a RemedyDecision| remedy.steps.iter().find(|own| **own == step.id);
        let own: Vec<_> = all().filter(|remedy| find(remedy).is_some()).collect();
        let found = own.first().and_then(|remedy| find(remedy))?;
        let named = own.iter().filter(|_| own.len() < count);
        Some(NextStep { step: found, remedies: named.map(|remedy| &remedy.remedy).collect() })
    };
    policy_steps.iter().filter_map(next).collect()
}

/// The decision on one remedy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RemedyDecision {
    /// The remedy.
    pub remedy: RemedyId,
    /// The verdict on it.
    pub verdict: Verdict,
    /// The clauses from which the verdict follows.
    pub clauses: Vec<ClauseId>,
    /// The statutes that may give more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statutes: Vec<StatuteNotice>,
    /// Who pays return shipping, if the policy states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pays: Option<Payer>,
    /// The maximum refund, as a decimal in the policy's currency.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "write_amount",
        deserialize_with = "read_amount"
    )]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub cap: Option<Amount>,
    /// The proofs that the shopper must provide.
    pub proofs: Vec<ProofId>,
    /// The steps that the shopper takes next.
    pub steps: Vec<StepId>,
    /// With `not_yet`: the first day on which it is granted or support decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_day: Option<Day>,
    /// The last day on which the shop's policy gives this verdict or a better one, by any clause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_day: Option<Day>,
    /// Whether an answer that the shopper cannot give could make the last day later; it is then
    /// shown as "at least until".
    #[serde(default, skip_serializing_if = "is_false")]
    pub last_day_at_least: bool,
    /// With `granted`: the last day of these terms, if other terms apply from then to the last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms_last_day: Option<Day>,
    /// The author's interpretations of the cited clauses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub interpretations: Vec<String>,
}

impl RemedyDecision {
    /// The days to show, in order: the message key and the day in that message.
    pub fn days(&self) -> impl Iterator<Item = (&'static str, Day)> {
        let until = if self.last_day_at_least { "until_at_least" } else { "until" };
        let days = [
            (until, self.last_day),
            ("terms_until", self.terms_last_day),
            ("from", self.first_day),
        ];
        days.into_iter().filter_map(|(message_key, day)| Some((message_key, day?)))
    }

    /// Whether everything that is shown of two remedies is equal.
    fn is_shown_like(&self, other: &RemedyDecision) -> bool {
        let terms = |remedy: &RemedyDecision| (remedy.verdict, remedy.pays, remedy.cap);
        let days = |remedy: &RemedyDecision| {
            (remedy.first_day, remedy.last_day, remedy.last_day_at_least, remedy.terms_last_day)
        };
        terms(self) == terms(other)
            && days(self) == days(other)
            && self.clauses == other.clauses
            && self.proofs == other.proofs
            && self.steps == other.steps
    }
}

/// A statutory right that may give more than the policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StatuteNotice {
    /// The statute.
    pub statute: StatuteId,
    /// Its last day, if it can be computed: moved past weekends and the public holidays of the
    /// whole country where the law says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_day: Option<Day>,
    /// With a last day: whether that day is certain, and whether it is past.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
}

/// Whether a statutory period is over on the day of the decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// It runs until the last day.
    Open,
    /// It runs at least until the last day: the law sets a minimum, an unknown holiday may move the
    /// day, or the day is so recent that the period may still run in the shopper's region or time
    /// zone.
    AtLeast,
    /// It is over.
    Over,
}

impl Period {
    /// The key of the interface text for this state, with the slot `{date}`.
    #[must_use]
    pub fn message_key(self) -> &'static str {
        match self {
            Period::Open => "law_until",
            Period::AtLeast => "law_at_least",
            Period::Over => "law_ended",
        }
    }
}

/// The nearest situation in which a remedy would be granted. It is decided again before it is
/// shown, so it is always correct.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NearestChange {
    /// The remedy that would be granted.
    pub remedy: RemedyId,
    /// The verdict in that situation: always `granted`.
    pub verdict: Verdict,
    /// Whether the shopper can still make the change.
    pub changeable: bool,
    /// The question whose answer would have to be different.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<QuestionId>,
    /// That answer, in the notation of the policy file (`no`, `under 100.00`, an option).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// Alternatively: the last day on which a request would have been in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Day>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field by reference")]
fn is_false(value: &bool) -> bool {
    !*value
}

#[expect(clippy::ref_option, reason = "serde passes the field by reference")]
fn write_amount<S: Serializer>(amount: &Option<Amount>, serializer: S) -> Result<S::Ok, S::Error> {
    match amount {
        Some(amount) => serializer.serialize_str(&amount.to_string()),
        None => serializer.serialize_none(),
    }
}

fn read_amount<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Amount>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    let read = |text: String| {
        Amount::parse_as_written(&text).ok_or_else(|| serde::de::Error::custom("not an amount"))
    };
    text.map(read).transpose()
}

#[cfg(test)]
mod tests {
    use super::{Decision, RemedyDecision, Step, StepId, next_steps};
    use alloc::borrow::ToOwned;
    use alloc::string::String;
    use alloc::vec::Vec;

    #[test]
    fn decision_groups_equal_remedies_the_best_first() {
        let json = r#"{"policy":"","status":"decided","remedies":[
            {"remedy":"refund","verdict":"refused","clauses":["late"],"proofs":[],"steps":[]},
            {"remedy":"exchange","verdict":"ask_support","clauses":["battery"],
                "proofs":[],"steps":["write"]},
            {"remedy":"repair","verdict":"ask_support","clauses":["battery"],
                "proofs":["photo"],"steps":["write","wait"]},
            {"remedy":"coupon","verdict":"ask_support","clauses":["battery"],
                "proofs":[],"steps":["write"]}]}"#;
        let decision: Decision = serde_json::from_str(json).unwrap();
        let names = |groups: Vec<Vec<&RemedyDecision>>| -> Vec<String> {
            let name = |group: Vec<&RemedyDecision>| {
                group.iter().map(|remedy| remedy.remedy.as_str()).collect::<Vec<_>>().join(" ")
            };
            groups.into_iter().map(name).collect()
        };
        assert_eq!(names(decision.groups(false)), ["exchange coupon", "repair", "refund"]);
        assert_eq!(names(decision.groups(true)), ["refund", "exchange coupon", "repair"]);

        let step = |id: &str| Step { id: StepId::parse(id).unwrap(), available: true };
        let steps = [step("wait"), step("never"), step("write")];
        let groups = decision.groups(false);
        let next = next_steps(&steps, &groups);
        let next: Vec<_> = next
            .iter()
            .map(|next| {
                let remedies: Vec<_> = next.remedies.iter().map(|id| id.as_str()).collect();
                (next.step.as_str(), remedies.join(" "))
            })
            .collect();
        assert_eq!(
            next,
            [("wait", "repair".to_owned()), ("write", String::new())],
            "in the order of the policy; the refusal has no steps, so both others share one"
        );
    }
}
