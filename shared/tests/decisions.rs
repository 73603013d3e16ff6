//! The laws of deciding and asking, for a small policy: dead on arrival within 3 days of a
//! traceable delivery or 30 days of shipment, but not after misuse; nothing for clearance goods,
//! except by statute.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use recourse::clause::{
    Clause, Condition, Contact, Payer, Right, Statute, Step, Terms, Topic, TopicKind, Verdict,
};
use recourse::decide::{Decision, Status, decide};
use recourse::interview::{Next, next, replay};
use recourse::policy::{Policy, PolicyParts};
use recourse::question::{Facts, Kind, Question, Situation};
use recourse::region::{RegionSet, possible_regions};
use recourse::types::{
    Area, Calendar, ClauseId, Currency, Day, Language, Limit, QuestionId, RemedyId, StatuteId,
    StepId, StoreId, TopicId, Unit,
};

fn days(count: u16) -> Limit {
    Limit { count, unit: Unit::Days, rolled: false }
}

fn question(id: &str, kind: Kind) -> Question {
    let is_date = matches!(kind, Kind::Date { .. });
    Question {
        id: QuestionId::parse(id).unwrap(),
        kind,
        unknown: is_date,
        none: false,
        changeable: id == "contacted",
    }
}

fn is(question: u8, regions: &[usize]) -> Condition {
    let regions =
        regions.iter().fold(RegionSet::EMPTY, |sum, region| sum.union(RegionSet::one(*region)));
    Condition::Is { question, regions }
}

fn clause(id: &str, verdict: Verdict, when: Condition) -> Clause {
    Clause {
        id: ClauseId::parse(id).unwrap(),
        remedies: vec![RemedyId::parse("replacement").unwrap()],
        topics: vec![TopicId::parse("dead_on_arrival").unwrap()],
        when,
        verdict,
        terms: Terms::default(),
        quote: None,
        source_lines: None,
        interpretation: None,
    }
}

fn date(limits: &[Limit], not_before: Option<u8>) -> Kind {
    Kind::Date {
        limits: limits.to_vec(),
        calendar: Calendar::default(),
        public_holidays: None,
        future: false,
        not_before,
    }
}

const MISUSED: u8 = 0;
const TRACEABLE: u8 = 1;
const SHIPPED: u8 = 2;
const DELIVERED: u8 = 3;
const CLEARANCE: u8 = 4;
const SHIP_TO: u8 = 5;

fn policy() -> Policy {
    let if_traceable =
        |answer: usize, more: Condition| Condition::All(vec![is(TRACEABLE, &[answer]), more]);
    let mut granted = clause("doa-3-days", Verdict::Granted, if_traceable(0, is(DELIVERED, &[0])));
    granted.terms = Terms {
        pays: Some(Payer::ShopIfJustified),
        steps: vec![StepId::parse("contact-first").unwrap()],
        ..Terms::default()
    };
    let parts = PolicyParts {
        store: StoreId::parse("example").unwrap(),
        name: "Example".into(),
        language: Language::parse("en").unwrap(),
        timezone: "UTC".into(),
        currency: Currency::parse("USD").unwrap(),
        as_of: Day::parse("2026-01-01").unwrap(),
        contact: Contact::default(),
        place_question: Some(SHIP_TO),
        delivery_question: Some(DELIVERED),
        questions: vec![
            question("misused", Kind::YesNo),
            question("traceable", Kind::YesNo),
            question("shipped_on", date(&[days(30)], None)),
            question("delivered_on", date(&[days(3)], Some(SHIPPED))),
            question("clearance", Kind::YesNo),
            question(
                "ship_to",
                Kind::Place { regions: vec![vec![Area::parse("DE").unwrap()]], holidays: vec![] },
            ),
        ],
        topics: vec![Topic {
            id: TopicId::parse("dead_on_arrival").unwrap(),
            kind: TopicKind::Claim,
            remedies: vec![RemedyId::parse("replacement").unwrap()],
            right: Some(Right::Guarantee),
            notes: vec![],
            timers: vec![],
        }],
        remedies: vec![RemedyId::parse("replacement").unwrap()],
        proofs: vec![],
        steps: vec![Step { id: StepId::parse("contact-first").unwrap(), available: true }],
        notes: vec![],
        timers: vec![],
        exclusions: vec![
            clause("misuse", Verdict::Refused, is(MISUSED, &[0])),
            clause("clearance", Verdict::Refused, is(CLEARANCE, &[0])),
        ],
        allowances: vec![
            granted,
            clause("doa-30-days", Verdict::Granted, if_traceable(1, is(SHIPPED, &[0]))),
            clause(
                "day-unknown",
                Verdict::AskSupport,
                Condition::Any(vec![
                    if_traceable(0, is(DELIVERED, &[2])),
                    if_traceable(1, is(SHIPPED, &[2])),
                ]),
            ),
            clause("too-late", Verdict::Refused, Condition::Always),
        ],
        statutes: vec![Statute {
            id: StatuteId::parse("de-guarantee").unwrap(),
            right: Right::Guarantee,
            places: RegionSet::one(0),
            limit: None,
            minimum: false,
            as_of: Day::parse("2026-01-01").unwrap(),
            source: "test".into(),
        }],
        texts_hash: [0; 32],
    };
    Policy::new(parts).unwrap()
}

