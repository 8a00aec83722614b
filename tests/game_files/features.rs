//! What the formats can say, one small file each; expected values follow from the files by hand.

use zopa::format::game::{GameFormat, read_game};
use zopa::games::extensive::{ExtensiveGame, Mover, Recall};
use zopa::games::normal_form::NormalFormGame;
use zopa::model::game::GameForm;
use zopa::numeric::Rational;

use crate::{game, kept};

const PAYOFFS: &str = include_str!("../data/games/payoffs.nfg");
const NAMES: &str = include_str!("../data/games/names.nfg");
const OUTCOMES: &str = include_str!("../data/games/outcomes.nfg");
const SIGNAL: &str = include_str!("../data/games/signal.efg");
const FORGETFUL: &str = include_str!("../data/games/forgetful.efg");
const COINS: &str = include_str!("../data/games/coins.efg");

#[track_caller]
fn normal(text: &str) -> NormalFormGame {
    match kept(text) {
        GameForm::Normal(game) => game,
        GameForm::Extensive(_) => panic!("a tree"),
    }
}

#[track_caller]
fn tree(text: &str) -> ExtensiveGame {
    match kept(text) {
        GameForm::Extensive(game) => game,
        GameForm::Normal(_) => panic!("a table"),
    }
}

fn numbers(texts: &[&str]) -> Vec<Rational> {
    texts.iter().map(|text| text.parse().expect("a number")).collect()
}

fn table(game: &NormalFormGame, player: usize) -> Vec<Rational> {
    (0..game.profiles()).map(|profile| game.payoff(player, profile)).collect()
}

fn names(list: &[String]) -> Vec<&str> {
    list.iter().map(String::as_str).collect()
}

#[test]
fn every_way_of_writing_a_number_is_exact() {
    let game = normal(PAYOFFS);
    assert_eq!(game.title(), "Numbers, as \"old\" files have them");
    assert_eq!(
        game.comment(),
        "Every way of writing a number; a comment\nover two lines, with a backslash \\ that stands for itself."
    );
    assert_eq!(names(&game.players()[0].strategies), ["1", "2", "3"]);
    assert_eq!(table(&game, 0), numbers(&["1", "1", "3", "-7/2", "1/4", "0"]));
    assert_eq!(table(&game, 1), numbers(&["1/2", "-2", "1/3", "100", "0", "24691357802469135781/2"]));
}

#[test]
fn the_strategy_of_the_first_player_varies_fastest() {
    let game = normal("NFG 1 R \"\" { \"A\" \"B\" } { 2 3 } 11 0 21 0 12 0 22 0 13 0 23 0");
    for (profile, strategies) in [(0, [0, 0]), (1, [1, 0]), (2, [0, 1]), (5, [1, 2])] {
        assert_eq!(game.index(&strategies), profile);
        let [first, second] = strategies.map(|strategy| strategy as i64 + 1);
        assert_eq!(game.payoff(0, profile), 10 * first + second);
    }
}

#[test]
fn names_may_be_empty_repeat_and_go_beyond_ascii() {
    let game = normal(NAMES);
    assert_eq!(
        game.players().iter().map(|player| player.name.as_str()).collect::<Vec<_>>(),
        ["Seller", "", "Seller"]
    );
    assert_eq!(names(&game.players()[0].strategies), ["wait", "wait"]);
    assert_eq!(names(&game.players()[1].strategies), ["Ürünü al"]);
    assert_eq!(names(&game.players()[2].strategies), ["", "b", "c"]);
    assert_eq!(table(&game, 2), numbers(&["1", "0", "0", "2", "0", "0"]));
}

#[test]
fn outcomes_keep_their_names_also_the_one_that_no_profile_has() {
    let game = normal(OUTCOMES);
    let outcomes = game.outcomes().expect("outcomes with names");
    assert_eq!(names(&outcomes.labels), ["deal", "", "the \"third\" way", "deal"]);
    assert_eq!(outcomes.by_profile, [Some(0), Some(1), None, Some(3)]);
    assert_eq!(table(&game, 0), numbers(&["3", "-1", "0", "1/4"]));
    assert_eq!(table(&game, 1), numbers(&["2", "1/2", "0", "-4"]));
    assert_eq!(normal(PAYOFFS).outcomes(), None);
}

