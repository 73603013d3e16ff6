//! The photo store in R2; in KV where no bucket is bound. KV is a minute behind elsewhere, so the count of a ticket's photos is a
//! rough one there.

use super::kv::{Kv, List, Put};
use crate::ports::{BoxFuture, PhotoStore, StorageError};
use js_sys::Uint8Array;
use worker::Bucket;
use worker::send::SendFuture;

/// The bucket in `wrangler.jsonc`.
const BUCKET: &str = "PHOTOS";
/// Most pages of a thousand names that are turned over in a KV for one list: a runtime allows a thousand calls.
const PAGES_MAX: usize = 40;
/// The KV that stands in for it.
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

impl PhotoStore for RuntimePhotoStore {
    fn put<'a>(&'a self, key: &'a str, bytes: Vec<u8>) -> BoxFuture<'a, Result<(), StorageError>> {
        Box::pin(SendFuture::new(async move {
            match self {
                RuntimePhotoStore::Bucket(bucket) => {
                    bucket.put(key, bytes).execute().await.map(drop).map_err(down)
                }
                RuntimePhotoStore::Kv(kv) => {
                    kv.put(key, Uint8Array::from(&*bytes).into(), &Put::default()).await
                }
            }
        }))
    }

    fn get<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<Option<Vec<u8>>, StorageError>> {
        Box::pin(SendFuture::new(async move {
            match self {
                RuntimePhotoStore::Bucket(bucket) => {
                    let Some(object) = bucket.get(key).execute().await.map_err(down)? else {
                        return Ok(None);
                    };
                    let Some(body) = object.body() else { return Ok(None) };
                    body.bytes().await.map(Some).map_err(down)
                }
                RuntimePhotoStore::Kv(kv) => kv.bytes(key).await,
            }
        }))
    }

    fn list<'a>(
        &'a self,
        prefix: &'a str,
        after: &'a str,
    ) -> BoxFuture<'a, Result<Vec<String>, StorageError>> {
        Box::pin(SendFuture::new(async move {
            match self {
                RuntimePhotoStore::Bucket(bucket) => {
                    let mut list = bucket.list().prefix(prefix);
                    if !after.is_empty() {
                        list = list.start_after(after);
                    }
                    let found = list.execute().await.map_err(down)?;
                    Ok(found.objects().iter().map(worker::Object::key).collect())
                }
                RuntimePhotoStore::Kv(kv) => {
                    // KV starts nowhere but at the front: what comes before is turned over.
                    let mut list = List { prefix, ..List::default() };
                    for _ in 0..PAGES_MAX {
                        let page = kv.list(&list).await?;
                        let names = page.keys.into_iter().map(|key| key.name);
                        let names: Vec<_> = names.filter(|name| name.as_str() > after).collect();
                        if !names.is_empty() || page.list_complete {
                            return Ok(names);
                        }
                        list.cursor = page.cursor;
                    }
                    Ok(Vec::new())
                }
            }
        }))
    }

    fn remove<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<(), StorageError>> {
        Box::pin(SendFuture::new(async move {
            match self {
                RuntimePhotoStore::Bucket(bucket) => bucket.delete(key).await.map_err(down),
                RuntimePhotoStore::Kv(kv) => kv.remove(key).await,
            }
        }))
    }
}