fn situation(policy: &Policy, facts: &[(&str, &str)], today: &str) -> Situation {
    let today = Day::parse(today).unwrap();
    let facts = Facts::parse(policy.questions(), facts.iter().copied(), today).unwrap();
    Situation { topic: TopicId::parse("dead_on_arrival").unwrap(), facts, today }
}

fn decision(facts: &[(&str, &str)]) -> Decision {
    let policy = policy();
    decide(&policy, &situation(&policy, facts, "2026-11-20"))
}

/// The next question and how many remain at most, or the verdict.
fn next_step(facts: &[(&str, &str)]) -> String {
    let policy = policy();
    match next(&policy, &situation(&policy, facts, "2026-11-20")) {
        Next::Ask { question, max_remaining_questions } => {
            format!("{question} {max_remaining_questions}")
        }
        Next::Done(decision) => format!("{:?}", decision.remedies[0].verdict),
    }
}

const GRANTED: [(&str, &str); 4] =
    [("misused", "no"), ("traceable", "yes"), ("delivered_on", "2026-11-17"), ("clearance", "no")];

#[test]
fn deadline_of_3_days_includes_day_3() {
    let decision = decision(&GRANTED);
    let remedy = &decision.remedies[0];
    assert_eq!((decision.status, remedy.verdict), (Status::Decided, Verdict::Granted));
    assert_eq!(remedy.clauses[0].as_str(), "doa-3-days");
    assert_eq!(remedy.last_day, Day::parse("2026-11-20").ok());
    assert_eq!(decision.nearest_change, None);
}

#[test]
fn nearest_change_of_day_4_is_a_request_on_the_day_before() {
    let mut facts = GRANTED.to_vec();
    facts[2].1 = "2026-11-16";
    facts.push(("ship_to", "US"));
    let decision = decision(&facts);
    assert_eq!(decision.remedies[0].verdict, Verdict::Refused);
    assert_eq!(decision.nearest_change.unwrap().by, Day::parse("2026-11-19").ok());
}

#[test]
fn refusal_is_final_once_its_reason_is_certain_and_no_statute_can_apply() {
    assert_eq!(next_step(&[]), "misused 5");
    assert_eq!(next_step(&[("misused", "yes")]), "ship_to 1");
    assert_eq!(next_step(&[("misused", "yes"), ("ship_to", "US")]), "Refused");
    assert_eq!(next_step(&[("misused", "yes"), ("ship_to", "DE")]), "AskSupport");
}

