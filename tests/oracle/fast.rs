//! Every case of a topic: all combinations of the representative answers. The slow interpreter
//! evaluates each phrase for each answer once; a case is then only "and", "or" and "not".

use crate::compare::Subject;
use crate::oracle::samples::{self, Answers};
use crate::oracle::{Clause, Facts, Kind, Policy, Topic, holds, law_gives_more, settled};
use crate::regions::{Region, region};
use jiff::civil::Date;
use recourse::diagram::{Arena, Leaf, Node, NodeRef, Ruling};
use std::collections::BTreeSet;
use toml::{Table, Value};

/// With more cases than this, one answer represents each group that no phrase distinguishes, unless
/// `RECOURSE_ORACLE_ALL` is set.
const CASES_MAX: u128 = 3_000_000;

/// A condition whose phrases are evaluated.
enum Test {
    /// By the index of the answer.
    Is {
        question: usize,
        truth: Vec<bool>,
    },
    /// By the indexes of two dates.
    Apart {
        from: usize,
        to: usize,
        truth: Vec<Vec<bool>>,
    },
    All(Vec<Test>),
    Any(Vec<Test>),
    Not(Box<Test>),
}

impl Test {
    fn holds(&self, case: &[usize]) -> bool {
        match self {
            Test::Is { question, truth } => truth[case[*question]],
            Test::Apart { from, to, truth } => truth[case[*from]][case[*to]],
            Test::All(parts) => parts.iter().all(|part| part.holds(case)),
            Test::Any(parts) => parts.iter().any(|part| part.holds(case)),
            Test::Not(part) => !part.holds(case),
        }
    }
}

struct Looked<'a> {
    policy: &'a Policy,
    today: Date,
    names: Vec<String>,
    answers: Vec<Vec<String>>,
}

impl Looked<'_> {
    fn place(&self, question: &str) -> usize {
        self.names.iter().position(|name| name == question).unwrap()
    }

    fn test(&self, when: &Table) -> Test {
        let all = |parts: &[Value]| {
            parts.iter().map(|part| self.test(part.as_table().unwrap())).collect()
        };
        let parts = when.iter().map(|(key, value)| match (key.as_str(), value) {
            ("any", Value::Array(parts)) => Test::Any(all(parts)),
            ("all", Value::Array(parts)) => Test::All(all(parts)),
            ("not", Value::Table(part)) => Test::Not(Box::new(self.test(part))),
            _ => self.atom(key, value),
        });
        Test::All(parts.collect())
    }

    /// The truth values of a phrase for each answer to its question.
    fn atom(&self, question: &str, value: &Value) -> Test {
        let when = Table::from_iter([(question.to_owned(), value.clone())]);
        let says = |facts: Facts| holds(self.policy, &when, &facts, self.today);
        let kind = &self.policy.questions.iter().find(|known| known.id == question).unwrap().kind;
        let both = match kind {
            Kind::Span { from, to } => Some((from.clone(), to.clone())),
            Kind::Date { public_holidays: Some(place), .. } if self.names.contains(place) => {
                Some((question.to_owned(), place.clone()))
            }
            _ => None,
        };
        if let Some((from, to)) = &both {
            let (first, second) = (self.place(from), self.place(to));
            let row = |start: &String| {
                let both = |end: &String| {
                    says(Facts::from([(from.clone(), start.clone()), (to.clone(), end.clone())]))
                };
                self.answers[second].iter().map(both).collect()
            };
            return Test::Apart {
                from: first,
                to: second,
                truth: self.answers[first].iter().map(row).collect(),
            };
        }
        let place = self.place(question);
        let truth = self.answers[place]
            .iter()
            .map(|answer| says(Facts::from([(question.to_owned(), answer.clone())])));
        Test::Is { question: place, truth: truth.collect() }
    }
}

/// Compares every case of a topic.
pub(crate) fn every_case(subject: &Subject, topic: &str) -> Result<(), String> {
    let topic = subject.oracle.topics.iter().find(|known| known.id == topic).unwrap();
    let mut answers = samples::answers(&subject.oracle, topic, subject.today);
    let count =
        |answers: &Answers| answers.values().map(|list| list.len() as u128).product::<u128>();
    let whole = count(&answers);
    if whole > CASES_MAX && std::env::var_os("RECOURSE_ORACLE_ALL").is_none() {
        answers = one_of_each(&subject.oracle, topic, answers, subject.today);
    }
    let kept = count(&answers);
    let checked = Sweep::new(subject, topic, answers).run()?;
    println!(
        "{} {}: {checked} cases compared of {kept} combinations ({whole} with both ends)",
        subject.store, topic.id
    );
    Ok(())
}

