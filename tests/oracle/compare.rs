//! Compares both interpreters on the same shoppers: whole decisions, last days, and decisions
//! before all questions are asked.

mod chance;

pub(crate) use chance::Chance;

use crate::oracle::dates::date;
use crate::oracle::days::days;
use crate::oracle::samples::{self, Answers, possible};
use crate::oracle::{Decided, Facts, Policy as Oracle, Topic, decide, read};
use jiff::civil::Date;
use recourse::decide::{Decision, Status};
use recourse::interview::{Next, next};
use recourse::policy::Policy;
use recourse::question::{Facts as Given, Situation};
use recourse::types::{Day, TopicId};
use std::collections::BTreeSet;
use std::path::Path;
use toml::{Table, Value};

/// Whole decisions compared per topic.
const DECISIONS: usize = 2_000;
/// Partial states per topic, if there are too many for all of them.
const PARTIAL: usize = 400;
/// A topic with at most so many partial states is compared in every one.
const STATES_MAX: usize = 2_000;
/// Completions per partial state; all, if there are no more.
const COMPLETIONS: usize = 300;

/// A shipped policy, read by both interpreters.
pub(crate) struct Subject {
    pub(crate) store: String,
    pub(crate) policy: Policy,
    pub(crate) oracle: Oracle,
    pub(crate) today: Date,
}

impl Subject {
    pub(crate) fn load(store: &str) -> Subject {
        Subject::load_from("../shared/policies", store)
    }

    /// The policy of a store, from a folder of policies.
    pub(crate) fn load_from(policies: &str, store: &str) -> Subject {
        let statutes = Path::new("../shared/statutes");
        let files = recourse_authoring::load(Path::new(policies), statutes, store).unwrap();
        let policy = recourse_authoring::compile(&files).unwrap().policy;
        let statutes: Vec<String> = files.statutes.iter().map(|(_, text)| text.clone()).collect();
        Subject::of(store, policy, &files.policy.1, &statutes)
    }

    pub(crate) fn of(store: &str, policy: Policy, text: &str, statutes: &[String]) -> Subject {
        Subject {
            store: store.to_owned(),
            policy,
            oracle: read(text, statutes),
            today: date("2026-11-20"),
        }
    }

    pub(crate) fn civil_today(&self) -> Day {
        Day::parse(&self.today.to_string()).unwrap()
    }

    pub(crate) fn topic_id(&self, topic: &str) -> TopicId {
        TopicId::parse(topic).unwrap()
    }

    /// The id of an allowance by its index.
    pub(crate) fn allowance(&self, ix: u16) -> String {
        self.policy.parts().allowances[usize::from(ix)].id.to_string()
    }

    pub(crate) fn decided(&self, topic: &str, facts: &Facts) -> Result<Decision, String> {
        let situation = self.situation(topic, facts, self.civil_today())?;
        Ok(recourse::decide::decide(&self.policy, &situation))
    }

    pub(crate) fn situation(
        &self,
        topic: &str,
        facts: &Facts,
        today: Day,
    ) -> Result<Situation, String> {
        let texts = facts.iter().map(|(id, answer)| (id.as_str(), answer.as_str()));
        let facts = Given::parse(self.policy.questions(), texts, today)
            .map_err(|error| format!("{error} in {facts:?}"))?;
        Ok(Situation { topic: self.topic_id(topic), facts, today })
    }

    pub(crate) fn topic(&self, topic: &str) -> &Topic {
        self.oracle.topics.iter().find(|known| known.id == topic).unwrap()
    }
}

/// A sample of complete cases, in every field of a decision.
pub(crate) fn whole_decisions(subject: &Subject, id: &str) -> Result<(), String> {
    let topic = subject.topic(id);
    let answers = samples::answers(&subject.oracle, topic, subject.today);
    let mut chance = Chance(7);
    for _ in 0..DECISIONS {
        let facts = chance.case(&answers);
        if possible(&subject.oracle, &facts) {
            compare(subject, topic, &facts)?;
        }
    }
    Ok(())
}

/// One complete case, in every field but the days.
pub(crate) fn compare(subject: &Subject, topic: &Topic, facts: &Facts) -> Result<(), String> {
    let actual = subject.decided(&topic.id, facts)?;
    let report = |what: &str, expected: &dyn std::fmt::Debug, actual: &dyn std::fmt::Debug| {
        Err(format!(
            "{} {}: {what}\n  facts: {facts:?}\n  the second interpreter: {expected:?}\n  \
             the rules crate: {actual:?}",
            subject.store, topic.id
        ))
    };
    if actual.status != Status::Decided {
        return report("all is answered, and a question is asked", &"decided", &actual.question);
    }
    let expected = decide(&subject.oracle, topic, facts, subject.today);
    for (expected, actual) in expected.iter().zip(&actual.remedies) {
        let flat = flat(actual);
        if (Decided { by_policy: String::new(), ..expected.clone() }) != flat {
            return report("another decision", expected, &flat);
        }
    }
    Ok(())
}

