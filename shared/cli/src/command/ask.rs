//! `recourse ask`: the questions on a terminal. Answers are replayed from the start after each one,
//! as in the widget.

use super::decide::topic;
use super::open::{compile_policy, today};
use crate::show::texts::PolicyTexts;
use crate::show::{decision, question};
use crate::typed;
use recourse::interview::{Next, Replay, replay};
use recourse::question::{Answer, Facts, Kind, Question};
use recourse::types::{Day, TopicId, key};
use recourse_authoring::CompiledPolicy;
use std::io::{self, BufRead, Write};
use std::path::Path;
use std::process::ExitCode;

/// Answer the questions of a policy, one after the other.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A store, or a path to a policy.
    policy: String,
    /// The topic. Default: you are asked.
    #[arg(long)]
    topic: Option<String>,
    /// The civil day on which it is decided. Default: the machine's day.
    #[arg(long, value_name = "DATE")]
    today: Option<String>,
}

pub(crate) fn run(args: &Args, policies: Option<&Path>) -> Result<ExitCode, String> {
    let compiled = compile_policy(&args.policy, policies)?;
    let today = today(args.today.as_deref())?;
    let mut input = io::stdin().lock();
    let topic = match &args.topic {
        Some(name) => topic(&compiled.policy, name)?,
        None => pick_topic(&compiled, &mut input)?,
    };
    let is_decided = interview(&compiled, &topic, today, &mut input)?;
    Ok(if is_decided { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn pick_topic(compiled: &CompiledPolicy, input: &mut impl BufRead) -> Result<TopicId, String> {
    let (texts, topics) = (PolicyTexts::new(compiled), &compiled.policy.parts().topics);
    println!("Choose a topic:");
    for (index, topic) in topics.iter().enumerate() {
        let label = texts.get(&key::topic(topic.id.as_str()));
        println!("  {}  {label}", index.saturating_add(1));
    }
    loop {
        let line = read_line(input)?.ok_or("the input ended")?;
        let by_number =
            line.parse::<usize>().ok().and_then(|number| topics.get(number.checked_sub(1)?));
        let by_id = || topics.iter().find(|topic| topic.id.as_str() == line);
        if let Some(topic) = by_number.or_else(by_id) {
            return Ok(topic.id.clone());
        }
        println!("Type a number from 1 to {}.", topics.len());
    }
}

/// Asks until the case is decided. False if the input ends before.
fn interview(
    compiled: &CompiledPolicy,
    topic: &TopicId,
    today: Day,
    input: &mut impl BufRead,
) -> Result<bool, String> {
    let texts = PolicyTexts::new(compiled);
    let mut stored = Facts::default();
    println!("(`?` I do not know, `back` to the previous question, `quit`)");
    loop {
        let state = replay(&compiled.policy, topic, &Facts::default(), &stored, today);
        let (id, max_remaining_questions) = match &state.next {
            Next::Done(decision) => {
                print!("\n{}", decision::text(compiled, decision));
                return Ok(true);
            }
            Next::Ask { question, max_remaining_questions } => (question, *max_remaining_questions),
        };
        let Some(question) = compiled.policy.question(id) else {
            return Err(format!("no question `{id}`"));
        };
        println!("{}", question::text(&texts, question, max_remaining_questions));
        match read_line(input)?.as_deref() {
            None | Some("quit") => return Ok(false),
            Some("back") => forget_last(&state, &mut stored),
            Some(line) => match parse_answer(compiled, question, line, today) {
                Ok(answer) => record(compiled, &state, question, answer, today, &mut stored),
                Err(message) => println!("  {message}."),
            },
        }
    }
}

/// Removes the answer to the previous question.
fn forget_last(state: &Replay, stored: &mut Facts) {
    match state.path.last() {
        Some(last) => stored.forget(last),
        None => println!("This is the first question."),
    }
}

/// Stores an answer, if it does not contradict the answers that count.
fn record(
    compiled: &CompiledPolicy,
    state: &Replay,
    question: &Question,
    answer: Answer,
    today: Day,
    stored: &mut Facts,
) {
    match state.record(&compiled.policy, stored, &question.id, answer, today) {
        Ok(facts) => *stored = facts,
        Err(error) => println!("  That does not work: {}.", error.fault.message()),
    }
}

/// The answer that was typed. Prints how an amount, a day or a place was read.
///
/// # Errors
/// A sentence that says why it is no answer, or between which answers the shopper has to choose.
fn parse_answer(
    compiled: &CompiledPolicy,
    question: &Question,
    line: &str,
    today: Day,
) -> Result<Answer, String> {
    let text = answer_text(compiled, question, line, today)?;
    let answer = Answer::parse(question, &text).map_err(|fault| {
        format!("That does not work: {}", typed::fault_message(Some(question), fault, &text))
    })?;
    let is_read =
        matches!(question.kind, Kind::Place { .. } | Kind::Money { .. } | Kind::Date { .. });
    if is_read && text != line {
        println!("  Read as: {answer}");
    }
    Ok(answer)
}

/// The typed line in the text form of answers.
///
/// # Errors
/// If the line is ambiguous: a sentence with all readings.
fn answer_text(
    compiled: &CompiledPolicy,
    question: &Question,
    line: &str,
    today: Day,
) -> Result<String, String> {
    let options = question::options(&PolicyTexts::new(compiled), question);
    let number = line.parse::<usize>().ok();
    let option = number.and_then(|number| options.get(number.checked_sub(1)?));
    match (option, line) {
        (Some(option), _) if !matches!(question.kind, Kind::Money { .. }) => {
            Ok(option.answer.clone())
        }
        (_, "?") => Ok("unknown".to_owned()),
        (_, "today") => Ok(today.to_string()),
        (_, "y") if question.kind == Kind::YesNo => Ok("yes".to_owned()),
        (_, "n") if question.kind == Kind::YesNo => Ok("no".to_owned()),
        _ => typed::answer_text(question, line, compiled.policy.parts().language.as_str()),
    }
}

/// A line of input, trimmed; `None` at the end of the input.
fn read_line(input: &mut impl BufRead) -> Result<Option<String>, String> {
    print!("> ");
    io::stdout().flush().map_err(|error| error.to_string())?;
    let mut line = String::new();
    let count = input.read_line(&mut line).map_err(|error| error.to_string())?;
    Ok((count > 0).then(|| line.trim().to_owned()))
}