/// One answer of every group that no phrase of the topic distinguishes, the first and the last in
/// turn. The dates of spans are all used, as they are distinguished in pairs.
fn one_of_each(policy: &Policy, topic: &Topic, answers: Answers, today: Date) -> Answers {
    let spoken: Vec<&Clause> = policy
        .exclusions
        .iter()
        .chain(&policy.allowances)
        .filter(|clause| topic.remedies.iter().any(|remedy| clause.speaks(topic, remedy)))
        .collect();
    let ends = |question: &crate::oracle::Question| match &question.kind {
        Kind::Span { from, to } => vec![from.clone(), to.clone()],
        Kind::Date { public_holidays: Some(place), .. } if rolls(&spoken, &question.id) => {
            vec![question.id.clone(), place.clone()]
        }
        _ => Vec::new(),
    };
    let spans: BTreeSet<String> = policy.questions.iter().flat_map(ends).collect();
    let mut turn = false;
    answers
        .into_iter()
        .map(|(question, list)| {
            if spans.contains(&question) {
                return (question, list);
            }
            let mut atoms = Vec::new();
            spoken.iter().for_each(|clause| atoms_of(&clause.when, &question, &mut atoms));
            let law = |answer: &str| {
                policy.place.as_deref() == Some(&question) && {
                    let country = answer.split('-').next().unwrap();
                    policy
                        .statutes
                        .iter()
                        .any(|(_, list)| list.iter().any(|code| code == answer || code == country))
                }
            };
            let mut groups: Vec<(Vec<bool>, Vec<String>)> = Vec::new();
            for answer in list {
                let facts = Facts::from([(question.clone(), answer.clone())]);
                let mut truths: Vec<bool> =
                    atoms.iter().map(|atom| holds(policy, atom, &facts, today)).collect();
                truths.push(law(&answer));
                match groups.iter_mut().find(|(known, _)| *known == truths) {
                    Some((_, group)) => group.push(answer),
                    None => groups.push((truths, vec![answer])),
                }
            }
            let one = groups.into_iter().map(|(_, group)| {
                turn = !turn;
                if turn { group.first().cloned() } else { group.last().cloned() }
            });
            (question, one.map(Option::unwrap).collect())
        })
        .collect()
}

/// Whether a limit on the question moves past days of rest.
fn rolls(spoken: &[&Clause], question: &str) -> bool {
    let mut atoms = Vec::new();
    spoken.iter().for_each(|clause| atoms_of(&clause.when, question, &mut atoms));
    atoms.iter().any(|atom| atom.to_string().contains("rolled"))
}

fn atoms_of(when: &Table, question: &str, atoms: &mut Vec<Table>) {
    for (key, value) in when {
        match value {
            Value::Table(part) => atoms_of(part, question, atoms),
            Value::Array(list) if list.iter().any(Value::is_table) => {
                list.iter()
                    .filter_map(Value::as_table)
                    .for_each(|part| atoms_of(part, question, atoms));
            }
            _ if key == question => atoms.push(Table::from_iter([(key.clone(), value.clone())])),
            _ => {}
        }
    }
}

/// One topic, all combinations.
struct Sweep<'a> {
    subject: &'a Subject,
    topic: &'a Topic,
    names: Vec<String>,
    answers: Vec<Vec<String>>,
    tests: Vec<(String, Test)>,
    /// Per question of the policy, the region of each answer; per span, of each pair.
    regions: Vec<Region>,
    /// Per question here, whether its answer may not precede another's.
    orders: Vec<(usize, usize, Vec<Vec<bool>>)>,
    law: Option<(usize, Vec<bool>)>,
}

