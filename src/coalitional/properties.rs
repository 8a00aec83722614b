//! What kind of game it is: monotone, superadditive, convex, essential; dummies and symmetric players.
//!
//! [`monotone`], [`superadditive`], [`convex`] and [`essential`] answer yes (`Found`), or no with coalitions that show
//! it and the amount by which the inequality fails (`NoneExists`). [`dummy_players`] and [`symmetric_players`] name
//! players, each "no" with a coalition that shows it. Definitions are those of
//! [`Property`].
//!
//! Method: the solver only looks for a witness and stops at the first, in a fixed order; that there is none is left
//! to the referee, who tries every inequality. Monotonicity and convexity are tried player by player and pair by
//! pair. Superadditivity needs all `3^n / 2` pairs of coalitions: the last players' parts are fixed first, so that the
//! three stretches of the table that belong together stay in the cache.
//!
//! In a game of costs "superadditive" and "convex" speak of what is saved: merging never costs more, and who
//! joins later adds no more cost.
//!
//! References: von Neumann and Morgenstern 1944; Shapley 1971, International Journal of Game Theory 1.

use std::borrow::Cow;
use std::convert::Infallible;

use dashu_int::{IBig, UBig};

use crate::budget::Budget;
use crate::certify::coalitional as referee;
use crate::certify::coalitional::{
    Contribution, DummyPlayers, Fails, Holds, Property, SymmetricPlayers, ToldApart,
};
use crate::certify::{Answer, Certified, Completeness, Refused, Stop, Verdict};
use crate::coalition::{Coalition, Partition};
use crate::games::characteristic::{CharacteristicGame, Sense};
use crate::numeric::Rational;

/// Players whose parts of two coalitions run through the inner loop.
const INNER: usize = 8;

/// Entries of one stretch.
const WIDTH: usize = 1 << INNER;

/// Does no larger coalition have a smaller number?
///
/// Certificate: every step from a coalition to one with one player more, or the two coalitions shown (`Proof`).
/// Cost: `n * 2^(n - 1)` comparisons, and as many for the certificate.
///
/// ```
/// use zopa::coalitional::properties::monotone;
/// use zopa::games::characteristic::CharacteristicGame;
///
/// // The second player takes away 1 from whoever it joins.
/// let game = CharacteristicGame::from_units(2, 1_u8.into(), vec![0, 3, 0, 2])?;
/// let answer = monotone(&game);
/// assert_eq!(answer.refutation().unwrap().amount, 1);
/// # Ok::<(), zopa::games::characteristic::InvalidCharacteristic>(())
/// ```
#[must_use]
pub fn monotone(game: &CharacteristicGame) -> Answer<Holds, Fails> {
    let given = |coalition| {
        let units = i128::from(game.unit(coalition));
        if game.sense() == Sense::Cost { -units } else { units }
    };
    let steps = (0..game.players()).flat_map(|player| {
        let without = game.everyone().without(player).subsets();
        without.map(move |smaller| (smaller, smaller.with(player)))
    });
    let mut drops = steps.map(|(smaller, larger)| ([smaller, larger], given(smaller) - given(larger)));
    let witness = drops.find(|&(_, drop)| drop > 0);
    settle(game, Property::Monotone, Search::of(witness), &Budget::unlimited())
}

/// Do coalitions that merge lose nothing?
///
/// - `budget`: one unit for each comparison; if it runs out the answer is `Undecided`, unless a witness was found.
///
/// Certificate: every pair of coalitions, or, if the game is convex, every pair of players; or the two coalitions
/// shown (`Proof`). If the budget runs out during the certificate, the claim is `Necessary`.
/// Cost: up to `3^n / 2` comparisons, and about as many again for the certificate; a convex game `2^n * n^2 / 4`.
///
/// ```
/// use zopa::budget::Budget;
/// use zopa::coalitional::properties::superadditive;
/// use zopa::games::characteristic::CharacteristicGame;
///
/// let game = CharacteristicGame::from_units(2, 1_u8.into(), vec![0, 3, 1, 2])?;
/// let answer = superadditive(&game, &Budget::unlimited());
/// assert_eq!(answer.refutation().unwrap().amount, 2);
/// # Ok::<(), zopa::games::characteristic::InvalidCharacteristic>(())
/// ```
#[must_use]
pub fn superadditive(game: &CharacteristicGame, budget: &Budget<'_>) -> Answer<Holds, Fails> {
    let search = match less_together(game, budget) {
        // A convex game is superadditive.
        Search::Nothing => Search::Nothing,
        Search::Shown(..) => lost_by_merging(game, budget),
        Search::Stopped => Search::Stopped,
    };
    settle(game, Property::Superadditive, search, budget)
}

