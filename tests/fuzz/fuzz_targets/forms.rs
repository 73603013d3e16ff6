//! Arbitrary forms are read to the end or refused, and no field is markup on a page.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recourse_edge::form::Field;
use recourse_edge::views::hidden;

fuzz_target!(|sent: (&str, &[u8])| {
    let (name, bytes) = sent;
    let field = Field { name: name.to_owned(), is_file: false, bytes: bytes.to_vec().into() };
    let input = hidden(&field.name, &field.text()).into_string();
    assert_eq!(input.matches(['<', '>']).count(), 2, "{input}");
    assert_eq!(input.matches('"').count(), 6, "{input}");
});
