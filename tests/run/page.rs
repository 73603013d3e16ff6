//! The policy as a page and as JSON-LD: complete, with unique anchors, and with terms of schema.org
//! only.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use recourse_authoring::{CompiledPolicy, compile, listing, load, page};
use std::collections::BTreeSet;
use std::path::Path;

/// Properties of schema.org's `MerchantReturnPolicy` (and of `Thing`) that a listing may have, and
/// the values that an enumeration allows; empty if the value is free.
/// <https://schema.org/MerchantReturnPolicy>, release 29.
const VOCABULARY: [(&str, &[&str]); 12] = [
    ("@context", &["https://schema.org"]),
    ("@type", &["MerchantReturnPolicy"]),
    ("name", &[]),
    ("applicableCountry", &[]),
    (
        "returnPolicyCategory",
        &[
            "MerchantReturnFiniteReturnWindow",
            "MerchantReturnNotPermitted",
            "MerchantReturnUnlimitedWindow",
            "MerchantReturnUnspecified",
        ],
    ),
    ("merchantReturnDays", &[]),
    ("returnMethod", &["KeepProduct", "ReturnAtKiosk", "ReturnByMail", "ReturnInStore"]),
    ("returnFees", FEES),
    ("customerRemorseReturnFees", FEES),
    ("itemDefectReturnFees", FEES),
    ("refundType", &["ExchangeRefund", "FullRefund", "StoreCreditRefund"]),
    (
        "itemCondition",
        &["DamagedCondition", "NewCondition", "RefurbishedCondition", "UsedCondition"],
    ),
];
const FEES: &[&str] = &[
    "FreeReturn",
    "OriginalShippingFees",
    "RestockingFees",
    "ReturnFeesCustomerResponsibility",
    "ReturnShippingFees",
];

fn bundles() -> Vec<CompiledPolicy> {
    let shared = Path::new("../shared");
    let bundle = |store| {
        compile(&load(&shared.join("policies"), &shared.join("statutes"), store).unwrap()).unwrap()
    };
    ["hekka", "xiaomiforsale"].map(bundle).into()
}

#[test]
fn json_ld_has_only_terms_of_schema_org() {
    for bundle in bundles() {
        let listing = listing(&bundle);
        let mut countries = BTreeSet::new();
        for policy in &listing.policies {
            for (key, value) in policy.as_object().unwrap() {
                let (_, allowed) = VOCABULARY
                    .iter()
                    .find(|(known, _)| known == key)
                    .unwrap_or_else(|| panic!("{key} is no property"));
                let plain = value
                    .as_str()
                    .map(|text| text.trim_start_matches("https://schema.org/").to_owned());
                let is_allowed = allowed.is_empty()
                    || key.starts_with('@')
                    || allowed.contains(&plain.clone().unwrap_or_default().as_str());
                assert!(is_allowed, "{key} does not allow {value}");
            }
            for country in policy["applicableCountry"].as_array().unwrap() {
                assert!(
                    countries.insert(country.as_str().unwrap().to_owned()),
                    "{country} is in two groups"
                );
            }
            let finite = policy["returnPolicyCategory"]
                == "https://schema.org/MerchantReturnFiniteReturnWindow";
            assert_eq!(
                finite,
                policy.get("merchantReturnDays").is_some(),
                "a window has days, and nothing else has"
            );
        }
        assert_eq!(countries.len(), 249, "every country of ISO 3166-1 once");
        assert!(!listing.left_out.is_empty(), "omitted clauses are listed");
    }
}

#[test]
fn json_ld_lists_the_thirty_days_of_hekka() {
    let all = bundles();
    let hekka = &listing(all.first().unwrap()).policies;
    assert_eq!(hekka.len(), 1, "one policy for all countries");
    assert_eq!(hekka[0]["merchantReturnDays"], 30);
}

#[test]
fn page_has_every_clause_with_its_quotation_and_unique_anchors() {
    for bundle in bundles() {
        let parts = bundle.policy.parts();
        let html = page(&bundle, &parts.language, parts.as_of);
        let ids: Vec<&str> =
            html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "an id is not unique");
        for target in html.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(ids.contains(&target), "#{target} is no anchor");
        }
        let escape = |text: &str| {
            text.replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;")
                .replace('"', "&quot;")
                .replace('\'', "&#39;")
        };
        for clause in bundle.policy.clauses() {
            assert!(
                ids.iter().any(|id| id.ends_with(clause.id.as_str())),
                "{} is missing",
                clause.id
            );
            if let Some(quote) = &clause.quote {
                assert!(html.contains(&escape(quote)), "{} is not quoted", clause.id);
            }
        }
        assert!(!html.contains("{email}") && !html.contains("{store}"), "a slot is open");
    }
}
