//! One question.

use super::{back, focus, form, heading, primary, problem};
use crate::element::{View, el, said, watch};
use crate::host::clock;
use crate::inputs::input;
use crate::shop::{Shop, go};
use crate::signals::*;
use crate::words::{fill, find, has, word};
use recourse::question::{Kind, Question};
use recourse::words::{QuestionId, key};

/// What is wrong with an answer, if anything.
fn said_of(code: &str) -> Option<String> {
    (!code.is_empty()).then(|| find(code).unwrap_or(word("choose")).to_owned())
}

#[inline(never)]
pub(super) fn page(shop: &Shop, id: &QuestionId) -> View {
    let Some(question) = shop.policy.question(id).cloned() else { return View::new() };
    let value = Signal::new(shop.now().known(id).unwrap_or_default());
    let fault = Signal::new(String::new());
    // Whoever answers has read what was wrong.
    watch(Box::new(move || {
        value.get();
        fault.set(String::new());
    }));
    let hint = shop.text(&key::question_hint(id.as_str()));
    let legend = el("legend").child(heading(&shop.say(&key::question(id.as_str()))));
    let fieldset = el("fieldset").attr("part", "question").child(legend);
    let fieldset = fieldset.add(hint.map(|hint| said("p", &hint).class("hint")));
    let progress = said("span", &remaining(shop).unwrap_or_default()).class("progress");
    vec![
        back(shop),
        form(answering(shop, &question, value, fault))
            .child(problem(move || said_of(&fault.get())))
            .child(fieldset.add(input(shop, &question, value)))
            .child(el("div").class("foot").child(primary(word("continue"))).child(progress)),
    ]
}

/// How many questions can still come.
fn remaining(shop: &Shop) -> Option<String> {
    Some(match shop.now().at_most()? {
        1 => word("at_most_1").to_owned(),
        many => fill("at_most", "{n}", &many.to_string()),
    })
}

/// What a press does: the answer is taken, or it is said why not.
fn answering(
    shop: &Shop,
    question: &Question,
    value: Signal<String>,
    fault: Signal<String>,
) -> impl Fn() + 'static {
    let (shop, asked, id) = (shop.clone(), question.clone(), question.id.clone());
    let missing = match question.kind {
        Kind::Date { .. } => "not_a_date",
        Kind::Money { .. } => "not_money",
        Kind::Place { .. } => "not_a_place",
        _ => "choose",
    };
    move || {
        let text = asked.typed(&value.get_untracked());
        let mut said = Some(missing).filter(|_| text.is_empty());
        if said.is_none() {
            // One update: where the answer is taken this page is gone afterwards.
            let today = clock::today(&shop.policy.parts().timezone);
            go(shop.journey, &mut |journey| {
                // The page may have stood here overnight.
                if journey.today != today {
                    journey.as_of(today);
                }
                journey.answer(&id, &text);
                said = journey.fault;
            });
        }
        // All three fields are filled.
        if said == Some("not_a_date") && text.len() > 9 && !has(&text, "-00") {
            said = Some("no_such_day");
        }
        if let Some(said) = said {
            fault.set(said.to_owned());
            focus(&shop, ".problem");
        } else {
            shop.tell("answer", &[("question", id.as_str())]);
        }
    }
}
