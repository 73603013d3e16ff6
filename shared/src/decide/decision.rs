//! Module `decide`: the answer, in the form of the public JSON contract. `serde_json::to_string` of a [`Decision`] is
//! that contract, byte for byte, in every runtime.

use crate::clause::{Payer, Topic, TopicKind, Verdict};
use crate::types::{Amount, ClauseId, Day, ProofId, QuestionId, RemedyId, StatuteId, StepId};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Whether there is an answer yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Final: no further answer can change it.
    Decided,
    /// A question is still to be answered.
    Ask,
}

/// The whole answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Decision {
    /// The hash of the policy that decided.
    pub policy: String,
    /// Whether this is final.
    pub status: Status,
    /// The next question, with status `ask`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<QuestionId>,
    /// How many questions can still come at most, this one included; with status `ask`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_remaining_questions: Option<u8>,
    /// Per remedy of the topic, in its order; empty with status `ask`.
    pub remedies: Vec<RemedyDecision>,
    /// What would have changed it, where nothing is granted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nearest_change: Option<NearestChange>,
}

impl Decision {
    /// The remedies as they are shown: the best verdict first, but for an inquiry, whose first remedy is what was asked; and together
    /// where the same is said of them, for nobody should read a sentence three times to find out that it is the same.
    #[must_use]
    pub fn groups(&self, inquiry: bool) -> Vec<Vec<&RemedyDecision>> {
        let order = [Verdict::Granted, Verdict::AskSupport, Verdict::NotYet, Verdict::Refused];
        let turns = if inquiry { 1 } else { order.len() };
        let with = |verdict| {
            self.remedies.iter().filter(move |remedy| inquiry || remedy.verdict == verdict)
        };
        let mut groups: Vec<Vec<&RemedyDecision>> = Vec::new();
        for remedy in order.into_iter().take(turns).flat_map(with) {
            match groups.iter_mut().find(|group| group.iter().all(|other| remedy.says_what(other)))
            {
                Some(group) => group.push(remedy),
                None => groups.push(Vec::from([remedy])),
            }
        }
        groups
    }

    /// The remedies that a claim can be made for: what is granted, and what a person decides. None of an inquiry's.
    pub fn claimable(&self, topic: &Topic) -> impl Iterator<Item = &RemedyDecision> {
        let inquiry = topic.kind == TopicKind::Inquiry;
        self.remedies.iter().filter(move |remedy| !inquiry && remedy.verdict.is_open())
    }
}

/// The steps of the first group that has any: the common ones among them are shown once, after all groups, in that order.
#[must_use]
pub fn first_steps<'a>(groups: &[Vec<&'a RemedyDecision>]) -> &'a [StepId] {
    let mut steps =
        groups.iter().filter_map(|group| group.first()).map(|remedy| remedy.steps.as_slice());
    steps.find(|steps| !steps.is_empty()).unwrap_or_default()
}

/// Whether every group that has steps has this one, and there are several of them: it is shown once then, after all of them.
#[must_use]
pub fn is_common(groups: &[Vec<&RemedyDecision>], step: &StepId) -> bool {
    let mut count = 0_usize;
    for remedy in groups.iter().filter_map(|group| group.first()) {
        if remedy.steps.contains(step) {
            count = count.saturating_add(1);
        } else if !remedy.steps.is_empty() {
            return false;
        }
    }
    count > 1
}

/// What is said of one remedy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RemedyDecision {
    /// The remedy.
    pub remedy: RemedyId,
    /// What is said of it.
    pub verdict: Verdict,
    /// The clauses that say so.
    pub clauses: Vec<ClauseId>,
    /// What the law may add.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statutes: Vec<StatuteNotice>,
    /// Who pays return shipping, where the policy says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pays: Option<Payer>,
    /// The most that is paid, as a decimal in the policy's currency.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "write_amount",
        deserialize_with = "read_amount"
    )]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub cap: Option<Amount>,
    /// What the shopper must show.
    pub proofs: Vec<ProofId>,
    /// What the shopper does next.
    pub steps: Vec<StepId>,
    /// With `not_yet`: the first day on which it is granted or taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_day: Option<Day>,
    /// The last day on which the shop's policy gives the remedy this verdict or a better one, over all clauses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_day: Option<Day>,
    /// Whether an answer that the shopper cannot give could move the last day back: it is "at least until" then.
    #[serde(default, skip_serializing_if = "is_false")]
    pub last_day_at_least: bool,
    /// With `granted`: the last day on these terms, where other terms follow before the last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms_last_day: Option<Day>,
    /// The readings that the cited clauses stand on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub interpretations: Vec<String>,
}

