//! `GET /v1/desk/stores/{store}/export?format=jsonl|csv&limit=&cursor=`: whole claims, newest
//! first.
//! 1. 401 `unauthorized`, 404 `no_such_store`, 422 `no_such_format`.
//! 2. A page of at most 100 claims, fewer where they have many events, each with its events and
//!    state. The header `Recourse-Cursor` is the cursor of the next page; the last page has none.
//! 3. JSON Lines: one claim a line. CSV by RFC 4180, with a byte order mark and the names of the
//!    columns on the first page only: without the mark, Excel reads UTF-8 as another encoding. A
//!    cell that a spreadsheet would read as a formula begins with an apostrophe, and so does an
//!    order number that it would change into another number or a date.
//! 4. Erased claims are left out.
//! 5. Every page is recorded in the audit log before it is sent.

use crate::app::SharedState;
use crate::domain::audit::AuditAction;
use crate::domain::storage_key::store_prefix;
use crate::http::desk_auth::DeskExport;
use crate::http::extract::{Parameters, Store};
use crate::problem::Problem;
use crate::service::audit;
use crate::service::claim_pages::load_page;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use recourse::claim::{is_hidden, visible_text};
use serde_json::Value;

/// Claims of a page where the client does not say.
const LIMIT: u16 = 50;
/// Most claims of a page.
const LIMIT_MAX: u16 = 100;
/// U+FEFF in UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
/// Most digits of a number that a spreadsheet keeps.
const NUMBER_DIGITS_MAX: usize = 15;
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
pub async fn export_claims(
    State(app): State<SharedState>,
    DeskExport(actor): DeskExport,
    Store(served): Store,
    query: Parameters,
) -> Result<Response, Problem> {
    let prefix = store_prefix(served.store());
    let format = Format::parse(query.get("format").unwrap_or("jsonl"))?;
    let cursor = query.get("cursor");
    let page = load_page(&app, &prefix, cursor, query.limit(LIMIT, LIMIT_MAX)).await?;
    let action =
        AuditAction::Export { format: format.name().to_owned(), claims: page.claims.len() };
    audit::record(&app, served.store(), &actor, action).await?; // 5
    let bytes = match format {
        Format::JsonLines => json_lines(&page.claims),
        Format::Csv => csv(&page.claims, cursor.is_none()),
    };
    Ok(download(format, bytes, page.cursor))
}

#[derive(Clone, Copy)]
enum Format {
    JsonLines,
    Csv,
}

impl Format {
    fn parse(name: &str) -> Result<Format, Problem> {
        match name {
            "jsonl" => Ok(Format::JsonLines),
            "csv" => Ok(Format::Csv),
            _ => {
                let (status, code) = (StatusCode::UNPROCESSABLE_ENTITY, "no_such_format");
                Err(Problem::new(status, code, "jsonl or csv").at("format"))
            }
        }
    }

    fn name(self) -> &'static str {
        match self {
            Format::JsonLines => "jsonl",
            Format::Csv => "csv",
        }
    }

    fn content_type(self) -> &'static str {
        match self {
            Format::JsonLines => "application/jsonl; charset=utf-8",
            Format::Csv => "text/csv; charset=utf-8; header=present",
        }
    }

    fn disposition(self) -> &'static str {
        match self {
            Format::JsonLines => "attachment; filename=\"claims.jsonl\"",
            Format::Csv => "attachment; filename=\"claims.csv\"",
        }
    }
}

fn json_lines(claims: &[Value]) -> Vec<u8> {
    claims.iter().map(|claim| json_line(&claim.to_string())).collect::<String>().into_bytes()
}

/// A line of JSON whose hidden characters are escaped (RFC 8259 section 7): a reader gets the same
/// value, and a terminal or another reader of lines sees only visible characters.
fn json_line(json: &str) -> String {
    let mut line = String::with_capacity(json.len().saturating_add(1));
    for c in json.chars() {
        if is_hidden(c) {
            let units = c.encode_utf16(&mut [0; 2]).to_vec();
            line.extend(units.iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            line.push(c);
        }
    }
    line.push('\n');
    line
}

/// CSV by RFC 4180, every cell quoted; with the byte order mark and the names of the columns on the
/// first page.
fn csv(claims: &[Value], is_first_page: bool) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::Always)
        .terminator(csv::Terminator::CRLF)
        .from_writer(if is_first_page { BYTE_ORDER_MARK.to_vec() } else { Vec::new() });
    // Writing into a vector cannot fail.
    if is_first_page {
        let _ = writer.write_record(COLUMNS);
    }
    for claim in claims {
        let _ = writer.write_record(cells(claim).map(|cell| without_formula(visible_text(&cell))));
    }
    writer.into_inner().unwrap_or_default()
}

