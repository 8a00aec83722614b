//! What each concept says of a game whose worths do not depend on the others.

use std::convert::Infallible;

use indexmap::IndexMap;

use crate::budget::Budget;
use crate::certify::coalitional::{
    Binding, CoreFacts, EmptyCore, Fails, Holds, NoImputation, NoProperCoalition, Weight,
};
use crate::certify::{Answer, Certificate, Completeness, Verdict};
use crate::coalition::{Coalition, Partition};
use crate::coalitional::dividends::dividends;
use crate::coalitional::properties::{convex, monotone, superadditive};
use crate::coalitional::sampling::sample;
use crate::coalitional::vertices::core_vertices;
use crate::concepts::{Concept, Entry};
use crate::error::Error;
use crate::games::characteristic::CharacteristicGame;
use crate::lower::PlayerLabels;
use crate::numeric::Rational;
use crate::report::number::{Num, Numbers, exact};
use crate::report::sections::coalitions::{
    BindingData, CoalitionalData, CoalitionsRequest, ConceptData, DividendData, PropertiesData, WeightData,
};
use crate::report::sections::common::{CertificateData, certificate_data, fault};

/// Players up to which the vertices of the core are listed.
const VERTICES_UP_TO: usize = 8;

/// Vertices that are listed.
const VERTICES_LISTED: usize = 1000;

/// Dividends that are listed.
const DIVIDENDS_LISTED: usize = 64;

/// Players up to which properties of the game are looked for.
const PROPERTIES_UP_TO: usize = 14;

/// Why something is undecided.
const CUT_SHORT: &str = "the run was cut short";

/// What every part of the answer needs.
pub(super) struct Asking<'a> {
    /// The names.
    pub(super) players: &'a PlayerLabels,
    /// What is asked.
    pub(super) request: &'a CoalitionsRequest,
    /// How long it may take.
    pub(super) budget: &'a Budget<'a>,
}

/// Why there is no value.
pub(super) trait Reason {
    /// In a few words.
    fn reason(&self) -> &'static str;
}

impl Reason for Infallible {
    fn reason(&self) -> &'static str {
        match *self {}
    }
}

impl Reason for NoImputation {
    fn reason(&self) -> &'static str {
        "each alone, the players have more than all together"
    }
}

impl Reason for NoProperCoalition {
    fn reason(&self) -> &'static str {
        "there is one player only, so no coalition could be dissatisfied"
    }
}

