//! Rate limits by the runtime's own bindings: approximate, per place, and free of storage.

use crate::ports::{Later, Limit, Limiter};
use worker::RateLimiter;
use worker::send::SendFuture;

/// The bindings in `wrangler.jsonc`.
pub(super) struct RuntimeLimiter {
    claims: Option<RateLimiter>,
    uploads: Option<RateLimiter>,
    store: Option<RateLimiter>,
    requests: Option<RateLimiter>,
}

impl RuntimeLimiter {
    pub(super) fn new(env: &worker::Env) -> RuntimeLimiter {
        let limiter = |name| env.rate_limiter(name).ok();
        RuntimeLimiter {
            claims: limiter("LIMIT_CLAIMS"),
            uploads: limiter("LIMIT_UPLOADS"),
            store: limiter("LIMIT_STORE"),
            requests: limiter("LIMIT_REQUESTS"),
        }
    }
}

impl Limiter for RuntimeLimiter {
    fn allows<'a>(&'a self, limit: Limit, key: &'a str) -> Later<'a, bool> {
        Box::pin(SendFuture::new(async move {
            let limiter = match limit {
                Limit::Claims => &self.claims,
                Limit::Uploads => &self.uploads,
                Limit::Store => &self.store,
                Limit::Requests => &self.requests,
            };
            let Some(limiter) = limiter else { return true };
            // A limiter that is away must not be what keeps a claim out.
            limiter.limit(key.to_owned()).await.map_or_else(
                |_| {
                    worker::console_error!("limiter: the runtime refused");
                    true
                },
                |outcome| outcome.success,
            )
        }))
    }

    fn is_there(&self) -> bool {
        let all = [&self.claims, &self.uploads, &self.store, &self.requests];
        all.iter().all(|limiter| limiter.is_some())
    }
}
