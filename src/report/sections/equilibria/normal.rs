//! Equilibria of a game in normal form: which concepts fit, and what each found.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::budget::Budget;
use crate::certify::strategic::{Equilibrium, NashSubset, judge_equilibrium};
use crate::certify::{Certificate, Completeness, Strength, Verdict};
use crate::error::Error;
use crate::games::normal_form::NormalFormGame;
use crate::lower::StrategyLabels;
use crate::numeric::Rational;
use crate::report::number::Num;
use crate::report::sections::common::{CertificateData, certificate_data, fault};
use crate::report::sections::equilibria::data::{
    CompletenessData, EquilibriaAnswer, ExactFound, FoundData, GameShape,
};
use crate::report::sections::equilibria::list::{List, MOST_LISTED};
use crate::report::sections::equilibria::listed::Listed;
use crate::report::sections::equilibria::{EquilibriaRequest, Wanted, is_constant_sum, profile};
use crate::strategic::approximate_nash::{approximate_nash, default_target};
use crate::strategic::extreme_equilibria::extreme_equilibria;
use crate::strategic::lemke_howson::{Start, lemke_howson, lemke_howson_from_every_label};
use crate::strategic::pure_nash::pure_nash;
use crate::strategic::zero_sum::zero_sum;

/// Most strategies of a player for which all equilibria are listed without being asked.
pub(super) const SMALL: usize = 16;

/// Most profiles of a game whose strategies are reasoned about without being asked.
const REASONED_PROFILES: usize = 1_000;

/// Fills in the answer about a game in normal form.
pub(super) fn answer(
    game: &NormalFormGame,
    request: &EquilibriaRequest,
    budget: &Budget<'_>,
    answer: &mut EquilibriaAnswer,
) -> Result<(), Error> {
    let labels = StrategyLabels::of(game);
    answer.game = GameShape {
        form: "normal".to_owned(),
        players: labels.players.clone(),
        strategies: labels.players.iter().cloned().zip(labels.strategies.iter().map(Vec::len)).collect(),
        constant_sum: is_constant_sum(game),
        ..GameShape::default()
    };
    if let Wanted::Profile(given) = &request.wanted {
        return profile::of_normal(game, &labels, given, answer);
    }
    let mut run = Run { game, labels, budget, list: List::default(), answer };
    for concept in run.chosen(&request.wanted) {
        run.concept(concept)?;
    }
    run.finish();
    run.select()?;
    answer.equilibria = Listed::found(run.list.into_entries(), run.labels);
    Ok(())
}

/// Concepts of one game, one after the other.
pub(super) struct Run<'a> {
    pub(super) game: &'a NormalFormGame,
    pub(super) labels: StrategyLabels,
    pub(super) budget: &'a Budget<'a>,
    pub(super) list: List,
    pub(super) answer: &'a mut EquilibriaAnswer,
}

