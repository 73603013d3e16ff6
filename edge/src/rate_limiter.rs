//! Rate limits by the runtime's own bindings: approximate, per place, and free of storage.

use async_trait::async_trait;
use recourse_edge::ports::{RateLimit, RateLimiter};
use worker::RateLimiter as RateLimitBinding;
use worker::send::SendFuture;

/// The bindings in `wrangler.jsonc`.
pub(super) struct RuntimeRateLimiter {
    claims: Option<RateLimitBinding>,
    uploads: Option<RateLimitBinding>,
    store: Option<RateLimitBinding>,
    requests: Option<RateLimitBinding>,
}

impl RuntimeRateLimiter {
    pub(super) fn new(env: &worker::Env) -> RuntimeRateLimiter {
        let limiter = |name| env.rate_limiter(name).ok();
        RuntimeRateLimiter {
            claims: limiter("LIMIT_CLAIMS"),
            uploads: limiter("LIMIT_UPLOADS"),
            store: limiter("LIMIT_STORE"),
            requests: limiter("LIMIT_REQUESTS"),
        }
    }
}

#[async_trait]
impl RateLimiter for RuntimeRateLimiter {
    async fn allows(&self, limit: RateLimit, key: &str) -> bool {
        SendFuture::new(async move {
            let limiter = match limit {
                RateLimit::Claims | RateLimit::DeskFailures => &self.claims,
                RateLimit::Uploads | RateLimit::Network => &self.uploads,
                RateLimit::Store | RateLimit::StoreUploads => &self.store,
                RateLimit::Requests => &self.requests,
            };
            let Some(limiter) = limiter else { return true };
            // A failing limiter must not refuse claims.
            limiter.limit(key.to_owned()).await.map_or_else(
                |_| {
                    worker::console_error!("rate limiter: the runtime refused");
                    true
                },
                |outcome| {
                    if !outcome.success && limit == RateLimit::DeskFailures {
                        worker::console_error!("desk: many requests without a valid secret");
                    }
                    outcome.success
                },
            )
        })
        .await
    }

    fn is_configured(&self) -> bool {
        let all = [&self.claims, &self.uploads, &self.store, &self.requests];
        all.iter().all(|limiter| limiter.is_some())
    }
}
