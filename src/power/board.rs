//! What is left to decide once every veto player has agreed.
//!
//! A winning coalition is all veto players and a set `T` of others that reaches what is left of each quota. A
//! [`Board`] is the game over these sets: rules that the veto players meet alone are gone, a weight above a
//! quota counts as the quota, weights are divided by their greatest common measure, and voters with the same
//! weights stand in one [`Group`]. None of this changes who wins.

use dashu_int::ops::Gcd;

use crate::games::voting::VotingGame;

/// Voters without a veto whose weights are the same in every rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::power) struct Group {
    /// The weight of each of them, by rule of the board.
    pub(in crate::power) weights: Vec<u64>,
    /// The voters, ascending.
    pub(in crate::power) players: Vec<usize>,
}

/// The game among the voters without a veto.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::power) struct Board {
    /// Number of voters, those with a veto included.
    pub(in crate::power) players: usize,
    /// Those with a veto.
    pub(in crate::power) vetoes: Vec<usize>,
    /// The others, the greatest weights first.
    pub(in crate::power) groups: Vec<Group>,
    /// What is left to reach, by rule; each above 0.
    pub(in crate::power) quotas: Vec<u64>,
}

impl Board {
    /// The board of a game.
    pub(in crate::power) fn of(game: &VotingGame) -> Self {
        let vetoes = game.vetoes().to_vec();
        let others: Vec<usize> =
            (0..game.players()).filter(|player| vetoes.binary_search(player).is_err()).collect();
        let (mut quotas, mut columns) = (Vec::new(), Vec::new());
        for rule in game.rules() {
            let agreed: u64 = vetoes.iter().map(|&player| rule.weights[player]).sum();
            let Some(left) = rule.quota.checked_sub(agreed).filter(|&left| left > 0) else { continue };
            let weights: Vec<u64> = others.iter().map(|&player| rule.weights[player].min(left)).collect();
            let measure = weights
                .iter()
                .filter(|&&weight| weight > 0)
                .fold(0, |measure: u64, &weight| if measure == 0 { weight } else { measure.gcd(weight) });
            let measure = measure.max(1);
            quotas.push(left.div_ceil(measure));
            columns.push(weights.into_iter().map(|weight| weight / measure).collect::<Vec<u64>>());
        }
        let mut rows: Vec<(Vec<u64>, usize)> = others
            .iter()
            .enumerate()
            .map(|(place, &player)| (columns.iter().map(|column| column[place]).collect(), player))
            .collect();
        rows.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
        let mut groups: Vec<Group> = Vec::new();
        for (weights, player) in rows {
            match groups.last_mut().filter(|group| group.weights == weights) {
                Some(group) => group.players.push(player),
                None => groups.push(Group { weights, players: vec![player] }),
            }
        }
        Self { players: game.players(), vetoes, groups, quotas }
    }

    /// Number of voters without a veto.
    pub(in crate::power) fn others(&self) -> usize {
        self.players - self.vetoes.len()
    }

    /// Quota and weights, the greatest first, if the board has one rule at most; a quota of 0 if it has none.
    pub(in crate::power) fn single(&self) -> Option<(u64, Vec<u64>)> {
        let quota = match self.quotas.as_slice() {
            [] => 0,
            [quota] => *quota,
            _ => return None,
        };
        let weights = self.groups.iter().flat_map(|group| {
            let weight = group.weights.first().copied().unwrap_or(0);
            std::iter::repeat_n(weight, group.players.len())
        });
        Some((quota, weights.collect()))
    }

    /// The number of ways to take some voters of each group, if it fits.
    pub(in crate::power) fn compositions(&self) -> Option<u64> {
        self.groups
            .iter()
            .try_fold(1_u64, |product, group| product.checked_mul(group.players.len() as u64 + 1))
    }
}
