//! Which accounts lead to a number, and the number itself, found as the commands find it.

use crate::bargaining::zone::zone;
use crate::budget::Budget;
use crate::certify::arithmetic::{CountOf, Number};
use crate::lower::Lowered;
use crate::model::WalkAway;
use crate::numeric::Rational;
use crate::study::change::Change;
use crate::study::explain::counts::{Counted, Lines};
use crate::study::explain::packages::{Found, Packages, complete};
use crate::study::explain::target::{Target, What, Which};
use crate::study::explain::{Halt, Missing, fault};
use crate::study::scenario::Scenario;

/// Which accounts are to be written.
#[derive(Default)]
pub(in crate::study::explain) struct Plan {
    /// For each account the number that it works out, by path.
    pub(in crate::study::explain) targets: Vec<Target>,
    /// The same for the bookkeeper.
    pub(in crate::study::explain) numbers: Vec<Number>,
    /// The same as for [`crate::study::explain::Explained`].
    pub(in crate::study::explain) finds: Vec<Vec<Option<Vec<Change>>>>,
    /// What the lines of counts take away, in order.
    pub(in crate::study::explain) taken: Vec<u128>,
    /// How many packages are exactly as good.
    pub(in crate::study::explain) total: u128,
}

impl Plan {
    /// One more account.
    pub(in crate::study::explain) fn push(&mut self, target: &Target, number: Number) {
        self.targets.push(target.clone());
        self.numbers.push(number);
        self.finds.push(Vec::new());
        self.total = self.total.max(1);
    }

    /// The account of a walk-away value that has to be worked out first.
    fn floor(&mut self, scenario: &Scenario, party: usize) {
        let walk_away = scenario.case().signatories().nth(party).and_then(|party| party.walk_away.as_ref());
        if matches!(walk_away, Some(WalkAway::Package { .. })) {
            self.push(&Target::WalkAway(party), Number::WalkAway(party));
        }
    }

    fn gain(&mut self, scenario: &Scenario, which: Which, party: usize, package: &[usize]) {
        if !self.numbers.contains(&Number::WalkAway(party)) {
            self.floor(scenario, party);
        }
        let number = Number::Gain { party, package: package.to_vec() };
        self.push(&Target::OfPackage(which, What::Gain(party)), number);
    }

    /// The gains of all, and their product.
    fn product(&mut self, scenario: &Scenario, which: Which, parties: usize, package: &[usize]) {
        for party in 0..parties {
            self.gain(scenario, which, party, package);
        }
        self.push(&Target::OfPackage(which, What::Product), Number::Product(package.to_vec()));
    }

    /// Plans the accounts of a number, and finds it as the commands do.
    pub(in crate::study::explain) fn fill(
        &mut self,
        scenario: &Scenario,
        target: &Target,
        lowered: &Lowered,
        budget: &Budget<'_>,
    ) -> Result<Rational, Halt> {
        let game = &lowered.game;
        let packages = Packages { scenario, lowered, budget };
        let floor = |party: usize| game.points(party, game.walk_away()[party]);
        let gain = |package: &[usize], party: usize| game.points(party, game.gain(package, party));
        let product = |package: &[usize]| {
            (0..game.parties()).fold(Rational::ONE, |product, party| &product * &gain(package, party))
        };
        Ok(match target {
            Target::Input(_) => return Err(fault("input").into()),
            Target::WalkAway(party) => {
                self.push(target, Number::WalkAway(*party));
                floor(*party)
            }
            Target::OfPackage(which, what) => {
                let Found { package, total, .. } = packages.find(*which)?;
                let answered = match *what {
                    What::Utility(party) => {
                        self.push(target, Number::Utility { party, package: package.clone() });
                        game.points(party, game.utility(&package, party))
                    }
                    What::Gain(party) => {
                        self.gain(scenario, *which, party, &package);
                        gain(&package, party)
                    }
                    What::Product => {
                        self.product(scenario, *which, game.parties(), &package);
                        product(&package)
                    }
                };
                self.total = total;
                answered
            }
            Target::Best(party) => {
                let zone = zone(game, budget);
                let best = packages.best(&zone, *party)?;
                self.push(target, Number::Best { party: *party, package: best.package });
                self.total = best.total;
                game.points(*party, best.utility)
            }
            Target::Slack(party) => {
                let zone = zone(game, budget);
                let best = packages.best(&zone, *party)?;
                self.floor(scenario, *party);
                self.push(target, Number::Ideal { party: *party, package: best.package });
                self.total = best.total;
                &game.points(*party, best.utility) - &floor(*party)
            }
            Target::Ideal(concept, party) => {
                let zone = zone(game, budget);
                let choice = packages.choice(&zone, concept)?;
                let best = packages.best(&zone, *party)?;
                self.floor(scenario, *party);
                self.push(target, Number::Ideal { party: *party, package: best.package });
                self.total = best.total;
                game.points(*party, choice.ideal[*party])
            }
            Target::Share(concept, party) => {
                let zone = zone(game, budget);
                let choice = packages.choice(&zone, concept)?;
                let best = packages.best(&zone, *party)?;
                let (package, ideal) =
                    (choice.packages[0].clone(), game.points(*party, choice.ideal[*party]));
                let Some(share) = gain(&package, *party).checked_div(&ideal) else {
                    return Err(Halt::Missing(Missing::NothingToGain));
                };
                self.gain(scenario, Which::Picked(concept), *party, &package);
                let number = Number::Ideal { party: *party, package: best.package.clone() };
                self.push(&Target::Ideal(concept, *party), number);
                self.push(target, Number::Share { party: *party, package, ideal: best.package });
                self.total = choice.total;
                share
            }
            Target::Lead(concept) => {
                let Found { package, total, rival } = packages.find(Which::Picked(concept))?;
                let Some(rival) = rival else { return Err(Halt::Missing(Missing::NoRival)) };
                let (best, next) = (product(&package), product(&rival));
                let Some(lead) = (&best - &next).checked_div(&next) else {
                    return Err(Halt::Missing(Missing::NoProduct));
                };
                self.product(scenario, Which::Picked(concept), game.parties(), &package);
                self.product(scenario, Which::NextBest(concept), game.parties(), &rival);
                self.push(target, Number::Lead { package, rival });
                self.total = total;
                lead
            }
            Target::Shortfall => {
                let closest = packages.closest()?;
                let package = closest.packages[0].clone();
                for party in 0..game.parties() {
                    let utility = Number::Utility { party, package: package.clone() };
                    self.push(&Target::OfPackage(Which::Closest, What::Utility(party)), utility);
                    self.floor(scenario, party);
                }
                self.push(target, Number::Shortfall(package));
                self.total = closest.total;
                closest.shortfall.clone()
            }
            Target::Count(of) => {
                let zone = zone(game, budget);
                let facts = complete(&zone)?;
                let counted = |of: CountOf| Counted { scenario, lowered, facts, budget }.lines(of);
                if matches!(of, CountOf::OnBoundary | CountOf::Efficient) {
                    let below = counted(CountOf::Acceptable)?;
                    self.count(CountOf::Acceptable, below);
                }
                let lines = counted(*of)?;
                self.count(*of, lines);
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

    fn count(&mut self, of: CountOf, (taken, finds): Lines) {
        self.push(&Target::Count(of), Number::Count(of));
        self.taken.extend(taken);
        if let Some(last) = self.finds.last_mut() {
            *last = finds;
        }
    }
}
