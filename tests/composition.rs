//! Composition under vetoes: known answers, a second method, degenerate problems, and refusals.
//!
//! "Reference" is the enumeration of the Northern Mali Contact Group by a second program
//! (`reference_answers.json`, part `contact_group`; exact enumeration by a second program, 2026). "By hand" is
//! worked out where it is used. The second method of the random problems is in [`naive`]: lists of members,
//! tested one by one.

#![allow(clippy::unwrap_used)]

#[path = "common/generate.rs"]
mod generate;

use generate::Generator;
use zopa::budget::Budget;
use zopa::certify::composition::{
    Attained, Blocked, CompositionFacts, LimitSteps, Mend, Referee, Room, RuleCosts, Standings,
};
use zopa::certify::{Strength, Verdict};
use zopa::coalition::Coalition;
use zopa::composition::compose::{Composition, compose};
use zopa::composition::group::{mend, room, verdict};
use zopa::composition::pivotal::standings;
use zopa::composition::rules::{limit_steps, rule_costs};
use zopa::games::composition::{Charter, CompositionProblem, InvalidComposition, Rule, ShareLimit};
use zopa::numeric::Rational;

const NAMES: [&str; 15] =
    ["US", "FR", "GB", "RU", "CN", "DZ", "MA", "MR", "TD", "NE", "BF", "DE", "EU", "ES", "IT"];

fn number(text: &str) -> Rational {
    text.parse().unwrap()
}

fn group(names: &str) -> Coalition {
    names.split_whitespace().map(|name| NAMES.iter().position(|other| *other == name).unwrap()).collect()
}

/// The Northern Mali Contact Group, with a limit on the Western share.
fn mali(limit: &str) -> CompositionProblem {
    let funds = [60, 20, 20, 5, 30, 15, 10, 2, 1, 1, 1].map(Rational::from).to_vec();
    let limit = ShareLimit { carriers: group("US FR GB DE EU ES IT"), at_most: number(limit) };
    let charter = Charter {
        funds,
        extra_funds: [25, 40, 10, 10].map(Rational::from).to_vec(),
        must: vec![7],
        implies: vec![(5, 6)],
        limits: vec![limit],
        goal: Some(100.into()),
    };
    CompositionProblem::new(charter).unwrap()
}

fn free() -> Budget<'static> {
    Budget::unlimited()
}

fn composed(problem: &CompositionProblem) -> (Composition<'_>, CompositionFacts) {
    let composition = compose(problem, &free());
    let facts = composition.answer().found().expect("an acceptable group").clone().into_claim();
    (composition, facts)
}

// ---- refusals

#[test]
fn composition_refuses_counts_that_are_off_by_one_and_groups_that_are_not_the_best() {
    let problem = mali("1/3");
    let (composition, facts) = composed(&problem);
    let judge = |change: &dyn Fn(&mut CompositionFacts)| {
        let mut claim = facts.clone();
        change(&mut claim);
        Referee::new(&problem).judge_facts(claim).is_ok()
    };
    assert!(judge(&|_| {}));
    assert!(!judge(&|claim| claim.acceptable += 1));
    assert!(!judge(&|claim| claim.reaching -= 1));
    assert!(!judge(&|claim| claim.subsets += 1));
    // What a share compared in doubles would count.
    assert!(!judge(&|claim| claim.acceptable = 514));
    // The runner-up: all but one of the Sahel states bring 164.
    let second = group("US FR GB RU CN DZ MA MR TD NE");
    assert!(problem.is_acceptable(second));
    assert!(!judge(&|claim| {
        claim.best = Attained { value: 164.into(), total: 3, groups: vec![second] };
    }));
    assert!(!judge(&|claim| claim.best.groups = vec![second]));
    // Five members reach the goal as well, but four are fewer.
    let larger = group("US CN MA MR TD");
    assert!(problem.is_acceptable(larger) && problem.reaches(larger));
    assert!(!judge(&|claim| {
        claim.smallest = Some(Attained { value: 5, total: 1, groups: vec![larger] });
    }));
    assert!(!judge(&|claim| claim.smallest = None));
    assert!(composition.referee().judge_facts(facts.clone()).is_ok());
}

