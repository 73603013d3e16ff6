//! Module `explain`: the explanation of each finding, from `explain.md`: one section per code.

const PAGES: &str = include_str!("explain.md");

/// The explanation of a finding and what to do about it; `None` if no finding has the code.
#[must_use]
pub fn explain(code: &str) -> Option<&'static str> {
    sections().find(|(name, _)| *name == code).map(|(_, text)| text)
}

/// Every code, in alphabetical order.
pub fn codes() -> impl Iterator<Item = &'static str> {
    sections().map(|(name, _)| name)
}

fn sections() -> impl Iterator<Item = (&'static str, &'static str)> {
    PAGES
        .split("\n## ")
        .skip(1)
        .filter_map(|section| section.split_once('\n'))
        .map(|(name, text)| (name, text.trim()))
}
