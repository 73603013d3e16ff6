//! Module `types`: the reader of the compact form (postcard) in which policies and texts are
//! loaded. It is hand-written for size, because shoppers download it: a derived reader returns
//! early, with code to clean up, at each of a hundred places where bytes can be damaged. This
//! reader sets a flag at the first error and returns default values (zero, empty) from then on; the
//! result is discarded at the end, so an invalid value is never returned.
//!
//! It accepts exactly the bytes that postcard writes: two files that decode to the same policy are
//! identical and have one hash.

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

/// Maximum nesting of values (conditions contain conditions), so that no file exhausts the stack.
const DEPTH_MAX: u8 = 64;

/// A value with a compact form.
pub(crate) trait Compact {
    /// Reads the value; any value of the type if the bytes are damaged.
    fn read(from: &mut Reader<'_>) -> Self;
}

/// Bytes that are still to be read.
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    damaged: bool,
    depth: u8,
}

/// Decodes bytes that are exactly one value; `None` if they are damaged or longer.
pub(crate) fn decode<T: Compact>(bytes: &[u8]) -> Option<T> {
    let mut reader = Reader { rest: bytes, damaged: false, depth: 0 };
    let value = T::read(&mut reader);
    (!reader.damaged && reader.rest.is_empty()).then_some(value)
}

impl<'a> Reader<'a> {
    /// Marks the bytes as damaged and returns `instead`. The rest is discarded: everything read
    /// from now on is zero, empty or `None`, so reading ends.
    pub(crate) fn fail<T>(&mut self, instead: T) -> T {
        self.damaged = true;
        self.rest = &[];
        instead
    }

    fn byte(&mut self) -> u8 {
        match self.rest.split_first() {
            Some((byte, rest)) => {
                self.rest = rest;
                *byte
            }
            None => self.fail(0),
        }
    }

    /// An unsigned number (LEB128): seven bits per byte, the lowest first, in as few bytes as
    /// possible.
    pub(crate) fn number(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let byte = self.byte();
            let bits = u64::from(byte & 0x7f);
            number |= bits.wrapping_shl(shift);
            let fits = bits.leading_zeros() >= shift && (byte != 0 || shift == 0);
            match byte {
                0x80.. => {}
                _ if fits => return number,
                _ => break,
            }
        }
        self.fail(0)
    }

    /// The length of a list. Each value takes at least one byte, so a list never allocates more
    /// memory than the remaining bytes can fill.
    fn count(&mut self) -> usize {
        match usize::try_from(self.number()) {
            Ok(count) if count <= self.rest.len() => count,
            _ => self.fail(0),
        }
    }

    /// A text: its length in bytes, then UTF-8.
    pub(crate) fn text(&mut self) -> &'a str {
        let count = self.count();
        let (text, rest) = self.rest.split_at_checked(count).unwrap_or_default();
        self.rest = rest;
        core::str::from_utf8(text).unwrap_or_else(|_| self.fail(""))
    }

    /// A text that is parsed; `instead` if it is invalid.
    pub(crate) fn parsed<T, E>(&mut self, parse: fn(&str) -> Result<T, E>, instead: T) -> T {
        parse(self.text()).unwrap_or_else(|_| self.fail(instead))
    }

    /// One of the values, by its index.
    pub(crate) fn one_of<T: Copy>(&mut self, values: &[T], instead: T) -> T {
        let found = usize::try_from(self.number()).ok().and_then(|index| values.get(index));
        found.copied().unwrap_or_else(|| self.fail(instead))
    }

    /// A value inside another value.
    pub(crate) fn nested<T: Compact>(&mut self) -> T {
        self.depth = self.depth.saturating_add(1);
        if self.depth > DEPTH_MAX {
            self.fail(());
        }
        let value = T::read(self);
        self.depth = self.depth.saturating_sub(1);
        value
    }
}

impl Compact for bool {
    fn read(from: &mut Reader<'_>) -> bool {
        match from.byte() {
            0 => false,
            1 => true,
            _ => from.fail(false),
        }
    }
}

impl Compact for u8 {
    fn read(from: &mut Reader<'_>) -> u8 {
        from.byte()
    }
}

impl Compact for u16 {
    fn read(from: &mut Reader<'_>) -> u16 {
        u16::try_from(from.number()).unwrap_or_else(|_| from.fail(0))
    }
}

impl Compact for u32 {
    fn read(from: &mut Reader<'_>) -> u32 {
        u32::try_from(from.number()).unwrap_or_else(|_| from.fail(0))
    }
}

