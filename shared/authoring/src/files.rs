//! Module `files`: reads the files of a policy. Everything after it is pure over these texts.

use crate::decode::{Use, decode};
use crate::statutes;
use recourse::types::Day;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The files of one policy, as texts. Their names are used only in findings.
#[derive(Debug, Clone, Default)]
pub struct PolicyFiles {
    /// Name and text of `policy.toml`.
    pub policy: (String, String),
    /// The published page.
    pub source: String,
    /// Language tag, name and text of each `texts/<lang>.toml`.
    pub texts: Vec<(String, String, String)>,
    /// Name and text of each `statutes/<jurisdiction>.toml`.
    pub statutes: Vec<(String, String)>,
    /// The civil day on which the example shoppers of findings ask; the policy's `as_of` if unset.
    pub today: Option<Day>,
}

impl PolicyFiles {
    /// The text of the file with that name.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        let policy = (self.policy.0 == name).then_some(self.policy.1.as_str());
        let texts = || {
            self.texts.iter().find(|(_, file, _)| file == name).map(|(_, _, text)| text.as_str())
        };
        let statutes =
            || self.statutes.iter().find(|(file, _)| file == name).map(|(_, text)| text.as_str());
        policy.or_else(texts).or_else(statutes)
    }
}

/// Reads the files of a store: `<policies_dir>/<store>/policy.toml`, `source.txt`, `texts/*.toml`.
/// The statutes are the built-in ones; files in `statutes_dir`, which need not exist, add to them
/// or replace those of the same name.
///
/// # Errors
/// If `policy.toml` or `source.txt` cannot be read, or a file is no text: the message names the
/// file and the position.
pub fn load(policies_dir: &Path, statutes_dir: &Path, store: &str) -> io::Result<PolicyFiles> {
    let folder = policies_dir.join(store);
    let policy = folder.join("policy.toml");
    Ok(PolicyFiles {
        policy: (display_path(&policy), read(&policy, Use::Rules)?),
        source: read(&folder.join("source.txt"), Use::Rules)?,
        texts: toml_files(&folder.join("texts"))?
            .into_iter()
            .map(|path| Ok((stem(&path), display_path(&path), read(&path, Use::Texts)?)))
            .collect::<io::Result<_>>()?,
        statutes: statutes::with(
            toml_files(statutes_dir)?
                .into_iter()
                .map(|path| Ok((display_path(&path), read(&path, Use::Rules)?)))
                .collect::<io::Result<_>>()?,
        ),
        today: None,
    })
}

/// The stores that have a policy: the names of their folders, sorted.
#[must_use]
pub fn stores(policies_dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(policies_dir).into_iter().flatten().flatten();
    let mut stores: Vec<String> = entries
        .filter(|entry| entry.path().join("policy.toml").is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    stores.sort();
    stores
}

/// The `.toml` files of a folder, sorted; none if there is no such folder.
fn toml_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<io::Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    Ok(paths)
}

fn read(path: &Path, purpose: Use) -> io::Result<String> {
    let error = |kind: io::ErrorKind, message: &str| {
        io::Error::new(kind, format!("{}: {message}", path.display()))
    };
    let bytes = fs::read(path).map_err(|cause| error(cause.kind(), &cause.to_string()))?;
    decode(&bytes, purpose).map_err(|message| error(io::ErrorKind::InvalidData, &message))
}

/// The path with `/` on every system.
fn display_path(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}
