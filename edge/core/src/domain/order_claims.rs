//! The claims of one order: duplicates and quantities. Pure: [`OrderClaims::plan`] decides what
//! happens to a claim, the caller stores it, [`OrderClaims::record`] remembers it.
//!
//! Order numbers and e-mail addresses are no secrets: a stranger can type them. So an unsigned
//! claim never decides what happens to another claim:
//!
//! 1. The same claim again (same ticket, same body) is stored again: a retry.
//! 2. Byte-identical content under another ticket and with the same trust (both signed by the shop,
//!    or neither) is one claim. Where it is unknown whether the first is stored, it is stored again
//!    under its own number.
//! 3. Other content is always stored. Where it claims more of an item than was bought, together
//!    with the other claims, it is `contested` and names those claims; the desk sees all of them.
//! 4. One exception: a signed order says how many were bought. Signed claims of one e-mail address
//!    for more than that are refused, with the remaining quantity.
//! 5. A claim that cannot be compared is `unchecked`: one without an item, one whose order or item
//!    has letters that look like others, and one that comes when the registry is full. A signed
//!    claim takes the place of the oldest unsigned one.
//! 6. A closed claim does not count in rule 4, so that a second fault of the same thing can be
//!    claimed; the new claim is `contested` and names it.
//! 7. Claims of one ticket are not compared with each other: a shopper who corrects a word and
//!    sends again is not contested. Both are stored, and the inbox marks them with `conflict`.

use super::order_name::plain;
use recourse::claim::{Claim, ClaimedItem, OrderCheck, OrderTrust, Receipt};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Most claims that one order remembers.
const CLAIMS_MAX: usize = 200;
/// Most claims that a contested claim names, the latest first.
const CONTESTS_MAX: usize = 5;
/// A claim to register, with the pseudonyms by which it is compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// The claim.
    pub claim: Claim,
    /// Whether another claim was made with the same ticket.
    pub conflict: bool,
    /// The pseudonym of its content, without its ticket.
    pub content: String,
    /// The pseudonym of its sender.
    pub sender: String,
    /// Whether it has items, and the names of its order and items can be compared.
    pub is_comparable: bool,
    /// The end of its retention, in seconds since 1970.
    pub expires: i64,
}

/// A registered claim. The names of its items are normalised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct RegisteredClaim {
    content: String,
    sender: String,
    signed: bool,
    items: Vec<ClaimedItem>,
    receipt: Receipt,
    kept: bool,
    /// The claims that it contests.
    #[serde(default)]
    contests: Vec<String>,
    /// Whether the shop has closed it.
    #[serde(default)]
    is_closed: bool,
}

/// The claims of one order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OrderClaims {
    lines: Vec<RegisteredClaim>,
    /// The latest end of retention of its claims, in seconds since 1970.
    #[serde(default)]
    expires: i64,
}

/// What a claim is compared with, for one of its items.
struct ItemCounts<'a> {
    /// Other claims with this item.
    others: Vec<&'a RegisteredClaim>,
    /// How many were bought.
    bought: u16,
    /// How many the other claims have claimed.
    claimed: u16,
    /// How many of them the same sender has claimed with signed orders, in claims that are open.
    claimed_by_sender: u16,
}

/// How a claim fits the others.
enum Availability {
    /// Enough is left, or it contests these claims, the latest first.
    Accepted(Vec<String>),
    /// By the signed order, only `left` of `item` can still be claimed.
    Insufficient { item: String, left: u16 },
}

/// What happens to a claim.
#[derive(Debug)]
pub enum Plan {
    /// Nothing is stored; this is the outcome.
    Answer(RegisterOutcome),
    /// The claim is stored; then this is the outcome.
    Store(Box<Registration>, RegisterOutcome),
}

/// The outcome of a registration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegisterOutcome {
    /// It is stored as a new claim.
    Registered,
    /// The same content is stored already, as this claim.
    Duplicate(Box<Receipt>),
    /// It is stored as this claim, which was never acknowledged.
    Recovered(Box<Receipt>),
    /// By the signed order, not enough is left.
    Insufficient {
        /// The item.
        item: String,
        /// The quantity that can still be claimed.
        left: u16,
    },
}

impl Registration {
    fn is_signed(&self) -> bool {
        self.claim.order == OrderTrust::Signed
    }
}