impl Compact for String {
    fn read(from: &mut Reader<'_>) -> String {
        from.text().to_owned()
    }
}

impl Compact for [u8; 32] {
    fn read(from: &mut Reader<'_>) -> [u8; 32] {
        core::array::from_fn(|_| from.byte())
    }
}

impl<T: Compact> Compact for Option<T> {
    fn read(from: &mut Reader<'_>) -> Option<T> {
        bool::read(from).then(|| T::read(from))
    }
}

impl<T: Compact> Compact for Vec<T> {
    fn read(from: &mut Reader<'_>) -> Vec<T> {
        let count = from.count();
        let mut values = Vec::with_capacity(count);
        // Not `collect`, which generates four functions per type; a browser compiles each when it
        // is first called.
        for _ in 0..count {
            values.push(from.nested());
        }
        values
    }
}

impl<T: Compact> Compact for Box<T> {
    fn read(from: &mut Reader<'_>) -> Box<T> {
        Box::new(from.nested())
    }
}

impl<A: Compact, B: Compact> Compact for (A, B) {
    fn read(from: &mut Reader<'_>) -> (A, B) {
        (A::read(from), B::read(from))
    }
}

/// Implements [`Compact`]: a struct is read by its fields, an enum by its plain variants, both in
/// the order in which they are declared.
macro_rules! compact {
    (struct $name:ident { $($field:ident),* $(,)? }) => {
        impl $crate::types::compact::Compact for $name {
            fn read(from: &mut $crate::types::compact::Reader<'_>) -> $name {
                $name { $($field: $crate::types::compact::Compact::read(from)),* }
            }
        }
    };
    (enum $name:ident { $first:ident $(, $more:ident)* $(,)? }) => {
        impl $crate::types::compact::Compact for $name {
            fn read(from: &mut $crate::types::compact::Reader<'_>) -> $name {
                from.one_of(&[$name::$first $(, $name::$more)*], $name::$first)
            }
        }
    };
}

pub(crate) use compact;

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    #[test]
    fn compact_reads_what_postcard_writes() {
        for number in [0u64, 1, 127, 128, 300, 16_383, 16_384, u64::from(u32::MAX), u64::MAX] {
            let bytes = postcard::to_allocvec(&number).unwrap();
            assert_eq!(
                Reader { rest: &bytes, damaged: false, depth: 0 }.number(),
                number,
                "{bytes:?}"
            );
        }
        let value =
            (vec![Some(7u16), None, Some(u16::MAX)], (String::from("für"), vec![true, false]));
        assert_eq!(decode(&postcard::to_allocvec(&value).unwrap()), Some(value));
    }

    #[test]
    fn compact_rejects_all_other_bytes() {
        assert_eq!(decode::<u16>(&[0x80, 0x80, 0x04]), None, "65536 is no u16");
        assert_eq!(decode::<u16>(&[0x81, 0x00]), None, "the number 1 in two bytes");
        assert_eq!(decode::<u16>(&[0xff; 11]), None, "a number without end");
        assert_eq!(decode::<bool>(&[2]), None, "neither false nor true");
        assert_eq!(decode::<u8>(&[1, 2]), None, "two values");
        assert_eq!(decode::<u8>(&[]), None, "no value");
        assert_eq!(decode::<String>(&[1, 0xff]), None, "not UTF-8");
        assert_eq!(decode::<String>(&[2, b'a']), None, "too few bytes");
        let too_long = [0xff, 0xff, 0xff, 0xff, 0x0f];
        assert_eq!(decode::<Vec<u8>>(&too_long), None, "a list longer than its bytes");
    }

    #[test]
    fn compact_rejects_values_nested_too_deep() {
        #[derive(Debug)]
        struct Nest(Option<Box<Nest>>);
        impl Compact for Nest {
            fn read(from: &mut Reader<'_>) -> Nest {
                Nest(Compact::read(from))
            }
        }
        let nested = |depth: usize| [&vec![1; depth][..], &[0]].concat();
        let levels = |depth: usize| {
            let read = decode::<Nest>(&nested(depth))?;
            Some(core::iter::successors(Some(&read), |nest| nest.0.as_deref()).count() - 1)
        };
        assert_eq!(levels(usize::from(DEPTH_MAX)), Some(usize::from(DEPTH_MAX)));
        assert_eq!(levels(usize::from(DEPTH_MAX) + 1), None);
        assert_eq!(levels(1_000_000), None);
    }
}
