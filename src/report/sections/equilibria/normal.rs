//! Equilibria of a game in normal form: which concepts fit, and what each found.

use indexmap::IndexMap;

use crate::budget::Budget;
use crate::certify::Verdict;
use crate::error::Error;
use crate::games::normal_form::NormalFormGame;
use crate::lower::StrategyLabels;
use crate::numeric::Rational;
use crate::report::number::Num;
use crate::report::sections::common::{certificate_data, fault};
use crate::report::sections::equilibria::data::{CompletenessData, EquilibriaAnswer, FoundData, GameData};
use crate::report::sections::equilibria::list::{List, MOST_LISTED};
use crate::report::sections::equilibria::{EquilibriaRequest, Wanted, is_constant_sum};
use crate::strategic::pure_nash::pure_nash;

/// Fills in the answer about a game in normal form.
pub(super) fn answer(
    game: &NormalFormGame,
    request: &EquilibriaRequest,
    budget: &Budget<'_>,
    answer: &mut EquilibriaAnswer,
) -> Result<(), Error> {
    let labels = StrategyLabels::of(game);
    answer.game = GameData {
        form: "normal".to_owned(),
        players: labels.players.clone(),
        strategies: labels.players.iter().cloned().zip(labels.strategies.iter().map(Vec::len)).collect(),
        constant_sum: is_constant_sum(game),
        ..GameData::default()
    };
    let mut run = Run { game, labels, budget, list: List::default(), answer };
    for concept in run.chosen(&request.wanted) {
        run.concept(concept)?;
    }
    run.finish();
    Ok(())
}

/// Concepts of one game, one after the other.
struct Run<'a> {
    game: &'a NormalFormGame,
    labels: StrategyLabels,
    budget: &'a Budget<'a>,
    list: List,
    answer: &'a mut EquilibriaAnswer,
}

impl Run<'_> {
    /// The concepts that answer what was asked.
    fn chosen(&self, wanted: &Wanted) -> Vec<&'static str> {
        match wanted {
            Wanted::Concepts(concepts) => concepts.iter().map(|concept| concept.id).collect(),
            Wanted::Pure => vec!["pure_nash"],
            _ => vec!["pure_nash"],
        }
    }

    fn concept(&mut self, id: &'static str) -> Result<(), Error> {
        let found = match id {
            "pure_nash" => self.pure()?,
            _ => FoundData { status: "not_defined".to_owned(), ..FoundData::default() },
        };
        if found.status == "undecided" {
            self.answer.unsettled.insert(id.to_owned(), found.reason.clone());
        }
        self.answer.strategic.insert(id.to_owned(), found);
        Ok(())
    }

    fn pure(&mut self) -> Result<FoundData, Error> {
        let answer = pure_nash(self.game, self.budget);
        match answer.verdict {
            Verdict::Found(all) => {
                let equilibria: Vec<usize> = all
                    .profiles
                    .iter()
                    .take(MOST_LISTED)
                    .filter_map(|&profile| {
                        let claim = all.equilibrium(self.game, profile);
                        let judged =
                            crate::certify::strategic::judge_equilibrium(self.game, claim, &Rational::ZERO);
                        judged.ok().map(|one| self.list.add(one, "pure_nash"))
                    })
                    .collect();
                self.complete("All", "every profile was looked at; those in which somebody mixes were not");
                Ok(FoundData {
                    status: "found".to_owned(),
                    number: Some(whole(all.profiles.len())),
                    equilibria,
                    certificate: Some(self.certificate(all.certificate())),
                    ..FoundData::default()
                })
            }
            Verdict::NoneExists(none) => {
                self.complete("All", "every profile was looked at; those in which somebody mixes were not");
                Ok(FoundData {
                    status: "none".to_owned(),
                    number: Some(whole(0)),
                    reason: "at every profile somebody would rather do something else".to_owned(),
                    certificate: Some(self.certificate(none.certificate())),
                    ..FoundData::default()
                })
            }
            Verdict::Undecided { .. } => Ok(undecided("the run was cut short")),
            Verdict::Refused(_) => Err(fault("equilibria")),
        }
    }

    fn complete(&mut self, claim: &str, reason: &str) {
        self.answer.completeness = CompletenessData { claim: claim.to_owned(), reason: reason.to_owned() };
    }

    fn certificate(
        &self,
        certificate: &crate::certify::Certificate,
    ) -> crate::report::sections::common::CertificateData {
        let player = |player: usize| self.labels.players.get(player).cloned().unwrap_or_default();
        certificate_data(certificate, &player, &|_| IndexMap::new())
    }

    /// Sorts the list and says how it stands.
    fn finish(&mut self) {
        let places = self.list.sort();
        for found in self.answer.strategic.values_mut() {
            let lists = found.nash_subsets.iter_mut().chain(&mut found.components);
            for list in lists.chain(std::iter::once(&mut found.equilibria)) {
                list.iter_mut().for_each(|place| *place = places[*place]);
                list.sort_unstable();
            }
        }
        self.answer.equilibria = self.list.data(&self.labels);
        self.answer.view.rows = self.list.rows();
        let status = match (self.answer.unsettled.is_empty(), self.answer.equilibria.is_empty()) {
            (false, _) => "undecided",
            (true, true) if self.answer.strategic.values().all(|found| found.status != "found") => "none",
            (true, _) => "found",
        };
        status.clone_into(&mut self.answer.status);
    }
}

fn undecided(reason: &str) -> FoundData {
    FoundData { status: "undecided".to_owned(), reason: reason.to_owned(), ..FoundData::default() }
}

/// A count as a number of JSON.
fn whole(count: usize) -> Num {
    Num(Rational::new(count as i128, 1).unwrap_or_default())
}
