//! Module `files`: the only place that reads a disk. Everything after it is pure over these texts.

use crate::decode::{Use, decode};
use crate::statutes;
use recourse::types::Day;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The files of one policy, as texts. The names are only for findings.
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
    /// The civil day on which the shoppers of findings ask; the policy's `as_of` where unset.
    pub today: Option<Day>,
}

impl PolicyFiles {
    /// The text of a file that a finding names.
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
/// The statutes are those compiled in; files in `statutes_dir`, which need not exist, are added or
/// replace those of the same name.
///
/// # Errors
/// Where `policy.toml` or `source.txt` cannot be read, or a file is no text: the message names the
/// place.
pub fn load(policies_dir: &Path, statutes_dir: &Path, store: &str) -> io::Result<PolicyFiles> {
    let folder = policies_dir.join(store);
    let policy = folder.join("policy.toml");
    Ok(PolicyFiles {
        policy: (shown(&policy), read(&policy, Use::Rules)?),
        source: read(&folder.join("source.txt"), Use::Rules)?,
        texts: tomls(&folder.join("texts"))?
            .into_iter()
            .map(|path| Ok((stem(&path), shown(&path), read(&path, Use::Texts)?)))
            .collect::<io::Result<_>>()?,
        statutes: statutes::with(
            tomls(statutes_dir)?
                .into_iter()
                .map(|path| Ok((shown(&path), read(&path, Use::Rules)?)))
                .collect::<io::Result<_>>()?,
        ),
        today: None,
    })
}

/// The stores that have a policy, by the names of their folders, in order.
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

fn tomls(folder: &Path) -> io::Result<Vec<PathBuf>> {
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
    let named = |kind: io::ErrorKind, what: &str| {
        io::Error::new(kind, format!("{}: {what}", path.display()))
    };
    let bytes = fs::read(path).map_err(|error| named(error.kind(), &error.to_string()))?;
    decode(&bytes, purpose).map_err(|what| named(io::ErrorKind::InvalidData, &what))
}

fn shown(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}
