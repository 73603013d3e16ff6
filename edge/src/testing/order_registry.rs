//! An order registry in memory that can be made unavailable.

use super::StillClock;
use crate::order::{OrderClaims, RegisterOutcome, Registration};
use crate::ports::{BoxFuture, Ledger, OrderRegistry, RegistryError};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// An order registry in memory: one claim at a time, as in the runtime.
#[derive(Clone)]
pub struct MemoryOrderRegistry {
    orders: Arc<tokio::sync::Mutex<BTreeMap<String, OrderClaims>>>,
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

impl OrderRegistry for MemoryOrderRegistry {
    fn register<'a>(
        &'a self,
        order: &'a str,
        registration: &'a Registration,
    ) -> BoxFuture<'a, Result<RegisterOutcome, RegistryError>> {
        Box::pin(async move {
            self.check()?;
            let mut orders = self.orders.lock().await;
            let claims = orders.entry(order.to_owned()).or_default();
            claims
                .register(self.ledger.as_ref(), &self.clock, registration.clone())
                .await
                .map_err(|_| RegistryError::Ledger)
        })
    }

    fn rivals<'a>(
        &'a self,
        order: &'a str,
        claim: &'a str,
    ) -> BoxFuture<'a, Result<Vec<String>, RegistryError>> {
        Box::pin(async move {
            self.check()?;
            let orders = self.orders.lock().await;
            Ok(orders.get(order).map(|claims| claims.rivals(claim)).unwrap_or_default())
        })
    }

    fn close<'a>(
        &'a self,
        order: &'a str,
        claim: &'a str,
    ) -> BoxFuture<'a, Result<(), RegistryError>> {
        Box::pin(async move {
            self.check()?;
            if let Some(claims) = self.orders.lock().await.get_mut(order) {
                claims.close(claim);
            }
            Ok(())
        })
    }

    fn release<'a>(
        &'a self,
        order: &'a str,
        claim: &'a str,
    ) -> BoxFuture<'a, Result<(), RegistryError>> {
        Box::pin(async move {
            self.check()?;
            if let Some(claims) = self.orders.lock().await.get_mut(order) {
                claims.release(claim);
            }
            Ok(())
        })
    }
}
