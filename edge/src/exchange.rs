//! Requests of the runtime, converted for the router.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};
use js_sys::Array;
use wasm_bindgen::JsCast;
use worker::{Error, Result, web_sys};

/// A request as the router takes it. `worker::request_from_wasm` fails for a header field with
/// other characters than ASCII, such as a cookie of the shop, so the fields are converted here.
pub(crate) fn request(sent: &web_sys::Request) -> Result<Request<Body>> {
    let method = Method::from_bytes(sent.method().as_bytes());
    let mut request = Request::new(sent.body().map_or_else(Body::empty, body));
    *request.method_mut() = method.map_err(|_| Error::RustError("invalid method".to_owned()))?;
    // An address that is no URI leads nowhere, like every other unknown one.
    *request.uri_mut() = Uri::try_from(sent.url()).unwrap_or_else(|_| Uri::from_static("/-"));
    *request.headers_mut() = headers(&sent.headers())?;
    Ok(request)
}

fn body(stream: web_sys::ReadableStream) -> Body {
    Body::new(worker::Body::new(stream))
}

/// The header fields with ASCII values; no route reads others. The runtime refuses a request long
/// before it has more fields than the map can hold.
fn headers(sent: &web_sys::Headers) -> Result<HeaderMap> {
    let mut map = HeaderMap::new();
    for pair in sent.entries() {
        let pair: Array = pair?.unchecked_into();
        let text = |at| pair.get(at).as_string().unwrap_or_default();
        let name = text(0).parse::<HeaderName>();
        if let (Ok(name), Ok(value)) = (name, text(1).parse::<HeaderValue>()) {
            map.append(name, value);
        }
    }
    Ok(map)
}
