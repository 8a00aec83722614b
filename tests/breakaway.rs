//! Breakaways from a package: known answers, a second method, degenerate sub-deals, and refusals.
//!
//! "By hand" is worked out where it is used. The second method of the random games compares every package that
//! the members can sign with every package that is judged, in exact fractions.

#![allow(clippy::unwrap_used)]

#[path = "common/cases.rs"]
mod cases;
#[path = "common/generate.rs"]
mod generate;

use cases::{acceptable, builtin, game, number};
use generate::{Generator, small};
use zopa::bargaining::nash::nash;
use zopa::bargaining::zone::zone;
use zopa::budget::Budget;
use zopa::certify::coalitional::{Breakaways, Broken};
use zopa::certify::{Strength, Verdict};
use zopa::coalitional::breakaway::breakaways;
use zopa::games::bargaining::{BargainingGame, Rule, Term};
use zopa::games::subdeal::{BreakawayProblem, InvalidSubDeal, SubDeal};
use zopa::lower::lower_breakaways;
use zopa::model::coalitions::{Breakaway, Coalitions};
use zopa::model::{Name, Quantity};
use zopa::numeric::Rational;

/// Three parties and two issues. Utilities of the packages, by hand: (0, 0) 4, 4, 4; (0, 1) 5, 3, 6;
/// (1, 0) 6, 3, 3; (1, 1) 7, 2, 5; (2, 0) 5, 5, 0; (2, 1) 6, 4, 2.
fn example(rules: Vec<Rule>) -> BargainingGame {
    let money = Term { issues: vec![0], table: vec![4, 4, 4, 6, 3, 3, 5, 5, 0] };
    let land = Term { issues: vec![1], table: vec![0, 0, 0, 1, -1, 2] };
    BargainingGame::new(vec![3, 2], vec![1u8.into(); 3], vec![money, land], rules, vec![0; 3]).unwrap()
}

fn deal(members: &[usize], settles: &[usize], otherwise: &[usize], shift: &[&str]) -> SubDeal {
    SubDeal {
        members: members.to_vec(),
        settles: settles.to_vec(),
        otherwise: otherwise.to_vec(),
        shift: shift.iter().map(|text| number(text)).collect(),
    }
}

/// The sub-deals of the example: the first two settle the money; the last two settle the land while the first has
/// (1, 0), with half a point more for the second; the first alone has (1, 0), less a point.
fn three_deals() -> Vec<SubDeal> {
    vec![
        deal(&[0, 1], &[0], &[0, 0], &["0", "0", "0"]),
        deal(&[2, 1], &[1], &[1, 0], &["0", "0.5", "0"]),
        deal(&[0], &[], &[1, 0], &["-1", "0", "0"]),
    ]
}

fn all_packages(levels: &[usize]) -> Vec<Vec<usize>> {
    levels.iter().fold(vec![Vec::new()], |packages, &count| {
        let longer = packages.into_iter().flat_map(|package: Vec<usize>| {
            (0..count).map(move |level| [package.as_slice(), &[level]].concat())
        });
        longer.collect()
    })
}

fn judged(problem: &BreakawayProblem<'_>) -> Breakaways {
    breakaways(problem, &Budget::unlimited()).found().expect("a judged answer").clone().into_claim()
}

// ---- refusals

#[test]
fn breakaway_refuses_a_deal_overlooked_or_not_signed_or_not_better() {
    let game = example(vec![]);
    let problem = BreakawayProblem::new(&game, three_deals(), all_packages(game.levels())).unwrap();
    let right = judged(&problem);
    let judge = |package: usize, deal: usize, strictly: Option<[usize; 2]>, weakly: Option<[usize; 2]>| {
        let mut claim = right.clone();
        let broken = Broken {
            strictly: strictly.map(|levels| levels.to_vec()),
            weakly: weakly.map(|levels| levels.to_vec()),
        };
        claim.verdicts[package][deal] = broken;
        claim.judge(&problem).is_ok()
    };
    // What is claimed of (0, 0) and the first two parties: (2, 0) gives them 5 and 5.
    assert!(judge(0, 0, Some([2, 0]), Some([2, 0])));
    assert!(!judge(0, 0, None, None));
    assert!(!judge(0, 0, None, Some([2, 0])));
    assert!(!judge(0, 0, Some([2, 0]), None));
    // (1, 0) gives the second less; (2, 1) they cannot sign, as they do not settle the land.
    assert!(!judge(0, 0, Some([1, 0]), Some([2, 0])));
    assert!(!judge(0, 0, Some([2, 1]), Some([2, 0])));
    // A weak breakaway from (0, 1), 5 and 3, to (1, 0), 6 and 3: not a strict one, and not to be left out.
    assert!(judge(1, 0, None, Some([1, 0])));
    assert!(!judge(1, 0, Some([1, 0]), Some([1, 0])));
    assert!(!judge(1, 0, None, None));
    // Half a point counts: (1, 0) is worth 3.5 to the second.
    assert!(!judge(2, 1, None, None));
    let mut short = right.clone();
    short.verdicts.pop();
    assert!(short.judge(&problem).is_err());
}

