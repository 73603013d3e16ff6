//! `recourse ask`: the questionnaire on a terminal. Answers are replayed from the start after each one, as in the widget.

use super::decide::topic;
use super::open::{bundle, today};
use crate::show::words::Words;
use crate::show::{decision, question};
use crate::typed;
use recourse::interview::{Next, Replay, replay};
use recourse::question::{Answer, Facts, Kind, Question};
use recourse::types::{Day, TopicId, key};
use recourse_authoring::CompiledPolicy;
use std::io::{self, BufRead, Write};
use std::path::Path;
use std::process::ExitCode;

/// Walk through the questions.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A store, or a path to a policy.
    policy: String,
    /// What you came for. Default: you are asked.
    #[arg(long)]
    topic: Option<String>,
    /// The civil day on which it is decided. Default: the machine's day.
    #[arg(long, value_name = "DATE")]
    today: Option<String>,
}

pub(crate) fn run(args: &Args, given: Option<&Path>) -> Result<ExitCode, String> {
    let bundle = bundle(&args.policy, given)?;
    let today = today(args.today.as_deref())?;
    let mut input = io::stdin().lock();
    let topic = match &args.topic {
        Some(name) => topic(&bundle.policy, name)?,
        None => pick_topic(&bundle, &mut input)?,
    };
    let walked = walk(&bundle, &topic, today, &mut input)?;
    Ok(if walked { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn pick_topic(bundle: &CompiledPolicy, input: &mut impl BufRead) -> Result<TopicId, String> {
    let (words, topics) = (Words::of(bundle), &bundle.policy.parts().topics);
    println!("What did you come for?");
    for (ix, topic) in topics.iter().enumerate() {
        println!("  {}  {}", ix.saturating_add(1), words.get(&key::topic(topic.id.as_str())));
    }
    loop {
        let line = read(input)?.ok_or("the input ended")?;
        let by_number =
            line.parse::<usize>().ok().and_then(|number| topics.get(number.checked_sub(1)?));
        if let Some(topic) =
            by_number.or_else(|| topics.iter().find(|topic| topic.id.as_str() == line))
        {
            return Ok(topic.id.clone());
        }
        println!("Type a number from 1 to {}.", topics.len());
    }
}

/// Asks until it is decided. False where the input ended before.
fn walk(
    bundle: &CompiledPolicy,
    topic: &TopicId,
    today: Day,
    input: &mut impl BufRead,
) -> Result<bool, String> {
    let words = Words::of(bundle);
    let mut kept = Facts::default();
    println!("(`?` I do not know, `back` to the question before, `quit`)");
    loop {
        let at = replay(&bundle.policy, topic, &Facts::default(), &kept, today);
        let (id, max_remaining_questions) = match &at.next {
            Next::Done(done) => {
                print!("\n{}", decision::text(bundle, done));
                return Ok(true);
            }
            Next::Ask { question, max_remaining_questions } => (question, *max_remaining_questions),
        };
        let Some(asked) = bundle.policy.question(id) else {
            return Err(format!("no question `{id}`"));
        };
        println!("{}", question::text(&words, asked, max_remaining_questions));
        match read(input)?.as_deref() {
            None | Some("quit") => return Ok(false),
            Some("back") => back(&at, &mut kept),
            Some(line) => take(bundle, &words, asked, &at, line, today, &mut kept),
        }
    }
}

fn back(at: &Replay, kept: &mut Facts) {
    match at.path.last() {
        Some(last) => kept.forget(last),
        None => println!("This is the first question."),
    }
}

fn take(
    bundle: &CompiledPolicy,
    words: &Words<'_>,
    asked: &Question,
    at: &Replay,
    line: &str,
    today: Day,
    kept: &mut Facts,
) {
    let text = match answer_text(words, asked, line, today, bundle.policy.parts().language.as_str())
    {
        Ok(text) => text,
        Err(question) => return println!("  {question}."),
    };
    let answer = match Answer::parse(asked, &text) {
        Ok(answer) => answer,
        Err(fault) => {
            return println!(
                "  That does not work: {}.",
                typed::fault_message(Some(asked), fault, &text)
            );
        }
    };
    if matches!(asked.kind, Kind::Place { .. } | Kind::Money { .. } | Kind::Date { .. })
        && text != line
    {
        println!("  Read as: {answer}");
    }
    // Checked against what counts, not against answers that are kept but off the path.
    let mut counted = at.facts.clone();
    match counted.record(bundle.policy.questions(), &asked.id, answer.clone(), today) {
        Err(error) => println!("  That does not work: {}.", error.fault.message()),
        Ok(()) => {
            // An answer kept from another path that contradicts this one gives way.
            if kept.record(bundle.policy.questions(), &asked.id, answer, today).is_err() {
                *kept = counted;
            }
        }
    }
}

/// What was typed, in the text form of answers.
///
/// # Errors
/// Where it can be read in more than one way: a sentence with all readings.
fn answer_text(
    words: &Words<'_>,
    asked: &Question,
    line: &str,
    today: Day,
    language: &str,
) -> Result<String, String> {
    let picks = question::picks(words, asked);
    let number = line.parse::<usize>().ok().and_then(|number| picks.get(number.checked_sub(1)?));
    match (number, line) {
        (Some(pick), _) if !matches!(asked.kind, Kind::Money { .. }) => Ok(pick.answer.clone()),
        (_, "?") => Ok("unknown".to_owned()),
        (_, "today") => Ok(today.to_string()),
        (_, "y") if asked.kind == Kind::YesNo => Ok("yes".to_owned()),
        (_, "n") if asked.kind == Kind::YesNo => Ok("no".to_owned()),
        _ => typed::answer_text(asked, line, language),
    }
}

/// A line of input, trimmed; `None` at the end.
fn read(input: &mut impl BufRead) -> Result<Option<String>, String> {
    print!("> ");
    io::stdout().flush().map_err(|error| error.to_string())?;
    let mut line = String::new();
    let count = input.read_line(&mut line).map_err(|error| error.to_string())?;
    Ok((count > 0).then(|| line.trim().to_owned()))
}
