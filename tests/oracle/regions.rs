//! The region of the rules crate for an answer: connects the second interpreter's answers with the
//! diagrams.

use crate::compare::Subject;
use recourse::question::{Answer, Kind as Shape};
use recourse::region::{region_in, region_of, region_of_span, unknown_region};

/// Regions by the indexes of answers.
pub(crate) enum Region {
    Nowhere,
    By(usize, Vec<usize>),
    Apart(usize, usize, Vec<Vec<usize>>),
}

/// The regions of a question's answers in the rules crate.
pub(crate) fn region(
    subject: &Subject,
    question: &recourse::question::Question,
    names: &[String],
    answers: &[Vec<String>],
) -> Region {
    let place = |id: &str| names.iter().position(|name| name == id);
    if let Shape::Span { from, to, starts } = &question.kind {
        let id = |ix: u8| subject.policy.questions()[usize::from(ix)].id.to_string();
        let (Some(first), Some(second)) = (place(&id(*from)), place(&id(*to))) else {
            return Region::Nowhere;
        };
        let of = |start: &String, end: &String| {
            if !start.starts_with("20") || !end.starts_with("20") {
                return unknown_region(question).unwrap();
            }
            let days = crate::oracle::dates::days_between(
                crate::oracle::dates::date(start),
                crate::oracle::dates::date(end),
            );
            region_of_span(starts, i32::try_from(days).unwrap())
        };
        let row = |start: &String| answers[second].iter().map(|end| of(start, end)).collect();
        return Region::Apart(first, second, answers[first].iter().map(row).collect());
    }
    let own = place(question.id.as_str());
    let Some(place) = own else { return Region::Nowhere };
    let today = subject.civil_today();
    if let Shape::Date { public_holidays: Some(asked), .. } = &question.kind {
        let asked = &subject.policy.questions()[usize::from(*asked)];
        if let Some(second) = names.iter().position(|name| name == asked.id.as_str()) {
            return abroad(
                subject,
                question,
                asked,
                [&answers[place], &answers[second]],
                [place, second],
            );
        }
    }
    let of = |text: &String| region_of(question, &Answer::parse(question, text).unwrap(), today);
    Region::By(place, answers[place].iter().map(of).collect())
}

/// The regions of a date whose limits depend on the shopper's place.
fn abroad(
    subject: &Subject,
    date: &recourse::question::Question,
    place: &recourse::question::Question,
    [days, places]: [&Vec<String>; 2],
    [first, second]: [usize; 2],
) -> Region {
    let (today, questions) = (subject.civil_today(), subject.policy.questions());
    let of = |day: &String, at: &String| {
        let texts = [(place.id.as_str(), at.as_str())];
        let facts = recourse::question::Facts::parse(questions, texts, today).unwrap();
        let calendars = recourse::region::country_calendars(questions, date, &facts);
        region_in(date, &Answer::parse(date, day).unwrap(), today, calendars[0])
    };
    let row = |day: &String| places.iter().map(|at| of(day, at)).collect();
    Region::Apart(first, second, days.iter().map(row).collect())
}
