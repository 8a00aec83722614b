//! How many digits to print, so that an answer never looks more precise than its inputs.
//!
//! A weight in percent times a value in whole points has two more decimals than either. A [`Decimals`]
//! therefore prints a number in full when that takes at most two decimals more than the finest input has,
//! and otherwise rounds it to one decimal more and says so with `~`.

use dashu_int::{IBig, UBig};

use crate::numeric::Rational;

/// The number of decimals that the inputs of a case support.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimals {
    finest_input: u32,
}

impl Decimals {
    /// The digits that suit a case whose finest input is the finest of `inputs`.
    ///
    /// A fraction that no decimal can hold, such as one third, counts as two decimals.
    #[must_use]
    pub fn of<'a>(inputs: impl IntoIterator<Item = &'a Rational>) -> Self {
        let places = inputs.into_iter().map(|number| places_of(number, 6).unwrap_or(2));
        Self { finest_input: places.max().unwrap_or(0) }
    }

    /// Writes `number` for a person.
    ///
    /// ```
    /// use zopa::numeric::{Decimals, Rational};
    ///
    /// let whole_points = Decimals::of(&[Rational::from(73)]);
    /// assert_eq!(whole_points.write(&"231/4".parse()?), "57.75");
    /// assert_eq!(whole_points.write(&"1/3".parse()?), "~0.3");
    /// # Ok::<(), zopa::numeric::ParseRationalError>(())
    /// ```
    #[must_use]
    pub fn write(self, number: &Rational) -> String {
        match places_of(number, self.finest_input + 2) {
            Some(places) => rounded(number, places),
            None => format!("~{}", rounded(number, self.finest_input + 1)),
        }
    }

    /// Writes a number exactly, so that it can be computed with: a fraction that no decimal of at most 12 places holds
    /// has its value beside it, rounded to three decimals more than the finest input has.
    ///
    /// ```
    /// use zopa::numeric::{Decimals, Rational};
    ///
    /// let whole_points = Decimals::of(&[Rational::from(73)]);
    /// assert_eq!(whole_points.exactly(&"5.125".parse()?), "5.125");
    /// assert_eq!(whole_points.exactly(&"1/3".parse()?), "1/3 (~0.333)");
    /// # Ok::<(), zopa::numeric::ParseRationalError>(())
    /// ```
    #[must_use]
    pub fn exactly(self, number: &Rational) -> String {
        match places_of(number, 12) {
            Some(places) => rounded(number, places),
            None => format!("{number} (~{})", rounded(number, self.finest_input + 3)),
        }
    }

    /// Writes a number with its sign, `+0.6` or `-2`.
    #[must_use]
    pub fn write_signed(self, number: &Rational) -> String {
        let text = self.write(number);
        if number.is_positive() { format!("+{text}") } else { text }
    }
}

/// Writes a number as a person would type it: as a decimal if one of at most 12 places holds it, else as a
/// fraction.
#[must_use]
pub fn typed(number: &Rational) -> String {
    places_of(number, 12).map_or_else(|| number.to_string(), |places| rounded(number, places))
}

/// The decimals needed to write `number` in full, if at most `limit`.
fn places_of(number: &Rational, limit: u32) -> Option<u32> {
    let mut power = UBig::ONE;
    for places in 0..=limit {
        if (&power % number.denominator()).is_zero() {
            return Some(places);
        }
        power *= UBig::from(10u8);
    }
    None
}

/// `number` rounded half away from zero to `places` decimals.
pub(crate) fn rounded(number: &Rational, places: u32) -> String {
    let power = IBig::from(10u8).pow(places as usize);
    let two = IBig::from(2u8);
    let denominator = IBig::from(number.denominator().clone());
    let negative = number.is_negative();
    let magnitude = if negative { -number.numerator().clone() } else { number.numerator().clone() };
    let units = (magnitude * &power * &two + &denominator) / (denominator * two);
    let sign = if negative && units != IBig::ZERO { "-" } else { "" };
    if places == 0 {
        return format!("{sign}{units}");
    }
    let digits = format!("{:0>width$}", units.to_string(), width = places as usize + 1);
    let (whole, part) = digits.split_at(digits.len() - places as usize);
    format!("{sign}{whole}.{part}")
}

/// `number` rounded down to `places` decimals, without zeros at the end.
pub(crate) fn rounded_down(number: &Rational, places: u32) -> String {
    let power = Rational::from(10).pow(places);
    let units = Rational::from_whole((number * &power).floor());
    typed(&units.checked_div(&power).unwrap_or_default())
}

/// `number` rounded up to `places` decimals, without zeros at the end.
pub(crate) fn rounded_up(number: &Rational, places: u32) -> String {
    let power = Rational::from(10).pow(places);
    let units = Rational::from_whole((number * &power).ceil());
    typed(&units.checked_div(&power).unwrap_or_default())
}

/// Writes a count with a comma between thousands: `103,680`.
#[must_use]
pub fn grouped(count: u128) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Decimals, grouped, rounded, typed};
    use crate::numeric::Rational;

    #[test]
    fn numbers_round_half_away_from_zero_and_never_show_minus_zero() {
        let number = |text: &str| text.parse::<Rational>().unwrap();
        assert_eq!(rounded(&number("0.25"), 1), "0.3");
        assert_eq!(rounded(&number("-0.25"), 1), "-0.3");
        assert_eq!(rounded(&number("-0.001"), 1), "0.0");
        assert_eq!(rounded(&number("2.5"), 0), "3");
        assert_eq!(Decimals::of(&[number("0.5")]).write(&number("0.125")), "0.125");
        assert_eq!(typed(&number("793/10")), "79.3");
        assert_eq!(typed(&number("-1/3")), "-1/3");
        assert_eq!(Decimals::of(&[]).write_signed(&number("6.3")), "+6.3");
    }

    #[test]
    fn counts_are_grouped_by_thousands() {
        assert_eq!(grouped(21), "21");
        assert_eq!(grouped(2160), "2,160");
        assert_eq!(grouped(1_000_000), "1,000,000");
    }
}
