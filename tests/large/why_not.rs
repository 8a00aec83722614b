//! Why there is no zone, without a list: held against a look at every package, against sums by hand, and against wrong claims.

use std::collections::BTreeSet;

use dashu_int::IBig;
use zopa::bargaining::large::demands::{closest, farthest, settled};
use zopa::budget::Budget;
use zopa::certify::bargaining::{Blocking, LargeBlocking, LargeClosest, LargeFacts, Referee};
use zopa::games::bargaining::BargainingGame;
use zopa::lower::Lowered;
use zopa::numeric::Rational;
use zopa::study::change::Change;
use zopa::study::opening::{LargeWhyNot, Opening, large_why_not, why_not};
use zopa::study::scenario::Scenario;

use crate::common::{every_package, of_parties};
use crate::random_case::random_case;

type Package = Vec<usize>;

fn loss(game: &BargainingGame, package: &[usize]) -> Rational {
    (0..game.parties()).map(|party| game.points(party, -game.gain(package, party))).max().unwrap()
}

/// The demands that each package meets, as bits: parties, then conditions, limits and so on.
fn met(lowered: &Lowered) -> Vec<(Package, u64)> {
    let Lowered { game, labels } = lowered;
    let parties = game.parties();
    let bits = |package: &Package| {
        let mut bits = 0_u64;
        for party in 0..parties {
            bits |= u64::from(game.gain(package, party) >= 0) << party;
        }
        for demand in 0..labels.demands.len() {
            let own = game.rules().iter().zip(&labels.rule_demand).filter(|(_, owner)| **owner == demand);
            let is_met = own.into_iter().all(|(rule, _)| game.meets(package, rule));
            bits |= u64::from(is_met) << (parties + demand);
        }
        bits
    };
    every_package(game).into_iter().map(|(package, _)| (package.clone(), bits(&package))).collect()
}

/// Minimal sets of `among` that no package that meets `background` meets.
fn minimal_unmet(met: &[(Package, u64)], among: &[usize], background: u64) -> BTreeSet<u64> {
    let bit = |place: usize| 1_u64 << among[place];
    let spread = |set: u64| (0..among.len()).filter(|place| set >> place & 1 == 1).map(bit).sum::<u64>();
    let unmet = |set: u64| !met.iter().any(|(_, own)| own & (set | background) == set | background);
    let all: Vec<u64> = (1..1_u64 << among.len()).map(spread).filter(|set| unmet(*set)).collect();
    all.iter().copied().filter(|set| !all.iter().any(|other| other != set && other & set == *other)).collect()
}

fn as_bits(lowered: &Lowered, blocking: &Blocking) -> u64 {
    let rules = blocking.rules.iter().map(|rules| lowered.labels.rule_demand[rules[0]]);
    let rules: u64 = rules.map(|demand| 1 << (lowered.game.parties() + demand)).sum();
    rules + blocking.parties.iter().map(|party| 1_u64 << party).sum::<u64>()
}

/// Everything that is said about a small case, by a look at every package.
fn check(scenario: &Scenario, lowered: &Lowered, found: &LargeWhyNot, seed: u64) -> &'static str {
    let Lowered { game, labels } = lowered;
    let parties = game.parties();
    let met = met(lowered);
    let everyone = (1_u64 << parties) - 1;
    let everything = (1_u64 << (parties + labels.demands.len())) - 1;
    let is_open = met.iter().any(|(_, own)| *own == everything);
    assert_eq!(found.is_open(), Some(is_open), "{seed}");
    assert!(found.is_complete, "{seed}");
    if is_open {
        return "open";
    }
    let rules = everything & !everyone;
    let admissible: Vec<&Package> =
        met.iter().filter(|(_, own)| own & rules == rules).map(|(package, _)| package).collect();
    assert_eq!(found.has_admissible, Some(!admissible.is_empty()), "{seed}");
    if let Some(facts) = &found.admissible {
        assert_eq!(facts.admissible, Some(admissible.len().into()), "{seed}");
    }
    let losses: Vec<Rational> = admissible.iter().map(|package| loss(game, package)).collect();
    let least = losses.iter().min();
    assert_eq!(found.closest.as_ref().map(|closest| &closest.shortfall), least, "{seed}");
    if let Some(closest) = &found.closest {
        let ties: Vec<&Package> = admissible
            .iter()
            .zip(&losses)
            .filter(|(_, own)| Some(*own) == least)
            .map(|(one, _)| *one)
            .collect();
        assert_eq!(closest.total, Some(ties.len() as u128), "{seed}");
        assert!(closest.packages.iter().eq(ties.into_iter().take(20)), "{seed}");
    }
    let of_parties: Vec<usize> = (0..parties).collect();
    let expected = match admissible.is_empty() {
        true => BTreeSet::new(),
        false => minimal_unmet(&met, &of_parties, rules),
    };
    let sets: BTreeSet<u64> = found.parties.iter().map(|set| as_bits(lowered, &set.blocking)).collect();
    assert_eq!(sets, expected, "{seed}");
    assert!(found.parties_complete, "{seed}");
    let all: Vec<usize> = (0..parties + labels.demands.len()).collect();
    let expected = minimal_unmet(&met, &all, 0);
    let set = as_bits(lowered, &found.demands.as_ref().unwrap().blocking);
    assert!(expected.contains(&set), "{seed}");
    assert_eq!(found.demands_complete, expected.len() == 1, "{seed}");
    check_openings(scenario, lowered, found, &met, seed);
    if admissible.is_empty() { "impossible" } else { "empty" }
}

