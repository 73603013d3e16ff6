//! Room `properties`: where two allowances grant the same under other terms, the file says that this is meant.

use crate::draft::PolicyDraft;
use crate::finding::{Finding, Report};
use crate::witness;
use recourse::clause::{Clause, Topic, Verdict};
use recourse::diagram::{Leaf, Ruling};
use recourse::policy::Policy;

pub(super) fn check(policy: &Policy, draft: &PolicyDraft, report: &mut Report<'_>) {
    let allowances: Vec<_> = policy.parts().allowances.iter().zip(&draft.allowances).collect();
    for (later_ix, (later, written)) in allowances.iter().enumerate() {
        // A last "otherwise" overlaps with everything before it, and nobody misreads that.
        if later.verdict != Verdict::Granted || written.when.is_always() {
            continue;
        }
        for (ix, (earlier, _)) in allowances.iter().enumerate().take(later_ix) {
            let acknowledged = written.after.iter().any(|id| id.as_str() == earlier.id.as_str());
            if earlier.verdict != Verdict::Granted || earlier.terms == later.terms || acknowledged {
                continue;
            }
            if let Some(case) = shared_case(policy, ix, later) {
                let message = format!(
                    "`{}` and `{}` grant the same under other terms; the first one wins",
                    earlier.id, later.id
                );
                let finding = Finding::warning("overlap", &written.id.span, message).label("comes second");
                report.add(
                    finding
                        .witness(case)
                        .help(format!("if this is meant, write after = [\"{}\"]", earlier.id)),
                );
            }
        }
    }
}

/// A case that the earlier allowance decides and in which the later one's condition holds too.
fn shared_case(policy: &Policy, earlier: usize, later: &Clause) -> Option<String> {
    policy.parts().topics.iter().find_map(|topic| in_topic(policy, topic, earlier, later))
}

fn in_topic(policy: &Policy, topic: &Topic, earlier: usize, later: &Clause) -> Option<String> {
    let mut diagram = policy.diagram(&topic.id)?.clone();
    let test = diagram.put_condition(policy.questions(), &later.when);
    let elsewhere = diagram.arena.put_leaf(Leaf::False);
    let won = |leaf: Leaf| matches!(leaf, Leaf::Ruling(Ruling::Allowed { clause, .. }) if usize::from(clause) == earlier);
    let remedies = topic.remedies.iter().enumerate().filter(|(_, remedy)| later.concerns(topic, remedy));
    let roots: Vec<_> = remedies.filter_map(|(ix, _)| diagram.roots.get(ix).copied()).collect();
    roots.into_iter().find_map(|root| {
        let both = diagram.arena.choose(test, root, elsewhere);
        diagram.arena.witness(both, &won).map(|path| witness::case(policy, &path))
    })
}
