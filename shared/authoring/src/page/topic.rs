//! Module `page`: one topic: its remedies with their clauses, in the order in which they decide,
//! and the boundary table.

use super::html::{element, escape, list};
use super::{Renderer, condition, table};
use crate::lengths::lengths;
use recourse::clause::{Clause, Need, Payer, Topic, Verdict};
use recourse::types::{ProofId, RemedyId, StepId, key};
use std::fmt::Write;

pub(super) fn section(renderer: &Renderer<'_>, topic: &Topic) -> String {
    let id = topic.id.as_str();
    let mut html = element("h2", "", &renderer.text(&key::topic(id)));
    if let Some(hint) = renderer.find(&key::topic_hint(id)) {
        html.push_str(&element("p", "", &hint));
    }
    let most = lengths(&renderer.compiled.policy, &topic.id).most;
    if most > 0 {
        let _ = write!(html, "<p>Decided by at most {most} questions.</p>");
    }
    for remedy in &topic.remedies {
        html.push_str(&remedy_section(renderer, topic, remedy));
    }
    html.push_str(&table::boundaries(renderer, topic));
    let notes = topic.notes.iter().map(|id| renderer.text(&key::part("note", id.as_str())));
    let timers = topic.timers.iter().map(|id| renderer.text(&key::part("timer", id.as_str())));
    html.push_str(&list("ul", &notes.chain(timers).collect::<Vec<_>>()));
    element("section", &format!(" id=\"topic-{id}\""), &html)
}

fn remedy_section(renderer: &Renderer<'_>, topic: &Topic, remedy: &RemedyId) -> String {
    let parts = renderer.compiled.policy.parts();
    let mut html = element("h3", "", &renderer.text(&key::part("remedy", remedy.as_str())));
    let concerns = |clause: &&Clause| clause.concerns(topic, remedy);
    for clause in parts.exclusions.iter().filter(concerns) {
        let scope = "Whatever else holds";
        html.push_str(&clause_section(renderer, topic, remedy, clause, scope));
    }
    for (index, clause) in parts.allowances.iter().filter(concerns).enumerate() {
        let scope = if index == 0 { "Otherwise, first" } else { "Otherwise" };
        html.push_str(&clause_section(renderer, topic, remedy, clause, scope));
    }
    html
}

fn clause_section(
    renderer: &Renderer<'_>,
    topic: &Topic,
    remedy: &RemedyId,
    clause: &Clause,
    scope: &str,
) -> String {
    let (class, verdict) = verdict(clause.verdict);
    let text = renderer.text(&key::part("clause", clause.id.as_str()));
    let mut html = format!("<p><span class=\"verdict\">{verdict}.</span> {text}</p>");
    let conditions = condition::conditions(renderer, &clause.when);
    if conditions.is_empty() {
        let _ = write!(html, "<p>{scope}: always.</p>");
    } else {
        let _ = write!(html, "<div>{scope}, if:{conditions}</div>");
    }
    html.push_str(&source(renderer, clause));
    html.push_str(&terms(renderer, clause));
    let id = format!("{}-{remedy}-{}", topic.id, clause.id);
    element("div", &format!(" class=\"clause {class}\" id=\"clause-{id}\""), &html)
}

/// The words of the published page, and their interpretation.
fn source(renderer: &Renderer<'_>, clause: &Clause) -> String {
    let mut html = String::new();
    if let Some(quote) = &clause.quote {
        let lines = match &clause.source_lines {
            Some(lines) => format!(" (line {})", escape(lines)),
            None => String::new(),
        };
        let _ = write!(html, "<blockquote>“{}”{lines}</blockquote>", escape(quote));
    }
    if let Some(interpretation) = &clause.interpretation {
        let translated = renderer.find(&key::part("interpretation", clause.id.as_str()));
        let text = translated.unwrap_or_else(|| escape(interpretation));
        let _ = write!(html, "<p>Interpretation: {text}</p>");
    }
    html
}

fn terms(renderer: &Renderer<'_>, clause: &Clause) -> String {
    let policy = &renderer.compiled.policy;
    let mut html = String::new();
    if let Some(payer) = clause.terms.pays {
        html.push_str(&element("p", "", payer_text(payer)));
    }
    if let Some(cap) = clause.terms.cap {
        let _ = write!(html, "<p>At most {cap} {}.</p>", policy.parts().currency.as_str());
    }
    let proofs: Vec<String> = clause.terms.proofs.iter().map(|id| proof(renderer, id)).collect();
    if !proofs.is_empty() {
        let _ = write!(html, "<p>What you need to provide:</p>{}", list("ul", &proofs));
    }
    let is_available = |id: &&StepId| policy.step(id).is_some_and(|step| step.available);
    let steps = clause.terms.steps.iter().filter(is_available);
    let steps: Vec<String> =
        steps.map(|id| renderer.text(&key::part("step", id.as_str()))).collect();
    if !steps.is_empty() {
        let _ = write!(html, "<p>What to do:</p>{}", list("ol", &steps));
    }
    html
}

fn proof(renderer: &Renderer<'_>, id: &ProofId) -> String {
    let text = renderer.text(&key::part("proof", id.as_str()));
    let need = match renderer.compiled.policy.proof(id).map(|proof| proof.need) {
        Some(Need::Required) | None => "required",
        Some(Need::Recommended) => "recommended",
        Some(Need::IfApplicable) => "if available",
    };
    format!("{text} ({need})")
}

/// The CSS class and the text of a verdict.
pub(super) fn verdict(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Granted => ("granted", "Granted"),
        Verdict::AskSupport => ("ask_support", "Support decides"),
        Verdict::NotYet => ("not_yet", "Not yet"),
        Verdict::Refused => ("refused", "Refused"),
    }
}

fn payer_text(payer: Payer) -> &'static str {
    match payer {
        Payer::Shop => "The shop pays for return shipping.",
        Payer::Customer => "The customer pays for return shipping.",
        Payer::ShopIfJustified => {
            "The shop pays for return shipping if it finds the complaint justified."
        }
        Payer::Undecided => {
            "The policy does not say who pays for return shipping; \
             support says so before anything is sent."
        }
    }
}
