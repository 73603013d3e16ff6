//! The routes of the desk: parameters, responses and problems.

use super::route::Body::{Bytes, Json};
use super::route::{DOWN, NO_STORE, NOTHING, PAGED, PICTURE, PLAIN, PROBLEM_JSON, Route};

/// Every route of the desk.
pub(super) static DESK_ROUTES: &[Route] = &[
    Route {
        method: "POST",
        path: "/v1/desk/stores/{store}/shopper",
        id: "desk_shopper",
        says: "The claims of one address.",
        body: Some(Json("Customer")),
        answers: &[(200, Some(Json("Claims")), "Those among the next hundred.")],
        problems: &[(400, PROBLEM_JSON), NO_STORE, (413, "too_large"), (415, "not_json"), DOWN],
        ..PLAIN
    },
    Route {
        path: "/v1/desk/stores/{store}/claims",
        id: "desk_claims",
        says: "Claims, newest first.",
        more: PAGED,
        answers: &[(200, Some(Json("ClaimList")), "A page.")],
        problems: &[NO_STORE, DOWN],
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/v1/desk/stores/{store}/decide",
        id: "desk_decide",
        says: "Decides a situation as of any day.",
        body: Some(Json("Replay")),
        answers: &[(200, Some(Json("Decision")), "The decision.")],
        problems: &[
            (400, PROBLEM_JSON),
            NO_STORE,
            (413, "too_large"),
            (415, "not_json"),
            (422, "no_such_topic not_a_date and those of answers"),
            (503, "not_configured"),
        ],
        ..PLAIN
    },
    Route {
        path: "/v1/desk/stores/{store}/day",
        id: "desk_day",
        says: "Which civil day it is in the shop at an instant.",
        more: &[("query", "at", "integer"), ("query", "zone", "string")],
        answers: &[(200, Some(Json("CivilDay")), "The day.")],
        problems: &[NO_STORE, (422, "bad_instant no_such_zone"), (503, "not_configured")],
        ..PLAIN
    },
    Route {
        path: "/v1/desk/stores/{store}/export",
        id: "desk_export",
        says: "Whole claims, page by page.",
        more: &[
            ("query", "format", "string"),
            ("query", "cursor", "string"),
            ("query", "limit", "integer"),
        ],
        answers: &[(
            200,
            Some(Bytes("application/jsonl text/csv")),
            "A page; the header Recourse-Cursor says where the next starts.",
        )],
        problems: &[NO_STORE, (422, "no_such_format"), DOWN],
        ..PLAIN
    },
    Route {
        path: "/v1/desk/stores/{store}/audit",
        id: "desk_audit",
        says: "Exports and erasures, newest first.",
        more: PAGED,
        answers: &[(200, Some(Json("AuditLog")), "A page.")],
        problems: &[NO_STORE, DOWN],
        ..PLAIN
    },
    Route {
        path: "/v1/desk/stores/{store}/deliveries",
        id: "desk_deliveries",
        says: "What was announced to the shop lately.",
        more: PAGED,
        answers: &[(200, Some(Json("Deliveries")), "At most a hundred, newest first.")],
        problems: &[NO_STORE, (422, "bad_cursor"), DOWN],
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/v1/desk/stores/{store}/deliveries/{id}",
        id: "desk_deliver_again",
        says: "Announces once more.",
        answers: &[(202, None, "It is on its way.")],
        problems: &[NO_STORE, DOWN],
        ..PLAIN
    },
    Route {
        path: "/v1/desk/claims/{id}",
        id: "desk_claim",
        says: "One claim whole.",
        answers: &[(200, Some(Json("WholeClaim")), "The claim with its events.")],
        problems: &[NOTHING, (410, "erased"), DOWN],
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/v1/desk/claims/{id}/events",
        id: "desk_event",
        says: "Does something with a claim.",
        more: &[("header", "idempotency-key", "string")],
        body: Some(Json("NewEvent")),
        answers: &[
            (201, Some(Json("RecordedEvent")), "It is kept."),
            (200, Some(Json("RecordedEvent")), "It was kept before."),
        ],
        problems: &[
            (400, "bad_json unknown_field bad_idempotency_key"),
            NOTHING,
            (410, "erased"),
            (413, "too_large"),
            (415, "not_json"),
            (
                422,
                "missing too_long reserved not_visible not_money idempotency_key_reused \
                 too_many_events",
            ),
            DOWN,
        ],
        ..PLAIN
    },
    Route {
        path: "/v1/desk/claims/{id}/photos/{photo}",
        id: "desk_photo",
        says: "A photo of a claim, for the desk.",
        answers: &[(200, Some(Bytes(PICTURE)), "The picture, sandboxed.")],
        problems: &[NOTHING, (410, "erased"), DOWN],
        ..PLAIN
    },
];
