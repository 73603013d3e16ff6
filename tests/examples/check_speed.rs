//! Prints how long `check` takes for the shipped policies and for synthetic ones of growing size.

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::disallowed_methods, reason = "it measures time")]
fn main() {
    use recourse_authoring::{PolicyFiles, Stats, compile, load};
    use std::path::Path;
    use std::time::Instant;

    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let made = |questions, clauses| {
        let made = recourse_tests::synthetic::synthetic(questions, clauses);
        let file = |name: &str, text: String| (name.to_owned(), text);
        PolicyFiles {
            policy: file("policy.toml", made.policy),
            texts: vec![("en".to_owned(), "texts/en.toml".to_owned(), made.texts)],
            ..PolicyFiles::default()
        }
    };
    let mut all: Vec<(String, PolicyFiles)> = ["hekka", "xiaomiforsale"]
        .into_iter()
        .filter_map(|store| {
            Some((
                store.to_owned(),
                load(&shared.join("policies"), &shared.join("statutes"), store).ok()?,
            ))
        })
        .collect();
    for (questions, clauses) in [(10, 75), (20, 150), (40, 300), (60, 600)] {
        all.push((format!("{questions} questions, {clauses} clauses"), made(questions, clauses)));
    }
    for (name, files) in all {
        let start = Instant::now();
        let compiled = compile(&files);
        let spent = start.elapsed();
        match compiled {
            Ok(bundle) => {
                let stats = Stats::of(&bundle);
                println!(
                    "{name:<28} {spent:>10.1?}  {} cases, {} nodes, {} findings",
                    stats.cases(),
                    stats.nodes(),
                    bundle.findings.len()
                );
            }
            Err(found) => {
                let codes: std::collections::BTreeMap<&str, usize> =
                    found.iter().fold(Default::default(), |mut sum, finding| {
                        *sum.entry(finding.code).or_default() += 1;
                        sum
                    });
                println!("{name:<28} {spent:>10.1?}  refused: {codes:?}");
            }
        }
    }
}
