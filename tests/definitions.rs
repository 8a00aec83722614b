//! Definitions that programs get wrong, each on the smallest case that shows it.
//!
//! Every expected answer is worked out by hand beside the case, from the definitions alone: gains are
//! utilities less walk-away values, the ideal of a party is its greatest gain among acceptable outcomes.

#![allow(clippy::unwrap_used)]

#[path = "common/cases.rs"]
mod cases;

use cases::{answer, builtin, changes, loaded, number, scenario, written};
use serde_json::{Value, json};
use zopa::ask::Loaded;
use zopa::bargaining::proportional::proportional;
use zopa::bargaining::zone::zone;
use zopa::budget::Budget;
use zopa::concepts::solutions;
use zopa::lower::Lowered;
use zopa::numeric::Rational;
use zopa::study::bargain::{Given, solve};
use zopa::study::scenario::Scenario;

/// A case given by its points; `points` and `disagreement` as they stand in the file.
fn points(points: &str, disagreement: &str) -> Loaded {
    let parties = disagreement.split(',').count();
    let mut text = String::from("[model]\nid = \"points\"\n\n");
    for party in ["A", "B", "C", "D", "E"].iter().take(parties) {
        text.push_str(&format!("[parties.{party}]\nname = \"Party {party}\"\n\n"));
    }
    text.push_str(&format!("[bargaining]\npoints = [{points}]\ndisagreement = [{disagreement}]\n"));
    written(&text)
}

/// What `concept` answers.
fn solution(case: &Loaded, concept: &str) -> Value {
    answer(case, "solve", &[&format!("--concepts {concept}")])["solutions"][concept].clone()
}

/// The points that `concept` picks, counted from 1.
fn picks(case: &Loaded, concept: &str) -> Vec<String> {
    let found = solution(case, concept);
    assert_eq!(found["status"], "found", "{concept}: {found}");
    let ties = found["ties"].as_array().unwrap();
    let packages = [&found["package"]].into_iter().chain(ties);
    let picked: Vec<String> = packages.map(|one| one["point"].as_str().unwrap().to_owned()).collect();
    assert_eq!(found["total"], picked.len());
    picked
}

#[test]
fn nash_of_a_disagreement_point_below_everything_measures_gains_from_it() {
    // Products of gains from (-5, 0): 5.5 x 1 = 5.5, 6 x 0.5 = 3, 5.7 x 0.7 = 3.99.
    let case = points("[0.5, 1], [1, 0.5], [0.7, 0.7]", "-5, 0");
    assert_eq!(picks(&case, "nash"), ["point 1"]);
    let found = solution(&case, "nash");
    assert_eq!(found["exact"]["gains"], json!({ "A": "11/2", "B": "1" }));
}

#[test]
fn kalai_smorodinsky_compares_shares_of_the_ideal() {
    // The ideal is (1, 1); smallest shares 0, 0, 0.45 and 0.48.
    let case = points("[1, 0], [0, 1], [0.5, 0.45], [0.48, 0.9]", "0, 0");
    assert_eq!(picks(&case, "kalai_smorodinsky"), ["point 4"]);
}

#[test]
fn kalai_smorodinsky_takes_the_ideal_from_acceptable_points_only() {
    // Point 1 is refused by B. Among the others the ideal is (2, 2): shares (1, 1/2), (1/2, 1), (3/4, 3/4).
    // With point 1 counted, A's ideal would be 10 and point 2 would win with 1/5 against 1/10 and 3/20.
    let case = points("[10, -1], [2, 1], [1, 2], [1.5, 1.5]", "0, 0");
    assert_eq!(picks(&case, "kalai_smorodinsky"), ["point 4"]);
    // The same for losses: from (2, 2) they are 1, 1 and 1/2 at most.
    assert_eq!(picks(&case, "equal_loss"), ["point 4"]);
}

#[test]
fn kalai_smorodinsky_goes_on_to_the_next_smallest_share() {
    // Ideal (2, 4, 4). Smallest share 1/2 at points 1 and 2; sorted (1/2, 1/2, 1/2) and (1/2, 3/4, 1).
    let case = points("[1, 2, 2], [1, 4, 3], [2, 0, 0], [0, 0, 4]", "0, 0, 0");
    assert_eq!(picks(&case, "kalai_smorodinsky"), ["point 2"]);
}

