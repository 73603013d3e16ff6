//! Room `check`: keys of a question suit its kind: options for a choice, `future` for a date, `from` and `to` for a span.

use crate::draft::{KindWord, PolicyDraft, QuestionDraft};
use crate::finding::{Finding, Report, Span};

pub(super) fn check(draft: &PolicyDraft, report: &mut Report<'_>) {
    for question in &draft.questions {
        check_question(question, report);
    }
}

fn check_question(question: &QuestionDraft, report: &mut Report<'_>) {
    use KindWord::{Choice, Date, Span as Days};
    let every = [Choice, KindWord::YesNo, Date, KindWord::Money, KindWord::Place];
    let options = question.options.as_ref().and_then(|options| options.first()).map(|option| &option.span);
    let keys: [(&str, Option<&Span>, &[KindWord]); 8] = [
        ("options", options, &[Choice]),
        ("future", question.future.as_ref().map(|key| &key.span), &[Date]),
        ("not_before", question.not_before.as_ref().map(|key| &key.span), &[Date]),
        ("from", question.from.as_ref().map(|key| &key.span), &[Days]),
        ("to", question.to.as_ref().map(|key| &key.span), &[Days]),
        ("unknown", question.unknown.as_ref().map(|key| &key.span), &every),
        ("none", question.none.as_ref().map(|key| &key.span), &every),
        ("changeable", question.changeable.as_ref().map(|key| &key.span), &every),
    ];
    let kind = question.kind.value;
    for (key, span, kinds) in keys {
        if let Some(span) = span.filter(|_| !kinds.contains(&kind)) {
            let message = format!("a {} question takes no `{key}`", kind.as_str());
            report.add(Finding::error("key-of-other-kind", span, message).label("does not suit the kind"));
        }
    }
    demand(
        question,
        "options",
        kind == Choice && question.options.as_ref().is_none_or(Vec::is_empty),
        report,
    );
    demand(question, "from", kind == Days && question.from.is_none(), report);
    demand(question, "to", kind == Days && question.to.is_none(), report);
}

fn demand(question: &QuestionDraft, key: &str, missing: bool, report: &mut Report<'_>) {
    if missing {
        let message =
            format!("the {} question `{}` needs `{key}`", question.kind.value.as_str(), question.id.value);
        report
            .add(Finding::error("missing-key", &question.span, message).label(format!("`{key}` is missing")));
    }
}
