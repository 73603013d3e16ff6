//! Module `claim`: what happens to a claim after it is kept. Events are added, never edited; the state is what they fold to,
//! in whatever order they arrive.

use super::{Action, Reply};
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Two actions that decide a claim and lie closer together than this, in milliseconds, were taken without knowing of each
/// other: a ledger may be a minute behind.
pub const CONFLICT_WINDOW_MS: i64 = 60_000;

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
    /// Who did it, as the desk calls them; [`SHOPPER`](super::SHOPPER) for the claim's own.
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
    /// The shopper has replied; nobody has looked at it yet.
    Replied,
    /// The shopper needs it no longer.
    Cancelled,
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
    /// What the shopper has replied to what was asked last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replies: Vec<Reply>,
    /// Two different decisions were taken so close together that neither can have known of the other: a person looks.
    pub conflict: bool,
}

impl ClaimState {
    /// Whether a reply of the shopper's is waited for, or may still be added to.
    #[must_use]
    pub fn takes_reply(&self) -> bool {
        matches!(self.stage, Stage::NeedsMore | Stage::Replied)
    }

    /// Whether a shopper may still say that it is needed no longer: not once the shop has decided.
    #[must_use]
    pub fn can_be_cancelled(&self) -> bool {
        matches!(self.stage, Stage::Requested | Stage::NeedsMore | Stage::Replied)
    }

    fn acted(&mut self, action: &Action, at_ms: i64) {
        self.stage = match action {
            Action::RequestInfo { .. } => Stage::NeedsMore,
            Action::Reject { .. } => Stage::Rejected,
            Action::Close => Stage::Closed,
            _ => Stage::Approved,
        };
        self.since_ms = Some(at_ms);
        // What was given stays to be seen when the claim is closed.
        if self.stage != Stage::Closed {
            self.action = Some(action.clone());
            self.replies.clear();
        }
    }

    /// A reply that crossed a decision stays among the events, and changes nothing.
    fn replied(&mut self, reply: &Reply, at_ms: i64) {
        if self.takes_reply() {
            self.stage = Stage::Replied;
            self.since_ms = Some(at_ms);
            self.replies.push(reply.clone());
        }
    }

    /// One that crossed a decision changes nothing either. What the shop asked for is asked no more.
    fn cancelled(&mut self, at_ms: i64) {
        if self.can_be_cancelled() {
            *self = ClaimState {
                stage: Stage::Cancelled,
                since_ms: Some(at_ms),
                ..ClaimState::default()
            };
        }
    }
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
        match &event.action {
            Action::Note { .. } => {}
            Action::Reply(reply) => state.replied(reply, event.at_ms),
            Action::Cancel => state.cancelled(event.at_ms),
            action => {
                if action.decides() {
                    let blind = |(at, other): (i64, &Action)| {
                        other != action && event.at_ms.saturating_sub(at) < CONFLICT_WINDOW_MS
                    };
                    state.conflict = decided.is_some_and(blind);
                    decided = Some((event.at_ms, action));
                }
                state.acted(action, event.at_ms);
            }
        }
    }
    state
}

#[cfg(test)]
mod tests {
    use super::super::ShopAction;
    use super::*;
    use alloc::string::ToString;
    use alloc::vec;

    fn event(at_ms: i64, actor: &str, action: Action) -> ClaimEvent {
        ClaimEvent {
            at_ms,
            id: alloc::format!("{at_ms}{actor}"),
            v: 1,
            actor: actor.to_string(),
            action,
        }
    }

    fn reply(at_ms: i64, text: &str) -> ClaimEvent {
        event(at_ms, "shopper", Action::Reply(Reply { text: text.to_string(), photos: vec![] }))
    }

    fn reject() -> Action {
        Action::Reject { reason: "used".to_string() }
    }

