//! Which accounts lead to a number, and the number itself, found as the commands find it.

use crate::bargaining::zone::zone;
use crate::budget::Budget;
use crate::certify::arithmetic::CountOf;
use crate::concepts::Concept;
use crate::lower::Lowered;
use crate::model::WalkAway;
use crate::numeric::Rational;
use crate::study::explain::counts::{Counted, Lines};
use crate::study::explain::packages::{Best, Found, Packages, complete};
use crate::study::explain::target::{Target, What, Which};
use crate::study::explain::{Halt, Missing, Step, fault};
use crate::study::scenario::Scenario;

/// Which accounts are to be written.
pub(in crate::study::explain) struct Plan<'a> {
    scenario: &'a Scenario,
    /// The accounts, each after those that it uses.
    pub(in crate::study::explain) steps: Vec<Step>,
    /// What the lines of counts take away, in order.
    pub(in crate::study::explain) taken: Vec<u128>,
    /// How many packages are exactly as good.
    pub(in crate::study::explain) total: u128,
}

impl<'a> Plan<'a> {
    pub(in crate::study::explain) fn new(scenario: &'a Scenario) -> Self {
        Self { scenario, steps: Vec::new(), taken: Vec::new(), total: 1 }
    }

    /// One more account, of a number that needs no package.
    pub(in crate::study::explain) fn push(&mut self, target: &Target) {
        let target = target.clone();
        self.steps.push(Step { target, package: None, compared_with: None, finds: Vec::new() });
    }

    /// One more account, of a number of a package.
    fn of(&mut self, target: &Target, package: &[usize]) {
        self.push(target);
        if let Some(step) = self.steps.last_mut() {
            step.package = Some(package.to_vec());
        }
    }

    /// One more account, of a number of two packages.
    fn of_two(&mut self, target: &Target, package: &[usize], other: &[usize]) {
        self.of(target, package);
        if let Some(step) = self.steps.last_mut() {
            step.compared_with = Some(other.to_vec());
        }
    }

    /// The account of a walk-away value that has to be worked out first, once.
    fn floor(&mut self, party: usize) {
        let one = self.scenario.case().signatories().nth(party);
        let is_derived = matches!(one.and_then(|one| one.walk_away.as_ref()), Some(WalkAway::Package { .. }));
        let is_known = |step: &Step| matches!(step.target, Target::WalkAway(known) if known == party);
        if is_derived && !self.steps.iter().any(is_known) {
            self.push(&Target::WalkAway(party));
        }
    }

    fn gain(&mut self, which: Which, party: usize, package: &[usize]) {
        self.floor(party);
        self.of(&Target::OfPackage(which, What::Gain(party)), package);
    }

    /// The gains of all, and their product.
    fn product(&mut self, which: Which, parties: usize, package: &[usize]) {
        (0..parties).for_each(|party| self.gain(which, party, package));
        self.of(&Target::OfPackage(which, What::Product), package);
    }

