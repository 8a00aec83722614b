//! Equilibria of a game in normal form: which concepts fit, and what each found.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::budget::Budget;
use crate::certify::strategic::{Beliefs, Choice, Equilibrium, NashSubset, NotDefined, judge_equilibrium};
use crate::certify::{Certificate, Completeness, Strength, Verdict};
use crate::error::Error;
use crate::games::normal_form::NormalFormGame;
use crate::lower::StrategyLabels;
use crate::numeric::Rational;
use crate::report::number::Num;
use crate::report::sections::common::{CertificateData, certificate_data, fault};
use crate::report::sections::equilibria::data::{
    CompletenessData, EquilibriaAnswer, FoundData, GameData, SelectionData,
};
use crate::report::sections::equilibria::list::{List, MOST_LISTED};
use crate::report::sections::equilibria::{EquilibriaRequest, Wanted, is_constant_sum};
use crate::strategic::approximate_nash::{approximate_nash, default_target};
use crate::strategic::extreme_equilibria::extreme_equilibria;
use crate::strategic::iterated_dominance::iterated_dominance;
use crate::strategic::pure_nash::pure_nash;
use crate::strategic::rationalizable::rationalizable;
use crate::strategic::selection::{Fallback, selection};

/// Most strategies of a player for which all equilibria are listed without being asked.
const SMALL: usize = 16;

/// Most profiles of a game whose strategies are reasoned about without being asked.
const REASONED_PROFILES: usize = 1_000;

/// Most equilibria that are compared by principles of selection.
const MOST_COMPARED: usize = 200;

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
    run.select()
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
        let players = self.game.players().len();
        let largest = (0..players).map(|player| self.game.strategies(player)).max().unwrap_or(0);
        let one = match players {
            2 if self.answer.game.constant_sum => "zero_sum",
            2 => "lemke_howson",
            _ => "approximate_nash",
        };
        let mut chosen = match wanted {
            Wanted::Concepts(concepts) => return concepts.iter().map(|concept| concept.id).collect(),
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

    fn concept(&mut self, id: &'static str) -> Result<(), Error> {
        let found = match id {
            "pure_nash" => self.pure()?,
            "extreme_equilibria" => self.extreme()?,
            "approximate_nash" => self.approximate()?,
            "iterated_dominance" | "rationalizable" => self.reasoned(id)?,
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
        for (pair, profile) in all.equilibria.iter().zip(all.profiles()).take(MOST_LISTED) {
            let claim = Equilibrium::of(self.game, profile.map(<[_]>::to_vec).to_vec());
            let judged = claim.and_then(|claim| judge_equilibrium(self.game, claim, &Rational::ZERO).ok());
            places.insert(
                *pair,
                self.list.add(judged.ok_or_else(|| fault("equilibria"))?, "extreme_equilibria"),
            );
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

    /// What reasoning leaves of each player's strategies.
    fn reasoned(&mut self, id: &str) -> Result<FoundData, Error> {
        let (elimination, certificate, reason) = if id == "rationalizable" {
            match rationalizable(self.game, self.budget).verdict {
                Verdict::Found(found) => {
                    let reason = match found.beliefs {
                        Beliefs::Any => "",
                        Beliefs::Correlated => "beliefs may hold that the choices of the others go together",
                    };
                    let certificate = self.certificate(found.certificate());
                    (found.into_claim().elimination, certificate, reason)
                }
                Verdict::NoneExists(never) => match *never {},
                Verdict::Undecided { .. } => return Ok(undecided("the run was cut short")),
                Verdict::Refused(_) => return Err(fault("equilibria")),
            }
        } else {
            match iterated_dominance(self.game, self.budget).verdict {
                Verdict::Found(found) => {
                    let certificate = self.certificate(found.certificate());
                    (found.into_claim(), certificate, "")
                }
                Verdict::NoneExists(never) => match *never {},
                Verdict::Undecided { .. } => return Ok(undecided("the run was cut short")),
                Verdict::Refused(_) => return Err(fault("equilibria")),
            }
        };
        let names = self.labels.strategies.iter();
        let left = elimination
            .staying
            .iter()
            .zip(names)
            .map(|(own, names)| own.iter().filter_map(|one| names.get(one.strategy).cloned()).collect());
        Ok(FoundData {
            status: "found".to_owned(),
            left: self.labels.players.iter().cloned().zip(left).collect(),
            rounds: Some(elimination.rounds()),
            reason: reason.to_owned(),
            certificate: Some(certificate),
            ..FoundData::default()
        })
    }

    /// What speaks for which of the equilibria, if there are several and not too many.
    fn select(&mut self) -> Result<(), Error> {
        let equilibria: Vec<Equilibrium> = self.list.equilibria().cloned().collect();
        if !(2..=MOST_COMPARED).contains(&equilibria.len()) {
            return Ok(());
        }
        match selection(self.game, &equilibria, &Fallback::PureMaximin, self.budget).verdict {
            Verdict::Found(found) => {
                let choices = [
                    (
                        "payoff_dominance",
                        &found.payoff_dominance,
                        "at least as good for everybody as each of the others",
                    ),
                    ("welfare", &found.welfare, "greatest sum of payoffs; adds points of different players"),
                    (
                        "nash_product",
                        &found.nash_product,
                        "greatest product of gains over what each can make sure of with one strategy",
                    ),
                    (
                        "risk_dominance",
                        &found.risk_dominance,
                        "greatest product of what is lost by leaving it alone",
                    ),
                ];
                self.answer.selection =
                    choices.into_iter().map(|(id, choice, why)| selected(id, choice, why)).collect();
                Ok(())
            }
            Verdict::NoneExists(never) => match *never {},
            Verdict::Undecided { .. } => Ok(()),
            Verdict::Refused(_) => Err(fault("equilibria")),
        }
    }

    fn complete_unless_all(&mut self, claim: &str, reason: &str) {
        let is_pure_only = self.answer.strategic.contains_key("pure_nash");
        match is_pure_only {
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

    fn certificate(&self, certificate: &Certificate) -> CertificateData {
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

/// What a principle of selection chose, in words.
fn selected(id: &str, choice: &Choice, why: &str) -> SelectionData {
    let mut data =
        SelectionData { principle: id.to_owned(), reason: why.to_owned(), ..SelectionData::default() };
    match &choice.chosen {
        Ok(places) => {
            data.equilibria.clone_from(places);
            let value = places.first().and_then(|&place| choice.numbers.get(place).cloned().flatten());
            data.exact = value.as_ref().map(ToString::to_string);
            data.value = value.map(Num);
        }
        Err(reason) => {
            data.reason = match reason {
                NotDefined::NoEquilibria => "there are none to choose from",
                NotDefined::NoGains => "at each of them somebody gains nothing over what it can make sure of",
                NotDefined::NoneBestForAll => "none is at least as good as every other for each player",
                NotDefined::NotTwoByTwo => "defined for two players with two strategies each",
                NotDefined::NotTwoStrict => "defined where exactly two equilibria are strict",
                NotDefined::NotListed => "a strict equilibrium is not on the list",
            }
            .to_owned();
        }
    }
    data
}

/// A concept that does not fit the game, and why.
fn not_defined(reason: &str) -> FoundData {
    FoundData { status: "not_defined".to_owned(), reason: reason.to_owned(), ..FoundData::default() }
}

fn undecided(reason: &str) -> FoundData {
    FoundData { status: "undecided".to_owned(), reason: reason.to_owned(), ..FoundData::default() }
}

/// A count as a number of JSON.
fn whole(count: usize) -> Num {
    Num(Rational::new(count as i128, 1).unwrap_or_default())
}
