//! Both interpreters where the shopper's place counts: last days past its holidays, and one answer for every code of it.

use crate::compare::{Subject, compare, whole_decisions};
use crate::oracle::dates::date;
use crate::oracle::{Facts, places};

/// The withdrawal on days around holidays of many countries.
pub(crate) fn past_holidays(store: &str) -> Result<(), String> {
    for today in
        ["2026-10-26", "2026-10-27", "2026-12-24", "2026-12-28", "2026-12-29", "2027-05-06", "2033-12-27"]
    {
        let subject = Subject { today: date(today), ..Subject::load(store) };
        whole_decisions(&subject, "withdrawal")?;
    }
    Ok(())
}

/// Every code that the second interpreter knows, in the topics of a shipped policy that are about places.
pub(crate) fn every_place() -> Result<(), String> {
    let subject = Subject::load("hekka");
    for code in places::codes() {
        for (topic, others) in
            [("customs_help", &[][..]), ("country_supported", &[("xiaomi_phone", "yes"), ("crimea", "no")])]
        {
            let mut facts: Facts =
                others.iter().map(|(id, answer)| ((*id).to_owned(), (*answer).to_owned())).collect();
            facts.insert("ship_to".to_owned(), code.to_owned());
            let topic = subject.oracle.topics.iter().find(|known| known.id == topic).unwrap();
            compare(&subject, topic, &facts)?;
        }
    }
    Ok(())
}