#[test]
fn interview_asks_only_questions_that_can_still_matter_in_any_order_of_facts() {
    assert_eq!(next_step(&[("misused", "no")]), "traceable 4");
    assert_eq!(next_step(&[("misused", "no"), ("traceable", "yes")]), "delivered_on 3");
    assert_eq!(next_step(&[("misused", "no"), ("traceable", "no")]), "shipped_on 3");
    assert_eq!(next_step(&[("delivered_on", "2026-11-20"), ("traceable", "yes")]), "misused 3");
    assert_eq!(
        next_step(&[("clearance", "yes"), ("ship_to", "DE")]),
        "AskSupport",
        "the policy refuses, and the law may give more"
    );
}

#[test]
fn unknown_answer_leads_to_support_and_to_the_answer_that_would_decide() {
    let mut facts = GRANTED.to_vec();
    facts[2].1 = "unknown";
    let decision = decision(&facts);
    assert_eq!(decision.remedies[0].verdict, Verdict::AskSupport);
    let change = decision.nearest_change.unwrap();
    assert_eq!((change.answer.as_deref(), change.changeable), (Some("within 3 days"), true));
}

#[test]
fn interview_stores_answers_off_the_path_but_does_not_count_them() {
    let policy = policy();
    let today = Day::parse("2026-11-20").unwrap();
    let topic = TopicId::parse("dead_on_arrival").unwrap();
    let stored = situation(
        &policy,
        &[
            ("misused", "no"),
            ("traceable", "no"),
            ("shipped_on", "2026-11-01"),
            ("delivered_on", "2026-11-18"),
            ("clearance", "no"),
        ],
        "2026-11-20",
    )
    .facts;
    let state = replay(&policy, &topic, &Facts::default(), &stored, today);
    let path: Vec<&str> = state.path.iter().map(QuestionId::as_str).collect();
    assert_eq!(path, ["misused", "traceable", "shipped_on", "clearance"]);
    assert!(state.facts.get(&QuestionId::parse("delivered_on").unwrap()).is_none());
    assert!(matches!(state.next, Next::Done(_)));
}

#[test]
fn regions_of_a_date_are_bounded_by_a_known_date() {
    let policy = policy();
    let possible = |facts: &[(&str, &str)], question: u8| {
        let situation = situation(&policy, facts, "2026-11-20");
        possible_regions(policy.questions(), &situation.facts, situation.today)
            [usize::from(question)]
    };
    let (within, after, unknown) = (RegionSet::one(0), RegionSet::one(1), RegionSet::one(2));
    // Shipped two days ago: a delivery on a known day was within three days.
    assert_eq!(possible(&[("shipped_on", "2026-11-18")], DELIVERED), within.union(unknown));
    assert_eq!(
        possible(&[("shipped_on", "2026-11-01")], DELIVERED),
        within.union(after).union(unknown)
    );
    // Delivered forty days ago: shipped more than thirty days ago.
    assert_eq!(possible(&[("delivered_on", "2026-10-11")], SHIPPED), after.union(unknown));
}

#[test]
fn decision_json_is_stable() {
    let json = serde_json::to_string(&decision(&GRANTED)).unwrap();
    let hash = policy().hash().to_owned();
    let expected = format!(
        concat!(
            r#"{{"policy":"{}","status":"decided","remedies":[{{"remedy":"replacement","#,
            r#""verdict":"granted","clauses":["doa-3-days"],"pays":"shop_if_justified","#,
            r#""proofs":[],"steps":["contact-first"],"last_day":"2026-11-20"}}]}}"#,
        ),
        hash
    );
    assert_eq!(json, expected);
    let back: Decision = serde_json::from_str(&json).unwrap();
    assert_eq!(back, decision(&GRANTED));
}

#[test]
fn policy_survives_encoding_and_truncated_bytes_are_rejected() {
    let policy = policy();
    let bytes = policy.encode();
    assert_eq!(Policy::decode(&bytes).unwrap().hash(), policy.hash());
    for cut in 0..bytes.len() {
        assert!(Policy::decode(&bytes[..cut]).is_err(), "cut at {cut}");
    }
    assert!(Policy::decode(b"").is_err());
}
