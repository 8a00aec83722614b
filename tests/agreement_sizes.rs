//! Games by sizes alone: which sizes of an agreement hold, and what is answered above ten players.
//!
//! Known answers are those of Salant, Switzer and Reynolds (1983) and Barrett (1994); everything else is compared
//! with a second method that is written out here from the definitions.

#![allow(clippy::unwrap_used)]

#[path = "common/cases.rs"]
mod cases;
#[path = "common/generate.rs"]
mod generate;
#[path = "common/partition_games.rs"]
mod partition_games;

use cases::{loaded, reply};
use generate::Generator;
use partition_games::{cournot, mali, treaty};
use serde_json::{Value, json};
use zopa::ask::verify::verify;
use zopa::ask::{Ask, ask};
use zopa::budget::Budget;
use zopa::certify::coalitional::{AgreementSizes, judge_agreement, judge_agreement_sizes, judge_deal};
use zopa::certify::{Certified, Strength};
use zopa::coalition::{Coalition, Partition};
use zopa::coalitional::agreement_sizes::agreement_sizes;
use zopa::coalitional::deals::deal;
use zopa::coalitional::stability::{agreement, stability};
use zopa::games::partition::{
    Deal, InvalidDeal, InvalidPartition, Leaving, Outside, PartitionGame, Share, SizeRule, Unanswerable,
};
use zopa::numeric::Rational;

fn ratio(numerator: i128, denominator: i128) -> Rational {
    Rational::new(numerator, denominator).unwrap()
}

fn sizes(game: &PartitionGame, leaving: Leaving) -> Certified<AgreementSizes> {
    agreement_sizes(game, leaving).unwrap().found().unwrap().clone()
}

/// Barrett's countries: `size` sign and abate `size` each, the others abate 1, the payoff is the sum less half the
/// square of one's own.
fn barrett(players: i128) -> PartitionGame {
    let sum = |size: i128| size * size + players - size;
    let together: Vec<_> = (1..=players).map(|size| ratio(size * (2 * sum(size) - size * size), 2)).collect();
    let outsider: Vec<_> = (1..players).map(|size| ratio(2 * sum(size) - 1, 2)).collect();
    PartitionGame::by_agreement_size(players as usize, &together, &outsider).unwrap()
}

fn random(players: usize, seed: u64) -> PartitionGame {
    let mut generator = Generator::new(seed);
    let mut draw = |count: usize| -> Vec<Rational> {
        (0..count).map(|_| ratio(generator.between(-40, 40), 3)).collect()
    };
    let (together, mut outsider) = (draw(players), draw(players - 1));
    outsider[0] = together[0].clone();
    PartitionGame::by_agreement_size(players, &together, &outsider).unwrap()
}

// ---- known answers

#[test]
fn treaties_of_two_or_three_are_stable_however_many_countries_there_are() {
    // Barrett 1994, linear benefit and quadratic cost; known.json, iea_linear_10 and iea_linear_50.
    for players in [10, 50, 64] {
        let facts = sizes(&barrett(players), Leaving::RestStays);
        assert_eq!(facts.stable().collect::<Vec<_>>(), [2, 3]);
        assert_eq!(facts.certificate().strength, Strength::Proof);
    }
}

#[test]
fn the_smallest_merger_that_pays_is_the_threshold_of_salant_switzer_and_reynolds() {
    for players in 2..=20_i128 {
        let facts = sizes(&cournot(players as usize), Leaving::BlocDissolves);
        // The least size of at least (2n + 3 - sqrt(4n + 5)) / 2.
        let reaches = |size: &i128| {
            let gap = 2 * players + 3 - 2 * size;
            gap <= 0 || gap * gap <= 4 * players + 5
        };
        let least = (2..=players).find(reaches).map(|size| size as usize);
        let found = (2..=players as usize).find(|&size| facts.is_internally_stable(size));
        assert_eq!(found, least, "{players} firms");
    }
    let facts = sizes(&cournot(20), Leaving::BlocDissolves);
    assert_eq!((facts.sizes[14].size, facts.sizes[14].slack.clone()), (16, ratio(-5, 588)));
    assert_eq!((facts.sizes[15].size, facts.sizes[15].slack.clone()), (17, ratio(16, 11_025)));
}

// ---- second methods

#[test]
fn every_size_is_what_one_agreement_of_that_size_is() {
    for game in [cournot(6), cournot(12), random(7, 1), random(12, 2), barrett(9)] {
        for leaving in Leaving::ALL {
            let Ok(answer) = agreement_sizes(&game, leaving) else { continue };
            let facts = answer.found().unwrap();
            assert_eq!(facts.sizes.len(), game.players() - 1);
            for one in &facts.sizes {
                let members = Coalition::all(one.size);
                let partition = Partition::singletons(game.players()).with_bloc(members);
                let answer = agreement(&game, &partition, members, leaving).unwrap();
                let single = answer.found().unwrap();
                assert_eq!(single.slack, one.slack, "{leaving:?} {}", one.size);
                assert!(single.outside.iter().all(|outside| *outside == one.outside));
                assert_eq!(single.is_internally_stable(), facts.is_internally_stable(one.size));
                assert_eq!(single.is_externally_stable(), facts.is_externally_stable(one.size));
            }
        }
    }
}

