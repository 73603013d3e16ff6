//! ES256 by the WebCrypto of the runtime.

use async_trait::async_trait;
use js_sys::{Array, Uint8Array};
use recourse_edge::ports::Verifier;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CryptoKey, EcKeyImportParams, EcdsaParams, SubtleCrypto, WorkerGlobalScope};
use worker::send::SendFuture;
use worker::wasm_bindgen_futures::JsFuture;

/// `crypto.subtle`.
#[derive(Debug)]
pub(super) struct RuntimeVerifier;

#[async_trait]
impl Verifier for RuntimeVerifier {
    async fn es256(&self, point: &[u8], text: &[u8], signature: &[u8]) -> bool {
        SendFuture::new(async move { verify(point, text, signature).await == Ok(true) }).await
    }
}

async fn verify(point: &[u8], text: &[u8], signature: &[u8]) -> Result<bool, JsValue> {
    let crypto = js_sys::global().unchecked_into::<WorkerGlobalScope>().crypto()?.subtle();
    let key = import(&crypto, point).await?;
    let is_valid = crypto.verify_with_object_and_js_u8_array_and_js_u8_array(
        &EcdsaParams::new("ECDSA", &"SHA-256".into()),
        &key,
        &Uint8Array::from(signature),
        &Uint8Array::from(text),
    )?;
    Ok(JsFuture::from(is_valid).await? == JsValue::TRUE)
}

/// The public key of an uncompressed point.
async fn import(crypto: &SubtleCrypto, point: &[u8]) -> Result<CryptoKey, JsValue> {
    let algorithm = EcKeyImportParams::new("ECDSA");
    algorithm.set_named_curve("P-256");
    let key = crypto.import_key_with_object(
        "raw",
        &Uint8Array::from(point),
        &algorithm,
        false,
        &Array::of1(&"verify".into()),
    )?;
    Ok(JsFuture::from(key).await?.unchecked_into())
}