impl RemedyDecision {
    /// The sentences about days: the key of each message and the day in it, in the order in which they are shown.
    pub fn days(&self) -> impl Iterator<Item = (&'static str, Day)> {
        let until = if self.last_day_at_least { "until_at_least" } else { "until" };
        let days = [
            (until, self.last_day),
            ("terms_until", self.terms_last_day),
            ("from", self.first_day),
        ];
        days.into_iter().filter_map(|(message_key, day)| Some((message_key, day?)))
    }

    /// Whether the same is said as of another remedy: all that is shown in a card.
    fn says_what(&self, other: &RemedyDecision) -> bool {
        let terms = |said: &RemedyDecision| (said.verdict, said.pays, said.cap);
        let days = |said: &RemedyDecision| {
            (said.first_day, said.last_day, said.last_day_at_least, said.terms_last_day)
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
    /// Its last day, where it can be computed: past weekends and the public holidays of the whole country, where the law says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_day: Option<Day>,
    /// With a last day: whether that day is certain, and whether it is past.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
}

/// How a statutory period stands to the day on which it is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// It runs until the last day.
    Open,
    /// It runs at least until the last day: the law sets a minimum, a holiday that is not known here may move the day, or the day
    /// is so shortly past that it may still run where the shopper is.
    AtLeast,
    /// It is over.
    Over,
}

impl Period {
    /// The key of the interface text that says so of a `{date}`.
    #[must_use]
    pub fn message_key(self) -> &'static str {
        match self {
            Period::Open => "law_until",
            Period::AtLeast => "law_at_least",
            Period::Over => "law_ended",
        }
    }
}

/// The nearest situation in which a remedy would be granted. Decided again before it is shown, so it cannot lie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NearestChange {
    /// The remedy that would be granted.
    pub remedy: RemedyId,
    /// What would be said of it: always `granted`.
    pub verdict: Verdict,
    /// Whether the shopper can still bring it about.
    pub changeable: bool,
    /// The question whose other answer would change it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<QuestionId>,
    /// That answer, in the words of the policy file (`no`, `under 100.00`, an option).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// Or: the last day on which asking would have been in time.
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
    use super::{Decision, StepId};
    use alloc::string::String;
    use alloc::vec::Vec;

    #[test]
    fn remedies_of_which_the_same_is_said_are_shown_together_the_best_first() {
        let said = r#"{"policy":"","status":"decided","remedies":[
            {"remedy":"refund","verdict":"refused","clauses":["late"],"proofs":[],"steps":[]},
            {"remedy":"exchange","verdict":"ask_support","clauses":["battery"],"proofs":[],"steps":["write"]},
            {"remedy":"repair","verdict":"ask_support","clauses":["battery"],"proofs":["photo"],"steps":["write","wait"]},
            {"remedy":"coupon","verdict":"ask_support","clauses":["battery"],"proofs":[],"steps":["write"]}]}"#;
        let decision: Result<Decision, String> =
            serde_json::from_str(said).map_err(|error| alloc::format!("{error}"));
        let shown = decision.map(|decision| {
            let group = |group: Vec<&super::RemedyDecision>| {
                group
                    .iter()
                    .map(|remedy| String::from(remedy.remedy.as_str()))
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            let names = |groups: Vec<_>| groups.into_iter().map(group).collect::<Vec<_>>();
            let groups = decision.groups(false);
            let first = super::first_steps(&groups).iter();
            let common: Vec<_> =
                first.filter(|step| super::is_common(&groups, step)).map(StepId::as_str).collect();
            assert_eq!(common, ["write"]);
            let of =
                |step: &str| StepId::parse(step).is_ok_and(|step| super::is_common(&groups, &step));
            assert!(
                of("write") && !of("wait"),
                "the refusal has none, and one group alone has the other"
            );
            (names(decision.groups(false)), names(decision.groups(true)))
        });
        let list = |names: &[&str]| names.iter().copied().map(String::from).collect::<Vec<_>>();
        let best_first = list(&["exchange coupon", "repair", "refund"]);
        assert_eq!(shown, Ok((best_first, list(&["refund", "exchange coupon", "repair"]))));
    }
}
