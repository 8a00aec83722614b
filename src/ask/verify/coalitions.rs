//! Claims of answers of `coalitions`: allocations, weights, values, deals, and which partitions hold.
//!
//! Where the others matter, the table that follows from a rule is a claim itself; concepts are judged on the table
//! once the referee has accepted it. An answer lists that table for few players only; beyond, and for the
//! nucleolus, whose levels it does not hold, the comparison line by line is left.

use serde_json::Value;

use crate::ask::verify::{Verifier, coalition, exact, exact_numbers, ids, whole};
use crate::certify::Completeness;
use crate::certify::coalitional::{
    AgreementSizes, Binding, CoreFacts, CoreVertices, DealTerms, EmptyCore, ExternalityFree,
    ExternalityTable, LeastCoreFacts, Marks, NoProperCoalition, ShapleyValue, SizeFacts, StabilityFacts,
    Terms, Weight, judge_agreement_sizes, judge_core, judge_empty_core, judge_externality,
    judge_externality_free, judge_least_core, judge_no_proper_coalition, judge_shapley, judge_stability,
    judge_terms, judge_vertices,
};
use crate::coalition::{Coalition, Partition};
use crate::concepts::{Entry, Family, concept};
use crate::error::Error;
use crate::games::characteristic::CharacteristicGame;
use crate::games::partition::{Leaving, PartitionGame};
use crate::lower::{
    CoalitionGame, LoweredCoalitions, LoweredDeal, PlayerLabels, externality, lower_coalitions,
};
use crate::model::coalitions::ExternalityRule;
use crate::numeric::Rational;
use crate::report::number::Num;
use crate::study::scenario::Scenario;

/// Judges an answer about coalitions.
pub(super) fn judge(verifier: &mut Verifier, scenario: &Scenario, data: &Value) -> Result<(), Error> {
    if data["form"] == "sub_deals" {
        return Ok(());
    }
    let lowered = lower_coalitions(scenario.case())?;
    let mut judging = Judging { verifier, players: &lowered.labels, data };
    match &lowered.game {
        CoalitionGame::Partition(game) => judging.partition(game, &lowered),
        CoalitionGame::Characteristic(game) => judging.concepts(game),
        CoalitionGame::Voting(_) => {
            if let Some(game) = lowered.table() {
                judging.concepts(&game);
            }
        }
    }
    Ok(())
}

struct Judging<'a> {
    verifier: &'a mut Verifier,
    players: &'a PlayerLabels,
    data: &'a Value,
}

impl<'a> Judging<'a> {
    /// The concepts that are listed, in a game in which the others do not matter.
    fn concepts(&mut self, game: &CharacteristicGame) {
        for id in self.data["concepts"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            let Some(one) = concept(Family::Coalitional, id) else { continue };
            let (value, path) = (&self.data[id], format!("coalitional.{id}"));
            match (&one.entry, value["status"].as_str()) {
                (Entry::Core(_), Some("nonempty")) => self.core(game, value, &path),
                (Entry::Core(_), Some("empty")) => {
                    let claim = self.empty_core(game, value);
                    self.verifier.judged(&path, claim.map(|claim| judge_empty_core(game, claim)));
                }
                (Entry::LeastCore(_), Some("found")) => {
                    let claim = self.least_core(value);
                    self.verifier.judged(&path, claim.map(|claim| judge_least_core(game, claim)));
                }
                (Entry::LeastCore(_), Some("none")) => {
                    self.verifier.judged(&path, Some(judge_no_proper_coalition(game, NoProperCoalition)));
                }
                (Entry::Value(_), Some("found")) => self.shapley(game, &value["exact"]["value"], &path),
                _ => {}
            }
        }
    }

    fn shares(&self, value: &Value) -> Option<Vec<Rational>> {
        exact_numbers(ids(self.players), value)
    }

