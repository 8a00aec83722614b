//! From the blocks about coalitions to games: each number lands where its names say.

#![allow(clippy::unwrap_used, clippy::panic)] // a case of a test that does not read must fail it

use std::borrow::Cow;

use zopa::coalition::{Coalition, Partition};
use zopa::error::Error;
use zopa::format::{Format, read};
use zopa::games::characteristic::{CharacteristicGame, Sense};
use zopa::games::partition::{Externality, PartitionGame};
use zopa::lower::{
    CoalitionGame, LoweredCoalitions, Overlay, lower, lower_breakaways, lower_coalitions, lower_contact_group,
};
use zopa::model::Case;
use zopa::numeric::Rational;

fn case(text: &str, format: Format) -> Case {
    let found = read(text.as_bytes(), format);
    found.case.unwrap_or_else(|| panic!("{:?}", found.findings))
}

fn data(name: &str) -> Case {
    let format = if name.ends_with("json") { Format::Json } else { Format::Toml };
    case(&std::fs::read_to_string(format!("tests/data/{name}")).unwrap(), format)
}

fn number(text: &str) -> Rational {
    text.parse().unwrap()
}

fn numbers(texts: &[&str]) -> Vec<Rational> {
    texts.iter().map(|text| number(text)).collect()
}

#[track_caller]
fn table(lowered: &LoweredCoalitions) -> CharacteristicGame {
    lowered.table().expect("a table").into_owned()
}

fn worths(game: &CharacteristicGame) -> Vec<Rational> {
    (0..1 << game.players()).map(|bits| game.worth(Coalition::from_bits(bits))).collect()
}

#[track_caller]
fn partitions(lowered: &LoweredCoalitions) -> &PartitionGame {
    match &lowered.game {
        CoalitionGame::Partition(game) => game,
        other => panic!("{other:?}"),
    }
}

/// A case of the parties A, B, C with a block.
fn with(block: &str) -> Case {
    let head = "[model]\nid = \"x\"\n[parties]\nA = { name = \"First\" }\nB = { name = \"Second\" }\nC = { name = \"Third\" }\n";
    case(&format!("{head}[coalitions]\nunit = \"x\"\n{block}"), Format::Toml)
}

#[test]
fn a_plain_table_keeps_its_bits() {
    let game = table(&lower_coalitions(&data("plain.json")).unwrap());
    assert_eq!(worths(&game), numbers(&["0", "0", "1/2", "1", "0", "1/3", "2", "3"]));
}

#[test]
fn named_worths_take_the_bits_of_their_players_and_costs_keep_their_sign() {
    let lowered = lower_coalitions(&data("worths.toml")).unwrap();
    let game = table(&lowered);
    assert_eq!(game.sense(), Sense::Cost);
    assert_eq!(worths(&game), numbers(&["0", "1", "0", "2", "0", "0", "0", "7/2"]));
    assert_eq!(game.unit(Coalition::all(3)), -7, "a cost is kept as what is saved");
    assert_eq!((lowered.labels.players[1].name.as_str(), lowered.labels.unit.as_str()), ("Second", "points"));
    assert_eq!(lowered.labels.ids(Coalition::from_bits(0b101)), ["A", "C"]);
}

#[test]
fn a_table_is_lent_and_not_copied() {
    let lowered = lower_coalitions(&data("plain.json")).unwrap();
    assert!(matches!(lowered.table(), Some(Cow::Borrowed(_))));
}

#[test]
fn an_estate_leaves_a_coalition_what_the_others_do_not_claim() {
    // O'Neill 1982: estate 200, claims 100, 200, 300; worth = max(0, 200 - claims of the others).
    let game = table(&lower_coalitions(&data("estate.toml")).unwrap());
    assert_eq!(worths(&game), numbers(&["0", "0", "0", "0", "0", "0", "100", "200"]));
    // An estate beyond all claims: every coalition has what is over, and nobody has nothing.
    let rich = with("bankruptcy = { estate = \"13/2\", claims = { A = 1, B = 2, C = 3 } }\n");
    let game = table(&lower_coalitions(&rich).unwrap());
    assert_eq!(worths(&game), numbers(&["0", "3/2", "5/2", "7/2", "7/2", "9/2", "11/2", "13/2"]));
}

