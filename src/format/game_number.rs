//! Numbers of a game file: exact, and fast where they are short.
//!
//! A payoff is nearly always a short whole number or a short decimal, so that is kept as two machine words
//! ([`Number::Short`]); everything else becomes a [`Rational`]. [`Column`] collects numbers and brings them to
//! one denominator.

use dashu_int::UBig;

use crate::numeric::{MAX_NARROW_UNITS, ParseRationalError, Rational, Units, rounded};

/// Most digits of a short number: what surely fits 64 bits.
const SHORT_DIGITS: usize = 18;

/// Greatest part of a short number: a product of two such fits 128 bits.
const MAX_SHORT: u64 = 10_u64.pow(SHORT_DIGITS as u32);

/// Most bytes of all payoffs of a game.
const MAX_COLUMN_BYTES: usize = 1 << 30;

/// Most digits, and greatest exponent either way, that a number is read with.
const MAX_DIGITS: usize = 40;

/// A number as it stands in a game file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Number {
    /// The first over the second, not reduced; the second is positive.
    Short(i64, u64),
    /// Anything else.
    Long(Rational),
}

impl Number {
    /// Zero, which stands in for a number that cannot be read.
    pub(crate) const ZERO: Self = Self::Short(0, 1);

    /// Reads `[sign] digits`, with one decimal point, an exponent, or `/` and digits.
    #[inline]
    pub(crate) fn parse(text: &str) -> Result<Self, ParseRationalError> {
        match short(text.as_bytes()) {
            Some(number) => Ok(number),
            None => long(text),
        }
    }

    /// The number as a fraction in lowest terms.
    pub(crate) fn rational(&self) -> Rational {
        match self {
            Self::Short(above, 1) => Rational::from(*above),
            Self::Short(above, below) => Rational::from_big((*above).into(), (*below).into()),
            Self::Long(number) => number.clone(),
        }
    }

    /// Do both have the same value, however written?
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Short(above, below), Self::Short(other, others)) => {
                i128::from(*above) * i128::from(*others) == i128::from(*other) * i128::from(*below)
            }
            _ => self.rational() == other.rational(),
        }
    }
}

/// A whole number, a decimal or a fraction of whole numbers, of at most [`SHORT_DIGITS`] digits.
#[inline]
fn short(bytes: &[u8]) -> Option<Number> {
    let (is_negative, digits) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, bytes),
    };
    if digits.len() > SHORT_DIGITS {
        return None;
    }
    let (mut units, mut below, mut seen, mut is_decimal) = (0_i64, 1_u64, false, false);
    for (place, byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                units = units * 10 + i64::from(byte - b'0');
                seen = true;
                if is_decimal {
                    below *= 10;
                }
            }
            b'.' if !is_decimal => is_decimal = true,
            b'/' if seen && !is_decimal => {
                below = whole(&digits[place + 1..]).filter(|&below| below > 0)?;
                break;
            }
            _ => return None,
        }
    }
    seen.then_some(Number::Short(if is_negative { -units } else { units }, below))
}

/// Digits and nothing else.
fn whole(digits: &[u8]) -> Option<u64> {
    let is_whole = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    is_whole.then(|| digits.iter().fold(0, |number, byte| number * 10 + u64::from(byte - b'0')))
}

fn long(text: &str) -> Result<Number, ParseRationalError> {
    // What a case file allows beyond a game file: `_` between digits, and decimals above and below a bar.
    let is_digit = |byte: u8| byte.is_ascii_digit();
    let is_plain = match text.split_once('/') {
        Some((above, below)) => {
            let above = above.strip_prefix(['+', '-']).unwrap_or(above);
            [above, below].iter().all(|part| !part.is_empty() && part.bytes().all(is_digit))
        }
        None => text.bytes().all(|byte| is_digit(byte) || b"+-.eE".contains(&byte)),
    };
    if !is_plain {
        return Err(ParseRationalError::NotANumber);
    }
    let number: Rational = text.parse()?;
    let above = i64::try_from(number.numerator()).ok().filter(|above| above.unsigned_abs() <= MAX_SHORT);
    let below = u64::try_from(number.denominator()).ok().filter(|&below| below <= MAX_SHORT);
    Ok(match (above, below) {
        (Some(above), Some(below)) => Number::Short(above, below),
        _ => Number::Long(number),
    })
}

