//! `divide`: adjusted winner and the greatest product, by axioms, by a second method and from the outside.

#![allow(clippy::unwrap_used, clippy::panic)] // a test that cannot ask its question must fail

use serde_json::{Value, json};
use zopa::ask::verify::verify;
use zopa::ask::{Ask, Loaded, Reply, ask};
use zopa::bargaining::adjusted_winner::{adjusted_winner, greatest_product};
use zopa::budget::Budget;
use zopa::catalogue::entry;
use zopa::certify::division::{DividedItems, DivisionPrinciple, judge_division};
use zopa::format::read_any;
use zopa::games::division::{Division, InvalidDivision};
use zopa::numeric::Rational;
use zopa::numeric::random::Random;

fn numbers(list: &[i64]) -> Vec<Rational> {
    list.iter().map(|&number| number.into()).collect()
}

fn half() -> Rational {
    Rational::new(1, 2).unwrap()
}

/// Divisions with small whole points, zeros and ties among them.
fn divisions() -> impl Iterator<Item = Division> {
    let mut random = Random::new(7);
    std::iter::repeat_with(move || {
        let items = 1 + random.below(7) as usize;
        let mut list = || (0..items).map(|_| Rational::from(random.below(6) as i64)).collect::<Vec<_>>();
        Division::new([list(), list()])
    })
    .filter_map(Result::ok)
    .take(400)
}

#[test]
fn adjusted_winner_leaves_nobody_envious_and_divides_at_most_one_item() {
    for division in divisions() {
        let answer = adjusted_winner(&division);
        let found = answer.found().unwrap();
        let shares = [0, 1].map(|party| &found.received(&division, party) / division.total(party));
        assert_eq!(shares[0], shares[1]);
        assert!(shares[0] >= half(), "{division:?}");
        assert!(found.divided().count() <= 1);
    }
}

#[test]
fn adjusted_winner_ignores_how_points_are_scaled() {
    for division in divisions().take(100) {
        let stretched: Vec<Rational> =
            division.points(1).iter().map(|one| one * &Rational::from(7)).collect();
        let other = Division::new([division.points(0).to_vec(), stretched]).unwrap();
        let [one, two] =
            [&division, &other].map(|game| adjusted_winner(game).found().unwrap().to_first.clone());
        assert_eq!(one, two);
    }
}

/// Corners of all divisions: every item whole to one or the other.
fn corners(division: &Division) -> Vec<[Rational; 2]> {
    (0..1_u32 << division.items())
        .map(|winners| {
            [0, 1].map(|party: u32| {
                let own = |item: &usize| (winners >> item & 1) == 1 - party;
                let items = (0..division.items()).filter(own);
                items.map(|item| division.points(party as usize)[item].clone()).sum()
            })
        })
        .collect()
}

#[test]
fn no_mixture_of_two_corners_is_better() {
    // Every efficient division mixes two corners, so a better one would be among their mixtures.
    for division in divisions().take(120) {
        let corners = corners(&division);
        let (equal, product) = (adjusted_winner(&division), greatest_product(&division));
        let points = |found: &DividedItems| [0, 1].map(|party| found.received(&division, party));
        let [equal, product] = [points(equal.found().unwrap()), points(product.found().unwrap())];
        let most = &product[0] * &product[1];
        for one in &corners {
            for two in &corners {
                for step in 0..=8 {
                    let share = Rational::new(step, 8).unwrap();
                    let mixed = [0, 1].map(|party: usize| {
                        &(&one[party] * &share) + &(&two[party] * &(&Rational::ONE - &share))
                    });
                    assert!(&mixed[0] * &mixed[1] <= most, "{division:?}");
                    let dominates = (0..2).all(|party| mixed[party] >= equal[party]) && mixed != equal;
                    assert!(!dominates, "{division:?}: {mixed:?} over {equal:?}");
                }
            }
        }
    }
}

