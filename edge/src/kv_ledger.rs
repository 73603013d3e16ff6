//! The ledger in Workers KV.

use super::kv::{Kv, List, Put};
use async_trait::async_trait;
use recourse_edge::domain::claim_summary::ClaimSummary;
use recourse_edge::ports::{Ledger, Page, StorageError};
use worker::send::SendFuture;

/// The binding in `wrangler.jsonc`.
const BINDING: &str = "CLAIMS";

/// Claims in KV.
pub(super) struct KvLedger(Kv);

impl KvLedger {
    pub(super) fn new(env: &worker::Env) -> KvLedger {
        KvLedger(Kv::new(env, BINDING))
    }
}

#[async_trait]
impl Ledger for KvLedger {
    async fn put(
        &self,
        key: &str,
        value: String,
        row: Option<ClaimSummary>,
        expires: Option<i64>,
    ) -> Result<(), StorageError> {
        SendFuture::new(async move {
            let put =
                Put { metadata: row, expiration: expires.and_then(|at| u64::try_from(at).ok()) };
            self.0.put(key, value.into(), &put).await
        })
        .await
    }

    async fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        SendFuture::new(self.0.text(key)).await
    }

    async fn remove(&self, key: &str) -> Result<(), StorageError> {
        SendFuture::new(self.0.remove(key)).await
    }

    async fn list(
        &self,
        prefix: &str,
        cursor: Option<String>,
        limit: u16,
    ) -> Result<Page, StorageError> {
        SendFuture::new(async move {
            let found = self.0.list(&List { prefix, limit: Some(limit), cursor }).await?;
            let row = |value| serde_json::from_value(value).ok();
            let rows =
                found.keys.into_iter().map(|key| (key.name, key.metadata.and_then(row))).collect();
            Ok(Page { rows, cursor: found.cursor.filter(|_| !found.list_complete) })
        })
        .await
    }
}
