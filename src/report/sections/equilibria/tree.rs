//! Equilibria of a game in extensive form: by looking ahead, by its sequences, or by its strategies.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::budget::Budget;
use crate::certify::extensive::{BehaviourEquilibrium, SubgamePerfect, judge_behaviour};
use crate::certify::strategic::Equilibrium;
use crate::certify::{Certificate, Certified, Completeness, Verdict};
use crate::error::Error;
use crate::extensive::backward_induction::backward_induction;
use crate::extensive::normal_form::{ReducedNormalForm, reduced_normal_form};
use crate::extensive::sequence_form::sequence_form;
use crate::games::extensive::{ExtensiveGame, InformationSet, Mover, Recall};
use crate::lower::{StrategyLabels, TreeLabels};
use crate::numeric::Rational;
use crate::report::number::{Num, Numbers, exact};
use crate::report::sections::common::{CertificateData, certificate_data, fault};
use crate::report::sections::equilibria::behaviour::{Paths, fill, row};
use crate::report::sections::equilibria::data::{
    CompletenessData, EquilibriaAnswer, EquilibriumData, ExactFound, FoundData, GameShape,
};
use crate::report::sections::equilibria::list::{List, named};
use crate::report::sections::equilibria::listed::Listed;
use crate::report::sections::equilibria::normal::{Run, SMALL, not_defined, undecided};
use crate::report::sections::equilibria::{EquilibriaRequest, Wanted, is_constant_sum, profile};

/// Why a list of subgame-perfect equilibria is complete.
const LOOKED_AHEAD: &str = "every node was looked at from the end of the tree to its start; equilibria that rest on threats \
                            nobody would carry out, and mixtures where somebody is indifferent, are not on the list";

/// Fills in the answer about a tree.
pub(super) fn answer(
    game: &ExtensiveGame,
    request: &EquilibriaRequest,
    budget: &Budget<'_>,
    answer: &mut EquilibriaAnswer,
) -> Result<(), Error> {
    let labels = TreeLabels::of(game);
    let own = |set: &&InformationSet| set.mover != Mover::Chance;
    answer.game = GameShape {
        form: "extensive".to_owned(),
        players: labels.players.clone(),
        nodes: game.nodes().len(),
        information_sets: game.sets().iter().filter(own).count(),
        perfect_information: Some(game.has_perfect_information()),
        perfect_recall: Some(game.recall() == Recall::Perfect),
        ..GameShape::default()
    };
    if let Wanted::Profile(given) = &request.wanted {
        return profile::of_tree(game, &labels, given, answer);
    }
    let mut tree = Tree { game, labels, budget, entries: Vec::new(), places: BTreeMap::new(), answer };
    tree.run(&request.wanted)?;
    tree.finish();
    Ok(())
}

/// An equilibrium of a tree, as behaviour and, if it was found so, as mixed strategies.
struct Entry {
    behaviour: Option<Certified<BehaviourEquilibrium>>,
    mixed: Option<EquilibriumData>,
    found_by: Vec<&'static str>,
}

/// Concepts of one tree, one after the other.
struct Tree<'a> {
    game: &'a ExtensiveGame,
    labels: TreeLabels,
    budget: &'a Budget<'a>,
    entries: Vec<Entry>,
    /// Where behaviour stands among the entries.
    places: BTreeMap<Vec<Vec<Rational>>, usize>,
    answer: &'a mut EquilibriaAnswer,
}