fn check_openings(
    scenario: &Scenario,
    lowered: &Lowered,
    found: &LargeWhyNot,
    met: &[(Package, u64)],
    seed: u64,
) {
    let Lowered { game, labels } = lowered;
    let parties = game.parties();
    let everything = (1_u64 << (parties + labels.demands.len())) - 1;
    let without = |place: usize| {
        let others = everything & !(1 << place);
        met.iter().filter(move |(_, own)| own & others == others).map(|(package, _)| package)
    };
    let mut seen = BTreeSet::new();
    for opening in &found.openings {
        match opening {
            Opening::WalkAway { party, from, to, .. } => {
                let best = without(*party).map(|package| game.utility(package, *party)).max().unwrap();
                assert_eq!(*to, game.points(*party, best), "{seed}");
                assert_eq!(*from, game.points(*party, game.walk_away()[*party]), "{seed}");
                seen.insert(*party);
            }
            Opening::Lifted { demand, .. } => {
                seen.insert(parties + demand);
            }
            Opening::LimitMoved { demand, issue, to, .. } => {
                let rule = labels.rule_demand.iter().position(|owner| owner == demand).unwrap();
                let zopa::games::bargaining::Rule::Combinations { allowed, .. } = &game.rules()[rule] else {
                    panic!("{seed}")
                };
                let off = |level: usize| {
                    (0..allowed.len()).filter(|&own| allowed[own]).map(|own| own.abs_diff(level)).min()
                };
                let nearest = without(parties + demand).map(|package| off(package[*issue])).min();
                assert_eq!(Some(off(*to)), nearest, "{seed}");
                assert!(without(parties + demand).any(|package| package[*issue] == *to), "{seed}");
                seen.insert(parties + demand);
            }
            Opening::SumMoved { demand, .. } => {
                seen.insert(parties + demand);
            }
            Opening::Shock { .. } => {}
        }
    }
    let expected: BTreeSet<usize> = (0..parties + labels.demands.len())
        .filter(|place| *place < parties || labels.rule_demand.contains(&(place - parties)))
        .filter(|place| without(*place).next().is_some())
        .collect();
    assert_eq!(seen, expected, "{seed}");
    // Moved limits and shocks are those that the listing finds, which counts them.
    let listed = why_not(scenario, lowered, &Budget::unlimited()).unwrap();
    let moved = |openings: &[Opening]| -> Vec<String> {
        let words = |opening: &Opening| match opening {
            Opening::LimitMoved { demand, to, .. } => Some(format!("{demand} level {to}")),
            Opening::SumMoved { demand, to } => Some(format!("{demand} sum {to}")),
            Opening::Shock { name, .. } => Some(name.clone()),
            _ => None,
        };
        openings.iter().filter_map(words).collect()
    };
    assert_eq!(moved(&found.openings), moved(&listed.openings), "{seed}");
}

#[test]
fn small_cases_are_explained_as_a_look_at_every_package_does() {
    let (mut kinds, mut moved) = (Vec::new(), 0);
    for seed in 0..700 {
        let case = random_case(seed);
        let factor = ["0", "1", "1/3", "2"][(seed % 4) as usize].parse().unwrap();
        let scenario = Scenario::new(&case, &[Change::Shock { name: "storm".into(), factor }]).unwrap();
        let lowered = scenario.lower().unwrap();
        let found = large_why_not(&scenario, &lowered, &Budget::unlimited()).unwrap();
        kinds.push(check(&scenario, &lowered, &found, seed));
        let limits = found
            .openings
            .iter()
            .filter(|opening| matches!(opening, Opening::LimitMoved { .. } | Opening::SumMoved { .. }));
        moved += limits.count();
    }
    let count = |kind: &str| kinds.iter().filter(|own| **own == kind).count();
    let counts = (count("open"), count("empty"), count("impossible"), moved);
    assert!(counts.0 > 100 && counts.1 > 80 && counts.2 > 8 && counts.3 > 10, "{counts:?}");
}