    fn core(&mut self, game: &CharacteristicGame, value: &Value, path: &str) {
        let binding = |one: &Value| {
            let coalition = coalition(self.players, &one["members"])?;
            Some(Binding { coalition, excess: exact(&one["excess_exact"])? })
        };
        // Nobody is closest to leaving if there is one player.
        let binding = match value["binding"].as_array().and_then(|list| list.first()) {
            Some(one) => binding(one).map(Some),
            None => Some(None),
        };
        let claim = self
            .shares(&value["exact"]["value"])
            .zip(binding)
            .map(|(allocation, binding)| CoreFacts { allocation, binding });
        self.verifier.judged(path, claim.map(|claim| judge_core(game, claim)));
        if let Some(vertices) = value["exact"]["vertices"].as_array() {
            let is_all = value["vertices_complete"] == true;
            let completeness = if is_all { Completeness::All } else { Completeness::One };
            let vertices: Option<Vec<_>> = vertices.iter().map(|vertex| self.shares(vertex)).collect();
            let claim = vertices.map(|vertices| CoreVertices { vertices, completeness });
            let path = format!("{path}.vertices");
            self.verifier.judged(&path, claim.map(|claim| judge_vertices(game, claim)));
        }
    }

    fn weights(&self, value: &Value) -> Option<Vec<Weight>> {
        let weight = |one: &Value| {
            let coalition = coalition(self.players, &one["members"])?;
            Some(Weight { coalition, weight: exact(&one["weight_exact"])? })
        };
        value["balanced"].as_array()?.iter().map(weight).collect()
    }

    /// The claim of an empty core; an answer does not hold the shortage, so it is that of the weights.
    fn empty_core(&self, game: &CharacteristicGame, value: &Value) -> Option<EmptyCore> {
        let weights = self.weights(value)?;
        let asked = weights.iter().map(|one| &one.weight * &Rational::from(game.unit(one.coalition)));
        let asked = asked.fold(Rational::ZERO, |sum, one| &sum + &one);
        let shortage = game.excess_in_points(&(&asked - &Rational::from(game.unit(game.everyone()))));
        Some(EmptyCore { weights, shortage })
    }

    fn least_core(&self, value: &Value) -> Option<LeastCoreFacts> {
        Some(LeastCoreFacts {
            epsilon: exact(&value["exact"]["epsilon"])?,
            allocation: self.shares(&value["exact"]["value"])?,
            weights: self.weights(value)?,
        })
    }

    fn shapley(&mut self, game: &CharacteristicGame, value: &Value, path: &str) {
        let claim = self.shares(value).map(|value| ShapleyValue { value });
        self.verifier.judged(path, claim.map(|claim| judge_shapley(game, claim)));
    }

    /// A game in which the others matter.
    fn partition(&mut self, game: &PartitionGame, lowered: &LoweredCoalitions) {
        for asked in &lowered.deals {
            let claim = self.terms(asked);
            let path = format!("coalitional.deals.{}", asked.id);
            self.verifier.judged(&path, claim.map(|claim| judge_terms(game, claim)));
        }
        for (word, rule) in self.data["rules"].as_object().into_iter().flatten() {
            if rule["worths"].as_array().is_none_or(Vec::is_empty) {
                continue;
            }
            let path = format!("coalitional.rules.{word}");
            let claim = self.table(game, lowered, word, &rule["worths"]);
            let claim = claim.map(|claim| judge_externality(game, claim));
            let Some(table) = self.verifier.judged(&path, claim) else { continue };
            if rule["exact"]["shapley"].is_object() {
                self.shapley(&table.game, &rule["exact"]["shapley"], &format!("{path}.shapley"));
            }
            if self.data["externality"] == word.as_str() {
                self.concepts(&table.game);
            }
        }
        let free = &self.data["externality_free"];
        if free["status"] == "found" {
            let claim = self.shares(&free["exact"]["value"]).map(|value| ExternalityFree { value });
            let claim = claim.map(|claim| judge_externality_free(game, claim));
            self.verifier.judged("coalitional.externality_free", claim);
        }
        for leaving in Leaving::ALL {
            let agreements = &self.data["agreements"][leaving.word()];
            if agreements.is_object() {
                let claim = sizes(leaving, agreements).map(|claim| judge_agreement_sizes(game, claim));
                self.verifier.judged(&format!("coalitional.agreements.{}", leaving.word()), claim);
            }
        }
        let stability = &self.data["stability"];
        let listed = stability["list"].as_array().map_or(0, Vec::len) as u128;
        if whole(&stability["partitions"]) == Some(listed) {
            let claim = stable(stability).map(|claim| judge_stability(game, claim));
            self.verifier.judged("coalitional.stability", claim);
        }
    }

