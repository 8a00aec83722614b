//! A list of exact numbers over one denominator: 64-bit whole numbers where they fit, big ones where not.

use dashu_int::ops::BitTest;
use dashu_int::{IBig, UBig};

use crate::numeric::Rational;
use crate::numeric::scale::{common_multiple, nearest_double, unscaled};

/// Greatest absolute value of a narrow number, so that two can be added.
pub const MAX_NARROW_UNITS: i64 = 1 << 62;

/// Most bits of a common denominator: a list of fractions with nothing in common would grow with its square.
const MAX_SCALE_BITS: usize = 4096;

/// Most bits of a list of big numbers together, 512 MiB: what is short by itself may be long over one denominator.
const MAX_LIST_BITS: usize = 1 << 32;

/// Exact numbers as whole units of `1 / scale`.
///
/// ```
/// use zopa::numeric::{Rational, Units};
///
/// let numbers: Vec<Rational> = ["1/2", "-3", "0.25"].iter().map(|text| text.parse().unwrap()).collect();
/// let units = Units::new(&numbers).unwrap();
/// assert_eq!(units.narrow(), Some(&[2, -12, 1][..]));
/// assert_eq!(units.get(2), numbers[2]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Units {
    scale: UBig,
    numbers: Numbers,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Numbers {
    Narrow(Vec<i64>),
    Wide(Vec<IBig>),
}

impl Units {
    /// The numbers over their least common denominator; `None` if that needs more than 4,096 bits, or all numbers
    /// over it more than 512 MiB.
    #[must_use]
    pub fn new(numbers: &[Rational]) -> Option<Self> {
        // Stopped on the way: the denominator of a long hostile list would take hours to find.
        let scale = numbers.iter().try_fold(UBig::ONE, |scale, number| {
            let scale = common_multiple(scale, number);
            (scale.bit_len() <= MAX_SCALE_BITS).then_some(scale)
        })?;
        if scale.bit_len().saturating_mul(numbers.len()) > MAX_LIST_BITS {
            return None;
        }
        let big = IBig::from(scale.clone());
        let wide: Vec<IBig> = numbers
            .iter()
            .map(|number| number.numerator() * (&big / IBig::from(number.denominator().clone())))
            .collect();
        Some(Self::from_wide(scale, wide))
    }

    /// Whole units over `scale`; a scale of 0 counts as 1.
    #[must_use]
    pub fn from_integers(scale: UBig, units: Vec<i64>) -> Self {
        let scale = if scale == UBig::ZERO { UBig::ONE } else { scale };
        if units.iter().all(|units| units.unsigned_abs() <= MAX_NARROW_UNITS.unsigned_abs()) {
            Self { scale, numbers: Numbers::Narrow(units) }
        } else {
            Self { scale, numbers: Numbers::Wide(units.into_iter().map(IBig::from).collect()) }
        }
    }

    /// The numbers at `places` in turn, over the same denominator; no place stands for 0.
    ///
    /// # Panics
    ///
    /// If there is no such number.
    #[must_use]
    pub fn pick(&self, places: &[Option<u32>]) -> Self {
        let scale = self.scale.clone();
        match &self.numbers {
            Numbers::Narrow(list) => {
                let pick = |place: &Option<u32>| place.map_or(0, |place| list[place as usize]);
                Self { scale, numbers: Numbers::Narrow(places.iter().map(pick).collect()) }
            }
            Numbers::Wide(list) => {
                let pick =
                    |place: &Option<u32>| place.map_or(IBig::ZERO, |place| list[place as usize].clone());
                Self::from_wide(scale, places.iter().map(pick).collect())
            }
        }
    }

    /// Bytes that the longest number takes, about: what a longer list of such numbers would take for each.
    #[must_use]
    pub fn width(&self) -> usize {
        match &self.numbers {
            Numbers::Narrow(_) => size_of::<i64>(),
            Numbers::Wide(list) => {
                size_of::<IBig>() + list.iter().map(BitTest::bit_len).max().unwrap_or_default() / 8
            }
        }
    }

