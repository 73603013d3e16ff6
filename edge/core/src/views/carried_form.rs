//! The form around a page of the interview. It carries every field that the page does not show, so
//! that the edge stores nothing between two pages.

use super::context::PageContext;
use super::layout::hidden;
use maud::{Markup, html};

/// The text fields of the request, in the order in which the form carries them.
const REQUEST_FIELDS: [&str; 6] = ["email", "order", "name", "note", "remedy", "ticket"];

/// A form with the inputs of a page; `shown` lists the names of the fields that these inputs have.
pub(super) fn carried_form(context: &PageContext<'_>, shown: &[&str], inputs: &Markup) -> Markup {
    let store = context.policy().parts().store.as_str();
    let carried = carried_fields(context);
    // Enter presses the first button of a form, so no button may come before those of `inputs`.
    html! {
        form method="post" enctype="multipart/form-data" action={ "/v1/stores/" (store) "/form" } {
            @for (name, value) in &carried {
                @if !shown.contains(&name.as_str()) { (hidden(name, value)) }
            }
            (inputs)
        }
    }
}

/// All fields with a value, by name.
fn carried_fields(context: &PageContext<'_>) -> Vec<(String, String)> {
    let state = context.state;
    let mut fields = vec![("lang".to_owned(), context.messages.language().to_owned())];
    fields.extend(state.topic.iter().map(|topic| ("topic".to_owned(), topic.to_string())));
    fields.extend(state.answers.iter().map(|(id, answer)| (format!("a:{id}"), answer.clone())));
    for name in REQUEST_FIELDS.into_iter().filter(|name| !state.field(name).is_empty()) {
        fields.push((name.to_owned(), state.field(name).to_owned()));
    }
    fields.extend(state.proofs.iter().map(|proof| ("proof".to_owned(), proof.clone())));
    let photos = state.photos.iter().map(|sent| format!("{}/{}", sent.proof, sent.photo));
    fields.extend(photos.map(|photo| ("photo".to_owned(), photo)));
    fields
}
