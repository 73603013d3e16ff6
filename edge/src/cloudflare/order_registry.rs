//! One Durable Object per order: the runtime admits one claim of an order at a time. The object keeps
//! tags and numbers, and hands the claim itself on to the ledger.

use super::clock::RuntimeClock;
use super::kv_ledger::KvLedger;
use super::requests::{ask, json_response, read_json};
use crate::order::{OrderClaims, RegisterOutcome, Registration};
use crate::ports::{BoxFuture, Clock, OrderRegistry, RegistryError};
use serde::{Deserialize, Serialize};
use worker::send::SendFuture;
use worker::{DurableObject, Env, Request, Response, Result, State, durable_object};

/// The binding in `wrangler.jsonc`.
const BINDING: &str = "ORDERS";
/// The storage key of the order's claims.
const CLAIMS: &str = "claims";

/// A request to the object.
#[derive(Serialize)]
enum RegistryRequest<'a> {
    Register(&'a Registration),
    Rivals(&'a str),
    Close(&'a str),
    Release(&'a str),
}

/// The same, as the object receives it.
#[derive(Deserialize)]
enum ReceivedRequest {
    Register(Box<Registration>),
    Rivals(String),
    Close(String),
    Release(String),
}

#[derive(Serialize, Deserialize)]
enum RegistryResponse {
    Registered(RegisterOutcome),
    Rivals(Vec<String>),
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

impl OrderRegistry for RuntimeOrderRegistry {
    fn register<'a>(
        &'a self,
        order: &'a str,
        registration: &'a Registration,
    ) -> BoxFuture<'a, std::result::Result<RegisterOutcome, RegistryError>> {
        Box::pin(SendFuture::new(async move {
            match ask(&self.0, BINDING, order, &RegistryRequest::Register(registration)).await {
                Some(RegistryResponse::Registered(entered)) => Ok(entered),
                Some(RegistryResponse::Ledger) => Err(RegistryError::Ledger),
                _ => Err(RegistryError::Unavailable),
            }
        }))
    }

    fn rivals<'a>(
        &'a self,
        order: &'a str,
        claim: &'a str,
    ) -> BoxFuture<'a, std::result::Result<Vec<String>, RegistryError>> {
        Box::pin(SendFuture::new(async move {
            match ask(&self.0, BINDING, order, &RegistryRequest::Rivals(claim)).await {
                Some(RegistryResponse::Rivals(rivals)) => Ok(rivals),
                _ => Err(RegistryError::Unavailable),
            }
        }))
    }

    fn close<'a>(
        &'a self,
        order: &'a str,
        claim: &'a str,
    ) -> BoxFuture<'a, std::result::Result<(), RegistryError>> {
        Box::pin(SendFuture::new(self.done(order, RegistryRequest::Close(claim))))
    }

    fn release<'a>(
        &'a self,
        order: &'a str,
        claim: &'a str,
    ) -> BoxFuture<'a, std::result::Result<(), RegistryError>> {
        Box::pin(SendFuture::new(self.done(order, RegistryRequest::Release(claim))))
    }
}

/// The claims of one order, in the runtime's storage.
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
        let request_body: ReceivedRequest = read_json(&mut request).await?;
        let (storage, ledger) = (self.state.storage(), KvLedger::new(&self.env));
        // While this runs, nobody else is let in: the writing to the ledger is part of it.
        let response = self.state.block_concurrency_while(async move {
            let text: Option<String> = storage.get(CLAIMS).await?;
            let mut claims: OrderClaims =
                text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
            let response = match request_body {
                ReceivedRequest::Register(registration) => claims
                    .register(&ledger, &RuntimeClock, *registration)
                    .await
                    .map_or(RegistryResponse::Ledger, RegistryResponse::Registered),
                ReceivedRequest::Rivals(claim) => {
                    return Ok(RegistryResponse::Rivals(claims.rivals(&claim)));
                }
                ReceivedRequest::Close(claim) => {
                    claims.close(&claim);
                    RegistryResponse::Done
                }
                ReceivedRequest::Release(claim) => {
                    claims.release(&claim);
                    RegistryResponse::Done
                }
            };
            if claims.is_empty() {
                storage.delete_all().await?;
            } else {
                storage.put(CLAIMS, serde_json::to_string(&claims).unwrap_or_default()).await?;
                let left =
                    claims.expires().saturating_mul(1_000).saturating_sub(RuntimeClock.now_ms());
                storage.set_alarm(left.max(0)).await?;
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
