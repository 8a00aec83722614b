//! Claims about games in a table, and the referee who goes through it again.

use dashu_int::{IBig, UBig};

use crate::certify::answer::{Certified, Refused};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::certify::power::claim::{Index, NobodyWins, Power};
use crate::certify::power::kinds::worth;
use crate::games::characteristic::CharacteristicGame;
use crate::numeric::Rational;

/// The Banzhaf value: the mean contribution of each player to the coalitions of the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BanzhafValue {
    /// The value of each player, in the points and with the sign of the game.
    pub values: Vec<Rational>,
}

/// Judges claims about power in one game in a table.
#[derive(Debug, Clone, Copy)]
pub struct TableReferee<'g> {
    game: &'g CharacteristicGame,
}

impl<'g> TableReferee<'g> {
    /// A referee of claims about `game`; in claims about indices, a coalition wins if it is worth more than 0.
    #[must_use]
    pub fn new(game: &'g CharacteristicGame) -> Self {
        Self { game }
    }

    /// Judges what an index is claimed to say, coalition by coalition (`Recount`).
    ///
    /// # Errors
    ///
    /// [`Refused`] with the failed check.
    pub fn judge(&self, power: Power) -> Result<Certified<Power>, Refused<Power>> {
        let found = Power::of_scores(power.index, self.scores(power.index));
        let table = Witness::Compared(self.game.units().len() as u128);
        let wrong = u128::from(found.as_ref() != Some(&power));
        let checks = vec![Check::count("values counted again, coalition by coalition", wrong, table)];
        Certified::judge(power, Certificate { strength: Strength::Recount, checks })
    }

    fn scores(&self, index: Index) -> Vec<Rational> {
        let players = self.game.players();
        let wins: Vec<bool> = self.game.units().iter().map(|&units| units > 0).collect();
        let mut found = vec![vec![0_u64; players + 1]; players];
        for (coalition, _) in wins.iter().enumerate().filter(|(_, wins)| **wins) {
            let members = || (0..players).filter(|player| coalition >> player & 1 == 1);
            let is_critical = |player: &usize| !wins[coalition ^ 1 << player];
            let key = match index {
                Index::Shapley | Index::Banzhaf | Index::BanzhafRaw => members().count(),
                Index::DeeganPackel | Index::PublicGood if members().all(|player| is_critical(&player)) => {
                    members().count()
                }
                Index::DeeganPackel | Index::PublicGood => continue,
                Index::Johnston => members().filter(is_critical).count(),
            };
            for player in members().filter(is_critical) {
                found[player][key] += 1;
            }
        }
        let worth: Vec<Rational> = (0..=players).map(|key| worth(index, players, key)).collect();
        let score = |found: &Vec<u64>| {
            found.iter().zip(&worth).fold(Rational::ZERO, |sum, (&found, worth)| {
                let found = Rational::from_big(IBig::from(found), UBig::ONE);
                &sum + &(&found * worth)
            })
        };
        found.iter().map(score).collect()
    }

    /// Judges the claim that no coalition wins: none in the table is worth more than 0 (`Proof`).
    ///
    /// # Errors
    ///
    /// [`Refused`] if one is.
    pub fn judge_nobody_wins(&self, claim: NobodyWins) -> Result<Certified<NobodyWins>, Refused<NobodyWins>> {
        let winning = self.game.units().iter().filter(|&&units| units > 0).count();
        let table = Witness::Compared(self.game.units().len() as u128);
        let checks = vec![Check::count("coalitions that win", winning as u128, table)];
        Certified::judge(claim, Certificate { strength: Strength::Proof, checks })
    }

    /// Judges a Banzhaf value: each player's contributions are added one by one (`Recount`).
    ///
    /// # Errors
    ///
    /// [`Refused`] if a value is another.
    pub fn judge_value(&self, value: BanzhafValue) -> Result<Certified<BanzhafValue>, Refused<BanzhafValue>> {
        let (players, units) = (self.game.players(), self.game.units());
        let added = |player: usize| {
            let step = 1 << player;
            let pairs = units.chunks(2 * step).map(|pair| pair.split_at(step));
            let rises = pairs.map(|(without, with)| {
                let rises =
                    with.iter().zip(without).map(|(with, without)| i128::from(*with) - i128::from(*without));
                rises.sum::<i128>()
            });
            let mean = Rational::from_big(IBig::from(rises.sum::<i128>()), UBig::ONE << (players - 1));
            self.game.points(&mean)
        };
        let wrong = value.values.len().abs_diff(players)
            + (0..players).zip(&value.values).filter(|&(player, claimed)| added(player) != *claimed).count();
        let contributions = Witness::Compared(players as u128 * (1 << (players - 1)));
        let name = "means of all contributions, one by one";
        let checks = vec![Check::count(name, wrong as u128, contributions)];
        Certified::judge(value, Certificate { strength: Strength::Recount, checks })
    }
}
