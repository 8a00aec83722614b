//! Numbers as JSON has them: a double to read, an exact fraction beside it to compute with.

use std::borrow::Cow;

use dashu_int::UBig;
use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use crate::numeric::Rational;

/// Greatest whole number that every JSON reader keeps exactly.
const SAFE_INTEGER: u128 = 1 << 53;

/// A number in JSON: the nearest double, written as a whole number where it is one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Num(pub Rational);

/// A count in JSON: a number up to 2^53, a string of digits above.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Total(pub u128);

/// A count that may be beyond 128 bits; in JSON the same as a [`Total`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BigTotal(pub UBig);

impl BigTotal {
    /// The count, or `u128::MAX` if it is greater.
    #[must_use]
    pub fn small(&self) -> u128 {
        u128::try_from(self.0.clone()).unwrap_or(u128::MAX)
    }
}

impl From<u128> for BigTotal {
    fn from(count: u128) -> Self {
        Self(count.into())
    }
}

impl Serialize for BigTotal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match u128::try_from(self.0.clone()) {
            Ok(count) => Total(count).serialize(serializer),
            Err(_) => serializer.serialize_str(&self.0.to_string()),
        }
    }
}

impl JsonSchema for BigTotal {
    fn schema_name() -> Cow<'static, str> {
        Total::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        Total::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Total::json_schema(generator)
    }
}

impl Serialize for Num {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !self.0.is_integer() {
            return serializer.serialize_f64(self.0.to_f64());
        }
        match i64::try_from(self.0.numerator()) {
            Ok(whole) if u128::from(whole.unsigned_abs()) <= SAFE_INTEGER => serializer.serialize_i64(whole),
            _ => serializer.serialize_str(&self.0.to_string()),
        }
    }
}

impl Serialize for Total {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match u64::try_from(self.0) {
            Ok(count) if self.0 <= SAFE_INTEGER => serializer.serialize_u64(count),
            _ => serializer.serialize_str(&self.0.to_string()),
        }
    }
}

impl JsonSchema for Num {
    fn schema_name() -> Cow<'static, str> {
        "Num".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "a number; a whole number above 2^53 is a string of digits",
            "anyOf": [{ "type": "number" }, { "type": "string", "pattern": "^-?[0-9]+$" }]
        })
    }
}

impl JsonSchema for Total {
    fn schema_name() -> Cow<'static, str> {
        "Total".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "a count; above 2^53 a string of digits",
            "anyOf": [{ "type": "integer", "minimum": 0 }, { "type": "string", "pattern": "^[0-9]+$" }]
        })
    }
}

/// One number for each name.
pub type Numbers = IndexMap<String, Num>;

/// One exact fraction for each name.
pub type Fractions = IndexMap<String, String>;

/// The exact fractions of `numbers`, under the same names.
#[must_use]
pub fn exact(numbers: &Numbers) -> Fractions {
    numbers.iter().map(|(name, number)| (name.clone(), number.0.to_string())).collect()
}

#[cfg(test)]
mod tests {
    use super::{BigTotal, Num, Total};
    use crate::numeric::Rational;

    #[test]
    fn whole_numbers_stay_whole_and_long_ones_become_strings() {
        let json = |text: &str| serde_json::to_string(&Num(text.parse::<Rational>().unwrap())).unwrap();
        assert_eq!(json("73"), "73");
        assert_eq!(json("79.3"), "79.3");
        assert_eq!(json("9007199254740993"), "\"9007199254740993\"");
        assert_eq!(serde_json::to_string(&Total(1 << 60)).unwrap(), "\"1152921504606846976\"");
        let hundred = serde_json::to_string(&BigTotal(dashu_int::UBig::from(10_u8).pow(40))).unwrap();
        assert_eq!(hundred, format!("\"1{}\"", "0".repeat(40)));
        assert_eq!(serde_json::to_string(&BigTotal::from(21)).unwrap(), "21");
    }
}
