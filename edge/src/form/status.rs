//! Where a claim stands, for whoever has its private link; the page that asks for that link, and the one that says that a claim is gone.

use super::claim::due_words;
use super::html::{escape, hidden, page, problem, text_element};
use super::pages::money;
use super::reply::{ReplyForm, replied, reply};
use super::{PageContext, data_forms, verdict_key};
use crate::messages::Messages;
use crate::time::to_rfc3339;
use recourse::claim::{Action, Claim, ClaimState, Stage};
use recourse::clause::TopicKind;
use recourse::types::{Amount, key};

/// Asks for the private link; says what was wrong with the one before.
pub(crate) fn asking(messages: Messages, code: Option<&'static str>) -> String {
    let title = messages.message("status_ask");
    let wrong = code
        .map(|code| problem(messages.message("problem"), &reason(messages, code)))
        .unwrap_or_default();
    let body = format!(
        "{}{wrong}<form method=\"post\" enctype=\"multipart/form-data\" action=\"/v1/status\">{}\
         <label class=\"field\"><span>{}</span><input type=\"text\" name=\"link\" autocomplete=\"off\" required></label>{}\
         <button class=\"primary\">{}</button></form>",
        text_element("h1", title),
        hidden("lang", messages.language()),
        escape(messages.message("status_link")),
        text_element("p", messages.message("status_link_hint")),
        escape(messages.message("status_show")),
    );
    page(messages.language(), "en", title, &body)
}

/// Says that a claim is gone.
pub(crate) fn erased(messages: Messages) -> String {
    let title = messages.message("claim_title");
    let body = format!(
        "{}<section class=\"card\">{}</section>",
        text_element("h1", title),
        text_element("p", messages.message("status_erased"))
    );
    page(messages.language(), "en", title, &body)
}

/// What is wrong with a link has words of its own here, where it has any.
fn reason(messages: Messages, code: &str) -> String {
    messages.find(&format!("status_{code}")).map_or_else(|| messages.refusal(code), str::to_owned)
}

/// Where it stands.
pub(crate) fn status(
    context: &PageContext<'_>,
    claim: &Claim,
    state: &ClaimState,
    draft: &ReplyForm<'_>,
) -> String {
    let messages = context.messages;
    let (class, stage) = match state.stage {
        Stage::Requested => ("ask_support", "stage_requested"),
        Stage::NeedsMore => ("not_yet", "stage_needs_more"),
        Stage::Replied => ("ask_support", "stage_replied"),
        Stage::Cancelled => ("", "stage_cancelled"),
        Stage::Approved => ("granted", "stage_approved"),
        Stage::Rejected => ("refused", "stage_rejected"),
        Stage::Closed => ("granted", "stage_closed"),
    };
    let answer = state.action.as_ref().map(|action| answer(context, action)).unwrap_or_default();
    let rows: String = rows(context, claim, state)
        .into_iter()
        .map(|(name, text)| {
            format!(
                "<div>{}{}</div>",
                text_element("dt", messages.message(name)),
                text_element("dd", &text)
            )
        })
        .collect();
    let title = messages.message("claim_title");
    let wrong =
        draft.code.map(|code| problem(messages.message("problem"), &reason(messages, code)));
    let body = format!(
        "{}{}<section class=\"card {class}\" data-stage=\"{}\">{}{answer}{}{}</section><dl>{rows}</dl>{}",
        wrong.unwrap_or_default(),
        text_element("h1", title),
        stage.trim_start_matches("stage_"),
        text_element("h2", messages.message(stage)) + &due(context, claim, state),
        replied(messages, &state.replies),
        reply(context, state, draft),
        data_forms::forms(messages, state, draft),
    );
    context.page(title, &body)
}

/// By when the shop answers, while it has not.
fn due(context: &PageContext<'_>, claim: &Claim, state: &ClaimState) -> String {
    match state.stage {
        Stage::Requested => {
            claim.due.iter().map(|due| text_element("p", &due_words(context, due))).collect()
        }
        _ => String::new(),
    }
}

/// What the shop has answered, and what it writes in its own words.
fn answer(context: &PageContext<'_>, action: &Action) -> String {
    let messages = context.messages;
    let currency = context.policy().parts().currency;
    let paid = |key, amount: &Amount| {
        let amount = amount.in_currency(currency).unwrap_or(*amount);
        text_element("p", &messages.fill(key, "{amount}", &money(context, amount)))
    };
    let did = match action {
        Action::FullRefund => text_element("p", messages.message("did_full_refund")),
        Action::RefundWithDeduction { amount, .. } => paid("did_refund_with_deduction", amount),
        Action::PartialRefundKeep { amount } => paid("did_partial_refund_keep", amount),
        Action::Replacement => text_element("p", messages.message("did_replacement")),
        Action::Coupon { amount } => paid("did_coupon", amount),
        Action::RequestInfo { .. }
        | Action::Reject { .. }
        | Action::Close
        | Action::Note { .. }
        | Action::Reply(_)
        | Action::Cancel => String::new(),
    };
    let written = action.message();
    if written.is_empty() || matches!(action, Action::Note { .. }) {
        return did;
    }
    let says = text_element("h3", messages.message("status_says"));
    format!("{did}{says}{}", text_element("blockquote", written))
}

fn rows(
    context: &PageContext<'_>,
    claim: &Claim,
    state: &ClaimState,
) -> Vec<(&'static str, String)> {
    let when =
        |at: &str| context.localizer.instant(context.messages.language(), &claim.timezone, at);
    let taken = claim.asked_for();
    let last = taken.and_then(|remedy| remedy.last_day);
    let mut rows = vec![("receipt_number", claim.id.clone())];
    rows.extend(state.since_ms.map(|at| ("status_since", when(&to_rfc3339(at)))));
    rows.extend([
        ("status_received", when(&claim.received_at)),
        ("status_about", context.say(&key::topic(claim.topic.as_str()))),
        ("status_asked", context.say(&key::part("remedy", claim.remedy.as_str()))),
        (
            "status_first",
            context
                .messages
                .message(verdict_key(claim.verdict, claim.kind == TopicKind::Inquiry))
                .to_owned(),
        ),
    ]);
    rows.extend(last.map(|day| ("status_last_day", context.day(day))));
    rows
}
