//! Module `draft`: the whole of `policy.toml` before any check.

use super::Spanned;
use super::calendar::{self, CalendarDraft};
use super::clause::{self, ClauseDraft, Phase};
use super::goods::{self, GoodsDraft};
use super::parts::{self, NamedDraft, ProofDraft, StepDraft, TimerDraft, TopicDraft};
use super::promise::{self, AcceptDraft, PromiseDraft};
use super::question::{self, QuestionDraft};
use super::reader::{self, Reader};
use super::when::WhenDraft;
use crate::finding::{Finding, Report, Span};
use recourse::types::Currency;

/// `[contact]`.
#[derive(Debug, Clone, Default)]
pub(crate) struct ContactDraft {
    pub(crate) email: Option<Spanned<String>>,
    pub(crate) return_address: Option<Spanned<String>>,
}

impl ContactDraft {
    /// Every key of the table, with whether it is set.
    pub(crate) fn keys(&self) -> [(&'static str, bool); 2] {
        [("email", self.email.is_some()), ("return_address", self.return_address.is_some())]
    }
}

/// One entry of `[place_groups]`.
#[derive(Debug, Clone)]
pub(crate) struct GroupDraft {
    pub(crate) name: Spanned<String>,
    pub(crate) places: Vec<Spanned<String>>,
}

/// `policy.toml` before any check.
#[derive(Debug, Clone)]
pub(crate) struct PolicyDraft {
    pub(crate) store: Spanned<String>,
    pub(crate) name: Spanned<String>,
    pub(crate) language: Spanned<String>,
    pub(crate) timezone: Spanned<String>,
    pub(crate) currency: Spanned<String>,
    pub(crate) as_of: Spanned<String>,
    pub(crate) place_question: Option<Spanned<String>>,
    pub(crate) delivery_question: Option<Spanned<String>>,
    pub(crate) contact: ContactDraft,
    pub(crate) goods: GoodsDraft,
    pub(crate) calendar: Option<CalendarDraft>,
    pub(crate) place_groups: Vec<GroupDraft>,
    pub(crate) questions: Vec<QuestionDraft>,
    pub(crate) topics: Vec<TopicDraft>,
    pub(crate) remedies: Vec<NamedDraft>,
    pub(crate) proofs: Vec<ProofDraft>,
    pub(crate) steps: Vec<StepDraft>,
    pub(crate) notes: Vec<NamedDraft>,
    pub(crate) timers: Vec<TimerDraft>,
    pub(crate) exclusions: Vec<ClauseDraft>,
    pub(crate) allowances: Vec<ClauseDraft>,
    pub(crate) promises: Vec<PromiseDraft>,
    pub(crate) accepts: Vec<AcceptDraft>,
}

impl PolicyDraft {
    /// The currency of every amount. If it is invalid, which is reported as an error of its own,
    /// amounts have two decimals.
    pub(crate) fn currency(&self) -> Currency {
        Currency::parse(self.currency.as_str()).unwrap_or(Currency::NONE)
    }

    /// Every clause, exclusions first.
    pub(crate) fn clauses(&self) -> impl Iterator<Item = &ClauseDraft> {
        self.exclusions.iter().chain(&self.allowances)
    }

    /// Every condition: those of the clauses, then those of the promises.
    pub(crate) fn conditions(&self) -> impl Iterator<Item = &WhenDraft> {
        self.clauses()
            .map(|clause| &clause.when)
            .chain(self.promises.iter().map(|promise| &promise.when))
    }
}

/// Reads `policy.toml`. `None` if it is not TOML.
pub(crate) fn read_policy(text: &str, report: &mut Report<'_>) -> Option<PolicyDraft> {
    let table = reader::parse(text, report)?;
    let mut reader = Reader::new(table.get_ref(), 0..0, "the policy");
    check_format(&mut reader, report);
    let nowhere = Spanned::new(String::new(), 0..0);
    let head: [&'static str; 6] = ["store", "name", "language", "timezone", "currency", "as_of"];
    let [store, name, language, timezone, currency, as_of] =
        head.map(|key| reader.required_text(key, report).unwrap_or(nowhere.clone()));
    let draft = PolicyDraft {
        store,
        name,
        language,
        timezone,
        currency,
        as_of,
        place_question: reader.text("place_question", report),
        delivery_question: reader.text("delivery_question", report),
        contact: reader
            .table("contact", report)
            .map(|table| read_contact(table, report))
            .unwrap_or_default(),
        goods: reader
            .table("goods", report)
            .map(|table| goods::read(table, report))
            .unwrap_or_default(),
        calendar: reader.table("calendar", report).map(|table| calendar::read(table, report)),
        place_groups: reader
            .table("place_groups", report)
            .map(|table| read_groups(&table, report))
            .unwrap_or_default(),
        questions: each(&mut reader, "question", report, question::read),
        topics: each(&mut reader, "topic", report, parts::read_topic),
        remedies: each(&mut reader, "remedy", report, parts::read_named),
        proofs: each(&mut reader, "proof", report, parts::read_proof),
        steps: each(&mut reader, "step", report, parts::read_step),
        notes: each(&mut reader, "note", report, parts::read_named),
        timers: each(&mut reader, "timer", report, parts::read_timer),
        exclusions: each(&mut reader, "exclude", report, |table, report| {
            clause::read(table, Phase::Exclude, report)
        }),
        allowances: each(&mut reader, "allow", report, |table, report| {
            clause::read(table, Phase::Allow, report)
        }),
        promises: each(&mut reader, "promise", report, promise::read_promise),
        accepts: each(&mut reader, "accept", report, promise::read_accept),
    };
    reader.finish(report);
    Some(draft)
}

fn each<'a, T>(
    reader: &mut Reader<'a>,
    key: &'static str,
    report: &mut Report<'_>,
    read: impl Fn(Reader<'a>, &mut Report<'_>) -> Option<T>,
) -> Vec<T> {
    let tables = reader.tables(key, report);
    tables.into_iter().filter_map(|table| read(table, report)).collect()
}

fn check_format(reader: &mut Reader<'_>, report: &mut Report<'_>) {
    reader.require("format", report);
    let format = reader.number("format", report);
    if let Some(other) = format.filter(|format| format.value != 1) {
        let message = format!("format {} is not known to this program", other.value);
        report.add(
            Finding::error("unknown-format", &other.span, message)
                .help("this program reads `format = 1`"),
        );
    }
}

fn read_contact(mut reader: Reader<'_>, report: &mut Report<'_>) -> ContactDraft {
    let contact = ContactDraft {
        email: reader.text("email", report),
        return_address: reader.text("return_address", report),
    };
    reader.finish(report);
    contact
}

fn read_groups(reader: &Reader<'_>, report: &mut Report<'_>) -> Vec<GroupDraft> {
    let mut groups: Vec<GroupDraft> = reader
        .entries()
        .map(|(name, span, value): (&str, Span, _)| GroupDraft {
            name: Spanned::new(name.to_owned(), span),
            places: reader::text_list(value, name, report),
        })
        .collect();
    groups.sort_by_key(|group| group.name.span.start);
    groups
}
