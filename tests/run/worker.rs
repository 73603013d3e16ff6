//! Decides every case through a running edge, by the desk's replay route, and compares the bytes
//! with the native ones.
//!
//! Needs `RECOURSE_EDGE=http://127.0.0.1:PORT`; without it, it prints `0 tests` and the reason.

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    edge::run()
}

#[cfg(not(target_arch = "wasm32"))]
mod edge {
    use libtest_mimic::{Arguments, Failed, Trial};
    use recourse_tests::intent::{Mismatch, describe_outcome};
    use recourse_tests::report::failure;
    use recourse_tests::transcript::line;
    use recourse_tests::{Case, Outcome, corpus};
    use serde_json::{Value, json};
    use std::path::PathBuf;
    use std::process::ExitCode;
    use std::time::Duration;
    use std::{env, fs};

    pub(super) fn run() -> ExitCode {
        let Ok(base) = env::var("RECOURSE_EDGE") else {
            println!(
                "skipped: RECOURSE_EDGE is not set; start the edge and name it, then every case is decided there"
            );
            println!("0 tests");
            return ExitCode::SUCCESS;
        };
        let corpus = match corpus() {
            Ok(corpus) => corpus,
            Err(error) => {
                eprintln!("the corpus cannot be read: {error}");
                return ExitCode::FAILURE;
            }
        };
        let desk = Desk::new(base);
        let outcomes: Vec<_> =
            corpus.cases.into_iter().map(|case| (desk.decide(&case), case)).collect();
        write_transcript(&outcomes);
        let trial = |(outcome, case): (Result<Outcome, String>, Case)| {
            Trial::test(case.id(), move || agrees(&outcome, &case))
        };
        let mut trials: Vec<Trial> = outcomes.into_iter().map(trial).collect();
        trials
            .push(Trial::test("time_zone: the day changes at midnight in every zone", move || {
                Ok(days(&desk)?)
            }));
        libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
    }

    struct Desk {
        base: String,
        token: String,
        agent: ureq::Agent,
    }

    impl Desk {
        fn new(base: String) -> Desk {
            let config = ureq::Agent::config_builder()
                .http_status_as_error(false)
                .timeout_global(Some(Duration::from_secs(20)))
                .build();
            let token = env::var("RECOURSE_DESK_TOKEN").unwrap_or_else(|_| "de5c".repeat(16));
            Desk {
                base: base.trim_end_matches('/').to_owned(),
                token,
                agent: ureq::Agent::new_with_config(config),
            }
        }

        /// The civil day in a zone at an instant, computed by the runtime.
        fn day(&self, zone: &str, at: i64) -> Result<String, String> {
            let url = format!("{}/v1/desk/stores/hekka/day?at={at}", self.base);
            let response = self
                .agent
                .get(&url)
                .query("zone", zone)
                .header("Authorization", format!("Bearer {}", self.token))
                .call();
            let mut response = response.map_err(|error| format!("{url}: {error}"))?;
            let text = response.body_mut().read_to_string().map_err(|error| error.to_string())?;
            let value: Value =
                serde_json::from_str(&text).map_err(|error| format!("{url}: {error}: {text}"))?;
            value.get("day").and_then(Value::as_str).map(str::to_owned).ok_or(text)
        }

        fn decide(&self, case: &Case) -> Result<Outcome, String> {
            let url = format!("{}/v1/desk/stores/{}/decide", self.base, case.store);
            let body = json!({ "topic": case.topic, "facts": case.facts, "today": case.today })
                .to_string();
            let response = self
                .agent
                .post(&url)
                .header("Authorization", format!("Bearer {}", self.token))
                .header("Content-Type", "application/json")
                .send(body);
            let mut response = response.map_err(|error| format!("{url}: {error}"))?;
            let status = response.status().as_u16();
            let text = response.body_mut().read_to_string().map_err(|error| error.to_string())?;
            match status {
                200 => Ok(Outcome::Decided { decision: text }),
                422 => problem(&text),
                _ => Err(format!("{url}: status {status}: {text}")),
            }
        }
    }

    /// Zones far east and far west, with odd offsets, and with daylight saving time.
    const ZONES: [&str; 9] = [
        "Asia/Hong_Kong",
        "Europe/Berlin",
        "America/New_York",
        "America/St_Johns",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Pacific/Kiritimati",
        "Etc/GMT+12",
        "UTC",
    ];
    /// An ordinary day, a leap day, New Year, and days on which clocks change in Europe, America or
    /// Australia.
    const DAYS: [&str; 9] = [
        "2026-11-20",
        "2028-02-29",
        "2027-01-01",
        "2026-03-29",
        "2026-10-25",
        "2026-03-08",
        "2026-11-01",
        "2026-04-05",
        "2026-10-04",
    ];

    /// The runtime and jiff's own table of zones agree on the last and the first second of a day.
    fn days(desk: &Desk) -> Result<(), String> {
        let mut wrong = Vec::new();
        for zone in ZONES {
            for day in DAYS {
                let day: jiff::civil::Date =
                    day.parse().map_err(|error| format!("{day}: {error}"))?;
                let start = day.in_tz(zone).map_err(|error| error.to_string())?.timestamp();
                let before = day.yesterday().map_err(|error| error.to_string())?;
                for (at, expected) in
                    [(start.as_millisecond() - 1_000, before), (start.as_millisecond(), day)]
                {
                    let actual = desk.day(zone, at)?;
                    if actual != expected.to_string() {
                        wrong.push(format!("{zone} at {at}: {actual}, not {expected}"));
                    }
                }
            }
        }
        if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
    }

    /// The code of a problem, and the question that its field names.
    fn problem(text: &str) -> Result<Outcome, String> {
        let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let get = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or("");
        let question = get("field").trim_start_matches("facts.").to_owned();
        Ok(Outcome::Refused { error: get("code").to_owned(), question })
    }

    fn agrees(outcome: &Result<Outcome, String>, case: &Case) -> Result<(), Failed> {
        let got = outcome.as_ref()?;
        let Some(native) = &case.native else { return Err("nothing was decided natively".into()) };
        if got == native {
            return Ok(());
        }
        let wrong = Mismatch { expected: bytes(native), got: bytes(got) };
        Err(failure(case, "edge", "native differs", &[wrong]).into())
    }

    fn bytes(outcome: &Outcome) -> String {
        match outcome {
            Outcome::Decided { decision } => decision.clone(),
            Outcome::Refused { .. } => describe_outcome(outcome),
        }
    }

    fn write_transcript(outcomes: &[(Result<Outcome, String>, Case)]) {
        let lines = outcomes
            .iter()
            .filter_map(|(outcome, case)| outcome.as_ref().ok().map(|outcome| line(case, outcome)));
        let folder = PathBuf::from("../target/transcripts");
        // Not a test: a missing folder must not hide the results of the cases.
        let _ = fs::create_dir_all(&folder);
        let _ = fs::write(folder.join("edge.jsonl"), lines.collect::<String>());
    }
}
