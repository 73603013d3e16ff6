//! The request, and its receipt.

use super::PageContext;
use super::decision::proof;
use super::html::{button, escape, hidden, list, problem, radio, text_element};
use super::pages::form;
use crate::messages::Messages;
use recourse::claim::{Due, Receipt, Submission, is_missing_required_proof};
use recourse::clause::Proof;
use recourse::decide::{Decision, RemedyDecision};
use recourse::interview::Next;
use recourse::types::{ProofId, key};

/// The code of a request that lacks what the shop needs, and the field that says that it is sent all the same.
pub(crate) const MISSING: &str = "proof_missing";
pub(super) const SURE: &str = "sure";

/// Whether something is not there that the shop cannot do without, and nobody has been told so yet.
pub(crate) fn is_missing(context: &PageContext<'_>, sent: &Submission) -> bool {
    if !context.state.field(SURE).is_empty() {
        return false;
    }
    let Some(Next::Done(decision)) = context.replay(&context.kept()).map(|walk| walk.next) else {
        return false;
    };
    let asked = decision.remedies.iter().filter(|remedy| remedy.remedy.as_str() == sent.remedy);
    let is_ready = |id: &ProofId| sent.proofs.iter().any(|ready| ready == id.as_str());
    is_missing_required_proof(
        context.policy(),
        asked.flat_map(|remedy| &remedy.proofs),
        &sent.note,
        &is_ready,
    )
}

/// The remedies that can be asked for.
pub(super) fn claimable<'a>(
    context: &PageContext<'_>,
    decision: &'a Decision,
) -> Vec<&'a RemedyDecision> {
    let topic = context.state.topic.as_ref().and_then(|id| context.policy().topic(id));
    topic.map(|topic| decision.claimable(topic).collect()).unwrap_or_default()
}

/// The request, with what was wrong with it; what was typed stays.
pub(crate) fn claim(context: &PageContext<'_>, decision: &Decision, code: Option<&str>) -> String {
    let (messages, state) = (context.messages, context.state);
    let open = claimable(context, decision);
    let all: Vec<_> = open.iter().map(|remedy| remedy.remedy.as_str()).collect();
    let asked =
        Some(state.field("remedy")).filter(|remedy| all.contains(remedy)).or(all.first().copied());
    let row = |remedy: &&str| {
        radio(
            "remedy",
            remedy,
            &context.say(&key::part("remedy", remedy)),
            None,
            asked == Some(*remedy),
        )
    };
    let several = format!(
        "<fieldset>{}{}</fieldset>",
        text_element("legend", messages.message("choose_remedy")),
        all.iter().map(row).collect::<String>()
    );
    let missing = code == Some(MISSING);
    let sure = missing || !state.field(SURE).is_empty();
    let sure = if sure { hidden(SURE, "yes") } else { String::new() };
    let wrong = code.map(|code| problem(messages.message("problem"), &messages.refusal(code)));
    let inner = format!(
        "{}{several}{}{}{}{}{}{}{}{}<div class=\"foot\">{}{}</div>",
        text_element("h1", messages.message("claim_title")),
        typed(context, "email", "email"),
        text_element("p", messages.message("email_hint")),
        typed(context, "order", "off"),
        typed(context, "name", "name"),
        format_args!(
            "<label class=\"field\"><span>{}</span><textarea name=\"note\" rows=\"3\">{}</textarea></label>",
            escape(messages.message("note")),
            escape(state.field("note"))
        ),
        proofs(context, &open),
        format_args!("{}{}", hidden("ticket", state.field("ticket")), sure),
        text_element("p", messages.message("consent")),
        button("primary", "send", messages.message(if missing { "send_without" } else { "send" })),
        button("secondary", "next", messages.message("back")),
    );
    context.page(
        messages.message("claim_title"),
        &format!("{}{}", wrong.unwrap_or_default(), form(context, &[], &inner)),
    )
}

fn typed(context: &PageContext<'_>, name: &'static str, complete: &str) -> String {
    let kind = if name == "email" { "email" } else { "text" };
    format!(
        "<label class=\"field\"><span>{}</span><input type=\"{kind}\" name=\"{name}\" autocomplete=\"{complete}\" value=\"{}\"></label>",
        escape(context.messages.message(name)),
        escape(context.state.field(name))
    )
}

