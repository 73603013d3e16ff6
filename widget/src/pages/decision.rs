//! The decision: the verdicts first, then the reasons, then what to do.

use super::nearest::{LegalNotices, NearestChangeNote};
use super::reasons::{Reason, Terms};
use super::request::RequestButton;
use super::steps::{NextSteps, SupportLink};
use crate::components::{BackButton, Heading, Paragraph, SecondaryButton, ShareButton, TextList};
use crate::host::{calendar, share};
use crate::interview_state::InterviewState;
use crate::messages::Messages;
use crate::shop::{Shop, use_shop};
use leptos::prelude::*;
use recourse::clause::{TopicKind, Verdict};
use recourse::decide::{Decision, RemedyDecision, next_steps};
use recourse::types::{Day, RemedyId, key};

#[component]
pub(super) fn DecisionPage() -> impl IntoView {
    let shop = use_shop();
    let messages = shop.messages;
    let now = shop.interview_now();
    let Some(decision) = now.decision() else { return ().into_any() };
    let topic = now.topic.as_ref().and_then(|id| shop.policy.topic(id));
    let title = topic.map(|topic| shop.text_or_key(&key::topic(topic.id.as_str())));
    let inquiry = topic.is_some_and(|topic| topic.kind == TopicKind::Inquiry);
    let notes = topic.map(|topic| topic.notes.as_slice()).unwrap_or_default();
    let notes = notes.iter().filter_map(|note| shop.text(&key::part("note", note.as_str())));
    let notes: Vec<_> = notes.collect();
    let notes = (!notes.is_empty()).then(|| {
        view! {
            <details>
                <summary>{messages.get("notes")}</summary>
                <TextList rows=notes />
            </details>
        }
        .into_any()
    });
    let groups = decision.groups(inquiry);
    let steps = next_steps(&shop.policy.parts().steps, &groups);
    let can_request = !now.claimable().is_empty();
    // An inquiry makes no request; where support decides, it has to be written to.
    let is_open = |one: &RemedyDecision| match inquiry {
        true => one.verdict == Verdict::AskSupport,
        false => one.verdict.is_open(),
    };
    let open = groups.iter().position(|group| group.first().is_some_and(|one| is_open(one)));
    let about = title.clone().unwrap_or_default();
    // The way on stands in the first card that has one, so that a phone shows it without scrolling.
    let way_on = |at: usize| {
        let is_first = open == Some(at);
        is_first.then(|| {
            if can_request {
                view! { <RequestButton /> }.into_any()
            } else {
                view! { <SupportLink about=about.clone() /> }.into_any()
            }
        })
    };
    let card = |(at, group): (usize, &Vec<&RemedyDecision>)| {
        remedy_card(&shop, group, inquiry, way_on(at))
    };
    let cards: Vec<_> = groups.iter().enumerate().filter_map(card).collect();
    let name = |id: &RemedyId| shop.text_or_key(&key::part("remedy", id.as_str()));
    let steps = steps.into_iter().map(|next| {
        let remedies: Vec<_> = next.remedies.into_iter().map(name).collect();
        (next.step.clone(), remedies.join(" · "))
    });
    let steps: Vec<_> = steps.collect();
    let nearest = decision.nearest_change.clone().filter(|_| !inquiry);
    let shared_text = shared_text(&shop, &decision, inquiry);
    let restart = {
        let shop = shop.clone();
        move || shop.update_interview(InterviewState::start_again)
    };
    view! {
        <BackButton />
        <Heading text=title.unwrap_or_default() />
        {cards}
        <NextSteps steps />
        {nearest.map(|change| view! { <NearestChangeNote change /> }.into_any())}
        <LegalNotices decision />
        {notes}
        <p class="buttons">
            <SecondaryButton text=messages.get("over") on_press=Box::new(restart) />
            <SecondaryButton text=messages.get("print") on_press=Box::new(share::print) />
            <ShareButton text=shared_text />
        </p>
    }
    .into_any()
}