#[test]
fn one_agreement_of_a_whole_partition_function_is_one_by_its_size() {
    // The treaty game of all partitions, of which the one by agreement size tells a part.
    let (whole, part) = (treaty(8), barrett(8));
    let facts = sizes(&part, Leaving::RestStays);
    for one in &facts.sizes {
        let members: Coalition = (8 - one.size..8).collect();
        let partition = Partition::singletons(8).with_bloc(members);
        assert_eq!(whole.worth(&partition, members), part.worth(&partition, members));
        assert_eq!(
            whole.worth(&partition, Coalition::single(0)),
            part.worth(&partition, if one.size == 8 { members } else { Coalition::single(0) })
                .filter(|_| one.size < 8)
        );
        let answer = agreement(&whole, &partition, members, Leaving::RestStays).unwrap();
        assert_eq!(answer.found().unwrap().slack, one.slack);
    }
}

#[test]
fn slack_does_not_change_if_everybody_is_given_the_same() {
    let game = random(9, 5);
    let worth = |size: usize, inside: bool| {
        let members = Coalition::all(size);
        let partition = Partition::singletons(9).with_bloc(members);
        game.worth(&partition, if inside { members } else { Coalition::single(8) }).unwrap()
    };
    let gift = ratio(7, 2);
    let together: Vec<_> =
        (1..=9).map(|size| &worth(size, true) + &(&gift * &Rational::from(size as i64))).collect();
    let outsider: Vec<_> = (1..9).map(|size| &worth(size, false) + &gift).collect();
    let richer = PartitionGame::by_agreement_size(9, &together, &outsider).unwrap();
    for leaving in [Leaving::RestStays, Leaving::BlocDissolves] {
        let slacks = |game: &PartitionGame| -> Vec<Rational> {
            sizes(game, leaving).sizes.iter().map(|one| one.slack.clone()).collect()
        };
        assert_eq!(slacks(&game), slacks(&richer));
    }
}

#[test]
fn the_others_regroup_in_any_number_of_blocs() {
    // 1 / (k + 1)^2 falls with the number of blocs: alone against 19 it is 1/21^2, against one bloc 1/3^2.
    let game = cournot(20);
    let members = Coalition::all(2);
    let partition = Partition::singletons(20).with_bloc(members);
    for (leaving, outside) in [(Leaving::Worst, ratio(1, 441)), (Leaving::Best, ratio(1, 9))] {
        let answer = agreement(&game, &partition, members, leaving).unwrap();
        let good = answer.found().unwrap().clone().into_claim();
        assert_eq!(good.outside, [outside.clone(), outside.clone()]);
        assert_eq!(sizes(&game, leaving).sizes[0].outside, outside);
        let mut wrong = good.clone();
        wrong.outside[1] += &Rational::ONE;
        wrong.slack = &wrong.slack - &Rational::ONE;
        assert!(judge_agreement(&game, wrong).is_err());
    }
}

// ---- refusals

#[test]
fn a_wrong_size_is_refused() {
    for game in [cournot(13), random(11, 3), barrett(50)] {
        for leaving in Leaving::ALL {
            let Ok(answer) = agreement_sizes(&game, leaving) else { continue };
            let good = answer.found().unwrap().clone().into_claim();
            for place in 0..good.sizes.len() {
                let mut wrong = good.clone();
                wrong.sizes[place].slack += &Rational::ONE;
                assert!(judge_agreement_sizes(&game, wrong).is_err());
                // Both wrong, so that the sum is right.
                let mut wrong = good.clone();
                wrong.sizes[place].outside += &Rational::ONE;
                wrong.sizes[place].slack =
                    &wrong.sizes[place].slack - &Rational::from(wrong.sizes[place].size as i64);
                assert!(judge_agreement_sizes(&game, wrong).is_err());
                let mut wrong = good.clone();
                wrong.sizes.remove(place);
                assert!(judge_agreement_sizes(&game, wrong).is_err());
            }
            // What another solver would find, who asks what follows if everybody falls apart, or stays.
            let other = match leaving {
                Leaving::RestStays => Leaving::BlocDissolves,
                _ => Leaving::RestStays,
            };
            let wrong = AgreementSizes { leaving, ..sizes(&game, other).into_claim() };
            if wrong != good {
                assert!(judge_agreement_sizes(&game, wrong).is_err(), "{leaving:?}");
            }
        }
    }
    let empty = AgreementSizes { leaving: Leaving::RestStays, sizes: Vec::new() };
    assert!(judge_agreement_sizes(&mali(), empty).is_err());
}

