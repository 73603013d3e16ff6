//! Module `lower`: the texts of a language, with the notices of the statutes that the policy uses.

use super::statutes::matters;
use crate::draft::{PolicyDraft, StatuteDraft, TextsDraft};
use recourse::types::{Texts, foreign, key};

/// The texts of a language. Notices are in that language, or else in English.
pub(crate) fn texts(
    draft: &PolicyDraft,
    statutes: &[StatuteDraft],
    language: &str,
    written: &TextsDraft,
) -> Texts {
    let mut texts = Texts::default();
    for right in statutes.iter().flat_map(|file| &file.rights).filter(|right| matters(draft, right))
    {
        let own = right.notice.get(language).map(|notice| notice.value.clone());
        let english = || right.notice.get("en").map(|notice| foreign(&notice.value));
        if let Some(notice) = own.or_else(english) {
            texts.insert(key::part("statute", right.id.as_str()), notice);
        }
    }
    // A notice in the shop's own texts is inserted last, so it replaces the statute's.
    for (key, line) in &written.0 {
        texts.insert(key.clone(), line.text.value.clone());
    }
    texts
}
