//! Signed orders: verifying one, and putting its values into a submission.

use crate::app::AppState;
use crate::domain::signed_order::{
    OrderFault, OrderKey, SignatureCheck, SignedOrder, UnverifiedOrder,
};
use crate::ports::Verifier;
use crate::problem::Problem;
use http::StatusCode;
use recourse::claim::{OrderTrust, Submission};

/// Reads a signed order of a store.
///
/// # Errors
/// [`OrderFault`].
pub async fn read(
    verifier: &dyn Verifier,
    keys: &[OrderKey],
    store: &str,
    text: &str,
    now_ms: i64,
) -> Result<SignedOrder, OrderFault> {
    let order = UnverifiedOrder::parse(keys, text).ok_or(OrderFault::Invalid)?;
    match has_valid_signature(verifier, &order).await {
        true => order.verified(store, now_ms),
        false => Err(OrderFault::Invalid),
    }
}

async fn has_valid_signature(verifier: &dyn Verifier, order: &UnverifiedOrder<'_>) -> bool {
    match &order.check {
        SignatureCheck::Done(is_valid) => *is_valid,
        SignatureCheck::Es256 { point } => {
            verifier.es256(point, order.signed.as_bytes(), &order.signature).await
        }
    }
}

/// A submission with the values of its signed order.
pub(crate) struct AppliedOrder {
    pub(crate) submission: Submission,
    pub(crate) trust: OrderTrust,
    /// Whether the response may contain the private link of an earlier claim with the same content:
    /// the order is signed, and valid for a day at most.
    pub(crate) may_have_link: bool,
}

/// Puts the values of the signed order into a submission; one without a signed order stays as it
/// is.
///
/// # Errors
/// `bad_signed_order`, `signed_order_expired`, `contradicts_order`, `not_configured`.
pub(crate) async fn apply_signed_order(
    app: &AppState,
    store: &str,
    mut submission: Submission,
) -> Result<AppliedOrder, Problem> {
    let Some(text) = submission.signed_order.take() else {
        let trust = OrderTrust::SelfDeclared;
        return Ok(AppliedOrder { submission, trust, may_have_link: false });
    };
    let (keys, now_ms) = (&app.settings(store)?.order_keys, app.clock.now_ms());
    let order = read(app.verifier.as_ref(), keys, store, &text, now_ms).await.map_err(problem)?;
    let may_have_link = order.is_short_lived(now_ms);
    overlay(&mut submission, order)?;
    Ok(AppliedOrder { submission, trust: OrderTrust::Signed, may_have_link })
}

fn problem(fault: OrderFault) -> Problem {
    let (code, detail) = match fault {
        OrderFault::Invalid => ("bad_signed_order", "this shop has not signed that order"),
        OrderFault::Expired => {
            ("signed_order_expired", "the signed order has expired; load the page again")
        }
    };
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail).at("signed_order")
}

/// Puts the values of the order into the submission; a value that differs is refused.
fn overlay(submission: &mut Submission, order: SignedOrder) -> Result<(), Problem> {
    if submission.contact.order.trim() != order.order {
        return Err(contradiction("contact.order"));
    }
    for (question, answer) in order.facts {
        let sent = submission.facts.get(&question);
        if sent.is_some_and(|sent| *sent != answer) {
            return Err(contradiction(&format!("facts.{question}")));
        }
        submission.facts.insert(question, answer);
    }
    for item in &mut submission.items {
        let ordered = order.items.iter().find(|ordered| ordered.item == item.item);
        let ordered = ordered.ok_or_else(|| contradiction("items"))?;
        item.ordered_quantity = Some(ordered.bought());
    }
    Ok(())
}

