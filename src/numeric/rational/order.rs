//! The order of fractions: by one product of machine words each where they are short.

use std::cmp::Ordering;

use dashu_int::Sign;
use dashu_ratio::RBig;

use crate::numeric::Rational;

impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        // Short fractions by one product of machine words each; sorting long lists of them is common.
        let short = |number: &RBig| -> Option<(bool, u128, u128)> {
            let (sign, numerator) = number.numerator().as_sign_words();
            match (numerator, number.denominator().as_words()) {
                ([], _) => Some((false, 0, 1)),
                (&[numerator], &[denominator]) => {
                    Some((sign == Sign::Negative, numerator.into(), denominator.into()))
                }
                _ => None,
            }
        };
        match (short(&self.0), short(&other.0)) {
            (Some((false, ..)), Some((true, ..))) => Ordering::Greater,
            (Some((true, ..)), Some((false, ..))) => Ordering::Less,
            (Some((is_negative, one, per)), Some((_, two, by))) => {
                let [one, two] = [(one, by), (two, per)].map(|(a, b)| a * b);
                if is_negative { two.cmp(&one) } else { one.cmp(&two) }
            }
            _ => self.0.cmp(&other.0),
        }
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::Rational;

    #[test]
    fn the_order_is_that_of_differences() {
        // Around the greatest machine word, where short products end.
        let texts = [
            "0",
            "1",
            "1/3",
            "2/3",
            "18446744073709551615",
            "18446744073709551616",
            "1/18446744073709551615",
        ];
        let more = ["18446744073709551614/18446744073709551615", "18446744073709551613/18446744073709551615"];
        let more =
            more.into_iter().chain(["1/18446744073709551616", "18446744073709551615/18446744073709551616"]);
        let numbers: Vec<Rational> =
            texts.into_iter().chain(more).filter_map(|text| text.parse().ok()).collect();
        assert_eq!(numbers.len(), 11);
        let numbers: Vec<Rational> = numbers.iter().cloned().chain(numbers.iter().map(|one| -one)).collect();
        for one in &numbers {
            for two in &numbers {
                let difference = one - two;
                let expected = match (difference.is_zero(), difference.is_negative()) {
                    (true, _) => Ordering::Equal,
                    (false, true) => Ordering::Less,
                    (false, false) => Ordering::Greater,
                };
                assert_eq!(one.cmp(two), expected, "{one} {two}");
            }
        }
    }
}
