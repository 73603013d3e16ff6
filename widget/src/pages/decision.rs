//! The answer: what a tired person understands in five seconds first, then why, then what to do.

use super::review::words as answer_words;
use super::{back, heading, list, request, secondary};
use crate::element::{El, View, el, text_element};
use crate::host::{calendar, intl, share};
use crate::interview_state::InterviewState;
use crate::messages::{fill, filled, message};
use crate::shop::{Shop, go};
use crate::signals::*;
use recourse::clause::{Need, Payer, TopicKind, Verdict};
use recourse::decide::{Decision, NearestChange, RemedyDecision, first_steps, is_common};
use recourse::types::{ClauseId, Day, StepId, joined, key};

/// How a label ends before what it is about, in whichever language.
const COLON: [char; 3] = [':', '\u{ff1a}', '\u{a0}'];

#[inline(never)]
pub(super) fn page(shop: &Shop) -> View {
    let Some(decision) = shop.now().decision() else { return View::new() };
    let topic = shop.now().topic.and_then(|id| shop.policy.topic(&id).cloned());
    let title =
        topic.as_ref().map(|topic| shop.say(&key::topic(topic.id.as_str()))).unwrap_or_default();
    let inquiry = topic.as_ref().is_some_and(|topic| topic.kind == TopicKind::Inquiry);
    let mut notes = Vec::new();
    for note in topic.as_ref().map(|topic| topic.notes.as_slice()).unwrap_or_default() {
        notes.extend(shop.text(&key::part("note", note.as_str())));
    }
    let interview = shop.interview;
    let can_claim = !shop.now().claimable().is_empty();
    let notes = (!notes.is_empty()).then(|| {
        el("details").child(text_element("summary", message("notes"))).child(list("ul", &notes))
    });
    let over = secondary(message("over"), move || go(interview, &mut InterviewState::start_again));
    let mut page = vec![back(shop), heading(&title)];
    let groups = decision.groups(inquiry);
    page.extend(groups.iter().filter_map(|group| card(shop, group, &groups, inquiry)));
    let common = steps(shop, first_steps(&groups), &|step| is_common(&groups, step));
    if !common.is_empty() {
        page.push(el("section").class("aside").add(common));
    }
    if can_claim {
        page.extend(request::request_button(shop));
    }
    page.extend(nearest(shop, &decision).filter(|_| !inquiry));
    page.extend(law(shop, &decision));
    page.extend(notes);
    page.push(
        el("p")
            .child(over)
            .child(secondary(message("print"), share::print))
            .add(shared(shop, &decision, inquiry)),
    );
    page
}

/// The answer for somebody else: what is said of each remedy and where to ask, and nothing of who
/// asked.
fn shared(shop: &Shop, decision: &Decision, inquiry: bool) -> View {
    let mut lines = vec![shop.policy.parts().name.clone()];
    // A line each, for marks between sentences are not the same in all languages.
    for group in decision.groups(inquiry) {
        let Some(remedy) = group.first() else { continue };
        lines.push(names_of(shop, &group));
        lines.push(verdict_words(remedy.verdict, inquiry).2.to_owned());
        lines.extend(remedy.days().map(|(message_key, day)| dated(shop, message_key, day)));
    }
    let options = &shop.options;
    lines.push(format!("{}/v1/stores/{}/form?lang={}", options.api, options.store, options.lang));
    let text = joined(&lines, "\n");
    let (copied, done) = (Signal::new(String::new()), message("copied"));
    let share = secondary(message("share"), move || {
        share::share(&text, Box::new(move || copied.set(done.to_owned())));
    });
    let said = el("span").attr("role", "status").live_text(move || copied.get());
    if share::can_share() { vec![share, said] } else { View::new() }
}

/// The remedies of which the same is said, in one line.
fn names_of(shop: &Shop, group: &[&RemedyDecision]) -> String {
    let names: Vec<_> = group.iter().map(|remedy| name_of(shop, remedy)).collect();
    joined(&names, " · ")
}

fn name_of(shop: &Shop, remedy: &RemedyDecision) -> String {
    shop.say(&key::part("remedy", remedy.remedy.as_str()))
}