impl OrderClaims {
    /// Decides what happens to a claim.
    #[must_use]
    pub fn plan(&mut self, mut registration: Registration) -> Plan {
        let is_retry = self.is_registered(&registration.claim.id);
        let same = self.lines.iter().find(|line| !is_retry && line.is_same(&registration)).cloned();
        if let Some(line) = same.as_ref().filter(|line| line.kept) {
            return Plan::Answer(RegisterOutcome::Duplicate(Box::new(line.receipt.clone())));
        }
        // It is unknown whether that one is stored. It is stored again under its own number, unless
        // it has photos, which belong to its ticket.
        let recovered = same.filter(|_| registration.claim.photos.is_empty());
        if let Some(line) = &recovered {
            registration.claim.id.clone_from(&line.receipt.claim);
        }
        match self.compare(&registration) {
            Availability::Accepted(contests) => {
                let has_room = is_retry || self.make_room(&registration);
                mark(&mut registration, contests, has_room);
                let outcome = recovered.map_or(RegisterOutcome::Registered, |line| {
                    RegisterOutcome::Recovered(Box::new(line.receipt))
                });
                Plan::Store(Box::new(registration), outcome)
            }
            Availability::Insufficient { item, left } => {
                Plan::Answer(RegisterOutcome::Insufficient { item, left })
            }
        }
    }

    fn is_registered(&self, claim: &str) -> bool {
        self.lines.iter().any(|line| line.receipt.claim == claim)
    }

    /// Whether one more claim can be registered. In a full registry a signed claim takes the place
    /// of the oldest unsigned one: those cost their sender nothing.
    fn make_room(&mut self, registration: &Registration) -> bool {
        if self.lines.len() < CLAIMS_MAX {
            return true;
        }
        let unsigned = self.lines.iter().position(|line| !line.signed);
        match unsigned.filter(|_| registration.is_signed()) {
            Some(oldest) => {
                self.lines.remove(oldest);
                true
            }
            None => false,
        }
    }

    /// Remembers a claim. Where the ledger failed, `is_stored` is false although the claim may be
    /// stored.
    pub fn record(&mut self, registration: Registration, is_stored: bool) {
        self.expires = self.expires.max(registration.expires);
        let claim = &registration.claim.id;
        if let Some(line) = self.lines.iter_mut().find(|line| line.receipt.claim == *claim) {
            line.kept |= is_stored;
            line.contests = registration.claim.contests;
        } else if self.lines.len() < CLAIMS_MAX {
            self.lines.push(RegisteredClaim::of(registration, is_stored));
        }
    }

    /// Compares the quantities of a claim with those of the others:
    ///
    /// | order    | more than the sender has left | more than all have left | otherwise |
    /// |----------|-------------------------------|-------------------------|-----------|
    /// | signed   | insufficient                  | contested               | accepted  |
    /// | unsigned | (not known)                   | contested               | accepted  |
    fn compare(&self, registration: &Registration) -> Availability {
        let mut contested = BTreeSet::new();
        for wanted in &registration.claim.items {
            let counts = self.item_counts(registration, wanted);
            let left_for_sender = counts.bought.saturating_sub(counts.claimed_by_sender);
            if registration.is_signed() && wanted.quantity > left_for_sender {
                let item = wanted.item.clone();
                return Availability::Insufficient { item, left: left_for_sender };
            }
            if wanted.quantity > counts.bought.saturating_sub(counts.claimed) {
                contested.extend(counts.others.iter().map(|line| line.receipt.claim.as_str()));
            }
        }
        let latest = self.lines.iter().rev().map(|line| &line.receipt.claim);
        let contests = latest.filter(|claim| contested.contains(claim.as_str()));
        Availability::Accepted(contests.take(CONTESTS_MAX).cloned().collect())
    }

