//! Module `properties`: "I do not know" is not taken as a no: a shopper who cannot answer a
//! question is not refused if some true answer would be granted.

use super::leaf::{Pair, clause_names, finding_at_pair};
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
    let mut reported = BTreeSet::new();
    pairs.iter().for_each(|pair| report_pair(cases, draft, pair, &mut reported, report));
}

/// Reports one finding for each question and refusing clause.
fn report_pair(
    cases: &Cases<'_>,
    draft: &PolicyDraft,
    pair: &Pair<'_>,
    reported: &mut BTreeSet<(u8, Vec<usize>)>,
    report: &mut Report<'_>,
) {
    let Some([Verdict::Refused, Verdict::Granted]) = pair.verdicts() else { return };
    let [refusing, granting] = pair.deciding_clauses(cases.policy);
    if !reported.insert((pair.question, refusing.clone())) {
        return;
    }
    let Some(question) = cases.policy.questions().get(usize::from(pair.question)) else { return };
    let [_, region] = pair.regions;
    let message = format!(
        "\"I do not know\" is taken as a no: `{}` is refused by {} where `{}` is unknown, \
         and granted by {} where it is `{}`",
        pair.remedy,
        clause_names(cases.policy, &refusing),
        question.id,
        clause_names(cases.policy, &granting),
        label(question, region),
    );
    let labels = ["refuses it", "grants it"];
    let finding = finding_at_pair(cases, draft, pair, "unknown-refused", message, labels);
    report.add(finding.help(help(cases, &refusing, question.id.as_str())));
}

fn help(cases: &Cases<'_>, refusing: &[usize], question: &str) -> String {
    let exclusions = cases.policy.parts().exclusions.len();
    let correction = if refusing.iter().any(|clause| *clause < exclusions) {
        format!("give the exclusion a condition that leaves out `{question}` = unknown")
    } else {
        format!(
            "add an earlier [[allow]] with when = {{ {question} = \"unknown\" }} \
             and verdict = \"ask_support\""
        )
    };
    format!("{correction}, or accept it with a reason in [[accept]]")
}
