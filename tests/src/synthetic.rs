//! Synthetic policies of any size, for measurements: the same numbers give the same text. The text
//! has no meaning.

use std::fmt::Write;

/// The texts of a synthetic policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Synthetic {
    /// `policy.toml`.
    pub policy: String,
    /// `texts/en.toml`.
    pub texts: String,
}

const TOPICS: usize = 12;
const HEAD: &str = "\
format = 1\n\
store = \"synthetic\"\n\
name = \"Synthetic\"\n\
language = \"en\"\n\
timezone = \"UTC\"\n\
currency = \"USD\"\n\
as_of = \"2026-11-20\"\n\n\
[contact]\n\n\
[calendar]\n\
weekend = [\"friday\", \"saturday\"]\n\
holidays = [\"2026-11-16\", \"2026-11-17\", \"2026-12-25\"]\n\n\
[place_groups]\n\
far = [\"AU\", \"NZ\", \"FJ\"]\n\
isles = [\"ES-CN\", \"PT-20\", \"FR-RE\"]\n\
near = [\"DE\", \"FR\", \"IT\", \"ES\"]\n";
const OTHERWISE: &str = "verdict = \"ask_support\"\nbasis = \"silence\"\n";

/// A policy of so many questions and clauses, in twelve topics.
#[must_use]
pub fn synthetic(questions: usize, clauses: usize) -> Synthetic {
    from_seed(questions, clauses, 1)
}

/// Another policy of that size for every seed.
#[must_use]
pub fn from_seed(questions: usize, clauses: usize, seed: u64) -> Synthetic {
    let mut made = Synthetic { policy: HEAD.to_owned(), texts: String::new() };
    for ix in 0..questions {
        question(&mut made, ix);
    }
    for ix in 0..TOPICS {
        let _ = write!(
            made.policy,
            "\n[[topic]]\nid = \"topic_{ix}\"\nkind = \"claim\"\nremedies = [\"remedy_{ix}\"]\n\n\
             [[remedy]]\nid = \"remedy_{ix}\"\n"
        );
        let _ = write!(made.texts, "[topic.topic_{ix}]\nlabel = \"Topic {ix}\"\n");
    }
    made.texts.push_str("[remedy]\n");
    for ix in 0..TOPICS {
        let _ = writeln!(made.texts, "remedy_{ix} = \"Remedy {ix}\"");
    }
    made.texts.push_str("[clause]\n");
    let exclusions = clauses / 3;
    let mut chance = Chance(seed);
    for ix in 0..clauses.saturating_sub(TOPICS) {
        clause(&mut made, ix, ix < exclusions, questions, &mut chance);
    }
    for ix in 0..TOPICS {
        let _ = write!(
            made.policy,
            "\n[[allow]]\nid = \"otherwise-{ix}\"\nremedies = [\"remedy_{ix}\"]\n{OTHERWISE}"
        );
        let _ = writeln!(made.texts, "otherwise-{ix} = \"Support decides.\"");
    }
    made
}

fn question(made: &mut Synthetic, ix: usize) {
    let kind = match ix % 8 {
        0 => "kind = \"choice\"\noptions = [\"a\", \"b\", \"c\", \"d\"]\nunknown = true",
        1 => "kind = \"date\"\nunknown = true",
        2 if ix == 2 => "kind = \"place\"",
        3 => "kind = \"money\"",
        _ => "kind = \"yes_no\"",
    };
    let _ = write!(made.policy, "\n[[question]]\nid = \"question_{ix}\"\n{kind}\n");
    let _ = write!(made.texts, "[question.question_{ix}]\nlabel = \"Question {ix}?\"\n");
    if ix.is_multiple_of(8) {
        let _ = write!(
            made.texts,
            "[question.question_{ix}.option]\na = \"A\"\nb = \"B\"\nc = \"C\"\nd = \"D\"\n"
        );
    }
}

/// A clause of one topic, with conditions on two to four of the topic's questions.
fn clause(made: &mut Synthetic, ix: usize, exclusion: bool, questions: usize, chance: &mut Chance) {
    let topic = ix % TOPICS;
    let mut about: Vec<usize> = Vec::new();
    for _ in 0..2 + chance.below(3) {
        // A topic has about a third of the questions, as in real policies.
        let question = (topic * 3 + chance.below(questions.div_ceil(3))) % questions.max(1);
        if !about.contains(&question) {
            about.push(question);
        }
    }
    let when: Vec<String> = about
        .iter()
        .map(|question| format!("question_{question} = \"{}\"", phrase(*question, chance)))
        .collect();
    let (phase, verdicts) = if exclusion {
        ("exclude", ["", "", "verdict = \"ask_support\"\n", "verdict = \"not_yet\"\n"])
    } else {
        ("allow", ["", "", "verdict = \"refused\"\n", "verdict = \"ask_support\"\n"])
    };
    let verdict = verdicts.get(chance.below(verdicts.len())).copied().unwrap_or_default();
    let _ = write!(
        made.policy,
        "\n[[{phase}]]\nid = \"clause-{ix}\"\nremedies = [\"remedy_{topic}\"]\n\
         when = {{ {} }}\n{verdict}basis = \"convention\"\n",
        nested(&when, chance)
    );
    let _ = writeln!(made.texts, "clause-{ix} = \"Clause {ix}.\"");
}

/// All conditions directly, or some of them inside `any`, `all` or `not`.
fn nested(when: &[String], chance: &mut Chance) -> String {
    let (first, rest) =
        when.split_first().map_or((String::new(), &[][..]), |(first, rest)| (first.clone(), rest));
    let tables = |parts: &[String]| {
        parts.iter().map(|part| format!("{{ {part} }}")).collect::<Vec<_>>().join(", ")
    };
    match chance.below(6) {
        0 if rest.len() > 1 => format!("{first}, any = [{}]", tables(rest)),
        1 if !rest.is_empty() => format!("{first}, not = {{ {} }}", rest.join(", ")),
        2 if rest.len() > 1 => format!("all = [{}]", tables(when)),
        _ => when.join(", "),
    }
}

fn phrase(question: usize, chance: &mut Chance) -> String {
    let pick = |list: &[&str], chance: &mut Chance| {
        list.get(chance.below(list.len())).copied().unwrap_or_default().to_owned()
    };
    match question % 8 {
        0 => pick(&["a", "b", "c", "d"], chance),
        1 => pick(
            &[
                "within 3 days",
                "within 7 days",
                "within 14 days rolled",
                "within 30 days",
                "after 30 days",
                "within 40 business days",
                "after 90 days",
                "within 6 months",
            ],
            chance,
        ),
        2 if question == 2 => pick(&["@far", "@near", "@isles", "US", "US-?", "ES-GC"], chance),
        3 => pick(&["under 15.00", "under 100.00", "over 500.00"], chance),
        _ => pick(&["yes", "no"], chance),
    }
}

/// A pseudorandom number generator with a fixed seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, count: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % count.max(1)
    }
}
