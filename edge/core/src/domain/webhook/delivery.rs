//! A webhook delivery: its attempts and its end. The retry schedule is that of Standard Webhooks,
//! with jitter, so that deliveries that failed together do not return together.

use super::Message;
use serde::{Deserialize, Serialize};

/// Seconds before each attempt.
const RETRY_DELAYS_S: [i64; 10] =
    [0, 5, 5 * 60, 30 * 60, 2 * 3_600, 5 * 3_600, 10 * 3_600, 14 * 3_600, 20 * 3_600, 24 * 3_600];
/// Longest delay that a receiver can request, in seconds.
const RETRY_AFTER_MAX_S: i64 = 86_400;
/// How long an ended delivery is stored, in milliseconds: as long as the scheduled run could
/// enqueue its message again.
pub const REMEMBERED_MS: i64 = 3 * 86_400_000;
/// Most deliveries of a shop that wait. A full outbox accepts no message; the ledger keeps it, and
/// the scheduled run tries again.
pub const WAITING_MAX: usize = 20_000;
/// Most ended deliveries of a shop that are stored; of more, the oldest are removed.
pub const ENDED_MAX: usize = 10_000;

/// The status of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryStatus {
    /// It waits for its next attempt.
    Waiting,
    /// The receiver accepted it.
    Delivered,
    /// Every attempt failed, or the receiver responded with 410.
    GivenUp,
}

/// A delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// The message.
    pub message: Message,
    /// The status.
    pub status: DeliveryStatus,
    /// The number of attempts.
    pub attempts: usize,
    /// The time of the next attempt, or of the end; in milliseconds since 1970.
    pub at_ms: i64,
    /// The last HTTP status of the receiver; 0 without a response.
    pub response_status: u16,
}

/// A position among the deliveries of a shop, which are listed newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryPosition {
    /// The time of the delivery at the position, in milliseconds since 1970.
    pub at_ms: i64,
    /// Its message's id; decides the order within one millisecond.
    pub id: String,
}

impl DeliveryPosition {
    /// The position of a delivery.
    #[must_use]
    pub fn of(delivery: &Delivery) -> DeliveryPosition {
        DeliveryPosition { at_ms: delivery.at_ms, id: delivery.message.id.clone() }
    }

    /// Reads a cursor; `None` for a text that is none.
    #[must_use]
    pub fn parse(cursor: &str) -> Option<DeliveryPosition> {
        let (at_ms, id) = cursor.split_once('.')?;
        let is_id = !id.is_empty() && id.bytes().all(|b| b.is_ascii_graphic());
        is_id.then_some(DeliveryPosition { at_ms: at_ms.parse().ok()?, id: id.to_owned() })
    }

    /// The cursor of the page that begins after this position.
    #[must_use]
    pub fn cursor(&self) -> String {
        format!("{}.{}", self.at_ms, self.id)
    }
}

/// The response of a receiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WebhookResponse {
    /// The HTTP status; 0 without a response within ten seconds.
    pub response_status: u16,
    /// `Retry-After`, in seconds.
    pub retry_after_s: Option<i64>,
}

impl Delivery {
    /// A delivery that is due at once.
    #[must_use]
    pub fn new(message: Message, now_ms: i64) -> Delivery {
        Delivery {
            message,
            status: DeliveryStatus::Waiting,
            attempts: 0,
            at_ms: now_ms,
            response_status: 0,
        }
    }

