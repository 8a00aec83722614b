//! How the Nash deal changes as one number moves.
//!
//! On a stretch between two changes a deal must have a greater product of gains than every other package, wherever that one
//! leaves every party a gain. See `products` for how a whole stretch is compared at once.

use dashu_int::IBig;

use crate::certify::answer::{Certified, Refused};
use crate::certify::bargaining::contenders::Contenders;
use crate::certify::bargaining::line::LineReferee;
use crate::certify::bargaining::products::{Gains, Order, Position, Rough, compare};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::numeric::{Interval, Rational, Root};

/// The claim that these are the Nash deals, from the least legal value to the greatest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NashDeals {
    /// The deal below the first change, between each change and the next, and above the last: one more than changes.
    pub between: Vec<Deal>,
    /// Where it changes, ascending.
    pub changes: Vec<NashChange>,
}

/// A value at which the Nash deal changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NashChange {
    /// The value.
    pub at: Root,
    /// The deal at this value; where it is no fraction, every package that some package of neither neighbour beats all over
    /// the enclosure.
    pub deal: Deal,
}

/// The packages with the greatest product of gains, all above 0; none, where there is no such package.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Deal {
    /// The packages, the first in file order first; possibly not all.
    pub packages: Vec<Vec<usize>>,
    /// How many there are.
    pub total: u128,
}

impl LineReferee<'_> {
    /// Judges a claim about the Nash deals.
    ///
    /// Up to [`crate::certify::bargaining::RECOUNT_LIMIT`] packages, every package is compared with the deal on every
    /// stretch and at every change (`Recount`), packages that move alike once for all of them; beyond, only the packages named are (`Necessary`).
    ///
    /// # Errors
    ///
    /// [`Refused`] with the failed check.
    pub fn judge_nash_deals(&self, claim: NashDeals) -> Result<Certified<NashDeals>, Refused<NashDeals>> {
        let changes = claim.changes.len();
        let misshapen = claim.between.len() != changes + 1
            || claim.changes.windows(2).any(|pair| pair[0].at.high() >= pair[1].at.low())
            || claim.changes.iter().any(|change| !self.is_legal(&change.at))
            || claim.between.iter().chain(claim.changes.iter().map(|change| &change.deal)).any(is_misnamed);
        let mut checks = vec![
            Check::count(
                "games at other values lie on the line between two",
                self.astray(),
                Witness::Compared(self.samples().len() as u128),
            ),
            Check::count(
                "changes are legal and in order, packages in file order",
                misshapen.into(),
                Witness::Nothing,
            ),
        ];
        let mut strength = Strength::Necessary;
        if !misshapen {
            let rows = self.rows();
            let contenders = rows.map(|rows| Contenders::of(self, rows));
            let named = Named { referee: self, contenders: contenders.as_ref() };
            let compared = Witness::Compared(rows.map_or(0, |rows| rows.len() as u128));
            let idle = (0..changes).filter(|&place| {
                let change = &claim.changes[place];
                let (before, after) = (&claim.between[place], &claim.between[place + 1]);
                before == after && (*before == change.deal || matches!(change.at, Root::Between(..)))
            });
            checks.push(Check::count(
                "changes at which nothing changes",
                idle.count() as u128,
                Witness::Nothing,
            ));
            let stretches = claim.between.iter().enumerate().map(|(place, deal)| {
                let from = place.checked_sub(1).map(|before| claim.changes[before].at.high());
                let to = claim.changes.get(place).map(|change| change.at.low());
                named.off_between(deal, from, to)
            });
            let off: u128 = stretches.sum();
            checks.push(Check::count(
                "packages that beat or match the deal on a stretch",
                off,
                compared.clone(),
            ));
            let off: u128 = (0..changes)
                .map(|place| {
                    let change = &claim.changes[place];
                    match &change.at {
                        Root::Exact(at) => named.off_at(&change.deal, at),
                        Root::Between(low, high) => {
                            let neighbours = [&claim.between[place], &claim.between[place + 1]];
                            named.off_around(&change.deal, neighbours, low, high)
                        }
                    }
                })
                .sum();
            checks.push(Check::count("packages that beat or match the deal at a change", off, compared));
            if rows.is_some() {
                strength = Strength::Recount;
            }
        }
        Certified::judge(claim, Certificate { strength, checks })
    }

    fn is_legal(&self, at: &Root) -> bool {
        [at.low(), at.high()].into_iter().all(|value| self.line().legal().contains(value))
    }

    fn position_of(&self, value: &Rational) -> Position {
        Position::at(&self.line().position(value))
    }

    fn ends_of(&self, interval: &Interval) -> [Position; 2] {
        let position = |value: &Rational| self.position_of(value);
        [
            interval.from.as_ref().map_or_else(Position::lowest, position),
            interval.to.as_ref().map_or_else(Position::highest, position),
        ]
    }

    /// The gains of a package at both ends of an interval, up to a factor above 0 that all packages share.
    ///
    /// Gains that do not move have that factor too, to a power that all packages share, so it is left out of them.
    fn gains(&self, row: &[i128], interval: &Interval) -> Gains {
        let [low, high] = self.ends_of(interval);
        let pair = |(before, after)| (low.value(before, after), high.value(before, after));
        let still = self.still(row).fold(IBig::ONE, |product, gain| product * IBig::from(gain));
        Gains { still, moving: self.moving(row).map(pair).collect() }
    }

    /// The gains that do not move.
    pub(super) fn still<'r>(&'r self, row: &'r [i128]) -> impl Iterator<Item = i128> {
        let parties = self.line().ends()[0].game.parties();
        (0..parties).filter(|&party| self.is_still(party)).map(|party| row[party])
    }

    /// The gains that move, at both ends of the line.
    fn moving<'r>(&'r self, row: &'r [i128]) -> impl Iterator<Item = (i128, i128)> + Clone {
        let (start, end) = row.split_at(row.len() / 2);
        let parties = self.line().ends()[0].game.parties();
        (0..parties).filter(|&party| !self.is_still(party)).map(|party| (start[party], end[party]))
    }

    /// How the products of two packages compare strictly inside an interval.
    fn order(&self, one: &[i128], other: &[i128], interval: &Interval) -> Order {
        let on = |part: &Interval| compare(&self.gains(one, part), &self.gains(other, part));
        if interval.from.is_some() || interval.to.is_some() {
            return on(interval);
        }
        let middle = &self.line().ends()[0].at;
        let parts = self.halves();
        match parts.each_ref().map(on) {
            [Order::Equal, Order::Equal] => Order::Equal,
            [Order::Greater, Order::Greater]
                if self.product_at(one, middle) > self.product_at(other, middle) =>
            {
                Order::Greater
            }
            _ => Order::Mixed,
        }
    }

    /// Bounds on the product of a package all over an interval, for others to be held against.
    fn rough(&self, row: &[i128], interval: &Interval) -> Vec<Rough> {
        let moving: Vec<(i128, i128)> = self.moving(row).collect();
        let parts = if interval.from.is_none() && interval.to.is_none() {
            self.halves().to_vec()
        } else {
            vec![interval.clone()]
        };
        parts.iter().map(|part| Rough::new(self.ends_of(part), self.still(row), &moving)).collect()
    }

    /// A line without ends in two parts: both infinite ends are the same quotient.
    fn halves(&self) -> [Interval; 2] {
        let middle = self.line().ends()[0].at.clone();
        [
            Interval { to: Some(middle.clone()), ..Interval::ALL },
            Interval { from: Some(middle), ..Interval::ALL },
        ]
    }

    /// Is the product of a package clearly below one that was bounded?
    fn is_below(&self, row: &[i128], rough: &[Rough]) -> bool {
        rough.iter().all(|rough| rough.is_clearly_above(self.still(row), self.moving(row)))
    }

    fn product_at(&self, row: &[i128], value: &Rational) -> IBig {
        let at = self.position_of(value);
        let still = self.still(row).fold(IBig::ONE, |product, gain| product * IBig::from(gain));
        self.moving(row).fold(still, |product, (before, after)| product * at.value(before, after))
    }
}

