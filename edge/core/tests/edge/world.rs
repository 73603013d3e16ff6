//! An edge on this machine, and a shopper who finds any claim that the policies at hand grant.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt;
use recourse::clause::{TopicKind, Verdict};
use recourse::decide::{Status, decide};
use recourse::policy::Policy;
use recourse::question::{Facts, Kind, Question, Situation};
use recourse::types::Day;
use recourse_edge::app::AppState;
use recourse_edge::domain::settings::Settings;
use recourse_edge::domain::ticket::SigningKey;
use recourse_edge::http::router;
use recourse_edge::service::maintenance::Swept;
use recourse_edge::service::policies;
use recourse_edge::testing::{
    Counter, MemoryCaptchaVerifier, MemoryLedger, MemoryOrderRegistry, MemoryOutbox,
    MemoryPhotoStore, MemoryRateLimiter, PlainVerifier, StillClock,
};
use serde_json::{Value, json};
use sha2::Digest;
use std::collections::BTreeMap;
use std::sync::Arc;
use tower::ServiceExt;

/// 2026-11-20T12:00:00Z
pub(crate) const NOON: i64 = 1_795_176_000_000;
pub(crate) const TOKEN: &str = "a5d3c0de5ec2e7a5d3c0de5ec2e7a5d3c0de5ec2e7a5d3c0de5ec2e7a5d3c0de";

pub(crate) struct World {
    pub(crate) clock: StillClock,
    pub(crate) ledger: MemoryLedger,
    pub(crate) photo_store: MemoryPhotoStore,
    pub(crate) order_registry: MemoryOrderRegistry,
    pub(crate) rate_limiter: MemoryRateLimiter,
    pub(crate) outbox: MemoryOutbox,
    pub(crate) captcha: MemoryCaptchaVerifier,
    pub(crate) router: Router,
    app: Arc<AppState>,
}

pub(crate) struct TestResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl TestResponse {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or(Value::Null)
    }

    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// Checks status and code at once.
    pub(crate) fn is(&self, status: u16, code: &str) -> &TestResponse {
        let text = String::from_utf8_lossy(&self.bytes);
        assert_eq!((self.status.as_u16(), self.code().as_str()), (status, code), "{text}");
        assert_eq!(self.header("content-type"), "application/problem+json");
        self
    }
}

impl World {
    pub(crate) fn new() -> World {
        World::with(Some(&"5a".repeat(32)), Some(TOKEN))
    }

    pub(crate) fn with(key: Option<&str>, token: Option<&str>) -> World {
        World::set(key, token, "", "")
    }

    /// A world whose shops have set something.
    pub(crate) fn having(stores: &str, keys: &str) -> World {
        World::set(Some(&"5a".repeat(32)), Some(TOKEN), stores, keys)
    }

    fn set(key: Option<&str>, token: Option<&str>, stores: &str, keys: &str) -> World {
        let (clock, ledger) = (StillClock::default(), MemoryLedger::default());
        let photo_store = MemoryPhotoStore::default();
        let (order_registry, rate_limiter, outbox) = (
            MemoryOrderRegistry::new(Arc::new(ledger.clone()), &clock),
            MemoryRateLimiter::default(),
            MemoryOutbox::default(),
        );
        let captcha = MemoryCaptchaVerifier::default();
        clock.set(NOON);
        let app = Arc::new(AppState {
            clock: Box::new(clock.clone()),
            ledger: Box::new(ledger.clone()),
            photo_store: Box::new(photo_store.clone()),
            order_registry: Box::new(order_registry.clone()),
            verifier: Box::new(PlainVerifier),
            rate_limiter: Box::new(rate_limiter.clone()),
            outbox: Box::new(outbox.clone()),
            captcha: Box::new(captcha.clone()),
            localizer: Box::new(recourse_edge::testing::PlainLocalizer),
            entropy: Box::new(Counter::default()),
            signing_key: key.and_then(SigningKey::parse),
            settings: Settings::parse(stores, &with_desk(keys, token), false).ok().map(Arc::new),
        });
        let router = router(Arc::clone(&app));
        World {
            clock,
            ledger,
            photo_store,
            order_registry,
            rate_limiter,
            outbox,
            captcha,
            router,
            app,
        }
    }

    pub(crate) async fn sweep(&self) -> Result<Swept, recourse_edge::ports::StorageError> {
        recourse_edge::service::maintenance::sweep(&self.app).await
    }

    pub(crate) async fn enqueue_missed(&self) -> Result<(), recourse_edge::ports::StorageError> {
        recourse_edge::service::webhooks::enqueue_missed(&self.app).await
    }

