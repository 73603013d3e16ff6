//! Module `properties`: a request on an earlier day never gets less. "Not yet" is no disadvantage:
//! it says when to come back.

use super::leaf::{Pair, clause_names, finding_at_pair, pairs, verdict_word};
use crate::cases::Cases;
use crate::draft::PolicyDraft;
use crate::finding::Report;
use recourse::clause::Verdict;
use recourse::question::Kind;
use recourse::region::value_regions;
use std::collections::BTreeSet;

pub(super) fn check(cases: &Cases<'_>, draft: &PolicyDraft, report: &mut Report<'_>) {
    let mut reported = BTreeSet::new();
    for (ix, question) in (0u8..).zip(cases.policy.questions()) {
        if !matches!(question.kind, Kind::Date { .. }) {
            continue;
        }
        for region in 1..value_regions(&question.kind) {
            let regions = [region.saturating_sub(1), region];
            pairs(cases, ix, regions, &mut |pair| {
                report_pair(cases, draft, &pair, &mut reported, report);
            });
        }
    }
}

fn report_pair(
    cases: &Cases<'_>,
    draft: &PolicyDraft,
    pair: &Pair<'_>,
    reported: &mut BTreeSet<(Vec<usize>, Vec<usize>)>,
    report: &mut Report<'_>,
) {
    let Some([early, late]) = pair.verdicts() else { return };
    if early <= late || early == Verdict::NotYet {
        return;
    }
    let [first, second] = pair.deciding_clauses(cases.policy);
    if !reported.insert((first.clone(), second.clone())) {
        return;
    }
    let question = cases.policy.questions().get(usize::from(pair.question));
    let message = format!(
        "asking earlier is worse: `{}` is {} by {} first, \
         and {} by {} once `{}` lies further back",
        pair.remedy,
        verdict_word(early),
        clause_names(cases.policy, &first),
        verdict_word(late),
        clause_names(cases.policy, &second),
        question.map(|question| question.id.to_string()).unwrap_or_default(),
    );
    let labels = ["decides early", "decides later"];
    let finding = finding_at_pair(cases, draft, pair, "earlier-is-worse", message, labels);
    report.add(finding.help(
        "if this is meant, accept it with a reason in [[accept]]; \
         if it is only too early, use verdict = \"not_yet\"",
    ));
}
