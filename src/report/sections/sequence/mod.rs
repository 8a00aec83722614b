//! The answer of `zopa sequence`.

mod data;

use std::collections::BTreeMap;

use indexmap::IndexMap;

pub use self::data::{
    ConsentData, GainData, GainExact, LinkedExact, MoveData, PlanData, PlanExact, SequenceAnswer,
    SequenceData, SequenceView, StopData,
};
use crate::budget::Budget;
use crate::error::Error;
use crate::lower::{LoweredSequence, sequence_numbers};
use crate::model::sequence::{NodeKind, Sequence, Variant};
use crate::numeric::Rational;
use crate::report::number::{Num, Numbers, exact};
use crate::report::sections::common::{Head, ModelRef, assumptions, certificate_data};
use crate::report::sections::interval::intervals;
use crate::study::links::linked;
use crate::study::scenario::Scenario;
use crate::study::sequence::thresholds::{Thresholds, thresholds};
use crate::study::sequence::{Outcome, PlanStep, Play, play};

/// Answers whether the plan of a case works, in which variants, and for which values of its parameters.
///
/// - `case`: the case as a person would type it, for the suggested next commands.
///
/// # Errors
///
/// [`Error`] if the case has no sequence, a number it refers to is not defined, a what-if is wrong, or a claim failed
/// its certificate.
pub fn sequence_answer(
    scenario: &Scenario,
    model: &ModelRef,
    case: &str,
    budget: &Budget<'_>,
) -> Result<SequenceAnswer, Error> {
    let Some(sequence) = &scenario.case().sequence else {
        let hint = "add [sequence] with `start` and `nodes`: docs/CASE_FILE.md has an example";
        return Err(Error::request("this case has no sequence", hint));
    };
    let links = linked(scenario, sequence, budget)?;
    let numbers = sequence_numbers(sequence, &links);
    let answering = Answering { scenario, sequence, numbers: &numbers, budget };
    let linked: Numbers = links.into_iter().map(|(name, number)| (name, Num(number))).collect();
    let sequence_data = answering.data(linked)?;
    let parameters = sequence.parameters.iter();
    let named = parameters.filter(|one| one.label.is_some() || one.number.range.is_some()).map(|one| {
        let label = one.label.clone().unwrap_or_else(|| one.id.text.clone());
        (one.id.text.clone(), (label, one.number.value.clone()))
    });
    let lacks = sequence.variants.iter().map(|variant| {
        let words = variant.lacks.clone().unwrap_or_else(|| format!("no {}", label(variant)));
        (variant.id.text.clone(), words)
    });
    let view = SequenceView {
        title: scenario.case().title.clone(),
        case: case.to_owned(),
        assumptions: assumptions(scenario.case(), "sequence.", case),
        lacks: lacks.collect(),
        parameters: named.collect(),
    };
    Ok(SequenceAnswer { head: Head::new("sequence", model, scenario), sequence: sequence_data, view })
}

fn label(variant: &Variant) -> String {
    variant.label.clone().unwrap_or_else(|| variant.id.text.clone())
}

/// What every part of the answer needs.
struct Answering<'a> {
    scenario: &'a Scenario,
    sequence: &'a Sequence,
    numbers: &'a BTreeMap<String, Rational>,
    budget: &'a Budget<'a>,
}

