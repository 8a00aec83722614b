//! An exact rational number.
//!
//! Decimals and fractions of a case file are read into [`Rational`] without rounding: `0.1` is one tenth and
//! `"1/3"` is one third. The arithmetic is that of `dashu-ratio`; this file adds what a reader of untrusted
//! files needs: a parser with limits (an exponent of a billion must not allocate a billion digits) and a
//! conversion to the nearest double.

mod order;

use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};
use std::str::FromStr;

use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

/// Longest digit string that [`Rational`] reads, in digits of one integer.
const MAX_DIGITS: usize = 40;
/// Greatest power of ten, either way, that [`Rational`] reads.
const MAX_EXPONENT: u64 = 40;

/// An exact fraction in lowest terms, with a positive denominator.
///
/// ```
/// use zopa::numeric::Rational;
///
/// let third: Rational = "1/3".parse()?;
/// let tenth: Rational = "0.1".parse()?;
/// assert_eq!((&third + &tenth).to_string(), "13/30");
/// assert!("0.3333333333333333".parse::<Rational>()? < third);
/// # Ok::<(), zopa::numeric::ParseRationalError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Rational(RBig);

/// Why a text is not a number that a case file may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseRationalError {
    /// Neither a decimal nor a fraction of two whole numbers.
    #[error("not a number: write a decimal such as 12.5 or a fraction such as \"1/3\"")]
    NotANumber,
    /// `nan`, `inf` or the like.
    #[error("not a finite number")]
    NotFinite,
    /// A fraction over zero.
    #[error("a fraction over zero")]
    ZeroDenominator,
    /// More digits or a greater exponent than any measurement has.
    #[error("too many digits: at most 40, and powers of ten between -40 and 40")]
    TooLong,
}

impl Rational {
    /// Zero.
    pub const ZERO: Self = Self(RBig::ZERO);
    /// One.
    pub const ONE: Self = Self(RBig::ONE);

    /// The fraction `numerator / denominator`, or `None` if the denominator is zero.
    #[must_use]
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        (denominator != 0)
            .then(|| Self(RBig::from_parts_signed(IBig::from(numerator), IBig::from(denominator))))
    }

    /// The quotient `numerator / denominator` of two big integers, the second positive.
    pub(crate) fn from_big(numerator: IBig, denominator: UBig) -> Self {
        Self(RBig::from_parts(numerator, denominator))
    }

    /// Reads a whole number or fraction of any length, as answers of this program print them; `None` if it is none, or
    /// has more than 100,000 digits.
    pub(crate) fn from_printed(text: &str) -> Option<Self> {
        const MOST: usize = 100_000;
        let (above, below) = text.split_once('/').unwrap_or((text, "1"));
        let is_plain = |text: &str| text.len() <= MOST && text.bytes().all(|byte| byte.is_ascii_digit());
        if !is_plain(above.strip_prefix('-').unwrap_or(above)) || !is_plain(below) {
            return None;
        }
        let below: UBig = below.parse().ok()?;
        (below != UBig::ZERO).then(|| Some(Self::from_big(above.parse().ok()?, below))).flatten()
    }

    /// The numerator in lowest terms; it carries the sign.
    #[must_use]
    pub fn numerator(&self) -> &IBig {
        self.0.numerator()
    }

    /// The denominator in lowest terms, at least 1.
    #[must_use]
    pub fn denominator(&self) -> &UBig {
        self.0.denominator()
    }

    /// The double nearest to the exact value; what a JSON number shows.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        self.0.to_f64().value()
    }

    /// A double as it is; `None` if it is not finite.
    #[must_use]
    pub fn from_f64(number: f64) -> Option<Self> {
        if !number.is_finite() {
            return None;
        }
        let bits = number.to_bits();
        let (exponent, digits) = ((bits >> 52) & 0x7ff, i64::try_from(bits & ((1 << 52) - 1)).ok()?);
        // Below the least exponent no digit is left out.
        let digits = if exponent == 0 { digits } else { digits | (1 << 52) };
        let shift = i64::try_from(exponent.max(1)).ok()? - 1075;
        let power = Self::from(2).pow(u32::try_from(shift.unsigned_abs()).ok()?);
        let size = if shift < 0 { &Self::from(digits) / &power } else { &Self::from(digits) * &power };
        Some(if number.is_sign_negative() { -&size } else { size })
    }

    /// Is this number below zero?
    #[must_use]
    pub fn is_negative(&self) -> bool {
        *self < Self::ZERO
    }

    /// Is this number above zero?
    #[must_use]
    pub fn is_positive(&self) -> bool {
        *self > Self::ZERO
    }

    /// Is this number zero?
    #[must_use]
    pub fn is_zero(&self) -> bool {
        *self == Self::ZERO
    }

    /// Is this a whole number?
    #[must_use]
    pub fn is_integer(&self) -> bool {
        *self.0.denominator() == UBig::ONE
    }

    /// The quotient, or `None` if `divisor` is zero.
    #[must_use]
    pub fn checked_div(&self, divisor: &Self) -> Option<Self> {
        (!divisor.is_zero()).then(|| Self(&self.0 / &divisor.0))
    }

    /// The whole power `self ^ exponent`.
    #[must_use]
    pub fn pow(&self, exponent: u32) -> Self {
        Self(self.0.pow(exponent as usize))
    }

    /// A whole number.
    pub(crate) fn from_whole(number: IBig) -> Self {
        Self(RBig::from(number))
    }

    /// The greatest whole number that is not above this one.
    pub(crate) fn floor(&self) -> IBig {
        self.0.floor()
    }

    /// The least whole number that is not below this one.
    pub(crate) fn ceil(&self) -> IBig {
        self.0.ceil()
    }
}