fn contradiction(field: &str) -> Problem {
    let detail = "the order that the shop signed has another value";
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "contradicts_order", detail).at(field)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::signed_order::KeyKind;
    use crate::testing::PlainVerifier;
    use base64ct::{Base64UrlUnpadded, Encoding};
    use hmac::{Hmac, Mac};
    use sha2::Sha256;

    const NOW: i64 = 1_795_176_000_000;

    fn key(kid: &str, secret: u8) -> OrderKey {
        let secret = Base64UrlUnpadded::encode_string(&[secret; 32]);
        OrderKey { kid: kid.to_owned(), kind: KeyKind::Hs256 { secret } }
    }

    fn signed(secret: u8, header: &str, payload: &str) -> String {
        let part = |text: &str| Base64UrlUnpadded::encode_string(text.as_bytes());
        let body = format!("{}.{}", part(header), part(payload));
        let mut mac = Hmac::<Sha256>::new_from_slice(&[secret; 32]).unwrap();
        mac.update(body.as_bytes());
        format!("{body}.{}", Base64UrlUnpadded::encode_string(&mac.finalize().into_bytes()))
    }

    fn payload(store: &str, seconds: i64) -> String {
        format!(
            r#"{{"store":"{store}","order":"A-1","exp":{},"facts":{{"ship_to":"DE"}}}}"#,
            (NOW / 1000).saturating_add(seconds)
        )
    }

    async fn of(text: &str) -> Result<SignedOrder, OrderFault> {
        read(&PlainVerifier, &[key("old", 1), key("new", 2)], "one", text, NOW).await
    }

    const HEADER: &str = r#"{"alg":"HS256","kid":"new"}"#;

    #[tokio::test]
    async fn signed_order_of_another_shop_or_key_is_invalid() {
        let order = of(&signed(2, HEADER, &payload("one", 60))).await.unwrap();
        assert_eq!((order.order.as_str(), order.facts["ship_to"].as_str()), ("A-1", "DE"));
        assert!(
            of(&signed(1, r#"{"alg":"HS256","kid":"old"}"#, &payload("one", 60))).await.is_ok()
        );
        for (secret, header, body) in [
            (1, HEADER, payload("one", 60)),
            (2, HEADER, payload("two", 60)),
            (2, r#"{"alg":"none","kid":"new"}"#, payload("one", 60)),
            (2, r#"{"alg":"ES256","kid":"new"}"#, payload("one", 60)),
            (2, r#"{"alg":"HS256","kid":"other"}"#, payload("one", 60)),
            (2, r#"{"alg":"HS256"}"#, payload("one", 60)),
            (2, r#"{"alg":"HS256","kid":"new","crit":["b64"]}"#, payload("one", 60)),
            (2, HEADER, payload("one", 40 * 86_400)),
            (2, HEADER, payload("one", 60).replace("facts", "verdict")),
            (2, HEADER, String::new()),
        ] {
            assert_eq!(
                of(&signed(secret, header, &body)).await,
                Err(OrderFault::Invalid),
                "{header} {body}"
            );
        }
        assert_eq!(of(&signed(2, HEADER, &payload("one", -61))).await, Err(OrderFault::Expired));
    }

    #[tokio::test]
    async fn signed_order_with_a_flipped_byte_is_invalid() {
        let good = signed(2, HEADER, &payload("one", 60));
        for place in 0..good.len() {
            for flip in [1, 2, 32] {
                let mut bytes = good.clone().into_bytes();
                bytes[place] ^= flip;
                let Ok(text) = String::from_utf8(bytes) else { continue };
                assert_eq!(of(&text).await, Err(OrderFault::Invalid), "byte {place} by {flip}");
            }
        }
        for cut in 0..good.len() {
            assert_eq!(
                of(good.get(..cut).unwrap()).await,
                Err(OrderFault::Invalid),
                "cut at {cut}"
            );
        }
        assert_eq!(of(&"a.b.c".repeat(5_000)).await, Err(OrderFault::Invalid));
    }

    /// RFC 7515 appendix A.3: the signature of the specification itself.
    #[tokio::test]
    async fn signed_order_es256_verifies_the_example_of_the_specification() {
        let x = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU".to_owned();
        let y = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0".to_owned();
        let decode = |text: &str| Base64UrlUnpadded::decode_vec(text).unwrap();
        let key =
            OrderKey { kid: "es".to_owned(), kind: KeyKind::Es256 { x: x.clone(), y: y.clone() } };
        assert!(key.is_sound());
        let text = concat!(
            "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQog",
            "Imh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
        );
        let signature = "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
        let mut bytes = Base64UrlUnpadded::decode_vec(signature).unwrap();
        let point = [vec![4], decode(&x), decode(&y)].concat();
        assert!(PlainVerifier.es256(&point, text.as_bytes(), &bytes).await);
        bytes[5] ^= 1;
        assert!(!PlainVerifier.es256(&point, text.as_bytes(), &bytes).await);
    }

    #[test]
    fn signed_order_key_that_is_too_short_is_refused() {
        let weak = |kind| OrderKey { kid: "a".to_owned(), kind };
        assert!(key("a", 7).is_sound());
        assert!(!weak(KeyKind::Hs256 { secret: "c2hvcnQ".to_owned() }).is_sound());
        assert!(!weak(KeyKind::Es256 { x: "AA".to_owned(), y: "AA".to_owned() }).is_sound());
    }
}