impl Answering<'_> {
    fn data(&self, linked: Numbers) -> Result<SequenceData, Error> {
        let plan = self.sequence.id.text.clone();
        let mut data = SequenceData {
            status: String::new(),
            complete: true,
            plan: plan.clone(),
            parties: Vec::new(),
            hinges_on: Vec::new(),
            variants: IndexMap::new(),
            thresholds: IndexMap::new(),
            legal: IndexMap::new(),
            consents: IndexMap::new(),
            not_found: Vec::new(),
            rounded: Vec::new(),
            exact: LinkedExact { linked: exact(&linked) },
            linked,
        };
        let name = self.sequence.label.clone().unwrap_or_else(|| plan.clone());
        self.variant(None, plan.clone(), name, &mut data)?;
        for variant in &self.sequence.variants {
            self.variant(Some(variant), variant.id.text.clone(), label(variant), &mut data)?;
        }
        let works = |id: &str| data.variants.get(id).and_then(|variant| variant.works);
        data.status = match works(&plan) {
            Some(true) => "works",
            Some(false) => "fails",
            None => "not_answered",
        }
        .to_owned();
        let turned = works(&plan).map(|works| !works);
        let others = data.variants.iter().filter(|(_, one)| one.works.is_some() && one.works == turned);
        data.hinges_on = others.map(|(id, _)| id.clone()).collect();
        data.complete = !self.budget.is_exhausted();
        Ok(data)
    }

    fn variant(
        &self,
        variant: Option<&Variant>,
        id: String,
        label: String,
        data: &mut SequenceData,
    ) -> Result<(), Error> {
        let play = play(self.scenario.case(), self.sequence, variant, self.numbers, self.budget)?;
        data.parties = play.lowered.labels.players.iter().map(|player| player.id.clone()).collect();
        let mut entry = PlanData {
            label,
            works: None,
            reason: None,
            probability_signed: Num(Rational::ZERO),
            probability_works: Num(Rational::ZERO),
            payoffs: Numbers::new(),
            gains: IndexMap::new(),
            moves: IndexMap::new(),
            stopped_by: Vec::new(),
            equilibria: None,
            thresholds: IndexMap::new(),
            exact: PlanExact::default(),
            certificate: None,
        };
        match &play.outcome {
            Some(outcome) => {
                let naming = Naming { lowered: &play.lowered, outcome };
                naming.fill(&mut entry);
                self.limits(variant, &naming, &mut entry, data)?;
            }
            None => entry.reason = Some(hidden(&play)),
        }
        data.variants.insert(id, entry);
        Ok(())
    }

    /// For which values of each parameter the variant works.
    fn limits(
        &self,
        variant: Option<&Variant>,
        naming: &Naming<'_>,
        entry: &mut PlanData,
        data: &mut SequenceData,
    ) -> Result<(), Error> {
        let Naming { lowered, outcome } = *naming;
        let case = self.scenario.case();
        for one in &self.sequence.parameters {
            let id = &one.id.text;
            let found = thresholds(case, lowered, outcome, variant, self.numbers, id, self.budget)?;
            let Some(found) = found else {
                if !data.not_found.contains(id) {
                    data.not_found.push(id.clone());
                }
                continue;
            };
            if !found.is_exact && !data.rounded.contains(id) {
                data.rounded.push(id.clone());
            }
            let works = intervals(&found.works);
            if variant.is_none() {
                data.thresholds.insert(id.clone(), works.clone());
                data.legal.insert(id.clone(), intervals(&found.legal));
                data.consents.insert(id.clone(), naming.consents(&found));
            }
            entry.thresholds.insert(id.clone(), works);
        }
        Ok(())
    }
}

/// Why a variant was not answered.
fn hidden(play: &Play) -> String {
    let game = &play.lowered.game;
    let names = |set: usize| {
        let places = game.members(set).iter().take(2);
        places.map(|&place| play.lowered.labels.names[place as usize].history.join(" / ")).collect::<Vec<_>>()
    };
    let set = play.hidden.unwrap_or_default();
    let mover = match game.sets()[set].mover {
        crate::games::extensive::Mover::Player(player) => play.lowered.labels.players[player].id.clone(),
        crate::games::extensive::Mover::Chance => String::new(),
    };
    let label = &game.sets()[set].label;
    format!(
        "{mover} cannot tell `{}` apart at `{label}`: looking ahead needs everybody to know where it moves",
        names(set).join("` and `")
    )
}

/// One variant with its names.
#[derive(Clone, Copy)]
struct Naming<'a> {
    lowered: &'a LoweredSequence,
    outcome: &'a Outcome,
}

