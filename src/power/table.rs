//! Power in games given as a table, one worth for each coalition.
//!
//! - [`index_of_table`]: any index of a simple game, whose worths are 0 and 1.
//! - [`banzhaf_value`]: the Banzhaf value of any game, the mean marginal contribution over all coalitions.
//!
//! The winning coalitions are a set of bits, 64 coalitions to a word. For each voter the coalitions in which it is
//! critical are such a set too, found by shifts and by comparing words; counts by size are population counts.
//! The Banzhaf value takes one pass: sums over blocks of coalitions, and within a block.
//!
//! References: as for each index; Owen 1975, Naval Research Logistics Quarterly 22 (the value of any game).

use dashu_int::{IBig, UBig};

use crate::budget::Budget;
use crate::certify::power::{BanzhafValue, Index, NobodyWins, Power, TableReferee};
use crate::certify::{Answer, Certified, Completeness, Refused, Stop, Verdict};
use crate::coalition::Coalition;
use crate::games::characteristic::{CharacteristicGame, Sense};
use crate::numeric::Rational;
use crate::power::answer::{PowerAnswer, kind, scores};
use crate::power::tally::{Kind, Tally};

/// Why a table is not a simple game.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotSimple {
    /// The numbers are costs.
    #[error("power indices need worths of 0 (loses) and 1 (wins), not costs")]
    Costs,
    /// A worth other than 0 and 1.
    #[error("a coalition is worth {found}, expected 0 (loses) or 1 (wins)")]
    Worth {
        /// The first such coalition.
        coalition: Coalition,
        /// What it is worth.
        found: Rational,
    },
    /// A coalition wins, and loses when a player joins.
    #[error("a winning coalition loses when player {player} joins")]
    NotMonotone {
        /// The winning coalition.
        coalition: Coalition,
        /// The player.
        player: usize,
    },
}

/// For each player below 6, the places in a word whose coalition has that player.
const MEMBERS: [u64; 6] = [
    0xaaaa_aaaa_aaaa_aaaa,
    0xcccc_cccc_cccc_cccc,
    0xf0f0_f0f0_f0f0_f0f0,
    0xff00_ff00_ff00_ff00,
    0xffff_0000_ffff_0000,
    0xffff_ffff_0000_0000,
];

/// The winning coalitions as bits.
struct Winners {
    players: usize,
    words: Vec<u64>,
}

impl Winners {
    fn of(game: &CharacteristicGame) -> Result<Self, NotSimple> {
        if game.sense() == Sense::Cost {
            return Err(NotSimple::Costs);
        }
        let is_whole = *game.scale() == UBig::ONE;
        let odd = game.units().iter().position(|&units| units != 0 && !(units == 1 && is_whole));
        if let Some(place) = odd {
            let coalition = Coalition::from_bits(place as u64);
            return Err(NotSimple::Worth { coalition, found: game.worth(coalition) });
        }
        let word =
            |units: &[i64]| units.iter().rev().fold(0_u64, |word, &unit| word << 1 | u64::from(unit == 1));
        let winners = Self { players: game.players(), words: game.units().chunks(64).map(word).collect() };
        for place in 0..winners.words.len() {
            for player in 0..winners.players {
                let lost = winners.lost_by_joining(place, player);
                if lost != 0 {
                    let bits = place as u64 * 64 + u64::from(lost.trailing_zeros());
                    return Err(NotSimple::NotMonotone { coalition: Coalition::from_bits(bits), player });
                }
            }
        }
        Ok(winners)
    }

    /// Coalitions of a word without `player` that win, and lose with it.
    fn lost_by_joining(&self, place: usize, player: usize) -> u64 {
        let word = self.words[place];
        match MEMBERS.get(player) {
            // A table of fewer than 64 coalitions has no joined coalition beyond its end.
            Some(members) => word & !members & !(word >> (1 << player)) & self.known(),
            None if place >> (player - 6) & 1 == 0 => word & !self.words[place | 1 << (player - 6)],
            None => 0,
        }
    }

