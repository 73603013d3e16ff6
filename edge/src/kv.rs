//! A KV namespace: the four calls of the ledger and the photo store. A failed call is logged, never
//! with a key or a value, which could identify a shopper.

use super::calls::{call_async, from_js, to_js};
use js_sys::{Array, Reflect, Uint8Array};
use recourse_edge::domain::claim_summary::ClaimSummary;
use recourse_edge::ports::StorageError;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use wasm_bindgen::JsValue;
use worker::send::SendWrapper;

/// A binding of `wrangler.jsonc`. Where it is missing, every call fails, and the routes without
/// storage still work.
pub(super) struct Kv(SendWrapper<JsValue>);

/// See <https://developers.cloudflare.com/kv/api/write-key-value-pairs/>.
#[derive(Default, Serialize)]
pub(super) struct Put {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) metadata: Option<ClaimSummary>,
    /// Seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) expiration: Option<u64>,
}

/// See <https://developers.cloudflare.com/kv/api/list-keys/>.
#[derive(Default, Serialize)]
pub(super) struct List<'a> {
    pub(super) prefix: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) limit: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) cursor: Option<String>,
}

/// A page of names.
#[derive(Deserialize)]
pub(super) struct Listed {
    pub(super) keys: Vec<Name>,
    pub(super) list_complete: bool,
    pub(super) cursor: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Name {
    pub(super) name: String,
    /// Any value: a summary that cannot be read must not hide its claim.
    pub(super) metadata: Option<Value>,
}

impl Kv {
    pub(super) fn new(env: &worker::Env, binding: &str) -> Kv {
        Kv(SendWrapper::new(Reflect::get(env, &binding.into()).unwrap_or_default()))
    }

    async fn call(&self, method: &str, args: &[&JsValue]) -> Result<JsValue, StorageError> {
        let args = args.iter().copied().collect::<Array>();
        call_async(&self.0, method, &args).await.map_err(|_| down("the runtime refused"))
    }

    pub(super) async fn put(
        &self,
        key: &str,
        value: JsValue,
        put: &Put,
    ) -> Result<(), StorageError> {
        let put = to_js(put).map_err(|_| down("no such options"))?;
        self.call("put", &[&key.into(), &value, &put]).await.map(drop)
    }

    pub(super) async fn text(&self, key: &str) -> Result<Option<String>, StorageError> {
        Ok(self.call("get", &[&key.into()]).await?.as_string())
    }

    pub(super) async fn bytes(&self, key: &str) -> Result<Option<Vec<u8>>, StorageError> {
        let found = self.call("get", &[&key.into(), &"arrayBuffer".into()]).await?;
        Ok((!found.is_null()).then(|| Uint8Array::new(&found).to_vec()))
    }

    pub(super) async fn remove(&self, key: &str) -> Result<(), StorageError> {
        self.call("delete", &[&key.into()]).await.map(drop)
    }

    pub(super) async fn list(&self, list: &List<'_>) -> Result<Listed, StorageError> {
        let list = to_js(list).map_err(|_| down("no such options"))?;
        from_js(&self.call("list", &[&list]).await?).ok_or_else(|| down("a page could not be read"))
    }
}

fn down(how: &str) -> StorageError {
    worker::console_error!("kv: {how}");
    StorageError
}