/// Does who joins later add no less?
///
/// - `budget`: one unit for each comparison; if it runs out the answer is `Undecided`, unless a witness was found.
///
/// Certificate: every pair of players with every coalition of others, or the two coalitions shown (`Proof`). If the
/// budget runs out during the certificate, the claim is `Necessary`.
/// Cost: `2^n * n^2 / 8` comparisons, and as many for the certificate.
///
/// ```
/// use zopa::budget::Budget;
/// use zopa::coalitional::properties::convex;
/// use zopa::games::characteristic::CharacteristicGame;
///
/// // The square of the number of members.
/// let squares = (0..16_u32).map(|bits| i64::from(bits.count_ones().pow(2))).collect();
/// let game = CharacteristicGame::from_units(4, 1_u8.into(), squares)?;
/// assert!(convex(&game, &Budget::unlimited()).found().is_some());
/// # Ok::<(), zopa::games::characteristic::InvalidCharacteristic>(())
/// ```
///
/// Reference: Shapley 1971, International Journal of Game Theory 1.
#[must_use]
pub fn convex(game: &CharacteristicGame, budget: &Budget<'_>) -> Answer<Holds, Fails> {
    settle(game, Property::Convex, less_together(game, budget), budget)
}

/// Is there anything to share beyond what the players have alone?
///
/// If not, the amount shown is what they would lose together; it may be 0.
///
/// ```
/// use zopa::coalitional::properties::essential;
/// use zopa::games::characteristic::CharacteristicGame;
///
/// let game = CharacteristicGame::from_units(2, 1_u8.into(), vec![0, 1, 2, 3])?;
/// assert_eq!(essential(&game).refutation().unwrap().amount, 0);
/// # Ok::<(), zopa::games::characteristic::InvalidCharacteristic>(())
/// ```
#[must_use]
pub fn essential(game: &CharacteristicGame) -> Answer<Holds, Fails> {
    let alone: Vec<Coalition> = (0..game.players()).map(Coalition::single).collect();
    let sum: i128 = alone.iter().map(|&player| i128::from(game.unit(player))).sum();
    let lack = sum - i128::from(game.unit(game.everyone()));
    let search = if lack < 0 { Search::Nothing } else { Search::Shown(alone, lack) };
    settle(game, Property::Essential, search, &Budget::unlimited())
}

/// The players who add to every coalition exactly what they have alone.
///
/// A dummy with nothing alone is a null player. Certificate: `Proof`.
/// Cost: at most `n * 2^(n - 1)` comparisons, and as many for the certificate.
///
/// ```
/// use zopa::coalition::Coalition;
/// use zopa::coalitional::properties::dummy_players;
/// use zopa::games::characteristic::CharacteristicGame;
///
/// // Players 0 and 1 make 5 together; player 2 brings its own 3 wherever it goes.
/// let game = CharacteristicGame::from_units(3, 1_u8.into(), vec![0, 0, 0, 5, 3, 3, 3, 8])?;
/// assert_eq!(dummy_players(&game).found().unwrap().dummies, Coalition::single(2));
/// # Ok::<(), zopa::games::characteristic::InvalidCharacteristic>(())
/// ```
#[must_use]
pub fn dummy_players(game: &CharacteristicGame) -> Answer<DummyPlayers, Infallible> {
    let worth = |coalition| i128::from(game.unit(coalition));
    let mut dummies = Coalition::EMPTY;
    let mut others = Vec::new();
    for player in 0..game.players() {
        let alone = worth(Coalition::single(player));
        let beyond = game
            .everyone()
            .without(player)
            .subsets()
            .map(|coalition| (coalition, worth(coalition.with(player)) - worth(coalition) - alone));
        match beyond.into_iter().find(|&(_, units)| units != 0) {
            None => dummies = dummies.with(player),
            Some((coalition, units)) => {
                others.push(Contribution { player, coalition, beyond: signed(game, units) });
            }
        }
    }
    always(referee::judge_dummies(game, DummyPlayers { dummies, others }))
}

