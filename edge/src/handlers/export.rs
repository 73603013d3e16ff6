//! `GET /v1/desk/stores/{store}/export?format=jsonl|csv&limit=&cursor=` with the desk's token: whole claims, newest first.
//! 1. 401 `unauthorized`, 404 `no_such_store`, 422 `no_such_format`.
//! 2. A page of at most 100 claims, fewer where they have many events, each with its events and
//!    state, so that neither side holds more than a page. The header `Recourse-Cursor` says where
//!    the next one starts; without it, that was the last.
//! 3. JSON Lines: one claim a line. CSV by RFC 4180, with a head on the first page only; a cell that a spreadsheet would take
//!    for a formula begins with an apostrophe.
//! 4. Erased claims are left out.

use super::{SharedState, desk, served, whole_claims};
use crate::problem::Problem;
use crate::storage_key::store_prefix;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use serde_json::Value;

/// Claims of a page where the sender does not say.
const LIMIT: u16 = 50;
/// Most claims of a page.
const LIMIT_MAX: u16 = 100;
/// The columns of the CSV.
const COLUMNS: [&str; 15] = [
    "id",
    "received_at",
    "topic",
    "kind",
    "remedy",
    "verdict",
    "stage",
    "answer",
    "order",
    "email",
    "name",
    "note",
    "facts",
    "clauses",
    "policy",
];

/// Exports a page of claims.
///
/// # Errors
/// See the contract above.
pub async fn get(
    State(app): State<SharedState>,
    Path(store): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    desk::admit(&app, &headers)?;
    let prefix = store_prefix(&served(&store)?.policy.parts().store);
    let query = query.unwrap_or_default();
    let csv = match desk::query_value(&query, "format").unwrap_or("jsonl") {
        "jsonl" => false,
        "csv" => true,
        _ => {
            return Err(Problem::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "no_such_format",
                "jsonl or csv",
            )
            .at("format"));
        }
    };
    let limit =
        desk::query_value(&query, "limit").and_then(|text| text.parse().ok()).unwrap_or(LIMIT);
    let cursor = desk::query_value(&query, "cursor").map(desk::percent_decode);
    let mut text =
        if csv && cursor.is_none() { line(COLUMNS.map(str::to_owned)) } else { String::new() };
    let page =
        whole_claims::read(&app, &prefix, cursor.as_deref(), limit.clamp(1, LIMIT_MAX)).await?;
    for claim in page.claims {
        text.push_str(&if csv { line(cells(&claim)) } else { format!("{claim}\n") });
    }
    Ok(answer(text, csv, page.cursor))
}

fn answer(text: String, csv: bool, cursor: Option<String>) -> Response {
    let mut response = Response::new(Body::from(text));
    let kind = if csv {
        "text/csv; charset=utf-8; header=present"
    } else {
        "application/jsonl; charset=utf-8"
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    let name = if csv {
        "attachment; filename=\"claims.csv\""
    } else {
        "attachment; filename=\"claims.jsonl\""
    };
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static(name));
    if let Some(cursor) = cursor.and_then(|cursor| HeaderValue::from_str(&cursor).ok()) {
        headers.insert("recourse-cursor", cursor);
    }
    response
}

fn cells(claim: &Value) -> [String; 15] {
    let at = |pointer: &str| claim.pointer(pointer).map(plain).unwrap_or_default();
    let remedy = at("/remedy");
    let decided =
        claim.pointer("/decision/remedies").and_then(Value::as_array).into_iter().flatten();
    let own = decided.filter(|other| other.pointer("/remedy").map(plain).as_ref() == Some(&remedy));
    let clauses =
        own.filter_map(|other| other.get("clauses")).map(plain).next().unwrap_or_default();
    [
        at("/id"),
        at("/received_at"),
        at("/topic"),
        at("/kind"),
        remedy,
        at("/verdict"),
        at("/state/stage"),
        at("/state/action"),
        at("/contact/order"),
        at("/contact/email"),
        at("/contact/name"),
        at("/note"),
        at("/facts"),
        clauses,
        at("/policy"),
    ]
}

/// A value as text: strings as they are, lists with spaces, the rest as JSON.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Array(list) => list.iter().map(plain).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

/// A line of CSV. Every cell is quoted, so that nothing in it can end it.
fn line<const N: usize>(cells: [String; N]) -> String {
    let cell = |text: String| {
        let formula = text.starts_with([
            '=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
        ]);
        format!("\"{}{}\"", if formula { "'" } else { "" }, text.replace('"', "\"\""))
    };
    cells.map(cell).join(",") + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_none_ends_its_line() {
        let hostile = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "a\"b", "a,b", "a\r\nb", "plain"]
            .map(str::to_owned);
        assert_eq!(
            line(hostile),
            "\"'=1+1\",\"'+1\",\"'-1\",\"'@SUM(A1)\",\"'\tx\",\"a\"\"b\",\"a,b\",\"a\r\nb\",\"plain\"\r\n"
        );
    }
}
