//! Module `lower`: a condition with its names and phrases resolved, and its conversion to regions.

use super::regions::{Scope, region_set};
use crate::draft::{PolicyDraft, Spanned, WhenDraft};
use crate::finding::{Finding, Report, Span};
use crate::names::find;
use crate::phrase::{self, Phrase};
use crate::suggest;
use recourse::clause::Condition;
use recourse::region::RegionSet;

/// A condition with resolved questions and phrases.
#[derive(Debug, Clone)]
pub(super) enum When {
    Is { question: usize, phrases: Vec<Spanned<Phrase>> },
    All(Vec<When>),
    Any(Vec<When>),
    Not(Box<When>),
}

/// A condition with one part left out.
pub(super) struct LeftOut {
    /// The location of the part.
    pub(super) span: Span,
    /// The condition without the part.
    pub(super) without: When,
    /// The condition with and without the part, reduced to one alternative of each `any` around it.
    /// They show whether the part distinguishes its own alternative from the others.
    pub(super) alone: [When; 2],
}

impl LeftOut {
    fn new(span: Span, with: &When, without: When) -> LeftOut {
        LeftOut { span, without: without.clone(), alone: [with.clone(), without] }
    }

    /// The same within a larger condition.
    fn map(self, beside: &dyn Fn(When) -> When, alone: &dyn Fn(When) -> When) -> LeftOut {
        LeftOut { span: self.span, without: beside(self.without), alone: self.alone.map(alone) }
    }
}

impl When {
    /// Calls `visit` with every phrase and the index of its question.
    pub(super) fn visit<'a>(&'a self, see: &mut dyn FnMut(usize, &'a Spanned<Phrase>)) {
        match self {
            When::Is { question, phrases } => {
                phrases.iter().for_each(|phrase| see(*question, phrase))
            }
            When::All(parts) | When::Any(parts) => parts.iter().for_each(|part| part.visit(see)),
            When::Not(part) => part.visit(see),
        }
    }

    /// The condition without each of its parts, one at a time.
    pub(super) fn without_parts(&self) -> Vec<LeftOut> {
        match self {
            When::Is { question, phrases } if phrases.len() > 1 => (0..phrases.len())
                .map(|index| {
                    let span = phrases.get(index).map_or(0..0, |phrase| phrase.span.clone());
                    let phrases = without_item(phrases, index);
                    LeftOut::new(span, self, When::Is { question: *question, phrases })
                })
                .collect(),
            When::Is { .. } => Vec::new(),
            When::All(parts) => self.without_list_parts(parts, 1),
            When::Any(parts) => self.without_list_parts(parts, 2),
            When::Not(part) => {
                let not = |part: When| When::Not(Box::new(part));
                part.without_parts().into_iter().map(|inner| inner.map(&not, &not)).collect()
            }
        }
    }

    /// The list without each of its parts, or without a part of a part. A list with fewer than
    /// `least` parts loses none, because an empty list has another meaning.
    fn without_list_parts(&self, parts: &[When], least: usize) -> Vec<LeftOut> {
        let is_any = matches!(self, When::Any(_));
        let make = |parts: Vec<When>| if is_any { When::Any(parts) } else { When::All(parts) };
        let mut found = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            if parts.len() >= least {
                found.push(LeftOut::new(part.span(), self, make(without_item(parts, index))));
            }
            let replaced = |other: When| {
                let mut parts = parts.to_vec();
                parts.splice(index..index.saturating_add(1), [other]);
                make(parts)
            };
            let alone = |other: When| if is_any { other } else { replaced(other) };
            let inner = part.without_parts().into_iter();
            found.extend(inner.map(|left_out| left_out.map(&replaced, &alone)));
        }
        found
    }

    /// The location of the condition: from its first phrase to its last.
    fn span(&self) -> Span {
        let mut span: Option<Span> = None;
        self.visit(&mut |_, phrase| {
            let own = &phrase.span;
            let other = span.take().unwrap_or(own.clone());
            span = Some(other.start.min(own.start)..other.end.max(own.end));
        });
        span.unwrap_or(0..0)
    }
}

fn without_item<T: Clone>(list: &[T], ix: usize) -> Vec<T> {
    list.iter()
        .enumerate()
        .filter(|(other, _)| *other != ix)
        .map(|(_, part)| part.clone())
        .collect()
}

/// Resolves a condition; a phrase that cannot be parsed is reported and left out.
pub(super) fn resolve(draft: &PolicyDraft, when: &WhenDraft, report: &mut Report<'_>) -> When {
    match when {
        WhenDraft::All(parts) => {
            When::All(parts.iter().map(|part| resolve(draft, part, report)).collect())
        }
        WhenDraft::Any(parts) => {
            When::Any(parts.iter().map(|part| resolve(draft, part, report)).collect())
        }
        WhenDraft::Not(part) => When::Not(Box::new(resolve(draft, part, report))),
        WhenDraft::Is { question, phrases } => resolve_is(draft, question, phrases, report),
    }
}

fn resolve_is(
    draft: &PolicyDraft,
    name: &Spanned<String>,
    phrases: &[Spanned<String>],
    report: &mut Report<'_>,
) -> When {
    let ids: Vec<&str> = draft.questions.iter().map(|question| question.id.as_str()).collect();
    let Some((ix, question)) = find(name, "question", &ids, report)
        .and_then(|ix| draft.questions.get(ix).map(|question| (ix, question)))
    else {
        return When::All(Vec::new());
    };
    let mut parsed = Vec::new();
    for text in phrases {
        match phrase::parse(question, draft.currency(), text.as_str()) {
            Ok(phrase) => {
                check_group(draft, &phrase, text, report);
                parsed.push(Spanned::new(phrase, text.span.clone()));
            }
            Err(error) => {
                let span = text.part(error.inside.clone());
                let finding = Finding::error("bad-phrase", &span, error.message);
                report.add(finding.label("cannot be read").maybe_help(error.help));
            }
        }
    }
    When::Is { question: ix, phrases: parsed }
}

fn check_group(
    draft: &PolicyDraft,
    phrase: &Phrase,
    text: &Spanned<String>,
    report: &mut Report<'_>,
) {
    let Phrase::Group(name) = phrase else { return };
    let known: Vec<&str> = draft.place_groups.iter().map(|group| group.name.as_str()).collect();
    if !known.contains(&name.as_str()) {
        let finding = Finding::error(
            "unknown-id",
            &text.span,
            format!("[place_groups] has no list `{name}`"),
        );
        report.add(finding.label("not found").maybe_help(suggest::help(name, known)));
    }
}

/// The condition, with regions instead of phrases.
pub(super) fn lower(when: &When, scope: &Scope<'_>) -> Condition {
    match when {
        When::Is { question, phrases } => {
            let sets = phrases.iter().map(|phrase| region_set(scope, *question, &phrase.value));
            let regions = sets.fold(RegionSet::EMPTY, RegionSet::union);
            Condition::Is { question: u8::try_from(*question).unwrap_or(u8::MAX), regions }
        }
        When::All(parts) => match parts.as_slice() {
            [] => Condition::Always,
            [one] => lower(one, scope),
            _ => Condition::All(parts.iter().map(|part| lower(part, scope)).collect()),
        },
        When::Any(parts) => match parts.as_slice() {
            [one] => lower(one, scope),
            _ => Condition::Any(parts.iter().map(|part| lower(part, scope)).collect()),
        },
        When::Not(part) => Condition::Not(Box::new(lower(part, scope))),
    }
}
