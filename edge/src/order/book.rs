//! The claims of one order, one after the other. Whoever holds a [`Book`] holds it alone: in the Worker a Durable Object, in tests
//! a mutex. The ledger stays the record; were a book lost, no claim would be, and two claims of one item would stand side by
//! side until a person looks.
//!
//! 1. The same claim again is written again: a retry.
//! 2. The very same content under another ticket is the claim that is there already. Where nobody knows whether that one was
//!    kept, it is written again, and then it was.
//! 3. A line of the order cannot be claimed more often than it was bought. Whose claim it was decides what follows: the
//!    same shopper hears its number, and so does whoever has the order as the shop signed it, of claims that were signed
//!    too; beside a stranger's claim it is kept and marked `contested`, for nobody shall be shut out by somebody who typed
//!    his order number first.
//! 4. A claim that names no line takes none.
//! 5. Claims of one ticket do not stand in each other's way: a shopper who has changed a word and sent again is not told that
//!    it was asked before. Both are kept, and the desk's list marks them, as ever.

use crate::key::ClaimKey;
use crate::ports::{Ledger, LedgerDown};
use crate::row::Row;
use recourse::claim::{Claim, ClaimedItem, OrderCheck, OrderTrust, Receipt};
use serde::{Deserialize, Serialize};

/// Most claims that one order remembers; more are kept and not compared.
const LINES_MAX: usize = 200;
/// How long to wait after a write that failed. A ledger takes one write a second to one key.
pub const PAUSES_MS: [u64; 2] = [200, 1_000];

/// A claim that wants to be kept, with what tells it from others. Names and addresses are marks only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The claim.
    pub claim: Claim,
    /// Whether another claim was made with the same ticket.
    pub conflict: bool,
    /// The mark of what was sent, whatever its ticket.
    pub content: String,
    /// The mark of the sender.
    pub sender: String,
    /// When it is forgotten, in seconds since 1970; see `retention`.
    pub expires: i64,
}

/// What an order remembers of one claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Line {
    content: String,
    sender: String,
    signed: bool,
    items: Vec<ClaimedItem>,
    receipt: Receipt,
    kept: bool,
}

/// The claims of one order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Book {
    lines: Vec<Line>,
}

/// How an entry fits the others.
enum Fit {
    Free,
    /// Only a stranger's claims are in its way.
    Contested,
    /// So many of that line are left, and it is not enough.
    Exceeds(String, u16),
}

/// What became of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entered {
    /// Kept.
    Kept,
    /// It is there already, as this claim.
    Same(Box<Receipt>),
    /// It is there as this claim, and nobody has been told so before.
    Settled(Box<Receipt>),
    /// So many of that line can still be claimed, and it is not enough.
    Left {
        /// The line of the order.
        item: String,
        /// How many are left.
        left: u16,
    },
}

impl Book {
    /// Keeps a claim in the ledger and remembers it, or says why not.
    ///
    /// # Errors
    /// [`LedgerDown`] where nobody knows whether it was kept; the next try under the same ticket settles it.
    pub async fn enter(
        &mut self,
        ledger: &dyn Ledger,
        clock: &dyn crate::ports::Clock,
        mut entry: Entry,
    ) -> Result<Entered, LedgerDown> {
        let known = self.lines.iter().any(|line| line.receipt.claim == entry.claim.id);
        let same = self.lines.iter().find(|line| line.content == entry.content && !known);
        if let Some(same) = same.filter(|line| line.kept) {
            return Ok(Entered::Same(Box::new(same.receipt.clone())));
        }
        // Nobody knows whether that one was kept. Where it has no photos, which belong to its ticket, it is written again under
        // its own number: then it was.
        let settles = same.filter(|_| entry.claim.photos.is_empty()).map(|line| line.receipt.clone());
        if let Some(receipt) = &settles {
            entry.claim.id.clone_from(&receipt.claim);
        }
        entry.claim.check = OrderCheck::Checked;
        match self.compare(&entry) {
            Fit::Free => {}
            Fit::Contested => entry.claim.check = OrderCheck::Contested,
            Fit::Exceeds(item, left) => {
                let same = self.last(&entry, &item).filter(|_| left == 0);
                let same = same.map(|line| Entered::Same(Box::new(line.receipt.clone())));
                return Ok(same.unwrap_or(Entered::Left { item, left }));
            }
        }
        let kept = keep(ledger, clock, &entry).await;
        self.note(entry, kept.is_ok());
        kept.map(|()| settles.map_or(Entered::Kept, |receipt| Entered::Settled(Box::new(receipt))))
    }

