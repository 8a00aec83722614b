//! What is swept from one place of a frontier to another: the area seen from the disagreement point, and the length that
//! Perles and Maschler measure by, the integral of `sqrt(-dx dy)`.

use crate::certify::frontier::quadrature::integral;
use crate::certify::frontier::radicals::Radicals;
use crate::games::frontier::{Frontier, Place, Stretch};
use crate::numeric::{Field as _, Polynomial, Rational, RationalFunction};

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measured {
    Area,
    Length,
}

/// A sum of measured parts, each with its sign: as fractions and roots where it can be, else between two numbers.
#[derive(Debug, Default)]
pub(super) struct Travel {
    exact: Rational,
    roots: Radicals,
    between: (Rational, Rational),
}

impl Travel {
    /// Adds `sign` times what is swept between two places, the second not before the first; `None` if it has no value.
    pub(super) fn add(
        &mut self,
        frontier: &Frontier,
        measured: Measured,
        [from, to]: [&Place; 2],
        is_added: bool,
    ) -> Option<()> {
        for place in from.stretch..=to.stretch {
            let stretch = frontier.stretches().get(place)?;
            let start = if place == from.stretch { &from.at } else { &stretch.from };
            let end = if place == to.stretch { &to.at } else { &stretch.to };
            if start >= end {
                continue;
            }
            match measured {
                Measured::Area => self.add_area(frontier, stretch, start, end, is_added)?,
                Measured::Length => self.add_length(stretch, start, end, is_added)?,
            }
        }
        Some(())
    }

    /// Two fractions between which the sum lies; the same if it is known exactly.
    pub(super) fn enclosed(&self) -> (Rational, Rational) {
        let (low, high) = self.roots.enclosed();
        (&(&self.exact + &self.between.0) + &low, &(&self.exact + &self.between.1) + &high)
    }

    fn add_between(&mut self, ends: (Rational, Rational), is_added: bool) {
        let (low, high) = if is_added { ends } else { (-&ends.1, -&ends.0) };
        self.between.0 += &low;
        self.between.1 += &high;
    }

    /// Half the integral of `y dx - x dy`, in gains.
    fn add_area(
        &mut self,
        frontier: &Frontier,
        stretch: &Stretch,
        from: &Rational,
        to: &Rational,
        is_added: bool,
    ) -> Option<()> {
        let gain = |party: usize| {
            stretch.utilities[party].minus(&RationalFunction::constant(&frontier.disagreement()[party]))
        };
        let (first, second) = (gain(0), gain(1));
        let twice = second.times(&first.derivative()).minus(&first.times(&second.derivative()));
        let swept = twice.times(&RationalFunction::constant(&Rational::new(1, 2)?)).reduced();
        if swept.is_polynomial() {
            let sum = antiderivative(swept.numerator());
            let area = &sum.at(to) - &sum.at(from);
            self.exact += &(if is_added { area } else { -&area });
            return Some(());
        }
        let ends = integral(&swept, false, from, to)?.ends()?;
        self.add_between(ends, is_added);
        Some(())
    }

    /// On a straight line the root of what both utilities change by, multiplied.
    fn add_length(
        &mut self,
        stretch: &Stretch,
        from: &Rational,
        to: &Rational,
        is_added: bool,
    ) -> Option<()> {
        let (start, end) = (stretch.at(from), stretch.at(to));
        if stretch.is_straight() {
            let radicand = &(&end[0] - &start[0]) * &(&start[1] - &end[1]);
            let factor = Rational::from(if is_added { 1 } else { -1 });
            self.roots.add(&factor, &radicand);
            return Some(());
        }
        let [first, second] = [0, 1].map(|party: usize| stretch.utilities[party].derivative());
        let zero = RationalFunction::constant(&Rational::ZERO);
        let pace = zero.minus(&first.times(&second)).reduced();
        let ends = integral(&pace, true, from, to)?.ends()?;
        self.add_between(ends, is_added);
        Some(())
    }
}

fn antiderivative(polynomial: &Polynomial) -> Polynomial {
    let terms = polynomial.coefficients().iter().zip(1_i64..);
    let raised = terms.filter_map(|(own, power)| own.checked_div(&Rational::from(power)));
    Polynomial::new(std::iter::once(Rational::ZERO).chain(raised).collect())
}