    /// The sum of all numbers, exactly.
    #[must_use]
    pub fn total(&self) -> Rational {
        let units = match &self.numbers {
            Numbers::Narrow(list) => IBig::from(list.iter().map(|&units| i128::from(units)).sum::<i128>()),
            Numbers::Wide(list) => list.iter().sum(),
        };
        Rational::from_big(units, self.scale.clone())
    }

    fn from_wide(scale: UBig, wide: Vec<IBig>) -> Self {
        let narrow: Option<Vec<i64>> = wide
            .iter()
            .map(|number| {
                let number = i64::try_from(number).ok()?;
                (number.unsigned_abs() <= MAX_NARROW_UNITS.unsigned_abs()).then_some(number)
            })
            .collect();
        let numbers = narrow.map_or(Numbers::Wide(wide), Numbers::Narrow);
        Self { scale, numbers }
    }

    /// How many numbers there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.numbers {
            Numbers::Narrow(list) => list.len(),
            Numbers::Wide(list) => list.len(),
        }
    }

    /// Are there none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Units in one.
    #[must_use]
    pub fn scale(&self) -> &UBig {
        &self.scale
    }

    /// All units, if each is at most [`MAX_NARROW_UNITS`] away from 0.
    #[must_use]
    pub fn narrow(&self) -> Option<&[i64]> {
        match &self.numbers {
            Numbers::Narrow(list) => Some(list),
            Numbers::Wide(_) => None,
        }
    }

    /// All units, where [`Units::narrow`] has none.
    #[must_use]
    pub fn wide(&self) -> Option<&[IBig]> {
        match &self.numbers {
            Numbers::Narrow(_) => None,
            Numbers::Wide(list) => Some(list),
        }
    }

    /// Units of number `place`.
    ///
    /// # Panics
    ///
    /// If there is no such number; likewise below.
    #[must_use]
    pub fn big(&self, place: usize) -> IBig {
        match &self.numbers {
            Numbers::Narrow(list) => IBig::from(list[place]),
            Numbers::Wide(list) => list[place].clone(),
        }
    }

    /// Number `place`, exactly.
    #[must_use]
    pub fn get(&self, place: usize) -> Rational {
        match &self.numbers {
            Numbers::Narrow(list) => unscaled(list[place].into(), &self.scale),
            Numbers::Wide(list) => Rational::from_big(list[place].clone(), self.scale.clone()),
        }
    }

    /// The units of number `place` as the nearest double; a positive multiple of the number, the same for all.
    #[must_use]
    pub fn double(&self, place: usize) -> f64 {
        match &self.numbers {
            Numbers::Narrow(list) => nearest_double(list[place].into()),
            Numbers::Wide(list) => list[place].to_f64().value(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Units;
    use crate::numeric::Rational;

    #[test]
    fn wide_numbers_are_kept_exactly_and_too_fine_ones_refused() {
        let wide: Vec<Rational> = ["1e30", "1/3"].iter().filter_map(|text| text.parse().ok()).collect();
        let units = Units::new(&wide).expect("one denominator");
        assert_eq!(units.narrow(), None);
        assert_eq!(units.wide().map(<[_]>::len), Some(2));
        assert_eq!((units.get(0), units.get(1)), (wide[0].clone(), wide[1].clone()));
        assert!((units.double(0) - 3e30).abs() < 1e15);
        // The least common multiple of 1 to 6,000 has about 6,000 / ln 2 = 8,656 bits.
        let twice = units.pick(&[Some(1), None, Some(1)]);
        assert_eq!(
            (twice.get(0), twice.get(1), twice.total()),
            (wide[1].clone(), 0.into(), Rational::new(2, 3).unwrap())
        );
        let fine: Vec<Rational> = (1..=6_000).filter_map(|below| Rational::new(1, below)).collect();
        assert_eq!(Units::new(&fine), None);
    }
}