impl<'a> Sweep<'a> {
    fn new(subject: &'a Subject, topic: &'a Topic, answers: Answers) -> Sweep<'a> {
        let policy = &subject.oracle;
        let (names, answers): (Vec<String>, Vec<Vec<String>>) = answers.into_iter().unzip();
        let looked =
            Looked { policy, today: subject.today, names: names.clone(), answers: answers.clone() };
        let spoken = policy
            .exclusions
            .iter()
            .chain(&policy.allowances)
            .filter(|clause| topic.remedies.iter().any(|remedy| clause.speaks(topic, remedy)));
        let tests = spoken.map(|clause| (clause.id.clone(), looked.test(&clause.when))).collect();
        let regions = subject
            .policy
            .questions()
            .iter()
            .map(|question| region(subject, question, &looked.names, &looked.answers))
            .collect();
        let law = policy
            .place
            .as_ref()
            .and_then(|place| names.iter().position(|name| name == place))
            .map(|place| {
                let covered = |answer: &String| {
                    law_gives_more(
                        policy,
                        topic,
                        &Facts::from([(names[place].clone(), answer.clone())]),
                    )
                };
                (place, answers[place].iter().map(covered).collect())
            });
        let orders = orders(&looked);
        Sweep { subject, topic, names, answers, tests, regions, orders, law }
    }

    fn run(&self) -> Result<u64, String> {
        let diagram = self.subject.policy.diagram(&self.subject.topic_id(&self.topic.id)).unwrap();
        let mut case = vec![0usize; self.names.len()];
        let mut checked = 0;
        loop {
            let possible =
                self.orders.iter().all(|(start, end, fits)| fits[case[*start]][case[*end]]);
            if possible {
                checked += 1;
                self.compare(&case, &diagram.arena, &diagram.roots)?;
            }
            // Counts up, with the last question as the fastest digit.
            let mut at = case.len();
            loop {
                let Some(place) = at.checked_sub(1) else { return Ok(checked) };
                at = place;
                case[at] += 1;
                if case[at] < self.answers[at].len() {
                    break;
                }
                case[at] = 0;
            }
        }
    }

    fn compare(&self, case: &[usize], arena: &Arena, roots: &[NodeRef]) -> Result<(), String> {
        for (remedy, root) in self.topic.remedies.iter().zip(roots) {
            let clause_holds = |clause: &Clause| {
                self.tests.iter().any(|(id, test)| *id == clause.id && test.holds(case))
            };
            let expected = settled(&self.subject.oracle, self.topic, remedy, &clause_holds);
            let law = self.law.as_ref().is_some_and(|(place, covered)| covered[case[*place]]);
            let actual = self.ruling(arena, *root, case);
            let same = match (&expected, actual) {
                (None, Ruling::Gap) => true,
                (Some((verdict, _, false)), Ruling::Excluded(strength)) => {
                    !(law && *verdict == "refused") && *verdict == word(strength)
                }
                (Some((verdict, clauses, true)), Ruling::Allowed { clause, verdict: other }) => {
                    !(law && *verdict == "refused")
                        && *verdict == word(other)
                        && clauses[0].id == self.subject.allowance(clause)
                }
                (Some((verdict, clauses, allowed)), Ruling::Statute { clause }) => {
                    law && *verdict == "refused"
                        && clause.map(|ix| self.subject.allowance(ix))
                            == allowed.then(|| clauses[0].id.clone())
                }
                _ => false,
            };
            if !same {
                let facts: Facts = self
                    .names
                    .iter()
                    .zip(case)
                    .zip(&self.answers)
                    .map(|((name, ix), list)| (name.clone(), list[*ix].clone()))
                    .collect();
                let expected = expected.map(|(verdict, clauses, _)| {
                    (
                        verdict.to_owned(),
                        clauses.iter().map(|clause| clause.id.clone()).collect::<Vec<_>>(),
                    )
                });
                return Err(format!(
                    "{} {} {remedy}\n  facts: {facts:?}\n  \
                     the second interpreter: {expected:?}\n  the diagram: {actual:?}",
                    self.subject.store, self.topic.id
                ));
            }
        }
        Ok(())
    }

    fn ruling(&self, arena: &Arena, root: NodeRef, case: &[usize]) -> Ruling {
        let mut at = root;
        loop {
            match arena.node(at) {
                Node::Leaf(Leaf::Ruling(ruling)) => return *ruling,
                Node::Leaf(_) => panic!("a truth value is no ruling"),
                Node::Test { question, edges } => {
                    let region = match &self.regions[usize::from(*question)] {
                        Region::By(place, regions) => regions[case[*place]],
                        Region::Apart(from, to, regions) => regions[case[*from]][case[*to]],
                        Region::Nowhere => {
                            panic!("question {question} is asked and no clause names it")
                        }
                    };
                    at = edges[region];
                }
            }
        }
    }
}

fn orders(looked: &Looked<'_>) -> Vec<(usize, usize, Vec<Vec<bool>>)> {
    let mut orders = Vec::new();
    for question in &looked.policy.questions {
        let Kind::Date { not_before: Some(start), .. } = &question.kind else { continue };
        let place = |id: &str| looked.names.iter().position(|name| name == id);
        let (Some(first), Some(second)) = (place(start), place(&question.id)) else { continue };
        let fits = |a: &String, b: &String| !(a.starts_with("20") && b.starts_with("20")) || a <= b;
        let row = |a: &String| looked.answers[second].iter().map(|b| fits(a, b)).collect();
        orders.push((first, second, looked.answers[first].iter().map(row).collect()));
    }
    orders
}

fn word(verdict: recourse::clause::Verdict) -> &'static str {
    use recourse::clause::Verdict;
    match verdict {
        Verdict::Granted => "granted",
        Verdict::AskSupport => "ask_support",
        Verdict::NotYet => "not_yet",
        Verdict::Refused => "refused",
    }
}