#[test]
fn composition_refuses_a_missing_tie() {
    // By hand: 2 or 2 of three candidates, one of whom must be left out: {0, 1} and {0, 2} tie.
    let limit = ShareLimit { carriers: Coalition::from_bits(0b110), at_most: number("1/2") };
    let funds = vec![1.into(), 2.into(), 2.into()];
    let charter = Charter { funds, limits: vec![limit], goal: Some(3.into()), ..Charter::default() };
    let problem = CompositionProblem::new(charter).unwrap();
    let (_, facts) = composed(&problem);
    let both = vec![Coalition::from_bits(0b011), Coalition::from_bits(0b101)];
    assert_eq!(facts.best, Attained { value: 3.into(), total: 2, groups: both.clone() });
    let judge = |claim| Referee::new(&problem).judge_facts(claim).is_ok();
    let mut claim = facts.clone();
    claim.best.groups.pop();
    assert!(!judge(claim.clone()));
    claim.best.total = 1;
    assert!(!judge(claim));
    let mut claim = facts;
    claim.best.groups.reverse();
    assert!(!judge(claim));
}

#[test]
fn composition_refuses_wrong_standings_costs_steps_and_changes() {
    let problem = mali("1/3");
    let (composition, _) = composed(&problem);
    let referee = Referee::new(&problem);
    let right: Standings = standings(&composition, &free()).found().unwrap().clone().into_claim();
    for member in 0..11 {
        let mut claim = right.clone();
        claim.standings[member].critical_in ^= 1;
        assert!(referee.judge_standings(claim).is_err());
    }
    let right: RuleCosts = rule_costs(&composition, &free()).found().unwrap().clone().into_claim();
    let mut claim = right.clone();
    claim.costs[1].acceptable += 1;
    assert!(referee.judge_costs(claim).is_err());
    let mut claim = right;
    claim.costs.swap(0, 1);
    assert!(referee.judge_costs(claim).is_err());
    let range = (Rational::ZERO, Rational::ONE);
    let right: LimitSteps =
        limit_steps(&composition, 0, range).unwrap().found().unwrap().clone().into_claim();
    assert!(referee.judge_steps(right.clone()).is_ok());
    let mut claim = right.clone();
    let third = claim.steps.iter().position(|step| step.from == number("1/3")).unwrap();
    claim.steps[third].from = number("0.3333333333333333");
    assert!(referee.judge_steps(claim).is_err());
    let mut claim = right;
    claim.steps.remove(third);
    assert!(referee.judge_steps(claim).is_err());
    let right: Mend =
        mend(&composition, group("US FR GB RU CN"), &free()).found().unwrap().clone().into_claim();
    let mut claim = right.clone();
    claim.total -= 1;
    claim.groups.pop();
    assert!(referee.judge_mend(claim).is_err());
    let mut claim = right;
    (claim.changes, claim.total) = (4, 1);
    claim.groups = vec![group("RU CN MR NE")];
    assert!(referee.judge_mend(claim).is_err());
    let right: Room = room(&composition, Coalition::all(11), &free()).found().unwrap().clone().into_claim();
    let mut claim = right.clone();
    claim.greatest = Some(0);
    (claim.total, claim.choices) = (1, vec![Coalition::EMPTY]);
    assert!(referee.judge_room(claim).is_err());
    let mut claim = right;
    claim.alone = claim.alone.without(11);
    assert!(referee.judge_room(claim).is_err());
    let mut claim = verdict(&composition, group("US FR GB RU CN")).found().unwrap().clone().into_claim();
    claim.shares[0] = Some(number("0.6000001"));
    assert!(referee.judge_group(claim).is_err());
}

