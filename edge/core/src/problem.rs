//! Module `problem`: the problem details of RFC 9457. The code is stable; the detail is for
//! developers.

use http::StatusCode;
use recourse::claim::Refusal;
use serde::Serialize;

/// Longest name of a field that is repeated; the name of an unknown field is the sender's text.
const FIELD_CHARS_MAX: usize = 80;

/// A problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The HTTP status.
    pub status: StatusCode,
    /// Stable, part of the HTTP contract.
    pub code: &'static str,
    /// One sentence in English.
    pub detail: String,
    /// The field at fault.
    pub field: Option<String>,
}

#[derive(Serialize)]
struct ProblemBody<'a> {
    r#type: String,
    title: &'a str,
    status: u16,
    detail: &'a str,
    code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    request_id: &'a str,
}

impl Problem {
    /// A problem without a field.
    #[must_use]
    pub fn new(status: StatusCode, code: &'static str, detail: &str) -> Problem {
        Problem { status, code, detail: detail.to_owned(), field: None }
    }

    /// The problem with the field at fault.
    #[must_use]
    pub fn at(self, field: &str) -> Problem {
        Problem { field: Some(field.chars().take(FIELD_CHARS_MAX).collect()), ..self }
    }

    /// There is nothing, or nothing that this client may see: the two look the same.
    #[must_use]
    pub fn not_found() -> Problem {
        Problem::new(StatusCode::NOT_FOUND, "not_found", "there is nothing here")
    }

    /// A signed order has fewer of an item left than were claimed.
    #[must_use]
    pub fn quantity_exceeded(left: u16) -> Problem {
        let detail = format!("of this item {left} can still be claimed");
        Problem::new(StatusCode::CONFLICT, "quantity_exceeded", &detail).at("items")
    }

    /// No policy of that store is served here.
    #[must_use]
    pub fn no_such_store() -> Problem {
        Problem::new(
            StatusCode::NOT_FOUND,
            "no_such_store",
            "no policy of that store is served here",
        )
    }

    /// The claim has been erased; it does not come back.
    #[must_use]
    pub fn erased() -> Problem {
        Problem::new(StatusCode::GONE, "erased", "this claim has been erased")
    }

    /// The ledger is unavailable; nothing is acknowledged.
    #[must_use]
    pub fn ledger() -> Problem {
        let detail = "claims cannot be stored or read at the moment; send the same again";
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "ledger_unavailable", detail)
    }

    /// A key, a token, a zone or the source of randomness is missing.
    #[must_use]
    pub fn not_configured() -> Problem {
        Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "not_configured",
            "this edge is not set up completely",
        )
    }

    /// The body, with the id of the request.
    #[must_use]
    pub fn json(&self, request_id: &str) -> String {
        let shown = ProblemBody {
            r#type: format!("urn:recourse:problem:{}", self.code),
            title: self.status.canonical_reason().unwrap_or("Problem"),
            status: self.status.as_u16(),
            detail: &self.detail,
            code: self.code,
            field: self.field.as_deref(),
            request_id,
        };
        serde_json::to_string(&shown).unwrap_or_default()
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Problem {
        let stale = refusal.code == "stale_policy";
        let status = if stale { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
        Problem::new(status, refusal.code, &refusal.message).at(&refusal.field)
    }
}

impl From<crate::ports::StorageError> for Problem {
    fn from(_: crate::ports::StorageError) -> Problem {
        Problem::ledger()
    }
}
