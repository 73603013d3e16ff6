//! A decision in words.

use super::words::Words;
use recourse::clause::{Need, Payer, Verdict};
use recourse::decide::{Decision, NearestChange, Period, RemedyDecision, Status};
use recourse::types::{ProofId, key};
use recourse_authoring::CompiledPolicy;

/// The whole decision, as lines.
pub(crate) fn text(bundle: &CompiledPolicy, decision: &Decision) -> String {
    let words = Words::of(bundle);
    let mut lines = Vec::new();
    if decision.status == Status::Ask {
        let question = decision.question.as_ref().map(|id| id.as_str()).unwrap_or_default();
        let max_remaining_questions = decision.max_remaining_questions.unwrap_or_default();
        lines.push(format!(
            "Not decided yet: `{question}` is open ({}; at most {max_remaining_questions} to come)",
            words.get(&key::question(question))
        ));
    }
    for remedy in &decision.remedies {
        lines.extend(of_remedy(bundle, &words, remedy));
    }
    lines.extend(decision.nearest_change.as_ref().map(|change| nearest(&words, change)));
    lines.push(String::new());
    lines.join("\n")
}

fn of_remedy(bundle: &CompiledPolicy, words: &Words<'_>, remedy: &RemedyDecision) -> Vec<String> {
    let mut lines = vec![format!(
        "{}: {}",
        words.part("remedy", remedy.remedy.as_str()),
        verdict(remedy.verdict)
    )];
    let mut add = |line: String| lines.push(format!("  {line}"));
    remedy
        .clauses
        .iter()
        .for_each(|id| add(format!("{} [{id}]", words.part("clause", id.as_str()))));
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
        add(pays(bundle, payer, remedy));
    }
    remedy.proofs.iter().for_each(|id| add(proof(bundle, words, id)));
    for (ix, id) in remedy.steps.iter().enumerate() {
        add(format!("{}. {}", ix.saturating_add(1), words.part("step", id.as_str())));
    }
    remedy
        .interpretations
        .iter()
        .for_each(|interpretation| add(format!("Interpretation: {interpretation}")));
    for notice in &remedy.statutes {
        let period = notice.last_day.zip(notice.period);
        let until =
            period.map(|(day, period)| format!(" ({} {day})", word_of(period))).unwrap_or_default();
        add(format!(
            "Law: {}{until} [{}]",
            words.part("statute", notice.statute.as_str()),
            notice.statute
        ));
    }
    lines
}

fn word_of(period: Period) -> &'static str {
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

fn pays(bundle: &CompiledPolicy, payer: Payer, remedy: &RemedyDecision) -> String {
    let who = match payer {
        Payer::Shop => "the shop pays",
        Payer::Customer => "you pay",
        Payer::ShopIfJustified => "the shop pays, once it has found the complaint justified",
        Payer::Undecided => "support says who pays before you send anything",
    };
    let currency = bundle.policy.parts().currency.as_str();
    let cap = remedy.cap.map(|cap| format!(", at most {currency} {cap}")).unwrap_or_default();
    format!("Return shipping: {who}{cap}")
}

fn proof(bundle: &CompiledPolicy, words: &Words<'_>, id: &ProofId) -> String {
    let declared = bundle.policy.proof(id);
    let count = declared.map_or(1, |proof| proof.count);
    let need = match declared.map(|proof| proof.need) {
        Some(Need::Recommended) => " (recommended)",
        Some(Need::IfApplicable) => " (if there is one)",
        _ => "",
    };
    let times = if count > 1 { format!("{count} x ") } else { String::new() };
    format!("Show: {times}{}{need}", words.part("proof", id.as_str()))
}

fn nearest(words: &Words<'_>, change: &NearestChange) -> String {
    let remedy = words.part("remedy", change.remedy.as_str());
    let how = match (&change.question, &change.answer, change.by) {
        (_, _, Some(day)) => format!("asking by {day}"),
        (Some(question), Some(answer), _) => {
            let asked = words.get(&key::question(question.as_str()));
            let option = words.find(&key::option(question.as_str(), answer));
            format!("\"{}\" to \"{asked}\"", option.unwrap_or_else(|| answer.clone()))
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
