//! Two kinds of Durable Objects of one class. The object of an order handles one claim of the order
//! at a time; it stores pseudonyms and numbers, and the claim itself is stored in the ledger. The
//! object of a ticket counts what is stored under the ticket, and forgets it after an hour. A
//! second class would need a migration, and `wrangler rollback` does not go back before one.

use super::clock::RuntimeClock;
use super::kv_ledger::KvLedger;
use super::requests::{ask, json_response, read_json};
use async_trait::async_trait;
use recourse_edge::domain::order_claims::{OrderClaims, RegisterOutcome, Registration};
use recourse_edge::domain::slots::{Slot, Slots};
use recourse_edge::ports::{Clock, OrderRegistry, RegistryError};
use recourse_edge::service::order_registry::register_claim;
use serde::{Deserialize, Serialize};
use worker::send::SendFuture;
use worker::{DurableObject, Env, Request, Response, Result, State, Storage, durable_object};

/// The binding in `wrangler.jsonc`.
const BINDING: &str = "ORDERS";
/// The storage key of the order's claims.
const CLAIMS: &str = "claims";
/// The storage key of the ticket's slots.
const SLOTS: &str = "slots";
/// How long slots are remembered, in milliseconds; a list of KV is at most a minute behind.
const SLOTS_MS: i64 = 3_600_000;

/// A request to the object.
#[derive(Serialize)]
enum RegistryRequest<'a> {
    Register(&'a Registration),
    Rivals(&'a str),
    Close(&'a str),
    Release(&'a str),
    Reserve(&'a [Slot]),
}

/// The same, as the object receives it.
#[derive(Deserialize)]
enum ReceivedRequest {
    Register(Box<Registration>),
    Rivals(String),
    Close(String),
    Release(String),
    Reserve(Vec<Slot>),
}

#[derive(Serialize, Deserialize)]
enum RegistryResponse {
    Registered(RegisterOutcome),
    Rivals(Vec<String>),
    Reserved(Option<usize>),
    Done,
    Ledger,
}

/// Order registries in Durable Objects.
pub(super) struct RuntimeOrderRegistry(Env);

impl RuntimeOrderRegistry {
    pub(super) fn new(env: &Env) -> RuntimeOrderRegistry {
        RuntimeOrderRegistry(env.clone())
    }

    async fn done(
        &self,
        order: &str,
        asked: RegistryRequest<'_>,
    ) -> std::result::Result<(), RegistryError> {
        let response = ask(&self.0, BINDING, order, &asked).await;
        matches!(response, Some(RegistryResponse::Done))
            .then_some(())
            .ok_or(RegistryError::Unavailable)
    }
}

#[async_trait]
impl OrderRegistry for RuntimeOrderRegistry {
    async fn register(
        &self,
        order: &str,
        registration: &Registration,
    ) -> std::result::Result<RegisterOutcome, RegistryError> {
        SendFuture::new(async move {
            match ask(&self.0, BINDING, order, &RegistryRequest::Register(registration)).await {
                Some(RegistryResponse::Registered(entered)) => Ok(entered),
                Some(RegistryResponse::Ledger) => Err(RegistryError::Ledger),
                _ => Err(RegistryError::Unavailable),
            }
        })
        .await
    }

    async fn rivals(
        &self,
        order: &str,
        claim: &str,
    ) -> std::result::Result<Vec<String>, RegistryError> {
        SendFuture::new(async move {
            match ask(&self.0, BINDING, order, &RegistryRequest::Rivals(claim)).await {
                Some(RegistryResponse::Rivals(rivals)) => Ok(rivals),
                _ => Err(RegistryError::Unavailable),
            }
        })
        .await
    }

    async fn close(&self, order: &str, claim: &str) -> std::result::Result<(), RegistryError> {
        SendFuture::new(self.done(order, RegistryRequest::Close(claim))).await
    }

    async fn release(&self, order: &str, claim: &str) -> std::result::Result<(), RegistryError> {
        SendFuture::new(self.done(order, RegistryRequest::Release(claim))).await
    }

    async fn reserve(
        &self,
        ticket: &str,
        slots: &[Slot],
    ) -> std::result::Result<Option<usize>, RegistryError> {
        SendFuture::new(async move {
            match ask(&self.0, BINDING, ticket, &RegistryRequest::Reserve(slots)).await {
                Some(RegistryResponse::Reserved(full)) => Ok(full),
                _ => Err(RegistryError::Unavailable),
            }
        })
        .await
    }
}

/// The claims of one order, or the slots of one ticket, in the runtime's storage.
#[durable_object(alarm)]
#[expect(missing_debug_implementations, reason = "the runtime's handles have none")]
pub struct OrderRegistryObject {
    state: State,
    env: Env,
}

impl DurableObject for OrderRegistryObject {
    fn new(state: State, env: Env) -> Self {
        OrderRegistryObject { state, env }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        let request: ReceivedRequest = read_json(&mut request).await?;
        let (storage, ledger) = (self.state.storage(), KvLedger::new(&self.env));
        // The object handles no other request meanwhile: storing the claim is part of it.
        let response = self.state.block_concurrency_while(async move {
            if let ReceivedRequest::Reserve(slots) = &request {
                return reserve(&storage, slots).await;
            }
            let mut claims = load(&storage).await?;
            let response = handle(&mut claims, &ledger, request).await;
            if !matches!(response, RegistryResponse::Rivals(_)) {
                store(&storage, &claims).await?;
            }
            Ok(response)
        });
        json_response(&response.await?)
    }

    async fn alarm(&self) -> Result<Response> {
        self.state.storage().delete_all().await?;
        Response::empty()
    }
}

async fn handle(
    claims: &mut OrderClaims,
    ledger: &KvLedger,
    request: ReceivedRequest,
) -> RegistryResponse {
    match request {
        ReceivedRequest::Register(registration) => {
            let outcome = register_claim(claims, ledger, &RuntimeClock, *registration).await;
            outcome.map_or(RegistryResponse::Ledger, RegistryResponse::Registered)
        }
        ReceivedRequest::Rivals(claim) => RegistryResponse::Rivals(claims.rivals(&claim)),
        ReceivedRequest::Close(claim) => {
            claims.close(&claim);
            RegistryResponse::Done
        }
        ReceivedRequest::Release(claim) => {
            claims.release(&claim);
            RegistryResponse::Done
        }
        // Slots are no claims; they were handled before the claims were loaded.
        ReceivedRequest::Reserve(_) => RegistryResponse::Ledger,
    }
}

async fn reserve(storage: &Storage, wanted: &[Slot]) -> Result<RegistryResponse> {
    let text: Option<String> = storage.get(SLOTS).await?;
    let mut slots: Slots =
        text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let full = slots.reserve(wanted);
    storage.put(SLOTS, serde_json::to_string(&slots).unwrap_or_default()).await?;
    storage.set_alarm(SLOTS_MS).await?;
    Ok(RegistryResponse::Reserved(full))
}

async fn load(storage: &Storage) -> Result<OrderClaims> {
    let text: Option<String> = storage.get(CLAIMS).await?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

/// Stores the claims until the retention of the last one ends.
async fn store(storage: &Storage, claims: &OrderClaims) -> Result<()> {
    if claims.is_empty() {
        return storage.delete_all().await;
    }
    storage.put(CLAIMS, serde_json::to_string(claims).unwrap_or_default()).await?;
    let expires_ms = claims.expires().saturating_mul(1_000);
    storage.set_alarm(expires_ms.saturating_sub(RuntimeClock.now_ms()).max(0)).await
}