#[test]
fn breakaway_refuses_a_deal_that_another_improves_on() {
    // By hand: one party, three levels worth 1, 2 and 3, and a package worth 0: the level worth 2 is better, but
    // the one worth 3 is what it would sign.
    let term = Term { issues: vec![0], table: vec![0, 1, 2, 3] };
    let game = BargainingGame::new(vec![4], vec![1u8.into()], vec![term], vec![], vec![0]).unwrap();
    let problem = BreakawayProblem::new(&game, vec![deal(&[0], &[0], &[0], &["0"])], vec![vec![0]]).unwrap();
    let claim = |level: usize| {
        let signed = Some(vec![level]);
        Breakaways { verdicts: vec![vec![Broken { strictly: signed.clone(), weakly: signed }]] }
    };
    assert_eq!(judged(&problem), claim(3));
    assert!(claim(2).judge(&problem).is_err());
}

// ---- known answers

#[test]
fn the_example_has_the_breakaways_worked_out_by_hand() {
    let game = example(vec![]);
    let problem = BreakawayProblem::new(&game, three_deals(), all_packages(game.levels())).unwrap();
    let claim = judged(&problem);
    let none = Broken::default();
    let both = |levels: [usize; 2]| Broken { strictly: Some(levels.to_vec()), weakly: Some(levels.to_vec()) };
    let weak = |levels: [usize; 2]| Broken { strictly: None, weakly: Some(levels.to_vec()) };
    // By hand. The first two can sign 4, 4 or 6, 3 or 5, 5; the last two 3.5, 3 or 2.5, 5; the first alone 5.
    let expected = [
        [both([2, 0]), none.clone(), both([1, 0])],
        [weak([1, 0]), none.clone(), none.clone()],
        [none.clone(), weak([1, 0]), none.clone()],
        [none.clone(), weak([1, 1]), none.clone()],
        [none.clone(), none.clone(), none.clone()],
        [none.clone(), none.clone(), none],
    ];
    for (row, expected) in claim.verdicts.iter().zip(&expected) {
        assert_eq!(row, expected);
    }
    assert_eq!(claim.core().collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    assert_eq!(claim.strong_core().collect::<Vec<_>>(), [4, 5]);
    assert_eq!([0, 1, 2].map(|deal| claim.blocked_by(deal)), [1, 0, 1]);
    // The third party is left with nothing if the first two leave (0, 0).
    assert_eq!(problem.outcome(0, &[2, 0]), [5, 5, 0].map(Rational::from));
    assert_eq!(problem.outcome(2, &[1, 0]), [5, 3, 3].map(Rational::from));
}

#[test]
fn a_rule_binds_only_those_who_settle_all_its_issues() {
    // By hand: (2, *) forbidden outright binds the first two, who then have 6, 3 or 4, 4: nobody leaves (0, 0).
    let own = Rule::Combinations { issues: vec![0], allowed: vec![true, true, false] };
    let shared =
        Rule::Combinations { issues: vec![0, 1], allowed: vec![true, true, true, true, false, true] };
    let amounts = vec![(0, vec![0, 0, 1]), (1, vec![0, 0])];
    let sum = Rule::Sum { amounts, at_most: 0 };
    for (rule, blocked) in [(own, 0), (shared, 1), (sum, 1)] {
        let game = example(vec![rule]);
        let problem = BreakawayProblem::new(&game, three_deals()[..1].to_vec(), vec![vec![0, 0]]).unwrap();
        assert_eq!(judged(&problem).blocked_by(0), blocked);
    }
}

#[test]
fn the_government_and_the_autonomists_cannot_do_better_while_the_fighting_goes_on() {
    // By hand: with the rest as it is today, worth 54.8 to GOV, programmes of at most 100 add 2.8, and everything
    // else that the two could settle costs it: below the 73 that it has in every package of the zone.
    let lowered = game(&builtin("mali-2024"), &[]);
    let packages = acceptable(&lowered.game);
    assert_eq!(packages.len(), 21);
    let settles: Vec<usize> = ["autonomy", "development", "integration", "kidal"]
        .map(|id| lowered.labels.issues.iter().position(|issue| issue.id == id).unwrap())
        .to_vec();
    let sub_deal = |shift: &[&str]| deal(&[0, 2], &settles, &[0; 10], shift);
    let problem =
        BreakawayProblem::new(&lowered.game, vec![sub_deal(&["0", "0", "0"])], packages.clone()).unwrap();
    let claim = judged(&problem);
    assert_eq!(claim.core().count(), 21);
    assert_eq!(claim.strong_core().count(), 21);
    let status_quo = problem.outcome(0, &[0; 10]);
    assert_eq!(status_quo, ["54.8", "30", "2.5"].map(number));
    // If the two were paid enough for it, it would break packages; which, a second method says.
    let mut broken = 0;
    for shift in ["20", "25.05", "30", "60"] {
        let deals = vec![sub_deal(&[shift, "-7", shift])];
        let problem = BreakawayProblem::new(&lowered.game, deals.clone(), packages.clone()).unwrap();
        let claim = judged(&problem);
        let naive = naive(&lowered.game, &deals[0], &packages);
        for (row, (strictly, weakly)) in claim.verdicts.iter().zip(naive) {
            assert_eq!((row[0].strictly.is_some(), row[0].weakly.is_some()), (strictly, weakly), "{shift}");
        }
        broken += claim.blocked_by(0);
    }
    assert!(broken > 0);
}

#[test]
fn a_declared_sub_deal_is_lowered_to_its_indices() {
    let name = |text: &str| Name { text: text.to_owned(), ..Name::default() };
    let mut case = builtin("mali-2024");
    let quantity = |value: &str| Quantity { value: number(value), ..Quantity::default() };
    let declared = Breakaway {
        id: name("north"),
        label: None,
        members: vec![name("GOV"), name("CSP")],
        settles: vec![name("autonomy"), name("kidal")],
        otherwise: name("status_quo"),
        shift: vec![(name("CSP"), quantity("1.5")), (name("MLF"), quantity("3"))],
        source: None,
        note: None,
    };
    case.coalitions = Some(Coalitions { breakaways: vec![declared.clone()], ..Coalitions::default() });
    let lowered = game(&builtin("mali-2024"), &[]);
    let found = lower_breakaways(&case, &lowered).unwrap();
    assert_eq!(found[0].others, [("MLF".to_owned(), "3".parse().unwrap())]);
    let found: Vec<SubDeal> = found.into_iter().map(|one| one.deal).collect();
    assert_eq!(found, [deal(&[0, 2], &[5, 9], &[0; 10], &["0", "0", "1.5"])]);
    for broken in [
        Breakaway { members: vec![name("MLF")], ..declared.clone() },
        Breakaway { settles: vec![name("oil")], ..declared.clone() },
        Breakaway { otherwise: name("peace"), ..declared },
    ] {
        case.coalitions = Some(Coalitions { breakaways: vec![broken], ..Coalitions::default() });
        assert!(lower_breakaways(&case, &lowered).is_err());
    }
}

#[test]
fn with_everybody_and_everything_the_core_is_what_is_efficient() {
    // Reference for Mali (exact enumeration by a second program, 2026): 12 of the 21 packages of the zone are
    // weakly efficient, 11 efficient; the Nash package is one of them.
    let lowered = game(&builtin("mali-2024"), &[]);
    let packages = acceptable(&lowered.game);
    let everything: Vec<usize> = (0..10).collect();
    let deals = vec![deal(&[0, 1, 2], &everything, &[0; 10], &["0", "0", "0"])];
    let problem = BreakawayProblem::new(&lowered.game, deals, packages.clone()).unwrap();
    let answer = breakaways(&problem, &Budget::unlimited());
    let claim = answer.found().unwrap();
    assert_eq!((claim.core().count(), claim.strong_core().count()), (12, 11));
    assert_eq!(claim.certificate().strength, Strength::Recount);
    let zone = zone(&lowered.game, &Budget::unlimited());
    let solution = nash(&zone).found().unwrap().packages[0].clone();
    assert!(claim.strong_core().any(|place| packages[place] == solution));
}

// ---- a second method

/// For each package whether there is something to sign that is strictly better, and weakly better.
fn naive(game: &BargainingGame, deal: &SubDeal, packages: &[Vec<usize>]) -> Vec<(bool, bool)> {
    let points = |package: &[usize], party: usize| game.points(party, game.utility(package, party));
    let mut signed = Vec::new();
    for package in all_packages(game.levels()) {
        let stays = package
            .iter()
            .enumerate()
            .all(|(issue, &level)| deal.settles.contains(&issue) || level == deal.otherwise[issue]);
        let holds = game.rules().iter().all(|rule| {
            let issues: Vec<usize> = match rule {
                Rule::Combinations { issues, .. } => issues.clone(),
                Rule::Sum { amounts, .. } => amounts.iter().map(|(issue, _)| *issue).collect(),
            };
            let is_outside = issues.iter().any(|issue| !deal.settles.contains(issue));
            is_outside || game.meets(&package, rule)
        });
        if stays && holds {
            let worth = deal.members.iter().map(|&party| &points(&package, party) + &deal.shift[party]);
            signed.push(worth.collect::<Vec<Rational>>());
        }
    }
    let verdict = |package: &Vec<usize>| {
        let own: Vec<Rational> = deal.members.iter().map(|&party| points(package, party)).collect();
        let strictly = signed.iter().any(|worth| worth.iter().zip(&own).all(|(new, old)| new > old));
        let weakly =
            signed.iter().any(|worth| *worth != own && worth.iter().zip(&own).all(|(new, old)| new >= old));
        (strictly, weakly)
    };
    packages.iter().map(verdict).collect()
}

#[test]
fn breakaway_agrees_with_comparing_everything_on_random_games() {
    let (mut strict, mut weak_only) = (0, 0);
    for seed in 0..400 {
        let game = small(seed, 1);
        let mut generator = Generator::new(seed + 10_000);
        let issues = game.levels().len();
        let packages: Vec<Vec<usize>> =
            all_packages(game.levels()).into_iter().filter(|package| game.is_admissible(package)).collect();
        let deals: Vec<SubDeal> = (0..1 + generator.below(3))
            .map(|_| {
                let mut members: Vec<usize> = (0..game.parties()).filter(|_| generator.chance(50)).collect();
                if members.is_empty() {
                    members.push(generator.below(game.parties()));
                }
                let shift = (0..game.parties()).map(|_| {
                    Rational::new(generator.between(-2, 2), [1, 1, 2, 7][generator.below(4)]).unwrap()
                });
                SubDeal {
                    members,
                    shift: shift.collect(),
                    settles: (0..issues).filter(|_| generator.chance(60)).collect(),
                    otherwise: game.levels().iter().map(|&count| generator.below(count)).collect(),
                }
            })
            .collect();
        let problem = BreakawayProblem::new(&game, deals.clone(), packages.clone()).unwrap();
        let claim = judged(&problem);
        for (place, deal) in deals.iter().enumerate() {
            for (row, expected) in claim.verdicts.iter().zip(naive(&game, deal, &packages)) {
                let broken = &row[place];
                assert_eq!((broken.strictly.is_some(), broken.weakly.is_some()), expected, "seed {seed}");
                strict += usize::from(expected.0);
                weak_only += usize::from(expected == (false, true));
            }
        }
    }
    assert!(strict > 1000 && weak_only > 100, "{strict} {weak_only}");
}

#[test]
fn what_is_shown_is_the_first_efficient_deal_in_file_order() {
    // By hand: of 2, 4 and 4, 2 and 3, 3 and 1, 1 the first three are efficient, and all are better than 1, 1.
    let term = Term { issues: vec![0], table: vec![1, 1, 2, 4, 3, 3, 4, 2] };
    let game = BargainingGame::new(vec![4], vec![1u8.into(); 2], vec![term], vec![], vec![0; 2]).unwrap();
    let deals = vec![deal(&[0, 1], &[0], &[0], &["0", "0"])];
    let problem = BreakawayProblem::new(&game, deals, vec![vec![0]]).unwrap();
    assert_eq!(judged(&problem).verdicts[0][0].strictly, Some(vec![1]));
}

// ---- degenerate sub-deals

#[test]
fn without_sub_deals_every_package_is_in_the_core() {
    let game = example(vec![]);
    let problem = BreakawayProblem::new(&game, vec![], all_packages(game.levels())).unwrap();
    assert_eq!(judged(&problem).core().count(), 6);
    let problem = BreakawayProblem::new(&game, three_deals(), vec![]).unwrap();
    assert_eq!(judged(&problem).core().count(), 0);
}

#[test]
fn a_sub_deal_of_one_party_is_a_walk_away_value() {
    // The core is what gives the party at least that value.
    let game = example(vec![]);
    let packages = all_packages(game.levels());
    for value in ["3", "5", "5.5", "7.5"] {
        let shift = (&number(value) - &Rational::from(4)).to_string();
        let deals = vec![deal(&[0], &[], &[0, 0], &[&shift, "0", "0"])];
        let problem = BreakawayProblem::new(&game, deals, packages.clone()).unwrap();
        let core: Vec<usize> = judged(&problem).core().collect();
        let enough = |place: &usize| number(value) <= game.utility(&packages[*place], 0) as i64;
        assert_eq!(core, (0..6).filter(enough).collect::<Vec<_>>(), "{value}");
    }
}

#[test]
fn a_sub_deal_that_breaks_its_own_rules_blocks_nothing() {
    let never = Rule::Combinations { issues: vec![0], allowed: vec![false; 3] };
    let game = example(vec![never]);
    let problem = BreakawayProblem::new(&game, three_deals()[..1].to_vec(), vec![vec![0, 0]]).unwrap();
    assert_eq!(judged(&problem).core().count(), 1);
}

#[test]
fn a_search_that_is_cut_short_says_so() {
    let game = example(vec![]);
    let problem = BreakawayProblem::new(&game, three_deals(), all_packages(game.levels())).unwrap();
    let answer = breakaways(&problem, &Budget::of_work(3));
    assert!(matches!(answer.verdict, Verdict::Undecided { best: None }));
}

#[test]
fn data_that_are_no_sub_deals_are_refused() {
    let game = example(vec![]);
    let refused = |deal: SubDeal| BreakawayProblem::new(&game, vec![deal], vec![]).unwrap_err();
    let zero = ["0", "0", "0"];
    assert_eq!(refused(deal(&[], &[0], &[0, 0], &zero)), InvalidSubDeal::Nobody { deal: 0 });
    let party = |found| InvalidSubDeal::Index { deal: 0, what: "party", found, expected: 3 };
    assert_eq!(refused(deal(&[3], &[0], &[0, 0], &zero)), party(3));
    assert_eq!(refused(deal(&[1, 1], &[0], &[0, 0], &zero)), party(1));
    let issue = InvalidSubDeal::Index { deal: 0, what: "issue", found: 2, expected: 2 };
    assert_eq!(refused(deal(&[1], &[2], &[0, 0], &zero)), issue);
    assert_eq!(refused(deal(&[1], &[0], &[0, 2], &zero)), InvalidSubDeal::Level { issue: 1, found: 2 });
    assert!(matches!(refused(deal(&[1], &[0], &[0], &zero)), InvalidSubDeal::Shape { .. }));
    assert!(matches!(refused(deal(&[1], &[0], &[0, 0], &zero[1..])), InvalidSubDeal::Shape { .. }));
    let huge = deal(&[1], &[0], &[0, 0], &["0", "1e39", "0"]);
    assert_eq!(refused(huge), InvalidSubDeal::TooLarge { deal: 0 });
    let level = BreakawayProblem::new(&game, vec![], vec![vec![3, 0]]).unwrap_err();
    assert_eq!(level, InvalidSubDeal::Level { issue: 0, found: 3 });
}