    /// Remembers a claim, and whether the ledger said yes: where it did not, it may be kept all the same.
    fn note(&mut self, entry: Entry, kept: bool) {
        if let Some(line) = self.lines.iter_mut().find(|line| line.receipt.claim == entry.claim.id) {
            line.kept |= kept;
        } else if self.lines.len() < LINES_MAX {
            self.lines.push(Line::of(entry, kept));
        }
    }

    /// How what is wanted fits what others have claimed.
    fn compare(&self, entry: &Entry) -> Fit {
        let signed = entry.claim.order == OrderTrust::Signed;
        let mut fit = Fit::Free;
        for wanted in &entry.claim.items {
            let others = || {
                let own = ticket(&entry.claim.id);
                let others = self.lines.iter().filter(move |line| ticket(&line.receipt.claim) != own);
                others.filter(|line| line.kept && line.has(&wanted.item))
            };
            let own = |line: &&Line| line.sender == entry.sender || (signed && line.signed);
            let taken = |lines: &mut dyn Iterator<Item = &Line>| {
                lines.map(|line| line.quantity(&wanted.item)).fold(0, u16::saturating_add)
            };
            // What the shop did not sign is as many as the shopper has ever said.
            let said = others().filter(own).map(|line| line.bought(&wanted.item)).max().unwrap_or(0);
            let bought = if signed { wanted.bought() } else { wanted.bought().max(said) };
            let left = bought.saturating_sub(taken(&mut others().filter(own)));
            if wanted.quantity > left {
                return Fit::Exceeds(wanted.item.clone(), left);
            }
            if wanted.quantity > left.saturating_sub(taken(&mut others().filter(|line| !own(line)))) {
                fit = Fit::Contested;
            }
        }
        fit
    }

    /// The claim that the sender, or the shop's own page, made of a line last.
    fn last(&self, entry: &Entry, item: &str) -> Option<&Line> {
        let signed = entry.claim.order == OrderTrust::Signed;
        let own = |line: &&Line| line.sender == entry.sender || (signed && line.signed);
        self.lines.iter().filter(own).rev().find(|line| line.kept && line.has(item))
    }

    /// Forgets a claim: it was refused or erased, and what it took can be claimed again.
    pub fn release(&mut self, claim: &str) {
        self.lines.retain(|line| line.receipt.claim != claim);
    }

    /// Whether nothing is left to remember.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

impl Line {
    fn of(entry: Entry, kept: bool) -> Line {
        let (receipt, signed) = (receipt(&entry.claim), entry.claim.order == OrderTrust::Signed);
        Line { content: entry.content, sender: entry.sender, signed, items: entry.claim.items, receipt, kept }
    }

    fn has(&self, item: &str) -> bool {
        self.items.iter().any(|own| own.item == item)
    }

    fn quantity(&self, item: &str) -> u16 {
        self.items.iter().filter(|own| own.item == item).map(|own| own.quantity).fold(0, u16::saturating_add)
    }

    fn bought(&self, item: &str) -> u16 {
        self.items.iter().filter(|own| own.item == item).map(ClaimedItem::bought).max().unwrap_or(0)
    }
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
/// [`LedgerDown`] where it refused three times.
pub async fn keep(
    ledger: &dyn Ledger,
    clock: &dyn crate::ports::Clock,
    entry: &Entry,
) -> Result<(), LedgerDown> {
    let key = ClaimKey::parse(&entry.claim.id).ok_or(LedgerDown)?.key();
    let text = serde_json::to_string(&entry.claim).map_err(|_| LedgerDown)?;
    let row = Row::of(&entry.claim, entry.conflict);
    for pause in PAUSES_MS {
        if ledger.put(&key, text.clone(), Some(row.clone()), Some(entry.expires)).await.is_ok() {
            return Ok(());
        }
        clock.pause(pause).await;
    }
    ledger.put(&key, text, Some(row), Some(entry.expires)).await
}
