//! Module `types`: reading the compact form (postcard's) in which policies and texts are loaded. By hand, because a shopper's phone pays
//! for it: a derived reader leaves at each of a hundred places where bytes can be damaged, and tidies up there. This one remembers that
//! they were and reads on, nothing but noughts; what came of it is thrown away at the end, so no invalid value gets out.
//!
//! Only what postcard writes is taken, to the byte: two files that read as the same policy are the same file, and have one hash.

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

/// How deep values may lie in each other (conditions do), so that no file exhausts the stack.
const DEPTH_MAX: u8 = 64;

/// A value with a compact form.
pub(crate) trait Compact {
    /// Reads the value; anything, where the bytes are damaged.
    fn read(from: &mut Reader<'_>) -> Self;
}

/// Bytes that are being read.
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    damaged: bool,
    depth: u8,
}

/// The value that all of these bytes are; `None` where they are damaged, or more than one value.
pub(crate) fn whole<T: Compact>(bytes: &[u8]) -> Option<T> {
    let mut reader = Reader { rest: bytes, damaged: false, depth: 0 };
    let value = T::read(&mut reader);
    (!reader.damaged && reader.rest.is_empty()).then_some(value)
}

impl<'a> Reader<'a> {
    /// Says that the bytes are damaged. What is read from now on is nought, which is an empty list and no option, so reading ends.
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

    /// A number: seven bits a byte, the lowest first, in as few bytes as it takes.
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

    /// How many values come. Each takes a byte at least, so a list never claims more memory than its bytes can fill.
    fn count(&mut self) -> usize {
        match usize::try_from(self.number()) {
            Ok(count) if count <= self.rest.len() => count,
            _ => self.fail(0),
        }
    }

    /// A text as it lies there.
    pub(crate) fn text(&mut self) -> &'a str {
        let count = self.count();
        let (text, rest) = self.rest.split_at_checked(count).unwrap_or_default();
        self.rest = rest;
        core::str::from_utf8(text).unwrap_or_else(|_| self.fail(""))
    }

    /// A text that means something; `instead` where it does not.
    pub(crate) fn parsed<T, E>(&mut self, parse: fn(&str) -> Result<T, E>, instead: T) -> T {
        parse(self.text()).unwrap_or_else(|_| self.fail(instead))
    }

    /// One of a few values, by its place among them.
    pub(crate) fn one_of<T: Copy>(&mut self, all: &[T], instead: T) -> T {
        let found = usize::try_from(self.number()).ok().and_then(|at| all.get(at));
        found.copied().unwrap_or_else(|| self.fail(instead))
    }

    /// A value inside another of its kind.
    pub(crate) fn deeper<T: Compact>(&mut self) -> T {
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
        let mut all = Vec::with_capacity(count);
        // Not collected: that is four functions for every type, and a browser compiles each when it is first called.
        for _ in 0..count {
            all.push(from.deeper());
        }
        all
    }
}

impl<T: Compact> Compact for Box<T> {
    fn read(from: &mut Reader<'_>) -> Box<T> {
        Box::new(from.deeper())
    }
}

impl<A: Compact, B: Compact> Compact for (A, B) {
    fn read(from: &mut Reader<'_>) -> (A, B) {
        (A::read(from), B::read(from))
    }
}

/// How a type is read: its fields, or its plain variants, in the order in which they are declared.
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
    fn what_postcard_writes_is_read() {
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
        assert_eq!(whole(&postcard::to_allocvec(&value).unwrap()), Some(value));
    }

    #[test]
    fn nothing_else_is() {
        assert_eq!(whole::<u16>(&[0x80, 0x80, 0x04]), None, "65536 is no u16");
        assert_eq!(whole::<u16>(&[0x81, 0x00]), None, "a one in two bytes");
        assert_eq!(whole::<u16>(&[0xff; 11]), None, "a number without end");
        assert_eq!(whole::<bool>(&[2]), None, "neither yes nor no");
        assert_eq!(whole::<u8>(&[1, 2]), None, "two values");
        assert_eq!(whole::<u8>(&[]), None, "no value");
        assert_eq!(whole::<String>(&[1, 0xff]), None, "not UTF-8");
        assert_eq!(whole::<String>(&[2, b'a']), None, "cut short");
        assert_eq!(
            whole::<Vec<u8>>(&[0xff, 0xff, 0xff, 0xff, 0x0f]),
            None,
            "more than any memory holds"
        );
    }

    #[test]
    fn what_lies_too_deep_ends_before_the_stack_does() {
        #[derive(Debug)]
        struct Nest(Option<Box<Nest>>);
        impl Compact for Nest {
            fn read(from: &mut Reader<'_>) -> Nest {
                Nest(Compact::read(from))
            }
        }
        let nested = |depth: usize| [&vec![1; depth][..], &[0]].concat();
        let levels = |depth: usize| {
            let read = whole::<Nest>(&nested(depth))?;
            Some(core::iter::successors(Some(&read), |nest| nest.0.as_deref()).count() - 1)
        };
        assert_eq!(levels(usize::from(DEPTH_MAX)), Some(usize::from(DEPTH_MAX)));
        assert_eq!(levels(usize::from(DEPTH_MAX) + 1), None);
        assert_eq!(levels(1_000_000), None);
    }
}
