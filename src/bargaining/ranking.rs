//! The best efficient points by a key, stage by stage, exactly.
//!
//! A key is a list of numbers, greater is better, the first entry first. At each stage the points whose entry
//! is near the greatest in doubles are compared again in exact fractions, and only those that attain the
//! greatest go on. Doubles therefore save time and never decide.

use std::collections::BTreeSet;

use crate::bargaining::finite::first_where;
use crate::bargaining::large::search::principle::choice_by_search;
use crate::bargaining::zone::{TIES_LISTED, Zone};
use crate::budget::Budget;
use crate::certify::bargaining::{Choice, NoStrictGain, Principle, RunnerUp, ZoneFacts};
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::games::bargaining::BargainingGame;
use crate::numeric::scale::nearest_double;
use crate::numeric::{Rational, Vectors};

/// Greatest number of tied points whose packages are looked up one point at a time.
const POINTS_LISTED: usize = 100;

/// Doubles nearer than this, relative to their size, are compared again as fractions.
const NEAR: f64 = 1e-9;

/// What a concept prefers: the same key in doubles and in fractions.
pub(in crate::bargaining) struct Key<R, E> {
    /// The principle, for the claim.
    pub(in crate::bargaining) principle: Principle,
    /// Turns the gains of all parties, in points, into the key, in doubles; of the same length for all gains.
    pub(in crate::bargaining) rough: R,
    /// The key of such gains in fractions.
    pub(in crate::bargaining) exact: E,
}

/// Chooses among the efficient points of `zone` that `eligible` accepts, and has the claim judged.
pub(in crate::bargaining) fn choose<R, E>(
    zone: &Zone<'_>,
    key: Key<R, E>,
    eligible: impl Fn(&[i128]) -> bool,
) -> Answer<Choice, NoStrictGain>
where
    R: Fn(&mut Vec<f64>),
    E: Fn(&[Rational]) -> Vec<Rational>,
{
    let Some(ideal) = zone.ideal().filter(|_| zone.frontier().is_complete) else {
        let is_open = zone.facts().is_some_and(ZoneFacts::is_open);
        return if zone.large().is_some() && is_open {
            choice_by_search(zone, &key.principle)
        } else {
            undecided()
        };
    };
    let game = zone.game();
    let unit = (0..game.parties()).map(|party| game.points(party, 1).to_f64()).collect();
    let ranking = Ranking { game, points: &zone.frontier().points, unit, key: &key, eligible };
    let best = ranking.greatest(&[]);
    let Some(&first) = best.first() else {
        let mut efficient = Vectors::with_capacity(game.parties(), ranking.points.len());
        let mut gains = vec![0; game.parties()];
        for place in 0..ranking.points.len() {
            ranking.read_gains(place, &mut gains);
            efficient.push(&gains);
        }
        return match zone.referee().judge_no_strict_gain(NoStrictGain { efficient, ruled_out: None }) {
            Ok(claim) => finished(Verdict::NoneExists(claim)),
            Err(_) => undecided(),
        };
    };
    let next = ranking.greatest(&best).first().copied();
    let utilities = |place: u32| ranking.points.row(place as usize);
    // Where a principle does not look at every gain, packages that are not efficient tie with those that are.
    let floors: Vec<Vec<i128>> = match &key.principle {
        Principle::Egalitarian => {
            let least = ranking.exact(first).into_iter().next().unwrap_or_default();
            let floor = |party| game.walk_away()[party] + game.units_at_least(party, &least);
            vec![(0..game.parties()).map(floor).collect()]
        }
        Principle::Proportional(proportions) => {
            let least = ranking.exact(first).into_iter().next().unwrap_or_default();
            let floor = |(party, own): (usize, &Rational)| {
                game.walk_away()[party] + game.units_at_least(party, &(&least * own))
            };
            vec![proportions.iter().enumerate().map(floor).collect()]
        }
        Principle::WeightedNash(weights) if weights.contains(&0) => {
            // No acceptable package has a greater product, so at these floors the weighted gains are equal.
            let floor = |(party, utility): (usize, i128)| match weights[party] {
                0 => game.walk_away()[party],
                _ => utility,
            };
            let floors = |&place: &u32| utilities(place).into_iter().enumerate().map(floor).collect();
            best.iter().map(floors).collect::<BTreeSet<_>>().into_iter().collect()
        }
        _ => Vec::new(),
    };
    // In a large zone points are listed one by one as well: nothing reaches an efficient point but its own packages.
    let floors = if floors.is_empty() && zone.large().is_some() {
        best.iter().map(|&place| utilities(place)).collect()
    } else {
        floors
    };
    let mut completeness = Completeness::All;
    let (packages, total) = if floors.is_empty() {
        let mut packages = Vec::new();
        if best.len() <= POINTS_LISTED {
            for &place in &best {
                packages.extend(zone.packages_at(&utilities(place)));
            }
        } else {
            let (floors, ceilings) = ranking.bounds(&best);
            let is_best = |utilities: &[i128]| {
                let place = zone.frontier().place(utilities);
                place.is_some_and(|place| best.binary_search(&(place as u32)).is_ok())
            };
            packages = first_where(game, &floors, &ceilings, &is_best, TIES_LISTED, &Budget::unlimited());
        }
        packages.sort();
        packages.truncate(TIES_LISTED);
        let total = best.iter().map(|&place| zone.frontier().packages.get(place as usize));
        (packages, total.fold(0, u128::saturating_add))
    } else {
        let (mut packages, mut total) = (Vec::new(), 0_u128);
        for floors in &floors {
            let listing = zone.at_least(floors, TIES_LISTED - TIES_LISTED.min(packages.len()));
            if !listing.is_complete {
                completeness = Completeness::One;
            }
            packages.extend(listing.packages);
            total = total.saturating_add(listing.total);
        }
        packages.sort();
        packages.truncate(TIES_LISTED);
        (packages, total)
    };
    let runner_up = next
        .and_then(|place| zone.packages_at(&utilities(place)).into_iter().next())
        .map(|package| RunnerUp { package });
    let choice = Choice { principle: key.principle, packages, total, ideal, runner_up, bound: None };
    let verdict = match zone.referee().judge_choice(choice) {
        Ok(choice) => Verdict::Found(choice),
        Err(refused) => Verdict::Refused(refused),
    };
    Answer { stop: Stop::Finished, verdict, completeness }
}