#[test]
fn composition_refuses_rules_that_block_nothing_or_more_than_is_needed() {
    // By hand: the first must be in and is a carrier of whom none is allowed; the implication plays no part.
    let limit = ShareLimit { carriers: Coalition::single(0), at_most: Rational::ZERO };
    let charter = Charter {
        funds: vec![1.into(); 3],
        must: vec![0],
        implies: vec![(0, 1)],
        limits: vec![limit],
        ..Charter::default()
    };
    let problem = CompositionProblem::new(charter).unwrap();
    let composition = compose(&problem, &free());
    let right = composition.answer().refutation().unwrap().clone().into_claim();
    assert_eq!(right.rules, [Rule::Must(0), Rule::Share(0)]);
    assert!(right.witnesses[0].is_subset_of(Coalition::from_bits(0b110)));
    let judge = |rules: &[Rule], witnesses: &[u64]| {
        let witnesses = witnesses.iter().map(|&bits| Coalition::from_bits(bits)).collect();
        composition.referee().judge_blocked(Blocked { rules: rules.to_vec(), witnesses }).is_ok()
    };
    assert!(judge(&[Rule::Must(0), Rule::Share(0)], &[0b010, 0b011]));
    assert!(!judge(&[Rule::Must(0)], &[0b010]));
    assert!(!judge(&[Rule::Must(0), Rule::Implies(0), Rule::Share(0)], &[0b010, 0b001, 0b011]));
    assert!(!judge(&[Rule::Must(0), Rule::Share(0)], &[0b010, 0b010]));
    assert!(!judge(&[], &[]));
}

// ---- the Northern Mali Contact Group

#[test]
fn the_mali_contact_group_has_the_published_counts() {
    let problem = mali("1/3");
    let (composition, facts) = composed(&problem);
    // Reference.
    assert_eq!((facts.subsets, facts.acceptable, facts.reaching), (2047, 623, 181));
    assert_eq!(facts.best, Attained { value: 165.into(), total: 1, groups: vec![Coalition::all(11)] });
    let smallest = Attained { value: 4, total: 1, groups: vec![group("US CN MA MR")] };
    assert_eq!(facts.smallest, Some(smallest));
    let strength = composition.answer().found().unwrap().certificate().strength;
    assert_eq!(strength, Strength::Recount);
    // A third that is not one (reference: 514).
    assert_eq!(composed(&mali("0.3333333333333333")).1.acceptable, 514);
}

#[test]
fn the_five_permanent_members_alone_are_vetoed_and_the_eleven_are_not() {
    let problem = mali("1/3");
    let (composition, _) = composed(&problem);
    let five = verdict(&composition, group("US FR GB RU CN"));
    let five = five.found().unwrap();
    // Reference: share 0.6. By hand: Mauritania is missing as well, so no limit would do.
    assert_eq!(five.broken, [Rule::Must(7), Rule::Share(0)]);
    assert_eq!(five.shares, [Some(number("3/5"))]);
    assert_eq!((five.acceptable, five.accepted_from[0].clone()), (false, None));
    let eleven = verdict(&composition, Coalition::all(11));
    let eleven = eleven.found().unwrap();
    assert!(eleven.acceptable && eleven.reaches && eleven.broken.is_empty());
    assert_eq!((eleven.fund.clone(), eleven.shares[0].clone()), (165.into(), Some(number("3/11"))));
    assert_eq!(eleven.accepted_from, [Some(number("3/11"))]);
    // Reference: permanent members, Mauritania and Morocco: 3 of 7.
    let without = verdict(&composition, group("US FR GB RU CN MR MA"));
    let without = without.found().unwrap();
    assert_eq!((without.shares[0].clone(), without.acceptable), (Some(number("3/7")), false));
    assert_eq!(without.accepted_from, [Some(number("3/7"))]);
}

