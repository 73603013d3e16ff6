//! Module `draft`: reads a table key by key. A key that is not read is unknown and reported with
//! the nearest known one.

use super::Spanned;
use crate::decode::{character_name, position};
use crate::finding::{Finding, Report, Span};
use crate::suggest;
use toml::de::{DeTable, DeValue};

/// A table that is being read.
pub(crate) struct Reader<'a> {
    table: &'a DeTable<'a>,
    /// The location of the table: its header, or the inline table.
    pub(crate) span: Span,
    /// The name of the table in messages.
    what: String,
    /// The keys that were read.
    known: Vec<&'static str>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(table: &'a DeTable<'a>, span: Span, what: impl Into<String>) -> Reader<'a> {
        Reader { table, span, what: what.into(), known: Vec::new() }
    }

    /// The value of a key, of any kind.
    pub(crate) fn value(&mut self, key: &'static str) -> Option<&'a toml::Spanned<DeValue<'a>>> {
        self.known.push(key);
        self.table.get(key)
    }

    /// The keys in the file, with their locations and values.
    pub(crate) fn entries(
        &self,
    ) -> impl Iterator<Item = (&'a str, Span, &'a toml::Spanned<DeValue<'a>>)> {
        self.table.iter().map(|(key, value)| (key.get_ref().as_ref(), key.span(), value))
    }

    pub(crate) fn text(
        &mut self,
        key: &'static str,
        report: &mut Report<'_>,
    ) -> Option<Spanned<String>> {
        let value = self.value(key)?;
        text(value, key, report)
    }

    pub(crate) fn required_text(
        &mut self,
        key: &'static str,
        report: &mut Report<'_>,
    ) -> Option<Spanned<String>> {
        self.require(key, report);
        self.text(key, report)
    }

    /// A list of strings; empty if the key is absent.
    pub(crate) fn texts(
        &mut self,
        key: &'static str,
        report: &mut Report<'_>,
    ) -> Vec<Spanned<String>> {
        self.value(key).map(|value| text_list(value, key, report)).unwrap_or_default()
    }

    /// A string or a list of strings; empty if the key is absent.
    pub(crate) fn texts_or_one(
        &mut self,
        key: &'static str,
        report: &mut Report<'_>,
    ) -> Vec<Spanned<String>> {
        match self.table.get(key).map(|value| value.get_ref()) {
            Some(DeValue::String(_)) => self.text(key, report).into_iter().collect(),
            _ => self.texts(key, report),
        }
    }

    pub(crate) fn flag(
        &mut self,
        key: &'static str,
        report: &mut Report<'_>,
    ) -> Option<Spanned<bool>> {
        let value = self.value(key)?;
        match value.get_ref().as_bool() {
            Some(flag) => Some(Spanned::new(flag, value.span())),
            None => {
                report.add(wrong_kind(value, key, "`true` or `false`"));
                None
            }
        }
    }

    /// A whole number from 0 to 65535.
    pub(crate) fn number(
        &mut self,
        key: &'static str,
        report: &mut Report<'_>,
    ) -> Option<Spanned<u16>> {
        let value = self.value(key)?;
        let number = value
            .get_ref()
            .as_integer()
            .and_then(|n| u16::from_str_radix(n.as_str(), n.radix()).ok());
        if number.is_none() {
            report.add(wrong_kind(value, key, "a whole number from 0 to 65535"));
        }
        number.map(|number| Spanned::new(number, value.span()))
    }

    pub(crate) fn table(
        &mut self,
        key: &'static str,
        report: &mut Report<'_>,
    ) -> Option<Reader<'a>> {
        let value = self.value(key)?;
        let table = value.get_ref().as_table();
        if table.is_none() {
            report.add(wrong_kind(value, key, "a table"));
        }
        table.map(|table| Reader::new(table, value.span(), format!("[{key}]")))
    }

    /// The tables of `[[key]]`.
    pub(crate) fn tables(&mut self, key: &'static str, report: &mut Report<'_>) -> Vec<Reader<'a>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let Some(list) = value.get_ref().as_array() else {
            report.add(wrong_kind(value, key, &format!("a list of tables: write `[[{key}]]`")));
            return Vec::new();
        };
        let mut readers = Vec::new();
        for item in list.iter() {
            match item.get_ref().as_table() {
                Some(table) => readers.push(Reader::new(table, item.span(), format!("[[{key}]]"))),
                None => report.add(wrong_kind(item, key, "a table")),
            }
        }
        readers
    }

    pub(crate) fn require(&mut self, key: &'static str, report: &mut Report<'_>) {
        if !self.table.contains_key(key) {
            let message = format!("{} has no `{key}`", self.what);
            report.add(
                Finding::error("missing-key", &self.span, message)
                    .label(format!("`{key}` is missing")),
            );
        }
    }

    /// Reports every key that was not read.
    pub(crate) fn finish(self, report: &mut Report<'_>) {
        for (key, span, _) in self.entries() {
            if !self.known.contains(&key) {
                let message = format!("{} takes no key `{key}`", self.what);
                let finding = Finding::error("unknown-key", &span, message).label("unknown key");
                report.add(finding.maybe_help(suggest::help(key, self.known.iter().copied())));
            }
        }
    }
}