    /// The delivery after an attempt; `jitter` is a random number.
    #[must_use]
    pub fn after(self, response: WebhookResponse, now_ms: i64, jitter: u8) -> Delivery {
        let attempts = self.attempts.saturating_add(1);
        let tried =
            Delivery { attempts, response_status: response.response_status, at_ms: now_ms, ..self };
        match (response.response_status, RETRY_DELAYS_S.get(attempts)) {
            (200..=299, _) => Delivery { status: DeliveryStatus::Delivered, ..tried },
            (410, _) | (_, None) => Delivery { status: DeliveryStatus::GivenUp, ..tried },
            (_, Some(wait)) => {
                let asked = response.retry_after_s.unwrap_or(0).clamp(0, RETRY_AFTER_MAX_S);
                let wait = wait.saturating_mul(1_000);
                // Up to a fifth later.
                let late = wait.saturating_mul(i64::from(jitter)) / (5 * 256);
                let wait = wait.saturating_add(late).max(asked.saturating_mul(1_000));
                Delivery { at_ms: now_ms.saturating_add(wait), ..tried }
            }
        }
    }

    /// The delivery with a new first attempt.
    #[must_use]
    pub fn retry(self, now_ms: i64) -> Delivery {
        Delivery { status: DeliveryStatus::Waiting, attempts: 0, at_ms: now_ms, ..self }
    }

    /// Whether an attempt is due.
    #[must_use]
    pub fn is_due(&self, now_ms: i64) -> bool {
        self.status == DeliveryStatus::Waiting && self.at_ms <= now_ms
    }

    /// Whether it can be removed.
    #[must_use]
    pub fn is_old(&self, now_ms: i64) -> bool {
        self.status != DeliveryStatus::Waiting && now_ms.saturating_sub(self.at_ms) > REMEMBERED_MS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fresh() -> Delivery {
        Delivery::new(Message { id: "msg_1".to_owned(), body: "{}".to_owned() }, 0)
    }

    fn said(response_status: u16) -> WebhookResponse {
        WebhookResponse { response_status, retry_after_s: None }
    }

    #[test]
    fn webhook_is_attempted_ten_times_over_three_days() {
        let (mut delivery, mut now, mut attempts) = (fresh(), 0, 0);
        while delivery.status == DeliveryStatus::Waiting {
            assert!(delivery.is_due(delivery.at_ms) && !delivery.is_due(delivery.at_ms - 1));
            now = delivery.at_ms;
            delivery = delivery.after(said([0, 500, 302, 404, 429][attempts % 5]), now, 0);
            attempts += 1;
        }
        assert_eq!((attempts, delivery.status), (10, DeliveryStatus::GivenUp));
        assert_eq!(now, RETRY_DELAYS_S.iter().sum::<i64>() * 1_000);
        assert!(now > 3 * 86_400_000, "over three days");
        assert!(delivery.retry(now).is_due(now), "a person may ask for another round");
    }

    #[test]
    fn webhook_cursor_is_parsed_as_it_was_written() {
        let position = DeliveryPosition::of(&fresh());
        assert_eq!(DeliveryPosition::parse(&position.cursor()), Some(position));
        for bad in ["", ".", "x.msg_1", "1", "1.", "1.a b", "99999999999999999999.msg_1"] {
            assert_eq!(DeliveryPosition::parse(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn webhook_ends_with_a_success_or_gone() {
        assert_eq!(fresh().after(said(204), 5, 0).status, DeliveryStatus::Delivered);
        assert_eq!(fresh().after(said(410), 5, 0).status, DeliveryStatus::GivenUp);
        let over = fresh().after(said(200), 5, 0);
        assert!(!over.is_old(5 + REMEMBERED_MS) && over.is_old(6 + REMEMBERED_MS));
    }

    #[test]
    fn webhook_honours_retry_after_and_adds_jitter() {
        let asked =
            fresh().after(WebhookResponse { response_status: 503, retry_after_s: Some(600) }, 0, 0);
        assert_eq!(asked.at_ms, 600_000);
        let greedy = fresh().after(
            WebhookResponse { response_status: 429, retry_after_s: Some(i64::MAX) },
            0,
            0,
        );
        assert_eq!(greedy.at_ms, RETRY_AFTER_MAX_S * 1_000);
        assert!((5_000..6_000).contains(&fresh().after(said(500), 0, 255).at_ms));
    }
}
