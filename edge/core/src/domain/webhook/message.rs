//! The content of a webhook: the kind of event and the claim's number. A receiver loads more with
//! a desk secret; no personal data leaves by itself.

use crate::domain::time::to_rfc3339;
use recourse::claim::{Claim, ClaimEvent, Stage};
use serde::{Deserialize, Serialize};

/// A message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Its id. The same event has the same id, so a receiver can ignore a repetition.
    pub id: String,
    /// Its body.
    pub body: String,
}

#[derive(Serialize)]
struct Body<'a, T> {
    r#type: &'a str,
    timestamp: &'a str,
    data: T,
}

#[derive(Serialize)]
struct Made<'a> {
    store: &'a str,
    claim: &'a str,
    topic: &'a str,
    remedy: &'a str,
    verdict: recourse::clause::Verdict,
}

#[derive(Serialize)]
struct Moved<'a> {
    store: &'a str,
    claim: &'a str,
    state: Stage,
}

impl Message {
    /// A claim was made.
    #[must_use]
    pub fn created(claim: &Claim) -> Message {
        let data = Made {
            store: claim.store.as_str(),
            claim: &claim.id,
            topic: claim.topic.as_str(),
            remedy: claim.remedy.as_str(),
            verdict: claim.verdict,
        };
        Message::of("claim.created", &claim.received_at, &format!("msg_{}", claim.id), data)
    }

    /// Something was done with a claim, by the shop or by the shopper.
    #[must_use]
    pub fn updated(claim: &Claim, event: &ClaimEvent, state: Stage) -> Message {
        let data = Moved { store: claim.store.as_str(), claim: &claim.id, state };
        let id = format!("msg_{}_{}", claim.id, event.id);
        Message::of("claim.updated", &to_rfc3339(event.at_ms), &id, data)
    }

    fn of<T: Serialize>(kind: &str, timestamp: &str, id: &str, data: T) -> Message {
        let body = Body { r#type: kind, timestamp, data };
        Message { id: id.to_owned(), body: serde_json::to_string(&body).unwrap_or_default() }
    }
}
