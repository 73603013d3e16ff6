//! The rest of a request's body, read after the response is known. A client that still sends its
//! body when the connection is closed gets a broken connection instead of the response.

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

/// Most bytes that are read and discarded. A client that sends more may get no response.
const DISCARDED_BYTES_MAX: usize = 256 * 1024;

/// Reads what the handler has left of the body, before the response is sent.
pub(super) async fn discard(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let body = SharedBody(Arc::new(Mutex::new(body)));
    let mut rest = body.clone();
    let response = next.run(Request::from_parts(parts, Body::new(body))).await;
    let mut discarded = 0_usize;
    while discarded <= DISCARDED_BYTES_MAX
        && let Some(Ok(frame)) = rest.frame().await
    {
        discarded = discarded.saturating_add(frame.data_ref().map_or(0, Bytes::len));
    }
    response
}

/// A body that the handler consumes, and whose rest can be read afterwards.
#[derive(Clone)]
struct SharedBody(Arc<Mutex<Body>>);

impl SharedBody {
    fn lock(&self) -> MutexGuard<'_, Body> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl HttpBody for SharedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut *self.lock()).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.lock().is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.lock().size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::middleware::from_fn;
    use axum::routing::post;
    use futures_util::stream::{self, StreamExt};
    use std::sync::atomic::{AtomicUsize, Ordering};
    use tower::ServiceExt;

    /// The pieces of 1 KB that are read of a body that has `pieces` of them, where the handler
    /// reads none.
    async fn pieces_read(pieces: usize) -> usize {
        let read = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&read);
        let body = stream::iter(0..pieces).map(move |_| {
            counter.fetch_add(1, Ordering::Relaxed);
            Ok::<_, std::io::Error>(Bytes::from_static(&[0; 1024]))
        });
        let router = Router::new().route("/", post(async || "refused")).layer(from_fn(discard));
        let request = http::Request::post("/").body(Body::from_stream(body)).unwrap();
        assert_eq!(router.oneshot(request).await.unwrap().status(), http::StatusCode::OK);
        read.load(Ordering::Relaxed)
    }

    #[tokio::test]
    async fn body_unread_by_the_handler_is_read_to_its_end() {
        assert_eq!(pieces_read(200).await, 200);
    }

    #[tokio::test]
    async fn body_without_end_is_read_to_the_limit() {
        assert_eq!(pieces_read(100_000).await, 257);
    }
}
