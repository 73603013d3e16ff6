//! One field of a form.

use axum::body::Bytes;

/// One field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The name of the field.
    pub name: String,
    /// Whether it is a file input. A browser sends an empty file where none was chosen.
    pub is_file: bool,
    /// The value.
    pub bytes: Bytes,
}

impl Field {
    /// The value as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}