fn verdict_words(verdict: Verdict, inquiry: bool) -> (&'static str, &'static str, &'static str) {
    match verdict {
        Verdict::Granted => {
            ("granted", "✓", message(if inquiry { "granted_i" } else { "granted" }))
        }
        Verdict::AskSupport => ("ask_support", "?", message("ask_support")),
        Verdict::NotYet => ("not_yet", "…", message("not_yet")),
        Verdict::Refused => {
            ("refused", "✕", message(if inquiry { "refused_i" } else { "refused" }))
        }
    }
}

/// What is said of one remedy, or of several alike.
fn card(
    shop: &Shop,
    group: &[&RemedyDecision],
    all: &[Vec<&RemedyDecision>],
    inquiry: bool,
) -> Option<El> {
    let remedy = group.first()?;
    let ids: Vec<_> = group.iter().map(|remedy| remedy.remedy.as_str()).collect();
    let (verdict, icon, words) = verdict_words(remedy.verdict, inquiry);
    let day = |(message_key, day)| text_element("p", &dated(shop, message_key, day)).class("day");
    let icon = text_element("span", icon).class("icon").attr("aria-hidden", "true");
    let card = el("section").class(&format!("card {verdict}")).attr("part", "decision");
    let card = card
        .attr("data-verdict", verdict)
        .attr("data-remedy", &joined(&ids, " "))
        .add(group.iter().map(|remedy| text_element("p", &name_of(shop, remedy)).class("what")))
        .child(el("h3").child(icon).text(" ").text(words))
        .add(remedy.days().map(day))
        .add(
            remedy
                .last_day
                .map(|last| saved(shop, &joined(&ids, "-"), &names_of(shop, group), last)),
        )
        .add(remedy.clauses.iter().flat_map(|id| reason(shop, id)))
        .add(terms(shop, remedy, all));
    Some(card)
}

/// Words with a day in them.
fn dated(shop: &Shop, key: &'static str, day: Day) -> String {
    fill(key, "{date}", &intl::day(&shop.options.lang, day))
}

/// The last day for the shopper's own calendar.
fn saved(shop: &Shop, ids: &str, what: &str, last: Day) -> El {
    let name = joined(&[&shop.options.storage_key(), ids], "-");
    let what = joined(&[&shop.policy.parts().name, what, &dated(shop, "until", last)], " · ");
    let href = calendar::entry(last, shop.now().today, &name, &what);
    el("p").child(
        text_element("a", message("calendar")).attr("href", &href).attr("download", "last-day.ics"),
    )
}

fn reason(shop: &Shop, id: &ClauseId) -> View {
    let clause = shop.policy.clause(id);
    let quote = clause.and_then(|clause| clause.quote.as_ref());
    let lines = clause.and_then(|clause| clause.source_lines.as_ref());
    let interpretation = clause.and_then(|clause| clause.interpretation.as_ref());
    let quoted = |quote: &String| {
        let footer =
            lines.map(|lines| text_element("footer", &format!("{} {lines}", message("line"))));
        el("blockquote").child(text_element("p", &shop.original(&format!("“{quote}”")))).add(footer)
    };
    let read = |interpretation: &String| {
        let label = quote.map(|_| text_element("strong", message("interpretation")));
        let own = shop.text(&key::part("interpretation", id.as_str()));
        el("p")
            .add(label)
            .text(" ")
            .child(text_element("span", &own.unwrap_or_else(|| shop.original(interpretation))))
    };
    let mut view = vec![text_element("p", &shop.say(&key::part("clause", id.as_str())))];
    if quote.is_some() || interpretation.is_some() {
        // Where the shop's page says nothing, how it is read is not its word.
        let title = if quote.is_some() {
            message("quote")
        } else {
            message("interpretation").trim_end_matches(COLON)
        };
        let title = text_element("summary", title);
        let source = el("details").class("source").child(title);
        view.push(source.add(quote.map(quoted)).add(interpretation.map(read)));
    }
    view
}