/// The decision on one remedy, or on several with the same decision.
fn remedy_card(
    shop: &Shop,
    group: &[&RemedyDecision],
    inquiry: bool,
    way_on: Option<AnyView>,
) -> Option<AnyView> {
    let remedy = (*group.first()?).clone();
    let ids: Vec<_> = group.iter().map(|remedy| remedy.remedy.as_str()).collect();
    let verdict = VerdictText::of(remedy.verdict, inquiry, shop.messages);
    let name = |remedy: &&RemedyDecision| {
        view! { <Paragraph text=remedy_name(shop, remedy) class="what" /> }.into_any()
    };
    let names: Vec<_> = group.iter().map(name).collect();
    let days = remedy.days();
    let days: Vec<_> = days
        .map(|(message_key, day)| {
            view! { <p class="day">{shop.date(message_key, day)}</p> }.into_any()
        })
        .collect();
    let saved = remedy.last_day.map(|last| {
        let href = calendar_entry(shop, &ids.join("-"), &remedy_names(shop, group), last);
        view! {
            <p>
                <a href=href download="last-day.ics">
                    {shop.messages.get("calendar")}
                </a>
            </p>
        }
        .into_any()
    });
    let reasons: Vec<_> =
        remedy.clauses.iter().map(|id| view! { <Reason id=id.clone() /> }.into_any()).collect();
    Some(
        view! {
            <section
                class=format!("card {}", verdict.name)
                part="decision"
                data-verdict=verdict.name
                data-remedy=ids.join(" ")
            >
                {names}
                <h3>
                    <span class="icon" aria-hidden="true">
                        {verdict.icon}
                    </span>
                    " "
                    {verdict.text}
                </h3>
                {days}
                {way_on}
                {saved}
                {reasons}
                <Terms remedy />
            </section>
        }
        .into_any(),
    )
}

/// How a verdict is shown.
struct VerdictText {
    /// The name in the DOM.
    name: &'static str,
    icon: &'static str,
    text: &'static str,
}

impl VerdictText {
    fn of(verdict: Verdict, inquiry: bool, messages: Messages) -> VerdictText {
        let (name, icon, key) = match verdict {
            Verdict::Granted if inquiry => ("granted", "✓", "granted_i"),
            Verdict::Granted => ("granted", "✓", "granted"),
            Verdict::AskSupport => ("ask_support", "?", "ask_support"),
            Verdict::NotYet => ("not_yet", "…", "not_yet"),
            Verdict::Refused if inquiry => ("refused", "✕", "refused_i"),
            Verdict::Refused => ("refused", "✕", "refused"),
        };
        VerdictText { name, icon, text: messages.get(key) }
    }
}

/// The names of several remedies in one line.
fn remedy_names(shop: &Shop, group: &[&RemedyDecision]) -> String {
    let names: Vec<_> = group.iter().map(|remedy| remedy_name(shop, remedy)).collect();
    names.join(" · ")
}

fn remedy_name(shop: &Shop, remedy: &RemedyDecision) -> String {
    shop.text_or_key(&key::part("remedy", remedy.remedy.as_str()))
}

/// The last day as an entry for the shopper's calendar.
fn calendar_entry(shop: &Shop, ids: &str, remedies: &str, last: Day) -> String {
    let name = format!("{}-{ids}", shop.options.storage_key());
    let (store, until) = (&shop.policy.parts().name, shop.date("until", last));
    let summary = format!("{store} · {remedies} · {until}");
    calendar::entry(last, shop.interview_now().today, &name, &summary)
}

/// The decision as a text for other people: remedies, verdicts, days and the address of the form;
/// nothing about the shopper. One line for each sentence, for languages do not separate sentences
/// in the same way.
fn shared_text(shop: &Shop, decision: &Decision, inquiry: bool) -> String {
    let mut lines = vec![shop.policy.parts().name.clone()];
    for group in decision.groups(inquiry) {
        let Some(remedy) = group.first() else { continue };
        lines.push(remedy_names(shop, &group));
        lines.push(VerdictText::of(remedy.verdict, inquiry, shop.messages).text.to_owned());
        lines.extend(remedy.days().map(|(message_key, day)| shop.date(message_key, day)));
    }
    let options = &shop.options;
    lines.push(options.store_url(&format!("form?lang={}", options.lang)));
    lines.join("\n")
}