/// Writes a number so that [`Number::parse`] reads it back: as a decimal or a fraction, whichever is shorter, or
/// with an exponent if both have too many digits to be read.
///
/// A number that no file could have held is written as a fraction all the same.
pub(crate) fn written(number: &Rational) -> String {
    let fraction = number.to_string();
    if number.is_integer() && fraction.len() <= MAX_DIGITS {
        return fraction;
    }
    let decimal = places(number).map(|places| rounded(number, places));
    let is_readable = |text: &str| text.split('/').all(|part| digits(part) <= MAX_DIGITS);
    let shortest = [decimal.as_ref(), Some(&fraction)].into_iter().flatten().filter(|text| is_readable(text));
    match shortest.min_by_key(|text| text.len()) {
        Some(text) => text.clone(),
        None => with_exponent(number).unwrap_or(fraction),
    }
}

/// The decimals that hold a number in full, if a file could: 40 digits and a power of ten of 40.
fn places(number: &Rational) -> Option<u32> {
    let ten = UBig::from(10u8);
    let mut power = UBig::ONE;
    for places in 0..=2 * MAX_DIGITS as u32 {
        if (&power % number.denominator()).is_zero() {
            return Some(places);
        }
        power *= &ten;
    }
    None
}

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// `12e50` as `1200e48`, `5e-60` with 40 places and `e-20`: within the limits of digits and of exponents.
fn with_exponent(number: &Rational) -> Option<String> {
    let places = places(number)? as usize;
    let units = number * &Rational::from(10).pow(places as u32);
    let text = units.to_string();
    let (sign, mut text) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest.to_owned()),
        None => ("", text),
    };
    let mut exponent = format!("e-{places}");
    if places > MAX_DIGITS {
        // The point takes what the exponent may not.
        let point = places - MAX_DIGITS;
        text = format!("{text:0>point$}");
        text.insert(text.len() - point, '.');
        exponent = format!("e-{MAX_DIGITS}");
    } else if places == 0 {
        let zeros = text.bytes().rev().take_while(|&digit| digit == b'0').count().min(MAX_DIGITS);
        text.truncate(text.len() - zeros);
        exponent = format!("e{zeros}");
    }
    (digits(&text) <= MAX_DIGITS).then(|| format!("{sign}{text}{exponent}"))
}

/// Numbers that will stand over one denominator.
#[derive(Debug, Clone, Default)]
pub(crate) struct Column {
    short: Vec<(i64, u64)>,
    /// Those that are not short, with their places.
    long: Vec<(usize, Rational)>,
}

impl Column {
    /// An empty column with room for `size` numbers.
    pub(crate) fn with_room(size: usize) -> Self {
        Self { short: Vec::with_capacity(size), long: Vec::new() }
    }

    /// Adds a number at the end.
    #[inline]
    pub(crate) fn push(&mut self, number: Number) {
        match number {
            Number::Short(above, below) => self.short.push((above, below)),
            Number::Long(number) => {
                self.long.push((self.short.len(), number));
                self.short.push((0, 1));
            }
        }
    }

    /// Number `place`, which must be there.
    pub(crate) fn get(&self, place: usize) -> Number {
        match self.long.binary_search_by_key(&place, |(at, _)| *at) {
            Ok(found) => Number::Long(self.long[found].1.clone()),
            Err(_) => Number::Short(self.short[place].0, self.short[place].1),
        }
    }

    /// The numbers over their least common denominator; `None` if that is too long, see [`Units::new`].
    pub(crate) fn units(self) -> Option<Units> {
        if self.long.is_empty()
            && let Some((scale, units)) = narrow(&self.short)
        {
            return Some(Units::from_integers(UBig::from(scale), units));
        }
        let mut numbers: Vec<Rational> =
            self.short.iter().map(|&(above, below)| Number::Short(above, below).rational()).collect();
        for (place, number) in self.long {
            numbers[place] = number;
        }
        Units::new(&numbers)
    }
}