/// Packages twice, out of order or more than there are; none though there are some.
fn is_misnamed(deal: &Deal) -> bool {
    let named = deal.packages.len() as u128;
    named > deal.total
        || (named == 0) != (deal.total == 0)
        || deal.packages.windows(2).any(|pair| pair[0] >= pair[1])
}

/// Compares deals with every package, or, where there are too many, with the packages named.
struct Named<'r, 'l> {
    referee: &'r LineReferee<'l>,
    contenders: Option<&'r Contenders<'r>>,
}

impl Named<'_, '_> {
    /// The rows of the packages of a deal; `None` if one is no package, or breaks a rule.
    fn rows_of(&self, deal: &Deal) -> Option<Vec<Vec<i128>>> {
        deal.packages.iter().map(|package| self.referee.row_of(package)).collect()
    }

    /// Shows each contender, and how many packages it stands for; nothing beyond the limit.
    fn each(&self, visit: impl FnMut(&[i128], u128)) {
        if let Some(contenders) = self.contenders {
            contenders.each(visit);
        }
    }

    /// How far `counted` packages are from those of a deal; nothing is counted beyond the limit.
    fn miscounted(&self, deal: &Deal, counted: u128) -> u128 {
        if self.contenders.is_some() { deal.total.abs_diff(counted) } else { 0 }
    }