#[test]
fn the_permanent_members_become_acceptable_by_three_changes() {
    // By hand: Mauritania must join, which leaves 3 of 6. Two more changes: two of the three Western members
    // leave (3 ways: 1 of 4), or one leaves and one of Morocco, Chad, Niger, Burkina Faso joins (3 x 4 ways: 2 of
    // 6; Algeria would need Morocco). Two others joining leave 3 of 8, and no single change is enough.
    let problem = mali("1/3");
    let (composition, _) = composed(&problem);
    let answer = mend(&composition, group("US FR GB RU CN"), &free());
    let claim = answer.found().unwrap();
    assert_eq!((claim.changes, claim.total, claim.groups.len()), (3, 15, 15));
    assert!(claim.groups.contains(&group("US RU CN MR")));
    let same = mend(&composition, Coalition::all(11), &free());
    assert_eq!((same.found().unwrap().changes, same.found().unwrap().total), (0, 1));
}

#[test]
fn one_more_western_donor_is_allowed() {
    // Reference: 1. By hand: any of the four (4 of 12); with two it would be 5 of 13.
    let problem = mali("1/3");
    let (composition, _) = composed(&problem);
    let answer = room(&composition, Coalition::all(11), &free());
    let claim = answer.found().unwrap();
    assert_eq!((claim.greatest, claim.total), (Some(1), 4));
    assert_eq!(claim.alone, group("DE EU ES IT"));
    // By hand: the richest beside the eleven is the EU, and giving up a poorer Western member for it is no gain:
    // 165 + 40; France or Britain for Germany adds 5 more.
    let wider = problem.with_extras();
    let best = composed(&wider).1.best;
    assert_eq!(best.value, Rational::from(210));
    assert_eq!(best.total, 2);
    // Without Mauritania there is no way.
    let five = room(&composition, group("US FR GB RU CN"), &free());
    assert_eq!(five.found().unwrap().greatest, None);
}

#[test]
fn the_eleven_fall_below_a_limit_of_three_elevenths() {
    let problem = mali("1/3");
    let (composition, _) = composed(&problem);
    let range = (number("0.2"), number("0.5"));
    let answer = limit_steps(&composition, 0, range).unwrap();
    let steps = answer.found().unwrap();
    // Reference: the sweep over seven limits.
    for (limit, best) in
        [("0.2", 145), ("0.25", 145), ("0.27", 145), ("0.3", 165), ("1/3", 165), ("0.4", 165), ("0.5", 165)]
    {
        assert_eq!(steps.at(&number(limit)).unwrap().best, Some(best.into()), "{limit}");
    }
    assert_eq!(steps.at(&number("1/3")).unwrap().acceptable, 623);
    assert_eq!(steps.at(&number("0.3333333333333333")).unwrap().acceptable, 514);
    assert_eq!(steps.at(&number("0.6")), None);
    let best: Vec<_> = steps.best_steps().map(|(from, best)| (from.clone(), best.cloned())).collect();
    let expected = [(number("0.2"), Some(Rational::from(145))), (number("3/11"), Some(Rational::from(165)))];
    assert_eq!(best, expected);
}

#[test]
fn the_goal_is_reached_from_a_share_of_one_in_nine_on() {
    // By hand: without the West the others bring 65. With one Western member and all eight others the share is
    // 1 in 9, with the United States 125: so the goal is reached from 1/9 on, and with all rules lifted from 0
    // there is always an acceptable group (Mauritania alone).
    let problem = mali("1/3");
    let (composition, _) = composed(&problem);
    let answer = limit_steps(&composition, 0, (Rational::ZERO, Rational::ONE)).unwrap();
    let steps = answer.found().unwrap();
    assert_eq!(steps.opens_at(), Some(&Rational::ZERO));
    assert_eq!(steps.reaches_from(), Some(&number("1/9")));
    assert_eq!(steps.steps[0].best, Some(65.into()));
    assert_eq!(steps.steps[0].acceptable, 96);
}

#[test]
fn mauritania_is_indispensable_and_the_united_states_are_not() {
    // By hand: without the United States the ten others bring 105, but only with both other Western members
    // (2 of 10, allowed). So the United States is critical almost everywhere, yet not indispensable.
    let problem = mali("1/3");
    let (composition, _) = composed(&problem);
    let answer = standings(&composition, &free());
    let claim = answer.found().unwrap();
    assert!(claim.is_indispensable(7));
    assert_eq!(claim.standings[7].critical_in, 181);
    assert!(!claim.is_indispensable(0));
    let total: Rational = (0..11).map(|member| claim.power(member).unwrap()).collect::<Vec<_>>().iter().sum();
    assert_eq!(total, Rational::ONE);
}

