//! The widget's wasm in two parts: what leads to an answer, and what only a request needs. And
//! short names where wasm and script meet: the compiler's are long, and end in hashes that do not
//! get smaller.

use super::tools::{FEATURES, put};
use crate::process::command;
use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use std::fs;
use std::path::Path;
use wasm_split_cli_support::{Options, transform};

/// Where the script gets what it does for the second part.
const LOADER: &str = "widget/js/request.ts";

/// What the element does once its script is there.
const CONTROLLER: &str = "widget/js/controller.ts";
/// How a wasm comes, whatever type its host gives it.
const HTTP: &str = "widget/js/http.ts";
/// Where the files that are loaded later are provided.
const LAZY: &str = "widget/js/lazy.ts";

/// How the script begins: once, for a second wasm would be another memory, in which the widgets
/// that are up are not.
const START: &str = "
export const live = (tag) => controller({ PolicyBundle, mount }, tag);
const start = async (answer) => {
    const { instance } = await instantiated(answer, __wbg_get_imports());
    __wbg_finalize_init(instance);
};
let starting;
export const begin = (answer, lazy) => {
    if (!starting) provide(lazy);
    return (starting ??= start(answer).catch((error) => { starting = undefined; throw error; }));
};
";

/// Splits a compiled file where its source says so (`widget/src/pages/request.rs`): `main.wasm` and
/// `split_request.wasm`.
pub(super) fn split(built: &str, folder: &str) -> Result<()> {
    let bytes = fs::read(built).with_context(|| built.to_owned())?;
    let (folder, mut options) = (Path::new(folder), Options::new(&bytes));
    let main = folder.join("main.wasm");
    (options.output_dir, options.main_out_path) = (folder, &main);
    let parts = transform(options).map_err(|error| anyhow::anyhow!("{error:?}"))?;
    ensure!(parts.split_modules.len() == 1, "two parts were expected: {:?}", parts.split_modules);
    Ok(())
}

/// Shortens the names in a file and in the script around it, and tells the script where the second
/// part is loaded.
pub(super) fn join(folder: &str, script: &str, wasm: &str) -> Result<()> {
    let file = format!("{folder}/{script}");
    let names = Names::of(&format!("{folder}/{wasm}"))?;
    let mut text = imported(&fs::read_to_string(&file)?, &names)?;
    for (module, long, short) in &names.imports {
        if module.ends_with("_bg.js") {
            text = once(&text, &format!("\n        {long}:"), &format!("\n        {short}:"))?;
        }
    }
    for (long, short) in &names.exports {
        text = renamed(&text, &format!("wasm.{long}"), &format!("wasm.{short}"));
    }
    // Where the wasm comes from, the element knows: what the script would try by itself goes.
    let (before, _) =
        text.split_once("async function __wbg_load(").context("the script's loading")?;
    let root = crate::root();
    let besides = format!(
        "import {{ controller }} from \"{0}/{CONTROLLER}\";\n\
         import {{ instantiated }} from \"{0}/{HTTP}\";\n\
         import {{ provide }} from \"{0}/{LAZY}\";\n",
        root.display()
    );
    text = format!("{besides}{before}{START}{}", shared(folder, &names)?);
    put(folder, script, &text)
}

/// The names on the border, as the optimiser has shortened them.
struct Names {
    /// Where from, the long name, the short one.
    imports: Vec<(String, String, String)>,
    exports: Vec<(String, String)>,
}

impl Names {
    fn of(wasm: &str) -> Result<Names> {
        let words = ["--minify-imports-and-exports-and-modules", "-o", wasm];
        let printed = command("wasm-opt").arg(wasm).args(FEATURES).args(words).output()?;
        ensure!(printed.status.success(), "wasm-opt: {}", String::from_utf8_lossy(&printed.stderr));
        let all: Value =
            serde_json::from_slice(&printed.stdout).context("the list of short names")?;
        let rows =
            |kind: &str| all.get(kind).and_then(Value::as_array).cloned().unwrap_or_default();
        let text = |row: &Value, at: usize| {
            row.get(at).and_then(Value::as_str).map(str::to_owned).context("a row of short names")
        };
        let import = |row: &Value| Ok((text(row, 0)?, text(row, 1)?, text(row, 2)?));
        let export = |row: &Value| Ok((text(row, 0)?, text(row, 1)?));
        Ok(Names {
            imports: rows("imports").iter().map(import).collect::<Result<_>>()?,
            exports: rows("exports").iter().map(export).collect::<Result<_>>()?,
        })
    }
}

