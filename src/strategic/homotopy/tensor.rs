//! Average payoffs in doubles: what each strategy pays against mixed strategies of the others, and how that changes.
//!
//! Payoffs are moved and stretched so that those of each player lie between 0 and 1 ([`Tensor`]), which leaves the
//! equilibria as they are. Doubles are a guide only; whoever uses them settles the answer exactly.
//!
//! Method: to get the average payoff for each pair of strategies of two players, the others are summed out. Sums are
//! shared by halves: the players of one half are summed out once for all pairs that the other half takes part in.

use crate::games::normal_form::NormalFormGame;

/// The payoffs of a game, each player's between 0 and 1.
#[derive(Debug, Clone)]
pub(in crate::strategic) struct Tensor {
    /// Number of strategies of each player.
    pub(in crate::strategic) counts: Vec<usize>,
    /// Where the strategies of each player start in one list of all.
    pub(in crate::strategic) starts: Vec<usize>,
    payoffs: Vec<Vec<f64>>,
}

/// What every strategy pays, and how that changes.
#[derive(Debug, Clone)]
pub(in crate::strategic) struct Averages {
    /// The average payoff of each strategy of each player, in one list.
    pub(in crate::strategic) payoffs: Vec<f64>,
    /// `changes[a * all + b]`: how the payoff of strategy `a` changes with the probability of strategy `b` of
    /// another player; 0 for two of the same player.
    pub(in crate::strategic) changes: Vec<f64>,
}

impl Tensor {
    pub(in crate::strategic) fn new(game: &NormalFormGame) -> Self {
        let players = game.players().len();
        let counts: Vec<usize> = (0..players).map(|player| game.strategies(player)).collect();
        let starts = counts
            .iter()
            .scan(0, |end, count| {
                *end += count;
                Some(*end - count)
            })
            .collect();
        let payoffs = (0..players)
            .map(|player| {
                let units = game.payoffs(player);
                let mut table: Vec<f64> = (0..game.profiles()).map(|profile| units.double(profile)).collect();
                let least = table.iter().copied().fold(f64::INFINITY, f64::min);
                let most = table.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                let range = if most > least { most - least } else { 1.0 };
                table.iter_mut().for_each(|payoff| *payoff = (*payoff - least) / range);
                table
            })
            .collect();
        Self { counts, starts, payoffs }
    }

    /// Number of strategies of all players.
    pub(in crate::strategic) fn all(&self) -> usize {
        self.counts.iter().sum()
    }

    /// The probabilities of one player out of the list of all.
    pub(in crate::strategic) fn of<'a>(&self, player: usize, list: &'a [f64]) -> &'a [f64] {
        &list[self.starts[player]..self.starts[player] + self.counts[player]]
    }

    /// Average payoffs and their changes at these probabilities of all strategies.
    pub(in crate::strategic) fn averages(&self, probabilities: &[f64]) -> Averages {
        let all = self.all();
        let mut averages = Averages { payoffs: vec![0.0; all], changes: vec![0.0; all * all] };
        let players = self.counts.len();
        for player in 0..players {
            if players == 1 {
                averages.payoffs.copy_from_slice(&self.payoffs[0]);
                break;
            }
            let kept: Vec<usize> = (0..players).collect();
            let others: Vec<usize> = kept.iter().copied().filter(|other| *other != player).collect();
            self.pairs(player, &self.payoffs[player], &kept, &others, probabilities, &mut averages);
            let other = others[0];
            let (from, to) = (self.starts[other], self.starts[other] + self.counts[other]);
            for own in self.starts[player]..self.starts[player] + self.counts[player] {
                let row = &averages.changes[own * all + from..own * all + to];
                averages.payoffs[own] =
                    row.iter().zip(&probabilities[from..to]).map(|(change, weight)| change * weight).sum();
            }
        }
        averages
    }

    /// Fills in the changes of `player` with each of `wanted`; `table` is by the strategies of those `kept`.
    fn pairs(
        &self,
        player: usize,
        table: &[f64],
        kept: &[usize],
        wanted: &[usize],
        probabilities: &[f64],
        averages: &mut Averages,
    ) {
        if let [other] = *wanted {
            let (rows, columns) = (self.counts[player], self.counts[other]);
            let (row_step, column_step) = if player < other { (1, rows) } else { (columns, 1) };
            let all = self.all();
            for row in 0..rows {
                let start = (self.starts[player] + row) * all + self.starts[other];
                for column in 0..columns {
                    averages.changes[start + column] = table[row * row_step + column * column_step];
                }
            }
            return;
        }
        let (low, high) = wanted.split_at(wanted.len() / 2);
        for (stays, goes) in [(low, high), (high, low)] {
            let mut kept = kept.to_vec();
            let mut smaller: Option<Vec<f64>> = None;
            for other in goes.iter().rev() {
                let stride: usize =
                    kept.iter().take_while(|one| *one != other).map(|one| self.counts[*one]).product();
                let source = smaller.as_deref().unwrap_or(table);
                smaller = Some(summed_out(source, stride, self.of(*other, probabilities)));
                kept.retain(|one| one != other);
            }
            let source = smaller.as_deref().unwrap_or(table);
            self.pairs(player, source, &kept, stays, probabilities, averages);
        }
    }
}

/// The table without one player, averaged over what it plays.
fn summed_out(table: &[f64], stride: usize, weights: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0; table.len() / weights.len()];
    for (block, sums) in table.chunks_exact(stride * weights.len()).zip(sums.chunks_exact_mut(stride)) {
        for (row, weight) in block.chunks_exact(stride).zip(weights) {
            for (sum, payoff) in sums.iter_mut().zip(row) {
                *sum += weight * payoff;
            }
        }
    }
    sums
}
