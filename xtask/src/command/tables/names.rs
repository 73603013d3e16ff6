//! The tables of the currencies of ISO 4217 and of the countries' names of CLDR. A new version of
//! the data is a new version below and one run.

use crate::process::{command, finish};
use crate::setup::cache;
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::process::Command;

/// The PyPI package that carries list one of the ISO 4217 maintenance agency as it was published.
const ISO_4217: &str = "1.16.20260101";
/// The npm package of CLDR's names.
const CLDR: &str = "48.2.0";
/// The languages of the interface, in the order of the table's columns.
const LANGUAGES: [&str; 7] = ["en", "de", "es", "fr", "pt", "ar", "zh"];

/// Writes both tables.
pub(super) fn write() -> Result<()> {
    fs::write("shared/src/types/currency_table.rs", currencies(&currency_list()?)?)?;
    fs::write("shared/cli/src/countries/names.tsv", countries()?)?;
    Ok(())
}

/// The agency's list, as XML.
fn currency_list() -> Result<String> {
    let folder = cache().join(format!("iso4217-{ISO_4217}"));
    let file = folder.join("iso4217/table.xml");
    if !file.is_file() {
        let mut pip = Command::new("python3");
        pip.args(["-m", "pip", "install", "--quiet", "--no-deps", "--target"]).arg(&folder);
        finish(pip.arg(format!("iso4217=={ISO_4217}")))?;
    }
    fs::read_to_string(&file).with_context(|| file.display().to_string())
}

/// The Rust file of the currencies: each code with its number of decimals. What has none (gold,
/// drawing rights) is no currency of a shop.
fn currencies(list: &str) -> Result<String> {
    let published = between(list, "Pblshd=\"", "\"").context("the list has no date")?;
    let mut codes = BTreeMap::new();
    for entry in list.split("<CcyNtry>").skip(1) {
        let code = between(entry, "<Ccy>", "<");
        let decimals = between(entry, "<CcyMnrUnts>", "<").and_then(|text| text.parse::<u8>().ok());
        codes.extend(code.zip(decimals));
    }
    ensure!(codes.len() > 150, "only {} currencies", codes.len());
    let codes: Vec<String> =
        codes.iter().map(|(code, decimals)| format!("{code}{decimals}")).collect();
    let lines: Vec<String> = codes.chunks(18).map(|row| row.join(" ")).collect();
    Ok(format!(
        "//! Module `words`: the currencies of ISO 4217. Written by `cargo xtask tables`; not to be edited by hand.\n\n\
         /// The day on which the maintenance agency published the list.\n\
         pub const CURRENCIES_PUBLISHED: &str = \"{published}\";\n\n\
         /// Every currency code, in order, each with its number of decimals (the exponent of its
         /// minor unit).\n\
         pub(super) const CURRENCIES: &str = \"\\\n{}\";\n",
        lines.join(" \\\n")
    ))
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    text.split_once(before)?.1.split_once(after).map(|(inside, _)| inside)
}

/// A line a country: its code, then its names in each language.
fn countries() -> Result<String> {
    let folder = cache().join(format!("cldr-localenames-full-{CLDR}"));
    if !folder.join("package").is_dir() {
        fs::create_dir_all(&folder)?;
        let package = format!("cldr-localenames-full@{CLDR}");
        finish(command("npm").args(["pack", "--silent", &package]).current_dir(&folder))?;
        let archive = format!("cldr-localenames-full-{CLDR}.tgz");
        finish(Command::new("tar").args(["xzf", &archive]).current_dir(&folder))?;
    }
    let names: Vec<serde_json::Value> = LANGUAGES
        .iter()
        .map(|language| {
            let file = folder.join(format!("package/main/{language}/territories.json"));
            let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
            let all: serde_json::Value = serde_json::from_str(&text)?;
            let pointer = format!("/main/{language}/localeDisplayNames/territories");
            all.pointer(&pointer).cloned().with_context(|| format!("no names in {language}"))
        })
        .collect::<Result<_>>()?;
    let mut table = format!(
        "# Countries by CLDR {CLDR}. Written by `cargo xtask tables`; not to be edited by hand.\ncode\t{}\n",
        LANGUAGES.join("\t")
    );
    for code in country_codes()? {
        let code = code.as_str();
        let row: Option<Vec<String>> = names.iter().map(|names| cell(names, code)).collect();
        writeln!(
            table,
            "{code}\t{}",
            row.with_context(|| format!("no name of {code}"))?.join("\t")
        )?;
    }
    Ok(table)
}

/// The codes of ISO 3166-1 as the rules have them. Read from the source: a dependency on the rules
/// would compile them for every command.
fn country_codes() -> Result<Vec<String>> {
    let source = fs::read_to_string("shared/src/types/place.rs")?;
    let list = between(&source, "COUNTRIES: &str = \"", "\";").context("no list of countries")?;
    let words = list.split([' ', '\\', '\n']).filter(|word| !word.is_empty());
    let codes: Vec<String> = words.map(str::to_owned).collect();
    ensure!(codes.len() > 240 && codes.iter().all(|code| code.len() == 2), "{codes:?}");
    Ok(codes)
}

/// The names of a country in one language, the usual one first, with `|` between them.
fn cell(names: &serde_json::Value, code: &str) -> Option<String> {
    let mut all = vec![names.get(code)?.as_str()?];
    for other in ["alt-short", "alt-variant"] {
        let name = names.get(format!("{code}-{other}")).and_then(|name| name.as_str());
        all.extend(name.filter(|name| !all.contains(name)));
    }
    Some(all.join("|"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn country_codes_are_read_from_the_rules() {
        std::env::set_current_dir(crate::root()).unwrap();
        let codes = super::country_codes().unwrap();
        assert!(codes.first().is_some_and(|first| first == "AD"));
        assert!(codes.iter().any(|code| code == "DE") && codes.is_sorted());
    }
}
