//! A recount that looks at every kind of coalition, by the definitions.
//!
//! Up to [`SINGLE`] voters a kind is a coalition. Beyond, voters with the same weights (and the same veto) are
//! interchangeable, and a kind says how many of each such group are in; it stands for as many coalitions as there
//! are ways to choose them. Kinds come one after the other like the readings of a counter, and for each it is
//! asked whether it wins, and who of its members turns it losing by leaving.

use dashu_int::UBig;

use crate::certify::power::claim::Index;
use crate::games::voting::VotingGame;
use crate::numeric::Rational;

/// Voters up to which every coalition is looked at on its own.
pub(in crate::certify::power) const SINGLE: usize = 20;

/// Interchangeable voters.
struct Group {
    players: Vec<usize>,
    weights: Vec<u64>,
    has_veto: bool,
}

/// The kinds of coalitions of a game.
pub(in crate::certify::power) struct Kinds<'g> {
    game: &'g VotingGame,
    groups: Vec<Group>,
}

impl<'g> Kinds<'g> {
    /// Sorts the voters of a game into groups.
    pub(in crate::certify::power) fn of(game: &'g VotingGame) -> Self {
        let mut groups: Vec<Group> = Vec::new();
        for player in 0..game.players() {
            let weights: Vec<u64> = game.rules().iter().map(|rule| rule.weights[player]).collect();
            let has_veto = game.vetoes().contains(&player);
            let same = |group: &&mut Group| group.weights == weights && group.has_veto == has_veto;
            match groups.iter_mut().find(same).filter(|_| game.players() > SINGLE) {
                Some(group) => group.players.push(player),
                None => groups.push(Group { players: vec![player], weights, has_veto }),
            }
        }
        Self { game, groups }
    }

    /// Number of kinds; `None` if beyond 2^64.
    pub(in crate::certify::power) fn number(&self) -> Option<u64> {
        self.groups
            .iter()
            .try_fold(1_u64, |product, group| product.checked_mul(group.players.len() as u64 + 1))
    }

    /// The score of each voter.
    pub(in crate::certify::power) fn scores(&self, index: Index) -> Vec<Rational> {
        let voters = self.game.players();
        let choose: Vec<Vec<UBig>> = self.groups.iter().map(|group| pascal(group.players.len())).collect();
        // Members of a group in all coalitions of a key together; the key is a size or a number of critical members.
        let mut found = vec![vec![UBig::ZERO; voters + 1]; self.groups.len()];
        let mut taken = vec![0_usize; self.groups.len()];
        loop {
            if let Some(critical) = self.critical(&taken) {
                let size: usize = taken.iter().sum();
                let needed: usize = critical.iter().map(|&group| taken[group]).sum();
                let key = match index {
                    Index::Shapley | Index::Banzhaf | Index::BanzhafRaw => Some(size),
                    Index::DeeganPackel | Index::PublicGood => (needed == size).then_some(size),
                    Index::Johnston => Some(needed),
                };
                let chosen = taken.iter().enumerate().filter(|&(_, &members)| members > 0);
                let ways =
                    || chosen.fold(UBig::ONE, |ways, (group, &members)| ways * &choose[group][members]);
                if let Some(key) = key.filter(|_| !critical.is_empty()) {
                    let ways = ways();
                    for group in critical {
                        found[group][key] += &ways * UBig::from(taken[group]);
                    }
                }
            }
            let Some(place) = (0..taken.len()).find(|&place| taken[place] < self.groups[place].players.len())
            else {
                break;
            };
            taken[..place].fill(0);
            taken[place] += 1;
        }
        let worth: Vec<Rational> = (0..=voters).map(|key| worth(index, voters, key)).collect();
        let mut scores = vec![Rational::ZERO; voters];
        for (group, found) in self.groups.iter().zip(&found) {
            let members = UBig::from(group.players.len());
            let sum = found.iter().zip(&worth).filter(|(found, _)| !found.is_zero());
            let sum = sum.fold(Rational::ZERO, |sum, (found, worth)| {
                let each = Rational::from_big(found.clone().into(), members.clone());
                &sum + &(&each * worth)
            });
            for &player in &group.players {
                scores[player] = sum.clone();
            }
        }
        scores
    }

    /// The groups whose members turn a kind losing by leaving, if it wins.
    fn critical(&self, taken: &[usize]) -> Option<Vec<usize>> {
        let has_vetoes =
            |(group, &members): (&Group, &usize)| !group.has_veto || members == group.players.len();
        if !self.groups.iter().zip(taken).all(has_vetoes) {
            return None;
        }
        let votes: Vec<u64> = (0..self.game.rules().len())
            .map(|rule| {
                self.groups
                    .iter()
                    .zip(taken)
                    .map(|(group, &members)| group.weights[rule] * members as u64)
                    .sum()
            })
            .collect();
        if votes.iter().zip(self.game.rules()).any(|(&votes, rule)| votes < rule.quota) {
            return None;
        }
        let is_critical = |group: &Group| {
            let short =
                |(rule, &votes): (usize, &u64)| votes - group.weights[rule] < self.game.rules()[rule].quota;
            group.has_veto || votes.iter().enumerate().any(short)
        };
        let members = (0..taken.len()).filter(|&place| taken[place] > 0);
        Some(members.filter(|&place| is_critical(&self.groups[place])).collect())
    }
}

/// What one swing adds to a score, by the size of the coalition or the number of its critical members.
pub(in crate::certify::power) fn worth(index: Index, voters: usize, key: usize) -> Rational {
    let factorial = |top: usize| (1..=top).fold(UBig::ONE, |product, factor| product * UBig::from(factor));
    match index {
        _ if key == 0 => Rational::ZERO,
        Index::Shapley => {
            let orders = factorial(key - 1) * factorial(voters - key);
            Rational::from_big(orders.into(), factorial(voters))
        }
        Index::Banzhaf | Index::BanzhafRaw | Index::PublicGood => Rational::ONE,
        Index::DeeganPackel | Index::Johnston => Rational::from_big(1_u8.into(), UBig::from(key)),
    }
}

/// A row of Pascal's triangle, by its additions.
fn pascal(top: usize) -> Vec<UBig> {
    let mut row = vec![UBig::ONE];
    for _ in 0..top {
        let inner = row.windows(2).map(|pair| &pair[0] + &pair[1]);
        row = std::iter::once(UBig::ONE).chain(inner).chain([UBig::ONE]).collect();
    }
    row
}
