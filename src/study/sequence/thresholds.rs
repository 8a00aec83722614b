//! For which values of a parameter does the plan still work?
//!
//! With one number left open, every payoff and probability is a function of it, and so is what each move is worth.
//! Between two neighbouring roots of the differences that matter the play is the same, so that one sample tells what
//! happens on the whole stretch. [`thresholds`] goes from stretch to stretch: it plays one value, finds how far to
//! either side that play stays best, and looks at what is left. Roots that are fractions are found exactly; another
//! is known to lie between two fractions a hair apart, where the stretches on both sides end.
//!
//! A value is legal if every probability is from 0 to 1, probabilities add up to 1, and nothing is divided by zero.

use std::collections::BTreeMap;

use crate::budget::Budget;
use crate::error::Error;
use crate::lower::{LoweredSequence, unfolded};
use crate::model::Case;
use crate::model::sequence::unfold::{Content, Place};
use crate::model::sequence::{NodeKind, Variant};
use crate::numeric::{Field, Interval, Polynomial, Rational, RationalFunction, Root};
use crate::study::sequence::{Outcome, looked_ahead, movers, shares};

/// Most places of a tree whose thresholds are looked for.
const MAX_PLACES: usize = 5000;
/// Most stretches of one parameter.
const MAX_STRETCHES: usize = 2000;

/// What happens for which values of one parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thresholds {
    /// Values that the parameter can have at all.
    pub legal: Vec<Interval>,
    /// Legal values for which the plan works.
    pub works: Vec<Interval>,
    /// For each step of the plan, in order, the legal values for which its move is taken.
    pub steps: Vec<Vec<Interval>>,
    /// Is every end exact? If not, an end that is no fraction stands as the fraction a hair inside.
    pub is_exact: bool,
}

/// Looks for the values of `parameter` for which a variant works.
///
/// - `lowered`, `outcome`: the variant, played with its present numbers.
/// - `numbers`: of parameters and linked values, by name.
///
/// `None` if the tree is too large, a function too high, or the time ran out.
///
/// # Errors
///
/// As [`unfolded`].
///
/// Cost: for each stretch two walks through the tree with functions of one unknown.
pub fn thresholds(
    case: &Case,
    lowered: &LoweredSequence,
    outcome: &Outcome,
    variant: Option<&Variant>,
    numbers: &BTreeMap<String, Rational>,
    parameter: &str,
    budget: &Budget<'_>,
) -> Result<Option<Thresholds>, Error> {
    if lowered.places.len() > MAX_PLACES {
        return Ok(None);
    }
    let open = |name: &str| match name == parameter {
        true => Some(RationalFunction::unknown()),
        false => numbers.get(name).map(RationalFunction::constant),
    };
    // The present numbers have been worked out before; as functions they may be too high.
    let Ok(places) = unfolded(case, &lowered.view, variant, &open) else { return Ok(None) };
    let present = numbers.get(parameter).cloned().unwrap_or_default();
    let steps = outcome.steps.iter().map(|step| (step.place, step.planned)).collect();
    let mut sweep = Sweep {
        lowered,
        movers: movers(lowered),
        legality: legality(&places),
        places,
        steps,
        present,
        budget,
        pieces: Vec::new(),
    };
    Ok(sweep.cover(None, None).map(|()| sweep.merged()))
}

/// What was seen at a value: whether the plan works, then for each of its steps whether it is taken. `None` where
/// the value is not legal.
type Seen = Option<Vec<bool>>;

/// A part of the line, in order.
enum Piece {
    /// Between two values; an end at a root that is no fraction belongs to it, as it stands before the root.
    Stretch {
        from: Option<Rational>,
        to: Option<Rational>,
        closed: (bool, bool),
        seen: Seen,
    },
    Point {
        at: Rational,
        seen: Seen,
    },
    /// Around a root that is no fraction.
    Gap,
}

struct Sweep<'a> {
    lowered: &'a LoweredSequence,
    movers: Vec<Option<usize>>,
    places: Vec<Place<RationalFunction>>,
    /// Where a value may become legal or cease to be.
    legality: Vec<Polynomial>,
    steps: Vec<(usize, usize)>,
    present: Rational,
    budget: &'a Budget<'a>,
    pieces: Vec<Piece>,
}

