//! Module `properties`: no step tells a shopper to post goods before a clause with
//! `basis = "safety"` is decided: a swollen, leaking, hot or burnt battery must not be posted. A
//! shop that sells no batteries declares that, and then has no question about batteries.

use crate::cases::Cases;
use crate::draft::{Basis, ClauseDraft, Phase, PolicyDraft};
use crate::finding::{Finding, Report};
use recourse::clause::{Clause, Topic};
use recourse::policy::Policy;
use recourse::question::{Kind, Question};
use recourse::types::{RemedyId, Texts, key};

pub(super) fn check(cases: &Cases<'_>, draft: &PolicyDraft, report: &mut Report<'_>) {
    if draft.goods.without_batteries().is_some() {
        check_contradictions(cases.policy, cases.shoppers.texts, draft, report);
    } else {
        check_guarded(cases.policy, draft, report);
    }
}

const HELP: &str = "add an earlier clause with basis = \"safety\" for its remedies, about a \
    swollen, leaking, hot or burnt battery; a shop that sells nothing with a battery says so: \
    [goods] batteries = \"none\"";

/// Reports clauses with a posting step and without an earlier safety clause.
fn check_guarded(policy: &Policy, draft: &PolicyDraft, report: &mut Report<'_>) {
    let clauses: Vec<(&Clause, &ClauseDraft)> = policy.clauses().zip(draft.clauses()).collect();
    for (index, (clause, written)) in clauses.iter().enumerate() {
        let Some(step) = posting_step(draft, written) else { continue };
        let earlier = clauses.iter().take(index);
        let safety: Vec<_> = earlier.filter(|(_, other)| is_safety_clause(other)).collect();
        let is_unguarded = |topic: &Topic, remedy: &RemedyId| {
            clause.concerns(topic, remedy)
                && !safety.iter().any(|(earlier, _)| earlier.concerns(topic, remedy))
        };
        let unguarded = policy
            .parts()
            .topics
            .iter()
            .find(|topic| topic.remedies.iter().any(|remedy| is_unguarded(topic, remedy)));
        if let Some(topic) = unguarded {
            let message = format!(
                "`{}` has the goods posted in the topic `{}` with no safety question before",
                clause.id, topic.id
            );
            let finding = Finding::error("posting-without-safety", &written.id.span, message)
                .label(format!("by the step `{step}`"));
            report.add(finding.on(clause.id.as_str()).help(HELP));
        }
    }
}

fn posting_step<'a>(draft: &'a PolicyDraft, written: &ClauseDraft) -> Option<&'a str> {
    let mut posting = draft.steps.iter().filter(|step| step.posts);
    posting
        .find(|step| written.steps.iter().any(|own| own.value == step.id.value))
        .map(|step| step.id.as_str())
}

/// Whether a clause decides about dangerous goods before they are posted. An allowance that always
/// holds does not.
fn is_safety_clause(written: &ClauseDraft) -> bool {
    written.basis == Some(Basis::Safety)
        && (written.phase == Phase::Exclude || !written.when.is_always())
}

/// Reports questions about a battery if the policy says that no goods have one.
fn check_contradictions(
    policy: &Policy,
    texts: &Texts,
    draft: &PolicyDraft,
    report: &mut Report<'_>,
) {
    let Some(without_batteries) = draft.goods.without_batteries() else { return };
    for (question, written) in policy.questions().iter().zip(&draft.questions) {
        if !question_texts(question, texts).iter().any(|text| names_battery(text)) {
            continue;
        }
        let message = format!(
            "`{}` asks about a battery, and [goods] says that no goods have one",
            question.id
        );
        let finding = Finding::warning("battery-contradiction", &written.id.span, message)
            .label("asks about a battery")
            .related(&without_batteries.span, "said here");
        report.add(
            finding
                .on(question.id.as_str())
                .help("take the question out, or the line under [goods]"),
        );
    }
}

/// The ids and texts of a question and of its options.
fn question_texts(question: &Question, texts: &Texts) -> Vec<String> {
    let id = question.id.as_str();
    let label = texts.get(&key::question(id)).unwrap_or_default();
    let mut found = vec![id.to_owned(), label.to_owned()];
    if let Kind::Choice { options } = &question.kind {
        for option in options {
            let option = option.as_str();
            found.push(option.to_owned());
            found.extend(texts.get(&key::option(id, option)).map(str::to_owned));
        }
    }
    found
}

/// The stem of the word for a battery in the languages of the interface.
const BATTERY: [&str; 8] =
    ["battery", "batterie", "batería", "bateria", "akku", "accumulateur", "بطاري", "电池"];

fn names_battery(text: &str) -> bool {
    let lower_case = text.to_lowercase();
    BATTERY.iter().any(|stem| lower_case.contains(stem))
}
