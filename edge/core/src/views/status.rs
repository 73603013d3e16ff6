//! The status of a claim for its shopper, and the pages around it.

use super::context::PageContext;
use super::data_forms::data_forms;
use super::layout::{hidden, page, problem};
use super::receipt::due_words;
use super::reply::{ReplyForm, replies, reply};
use super::verdict::verdict_key;
use crate::domain::time::to_rfc3339;
use crate::i18n::Messages;
use maud::{Markup, html};
use recourse::claim::{Action, Claim, ClaimState, Stage};
use recourse::clause::TopicKind;
use recourse::types::{Amount, key};

/// The page that asks for the private link, with the problem of the one before.
pub(crate) fn ask_for_link(messages: Messages, code: Option<&'static str>) -> Markup {
    let title = messages.message("status_ask");
    let body = html! {
        h1 { (title) }
        @if let Some(code) = code { (alert(messages, code)) }
        form method="post" enctype="multipart/form-data" action="/v1/status" {
            (hidden("lang", messages.language()))
            label.field {
                span { (messages.message("status_link")) }
                input type="text" name="link" autocomplete="off" required;
            }
            p { (messages.message("status_link_hint")) }
            button.primary { (messages.message("status_show")) }
        }
    };
    page(messages.language(), title, &body)
}

/// The page after an erasure.
pub(crate) fn erased(messages: Messages) -> Markup {
    let title = messages.message("claim_title");
    let body = html! {
        h1 { (title) }
        section.card { p { (messages.message("status_erased")) } }
    };
    page(messages.language(), title, &body)
}

/// The alert for a problem; some codes have another message on this page.
fn alert(messages: Messages, code: &str) -> Markup {
    let own = messages.find(&format!("status_{code}")).map(str::to_owned);
    let message = own.unwrap_or_else(|| messages.refusal(code));
    problem(messages, &html! { (message) })
}

/// The page of a claim.
pub(crate) fn status(
    context: &PageContext<'_>,
    claim: &Claim,
    state: &ClaimState,
    draft: &ReplyForm<'_>,
) -> Markup {
    let messages = context.messages;
    let title = messages.message("claim_title");
    let body = html! {
        @if let Some(code) = draft.code { (alert(messages, code)) }
        h1 { (title) }
        (card(context, claim, state, draft))
        dl { @for (name, text) in details(context, claim, state) { (detail(context, name, &text)) } }
        (data_forms(messages, state, draft))
    };
    context.page(title, &body)
}

fn card(
    context: &PageContext<'_>,
    claim: &Claim,
    state: &ClaimState,
    draft: &ReplyForm<'_>,
) -> Markup {
    let (class, stage) = match state.stage {
        Stage::Requested => ("ask_support", "stage_requested"),
        Stage::NeedsMore => ("not_yet", "stage_needs_more"),
        Stage::Replied => ("ask_support", "stage_replied"),
        Stage::Cancelled => ("", "stage_cancelled"),
        Stage::Approved => ("granted", "stage_approved"),
        Stage::Rejected => ("refused", "stage_rejected"),
        Stage::Closed => ("granted", "stage_closed"),
    };
    let due = claim.due.iter().filter(|_| state.stage == Stage::Requested);
    html! {
        section class={ "card " (class) } data-stage=(stage.trim_start_matches("stage_")) {
            h2 { (context.messages.message(stage)) }
            @for due in due { p { (context.localized(&due_words(context, due))) } }
            @if let Some(action) = &state.action { (shop_action(context, action)) }
            (replies(context, &state.replies))
            (reply(context, state, draft))
        }
    }
}

fn detail(context: &PageContext<'_>, name: &'static str, text: &str) -> Markup {
    html! {
        div {
            dt { (context.messages.message(name)) }
            dd { (context.localized(text)) }
        }
    }
}

/// The action of the shop, with its message to the shopper.
fn shop_action(context: &PageContext<'_>, action: &Action) -> Markup {
    let is_internal = matches!(action, Action::Note { .. });
    let message = Some(action.message()).filter(|message| !message.is_empty() && !is_internal);
    html! {
        @if let Some(outcome) = outcome_words(context, action) { p { (outcome) } }
        @if let Some(message) = message {
            h3 { (context.messages.message("status_says")) }
            blockquote { (context.localized(message)) }
        }
    }
}

/// The outcome in words; `None` for an action that only has a message, or none at all.
fn outcome_words(context: &PageContext<'_>, action: &Action) -> Option<String> {
    let messages = context.messages;
    let paid = |key, amount| messages.fill(key, "{amount}", &amount_words(context, amount));
    match action {
        Action::FullRefund => Some(messages.message("did_full_refund").to_owned()),
        Action::RefundWithDeduction { amount, .. } => {
            Some(paid("did_refund_with_deduction", *amount))
        }
        Action::PartialRefundKeep { amount } => Some(paid("did_partial_refund_keep", *amount)),
        Action::Replacement => Some(messages.message("did_replacement").to_owned()),
        Action::Coupon { amount } => Some(paid("did_coupon", *amount)),
        Action::RequestInfo { .. }
        | Action::Reject { .. }
        | Action::Close
        | Action::Note { .. }
        | Action::Reply(_)
        | Action::Cancel => None,
    }
}

fn amount_words(context: &PageContext<'_>, amount: Amount) -> String {
    let currency = context.policy().parts().currency;
    context.money(amount.in_currency(currency).unwrap_or(amount))
}

/// The details of a claim, by message key.
fn details(
    context: &PageContext<'_>,
    claim: &Claim,
    state: &ClaimState,
) -> Vec<(&'static str, String)> {
    let instant = |at: &str| context.instant(at);
    let is_inquiry = claim.kind == TopicKind::Inquiry;
    let first_verdict = context.messages.message(verdict_key(claim.verdict, is_inquiry));
    let mut details = vec![("receipt_number", claim.id.clone())];
    details.extend(state.since_ms.map(|at| ("status_since", instant(&to_rfc3339(at)))));
    details.extend([
        ("status_received", instant(&claim.received_at)),
        ("status_about", context.say(&key::topic(claim.topic.as_str()))),
        ("status_asked", context.say(&key::part("remedy", claim.remedy.as_str()))),
        ("status_first", first_verdict.to_owned()),
    ]);
    let last_day = claim.asked_for().and_then(|remedy| remedy.last_day);
    details.extend(last_day.map(|day| ("status_last_day", context.day(day))));
    details
}
