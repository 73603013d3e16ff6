//! Which page of the interview comes next.

use super::context::PageContext;
use super::decision::decision_page;
use super::question::question;
use super::request::request;
use super::topics::topics;
use maud::Markup;
use recourse::interview::Next;
use recourse::question::{Answer, Facts, Kind, Question};
use recourse::types::QuestionId;

/// The page that follows from the fields of the form.
pub(crate) fn next_page(context: &PageContext<'_>) -> Markup {
    let state = context.state;
    if state.topic.is_none() {
        return topics(context, state.action == "next");
    }
    let changed = state.action.strip_prefix("change:");
    if let Some(id) = changed.and_then(|id| QuestionId::parse(id).ok()) {
        return question(context, &id, None);
    }
    if state.action == "back" {
        return previous_question(context);
    }
    match record_answer(context) {
        Ok(facts) => next_step(context, &facts),
        Err((id, fault)) => question(context, &id, Some(fault)),
    }
}

fn next_step(context: &PageContext<'_>, facts: &Facts) -> Markup {
    let Some(replay) = context.replay(facts) else { return topics(context, false) };
    match replay.next {
        Next::Ask { question: id, .. } => question(context, &id, None),
        Next::Done(decision) if context.state.action == "claim" => {
            request(context, &decision, None)
        }
        Next::Done(decision) => decision_page(context, facts, &decision),
    }
}

/// The question before the one on the page that was sent.
fn previous_question(context: &PageContext<'_>) -> Markup {
    let path = context.replay(&context.facts()).map(|replay| replay.path).unwrap_or_default();
    let asked = context.state.asked.as_ref();
    let position = asked.and_then(|asked| path.iter().position(|id| id == asked));
    let before = path.get(..position.unwrap_or(path.len())).unwrap_or_default();
    match before.last() {
        Some(id) => question(context, id, None),
        None => topics(context, false),
    }
}

/// A question and the fault of its answer.
type InvalidAnswer = (QuestionId, &'static str);

/// All answers, with the one that was just given.
fn record_answer(context: &PageContext<'_>) -> Result<Facts, InvalidAnswer> {
    let facts = context.facts();
    let asked = context.state.asked.as_ref().filter(|_| context.state.action == "next");
    let Some(question) = asked.and_then(|id| context.policy().question(id)) else {
        return Ok(facts);
    };
    let invalid = |fault| (question.id.clone(), fault);
    let answer = given_answer(context, question).map_err(invalid)?;
    let Some(replay) = context.replay(&facts) else { return Ok(facts) };
    replay
        .record(context.policy(), &facts, &question.id, answer, context.today)
        .map_err(|error| invalid(error.fault.code()))
}

fn given_answer(context: &PageContext<'_>, question: &Question) -> Result<Answer, &'static str> {
    let state = context.state;
    if !state.readings.is_empty() {
        let is_date = matches!(question.kind, Kind::Date { .. });
        return Err(if is_date { "which_day" } else { "which_amount" });
    }
    let text = state.typed.as_deref().or(state.answer(question.id.as_str()));
    let text = text.filter(|text| !text.is_empty()).ok_or("choose")?;
    Answer::parse(question, text).map_err(|fault| fault.code())
}
