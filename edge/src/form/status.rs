//! Where a claim stands, for whoever has its private link; the page that asks for that link, and the one that says that a claim is gone.

use super::claim::due_words;
use super::html::{escaped, hidden, page, problem, said};
use super::pages::money;
use super::reply::{Draft, replied, reply};
use super::{Sheet, own, verdict_key};
use crate::today::instant;
use crate::words::Words;
use recourse::claim::{Action, Claim, ClaimState, Stage};
use recourse::clause::TopicKind;
use recourse::words::{Amount, key};

/// Asks for the private link; says what was wrong with the one before.
pub(crate) fn asking(words: Words, code: Option<&'static str>) -> String {
    let title = words.word("status_ask");
    let wrong = code.map(|code| problem(words.word("problem"), &reason(words, code))).unwrap_or_default();
    let body = format!(
        "{}{wrong}<form method=\"post\" enctype=\"multipart/form-data\" action=\"/v1/status\">{}\
         <label class=\"field\"><span>{}</span><input type=\"text\" name=\"link\" autocomplete=\"off\" required></label>{}\
         <button class=\"primary\">{}</button></form>",
        said("h1", title),
        hidden("lang", words.language()),
        escaped(words.word("status_link")),
        said("p", words.word("status_link_hint")),
        escaped(words.word("status_show")),
    );
    page(words.language(), "en", title, &body)
}

/// Says that a claim is gone.
pub(crate) fn erased(words: Words) -> String {
    let title = words.word("claim_title");
    let body = format!(
        "{}<section class=\"card\">{}</section>",
        said("h1", title),
        said("p", words.word("status_erased"))
    );
    page(words.language(), "en", title, &body)
}

/// What is wrong with a link has words of its own here, where it has any.
fn reason(words: Words, code: &str) -> String {
    words.find(&format!("status_{code}")).map_or_else(|| words.refusal(code), str::to_owned)
}

/// Where it stands.
pub(crate) fn status(sheet: &Sheet<'_>, claim: &Claim, state: &ClaimState, draft: &Draft<'_>) -> String {
    let words = sheet.words;
    let (class, stage) = match state.stage {
        Stage::Requested => ("ask_support", "stage_requested"),
        Stage::NeedsMore => ("not_yet", "stage_needs_more"),
        Stage::Replied => ("ask_support", "stage_replied"),
        Stage::Cancelled => ("", "stage_cancelled"),
        Stage::Approved => ("granted", "stage_approved"),
        Stage::Rejected => ("refused", "stage_rejected"),
        Stage::Closed => ("granted", "stage_closed"),
    };
    let answer = state.action.as_ref().map(|action| answer(sheet, action)).unwrap_or_default();
    let rows: String = rows(sheet, claim, state)
        .into_iter()
        .map(|(name, text)| format!("<div>{}{}</div>", said("dt", words.word(name)), said("dd", &text)))
        .collect();
    let title = words.word("claim_title");
    let wrong = draft.code.map(|code| problem(words.word("problem"), &reason(words, code)));
    let body = format!(
        "{}{}<section class=\"card {class}\" data-stage=\"{}\">{}{answer}{}{}</section><dl>{rows}</dl>{}",
        wrong.unwrap_or_default(),
        said("h1", title),
        stage.trim_start_matches("stage_"),
        said("h2", words.word(stage)) + &due(sheet, claim, state),
        replied(words, &state.replies),
        reply(sheet, state, draft),
        own::forms(words, state, draft),
    );
    sheet.page(title, &body)
}

/// By when the shop answers, while it has not.
fn due(sheet: &Sheet<'_>, claim: &Claim, state: &ClaimState) -> String {
    match state.stage {
        Stage::Requested => claim.due.iter().map(|due| said("p", &due_words(sheet, due))).collect(),
        _ => String::new(),
    }
}

/// What the shop has answered, and what it writes in its own words.
fn answer(sheet: &Sheet<'_>, action: &Action) -> String {
    let words = sheet.words;
    let currency = sheet.policy().parts().currency;
    let paid = |key, amount: &Amount| {
        let amount = amount.in_currency(currency).unwrap_or(*amount);
        said("p", &words.fill(key, "{amount}", &money(sheet, amount)))
    };
    let did = match action {
        Action::FullRefund => said("p", words.word("did_full_refund")),
        Action::RefundWithDeduction { amount, .. } => paid("did_refund_with_deduction", amount),
        Action::PartialRefundKeep { amount } => paid("did_partial_refund_keep", amount),
        Action::Replacement => said("p", words.word("did_replacement")),
        Action::Coupon { amount } => paid("did_coupon", amount),
        Action::AskForMore { .. }
        | Action::Reject { .. }
        | Action::Close
        | Action::Note { .. }
        | Action::Reply(_)
        | Action::Cancel => String::new(),
    };
    let written = action.words();
    if written.is_empty() || matches!(action, Action::Note { .. }) {
        return did;
    }
    let says = said("h3", words.word("status_says"));
    format!("{did}{says}{}", said("blockquote", written))
}

fn rows(sheet: &Sheet<'_>, claim: &Claim, state: &ClaimState) -> Vec<(&'static str, String)> {
    let when = |at: &str| sheet.speech.instant(sheet.words.language(), &claim.timezone, at);
    let taken = claim.asked_for();
    let last = taken.and_then(|remedy| remedy.last_day);
    let mut rows = vec![("receipt_number", claim.id.clone())];
    rows.extend(state.since_ms.map(|at| ("status_since", when(&instant(at)))));
    rows.extend([
        ("status_received", when(&claim.received_at)),
        ("status_about", sheet.say(&key::topic(claim.topic.as_str()))),
        ("status_asked", sheet.say(&key::part("remedy", claim.remedy.as_str()))),
        (
            "status_first",
            sheet.words.word(verdict_key(claim.verdict, claim.kind == TopicKind::Inquiry)).to_owned(),
        ),
    ]);
    rows.extend(last.map(|day| ("status_last_day", sheet.day(day))));
    rows
}