// ---- a second method

struct Naive {
    acceptable: Vec<Vec<usize>>,
    reaching: Vec<Vec<usize>>,
}

/// All groups as lists of members, each rule tested by its words.
fn naive(charter: &Charter, left_out: Option<Rule>) -> Naive {
    let count = charter.funds.len();
    let mut groups: Vec<Vec<usize>> = vec![Vec::new()];
    for member in 0..count {
        let with = groups.clone().into_iter().map(|mut group| {
            group.push(member);
            group
        });
        groups.extend(with.collect::<Vec<_>>());
    }
    let acceptable = groups.into_iter().filter(|group| {
        let has = |member: &usize| group.contains(member);
        !group.is_empty()
            && charter.must.iter().all(|member| left_out == Some(Rule::Must(*member)) || has(member))
            && charter.implies.iter().enumerate().all(|(place, (first, second))| {
                left_out == Some(Rule::Implies(place)) || !has(first) || has(second)
            })
            && charter.limits.iter().enumerate().all(|(place, limit)| {
                let carriers = group.iter().filter(|member| limit.carriers.contains(**member)).count();
                let bound = &limit.at_most * &Rational::from(group.len() as i64);
                left_out == Some(Rule::Share(place)) || bound >= carriers as i64
            })
    });
    let acceptable: Vec<Vec<usize>> = acceptable.collect();
    let reaching = acceptable
        .iter()
        .filter(|group| charter.goal.as_ref().is_none_or(|goal| naive_fund(charter, group) >= *goal));
    Naive { reaching: reaching.cloned().collect(), acceptable }
}

fn naive_fund(charter: &Charter, group: &[usize]) -> Rational {
    group.iter().map(|&member| &charter.funds[member]).sum()
}

fn random(seed: u64) -> Charter {
    let mut generator = Generator::new(seed);
    let count = 1 + generator.below(10);
    let spread = [1, 5, 1000][generator.below(3)];
    let divisor = [1, 3, 10][generator.below(3)];
    let low = [0, -spread / 3][generator.below(2)];
    let fund = |generator: &mut Generator| Rational::new(generator.between(low, spread), divisor).unwrap();
    let funds: Vec<Rational> = (0..count).map(|_| fund(&mut generator)).collect();
    let mut must: Vec<usize> = Vec::new();
    for member in 0..count {
        if generator.chance(12) {
            must.push(member);
        }
    }
    let ties = [0, 2, count, 2 * count][generator.below(4)];
    let implies = (0..ties).map(|_| (generator.below(count), generator.below(count))).collect();
    let limits = (0..generator.below(4)).map(|_| {
        let carriers = (0..count).filter(|_| generator.chance(40)).collect();
        let below = generator.between(1, 7);
        ShareLimit { carriers, at_most: Rational::new(generator.between(0, below), below).unwrap() }
    });
    let limits = limits.collect();
    let total: Rational = funds.iter().sum();
    let goal = generator.chance(80).then(|| &total * &Rational::new(generator.between(-1, 8), 8).unwrap());
    Charter { funds, extra_funds: Vec::new(), must, implies, limits, goal }
}

