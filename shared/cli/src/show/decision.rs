//! A decision as text.

use super::texts::PolicyTexts;
use recourse::clause::{Need, Payer, Verdict};
use recourse::decide::{Decision, NearestChange, Period, RemedyDecision, Status, StatuteNotice};
use recourse::types::{ProofId, key};
use recourse_authoring::CompiledPolicy;

/// The decision, as lines.
pub(crate) fn text(compiled: &CompiledPolicy, decision: &Decision) -> String {
    let texts = PolicyTexts::new(compiled);
    let mut lines = Vec::new();
    if decision.status == Status::Ask {
        let question = decision.question.as_ref().map(|id| id.as_str()).unwrap_or_default();
        let label = texts.get(&key::question(question));
        let max = decision.max_remaining_questions.unwrap_or_default();
        lines.push(format!(
            "Not decided yet: `{question}` is open ({label}; at most {max} questions remain)"
        ));
    }
    for remedy in &decision.remedies {
        lines.extend(remedy_lines(compiled, &texts, remedy));
    }
    lines.extend(decision.nearest_change.as_ref().map(|change| nearest_change(&texts, change)));
    lines.push(String::new());
    lines.join("\n")
}

fn remedy_lines(
    compiled: &CompiledPolicy,
    texts: &PolicyTexts<'_>,
    remedy: &RemedyDecision,
) -> Vec<String> {
    let label = texts.part("remedy", remedy.remedy.as_str());
    let mut lines = vec![format!("{label}: {}", verdict(remedy.verdict))];
    let mut add = |line: String| lines.push(format!("  {line}"));
    for id in &remedy.clauses {
        add(format!("{} [{id}]", texts.part("clause", id.as_str())));
    }
    if let Some(day) = remedy.first_day {
        add(format!("First day: {day}"));
    }
    if let Some(day) = remedy.last_day {
        let at_least = if remedy.last_day_at_least { " at least" } else { "" };
        add(format!("Last day: {day}{at_least}"));
    }
    if let Some(day) = remedy.terms_last_day {
        add(format!("Last day of these terms: {day}"));
    }
    if let Some(payer) = remedy.pays {
        add(return_shipping(compiled, payer, remedy));
    }
    for id in &remedy.proofs {
        add(proof(compiled, texts, id));
    }
    for (index, id) in remedy.steps.iter().enumerate() {
        add(format!("{}. {}", index.saturating_add(1), texts.part("step", id.as_str())));
    }
    for interpretation in &remedy.interpretations {
        add(format!("Interpretation: {interpretation}"));
    }
    for notice in &remedy.statutes {
        add(statute(texts, notice));
    }
    lines
}

fn statute(texts: &PolicyTexts<'_>, notice: &StatuteNotice) -> String {
    let label = texts.part("statute", notice.statute.as_str());
    let until = match (notice.last_day, notice.period) {
        (Some(day), Some(period)) => format!(" ({} {day})", period_text(period)),
        _ => String::new(),
    };
    format!("Law: {label}{until} [{}]", notice.statute)
}

fn period_text(period: Period) -> &'static str {
    match period {
        Period::Open => "until",
        Period::AtLeast => "at least until",
        Period::Over => "ended on",
    }
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Granted => "granted",
        Verdict::AskSupport => "support decides",
        Verdict::NotYet => "not yet",
        Verdict::Refused => "not covered by this shop's policy",
    }
}

fn return_shipping(compiled: &CompiledPolicy, payer: Payer, remedy: &RemedyDecision) -> String {
    let who = match payer {
        Payer::Shop => "the shop pays",
        Payer::Customer => "you pay",
        Payer::ShopIfJustified => "the shop pays, once it has found the complaint justified",
        Payer::Undecided => "support says who pays before you send anything",
    };
    let currency = compiled.policy.parts().currency.as_str();
    let cap = remedy.cap.map(|cap| format!(", at most {currency} {cap}")).unwrap_or_default();
    format!("Return shipping: {who}{cap}")
}

fn proof(compiled: &CompiledPolicy, texts: &PolicyTexts<'_>, id: &ProofId) -> String {
    let declared = compiled.policy.proof(id);
    let count = declared.map_or(1, |proof| proof.count);
    let need = match declared.map(|proof| proof.need) {
        Some(Need::Recommended) => " (recommended)",
        Some(Need::IfApplicable) => " (if available)",
        _ => "",
    };
    let times = if count > 1 { format!("{count} x ") } else { String::new() };
    format!("Provide: {times}{}{need}", texts.part("proof", id.as_str()))
}

fn nearest_change(texts: &PolicyTexts<'_>, change: &NearestChange) -> String {
    let remedy = texts.part("remedy", change.remedy.as_str());
    let how = match (&change.question, &change.answer, change.by) {
        (_, _, Some(day)) => format!("a request by {day}"),
        (Some(question), Some(answer), _) => {
            let label = texts.get(&key::question(question.as_str()));
            let option = texts.find(&key::option(question.as_str(), answer));
            format!("\"{}\" to \"{label}\"", option.unwrap_or_else(|| answer.clone()))
        }
        _ => "another answer".to_owned(),
    };
    let still = if change.changeable {
        "you may still change that"
    } else {
        "that can no longer be changed"
    };
    format!("Nearest change: {remedy} would have been granted with {how} ({still})")
}
