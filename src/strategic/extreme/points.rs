//! From labels to mixed strategies.
//!
//! - [`Pairs`]: equilibria as places in two lists of strategies.

use dashu_int::IBig;

use crate::games::normal_form::NormalFormGame;
use crate::numeric::Rational;
use crate::numeric::whole::Whole;
use crate::strategic::extreme::dictionary::Dictionary;
use crate::strategic::extreme::sides::{Side, Sides};
use crate::strategic::extreme::{Labels, members};

/// Equilibria, and the strategies that occur.
#[derive(Debug, Clone, Default)]
pub(in crate::strategic) struct Pairs {
    /// For each player its strategies in descending order: the first pure one comes first.
    pub strategies: [Vec<Vec<Rational>>; 2],
    /// Places in the two lists, in ascending order.
    pub equilibria: Vec<[usize; 2]>,
}

impl Pairs {
    /// The equilibria at vertices with these labels, in the numbering of the game.
    pub(in crate::strategic) fn of<W: Whole>(
        game: &NormalFormGame,
        sides: &Sides,
        pairs: &[[Labels; 2]],
        number: impl Fn(&IBig) -> W,
    ) -> Self {
        let mut found = Self::default();
        // Where the strategy with each set of labels stands; the sets are in ascending order.
        let mut places = [Vec::new(), Vec::new()];
        for player in 0..2 {
            let mut labels: Vec<Labels> = pairs.iter().map(|pair| pair[player]).collect();
            labels.sort_unstable();
            labels.dedup();
            let make = |&labels: &Labels| {
                let count = game.strategies(player);
                (strategy(&sides.sides[player], &sides.kept[player], count, labels, &number), labels)
            };
            let mut strategies: Vec<(Vec<Rational>, Labels)> = labels.iter().map(make).collect();
            strategies.sort_unstable_by(|one, two| two.cmp(one));
            let placed = strategies.iter().enumerate().map(|(place, (_, labels))| (*labels, place));
            places[player] = placed.collect::<Vec<(Labels, usize)>>();
            places[player].sort_unstable();
            found.strategies[player] = strategies.into_iter().map(|(strategy, _)| strategy).collect();
        }
        let place = |player: usize, labels: Labels| {
            let places: &Vec<(Labels, usize)> = &places[player];
            let found = places.binary_search_by_key(&labels, |entry| entry.0);
            found.map_or(0, |at| places[at].1)
        };
        found.equilibria =
            pairs.iter().map(|pair| [0, 1].map(|player| place(player, pair[player]))).collect();
        found.equilibria.sort_unstable();
        found
    }

    /// The same with more equilibria, each kept once.
    pub(in crate::strategic) fn with(self, more: &[[Vec<Rational>; 2]]) -> Self {
        let known =
            self.equilibria.iter().map(|pair| [0, 1].map(|player| &self.strategies[player][pair[player]]));
        let all: Vec<[&Vec<Rational>; 2]> = known.chain(more.iter().map(|pair| pair.each_ref())).collect();
        let strategies = [0, 1].map(|player| {
            let mut list: Vec<Vec<Rational>> = all.iter().map(|pair| pair[player].clone()).collect();
            list.sort_unstable_by(|one, two| two.cmp(one));
            list.dedup();
            list
        });
        let place = |player: usize, strategy: &Vec<Rational>| {
            strategies[player].binary_search_by(|other| strategy.cmp(other)).unwrap_or_default()
        };
        let pairs = all.iter().map(|pair| [0, 1].map(|player| place(player, pair[player])));
        let mut equilibria: Vec<[usize; 2]> = pairs.collect();
        equilibria.sort_unstable();
        equilibria.dedup();
        Self { strategies, equilibria }
    }
}

/// The mixed strategy at the vertex with these labels: the vertex divided by its sum.
fn strategy<W: Whole>(
    side: &Side,
    kept: &[usize],
    count: usize,
    labels: Labels,
    number: impl Fn(&IBig) -> W,
) -> Vec<Rational> {
    let (played, responses) = side.played(labels);
    let zero = W::of(0);
    // Only what is played, and only rows that are exact: those have one solution.
    let free: Vec<usize> = members(played).collect();
    let basic: Vec<usize> = members(responses).collect();
    let line = |label: &usize| {
        let row = &side.entries[label - side.other.0];
        free.iter().map(|label| number(&row[label - side.own.0])).chain([W::of(1)]).collect()
    };
    let lines = basic.iter().map(line).collect();
    let mut dictionary = Dictionary::new(basic, free, lines);
    for column in 0..dictionary.free().len() {
        let can_leave = |row: &usize| {
            responses >> dictionary.basic()[*row] & 1 == 1 && *dictionary.entry(*row, column) != zero
        };
        if let Some(row) = (0..dictionary.basic().len()).find(can_leave) {
            dictionary.pivot(row, column);
        }
    }
    let rows = 0..dictionary.basic().len();
    let weights = rows.filter(|&row| played >> dictionary.basic()[row] & 1 == 1);
    let weights: Vec<(usize, &W)> =
        weights.map(|row| (kept[dictionary.basic()[row] - side.own.0], dictionary.right(row))).collect();
    let mut total = zero;
    weights.iter().for_each(|(_, weight)| total.add(weight));
    let mut strategy = vec![Rational::ZERO; count];
    for (place, weight) in weights {
        strategy[place] = weight.over(&total);
    }
    strategy
}
