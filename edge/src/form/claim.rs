//! The request, and its receipt.

use super::Sheet;
use super::decision::proof;
use super::html::{button, escaped, hidden, list, problem, radio, said};
use super::pages::form;
use crate::words::Words;
use recourse::claim::{Due, Receipt, Submission, lacks};
use recourse::clause::Proof;
use recourse::decide::{Decision, RemedyDecision};
use recourse::interview::Next;
use recourse::words::{ProofId, key};

/// The code of a request that lacks what the shop needs, and the field that says that it is sent all the same.
pub(crate) const MISSING: &str = "proof_missing";
pub(super) const SURE: &str = "sure";

/// Whether something is not there that the shop cannot do without, and nobody has been told so yet.
pub(crate) fn is_missing(sheet: &Sheet<'_>, sent: &Submission) -> bool {
    if !sheet.state.field(SURE).is_empty() {
        return false;
    }
    let Some(Next::Done(decision)) = sheet.replay(&sheet.kept()).map(|walk| walk.next) else { return false };
    let asked = decision.remedies.iter().filter(|remedy| remedy.remedy.as_str() == sent.remedy);
    let is_ready = |id: &ProofId| sent.proofs.iter().any(|ready| ready == id.as_str());
    lacks(sheet.policy(), asked.flat_map(|remedy| &remedy.proofs), &sent.note, &is_ready)
}

/// The remedies that can be asked for.
pub(super) fn claimable<'a>(sheet: &Sheet<'_>, decision: &'a Decision) -> Vec<&'a RemedyDecision> {
    let topic = sheet.state.topic.as_ref().and_then(|id| sheet.policy().topic(id));
    topic.map(|topic| decision.claimable(topic).collect()).unwrap_or_default()
}

/// The request, with what was wrong with it; what was typed stays.
pub(crate) fn claim(sheet: &Sheet<'_>, decision: &Decision, code: Option<&str>) -> String {
    let (words, state) = (sheet.words, sheet.state);
    let open = claimable(sheet, decision);
    let all: Vec<_> = open.iter().map(|remedy| remedy.remedy.as_str()).collect();
    let asked = Some(state.field("remedy")).filter(|remedy| all.contains(remedy)).or(all.first().copied());
    let row = |remedy: &&str| {
        radio("remedy", remedy, &sheet.say(&key::part("remedy", remedy)), None, asked == Some(*remedy))
    };
    let several = format!(
        "<fieldset>{}{}</fieldset>",
        said("legend", words.word("choose_remedy")),
        all.iter().map(row).collect::<String>()
    );
    let missing = code == Some(MISSING);
    let sure = missing || !state.field(SURE).is_empty();
    let sure = if sure { hidden(SURE, "yes") } else { String::new() };
    let wrong = code.map(|code| problem(words.word("problem"), &words.refusal(code)));
    let inner = format!(
        "{}{several}{}{}{}{}{}{}{}{}<div class=\"foot\">{}{}</div>",
        said("h1", words.word("claim_title")),
        typed(sheet, "email", "email"),
        said("p", words.word("email_hint")),
        typed(sheet, "order", "off"),
        typed(sheet, "name", "name"),
        format_args!(
            "<label class=\"field\"><span>{}</span><textarea name=\"note\" rows=\"3\">{}</textarea></label>",
            escaped(words.word("note")),
            escaped(state.field("note"))
        ),
        proofs(sheet, &open),
        format_args!("{}{}", hidden("ticket", state.field("ticket")), sure),
        said("p", words.word("consent")),
        button("primary", "send", words.word(if missing { "send_without" } else { "send" })),
        button("quiet", "next", words.word("back")),
    );
    sheet.page(
        words.word("claim_title"),
        &format!("{}{}", wrong.unwrap_or_default(), form(sheet, &[], &inner)),
    )
}

fn typed(sheet: &Sheet<'_>, name: &'static str, complete: &str) -> String {
    let kind = if name == "email" { "email" } else { "text" };
    format!(
        "<label class=\"field\"><span>{}</span><input type=\"{kind}\" name=\"{name}\" autocomplete=\"{complete}\" value=\"{}\"></label>",
        escaped(sheet.words.word(name)),
        escaped(sheet.state.field(name))
    )
}

