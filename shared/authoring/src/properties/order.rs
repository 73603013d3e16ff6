//! Room `properties`: where a question says which answer is better (`best_first`: more proof, more care), the better
//! answer never gives less.

use super::leaf::{at_pair, names, pairs, word};
use crate::cases::Cases;
use crate::draft::{At, PolicyDraft};
use crate::finding::Report;
use recourse::clause::Verdict;
use recourse::question::{Kind, Question};
use std::collections::BTreeSet;

pub(super) fn check(cases: &Cases<'_>, draft: &PolicyDraft, report: &mut Report<'_>) {
    for ((ix, question), written) in (0u8..).zip(cases.policy.questions()).zip(&draft.questions) {
        let steps = written.best_first.iter().zip(written.best_first.iter().skip(1));
        for (better, worse) in steps {
            if let (Some(first), Some(second)) = (region(question, better), region(question, worse)) {
                compare(cases, draft, (ix, question), [first, second], [better, worse], report);
            }
        }
    }
}

fn region(question: &Question, answer: &At<String>) -> Option<usize> {
    match (&question.kind, answer.as_str()) {
        (Kind::YesNo, "yes") => Some(0),
        (Kind::YesNo, "no") => Some(1),
        (Kind::Choice { options }, text) => options.iter().position(|option| option.as_str() == text),
        _ => None,
    }
}

/// "Not yet" gives nothing: it is no better than a refusal.
fn gives_less(first: Verdict, second: Verdict) -> bool {
    first > second && second <= Verdict::AskSupport
}

fn compare(
    cases: &Cases<'_>,
    draft: &PolicyDraft,
    (ix, question): (u8, &Question),
    regions: [usize; 2],
    [better, worse]: [&At<String>; 2],
    report: &mut Report<'_>,
) {
    let mut told = BTreeSet::new();
    pairs(cases, ix, regions, &mut |pair| {
        let Some([first, second]) = pair.verdicts().filter(|[first, second]| gives_less(*first, *second))
        else {
            return;
        };
        let [one, other] = pair.deciding(cases.policy);
        if !told.insert((one.clone(), other.clone())) {
            return;
        }
        let message = format!(
            "`{}` = {} is worse than {}: `{}` is {} by {}, and {} by {}",
            question.id,
            better.value,
            worse.value,
            pair.remedy,
            word(first),
            names(cases.policy, &one),
            word(second),
            names(cases.policy, &other),
        );
        let finding = at_pair(cases, draft, &pair, "worse-with-proof", message, ["gives less", "gives more"]);
        report.add(
            finding.related(&better.span, "said to be better").help(
                "give at least as much where the better answer is given, or take it out of `best_first`",
            ),
        );
    });
}