    /// The places of a word that stand for a coalition.
    fn known(&self) -> u64 {
        if self.players < 6 { (1 << (1 << self.players)) - 1 } else { u64::MAX }
    }

    /// Coalitions of a word in which `player` is critical.
    fn critical(&self, place: usize, player: usize) -> u64 {
        let word = self.words[place];
        match MEMBERS.get(player) {
            Some(members) => word & members & !(word << (1 << player)),
            None if place >> (player - 6) & 1 == 1 => word & !self.words[place ^ 1 << (player - 6)],
            None => 0,
        }
    }

    fn members(place: usize, player: usize) -> u64 {
        match MEMBERS.get(player) {
            Some(&members) => members,
            None if place >> (player - 6) & 1 == 1 => u64::MAX,
            None => 0,
        }
    }

    fn tally(&self, kind: Kind, budget: &Budget<'_>) -> Option<Tally> {
        let players = self.players;
        let mut counts = vec![vec![0_u64; players + 1]; players];
        // Places of a word by the number of members among the first six players.
        let sizes: Vec<u64> = (0..=6)
            .map(|size| {
                (0..64_u64)
                    .filter(|place| place.count_ones() == size)
                    .fold(0, |mask, place| mask | 1 << place)
            })
            .collect();
        let mut critical = vec![0_u64; players];
        for place in 0..self.words.len() {
            if place % 1024 == 0 && !budget.spend(1024) {
                return None;
            }
            let mut minimal = self.words[place];
            for (player, critical) in critical.iter_mut().enumerate() {
                *critical = self.critical(place, player);
                minimal &= *critical | !Self::members(place, player);
            }
            let high = place.count_ones() as usize;
            let keep = if matches!(kind, Kind::Minimal | Kind::MinimalInAll) { minimal } else { u64::MAX };
            if kind == Kind::Critical {
                for (number, places) in numbers_of_critical(&critical) {
                    for (counts, critical) in counts.iter_mut().zip(&critical) {
                        counts[number] += u64::from((critical & places).count_ones());
                    }
                }
                continue;
            }
            for (counts, critical) in
                counts.iter_mut().zip(&critical).filter(|(_, critical)| **critical & keep != 0)
            {
                if kind.is_by_size() {
                    for (low, places) in sizes.iter().enumerate().filter(|(low, _)| high + low <= players) {
                        counts[high + low] += u64::from((critical & keep & places).count_ones());
                    }
                } else {
                    counts[0] += u64::from((critical & keep).count_ones());
                }
            }
        }
        let counts = counts.into_iter().map(|counts| counts.into_iter().map(UBig::from).collect());
        Some(Tally::from_counts(counts.collect()))
    }
}

/// The places of a word by how many of the sets of places have them; those with none are left out.
fn numbers_of_critical(critical: &[u64]) -> Vec<(usize, u64)> {
    // A number of each place, one bit in each plane.
    let mut planes = [0_u64; 5];
    for &places in critical {
        let mut carry = places;
        for plane in &mut planes {
            (*plane, carry) = (*plane ^ carry, *plane & carry);
        }
    }
    let equal = |number: usize| {
        let bits = planes.iter().enumerate();
        bits.fold(u64::MAX, |places, (bit, plane)| {
            places & if number >> bit & 1 == 1 { *plane } else { !*plane }
        })
    };
    (1..=critical.len()).map(|number| (number, equal(number))).filter(|&(_, places)| places != 0).collect()
}

