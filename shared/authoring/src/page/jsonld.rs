//! Module `page`: schema.org `MerchantReturnPolicy`, as far as that vocabulary goes, and a list of
//! what it cannot say. Source: <https://schema.org/MerchantReturnPolicy>; `merchantReturnDays`
//! counts from the day of delivery.

use crate::compile::CompiledPolicy;
use recourse::clause::{Payer, Topic, TopicKind, Verdict};
use recourse::diagram::{Arena, Leaf, Node, NodeRef, Ruling};
use recourse::policy::Policy;
use recourse::question::{Answer, Value};
use recourse::question::{Kind, Question};
use recourse::region::{RegionSet, region_of, regions, value_regions};
use recourse::types::{Area, COUNTRIES, Place, Unit};
use serde_json::{Map, Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

/// The listing for search engines, and what it leaves out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// One object per group of countries that are treated alike.
    pub policies: Vec<Json>,
    /// What the policy says and the vocabulary cannot express, one sentence each.
    pub left_out: Vec<String>,
}

impl Listing {
    /// As a `<script type="application/ld+json">`.
    pub(super) fn to_script(&self) -> String {
        // `<` is the only letter that could end the element.
        let text = Json::Array(self.policies.clone()).to_string().replace('<', "\\u003c");
        format!("<script type=\"application/ld+json\">{text}</script>")
    }
}

/// What the vocabulary can say of one country.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Terms {
    category: &'static str,
    days: Option<u16>,
    remorse_fees: Option<&'static str>,
    defect_fees: Option<&'static str>,
}

/// The listing of a policy.
#[must_use]
pub fn listing(bundle: &CompiledPolicy) -> Listing {
    let policy = &bundle.policy;
    let mut groups: BTreeMap<Terms, Vec<&str>> = BTreeMap::new();
    // What is not of ISO 3166-1 no search engine takes.
    for country in COUNTRIES.split(' ').filter(|country| *country != "XK") {
        groups.entry(terms(policy, country)).or_default().push(country);
    }
    Listing {
        policies: groups
            .into_iter()
            .map(|(terms, countries)| object(policy, &terms, &countries))
            .collect(),
        left_out: left_out(policy),
    }
}

fn object(policy: &Policy, terms: &Terms, countries: &[&str]) -> Json {
    let mut object = Map::new();
    let mut put = |key: &str, value: Json| drop(object.insert(key.to_owned(), value));
    put("@context", json!("https://schema.org"));
    put("@type", json!("MerchantReturnPolicy"));
    put("name", json!(policy.parts().name));
    put("applicableCountry", json!(countries));
    put("returnPolicyCategory", json!(format!("https://schema.org/{}", terms.category)));
    if let Some(days) = terms.days {
        put("merchantReturnDays", json!(days));
    }
    if terms.category != "MerchantReturnNotPermitted" {
        put("returnMethod", json!("https://schema.org/ReturnByMail"));
    }
    let fees = [
        ("customerRemorseReturnFees", terms.remorse_fees),
        ("itemDefectReturnFees", terms.defect_fees),
    ];
    for (key, fees) in fees {
        if let Some(fees) = fees {
            put(key, json!(format!("https://schema.org/{fees}")));
        }
    }
    Json::Object(object)
}

fn terms(policy: &Policy, country: &str) -> Terms {
    let of_kind =
        |kind: TopicKind| policy.parts().topics.iter().filter(move |topic| topic.kind == kind);
    let returns: Vec<Window> =
        of_kind(TopicKind::Return).map(|topic| Window::of(policy, topic, country)).collect();
    let claims: Vec<Window> =
        of_kind(TopicKind::Claim).map(|topic| Window::of(policy, topic, country)).collect();
    let (category, days) = category(&returns);
    Terms { category, days, remorse_fees: fees(&returns), defect_fees: fees(&claims) }
}

/// What a topic gives in a country: how long, and who pays.
#[derive(Debug, Default)]
struct Window {
    /// The last region of the day of delivery in which something is granted.
    granted: Option<(usize, Last)>,
    /// Support may give something.
    asked: bool,
    payers: BTreeSet<Payer>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Last {
    Days(u16),
    /// A limit in other units than days.
    Otherwise,
    Never,
}

impl Window {
    fn of(policy: &Policy, topic: &Topic, country: &str) -> Window {
        let mut window = Window::default();
        let Some(diagram) = policy.diagram(&topic.id) else { return window };
        let delivery_question = policy
            .parts()
            .delivery_question
            .and_then(|ix| Some((ix, policy.questions().get(usize::from(ix))?)));
        let count = delivery_question.map_or(1, |(_, question)| value_regions(&question.kind));
        for region in 0..count {
            let mut possible: Vec<RegionSet> = policy
                .questions()
                .iter()
                .map(|question| RegionSet::first(regions(question)))
                .collect();
            hold(policy, &mut possible, policy.parts().place_question, &|question| {
                place_region(policy, question, country)
            });
            hold(policy, &mut possible, delivery_question.map(|(ix, _)| ix), &|_| region);
            for root in &diagram.roots {
                let mut arena = Arena::default();
                let root = diagram.arena.restrict(*root, &possible, &mut arena);
                for leaf in leaves(&arena, root) {
                    window.take(
                        policy,
                        leaf,
                        (
                            region,
                            delivery_question
                                .map_or(Last::Never, |(_, question)| last(question, region)),
                        ),
                    );
                }
            }
        }
        window
    }

