//! Module `draft`: a question before any check.

use super::Spanned;
use super::reader::Reader;
use crate::finding::{Finding, Report, Span};
use crate::suggest;

/// The kinds of questions, as files name them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KindWord {
    Choice,
    YesNo,
    Date,
    Money,
    Place,
    Span,
}

const KINDS: [(&str, KindWord); 6] = [
    ("choice", KindWord::Choice),
    ("yes_no", KindWord::YesNo),
    ("date", KindWord::Date),
    ("money", KindWord::Money),
    ("place", KindWord::Place),
    ("span", KindWord::Span),
];

impl KindWord {
    pub(crate) fn as_str(self) -> &'static str {
        KINDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
}

/// `[[question]]`.
#[derive(Debug, Clone)]
pub(crate) struct QuestionDraft {
    pub(crate) id: Spanned<String>,
    pub(crate) kind: Spanned<KindWord>,
    pub(crate) options: Option<Vec<Spanned<String>>>,
    pub(crate) unknown: Option<Spanned<bool>>,
    pub(crate) none: Option<Spanned<bool>>,
    pub(crate) future: Option<Spanned<bool>>,
    pub(crate) changeable: Option<Spanned<bool>>,
    pub(crate) not_before: Option<Spanned<String>>,
    /// The place question whose country's public holidays move rolled limits.
    pub(crate) public_holidays: Option<Spanned<String>>,
    pub(crate) from: Option<Spanned<String>>,
    pub(crate) to: Option<Spanned<String>>,
    /// Answers in an order in which each gives the shopper at least as much as the next.
    pub(crate) best_first: Vec<Spanned<String>>,
    pub(crate) requirements: Vec<Spanned<String>>,
    pub(crate) span: Span,
}

impl QuestionDraft {
    pub(crate) fn allows_unknown(&self) -> bool {
        self.kind.value == KindWord::Span || self.unknown.as_ref().is_some_and(|flag| flag.value)
    }

    pub(crate) fn allows_none(&self) -> bool {
        self.none.as_ref().is_some_and(|flag| flag.value)
    }
}

pub(super) fn read(mut reader: Reader<'_>, report: &mut Report<'_>) -> Option<QuestionDraft> {
    let id = reader.required_text("id", report);
    let kind = reader.required_text("kind", report).and_then(|word| kind(&word, report));
    let has_options = reader.value("options").is_some();
    let options = reader.texts("options", report);
    let draft = QuestionDraft {
        id: id.unwrap_or(Spanned::new(String::new(), reader.span.clone())),
        kind: kind.clone().unwrap_or(Spanned::new(KindWord::YesNo, reader.span.clone())),
        options: has_options.then_some(options),
        unknown: reader.flag("unknown", report),
        none: reader.flag("none", report),
        future: reader.flag("future", report),
        changeable: reader.flag("changeable", report),
        not_before: reader.text("not_before", report),
        public_holidays: reader.text("public_holidays", report),
        from: reader.text("from", report),
        to: reader.text("to", report),
        best_first: reader.texts("best_first", report),
        requirements: reader.texts("requirements", report),
        span: reader.span.clone(),
    };
    reader.finish(report);
    kind?;
    (!draft.id.value.is_empty()).then_some(draft)
}

fn kind(word: &Spanned<String>, report: &mut Report<'_>) -> Option<Spanned<KindWord>> {
    let known = KINDS.iter().find(|(name, _)| *name == word.as_str());
    if known.is_none() {
        let finding = Finding::error(
            "unknown-kind",
            &word.span,
            format!("no kind of question is called `{}`", word.value),
        );
        report.add(
            finding.maybe_help(suggest::help(word.as_str(), KINDS.iter().map(|(name, _)| *name))),
        );
    }
    known.map(|(_, kind)| Spanned::new(*kind, word.span.clone()))
}
