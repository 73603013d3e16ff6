//! Summary of a claim for the inbox, stored as metadata of its key so that a list reads no claim.

use recourse::claim::{Claim, OrderCheck, OrderTrust};
use recourse::clause::{TopicKind, Verdict};
use serde::{Deserialize, Serialize};

/// Most bytes of a summary as JSON: the limit of KV for metadata.
pub const BYTES_MAX: usize = 1_024;

/// A claim in the inbox. It has no personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimSummary {
    /// Version of this form: 2. Version 1 had neither `order_trust` nor `check`.
    pub v: u16,
    /// The claim's public number.
    pub claim: String,
    /// The instant of receipt.
    pub received_at: String,
    /// What the shopper came for.
    pub topic: String,
    /// The kind of request.
    pub kind: TopicKind,
    /// The remedy asked for.
    pub remedy: String,
    /// The verdict on it.
    pub verdict: Verdict,
    /// The order number, all but its end hidden.
    pub order: String,
    /// The first instant at which a service level is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// How many photos came with it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub photos: usize,
    /// Whether the shop signed the order's facts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_trust: Option<OrderTrust>,
    /// Whether the other claims of the order were looked at.
    #[serde(default)]
    pub check: OrderCheck,
    /// The latest claim that it contests: a list marks that one as well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contests: Option<String>,
    /// Another claim was made with the same ticket: a person looks at both.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub conflict: bool,
}

impl ClaimSummary {
    /// The row of a claim.
    #[must_use]
    pub fn of(claim: &Claim, conflict: bool) -> ClaimSummary {
        ClaimSummary {
            v: 2,
            claim: claim.id.clone(),
            received_at: claim.received_at.clone(),
            topic: claim.topic.as_str().to_owned(),
            kind: claim.kind,
            remedy: claim.remedy.as_str().to_owned(),
            verdict: claim.verdict,
            order: masked(&claim.contact.order),
            due: claim.due.iter().map(|due| &due.at).min().cloned(),
            photos: claim.photos.len(),
            order_trust: Some(claim.order),
            check: claim.check,
            contests: claim.contests.first().cloned(),
            conflict,
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// The last three characters, and never more than half of them. ASCII only: KV stores metadata as a
/// header, and logs a header with other characters in full.
fn masked(order: &str) -> String {
    let count = order.chars().count();
    let shown = 3.min(count / 2);
    let end = order.chars().skip(count.saturating_sub(shown));
    let end: String = end.map(|c| if c.is_ascii_graphic() { c } else { '?' }).collect();
    format!("***{end}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::storage_key::ClaimKey;
    use crate::domain::ticket::Ticket;
    use recourse::types::StoreId;

    #[test]
    fn privacy_summary_masks_the_order_number() {
        for (order, shown) in
            [("A-10012345", "***345"), ("A1", "***1"), ("7", "***"), ("ÄÖÜß", "***??")]
        {
            assert_eq!(masked(order), shown);
        }
    }

    #[test]
    fn claim_summary_fits_into_metadata() {
        let longest = "a".repeat(64);
        let store = StoreId::parse(&longest).unwrap();
        let key = ClaimKey::new(
            &store,
            &Ticket {
                issued_ms: 0,
                nonce: [255; 16],
                human: Default::default(),
                purpose: Default::default(),
            },
            &[255; 8],
        );
        let row = ClaimSummary {
            v: u16::MAX,
            claim: key.id(),
            received_at: "2026-11-20T23:30:00Z".to_owned(),
            topic: longest.clone(),
            kind: TopicKind::NotReceived,
            remedy: longest,
            verdict: Verdict::AskSupport,
            order: masked(&"\"".repeat(64)),
            due: Some("2026-11-20T23:30:00Z".to_owned()),
            photos: 50,
            order_trust: Some(OrderTrust::SelfDeclared),
            check: OrderCheck::Unchecked,
            contests: Some(key.id()),
            conflict: true,
        };
        let text = serde_json::to_string(&row).unwrap();
        assert!(text.len() <= BYTES_MAX && text.is_ascii(), "{} bytes", text.len());
        assert!(key.storage_key().len() <= 512);
    }
}
