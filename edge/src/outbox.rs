//! The webhook deliveries of a shop in a Durable Object: stored until they end, sent by its alarm.

use super::clock::RuntimeClock;
use super::requests::{ask, fetch_with_timeout, json_response, post, read_json};
use super::settings::settings;
use async_trait::async_trait;
use recourse_edge::domain::webhook::delivery::{REMEMBERED_MS, WebhookResponse};
use recourse_edge::domain::webhook::{Delivery, DeliveryStatus, Endpoint, Message, signature};
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
/// Most deliveries that a list shows.
const LISTED_MAX: usize = 100;
/// How long a receiver has to answer.
const TIMEOUT: Duration = Duration::from_secs(10);

#[derive(Serialize, Deserialize)]
enum OutboxRequest {
    Enqueue(String, Vec<Message>),
    List,
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

    async fn deliveries(&self, store: &str) -> std::result::Result<Vec<Delivery>, StorageError> {
        SendFuture::new(async move { self.ask(store, OutboxRequest::List).await }).await
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
        let mut shown = Vec::new();
        match read_json(&mut request).await? {
            OutboxRequest::Enqueue(store, messages) => {
                storage.put(STORE, store).await?;
                for message in messages {
                    if storage.get::<String>(&message.id).await?.is_none() {
                        keep(&storage, &Delivery::new(message, now)).await?;
                    }
                }
                storage.set_alarm(Duration::ZERO).await?;
            }
            OutboxRequest::List => {
                shown = all(&storage).await?;
                shown.sort_by_key(|delivery| std::cmp::Reverse(delivery.at_ms));
                shown.truncate(LISTED_MAX);
            }
            OutboxRequest::Retry(id) => {
                if let Some(known) = read(storage.get(&id).await?) {
                    let retried = known.retry(now);
                    keep(&storage, &retried).await?;
                    storage.set_alarm(Duration::ZERO).await?;
                    shown.push(retried);
                }
            }
        }
        json_response(&shown)
    }

    async fn alarm(&self) -> Result<Response> {
        let storage = self.state.storage();
        let store: Option<String> = storage.get(STORE).await?;
        let settings = settings(&self.env);
        let endpoint =
            settings.as_ref().zip(store).and_then(|(all, store)| all.of(&store).webhook.clone());
        if let Some(endpoint) = endpoint {
            let due =
                all(&storage).await?.into_iter().filter(|one| one.is_due(RuntimeClock.now_ms()));
            for delivery in due.take(SENT_MAX) {
                let said = send(&endpoint, &delivery.message).await;
                let jitter = getrandom::u32().map_or(0, |roll| roll.to_le_bytes()[0]);
                keep(&storage, &delivery.after(said, RuntimeClock.now_ms(), jitter)).await?;
            }
        }
        plan(&storage).await?;
        Response::empty()
    }
}

fn read(text: Option<String>) -> Option<Delivery> {
    text.and_then(|text| serde_json::from_str(&text).ok())
}

async fn keep(storage: &Storage, delivery: &Delivery) -> Result<()> {
    storage.put(&delivery.message.id, serde_json::to_string(delivery).unwrap_or_default()).await
}

async fn all(storage: &Storage) -> Result<Vec<Delivery>> {
    let map = storage.list().await?;
    // The store's name is no delivery, and is not read as one.
    Ok(map.values().into_iter().flatten().filter_map(|text| read(text.as_string())).collect())
}

/// Removes old deliveries, and sets the alarm for the next attempt.
async fn plan(storage: &Storage) -> Result<()> {
    let now = RuntimeClock.now_ms();
    let mut next: Option<i64> = None;
    for delivery in all(storage).await? {
        if delivery.is_old(now) {
            storage.delete(&delivery.message.id).await?;
            continue;
        }
        let over = delivery.status != DeliveryStatus::Waiting;
        let at =
            delivery.at_ms.saturating_add(if over { REMEMBERED_MS.saturating_add(1) } else { 0 });
        next = Some(next.map_or(at, |other| other.min(at)));
    }
    match next {
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
