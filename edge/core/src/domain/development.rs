//! The values of `edge/.dev.vars`. They are in the repository, so they protect nothing: outside the
//! local environment they are refused.

/// The file of the local environment.
static DEVELOPMENT: &str = include_str!("../../../.dev.vars");
/// Shortest value that is looked for: every key, secret and digest is longer.
const BYTES_MIN: usize = 32;

/// Whether a value is one of the development values.
#[must_use]
pub fn is_development_value(value: &str) -> bool {
    value.len() >= BYTES_MIN && DEVELOPMENT.contains(value)
}

/// Whether a JSON text has a development value as one of its strings.
#[must_use]
pub fn has_development_value(json: &str) -> bool {
    json.split('"').any(is_development_value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn development_value_is_every_key_and_digest_of_the_file() {
        let value = |name: &str| {
            let line = DEVELOPMENT.lines().find(|line| line.starts_with(name)).unwrap();
            line.split_once('=').unwrap().1.trim_matches('\'').to_owned()
        };
        assert!(is_development_value(&value("TICKET_KEY")));
        let keys = value("STORE_KEYS");
        assert!(has_development_value(&keys));
        let strings: Vec<_> = keys.split('"').filter(|text| text.len() >= BYTES_MIN).collect();
        assert!(strings.len() >= 5, "two desk secrets and three parts of order keys: {strings:?}");
        for text in strings {
            assert!(has_development_value(&format!("{{\"shop\":\"{text}\"}}")), "{text}");
        }
        assert!(!is_development_value(&"ab".repeat(32)) && !has_development_value("{}"));
    }
}
