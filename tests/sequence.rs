//! Sequences: the plan of Mali against a second program, thresholds against plain trial, answers that are refused.
//!
//! The numbers of the Mali plan come from a second program that enumerated its trees in rational numbers; they stand
//! in the `[[expect]]` blocks of the case. Where its trees lie beside this tree, they are compared place by place.

#![allow(clippy::unwrap_used)]

#[path = "common/cases.rs"]
mod cases;

use std::collections::BTreeMap;

use cases::{answer, builtin, loaded, number, reply, scenario, written};
use serde_json::{Value, json};
use zopa::ask::verify::verify;
use zopa::ask::{Ask, Loaded, ask};
use zopa::budget::Budget;
use zopa::games::extensive::{ExtensiveGame, Mover};
use zopa::lower::{lower_sequence, sequence_numbers};
use zopa::model::Case;
use zopa::numeric::{Interval, Rational};
use zopa::study::links::linked;
use zopa::study::sequence::play;
use zopa::study::sequence::thresholds::thresholds;

/// The numbers of a case's sequence, by name.
fn numbers(case: &Case) -> BTreeMap<String, Rational> {
    let sequence = case.sequence.as_ref().unwrap();
    let links = linked(&scenario(case, &[]), sequence, &Budget::unlimited()).unwrap();
    sequence_numbers(sequence, &links)
}

// ---- the plan of Mali

/// Where the second program's trees lie, if they do.
const TREES: &str = "../shared/reference/mali-2024/mali-2024-sequence-trees.json";

/// Is a place of the game the one of the tree, and everything below it?
fn same(game: &ExtensiveGame, place: usize, tree: &Value, players: &[&str]) {
    let node = &game.nodes()[place];
    assert_eq!(node.label, tree["name"].as_str().unwrap());
    match tree["kind"].as_str().unwrap() {
        "terminal" => {
            assert_eq!(node.set, None);
            for (player, id) in players.iter().enumerate() {
                let expected = number(tree["payoffs"][id].as_str().unwrap());
                assert_eq!(game.payoff_at(player, place), expected, "{id} at {}", node.label);
            }
        }
        "decision" => {
            let set = &game.sets()[game.set_of(place).unwrap()];
            let mover = players.iter().position(|id| *id == tree["player"]).unwrap();
            assert_eq!(set.mover, Mover::Player(mover));
            let moves = tree["moves"].as_object().unwrap();
            assert_eq!(set.actions.len(), moves.len());
            for (action, below) in set.actions.iter().zip(game.children(place).collect::<Vec<_>>()) {
                same(game, below, &moves[action], players);
            }
        }
        _ => {
            let set = &game.sets()[game.set_of(place).unwrap()];
            assert_eq!(set.mover, Mover::Chance);
            let branches = tree["branches"].as_array().unwrap();
            assert_eq!(set.actions.len(), branches.len());
            for ((branch, below), (label, share)) in
                branches.iter().zip(game.children(place)).zip(set.actions.iter().zip(&set.probabilities))
            {
                assert_eq!(label, branch["label"].as_str().unwrap());
                assert_eq!(*share, number(branch["probability"].as_str().unwrap()));
                same(game, below, &branch["then"], players);
            }
        }
    }
}

#[test]
fn the_trees_of_mali_are_those_of_the_second_program() {
    let Ok(text) = std::fs::read_to_string(TREES) else { return };
    let trees: Value = serde_json::from_str(&text).unwrap();
    let case = builtin("mali-2024");
    let sequence = case.sequence.as_ref().unwrap();
    let numbers = numbers(&case);
    let variants = trees["variants"].as_object().unwrap();
    assert_eq!(variants.len(), 1 + sequence.variants.len());
    for (id, tree) in variants {
        let variant = sequence.variants.iter().find(|one| one.id.text == *id);
        assert!(variant.is_some() || sequence.id.text == *id, "{id}");
        let lowered = lower_sequence(&case, sequence, variant, &numbers).unwrap();
        let players: Vec<&str> = lowered.game.players().iter().map(String::as_str).collect();
        same(&lowered.game, 0, tree, &players);
    }
}