#[test]
fn a_perturbed_deal_of_twenty_is_refused() {
    let game = cournot(20);
    let apart = Partition::singletons(20);
    let members = Coalition::all(17);
    let option = |player| Outside { player, partition: apart.clone(), share: Share::Alone };
    let outside = members.members().map(option).collect();
    let merger = Deal::new(&game, apart.with_bloc(members), members, outside).unwrap();
    let good = deal(&game, &merger, None).unwrap().found().unwrap().clone().into_claim();
    assert_eq!(good.declared.surplus, ratio(16, 11_025));
    assert!(judge_deal(&game, good.clone()).is_ok());
    let mut wrong = good.clone();
    wrong.declared.surplus += &Rational::ONE;
    assert!(judge_deal(&game, wrong).is_err());
    let mut wrong = good.clone();
    wrong.declared.outside[3] += &Rational::ONE;
    wrong.declared.surplus = &wrong.declared.surplus - &Rational::ONE;
    assert!(judge_deal(&game, wrong).is_err());
    let mut wrong = good;
    wrong.bystanders[2].with_deal += &Rational::ONE;
    assert!(judge_deal(&game, wrong).is_err());
}

// ---- corners

#[test]
fn games_by_sizes_of_one_and_two_players() {
    let one = PartitionGame::by_agreement_size(1, &[ratio(-3, 1)], &[]).unwrap();
    let two = PartitionGame::by_agreement_size(2, &[1.into(), 3.into()], &[1.into()]).unwrap();
    for leaving in [Leaving::RestStays, Leaving::BlocDissolves] {
        assert_eq!(sizes(&one, leaving).sizes, []);
        let facts = sizes(&two, leaving);
        assert_eq!((facts.sizes[0].slack.clone(), facts.stable().collect::<Vec<_>>()), (1.into(), vec![2]));
    }
    for leaving in Leaving::ALL {
        assert_eq!(sizes(&cournot(1), leaving).sizes, []);
        // 1/4 together, 1/9 alone: 1/4 - 2/9 = 1/36.
        assert_eq!(sizes(&cournot(2), leaving).sizes[0].slack, ratio(1, 36));
    }
}

#[test]
fn wrong_lists_of_sizes_are_named() {
    let of = |together: &[i64], outsider: &[i64]| {
        let numbers = |list: &[i64]| list.iter().map(|&number| number.into()).collect::<Vec<Rational>>();
        PartitionGame::by_agreement_size(3, &numbers(together), &numbers(outsider)).unwrap_err()
    };
    assert_eq!(
        of(&[1, 2], &[1, 2]),
        InvalidPartition::AgreementSizes { together: 2, outsider: 2, players: 3 }
    );
    assert_eq!(of(&[1, 2, 3], &[1]).to_string(), "3 worths together and 1 of an outsider, expected 3 and 2");
    assert_eq!(of(&[1, 2, 3], &[2, 2]), InvalidPartition::Alone);
    assert_eq!(of(&[1, i64::MAX, 3], &[1, 2]), InvalidPartition::TooFine);
    let none = PartitionGame::by_agreement_size(0, &[], &[]).unwrap_err();
    assert_eq!(none, InvalidPartition::Players { found: 0, most: 64 });
}

#[test]
fn of_two_agreements_the_game_says_nothing() {
    let game = barrett(5);
    let two = Partition::new(5, [0b00011, 0b01100, 0b10000].map(Coalition::from_bits).to_vec()).unwrap();
    let (members, apart) = (Coalition::all(2), Partition::singletons(5));
    assert_eq!((game.size_rule(), game.speaks_of(&two)), (Some(SizeRule::Agreement), false));
    assert_eq!(game.worth(&two, members), None);
    assert_eq!(game.alone_by_bloc_count(), None);
    let silent = Unanswerable::NotStated;
    assert_eq!(stability(&game, Leaving::RestStays, &Budget::unlimited()).unwrap_err(), silent);
    assert_eq!(agreement(&game, &two, members, Leaving::RestStays).unwrap_err(), silent);
    let formed = apart.with_bloc(members);
    assert_eq!(agreement(&game, &formed, members, Leaving::Worst).unwrap_err(), silent);
    assert_eq!(agreement(&game, &formed, Coalition::single(4), Leaving::RestStays).unwrap_err(), silent);
    for leaving in [Leaving::Worst, Leaving::Best] {
        assert_eq!(agreement_sizes(&game, leaving).unwrap_err(), silent);
        assert_eq!(agreement_sizes(&mali(), leaving).unwrap_err(), Unanswerable::NotBySize);
    }
    let option =
        |player, partition: &Partition, share| Outside { player, partition: partition.clone(), share };
    let both = |partition: &Partition| (0..2).map(|one| option(one, partition, Share::Equal)).collect();
    assert_eq!(Deal::new(&game, two.clone(), members, both(&apart)), Err(InvalidDeal::NotStated));
    let elsewhere =
        Partition::new(5, [0b00101, 0b01010, 0b10000].map(Coalition::from_bits).to_vec()).unwrap();
    assert_eq!(
        Deal::new(&game, formed, members, both(&elsewhere)),
        Err(InvalidDeal::OutsideNotStated { player: 0 })
    );
}

