//! `POST /v1/stores/{store}/claims` with header `Recourse-Ticket`.
//! 1. The store is served: else 404 `no_such_store`.
//! 2. The body is small, shallow JSON without unknown fields: else 415, 413, 400. A verdict in it is an unknown field.
//! 3. The ticket is there (400 `ticket_missing`), ours and of this store (401 `ticket_invalid`), at most a day old (401
//!    `ticket_expired`).
//! 4. The same ticket with the same body again: 200 with the receipt of the claim kept, whatever has changed since.
//! 5. The same ticket with another body: 422 `ticket_used`; nothing is overwritten.
//! 6. The decision is made again, as of the earlier of the shop's and the shopper's day: 409 `stale_policy`, or 422.
//! 7. The claim is kept in one write. Only then is it acknowledged: 201 with the receipt.
//! 8. Where the ledger cannot be read or written: 503 `ledger_unavailable`, and nothing is acknowledged.

use super::{Edge, Shared, json, served};
use crate::body;
use crate::key::ClaimKey;
use crate::policies::Served;
use crate::ports::Row;
use crate::problem::Problem;
use crate::ticket::{Ticket, TicketError};
use crate::today::{instant, today};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use recourse::claim::{Admitted, Claim, Due, OrderTrust, Receipt, Submission, admit};

const HOUR_MS: i64 = 3_600_000;

/// Takes a claim.
///
/// # Errors
/// See the contract above.
pub async fn post(
    State(edge): State<Shared>,
    Path(store): Path<String>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Problem> {
    let served = served(&store)?;
    let submission: Submission = body::json(request).await?;
    let ticket = ticket(&edge, &store, &headers)?;
    let sent = serde_json::to_vec(&submission).unwrap_or_default();
    let key = ClaimKey::new(&served.policy.parts().store, ticket.issued_ms, &ticket.nonce, &sent);
    if let Some(claim) = kept(&edge, &key).await? {
        return Ok(json(StatusCode::OK, &receipt(&edge, &claim)?));
    }
    let claim = decide_again(&edge, served, &key, submission)?;
    let text = serde_json::to_string(&claim).map_err(|_| Problem::ledger())?;
    edge.ledger.put(&key.key(), text, row(&claim)).await?;
    Ok(json(StatusCode::CREATED, &receipt(&edge, &claim)?))
}

fn ticket(edge: &Edge, store: &str, headers: &HeaderMap) -> Result<Ticket, Problem> {
    let refused = |code, detail| Problem::new(StatusCode::UNAUTHORIZED, code, detail);
    let Some(text) = headers.get("recourse-ticket") else {
        let detail = "send the header Recourse-Ticket";
        return Err(Problem::new(StatusCode::BAD_REQUEST, "ticket_missing", detail));
    };
    let text = text.to_str().unwrap_or_default();
    edge.key()?.open(store, text, edge.clock.now_ms()).map_err(|error| match error {
        TicketError::Invalid => refused("ticket_invalid", "not a ticket of this store"),
        TicketError::Expired => refused("ticket_expired", "this ticket is over; ask for another"),
    })
}

/// The claim already made with this ticket and body. One list, because a read of a key that is not there would be
/// remembered by the runtime and hide the claim for a minute after it is written.
async fn kept(edge: &Edge, key: &ClaimKey) -> Result<Option<Claim>, Problem> {
    let page = edge.ledger.list(&key.ticket_prefix(), None, 10).await?;
    if page.rows.is_empty() {
        return Ok(None);
    }
    if !page.rows.iter().any(|(name, _)| *name == key.key()) {
        let detail = "this ticket has already made another claim; ask for a new one";
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "ticket_used", detail));
    }
    let text = edge.ledger.get(&key.key()).await?.ok_or_else(Problem::ledger)?;
    serde_json::from_str(&text).map(Some).map_err(|_| Problem::ledger())
}

fn decide_again(
    edge: &Edge,
    served: &Served,
    key: &ClaimKey,
    submission: Submission,
) -> Result<Claim, Problem> {
    let parts = served.policy.parts();
    let now = edge.clock.now_ms();
    let offset = edge.clock.zone_offset(&parts.timezone, now).ok_or_else(Problem::not_configured)?;
    let today = today(now, offset, submission.offset_minutes);
    let admitted = admit(&served.policy, &submission, today)?;
    let due = due(&admitted, now);
    let Admitted { topic, kind, remedy, verdict, decision, .. } = admitted;
    Ok(Claim {
        v: 1,
        id: key.id(),
        store: parts.store.clone(),
        received_at: instant(now),
        today,
        timezone: parts.timezone.clone(),
        policy: submission.policy,
        topic,
        kind,
        remedy,
        verdict,
        facts: submission.facts,
        order: OrderTrust::SelfDeclared,
        contact: submission.contact,
        note: submission.note,
        proofs: submission.proofs,
        due,
        decision,
    })
}

fn due(admitted: &Admitted, now: i64) -> Vec<Due> {
    let at = |hours: u16| instant(now.saturating_add(i64::from(hours).saturating_mul(HOUR_MS)));
    admitted.due_hours.iter().map(|(timer, hours)| Due { timer: timer.clone(), at: at(*hours) }).collect()
}

fn receipt(edge: &Edge, claim: &Claim) -> Result<Receipt, Problem> {
    let secret = edge.key()?.secret(&claim.id);
    Ok(Receipt {
        claim: claim.id.clone(),
        received_at: claim.received_at.clone(),
        topic: claim.topic.clone(),
        remedy: claim.remedy.clone(),
        verdict: claim.verdict,
        due: claim.due.clone(),
        status_url: format!("/status/#{}.{}.{secret}", claim.store, claim.id),
    })
}

fn row(claim: &Claim) -> Row {
    Row {
        claim: claim.id.clone(),
        received_at: claim.received_at.clone(),
        topic: claim.topic.as_str().to_owned(),
        remedy: claim.remedy.as_str().to_owned(),
        verdict: claim.verdict,
        order: masked(&claim.contact.order),
    }
}

/// The last three characters, and never more than half of them. ASCII only: the runtime keeps a row as a header, and
/// where a header has other characters it writes the whole of it to its log.
fn masked(order: &str) -> String {
    let count = order.chars().count();
    let shown = 3.min(count / 2);
    let end = order.chars().skip(count.saturating_sub(shown));
    let end: String = end.map(|c| if c.is_ascii_graphic() { c } else { '?' }).collect();
    format!("***{end}")
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn a_list_shows_only_the_end_of_an_order_number() {
        for (order, shown) in [("A-10012345", "***345"), ("A1", "***1"), ("7", "***"), ("ÄÖÜß", "***??")]
        {
            assert_eq!(masked(order), shown);
        }
    }
}
