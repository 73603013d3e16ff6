//! ES256 by the WebCrypto of the runtime.

use async_trait::async_trait;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use recourse_edge::ports::Verifier;
use wasm_bindgen::{JsCast, JsValue};
use worker::send::SendFuture;
use worker::wasm_bindgen_futures::JsFuture;

/// `crypto.subtle`.
#[derive(Debug)]
pub(super) struct RuntimeVerifier;

#[async_trait]
impl Verifier for RuntimeVerifier {
    async fn es256(&self, point: &[u8], text: &[u8], signature: &[u8]) -> bool {
        SendFuture::new(async move {
            verify(point, text, signature).await.is_ok_and(|known| known == JsValue::TRUE)
        })
        .await
    }
}

async fn verify(point: &[u8], text: &[u8], signature: &[u8]) -> Result<JsValue, JsValue> {
    let bytes = |bytes: &[u8]| JsValue::from(Uint8Array::from(bytes));
    let import = [
        "raw".into(),
        bytes(point),
        object(&[("name", "ECDSA"), ("namedCurve", "P-256")])?,
        JsValue::FALSE,
        Array::of1(&"verify".into()).into(),
    ];
    let key = call("importKey", &import).await?;
    let hash = object(&[("name", "ECDSA"), ("hash", "SHA-256")])?;
    call("verify", &[hash, key, bytes(signature), bytes(text)]).await
}

fn object(pairs: &[(&str, &str)]) -> Result<JsValue, JsValue> {
    let object = Object::new();
    for (name, value) in pairs {
        Reflect::set(&object, &(*name).into(), &(*value).into())?;
    }
    Ok(object.into())
}

/// `crypto.subtle[method](...args)`.
async fn call(method: &str, args: &[JsValue]) -> Result<JsValue, JsValue> {
    let crypto = Reflect::get(&js_sys::global(), &"crypto".into())?;
    let subtle = Reflect::get(&crypto, &"subtle".into())?;
    let method: Function = Reflect::get(&subtle, &method.into())?.dyn_into()?;
    let promise: Promise =
        Reflect::apply(&method, &subtle, &args.iter().collect::<Array>())?.dyn_into()?;
    JsFuture::from(promise).await
}