    pub(crate) async fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> TestResponse {
        let mut request =
            Request::builder().method(Method::from_bytes(method.as_bytes()).unwrap()).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_vec())).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        let response = TestResponse { status: parts.status, headers: parts.headers, bytes };
        crate::contract::hold(method, path, &response);
        response
    }

    pub(crate) async fn get(&self, path: &str) -> TestResponse {
        self.send("GET", path, &[], b"").await
    }

    pub(crate) async fn desk(&self, path: &str) -> TestResponse {
        self.send("GET", path, &[("authorization", &format!("Bearer {TOKEN}"))], b"").await
    }

    pub(crate) async fn ticket(&self) -> String {
        let response =
            self.send("POST", &format!("/v1/stores/{}/tickets", store()), &[], b"").await;
        assert_eq!(response.status, StatusCode::CREATED);
        response.json()["ticket"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn submit(&self, ticket: &str, body: &Value) -> TestResponse {
        let headers = [("content-type", "application/json"), ("recourse-ticket", ticket)];
        let path = format!("/v1/stores/{}/claims", store());
        self.send("POST", &path, &headers, body.to_string().as_bytes()).await
    }

    /// Number and secret of a claim, out of the private link of its receipt.
    pub(crate) async fn status(&self, link: &str) -> TestResponse {
        let mut parts = link.strip_prefix("/status/#").unwrap().split('.');
        let (store, id, secret) =
            (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
        let headers = [("authorization", &*format!("Bearer {secret}")), ("recourse-store", store)];
        self.send("GET", &format!("/v1/claims/{id}"), &headers, b"").await
    }
}

/// The keys of the shops, with a desk user of every shop who may do everything.
pub(crate) fn with_desk(keys: &str, token: Option<&str>) -> String {
    let Some(token) = token else { return keys.to_owned() };
    let text = if keys.is_empty() { "{}" } else { keys };
    let mut keys: Value = serde_json::from_str(text).unwrap();
    for store in policies::all().keys() {
        if keys[store]["desk"].is_null() {
            let scopes = ["read", "act", "export"];
            keys[store]["desk"] = json!([desk_user("support", &scopes, &[token])]);
        }
    }
    keys.to_string()
}

/// A desk user, as written in `STORE_KEYS`.
pub(crate) fn desk_user(name: &str, scopes: &[&str], secrets: &[&str]) -> Value {
    let digests: Vec<_> =
        secrets.iter().map(|secret| hex::encode(sha2::Sha256::digest(secret))).collect();
    json!({ "name": name, "scopes": scopes, "sha256": digests })
}

/// The first store served.
pub(crate) fn store() -> &'static str {
    policies::all().keys().next().unwrap()
}

pub(crate) fn policy() -> &'static Policy {
    &policies::all()[store()].policy
}

pub(crate) fn today() -> Day {
    Day::parse("2026-11-20").unwrap()
}

/// A submission that is taken with that verdict, found by trying answers.
pub(crate) fn submission(verdict: Verdict) -> Value {
    let all = policy().parts().topics.iter().filter(|topic| topic.kind != TopicKind::Inquiry);
    for topic in all {
        let mut facts = BTreeMap::new();
        if let Some(remedy) = search(&topic.id, &mut facts, verdict) {
            return json!({
                "policy": policy().hash(), "topic": topic.id, "remedy": remedy, "facts": facts,
                "contact": { "email": "canary@shopper.example", "order": "A-10012345" },
                "note": "canary note", "proofs": [], "offset_minutes": 0,
            });
        }
    }
    panic!("no claim of this policy ends {verdict:?}");
}

pub(crate) fn granted() -> Value {
    submission(Verdict::Granted)
}

/// Asks question after question and goes back where no answer leads on.
fn search(
    topic: &recourse::types::TopicId,
    facts: &mut BTreeMap<String, String>,
    verdict: Verdict,
) -> Option<String> {
    let texts = facts.iter().map(|(question, response)| (question.as_str(), response.as_str()));
    let known = Facts::parse(policy().questions(), texts, today()).ok()?;
    let decision =
        decide(policy(), &Situation { topic: topic.clone(), facts: known, today: today() });
    if decision.status == Status::Decided {
        let found = decision.remedies.iter().find(|remedy| remedy.verdict == verdict);
        return found.map(|remedy| remedy.remedy.as_str().to_owned());
    }
    let question = decision.question?;
    for response in answers(policy().question(&question)?) {
        facts.insert(question.as_str().to_owned(), response);
        if let Some(remedy) = search(topic, facts, verdict) {
            return Some(remedy);
        }
    }
    facts.remove(question.as_str());
    None
}

fn answers(question: &Question) -> Vec<String> {
    let texts: Vec<&str> = match &question.kind {
        Kind::Choice { options, .. } => {
            return options.iter().map(|o| o.as_str().to_owned()).collect();
        }
        Kind::YesNo => vec!["yes", "no"],
        Kind::Date { .. } => vec!["2026-11-18", "2026-11-20", "2026-10-01", "2026-08-01"],
        Kind::Money { .. } => vec!["20.00", "500.00"],
        Kind::Place { .. } => vec!["DE", "US"],
        Kind::Span { .. } => vec![],
    };
    texts.into_iter().map(str::to_owned).collect()
}
