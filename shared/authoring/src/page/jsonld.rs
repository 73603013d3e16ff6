//! Module `page`: schema.org `MerchantReturnPolicy`, as far as that vocabulary goes, and a list of
//! what it cannot express. Source: <https://schema.org/MerchantReturnPolicy>; `merchantReturnDays`
//! counts from the day of delivery.

use crate::compile::CompiledPolicy;
use recourse::clause::{Clause, Payer, Topic, TopicKind, Verdict};
use recourse::diagram::{Arena, Leaf, Node, NodeRef, Ruling};
use recourse::policy::Policy;
use recourse::question::{Answer, Kind, Question, Value};
use recourse::region::{RegionSet, region_of, regions, value_regions};
use recourse::types::{Area, COUNTRIES, Limit, Place, Unit};
use serde_json::{Map, Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

/// The listing for search engines, and what it cannot express.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// One object per group of countries with the same terms.
    pub policies: Vec<Json>,
    /// What the policy contains and the vocabulary cannot express, one phrase each.
    pub left_out: Vec<String>,
}

impl Listing {
    /// The listing as a `<script type="application/ld+json">`.
    pub(super) fn to_script(&self) -> String {
        // Only `<` could end the element.
        let text = Json::Array(self.policies.clone()).to_string().replace('<', "\\u003c");
        format!("<script type=\"application/ld+json\">{text}</script>")
    }
}

/// The terms that the vocabulary can express for one country.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Terms {
    category: &'static str,
    days: Option<u16>,
    remorse_fees: Option<&'static str>,
    defect_fees: Option<&'static str>,
}

/// The listing of a policy.
#[must_use]
pub fn listing(compiled: &CompiledPolicy) -> Listing {
    let policy = &compiled.policy;
    let mut groups: BTreeMap<Terms, Vec<&str>> = BTreeMap::new();
    // Search engines accept only codes of ISO 3166-1, which does not have `XK`.
    for country in COUNTRIES.split(' ').filter(|country| *country != "XK") {
        groups.entry(terms(policy, country)).or_default().push(country);
    }
    let object = |(terms, countries): (Terms, Vec<&str>)| object(policy, &terms, &countries);
    Listing { policies: groups.into_iter().map(object).collect(), left_out: left_out(policy) }
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
    let windows = |kind: TopicKind| -> Vec<Window> {
        let topics = policy.parts().topics.iter().filter(|topic| topic.kind == kind);
        topics.map(|topic| Window::of(policy, topic, country)).collect()
    };
    let (returns, claims) = (windows(TopicKind::Return), windows(TopicKind::Claim));
    let (category, days) = category(&returns);
    Terms { category, days, remorse_fees: fees(&returns), defect_fees: fees(&claims) }
}

/// What a topic grants in a country: how long, and who pays.
#[derive(Debug, Default)]
struct Window {
    /// The last region of the delivery date in which something is granted.
    granted: Option<(usize, Last)>,
    /// Whether support may grant something.
    may_ask_support: bool,
    /// The parties that pay return shipping.
    payers: BTreeSet<Payer>,
}

/// The end of a region of the delivery date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Last {
    /// A limit in days.
    Days(u16),
    /// A limit in another unit.
    OtherUnit,
    /// No limit.
    Never,
}

impl Window {
    fn of(policy: &Policy, topic: &Topic, country: &str) -> Window {
        let mut window = Window::default();
        let Some(diagram) = policy.diagram(&topic.id) else { return window };
        let delivery = find_question(policy, policy.parts().delivery_question);
        let place = find_question(policy, policy.parts().place_question);
        let count = delivery.map_or(1, |(_, question)| value_regions(&question.kind));
        for region in 0..count {
            let mut possible: Vec<RegionSet> = policy
                .questions()
                .iter()
                .map(|question| RegionSet::first(regions(question)))
                .collect();
            if let Some((index, question)) = place {
                fix_region(&mut possible, index, place_region(policy, question, country));
            }
            if let Some((index, _)) = delivery {
                fix_region(&mut possible, index, region);
            }
            let last = delivery.map_or(Last::Never, |(_, question)| last(question, region));
            for root in &diagram.roots {
                let mut arena = Arena::default();
                let root = diagram.arena.restrict(*root, &possible, &mut arena);
                for leaf in leaves(&arena, root) {
                    window.add(policy, leaf, (region, last));
                }
            }
        }
        window
    }