/// The players who can stand for each other in every coalition, in classes.
///
/// Certificate: `Proof`.
/// Cost: at most `n^2 * 2^(n - 3)` comparisons, and `n * 2^(n - 2)` for the certificate.
///
/// ```
/// use zopa::coalition::Coalition;
/// use zopa::coalitional::properties::symmetric_players;
/// use zopa::games::characteristic::CharacteristicGame;
///
/// // One left glove and two right ones.
/// let game = CharacteristicGame::from_units(3, 1_u8.into(), vec![0, 0, 0, 1, 0, 1, 0, 1])?;
/// let answer = symmetric_players(&game);
/// let classes = answer.found().unwrap().classes.blocs();
/// assert_eq!(classes, [Coalition::single(0), Coalition::from_bits(0b110)]);
/// # Ok::<(), zopa::games::characteristic::InvalidCharacteristic>(())
/// ```
#[must_use]
pub fn symmetric_players(game: &CharacteristicGame) -> Answer<SymmetricPlayers, Infallible> {
    let mut classes: Vec<(usize, Coalition)> = Vec::new();
    let mut apart = Vec::new();
    for player in 0..game.players() {
        let mut told = Vec::new();
        let mut home = None;
        for (place, &(one, _)) in classes.iter().enumerate() {
            match difference(game, one, player) {
                None => {
                    home = Some(place);
                    break;
                }
                Some(shown) => told.push(shown),
            }
        }
        match home {
            Some(place) => classes[place].1 = classes[place].1.with(player),
            None => {
                classes.push((player, Coalition::single(player)));
                apart.append(&mut told);
            }
        }
    }
    apart.sort_unstable_by_key(|shown: &ToldApart| (shown.one, shown.other));
    let singletons = Partition::singletons(game.players());
    let classes = classes.iter().fold(singletons, |classes, &(_, class)| classes.with_bloc(class));
    always(referee::judge_symmetric(game, SymmetricPlayers { classes, apart }))
}

/// The first coalition that tells two players apart.
fn difference(game: &CharacteristicGame, one: usize, other: usize) -> Option<ToldApart> {
    let worth = |coalition| i128::from(game.unit(coalition));
    game.everyone().without(one).without(other).subsets().find_map(|coalition| {
        let units = worth(coalition.with(one)) - worth(coalition.with(other));
        (units != 0).then(|| ToldApart { one, other, coalition, difference: signed(game, units) })
    })
}

/// What came of looking for a witness.
enum Search {
    /// There is none.
    Nothing,
    /// Coalitions, and by how many units the inequality fails.
    Shown(Vec<Coalition>, i128),
    /// The budget ran out first.
    Stopped,
}

impl Search {
    fn of(witness: Option<([Coalition; 2], i128)>) -> Self {
        witness.map_or(Self::Nothing, |(coalitions, units)| Self::Shown(coalitions.to_vec(), units))
    }
}

/// Looks for two players who add less to some coalition together than one by one.
fn less_together(game: &CharacteristicGame, budget: &Budget<'_>) -> Search {
    let units = game.units();
    let players = game.players();
    let worth = |bits: usize| i128::from(units[bits]);
    for one in 0..players {
        for other in one + 1..players {
            let (low, high) = (1 << one, 1_usize << other);
            for rest in 0..units.len() >> 2 {
                // Makes room for the two players in the bits of the others.
                let wide = (rest & !(low - 1)) << 1 | rest & (low - 1);
                let base = (wide & !(high - 1)) << 1 | wide & (high - 1);
                let apart = worth(base | low) + worth(base | high);
                let together = worth(base | low | high) + worth(base);
                if apart > together {
                    let coalitions = [base | low, base | high].map(|bits| Coalition::from_bits(bits as u64));
                    return Search::Shown(coalitions.to_vec(), apart - together);
                }
            }
            if !budget.spend((units.len() >> 2) as u64) {
                return Search::Stopped;
            }
        }
    }
    Search::Nothing
}

