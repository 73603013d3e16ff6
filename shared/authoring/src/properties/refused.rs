//! Module `properties`: "I do not know" is not a no. A shopper who cannot answer a question is not
//! refused where some true answer would be granted.

use super::leaf::{Pair, at_pair, names};
use crate::cases::Cases;
use crate::draft::PolicyDraft;
use crate::finding::Report;
use recourse::clause::Verdict;
use recourse::region::label;
use std::collections::BTreeSet;

/// `pairs` are those of [`super::unknown`].
pub(super) fn check(
    cases: &Cases<'_>,
    draft: &PolicyDraft,
    pairs: &[Pair<'_>],
    report: &mut Report<'_>,
) {
    let mut told = BTreeSet::new();
    pairs.iter().for_each(|pair| tell(cases, draft, pair, &mut told, report));
}

/// One finding for each question and refusing clause.
fn tell(
    cases: &Cases<'_>,
    draft: &PolicyDraft,
    pair: &Pair<'_>,
    told: &mut BTreeSet<(u8, Vec<usize>)>,
    report: &mut Report<'_>,
) {
    let Some([Verdict::Refused, Verdict::Granted]) = pair.verdicts() else { return };
    let [refusing, granting] = pair.deciding(cases.policy);
    if !told.insert((pair.question, refusing.clone())) {
        return;
    }
    let Some(question) = cases.policy.questions().get(usize::from(pair.question)) else { return };
    let [_, region] = pair.regions;
    let message = format!(
        "\"I do not know\" is taken as a no: `{}` is refused by {} where `{}` is unknown, \
         and granted by {} where it is `{}`",
        pair.remedy,
        names(cases.policy, &refusing),
        question.id,
        names(cases.policy, &granting),
        label(question, region),
    );
    let finding =
        at_pair(cases, draft, pair, "unknown-refused", message, ["refuses it", "grants it"]);
    report.add(finding.help(help(cases, &refusing, question.id.as_str())));
}

fn help(cases: &Cases<'_>, refusing: &[usize], question: &str) -> String {
    let exclusions = cases.policy.parts().exclusions.len();
    let mend = if refusing.iter().any(|clause| *clause < exclusions) {
        format!("give the exclusion a condition that leaves out `{question}` = unknown")
    } else {
        format!(
            "add an earlier [[allow]] with when = {{ {question} = \"unknown\" }} \
             and verdict = \"ask_support\""
        )
    };
    format!("{mend}, or accept it with a reason in [[accept]]")
}
