//! The routes of shoppers and their pages: parameters, responses and problems.

use super::route::Body::{Bytes, Json};
use super::route::{
    CACHED, DOWN, MANY, NO_STORE, NOTHING, PAGE, PICTURE, PLAIN, POLICY, Route, UNCHANGED,
};

/// Every route of shoppers and their pages.
pub(super) static SHOPPER_ROUTES: &[Route] = &[
    Route {
        path: "/healthz",
        id: "health",
        says: "Whether this edge can take claims.",
        answers: &[(200, Some(Json("Health")), "It can.")],
        problems: &[(503, "not_configured")],
        ..PLAIN
    },
    Route {
        path: "/v1/stores/{store}",
        id: "store",
        says: "What a page needs before it loads anything.",
        answers: &[(200, Some(Json("Store")), "The store.")],
        problems: &[NO_STORE],
        ..PLAIN
    },
    Route {
        path: "/v1/stores/{store}/policy",
        id: "policy",
        says: "The compiled policy of today.",
        more: CACHED,
        answers: &[
            (
                200,
                POLICY,
                "The policy; its ETag is its hash, Recourse-Server-Time the edge's clock in milliseconds since 1970.",
            ),
            UNCHANGED,
        ],
        problems: &[NO_STORE],
        ..PLAIN
    },
    Route {
        path: "/v1/stores/{store}/policies/{hash}",
        id: "policy_by_hash",
        says: "The policy of today, or one under which a claim was kept.",
        more: CACHED,
        answers: &[(200, POLICY, "The policy; its ETag is its hash."), UNCHANGED],
        problems: &[NO_STORE, MANY, DOWN],
        ..PLAIN
    },
    Route {
        path: "/v1/stores/{store}/bundle/{language}",
        id: "bundle",
        says: "Today's policy and its messages in one response: the length of the policy in four \
               bytes (little-endian), the policy, the messages.",
        more: CACHED,
        answers: &[
            (
                200,
                POLICY,
                "Both; Content-Language is the language of the messages, the ETag is made of their \
                 hashes, Recourse-Server-Time is the server's clock in milliseconds since 1970.",
            ),
            UNCHANGED,
        ],
        problems: &[NO_STORE],
        ..PLAIN
    },
    Route {
        path: "/v1/stores/{store}/texts/{language}",
        id: "texts",
        says: "The policy's words in a language.",
        more: CACHED,
        answers: &[(200, POLICY, "The words; the ETag is their SHA-256."), UNCHANGED],
        problems: &[(404, "no_such_store no_such_language not_found")],
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/v1/stores/{store}/tickets",
        id: "ticket",
        says: "Permission to keep one claim, for a day.",
        more: &[("header", "recourse-turnstile-token", "string")],
        answers: &[(201, Some(Json("Ticket")), "A ticket; nothing is stored for it.")],
        problems: &[
            (403, "human_check_required human_check_failed"),
            NO_STORE,
            MANY,
            (503, "not_configured"),
        ],
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/v1/stores/{store}/claims",
        id: "submit",
        says: "Keeps a claim, after deciding again.",
        more: &[("header", "recourse-ticket", "string")],
        body: Some(Json("Submission")),
        answers: &[
            (201, Some(Json("Receipt")), "It is kept."),
            (
                200,
                Some(Json("Receipt")),
                "It was kept before: the same again, or the same of one order.",
            ),
        ],
        problems: &[
            (400, "bad_json unknown_field ticket_missing"),
            (401, "ticket_invalid ticket_expired"),
            NO_STORE,
            (409, "stale_policy quantity_exceeded"),
            (410, "erased"),
            (413, "too_large"),
            (415, "not_json"),
            (
                422,
                "too_long too_many_photos ticket_used no_such_photo bad_signed_order \
                 signed_order_expired contradicts_order no_such_topic no_claim_in_topic \
                 unanswered no_such_remedy remedy_refused remedy_not_yet no_such_proof bad_item \
                 bad_quantity bad_email bad_order and those of answers",
            ),
            MANY,
            DOWN,
        ],
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/v1/stores/{store}/photos",
        id: "photo",
        says: "Takes a photo before its claim.",
        more: &[("header", "recourse-ticket", "string")],
        body: Some(Bytes(PICTURE)),
        answers: &[(
            201,
            Some(Json("Photo")),
            "It is kept, without what says where and when it was taken.",
        )],
        problems: &[
            (400, "ticket_missing"),
            (401, "ticket_invalid ticket_expired"),
            NO_STORE,
            (410, "erased"),
            (413, "too_large"),
            (415, "not_a_photo"),
            (422, "damaged_photo too_many_pixels too_many_photos"),
            MANY,
            DOWN,
        ],
        ..PLAIN
    },
    Route {
        path: "/v1/stores/{store}/form",
        id: "form",
        says: "The interview without a script: its first page.",
        more: &[("query", "lang", "string"), ("header", "accept-language", "string")],
        answers: &[(200, PAGE, "A page.")],
        pages: &[429],
        problems: &[NO_STORE, (503, "not_configured")],
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/v1/stores/{store}/form",
        id: "form_next",
        says: "The interview without a script: the next page. The page names the reason why a \
               claim was refused, with the status of that refusal; so it does for every other \
               problem if the client accepts pages.",
        body: Some(Bytes("multipart/form-data")),
        answers: &[(200, PAGE, "A page.")],
        pages: &[400, 401, 409, 410, 413, 415, 422, 429, 503],
        problems: &[
            (400, "bad_form"),
            NO_STORE,
            (413, "too_large"),
            (415, "not_a_form"),
            MANY,
            DOWN,
        ],
        ..PLAIN
    },
    Route {
        path: "/v1/status",
        id: "status_page",
        says: "The page that asks for a private link.",
        more: &[("query", "lang", "string"), ("header", "accept-language", "string")],
        answers: &[(200, PAGE, "A page.")],
        pages: &[429],
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/v1/status",
        id: "status_shown",
        says: "The status of the claim of a private link, as a page; a fault of the link is \
               reported on a page, too.",
        body: Some(Bytes("multipart/form-data")),
        answers: &[(200, PAGE, "A page.")],
        pages: &[400, 404, 410, 413, 415, 429, 503],
        problems: &[(503, "not_configured")],
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/v1/status/reply",
        id: "reply",
        says: "Sends the reply to a shop that needs more information, and returns the claim's status \
               page; a problem is reported on a page, too.",
        body: Some(Bytes("multipart/form-data")),
        answers: &[(200, PAGE, "A page.")],
        pages: &[400, 404, 409, 410, 413, 415, 422, 429, 503],
        problems: &[(503, "not_configured")],
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/v1/status/cancel",
        id: "cancel",
        says: "The shopper of a private link needs the claim no longer; the page of where it stands then.",
        body: Some(Bytes("multipart/form-data")),
        answers: &[(200, PAGE, "A page.")],
        pages: &[400, 404, 409, 410, 413, 415, 422, 429, 503],
        problems: &[(503, "not_configured")],
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/v1/status/data",
        id: "status_data",
        says: "Everything that is kept of the claim of a private link, to be saved as a file.",
        body: Some(Bytes("multipart/form-data")),
        answers: &[(200, Some(Json("WholeClaim")), "The claim with what the shop did.")],
        pages: &[400, 404, 410, 413, 415, 429, 503],
        ..PLAIN
    },
    Route {
        method: "POST",
        path: "/v1/status/erase",
        id: "status_erase",
        says: "Erases the claim of a private link, for whoever says `sure`; it does not come back.",
        body: Some(Bytes("multipart/form-data")),
        answers: &[(200, PAGE, "It is gone, and the page says so.")],
        pages: &[400, 404, 410, 413, 415, 422, 429, 503],
        problems: &[(503, "not_configured")],
        ..PLAIN
    },
    Route {
        path: "/v1/claims/{id}",
        id: "status",
        says: "Where a claim stands.",
        more: &[("header", "recourse-store", "string")],
        answers: &[(200, Some(Json("ClaimStatus")), "What its sender may see.")],
        problems: &[NOTHING, (410, "erased"), MANY, DOWN],
        ..PLAIN
    },
    Route {
        method: "DELETE",
        path: "/v1/claims/{id}",
        id: "erase",
        says: "Erases a claim; it does not come back.",
        answers: &[(204, None, "It is gone.")],
        problems: &[NOTHING, MANY, DOWN],
        ..PLAIN
    },
    Route {
        path: "/v1/claims/{id}/photos/{photo}",
        id: "claim_photo",
        says: "A photo of a claim, for its sender.",
        answers: &[(200, Some(Bytes(PICTURE)), "The picture, sandboxed.")],
        problems: &[NOTHING, (410, "erased"), MANY, DOWN],
        ..PLAIN
    },
    Route {
        path: "/v1/claims/{id}/data",
        id: "claim_data",
        says: "Everything that is kept of a claim, for its sender.",
        answers: &[(200, Some(Json("WholeClaim")), "The claim with what the shop did.")],
        problems: &[NOTHING, (410, "erased"), MANY, DOWN],
        ..PLAIN
    },
];