    /// What the answer says of a deal's outside options and surplus.
    fn terms(&self, asked: &LoweredDeal) -> Option<DealTerms> {
        let found = &self.data["deals"].get(&asked.id)?["exact"];
        let members: Vec<String> = self.players.ids(asked.deal.members());
        let outside = exact_numbers(members.iter().map(String::as_str), &found["outside"])?;
        let terms = Terms { outside, surplus: exact(&found["surplus"])? };
        Some(DealTerms { deal: asked.deal.clone(), terms })
    }

    /// The table that follows from a rule: the partitions that are listed, with the worths of the game, which
    /// the numbers to read must be.
    fn table(
        &self,
        game: &PartitionGame,
        lowered: &LoweredCoalitions,
        word: &str,
        worths: &'a Value,
    ) -> Option<ExternalityTable> {
        let rule = ExternalityRule::ALL.into_iter().find(|rule| rule.word() == word)?;
        let rule = externality(rule, lowered.status_quo.as_ref())?;
        let (mut units, mut assumed) = (vec![0], Vec::new());
        for (place, row) in worths.as_array()?.iter().enumerate() {
            let members = coalition(self.players, &row["members"])?;
            let blocs = row["partition"].as_array()?.iter().map(|bloc| coalition(self.players, bloc));
            let partition = Partition::new(game.players(), blocs.collect::<Option<_>>()?).ok()?;
            let worth = serde_json::to_value(Num(game.worth(&partition, members)?)).ok()?;
            if members != Coalition::from_bits(place as u64 + 1) || worth != row["worth"] {
                return None;
            }
            units.push(game.unit(&partition, members)?);
            assumed.push(partition);
        }
        let game = CharacteristicGame::from_units(game.players(), game.scale().clone(), units).ok()?;
        Some(ExternalityTable { rule, game, assumed })
    }
}

/// What is said of each size of an agreement; the lists of sizes follow from it.
fn sizes(leaving: Leaving, data: &Value) -> Option<AgreementSizes> {
    let one = |one: &Value| {
        Some(SizeFacts {
            size: whole(&one["size"]).and_then(|size| usize::try_from(size).ok())?,
            outside: exact(&one["outside_exact"])?,
            slack: exact(&one["slack_exact"])?,
        })
    };
    let claim =
        AgreementSizes { leaving, sizes: data["sizes"].as_array()?.iter().map(one).collect::<Option<_>>()? };
    let listed = |key: &str, expected: Vec<usize>| {
        let listed = data[key].as_array().map(|list| list.iter().map(whole).collect::<Option<Vec<_>>>());
        listed.flatten() == Some(expected.into_iter().map(|size| size as u128).collect())
    };
    let among = |holds: &dyn Fn(usize) -> bool| -> Vec<usize> {
        claim.sizes.iter().map(|one| one.size).filter(|&size| holds(size)).collect()
    };
    let agrees = listed("internal", among(&|size| claim.is_internally_stable(size)))
        && listed("external", among(&|size| claim.is_externally_stable(size)))
        && listed("stable", claim.stable().collect());
    agrees.then_some(claim)
}

/// The marks of all partitions, in the order in which they are listed.
fn stable(data: &Value) -> Option<StabilityFacts> {
    let mark = |one: &Value| {
        Some(Marks {
            internal: one["internal"].as_bool()?,
            external: one["external"].as_bool()?,
            merger_proof: one["merger_proof"].as_bool()?,
        })
    };
    let count = |key: &str| whole(&data[key]).and_then(|count| usize::try_from(count).ok());
    Some(StabilityFacts {
        leaving: Leaving::RestStays,
        marks: data["list"].as_array()?.iter().map(mark).collect::<Option<_>>()?,
        internal: count("internal")?,
        external: count("external")?,
        stable: count("stable")?,
        merger_proof: count("merger_proof")?,
    })
}
