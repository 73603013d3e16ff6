//! Module `lower`: the texts of a language, with the notices of the statutes that matter.

use super::statutes::matters;
use crate::draft::{PolicyDraft, StatuteDraft, TextsDraft};
use recourse::types::{Texts, foreign, key};

/// The texts as they are delivered. Notices are in the language, else in English.
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
    // A notice that the shop words itself comes last, so it wins.
    for (key, line) in &written.0 {
        texts.insert(key.clone(), line.text.value.clone());
    }
    texts
}