/// Every proof that some remedy asks for, once; with a place for a photo where it can be seen in one.
fn proofs(sheet: &Sheet<'_>, open: &[&RemedyDecision]) -> String {
    let mut wanted: Vec<&ProofId> = Vec::new();
    for id in open.iter().flat_map(|remedy| &remedy.proofs) {
        if !wanted.contains(&id) {
            wanted.push(id);
        }
    }
    let rows: String = wanted.iter().map(|id| one(sheet, id)).collect();
    if rows.is_empty() {
        return rows;
    }
    format!("<fieldset>{}{rows}</fieldset>", said("legend", sheet.words.word("ready")))
}

fn one(sheet: &Sheet<'_>, id: &ProofId) -> String {
    let state = sheet.state;
    let ready = if state.proofs.iter().any(|own| own == id.as_str()) { " checked" } else { "" };
    let name = escaped(&proof(sheet, id));
    let mut row = format!(
        "<label class=\"option\"><input type=\"checkbox\" name=\"proof\" value=\"{id}\"{ready}><span>{name}</span></label>"
    );
    for sent in state.photos.iter().filter(|sent| sent.proof == id.as_str()) {
        row.push_str(&taken(sheet.words, &format!("{}/{}", sent.proof, sent.photo)));
    }
    if sheet.policy().proof(id).is_some_and(Proof::is_written) {
        row.push_str(&said("p", sheet.words.word("proof_written")));
    }
    if sheet.policy().proof(id).is_some_and(Proof::is_seen) {
        let words = escaped(sheet.words.word("photo_add"));
        row.push_str(&format!(
            "<label class=\"field\"><span>{words}</span><input type=\"file\" name=\"file:{id}\" accept=\"image/jpeg,image/png,image/webp\" multiple></label>"
        ));
    }
    row
}

/// A photo that is taken already. Whoever takes the tick away takes it out.
pub(super) fn taken(words: Words, value: &str) -> String {
    format!(
        "<label class=\"option\"><input type=\"checkbox\" name=\"photo\" value=\"{}\" checked><span>{}</span></label>",
        escaped(value),
        escaped(words.word("photo_sent"))
    )
}

/// A private link that leads to a page in a language.
fn spoken(url: &str, language: &str) -> String {
    url.replacen('#', &format!("?lang={language}#"), 1)
}

/// By when what runs is due.
pub(super) fn due_words(sheet: &Sheet<'_>, due: &Due) -> String {
    let zone = &sheet.policy().parts().timezone;
    let timer = sheet.say(&key::part("timer", due.timer.as_str()));
    let text = sheet.words.fill("receipt_due", "{timer}", &timer);
    text.replace("{date}", &sheet.speech.instant(sheet.words.language(), zone, &due.at))
}

/// The receipt: the request is kept, and this is how to follow it.
pub(crate) fn receipt(sheet: &Sheet<'_>, receipt: &Receipt) -> String {
    let words = sheet.words;
    let link = |url: &String| {
        let link = escaped(words.word("receipt_link"));
        // Where the address cannot be read by a script, the same is sent as a form.
        let sent = url.rsplit_once('#').map_or(url.as_str(), |(_, sent)| sent);
        format!(
            "<p><a href=\"{}\">{link}</a></p>{}<noscript><form method=\"post\" enctype=\"multipart/form-data\" action=\"/v1/status\">{}{}<button class=\"primary\">{}</button></form></noscript>",
            escaped(&spoken(url, words.language())),
            said("p", words.word("receipt_keep")),
            hidden("link", sent),
            hidden("lang", words.language()),
            escaped(words.word("status_show")),
        )
    };
    let title = words.word(if receipt.status_url.is_some() { "receipt" } else { "receipt_again" });
    let due: Vec<_> = receipt.due.iter().map(|due| due_words(sheet, due)).collect();
    let due = if due.is_empty() { String::new() } else { list("ul", &due) };
    let body = format!(
        "{}<section class=\"card granted\" data-claim=\"{}\">{}<p class=\"number\">{}</p>{due}{}</section>",
        said("h1", title),
        escaped(&receipt.claim),
        said("p", words.word("receipt_number")),
        escaped(&receipt.claim),
        receipt.status_url.as_ref().map_or_else(|| said("p", words.word("receipt_known")), link),
    );
    sheet.page(title, &body)
}
