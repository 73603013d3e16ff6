//! Golden cases of the policies of real shops (`real-policies/<shop>/cases.toml`), in the format of
//! `cases/`: each is decided in this process, and the fields that it names are compared.

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    real_policies::run()
}

#[cfg(not(target_arch = "wasm32"))]
mod real_policies {
    use libtest_mimic::{Arguments, Trial};
    use recourse::policy::Policy;
    use recourse_tests::intent::mismatches;
    use recourse_tests::report::failure;
    use recourse_tests::{Case, decide_case};
    use serde::Deserialize;
    use serde_json::Value;
    use std::collections::BTreeMap;
    use std::path::Path;
    use std::process::ExitCode;
    use std::sync::Arc;

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct CaseFile {
        case: Vec<WrittenCase>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct WrittenCase {
        name: String,
        topic: String,
        today: String,
        facts: BTreeMap<String, String>,
        expect: BTreeMap<String, Value>,
    }

    pub(super) fn run() -> ExitCode {
        let folders = std::fs::read_dir("real-policies").into_iter().flatten().flatten();
        let mut stores: Vec<String> = folders
            .filter(|entry| entry.path().join("cases.toml").is_file())
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect();
        stores.sort();
        let trials = stores.iter().flat_map(|store| match trials(store) {
            Ok(trials) => trials,
            Err(error) => {
                vec![Trial::test(format!("{store}/cases.toml"), move || Err(error.into()))]
            }
        });
        libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
    }

    fn trials(store: &str) -> Result<Vec<Trial>, String> {
        let policy = Arc::new(compiled(store)?);
        let text = std::fs::read_to_string(format!("real-policies/{store}/cases.toml"))
            .map_err(|error| error.to_string())?;
        let file: CaseFile = toml::from_str(&text).map_err(|error| error.to_string())?;
        let trial = |written: WrittenCase| {
            let (policy, case) = (policy.clone(), case(store, written));
            Trial::test(case.id(), move || {
                let wrong = mismatches(&case, &decide_case(&policy, &case)?);
                if wrong.is_empty() {
                    Ok(())
                } else {
                    Err(failure(&case, "native", "", &wrong).into())
                }
            })
        };
        Ok(file.case.into_iter().map(trial).collect())
    }

    fn compiled(store: &str) -> Result<Policy, String> {
        let folders = [Path::new("real-policies"), Path::new("../shared/statutes")];
        let files =
            recourse_authoring::load(folders[0], folders[1], store).map_err(|e| e.to_string())?;
        let bundle = recourse_authoring::compile(&files).map_err(|found| format!("{found:#?}"))?;
        Ok(bundle.policy)
    }

    fn case(store: &str, written: WrittenCase) -> Case {
        Case {
            store: store.to_owned(),
            file: "cases".to_owned(),
            topic: written.topic,
            line: 1,
            name: written.name,
            requirements: Vec::new(),
            facts: written.facts,
            today: written.today,
            expect: written.expect,
            native: None,
        }
    }
}
