//! Module `properties`: "I do not know" never pays: it grants nothing that some true answer would
//! not.

use super::leaf::{Pair, at_pair, names, word};
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

fn tell(
    cases: &Cases<'_>,
    draft: &PolicyDraft,
    pair: &Pair<'_>,
    told: &mut BTreeSet<(u8, Vec<usize>)>,
    report: &mut Report<'_>,
) {
    let Some([Verdict::Granted, truth]) = pair.verdicts() else { return };
    let [first, second] = pair.deciding(cases.policy);
    if truth == Verdict::Granted || !told.insert((pair.question, first.clone())) {
        return;
    }
    let Some(question) = cases.policy.questions().get(usize::from(pair.question)) else { return };
    let [_, region] = pair.regions;
    let message = format!(
        "\"I do not know\" pays: `{}` is granted by {} where `{}` is unknown, and {} by {} where it is `{}`",
        pair.remedy,
        names(cases.policy, &first),
        question.id,
        word(truth),
        names(cases.policy, &second),
        label(question, region),
    );
    let finding = at_pair(cases, draft, pair, "unknown-pays", message, ["grants it", "does not"]);
    report.add(finding.help(
        "let support decide where the answer is unknown, or accept it with a reason in [[accept]]",
    ));
}
