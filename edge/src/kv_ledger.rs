//! The ledger in Workers KV.

use super::kv::{Kv, failed};
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
            let mut put = self.0.store()?.put(key, value).map_err(failed)?;
            if let Some(row) = row {
                put = put.metadata(row).map_err(failed)?;
            }
            if let Some(at) = expires.and_then(|at| u64::try_from(at).ok()) {
                put = put.expiration(at);
            }
            put.execute().await.map_err(failed)
        })
        .await
    }

    async fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        SendFuture::new(async move { self.0.store()?.get(key).text().await.map_err(failed) }).await
    }

    async fn remove(&self, key: &str) -> Result<(), StorageError> {
        SendFuture::new(async move { self.0.store()?.delete(key).await.map_err(failed) }).await
    }

    async fn list(
        &self,
        prefix: &str,
        cursor: Option<String>,
        limit: u16,
    ) -> Result<Page, StorageError> {
        SendFuture::new(async move {
            let mut list = self.0.store()?.list().prefix(prefix.to_owned()).limit(limit.into());
            if let Some(cursor) = cursor {
                list = list.cursor(cursor);
            }
            let found = list.execute().await.map_err(failed)?;
            // A summary that cannot be read must not hide its claim.
            let row = |value| serde_json::from_value(value).ok();
            let rows =
                found.keys.into_iter().map(|key| (key.name, key.metadata.and_then(row))).collect();
            Ok(Page { rows, cursor: found.cursor.filter(|_| !found.list_complete) })
        })
        .await
    }
}
