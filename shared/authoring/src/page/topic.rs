//! Module `page`: one topic: its remedies with their clauses, in the order in which they decide,
//! and the boundary table.

use super::html::{element, escape, list};
use super::{Scribe, condition, table};
use crate::lengths::lengths;
use recourse::clause::{Clause, Need, Payer, Topic, Verdict};
use recourse::types::{ProofId, RemedyId, StepId, key};
use std::fmt::Write;

pub(super) fn section(scribe: &Scribe<'_>, topic: &Topic) -> String {
    let policy = &scribe.bundle.policy;
    let mut html = element("h2", "", &scribe.say(&key::topic(topic.id.as_str())));
    if let Some(hint) = scribe.find(&key::topic_hint(topic.id.as_str())) {
        html.push_str(&element("p", "", &hint));
    }
    let most = lengths(policy, &topic.id).most;
    if most > 0 {
        let _ = write!(html, "<p>Decided by at most {most} questions.</p>");
    }
    for remedy in &topic.remedies {
        html.push_str(&of_remedy(scribe, topic, remedy));
    }
    html.push_str(&table::boundaries(scribe, topic));
    let notes: Vec<String> =
        topic.notes.iter().map(|id| scribe.say(&key::part("note", id.as_str()))).collect();
    let timers: Vec<String> =
        topic.timers.iter().map(|id| scribe.say(&key::part("timer", id.as_str()))).collect();
    html.push_str(&list("ul", &[notes, timers].concat()));
    element("section", &format!(" id=\"topic-{}\"", topic.id), &html)
}

fn of_remedy(scribe: &Scribe<'_>, topic: &Topic, remedy: &RemedyId) -> String {
    let parts = scribe.bundle.policy.parts();
    let mut html = element("h3", "", &scribe.say(&key::part("remedy", remedy.as_str())));
    let concerns = |clause: &&Clause| clause.concerns(topic, remedy);
    for clause in parts.exclusions.iter().filter(concerns) {
        html.push_str(&of_clause(scribe, topic, remedy, clause, "Whatever else holds"));
    }
    for (ix, clause) in parts.allowances.iter().filter(concerns).enumerate() {
        html.push_str(&of_clause(
            scribe,
            topic,
            remedy,
            clause,
            if ix == 0 { "Otherwise, first" } else { "Otherwise" },
        ));
    }
    html
}

fn of_clause(
    scribe: &Scribe<'_>,
    topic: &Topic,
    remedy: &RemedyId,
    clause: &Clause,
    when: &str,
) -> String {
    let (class, verdict) = verdict(clause.verdict);
    let mut html = format!(
        "<p><span class=\"verdict\">{verdict}.</span> {}</p>",
        scribe.say(&key::part("clause", clause.id.as_str()))
    );
    let conditions = condition::words(scribe, &clause.when);
    if conditions.is_empty() {
        let _ = write!(html, "<p>{when}: always.</p>");
    } else {
        let _ = write!(html, "<div>{when}, if:{conditions}</div>");
    }
    html.push_str(&source(scribe, clause));
    html.push_str(&terms(scribe, clause));
    let id = format!("{}-{}-{}", topic.id, remedy, clause.id);
    element("div", &format!(" class=\"clause {class}\" id=\"clause-{id}\""), &html)
}

/// The words of the published page, and how they are read.
fn source(scribe: &Scribe<'_>, clause: &Clause) -> String {
    let mut html = String::new();
    if let Some(quote) = &clause.quote {
        let lines = clause
            .source_lines
            .as_ref()
            .map(|lines| format!(" (line {})", escape(lines)))
            .unwrap_or_default();
        let _ = write!(html, "<blockquote>“{}”{lines}</blockquote>", escape(quote));
    }
    if let Some(interpretation) = &clause.interpretation {
        let own = scribe.find(&key::part("interpretation", clause.id.as_str()));
        let _ = write!(html, "<p>Read as: {}</p>", own.unwrap_or_else(|| escape(interpretation)));
    }
    html
}

fn terms(scribe: &Scribe<'_>, clause: &Clause) -> String {
    let mut html = String::new();
    if let Some(payer) = clause.terms.pays {
        html.push_str(&element("p", "", pays(payer)));
    }
    if let Some(cap) = clause.terms.cap {
        let _ = write!(
            html,
            "<p>At most {cap} {}.</p>",
            scribe.bundle.policy.parts().currency.as_str()
        );
    }
    let proofs: Vec<String> = clause.terms.proofs.iter().map(|id| proof(scribe, id)).collect();
    if !proofs.is_empty() {
        let _ = write!(html, "<p>What to show:</p>{}", list("ul", &proofs));
    }
    let available = |id: &&StepId| scribe.bundle.policy.step(id).is_some_and(|step| step.available);
    let steps = clause
        .terms
        .steps
        .iter()
        .filter(available)
        .map(|id| scribe.say(&key::part("step", id.as_str())));
    let steps: Vec<String> = steps.collect();
    if !steps.is_empty() {
        let _ = write!(html, "<p>What to do:</p>{}", list("ol", &steps));
    }
    html
}

fn proof(scribe: &Scribe<'_>, id: &ProofId) -> String {
    let words = scribe.say(&key::part("proof", id.as_str()));
    let need = scribe.bundle.policy.proof(id).map(|proof| match proof.need {
        Need::Required => "needed",
        Need::Recommended => "helpful",
        Need::IfApplicable => "if there is one",
    });
    format!("{words} ({})", need.unwrap_or("needed"))
}

/// The class and the words of a verdict.
pub(super) fn verdict(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Granted => ("granted", "Granted"),
        Verdict::AskSupport => ("ask_support", "Support decides"),
        Verdict::NotYet => ("not_yet", "Not yet"),
        Verdict::Refused => ("refused", "Refused"),
    }
}

fn pays(payer: Payer) -> &'static str {
    match payer {
        Payer::Shop => "The shop pays for sending back.",
        Payer::Customer => "The customer pays for sending back.",
        Payer::ShopIfJustified => {
            "The shop pays for sending back once it has found the complaint justified."
        }
        Payer::Undecided => {
            "The policy does not say who pays for sending back; support says so before anything is sent."
        }
    }
}