    #[test]
    fn a_claim_goes_from_question_to_answer_to_end_and_keeps_what_was_given() {
        let ask = event(1, "ann", Action::RequestInfo { message: "a photo".to_string() });
        let give = event(100_000, "ann", Action::Replacement);
        let note = event(100_001, "bob", Action::Note { text: "nice".to_string() });
        let close = event(200_000, "bob", Action::Close);
        assert_eq!(fold([]).stage, Stage::Requested);
        assert_eq!(fold([ask.clone()]).stage, Stage::NeedsMore);
        assert_eq!(fold([note.clone(), give.clone(), ask.clone()]).stage, Stage::Approved);
        let end = fold([close, note, give, ask]);
        assert_eq!(
            (end.stage, end.action, end.conflict),
            (Stage::Closed, Some(Action::Replacement), false)
        );
    }

    #[test]
    fn a_reply_belongs_to_what_was_asked_and_counts_only_while_it_is_asked() {
        let ask =
            |at_ms| event(at_ms, "ann", Action::RequestInfo { message: "a photo".to_string() });
        let texts = |state: &ClaimState| -> Vec<String> {
            state.replies.iter().map(|reply| reply.text.clone()).collect()
        };
        assert_eq!(fold([reply(1, "unasked")]), ClaimState::default());
        let two = fold([ask(1), reply(2, "here"), reply(3, "and this")]);
        assert_eq!((two.stage, two.since_ms), (Stage::Replied, Some(3)));
        assert_eq!(texts(&two), ["here", "and this"]);
        assert_eq!(two.action, fold([ask(1)]).action, "what was asked stays to be seen");
        let again = fold([ask(1), reply(2, "here"), ask(3)]);
        assert_eq!((again.stage, texts(&again).len()), (Stage::NeedsMore, 0));
        let crossed = fold([ask(1), event(2, "ann", Action::Replacement), reply(3, "late")]);
        assert_eq!(
            (crossed.stage, crossed.since_ms, texts(&crossed).len()),
            (Stage::Approved, Some(2), 0)
        );
    }

    #[test]
    fn a_claim_is_cancelled_until_it_is_decided_and_can_be_taken_up_again() {
        let (ask, give) =
            (Action::RequestInfo { message: "a photo".to_string() }, Action::Replacement);
        let cancel = |at_ms| event(at_ms, "shopper", Action::Cancel);
        let over = fold([event(1, "ann", ask.clone()), reply(2, "here"), cancel(3)]);
        assert_eq!((over.stage, over.since_ms), (Stage::Cancelled, Some(3)));
        assert_eq!((over.action, over.replies.len()), (None, 0));
        assert_eq!(fold([event(1, "ann", give.clone()), cancel(2)]).stage, Stage::Approved);
        assert_eq!(fold([cancel(1), event(2, "ann", ask)]).stage, Stage::NeedsMore);
        assert_eq!(fold([cancel(1), event(2, "ann", give)]).stage, Stage::Approved);
    }

    #[test]
    fn either_side_s_action_is_read_back_as_what_it_was_and_no_shop_replies() {
        for event in
            [event(1, "ann", Action::Replacement), reply(2, "here"), event(3, "bob", reject())]
        {
            let text = serde_json::to_string(&event).unwrap();
            assert_eq!(serde_json::from_str::<ClaimEvent>(&text).unwrap(), event, "{text}");
        }
        let reply = r#"{"type":"reply","text":"here"}"#;
        assert!(serde_json::from_str::<Action>(reply).is_ok());
        assert!(
            serde_json::from_str::<ShopAction>(reply).is_err(),
            "a shop does not reply for a shopper"
        );
        assert!(serde_json::from_str::<ShopAction>(r#"{"type":"cancel"}"#).is_err());
        assert!(serde_json::from_str::<ShopAction>(r#"{"type":"close"}"#).is_ok());
        for bad in [
            r#"{"type":"reply"}"#,
            r#"{"type":"reply","text":"","state":"x"}"#,
            r#"{"type":"reject","reason":"used","x":1}"#,
        ] {
            assert!(serde_json::from_str::<Action>(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn two_who_did_not_know_of_each_other_are_shown_as_a_conflict_until_somebody_decides() {
        let (give, refuse) =
            (event(1_000, "ann", Action::FullRefund), event(2_000, "bob", reject()));
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
            event(1, "ann", Action::RequestInfo { message: "a photo".to_string() }),
            reply(2, "here"),
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
