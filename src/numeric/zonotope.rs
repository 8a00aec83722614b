//! A sum of segments and a box (a zonotope) that moves with a linear flow, every operation rounding outwards.
//!
//! It encloses `z` where `z' = -A z + f`: `z` at the end is `exp(-A h) z`, segment by segment, and at most `h exp(|A| h) |f|`
//! beyond it. The matrix keeps what grows in one direction and shrinks in another apart, which a box would add up.
//!
//! Only `+ - * /` are used, which are rounded alike on every machine.
//!
//! Reference: Kühn 1998, Computing 61 (zonotopes against the wrapping effect).

/// More than rounding adds to a sum of some numbers that are at least 0, as a share.
const SURELY: f64 = 1.0 / (1u64 << 44) as f64;

/// Most coordinates: for more, the shares above and below are not known to be enough.
const MOST: usize = 64;

/// Most terms of an exponential, enough for a norm of 2.
const TERMS: usize = 32;

/// More than rounding adds to an entry of an exponential of such a norm: terms times parties times rounding.
const ERROR: f64 = 1.0 / (1u64 << 36) as f64;

/// Below this norm the matrix is taken as that of no movement, and what it changes as a box.
const STILL: f64 = 1.0 / (1u64 << 20) as f64;

/// A sum of segments through 0, and a box around 0, in doubles.
///
/// ```
/// use zopa::numeric::Zonotope;
///
/// // x' = y' = -(x + y) from anywhere within 1: x - y stays as it is, x + y falls to nothing.
/// let mut zonotope = Zonotope::of_box(vec![1.0, 1.0]).unwrap();
/// zonotope.renew();
/// let rows: [&[f64]; 2] = [&[1.0, 1.0], &[1.0, 1.0]];
/// for _ in 0..40 {
///     let around = zonotope.hull();
///     zonotope.flow(&rows, 0.1, &around, &[0.0, 0.0], &[0.0, 0.0]).unwrap();
/// }
/// assert!(zonotope.hull().iter().all(|side| (1.0..1.01).contains(side)));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Zonotope {
    /// The ends of segments; the other end of each is opposite.
    segments: Vec<Vec<f64>>,
    /// Half the sides of the box.
    rest: Vec<f64>,
}

impl Zonotope {
    /// 0 alone; `None` for more than 64 coordinates.
    #[must_use]
    pub fn point(coordinates: usize) -> Option<Self> {
        Self::of_box(vec![0.0; coordinates])
    }

    /// A box around 0; `None` if a side is below 0 or no number, or there are more than 64.
    #[must_use]
    pub fn of_box(half_sides: Vec<f64>) -> Option<Self> {
        let fits = half_sides.len() <= MOST && half_sides.iter().all(|side| *side >= 0.0);
        fits.then_some(Self { segments: Vec::new(), rest: half_sides })
    }

    /// Half the sides of a box around all of it.
    #[must_use]
    pub fn hull(&self) -> Vec<f64> {
        let mut sums = self.rest.clone();
        for segment in &self.segments {
            sums.iter_mut().zip(segment).for_each(|(sum, own)| *sum += own.abs());
        }
        // Rounding of a sum grows with the number of its terms.
        let factor = 1.0 + SURELY * (1 + self.segments.len()) as f64;
        sums.into_iter().map(|sum| sum * factor).collect()
    }

    /// For each row at least the size of its product with anything in it.
    #[must_use]
    pub fn reach(&self, rows: &[Vec<f64>]) -> Vec<f64> {
        let hull = self.hull();
        let reach = |row: &Vec<f64>| {
            let segments: f64 = self.segments.iter().map(|segment| product(row, segment).abs()).sum();
            let sizes =
                |list: &[f64]| -> f64 { row.iter().zip(list).map(|(one, two)| one.abs() * two).sum() };
            // Rounding of products is a share of their sizes, of sums one that grows with the number of terms.
            let rounding = SURELY * (1 + self.segments.len()) as f64;
            (segments + sizes(&self.rest) + SURELY * sizes(&hull)) * (1.0 + rounding)
        };
        rows.iter().map(reach).collect()
    }

    /// What is a box becomes segments, which move with the flow.
    pub fn renew(&mut self) {
        for party in 0..self.rest.len() {
            let mut segment = vec![0.0; self.rest.len()];
            segment[party] = self.rest[party];
            self.segments.push(segment);
        }
        self.rest.fill(0.0);
    }