#[test]
fn nash_does_not_take_two_losses_for_a_gain() {
    // From (2, 2): (-2, -2) has product 4, (1, 1/2) has 1/2. Both losers refuse the first.
    let case = points("[0, 0], [3, 2.5]", "2, 2");
    assert_eq!(picks(&case, "nash"), ["point 2"]);
    let only = points("[0, 0], [1, 1]", "2, 2");
    assert_eq!(answer(&only, "solve", &[])["status"], "empty");
    for concept in solutions().filter(|one| !["weighted_nash", "proportional"].contains(&one.id)) {
        assert_eq!(solution(&only, concept.id)["status"], "no_zone", "{}", concept.id);
        assert_eq!(solution(&only, concept.id)["package"], Value::Null);
    }
}

#[test]
fn nash_is_not_defined_if_no_point_gives_everybody_a_gain() {
    // Both acceptable points give one party nothing; both are efficient.
    let case = points("[1, 0], [0, 1], [-1, 9]", "0, 0");
    let found = solution(&case, "nash");
    assert_eq!(found["status"], "not_defined");
    assert_eq!(found["package"], Value::Null);
    let shown: Vec<&Value> =
        found["efficient"].as_array().unwrap().iter().map(|one| &one["package"]["point"]).collect();
    assert_eq!(shown.len(), 2);
    assert!(shown.contains(&&json!("point 1")) && shown.contains(&&json!("point 2")));
    assert_eq!(found["certificate"]["strength"], "Recount");
}

#[test]
fn weighted_nash_asks_a_gain_only_of_parties_that_weigh() {
    // With weights 1 and 0 the second party only has to accept: gains 1 and 0 in product 1.
    let case = points("[1, 0], [0, 1], [-1, 9]", "0, 0");
    let flags = ["--concepts weighted_nash", "--weights A=1,B=0"];
    let found = answer(&case, "solve", &flags)["solutions"]["weighted_nash"].clone();
    assert_eq!(found["package"]["point"], "point 1");
    // Weights 1 and 2 from (0, 0): 4 x 1 = 4, 2 x 2^2 = 8, 1 x 3^2 = 9.
    let case = points("[4, 1], [2, 2], [1, 3]", "0, 0");
    let weighted = |weights: &str| {
        let flags = ["--concepts weighted_nash".to_owned(), format!("--weights {weights}")];
        let tree = answer(&case, "solve", &[&flags[0], &flags[1]]);
        tree["solutions"]["weighted_nash"]["package"]["point"].clone()
    };
    assert_eq!(weighted("A=1,B=2"), "point 3");
    assert_eq!(weighted("A=2,B=1"), "point 1");
}

#[test]
fn weighted_nash_ties_packages_that_differ_only_for_a_party_without_weight() {
    // With weights 1 and 0 only A's gain counts: 1, 1 and 0 (not above 0). Point 2 improves on point 1, but
    // the product does not see it.
    let case = points("[1, 0], [1, 5], [0, 9]", "0, 0");
    let flags = ["--concepts weighted_nash", "--weights A=1,B=0"];
    let found = answer(&case, "solve", &flags)["solutions"]["weighted_nash"].clone();
    assert_eq!(found["package"]["point"], "point 1");
    assert_eq!(found["ties"], json!([{ "point": "point 2" }]));
    assert_eq!(found["total"], 2);
}

#[test]
fn utilitarian_adds_only_what_everybody_accepts() {
    // The greatest sum, 9, is refused by B.
    let case = points("[10, -1], [2, 2], [3, 0]", "0, 0");
    assert_eq!(picks(&case, "utilitarian"), ["point 2"]);
}

#[test]
fn utilitarian_and_egalitarian_are_sets_and_leximin_picks_within() {
    // Sums 2, 4, 4, 3; smallest gains 1, 1, 1, 0; sorted gains (1, 1), (1, 3), (1, 3).
    let case = points("[1, 1], [1, 3], [3, 1], [0, 3]", "0, 0");
    assert_eq!(picks(&case, "utilitarian"), ["point 2", "point 3"]);
    assert_eq!(picks(&case, "egalitarian"), ["point 1", "point 2", "point 3"]);
    assert_eq!(picks(&case, "leximin"), ["point 2", "point 3"]);
}

