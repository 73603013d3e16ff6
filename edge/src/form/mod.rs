//! The interview without a script: the same questions, the same decision, the same claim, as plain forms. Every page carries
//! all that was answered, so the edge remembers nothing; nothing that was answered stands in an address.

pub mod html;
pub mod multipart;
mod state;
mod data_forms;
mod pages;
mod reply;
mod decision;
mod claim;
pub(crate) mod status;

pub(crate) use claim::{MISSING, claim, is_missing, receipt};
pub(crate) use pages::{failure, topics};
pub(crate) use reply::ReplyForm;
pub(crate) use state::{FormState, PageContext, submission};

use recourse::clause::Verdict;
use recourse::interview::Next;
use recourse::question::{Answer, Facts, Kind};
use recourse::types::QuestionId;

/// The words of a verdict; of an inquiry's, the plain ones.
fn verdict_key(verdict: Verdict, inquiry: bool) -> &'static str {
    match verdict {
        Verdict::Granted if inquiry => "granted_i",
        Verdict::Granted => "granted",
        Verdict::AskSupport => "ask_support",
        Verdict::NotYet => "not_yet",
        Verdict::Refused if inquiry => "refused_i",
        Verdict::Refused => "refused",
    }
}

/// The page that follows from what was sent; a claim that is to be sent is the handler's.
pub(crate) fn following(context: &PageContext<'_>) -> String {
    let state = context.state;
    if state.topic.is_none() {
        return topics(context, state.act == "next");
    }
    if let Some(id) = state.act.strip_prefix("change:").and_then(|id| QuestionId::parse(id).ok()) {
        return pages::question(context, &id, None);
    }
    if state.act == "back" {
        return back(context);
    }
    let kept = match context.answered() {
        Ok(kept) => kept,
        Err((id, fault)) => return pages::question(context, &id, Some(fault)),
    };
    let Some(walk) = context.replay(&kept) else { return topics(context, false) };
    match (walk.next, state.act.as_str()) {
        (Next::Ask { question, .. }, _) => pages::question(context, &question, None),
        (Next::Done(decision), "claim") => claim(context, &decision, None),
        (Next::Done(decision), _) => decision::page(context, &kept, &decision),
    }
}

/// The question before the one that was asked.
fn back(context: &PageContext<'_>) -> String {
    let path = context.replay(&context.kept()).map(|walk| walk.path).unwrap_or_default();
    let asked = context.state.asked.as_ref();
    let at = asked.and_then(|asked| path.iter().position(|id| id == asked)).unwrap_or(path.len());
    match at.checked_sub(1).and_then(|ix| path.get(ix)) {
        Some(id) => pages::question(context, id, None),
        None => topics(context, false),
    }
}

impl PageContext<'_> {
    /// Everything answered, the question just asked included.
    ///
    /// # Errors
    /// The question whose answer is not taken, and why; `None` where there is no answer.
    pub(crate) fn answered(&self) -> Result<Facts, (QuestionId, &'static str)> {
        let state = self.state;
        let Some(asked) = state.asked.as_ref().filter(|_| state.act == "next") else {
            return Ok(self.kept());
        };
        let Some(question) = self.policy().question(asked) else { return Ok(self.kept()) };
        let refused = |code| (asked.clone(), code);
        if !state.readings.is_empty() {
            let day = matches!(question.kind, Kind::Date { .. });
            return Err(refused(if day { "which_day" } else { "which_amount" }));
        }
        let text = state.typed.as_deref().or(state.answer(asked.as_str()));
        let text = text.filter(|text| !text.is_empty()).ok_or(refused("choose"))?;
        let answer = Answer::parse(question, text).map_err(|fault| refused(fault.code()))?;
        let before = self.kept();
        let Some(walk) = self.replay(&before) else { return Ok(before) };
        let kept = walk.record(self.policy(), &before, asked, answer, self.today);
        kept.map_err(|error| refused(error.fault.code()))
    }
}