#[test]
fn composition_agrees_with_lists_of_members_on_random_problems() {
    for seed in 0..300 {
        let charter = random(seed);
        let problem = CompositionProblem::new(charter.clone()).unwrap();
        let composition = compose(&problem, &free());
        let Naive { acceptable, reaching } = naive(&charter, None);
        let funds = |groups: &[Vec<usize>]| -> Vec<Rational> {
            groups.iter().map(|group| naive_fund(&charter, group)).collect()
        };
        match &composition.answer().verdict {
            Verdict::NoneExists(_) => assert!(acceptable.is_empty(), "seed {seed}"),
            Verdict::Found(facts) => {
                assert_eq!(facts.acceptable, acceptable.len() as u128, "seed {seed}");
                assert_eq!(facts.reaching, reaching.len() as u128, "seed {seed}");
                let all = funds(&acceptable);
                let best = all.iter().max().unwrap();
                assert_eq!(facts.best.value, *best, "seed {seed}");
                assert_eq!(facts.best.total, all.iter().filter(|fund| *fund == best).count() as u128);
                assert_eq!(facts.best.groups.len() as u128, facts.best.total);
                let size = reaching.iter().map(Vec::len).min();
                assert_eq!(facts.smallest.as_ref().map(|smallest| smallest.value), size, "seed {seed}");
                if let Some(smallest) = &facts.smallest {
                    let same = reaching.iter().filter(|group| Some(group.len()) == size).count();
                    assert_eq!(smallest.groups.len(), same.min(1000), "seed {seed}");
                }
            }
            other => panic!("seed {seed}: {other:?}"),
        }
        let answer = standings(&composition, &free());
        for (member, standing) in answer.found().unwrap().standings.iter().enumerate() {
            let with: Vec<_> = reaching.iter().filter(|group| group.contains(&member)).collect();
            let critical = with.iter().filter(|group| {
                let rest: Vec<usize> = group.iter().copied().filter(|other| *other != member).collect();
                !reaching.contains(&rest)
            });
            assert_eq!(standing.critical_in, critical.count() as u128, "seed {seed} member {member}");
            assert_eq!(standing.member_of, with.len() as u128, "seed {seed} member {member}");
        }
        let answer = rule_costs(&composition, &free());
        for cost in &answer.found().unwrap().costs {
            let without = naive(&charter, Some(cost.rule));
            assert_eq!(cost.acceptable, without.acceptable.len() as u128, "seed {seed} {:?}", cost.rule);
            assert_eq!(cost.reaching, without.reaching.len() as u128, "seed {seed} {:?}", cost.rule);
        }
        for place in 0..charter.limits.len() {
            let answer = limit_steps(&composition, place, (Rational::ZERO, number("3/4"))).unwrap();
            let steps = answer.found().unwrap();
            let mut other = charter.clone();
            for limit in ["0", "1/7", "1/3", "0.3333333333333333", "2/5", "1/2", "0.7", "3/4"] {
                other.limits[place].at_most = number(limit);
                let expected = naive(&other, None);
                let step = steps.at(&number(limit)).unwrap();
                assert_eq!(step.acceptable, expected.acceptable.len() as u128, "seed {seed}, {limit}");
                assert_eq!(step.reaching, expected.reaching.len() as u128, "seed {seed}, {limit}");
                assert_eq!(step.best, funds(&expected.acceptable).into_iter().max(), "seed {seed}, {limit}");
            }
        }
    }
}

#[test]
fn a_tighter_limit_never_adds_a_group() {
    for seed in 0..100 {
        let charter = random(seed);
        let count = |charter: &Charter| {
            let problem = CompositionProblem::new(charter.clone()).unwrap();
            compose(&problem, &free())
                .answer()
                .found()
                .map_or((0, 0), |facts| (facts.acceptable, facts.reaching))
        };
        let before = count(&charter);
        for place in 0..charter.limits.len() {
            let mut tighter = charter.clone();
            tighter.limits[place].at_most = &tighter.limits[place].at_most * &number("0.7");
            let after = count(&tighter);
            assert!(after.0 <= before.0 && after.1 <= before.1, "seed {seed}");
        }
    }
}

