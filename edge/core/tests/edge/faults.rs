//! A ledger that behaves as badly as KV may: lists and reads up to a minute behind, writes that
//! fail before or after they were kept, pages that are empty and go on. Whatever happens, what was
//! acknowledged is there in the end, once, as it was sent.

use crate::world::{NOON, TOKEN, granted, store, with_desk};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt;
use proptest::prelude::{Strategy, any, proptest};
use proptest::test_runner::Config;
use recourse_edge::app::AppState;
use recourse_edge::domain::claim_summary::ClaimSummary;
use recourse_edge::domain::settings::Settings;
use recourse_edge::domain::ticket::SigningKey;
use recourse_edge::http::router;
use recourse_edge::ports::{Ledger, Page, StorageError};
use recourse_edge::testing::{Counter, MemoryOrderRegistry, StillClock};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use tower::ServiceExt;

/// How far a read may be behind, in milliseconds.
const BEHIND_MS: i64 = 60_000;

/// Everything that was ever written, with when.
type Writes = BTreeMap<String, Vec<(i64, String, Option<ClaimSummary>)>>;

#[derive(Clone)]
struct LyingLedger {
    writes: Arc<Mutex<Writes>>,
    clock: StillClock,
    chance: Arc<Mutex<u64>>,
    settled: Arc<AtomicBool>,
}

impl LyingLedger {
    fn below(&self, count: u64) -> u64 {
        let mut chance = self.chance.lock().unwrap();
        *chance =
            chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*chance >> 33) % count
    }

    /// The instant as of which a read answers.
    fn seen(&self) -> i64 {
        let now = recourse_edge::ports::Clock::now_ms(&self.clock);
        let settled = self.settled.load(Ordering::Relaxed);
        if settled { now } else { now - i64::try_from(self.below(60_001)).unwrap().min(BEHIND_MS) }
    }

    fn as_of(&self, at: i64) -> BTreeMap<String, (String, Option<ClaimSummary>)> {
        let writes = self.writes.lock().unwrap();
        let latest = |list: &Vec<(i64, String, Option<ClaimSummary>)>| {
            list.iter()
                .rev()
                .find(|(when, _, _)| *when <= at)
                .map(|(_, text, row)| (text.clone(), row.clone()))
        };
        writes.iter().filter_map(|(key, list)| Some((key.clone(), latest(list)?))).collect()
    }
}

#[async_trait::async_trait]
impl Ledger for LyingLedger {
    async fn put(
        &self,
        key: &str,
        value: String,
        row: Option<ClaimSummary>,
        _expires: Option<i64>,
    ) -> Result<(), StorageError> {
        let fate = if self.settled.load(Ordering::Relaxed) { 9 } else { self.below(10) };
        if fate != 0 {
            let now = recourse_edge::ports::Clock::now_ms(&self.clock);
            self.writes.lock().unwrap().entry(key.to_owned()).or_default().push((now, value, row));
        }
        // 0: failed before it was kept; 1: kept, and the answer was lost.
        if fate < 2 { Err(StorageError) } else { Ok(()) }
    }

    async fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        Ok(self.as_of(self.seen()).remove(key).map(|(text, _)| text))
    }

    async fn remove(&self, key: &str) -> Result<(), StorageError> {
        self.writes.lock().unwrap().remove(key);
        Ok(())
    }

    async fn list(
        &self,
        prefix: &str,
        cursor: Option<String>,
        limit: u16,
    ) -> Result<Page, StorageError> {
        if cursor.is_none() && !self.settled.load(Ordering::Relaxed) && self.below(8) == 0 {
            return Ok(Page { rows: Vec::new(), cursor: Some(prefix.to_owned()) });
        }
        let after = cursor.unwrap_or_default();
        let all = self.as_of(self.seen());
        let mut rows = all.into_iter().filter(|(key, _)| key.starts_with(prefix) && *key > after);
        let shown: Vec<_> =
            rows.by_ref().take(usize::from(limit)).map(|(key, (_, row))| (key, row)).collect();
        let cursor = rows.next().and_then(|_| shown.last().map(|(key, _)| key.clone()));
        Ok(Page { rows: shown, cursor })
    }
}

/// What a shopper or time does.
#[derive(Debug, Clone)]
enum Move {
    Send { ticket: usize, body: usize },
    Wait { ms: i64 },
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let send = (0usize..3, 0usize..2).prop_map(|(ticket, body)| Move::Send { ticket, body });
    let wait = (1i64..50_000).prop_map(|ms| Move::Wait { ms });
    proptest::collection::vec(proptest::prop_oneof![3 => send, 1 => wait], 1..14)
}

async fn ask(
    router: &Router,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: String,
) -> (StatusCode, Value) {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
    let status = response.status();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
}