fn flat(actual: &recourse::decide::RemedyDecision) -> Decided {
    let json = serde_json::to_value(actual).unwrap();
    let text = |key: &str| json.get(key).and_then(serde_json::Value::as_str).map(str::to_owned);
    let texts = |key: &str| {
        let list = json.get(key).and_then(serde_json::Value::as_array);
        list.into_iter()
            .flatten()
            .filter_map(serde_json::Value::as_str)
            .map(str::to_owned)
            .collect()
    };
    Decided {
        remedy: text("remedy").unwrap(),
        verdict: text("verdict").unwrap(),
        by_policy: String::new(),
        clauses: texts("clauses"),
        pays: text("pays"),
        cap: text("cap"),
        proofs: texts("proofs"),
        steps: texts("steps"),
    }
}

/// Partial answers, in any order: an early decision must hold for every completion; a question that
/// is asked must matter.
pub(crate) fn early_answers(subject: &Subject, id: &str) -> Result<(), String> {
    let topic = subject.topic(id);
    let answers = samples::answers(&subject.oracle, topic, subject.today);
    let mut chance = Chance(11);
    let (mut decided, mut asked, mut unshown) = (0, 0, 0);
    let (states, all) = partial_states(&answers, &mut chance);
    for facts in &states {
        if !possible(&subject.oracle, facts) {
            continue;
        }
        match next(&subject.policy, &subject.situation(id, facts, subject.civil_today())?) {
            Next::Done(decision) => {
                decided += 1;
                is_final(subject, topic, &answers, facts, &decision, &mut chance)?;
            }
            Next::Ask { question, .. } => {
                asked += 1;
                unshown += usize::from(!matters(
                    subject,
                    topic,
                    &answers,
                    facts,
                    question.as_str(),
                    &mut chance,
                )?);
            }
        }
    }
    println!(
        "{} {id}: {} partial states ({}): {decided} early decisions, {asked} questions asked, \
         {unshown} of them needed by no completion that was tried",
        subject.store,
        states.len(),
        if all { "all" } else { "sampled" }
    );
    Ok(())
}

/// Every state between no answer and all answers, or a random sample; returns whether it is every
/// one.
pub(crate) fn partial_states(answers: &Answers, chance: &mut Chance) -> (Vec<Facts>, bool) {
    let count = answers
        .values()
        .map(|list| list.len() + 1)
        .try_fold(1usize, usize::checked_mul)
        .unwrap_or(usize::MAX);
    if count > STATES_MAX {
        let mut some = Vec::new();
        for _ in 0..PARTIAL {
            let keep = chance.below(answers.len() + 1);
            let whole = chance.case(answers);
            some.push(
                whole.into_iter().filter(|_| chance.below(answers.len().max(1)) < keep).collect(),
            );
        }
        return (some, false);
    }
    let mut all = vec![Facts::new()];
    for (question, list) in answers {
        let with = |facts: &Facts, answer: &String| {
            let mut facts = facts.clone();
            facts.insert(question.clone(), answer.clone());
            facts
        };
        let longer: Vec<Facts> = all
            .iter()
            .flat_map(|facts| list.iter().map(move |answer| with(facts, answer)))
            .collect();
        all.extend(longer);
    }
    (all, true)
}

fn is_final(
    subject: &Subject,
    topic: &Topic,
    answers: &Answers,
    facts: &Facts,
    decision: &Decision,
    chance: &mut Chance,
) -> Result<(), String> {
    let (completions, _) = completions(answers, facts, chance);
    for whole in completions.iter().filter(|whole| possible(&subject.oracle, whole)) {
        let expected = decide(&subject.oracle, topic, whole, subject.today);
        for (expected, actual) in expected.iter().zip(&decision.remedies) {
            let actual = flat(actual);
            let same = expected.verdict == actual.verdict
                && actual.clauses.iter().all(|clause| expected.clauses.contains(clause));
            if !same {
                return Err(format!(
                    "{} {}: an early decision is not final\n  early: {actual:?}\n  \
                     known then: {facts:?}\n  completed: {whole:?}\n  decided then: {expected:?}",
                    subject.store, topic.id
                ));
            }
        }
    }
    Ok(())
}