/// The script with one object of imports, which is what the short names are of. What the wasm
/// imports from a script of ours comes with the second part, and is looked up when it is called.
fn imported(script: &str, names: &Names) -> Result<String> {
    let lines: Vec<_> =
        script.lines().filter(|line| !line.starts_with("import * as ")).map(called_later).collect();
    let (mut head, mut all) = (String::new(), String::new());
    for (module, long, short) in &names.imports {
        if long.starts_with("__wasm_split_load_") {
            let root = crate::root();
            head = format!(
                "import {{ load as request, photo }} from \"{}/{LOADER}\";\n",
                root.display()
            );
            all.push_str(&format!("{short}: (called, data) => request(shared(), called, data), "));
        } else if !module.ends_with("_bg.js") {
            ensure!(module.ends_with("/photo.js"), "{module} belongs to no part");
            all.push_str(&format!("{short}: (...words) => photo.{long}(...words), "));
        }
    }
    let text = format!("{head}{}\n", lines.join("\n"));
    let (before, rest) = text
        .split_once("    return {\n        __proto__: null,\n")
        .context("the script's imports")?;
    let (_, after) = rest.split_once("\n    };\n").context("the end of the script's imports")?;
    Ok(format!("{before}    return {{ a: {{ ...import0, {all}}} }};\n{after}"))
}

/// A line of the script; what it imports from ours by one name is looked up when it is called, too.
fn called_later(line: &str) -> String {
    let name = line.strip_prefix("import { ").and_then(|rest| rest.split_once(" } from "));
    match name {
        Some((name, from)) if from.contains("/photo.js") => {
            format!("const {name} = (...words) => photo.{name}(...words);")
        }
        _ => line.to_owned(),
    }
}

/// What the second part needs of the first, under the names that it knows.
fn shared(folder: &str, names: &Names) -> Result<String> {
    let link = fs::read_to_string(format!("{folder}/__wasm_split.js"))?;
    let list = link.split_once("const { ").and_then(|(_, rest)| rest.split_once('}'));
    let (list, _) = list.context("what the parts share")?;
    let mut rows = Vec::new();
    for name in list.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        let found = names.exports.iter().find(|(long, _)| long == name);
        let (_, short) = found.with_context(|| format!("the first part does not share {name}"))?;
        rows.push(format!("{name}: wasm.{short}"));
    }
    Ok(format!("const shared = () => ({{ {} }});\n", rows.join(", ")))
}

fn once(text: &str, from: &str, to: &str) -> Result<String> {
    if text.matches(from).count() != 1 {
        bail!("the script does not say {from:?} once");
    }
    Ok(text.replacen(from, to, 1))
}

/// Another name, where it is the whole name.
fn renamed(text: &str, from: &str, to: &str) -> String {
    let mut parts = text.split(from);
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let goes_on =
            part.starts_with(|next: char| next.is_alphanumeric() || next == '_' || next == '$');
        whole.push_str(if goes_on { from } else { to });
        whole.push_str(part);
    }
    whole
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_the_script_imports_from_ours_is_looked_up_when_it_is_called() {
        let line = "import { add } from './snippets/widget-1/js/photo.js';";
        assert_eq!(super::called_later(line), "const add = (...words) => photo.add(...words);");
        assert_eq!(super::called_later("let add = 1;"), "let add = 1;");
    }

    #[test]
    fn only_whole_names_are_renamed() {
        assert_eq!(
            super::renamed("wasm.a(wasm.ab, wasm.a)", "wasm.a", "wasm.z"),
            "wasm.z(wasm.ab, wasm.z)"
        );
    }
}
