//! Module `properties`: nobody is told to post goods before a clause with `basis = "safety"` has
//! had its say: a swollen, leaking, hot or burnt battery does not travel. A shop that sells no
//! batteries says so, and then asks about none.

use crate::cases::Cases;
use crate::draft::{Basis, ClauseDraft, Phase, PolicyDraft};
use crate::finding::{Finding, Report};
use recourse::clause::{Clause, Topic};
use recourse::policy::Policy;
use recourse::question::{Kind, Question};
use recourse::types::{RemedyId, Texts, key};

pub(super) fn check(cases: &Cases<'_>, draft: &PolicyDraft, report: &mut Report<'_>) {
    if draft.goods.without_batteries().is_some() {
        contradictions(cases.policy, cases.speaker.texts, draft, report);
    } else {
        unguarded(cases.policy, draft, report);
    }
}

const HELP: &str = "add an earlier clause with basis = \"safety\" for its remedies, about a \
    swollen, leaking, hot or burnt battery; a shop that sells nothing with a battery says so: \
    [goods] batteries = \"none\"";

/// Clauses with a posting step that no safety clause precedes.
fn unguarded(policy: &Policy, draft: &PolicyDraft, report: &mut Report<'_>) {
    let clauses: Vec<(&Clause, &ClauseDraft)> = policy.clauses().zip(draft.clauses()).collect();
    for (ix, (clause, written)) in clauses.iter().enumerate() {
        let Some(step) = posting_step(draft, written) else { continue };
        let earlier: Vec<_> = clauses.iter().take(ix).filter(|(_, other)| is_gate(other)).collect();
        let guarded = |topic: &Topic, remedy: &RemedyId| {
            earlier.iter().any(|(gate, _)| gate.concerns(topic, remedy))
        };
        let open = policy.parts().topics.iter().find(|topic| {
            topic
                .remedies
                .iter()
                .any(|remedy| clause.concerns(topic, remedy) && !guarded(topic, remedy))
        });
        if let Some(topic) = open {
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
        .find(|step| written.steps.iter().any(|mine| mine.value == step.id.value))
        .map(|step| step.id.as_str())
}

/// A clause that keeps dangerous goods at home: it must not send them on itself.
fn is_gate(written: &ClauseDraft) -> bool {
    written.basis == Some(Basis::Safety)
        && (written.phase == Phase::Exclude || !written.when.is_always())
}

/// Questions about a battery where the policy says that no goods have one.
fn contradictions(policy: &Policy, texts: &Texts, draft: &PolicyDraft, report: &mut Report<'_>) {
    let Some(said) = draft.goods.without_batteries() else { return };
    for (question, written) in policy.questions().iter().zip(&draft.questions) {
        if !words_of(question, texts).iter().any(|words| names_battery(words)) {
            continue;
        }
        let message = format!(
            "`{}` asks about a battery, and [goods] says that no goods have one",
            question.id
        );
        let finding = Finding::warning("battery-contradiction", &written.id.span, message)
            .label("asks about a battery")
            .related(&said.span, "said here");
        report.add(
            finding
                .on(question.id.as_str())
                .help("take the question out, or the line under [goods]"),
        );
    }
}

/// The ids and words of a question and of its options.
fn words_of(question: &Question, texts: &Texts) -> Vec<String> {
    let id = question.id.as_str();
    let label = texts.get(&key::question(id)).unwrap_or_default();
    let mut words = vec![id.to_owned(), label.to_owned()];
    if let Kind::Choice { options } = &question.kind {
        for option in options {
            let option = option.as_str();
            words.push(option.to_owned());
            words.extend(texts.get(&key::option(id, option)).map(str::to_owned));
        }
    }
    words
}

/// The beginning of the word for a battery in the languages of the interface.
const BATTERY: [&str; 8] =
    ["battery", "batterie", "batería", "bateria", "akku", "accumulateur", "بطاري", "电池"];

fn names_battery(words: &str) -> bool {
    let words = words.to_lowercase();
    BATTERY.iter().any(|stem| words.contains(stem))
}
