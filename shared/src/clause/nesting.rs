//! Module `clause`: reads a condition with a limit on how deep conditions are nested, so that no
//! file exhausts the stack.

use super::Condition;
use crate::region::RegionSet;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;
use serde::Deserialize;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, SeqAccess, VariantAccess, Visitor,
};

/// How deep conditions may be nested.
const DEPTH_MAX: u8 = 64;

impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Condition, D::Error> {
        Nested(DEPTH_MAX).deserialize(deserializer)
    }
}

/// The variants, in the order in which [`Condition`] declares them.
#[derive(Deserialize)]
#[serde(variant_identifier)]
enum Variant {
    Always,
    Is,
    All,
    Any,
    Not,
}

const VARIANTS: [&str; 5] = ["Always", "Is", "All", "Any", "Not"];

/// The content of [`Condition::Is`].
#[derive(Deserialize)]
struct Is {
    question: u8,
    regions: RegionSet,
}

/// Reads a condition in which so many levels of conditions may be nested.
#[derive(Clone, Copy)]
struct Nested(u8);

impl Nested {
    fn deeper<E: Error>(self) -> Result<Nested, E> {
        let left = self.0.checked_sub(1);
        left.map(Nested).ok_or_else(|| E::custom("conditions are nested too deep"))
    }
}

impl<'de> DeserializeSeed<'de> for Nested {
    type Value = Condition;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Condition, D::Error> {
        deserializer.deserialize_enum("Condition", &VARIANTS, self)
    }
}

impl<'de> Visitor<'de> for Nested {
    type Value = Condition;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a condition")
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Condition, A::Error> {
        let (variant, content) = data.variant::<Variant>()?;
        match variant {
            Variant::Always => content.unit_variant().map(|()| Condition::Always),
            Variant::Is => {
                let Is { question, regions } = content.newtype_variant()?;
                Ok(Condition::Is { question, regions })
            }
            Variant::All => content.newtype_variant_seed(List(self.deeper()?)).map(Condition::All),
            Variant::Any => content.newtype_variant_seed(List(self.deeper()?)).map(Condition::Any),
            Variant::Not => {
                let part = content.newtype_variant_seed(self.deeper()?)?;
                Ok(Condition::Not(Box::new(part)))
            }
        }
    }
}

/// Reads a list of conditions.
struct List(Nested);

impl<'de> DeserializeSeed<'de> for List {
    type Value = Vec<Condition>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for List {
    type Value = Vec<Condition>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of conditions")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut parts = Vec::new();
        while let Some(part) = seq.next_element_seed(self.0)? {
            parts.push(part);
        }
        Ok(parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    fn read(bytes: &[u8]) -> Option<Condition> {
        postcard::from_bytes(bytes).ok()
    }

    #[test]
    fn condition_is_read_as_it_was_written() {
        let is = Condition::Is { question: 3, regions: RegionSet::one(2) };
        let not = Condition::Not(Box::new(is.clone()));
        let any = Condition::Any(vec![Condition::Always, not]);
        let condition = Condition::All(vec![is, any]);
        let bytes = postcard::to_allocvec(&condition).unwrap();
        assert_eq!(read(&bytes), Some(condition));
        assert_eq!(read(&[5]), None, "there is no sixth variant");
    }

    #[test]
    fn condition_nested_too_deep_is_refused_before_the_stack_ends() {
        // `Not` in `Not` in `Not`, around `Always`.
        let nested = |depth: usize| [&vec![4; depth][..], &[0]].concat();
        assert!(read(&nested(usize::from(DEPTH_MAX))).is_some());
        assert!(read(&nested(usize::from(DEPTH_MAX) + 1)).is_none());
        assert!(read(&nested(1_000_000)).is_none());
        // `All` of one `All` of one `All`.
        assert!(read(&[2, 1].repeat(1_000_000)).is_none());
    }
}
