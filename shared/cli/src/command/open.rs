//! Finding a policy by its store or its path, and compiling it.

use crate::show::findings;
use recourse::types::Day;
use recourse_authoring::{CompiledPolicy, Finding, PolicyFiles, Severity, compile, load, stores};
use std::env;
use std::path::{Path, PathBuf};

/// Where a policy stands.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) policies: PathBuf,
    pub(crate) store: String,
}

impl Found {
    /// Its files.
    pub(crate) fn files(&self) -> Result<PolicyFiles, String> {
        let statutes =
            self.policies.parent().map(|parent| parent.join("statutes")).unwrap_or_default();
        load(&self.policies, &statutes, &self.store).map_err(|error| error.to_string())
    }
}

/// The folder of policies: the one given, else `shared/policies` here or in a higher folder.
pub(crate) fn policies_dir(given: Option<&Path>) -> Result<PathBuf, String> {
    if let Some(given) = given {
        return if given.is_dir() {
            Ok(given.into())
        } else {
            Err(format!("{} is not a folder", given.display()))
        };
    }
    let here = env::current_dir().map_err(|error| error.to_string())?;
    let found = here
        .ancestors()
        .map(|folder| folder.join("shared/policies"))
        .find(|folder| folder.is_dir());
    let found = found
        .ok_or("no shared/policies here or in a higher folder: name one with --policies DIR")?;
    Ok(found.strip_prefix(&here).map(Path::to_path_buf).unwrap_or(found))
}

/// The policy of a store name, or of a path to `policy.toml` or its folder.
pub(crate) fn find(name: &str, given: Option<&Path>) -> Result<Found, String> {
    let path = Path::new(name);
    let folder = if path.ends_with("policy.toml") { path.parent() } else { Some(path) };
    let is_path =
        name.contains('/') || name.ends_with(".toml") || path.join("policy.toml").is_file();
    if let Some(folder) = folder.filter(|folder| is_path && folder.join("policy.toml").is_file()) {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let whole = folder.canonicalize().map_err(|error| error.to_string())?;
        let store =
            whole.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let shown =
            folder.parent().filter(|parent| parent.join(&store).is_dir()).map(Path::to_path_buf);
        let policies = shown.or_else(|| whole.parent().map(Path::to_path_buf)).unwrap_or_default();
        return Ok(Found { policies, store });
    }
    let policies = policies_dir(given)?;
    let known = stores(&policies);
    if known.iter().any(|store| store == name) {
        return Ok(Found { policies, store: name.to_owned() });
    }
    Err(format!("no policy `{name}` in {}; there are: {}", policies.display(), known.join(", ")))
}

/// Compiles; errors are printed with their places.
pub(crate) fn bundle(name: &str, given: Option<&Path>) -> Result<CompiledPolicy, String> {
    let files = find(name, given)?.files()?;
    compile(&files).map_err(|found| {
        let errors: Vec<Finding> =
            found.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
        eprint!("{}", findings::text(&errors, &files));
        format!("`{name}` does not compile: {} errors", errors.len())
    })
}

/// The day given, else the machine's civil day.
pub(crate) fn today(given: Option<&str>) -> Result<Day, String> {
    let text = match given {
        Some(text) => text.to_owned(),
        None => jiff::Zoned::now().date().to_string(),
    };
    Day::parse(&text).map_err(|error| format!("--today {text}: {error}"))
}
