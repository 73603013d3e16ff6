//! One route of the contract.

/// A body by its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// JSON of a named form.
    Json(&'static str),
    /// Bytes of one of these media types, with spaces between.
    Bytes(&'static str),
}

/// One route by one method.
#[derive(Debug, Clone, Copy)]
pub struct Route {
    /// The method.
    pub method: &'static str,
    /// The path, with its parts in braces.
    pub path: &'static str,
    /// Its name for generated clients.
    pub id: &'static str,
    /// What it does.
    pub says: &'static str,
    /// More that it takes: `query` or `header`, name, type.
    pub more: &'static [(&'static str, &'static str, &'static str)],
    /// The body that it takes.
    pub body: Option<Body>,
    /// Its responses: status, body, meaning.
    pub answers: &'static [(u16, Option<Body>, &'static str)],
    /// The statuses of problems that it shows on a page.
    pub pages: &'static [u16],
    /// What it refuses: status, and the codes with spaces between.
    pub problems: &'static [(u16, &'static str)],
}

impl Route {
    /// Who it is for.
    #[must_use]
    pub fn tag(&self) -> &'static str {
        match self.security() {
            Some("claim") => "shopper",
            Some(_) => "desk",
            None => "shop",
        }
    }

    /// What a route of the desk refuses before anything else.
    #[must_use]
    pub fn access_problems(&self) -> &'static [(u16, &'static str)] {
        match self.security() {
            Some("desk") => &[CLOSED, (403, "insufficient_scope"), MANY],
            _ => &[],
        }
    }

    /// What opens it.
    #[must_use]
    pub fn security(&self) -> Option<&'static str> {
        if self.path.starts_with("/v1/desk/") {
            return Some("desk");
        }
        self.path.starts_with("/v1/claims/").then_some("claim")
    }
}

/// A route without a body, more or refusals; the table names what it has.
pub(super) const PLAIN: Route = Route {
    method: "GET",
    path: "/",
    id: "",
    says: "",
    more: &[],
    body: None,
    answers: &[],
    pages: &[],
    problems: &[],
};

pub(super) const PROBLEM_JSON: &str = "bad_json unknown_field";
pub(super) const DOWN: (u16, &str) = (503, "ledger_unavailable not_configured");
pub(super) const CLOSED: (u16, &str) = (401, "unauthorized");
pub(super) const NO_STORE: (u16, &str) = (404, "no_such_store not_found");
pub(super) const NOTHING: (u16, &str) = (404, "not_found");
pub(super) const MANY: (u16, &str) = (429, "rate_limited");
pub(super) const UNCHANGED: (u16, Option<Body>, &str) = (304, None, "It has not changed.");
pub(super) const POLICY: Option<Body> = Some(Body::Bytes("application/octet-stream"));
pub(super) const CACHED: &[(&str, &str, &str)] = &[("header", "if-none-match", "string")];
pub(super) const PAGED: &[(&str, &str, &str)] =
    &[("query", "cursor", "string"), ("query", "limit", "integer")];
pub(super) const PAGE: Option<Body> = Some(Body::Bytes("text/html"));
pub(super) const PICTURE: &str = "image/jpeg image/png image/webp";