#[test]
fn more_candidates_than_are_recounted_agree_with_a_closed_form() {
    // By hand: of 40 candidates 20 carry a tag; half of the members may. Groups with as many carriers as others
    // or fewer: the sum over i <= j of C(20, i) C(20, j), less the empty one.
    let binomial = |n: u128, k: u128| (0..k).fold(1_u128, |product, i| product * (n - i) / (i + 1));
    let pairs = (0..=20).flat_map(|i| (i..=20).map(move |j| binomial(20, i) * binomial(20, j)));
    let limit = ShareLimit { carriers: Coalition::all(20), at_most: number("1/2") };
    let funds = vec![Rational::ONE; 40];
    let charter = Charter { funds, limits: vec![limit], goal: Some(39.into()), ..Charter::default() };
    let problem = CompositionProblem::new(charter).unwrap();
    let (composition, facts) = composed(&problem);
    assert_eq!(facts.acceptable, pairs.sum::<u128>() - 1);
    // All forty, or all but one of the carriers.
    assert_eq!((facts.reaching, facts.best.total), (21, 1));
    let smallest = facts.smallest.unwrap();
    assert_eq!((smallest.value, smallest.total, smallest.groups.len()), (39, 20, 20));
    assert_eq!(composition.answer().found().unwrap().certificate().strength, Strength::Necessary);
    let answer = standings(&composition, &free());
    let standing = |member: usize| answer.found().unwrap().standings[member];
    // A carrier is in all but the group without it, and critical where another one is missing already.
    assert_eq!((standing(0).member_of, standing(0).critical_in), (20, 19));
    assert_eq!((standing(39).member_of, standing(39).critical_in), (21, 21));
}

#[test]
fn implications_in_a_long_chain_are_counted() {
    // By hand: each implies the next, so a group is the tail of the list: 30 groups.
    let implies = (0..29).map(|member| (member, member + 1)).collect();
    let charter = Charter { funds: vec![1.into(); 30], implies, ..Charter::default() };
    let problem = CompositionProblem::new(charter).unwrap();
    assert_eq!(composed(&problem).1.acceptable, 30);
    // Everyone needs the last: all sets with it, 2^29.
    let implies = (0..29).map(|member| (member, 29)).collect();
    let charter = Charter { funds: vec![1.into(); 30], implies, ..Charter::default() };
    let problem = CompositionProblem::new(charter).unwrap();
    assert_eq!(composed(&problem).1.acceptable, 1 << 29);
}

// ---- degenerate problems

#[test]
fn without_rules_every_group_is_acceptable() {
    for count in [1, 2, 7, 13] {
        let charter = Charter { funds: vec![Rational::ZERO; count], ..Charter::default() };
        let problem = CompositionProblem::new(charter).unwrap();
        let (composition, facts) = composed(&problem);
        assert_eq!(facts.acceptable, (1 << count) - 1);
        assert_eq!((facts.reaching, facts.best.total), (facts.acceptable, facts.acceptable));
        assert_eq!(facts.smallest.unwrap().total, count as u128);
        assert!(rule_costs(&composition, &free()).found().unwrap().costs.is_empty());
        // Only a member that is alone is critical: nobody would be left.
        let answer = standings(&composition, &free());
        assert!(answer.found().unwrap().standings.iter().all(|own| own.critical_in == 1));
        assert!(limit_steps(&composition, 0, (Rational::ZERO, Rational::ONE)).is_none());
    }
}

#[test]
fn a_limit_of_nothing_bars_carriers_and_a_limit_of_everything_nobody() {
    for (limit, expected) in [("0", 7), ("1", 31)] {
        let limit = ShareLimit { carriers: Coalition::from_bits(0b11), at_most: number(limit) };
        let charter = Charter { funds: vec![1.into(); 5], limits: vec![limit], ..Charter::default() };
        assert_eq!(composed(&CompositionProblem::new(charter).unwrap()).1.acceptable, expected);
    }
}

