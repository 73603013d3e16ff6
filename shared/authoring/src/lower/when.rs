//! Module `lower`: a condition with its names and phrases read, and then as regions.

use super::regions::{Scope, region_set};
use crate::draft::{PolicyDraft, Spanned, WhenDraft};
use crate::finding::{Finding, Report, Span};
use crate::names::find;
use crate::phrase::{self, Phrase};
use crate::suggest;
use recourse::clause::Condition;
use recourse::region::RegionSet;

/// A condition whose questions and phrases are known.
#[derive(Debug, Clone)]
pub(super) enum When {
    Is { question: usize, phrases: Vec<Spanned<Phrase>> },
    All(Vec<When>),
    Any(Vec<When>),
    Not(Box<When>),
}

/// A condition with one part left out.
pub(super) struct LeftOut {
    /// Where the part stands.
    pub(super) span: Span,
    pub(super) without: When,
    /// With and without the part, where the other alternatives of each `any` around it are left
    /// out, too: whether the part tells its own alternative from the others is seen there.
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
    /// Calls `see` with every phrase and the question that it is about.
    pub(super) fn visit<'a>(&'a self, see: &mut dyn FnMut(usize, &'a Spanned<Phrase>)) {
        match self {
            When::Is { question, phrases } => {
                phrases.iter().for_each(|phrase| see(*question, phrase))
            }
            When::All(parts) | When::Any(parts) => parts.iter().for_each(|part| part.visit(see)),
            When::Not(part) => part.visit(see),
        }
    }

    /// Every way to leave one part out.
    pub(super) fn without_parts(&self) -> Vec<LeftOut> {
        match self {
            When::Is { question, phrases } if phrases.len() > 1 => (0..phrases.len())
                .map(|ix| {
                    let span = phrases.get(ix).map_or(0..0, |phrase| phrase.span.clone());
                    let without = When::Is { question: *question, phrases: dropped(phrases, ix) };
                    LeftOut::new(span, self, without)
                })
                .collect(),
            When::Is { .. } => Vec::new(),
            When::All(parts) => self.of_list(parts, 1),
            When::Any(parts) => self.of_list(parts, 2),
            When::Not(part) => {
                let not = |part: When| When::Not(Box::new(part));
                part.without_parts().into_iter().map(|inner| inner.map(&not, &not)).collect()
            }
        }
    }

    /// Leaves a part out, or a part of a part; a list keeps at least so many that it still says
    /// something.
    fn of_list(&self, parts: &[When], least: usize) -> Vec<LeftOut> {
        let is_any = matches!(self, When::Any(_));
        let make = |parts: Vec<When>| if is_any { When::Any(parts) } else { When::All(parts) };
        let mut all = Vec::new();
        for (ix, part) in parts.iter().enumerate() {
            if parts.len() >= least {
                all.push(LeftOut::new(part.span(), self, make(dropped(parts, ix))));
            }
            let beside = |other: When| {
                let mut parts = parts.to_vec();
                parts.splice(ix..ix.saturating_add(1), [other]);
                make(parts)
            };
            let alone = |other: When| if is_any { other } else { beside(other) };
            all.extend(part.without_parts().into_iter().map(|inner| inner.map(&beside, &alone)));
        }
        all
    }

    /// Where the condition stands: from its first phrase to its last.
    fn span(&self) -> Span {
        let mut whole: Option<Span> = None;
        self.visit(&mut |_, phrase| {
            let before = whole.take().unwrap_or(phrase.span.clone());
            whole = Some(before.start.min(phrase.span.start)..before.end.max(phrase.span.end));
        });
        whole.unwrap_or(0..0)
    }
}

fn dropped<T: Clone>(list: &[T], ix: usize) -> Vec<T> {
    list.iter()
        .enumerate()
        .filter(|(other, _)| *other != ix)
        .map(|(_, part)| part.clone())
        .collect()
}

/// Reads a condition; what cannot be read is reported and left out.
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
    let mut read = Vec::new();
    for text in phrases {
        match phrase::parse(question, draft.currency(), text.as_str()) {
            Ok(phrase) => {
                check_group(draft, &phrase, text, report);
                read.push(Spanned::new(phrase, text.span.clone()));
            }
            Err(error) => {
                let span = text.part(error.inside.clone());
                let finding = Finding::error("bad-phrase", &span, error.message);
                report.add(finding.label("cannot be read").maybe_help(error.help));
            }
        }
    }
    When::Is { question: ix, phrases: read }
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

/// The condition over regions.
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