#[test]
fn the_ends_of_mali_thresholds_are_what_the_conditions_give_by_hand() {
    // JTD accepts while -3 q + (1 - q) ((1 - h) (11.8 p + 38) + 43 h - 44) >= 0, with h = 0.35, q = 0.1, p = 0.8 and
    // one of them open; a dove consents while 79.3 p + 68 (1 - p) >= 73.
    let found = answer(&loaded("mali-2024"), "sequence", &[]);
    let limits = &found["sequence"]["thresholds"];
    let interval = |from: Value, to: Value| json!([{ "from": from, "to": to }]);
    let exact =
        |list: &Value| -> Value { list.as_array().unwrap().iter().map(|one| one["exact"].clone()).collect() };
    assert_eq!(exact(&limits["implementation"]), interval(json!("1375/2301"), json!("1")));
    assert_eq!(exact(&limits["hawk"]), interval(json!("0"), json!("233/333")));
    assert_eq!(exact(&limits["exposure"]), interval(json!("0"), json!("943/2443")));
    let dove = found["sequence"]["consents"]["implementation"].as_array().unwrap();
    let dove = dove.iter().find(|one| one["name"] == "Bamako (dove)").unwrap();
    assert_eq!(exact(&dove["intervals"]), interval(json!("50/113"), json!("1")));
    assert_eq!(dove["intervals"][0]["from_closed"], true);
    // Nothing that the plan does not use matters to it.
    assert_eq!(limits["implementation_unbalanced"], found["sequence"]["legal"]["implementation_unbalanced"]);
}

#[test]
fn mali_moves_with_what_it_refers_to() {
    let case = loaded("mali-2024");
    let gain = |flags: &[&str]| {
        let found = answer(&case, "sequence", flags);
        found["sequence"]["variants"]["conditional"]["exact"]["gains"]["JTD"].as_str().unwrap().to_owned()
    };
    assert_eq!(gain(&[]), "6987/5000");
    // One point more for refusing weighs on every way but the one on which the deal is tried: with exposure 1/10,
    // hawk 7/20 the gain falls by 1 - (1/10 + 9/10 * 7/20) = 117/200, as losses are counted from it.
    assert_eq!(
        gain(&["--set parties.JTD.walk_away=45"]),
        (&number("6987/5000") - &number("117/200")).to_string()
    );
    // Without Kidal's joint units the Nash deal is another one.
    let deal = answer(&case, "solve", &["--fix kidal=#0"]);
    let linked = answer(&case, "sequence", &["--fix kidal=#0"]);
    assert_eq!(
        linked["sequence"]["exact"]["linked"]["jtd_signed"],
        deal["solutions"]["nash"]["exact"]["utilities"]["JTD"]
    );
    assert_ne!(linked["sequence"]["linked"]["jtd_signed"], json!(49.8));
    // No zone, no deal to sign.
    let question = Ask::parse("sequence", &["--shock".to_owned(), "mlf_attacks".to_owned()]).unwrap();
    let error = ask(&case, &question, &Budget::unlimited()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the sequence refers to `solve.nash.GOV`, which is not defined: no package is acceptable to all"
    );
}

#[test]
fn first_screens_are_short_and_say_what_the_plan_hinges_on() {
    for (id, sentence) in [
        (
            "mali-2024",
            "THE PLAN WORKS, AND HINGES ON FOUR POINTS: the defection is conditional on Bamako's signature;",
        ),
        (
            "chain-store",
            "THE PLAN WORKS, AND HINGES ON ONE POINT: the chain store stays free to share once somebody has",
        ),
    ] {
        let text = reply(&loaded(id), "sequence", &[]).text();
        assert!(text.contains(sentence), "{text}");
        assert!(text.lines().count() <= 25 && text.lines().all(|line| line.chars().count() <= 100), "{text}");
    }
    let text =
        reply(&loaded("mali-2024"), "sequence", &["--set sequence.parameters.stranded_conditional=8"]).text();
    assert!(text.contains("THE PLAN DOES NOT WORK: JTD would refuse; no variant works either."), "{text}");
}

