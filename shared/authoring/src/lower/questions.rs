//! Module `lower`: questions with the thresholds of their regions.

use super::places::PlaceLists;
use super::when::When;
use super::{calendar, cuts};
use crate::draft::{KindWord, PolicyDraft, QuestionDraft, Spanned, StatuteDraft};
use crate::finding::{Finding, Report};
use recourse::question::{Kind, Question};
use recourse::region::{REGIONS_MAX, regions};
use recourse::types::{Limit, OptionId, QuestionId};

pub(super) fn build(
    draft: &PolicyDraft,
    whens: &[When],
    lists: &[PlaceLists],
    statutes: &[StatuteDraft],
    report: &mut Report<'_>,
) -> Vec<Question> {
    let mut questions = Vec::new();
    for (ix, written) in draft.questions.iter().enumerate() {
        let Some(question) = question(draft, whens, (lists.get(ix), statutes), ix, written) else {
            continue;
        };
        if regions(&question) > REGIONS_MAX {
            let message = format!(
                "`{}` has {} regions; at most {REGIONS_MAX} can be checked",
                written.id.value,
                regions(&question)
            );
            report.add(
                Finding::error("too-many-regions", &written.id.span, message)
                    .help("name fewer thresholds, options or place lists"),
            );
        }
        questions.push(question);
    }
    questions
}

fn question(
    draft: &PolicyDraft,
    whens: &[When],
    (lists, statutes): (Option<&PlaceLists>, &[StatuteDraft]),
    index: usize,
    written: &QuestionDraft,
) -> Option<Question> {
    let kind = match written.kind.value {
        KindWord::Choice => {
            let options = written.options.iter().flatten();
            let ids = options.filter_map(|id| OptionId::parse(id.as_str()).ok());
            Kind::Choice { options: ids.collect() }
        }
        KindWord::YesNo => Kind::YesNo,
        KindWord::Date => date_kind(draft, written, cuts::limits(draft, whens, index)),
        KindWord::Money => {
            let currency = draft.currency();
            Kind::Money { currency, tops: cuts::tops(whens, index, currency) }
        }
        KindWord::Place => Kind::Place {
            regions: lists.map(|lists| lists.regions().to_vec()).unwrap_or_default(),
            holidays: calendar::holidays(draft, index, statutes),
        },
        KindWord::Span => Kind::Span {
            from: index_of(draft, &written.from)?,
            to: index_of(draft, &written.to)?,
            starts: cuts::starts(whens, index),
        },
    };
    Some(Question {
        id: QuestionId::parse(written.id.as_str()).ok()?,
        kind,
        unknown: is_set(&written.unknown),
        none: is_set(&written.none),
        changeable: is_set(&written.changeable),
    })
}

fn date_kind(draft: &PolicyDraft, written: &QuestionDraft, limits: Vec<Limit>) -> Kind {
    Kind::Date {
        calendar: calendar::of_limits(draft, &limits),
        limits,
        public_holidays: index_of(draft, &written.public_holidays),
        future: is_set(&written.future),
        not_before: index_of(draft, &written.not_before),
    }
}

fn is_set(flag: &Option<Spanned<bool>>) -> bool {
    flag.as_ref().is_some_and(|flag| flag.value)
}

/// The index of the question that a key names, if the key is set.
fn index_of(draft: &PolicyDraft, name: &Option<Spanned<String>>) -> Option<u8> {
    name.as_ref().and_then(|name| question_index(draft, name))
}

/// The index of a question in the policy's list.
pub(super) fn question_index(draft: &PolicyDraft, name: &Spanned<String>) -> Option<u8> {
    let ix = draft.questions.iter().position(|question| question.id.value == name.value)?;
    u8::try_from(ix).ok()
}
