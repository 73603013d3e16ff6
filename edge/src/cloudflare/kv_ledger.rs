//! The ledger in Workers KV.

use super::kv::{Kv, List, Put};
use crate::claim_summary::ClaimSummary;
use crate::ports::{BoxFuture, Ledger, Page, StorageError};
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

impl Ledger for KvLedger {
    fn put<'a>(
        &'a self,
        key: &'a str,
        value: String,
        row: Option<ClaimSummary>,
        expires: Option<i64>,
    ) -> BoxFuture<'a, Result<(), StorageError>> {
        Box::pin(SendFuture::new(async move {
            let put =
                Put { metadata: row, expiration: expires.and_then(|at| u64::try_from(at).ok()) };
            self.0.put(key, value.into(), &put).await
        }))
    }

    fn get<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<Option<String>, StorageError>> {
        Box::pin(SendFuture::new(self.0.text(key)))
    }

    fn remove<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<(), StorageError>> {
        Box::pin(SendFuture::new(self.0.remove(key)))
    }

    fn list<'a>(
        &'a self,
        prefix: &'a str,
        cursor: Option<String>,
        limit: u16,
    ) -> BoxFuture<'a, Result<Page, StorageError>> {
        Box::pin(SendFuture::new(async move {
            let found = self.0.list(&List { prefix, limit: Some(limit), cursor }).await?;
            let row = |value| serde_json::from_value(value).ok();
            let rows =
                found.keys.into_iter().map(|key| (key.name, key.metadata.and_then(row))).collect();
            Ok(Page { rows, cursor: found.cursor.filter(|_| !found.list_complete) })
        }))
    }
}