/// A power index of a simple game in a table, at most 25 players.
///
/// Certificate: every coalition looked at again, one by one (`Recount`).
/// Cost: `n 2^n / 64` steps, more where sizes are told apart.
///
/// # Errors
///
/// [`NotSimple`] if a worth is neither 0 nor 1, or a winning coalition loses when it grows.
///
/// ```
/// use zopa::{budget::Budget, certify::power::Index, power::table::index_of_table};
/// use zopa::games::characteristic::{CharacteristicGame, Sense};
///
/// // Any two of three.
/// let worths: Vec<_> = [0, 0, 0, 1, 0, 1, 1, 1].into_iter().map(Into::into).collect();
/// let game = CharacteristicGame::new(3, Sense::Worth, &worths)?;
/// let answer = index_of_table(&game, Index::Shapley, &Budget::unlimited())?;
/// assert_eq!(answer.found().expect("an answer").values[0], "1/3".parse::<zopa::numeric::Rational>()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn index_of_table(
    game: &CharacteristicGame,
    index: Index,
    budget: &Budget<'_>,
) -> Result<PowerAnswer, NotSimple> {
    let winners = Winners::of(game)?;
    let referee = TableReferee::new(game);
    let undecided = Answer {
        stop: Stop::OutOfBudget,
        verdict: Verdict::Undecided { best: None },
        completeness: Completeness::Unknown,
    };
    let Some(tally) = winners.tally(kind(index), budget) else { return Ok(undecided) };
    let verdict = match Power::of_scores(index, scores(&tally, index, game.players())) {
        None => match referee.judge_nobody_wins(NobodyWins) {
            Ok(claim) => Verdict::NoneExists(claim),
            Err(_) => return Ok(undecided),
        },
        Some(power) => match referee.judge(power) {
            Ok(power) => Verdict::Found(power),
            Err(refused) => Verdict::Refused(refused),
        },
    };
    Ok(Answer { stop: Stop::Finished, verdict, completeness: Completeness::All })
}

/// Block of coalitions that differ in the first players only.
const BLOCK_PLAYERS: usize = 10;

/// The Banzhaf value of any game: the mean of `v(S with i) - v(S)` over all coalitions `S` of the others.
///
/// It measures what a player adds on average, and does not add to the worth of all. In a game of costs it
/// is a cost. Certificate: each player's contributions added one by one (`Recount`).
/// Cost: one pass over the table, `2^n` additions.
///
/// # Errors
///
/// [`Refused`] if the referee finds another value, which would be a fault of this program.
///
/// ```
/// use zopa::{games::characteristic::{CharacteristicGame, Sense}, power::table::banzhaf_value};
///
/// // A left glove and two right ones.
/// let worths: Vec<_> = [0, 0, 0, 1, 0, 1, 0, 1].into_iter().map(Into::into).collect();
/// let game = CharacteristicGame::new(3, Sense::Worth, &worths)?;
/// let value = banzhaf_value(&game).expect("a judged value");
/// assert_eq!(value.values, ["3/4", "1/4", "1/4"].map(|value| value.parse::<zopa::numeric::Rational>().unwrap()));
/// # Ok::<(), zopa::games::characteristic::InvalidCharacteristic>(())
/// ```
///
/// References: Banzhaf 1965, Rutgers Law Review 19; Owen 1975, Naval Research Logistics Quarterly 22.
pub fn banzhaf_value(game: &CharacteristicGame) -> Result<Certified<BanzhafValue>, Refused<BanzhafValue>> {
    let players = game.players();
    let size = 1_usize << players.min(BLOCK_PLAYERS);
    let mut within = vec![0_i128; size];
    let blocks = game.units().chunks(size).map(|block| {
        let mut sum = 0_i128;
        for (total, &units) in within.iter_mut().zip(block) {
            *total += i128::from(units);
            sum += i128::from(units);
        }
        sum
    });
    let blocks: Vec<i128> = blocks.collect();
    // With the player less without it, over all coalitions.
    let gap = |sums: &[i128], player: usize| {
        let signed = sums.iter().enumerate();
        signed.map(|(place, sum)| if place >> player & 1 == 1 { *sum } else { -sum }).sum::<i128>()
    };
    let coalitions = UBig::ONE << (players - 1);
    let value = |player: usize| {
        let gap = match player.checked_sub(BLOCK_PLAYERS) {
            None => gap(&within, player),
            Some(player) => gap(&blocks, player),
        };
        game.points(&Rational::from_big(IBig::from(gap), coalitions.clone()))
    };
    let values = (0..players).map(value).collect();
    TableReferee::new(game).judge_value(BanzhafValue { values })
}
