//! Literate tests: each section of `findings/*.md` breaks a small policy in one way and shows
//! exactly the output of `recourse check`. `RECOURSE_BLESS=1` rewrites the output.

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    findings::run()
}

#[cfg(not(target_arch = "wasm32"))]
mod findings {
    use libtest_mimic::{Arguments, Failed, Trial};
    use recourse_authoring::{Finding, PolicyFiles, compile, explain, statutes};
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};
    use std::process::ExitCode;
    use std::{env, fs};

    /// Fewest kinds of findings that must be shown.
    const KINDS_MIN: usize = 20;
    /// The note that a section shows only if its block `with` names it.
    const REST: &str = "caught-by-else";

    pub(super) fn run() -> ExitCode {
        let mut trials = Vec::new();
        let mut kinds = BTreeSet::new();
        for path in pages() {
            let text = fs::read_to_string(&path).unwrap_or_default();
            let page = path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default();
            let sections = sections(&text);
            let shown: Vec<String> =
                sections.iter().map(|section| shown(section, &mut kinds)).collect();
            if env::var_os("RECOURSE_BLESS").is_some() {
                let _ = fs::write(&path, blessed(&text, &shown));
            }
            for (section, now) in sections.into_iter().zip(shown) {
                trials.push(Trial::test(format!("{page}: {}", section.title), move || {
                    same(&section, &now)
                }));
            }
        }
        let count = kinds.len();
        trials.push(Trial::test("findings: at least twenty kinds are shown", move || {
            if count >= KINDS_MIN { Ok(()) } else { Err(format!("{count} kinds").into()) }
        }));
        let unexplained: Vec<&str> =
            kinds.into_iter().filter(|code| explain(code).is_none()).collect();
        trials.push(Trial::test("explain: every finding shown is explained", move || {
            if unexplained.is_empty() { Ok(()) } else { Err(unexplained.join(", ").into()) }
        }));
        trials
            .push(Trial::test("sarif: the log names rule, position and shopper", || Ok(sarif()?)));
        libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
    }

    /// SARIF 2.1.0, as far as code hosts read it.
    #[expect(clippy::indexing_slicing, reason = "a missing JSON value is null")]
    fn sarif() -> Result<(), String> {
        let mut files = base("base")?;
        edit(
            &mut files,
            "policy.toml",
            "-when = { delivered_on = \"within 14 days\" }\n\
             +when = { delivered_on = \"after 3 days, within 14 days\" }\n",
        )?;
        let text = recourse_cli::sarif_log(&[(files.clone(), compile(&files))])?;
        let log: serde_json::Value =
            serde_json::from_str(&text).map_err(|error| error.to_string())?;
        let wanted = "earlier-is-worse";
        let named = |list: &serde_json::Value, key: &str| {
            let mut all = list.as_array().into_iter().flatten();
            all.find(|entry| entry[key] == wanted).cloned().unwrap_or_default()
        };
        let driver = &log["runs"][0]["tool"]["driver"];
        let (result, rule) =
            (named(&log["runs"][0]["results"], "ruleId"), named(&driver["rules"], "id"));
        let region = &result["locations"][0]["physicalLocation"]["region"];
        let line = region["startLine"]
            .as_u64()
            .and_then(|line| usize::try_from(line).ok())
            .unwrap_or_default();
        let marked = files.policy.1.lines().nth(line.saturating_sub(1)).unwrap_or_default();
        let whole = log["version"] == "2.1.0"
            && result["level"] == "warning"
            && rule["fullDescription"]["text"].as_str() == explain(wanted)
            && result["message"]["text"]
                .as_str()
                .is_some_and(|text| text.contains("When did it arrive?"))
            && marked.contains("back-late");
        if whole { Ok(()) } else { Err(text) }
    }

    /// A section of a page: its edits, and the output that it shows.
    struct Section {
        title: String,
        /// The folder of the policy that the section breaks.
        base: String,
        /// File, and its lines with `-`, `+` or nothing before them.
        edits: Vec<(String, String)>,
        /// Whether it shows the cases of a last clause: a note that nearly every policy has.
        rest: bool,
        output: String,
    }

    fn pages() -> Vec<PathBuf> {
        let entries =
            fs::read_dir("findings").into_iter().flatten().flatten().map(|entry| entry.path());
        let mut pages: Vec<PathBuf> =
            entries.filter(|path| path.extension().is_some_and(|e| e == "md")).collect();
        pages.sort();
        pages
    }

    fn sections(text: &str) -> Vec<Section> {
        let mut sections: Vec<Section> = Vec::new();
        let mut block: Option<(String, String)> = None;
        for line in text.lines() {
            match (&mut block, line.strip_prefix("```")) {
                (Some((info, body)), Some("")) => {
                    if let Some(section) = sections.last_mut() {
                        keep(section, info, body);
                    }
                    block = None;
                }
                (Some((_, body)), _) => {
                    body.push_str(line);
                    body.push('\n');
                }
                (None, Some(info)) => block = Some((info.to_owned(), String::new())),
                (None, None) => {
                    if let Some(title) = line.strip_prefix("## ") {
                        sections.push(Section {
                            title: title.into(),
                            base: "base".into(),
                            edits: Vec::new(),
                            rest: false,
                            output: String::new(),
                        });
                    }
                }
            }
        }
        sections
    }

    fn keep(section: &mut Section, info: &str, body: &str) {
        match (info, info.strip_prefix("diff ")) {
            (_, Some(file)) => section.edits.push((file.to_owned(), body.to_owned())),
            ("base", _) => section.base = body.trim().to_owned(),
            ("with", _) => section.rest = body.trim() == REST,
            _ => section.output = body.to_owned(),
        }
    }

    fn shown(section: &Section, kinds: &mut BTreeSet<&'static str>) -> String {
        let mut files = match base(&section.base) {
            Ok(files) => files,
            Err(error) => return error,
        };
        for (file, lines) in &section.edits {
            if let Err(error) = edit(&mut files, file, lines) {
                return error;
            }
        }
        let found: Vec<Finding> = match compile(&files) {
            Ok(bundle) => bundle.findings,
            Err(found) => found,
        };
        let found: Vec<Finding> =
            found.into_iter().filter(|finding| section.rest || finding.code != REST).collect();
        kinds.extend(found.iter().map(|finding| finding.code));
        if found.is_empty() {
            return "nothing was found\n".into();
        }
        let text = recourse_cli::findings_text(&found, &files);
        text.trim_end().lines().map(str::trim_end).collect::<Vec<_>>().join("\n") + "\n"
    }

    /// The policy that a section breaks: the base policy with its own statutes, or one of `others`
    /// with the statutes of the command.
    fn base(folder: &str) -> Result<PolicyFiles, String> {
        let folder = Path::new("findings").join(folder);
        let read = |name: &str| {
            fs::read_to_string(folder.join(name)).map_err(|error| format!("{name}: {error}"))
        };
        let law = "statutes/eu.toml";
        let own = folder.join(law).is_file();
        let statutes = if own { vec![(law.into(), read(law)?)] } else { statutes() };
        Ok(PolicyFiles {
            policy: ("policy.toml".into(), read("policy.toml")?),
            source: read("source.txt")?,
            texts: vec![("en".into(), "texts/en.toml".into(), read("texts/en.toml")?)],
            statutes,
            today: None,
        })
    }

    /// Replaces the `-` lines of a diff by its `+` lines; a diff of `+` lines only is appended.
    fn edit(files: &mut PolicyFiles, file: &str, diff: &str) -> Result<(), String> {
        let side = |mark: char| -> String {
            let lines =
                diff.lines().filter_map(|line| line.strip_prefix(mark).or(line.strip_prefix(' ')));
            lines.map(|line| format!("{line}\n")).collect()
        };
        let (before, after) = (side('-'), side('+'));
        let text = match file {
            "policy.toml" => &mut files.policy.1,
            "source.txt" => &mut files.source,
            "texts/en.toml" => &mut files.texts.first_mut().ok_or("no texts")?.2,
            "statutes/eu.toml" => &mut files.statutes.first_mut().ok_or("no statutes")?.1,
            _ => {
                files.texts.push(("de".into(), file.to_owned(), after));
                return Ok(());
            }
        };
        if before.is_empty() {
            text.push_str(&after);
        } else if text.contains(&before) {
            *text = text.replacen(&before, &after, 1);
        } else {
            return Err(format!("{file} has no such lines:\n{before}"));
        }
        Ok(())
    }

    fn same(section: &Section, now: &str) -> Result<(), Failed> {
        if section.output == now {
            return Ok(());
        }
        Err(format!(
            "shown:\n{}\nprinted now:\n{now}\n(RECOURSE_BLESS=1 rewrites the page)",
            section.output
        )
        .into())
    }

    /// The page with the output of each section replaced.
    fn blessed(text: &str, shown: &[String]) -> String {
        let mut shown = shown.iter();
        let mut lines: Vec<String> = Vec::new();
        let mut inside = false;
        let mut replaced = false;
        for line in text.lines() {
            match (inside, line) {
                (false, "```text") => {
                    (inside, replaced) = (true, true);
                    lines.push(line.into());
                    lines.extend(shown.next().map(|text| text.trim_end_matches('\n').to_owned()));
                }
                (true, "```") if replaced => {
                    (inside, replaced) = (false, false);
                    lines.push(line.into());
                }
                (true, _) => {}
                (false, _) => lines.push(line.into()),
            }
        }
        lines.join("\n") + "\n"
    }
}
