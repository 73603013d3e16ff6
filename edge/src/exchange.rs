//! Requests and responses of the runtime, converted for the router. A small body is passed in one
//! piece: a stream costs a dozen calls between wasm and JavaScript, more than a decision.

use super::calls::call;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, Uri, header};
use futures_util::stream::{once, try_unfold};
use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::JsCast;
use worker::send::{SendFuture, SendWrapper};
use worker::wasm_bindgen_futures::JsFuture;
use worker::web_sys::{self, ReadableStreamDefaultReader};
use worker::{Error, Result};

/// Longest body, in bytes, that is asked for in one piece. It is read when a handler wants it, and
/// not before.
const PIECE_BYTES_MAX: u64 = 64 * 1024;

/// A request as the router takes it.
pub(crate) fn request(sent: web_sys::Request) -> Result<Request<Body>> {
    let mut request = Request::new(Body::empty());
    *request.method_mut() = Method::from_bytes(sent.method().as_bytes()).map_err(|_| unread())?;
    // What is no path leads nowhere, like every other unknown one.
    *request.uri_mut() = Uri::try_from(sent.url()).unwrap_or_else(|_| Uri::from_static("/-"));
    *request.headers_mut() = headers(&sent.headers())?;
    *request.body_mut() = body(sent, request.headers())?;
    Ok(request)
}

/// The header fields that are text; a field that is not is nothing that a route asks for. The
/// runtime refuses a request long before it has more of them than the map can hold.
fn headers(sent: &web_sys::Headers) -> Result<HeaderMap> {
    let mut map = HeaderMap::new();
    for pair in sent.entries() {
        let pair: Array = pair?.unchecked_into();
        let text = |at| pair.get(at).as_string().unwrap_or_default();
        if let (Ok(name), Ok(value)) =
            (text(0).parse::<HeaderName>(), text(1).parse::<HeaderValue>())
        {
            map.append(name, value);
        }
    }
    Ok(map)
}

/// The body of a request: in one piece where its length is known and small, else as a stream, so
/// that a handler can stop reading.
fn body(sent: web_sys::Request, headers: &HeaderMap) -> Result<Body> {
    let Some(stream) = sent.body() else { return Ok(Body::empty()) };
    let length = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|text| text.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|length| length <= PIECE_BYTES_MAX) {
        return Ok(Body::from_stream(once(SendFuture::new(whole(sent)))));
    }
    // The library's own binding does not say that it throws where the stream is locked.
    let reader =
        call(&stream, "getReader", &Array::new())?.unchecked_into::<ReadableStreamDefaultReader>();
    Ok(Body::from_stream(try_unfold(SendWrapper::new(reader), |reader| {
        SendFuture::new(next(reader))
    })))
}

async fn whole(sent: web_sys::Request) -> Result<Bytes> {
    let read = JsFuture::from(sent.array_buffer()?).await?;
    Ok(Uint8Array::new(&read).to_vec().into())
}

type Reader = SendWrapper<ReadableStreamDefaultReader>;

async fn next(reader: Reader) -> Result<Option<(Bytes, Reader)>> {
    let read = JsFuture::from(reader.read()).await?;
    let bytes = Reflect::get(&read, &"value".into())?.dyn_into::<Uint8Array>().ok();
    Ok(bytes.map(|bytes| (bytes.to_vec().into(), reader)))
}

/// A response for the runtime. Every response of the edge is complete before it is sent.
pub(crate) async fn response(response: Response<Body>) -> Result<web_sys::Response> {
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.map_err(|_| unread())?;
    let headers = web_sys::Headers::new()?;
    for (name, value) in &parts.headers {
        headers.append(name.as_str(), value.to_str().unwrap_or_default())?;
    }
    let init = web_sys::ResponseInit::new();
    init.set_status(parts.status.as_u16());
    init.set_headers(&headers);
    let bytes = (!bytes.is_empty()).then(|| Uint8Array::from(&*bytes));
    Ok(web_sys::Response::new_with_opt_buffer_source_and_init(bytes.as_deref(), &init)?)
}

fn unread() -> Error {
    Error::RustError("not a request that anybody sends".to_owned())
}
