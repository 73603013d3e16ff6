//! Module `suggest`: suggestions for misspelled words ("did you mean").

/// The candidate most similar to the word, if it is similar enough for a typing error.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let distance_max = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= distance_max)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The help for an unknown word: the nearest candidate, or the list of candidates if it is short.
pub(crate) fn help<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    let all: Vec<&str> = candidates.into_iter().collect();
    if let Some(near) = nearest(word, all.iter().copied()) {
        return Some(format!("did you mean `{near}`?"));
    }
    (!all.is_empty() && all.len() <= 12).then(|| format!("one of: {}", all.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggestion_is_given_for_a_typing_error_only() {
        let ids = ["delivered_on", "shipped_on", "price"];
        assert_eq!(nearest("deliverd_on", ids), Some("delivered_on"));
        assert_eq!(nearest("prcie", ids), Some("price"));
        assert_eq!(nearest("colour", ids), None);
        assert_eq!(help("colour", ids).as_deref(), Some("one of: delivered_on, shipped_on, price"));
    }
}
