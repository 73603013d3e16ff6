//! Finds a policy by its store or path, and compiles it.

use crate::show::findings;
use recourse::types::Day;
use recourse_authoring::{CompiledPolicy, Finding, PolicyFiles, Severity, compile, load, stores};
use std::env;
use std::path::{Path, PathBuf};

/// Where the files of a policy are.
#[derive(Debug, Clone)]
pub(crate) struct PolicyLocation {
    pub(crate) policies: PathBuf,
    pub(crate) store: String,
}

impl PolicyLocation {
    /// Loads the files.
    pub(crate) fn load(&self) -> Result<PolicyFiles, String> {
        let statutes =
            self.policies.parent().map(|parent| parent.join("statutes")).unwrap_or_default();
        load(&self.policies, &statutes, &self.store).map_err(|error| error.to_string())
    }
}

/// The folder of policies: the given one, or `shared/policies` in the current or a higher folder.
pub(crate) fn policies_dir(given: Option<&Path>) -> Result<PathBuf, String> {
    if let Some(given) = given {
        return if given.is_dir() {
            Ok(given.into())
        } else {
            Err(format!("{} is not a folder", given.display()))
        };
    }
    let here = env::current_dir().map_err(|error| error.to_string())?;
    let folder = here
        .ancestors()
        .map(|folder| folder.join("shared/policies"))
        .find(|folder| folder.is_dir())
        .ok_or("no shared/policies here or in a higher folder: name one with --policies DIR")?;
    Ok(folder.strip_prefix(&here).map(Path::to_path_buf).unwrap_or(folder))
}

/// The policy with that store id, or with that path to `policy.toml` or its folder.
pub(crate) fn find(name: &str, policies: Option<&Path>) -> Result<PolicyLocation, String> {
    if let Some(folder) = folder_of(name) {
        return locate(folder);
    }
    let policies = policies_dir(policies)?;
    let known = stores(&policies);
    if known.iter().any(|store| store == name) {
        return Ok(PolicyLocation { policies, store: name.to_owned() });
    }
    Err(format!("no policy `{name}` in {}; there are: {}", policies.display(), known.join(", ")))
}

/// The folder of a policy, if the name is a path to it or to its `policy.toml`.
fn folder_of(name: &str) -> Option<&Path> {
    let path = Path::new(name);
    let is_path =
        name.contains('/') || name.ends_with(".toml") || path.join("policy.toml").is_file();
    let folder = if path.ends_with("policy.toml") { path.parent()? } else { path };
    (is_path && folder.join("policy.toml").is_file()).then_some(folder)
}

/// The location of the policy in a folder. A relative path stays relative, because findings show
/// it.
fn locate(folder: &Path) -> Result<PolicyLocation, String> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let absolute = folder.canonicalize().map_err(|error| error.to_string())?;
    let store =
        absolute.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let as_given = folder.parent().filter(|parent| parent.join(&store).is_dir());
    let policies = as_given.or_else(|| absolute.parent()).map(Path::to_path_buf);
    Ok(PolicyLocation { policies: policies.unwrap_or_default(), store })
}

/// Finds and compiles a policy. Errors are printed with their source locations.
pub(crate) fn compile_policy(
    name: &str,
    policies: Option<&Path>,
) -> Result<CompiledPolicy, String> {
    let files = find(name, policies)?.load()?;
    compile(&files).map_err(|findings| {
        let errors: Vec<Finding> =
            findings.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
        eprint!("{}", findings::text(&errors, &files));
        format!("`{name}` does not compile: {} errors", errors.len())
    })
}

/// The given day, or the machine's civil day.
pub(crate) fn today(given: Option<&str>) -> Result<Day, String> {
    let text = match given {
        Some(text) => text.to_owned(),
        None => jiff::Zoned::now().date().to_string(),
    };
    Day::parse(&text).map_err(|error| format!("--today {text}: {error}"))
}
