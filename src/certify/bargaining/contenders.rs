//! Which packages can be a Nash deal anywhere on a line.
//!
//! Where one coordinate moves at most, as with a weight, a value or a walk-away value of one party, many packages move alike:
//! the coordinates that move are the same, all along the line. They are open at the same values, and the product of one is
//! that of another times a constant, the quotient of the products of the gains that do not move. So the one with the greatest
//! such product is ahead of the others wherever they have a product at all, and they need not be looked at again. A package
//! from which a gain that does not move is 0 has none anywhere.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use dashu_int::IBig;

use crate::certify::bargaining::line::LineReferee;
use crate::certify::bargaining::products::still_product;
use crate::numeric::Vectors;

/// Doubles that differ by less than this share are compared again as whole numbers.
const CLEARLY: f64 = 1e-9;
/// With more ways to move than this, packages are looked at one by one.
const MOST_WAYS: usize = 50_000;

/// The packages that can be a Nash deal, and how many others each stands for.
pub(super) struct Contenders<'r> {
    rows: &'r Vectors,
    /// The places of the packages among the rows, in order; `None` for all of them.
    places: Option<Vec<(usize, u128)>>,
}

/// The best of the packages that move alike.
struct Best {
    place: usize,
    /// How many are as good.
    ties: u128,
    rough: f64,
    /// The product of the gains that do not move, once it was needed.
    exact: Option<IBig>,
}

impl<'r> Contenders<'r> {
    /// Sorts out the packages with these rows.
    pub(super) fn of(referee: &LineReferee<'_>, rows: &'r Vectors) -> Self {
        Self { rows, places: places(referee, rows) }
    }

    /// Shows the coordinates of each contender, and how many packages are as good wherever it is eligible, itself included.
    pub(super) fn each(&self, mut visit: impl FnMut(&[i128], u128)) {
        let mut row = vec![0; self.rows.width()];
        let mut show = |place: usize, ties: u128| {
            self.rows.read(place, &mut row);
            visit(&row, ties);
        };
        match &self.places {
            Some(places) => places.iter().for_each(|&(place, ties)| show(place, ties)),
            None => (0..self.rows.len()).for_each(|place| show(place, 1)),
        }
    }

    /// Shows the coordinates of every package, contender or not.
    pub(super) fn every(&self, mut visit: impl FnMut(&[i128])) {
        Self { rows: self.rows, places: None }.each(|row, _| visit(row));
    }
}

/// The places of the contenders; `None` where packages move in too many ways.
fn places(referee: &LineReferee<'_>, rows: &Vectors) -> Option<Vec<(usize, u128)>> {
    let count = rows.width() / 2;
    let mut moving = (0..count).filter(|&coordinate| !referee.is_still(coordinate));
    let (mover, None) = (moving.next(), moving.next()) else { return None };
    let mut alike: BTreeMap<[i128; 2], Best> = BTreeMap::new();
    let (mut row, mut other) = (vec![0; 2 * count], vec![0; 2 * count]);
    for place in 0..rows.len() {
        rows.read(place, &mut row);
        if referee.still(&row).any(|gain| gain <= 0) {
            continue;
        }
        let key = mover.map_or([0, 0], |mover| [row[mover], row[count + mover]]);
        let rough = still_product(referee.still(&row));
        let Some(best) = alike.get_mut(&key) else {
            if alike.len() == MOST_WAYS {
                return None;
            }
            alike.insert(key, Best { place, ties: 1, rough, exact: None });
            continue;
        };
        let mut exact = None;
        let order = if (rough - best.rough).abs() > CLEARLY * rough.max(best.rough) {
            rough.total_cmp(&best.rough)
        } else {
            let product =
                |row: &[i128]| referee.still(row).fold(IBig::ONE, |product, gain| product * IBig::from(gain));
            rows.read(best.place, &mut other);
            let known = best.exact.get_or_insert_with(|| product(&other));
            exact.insert(product(&row)).cmp(&known)
        };
        match order {
            Ordering::Less => {}
            Ordering::Equal => best.ties += 1,
            Ordering::Greater => *best = Best { place, ties: 1, rough, exact },
        }
    }
    let mut places: Vec<(usize, u128)> = alike.into_values().map(|best| (best.place, best.ties)).collect();
    places.sort_unstable();
    Some(places)
}
