//! Programs that come from Debian: installed where we may, else named with the package that has
//! them.

use crate::process::finish;
use anyhow::{Result, bail};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Once;

/// Installs packages where this is Debian and we are its administrator.
pub(super) fn install(packages: &[&str]) -> Result<()> {
    static LISTS: Once = Once::new();
    if !Path::new("/usr/bin/apt-get").exists() || !is_root() {
        return Ok(());
    }
    println!("installing: {}", packages.join(" "));
    LISTS.call_once(|| drop(finish(Command::new("apt-get").args(["update", "-qq"]))));
    let mut install = Command::new("apt-get");
    install.args(["install", "-y", "-qq"]).args(packages).env("DEBIAN_FRONTEND", "noninteractive");
    finish(install.stdout(Stdio::null()))
}

/// What the tests run beside our own: programs that answer `words`, each in its package.
pub(crate) fn testers() -> Result<()> {
    const TESTERS: [(&str, &[&str], &str); 4] = [
        ("php", &["--version"], "php-cli"),
        ("exiftool", &["-ver"], "libimage-exiftool-perl"),
        ("python3", &["-m", "venv", "--help"], "python3-venv"),
        ("soffice", &["--version"], "libreoffice-calc-nogui"),
    ];
    for (program, words, package) in
        TESTERS.into_iter().filter(|tester| !answers(tester.0, tester.1))
    {
        install(&[package])?;
        if !answers(program, words) {
            bail!(
                "`{program} {}` does not run: install Debian's package `{package}`",
                words.join(" ")
            );
        }
    }
    Ok(())
}

fn answers(program: &str, words: &[&str]) -> bool {
    let quiet =
        Command::new(program).args(words).stdout(Stdio::null()).stderr(Stdio::null()).status();
    quiet.is_ok_and(|status| status.success())
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout.starts_with(b"0"))
}
