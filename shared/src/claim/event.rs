//! Module `claim`: the events of a stored claim. Events are added and never edited; the state is
//! computed from them, in whichever order they arrive.

use super::{Action, Reply};
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Two different actions that decide a claim within this time, in milliseconds, were taken without
/// knowledge of each other: storage may be a minute behind.
pub const CONFLICT_WINDOW_MS: i64 = 60_000;

/// An event of a claim.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClaimEvent {
    /// The time, in milliseconds since 1970.
    pub at_ms: i64,
    /// Makes the event unique; decides the order within one millisecond.
    pub id: String,
    /// Version of this format: 1.
    pub v: u16,
    /// The actor, by the desk's name; [`SHOPPER`](super::SHOPPER) for the claim's own shopper.
    pub actor: String,
    /// The action.
    pub action: Action,
}

/// The stage of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Received and not answered yet.
    #[default]
    Requested,
    /// The shop waits for a reply of the shopper.
    NeedsMore,
    /// The shopper has replied, and the shop has not answered yet.
    Replied,
    /// The shopper has cancelled it.
    Cancelled,
    /// A remedy is granted.
    Approved,
    /// No remedy is granted.
    Rejected,
    /// Closed.
    Closed,
}

/// The state of a claim, computed from its events.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClaimState {
    /// Its stage.
    pub stage: Stage,
    /// The time at which the stage began, in milliseconds since 1970; absent if there is no event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since_ms: Option<i64>,
    /// The last decision or request for information.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<Action>,
    /// The shopper's replies to the last request.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replies: Vec<Reply>,
    /// Two different decisions were made so close together that neither actor can have known of the
    /// other; support has to look at it.
    pub conflict: bool,
}

impl ClaimState {
    /// Whether the shop waits for a reply, or one may still be added.
    #[must_use]
    pub fn takes_reply(&self) -> bool {
        matches!(self.stage, Stage::NeedsMore | Stage::Replied)
    }

    /// Whether the shopper may still cancel the claim: not after the shop has decided.
    #[must_use]
    pub fn can_be_cancelled(&self) -> bool {
        matches!(self.stage, Stage::Requested | Stage::NeedsMore | Stage::Replied)
    }

    /// Applies an action of the shop.
    fn apply_action(&mut self, action: &Action, at_ms: i64) {
        self.stage = match action {
            Action::RequestInfo { .. } => Stage::NeedsMore,
            Action::Reject { .. } => Stage::Rejected,
            Action::Close => Stage::Closed,
            _ => Stage::Approved,
        };
        self.since_ms = Some(at_ms);
        // The decision stays visible when the claim is closed.
        if self.stage != Stage::Closed {
            self.action = Some(action.clone());
            self.replies.clear();
        }
    }

    /// Applies a reply. A reply that arrives after a decision stays an event and changes nothing.
    fn apply_reply(&mut self, reply: &Reply, at_ms: i64) {
        if self.takes_reply() {
            self.stage = Stage::Replied;
            self.since_ms = Some(at_ms);
            self.replies.push(reply.clone());
        }
    }

    /// Applies a cancellation, which also ends a request for information. One that arrives after a
    /// decision changes nothing.
    fn apply_cancellation(&mut self, at_ms: i64) {
        if self.can_be_cancelled() {
            *self = ClaimState {
                stage: Stage::Cancelled,
                since_ms: Some(at_ms),
                ..ClaimState::default()
            };
        }
    }
}