#[test]
fn first_tie_in_file_order_is_shown_however_many_points_tie() {
    // 301 ways to split 300 points: every sum is 300, and the first in the file is the one best for B.
    let split: Vec<String> = (0..=300).map(|share| format!("[{share}, {}]", 300 - share)).collect();
    let case = points(&split.join(", "), "0, 0");
    let names: Vec<String> = (1..=301).map(|place| format!("point {place}")).collect();
    assert_eq!(picks(&case, "utilitarian"), names);
}

#[test]
fn equal_loss_goes_on_to_the_next_loss() {
    // Ideal (4, 2). Losses (0, 2), (4, 0), (2, 0.8): the greatest is 2 at points 1 and 3, the next 0 and 0.8.
    let case = points("[4, 0], [0, 2], [2, 1.2]", "0, 0");
    assert_eq!(picks(&case, "equal_loss"), ["point 1"]);
}

#[test]
fn exactly_at_the_walk_away_value_is_acceptable_and_on_the_boundary() {
    // A third is no decimal: 0.3333333333333333 lies below it.
    let case = points("[\"1/3\", 1], [0.3333333333333333, 2], [0.3333333333333334, 1]", "\"1/3\", \"1/2\"");
    let zone = &answer(&case, "zone", &[])["zone"];
    assert_eq!(zone["admissible"], 3);
    assert_eq!(zone["acceptable"], 2);
    assert_eq!(zone["on_boundary"], 1);
    assert_eq!(zone["issues"]["point"], json!(["point 1", "point 3"]));
}

#[test]
fn packages_are_counted_not_distinct_points() {
    let case = points("[1, 1], [1, 1], [1, 1], [0, 2]", "0, 0");
    let zone = &answer(&case, "zone", &[])["zone"];
    assert_eq!(zone["acceptable"], 4);
    assert_eq!(zone["efficient"], 4);
    assert_eq!(picks(&case, "nash"), ["point 1", "point 2", "point 3"]);
}

#[test]
fn efficient_means_that_no_admissible_package_improves_for_anybody_at_nobodys_cost() {
    // Point 2 is as good for A and better for B than point 1: point 1 is only weakly efficient.
    let case = points("[1, 1], [1, 2], [2, 0]", "0, 0");
    let zone = &answer(&case, "zone", &[])["zone"];
    assert_eq!(zone["efficient"], 2);
    assert_eq!(zone["weakly_efficient"], 3);
}

#[test]
fn a_party_with_no_ideal_gain_is_left_out_by_kalai_smorodinsky() {
    // Mali with GOV's walk-away value at its best utility, 79.3 (reference: max_reservation_with_zopa). Only
    // the package best for GOV is left; GOV gains nothing, so no product is above 0.
    let case = loaded("mali-2024");
    let flags = ["--set parties.GOV.walk_away=79.3"];
    let tree = answer(&case, "solve", &flags);
    assert_eq!(tree["status"], "open");
    let chosen = &tree["solutions"]["kalai_smorodinsky"];
    assert_eq!(chosen["status"], "found");
    assert_eq!(chosen["left_out"], json!(["GOV"]));
    assert_eq!(chosen["exact"]["gains"]["GOV"], "0");
    assert_eq!(tree["solutions"]["nash"]["status"], "not_defined");
    assert_eq!(tree["solutions"]["nash"]["efficient"].as_array().unwrap().len(), 1);
    let text = cases::reply(&case, "solve", &flags).text();
    assert!(text.contains("GOV"), "{text}");
}

#[test]
fn kalai_smorodinsky_compares_the_parties_that_are_left() {
    // C gains 0 everywhere. Shares of the ideal (4, 4) of A and B: 1/4, 1/2, 1/4.
    let case = points("[1, 4, 5], [2, 2, 5], [4, 1, 5]", "0, 0, 5");
    assert_eq!(picks(&case, "kalai_smorodinsky"), ["point 2"]);
    assert_eq!(solution(&case, "kalai_smorodinsky")["left_out"], json!(["C"]));
    assert_eq!(solution(&case, "nash")["status"], "not_defined");
}