impl FromStr for Rational {
    type Err = ParseRationalError;

    fn from_str(text: &str) -> Result<Self, ParseRationalError> {
        let text = text.trim();
        match text.split_once('/') {
            Some((above, below)) => {
                let above = parse_decimal(above.trim())?;
                let below = parse_decimal(below.trim())?;
                above.checked_div(&below).ok_or(ParseRationalError::ZeroDenominator)
            }
            None => parse_decimal(text),
        }
    }
}

/// Reads `[sign] digits [. digits] [e exponent]`, with `_` between digits as TOML allows.
fn parse_decimal(text: &str) -> Result<Rational, ParseRationalError> {
    let (negative, rest) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    if ["nan", "inf", "infinity"].contains(&rest.to_ascii_lowercase().as_str()) {
        return Err(ParseRationalError::NotFinite);
    }
    let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => {
            let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(ParseRationalError::NotANumber);
            }
            (mantissa, exponent.parse::<i64>().map_err(|_| ParseRationalError::TooLong)?)
        }
        None => (rest, 0),
    };
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mut digits = String::with_capacity(mantissa.len());
    for piece in [whole, part] {
        let clean = !piece.starts_with('_') && !piece.ends_with('_') && !piece.contains("__");
        if !clean || !piece.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_') {
            return Err(ParseRationalError::NotANumber);
        }
        digits.extend(piece.chars().filter(|&symbol| symbol != '_'));
    }
    if digits.is_empty() {
        return Err(ParseRationalError::NotANumber);
    }
    let places = i64::try_from(part.bytes().filter(|&byte| byte != b'_').count()).unwrap_or(i64::MAX);
    if digits.len() > MAX_DIGITS || exponent.unsigned_abs() > MAX_EXPONENT {
        return Err(ParseRationalError::TooLong);
    }
    let magnitude = digits.parse::<UBig>().map_err(|_| ParseRationalError::NotANumber)?;
    let power = exponent - places;
    let ten = UBig::from(10u8).pow(usize::try_from(power.unsigned_abs()).unwrap_or(usize::MAX));
    let magnitude = IBig::from(magnitude);
    let signed = if negative { -magnitude } else { magnitude };
    Ok(if power >= 0 {
        Rational::from_big(signed * IBig::from(ten), UBig::ONE)
    } else {
        Rational::from_big(signed, ten)
    })
}

impl fmt::Display for Rational {
    /// Writes `7`, `-3/4`: the exact value, as it may stand in a case file.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_integer() {
            write!(formatter, "{}", self.0.numerator())
        } else {
            write!(formatter, "{}/{}", self.0.numerator(), self.0.denominator())
        }
    }
}