fn terms(shop: &Shop, remedy: &RemedyDecision, all: &[Vec<&RemedyDecision>]) -> View {
    let pays = remedy.pays.map(|payer| match payer {
        Payer::Shop => message("pays_shop"),
        Payer::Customer => message("pays_customer"),
        Payer::ShopIfJustified => message("pays_shop_if_justified"),
        Payer::Undecided => message("pays_undecided"),
    });
    let cap = remedy.cap.map(|cap| {
        let amount = intl::money(&shop.options.lang, shop.policy.parts().currency.as_str(), cap);
        fill("cap", "{amount}", &amount)
    });
    let proofs: Vec<_> = remedy.proofs.iter().map(|id| proof(shop, id)).collect();
    let mut view: View = pays.map(|words| text_element("p", words)).into_iter().collect();
    view.extend(cap.map(|words| text_element("p", &words)));
    if !proofs.is_empty() {
        view.extend([text_element("h4", message("show")), list("ul", &proofs)]);
    }
    view.extend(steps(shop, &remedy.steps, &|step| !is_common(all, step)));
    view
}

/// What to do next, where there is anything.
fn steps(shop: &Shop, ids: &[StepId], shown: &dyn Fn(&StepId) -> bool) -> View {
    let mut rows = Vec::new();
    for id in ids.iter().filter(|id| shown(id)) {
        rows.extend(shop.text(&key::part("step", id.as_str())));
    }
    if rows.is_empty() {
        View::new()
    } else {
        vec![text_element("h4", message("next")), list("ol", &rows)]
    }
}

/// A proof with its count and how badly it is needed.
pub(crate) fn proof(shop: &Shop, id: &recourse::types::ProofId) -> String {
    let name = shop.say(&key::part("proof", id.as_str()));
    let Some(proof) = shop.policy.proof(id) else { return name };
    let need = message(match proof.need {
        Need::Required => "need_required",
        Need::Recommended => "need_recommended",
        Need::IfApplicable => "need_if_applicable",
    });
    let mut words = fill("proof", "{proof}", &name);
    if proof.count > 1 {
        let pieces = fill("pieces", "{n}", &proof.count.to_string());
        words = filled(&words, "{need}", Some(&pieces)).unwrap_or_default();
    }
    filled(&words, "{need}", Some(need)).unwrap_or_default()
}

fn nearest(shop: &Shop, decision: &Decision) -> Option<El> {
    let change = decision.nearest_change.as_ref()?;
    let words = nearest_words(shop, change)?;
    let remedy = shop.say(&key::part("remedy", change.remedy.as_str()));
    let aside = el("section").class("aside").child(text_element("h4", message("nearest")));
    Some(aside.child(text_element("p", &remedy).class("what")).child(text_element("p", &words)))
}

fn nearest_words(shop: &Shop, change: &NearestChange) -> Option<String> {
    if let Some(day) = change.by {
        return Some(dated(shop, "nearest_by", day));
    }
    let (question, answer) = (change.question.as_ref()?, change.answer.as_ref()?);
    let said = shop.policy.question(question)?.can_be_named();
    let words = message(if said { "nearest_answer" } else { "nearest_question" });
    let words = filled(words, "{question}", Some(&shop.say(&key::question(question.as_str()))))?;
    filled(&words, "{answer}", Some(&answer_words(shop, question, answer)))
}

fn law(shop: &Shop, decision: &Decision) -> Option<El> {
    let mut seen = vec![];
    let mut rows = vec![];
    for notice in decision.remedies.iter().flat_map(|remedy| &remedy.statutes) {
        if seen.contains(&notice.statute) {
            continue;
        }
        seen.push(notice.statute.clone());
        let period = notice.last_day.zip(notice.period);
        let until = period.map(|(day, period)| dated(shop, period.message_key(), day));
        let words = shop.say(&key::part("statute", notice.statute.as_str()));
        let row = el("p").child(text_element("span", &words)).text(" ");
        rows.push(row.text(&until.unwrap_or_default()));
    }
    let title = message("law");
    (!rows.is_empty())
        .then(|| el("section").class("aside law").child(text_element("h4", title)).add(rows))
}
