//! Where the Nash deal changes as one number moves.
//!
//! At each value the Nash deal is the package with the greatest product of gains. A package that another one improves on,
//! in all coordinates and with the same slopes, is never it, so the efficient packages of each class are enough. Along
//! the line a product is a polynomial; the next change is the next root of a difference with the present deal, or the next
//! position at which a package becomes eligible or ceases to be. A root that is a fraction is found exactly, another
//! between two fractions.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::bargaining::finite::{first_where, frontier, list_at};
use crate::budget::Budget;
use crate::certify::bargaining::{Deal, NashChange, NashDeals};
use crate::games::line::{Coordinate, GameLine};
use crate::numeric::{Interval, Polynomial, Rational, Root};
use crate::study::threshold::classes::{Class, legal_positions};
use crate::study::threshold::signs::Signed;

/// Most different products that are compared.
const MOST_CANDIDATES: usize = 20_000;
/// Most changes.
const MOST_CHANGES: usize = 1000;
/// Most packages with the gains of one candidate.
const MOST_ALIKE: usize = 2000;
/// Most packages that are named of one deal.
pub const DEALS_LISTED: usize = 20;

/// Packages with one product of gains, eligible at the same positions.
struct Candidate {
    product: Polynomial,
    /// The same in doubles that enclose it.
    signed: Signed,
    positions: Interval,
    /// Where its packages are: class, utilities there, and how many.
    members: Vec<(usize, Vec<i128>, u128)>,
}

/// Candidates that are best together, by their places; ascending.
type Best = Vec<usize>;