#[test]
fn a_goal_out_of_reach_leaves_the_counts_and_shows_no_smallest_group() {
    let charter = Charter { funds: vec![1.into(); 3], goal: Some(number("3.0001")), ..Charter::default() };
    let problem = CompositionProblem::new(charter).unwrap();
    let (composition, facts) = composed(&problem);
    assert_eq!((facts.acceptable, facts.reaching, facts.smallest), (7, 0, None));
    let answer = standings(&composition, &free());
    assert!(!answer.found().unwrap().is_indispensable(0));
    assert_eq!(answer.found().unwrap().power(0), None);
    for goal in ["1e40", "-1e40"] {
        let charter = Charter { funds: vec![1.into(); 3], goal: Some(number(goal)), ..Charter::default() };
        let facts = composed(&CompositionProblem::new(charter).unwrap()).1;
        assert_eq!(facts.reaching, if goal.starts_with('-') { 7 } else { 0 });
    }
}

#[test]
fn where_nothing_is_acceptable_nothing_mends_a_group() {
    let limit = ShareLimit { carriers: Coalition::single(0), at_most: Rational::ZERO };
    let charter = Charter { funds: vec![1.into()], limits: vec![limit], ..Charter::default() };
    let problem = CompositionProblem::new(charter).unwrap();
    let composition = compose(&problem, &free());
    assert_eq!(composition.answer().refutation().unwrap().rules, [Rule::Share(0)]);
    assert!(mend(&composition, Coalition::single(0), &free()).refutation().is_some());
    let steps = limit_steps(&composition, 0, (Rational::ZERO, Rational::ONE)).unwrap();
    assert_eq!(steps.found().unwrap().opens_at(), Some(&Rational::ONE));
    let nobody = verdict(&composition, Coalition::EMPTY);
    assert!(!nobody.found().unwrap().acceptable && nobody.found().unwrap().broken.is_empty());
}

#[test]
fn a_count_that_is_cut_short_says_so() {
    let problem = mali("1/3");
    let composition = compose(&problem, &Budget::of_work(10));
    assert!(matches!(composition.answer().verdict, Verdict::Undecided { best: None }));
    assert!(!composition.is_too_large());
    assert!(matches!(standings(&composition, &free()).verdict, Verdict::Undecided { .. }));
    // Sixty-four different powers cannot be summed up in the room there is.
    let funds = (0..56).map(|power| Rational::from(1_i64 << power)).collect();
    let problem = CompositionProblem::new(Charter { funds, ..Charter::default() }).unwrap();
    let composition = compose(&problem, &free());
    assert!(composition.is_too_large());
    assert!(matches!(composition.answer().verdict, Verdict::Undecided { best: None }));
}

#[test]
fn data_that_are_no_problem_are_refused() {
    let one = || Charter { funds: vec![1.into()], ..Charter::default() };
    let refused = |charter: Charter| CompositionProblem::new(charter).unwrap_err();
    assert_eq!(refused(Charter::default()), InvalidComposition::Candidates { found: 0 });
    let many = Charter { extra_funds: vec![1.into(); 64], ..one() };
    assert_eq!(refused(many), InvalidComposition::Candidates { found: 65 });
    let unknown = InvalidComposition::Unknown { found: 1, expected: 1 };
    assert_eq!(refused(Charter { must: vec![1], ..one() }), unknown);
    assert_eq!(refused(Charter { implies: vec![(0, 1)], ..one() }), unknown);
    assert_eq!(refused(Charter { must: vec![0, 0], ..one() }), InvalidComposition::Twice { found: 0 });
    let limit =
        |bits, share: &str| ShareLimit { carriers: Coalition::from_bits(bits), at_most: number(share) };
    assert_eq!(refused(Charter { limits: vec![limit(2, "1/2")], ..one() }), unknown);
    for share in ["-0.1", "1.1"] {
        let found = number(share);
        assert_eq!(
            refused(Charter { limits: vec![limit(1, share)], ..one() }),
            InvalidComposition::Share { found }
        );
    }
    let limits = vec![limit(1, "1/2"); 9];
    assert_eq!(refused(Charter { limits, ..one() }), InvalidComposition::TooManyLimits { found: 9 });
    assert_eq!(refused(Charter { funds: vec![number("1e30")], ..one() }), InvalidComposition::TooFine);
    assert_eq!(refused(Charter { funds: vec![number("1e18"); 9], ..one() }), InvalidComposition::TooFine);
}
