//! Arbitrary signed orders and settings are read or refused, and nothing unsigned is trusted. Half
//! of the inputs pass a verifier that accepts everything, so that the code after it is reached.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recourse_edge::domain::signed_order::{KeyKind, OrderKey};
use recourse_edge::service::signed_order::read;
use recourse_edge::ports::Verifier;
use recourse_edge::domain::settings::Settings;
use std::future::Future;
use std::task::{Context, Poll, Waker};

struct Says(bool);

#[async_trait::async_trait]
impl Verifier for Says {
    async fn es256(&self, _point: &[u8], _text: &[u8], _signature: &[u8]) -> bool {
        self.0
    }
}

fn now<T>(future: impl Future<Output = T>) -> T {
    match Box::pin(future).as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("no future here is pending"),
    }
}

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    // 32 zero bytes.
    let zero = "A".repeat(43);
    let key = OrderKey { kid: "k".to_owned(), kind: KeyKind::Es256 { x: zero.clone(), y: zero } };
    for at in [0, 1_795_176_000_000, i64::MAX] {
        assert!(now(read(&Says(false), std::slice::from_ref(&key), "hekka", &text, at)).is_err());
        if let Ok(order) = now(read(&Says(true), std::slice::from_ref(&key), "hekka", &text, at)) {
            assert_eq!(order.store, "hekka");
        }
    }
    if let Ok(settings) = Settings::parse(&text, "", false) {
        assert!(settings.of("hekka").webhook.is_none(), "a webhook needs a secret");
    }
    let _ = Settings::parse("", &text, false);
});
