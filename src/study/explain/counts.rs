//! How a count comes about: what each demand takes away, one after the other, then what each party refuses.
//!
//! Limits and forbidden combinations come first, then issues that are fixed, then conditions, then parties, each in file
//! order: what is left after a line can then be asked of `zopa zone`, with the later conditions lifted and the later
//! parties made to accept anything. Every count here comes from the engine.

use crate::bargaining::finite::survey;
use crate::budget::Budget;
use crate::certify::arithmetic::CountOf;
use crate::certify::bargaining::ZoneFacts;
use crate::games::bargaining::BargainingGame;
use crate::lower::{DemandKind, Lowered};
use crate::model::WalkAway;
use crate::numeric::Rational;
use crate::study::change::{Change, Lifted};
use crate::study::explain::{Halt, fault};
use crate::study::scenario::Scenario;

/// What each line takes away, and for each line of the account the what-ifs under which what is left is counted.
pub(in crate::study::explain) type Lines = (Vec<u128>, Vec<Option<Vec<Change>>>);

/// A zone that has been counted.
pub(in crate::study::explain) struct Counted<'a> {
    /// The case with its what-ifs.
    pub(in crate::study::explain) scenario: &'a Scenario,
    /// Its game.
    pub(in crate::study::explain) lowered: &'a Lowered,
    /// What was counted.
    pub(in crate::study::explain) facts: &'a ZoneFacts,
    /// How long to count.
    pub(in crate::study::explain) budget: &'a Budget<'a>,
}

impl Counted<'_> {
    /// The lines of a count.
    pub(in crate::study::explain) fn lines(&self, of: CountOf) -> Result<Lines, Halt> {
        let own = || Some(self.scenario.changes().to_vec());
        if of == CountOf::Efficient {
            let taken = self.facts.acceptable - self.facts.efficient;
            return Ok((vec![taken], vec![own()]));
        }
        let (mut left, mut finds) = (Vec::new(), Vec::new());
        if of == CountOf::OnBoundary {
            left.push(self.facts.acceptable);
            for party in 0..self.game().parties() {
                left.push(self.accepting(|other, floor| floor + i128::from(other <= party))?);
                finds.push(Some(self.raised(party)));
            }
            finds.push(own());
        } else {
            self.demands(&mut left, &mut finds);
            if of == CountOf::Acceptable {
                for party in 0..self.game().parties() {
                    let least = |other| self.game().least_utility(other);
                    let asked = |other, floor| if other <= party { floor } else { least(other) };
                    left.push(self.accepting(asked)?);
                    finds.push(Some(self.lowered_floors(party + 1)));
                }
            }
        }
        if self.budget.is_exhausted() {
            return Err(Halt::CutShort);
        }
        let taken = left.windows(2).map(|pair| pair[0].saturating_sub(pair[1])).collect();
        Ok((taken, finds))
    }

    fn game(&self) -> &BargainingGame {
        &self.lowered.game
    }

    /// What is left after each demand that is not a party's; the first entry is all packages.
    fn demands(&self, left: &mut Vec<u128>, finds: &mut Vec<Option<Vec<Change>>>) {
        let labels = &self.lowered.labels;
        let mut order: Vec<usize> = (0..labels.demands.len()).collect();
        order.sort_by_key(|&demand| match labels.demands[demand].kind {
            DemandKind::Limit => 0,
            DemandKind::Forbidden => 1,
            DemandKind::Fix => 2,
            DemandKind::Condition => 3,
        });
        let is = |place: usize, kind: DemandKind| labels.demands[order[place]].kind == kind;
        for asked in 0..=order.len() {
            let held = &order[..asked];
            let game = self.game().with_rules(|rule| held.contains(&labels.rule_demand[rule]));
            left.push(if asked == 0 { game.packages() } else { survey(&game, self.budget).admissible });
            let waits = |kind| (asked..order.len()).any(|place| is(place, kind));
            let fixes = (0..asked).filter(|&place| is(place, DemandKind::Fix)).count();
            let conditions = (0..asked).filter(|&place| is(place, DemandKind::Condition)).count();
            let can_ask = !waits(DemandKind::Limit) && !waits(DemandKind::Forbidden);
            finds.push(can_ask.then(|| self.without(fixes, conditions)));
        }
    }

    /// How many admissible packages give every party at least a floor.
    fn accepting(&self, floor: impl Fn(usize, i128) -> i128) -> Result<u128, Halt> {
        let floors = self.game().walk_away().iter().enumerate().map(|(party, &own)| floor(party, own));
        let game = self.game().with_walk_away(floors.collect()).map_err(|_| fault("count"))?;
        let survey = survey(&game, self.budget);
        if survey.is_complete { Ok(survey.acceptable) } else { Err(Halt::CutShort) }
    }

    /// The run with only the first of its fixes and of its conditions.
    fn without(&self, fixes: usize, conditions: usize) -> Vec<Change> {
        let later = &self.scenario.case().conditions[conditions..];
        let lifts_all = conditions == 0 && later.len() > 1;
        let mut kept = 0;
        let mut changes = self.scenario.changes().to_vec();
        changes.retain(|change| match change {
            Change::Fix { .. } => {
                kept += 1;
                kept <= fixes
            }
            _ => true,
        });
        match lifts_all {
            true => changes.push(Change::Without(Lifted::All)),
            false => {
                changes.extend(later.iter().map(|one| Change::Without(Lifted::Named(one.id.text.clone()))))
            }
        }
        changes
    }

    /// The run in which all parties from one on accept anything.
    fn lowered_floors(&self, from: usize) -> Vec<Change> {
        let mut changes = self.scenario.changes().to_vec();
        for party in from..self.game().parties() {
            let least = self.game().points(party, self.game().least_utility(party));
            self.set(&mut changes, party, &Rational::from_whole(least.floor()));
        }
        changes
    }

    /// The run in which all parties up to one ask for the least bit more.
    fn raised(&self, to: usize) -> Vec<Change> {
        let mut changes = self.scenario.changes().to_vec();
        for party in 0..=to {
            let more = self.game().points(party, self.game().walk_away()[party] + 1);
            self.set(&mut changes, party, &more);
        }
        changes
    }

    /// Gives a party another walk-away value, whatever it is taken from.
    fn set(&self, changes: &mut Vec<Change>, party: usize, floor: &Rational) {
        let case = self.scenario.case();
        let Some(one) = case.signatories().nth(party) else { return };
        let own = format!("parties.{}.walk_away", one.id.text);
        let (path, value) = match &one.walk_away {
            Some(WalkAway::Package { premium, .. }) => {
                let now = self.game().points(party, self.game().walk_away()[party]);
                (format!("{own}.premium"), &(floor - &now) + &premium.value)
            }
            _ => (own, floor.clone()),
        };
        let also = format!("bargaining.disagreement[{party}]");
        // What a shock sets comes last, so its own number has to be another one.
        let shock = changes.iter().rev().find_map(|change| {
            let Change::Shock { name, .. } = change else { return None };
            let set = &case.shock(name)?.set;
            let place = set.iter().rposition(|(target, _)| target.text == path || target.text == also)?;
            Some(format!("shocks.{name}.set[{place}]"))
        });
        let path = shock.unwrap_or(path);
        changes.retain(
            |change| !matches!(change, Change::Set { path: other, .. } if *other == path || *other == also),
        );
        changes.push(Change::Set { path, value });
    }
}
