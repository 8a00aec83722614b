//! The answer of `zopa power`.

mod data;

use indexmap::IndexMap;

pub use self::data::{ExactPower, PowerAnswer, PowerView, RuleView};
use crate::budget::Budget;
use crate::certify::Verdict;
use crate::concepts::{Concept, Entry, Family, concept};
use crate::error::Error;
use crate::games::voting::VotingGame;
use crate::lower::{CoalitionGame, PlayerLabels, lower_coalitions};
use crate::model::Case;
use crate::model::coalitions::Worths;
use crate::numeric::{Rational, typed};
use crate::power::sample::{sample_banzhaf, sample_shapley};
use crate::report::number::{Num, Numbers, Total, exact};
use crate::report::sections::common::{Head, ModelRef, Sample, certificate_data, fault};
use crate::study::scenario::Scenario;

/// The heading of an index.
#[must_use]
pub fn index_title(id: &str) -> &str {
    concept(Family::Power, id).map_or(id, |index| index.title)
}

/// Answers who decides in the voting game of a case.
///
/// - `case`: the case as a person would type it, for the suggested next commands.
/// - `sample`: how to estimate what is too large for an exact answer; without it that stays unsettled.
///
/// # Errors
///
/// [`Error`] if the case has no voting game, a what-if is wrong, or a claim failed its certificate.
pub fn power_answer(
    scenario: &Scenario,
    model: &ModelRef,
    case: &str,
    indices: &[&'static Concept],
    sample: Option<Sample>,
    budget: &Budget<'_>,
) -> Result<PowerAnswer, Error> {
    let lowered = lower_coalitions(scenario.case())?;
    let CoalitionGame::Voting(game) = &lowered.game else {
        let message =
            format!("case `{}` has no voting game, so there is no power to measure", scenario.case().id);
        return Err(Error::request(
            message,
            format!("add [coalitions.voting], or try: zopa coalitions {case}"),
        ));
    };
    let players = &lowered.labels;
    let mut answer = PowerAnswer {
        head: Head::new("power", model, scenario),
        status: if game.somebody_wins() { "found" } else { "nobody_wins" }.to_owned(),
        indices: indices.iter().map(|index| index.id.to_owned()).collect(),
        sample,
        power: IndexMap::new(),
        exact: ExactPower::default(),
        standard_error: IndexMap::new(),
        draws: IndexMap::new(),
        certificates: IndexMap::new(),
        vetoes: Vec::new(),
        dummies: Vec::new(),
        unsettled: IndexMap::new(),
        view: view(scenario.case(), players, case),
    };
    if !game.somebody_wins() {
        return Ok(answer);
    }
    answer.vetoes = vetoes(game, players);
    let asking = Asking { game, players, sample, budget };
    for index in indices {
        asking.one(index, &mut answer)?;
    }
    // Every index is 0 for those who never make a difference, and only for them.
    if let Some(numbers) = answer.exact.power.keys().next().and_then(|id| answer.power.get(id)) {
        let idle = numbers.iter().filter(|(_, number)| number.0.is_zero());
        answer.dummies = idle.map(|(id, _)| id.clone()).collect();
    }
    if !answer.unsettled.is_empty() {
        "undecided".clone_into(&mut answer.status);
    }
    Ok(answer)
}

struct Asking<'a> {
    game: &'a VotingGame,
    players: &'a PlayerLabels,
    sample: Option<Sample>,
    budget: &'a Budget<'a>,
}

impl Asking<'_> {
    fn one(&self, index: &Concept, answer: &mut PowerAnswer) -> Result<(), Error> {
        let Entry::Index(compute) = index.entry else { return Ok(()) };
        let key = index.id.to_owned();
        let power = match compute(self.game, self.budget) {
            Ok(power) => power,
            Err(too_large) => {
                let is_sampled = self.sample.is_some_and(|sample| self.estimate(index, sample, answer));
                if !is_sampled {
                    answer.unsettled.insert(key, too_large.to_string());
                }
                return Ok(());
            }
        };
        match power.verdict {
            Verdict::Found(found) => {
                let numbers = self.numbers(&found.values);
                answer.exact.power.insert(key.clone(), exact(&numbers));
                answer.exact.totals.insert(key.clone(), found.total.to_string());
                answer.power.insert(key.clone(), numbers);
                let names = |player: usize| id(self.players, player);
                let certificate = certificate_data(found.certificate(), &names, &|_| IndexMap::new());
                answer.certificates.insert(key, certificate);
            }
            Verdict::NoneExists(_) => {}
            Verdict::Undecided { .. } => {
                answer.unsettled.insert(key, "the run was cut short".to_owned());
            }
            Verdict::Refused(_) => return Err(fault("power")),
        }
        Ok(())
    }

    /// Estimates an index, if it can be estimated.
    fn estimate(&self, index: &Concept, with: Sample, answer: &mut PowerAnswer) -> bool {
        let estimate = match index.id {
            "shapley" => sample_shapley(self.game, with.count, with.seed, self.budget),
            "banzhaf" => sample_banzhaf(self.game, with.count, with.seed, self.budget),
            _ => return false,
        };
        let named = || self.players.players.iter().map(|one| one.id.clone()).zip(&estimate.values);
        let errors = named().map(|(id, value)| (id, value.standard_error));
        // A share between 0 and 1: twelve digits are far more than an estimate has.
        let shares =
            named().map(|(id, value)| (id, Num(format!("{:.12}", value.value).parse().unwrap_or_default())));
        answer.standard_error.insert(index.id.to_owned(), errors.collect());
        answer.draws.insert(index.id.to_owned(), Total(estimate.draws.into()));
        answer.power.insert(index.id.to_owned(), shares.collect());
        true
    }

    fn numbers(&self, values: &[Rational]) -> Numbers {
        self.players.players.iter().map(|one| one.id.clone()).zip(values.iter().cloned().map(Num)).collect()
    }
}

fn id(players: &PlayerLabels, player: usize) -> String {
    players.players.get(player).map(|one| one.id.clone()).unwrap_or_default()
}

/// Who can stop everything by staying away.
fn vetoes(game: &VotingGame, players: &PlayerLabels) -> Vec<String> {
    let has_veto = |player: &usize| !game.wins(|other| other != *player);
    (0..game.players()).filter(has_veto).map(|player| id(players, player)).collect()
}

fn view(case: &Case, players: &PlayerLabels, typed_case: &str) -> PowerView {
    let mut rules = Vec::new();
    if let Some(Worths::Voting { rules: given, .. }) = case.coalitions.as_ref().map(|block| &block.worths) {
        for (place, rule) in given.iter().enumerate() {
            let total: Rational = rule.weights.iter().map(|(_, weight)| &weight.value).sum();
            rules.push(RuleView {
                label: rule.label.clone().unwrap_or_else(|| match given.len() {
                    1 => "To pass a motion".to_owned(),
                    _ => format!("Rule {}", place + 1),
                }),
                quota: typed(&rule.quota.value),
                total: typed(&total),
                weights: rule
                    .weights
                    .iter()
                    .map(|(name, weight)| (name.text.clone(), typed(&weight.value)))
                    .collect(),
            });
        }
    }
    let names = players.players.iter().map(|player| (player.id.clone(), player.name.clone()));
    PowerView { title: case.title.clone(), case: typed_case.to_owned(), names: names.collect(), rules }
}