    fn item_counts(&self, registration: &Registration, wanted: &ClaimedItem) -> ItemCounts<'_> {
        let name = plain(&wanted.item);
        let others = self.others(&registration.claim.id, &name);
        let bought = if registration.is_signed() {
            wanted.bought()
        } else {
            // An unsigned quantity can only lower the count: a high one would hide every conflict.
            others.iter().map(|line| line.bought(&name)).fold(wanted.bought(), u16::min)
        };
        let is_by_sender = |line: &&&RegisteredClaim| {
            line.signed && line.sender == registration.sender && !line.is_closed
        };
        ItemCounts {
            bought,
            claimed: claimed_quantity(others.iter(), &name),
            claimed_by_sender: claimed_quantity(others.iter().filter(is_by_sender), &name),
            others,
        }
    }

    /// The stored claims of other tickets with an item.
    fn others(&self, claim: &str, item: &str) -> Vec<&RegisteredClaim> {
        let own_ticket = ticket(claim);
        let is_other = |line: &&RegisteredClaim| {
            line.kept && line.has(item) && ticket(&line.receipt.claim) != own_ticket
        };
        self.lines.iter().filter(is_other).collect()
    }

    /// The registered claims that contest a claim, and those that it contests; oldest first.
    #[must_use]
    pub fn rivals(&self, claim: &str) -> Vec<String> {
        let own = self.lines.iter().find(|line| line.receipt.claim == claim);
        let is_rival = |line: &&RegisteredClaim| {
            let other = &line.receipt.claim;
            line.kept && (line.contests(claim) || own.is_some_and(|own| own.contests(other)))
        };
        self.lines.iter().filter(is_rival).map(|line| line.receipt.claim.clone()).collect()
    }

    /// Removes a claim that was rejected, cancelled or erased: its items can be claimed again.
    pub fn release(&mut self, claim: &str) {
        self.lines.retain(|line| line.receipt.claim != claim);
    }

    /// Marks a claim as closed.
    pub fn close(&mut self, claim: &str) {
        for line in self.lines.iter_mut().filter(|line| line.receipt.claim == claim) {
            line.is_closed = true;
        }
    }

    /// The latest end of retention of its claims, in seconds since 1970.
    #[must_use]
    pub fn expires(&self) -> i64 {
        self.expires
    }

    /// Whether no claim is registered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

impl RegisteredClaim {
    fn of(registration: Registration, kept: bool) -> RegisteredClaim {
        let (receipt, signed) =
            (receipt(&registration.claim), registration.claim.order == OrderTrust::Signed);
        let Registration { content, sender, claim: Claim { mut items, contests, .. }, .. } =
            registration;
        for item in &mut items {
            item.item = plain(&item.item);
        }
        RegisteredClaim {
            content,
            sender,
            signed,
            items,
            receipt,
            kept,
            contests,
            is_closed: false,
        }
    }

    /// Whether a claim has the same content and the same trust. A closed claim is never the same
    /// as a new one.
    fn is_same(&self, registration: &Registration) -> bool {
        !self.is_closed
            && self.content == registration.content
            && self.signed == registration.is_signed()
    }

    fn contests(&self, claim: &str) -> bool {
        self.contests.iter().any(|other| other == claim)
    }

    /// Whether it has an item, by its normalised name.
    fn has(&self, name: &str) -> bool {
        self.items.iter().any(|own| own.item == name)
    }

    fn quantity(&self, name: &str) -> u16 {
        self.items
            .iter()
            .filter(|own| own.item == name)
            .map(|own| own.quantity)
            .fold(0, u16::saturating_add)
    }

    fn bought(&self, name: &str) -> u16 {
        self.items.iter().filter(|own| own.item == name).map(ClaimedItem::bought).max().unwrap_or(0)
    }
}

/// Writes the result of the comparison into a claim.
fn mark(registration: &mut Registration, contests: Vec<String>, has_room: bool) {
    registration.claim.check = match contests.is_empty() {
        false => OrderCheck::Contested,
        true if registration.is_comparable && has_room => OrderCheck::Checked,
        true => OrderCheck::Unchecked,
    };
    registration.claim.contests = contests;
}

/// How many of an item these claims have claimed together.
fn claimed_quantity<'a>(lines: impl Iterator<Item = &'a &'a RegisteredClaim>, item: &str) -> u16 {
    lines.map(|line| line.quantity(item)).fold(0, u16::saturating_add)
}

/// The part of a claim's number that all claims of its ticket have.
fn ticket(claim: &str) -> &str {
    claim.rsplit_once('-').map_or(claim, |(ticket, _)| ticket)
}

/// The receipt of a claim, without the private link.
#[must_use]
pub fn receipt(claim: &Claim) -> Receipt {
    Receipt {
        claim: claim.id.clone(),
        received_at: claim.received_at.clone(),
        topic: claim.topic.clone(),
        remedy: claim.remedy.clone(),
        verdict: claim.verdict,
        due: claim.due.clone(),
        status_url: None,
    }
}