/// The polynomials at whose roots probabilities leave 0 to 1, sums leave 1, or something is divided by zero.
fn legality(places: &[Place<RationalFunction>]) -> Vec<Polynomial> {
    let mut list = Vec::new();
    let mut add = |function: &RationalFunction| {
        for one in function.turning() {
            if !list.contains(one) {
                list.push(one.clone());
            }
        }
    };
    let one = RationalFunction::constant(&Rational::ONE);
    for place in places {
        match &place.content {
            Content::Decision => {}
            Content::Chance(shares) => {
                let zero = RationalFunction::constant(&Rational::ZERO);
                shares.iter().for_each(&mut add);
                add(&shares.iter().fold(zero, |sum, share| sum.plus(share)).minus(&one));
            }
            // Only where it has no value; a payoff of 0 is nothing special.
            Content::End(payoffs) => payoffs.iter().filter(|one| !one.is_polynomial()).for_each(&mut add),
        }
    }
    list
}

impl Sweep<'_> {
    /// Covers the open interval between `from` and `to`; `None` if it has too many stretches.
    fn cover(&mut self, from: Option<Rational>, to: Option<Rational>) -> Option<()> {
        if self.pieces.len() > MAX_STRETCHES || !self.budget.spend(self.places.len() as u64) {
            return None;
        }
        let (at, seen, turns) = self.sample(from.as_ref(), to.as_ref())?;
        let inside = |root: &Root| {
            from.as_ref().is_none_or(|from| root.high() > from)
                && to.as_ref().is_none_or(|to| root.low() < to)
        };
        let left = turns.iter().filter_map(|turn| turn.root_below(&at)).filter(inside);
        let left = left.max_by(|one, two| one.high().cmp(two.high()));
        let right = turns.iter().filter_map(|turn| turn.root_above(&at)).filter(inside);
        let right = right.min_by(|one, two| one.low().cmp(two.low()));
        if let Some(root) = &left {
            self.cover(from.clone(), Some(root.low().clone()))?;
            self.point(root);
        }
        let is_near = |root: &Option<Root>| matches!(root, Some(Root::Between(..)));
        self.pieces.push(Piece::Stretch {
            closed: (is_near(&left), is_near(&right)),
            from: left.as_ref().map(|root| root.high().clone()).or(from),
            to: right.as_ref().map(|root| root.low().clone()).or(to.clone()),
            seen,
        });
        if let Some(root) = &right {
            self.point(root);
            self.cover(Some(root.high().clone()), to)?;
        }
        Some(())
    }

    fn point(&mut self, root: &Root) {
        self.pieces.push(match root {
            Root::Exact(at) => Piece::Point { at: at.clone(), seen: self.seen(at).map(|(seen, _)| seen) },
            Root::Between(..) => Piece::Gap,
        });
    }

    /// A value inside at which nothing turns, what is seen there, and where that may change.
    fn sample(
        &self,
        from: Option<&Rational>,
        to: Option<&Rational>,
    ) -> Option<(Rational, Seen, Vec<Polynomial>)> {
        for attempt in 1..200 {
            let part = Rational::new(1, attempt)?;
            let at = match (from, to) {
                (None, None) => &(&self.present + &part) - &Rational::ONE,
                (Some(from), None) => from + &part,
                (None, Some(to)) => to - &part,
                (Some(from), Some(to)) => {
                    let part = Rational::new(1, attempt + 1)?;
                    from + &(&(to - from) * &part)
                }
            };
            let (seen, turns) = match self.seen(&at) {
                None => (None, self.legality.clone()),
                Some((seen, choices)) => (Some(seen), self.turns(&choices)?),
            };
            if turns.iter().all(|turn| !turn.at(&at).is_zero()) {
                return Some((at, seen, turns));
            }
        }
        None
    }

    /// The tree at a value; `None` if it is not legal.
    fn at(&self, value: &Rational) -> Option<Vec<Place<Rational>>> {
        let content = |content: &Content<RationalFunction>| {
            let values = |list: &[RationalFunction]| -> Option<Vec<Rational>> {
                list.iter().map(|one| one.at(value)).collect()
            };
            Some(match content {
                Content::Decision => Content::Decision,
                Content::Chance(list) => {
                    let list: Vec<Rational> = values(list)?;
                    let total: Rational = list.iter().sum();
                    if total != 1 || list.iter().any(Rational::is_negative) {
                        return None;
                    }
                    Content::Chance(list)
                }
                Content::End(list) => Content::End(values(list)?),
            })
        };
        let place = |one: &Place<RationalFunction>| {
            let content = content(&one.content)?;
            Some(Place { node: one.node, above: one.above, below: one.below.clone(), content })
        };
        self.places.iter().map(place).collect()
    }

    fn seen(&self, value: &Rational) -> Option<(Vec<bool>, Vec<Option<usize>>)> {
        let places = self.at(value)?;
        let view = &self.lowered.view;
        let (choices, _) = looked_ahead(view, &places, &self.movers);
        let signs = |kind: &NodeKind| matches!(kind, NodeKind::End { signed: true, .. });
        let signed = shares(view, &places, &choices, &signs);
        let mut seen = vec![signed[0].is_positive()];
        seen.extend(self.steps.iter().map(|(place, planned)| choices[*place] == Some(*planned)));
        Some((seen, choices))
    }

    /// The polynomials at whose roots these choices may cease to be best; `None` if they are too high.
    fn turns(&self, choices: &[Option<usize>]) -> Option<Vec<Polynomial>> {
        let mut turns = self.legality.clone();
        let mut values: Vec<Vec<RationalFunction>> = vec![Vec::new(); self.places.len()];
        for (at, place) in self.places.iter().enumerate().rev() {
            values[at] = match (&place.content, choices[at]) {
                (Content::End(list), _) => list.clone(),
                (Content::Chance(list), _) => {
                    let mut sum: Vec<RationalFunction> = Vec::new();
                    for (share, below) in list.iter().zip(&place.below) {
                        let value = &values[*below];
                        sum.resize(value.len(), RationalFunction::constant(&Rational::ZERO));
                        sum.iter_mut().zip(value).for_each(|(sum, one)| *sum = sum.plus(&share.times(one)));
                    }
                    sum
                }
                (Content::Decision, choice) => {
                    let (Some(choice), Some(mover)) = (choice, self.movers[at]) else { continue };
                    let own = values.get(*place.below.get(choice)?)?.clone();
                    for below in place.below.iter().filter(|below| **below != place.below[choice]) {
                        let lead = own[mover].minus(&values[*below][mover]);
                        for turn in lead.turning() {
                            if !turns.contains(turn) {
                                turns.push(turn.clone());
                            }
                        }
                    }
                    own
                }
            };
            if values[at].iter().any(|one| !one.fits()) {
                return None;
            }
        }
        Some(turns)
    }

    /// The intervals of what holds, from the pieces in order.
    fn merged(&self) -> Thresholds {
        let holds = |place: Option<usize>| {
            move |seen: &Seen| match (seen, place) {
                (Some(seen), Some(place)) => seen[place],
                (seen, _) => seen.is_some(),
            }
        };
        Thresholds {
            legal: self.intervals(&holds(None)),
            works: self.intervals(&holds(Some(0))),
            steps: (1..=self.steps.len()).map(|step| self.intervals(&holds(Some(step)))).collect(),
            is_exact: !self.pieces.iter().any(|piece| matches!(piece, Piece::Gap)),
        }
    }

    fn intervals(&self, holds: &dyn Fn(&Seen) -> bool) -> Vec<Interval> {
        let mut list = Vec::new();
        let mut open: Option<Interval> = None;
        for piece in &self.pieces {
            let next = match piece {
                Piece::Stretch { from, to, closed, seen } if holds(seen) => Interval {
                    from: from.clone(),
                    to: to.clone(),
                    from_closed: closed.0,
                    to_closed: closed.1,
                },
                Piece::Point { at, seen } if holds(seen) => {
                    let end = Some(at.clone());
                    Interval { from: end.clone(), to: end, from_closed: true, to_closed: true }
                }
                _ => {
                    list.extend(open.take());
                    continue;
                }
            };
            // Neighbouring pieces meet, so that only the upper end moves.
            match &mut open {
                Some(open) => (open.to, open.to_closed) = (next.to, next.to_closed),
                None => open = Some(next),
            }
        }
        list.extend(open);
        list
    }
}
