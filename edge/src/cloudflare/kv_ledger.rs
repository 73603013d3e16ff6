//! The ledger in Workers KV.

use crate::ports::{Later, Ledger, LedgerDown, Page};
use crate::row::Row;
use worker::kv::{KvError, KvStore};
use worker::send::SendFuture;

/// The binding in `wrangler.jsonc`.
const BINDING: &str = "CLAIMS";

/// Claims in KV. Without the binding every call fails, and the rest of the edge still answers.
pub(super) struct KvLedger(Option<KvStore>);

impl KvLedger {
    pub(super) fn new(env: &worker::Env) -> KvLedger {
        KvLedger(env.kv(BINDING).ok())
    }

    fn kv(&self) -> Result<&KvStore, LedgerDown> {
        self.0.as_ref().ok_or(LedgerDown)
    }
}

/// Says that KV failed, and how: never a key or a value, for those lead to a shopper.
fn down(error: KvError) -> LedgerDown {
    let kind = match error {
        KvError::JavaScript(_) => "the runtime refused",
        KvError::Serialization(_) => "a value could not be read",
        KvError::InvalidKvStore(_) => "the binding is not a KV",
    };
    worker::console_error!("ledger: {kind}");
    LedgerDown
}

impl Ledger for KvLedger {
    fn put<'a>(
        &'a self,
        key: &'a str,
        value: String,
        row: Option<Row>,
        expires: Option<i64>,
    ) -> Later<'a, Result<(), LedgerDown>> {
        Box::pin(SendFuture::new(async move {
            let mut put = self.kv()?.put(key, value).map_err(down)?;
            if let Some(row) = row {
                put = put.metadata(row).map_err(down)?;
            }
            if let Some(expires) = expires.and_then(|at| u64::try_from(at).ok()) {
                put = put.expiration(expires);
            }
            put.execute().await.map_err(down)
        }))
    }

    fn get<'a>(&'a self, key: &'a str) -> Later<'a, Result<Option<String>, LedgerDown>> {
        Box::pin(SendFuture::new(async move { self.kv()?.get(key).text().await.map_err(down) }))
    }

    fn remove<'a>(&'a self, key: &'a str) -> Later<'a, Result<(), LedgerDown>> {
        Box::pin(SendFuture::new(async move { self.kv()?.delete(key).await.map_err(down) }))
    }

    fn list<'a>(
        &'a self,
        prefix: &'a str,
        cursor: Option<String>,
        limit: u16,
    ) -> Later<'a, Result<Page, LedgerDown>> {
        Box::pin(SendFuture::new(async move {
            let mut list = self.kv()?.list().prefix(prefix.to_owned()).limit(u64::from(limit));
            if let Some(cursor) = cursor {
                list = list.cursor(cursor);
            }
            let found = list.execute().await.map_err(down)?;
            let row = |value| serde_json::from_value(value).ok();
            let rows = found.keys.into_iter().map(|key| (key.name, key.metadata.and_then(row))).collect();
            Ok(Page { rows, cursor: found.cursor.filter(|_| !found.list_complete) })
        }))
    }
}