// ---- thresholds

/// For which of many values is the plan signed, by playing each?
fn by_trial(case: &Case, variant: Option<usize>, parameter: &str, values: &[Rational]) -> Vec<Option<bool>> {
    let sequence = case.sequence.as_ref().unwrap();
    let variant = variant.map(|place| &sequence.variants[place]);
    let known = numbers(case);
    let budget = Budget::unlimited();
    values
        .iter()
        .map(|value| {
            let mut known = known.clone();
            known.insert(parameter.to_owned(), value.clone());
            let played = play(case, sequence, variant, &known, &budget).ok()?;
            Some(played.outcome.unwrap().signed.is_positive())
        })
        .collect()
}

fn found(case: &Case, variant: Option<usize>, parameter: &str) -> (Vec<Interval>, Vec<Interval>) {
    let sequence = case.sequence.as_ref().unwrap();
    let variant = variant.map(|place| &sequence.variants[place]);
    let known = numbers(case);
    let budget = Budget::unlimited();
    let played = play(case, sequence, variant, &known, &budget).unwrap();
    let outcome = played.outcome.as_ref().unwrap();
    let found =
        thresholds(case, &played.lowered, outcome, variant, &known, parameter, &budget).unwrap().unwrap();
    assert!(found.is_exact);
    (found.works, found.legal)
}

#[track_caller]
fn agrees(case: &Case, variant: Option<usize>, parameter: &str, values: &[Rational]) {
    let (works, legal) = found(case, variant, parameter);
    let inside = |list: &[Interval], value: &Rational| list.iter().any(|one| one.contains(value));
    // The ends themselves too.
    let ends = works.iter().flat_map(|one| [one.from.clone(), one.to.clone()]).flatten();
    let values: Vec<Rational> = values.iter().cloned().chain(ends).collect();
    for (value, tried) in values.iter().zip(by_trial(case, variant, parameter, &values)) {
        let expected = inside(&legal, value).then(|| inside(&works, value));
        assert_eq!(tried, expected, "{parameter} = {value}: {works:?}");
    }
}

fn grid(low: i128, high: i128, steps: i128) -> Vec<Rational> {
    let at = |step| Rational::new(low * steps + (high - low) * step, steps).unwrap();
    (0..=steps).map(at).collect()
}

#[test]
fn thresholds_agree_with_trial() {
    let case = builtin("mali-2024");
    let variants = case.sequence.as_ref().unwrap().variants.len();
    for variant in [None].into_iter().chain((0..variants).map(Some)) {
        for parameter in ["hawk", "exposure", "implementation", "delivered_if_open"] {
            agrees(&case, variant, parameter, &grid(-1, 2, 60));
        }
        for parameter in ["gov_hawk", "stranded_conditional", "sovereignty", "mlf_spoils", "gov_refocus"] {
            agrees(&case, variant, parameter, &grid(-60, 100, 80));
        }
    }
    for parameter in ["sharing", "fighting", "monopoly"] {
        agrees(&builtin("chain-store"), None, parameter, &grid(-10, 10, 40));
    }
}

/// A plan that A starts if the second of two tries with the same chance is worth it, and B ends.
const TRIES: &str = r#"
[model]
id = "tries"
[sources]
s = { kind = "assumption", cite = "made up" }
[parties.A]
name = "A"
[parties.B]
name = "B"
[sequence]
start = "try"
source = "s"
[sequence.parameters]
p = { label = "p", value = 0.5 }
x = 4
[sequence.nodes.try]
party = "A"
plan = "try"
moves = { try = "first", "leave it" = "nothing" }
[sequence.nodes.first]
chance = [{ label = "up", probability = "p", to = "second" }, { label = "down", probability = "1 - p", to = "lost" }]
[sequence.nodes.second]
chance = [{ label = "up", probability = "p", to = "deal" }, { label = "down", probability = "1 - p", to = "lost" }]
[sequence.nodes.deal]
signed = true
payoffs = { A = "WON", B = 0 }
[sequence.nodes.lost]
payoffs = { A = -1, B = 0 }
[sequence.nodes.nothing]
payoffs = { A = 0, B = 0 }
"#;