#[test]
fn an_airport_costs_its_greatest_and_gloves_count_pairs() {
    let game = table(&lower_coalitions(&with("airport = { costs = { C = 4, A = 1.5, B = 1 } }\n")).unwrap());
    assert_eq!(game.sense(), Sense::Cost);
    assert_eq!(worths(&game), numbers(&["0", "3/2", "1", "3/2", "4", "4", "4", "4"]));
    let game = table(&lower_coalitions(&with("glove = { left = \"A\", right = \"B+C\" }\n")).unwrap());
    assert_eq!(worths(&game), numbers(&["0", "0", "0", "1", "0", "1", "0", "1"]));
}

#[test]
fn a_vote_is_a_table_of_its_winning_coalitions() {
    let lowered = lower_coalitions(&data("voting.toml")).unwrap();
    let CoalitionGame::Voting(vote) = &lowered.game else { panic!("a vote") };
    let game = table(&lowered);
    for bits in 0..8 {
        let set = Coalition::from_bits(bits);
        let wins = vote.wins(|player| set.contains(player));
        assert_eq!(game.worth(set), Rational::from(i64::from(wins)), "{bits}");
        // DE and FR together have 8 votes of 7 and the people; FR alone has a veto and too few votes.
        assert_eq!(wins, set.contains(0) && set.contains(1), "{bits}");
    }
}

#[test]
fn a_vote_of_two_hundred_has_no_table() {
    let names: Vec<String> = (0..200).map(|place| format!("\"v{place}\"")).collect();
    let weights = vec!["1"; 200].join(",");
    let text = format!("{{\"players\": [{}], \"quota\": 101, \"weights\": [{weights}]}}", names.join(","));
    let lowered = lower_coalitions(&case(&text, Format::Json)).unwrap();
    assert!(matches!(&lowered.game, CoalitionGame::Voting(vote) if vote.players() == 200));
    assert_eq!(lowered.table(), None);
}

#[test]
fn worths_of_blocs_stay_with_their_blocs_in_whatever_order_they_are_written() {
    let lowered = lower_coalitions(&data("coalitions.toml")).unwrap();
    let game = partitions(&lowered);
    let bloc = |bits: u64| Coalition::from_bits(bits);
    let apart = Partition::new(3, vec![bloc(0b001), bloc(0b110)]).unwrap();
    // "A | C-1+B" = [0.5, 6] and "C-1+A|B" = [5, 2].
    assert_eq!(game.worth(&apart, bloc(0b110)), Some(6.into()));
    let other = Partition::new(3, vec![bloc(0b010), bloc(0b101)]).unwrap();
    assert_eq!(game.worth(&other, bloc(0b101)), Some(5.into()));
    assert_eq!(game.worth(&other, bloc(0b010)), Some(2.into()));
    assert_eq!(lowered.status_quo, Some(apart.clone()));
    assert_eq!(lowered.externality, Some(Externality::StatusQuo(apart)));
    let deals: Vec<_> =
        lowered.deals.iter().map(|deal| (deal.id.as_str(), deal.deal.members().bits())).collect();
    assert_eq!(deals, [("inclusive", 0b011), ("other", 0b110)]);
}

#[test]
fn partitions_that_are_not_named_have_what_is_said_otherwise() {
    let lowered = lower_coalitions(&with("otherwise = 1\npartitions = { \"C | B+A\" = [3, 4] }\n")).unwrap();
    let game = partitions(&lowered);
    let named = Partition::new(3, vec![Coalition::from_bits(3), Coalition::from_bits(4)]).unwrap();
    assert_eq!(game.worth(&named, Coalition::from_bits(4)), Some(3.into()));
    assert_eq!(game.worth(&Partition::singletons(3), Coalition::single(2)), Some(1.into()));
    let counted = lower_coalitions(&with("by_bloc_count = [\"1/4\", \"1/9\", \"1/16\"]\n")).unwrap();
    assert_eq!(partitions(&counted).worth(&named, Coalition::from_bits(3)), Some(number("1/9")));
}

