//! Programs from Debian packages: installed if this is root on Debian; else an error names the
//! package.

use crate::process::finish;
use anyhow::{Result, bail};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Once;

/// Installs packages if this is root on Debian; else does nothing.
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

/// Other programs that the tests run. Each answers these arguments and is in this package.
pub(crate) fn testers() -> Result<()> {
    const TESTERS: [(&str, &[&str], &str); 4] = [
        ("php", &["--version"], "php-cli"),
        ("exiftool", &["-ver"], "libimage-exiftool-perl"),
        ("python3", &["-m", "venv", "--help"], "python3-venv"),
        ("soffice", &["--version"], "libreoffice-calc-nogui"),
    ];
    for (program, args, package) in
        TESTERS.into_iter().filter(|tester| !answers(tester.0, tester.1))
    {
        install(&[package])?;
        if !answers(program, args) {
            bail!(
                "`{program} {}` does not run: install Debian's package `{package}`",
                args.join(" ")
            );
        }
    }
    Ok(())
}

fn answers(program: &str, args: &[&str]) -> bool {
    let status =
        Command::new(program).args(args).stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout.starts_with(b"0"))
}