impl Tree<'_> {
    /// The concepts that answer what was asked.
    fn chosen(&self, wanted: &Wanted, normal: Option<&ReducedNormalForm>) -> Vec<&'static str> {
        let looks_ahead = self.game.has_perfect_information();
        let two = self.game.players().len() == 2;
        let recalls = self.game.recall() == Recall::Perfect;
        let is_small = normal.is_some_and(|normal| {
            (0..normal.game().players().len()).all(|player| normal.game().strategies(player) <= SMALL)
        });
        let one = match (looks_ahead, two && recalls) {
            (true, _) => "backward_induction",
            (false, true) => "sequence_form",
            (false, false) => "approximate_nash",
        };
        match wanted {
            Wanted::Concepts(concepts) => concepts.iter().map(|concept| concept.id).collect(),
            Wanted::Profile(_) => Vec::new(),
            Wanted::Pure => vec!["pure_nash"],
            Wanted::One => vec![one],
            Wanted::Default if looks_ahead => vec!["backward_induction"],
            Wanted::Default if two && is_small => vec!["extreme_equilibria"],
            Wanted::Default if two && recalls => vec![one],
            Wanted::Default => vec!["pure_nash", one],
            Wanted::All if two && looks_ahead => vec!["backward_induction", "extreme_equilibria"],
            Wanted::All if two => vec!["extreme_equilibria"],
            Wanted::All => vec!["pure_nash", "approximate_nash"],
        }
    }

    fn run(&mut self, wanted: &Wanted) -> Result<(), Error> {
        let normal = match wanted {
            Wanted::Default | Wanted::One if self.game.has_perfect_information() => None,
            _ => Some(reduced_normal_form(self.game)),
        };
        let reduced = normal.as_ref().and_then(|normal| normal.as_ref().ok());
        let chosen = self.chosen(wanted, reduced);
        let is_of_trees = |id: &&str| ["backward_induction", "sequence_form"].contains(id);
        let strategic: Vec<&'static str> = chosen.iter().copied().filter(|id| !is_of_trees(id)).collect();
        if !strategic.is_empty() {
            match (&normal, reduced) {
                (_, Some(reduced)) => self.strategic(reduced, &strategic)?,
                (Some(Err(error)), _) => {
                    for id in strategic {
                        let found = undecided(&error.to_string());
                        self.answer.unsettled.insert(id.to_owned(), found.reason.clone());
                        self.answer.strategic.insert(id.to_owned(), found);
                    }
                }
                _ => {}
            }
        }
        for id in chosen.into_iter().filter(is_of_trees) {
            let found = if id == "backward_induction" { self.induction()? } else { self.sequences()? };
            if found.status == "undecided" {
                self.answer.unsettled.insert(id.to_owned(), found.reason.clone());
            }
            self.answer.extensive.insert(id.to_owned(), found);
        }
        Ok(())
    }

    /// Concepts of the reduced normal form; what they find is turned into behaviour.
    fn strategic(&mut self, normal: &ReducedNormalForm, concepts: &[&'static str]) -> Result<(), Error> {
        let labels = StrategyLabels::of(normal.game());
        let sizes = labels.strategies.iter().map(Vec::len);
        self.answer.game.strategies = labels.players.iter().cloned().zip(sizes).collect();
        self.answer.game.constant_sum = is_constant_sum(normal.game());
        let mut run = Run {
            game: normal.game(),
            labels: labels.clone(),
            budget: self.budget,
            list: List::default(),
            answer: self.answer,
        };
        for id in concepts {
            run.concept(id)?;
        }
        run.select()?;
        let list = run.list;
        // Strategies that differ only where their own moves do not let them come are one behaviour.
        let mut places = Vec::new();
        for (mixed, found_by) in list.into_entries() {
            let mut data = named(&mixed, &found_by, &labels);
            data.strategies.values_mut().for_each(|own| own.retain(|_, number| !number.0.is_zero()));
            data.exact.strategies.values_mut().for_each(|own| own.retain(|_, number| number != "0"));
            let behaviour = self.behaviour(normal, &mixed);
            let known = behaviour.as_ref().and_then(|one| self.places.get(&one.strategies).copied());
            let place = known.unwrap_or(self.entries.len());
            places.push(place);
            if let Some(known) = known {
                let more = found_by.into_iter().filter(|id| !self.entries[known].found_by.contains(id));
                let more: Vec<&'static str> = more.collect();
                self.entries[known].found_by.extend(more);
                continue;
            }
            if let Some(one) = &behaviour {
                self.places.insert(one.strategies.clone(), place);
            }
            self.entries.push(Entry { behaviour, mixed: Some(data), found_by });
        }
        for found in self.answer.strategic.values_mut() {
            let lists = found.nash_subsets.iter_mut().chain(&mut found.components);
            lists.chain(std::iter::once(&mut found.equilibria)).for_each(|list| moved(list, &places));
        }
        self.answer.selection.iter_mut().for_each(|one| moved(&mut one.equilibria, &places));
        Ok(())
    }

    /// Behaviour that leads to the same ends as mixed strategies; `None` if somebody forgets.
    fn behaviour(
        &self,
        normal: &ReducedNormalForm,
        mixed: &Equilibrium,
    ) -> Option<Certified<BehaviourEquilibrium>> {
        let strategies = normal.behaviour(self.game, &mixed.strategies)?;
        let claim = BehaviourEquilibrium::of(self.game, strategies).ok()?;
        judge_behaviour(self.game, claim, &mixed.regret()).ok()
    }

    /// Adds what looking ahead or sequences found; its place.
    fn add(&mut self, behaviour: Certified<BehaviourEquilibrium>, concept: &'static str) -> usize {
        if let Some(&place) = self.places.get(&behaviour.strategies) {
            if !self.entries[place].found_by.contains(&concept) {
                self.entries[place].found_by.push(concept);
            }
            return place;
        }
        let place = self.entries.len();
        self.places.insert(behaviour.strategies.clone(), place);
        self.entries.push(Entry { behaviour: Some(behaviour), mixed: None, found_by: vec![concept] });
        place
    }

    fn induction(&mut self) -> Result<FoundData, Error> {
        let answer = backward_induction(self.game, self.budget);
        let found = match answer.verdict {
            Verdict::Found(found) => found,
            Verdict::NoneExists(hidden) => {
                let set = self.labels.sets.get(hidden.set).cloned().unwrap_or_default();
                let reason = format!(
                    "at `{set}` a player cannot tell where it is, so looking ahead does not settle it"
                );
                return Ok(not_defined(&reason));
            }
            Verdict::Undecided { .. } => return Ok(undecided("the run was cut short")),
            Verdict::Refused(_) => return Err(fault("equilibria")),
        };
        let strategies = certain(self.game, &found);
        let claim = BehaviourEquilibrium::of(self.game, strategies).map_err(|_| fault("equilibria"))?;
        let judged = judge_behaviour(self.game, claim, &Rational::ZERO).map_err(|_| fault("equilibria"))?;
        let place = self.add(judged, "backward_induction");
        let is_all = answer.completeness == Completeness::All;
        let number = found
            .all
            .as_ref()
            .map(|all| Num(all.equilibria.to_string().parse::<Rational>().unwrap_or_default()));
        let is_only = found.all.as_ref().is_some_and(|all| all.equilibria == 1_u8.into());
        let (claim, reason) = match (is_all, is_only) {
            (true, true) => ("All", LOOKED_AHEAD.to_owned()),
            (true, false) => (
                "All",
                format!(
                    "one of all is shown, and all are counted by their moves and payoffs: {LOOKED_AHEAD}"
                ),
            ),
            (false, _) => {
                ("One", "there are too many different payoffs to count all; one is shown".to_owned())
            }
        };
        if self.answer.completeness.claim.is_empty() {
            self.answer.completeness = CompletenessData { claim: claim.to_owned(), reason: reason.clone() };
        }
        let payoffs: Vec<Numbers> =
            found.all.iter().flat_map(|all| &all.payoffs).map(|one| self.numbers(&one.payoffs)).collect();
        Ok(FoundData {
            status: "found".to_owned(),
            number,
            equilibria: vec![place],
            exact: ExactFound { value: None, payoffs: payoffs.iter().map(exact).collect() },
            payoffs,
            best_moves: self.best_moves(&found),
            reason,
            certificate: Some(self.certificate(found.certificate())),
            ..FoundData::default()
        })
    }

    /// The moves that each player makes at each of its nodes in some equilibrium.
    fn best_moves(&self, found: &SubgamePerfect) -> IndexMap<String, IndexMap<String, Vec<String>>> {
        let mut moves: IndexMap<String, IndexMap<String, Vec<String>>> = IndexMap::new();
        for (place, set) in self.game.sets().iter().enumerate() {
            let Mover::Player(player) = set.mover else { continue };
            let names = &self.labels.actions[place];
            let best = match &found.all {
                Some(all) => all.optimal.of(place).filter_map(|action| names.get(action).cloned()).collect(),
                None => {
                    let action = found.actions.get(place).copied().flatten();
                    action.and_then(|action| names.get(action as usize).cloned()).into_iter().collect()
                }
            };
            let own = moves.entry(self.labels.players[player].clone()).or_default();
            own.insert(self.labels.sets[place].clone(), best);
        }
        moves
    }

    fn sequences(&mut self) -> Result<FoundData, Error> {
        let answer = match sequence_form(self.game, self.budget) {
            Ok(answer) => answer,
            Err(error) => return Ok(not_defined(&error.to_string())),
        };
        match answer.verdict {
            Verdict::Found(found) => {
                let certificate = Some(self.certificate(found.certificate()));
                let value = is_zero_sum(self.game).then(|| found.payoffs[0].clone());
                let place = self.add(found, "sequence_form");
                if self.answer.completeness.claim.is_empty() {
                    let reason = "one was looked for; there may be others".to_owned();
                    self.answer.completeness = CompletenessData { claim: "One".to_owned(), reason };
                }
                self.answer.game.constant_sum |= value.is_some();
                Ok(FoundData {
                    status: "found".to_owned(),
                    number: Some(Num(Rational::ONE)),
                    equilibria: vec![place],
                    exact: ExactFound {
                        value: value.as_ref().map(ToString::to_string),
                        ..ExactFound::default()
                    },
                    value: value.map(Num),
                    certificate,
                    ..FoundData::default()
                })
            }
            Verdict::NoneExists(never) => match *never {},
            Verdict::Undecided { .. } => Ok(undecided("the run was cut short")),
            Verdict::Refused(_) => Err(fault("equilibria")),
        }
    }

    fn certificate(&self, certificate: &Certificate) -> CertificateData {
        let player = |player: usize| self.labels.players.get(player).cloned().unwrap_or_default();
        certificate_data(certificate, &player, &|_| IndexMap::new())
    }

    fn numbers(&self, values: &[Rational]) -> Numbers {
        self.labels.players.iter().cloned().zip(values.iter().cloned().map(Num)).collect()
    }

    /// Sorts the list by behaviour and says how it stands.
    fn finish(self) {
        let Self { game, labels, entries, answer, .. } = self;
        let mut order: Vec<usize> = (0..entries.len()).collect();
        let key = |place: usize| entries[place].behaviour.as_ref().map(|one| &one.strategies);
        order.sort_by(|&one, &two| key(two).cmp(&key(one)));
        let mut places = vec![0; order.len()];
        for (new, &old) in order.iter().enumerate() {
            places[old] = new;
        }
        for found in answer.strategic.values_mut().chain(answer.extensive.values_mut()) {
            let lists = found.nash_subsets.iter_mut().chain(&mut found.components);
            lists.chain(std::iter::once(&mut found.equilibria)).for_each(|list| moved(list, &places));
        }
        answer.selection.iter_mut().for_each(|one| moved(&mut one.equilibria, &places));
        let paths = Paths::of(game, &labels);
        let mut sorted: Vec<(usize, Entry)> = places.into_iter().zip(entries).collect();
        sorted.sort_by_key(|(place, _)| *place);
        let (mut equilibria, mut rows) = (Vec::new(), Vec::new());
        for (_, entry) in sorted {
            let Entry { behaviour, mixed, found_by } = entry;
            rows.push(behaviour.as_ref().map(|one| row(game, one)).unwrap_or_default());
            let mut data = mixed.unwrap_or_default();
            if let Some(behaviour) = &behaviour {
                fill(&mut data, game, &labels, &paths, behaviour);
            }
            data.found_by = found_by.iter().map(|&id| id.to_owned()).collect();
            equilibria.push(data);
        }
        answer.equilibria = Listed::named(equilibria, rows);
        let any =
            answer.strategic.values().chain(answer.extensive.values()).any(|found| found.status == "found");
        let status = match (answer.unsettled.is_empty(), any) {
            (false, _) => "undecided",
            (true, true) => "found",
            (true, false) => "none",
        };
        status.clone_into(&mut answer.status);
    }
}