/// The efficient points of a game in the order of a key; points are numbered by their places.
struct Ranking<'a, R, E, F> {
    game: &'a BargainingGame,
    /// Utilities.
    points: &'a Vectors,
    /// Points in one unit of each party.
    unit: Vec<f64>,
    key: &'a Key<R, E>,
    eligible: F,
}

impl<R, E, F> Ranking<'_, R, E, F>
where
    R: Fn(&mut Vec<f64>),
    E: Fn(&[Rational]) -> Vec<Rational>,
    F: Fn(&[i128]) -> bool,
{
    /// The eligible points with the greatest key, ascending, those of `without` (ascending) left aside.
    ///
    /// Keys are made again whenever they are needed and not kept: there may be millions of points.
    fn greatest(&self, without: &[u32]) -> Vec<u32> {
        let all = || {
            let mut aside = without.iter().peekable();
            (0..self.points.len() as u32).filter(move |place| aside.next_if_eq(&place).is_none())
        };
        let mut places = self.most(self.near(all, 0), 0);
        let stages = places.first().map_or(0, |&place| self.exact(place).len());
        for stage in 1..stages {
            if places.len() <= 1 {
                break;
            }
            places = self.most(self.near(|| places.iter().copied(), stage), stage);
        }
        places
    }

    /// The eligible among `places` whose entry of the key at `stage` is near the greatest, in doubles.
    fn near<P: Iterator<Item = u32>>(&self, places: impl Fn() -> P, stage: usize) -> Vec<u32> {
        let mut gains = vec![0; self.game.parties()];
        let mut key = Vec::with_capacity(gains.len());
        // A key without entries makes all equal.
        let mut entry = |place: u32| {
            self.read_gains(place as usize, &mut gains);
            (self.eligible)(&gains).then(|| {
                self.rough(&gains, &mut key);
                key.get(stage).copied().unwrap_or_default()
            })
        };
        let greatest = places().filter_map(&mut entry).fold(f64::NEG_INFINITY, f64::max);
        let least = greatest - NEAR * greatest.abs().max(1.0);
        places().filter(|&place| entry(place).is_some_and(|entry| entry >= least)).collect()
    }

    /// The `places` with the greatest entry of the key at `stage`, in fractions.
    fn most(&self, mut places: Vec<u32>, stage: usize) -> Vec<u32> {
        if places.len() <= 1 {
            return places;
        }
        let mut most: Option<Rational> = None;
        // Ties take the places of what has been seen.
        let mut ties = 0;
        for number in 0..places.len() {
            let entry = self.exact(places[number]).into_iter().nth(stage);
            if ties == 0 || entry > most {
                ties = 0;
            } else if entry < most {
                continue;
            }
            places[ties] = places[number];
            ties += 1;
            most = entry;
        }
        places.truncate(ties);
        places
    }

    /// Writes the gains at `place`, in units.
    fn read_gains(&self, place: usize, gains: &mut [i128]) {
        self.points.read(place, gains);
        gains.iter_mut().zip(self.game.walk_away()).for_each(|(gain, floor)| *gain -= floor);
    }

    /// Writes the key of `gains` in doubles.
    fn rough(&self, gains: &[i128], key: &mut Vec<f64>) {
        key.clear();
        key.extend(gains.iter().zip(&self.unit).map(|(&gain, unit)| nearest_double(gain) * unit));
        (self.key.rough)(key);
    }

    /// The key of a point in fractions.
    fn exact(&self, place: u32) -> Vec<Rational> {
        let mut gains = vec![0; self.game.parties()];
        self.read_gains(place as usize, &mut gains);
        let gains = gains.iter().enumerate().map(|(party, &gain)| self.game.points(party, gain));
        (self.key.exact)(&gains.collect::<Vec<_>>())
    }

    /// The least and the greatest utility of each party over the points at `places`.
    fn bounds(&self, places: &[u32]) -> (Vec<i128>, Vec<i128>) {
        let parties = self.game.parties();
        let (mut floors, mut ceilings) = (vec![i128::MAX; parties], vec![i128::MIN; parties]);
        let mut row = vec![0; parties];
        for &place in places {
            self.points.read(place as usize, &mut row);
            floors.iter_mut().zip(&row).for_each(|(floor, &value)| *floor = value.min(*floor));
            ceilings.iter_mut().zip(&row).for_each(|(ceiling, &value)| *ceiling = value.max(*ceiling));
        }
        (floors, ceilings)
    }
}

fn finished(verdict: Verdict<Choice, NoStrictGain>) -> Answer<Choice, NoStrictGain> {
    Answer { stop: Stop::Finished, verdict, completeness: Completeness::All }
}

/// The answer where the zone is empty or was not counted to the end.
fn undecided() -> Answer<Choice, NoStrictGain> {
    let verdict = Verdict::Undecided { best: None };
    Answer { stop: Stop::OutOfBudget, verdict, completeness: Completeness::Unknown }
}

/// `numbers` in ascending order.
pub(in crate::bargaining) fn ascending(mut numbers: Vec<Rational>) -> Vec<Rational> {
    numbers.sort();
    numbers
}

/// Makes `entry` the only one of `key`.
pub(in crate::bargaining) fn one_entry(key: &mut Vec<f64>, entry: f64) {
    key.clear();
    key.push(entry);
}

/// Each party's ideal gain in points; empty if the zone is.
pub(in crate::bargaining) fn ideal_in_points(zone: &Zone<'_>) -> Vec<Rational> {
    let ideal = zone.ideal().unwrap_or_default();
    ideal.iter().enumerate().map(|(party, &gain)| zone.game().points(party, gain)).collect()
}