// ---- answers

#[test]
fn twenty_firms_are_told_what_was_left_out() {
    let case = loaded("cournot-20");
    let answer = reply(&case, "coalitions", &[]);
    assert!(!answer.is_undecided());
    let tree = &answer.tree()["coalitional"];
    let questions: Vec<_> =
        tree["left_out"].as_array().unwrap().iter().map(|one| one["question"].as_str().unwrap()).collect();
    assert_eq!(
        questions,
        ["rules", "stability", "core", "least_core", "nucleolus", "shapley", "externality_free"]
    );
    for one in tree["left_out"].as_array().unwrap() {
        assert_eq!(one["completeness"], "unknown");
        assert_eq!(one["reason"], "20 players have too many partitions to look at each, expected at most 10");
    }
    assert_eq!((&tree["stability"], &tree["externality"]), (&Value::Null, &Value::Null));
    assert_eq!(tree["rules"], json!({}));
    assert_eq!(tree["everyone"], json!(0.25));
    assert_eq!(tree["agreements"]["bloc_dissolves"]["internal"], json!([17, 18, 19, 20]));
    assert_eq!(tree["deals"]["merger_of_seventeen"]["holds"], json!(true));
    assert_eq!(tree["deals"]["merger_of_sixteen"]["holds"], json!(false));
    let text = answer.text();
    for line in text.lines() {
        assert!(line.chars().count() <= 100 || line.contains("zopa "), "too wide: {line}");
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in [
        "WHO MUST BE IN: F1, F2, F3 and 14 more.",
        "F18, F19 and F20 gain ~0.0377324 each without signing",
        "no two or more hold together if the others go on when one leaves",
        "17 to 20 players have enough to keep everybody if all part when one leaves",
        "not known, as 20 players have too many partitions to look at each, expected at most 10: what follows from each \
         rule of regrouping, which of all partitions hold, core, least core, nucleolus, Shapley value and externality-free value",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    // Asked for by name, what is too large is not settled.
    for option in ["--concepts core", "--externality optimistic"] {
        let answer = reply(&case, "coalitions", &[option]);
        assert!(answer.is_undecided(), "{option}");
        assert_eq!(answer.tree()["coalitional"]["complete"], json!(false));
    }
}

#[test]
fn a_case_of_one_agreement_says_what_it_does_not_state() {
    let case = loaded("barrett-50");
    let tree = reply(&case, "coalitions", &[]).tree();
    let tree = &tree["coalitional"];
    assert_eq!(tree["agreements"]["rest_stays"]["stable"], json!([2, 3]));
    assert_eq!(tree["agreements"]["worst"], Value::Null);
    assert_eq!(tree["left_out"][0]["completeness"], "not_stated");
    assert_eq!(
        tree["left_out"][0]["reason"],
        "the game says nothing of partitions in which two blocs have several members"
    );
    let options = ["--externality", "optimistic"].map(str::to_owned);
    let question = Ask::parse("coalitions", &options).unwrap();
    let refused = ask(&case, &question, &Budget::unlimited()).unwrap_err();
    assert!(refused.to_string().contains("here all others stand alone"), "{refused}");
}

#[test]
fn a_changed_answer_about_agreements_is_refused() {
    for id in ["barrett-10", "cournot-20", "cournot-4"] {
        let case = loaded(id);
        let saved = reply(&case, "coalitions", &[]).json();
        let verdict = verify(&case, &saved).unwrap();
        assert!(verdict.ok, "{id}: {:?}", verdict.problems);
        let answer: Value = serde_json::from_str(&saved).unwrap();
        for (pointer, value) in [
            ("sizes/0/slack_exact", json!("77")),
            ("sizes/1/outside_exact", json!("77")),
            ("internal", json!([4])),
            ("stable", json!([4])),
        ] {
            let mut changed = answer.clone();
            let place = format!("/coalitional/agreements/rest_stays/{pointer}");
            *changed.pointer_mut(&place).unwrap() = value;
            let verdict = verify(&case, &changed.to_string()).unwrap();
            let at = "coalitional.agreements.rest_stays";
            assert!(verdict.problems.iter().any(|problem| problem.path == at), "{id} {pointer}");
        }
    }
}
