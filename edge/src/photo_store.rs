//! The photo store in R2; in KV where no bucket is bound. Uploads expire in KV by themselves, in R2
//! by the bucket's lifecycle rule (`docs/deploy.md`). KV is up to a minute behind in other
//! places, so the count of a ticket's photos is approximate there.

use super::kv::{Kv, failed};
use async_trait::async_trait;
use recourse_edge::ports::{PhotoPage, PhotoStore, StorageError};
use worker::Bucket;
use worker::send::SendFuture;

/// The bucket in `wrangler.jsonc`.
const BUCKET: &str = "PHOTOS";
/// Most pages of a thousand names that are turned over in a KV for one list: a runtime allows a
/// thousand calls.
const PAGES_MAX: usize = 30;
/// The KV namespace that is used without a bucket.
const KV: &str = "CLAIMS";

/// Where this Worker's photos are.
pub(super) enum RuntimePhotoStore {
    Bucket(Bucket),
    Kv(Kv),
}

impl RuntimePhotoStore {
    pub(super) fn new(env: &worker::Env) -> RuntimePhotoStore {
        env.bucket(BUCKET)
            .map_or_else(|_| RuntimePhotoStore::Kv(Kv::new(env, KV)), RuntimePhotoStore::Bucket)
    }
}

/// Says that the photo store failed, and nothing of what it failed on.
fn down<E>(_: E) -> StorageError {
    worker::console_error!("photo store: the runtime refused");
    StorageError
}

#[async_trait]
impl PhotoStore for RuntimePhotoStore {
    async fn put(
        &self,
        key: &str,
        bytes: Vec<u8>,
        expires: Option<i64>,
    ) -> Result<(), StorageError> {
        SendFuture::new(async move {
            match self {
                RuntimePhotoStore::Bucket(bucket) => {
                    bucket.put(key, bytes).execute().await.map(drop).map_err(down)
                }
                RuntimePhotoStore::Kv(kv) => {
                    let mut put = kv.store()?.put_bytes(key, &bytes).map_err(failed)?;
                    if let Some(at) = expires.and_then(|at| u64::try_from(at).ok()) {
                        put = put.expiration(at);
                    }
                    put.execute().await.map_err(failed)
                }
            }
        })
        .await
    }

    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, StorageError> {
        SendFuture::new(async move {
            match self {
                RuntimePhotoStore::Bucket(bucket) => {
                    let Some(object) = bucket.get(key).execute().await.map_err(down)? else {
                        return Ok(None);
                    };
                    let Some(body) = object.body() else { return Ok(None) };
                    body.bytes().await.map(Some).map_err(down)
                }
                RuntimePhotoStore::Kv(kv) => kv.store()?.get(key).bytes().await.map_err(failed),
            }
        })
        .await
    }

    async fn list(&self, prefix: &str, after: &str) -> Result<PhotoPage, StorageError> {
        SendFuture::new(async move {
            match self {
                RuntimePhotoStore::Bucket(bucket) => {
                    let mut list = bucket.list().prefix(prefix);
                    if !after.is_empty() {
                        list = list.start_after(after);
                    }
                    let found = list.execute().await.map_err(down)?;
                    let keys = found.objects().iter().map(worker::Object::key).collect();
                    Ok(PhotoPage { keys, is_last: !found.truncated() })
                }
                RuntimePhotoStore::Kv(kv) => {
                    // A list of KV starts at the first key, so pages before `after` are skipped.
                    let mut list = kv.store()?.list().prefix(prefix.to_owned());
                    for _ in 0..PAGES_MAX {
                        let page = list.clone().execute().await.map_err(failed)?;
                        let names = page.keys.into_iter().map(|key| key.name);
                        let keys: Vec<_> = names.filter(|name| name.as_str() > after).collect();
                        if !keys.is_empty() || page.list_complete {
                            return Ok(PhotoPage { keys, is_last: page.list_complete });
                        }
                        let Some(cursor) = page.cursor else { break };
                        list = list.cursor(cursor);
                    }
                    Ok(PhotoPage { keys: Vec::new(), is_last: true })
                }
            }
        })
        .await
    }

    async fn remove(&self, keys: &[String]) -> Result<(), StorageError> {
        SendFuture::new(async move {
            match self {
                RuntimePhotoStore::Bucket(bucket) => {
                    let keys = keys.iter().map(String::as_str).collect();
                    bucket.delete_multiple(keys).await.map_err(down)
                }
                RuntimePhotoStore::Kv(kv) => {
                    for key in keys {
                        kv.store()?.delete(key).await.map_err(failed)?;
                    }
                    Ok(())
                }
            }
        })
        .await
    }

    fn removed_per_operation(&self) -> usize {
        match self {
            RuntimePhotoStore::Bucket(_) => 1_000,
            RuntimePhotoStore::Kv(_) => 1,
        }
    }
}