#[test]
fn games_of_one_to_six_parties_are_settled_as_listed() {
    let mut empty = 0;
    for seed in 0..400 {
        let parties = 1 + (seed % 6) as usize;
        let game = of_parties(seed, parties);
        let packages: Vec<Package> = every_package(&game)
            .into_iter()
            .map(|(package, _)| package)
            .filter(|package| game.is_admissible(package))
            .collect();
        let accepts = |package: &&Package, but: Option<usize>| {
            (0..parties).all(|party| but == Some(party) || game.gain(package, party) >= 0)
        };
        let facts = settled(&game, &Budget::unlimited()).unwrap();
        assert_eq!(facts.is_open, packages.iter().any(|package| accepts(&package, None)), "{seed}");
        empty += usize::from(!facts.is_open);
        for party in 0..parties {
            let best = packages
                .iter()
                .filter(|package| accepts(package, Some(party)))
                .map(|package| game.utility(package, party))
                .max();
            let found = farthest(&game, party, &Budget::unlimited()).map(|found| found.utility);
            assert_eq!(found, best, "{seed} {party}");
        }
        let found = closest(&game, 5, &Budget::unlimited());
        let least = packages.iter().map(|package| loss(&game, package)).min();
        assert_eq!(found.map(|closest| closest.shortfall.clone()), least, "{seed}");
    }
    assert!(empty > 60, "{empty}");
}

#[test]
fn a_wrong_claim_about_the_closest_package_is_refused() {
    let mut tried = 0;
    for seed in 0..120 {
        let game = of_parties(seed, 2 + (seed % 3) as usize);
        let Some(right) = closest(&game, 5, &Budget::unlimited()) else { continue };
        let right = right.into_claim();
        let referee = Referee::new(&game);
        let is_refused = |claim: LargeClosest| referee.judge_large_closest(claim).is_err();
        assert!(!is_refused(right.clone()));
        for shift in [Rational::ONE, -&Rational::ONE, Rational::new(1, 1000).unwrap()] {
            let shortfall = &right.shortfall + &shift;
            let at_least = shortfall.clone();
            assert!(is_refused(LargeClosest { shortfall, at_least, ..right.clone() }), "{seed}");
        }
        // No bound above what can be had, and none that the weights do not show.
        let at_least = &right.shortfall + &Rational::new(1, 1000).unwrap();
        assert!(is_refused(LargeClosest { at_least: at_least.clone(), ..right.clone() }), "{seed}");
        let total = right.total.unwrap();
        assert!(is_refused(LargeClosest { total: Some(total + 1), ..right.clone() }), "{seed}");
        assert!(is_refused(LargeClosest { total: Some(0), ..right.clone() }), "{seed}");
        assert!(is_refused(LargeClosest { packages: Vec::new(), ..right.clone() }), "{seed}");
        assert!(is_refused(LargeClosest { proof: LargeFacts::default(), ..right.clone() }), "{seed}");
        let mut proof = right.proof.clone();
        proof.ruled_out.as_mut().unwrap()[0] = IBig::from(-1);
        assert!(is_refused(LargeClosest { proof, ..right.clone() }), "{seed}");
        // A package that is further off, with its own true loss and the same weights.
        let other = every_package(&game)
            .into_iter()
            .map(|(package, _)| package)
            .find(|package| game.is_admissible(package) && loss(&game, package) > right.shortfall);
        let Some(other) = other else { continue };
        let (shortfall, packages) = (loss(&game, &other), vec![other]);
        let further =
            LargeClosest { at_least: shortfall.clone(), shortfall, packages, total: None, ..right.clone() };
        assert!(is_refused(further.clone()), "{seed}");
        // With a bound that holds it is only said to come near.
        let near = LargeClosest { at_least: right.shortfall.clone(), ..further.clone() };
        assert!(!is_refused(near.clone()), "{seed}");
        assert!(is_refused(LargeClosest { at_least, ..further }), "{seed}");
        assert!(is_refused(LargeClosest { total: Some(1), ..near }), "{seed}");
        tried += 1;
    }
    assert!(tried > 50, "{tried}");
}