pub(crate) fn text(
    value: &toml::Spanned<DeValue<'_>>,
    key: &str,
    report: &mut Report<'_>,
) -> Option<Spanned<String>> {
    match value.get_ref().as_str() {
        Some(text) => Some(Spanned::new(text.to_owned(), value.span())),
        None => {
            report.add(wrong_kind(value, key, "a string"));
            None
        }
    }
}

pub(crate) fn text_list(
    value: &toml::Spanned<DeValue<'_>>,
    key: &str,
    report: &mut Report<'_>,
) -> Vec<Spanned<String>> {
    match value.get_ref().as_array() {
        Some(list) => list.iter().filter_map(|item| text(item, key, report)).collect(),
        None => {
            report.add(wrong_kind(value, key, "a list of strings"));
            Vec::new()
        }
    }
}

pub(crate) fn wrong_kind(value: &toml::Spanned<DeValue<'_>>, key: &str, wanted: &str) -> Finding {
    let message = format!("`{key}` takes {wanted}, not {}", kind_of(value.get_ref()));
    let finding =
        Finding::error("wrong-kind", &value.span(), message).label(format!("expected {wanted}"));
    match value.get_ref() {
        DeValue::Boolean(yes) if wanted.contains("string") => {
            finding.help(format!("write \"{}\"", if *yes { "yes" } else { "no" }))
        }
        DeValue::Datetime(_) => finding.help("write dates in quotes: \"2026-11-20\""),
        _ => finding,
    }
}

fn kind_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// Parses a file; syntax errors become findings.
pub(crate) fn parse<'a>(
    text: &'a str,
    report: &mut Report<'_>,
) -> Option<toml::Spanned<DeTable<'a>>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let span = error.span().unwrap_or(0..0);
        let message = error.message().lines().next().unwrap_or("not TOML").to_owned();
        let finding = Finding::error("toml-syntax", &span, message).label("not TOML");
        report.add(finding.maybe_help(odd_character(text, &span)));
    }
    errors.is_empty().then_some(table)
}

/// A description of a character that is invisible or easily confused with another, in a line that
/// is not TOML: the first such character outside of strings and comments, for example a curly
/// quotation mark or a no-break space.
fn odd_character(text: &str, span: &Span) -> Option<String> {
    let start = text.get(..span.start)?.rfind('\n').map_or(0, |end| end.saturating_add(1));
    let line = text.get(start..)?.lines().next()?;
    let mut in_string = false;
    let is_odd = |(_, letter): &(usize, char)| {
        in_string ^= *letter == '"';
        !in_string && !letter.is_ascii() && !letter.is_alphanumeric()
    };
    let code = line.split('#').next().unwrap_or_default();
    let (at, letter) = code.char_indices().find(is_odd)?;
    let (position, name) = (position(text, start.saturating_add(at)), character_name(letter));
    let is_quote = matches!(letter, '\u{2018}'..='\u{201f}');
    let help = if is_quote { "; strings stand between straight quotation marks `\"`" } else { "" };
    Some(format!("{position}: {name}{help}"))
}