async fn play(seed: u64, moves: &[Move]) {
    let clock = StillClock::default();
    clock.set(NOON);
    let ledger = LyingLedger {
        writes: Arc::default(),
        clock: clock.clone(),
        chance: Arc::new(Mutex::new(seed)),
        settled: Arc::default(),
    };
    // In half of the plays the order registry is unavailable, and every claim is kept unchecked.
    let order_registry = MemoryOrderRegistry::new(Arc::new(ledger.clone()), &clock);
    order_registry.fail(seed.is_multiple_of(2));
    let app = AppState {
        clock: Box::new(clock.clone()),
        ledger: Box::new(ledger.clone()),
        photo_store: Box::new(recourse_edge::testing::MemoryPhotoStore::default()),
        localizer: Box::new(recourse_edge::testing::PlainLocalizer),
        order_registry: Box::new(order_registry),
        verifier: Box::new(recourse_edge::testing::PlainVerifier),
        rate_limiter: Box::new(recourse_edge::testing::MemoryRateLimiter::default()),
        outbox: Box::new(recourse_edge::testing::MemoryOutbox::default()),
        captcha: Box::new(recourse_edge::testing::MemoryCaptchaVerifier::default()),
        settings: Settings::parse("", &with_desk("", Some(TOKEN)), false).ok().map(Arc::new),
        entropy: Box::new(Counter::default()),
        signing_key: SigningKey::parse(&"5a".repeat(32)),
    };
    let router = router(Arc::new(app));
    let mut tickets = Vec::new();
    for _ in 0..3 {
        let (_, made) =
            ask(&router, "POST", &format!("/v1/stores/{}/tickets", store()), &[], String::new())
                .await;
        tickets.push(made["ticket"].as_str().unwrap().to_owned());
    }
    let (mut now, mut acknowledged, mut tried) = (NOON, BTreeMap::new(), BTreeSet::new());
    for step in moves {
        match step {
            Move::Wait { ms } => {
                now += ms;
                clock.set(now);
            }
            Move::Send { ticket, body } => {
                let mut sent = granted();
                sent["note"] = json!(format!("body {body}"));
                let headers = [
                    ("content-type", "application/json"),
                    ("recourse-ticket", tickets[*ticket].as_str()),
                ];
                let path = format!("/v1/stores/{}/claims", store());
                let (status, receipt) =
                    ask(&router, "POST", &path, &headers, sent.to_string()).await;
                tried.insert((*ticket, *body));
                if status.is_success() {
                    let claim = receipt["claim"].as_str().unwrap().to_owned();
                    let before = acknowledged.insert((*ticket, *body), claim.clone());
                    assert!(
                        before.is_none_or(|before| before == claim),
                        "a retry is the same claim"
                    );
                }
            }
        }
    }
    ledger.settled.store(true, Ordering::Relaxed);
    let bearer = format!("Bearer {TOKEN}");
    let desk = [("authorization", bearer.as_str())];
    let (_, list) = ask(
        &router,
        "GET",
        &format!("/v1/desk/stores/{}/claims?limit=200", store()),
        &desk,
        String::new(),
    )
    .await;
    let listed: Vec<String> = list["claims"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["claim"].as_str().unwrap().to_owned())
        .collect();
    for ((ticket, body), claim) in &acknowledged {
        assert_eq!(
            listed.iter().filter(|other| *other == claim).count(),
            1,
            "what was acknowledged is listed once"
        );
        let (status, whole) =
            ask(&router, "GET", &format!("/v1/desk/claims/{claim}"), &desk, String::new()).await;
        assert_eq!(
            (status, &whole["note"]),
            (StatusCode::OK, &json!(format!("body {body}"))),
            "as it was sent, ticket {ticket}"
        );
    }
    assert!(listed.len() <= tried.len(), "no claim that nobody sent: {listed:?}");
    let writes = ledger.writes.lock().unwrap();
    for (key, list) in writes.iter().filter(|(key, _)| key.starts_with("claim/")) {
        let value = |text: &String| {
            let mut value: Value = serde_json::from_str(text).unwrap();
            // A write that was repeated because the first could not be seen carries its own
            // instant.
            value["received_at"] = Value::Null;
            value["due"] = Value::Null;
            value
        };
        let first = list.first().map(|(_, text, _)| value(text));
        for (_, text, _) in list {
            assert_eq!(Some(value(text)), first, "{key} was overwritten by something else");
        }
    }
}

proptest! {
    #![proptest_config(Config { cases: 300, failure_persistence: None, ..Config::default() })]
    #[test]
    fn what_was_acknowledged_is_there_in_the_end_once_and_as_sent(seed in any::<u64>(), moves in moves()) {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(play(seed, &moves));
    }
}