impl Naming<'_> {
    fn fill(&self, entry: &mut PlanData) {
        let Outcome { signed, works, certified, equilibria, .. } = self.outcome;
        entry.works = Some(signed.is_positive());
        entry.probability_signed = Num(signed.clone());
        entry.probability_works = Num(works.clone());
        let ids = || self.lowered.labels.players.iter().map(|player| player.id.clone());
        entry.payoffs = ids().zip(&certified.payoffs).map(|(id, payoff)| (id, Num(payoff.clone()))).collect();
        entry.equilibria.clone_from(equilibria);
        entry.moves = self.moves();
        entry.stopped_by = self.stops();
        let gains = self.gains();
        entry.exact = PlanExact {
            probability_signed: signed.to_string(),
            probability_works: works.to_string(),
            payoffs: exact(&entry.payoffs),
            gains: gains.iter().map(|(id, gain)| (id.clone(), gain_exact(gain))).collect(),
        };
        entry.gains = gains;
        let player = |player: usize| self.lowered.labels.players[player].id.clone();
        entry.certificate = Some(certificate_data(certified.certificate(), &player, &|_| IndexMap::new()));
    }

    /// The way to a place, as one text.
    fn way(&self, place: usize) -> String {
        let history = &self.lowered.labels.names[place].history;
        if history.is_empty() { "start".to_owned() } else { history.join(" / ") }
    }

    fn moves(&self) -> IndexMap<String, MoveData> {
        let mut moves = IndexMap::new();
        for (place, choice) in self.outcome.choices.iter().enumerate() {
            let Some(choice) = choice else { continue };
            let names = &self.lowered.labels.names[place];
            let node = &self.lowered.view.nodes[self.lowered.places[place].node];
            let NodeKind::Decision { party, plan, .. } = &node.kind else { continue };
            let entry = MoveData {
                node: names.node.clone(),
                name: names.name.clone(),
                party: party.text.clone(),
                chosen: names.moves[*choice].clone(),
                plan: plan.as_ref().map(|plan| plan.text.clone()),
            };
            moves.insert(self.way(place), entry);
        }
        moves
    }

    fn stops(&self) -> Vec<StopData> {
        let stops = self.outcome.steps.iter().filter(|step| self.outcome.stops.contains(&step.place));
        stops
            .map(|step| {
                let names = &self.lowered.labels.names[step.place];
                let gain = step.gain.clone().unwrap_or_default();
                StopData {
                    at: self.way(step.place),
                    name: names.name.clone(),
                    party: self.party(step),
                    chosen: self.outcome.choices[step.place]
                        .map_or_else(String::new, |choice| names.moves[choice].clone()),
                    gain_exact: gain.to_string(),
                    gain: Num(gain),
                }
            })
            .collect()
    }

    fn party(&self, step: &PlanStep) -> String {
        self.lowered.labels.players[step.player].id.clone()
    }

    /// For each party its gain at the first places where it moves on the plan's way.
    fn gains(&self) -> IndexMap<String, GainData> {
        let mut gains = IndexMap::new();
        for (player, labels) in self.lowered.labels.players.iter().enumerate() {
            let own = |step: &&PlanStep| step.player == player && step.is_first && step.gain.is_some();
            let first: Vec<&PlanStep> = self.outcome.steps.iter().filter(own).collect();
            let value = |step: &PlanStep| Num(step.gain.clone().unwrap_or_default());
            let gain = match first.as_slice() {
                [] => continue,
                [one] => GainData::One(value(one)),
                [one, rest @ ..] => {
                    // What chance has decided for all of them alike does not tell them apart.
                    let same =
                        |at: usize| rest.iter().all(|step| step.chances.get(at) == one.chances.get(at));
                    let shared = (0..one.chances.len()).take_while(|at| same(*at)).count();
                    let key = |step: &PlanStep| step.chances[shared..].join(" / ");
                    GainData::Each(first.iter().map(|step| (key(step), value(step))).collect())
                }
            };
            gains.insert(labels.id.clone(), gain);
        }
        gains
    }

    fn consents(&self, found: &Thresholds) -> Vec<ConsentData> {
        let steps = self.outcome.steps.iter().zip(&found.steps);
        let steps = steps.map(|(step, list)| {
            let names = &self.lowered.labels.names[step.place];
            ConsentData {
                at: self.way(step.place),
                name: names.name.clone(),
                party: self.party(step),
                planned: names.moves[step.planned].clone(),
                intervals: intervals(list),
            }
        });
        steps.collect()
    }
}

fn gain_exact(gain: &GainData) -> GainExact {
    match gain {
        GainData::One(number) => GainExact::One(number.0.to_string()),
        GainData::Each(numbers) => GainExact::Each(exact(numbers)),
    }
}
