//! The first page: what the shopper needs help with.

use super::carried_form::carried_form;
use super::context::PageContext;
use super::layout::{Choice, action_button, problem};
use maud::{Markup, html};
use recourse::clause::Topic;
use recourse::types::key;

/// The list of topics, with an alert where none was chosen.
pub(crate) fn topics(context: &PageContext<'_>, is_missing: bool) -> Markup {
    let messages = context.messages;
    let title = messages.message("topics");
    let inputs = html! {
        fieldset {
            legend { h1 { (title) } }
            @for topic in &context.policy().parts().topics { (choice(context, topic)) }
        }
        (action_button("primary", "next", messages.message("continue")))
    };
    let alert = html! { @if is_missing { (messages.message("choose")) } };
    context.page(
        title,
        &html! {
            @if is_missing { (problem(messages, &alert)) }
            (carried_form(context, &["topic"], &inputs))
        },
    )
}

fn choice(context: &PageContext<'_>, topic: &Topic) -> Markup {
    let id = topic.id.as_str();
    let hint = context.text(&key::topic_hint(id));
    Choice {
        kind: "radio",
        name: "topic",
        value: id,
        label: context.localized(&context.say(&key::topic(id))),
        hint: hint.map(|hint| context.localized(&hint)),
        is_checked: context.state.topic.as_ref() == Some(&topic.id),
    }
    .markup()
}