    /// Plans the accounts of a number, and finds it as the commands do.
    pub(in crate::study::explain) fn fill(
        &mut self,
        target: &Target,
        lowered: &Lowered,
        budget: &Budget<'_>,
    ) -> Result<Rational, Halt> {
        let game = &lowered.game;
        let packages = Packages { scenario: self.scenario, lowered, budget };
        let floor = |party: usize| game.points(party, game.walk_away()[party]);
        Ok(match target {
            Target::Input(_) => return Err(fault("input").into()),
            Target::WalkAway(party) => {
                self.push(target);
                floor(*party)
            }
            Target::OfPackage(which, what) => {
                let Found { package, total, .. } = packages.find(*which)?;
                self.total = total;
                match *what {
                    What::Utility(party) => {
                        self.of(target, &package);
                        game.points(party, game.utility(&package, party))
                    }
                    What::Gain(party) => {
                        self.gain(*which, party, &package);
                        game.points(party, game.gain(&package, party))
                    }
                    What::Product => {
                        self.product(*which, game.parties(), &package);
                        product(lowered, &package)
                    }
                }
            }
            Target::Best(party) => {
                let best = self.best(&packages, *party)?;
                self.of(target, &best.package);
                game.points(*party, best.utility)
            }
            Target::Slack(party) => {
                let best = self.best(&packages, *party)?;
                self.floor(*party);
                self.of(target, &best.package);
                &game.points(*party, best.utility) - &floor(*party)
            }
            Target::Ideal(concept, party) => {
                let zone = zone(game, budget);
                let (choice, best) = (packages.choice(&zone, concept)?, packages.best(&zone, *party)?);
                self.floor(*party);
                self.of(target, &best.package);
                self.total = best.total;
                game.points(*party, choice.ideal[*party])
            }
            Target::Share(concept, party) => self.share(&packages, concept, *party)?,
            Target::Lead(concept) => {
                let Found { package, total, rival } = packages.find(Which::Picked(concept))?;
                let rival = rival.ok_or(Halt::Missing(Missing::NoRival))?;
                self.product(Which::Picked(concept), game.parties(), &package);
                self.product(Which::NextBest(concept), game.parties(), &rival);
                self.of_two(target, &package, &rival);
                self.total = total;
                let (best, next) = (product(lowered, &package), product(lowered, &rival));
                (&best - &next).checked_div(&next).ok_or(Halt::Missing(Missing::NoProduct))?
            }
            Target::Shortfall => {
                let closest = packages.closest()?;
                let package = &closest.packages[0];
                for party in 0..game.parties() {
                    self.of(&Target::OfPackage(Which::Closest, What::Utility(party)), package);
                    self.floor(party);
                }
                self.of(target, package);
                self.total = closest.total;
                closest.shortfall.clone()
            }
            Target::Count(of) => {
                let zone = zone(game, budget);
                let facts = complete(&zone)?;
                let counted = Counted { scenario: self.scenario, lowered, facts, budget };
                if matches!(of, CountOf::OnBoundary | CountOf::Efficient) {
                    self.count(CountOf::Acceptable, counted.lines(CountOf::Acceptable)?);
                }
                self.count(*of, counted.lines(*of)?);
                let count = match of {
                    CountOf::Admissible => facts.admissible,
                    CountOf::Acceptable => facts.acceptable,
                    CountOf::OnBoundary => facts.on_boundary,
                    CountOf::Efficient => facts.efficient,
                };
                Rational::from_whole(count.into())
            }
        })
    }

    /// The acceptable package that is worth most to a party.
    fn best(&mut self, packages: &Packages<'_>, party: usize) -> Result<Best, Halt> {
        let best = packages.best(&zone(&packages.lowered.game, packages.budget), party)?;
        self.total = best.total;
        Ok(best)
    }

    /// The gain of a party, its ideal gain, and the one over the other.
    fn share(
        &mut self,
        packages: &Packages<'_>,
        concept: &'static Concept,
        party: usize,
    ) -> Result<Rational, Halt> {
        let game = &packages.lowered.game;
        let zone = zone(game, packages.budget);
        let (choice, best) = (packages.choice(&zone, concept)?, packages.best(&zone, party)?);
        let package = &choice.packages[0];
        self.gain(Which::Picked(concept), party, package);
        self.of(&Target::Ideal(concept, party), &best.package);
        self.of_two(&Target::Share(concept, party), package, &best.package);
        self.total = choice.total;
        let (gain, ideal) =
            (game.points(party, game.gain(package, party)), game.points(party, choice.ideal[party]));
        gain.checked_div(&ideal).ok_or(Halt::Missing(Missing::NothingToGain))
    }

    fn count(&mut self, of: CountOf, (taken, finds): Lines) {
        self.push(&Target::Count(of));
        self.taken.extend(taken);
        if let Some(last) = self.steps.last_mut() {
            last.finds = finds;
        }
    }
}

/// The product of all gains.
fn product(lowered: &Lowered, package: &[usize]) -> Rational {
    let game = &lowered.game;
    let gain = |party| game.points(party, game.gain(package, party));
    (0..game.parties()).fold(Rational::ONE, |product, party| &product * &gain(party))
}
