//! Equilibria of a game in normal form, each once, with the concepts that found it.

use indexmap::IndexMap;

use crate::certify::Certified;
use crate::certify::strategic::Equilibrium;
use crate::lower::StrategyLabels;
use crate::numeric::Rational;
use crate::report::number::{Num, Numbers, exact};
use crate::report::sections::common::certificate_data;
use crate::report::sections::equilibria::data::{EquilibriumData, ExactEquilibrium};

/// Most equilibria that are listed; of more, the first, with their number beside them.
pub(super) const MOST_LISTED: usize = 10_000;

/// An equilibrium and the concepts that found it.
pub(super) type Entry = (Certified<Equilibrium>, Vec<&'static str>);

/// A list under way.
#[derive(Default)]
pub(super) struct List {
    entries: Vec<Entry>,
    /// The places of the entries by rising probabilities.
    rising: Vec<usize>,
}

impl List {
    /// Adds an equilibrium that `concept` found, or that it found it too; its place, which holds until sorting.
    pub(super) fn add(&mut self, equilibrium: Certified<Equilibrium>, concept: &'static str) -> usize {
        let strategies = |&place: &usize| &self.entries[place].0.strategies;
        match self.rising.binary_search_by(|place| strategies(place).cmp(&equilibrium.strategies)) {
            Ok(known) => {
                let place = self.rising[known];
                if !self.entries[place].1.contains(&concept) {
                    self.entries[place].1.push(concept);
                }
                place
            }
            Err(at) => {
                let place = self.entries.len();
                self.rising.insert(at, place);
                self.entries.push((equilibrium, vec![concept]));
                place
            }
        }
    }

    /// The equilibria so far.
    pub(super) fn equilibria(&self) -> impl Iterator<Item = &Equilibrium> {
        self.entries.iter().map(|(equilibrium, _)| &**equilibrium)
    }

    /// Sorts by the probabilities of the first player's strategies, greatest first, then of the next player's; for each
    /// old place the new one.
    pub(super) fn sort(&mut self) -> Vec<usize> {
        let mut places = vec![0; self.entries.len()];
        for (new, &old) in self.rising.iter().rev().enumerate() {
            places[old] = new;
        }
        let mut sorted: Vec<_> = std::mem::take(&mut self.entries).into_iter().zip(&places).collect();
        sorted.sort_by_key(|(_, place)| **place);
        self.entries = sorted.into_iter().map(|(entry, _)| entry).collect();
        self.rising = (0..places.len()).rev().collect();
        places
    }

    /// The entries, in order.
    pub(super) fn into_entries(self) -> Vec<Entry> {
        self.entries
    }
}

/// One equilibrium with names.
pub(super) fn named(
    found: &Certified<Equilibrium>,
    found_by: &[&str],
    labels: &StrategyLabels,
) -> EquilibriumData {
    let by_player = |values: &[Rational]| -> Numbers {
        labels.players.iter().cloned().zip(values.iter().cloned().map(Num)).collect()
    };
    let strategies: IndexMap<String, Numbers> = labels
        .players
        .iter()
        .zip(labels.strategies.iter().zip(&found.strategies))
        .map(|(player, (names, values))| {
            (player.clone(), names.iter().cloned().zip(values.iter().cloned().map(Num)).collect())
        })
        .collect();
    let (payoffs, regrets) = (by_player(&found.payoffs), by_player(&found.regrets));
    let player = |player: usize| labels.players.get(player).cloned().unwrap_or_default();
    EquilibriumData {
        exact: ExactEquilibrium {
            strategies: strategies.iter().map(|(player, own)| (player.clone(), exact(own))).collect(),
            behaviour: IndexMap::new(),
            payoffs: exact(&payoffs),
            regrets: exact(&regrets),
            outcomes: IndexMap::new(),
        },
        strategies,
        payoffs,
        regret: Num(found.regret()),
        regrets,
        found_by: found_by.iter().map(|&id| id.to_owned()).collect(),
        certificate: Some(certificate_data(found.certificate(), &player, &|_| IndexMap::new())),
        ..EquilibriumData::default()
    }
}