impl fmt::Debug for Rational {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl From<i64> for Rational {
    fn from(value: i64) -> Self {
        Self(RBig::from(value))
    }
}

impl PartialEq<i64> for Rational {
    fn eq(&self, other: &i64) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

impl PartialOrd<i64> for Rational {
    fn partial_cmp(&self, other: &i64) -> Option<Ordering> {
        self.partial_cmp(&Self::from(*other))
    }
}

impl Add for &Rational {
    type Output = Rational;
    fn add(self, other: Self) -> Rational {
        Rational(&self.0 + &other.0)
    }
}

impl Sub for &Rational {
    type Output = Rational;
    fn sub(self, other: Self) -> Rational {
        Rational(&self.0 - &other.0)
    }
}

impl Mul for &Rational {
    type Output = Rational;
    fn mul(self, other: Self) -> Rational {
        Rational(&self.0 * &other.0)
    }
}

impl Div for &Rational {
    type Output = Rational;
    /// # Panics
    ///
    /// If `other` is zero; [`Rational::checked_div`] does not.
    fn div(self, other: Self) -> Rational {
        Rational(&self.0 / &other.0)
    }
}

impl Neg for &Rational {
    type Output = Rational;
    fn neg(self) -> Rational {
        Rational(-self.0.clone())
    }
}

impl AddAssign<&Rational> for Rational {
    fn add_assign(&mut self, other: &Rational) {
        self.0 += &other.0;
    }
}

impl SubAssign<&Rational> for Rational {
    fn sub_assign(&mut self, other: &Rational) {
        self.0 -= &other.0;
    }
}

impl<'a> Sum<&'a Rational> for Rational {
    fn sum<I: Iterator<Item = &'a Rational>>(terms: I) -> Self {
        terms.fold(Self::ZERO, |total, term| &total + term)
    }
}

impl Sum for Rational {
    fn sum<I: Iterator<Item = Self>>(terms: I) -> Self {
        terms.fold(Self::ZERO, |total, term| &total + &term)
    }
}

/// The sum of products, pair by pair.
pub(crate) fn dot(one: &[Rational], other: &[Rational]) -> Rational {
    let pairs = one.iter().zip(other).filter(|(one, other)| !one.is_zero() && !other.is_zero());
    pairs.map(|(one, other)| one * other).sum()
}

#[cfg(test)]
mod tests {
    use super::{ParseRationalError, Rational};

    fn read(text: &str) -> Result<Rational, ParseRationalError> {
        text.parse()
    }

    #[test]
    fn decimals_and_fractions_are_read_exactly() {
        assert_eq!(read("75.35").unwrap(), Rational::new(1507, 20).unwrap());
        assert_eq!(read("-1e-3").unwrap(), Rational::new(-1, 1000).unwrap());
        assert_eq!(read("1_000.5").unwrap(), Rational::new(2001, 2).unwrap());
        assert_eq!(read(" 2 / 6 ").unwrap(), Rational::new(1, 3).unwrap());
        assert_eq!(read("0.5/1.5").unwrap(), Rational::new(1, 3).unwrap());
    }

    #[test]
    fn what_is_no_number_is_refused_with_its_reason() {
        for text in ["", ".", "-", "1__0", "_1", "1e", "1e+", "0x10", "1/2/3", "twelve", "1.2.3", "--1"] {
            assert_eq!(read(text), Err(ParseRationalError::NotANumber), "{text}");
        }
        for text in ["nan", "-inf", "Infinity"] {
            assert_eq!(read(text), Err(ParseRationalError::NotFinite), "{text}");
        }
        assert_eq!(read("1/0"), Err(ParseRationalError::ZeroDenominator));
        // The least whole number of 64 bits has no absolute value among them.
        for text in ["1e999999999", "1e-9223372036854775808", "1e-9223372036854775809"] {
            assert_eq!(read(text), Err(ParseRationalError::TooLong), "{text}");
        }
        assert_eq!(read(&"9".repeat(41)), Err(ParseRationalError::TooLong));
    }
}
