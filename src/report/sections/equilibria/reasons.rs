//! What reasoning leaves of a game, and what speaks for which of its equilibria.

use crate::certify::Verdict;
use crate::certify::strategic::{Beliefs, Choice, Equilibrium, NotDefined};
use crate::error::Error;
use crate::report::number::Num;
use crate::report::sections::common::fault;
use crate::report::sections::equilibria::data::{FoundData, SelectionData};
use crate::report::sections::equilibria::normal::{Run, undecided};
use crate::strategic::iterated_dominance::iterated_dominance;
use crate::strategic::rationalizable::rationalizable;
use crate::strategic::selection::{Fallback, selection};

/// Most equilibria that are compared by principles of selection.
const MOST_COMPARED: usize = 200;

impl Run<'_> {
    /// What reasoning leaves of each player's strategies.
    pub(super) fn reasoned(&mut self, id: &str) -> Result<FoundData, Error> {
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
    pub(super) fn select(&mut self) -> Result<(), Error> {
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
