//! One announcement on its way: when it is tried, and when it is given up. The times are those that Standard Webhooks recommends,
//! with some jitter in them, so that what failed together does not come back together.

use super::Message;
use serde::{Deserialize, Serialize};

/// Seconds before each try.
const RETRY_DELAYS_S: [i64; 10] =
    [0, 5, 5 * 60, 30 * 60, 2 * 3_600, 5 * 3_600, 10 * 3_600, 14 * 3_600, 20 * 3_600, 24 * 3_600];
/// Longest wait that a receiver can ask for, in seconds.
const RETRY_AFTER_MAX_S: i64 = 86_400;
/// How long what is over is remembered, in milliseconds: as long as it could be announced a second time by the search for
/// what was missed.
pub const REMEMBERED_MS: i64 = 3 * 86_400_000;

/// Where an announcement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryStatus {
    /// It is to be sent.
    Waiting,
    /// The receiver has it.
    Delivered,
    /// It was tried as often as there are times, or the receiver is gone.
    GivenUp,
}

/// One announcement on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// What is said.
    pub message: Message,
    /// Where it stands.
    pub status: DeliveryStatus,
    /// How often it was tried.
    pub attempts: usize,
    /// When it is tried next, or when it was over; in milliseconds since 1970.
    pub at_ms: i64,
    /// What the receiver said last; 0 where it said nothing.
    pub response_status: u16,
}

/// What a receiver answered: a response_status (0 for none) and the seconds after which it wants to be asked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WebhookResponse {
    /// HTTP response_status; 0 where there was no response within ten seconds.
    pub response_status: u16,
    /// `Retry-After`, in seconds.
    pub retry_after_s: Option<i64>,
}

impl Delivery {
    /// One that is to be sent at once.
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

    /// The same after a try; `jitter` is any number.
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

    /// The same, to be sent again from the start: a person asked for it.
    #[must_use]
    pub fn retry(self, now_ms: i64) -> Delivery {
        Delivery { status: DeliveryStatus::Waiting, attempts: 0, at_ms: now_ms, ..self }
    }

    /// Whether it is to be sent now.
    #[must_use]
    pub fn is_due(&self, now_ms: i64) -> bool {
        self.status == DeliveryStatus::Waiting && self.at_ms <= now_ms
    }

    /// Whether it can be forgotten.
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
    fn what_fails_is_tried_ten_times_over_three_days_and_given_up() {
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
    fn an_answer_ends_it_and_one_who_is_gone_too() {
        assert_eq!(fresh().after(said(204), 5, 0).status, DeliveryStatus::Delivered);
        assert_eq!(fresh().after(said(410), 5, 0).status, DeliveryStatus::GivenUp);
        let over = fresh().after(said(200), 5, 0);
        assert!(!over.is_old(5 + REMEMBERED_MS) && over.is_old(6 + REMEMBERED_MS));
    }

    #[test]
    fn a_receiver_may_ask_for_time_and_chance_adds_a_fifth_at_most() {
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