/// Looks for the Nash deals; `None` if there are too many candidates or the budget ran out.
pub(super) fn nash_deals(line: &GameLine, classes: &[Class<'_>], budget: &Budget<'_>) -> Option<NashDeals> {
    let mut candidates = candidates(line, classes, budget)?;
    let legal = legal_positions(line);
    let run = |candidates: &[Candidate]| Sweep { candidates, legal: legal.clone(), budget }.run();
    let (mut between, mut changes) = run(&candidates)?;
    if line.coordinates().iter().any(|one| matches!(one, Coordinate::Slack(_))) {
        // Packages with the same gains and a greater sum are improved on, but tie where they are admissible.
        let mut best: Best =
            between.iter().chain(changes.iter().map(|(_, best)| best)).flatten().copied().collect();
        best.sort_unstable();
        best.dedup();
        let alike = alike(line, classes, &candidates, &best, budget)?;
        candidates.extend(alike);
        (between, changes) = run(&candidates)?;
    }
    let deal = |best: &Best| deal(&candidates, classes, best, budget);
    let value = |root: &Root| match root {
        Root::Exact(at) => Root::Exact(line.value(at)),
        Root::Between(low, high) => Root::Between(line.value(low), line.value(high)),
    };
    let changes: Vec<NashChange> =
        changes.iter().map(|(at, best)| NashChange { at: value(at), deal: deal(best) }).collect();
    let between = between.iter().map(deal).collect();
    (!budget.is_exhausted()).then_some(NashDeals { between, changes })
}

/// The efficient packages of every class that are eligible somewhere, by their products.
fn candidates(line: &GameLine, classes: &[Class<'_>], budget: &Budget<'_>) -> Option<Vec<Candidate>> {
    let parties = line.coordinates().iter().filter(|one| matches!(one, Coordinate::Gain(_))).count();
    let mut sorted: BTreeMap<Vec<Rational>, Vec<Candidate>> = BTreeMap::new();
    let mut count = 0;
    for (place, class) in classes.iter().enumerate() {
        let Some(game) = class.reachable() else { continue };
        let found = frontier(&game, Some(game.walk_away()), budget);
        if !found.is_complete {
            return None;
        }
        for (point, utilities) in found.points.iter().enumerate() {
            let Some(positions) = class.positions(&utilities, true) else { continue };
            let number = |units: i128| Rational::new(units, 1).unwrap_or_default();
            let one = Polynomial::new(vec![Rational::ONE]);
            let product = (0..parties).fold(one, |product, party| {
                let (base, slope) = class.straight(party, utilities[party]);
                product.times(&Polynomial::new(vec![number(base), number(slope)]))
            });
            let member = (place, utilities, found.packages.get(point));
            let alike = sorted.entry(product.coefficients().to_vec()).or_default();
            match alike.iter_mut().find(|one| one.positions == positions) {
                Some(known) => known.members.push(member),
                None => {
                    count += 1;
                    let signed = Signed::of(&product);
                    alike.push(Candidate { product, signed, positions, members: vec![member] });
                }
            }
        }
        if count > MOST_CANDIDATES || !budget.spend(found.points.len() as u64) {
            return None;
        }
    }
    Some(sorted.into_values().flatten().collect())
}

/// The packages with the gains of some candidates and other sums in the limits that move.
fn alike(
    line: &GameLine,
    classes: &[Class<'_>],
    candidates: &[Candidate],
    best: &Best,
    budget: &Budget<'_>,
) -> Option<Vec<Candidate>> {
    let is_gain = |coordinate: usize| matches!(line.coordinates()[coordinate], Coordinate::Gain(_));
    let members = candidates.iter().flat_map(|one| &one.members);
    let mut known: BTreeSet<(usize, Vec<i128>)> =
        members.map(|(class, utilities, _)| (*class, utilities.clone())).collect();
    let mut found = Vec::new();
    for candidate in best.iter().map(|&place| &candidates[place]) {
        for (place, utilities, _) in &candidate.members {
            let class = &classes[*place];
            let Some(game) = class.reachable() else { continue };
            let bound = |coordinate: usize, other: i128| {
                if is_gain(coordinate) { utilities[coordinate] } else { other }
            };
            let count = utilities.len();
            let floors: Vec<i128> = (0..count).map(|one| bound(one, game.walk_away()[one])).collect();
            let ceilings: Vec<i128> = (0..count).map(|one| bound(one, i128::MAX)).collect();
            let packages = first_where(&game, &floors, &ceilings, &|_| true, MOST_ALIKE, budget);
            if packages.len() >= MOST_ALIKE {
                return None;
            }
            let mut counted: BTreeMap<Vec<i128>, u128> = BTreeMap::new();
            for package in &packages {
                let own = (0..count).map(|coordinate| class.game().utility(package, coordinate)).collect();
                *counted.entry(own).or_default() += 1;
            }
            for (own, packages) in counted {
                if !known.insert((*place, own.clone())) {
                    continue;
                }
                if let Some(positions) = class.positions(&own, true) {
                    let (product, signed) = (candidate.product.clone(), candidate.signed.clone());
                    let members = vec![(*place, own, packages)];
                    found.push(Candidate { product, signed, positions, members });
                }
            }
        }
    }
    Some(found)
}

/// The packages of candidates that are best together.
fn deal(candidates: &[Candidate], classes: &[Class<'_>], best: &Best, budget: &Budget<'_>) -> Deal {
    let members = || best.iter().flat_map(|&place| &candidates[place].members);
    let mut packages: Vec<Vec<usize>> = members()
        .flat_map(|(class, utilities, _)| {
            list_at(classes[*class].game(), utilities, DEALS_LISTED, budget).packages
        })
        .collect();
    packages.sort();
    packages.truncate(DEALS_LISTED);
    Deal { packages, total: members().fold(0, |total, (_, _, count)| total.saturating_add(*count)) }
}

/// A walk from the least legal position to the greatest.
struct Sweep<'a> {
    candidates: &'a [Candidate],
    legal: Interval,
    budget: &'a Budget<'a>,
}

/// Where a stretch begins: below everything, or just above a position.
type Start = Option<Rational>;

/// A position at which the best candidates change, and those at it.
type Change = (Root, Best);

impl Sweep<'_> {
    /// The best candidates between changes, and at each change.
    fn run(&self) -> Option<(Vec<Best>, Vec<Change>)> {
        let mut start = self.legal.from.clone();
        let mut changes = Vec::new();
        let mut between = Vec::new();
        let mut before = self.best_above(&start);
        if let Some(first) = self.legal.from.as_ref().filter(|_| self.legal.from_closed) {
            let here = self.best_at(first);
            if here != before {
                between.push(Vec::new());
                changes.push((Root::Exact(first.clone()), here));
            }
        }
        between.push(before.clone());
        while let Some(root) = self.next(&start, &before)? {
            if changes.len() > MOST_CHANGES || !self.budget.spend(self.candidates.len() as u64) {
                return None;
            }
            start = Some(root.high().clone());
            let is_last = self.legal.to.as_ref().is_some_and(|end| end <= root.high());
            if is_last && !self.legal.to_closed {
                break;
            }
            let after = if is_last { Vec::new() } else { self.best_above(&start) };
            let here = match &root {
                Root::Exact(at) => self.best_at(at),
                Root::Between(low, high) => self.best_around(low, high, &before, &after),
            };
            let changed = match &root {
                Root::Exact(_) => here != before || (here != after && !is_last),
                Root::Between(..) => after != before,
            };
            if changed {
                changes.push((root, here));
                between.push(after.clone());
            }
            if is_last {
                break;
            }
            before = after;
        }
        Some((between, changes))
    }

    fn is_eligible_above(&self, place: usize, start: &Start) -> bool {
        let positions = &self.candidates[place].positions;
        if positions.is_point() {
            return false;
        }
        let Some(start) = start else { return positions.from.is_none() };
        positions.from.as_ref().is_none_or(|from| from <= start)
            && positions.to.as_ref().is_none_or(|to| to > start)
    }

    /// How two candidates compare just above the start of a stretch.
    fn compare_above(&self, one: usize, two: usize, start: &Start) -> Ordering {
        let difference = self.candidates[one].product.minus(&self.candidates[two].product);
        match start {
            Some(start) => difference.sign_above(start),
            None => difference.sign_far_below(),
        }
    }

    fn best_above(&self, start: &Start) -> Best {
        let eligible = (0..self.candidates.len()).filter(|&place| self.is_eligible_above(place, start));
        greatest(eligible, |one, two| self.compare_above(one, two, start))
    }

    fn best_at(&self, at: &Rational) -> Best {
        let eligible: Vec<(usize, Rational)> = (0..self.candidates.len())
            .filter(|&place| self.candidates[place].positions.contains(at))
            .map(|place| (place, self.candidates[place].product.at(at)))
            .collect();
        let best = eligible.iter().map(|(_, product)| product).max();
        eligible.iter().filter(|(_, product)| Some(product) == best).map(|(place, _)| *place).collect()
    }

    /// The candidates that no neighbour beats all over an enclosure: they may be best where the root is.
    fn best_around(&self, low: &Rational, high: &Rational, before: &Best, after: &Best) -> Best {
        let ([before, ..], [after, ..]) = (before.as_slice(), after.as_slice()) else { return Vec::new() };
        let around = Interval::closed(low.clone(), high.clone());
        let beats = |one: usize, two: usize| {
            if self.candidates[two].signed.is_below(&self.candidates[one].signed, low, high) {
                return true;
            }
            let difference = self.candidates[one].product.minus(&self.candidates[two].product);
            difference.at(low).is_positive()
                && difference.at(high).is_positive()
                && difference.root_above(low).is_none_or(|root| root.low() >= high)
        };
        (0..self.candidates.len())
            .filter(|&place| around.is_within(&self.candidates[place].positions))
            .filter(|&place| !beats(*before, place) && !beats(*after, place))
            .collect()
    }

    /// The next position at which the best may change; `None` if the budget ran out.
    fn next(&self, start: &Start, best: &Best) -> Option<Option<Root>> {
        let mut next: Option<Root> = None;
        let offer = |next: &mut Option<Root>, root: Root| {
            if next.as_ref().is_none_or(|known| root.low() < known.low()) {
                *next = Some(root);
            }
        };
        let above = |at: &Rational| start.as_ref().is_none_or(|start| at > start);
        for &place in best {
            if let Some(end) = &self.candidates[place].positions.to {
                offer(&mut next, Root::Exact(end.clone()));
            }
        }
        let leader = best.first().map(|&place| &self.candidates[place]);
        for (place, candidate) in self.candidates.iter().enumerate() {
            if best.contains(&place) {
                continue;
            }
            let begins = candidate.positions.from.as_ref().filter(|from| above(from));
            let Some(leader) = leader else {
                if let Some(from) = begins {
                    offer(&mut next, Root::Exact(from.clone()));
                }
                continue;
            };
            // Behind the leader all the way to what is known to come next: no root to look for.
            let reach = next.as_ref().map(Root::high).or(self.legal.to.as_ref());
            if let (Some(from), Some(to)) = (begins.or(start.as_ref()), reach)
                && from <= to
                && candidate.signed.is_below(&leader.signed, from, to)
            {
                continue;
            }
            if !self.budget.spend(1) {
                return None;
            }
            let ahead = candidate.product.minus(&leader.product);
            if let Some(from) = begins {
                // It joins where it begins, if it is no worse there than the leader.
                if !ahead.at(from).is_negative() {
                    offer(&mut next, Root::Exact(from.clone()));
                    continue;
                }
            } else if !self.is_eligible_above(place, start) {
                continue;
            }
            if ahead.is_zero() {
                continue;
            }
            let root = match begins.or(start.as_ref()) {
                Some(from) => ahead.root_above(from),
                None => ahead.least_root(),
            };
            let to = &candidate.positions.to;
            if let Some(root) = root.filter(|root| to.as_ref().is_none_or(|to| root.low() <= to)) {
                offer(&mut next, root);
            }
        }
        Some(next)
    }
}

/// Those that no other is greater than.
fn greatest(places: impl Iterator<Item = usize>, compare: impl Fn(usize, usize) -> Ordering) -> Best {
    let mut best: Best = Vec::new();
    for place in places {
        match best.first().map_or(Ordering::Equal, |&leader| compare(place, leader)) {
            Ordering::Greater => best = vec![place],
            Ordering::Equal => best.push(place),
            Ordering::Less => {}
        }
    }
    best
}