#[test]
fn proportional_measures_each_gain_in_a_unit_of_its_own() {
    // With 3 : 1 the smallest measures are 2/3, 1 and 1/3; all with the greatest are picked, also one that wastes gains.
    let case = points("[2, 9], [4, 1], [3, 1], [1, 9]", "0, 0");
    let flags = ["--concepts proportional", "--proportions A=3,B=1"];
    let found = answer(&case, "solve", &flags)["solutions"]["proportional"].clone();
    assert_eq!((&found["package"]["point"], &found["total"]), (&json!("point 2"), &json!(2)));
    assert_eq!(found["ties"], json!([{ "point": "point 3" }]));
    assert_eq!(found["runner_up"]["package"]["point"], "point 1");
    // Only ratios matter, and fractions are exact: with 1 : 1/3 it is the same.
    let flags = ["--concepts proportional", "--proportions A=1,B=1/3"];
    let again = answer(&case, "solve", &flags);
    assert_eq!(again["solutions"]["proportional"], found);
    assert_eq!(again["exact"]["proportions"], json!({ "A": "1", "B": "1/3" }));
}

#[test]
fn proportions_may_be_so_far_apart_that_no_double_holds_their_ratio() {
    // B's point counts 10^400 times: the first measures 0 because B gains nothing, the second 3.
    let Lowered { game, .. } = scenario(&points("[5, 0], [3, 1]", "0, 0").case, &[]).lower().unwrap();
    let zone = zone(&game, &Budget::unlimited());
    for tiny in [number("0.1").pow(300), number("0.1").pow(400)] {
        let answer = proportional(&zone, &[Rational::ONE, tiny]).unwrap();
        assert_eq!(answer.found().unwrap().packages, [[1]]);
    }
}

#[test]
fn lex_kalai_smorodinsky_says_that_over_packages_it_is_kalai_smorodinsky() {
    let case = loaded("mali-2024");
    let both = answer(&case, "solve", &["--concepts kalai_smorodinsky,lex_kalai_smorodinsky"]);
    let mut other = both["solutions"]["lex_kalai_smorodinsky"].clone();
    let same_as = other.as_object_mut().unwrap().remove("same_as");
    assert_eq!(same_as, Some(json!("kalai_smorodinsky")));
    assert_eq!(other, both["solutions"]["kalai_smorodinsky"]);
    let text = cases::reply(&case, "solve", &["--concepts lex_kalai_smorodinsky"]).text();
    assert!(
        text.contains("  Over packages Lexicographic Kalai-Smorodinsky and Kalai-Smorodinsky are one.\n"),
        "{text}"
    );
}

#[test]
fn no_solution_violates_a_walk_away_value() {
    let mali: [&[&str]; 6] = [
        &[],
        &["--cap development=#3"],
        &["--without all"],
        &["--shock mlf_attacks*1/2"],
        &["--set parties.GOV.walk_away=79.3"],
        &["--fix leadership=#3"],
    ];
    let aceh: [&[&str]; 2] = [&[], &["--set parties.GOI.walk_away=57.75"]];
    let runs =
        mali.iter().map(|flags| ("mali-2024", flags)).chain(aceh.iter().map(|flags| ("aceh-2005", flags)));
    for (id, flags) in runs {
        let scenario = Scenario::new(&builtin(id), &changes(flags)).unwrap();
        let Lowered { game, .. } = scenario.lower().unwrap();
        let zone = zone(&game, &Budget::unlimited());
        let (weights, proportions) = (vec![1; game.parties()], vec![Rational::ONE; game.parties()]);
        let given = Given { weights: Some(&weights), proportions: Some(&proportions) };
        let concepts: Vec<_> = solutions().collect();
        for solved in solve(&zone, &concepts, given).unwrap() {
            let Some(choice) = solved.answer.found() else { continue };
            let next = choice.runner_up.iter().map(|next| &next.package);
            for package in choice.packages.iter().chain(next) {
                assert!(game.is_admissible(package), "{} {flags:?}", solved.concept.id);
                let violated = (0..game.parties()).any(|party| game.gain(package, party) < 0);
                assert!(!violated, "{} {flags:?}", solved.concept.id);
            }
        }
    }
}

#[test]
fn a_fraction_and_its_rounded_decimal_are_two_numbers() {
    assert!(number("0.3333333333333333") < number("1/3"));
    assert_eq!(number("0.1"), number("1/10"));
}
