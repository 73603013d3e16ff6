//! Module `statutes`: the statutes that are built into the program. They apply to a policy in any
//! folder; a folder `statutes` beside the policies adds files, or replaces those of the same name.

/// Name and text of each built-in statutes file, sorted by name.
const BUILT_IN: [(&str, &str); 2] = [
    ("eu.toml", include_str!("../../statutes/eu.toml")),
    ("gb.toml", include_str!("../../statutes/gb.toml")),
];

/// The built-in statutes, each with the name that findings show.
#[must_use]
pub fn statutes() -> Vec<(String, String)> {
    with(Vec::new())
}

/// The built-in statutes and those of a folder, sorted by file name. A file of the folder replaces
/// a built-in one of the same name.
pub(crate) fn with(files: Vec<(String, String)>) -> Vec<(String, String)> {
    let file_name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    let is_replaced = |name: &str| files.iter().any(|(path, _)| file_name(path) == name);
    let built_in = BUILT_IN.into_iter().filter(|(name, _)| !is_replaced(name));
    let mut all: Vec<(String, String)> =
        built_in.map(|(name, text)| (format!("statutes/{name}"), text.to_owned())).collect();
    all.extend(files);
    all.sort_by_key(|(path, _)| file_name(path));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statutes_built_in_are_the_files_of_the_repository() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../statutes");
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
        let files = entries.filter(|entry| entry.file_type().unwrap().is_file());
        let mut names: Vec<String> =
            files.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.retain(|name| name.ends_with(".toml"));
        names.sort();
        let built_in: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, built_in, "a statutes file is not built in: add it to BUILT_IN");
    }

    #[test]
    fn statutes_of_a_folder_add_to_the_built_in_ones_or_replace_them() {
        let files = [("my/statutes/eu.toml", "other"), ("my/statutes/ch.toml", "added")];
        let all = with(files.map(|(name, text)| (name.to_owned(), text.to_owned())).into());
        let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["my/statutes/ch.toml", "my/statutes/eu.toml", "statutes/gb.toml"]);
        assert_eq!(all.get(1).map(|(_, text)| text.as_str()), Some("other"));
    }
}
