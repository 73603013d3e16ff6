//! Module `properties`: "I do not know" is no advantage: it is granted nothing that some true
//! answer is not granted.

use super::leaf::{Pair, clause_names, finding_at_pair, verdict_word};
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

fn report_pair(
    cases: &Cases<'_>,
    draft: &PolicyDraft,
    pair: &Pair<'_>,
    reported: &mut BTreeSet<(u8, Vec<usize>)>,
    report: &mut Report<'_>,
) {
    let Some([Verdict::Granted, truth]) = pair.verdicts() else { return };
    if truth == Verdict::Granted {
        return;
    }
    let [first, second] = pair.deciding_clauses(cases.policy);
    if !reported.insert((pair.question, first.clone())) {
        return;
    }
    let Some(question) = cases.policy.questions().get(usize::from(pair.question)) else { return };
    let [_, region] = pair.regions;
    let message = format!(
        "\"I do not know\" pays: `{}` is granted by {} where `{}` is unknown, \
         and {} by {} where it is `{}`",
        pair.remedy,
        clause_names(cases.policy, &first),
        question.id,
        verdict_word(truth),
        clause_names(cases.policy, &second),
        label(question, region),
    );
    let labels = ["grants it", "does not"];
    let finding = finding_at_pair(cases, draft, pair, "unknown-pays", message, labels);
    report.add(finding.help(
        "let support decide where the answer is unknown, or accept it with a reason in [[accept]]",
    ));
}
