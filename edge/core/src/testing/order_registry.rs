//! An order registry in memory that can be made unavailable.

use super::StillClock;
use crate::domain::order_claims::{OrderClaims, RegisterOutcome, Registration};
use crate::domain::slots::{Slot, Slots};
use crate::ports::{Ledger, OrderRegistry, RegistryError};
use crate::service::order_registry::register_claim;
use async_trait::async_trait;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// An order registry in memory: one claim at a time, as in the runtime.
#[derive(Clone)]
pub struct MemoryOrderRegistry {
    orders: Arc<tokio::sync::Mutex<BTreeMap<String, OrderClaims>>>,
    tickets: Arc<tokio::sync::Mutex<BTreeMap<String, Slots>>>,
    ledger: Arc<dyn Ledger>,
    clock: StillClock,
    down: Arc<AtomicBool>,
}

impl std::fmt::Debug for MemoryOrderRegistry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MemoryOrderRegistry")
    }
}

impl MemoryOrderRegistry {
    /// A registry whose claims are stored in that ledger.
    #[must_use]
    pub fn new(ledger: Arc<dyn Ledger>, clock: &StillClock) -> MemoryOrderRegistry {
        MemoryOrderRegistry {
            orders: Arc::default(),
            tickets: Arc::default(),
            ledger,
            clock: clock.clone(),
            down: Arc::default(),
        }
    }

    /// Makes every call fail, or work again.
    pub fn fail(&self, down: bool) {
        self.down.store(down, Ordering::Relaxed);
    }

    fn check(&self) -> Result<(), RegistryError> {
        (!self.down.load(Ordering::Relaxed)).then_some(()).ok_or(RegistryError::Unavailable)
    }
}

#[async_trait]
impl OrderRegistry for MemoryOrderRegistry {
    async fn register(
        &self,
        order: &str,
        registration: &Registration,
    ) -> Result<RegisterOutcome, RegistryError> {
        self.check()?;
        let mut orders = self.orders.lock().await;
        let claims = orders.entry(order.to_owned()).or_default();
        register_claim(claims, self.ledger.as_ref(), &self.clock, registration.clone())
            .await
            .map_err(|_| RegistryError::Ledger)
    }

    async fn rivals(&self, order: &str, claim: &str) -> Result<Vec<String>, RegistryError> {
        self.check()?;
        let orders = self.orders.lock().await;
        Ok(orders.get(order).map(|claims| claims.rivals(claim)).unwrap_or_default())
    }

    async fn close(&self, order: &str, claim: &str) -> Result<(), RegistryError> {
        self.check()?;
        if let Some(claims) = self.orders.lock().await.get_mut(order) {
            claims.close(claim);
        }
        Ok(())
    }

    async fn release(&self, order: &str, claim: &str) -> Result<(), RegistryError> {
        self.check()?;
        if let Some(claims) = self.orders.lock().await.get_mut(order) {
            claims.release(claim);
        }
        Ok(())
    }

    async fn reserve(&self, ticket: &str, slots: &[Slot]) -> Result<Option<usize>, RegistryError> {
        self.check()?;
        Ok(self.tickets.lock().await.entry(ticket.to_owned()).or_default().reserve(slots))
    }
}
