//! The Shapley value estimated from random orders of arrival, on request.
//!
//! [`sample`] draws orders and averages what each player adds to those before it. The result is an
//! [`ShapleyEstimate`], never a claim: it carries a standard error and no certificate. The table of a game is small
//! enough for the exact value ([`shapley`](crate::coalitional::shapley::shapley)); an estimate is for those who want
//! one, and a yardstick for estimates where no exact value can be had.
//!
//! Method: orders are drawn independently, each of the `n!` equally likely. The mean is exact, a fraction with the
//! number of orders below; it is unbiased, and adds up to the worth of everyone because each order does. The
//! standard error is the spread of a player's contributions divided by the root of the number of orders, in
//! doubles, gathered one by one (Welford 1962, Technometrics 4), so that it is the same on every machine.
//!
//! Reference: Castro, Gomez and Tejada 2009, Computers and Operations Research 36.

use crate::budget::Budget;
use crate::certify::Stop;
use crate::games::characteristic::CharacteristicGame;
use crate::numeric::Rational;
use crate::numeric::random::Random;
use crate::numeric::scale::unscaled;

/// Shares estimated from random orders; not exact and not certified.
#[derive(Debug, Clone, PartialEq)]
pub struct ShapleyEstimate {
    /// The mean contribution of each player over the orders drawn, in points with the sign of the file.
    pub mean: Vec<Rational>,
    /// The standard error of each mean, in points.
    pub standard_error: Vec<f64>,
    /// How many orders were drawn.
    pub orders: u64,
    /// The seed that they were drawn with.
    pub seed: u64,
    /// Were all orders drawn that were asked for?
    pub stop: Stop,
}

/// Estimates the Shapley value from random orders of arrival.
///
/// - `orders`: how many to draw; below 2 counts as 2, because a spread needs two, and above 2^32 as 2^32.
/// - `seed`: the same seed gives the same bytes.
/// - `budget`: one unit for each contribution; if it runs out after two orders, those drawn are the answer.
///
/// The exact value lies within two standard errors about 19 times in 20, if there are many orders.
/// Cost: `n` worths for each order.
///
/// ```
/// use zopa::budget::Budget;
/// use zopa::coalitional::sampling::sample;
/// use zopa::games::characteristic::CharacteristicGame;
///
/// let game = CharacteristicGame::from_units(3, 1_u8.into(), vec![0, 0, 0, 1, 0, 1, 0, 1])?;
/// let estimate = sample(&game, 10_000, 1, &Budget::unlimited());
/// // Exact: 2/3. The standard error of a share that is 1 two times in three is about 0.0047.
/// assert!((estimate.mean[0].to_f64() - 2.0 / 3.0).abs() < 4.0 * estimate.standard_error[0]);
/// assert_eq!(estimate, sample(&game, 10_000, 1, &Budget::unlimited()));
/// # Ok::<(), zopa::games::characteristic::InvalidCharacteristic>(())
/// ```
#[must_use]
pub fn sample(game: &CharacteristicGame, orders: u64, seed: u64, budget: &Budget<'_>) -> ShapleyEstimate {
    let players = game.players();
    let asked = orders.clamp(2, 1 << 32);
    let mut random = Random::new(seed);
    let mut order: Vec<usize> = (0..players).collect();
    let mut tallies = vec![Tally::default(); players];
    let mut drawn = 0;
    while drawn < asked {
        random.shuffle(&mut order);
        let (mut arrived, mut before) = (0_usize, 0);
        drawn += 1;
        for &player in &order {
            arrived |= 1 << player;
            let now = game.units()[arrived];
            tallies[player].add(i128::from(now) - i128::from(before), drawn);
            before = now;
        }
        if !budget.spend(players as u64) && drawn >= 2 {
            break;
        }
    }
    let mean = tallies.iter().map(|tally| game.points(&unscaled(tally.sum, &drawn.into())));
    // A scale too great for a double makes every error 0 in doubles, as the points themselves are.
    let scale = Rational::from_big(game.scale().clone().into(), 1_u8.into()).to_f64();
    ShapleyEstimate {
        mean: mean.collect(),
        standard_error: tallies.iter().map(|tally| tally.standard_error(drawn) / scale).collect(),
        orders: drawn,
        seed,
        stop: if drawn == asked { Stop::Finished } else { Stop::OutOfBudget },
    }
}

/// The contributions of one player, gathered; in units.
#[derive(Debug, Clone, Default)]
struct Tally {
    /// At most 2^32 contributions of at most 2^63.
    sum: i128,
    mean: f64,
    /// The sum of squared distances from the mean.
    squares: f64,
}

#[allow(clippy::cast_precision_loss)] // the spread is an estimate itself
impl Tally {
    /// Adds the contribution that makes `count` of them.
    fn add(&mut self, contribution: i128, count: u64) {
        self.sum += contribution;
        let value = contribution as f64;
        let distance = value - self.mean;
        self.mean += distance / count as f64;
        self.squares += distance * (value - self.mean);
    }

    /// `count` is at least 2.
    fn standard_error(&self, count: u64) -> f64 {
        let count = count as f64;
        (self.squares / (count - 1.0) / count).sqrt()
    }
}
