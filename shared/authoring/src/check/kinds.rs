//! Module `check`: the keys of a question suit its kind: options for a choice, `future` for a date,
//! `from` and `to` for a span.

use crate::draft::{KindWord, PolicyDraft, QuestionDraft};
use crate::finding::{Finding, Report, Span};
use crate::suggest;

pub(super) fn check(draft: &PolicyDraft, report: &mut Report<'_>) {
    for question in &draft.questions {
        check_question(question, report);
    }
}

fn check_question(question: &QuestionDraft, report: &mut Report<'_>) {
    use KindWord::{Choice, Date, Span as Days};
    let every = [Choice, KindWord::YesNo, Date, KindWord::Money, KindWord::Place];
    let options =
        question.options.as_ref().and_then(|options| options.first()).map(|option| &option.span);
    let best_first = question.best_first.first().map(|answer| &answer.span);
    let keys: [(&str, Option<&Span>, &[KindWord]); 10] = [
        ("options", options, &[Choice]),
        ("future", question.future.as_ref().map(|key| &key.span), &[Date]),
        ("not_before", question.not_before.as_ref().map(|key| &key.span), &[Date]),
        ("public_holidays", question.public_holidays.as_ref().map(|key| &key.span), &[Date]),
        ("from", question.from.as_ref().map(|key| &key.span), &[Days]),
        ("to", question.to.as_ref().map(|key| &key.span), &[Days]),
        ("unknown", question.unknown.as_ref().map(|key| &key.span), &every),
        ("none", question.none.as_ref().map(|key| &key.span), &every),
        ("best_first", best_first, &[Choice, KindWord::YesNo]),
        ("changeable", question.changeable.as_ref().map(|key| &key.span), &every),
    ];
    let kind = question.kind.value;
    for (key, span, kinds) in keys {
        let Some(span) = span else { continue };
        if !kinds.contains(&kind) {
            let message = format!("a {} question takes no `{key}`", kind.as_str());
            report.add(
                Finding::error("key-of-other-kind", span, message).label("does not suit the kind"),
            );
        }
    }
    let has_no_options = question.options.as_ref().is_none_or(Vec::is_empty);
    require(question, "options", kind == Choice && has_no_options, report);
    check_best_first(question, report);
    require(question, "from", kind == Days && question.from.is_none(), report);
    require(question, "to", kind == Days && question.to.is_none(), report);
}

/// Checks that `best_first` contains answers of the question.
fn check_best_first(question: &QuestionDraft, report: &mut Report<'_>) {
    let options = question.options.iter().flatten().map(|option| option.as_str());
    let known: Vec<&str> = match question.kind.value {
        KindWord::YesNo => vec!["yes", "no"],
        _ => options.collect(),
    };
    for answer in question.best_first.iter().filter(|answer| !known.contains(&answer.as_str())) {
        let message = format!("`{}` cannot be answered `{}`", question.id.value, answer.value);
        let finding = Finding::error("unknown-id", &answer.span, message).label("not an answer");
        report.add(finding.maybe_help(suggest::help(answer.as_str(), known.iter().copied())));
    }
}

fn require(question: &QuestionDraft, key: &str, missing: bool, report: &mut Report<'_>) {
    if missing {
        let message = format!(
            "the {} question `{}` needs `{key}`",
            question.kind.value.as_str(),
            question.id.value
        );
        report.add(
            Finding::error("missing-key", &question.span, message)
                .label(format!("`{key}` is missing")),
        );
    }
}
