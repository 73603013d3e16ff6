//! The journey natively: a table of what shoppers do. No browser, no clock.

use super::*;
use recourse::question::Value;
use recourse_authoring::{compile, load};
use std::path::Path;

pub(crate) fn policy(store: &str) -> Arc<Policy> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let files = load(&shared.join("policies"), &shared.join("statutes"), store).unwrap();
    Arc::new(compile(&files).unwrap().policy)
}

fn first_policy() -> Arc<Policy> {
    let stores =
        recourse_authoring::stores(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/policies"));
    policy(stores.first().unwrap())
}

/// The first store there is, its first topic that asks at least two questions, and a journey standing on it.
fn journey(given: &[(String, String)]) -> Journey {
    let today = Day::parse("2026-11-20").unwrap();
    Journey::new(first_policy(), given, Some("after_return_starts"), today)
}

fn question(journey: &Journey) -> String {
    match &journey.page {
        Page::Question(id) => id.to_string(),
        page => format!("{page:?}"),
    }
}

fn answer(journey: &mut Journey, text: &str) {
    let Page::Question(id) = journey.page.clone() else { panic!("no question is shown: {:?}", journey.page) };
    journey.answer(&id, text);
}

#[test]
fn a_topic_leads_through_its_questions_to_the_review_and_the_decision() {
    let mut journey = journey(&[]);
    assert_eq!(question(&journey), "return_reason");
    answer(&mut journey, "changed_mind");
    assert_eq!(question(&journey), "item_state");
    answer(&mut journey, "used");
    assert_eq!(journey.page, Page::Review);
    assert!(journey.decision().is_some());
    assert!(journey.claimable().is_empty(), "an inquiry takes no claim");
}

#[test]
fn an_answer_that_is_none_stays_at_its_question_with_its_fault() {
    let mut journey = journey(&[]);
    answer(&mut journey, "perhaps");
    assert_eq!((question(&journey).as_str(), journey.fault), ("return_reason", Some("not_an_option")));
}

#[test]
fn going_back_keeps_the_answers() {
    let mut journey = journey(&[]);
    answer(&mut journey, "changed_mind");
    answer(&mut journey, "used");
    journey.back();
    assert_eq!(question(&journey), "item_state");
    journey.back();
    assert_eq!(question(&journey), "return_reason");
    answer(&mut journey, "changed_mind");
    assert_eq!(question(&journey), "item_state");
    assert_eq!(journey.known(&QuestionId::parse("item_state").unwrap()).as_deref(), Some("used"));
}

#[test]
fn a_changed_answer_returns_to_the_review_and_what_left_the_path_is_kept_but_does_not_count() {
    let mut journey = journey(&[]);
    answer(&mut journey, "changed_mind");
    answer(&mut journey, "used");
    journey.change(QuestionId::parse("return_reason").unwrap());
    answer(&mut journey, "faulty_or_wrong");
    assert_eq!(journey.page, Page::Review);
    assert_eq!(journey.facts().len(), 1, "the state of the item does not count now");
    journey.change(QuestionId::parse("return_reason").unwrap());
    answer(&mut journey, "changed_mind");
    assert_eq!(journey.page, Page::Review, "it was kept and counts again");
}

#[test]
fn what_the_storefront_knows_is_not_asked_and_what_it_gets_wrong_is() {
    let given = |text: &str| [("return_reason".to_owned(), text.to_owned())];
    assert_eq!(question(&journey(&given("changed_mind"))), "item_state");
    assert_eq!(question(&journey(&given("nonsense"))), "return_reason");
    assert_eq!(question(&journey(&[("no_such_fact".to_owned(), "x".to_owned())])), "return_reason");
}

#[test]
fn a_fact_that_comes_late_leaves_the_question_that_it_answers_and_keeps_the_rest() {
    let mut journey = journey(&[]);
    journey.give(&[("return_reason".to_owned(), "changed_mind".to_owned())]);
    assert_eq!(question(&journey), "item_state");
    answer(&mut journey, "used");
    assert_eq!(journey.page, Page::Review);
    journey.give(&[]);
    assert_eq!(question(&journey), "return_reason", "what the storefront takes back is asked");
    answer(&mut journey, "changed_mind");
    assert_eq!(question(&journey), "item_state");
    assert_eq!(
        journey.known(&QuestionId::parse("item_state").unwrap()).as_deref(),
        Some("used"),
        "it was kept"
    );
}

#[test]
fn an_answer_off_the_path_that_contradicts_a_new_one_goes_alone() {
    let mut journey = journey(&[]);
    let id = |id: &str| QuestionId::parse(id).unwrap();
    let day = |text: &str| Answer::Known(Value::Date(Day::parse(text).unwrap()));
    journey.record(&id("shipment_confirmed_on"), day("2026-11-10")).unwrap();
    answer(&mut journey, "changed_mind");
    answer(&mut journey, "used");
    journey.record(&id("delivered_on"), day("2026-11-05")).unwrap();
    assert_eq!(journey.known(&id("shipment_confirmed_on")), None, "it lay after the delivery");
    assert_eq!(journey.known(&id("item_state")).as_deref(), Some("used"));
    assert_eq!(journey.known(&id("return_reason")).as_deref(), Some("changed_mind"));
}

#[test]
fn a_reload_goes_on_where_the_shopper_left() {
    let mut before = journey(&[]);
    answer(&mut before, "changed_mind");
    let mut after = journey(&[]);
    after.resume("after_return_starts", &before.kept());
    assert_eq!(question(&after), "item_state");
    answer(&mut after, "used");
    let mut last = journey(&[]);
    last.resume("after_return_starts", &after.kept());
    assert_eq!(last.page, Page::Review);
    last.resume("no_such_topic", &after.kept());
    assert_eq!(last.page, Page::Review, "what is not known changes nothing");
}

#[test]
fn another_day_keeps_what_can_still_have_been_and_drops_what_cannot() {
    let facts = |day: &str| {
        vec![("delivered_on".to_owned(), day.to_owned()), ("ship_to".to_owned(), "DE".to_owned())]
    };
    let day = |text: &str| Day::parse(text).unwrap();
    let policy = first_policy();
    let begin = |delivered: &str| {
        Journey::new(Arc::clone(&policy), &facts(delivered), Some("return"), day("2026-11-21"))
    };
    let mut same = begin("2026-11-12");
    let before = same.page.clone();
    same.as_of(day("2026-11-20"));
    assert_eq!((same.today, &same.page), (day("2026-11-20"), &before), "nothing on the page has moved");
    let mut later = begin("2026-11-21");
    let asked = |journey: &Journey| journey.given.iter().map(|(id, _)| id.to_string()).collect::<Vec<_>>();
    assert!(asked(&later).contains(&"delivered_on".to_owned()));
    later.as_of(day("2026-11-20"));
    assert_eq!(asked(&later), ["ship_to"], "a parcel that comes tomorrow has not come");
}