#[test]
fn a_wrong_claim_about_who_blocks_is_refused() {
    let (mut tried, mut fewer) = (0, 0);
    for seed in 0..400 {
        let case = random_case(seed);
        let scenario = Scenario::new(&case, &[]).unwrap();
        let lowered = scenario.lower().unwrap();
        let found = large_why_not(&scenario, &lowered, &Budget::unlimited()).unwrap();
        let referee = Referee::new(&lowered.game);
        let is_refused = |claim: LargeBlocking| referee.judge_large_blocking(claim).is_err();
        for right in found.parties.iter().chain(&found.demands) {
            let right: LargeBlocking = (**right).clone();
            assert!(!is_refused(right.clone()));
            tried += 1;
            assert!(is_refused(LargeBlocking { proof: LargeFacts::default(), ..right.clone() }));
            let change = |change: &dyn Fn(&mut LargeBlocking)| {
                let mut wrong = right.clone();
                change(&mut wrong);
                wrong
            };
            assert!(is_refused(change(&|wrong| {
                wrong.blocking.witnesses.pop();
            })));
            assert!(is_refused(change(&|wrong| wrong.blocking.witnesses[0].clear())));
            assert!(is_refused(change(&|wrong| wrong.blocking.parties.push(99))));
            assert!(is_refused(change(&|wrong| wrong.proof.is_open = true)));
            if right.blocking.witnesses.len() > 1 {
                assert!(is_refused(change(&|wrong| wrong.blocking.witnesses.rotate_left(1))));
                // One demand less can be met.
                fewer += 1;
                assert!(is_refused(change(&|wrong| {
                    wrong.blocking.witnesses.remove(0);
                    match wrong.blocking.parties.is_empty() {
                        true => drop(wrong.blocking.rules.remove(0)),
                        false => drop(wrong.blocking.parties.remove(0)),
                    }
                })));
            }
        }
    }
    assert!(tried > 100 && fewer > 60, "{tried} {fewer}");
}

#[test]
fn a_run_cut_short_claims_nothing_that_it_does_not_know() {
    let mut cut = 0;
    for seed in 0..60 {
        let case = random_case(seed);
        let scenario = Scenario::new(&case, &[]).unwrap();
        let lowered = scenario.lower().unwrap();
        let whole = large_why_not(&scenario, &lowered, &Budget::unlimited()).unwrap();
        for work in [0, 3, 10, 30, 100, 300, 1000] {
            let found = large_why_not(&scenario, &lowered, &Budget::of_work(work)).unwrap();
            assert!(found.is_open().is_none_or(|is_open| Some(is_open) == whole.is_open()), "{seed}");
            let shortfall = |found: &LargeWhyNot| found.closest.as_ref().map(|own| own.shortfall.clone());
            assert!(shortfall(&found).is_none_or(|own| Some(own) == shortfall(&whole)), "{seed}");
            let is_more = found.openings.len() < whole.openings.len() && whole.is_open() == Some(false);
            assert!(found.openings.len() <= whole.openings.len(), "{seed}");
            assert!(!(is_more && found.openings_complete), "{seed}");
            assert!(!(found.parties.len() < whole.parties.len() && found.parties_complete), "{seed}");
            if !found.is_complete {
                cut += 1;
            } else {
                assert_eq!(found.openings.len(), whole.openings.len(), "{seed}");
                assert_eq!(found.parties, whole.parties, "{seed}");
            }
        }
    }
    assert!(cut > 60, "{cut}");
}

#[test]
fn a_count_that_is_no_count_modulo_a_power_of_two_is_refused() {
    use zopa::games::bargaining::Term;

    // One party has the level of the first of 65 issues and walks away with 2; the others say nothing, so that every package has
    // 2^64 like it.
    let term = Term { issues: vec![0], table: vec![0, 1] };
    let game = BargainingGame::new(vec![2; 65], vec![1_u8.into()], vec![term], vec![], vec![2]).unwrap();
    let referee = Referee::new(&game);
    let none = LargeFacts { acceptable: Some(0_u8.into()), ..LargeFacts::default() };
    let claim = |points: i64, level: usize| {
        let mut package = vec![0; 65];
        package[0] = level;
        let points = Rational::from(points);
        let (shortfall, at_least) = (points.clone(), points);
        LargeClosest { shortfall, at_least, packages: vec![package], total: None, proof: none.clone() }
    };
    assert!(referee.judge_large_closest(claim(1, 1)).is_ok());
    // With a loss of 1 there are packages, though their number has the remainder 0.
    assert!(referee.judge_large_closest(claim(2, 0)).is_err());
    let reachable = BargainingGame::with_walk_away(&game, vec![1]).unwrap();
    assert!(Referee::new(&reachable).judge_large(none).is_err());
}
