//! Room `claim`: what happens to a claim after it is kept. Events are added, never edited; the state is what they fold to,
//! in whatever order they arrive.

use crate::words::Amount;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Two actions that decide a claim and lie closer together than this, in milliseconds, were taken without knowing of each
/// other: a ledger may be a minute behind.
pub const BLIND_MS: i64 = 60_000;

/// What a shop does with a claim.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Action {
    /// The whole price is paid back.
    FullRefund,
    /// The price less an amount is paid back.
    RefundWithDeduction {
        /// What is kept back, in the policy's currency.
        #[serde(serialize_with = "write_amount", deserialize_with = "read_amount")]
        #[cfg_attr(feature = "schema", schemars(with = "String"))]
        amount: Amount,
        /// Why: the shopper reads it.
        reason: String,
    },
    /// An amount is paid and the goods stay with the shopper.
    PartialRefundKeep {
        /// What is paid, in the policy's currency.
        #[serde(serialize_with = "write_amount", deserialize_with = "read_amount")]
        #[cfg_attr(feature = "schema", schemars(with = "String"))]
        amount: Amount,
    },
    /// The goods are replaced, exchanged or repaired.
    Replacement,
    /// A coupon.
    Coupon {
        /// Its worth, in the policy's currency.
        #[serde(serialize_with = "write_amount", deserialize_with = "read_amount")]
        #[cfg_attr(feature = "schema", schemars(with = "String"))]
        amount: Amount,
    },
    /// Something is missing before it can be decided.
    AskForMore {
        /// What: the shopper reads it.
        what: String,
    },
    /// Nothing is given.
    Reject {
        /// Why: the shopper reads it.
        reason: String,
    },
    /// Everything is done.
    Close,
    /// A remark for colleagues; the shopper never sees it.
    Note {
        /// The remark.
        text: String,
    },
}

impl Action {
    /// Whether the action decides the claim.
    #[must_use]
    pub fn decides(&self) -> bool {
        !matches!(self, Action::AskForMore { .. } | Action::Close | Action::Note { .. })
    }

    /// The words that somebody wrote into it.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Action::RefundWithDeduction { reason, .. } | Action::Reject { reason } => reason,
            Action::AskForMore { what } => what,
            Action::Note { text } => text,
            _ => "",
        }
    }
}

fn write_amount<S: Serializer>(amount: &Amount, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(amount)
}

fn read_amount<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Amount, D::Error> {
    Amount::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
}

/// One thing that happened to a claim.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClaimEvent {
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
    /// What makes it one of its kind; decides the order within one millisecond.
    pub id: String,
    /// Version of this form: 1.
    pub v: u16,
    /// Who did it, as the desk calls them.
    pub actor: String,
    /// What was done.
    pub action: Action,
}

/// Where a claim stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Received; nobody has answered yet.
    #[default]
    Requested,
    /// The shopper is asked for something.
    NeedsMore,
    /// Something is given.
    Approved,
    /// Nothing is given.
    Rejected,
    /// Done.
    Closed,
}

/// What the events of a claim come to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClaimState {
    /// Where it stands.
    pub stage: Stage,
    /// Since when, in milliseconds since 1970; absent where nothing has happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since_ms: Option<i64>,
    /// What was decided last, or what is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<Action>,
    /// Two different decisions were taken so close together that neither can have known of the other: a person looks.
    pub conflict: bool,
}

/// Folds events to a state. The order in which they come does not matter, nor does one that comes twice.
#[must_use]
pub fn fold(events: impl IntoIterator<Item = ClaimEvent>) -> ClaimState {
    let mut events: Vec<ClaimEvent> = events.into_iter().collect();
    events.sort();
    events.dedup();
    let mut state = ClaimState::default();
    let mut decided: Option<(i64, &Action)> = None;
    for event in &events {
        let stage = match &event.action {
            Action::Note { .. } => continue,
            Action::AskForMore { .. } => Stage::NeedsMore,
            Action::Reject { .. } => Stage::Rejected,
            Action::Close => Stage::Closed,
            _ => Stage::Approved,
        };
        if event.action.decides() {
            let blind = |(at, action): (i64, &Action)| {
                *action != event.action && event.at_ms.saturating_sub(at) < BLIND_MS
            };
            state.conflict = decided.is_some_and(blind);
            decided = Some((event.at_ms, &event.action));
        }
        state.stage = stage;
        state.since_ms = Some(event.at_ms);
        // What was given stays to be seen when the claim is closed.
        if stage != Stage::Closed {
            state.action = Some(event.action.clone());
        }
    }
    state
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use alloc::vec;

    fn event(at_ms: i64, actor: &str, action: Action) -> ClaimEvent {
        ClaimEvent { at_ms, id: alloc::format!("{at_ms}{actor}"), v: 1, actor: actor.to_string(), action }
    }

    fn reject() -> Action {
        Action::Reject { reason: "used".to_string() }
    }

    #[test]
    fn a_claim_goes_from_question_to_answer_to_end_and_keeps_what_was_given() {
        let ask = event(1, "ann", Action::AskForMore { what: "a photo".to_string() });
        let give = event(100_000, "ann", Action::Replacement);
        let note = event(100_001, "bob", Action::Note { text: "nice".to_string() });
        let close = event(200_000, "bob", Action::Close);
        assert_eq!(fold([]).stage, Stage::Requested);
        assert_eq!(fold([ask.clone()]).stage, Stage::NeedsMore);
        assert_eq!(fold([note.clone(), give.clone(), ask.clone()]).stage, Stage::Approved);
        let end = fold([close, note, give, ask]);
        assert_eq!((end.stage, end.action, end.conflict), (Stage::Closed, Some(Action::Replacement), false));
    }

    #[test]
    fn two_who_did_not_know_of_each_other_are_shown_as_a_conflict_until_somebody_decides() {
        let (give, refuse) = (event(1_000, "ann", Action::FullRefund), event(2_000, "bob", reject()));
        assert!(fold([give.clone(), refuse.clone()]).conflict);
        let later = event(500_000, "ann", Action::FullRefund);
        assert!(!fold([give.clone(), refuse, later]).conflict);
        let again = event(2_000, "bob", Action::FullRefund);
        assert!(!fold([give, again]).conflict, "they agree");
    }

    #[test]
    fn neither_order_nor_repetition_matters() {
        let events = vec![
            event(3, "ann", Action::FullRefund),
            event(3, "bob", reject()),
            event(1, "ann", Action::AskForMore { what: "a photo".to_string() }),
            event(90_000, "bob", Action::Close),
        ];
        let state = fold(events.clone());
        for turn in 0..events.len() {
            let mut turned = events.clone();
            turned.rotate_left(turn);
            turned.extend(events.clone());
            assert_eq!(fold(turned), state);
        }
    }
}
