//! The claims of one order, registered one after the other. In the Worker a Durable Object holds a
//! [`OrderClaims`], in tests a mutex; the ledger stays the record. A book that is lost loses no claim: two
//! claims of one item are then kept side by side until a person looks at them.
//!
//! Everybody who knows an order's number can type it, and an e-mail address too. So what an
//! unsigned claim says never decides what happens to another claim:
//!
//! 1. The same claim again (the same ticket, the same body) is written again: a retry.
//! 2. Byte-identical content under another ticket, and as well or as little vouched for (both
//!    signed by the shop, or neither), is one claim. Where it is unknown whether that one was kept,
//!    it is written again under its own number.
//! 3. Content that differs is always kept. Where it claims more of a line than was bought, together
//!    with what others have claimed, it is `contested` and names those claims; the desk sees all of
//!    them.
//! 4. One exception: an order that the shop signed says how many were bought. Signed claims of one
//!    e-mail address that want more than that are refused with how many are left, and nothing is
//!    dropped silently.
//! 5. What cannot be compared is `unchecked`: a claim that names no line, or names order or line
//!    with letters of which several look the same; and what comes when the registry is full. A signed
//!    claim still finds room: the oldest unsigned one makes it.
//! 6. A closed claim counts no more by the shop's own count, so that a second fault of the same
//!    thing can be claimed; the new claim is `contested` and names it.
//! 7. Claims of one ticket are not compared with each other: a shopper who corrects a word and
//!    sends again is not contested. Both are kept, and the desk's list marks them with `conflict`.

use super::name::plain;
use crate::claim_summary::ClaimSummary;
use crate::ports::{Ledger, StorageError};
use crate::storage_key::ClaimKey;
use recourse::claim::{Claim, ClaimedItem, OrderCheck, OrderTrust, Receipt};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Most claims that one order remembers.
const CLAIMS_MAX: usize = 200;
/// Most claims that a contested claim names, the latest first.
const CONTESTS_MAX: usize = 5;
/// How long to wait after a write that failed. A ledger takes one write a second to one key.
pub const RETRY_DELAYS_MS: [u64; 2] = [200, 1_000];

/// A claim that wants to be kept, with what tells it from others. Names and addresses are tags only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// The claim.
    pub claim: Claim,
    /// Whether another claim was made with the same ticket.
    pub conflict: bool,
    /// The tag of what was sent, whatever its ticket.
    pub content: String,
    /// The tag of the sender.
    pub sender: String,
    /// Whether the names of its order and of each line can be compared, and there is a line.
    pub is_comparable: bool,
    /// When it is forgotten, in seconds since 1970; see `retention`.
    pub expires: i64,
}

/// What an order remembers of one claim.
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
    /// When the last of its claims is forgotten, in seconds since 1970.
    #[serde(default)]
    expires: i64,
}

/// How an entry fits the others.
enum Availability {
    /// Beside all of them; otherwise it contests these claims, the latest first.
    Beside(Vec<String>),
    /// So many of that line are left by the shop's own count, and it is not enough.
    Exceeds(String, u16),
}

/// What became of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegisterOutcome {
    /// Kept.
    Registered,
    /// The same content is kept already, as this claim.
    Duplicate(Box<Receipt>),
    /// It is there as this claim, and nobody has been told so before.
    Recovered(Box<Receipt>),
    /// By the order that the shop signed, so many of that line can still be claimed, and it is not
    /// enough.
    Insufficient {
        /// The line of the order.
        item: String,
        /// How many are left.
        left: u16,
    },
}

impl OrderClaims {
    /// Keeps a claim in the ledger and remembers it, or says why not.
    ///
    /// # Errors
    /// [`StorageError`] where nobody knows whether it was kept; the next try under the same ticket settles it.
    pub async fn register(
        &mut self,
        ledger: &dyn Ledger,
        clock: &dyn crate::ports::Clock,
        mut registration: Registration,
    ) -> Result<RegisterOutcome, StorageError> {
        let known = self.lines.iter().any(|line| line.receipt.claim == registration.claim.id);
        let same = self.lines.iter().find(|line| !known && line.is_same(&registration));
        if let Some(same) = same.filter(|line| line.kept) {
            return Ok(RegisterOutcome::Duplicate(Box::new(same.receipt.clone())));
        }
        // It is unknown whether that one was kept. Where it has no photos, which belong to its
        // ticket, it is written again under its own number: then it is kept.
        let settles =
            same.filter(|_| registration.claim.photos.is_empty()).map(|line| line.receipt.clone());
        if let Some(receipt) = &settles {
            registration.claim.id.clone_from(&receipt.claim);
        }
        match self.compare(&registration) {
            Availability::Beside(contests) => {
                let has_room = known || self.make_room(&registration);
                registration.claim.check = match contests.is_empty() {
                    false => OrderCheck::Contested,
                    true if registration.is_comparable && has_room => OrderCheck::Checked,
                    true => OrderCheck::Unchecked,
                };
                registration.claim.contests = contests;
            }
            Availability::Exceeds(item, left) => {
                return Ok(RegisterOutcome::Insufficient { item, left });
            }
        }
        let kept = keep(ledger, clock, &registration).await;
        self.note(registration, kept.is_ok());
        kept.map(|()| {
            settles.map_or(RegisterOutcome::Registered, |receipt| {
                RegisterOutcome::Recovered(Box::new(receipt))
            })
        })
    }