#[test]
fn a_tree_reuses_sets_and_outcomes_and_pays_on_the_way() {
    let game = tree(SIGNAL);
    assert_eq!(game.nodes().len(), 15);
    let sets: Vec<_> = game.sets().iter().map(|set| (set.mover, set.number, set.label.as_str())).collect();
    let (sender, receiver) = (Mover::Player(0), Mover::Player(1));
    assert_eq!(
        sets,
        [
            (Mover::Chance, 1, "type"),
            (sender, 1, "strong"),
            (receiver, 1, "signal"),
            (receiver, 2, "no \"signal\""),
            (sender, 7, "weak"),
        ]
    );
    assert_eq!(game.sets()[0].probabilities, numbers(&["1/3", "2/3"]));
    assert_eq!(game.members(2), [2, 9]);
    assert_eq!(game.outcomes().iter().map(|outcome| outcome.number).collect::<Vec<_>>(), [5, 1, 2, 9]);
    assert_eq!(game.payoff_at(0, 2), game.payoff_at(0, 9));
    assert_eq!(game.payoff_at(0, 9), "-1/2".parse::<Rational>().unwrap());
    assert_eq!((game.payoff_at(1, 11), game.payoff_at(1, 10)), (3.into(), 1.into()));
    assert_eq!(game.payoff_at(0, 0), 0);
    assert_eq!(game.nodes()[13].label, "the end");
    assert_eq!(game.recall(), Recall::Perfect);
}

/// Piccione and Rubinstein 1997: the driver cannot tell the exits apart.
#[test]
fn imperfect_recall_is_read_and_said() {
    let game = tree(FORGETFUL);
    assert_eq!(game.recall(), Recall::Imperfect { set: 0 });
    assert_eq!(game.members(0), [0, 2]);
    assert_eq!(game.payoff_at(0, 3), 4);
}

#[test]
fn chance_set_0_is_a_set_of_its_own() {
    let game = tree(COINS);
    let numbers: Vec<u64> = game.sets().iter().map(|set| set.number).collect();
    assert_eq!(numbers, [2, 3, 1]);
    assert!((0..3).all(|set| game.members(set).len() == 1));
}

#[test]
fn sets_of_two_players_may_have_one_number() {
    let game =
        tree("EFG 2 R \"\" { \"A\" \"B\" } p \"\" 1 1 \"\" { \"x\" } 0 p \"\" 2 1 \"\" { \"y\" } 0 t \"\" 0");
    assert_eq!(game.sets().len(), 2);
}

fn comment_of(game: &GameForm) -> &str {
    match game {
        GameForm::Normal(game) => game.comment(),
        GameForm::Extensive(game) => game.comment(),
    }
}

#[test]
fn blanks_lines_and_marks_at_the_start_mean_nothing() {
    let plain = game(PAYOFFS);
    let dense = "\u{feff}\r\nNFG 1 D\"Numbers, as \\\"old\\\" files have them\"{\"Row\"\"Column\"}{3 2}";
    let comment = comment_of(&plain);
    let dense =
        format!("{dense}\"{comment}\"1,.5,1.,-2,+3,1/3\r\n-7/2\t100 .25,0 0,12345678901234567890.5\r\n");
    assert_eq!(game(&dense), plain);
    let lines = SIGNAL.replace('\n', "\r\n").replace(
        "type; the sender pays for the signal where it sends it.\r\n",
        "type; the sender pays for the signal where it sends it.\n",
    );
    assert_eq!(game(&lines), game(SIGNAL));
    assert_eq!(game(&SIGNAL.replace("{ \"signal\" \"quiet\" }", "{\n\"signal\"\t\"quiet\"}")), game(SIGNAL));
}

#[test]
fn a_file_is_told_by_its_first_word_then_by_its_name() {
    for (name, text, format) in [
        ("a.nfg", "EFG 2", Some(GameFormat::Efg)),
        ("a.efg", "nonsense", Some(GameFormat::Efg)),
        ("a.b.NFG", "", Some(GameFormat::Nfg)),
        ("-", "\u{feff}  NFG", Some(GameFormat::Nfg)),
        ("-", "NFGX", None),
        ("-", "NF", None),
        ("case.toml", "[model]", None),
    ] {
        assert_eq!(GameFormat::of(name, text.as_bytes()), format, "{name} {text}");
    }
    assert!(read_game("misnamed.efg", PAYOFFS.as_bytes()).game.is_some());
}
