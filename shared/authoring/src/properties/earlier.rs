//! Module `properties`: asking earlier never hurts. "Not yet" is no harm: it says when to come
//! back.

use super::leaf::{Pair, at_pair, names, pairs, word};
use crate::cases::Cases;
use crate::draft::PolicyDraft;
use crate::finding::Report;
use recourse::clause::Verdict;
use recourse::question::Kind;
use recourse::region::value_regions;
use std::collections::BTreeSet;

pub(super) fn check(cases: &Cases<'_>, draft: &PolicyDraft, report: &mut Report<'_>) {
    let mut told = BTreeSet::new();
    for (ix, question) in (0u8..).zip(cases.policy.questions()) {
        if !matches!(question.kind, Kind::Date { .. }) {
            continue;
        }
        for region in 1..value_regions(&question.kind) {
            let regions = [region.saturating_sub(1), region];
            pairs(cases, ix, regions, &mut |pair| tell(cases, draft, &pair, &mut told, report));
        }
    }
}

fn tell(
    cases: &Cases<'_>,
    draft: &PolicyDraft,
    pair: &Pair<'_>,
    told: &mut BTreeSet<(Vec<usize>, Vec<usize>)>,
    report: &mut crate::finding::Report<'_>,
) {
    let Some([early, late]) = pair.verdicts() else { return };
    let [first, second] = pair.deciding(cases.policy);
    if early <= late || early == Verdict::NotYet || !told.insert((first.clone(), second.clone())) {
        return;
    }
    let question =
        cases.policy.questions().get(usize::from(pair.question)).map(|q| q.id.to_string());
    let message = format!(
        "asking earlier is worse: `{}` is {} by {} first, and {} by {} once `{}` lies further back",
        pair.remedy,
        word(early),
        names(cases.policy, &first),
        word(late),
        names(cases.policy, &second),
        question.unwrap_or_default(),
    );
    let finding = at_pair(
        cases,
        draft,
        pair,
        "earlier-is-worse",
        message,
        ["decides early", "decides later"],
    );
    report.add(finding.help("if this is meant, accept it with a reason in [[accept]]; if it is only too early, use verdict = \"not_yet\""));
}