impl Run<'_> {
    /// The concepts that answer what was asked.
    fn chosen(&self, wanted: &Wanted) -> Vec<&'static str> {
        let players = self.game.players().len();
        let largest = (0..players).map(|player| self.game.strategies(player)).max().unwrap_or(0);
        let one = match players {
            2 if self.answer.game.constant_sum => "zero_sum",
            2 => "lemke_howson",
            _ => "approximate_nash",
        };
        let mut chosen = match wanted {
            Wanted::Concepts(concepts) => return concepts.iter().map(|concept| concept.id).collect(),
            Wanted::Profile(_) => return Vec::new(),
            Wanted::Pure => return vec!["pure_nash"],
            Wanted::One => return vec![one],
            Wanted::All if players == 2 => vec!["extreme_equilibria"],
            Wanted::All => vec!["pure_nash", one],
            Wanted::Default if players == 2 && largest <= SMALL => vec!["extreme_equilibria"],
            Wanted::Default => vec!["pure_nash", one],
        };
        if self.game.profiles() <= REASONED_PROFILES {
            chosen.push("rationalizable");
        }
        if self.answer.game.constant_sum && !chosen.contains(&"zero_sum") && largest <= SMALL {
            chosen.push("zero_sum");
        }
        chosen
    }

    pub(super) fn concept(&mut self, id: &'static str) -> Result<(), Error> {
        let found = match id {
            "pure_nash" => self.pure()?,
            "extreme_equilibria" => self.extreme()?,
            "approximate_nash" => self.approximate()?,
            "iterated_dominance" | "rationalizable" => self.reasoned(id)?,
            "lemke_howson" => self.lemke_howson()?,
            "zero_sum" => self.zero_sum()?,
            _ => not_defined("this is a game in normal form, not a tree"),
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

    /// All extreme equilibria of two players, and the sets that they span.
    fn extreme(&mut self) -> Result<FoundData, Error> {
        let answer = extreme_equilibria(self.game, self.budget);
        let all = match answer.verdict {
            Verdict::Found(all) => all,
            Verdict::NoneExists(_) => {
                return Ok(not_defined("all equilibria are listed for two players only"));
            }
            Verdict::Undecided { .. } => return Ok(undecided("the run was cut short")),
            Verdict::Refused(_) => return Err(fault("equilibria")),
        };
        let mut places = BTreeMap::new();
        let listed = all.equilibria.iter().zip(all.profiles()).zip(&all.payoffs);
        for ((pair, profile), payoffs) in listed.take(MOST_LISTED) {
            let claim = Equilibrium {
                strategies: profile.map(<[_]>::to_vec).to_vec(),
                payoffs: payoffs.to_vec(),
                regrets: vec![Rational::ZERO; 2],
            };
            let judged = judge_equilibrium(self.game, claim, &Rational::ZERO);
            let judged = judged.map_err(|_| fault("equilibria"))?;
            places.insert(*pair, self.list.add(judged, "extreme_equilibria"));
        }
        let is_all = all.completeness == Completeness::All;
        let reason = match (is_all, all.certificate().strength) {
            (false, _) => "the run was cut short: there may be more",
            (true, Strength::Necessary) => {
                "every corner of both best-response regions was met, in exact arithmetic; the game is too large to \
                 count them a second time"
            }
            (true, _) => {
                "every corner of both best-response regions was met, and counted a second time by another method; \
                 every other equilibrium mixes these"
            }
        };
        self.complete(if is_all { "All" } else { "Unknown" }, reason);
        let within = |subset: &NashSubset| -> Vec<usize> {
            let [own, other] = &subset.strategies;
            let pairs = own.iter().flat_map(|&x| other.iter().map(move |&y| [x, y]));
            pairs.filter_map(|pair| places.get(&pair).copied()).collect()
        };
        let mut components: Vec<Vec<usize>> = vec![Vec::new(); all.components];
        for subset in &all.subsets {
            if let Some(component) = components.get_mut(subset.component) {
                component.extend(within(subset));
                component.sort_unstable();
                component.dedup();
            }
        }
        Ok(FoundData {
            status: if is_all { "found" } else { "undecided" }.to_owned(),
            number: Some(whole(all.equilibria.len())),
            connected: is_all.then_some(all.components),
            equilibria: places.values().copied().collect(),
            nash_subsets: all.subsets.iter().map(within).collect(),
            components,
            reason: reason.to_owned(),
            certificate: Some(self.certificate(all.certificate())),
            ..FoundData::default()
        })
    }

    /// One equilibrium of any number of players.
    fn approximate(&mut self) -> Result<FoundData, Error> {
        match approximate_nash(self.game, &default_target(), self.budget).verdict {
            Verdict::Found(one) => {
                let certificate = Some(self.certificate(one.certificate()));
                let place = self.list.add(one, "approximate_nash");
                self.complete_unless_all("One", "one was looked for; there may be others");
                Ok(FoundData {
                    status: "found".to_owned(),
                    number: Some(whole(1)),
                    equilibria: vec![place],
                    certificate,
                    ..FoundData::default()
                })
            }
            Verdict::NoneExists(never) => match *never {},
            Verdict::Undecided { .. } => {
                Ok(undecided("no path led to an equilibrium within the time that was given"))
            }
            Verdict::Refused(_) => Err(fault("equilibria")),
        }
    }

    /// One equilibrium of two players; if it was named, those that every label leads to.
    fn lemke_howson(&mut self) -> Result<FoundData, Error> {
        const REASON: &str = "one was looked for; there may be others";
        let found = if self.answer.asked == "concepts" {
            lemke_howson_from_every_label(self.game, self.budget).map(|all| all.equilibria)
        } else {
            lemke_howson(self.game, Start::Any, self.budget).map(|answer| match answer.verdict {
                Verdict::Found(one) => vec![one],
                _ => Vec::new(),
            })
        };
        let found = match found {
            Ok(found) if found.is_empty() => return Ok(undecided("the run was cut short")),
            Ok(found) => found,
            Err(error) => return Ok(not_defined(&error.to_string())),
        };
        self.complete_unless_all(if found.len() == 1 { "One" } else { "Unknown" }, REASON);
        let number = found.len();
        let equilibria = found.into_iter().map(|one| self.list.add(one, "lemke_howson")).collect();
        Ok(FoundData {
            status: "found".to_owned(),
            number: Some(whole(number)),
            equilibria,
            reason: REASON.to_owned(),
            ..FoundData::default()
        })
    }

    /// The value of a game of two players who want the opposite.
    fn zero_sum(&mut self) -> Result<FoundData, Error> {
        match zero_sum(self.game, self.budget).verdict {
            Verdict::Found(found) => {
                let claim = Equilibrium::of(self.game, found.strategies.to_vec());
                let judged =
                    claim.and_then(|claim| judge_equilibrium(self.game, claim, &Rational::ZERO).ok());
                let place = self.list.add(judged.ok_or_else(|| fault("equilibria"))?, "zero_sum");
                if self.answer.completeness.claim.is_empty() {
                    self.complete(
                        "One",
                        "one was looked for; the payoffs of all others are the same, as the sum is constant",
                    );
                }
                Ok(FoundData {
                    status: "found".to_owned(),
                    equilibria: vec![place],
                    value: Some(Num(found.value.clone())),
                    exact: ExactFound { value: Some(found.value.to_string()), ..ExactFound::default() },
                    certificate: Some(self.certificate(found.certificate())),
                    ..FoundData::default()
                })
            }
            Verdict::NoneExists(_) => {
                Ok(not_defined("the payoffs of two players do not always add up to the same"))
            }
            Verdict::Undecided { .. } => Ok(undecided("the run was cut short")),
            Verdict::Refused(_) => Err(fault("equilibria")),
        }
    }

    fn complete_unless_all(&mut self, claim: &str, reason: &str) {
        if self.answer.completeness.claim == "All" && !self.answer.strategic.contains_key("pure_nash") {
            return;
        }
        match self.answer.strategic.contains_key("pure_nash") {
            true => self.complete(
                "Unknown",
                "all pure equilibria are listed, and one more was looked for; there may be others",
            ),
            false => self.complete(claim, reason),
        }
    }

    fn complete(&mut self, claim: &str, reason: &str) {
        self.answer.completeness = CompletenessData { claim: claim.to_owned(), reason: reason.to_owned() };
    }

    pub(super) fn certificate(&self, certificate: &Certificate) -> CertificateData {
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
        let status = match (self.answer.unsettled.is_empty(), places.is_empty()) {
            (false, _) => "undecided",
            (true, true) if self.answer.strategic.values().all(|found| found.status != "found") => "none",
            (true, _) => "found",
        };
        status.clone_into(&mut self.answer.status);
    }
}

/// A concept that does not fit the game, and why.
pub(super) fn not_defined(reason: &str) -> FoundData {
    FoundData { status: "not_defined".to_owned(), reason: reason.to_owned(), ..FoundData::default() }
}

pub(super) fn undecided(reason: &str) -> FoundData {
    FoundData { status: "undecided".to_owned(), reason: reason.to_owned(), ..FoundData::default() }
}

/// A count as a number of JSON.
pub(super) fn whole(count: usize) -> Num {
    Num(Rational::new(count as i128, 1).unwrap_or_default())
}