    /// Whether one more claim can be remembered. Where the registry is full, a signed claim takes the
    /// place of the oldest unsigned one: those cost their sender nothing.
    fn make_room(&mut self, registration: &Registration) -> bool {
        if self.lines.len() < CLAIMS_MAX {
            return true;
        }
        let unsigned = self.lines.iter().position(|line| !line.signed);
        let unsigned = unsigned.filter(|_| registration.claim.order == OrderTrust::Signed);
        unsigned.map(|at| self.lines.remove(at)).is_some()
    }

    /// Remembers a claim, and whether the ledger said yes: where it did not, it may be kept all the same.
    fn note(&mut self, registration: Registration, kept: bool) {
        self.expires = self.expires.max(registration.expires);
        if let Some(line) =
            self.lines.iter_mut().find(|line| line.receipt.claim == registration.claim.id)
        {
            line.kept |= kept;
            line.contests = registration.claim.contests;
        } else if self.lines.len() < CLAIMS_MAX {
            self.lines.push(RegisteredClaim::of(registration, kept));
        }
    }

    /// How what is wanted fits what others have claimed.
    fn compare(&self, registration: &Registration) -> Availability {
        let mut contested = BTreeSet::new();
        for wanted in &registration.claim.items {
            let name = plain(&wanted.item);
            let others = self.others(&registration.claim.id, &name);
            let signed = registration.claim.order == OrderTrust::Signed;
            let bought = match signed {
                true => wanted.bought(),
                // What a browser says of an order can only lower the count: a high one would hide
                // every collision.
                false => {
                    others.iter().map(|line| line.bought(&name)).fold(wanted.bought(), u16::min)
                }
            };
            let is_own = |line: &&RegisteredClaim| {
                line.signed && line.sender == registration.sender && !line.is_closed
            };
            let left = bought.saturating_sub(taken(others.iter().copied().filter(is_own), &name));
            if signed && wanted.quantity > left {
                return Availability::Exceeds(wanted.item.clone(), left);
            }
            if wanted.quantity > bought.saturating_sub(taken(others.iter().copied(), &name)) {
                contested.extend(others.iter().map(|line| line.receipt.claim.as_str()));
            }
        }
        let latest = self.lines.iter().rev().map(|line| &line.receipt.claim);
        let latest = latest.filter(|claim| contested.contains(claim.as_str())).take(CONTESTS_MAX);
        Availability::Beside(latest.cloned().collect())
    }

    /// The kept claims of a line of the order that were made under another ticket.
    fn others(&self, claim: &str, item: &str) -> Vec<&RegisteredClaim> {
        let own = ticket(claim);
        let others = self.lines.iter().filter(|line| ticket(&line.receipt.claim) != own);
        others.filter(|line| line.kept && line.has(item)).collect()
    }

    /// The claims that contest a claim, and those that it contests, as far as they are still
    /// registered; oldest first.
    #[must_use]
    pub fn rivals(&self, claim: &str) -> Vec<String> {
        let names =
            |line: &RegisteredClaim, other: &str| line.contests.iter().any(|name| name == other);
        let own = self.lines.iter().find(|line| line.receipt.claim == claim);
        let is_rival = |line: &&RegisteredClaim| {
            let other = &line.receipt.claim;
            line.kept && (names(line, claim) || own.is_some_and(|own| names(own, other)))
        };
        self.lines.iter().filter(is_rival).map(|line| line.receipt.claim.clone()).collect()
    }

    /// Forgets a claim: it was refused or erased, and what it took can be claimed again.
    pub fn release(&mut self, claim: &str) {
        self.lines.retain(|line| line.receipt.claim != claim);
    }

    /// Marks a claim as closed.
    pub fn close(&mut self, claim: &str) {
        for line in self.lines.iter_mut().filter(|line| line.receipt.claim == claim) {
            line.is_closed = true;
        }
    }

    /// When the last of its claims is forgotten, in seconds since 1970.
    #[must_use]
    pub fn expires(&self) -> i64 {
        self.expires
    }

    /// Whether nothing is left to remember.
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

    /// Whether an entry has the same content and the same trust. An unsigned claim is never the
    /// same as a signed one, and a new fault never that of a closed claim.
    fn is_same(&self, registration: &Registration) -> bool {
        !self.is_closed
            && self.content == registration.content
            && self.signed == (registration.claim.order == OrderTrust::Signed)
    }

    /// Whether it names a line of the order, in the form in which names are registered.
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

/// How many of an item these claims take together.
fn taken<'a>(lines: impl Iterator<Item = &'a RegisteredClaim>, item: &str) -> u16 {
    lines.map(|line| line.quantity(item)).fold(0, u16::saturating_add)
}

/// The part of a claim's number that all claims of its ticket share.
fn ticket(claim: &str) -> &str {
    claim.rsplit_once('-').map_or(claim, |(ticket, _)| ticket)
}

/// What a shopper gets back, without the private link.
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

/// Writes a claim; says yes only when the ledger has.
///
/// # Errors
/// [`StorageError`] where it refused three times.
pub async fn keep(
    ledger: &dyn Ledger,
    clock: &dyn crate::ports::Clock,
    registration: &Registration,
) -> Result<(), StorageError> {
    let key = ClaimKey::parse(&registration.claim.id).ok_or(StorageError)?.storage_key();
    let text = serde_json::to_string(&registration.claim).map_err(|_| StorageError)?;
    let row = ClaimSummary::of(&registration.claim, registration.conflict);
    for pause in RETRY_DELAYS_MS {
        if ledger
            .put(&key, text.clone(), Some(row.clone()), Some(registration.expires))
            .await
            .is_ok()
        {
            return Ok(());
        }
        clock.pause(pause).await;
    }
    ledger.put(&key, text, Some(row), Some(registration.expires)).await
}