/// An order number that a spreadsheet would change begins with an apostrophe: it drops the zeros in
/// front of a number, the digits after the fifteenth, and reads `1E5` and `3-12` as a number and a
/// date.
fn as_text(order: String) -> String {
    let is_digits = order.bytes().all(|byte| byte.is_ascii_digit());
    let is_changed = if is_digits {
        order.len() > NUMBER_DIGITS_MAX || (order.starts_with('0') && order.len() > 1)
    } else {
        let is_of_numbers = |c: char| c.is_ascii_digit() || " .,:/-+eE%".contains(c);
        order.chars().all(is_of_numbers) && order.starts_with(|c: char| c.is_ascii_digit())
    };
    if is_changed { format!("'{order}") } else { order }
}

/// A cell that a spreadsheet would read as a formula begins with an apostrophe.
fn without_formula(text: String) -> String {
    const FORMULA: [char; 11] =
        ['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];
    if text.starts_with(FORMULA) { format!("'{text}") } else { text }
}

fn download(format: Format, bytes: Vec<u8>, cursor: Option<String>) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    let content_type = HeaderValue::from_static(format.content_type());
    headers.insert(header::CONTENT_TYPE, content_type);
    let disposition = HeaderValue::from_static(format.disposition());
    headers.insert(header::CONTENT_DISPOSITION, disposition);
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
        as_text(at("/contact/order")),
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn csv_cell_is_never_a_formula_and_never_ends_its_line() {
        for (note, cell) in [
            ("=1+1", "\"'=1+1\""),
            ("+1", "\"'+1\""),
            ("-1", "\"'-1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("\tx", "\"'\tx\""),
            ("a\"b", "\"a\"\"b\""),
            ("a,b", "\"a,b\""),
            ("a\r\nb", "\"a\nb\""),
            ("\u{1B}[2J\u{202E}a\u{9B}", "\"\u{FFFD}[2Ja\u{FFFD}\""),
            ("\u{200B}=1+1", "\"'=1+1\""),
            ("\u{FEFF}\u{2060}@SUM(A1)", "\"'@SUM(A1)\""),
            ("plain", "\"plain\""),
        ] {
            let line = String::from_utf8(csv(&[json!({ "note": note })], false)).unwrap();
            let empty = "\"\",";
            let expected = format!("{}{cell},{empty}{empty}\"\"\r\n", empty.repeat(11));
            assert_eq!(line, expected);
        }
    }

    #[test]
    fn csv_begins_with_a_byte_order_mark_and_keeps_order_numbers_text() {
        let page = |is_first| csv(&[json!({ "contact": { "order": "1" } })], is_first);
        assert!(
            page(true).starts_with(b"\xEF\xBB\xBF\"id\",") && page(false).starts_with(b"\"\",")
        );
        for changed in
            ["007", "1234567890123456", "1E5", "3-12", "2026-11-30", "1.20", "1,299", "12:30"]
        {
            assert_eq!(as_text(changed.to_owned()), format!("'{changed}"));
        }
        for same in ["", "0", "7", "123456789012345", "A-1", "H-20417", "R1E5", "1-A", "№ 7"] {
            assert_eq!(as_text(same.to_owned()), same);
        }
    }

    #[test]
    fn jsonl_line_escapes_hidden_characters_and_keeps_the_value() {
        let note = "a\u{1B}\u{9B}\u{2028}\u{202E}\u{E0041}\u{7F} ü 👩\u{200D}🔧";
        let claim = json!({ "note": note });
        let line = String::from_utf8(json_lines(std::slice::from_ref(&claim))).unwrap();
        assert!(line.trim_end().chars().all(|c| !is_hidden(c)), "{line:?}");
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap(), claim);
        assert_eq!(line.lines().count(), 1);
    }
}
