//! The interview state natively: a table of what shoppers do. No browser, no clock.

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
    let stores = recourse_authoring::stores(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/policies"),
    );
    policy(stores.first().unwrap())
}

/// The first store there is, its first topic that asks at least two questions, and the state of an
/// interview on it.
fn interview(prefilled: &[(String, String)]) -> InterviewState {
    let today = Day::parse("2026-11-20").unwrap();
    InterviewState::new(first_policy(), prefilled, Some("after_return_starts"), today)
}

fn question(interview: &InterviewState) -> String {
    match &interview.page {
        Page::Question(id) => id.to_string(),
        page => format!("{page:?}"),
    }
}

fn answer(interview: &mut InterviewState, text: &str) {
    let Page::Question(id) = interview.page.clone() else {
        panic!("no question is shown: {:?}", interview.page)
    };
    interview.answer(&id, text);
}

#[test]
fn a_topic_leads_through_its_questions_to_the_review_and_the_decision() {
    let mut interview = interview(&[]);
    assert_eq!(question(&interview), "return_reason");
    answer(&mut interview, "changed_mind");
    assert_eq!(question(&interview), "item_state");
    answer(&mut interview, "used");
    assert_eq!(interview.page, Page::Review);
    assert!(interview.decision().is_some());
    assert!(interview.claimable().is_empty(), "an inquiry takes no claim");
}

#[test]
fn an_answer_that_is_none_stays_at_its_question_with_its_fault() {
    let mut interview = interview(&[]);
    answer(&mut interview, "perhaps");
    assert_eq!(
        (question(&interview).as_str(), interview.fault),
        ("return_reason", Some("not_an_option"))
    );
}

#[test]
fn going_back_keeps_the_answers() {
    let mut interview = interview(&[]);
    answer(&mut interview, "changed_mind");
    answer(&mut interview, "used");
    interview.back();
    assert_eq!(question(&interview), "item_state");
    interview.back();
    assert_eq!(question(&interview), "return_reason");
    answer(&mut interview, "changed_mind");
    assert_eq!(question(&interview), "item_state");
    assert_eq!(
        interview.current_answer(&QuestionId::parse("item_state").unwrap()).as_deref(),
        Some("used")
    );
}

#[test]
fn a_changed_answer_returns_to_the_review_and_what_left_the_path_is_kept_but_does_not_count() {
    let mut interview = interview(&[]);
    answer(&mut interview, "changed_mind");
    answer(&mut interview, "used");
    interview.change(QuestionId::parse("return_reason").unwrap());
    answer(&mut interview, "faulty_or_wrong");
    assert_eq!(interview.page, Page::Review);
    assert_eq!(interview.facts().len(), 1, "the state of the item does not count now");
    interview.change(QuestionId::parse("return_reason").unwrap());
    answer(&mut interview, "changed_mind");
    assert_eq!(interview.page, Page::Review, "it was kept and counts again");
}

#[test]
fn what_the_storefront_knows_is_not_asked_and_what_it_gets_wrong_is() {
    let prefilled = |text: &str| [("return_reason".to_owned(), text.to_owned())];
    assert_eq!(question(&interview(&prefilled("changed_mind"))), "item_state");
    assert_eq!(question(&interview(&prefilled("nonsense"))), "return_reason");
    assert_eq!(
        question(&interview(&[("no_such_fact".to_owned(), "x".to_owned())])),
        "return_reason"
    );
}

#[test]
fn a_fact_that_comes_late_leaves_the_question_that_it_answers_and_keeps_the_rest() {
    let mut interview = interview(&[]);
    interview.set_prefilled(&[("return_reason".to_owned(), "changed_mind".to_owned())]);
    assert_eq!(question(&interview), "item_state");
    answer(&mut interview, "used");
    assert_eq!(interview.page, Page::Review);
    interview.set_prefilled(&[]);
    assert_eq!(question(&interview), "return_reason", "what the storefront takes back is asked");
    answer(&mut interview, "changed_mind");
    assert_eq!(question(&interview), "item_state");
    assert_eq!(
        interview.current_answer(&QuestionId::parse("item_state").unwrap()).as_deref(),
        Some("used"),
        "it was kept"
    );
}

#[test]
fn an_answer_off_the_path_that_contradicts_a_new_one_goes_alone() {
    let mut interview = interview(&[]);
    let id = |id: &str| QuestionId::parse(id).unwrap();
    let day = |text: &str| Answer::Known(Value::Date(Day::parse(text).unwrap()));
    interview.record(&id("shipment_confirmed_on"), day("2026-11-10")).unwrap();
    answer(&mut interview, "changed_mind");
    answer(&mut interview, "used");
    interview.record(&id("delivered_on"), day("2026-11-05")).unwrap();
    assert_eq!(
        interview.current_answer(&id("shipment_confirmed_on")),
        None,
        "it lay after the delivery"
    );
    assert_eq!(interview.current_answer(&id("item_state")).as_deref(), Some("used"));
    assert_eq!(interview.current_answer(&id("return_reason")).as_deref(), Some("changed_mind"));
}

#[test]
fn a_reload_goes_on_where_the_shopper_left() {
    let mut before = interview(&[]);
    answer(&mut before, "changed_mind");
    let mut after = interview(&[]);
    after.resume("after_return_starts", &before.answers());
    assert_eq!(question(&after), "item_state");
    answer(&mut after, "used");
    let mut last = interview(&[]);
    last.resume("after_return_starts", &after.answers());
    assert_eq!(last.page, Page::Review);
    last.resume("no_such_topic", &after.answers());
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
        InterviewState::new(
            Arc::clone(&policy),
            &facts(delivered),
            Some("return"),
            day("2026-11-21"),
        )
    };
    let mut same = begin("2026-11-12");
    let before = same.page.clone();
    same.set_today(day("2026-11-20"));
    assert_eq!(
        (same.today, &same.page),
        (day("2026-11-20"), &before),
        "nothing on the page has moved"
    );
    let mut later = begin("2026-11-21");
    let asked = |interview: &InterviewState| {
        interview.prefilled.iter().map(|(id, _)| id.to_string()).collect::<Vec<_>>()
    };
    assert!(asked(&later).contains(&"delivered_on".to_owned()));
    later.set_today(day("2026-11-20"));
    assert_eq!(asked(&later), ["ship_to"], "a parcel that comes tomorrow has not come");
}
