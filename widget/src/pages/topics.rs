//! What the shopper came for.

use super::{focus, form, heading, primary, problem};
use crate::element::{View, el};
use crate::inputs::{radio, radios};
use crate::messages::message;
use crate::shop::{Shop, go};
use crate::signals::*;
use recourse::types::{TopicId, key};

#[inline(never)]
pub(super) fn page(shop: &Shop) -> View {
    let chosen =
        Signal::new(shop.now().topic.as_ref().map(ToString::to_string).unwrap_or_default());
    let missing = Signal::new(String::new());
    let row = |id: &TopicId| {
        let hint = shop.text(&key::topic_hint(id.as_str()));
        radio("topic", id.as_str(), &shop.say(&key::topic(id.as_str())), hint.as_deref(), chosen)
    };
    let rows: Vec<_> = shop.policy.parts().topics.iter().map(|topic| row(&topic.id)).collect();
    let submit = {
        let shop = shop.clone();
        move || match TopicId::parse(&chosen.get_untracked()) {
            Ok(topic) => go(shop.interview, &mut |interview| interview.choose_topic(topic.clone())),
            Err(_) => {
                missing.set(message("choose").to_owned());
                focus(&shop, ".problem");
            }
        }
    };
    let legend = el("legend").child(heading(message("topics")));
    vec![
        form(submit)
            .child(problem(move || {
                Some(missing.get()).filter(|words| !words.is_empty() && chosen.get().is_empty())
            }))
            .child(el("fieldset").child(legend).child(radios("options", chosen, rows)))
            .child(primary(message("continue"))),
    ]
}