#[test]
fn thresholds_of_products_and_quotients_are_roots() {
    // p^2 9 - (1 - p^2) * 1... A tries while 8 p^2 - (1 - p^2) = 9 p^2 - 1 >= 0: from one third on.
    let squared = written(&TRIES.replace("\"WON\"", "8")).case;
    let third =
        Interval { from: Some(number("1/3")), to: Some(number("1")), from_closed: true, to_closed: true };
    assert_eq!(found(&squared, None, "p").0, [third]);
    agrees(&squared, None, "p", &grid(-1, 2, 90));
    // With p = 1/2 A tries while w / 4 - 3 / 4 >= 0, so from w = 3 on; w = 12 / x is that for 0 < x <= 4.
    let quotient = written(&TRIES.replace("\"WON\"", "\"12 / x\"")).case;
    let below =
        Interval { from: Some(number("0")), to: Some(number("4")), from_closed: false, to_closed: true };
    assert_eq!(found(&quotient, None, "x").0, [below]);
    agrees(&quotient, None, "x", &grid(-10, 10, 200));
}

#[test]
fn thresholds_that_are_no_fractions_are_closed_in_on() {
    // 7 p^2 - (1 - p^2) = 8 p^2 - 1: from the root of one eighth on.
    let case = written(&TRIES.replace("\"WON\"", "7"));
    let found = answer(&case, "sequence", &[]);
    assert_eq!(found["sequence"]["rounded"], json!(["p"]));
    let from = number(found["sequence"]["thresholds"]["p"][0]["exact"]["from"].as_str().unwrap());
    let eighth = number("1/8");
    let below = &from - &number("1e-20");
    assert!(&from * &from > eighth && &below * &below < eighth);
    assert!(reply(&case, "sequence", &[]).text().contains("p >= 0.354"));
}

// ---- who knows what

/// B answers an offer of which only A knows whether it is good.
const HIDDEN: &str = r#"
[model]
id = "hidden"
[sources]
s = { kind = "assumption", cite = "made up" }
[parties.A]
name = "A"
[parties.B]
name = "B"
[sequence]
start = "kind"
source = "s"
[sequence.nodes.kind]
seen_by = ["A"]
chance = [{ label = "good", probability = 0.5, to = "offer" }, { label = "bad", probability = 0.5, to = "offer" }]
[sequence.nodes.offer]
party = "A"
plan = "offer"
moves = { offer = "answer", wait = "nothing" }
[sequence.nodes.answer]
party = "B"
plan = "accept"
moves = { accept = "deal", refuse = "nothing" }
[sequence.nodes.deal]
signed = true
payoffs = { A = 1, B = 1 }
[sequence.nodes.nothing]
payoffs = { A = 0, B = 0 }
"#;

#[test]
fn who_does_not_know_where_it_moves_is_said() {
    let case = written(HIDDEN);
    let sequence = case.case.sequence.clone().unwrap();
    let lowered = lower_sequence(&case.case, &sequence, None, &numbers(&case.case)).unwrap();
    // B has one information set with two places, A two with one each.
    let members = |player| {
        let sets = lowered.game.sets().iter().enumerate();
        let own = sets.filter(move |(_, set)| set.mover == Mover::Player(player));
        own.map(|(place, _)| lowered.game.members(place).len()).collect::<Vec<_>>()
    };
    assert_eq!((members(0), members(1)), (vec![1, 1], vec![2]));
    let text = reply(&case, "sequence", &[]).text();
    assert!(
        text.contains(
            "NOT ANSWERED: B cannot tell `good / offer` and `bad / offer` apart at `answer`: looking ahead needs"
        ),
        "{text}"
    );
    // Once everybody sees it, there is nothing to hide.
    let open = written(&HIDDEN.replace("seen_by = [\"A\"]\n", ""));
    assert_eq!(answer(&open, "sequence", &[])["sequence"]["status"], "works");
}

