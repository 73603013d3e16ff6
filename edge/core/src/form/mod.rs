//! Module `form`: the fields of the HTML forms, as a browser without the widget sends them.

mod field;
mod state;

pub use field::Field;
pub use state::{CONFIRMED, FormState};