/// Computes the state of a claim from its events. Neither their order nor repeated events matter.
#[must_use]
pub fn fold(events: impl IntoIterator<Item = ClaimEvent>) -> ClaimState {
    let mut events: Vec<ClaimEvent> = events.into_iter().collect();
    events.sort();
    events.dedup();
    let mut state = ClaimState::default();
    let mut last_decision: Option<(i64, &Action)> = None;
    for event in &events {
        match &event.action {
            Action::Note { .. } => {}
            Action::Reply(reply) => state.apply_reply(reply, event.at_ms),
            Action::Cancel => state.apply_cancellation(event.at_ms),
            action => {
                if action.decides() {
                    let conflicts = |(at_ms, other): (i64, &Action)| {
                        other != action && event.at_ms.saturating_sub(at_ms) < CONFLICT_WINDOW_MS
                    };
                    state.conflict = last_decision.is_some_and(conflicts);
                    last_decision = Some((event.at_ms, action));
                }
                state.apply_action(action, event.at_ms);
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
    fn claim_stage_follows_the_actions_and_closing_keeps_the_decision() {
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
    fn claim_reply_belongs_to_the_last_request_and_counts_only_while_it_is_open() {
        let ask =
            |at_ms| event(at_ms, "ann", Action::RequestInfo { message: "a photo".to_string() });
        let texts = |state: &ClaimState| -> Vec<String> {
            state.replies.iter().map(|reply| reply.text.clone()).collect()
        };
        assert_eq!(fold([reply(1, "unasked")]), ClaimState::default());
        let two = fold([ask(1), reply(2, "here"), reply(3, "and this")]);
        assert_eq!((two.stage, two.since_ms), (Stage::Replied, Some(3)));
        assert_eq!(texts(&two), ["here", "and this"]);
        assert_eq!(two.action, fold([ask(1)]).action, "the request stays visible");
        let again = fold([ask(1), reply(2, "here"), ask(3)]);
        assert_eq!((again.stage, texts(&again).len()), (Stage::NeedsMore, 0));
        let crossed = fold([ask(1), event(2, "ann", Action::Replacement), reply(3, "late")]);
        assert_eq!(
            (crossed.stage, crossed.since_ms, texts(&crossed).len()),
            (Stage::Approved, Some(2), 0)
        );
    }

    #[test]
    fn claim_can_be_cancelled_until_it_is_decided_and_reopened_by_the_shop() {
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
    fn claim_actions_survive_json_and_a_shop_cannot_reply_or_cancel() {
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
            r#"{"type":"full_refund","amount":"5.00"}"#,
            r#"{"amount":"5.00","type":"full_refund"}"#,
            r#"{"type":"replacement","x":1}"#,
            r#"{"type":"close","reason":"done"}"#,
            r#"{"type":"cancel","x":null}"#,
            r#"{"type":"coupon","amount":"5.00","x":1}"#,
            r#"{"type":"partial_refund_keep","amount":"5.00","reason":"x"}"#,
            r#"{"type":"request_info","message":"m","amount":"5.00"}"#,
            r#"{"type":"note","text":"t","to":"x"}"#,
        ] {
            assert!(serde_json::from_str::<Action>(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn claim_conflict_of_two_decisions_lasts_until_the_next_decision() {
        let (give, refuse) =
            (event(1_000, "ann", Action::FullRefund), event(2_000, "bob", reject()));
        assert!(fold([give.clone(), refuse.clone()]).conflict);
        let later = event(500_000, "ann", Action::FullRefund);
        assert!(!fold([give.clone(), refuse, later]).conflict);
        let again = event(2_000, "bob", Action::FullRefund);
        assert!(!fold([give, again]).conflict, "they agree");
    }

    #[test]
    fn claim_state_depends_neither_on_order_nor_on_repetition_of_events() {
        let events = vec![
            event(3, "ann", Action::FullRefund),
            event(3, "bob", reject()),
            event(1, "ann", Action::RequestInfo { message: "a photo".to_string() }),
            reply(2, "here"),
            event(90_000, "bob", Action::Close),
        ];
        let state = fold(events.clone());
        for shift in 0..events.len() {
            let mut shifted = events.clone();
            shifted.rotate_left(shift);
            shifted.extend(events.clone());
            assert_eq!(fold(shifted), state);
        }
    }
}