#[test]
fn at_a_tie_the_move_of_the_plan_is_taken() {
    let tied = written(&HIDDEN.replace("seen_by = [\"A\"]\n", "").replace("A = 1, B = 1", "A = 1, B = 0"));
    let found = answer(&tied, "sequence", &[]);
    assert_eq!(found["sequence"]["status"], "works");
    assert_eq!(found["sequence"]["variants"]["plan"]["gains"]["B"], json!({ "good": 0, "bad": 0 }));
    // B may refuse at either place: four ways, and A's waits with them.
    assert_ne!(found["sequence"]["variants"]["plan"]["equilibria"], "1");
    assert!(reply(&tied, "sequence", &[]).text().contains("Where somebody is indifferent"));
}

// ---- saved answers

fn refused(case: &Loaded, pointer: &str, value: Value) -> Vec<String> {
    let mut saved = reply(case, "sequence", &[]).tree();
    let place = saved.pointer_mut(pointer).unwrap_or_else(|| unreachable!("nothing at {pointer}"));
    assert_ne!(*place, value);
    *place = value;
    let verdict = verify(case, &saved.to_string()).unwrap();
    assert!(!verdict.ok, "not noticed: {pointer}");
    verdict.problems.into_iter().map(|one| format!("{}: {}", one.path, one.message)).collect()
}

#[test]
fn saved_answers_are_judged_from_the_case() {
    let case = loaded("mali-2024");
    let saved = reply(&case, "sequence", &[]).json();
    let verdict = verify(&case, &saved).unwrap();
    assert!(verdict.ok, "{:?}", verdict.problems);
    // Five variants, and the thresholds of each parameter of the plan.
    let parameters = case.case.sequence.as_ref().unwrap().parameters.len();
    assert_eq!(verdict.claims, 5 + parameters);
    let plan = "/sequence/variants/conditional";
    // The runner-up: JTD refuses.
    let problems = refused(&case, &format!("{plan}/moves/open channel/move"), json!("refuse"));
    assert!(
        problems[0].contains("sequence.variants.conditional: fails the check: no gain by another action"),
        "{problems:?}"
    );
    let problems = refused(&case, &format!("{plan}/exact/payoffs/JTD"), json!("226988/5000"));
    assert!(problems[0].contains("payoffs found again"), "{problems:?}");
    let problems = refused(&case, &format!("{plan}/exact/probability_signed"), json!("118/200"));
    assert!(problems[0].contains("the play gives 117/200"), "{problems:?}");
    // An end moved inwards and outwards, or opened.
    let hawk = "/sequence/thresholds/hawk/0";
    let problems = refused(&case, &format!("{hawk}/exact/to"), json!("232/333"));
    assert!(problems[0].contains("sequence.thresholds.hawk: the plan works at "), "{problems:?}");
    let problems = refused(&case, &format!("{hawk}/exact/to"), json!("7/10"));
    assert!(problems[0].contains("sequence.thresholds.hawk: the plan does not work at 7/10"), "{problems:?}");
    let problems = refused(&case, &format!("{hawk}/to_closed"), json!(false));
    assert!(problems[0].contains("sequence.thresholds.hawk: the plan works at 233/333"), "{problems:?}");
    let problems = refused(&case, &format!("{plan}/moves/open channel/move"), json!("hesitate"));
    assert!(problems[0].contains("names or exact numbers are missing"), "{problems:?}");
    for (pointer, value) in [
        (format!("{plan}/gains/JTD"), json!(2)),
        ("/sequence/thresholds/hawk/0/to".to_owned(), json!(0.7)),
        ("/sequence/hinges_on/0".to_owned(), json!("mlf_spoils")),
        ("/sequence/linked/gov_signed".to_owned(), json!(75)),
    ] {
        refused(&case, &pointer, value);
    }
}