/// Turns old places into new ones, each once, in order.
fn moved(list: &mut Vec<usize>, places: &[usize]) {
    list.iter_mut().for_each(|place| *place = places[*place]);
    list.sort_unstable();
    list.dedup();
}

/// The actions of looking ahead as behaviour in which everything is certain.
fn certain(game: &ExtensiveGame, found: &SubgamePerfect) -> Vec<Vec<Rational>> {
    let at = |(set, actions): (usize, usize)| match found.actions.get(set).copied().flatten() {
        Some(taken) => {
            (0..actions).map(|action| Rational::from(i64::from(action == taken as usize))).collect()
        }
        // A player's set that no node has: any action will do.
        None if game.sets()[set].mover != Mover::Chance => {
            (0..actions).map(|action| Rational::from(i64::from(action == 0))).collect()
        }
        None => Vec::new(),
    };
    game.sets().iter().map(|set| set.actions.len()).enumerate().map(at).collect()
}

/// Do the payoffs of two players add up to 0 wherever something is paid?
fn is_zero_sum(game: &ExtensiveGame) -> bool {
    let (first, second) = (game.payoffs(0), game.payoffs(1));
    game.players().len() == 2
        && (0..first.len()).all(|place| (&first.get(place) + &second.get(place)).is_zero())
}