/// The units of each column; for a column whose numbers need too much room over one denominator, its place.
///
/// - `columns`: one for each player. All together may take a gibibyte.
pub(crate) fn units(columns: Vec<Column>) -> Result<Vec<Units>, usize> {
    let mut room = MAX_COLUMN_BYTES;
    let columns = columns.into_iter().enumerate().map(|(place, column)| {
        let units = column.units().ok_or(place)?;
        room =
            units.width().checked_mul(units.len()).and_then(|bytes| room.checked_sub(bytes)).ok_or(place)?;
        Ok(units)
    });
    columns.collect()
}

/// Short numbers as whole units of one over the least common denominator, if machine words hold them.
fn narrow(numbers: &[(i64, u64)]) -> Option<(u64, Vec<i64>)> {
    let mut scale = 1_u64;
    for &(above, below) in numbers {
        if below != 1 {
            let below = below / common_divisor(above.unsigned_abs(), below);
            scale = scale.checked_mul(below / common_divisor(scale, below))?;
        }
    }
    if scale == 1 && numbers.iter().all(|&(_, below)| below == 1) {
        return Some((1, numbers.iter().map(|&(above, _)| above).collect()));
    }
    let units = numbers.iter().map(|&(above, below)| {
        let units = i128::from(above) * i128::from(scale) / i128::from(below);
        i64::try_from(units).ok().filter(|units| units.unsigned_abs() <= MAX_NARROW_UNITS.unsigned_abs())
    });
    Some((scale, units.collect::<Option<_>>()?))
}

/// The greatest common divisor, by Euclid's algorithm; the second number is positive.
fn common_divisor(mut one: u64, mut other: u64) -> u64 {
    while one != 0 {
        (one, other) = (other % one, one);
    }
    other
}

#[cfg(test)]
mod tests {
    use super::{Column, Number, written};
    use crate::numeric::{Rational, Units};

    #[test]
    fn numbers_are_exact_however_they_are_written() {
        for (text, value) in [
            (".5", "1/2"),
            ("1.", "1"),
            ("-7.600000", "-38/5"),
            ("+3", "3"),
            ("2/6", "1/3"),
            ("-2/6", "-1/3"),
            ("1e3", "1000"),
            ("2.5E-1", "1/4"),
            ("1234567890123456789012345", "1234567890123456789012345"),
        ] {
            let expected: Rational = value.parse().unwrap();
            assert_eq!(Number::parse(text).unwrap().rational(), expected, "{text}");
        }
        for text in
            ["", ".", "-", "--1", "1/2/3", "1/-2", "0.5/2", "1_000", "1e", "1.2.3", "1e99", "1/0", "nan"]
        {
            assert!(Number::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_number_that_is_written_reads_back() {
        for text in [
            "0",
            "-7.25",
            "1/3",
            "-22/7",
            "1234567890123456789012345678901234567890",
            "0.1234567890123456789012345678901234567",
            "1234567890123456789012345678901234567891e40",
            "-1000e40",
            "5e40",
            "5e-40",
            "1.234e-40",
            ".1234567890123456789012345678901234567891e-40",
            "-.0000000000000000000000000000000000000003e-40",
            "9999999999999999999999999999999999999999/9999999999999999999999999999999999999998",
        ] {
            let number = Number::parse(text).unwrap().rational();
            let again = Number::parse(&written(&number)).map(|number| number.rational());
            assert_eq!(again, Ok(number.clone()), "{text}: {}", written(&number));
        }
        assert_eq!(written(&Number::parse("7.600000").unwrap().rational()), "7.6");
    }

    #[test]
    fn a_column_is_what_its_numbers_are_as_fractions() {
        for texts in [
            &["1", "-2", "3"][..],
            &["0.25", "1.50", "-7", "0"],
            &["1/3", "0.5", "2"],
            &["999999999999999999", "0.000000000000000001"],
            &["1e30", "1/3", "0.10"],
            &[],
        ] {
            let mut column = Column::default();
            texts.iter().for_each(|text| column.push(Number::parse(text).unwrap()));
            let numbers: Vec<Rational> = texts.iter().map(|text| text.parse().unwrap()).collect();
            for (place, number) in numbers.iter().enumerate() {
                assert_eq!(column.get(place).rational(), *number);
            }
            assert_eq!(column.units(), Units::new(&numbers), "{texts:?}");
        }
    }
}
