//! Compares both interpreters where the shopper's place counts: last days moved past its holidays,
//! and one answer for every code of it.

use crate::compare::{Chance, Subject, compare, whole_decisions};
use crate::oracle::dates::date;
use crate::oracle::{Facts, Kind, Topic, places, samples};
use std::path::Path;

/// The withdrawal on days around holidays of many countries.
pub(crate) fn past_holidays(store: &str) -> Result<(), String> {
    for today in [
        "2026-10-26",
        "2026-10-27",
        "2026-12-24",
        "2026-12-28",
        "2026-12-29",
        "2027-05-06",
        "2033-12-27",
    ] {
        let subject = Subject { today: date(today), ..Subject::load(store) };
        whole_decisions(&subject, "withdrawal")?;
    }
    Ok(())
}

/// Every code that the second interpreter knows: in the topics of a shipped policy that ask for
/// places, and in those of the policies of real shops, with random other answers.
pub(crate) fn every_place() -> Result<(), String> {
    let subject = Subject::load("hekka");
    for code in places::codes() {
        for (topic, others) in [
            ("customs_help", &[][..]),
            ("country_supported", &[("xiaomi_phone", "yes"), ("crimea", "no")]),
        ] {
            let fact = |(id, answer): &(&str, &str)| ((*id).to_owned(), (*answer).to_owned());
            let mut facts: Facts = others.iter().map(fact).collect();
            facts.insert("ship_to".to_owned(), code.to_owned());
            compare(&subject, topic_of(&subject, topic), &facts)?;
        }
    }
    ["anker", "zalando"].into_iter().try_for_each(|store| every_place_of(&real(store)))
}

fn topic_of<'a>(subject: &'a Subject, topic: &str) -> &'a Topic {
    subject.oracle.topics.iter().find(|known| known.id == topic).unwrap()
}

fn real(store: &str) -> Subject {
    let files = recourse_authoring::load(
        Path::new("real-policies"),
        Path::new("../shared/statutes"),
        store,
    )
    .unwrap();
    let policy = recourse_authoring::compile(&files).unwrap().policy;
    let statutes: Vec<String> = files.statutes.iter().map(|(_, text)| text.clone()).collect();
    Subject::of(store, policy, &files.policy.1, &statutes)
}

fn every_place_of(subject: &Subject) -> Result<(), String> {
    let is_place = |id: &&String| {
        let mut all = subject.oracle.questions.iter();
        all.any(|question| question.id == **id && matches!(question.kind, Kind::Place))
    };
    let mut chance = Chance(5);
    for topic in &subject.oracle.topics {
        let answers = samples::answers(&subject.oracle, topic, subject.today);
        let Some(place) = answers.keys().find(is_place) else { continue };
        for code in places::codes() {
            let mut facts = chance.case(&answers);
            facts.insert(place.clone(), code.to_owned());
            if samples::possible(&subject.oracle, &facts) {
                compare(subject, topic, &facts)?;
            }
        }
    }
    Ok(())
}