    fn add(&mut self, policy: &Policy, leaf: Leaf, last: (usize, Last)) {
        let Leaf::Ruling(Ruling::Allowed { clause, verdict }) = leaf else { return };
        match verdict {
            Verdict::Granted => self.granted = self.granted.max(Some(last)),
            Verdict::AskSupport => self.may_ask_support = true,
            Verdict::NotYet | Verdict::Refused => return,
        }
        let clause = policy.parts().allowances.get(usize::from(clause));
        self.payers.extend(clause.and_then(|clause| clause.terms.pays));
    }
}

/// A question by its index, with the index.
fn find_question(policy: &Policy, index: Option<u8>) -> Option<(usize, &Question)> {
    let index = usize::from(index?);
    Some((index, policy.questions().get(index)?))
}

fn fix_region(possible: &mut [RegionSet], question: usize, region: usize) {
    if let Some(set) = possible.get_mut(question) {
        *set = RegionSet::one(region);
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
            Some(_) => Last::OtherUnit,
            None => Last::Never,
        },
        _ => Last::Never,
    }
}

/// The leaves below a node.
fn leaves(arena: &Arena, root: NodeRef) -> BTreeSet<Leaf> {
    let (mut open, mut visited, mut found) = (vec![root], BTreeSet::new(), BTreeSet::new());
    while let Some(at) = open.pop() {
        match arena.node(at) {
            _ if !visited.insert(at) => {}
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
        Some((_, Last::OtherUnit)) => ("MerchantReturnUnspecified", None),
        None if windows.iter().any(|window| window.may_ask_support) => {
            ("MerchantReturnUnspecified", None)
        }
        None => ("MerchantReturnNotPermitted", None),
    }
}

/// Who pays, if every clause names the same party; a cost that depends on the case cannot be
/// listed.
fn fees(windows: &[Window]) -> Option<&'static str> {
    let payers: BTreeSet<Payer> =
        windows.iter().flat_map(|window| window.payers.iter().copied()).collect();
    match payers.into_iter().collect::<Vec<_>>().as_slice() {
        [Payer::Shop] => Some("FreeReturn"),
        [Payer::Customer] => Some("ReturnFeesCustomerResponsibility"),
        _ => None,
    }
}

/// What the policy contains and the vocabulary cannot express.
fn left_out(policy: &Policy) -> Vec<String> {
    let parts = policy.parts();
    let any_clause = |test: &dyn Fn(&Clause) -> bool| policy.clauses().any(test);
    let any_limit = |test: &dyn Fn(&Limit) -> bool| {
        let limits = parts.questions.iter().filter_map(|question| match &question.kind {
            Kind::Date { limits, .. } => Some(limits),
            _ => None,
        });
        limits.flatten().any(test)
    };
    let has_subdivisions = |question: &Question| match &question.kind {
        Kind::Place { regions, .. } => regions.iter().flatten().any(Area::is_part),
        _ => false,
    };
    let is_date = |question: &&Question| matches!(question.kind, Kind::Date { .. });
    let pays = |payer: Payer| any_clause(&|clause| clause.terms.pays == Some(payer));
    let contents = [
        (
            parts.topics.iter().any(|topic| topic.kind == TopicKind::Claim),
            "claims for goods that arrive damaged, dead, defective or wrong, \
             with their own time limits",
        ),
        (any_clause(&|clause| clause.verdict == Verdict::AskSupport), "cases that support decides"),
        (
            any_clause(&|clause| clause.verdict == Verdict::NotYet),
            "remedies that begin only after some days",
        ),
        (any_clause(&|clause| !clause.terms.proofs.is_empty()), "proofs to provide"),
        (
            any_clause(&|clause| !clause.terms.steps.is_empty()),
            "what to do first, such as writing before posting",
        ),
        (any_clause(&|clause| clause.terms.cap.is_some()), "the maximum refund of return shipping"),
        (
            pays(Payer::ShopIfJustified),
            "return shipping that is refunded if a complaint is justified",
        ),
        (pays(Payer::Undecided), "return shipping for which the page does not say who pays"),
        (parts.questions.iter().any(has_subdivisions), "subdivisions of countries"),
        (
            parts.questions.iter().filter(is_date).count() > 1,
            "limits that count from another day than the delivery",
        ),
        (
            any_limit(&|limit| limit.unit != Unit::Days || limit.rolled),
            "limits in months, years or business days, \
             and last days that move to the next working day",
        ),
        (!parts.statutes.is_empty(), "statutory rights"),
    ];
    let present = contents.into_iter().filter(|(is_present, _)| *is_present);
    present.map(|(_, phrase)| phrase.to_owned()).collect()
}