#[test]
fn divisions_that_are_none_are_refused() {
    let division = Division::new([numbers(&[70, 30]), numbers(&[50, 50])]).unwrap();
    let right = DividedItems::clone(adjusted_winner(&division).found().unwrap());
    let refused = |claim: DividedItems| judge_division(&division, claim).is_err();
    assert!(!refused(right.clone()));
    let moved = vec![&right.to_first[0] - &Rational::new(1, 1000).unwrap(), right.to_first[1].clone()];
    assert!(refused(DividedItems { to_first: moved, ..right.clone() }));
    // Equal shares, but each has what is worth more to the other: half of everything.
    assert!(refused(DividedItems { to_first: vec![half(), half()], ..right.clone() }));
    assert!(refused(DividedItems { prices: [1.into(), 0.into()], ..right.clone() }));
    assert!(refused(DividedItems { to_first: vec![1.into()], ..right.clone() }));
    // The greatest product is not adjusted winner, nor the other way round.
    let product = DividedItems::clone(greatest_product(&division).found().unwrap());
    assert!(refused(DividedItems { principle: DivisionPrinciple::AdjustedWinner, ..product }));
    assert!(refused(DividedItems { principle: DivisionPrinciple::Nash, ..right }));
}

#[test]
fn points_that_are_none_are_refused() {
    assert_eq!(Division::new([vec![], vec![]]), Err(InvalidDivision::Nothing));
    assert_eq!(
        Division::new([numbers(&[1]), numbers(&[1, 2])]),
        Err(InvalidDivision::Lengths { found: 2, expected: 1 })
    );
    assert_eq!(
        Division::new([numbers(&[1, -1]), numbers(&[1, 2])]),
        Err(InvalidDivision::Negative { item: 1, points: (-1).into() })
    );
    assert_eq!(Division::new([numbers(&[1]), numbers(&[0])]), Err(InvalidDivision::Worthless { party: 1 }));
}

#[test]
fn what_nobody_wants_and_what_only_one_wants() {
    let division = Division::new([numbers(&[0, 4, 0]), numbers(&[0, 0, 3])]).unwrap();
    let found = adjusted_winner(&division);
    assert_eq!(found.found().unwrap().to_first, [1, 1, 0]);
    assert_eq!(greatest_product(&division).found().unwrap().to_first, [1, 1, 0]);
}

fn loaded(text: &str) -> Loaded {
    let read = read_any("case.toml", text.as_bytes());
    Loaded::new(read.case.unwrap_or_else(|| panic!("{:?}", read.findings)), text.as_bytes(), "case")
}

fn asked(loaded: &Loaded) -> Result<Reply, zopa::error::Error> {
    ask(loaded, &Ask::parse("divide", &[]).unwrap(), &Budget::unlimited())
}

#[test]
fn a_screen_says_who_gets_what() {
    let reply = asked(&loaded(entry("panama-1974").unwrap().text)).unwrap();
    let shown = reply.text();
    assert!(shown.lines().count() <= 25 && shown.lines().all(|line| line.chars().count() <= 100), "{shown}");
    assert!(shown.contains("EACH GETS 66.0 % OF ITS OWN POINTS"), "{shown}");
    assert!(shown.contains("2/15 of Land and water"), "{shown}");
    assert!(reply.csv().unwrap().lines().count() > 10);
}

#[test]
fn a_saved_division_holds_and_a_changed_one_does_not() {
    let loaded = loaded(entry("camp-david-1978").unwrap().text);
    let saved = asked(&loaded).unwrap().json();
    let found = verify(&loaded, &saved).unwrap();
    assert!(found.ok && found.claims == 2, "{:?}", found.problems);
    let mut changed: Value = serde_json::from_str(&saved).unwrap();
    changed["solutions"]["adjusted_winner"]["exact"]["gets"]["ISRAEL"]["sinai"] = json!("1/3");
    let found = verify(&loaded, &changed.to_string()).unwrap();
    assert!(found.problems.iter().any(|one| one.message.contains("fails the check")), "{:?}", found.problems);
}

#[test]
fn cases_that_are_not_about_two_parties_say_so() {
    let error = asked(&loaded(entry("mali-2024").unwrap().text)).unwrap_err();
    assert_eq!(error.to_string(), "items are divided between two parties, this case has 3");
    let error = asked(&loaded(entry("triangle").unwrap().text)).unwrap_err();
    assert_eq!(error.to_string(), "this case has no issues to divide");
}