/// Whether some completion shows that the question can matter. An error if all completions were
/// tried and none does.
fn matters(
    subject: &Subject,
    topic: &Topic,
    answers: &Answers,
    facts: &Facts,
    question: &str,
    chance: &mut Chance,
) -> Result<bool, String> {
    let Some(own) = answers.get(question) else {
        return Err(format!(
            "{} {}: `{question}` is asked, and no clause of the topic names it",
            subject.store, topic.id
        ));
    };
    let mut others = answers.clone();
    others.remove(question);
    let (completions, all) = completions(&others, facts, chance);
    let verdicts = |whole: &Facts| {
        let expected = decide(&subject.oracle, topic, whole, subject.today);
        format!(
            "{:?}",
            expected
                .iter()
                .map(|expected| (&expected.verdict, &expected.clauses))
                .collect::<Vec<_>>()
        )
    };
    let days = |whole: &Facts| format!("{:?}", days(&subject.oracle, topic, whole, subject.today));
    let differs = |actual: &dyn Fn(&Facts) -> String, whole: &Facts| {
        let with = |answer: &String| {
            let mut whole = whole.clone();
            whole.insert(question.to_owned(), answer.clone());
            possible(&subject.oracle, &whole).then(|| actual(&whole))
        };
        own.iter().filter_map(with).collect::<BTreeSet<_>>().len() > 1
    };
    // The days are slow to compute, so they are compared only if no verdict differs.
    if completions.iter().any(|whole| differs(&verdicts, whole))
        || completions.iter().any(|whole| differs(&days, whole))
    {
        return Ok(true);
    }
    // The dates of a span represent all others only in pairs; one of them alone may miss the day
    // that matters.
    if all && !subject.oracle.is_in_span(question) {
        return Err(format!(
            "{} {}: `{question}` is asked, and no answer to it matters\n  known: {facts:?}",
            subject.store, topic.id
        ));
    }
    Ok(false)
}

/// Complete cases that contain the known answers: all, or a random sample.
pub(crate) fn completions(
    answers: &Answers,
    facts: &Facts,
    chance: &mut Chance,
) -> (Vec<Facts>, bool) {
    let open: Answers = answers
        .iter()
        .filter(|(question, _)| !facts.contains_key(*question))
        .map(|(q, list)| (q.clone(), list.clone()))
        .collect();
    let count =
        open.values().map(Vec::len).try_fold(1usize, usize::checked_mul).unwrap_or(usize::MAX);
    if count > COMPLETIONS {
        let some = (0..COMPLETIONS).map(|_| {
            facts.iter().map(|(q, a)| (q.clone(), a.clone())).chain(chance.case(&open)).collect()
        });
        return (some.collect(), false);
    }
    let mut all = vec![facts.clone()];
    for (question, list) in &open {
        all = all
            .iter()
            .flat_map(|facts| {
                list.iter().map(move |answer| {
                    let mut facts = facts.clone();
                    facts.insert(question.clone(), answer.clone());
                    facts
                })
            })
            .collect();
    }
    (all, true)
}

/// The check must be able to fail: with one day less in the second interpreter's text, both must
/// differ.
pub(crate) fn a_fault_is_noticed() -> Result<(), String> {
    let whole = Subject::load("xiaomiforsale");
    let shared = Path::new("../shared");
    let files = recourse_authoring::load(
        &shared.join("policies"),
        &shared.join("statutes"),
        "xiaomiforsale",
    )
    .unwrap();
    let (before, clause) = files.policy.1.split_once("id = \"doa-3-days\"").unwrap();
    let faulty = format!(
        "{before}id = \"doa-3-days\"{}",
        clause.replacen("within 3 days", "within 2 days", 1)
    );
    assert_ne!(faulty, files.policy.1, "the text is unchanged");
    let statutes: Vec<String> = files.statutes.iter().map(|(_, text)| text.clone()).collect();
    let subject = Subject::of("faulty", whole.policy, &faulty, &statutes);
    match crate::fast::every_case(&subject, "dead_on_arrival") {
        Err(_) => Ok(()),
        Ok(()) => Err("a fault of one day was not detected".to_owned()),
    }
}

/// Takes parts out of a policy's text by their ids.
pub(crate) fn without(policy: &str, ids: &BTreeSet<String>) -> String {
    let mut table: Table = policy.parse().unwrap();
    for key in ["question", "exclude", "allow"] {
        if let Some(list) = table.get_mut(key).and_then(Value::as_array_mut) {
            list.retain(|part| {
                part.get("id").and_then(Value::as_str).is_none_or(|id| !ids.contains(id))
            });
        }
    }
    if let Some(groups) = table.get_mut("place_groups").and_then(Value::as_table_mut) {
        groups.retain(|name, _| !ids.contains(name));
    }
    table.to_string()
}
