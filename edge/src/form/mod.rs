//! The interview without a script: the same questions, the same decision, the same claim, as plain forms. Every page carries
//! all that was answered, so the edge remembers nothing; nothing that was answered stands in an address.

pub mod html;
pub mod multipart;
mod state;
mod pages;
mod decision;
mod claim;

pub(crate) use claim::{claim, receipt};
pub(crate) use pages::{failure, topics};
pub(crate) use state::{Sheet, State, submission};

use recourse::interview::Next;
use recourse::question::{Answer, Facts, Fault};
use recourse::words::QuestionId;

/// The page that follows from what was sent; a claim that is to be sent is the handler's.
pub(crate) fn following(sheet: &Sheet<'_>) -> String {
    let state = sheet.state;
    if state.topic.is_none() {
        return topics(sheet, state.act == "next");
    }
    if let Some(id) = state.act.strip_prefix("change:").and_then(|id| QuestionId::parse(id).ok()) {
        return pages::question(sheet, &id, None);
    }
    if state.act == "back" {
        return back(sheet);
    }
    let kept = match sheet.answered() {
        Ok(kept) => kept,
        Err((id, fault)) => return pages::question(sheet, &id, Some(fault)),
    };
    let Some(walk) = sheet.replay(&kept) else { return topics(sheet, false) };
    match (walk.next, state.act.as_str()) {
        (Next::Ask { question, .. }, _) => pages::question(sheet, &question, None),
        (Next::Done(decision), "claim") => claim(sheet, &decision, None),
        (Next::Done(decision), _) => decision::page(sheet, &kept, &decision),
    }
}

/// The question before the one that was asked.
fn back(sheet: &Sheet<'_>) -> String {
    let path = sheet.replay(&sheet.kept()).map(|walk| walk.path).unwrap_or_default();
    let asked = sheet.state.asked.as_ref();
    let at = asked.and_then(|asked| path.iter().position(|id| id == asked)).unwrap_or(path.len());
    match at.checked_sub(1).and_then(|ix| path.get(ix)) {
        Some(id) => pages::question(sheet, id, None),
        None => topics(sheet, false),
    }
}

impl Sheet<'_> {
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
        let text = state.answer(asked.as_str()).filter(|text| !text.is_empty()).ok_or(refused("choose"))?;
        let taken = Answer::parse(question, text).and_then(|answer| self.recorded(asked, answer));
        taken.map_err(|fault| refused(fault.code()))
    }

    /// One more answer. Checked against what counts; where an answer off the path contradicts it, that one alone goes.
    fn recorded(&self, asked: &QuestionId, answer: Answer) -> Result<Facts, Fault> {
        let questions = self.policy().questions();
        let before = self.kept();
        let mut counting = self.replay(&before).map(|walk| walk.facts).unwrap_or_default();
        counting.record(questions, asked, answer.clone(), self.today).map_err(|error| error.fault)?;
        let mut kept = Facts::default();
        kept.record(questions, asked, answer, self.today).map_err(|error| error.fault)?;
        let others = || before.iter().filter(|(id, _)| *id != asked);
        let (on, off): (Vec<_>, Vec<_>) = others().partition(|(id, _)| counting.get(id).is_some());
        for (id, answer) in on.into_iter().chain(off) {
            let _ = kept.record(questions, id, answer.clone(), self.today);
        }
        Ok(kept)
    }
}
