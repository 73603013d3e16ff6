//! The album in R2; in KV where no bucket is bound. KV is a minute behind elsewhere, so the count of a ticket's photos is a
//! rough one there.

use super::kv::{Kv, List, Put};
use crate::ports::{Album, Later, LedgerDown};
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
pub(super) enum RuntimeAlbum {
    Bucket(Bucket),
    Kv(Kv),
}

impl RuntimeAlbum {
    pub(super) fn new(env: &worker::Env) -> RuntimeAlbum {
        env.bucket(BUCKET).map_or_else(|_| RuntimeAlbum::Kv(Kv::new(env, KV)), RuntimeAlbum::Bucket)
    }
}

/// Says that the album failed, and nothing of what it failed on.
fn down<E>(_: E) -> LedgerDown {
    worker::console_error!("album: the runtime refused");
    LedgerDown
}

impl Album for RuntimeAlbum {
    fn put<'a>(&'a self, key: &'a str, bytes: Vec<u8>) -> Later<'a, Result<(), LedgerDown>> {
        Box::pin(SendFuture::new(async move {
            match self {
                RuntimeAlbum::Bucket(bucket) => {
                    bucket.put(key, bytes).execute().await.map(drop).map_err(down)
                }
                RuntimeAlbum::Kv(kv) => kv.put(key, Uint8Array::from(&*bytes).into(), &Put::default()).await,
            }
        }))
    }

    fn get<'a>(&'a self, key: &'a str) -> Later<'a, Result<Option<Vec<u8>>, LedgerDown>> {
        Box::pin(SendFuture::new(async move {
            match self {
                RuntimeAlbum::Bucket(bucket) => {
                    let Some(object) = bucket.get(key).execute().await.map_err(down)? else {
                        return Ok(None);
                    };
                    let Some(body) = object.body() else { return Ok(None) };
                    body.bytes().await.map(Some).map_err(down)
                }
                RuntimeAlbum::Kv(kv) => kv.bytes(key).await,
            }
        }))
    }

    fn list<'a>(&'a self, prefix: &'a str, after: &'a str) -> Later<'a, Result<Vec<String>, LedgerDown>> {
        Box::pin(SendFuture::new(async move {
            match self {
                RuntimeAlbum::Bucket(bucket) => {
                    let mut list = bucket.list().prefix(prefix);
                    if !after.is_empty() {
                        list = list.start_after(after);
                    }
                    let found = list.execute().await.map_err(down)?;
                    Ok(found.objects().iter().map(worker::Object::key).collect())
                }
                RuntimeAlbum::Kv(kv) => {
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

    fn remove<'a>(&'a self, key: &'a str) -> Later<'a, Result<(), LedgerDown>> {
        Box::pin(SendFuture::new(async move {
            match self {
                RuntimeAlbum::Bucket(bucket) => bucket.delete(key).await.map_err(down),
                RuntimeAlbum::Kv(kv) => kv.remove(key).await,
            }
        }))
    }
}