/// Looks for two coalitions without common members that have less together than apart.
fn lost_by_merging(game: &CharacteristicGame, budget: &Budget<'_>) -> Search {
    // Players who change nothing fill up a small table to one stretch.
    let copies = WIDTH / game.units().len();
    let filled = if copies > 1 { Cow::from(game.units().repeat(copies)) } else { Cow::from(game.units()) };
    let (stretches, _) = filled.as_chunks::<WIDTH>();
    for union in 0..stretches.len() {
        let mut part = union;
        let mut compared = 0;
        // Each way to part the last players once: the greater word first.
        while part >= union - part {
            if let Some((first, second)) =
                lost_within(&stretches[part], &stretches[union - part], &stretches[union])
            {
                let word = |last: usize, inner: usize| {
                    Coalition::from_bits((last << INNER | inner) as u64).intersection(game.everyone())
                };
                let (one, other) = (word(part, first), word(union - part, second));
                let worth = |coalition| i128::from(game.unit(coalition));
                let loss = worth(one) + worth(other) - worth(one.union(other));
                return Search::Shown(vec![one, other], loss);
            }
            compared += 3_u64.pow(INNER as u32);
            if part == 0 {
                break;
            }
            part = (part - 1) & union;
        }
        if !budget.spend(compared) {
            return Search::Stopped;
        }
    }
    Search::Nothing
}

/// The same for the first players, the parts of the last ones being fixed.
fn lost_within(one: &[i64; WIDTH], other: &[i64; WIDTH], both: &[i64; WIDTH]) -> Option<(usize, usize)> {
    for union in 0..WIDTH {
        let together = both[union];
        let mut part = union;
        loop {
            // Saturating changes only the sum 2^63, and that to a number still above every worth.
            if one[part].saturating_add(other[union ^ part]) > together {
                return Some((part, union ^ part));
            }
            if part == 0 {
                break;
            }
            part = (part - 1) & union;
        }
    }
    None
}

/// Has the outcome of a search judged.
fn settle(
    game: &CharacteristicGame,
    property: Property,
    search: Search,
    budget: &Budget<'_>,
) -> Answer<Holds, Fails> {
    let verdict = match search {
        Search::Nothing => match referee::judge_holds(game, Holds { property }, budget) {
            Ok(claim) => Verdict::Found(claim),
            Err(refused) => Verdict::Refused(refused),
        },
        Search::Shown(coalitions, units) => {
            let amount = Rational::from_big(IBig::from(units), game.scale().clone());
            match referee::judge_fails(game, Fails { property, coalitions, amount }) {
                Ok(claim) => Verdict::NoneExists(claim),
                Err(_) => Verdict::Undecided { best: None },
            }
        }
        Search::Stopped => Verdict::Undecided { best: None },
    };
    let completeness = match verdict {
        Verdict::Undecided { .. } => Completeness::Unknown,
        _ => Completeness::All,
    };
    // A witness is an answer even if the budget ended with it; a game without one may still be being judged.
    let is_cut = budget.is_exhausted() && !matches!(verdict, Verdict::NoneExists(_));
    let stop = if is_cut { Stop::OutOfBudget } else { Stop::Finished };
    Answer { stop, verdict, completeness }
}

fn always<T>(judged: Result<Certified<T>, Refused<T>>) -> Answer<T, Infallible> {
    let verdict = match judged {
        Ok(claim) => Verdict::Found(claim),
        Err(refused) => Verdict::Refused(refused),
    };
    Answer { stop: Stop::Finished, verdict, completeness: Completeness::All }
}

/// Units in points, with the sign of the file.
fn signed(game: &CharacteristicGame, units: i128) -> Rational {
    game.points(&Rational::from_big(IBig::from(units), UBig::ONE))
}