/// Every proof that some remedy asks for, once; with a place for a photo where it can be seen in one.
fn proofs(context: &PageContext<'_>, open: &[&RemedyDecision]) -> String {
    let mut wanted: Vec<&ProofId> = Vec::new();
    for id in open.iter().flat_map(|remedy| &remedy.proofs) {
        if !wanted.contains(&id) {
            wanted.push(id);
        }
    }
    let rows: String = wanted.iter().map(|id| one(context, id)).collect();
    if rows.is_empty() {
        return rows;
    }
    format!(
        "<fieldset>{}{rows}</fieldset>",
        text_element("legend", context.messages.message("ready"))
    )
}

fn one(context: &PageContext<'_>, id: &ProofId) -> String {
    let state = context.state;
    let ready = if state.proofs.iter().any(|own| own == id.as_str()) { " checked" } else { "" };
    let name = escape(&proof(context, id));
    let mut row = format!(
        "<label class=\"option\"><input type=\"checkbox\" name=\"proof\" value=\"{id}\"{ready}><span>{name}</span></label>"
    );
    for sent in state.photos.iter().filter(|sent| sent.proof == id.as_str()) {
        row.push_str(&taken(context.messages, &format!("{}/{}", sent.proof, sent.photo)));
    }
    if context.policy().proof(id).is_some_and(Proof::is_written) {
        row.push_str(&text_element("p", context.messages.message("proof_written")));
    }
    if context.policy().proof(id).is_some_and(Proof::accepts_photo) {
        let messages = escape(context.messages.message("photo_add"));
        row.push_str(&format!(
            "<label class=\"field\"><span>{messages}</span><input type=\"file\" name=\"file:{id}\" accept=\"image/jpeg,image/png,image/webp\" multiple></label>"
        ));
    }
    row
}

/// A photo that is taken already. Whoever takes the tick away takes it out.
pub(super) fn taken(messages: Messages, value: &str) -> String {
    format!(
        "<label class=\"option\"><input type=\"checkbox\" name=\"photo\" value=\"{}\" checked><span>{}</span></label>",
        escape(value),
        escape(messages.message("photo_sent"))
    )
}

/// A private link that leads to a page in a language.
fn spoken(url: &str, language: &str) -> String {
    url.replacen('#', &format!("?lang={language}#"), 1)
}

/// By when what runs is due.
pub(super) fn due_words(context: &PageContext<'_>, due: &Due) -> String {
    let zone = &context.policy().parts().timezone;
    let timer = context.say(&key::part("timer", due.timer.as_str()));
    let text = context.messages.fill("receipt_due", "{timer}", &timer);
    text.replace("{date}", &context.localizer.instant(context.messages.language(), zone, &due.at))
}

/// The receipt: the request is kept, and this is how to follow it.
pub(crate) fn receipt(context: &PageContext<'_>, receipt: &Receipt) -> String {
    let messages = context.messages;
    let link = |url: &String| {
        let link = escape(messages.message("receipt_link"));
        // Where the address cannot be read by a script, the same is sent as a form.
        let sent = url.rsplit_once('#').map_or(url.as_str(), |(_, sent)| sent);
        format!(
            "<p><a href=\"{}\">{link}</a></p>{}<noscript><form method=\"post\" enctype=\"multipart/form-data\" action=\"/v1/status\">{}{}<button class=\"primary\">{}</button></form></noscript>",
            escape(&spoken(url, messages.language())),
            text_element("p", messages.message("receipt_keep")),
            hidden("link", sent),
            hidden("lang", messages.language()),
            escape(messages.message("status_show")),
        )
    };
    let title =
        messages.message(if receipt.status_url.is_some() { "receipt" } else { "receipt_again" });
    let due: Vec<_> = receipt.due.iter().map(|due| due_words(context, due)).collect();
    let due = if due.is_empty() { String::new() } else { list("ul", &due) };
    let body = format!(
        "{}<section class=\"card granted\" data-claim=\"{}\">{}<p class=\"number\">{}</p>{due}{}</section>",
        text_element("h1", title),
        escape(&receipt.claim),
        text_element("p", messages.message("receipt_number")),
        escape(&receipt.claim),
        receipt
            .status_url
            .as_ref()
            .map_or_else(|| text_element("p", messages.message("receipt_known")), link),
    );
    context.page(title, &body)
}
