//! The webhook deliveries of a shop in a Durable Object: stored until they end, sent by its alarm.

use super::clock::RuntimeClock;
use super::deliveries::Deliveries;
use super::requests::{ask, fetch_with_timeout, json_response, post, read_json};
use super::settings::settings;
use async_trait::async_trait;
use recourse_edge::domain::webhook::{
    Delivery, DeliveryPosition, Endpoint, Message, WAITING_MAX, WebhookResponse, signature,
};
use recourse_edge::ports::{Clock, Outbox, StorageError};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use worker::send::SendFuture;
use worker::{DurableObject, Env, Request, Response, Result, State, Storage, durable_object};

/// The binding in `wrangler.jsonc`.
const BINDING: &str = "OUTBOX";
/// Where the store's name is in its object; every other key is a message's id.
const STORE: &str = "store";
/// Most messages that one alarm sends.
const SENT_MAX: usize = 20;
/// How long a receiver has to answer.
const TIMEOUT: Duration = Duration::from_secs(10);

#[derive(Serialize, Deserialize)]
enum OutboxRequest {
    Enqueue(String, Vec<Message>),
    List(Option<DeliveryPosition>, u16),
    Retry(String),
}

/// Outboxes in Durable Objects.
pub(super) struct RuntimeOutbox(Env);

impl RuntimeOutbox {
    pub(super) fn new(env: &Env) -> RuntimeOutbox {
        RuntimeOutbox(env.clone())
    }

    async fn ask(
        &self,
        store: &str,
        request: OutboxRequest,
    ) -> std::result::Result<Vec<Delivery>, StorageError> {
        ask(&self.0, BINDING, store, &request).await.ok_or(StorageError)
    }
}

#[async_trait]
impl Outbox for RuntimeOutbox {
    async fn enqueue(
        &self,
        store: &str,
        messages: Vec<Message>,
    ) -> std::result::Result<(), StorageError> {
        SendFuture::new(async move {
            self.ask(store, OutboxRequest::Enqueue(store.to_owned(), messages)).await.map(drop)
        })
        .await
    }

    async fn deliveries(
        &self,
        store: &str,
        after: Option<DeliveryPosition>,
        limit: u16,
    ) -> std::result::Result<Vec<Delivery>, StorageError> {
        SendFuture::new(async move { self.ask(store, OutboxRequest::List(after, limit)).await })
            .await
    }

    async fn retry(&self, store: &str, id: &str) -> std::result::Result<bool, StorageError> {
        SendFuture::new(async move {
            let found = self.ask(store, OutboxRequest::Retry(id.to_owned())).await?;
            Ok(!found.is_empty())
        })
        .await
    }
}

/// The webhook deliveries of one shop.
#[durable_object(alarm)]
#[expect(missing_debug_implementations, reason = "the runtime's handles have none")]
pub struct ShopOutbox {
    state: State,
    env: Env,
}

impl DurableObject for ShopOutbox {
    fn new(state: State, env: Env) -> Self {
        ShopOutbox { state, env }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        let (storage, now) = (self.state.storage(), RuntimeClock.now_ms());
        let deliveries = Deliveries::open(&storage)?;
        let mut shown = Vec::new();
        match read_json(&mut request).await? {
            OutboxRequest::Enqueue(store, messages) => {
                storage.put(STORE, store).await?;
                if !enqueue(&deliveries, messages, now)? {
                    return Response::error("the outbox is full", 503);
                }
                storage.set_alarm(Duration::ZERO).await?;
            }
            OutboxRequest::List(after, limit) => shown = deliveries.page(after.as_ref(), limit)?,
            OutboxRequest::Retry(id) => {
                if let Some(known) = deliveries.get(&id)? {
                    let retried = known.retry(now);
                    deliveries.put(&retried)?;
                    storage.set_alarm(Duration::ZERO).await?;
                    shown.push(retried);
                }
            }
        }
        json_response(&shown)
    }

    async fn alarm(&self) -> Result<Response> {
        let storage = self.state.storage();
        let deliveries = Deliveries::open(&storage)?;
        let store: Option<String> = storage.get(STORE).await?;
        let settings = settings(&self.env);
        let endpoint =
            settings.as_ref().zip(store).and_then(|(all, store)| all.of(&store).webhook.clone());
        if let Some(endpoint) = endpoint {
            for delivery in deliveries.due(RuntimeClock.now_ms(), SENT_MAX)? {
                let response = send(&endpoint, &delivery.message).await;
                let jitter = getrandom::u32().map_or(0, |roll| roll.to_le_bytes()[0]);
                deliveries.put(&delivery.after(response, RuntimeClock.now_ms(), jitter))?;
            }
        }
        plan(&storage, &deliveries).await?;
        Response::empty()
    }
}

/// Enqueues messages; `false` where the outbox has no room for them.
fn enqueue(deliveries: &Deliveries, messages: Vec<Message>, now: i64) -> Result<bool> {
    let mut new = Vec::new();
    for message in messages {
        if deliveries.get(&message.id)?.is_none() {
            new.push(Delivery::new(message, now));
        }
    }
    if deliveries.waiting()?.saturating_add(new.len()) > WAITING_MAX {
        return Ok(false);
    }
    for delivery in &new {
        deliveries.put(delivery)?;
    }
    Ok(true)
}

/// Removes old deliveries, and sets the alarm for the next attempt.
async fn plan(storage: &Storage, deliveries: &Deliveries) -> Result<()> {
    let now = RuntimeClock.now_ms();
    deliveries.remove_old(now)?;
    match deliveries.next_ms()? {
        Some(at) => storage.set_alarm(at.saturating_sub(now).max(0)).await,
        None => storage.delete_all().await,
    }
}

async fn send(endpoint: &Endpoint, message: &Message) -> WebhookResponse {
    attempt(endpoint, message)
        .await
        .unwrap_or(WebhookResponse { response_status: 0, retry_after_s: None })
}

/// Posts a message. A redirect is not followed, and the body of the response is not read.
async fn attempt(endpoint: &Endpoint, message: &Message) -> Result<WebhookResponse> {
    let now = RuntimeClock.now_ms().div_euclid(1000);
    let (stamp, signature) =
        (now.to_string(), signature::signature(&endpoint.secrets, &message.id, now, &message.body));
    let headers = [
        ("content-type", "application/json"),
        ("user-agent", "recourse"),
        ("webhook-id", &message.id),
        ("webhook-timestamp", &stamp),
        ("webhook-signature", &signature),
    ];
    let request = post(&endpoint.url, &message.body, &headers)?;
    let response = fetch_with_timeout(request, TIMEOUT).await?;
    let after = response.headers().get("retry-after")?.and_then(|text| text.trim().parse().ok());
    Ok(WebhookResponse { response_status: response.status_code(), retry_after_s: after })
}