impl Asking<'_> {
    /// Everything about a game in characteristic form.
    pub(super) fn characteristic(
        &self,
        game: &CharacteristicGame,
        concepts: &[&'static Concept],
        data: &mut CoalitionalData,
    ) -> Result<(), Error> {
        for concept in concepts {
            let Some(value) = self.concept(game, concept)? else {
                let message = format!("`{}` is a concept of games in which the others matter", concept.id);
                return Err(Error::request(message, "give [coalitions.partitions], or ask for shapley"));
            };
            data.complete &= self.is_settled(&value);
            data.values.insert(concept.id.to_owned(), value);
            data.concepts.push(concept.id.to_owned());
        }
        data.everyone = Some(Num(game.worth(game.everyone())));
        data.properties = self.properties(game)?;
        Ok(())
    }

    /// Was a value found, from as many draws as were asked for?
    pub(super) fn is_settled(&self, value: &ConceptData) -> bool {
        let asked = self.request.sample.map_or(0, |sample| sample.count);
        value.status != "undecided" && value.samples.is_none_or(|drawn| drawn >= asked)
    }

    /// One concept of a game; `None` if it needs another form of game.
    pub(super) fn concept(
        &self,
        game: &CharacteristicGame,
        concept: &Concept,
    ) -> Result<Option<ConceptData>, Error> {
        if self.budget.is_exhausted() {
            return Ok(Some(ConceptData {
                status: "undecided".to_owned(),
                reason: Some(CUT_SHORT.to_owned()),
                ..ConceptData::default()
            }));
        }
        let mut data = match concept.entry {
            Entry::Core(core) => self.core(game, &core(game, self.budget))?,
            Entry::LeastCore(least_core) => self.read(&least_core(game, self.budget), |facts, data| {
                data.value = Some(self.numbers(&facts.allocation));
                data.exact.epsilon = Some(facts.epsilon.to_string());
                data.epsilon = Some(Num(facts.epsilon.clone()));
                let excess =
                    |weight: &Weight| Binding { coalition: weight.coalition, excess: facts.epsilon.clone() };
                data.binding = facts.weights.iter().map(|weight| self.binding(&excess(weight))).collect();
                data.balanced = facts.weights.iter().map(|weight| self.weight(weight)).collect();
            })?,
            Entry::Nucleolus(nucleolus) => self.read(&nucleolus(game, self.budget), |facts, data| {
                data.value = Some(self.numbers(&facts.allocation))
            })?,
            Entry::Prenucleolus(prenucleolus) => {
                self.read(&prenucleolus(game, self.budget), |facts, data| {
                    data.value = Some(self.numbers(&facts.allocation));
                })?
            }
            Entry::Value(value) => match self.request.sample {
                Some(with) => {
                    let estimate = sample(game, with.count, with.seed, self.budget);
                    let data = ConceptData {
                        status: "estimate".to_owned(),
                        value: Some(self.numbers(&estimate.mean)),
                        standard_error: Some(self.errors(&estimate.standard_error)),
                        samples: Some(estimate.orders),
                        seed: Some(estimate.seed),
                        ..ConceptData::default()
                    };
                    return Ok(Some(data));
                }
                None => {
                    self.read(&value(game), |facts, data| data.value = Some(self.numbers(&facts.value)))?
                }
            },
            _ => return Ok(None),
        };
        data.exact.value = data.value.as_ref().map(exact);
        Ok(Some(data))
    }

    /// The plain part of an answer: its status and certificate; `fill` adds what was found.
    pub(super) fn read<T, R: Reason>(
        &self,
        answer: &Answer<T, R>,
        fill: impl FnOnce(&T, &mut ConceptData),
    ) -> Result<ConceptData, Error> {
        let mut data = ConceptData::default();
        match &answer.verdict {
            Verdict::Found(facts) => {
                "found".clone_into(&mut data.status);
                fill(facts, &mut data);
                data.certificate = Some(self.certificate(facts.certificate()));
            }
            Verdict::NoneExists(refutation) => {
                "none".clone_into(&mut data.status);
                data.reason = Some(refutation.reason().to_owned());
                data.certificate = Some(self.certificate(refutation.certificate()));
            }
            Verdict::Undecided { .. } => {
                "undecided".clone_into(&mut data.status);
                data.reason = Some(CUT_SHORT.to_owned());
            }
            Verdict::Refused(_) => return Err(fault("coalitions")),
        }
        Ok(data)
    }

    fn core(
        &self,
        game: &CharacteristicGame,
        answer: &Answer<CoreFacts, EmptyCore>,
    ) -> Result<ConceptData, Error> {
        let mut data = ConceptData::default();
        match &answer.verdict {
            Verdict::Found(facts) => {
                "nonempty".clone_into(&mut data.status);
                data.empty = Some(false);
                data.value = Some(self.numbers(&facts.allocation));
                data.binding = facts.binding.iter().map(|binding| self.binding(binding)).collect();
                data.certificate = Some(self.certificate(facts.certificate()));
                if game.players() <= VERTICES_UP_TO {
                    self.vertices(game, &mut data)?;
                }
            }
            Verdict::NoneExists(empty) => {
                "empty".clone_into(&mut data.status);
                data.empty = Some(true);
                data.balanced = empty.weights.iter().map(|weight| self.weight(weight)).collect();
                data.certificate = Some(self.certificate(empty.certificate()));
            }
            Verdict::Undecided { .. } => {
                "undecided".clone_into(&mut data.status);
                data.reason = Some(CUT_SHORT.to_owned());
            }
            Verdict::Refused(_) => return Err(fault("core")),
        }
        Ok(data)
    }

    fn vertices(&self, game: &CharacteristicGame, data: &mut ConceptData) -> Result<(), Error> {
        let answer = core_vertices(game, VERTICES_LISTED, self.budget);
        match &answer.verdict {
            Verdict::Found(facts) => {
                let vertices: Vec<Numbers> =
                    facts.vertices.iter().map(|vertex| self.numbers(vertex)).collect();
                data.exact.vertices = Some(vertices.iter().map(exact).collect());
                data.vertices = Some(vertices);
                data.vertices_complete = Some(facts.completeness == Completeness::All);
            }
            Verdict::Refused(_) => return Err(fault("core vertices")),
            Verdict::NoneExists(_) | Verdict::Undecided { .. } => {}
        }
        Ok(())
    }

    fn properties(&self, game: &CharacteristicGame) -> Result<Option<PropertiesData>, Error> {
        if game.players() > PROPERTIES_UP_TO {
            return Ok(None);
        }
        let alone: Vec<Rational> =
            (0..game.players()).map(|player| game.worth(Coalition::single(player))).collect();
        let alone: Rational = alone.iter().sum();
        let mut data = PropertiesData {
            alone: Num(alone),
            superadditive: None,
            convex: None,
            monotone: None,
            failures: Vec::new(),
            dividends: None,
        };
        data.monotone = self.property(&monotone(game), "not monotone", &mut data.failures)?;
        data.superadditive =
            self.property(&superadditive(game, self.budget), "not superadditive", &mut data.failures)?;
        data.convex = self.property(&convex(game, self.budget), "not convex", &mut data.failures)?;
        data.dividends = self.dividends(game)?;
        Ok(Some(data))
    }

    /// Does a property hold? If not, adds where it fails.
    fn property(
        &self,
        answer: &Answer<Holds, Fails>,
        lack: &str,
        failures: &mut Vec<String>,
    ) -> Result<Option<bool>, Error> {
        match &answer.verdict {
            Verdict::Found(_) => Ok(Some(true)),
            Verdict::NoneExists(fails) => {
                let sets: Vec<String> =
                    fails.coalitions.iter().map(|&coalition| self.players.ids(coalition).join("+")).collect();
                failures.push(format!("{lack}: {} by {}", sets.join(" and "), fails.amount));
                Ok(Some(false))
            }
            Verdict::Undecided { .. } => Ok(None),
            Verdict::Refused(_) => Err(fault("properties")),
        }
    }

    fn dividends(&self, game: &CharacteristicGame) -> Result<Option<Vec<DividendData>>, Error> {
        let answer = dividends(game);
        let Verdict::Found(facts) = &answer.verdict else { return Err(fault("dividends")) };
        let mut coalitions: Vec<Coalition> = game.everyone().subsets().collect();
        coalitions.sort_by_key(|coalition| (coalition.len(), coalition.members().collect::<Vec<_>>()));
        let each = coalitions.into_iter().map(|coalition| (coalition, facts.of(game, coalition)));
        let listed: Vec<DividendData> = each
            .filter(|(_, dividend)| !dividend.is_zero())
            .take(DIVIDENDS_LISTED + 1)
            .map(|(coalition, dividend)| DividendData {
                members: self.players.ids(coalition),
                dividend_exact: dividend.to_string(),
                dividend: Num(dividend),
            })
            .collect();
        Ok((listed.len() <= DIVIDENDS_LISTED).then_some(listed))
    }

    /// A certificate with names in its witnesses.
    pub(super) fn certificate(&self, certificate: &Certificate) -> CertificateData {
        certificate_data(certificate, &|player| self.id(player), &|_| IndexMap::new())
    }

    /// The id of a player.
    pub(super) fn id(&self, player: usize) -> String {
        self.players.players.get(player).map(|one| one.id.clone()).unwrap_or_default()
    }

    fn names(&self) -> impl Iterator<Item = String> + '_ {
        self.players.players.iter().map(|player| player.id.clone())
    }

    /// The ids of each bloc of a partition.
    pub(super) fn blocs(&self, partition: &Partition) -> Vec<Vec<String>> {
        partition.blocs().iter().map(|&bloc| self.players.ids(bloc)).collect()
    }

    /// Numbers of some players.
    pub(super) fn some(&self, players: &[usize], values: &[Rational]) -> Numbers {
        players.iter().map(|&player| self.id(player)).zip(values.iter().cloned().map(Num)).collect()
    }

    /// One number for each player.
    pub(super) fn numbers(&self, values: &[Rational]) -> Numbers {
        self.names().zip(values.iter().cloned().map(Num)).collect()
    }

    fn errors(&self, errors: &[f64]) -> IndexMap<String, f64> {
        self.names().zip(errors.iter().copied()).collect()
    }

    fn binding(&self, binding: &Binding) -> BindingData {
        BindingData {
            members: self.players.ids(binding.coalition),
            excess_exact: binding.excess.to_string(),
            excess: Num(binding.excess.clone()),
        }
    }

    fn weight(&self, weight: &Weight) -> WeightData {
        WeightData {
            members: self.players.ids(weight.coalition),
            weight_exact: weight.weight.to_string(),
            weight: Num(weight.weight.clone()),
        }
    }
}
