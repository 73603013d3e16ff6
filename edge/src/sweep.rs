//! Once a day: photos whose claim never came are removed. A ticket lasts a day; a photo of a ticket that is two days old and
//! has made no claim belongs to nobody. What is older than nine days has been looked at by earlier sweeps, so the work of a
//! day does not grow with the years.

use crate::handlers::Edge;
use crate::key::{claims_of_photo, photos_at, photos_prefix};
use crate::policies;
use crate::ports::LedgerDown;
use crate::ticket::LIFE_MS;
use recourse::words::StoreId;

/// Most pages of a thousand photos of one store in one sweep.
const PAGES_MAX: usize = 20;

/// Removes the photos that belong to no claim; says how many.
///
/// # Errors
/// [`LedgerDown`] where it had to stop; the next sweep goes on.
pub async fn sweep(edge: &Edge) -> Result<usize, LedgerDown> {
    let mut removed: usize = 0;
    for served in policies::all().values() {
        removed = removed.saturating_add(sweep_store(edge, &served.policy.parts().store).await?);
    }
    Ok(removed)
}

async fn sweep_store(edge: &Edge, store: &StoreId) -> Result<usize, LedgerDown> {
    let ago = |days: i64| photos_at(store, edge.clock.now_ms().saturating_sub(LIFE_MS.saturating_mul(days)));
    let (mut after, end, prefix) = (ago(2), ago(9), photos_prefix(store));
    let (mut removed, mut seen): (usize, Option<(String, bool)>) = (0, None);
    for _ in 0..PAGES_MAX {
        let page = edge.album.list(&prefix, &after).await?;
        let Some(last) = page.last() else { break };
        after.clone_from(last);
        for key in page.iter().filter(|key| **key < end) {
            let Some(claims) = claims_of_photo(key) else { continue };
            // The photos of one ticket stand together: one look at the ledger is enough for them.
            let known = seen.take().filter(|(of, _)| *of == claims);
            let claimed = match known {
                Some((_, claimed)) => claimed,
                None => !edge.ledger.list(&claims, None, 1).await?.rows.is_empty(),
            };
            if !claimed {
                edge.album.remove(key).await?;
                removed = removed.saturating_add(1);
            }
            seen = Some((claims, claimed));
        }
        if after >= end {
            break;
        }
    }
    Ok(removed)
}
