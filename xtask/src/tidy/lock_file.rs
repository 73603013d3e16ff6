//! The lock file of the npm packages: each package has its hash, so npm installs nothing else.

use serde_json::Value;

/// The packages without a strong hash. Links lead into this repository.
fn unchecked(lock: &Value) -> Vec<String> {
    let packages = lock["packages"].as_object().into_iter().flatten();
    let outside = packages.filter(|(path, own)| !path.is_empty() && own["link"] != true);
    let is_unchecked = |own: &Value| {
        let integrity = own["integrity"].as_str().unwrap_or_default();
        !integrity.split(' ').any(|hash| hash.starts_with("sha512-") && hash.len() == 95)
    };
    outside.filter(|(_, own)| is_unchecked(own)).map(|(path, _)| path.clone()).collect()
}

#[test]
fn lock_file_has_the_integrity_of_every_package() {
    let text = std::fs::read_to_string(crate::root().join("package-lock.json")).unwrap();
    let lock: Value = serde_json::from_str(&text).unwrap();
    assert!(lock["packages"].as_object().unwrap().len() > 100, "the lock file lists packages");
    let found = unchecked(&lock);
    assert!(
        found.is_empty(),
        "without integrity in package-lock.json (`npm view NAME@VERSION dist.integrity`):\n{}",
        found.join("\n")
    );
}

#[test]
fn lock_file_without_a_hash_is_noticed() {
    let hash = format!("sha512-{}==", "A".repeat(86));
    let lock = serde_json::json!({ "packages": {
        "": { "name": "recourse" },
        "node_modules/good": { "version": "1.0.0", "integrity": hash },
        "node_modules/link": { "link": true },
        "node_modules/bare": { "version": "1.0.0" },
        "node_modules/weak": { "version": "1.0.0", "integrity": "sha1-AAAA" },
    } });
    assert_eq!(unchecked(&lock), ["node_modules/bare", "node_modules/weak"]);
}