    /// What it is after a time; `None` if the time is too long for the matrix (a norm of 2), or a number is none.
    ///
    /// - `matrix`: the rows of `A`; `duration`: above 0; `around`: at least half the sides of a box around it all the time;
    ///   `beyond`: at least the sizes of `f`; `rounding`: what is added at the end.
    ///
    /// Cost: the cube of the coordinates, and their square for each segment.
    pub fn flow(
        &mut self,
        matrix: &[&[f64]],
        duration: f64,
        around: &[f64],
        beyond: &[f64],
        rounding: &[f64],
    ) -> Option<()> {
        let rows = matrix.iter().map(|row| row.iter().map(|own| own.abs()).sum::<f64>());
        let norm = rows.fold(0.0, f64::max) * duration * (1.0 + SURELY);
        let largest = beyond.iter().copied().fold(0.0, f64::max);
        // exp(norm) is less than 8 for norms up to 2, and less than 1 + 4 norm.
        if norm.is_nan() || norm > 2.0 {
            return None;
        }
        let mut noise: Vec<f64> =
            beyond.iter().map(|own| duration * (own + 4.0 * norm * largest) * (1.0 + SURELY)).collect();
        if norm < STILL {
            for (noise, row) in noise.iter_mut().zip(matrix) {
                let moved: f64 = row.iter().zip(around).map(|(one, two)| one.abs() * two).sum();
                *noise += duration * moved * (1.0 + SURELY);
            }
        } else {
            let matrix = exponential(matrix, duration, norm);
            let spoiled = around.iter().sum::<f64>() * ERROR;
            for segment in &mut self.segments {
                *segment = matrix.iter().map(|row| product(row, segment)).collect();
            }
            let moved = matrix.iter().map(|row| {
                let sizes: f64 = row.iter().zip(&self.rest).map(|(one, two)| one.abs() * two).sum();
                sizes * (1.0 + SURELY)
            });
            self.rest = moved.collect();
            noise.iter_mut().for_each(|noise| *noise += spoiled);
        }
        for ((rest, noise), rounding) in self.rest.iter_mut().zip(noise).zip(rounding) {
            *rest = (*rest + noise + rounding) * (1.0 + SURELY);
        }
        Some(())
    }
}

fn product(one: &[f64], two: &[f64]) -> f64 {
    one.iter().zip(two).map(|(one, two)| one * two).sum()
}

/// `exp(-A h)`, each entry up to [`ERROR`].
fn exponential(matrix: &[&[f64]], duration: f64, norm: f64) -> Vec<Vec<f64>> {
    let parties = matrix.len();
    let unit = |row: usize| -> Vec<f64> {
        (0..parties).map(|column| if row == column { 1.0 } else { 0.0 }).collect()
    };
    let mut sum: Vec<Vec<f64>> = (0..parties).map(unit).collect();
    let mut term = sum.clone();
    let mut size = 1.0;
    for power in 1..=TERMS {
        let factor = -duration / power as f64;
        let next = matrix.iter().map(|row| {
            let mut sums = vec![0.0; parties];
            for (weight, own) in row.iter().zip(&term) {
                sums.iter_mut().zip(own).for_each(|(sum, own)| *sum += weight * own);
            }
            sums.iter_mut().for_each(|sum| *sum *= factor);
            sums
        });
        term = next.collect();
        for (sum, term) in sum.iter_mut().zip(&term) {
            sum.iter_mut().zip(term).for_each(|(sum, own)| *sum += own);
        }
        size *= norm / power as f64;
        // What is left of the series is less than twice its next term.
        if size < SURELY {
            break;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::{Zonotope, exponential};

    #[test]
    fn a_matrix_of_rank_one_keeps_what_lies_along_it_and_shrinks_the_rest() {
        // x' = y' = -(x + y): x - y stays, x + y falls as exp(-2 t).
        let rows: [&[f64]; 2] = [&[1.0, 1.0], &[1.0, 1.0]];
        let matrix = exponential(&rows, 0.5, 1.0);
        let half = (-1.0_f64).exp() / 2.0;
        for (row, own) in matrix.iter().enumerate() {
            for (column, entry) in own.iter().enumerate() {
                let expected = if row == column { 0.5 + half } else { half - 0.5 };
                assert!((entry - expected).abs() < 1e-13, "{row} {column}: {entry}");
            }
        }
    }

    #[test]
    fn many_short_moves_are_not_wider_than_the_true_flow_by_much() {
        let rows: [&[f64]; 2] = [&[1.0, 1.0], &[1.0, 1.0]];
        let mut zonotope = Zonotope::point(2).unwrap();
        zonotope.rest = vec![1.0, 1.0];
        zonotope.renew();
        for _ in 0..400 {
            let around = zonotope.hull();
            zonotope.flow(&rows, 0.01, &around, &[0.0, 0.0], &[0.0, 0.0]).unwrap();
        }
        // A box of boxes would have grown by exp(4) or so.
        assert!(zonotope.hull().iter().all(|side| (0.99..1.01).contains(side)), "{:?}", zonotope.hull());
    }

    #[test]
    fn what_two_coordinates_share_cancels_in_their_difference() {
        let mut zonotope = Zonotope { segments: vec![vec![1.0, 1.0]], rest: vec![0.25, 0.0] };
        assert_eq!(zonotope.hull().iter().map(|side| side.round()).collect::<Vec<_>>(), [1.0, 1.0]);
        let reach = zonotope.reach(&[vec![1.0, -1.0], vec![1.0, 1.0]]);
        assert!((0.25..0.2501).contains(&reach[0]) && (2.25..2.2501).contains(&reach[1]), "{reach:?}");
        zonotope.renew();
        assert!((0.25..0.2501).contains(&zonotope.reach(&[vec![1.0, -1.0]])[0]));
    }

    #[test]
    fn what_is_not_linear_is_added_for_as_long_as_it_lasts() {
        let rows: [&[f64]; 2] = [&[1.0, 0.0], &[0.0, 1.0]];
        let mut zonotope = Zonotope::point(2).unwrap();
        zonotope.flow(&rows, 0.1, &[1.0, 1.0], &[1.0, 0.0], &[0.0, 0.0]).unwrap();
        let hull = zonotope.hull();
        assert!(hull[0] >= 0.1 && hull[0] < 0.15, "{hull:?}");
        assert!(zonotope.flow(&rows, 3.0, &[1.0, 1.0], &[0.0, 0.0], &[0.0, 0.0]).is_none());
    }
}