    fn take(&mut self, policy: &Policy, leaf: Leaf, last: (usize, Last)) {
        let Leaf::Ruling(Ruling::Allowed { clause, verdict }) = leaf else { return };
        let payer =
            policy.parts().allowances.get(usize::from(clause)).and_then(|clause| clause.terms.pays);
        match verdict {
            Verdict::Granted => self.granted = self.granted.max(Some(last)),
            Verdict::AskSupport => self.asked = true,
            Verdict::NotYet | Verdict::Refused => return,
        }
        self.payers.extend(payer);
    }
}

fn hold(
    policy: &Policy,
    possible: &mut [RegionSet],
    ix: Option<u8>,
    region: &dyn Fn(&Question) -> usize,
) {
    let question = ix.and_then(|ix| policy.questions().get(usize::from(ix)));
    if let (Some(set), Some(question)) =
        (ix.and_then(|ix| possible.get_mut(usize::from(ix))), question)
    {
        *set = RegionSet::one(region(question));
    }
}

fn place_region(policy: &Policy, question: &Question, country: &str) -> usize {
    let place = Place::parse(country).map(|place| Answer::Known(Value::Place(place)));
    place.map_or(0, |answer| region_of(question, &answer, policy.parts().as_of))
}

fn last(question: &Question, region: usize) -> Last {
    match &question.kind {
        Kind::Date { limits, .. } => match limits.get(region) {
            Some(limit) if limit.unit == Unit::Days && !limit.rolled => Last::Days(limit.count),
            Some(_) => Last::Otherwise,
            None => Last::Never,
        },
        _ => Last::Never,
    }
}

fn leaves(arena: &Arena, root: NodeRef) -> BTreeSet<Leaf> {
    let (mut open, mut seen, mut found) = (vec![root], BTreeSet::new(), BTreeSet::new());
    while let Some(at) = open.pop() {
        match arena.node(at) {
            _ if !seen.insert(at) => {}
            Node::Leaf(leaf) => drop(found.insert(*leaf)),
            Node::Test { edges, .. } => open.extend(edges),
        }
    }
    found
}

fn category(windows: &[Window]) -> (&'static str, Option<u16>) {
    match windows.iter().filter_map(|window| window.granted).max() {
        Some((_, Last::Days(days))) => ("MerchantReturnFiniteReturnWindow", Some(days)),
        Some((_, Last::Never)) => ("MerchantReturnUnlimitedWindow", None),
        Some((_, Last::Otherwise)) => ("MerchantReturnUnspecified", None),
        None if windows.iter().any(|window| window.asked) => ("MerchantReturnUnspecified", None),
        None => ("MerchantReturnNotPermitted", None),
    }
}

/// Who pays, where every clause says the same; a cost that depends on the case cannot be listed.
fn fees(windows: &[Window]) -> Option<&'static str> {
    let payers: BTreeSet<Payer> =
        windows.iter().flat_map(|window| window.payers.iter().copied()).collect();
    match payers.into_iter().collect::<Vec<_>>().as_slice() {
        [Payer::Shop] => Some("FreeReturn"),
        [Payer::Customer] => Some("ReturnFeesCustomerResponsibility"),
        _ => None,
    }
}

fn left_out(policy: &Policy) -> Vec<String> {
    let parts = policy.parts();
    let mut said = Vec::new();
    let mut add = |holds: bool, sentence: &str| said.extend(holds.then(|| sentence.to_owned()));
    let clauses = || policy.clauses();
    add(
        parts.topics.iter().any(|topic| topic.kind == TopicKind::Claim),
        "claims for goods that arrive damaged, dead, defective or wrong, with their own time limits",
    );
    add(
        clauses().any(|clause| clause.verdict == Verdict::AskSupport),
        "cases that support decides",
    );
    add(
        clauses().any(|clause| clause.verdict == Verdict::NotYet),
        "remedies that begin only after some days",
    );
    add(clauses().any(|clause| !clause.terms.proofs.is_empty()), "what must be shown");
    add(
        clauses().any(|clause| !clause.terms.steps.is_empty()),
        "what to do first, such as writing before posting",
    );
    add(
        clauses().any(|clause| clause.terms.cap.is_some()),
        "the most that is paid for sending back",
    );
    let payers = |payer: Payer| policy.clauses().any(|clause| clause.terms.pays == Some(payer));
    add(
        payers(Payer::ShopIfJustified),
        "sending back that is paid once a complaint is found justified",
    );
    add(payers(Payer::Undecided), "sending back of which the page does not say who pays");
    let subdivided = |question: &Question| match &question.kind {
        Kind::Place { regions, .. } => regions.iter().flatten().any(Area::is_part),
        _ => false,
    };
    add(parts.questions.iter().any(subdivided), "parts of countries");
    let dates = parts
        .questions
        .iter()
        .filter(|question| matches!(question.kind, Kind::Date { .. }))
        .count();
    add(dates > 1, "limits that count from another day than the delivery");
    let limits = parts.questions.iter().filter_map(|question| match &question.kind {
        Kind::Date { limits, .. } => Some(limits),
        _ => None,
    });
    add(
        limits.flatten().any(|limit| limit.unit != Unit::Days || limit.rolled),
        "limits in months, years or business days, and last days that move to the next working day",
    );
    add(!parts.statutes.is_empty(), "rights that the law gives besides");
    said
}