    /// What is wrong with a deal on the open stretch between two changes.
    fn off_between(&self, deal: &Deal, from: Option<&Rational>, to: Option<&Rational>) -> u128 {
        let referee = self.referee;
        let stretch = Interval { from: from.cloned(), to: to.cloned(), ..Interval::ALL };
        let Some(stretch) = inside(&stretch, referee.line().legal()) else { return deal.total };
        let Some(named) = self.rows_of(deal) else { return 1 };
        let strays = named
            .iter()
            .filter(|row| !referee.eligible(row).is_some_and(|values| stretch.is_within(&values)))
            .count();
        let Some(best) = named.first() else {
            let mut eligible = 0;
            self.each(|row, _| {
                let values = referee.eligible(row).and_then(|values| values.meet(&stretch));
                eligible += u128::from(values.is_some());
            });
            return eligible;
        };
        let unequal = named.iter().filter(|row| referee.order(best, row, &stretch) != Order::Equal);
        let mut off = (strays + unequal.count()) as u128;
        let mut equal = 0;
        let rough = referee.rough(best, &stretch);
        self.each(|row, ties| {
            if referee.is_below(row, &rough) {
                return;
            }
            let Some(values) = referee.eligible(row).and_then(|values| values.meet(&stretch)) else { return };
            if values.is_point() {
                // A point of the stretch: the deal must be greater there.
                let at = values.from.clone().unwrap_or_default();
                off += u128::from(referee.product_at(best, &at) <= referee.product_at(row, &at));
                return;
            }
            match referee.order(best, row, &values) {
                Order::Equal if values == stretch => equal += ties,
                Order::Greater if self.is_below_at_ends(best, row, &values, &stretch) => {}
                _ => off += 1,
            }
        });
        off + self.miscounted(deal, equal)
    }

    /// Is the product of a package below the best at those of its ends that lie inside a stretch?
    fn is_below_at_ends(&self, best: &[i128], row: &[i128], values: &Interval, stretch: &Interval) -> bool {
        let ends = [(&values.from, values.from_closed), (&values.to, values.to_closed)];
        ends.into_iter().all(|(end, is_closed)| {
            end.as_ref()
                .filter(|end| is_closed && stretch.contains(end))
                .is_none_or(|at| self.referee.product_at(best, at) > self.referee.product_at(row, at))
        })
    }

    /// What is wrong with a deal at one value.
    fn off_at(&self, deal: &Deal, at: &Rational) -> u128 {
        let referee = self.referee;
        let Some(named) = self.rows_of(deal) else { return 1 };
        let is_eligible = |row: &[i128]| referee.eligible(row).is_some_and(|values| values.contains(at));
        let best = named.first().map(|row| referee.product_at(row, at));
        let off =
            named.iter().filter(|row| !is_eligible(row) || Some(referee.product_at(row, at)) != best).count();
        let (mut better, mut equal) = (0, 0);
        let rough = named.first().map(|row| referee.rough(row, &Interval::closed(at.clone(), at.clone())));
        let is_below = |row: &[i128]| rough.as_ref().is_some_and(|rough| referee.is_below(row, rough));
        self.each(|row, ties| {
            if !is_below(row) && is_eligible(row) {
                let product = Some(referee.product_at(row, at));
                better += u128::from(product > best);
                equal += if product == best { ties } else { 0 };
            }
        });
        off as u128 + better + self.miscounted(deal, equal)
    }

    /// What is wrong with the packages named around a value that is no fraction.
    fn off_around(&self, deal: &Deal, neighbours: [&Deal; 2], low: &Rational, high: &Rational) -> u128 {
        let referee = self.referee;
        let enclosure = Interval::closed(low.clone(), high.clone());
        let firsts = neighbours.map(|one| one.packages.first().and_then(|package| referee.row_of(package)));
        let ([Some(before), Some(after)], Some(named)) = (firsts, self.rows_of(deal)) else { return 1 };
        let rivals = [before, after];
        let stands = |row: &[i128]| {
            let values = referee.eligible(row).and_then(|values| values.meet(&enclosure));
            values.is_some_and(|values| values == enclosure)
                && rivals.iter().all(|rival| referee.order(rival, row, &enclosure) != Order::Greater)
        };
        let off = named.iter().filter(|row| !stands(row)).count();
        let (mut standing, mut partly) = (0, 0);
        // A package that is behind another one by a hair may stand here as well, so every one is looked at.
        self.contenders.iter().for_each(|contenders| {
            contenders.every(|row| {
                let values = referee.eligible(row).and_then(|values| values.meet(&enclosure));
                partly += u128::from(values.is_some_and(|values| values != enclosure));
                standing += u128::from(stands(row));
            })
        });
        // A package that becomes eligible inside the enclosure would need a change of its own.
        off as u128 + partly + self.miscounted(deal, standing)
    }
}

/// The open inside of what two intervals share; `None` if there is none.
fn inside(one: &Interval, other: &Interval) -> Option<Interval> {
    let both = one.meet(other)?;
    (!both.is_point()).then_some(Interval { from_closed: false, to_closed: false, ..both })
}