#[test]
fn one_agreement_is_found_in_whatever_place_its_members_stand() {
    let lowered = lower_coalitions(&data("agreement.toml")).unwrap();
    let game = partitions(&lowered);
    let bloc = Coalition::from_bits(0b101);
    let formed = Partition::singletons(3).with_bloc(bloc);
    assert_eq!(game.worth(&formed, bloc), Some(8.into()));
    assert_eq!(game.worth(&formed, Coalition::single(1)), Some(number("11/2")));
    assert_eq!(game.worth(&Partition::singletons(3), Coalition::single(1)), Some(3.into()));
    assert_eq!(lowered.deals.len(), 1);
}

#[test]
fn twenty_five_players_with_two_named_coalitions_are_a_table() {
    let names: Vec<String> = (0..25).map(|place| format!("P{place} = {{ name = \"x\" }}")).collect();
    let text = format!(
        "[model]\nid = \"x\"\n[parties]\n{}\n[coalitions]\nunit = \"x\"\notherwise = 0\nworths = {{ P24 = 3, \"P0+P24\" = \"7/2\" }}\n",
        names.join("\n")
    );
    let game = table(&lower_coalitions(&case(&text, Format::Toml)).unwrap());
    assert_eq!(game.worth(Coalition::single(24)), 3);
    assert_eq!(game.worth(Coalition::single(24).with(0)), number("7/2"));
    assert_eq!(game.worth(Coalition::all(25)), 0);
}

#[test]
fn a_contact_group_keeps_thirds_and_puts_those_not_asked_last() {
    let lowered = lower_contact_group(&data("coalitions.toml")).unwrap();
    assert_eq!((lowered.problem.candidates(), lowered.problem.extras().bits()), (3, 0b1000));
    let ids: Vec<_> = lowered.labels.members.players.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["R", "D", "E", "X"]);
    // R must be in, D needs E, and E alone carries the tag that a third may carry.
    let acceptable: Vec<u64> =
        (0..8).filter(|&bits| lowered.problem.is_acceptable(Coalition::from_bits(bits))).collect();
    assert_eq!(acceptable, [0b001, 0b111]);
    assert_eq!(lowered.labels.groups[0].1.bits(), 0b011);
}

#[test]
fn a_breakaway_keeps_the_package_for_what_it_does_not_settle() {
    let case = data("coalitions.toml");
    let game = lower(&case, &Overlay::default()).unwrap();
    let breakaways = lower_breakaways(&case, &game).unwrap();
    let [one] = breakaways.as_slice() else { panic!("one") };
    assert_eq!((&one.deal.members, &one.deal.settles), (&vec![0, 1], &vec![0]));
    assert_eq!((&one.deal.otherwise, &one.deal.shift), (&vec![0, 0], &numbers(&["-1", "0"])));
    assert_eq!(one.others, [("C-1".to_owned(), number("-3"))]);
}

#[test]
fn a_case_without_a_block_is_told_what_to_add() {
    let points = data("points.toml");
    for error in [lower_coalitions(&points).unwrap_err(), lower_contact_group(&points).unwrap_err()] {
        assert!(matches!(&error, Error::Request { hint, .. } if hint.starts_with("add [")), "{error:?}");
    }
    let Err(Error::Request { message, hint }) = lower(&data("voting.toml"), &Overlay::default()) else {
        panic!("nothing to bargain over")
    };
    assert_eq!(message, "this case has no issues and no points, so there is nothing to bargain over");
    assert_eq!(hint, "try zopa coalitions voting");
}
