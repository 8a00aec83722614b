//! Files that promise more than they hold, and files that hold a great deal: no hang, no overflow, little memory.

use std::fmt::Write as _;
use std::time::Instant;

use zopa::format::game::{MAX_GAME_BYTES, read_game};
use zopa::games::extensive::Recall;
use zopa::model::game::GameForm;
use zopa::numeric::random::Random;

use crate::mutate::letters;

/// The findings of a text, which must not take long.
#[track_caller]
fn findings(text: &str) -> Vec<String> {
    let started = Instant::now();
    let read = read_game("-", text.as_bytes());
    // Ten times what an unoptimised build needs on a slow machine; a quadratic search takes hours.
    assert!(started.elapsed().as_secs() < 20, "{:?} for {:.60}", started.elapsed(), text);
    assert!(read.findings.len() <= 1001, "{}", read.findings.len());
    assert_eq!(read.game.is_none(), read.findings.iter().any(|finding| finding.is_error()));
    read.findings.iter().map(ToString::to_string).collect()
}

/// Each would ask for gigabytes if its sizes were believed.
#[test]
fn sizes_that_the_file_cannot_fill_get_no_memory() {
    for (sizes, message) in [
        (
            "{ \"A\" \"B\" } { 100000 100000 }",
            "error[Z019]: a game of 100000 x 100000 has too many payoffs, at most 67,108,864 are read",
        ),
        (
            "{ \"A\" } { 67108864 } 1 2 3",
            "error[Z011]: the game has 3 payoffs, expected 67108864: 67108864 profiles for 1 player",
        ),
        (
            "{ \"A\" } { 67108865 } 1 2 3",
            "error[Z019]: a game of 67108865 has too many payoffs, at most 67,108,864 are read",
        ),
        (
            "{ \"A\" \"B\" } { 8000 4000 } { { \"x\" 1 2 } } 1",
            "error[Z011]: outcomes for 1 profile, expected 32000000",
        ),
        (
            "{ \"A\" \"B\" } { 18446744073709551615 18446744073709551615 }",
            "error[Z019]: a game of 18446744073709551615 x 18446744073709551615 has too many payoffs, at most 67,108,864 are read",
        ),
    ] {
        assert_eq!(findings(&format!("NFG 1 R \"\" {sizes}")), [message]);
    }
    let players = "\"\" ".repeat(100_000);
    let twos = "2 ".repeat(100_000);
    let found = findings(&format!("NFG 1 R \"\" {{ {players} }} {{ {twos} }} 1"));
    assert_eq!(
        found,
        [
            "error[Z019]: a game of 2 x 2 x 2 x 2 x 2 x 2 x 2 x 2 x ... has too many payoffs, at most 67,108,864 are read"
        ]
    );
}

/// Few bytes that would become a long table: 60 players, a million profiles, one outcome of long payoffs.
#[test]
fn an_outcome_that_is_repeated_without_end_gets_no_memory() {
    let (players, ones) = ("\"\" ".repeat(60), "1 ".repeat(40));
    let payoffs = "1e40 ".repeat(60);
    let head = format!("NFG 1 R \"\" {{ {players} }} {{ {} {ones} }}", "2 ".repeat(20));
    let found = findings(&format!("{head} {{ {{ \"\" {payoffs} }} }} {}", "1 ".repeat(1 << 20)));
    assert_eq!(found, ["error[Z019]: more than 67108864 payoffs, or longer ones than 1073741824 bytes hold"]);
}

/// Short whole numbers that stand beside fractions without a common denominator are all as long as these.
#[test]
fn short_numbers_beside_fine_ones_get_no_memory() {
    let fractions: String = (0..30_u64).map(|number| format!("1/1{:039} ", 2 * number + 1)).collect();
    let count = 1_500_000;
    let found =
        findings(&format!("NFG 1 R \"\" {{ \"A\" }} {{ {} }} {fractions}{}", count + 30, "1 ".repeat(count)));
    assert_eq!(
        found,
        [
            "error[Z012]: payoffs of player 1 `A` need more than 4,096 bits over one denominator, or 512 MiB in all"
        ]
    );
}

#[test]
fn a_file_beyond_the_limit_is_refused_unread() {
    let found = findings(&" ".repeat(MAX_GAME_BYTES + 1));
    assert_eq!(found, ["error[Z019]: the file has more than 67108864 bytes, which is the most that is read"]);
}

#[test]
fn a_tree_of_a_million_levels_does_not_overflow() {
    let levels = 1_000_000;
    let mut text = "EFG 2 R \"\" { \"A\" } p \"\" 1 1 \"\" { \"stop\" \"go\" } 0\n".to_owned();
    for _ in 0..levels {
        text.push_str("t \"\" 0\np \"\" 1 1 0\n");
    }
    // One end is missing; then it is there.
    text.push_str("t \"\" 0\n");
    assert_eq!(findings(&text), ["error[Z043]: the file ends, but the tree needs 1 node more"]);
    text.push_str("t \"\" 0\n");
    let Some(GameForm::Extensive(game)) = read_game("-", text.as_bytes()).game else { panic!("a tree") };
    assert_eq!(game.nodes().len(), 2 * levels + 3);
    assert_eq!(game.recall(), Recall::Imperfect { set: 0 });
}

#[test]
fn hostile_files_are_read_in_time() {
    let many = |count: u64, piece: &dyn Fn(u64) -> String| -> String { (0..count).map(piece).collect() };
    let head = "EFG 2 R \"\" { \"A\" }\n";
    let long = |number: u64| format!("1/{}{:020} ", 10_u64.pow(18), 2 * number + 1);
    let chance = many(100_000, &|number| format!("\"\" {}", long(number)));
    let mut texts = vec![
        format!("NFG 1 R \"\" {{ \"A\" }} {{ 100000 }} {}", many(100_000, &long)),
        format!("{head}c \"\" 1 \"\" {{ {chance} }} 0"),
        format!("{head}{}", many(300_000, &|_| "t ".to_owned())),
        format!("{head}{}", many(300_000, &|_| "t \"\" x ".to_owned())),
        format!("{head}{}", many(300_000, &|number| format!("p \"\" 1 {number} 0 "))),
        format!("{head}p \"\" 1 1 \"\" {{ {} }} 0 ", many(300_000, &|_| "\"\" ".to_owned())),
        format!("NFG 1 R \"\" {{ \"A\" }} {{ 500000 }} {}", many(500_000, &|_| "x ".to_owned())),
        format!("NFG 1 R \"\" {{ {}", "{ ".repeat(500_000)),
        format!("NFG 1 R \"{}", "\\\"".repeat(500_000)),
        format!("NFG 1 R {}", "\"\" ".repeat(500_000)),
        format!("{head}{}", "\"".repeat(500_001)),
        "9".repeat(1_000_000),
        format!("NFG 1 R \"\" {{ \"A\" }} {{ 1 }} {}", "9".repeat(1_000_000)),
        format!("NFG 1 R \"\" {{ \"A\" }} {{ 2 }} {{ {} }} 0 0 0", "{ \"\" 1 2 } ".repeat(100_000)),
    ];
    let mut shared = format!("{head}c \"\" 1 \"\" {{ \"\" 1 }} 0 ");
    for number in 0..200_000_u64 {
        let _ = write!(shared, "c \"\" 1 \"{number}\" {{ \"\" 1/{} }} 0 ", number + 2);
    }
    texts.push(shared);
    for text in texts {
        assert!(!findings(&text).is_empty(), "{text:.60}");
    }
}

/// A name of a megabyte, and findings about it, do not become messages of a megabyte.
#[test]
fn messages_stay_short() {
    let name = "n".repeat(1_000_000);
    let texts = [
        format!("EFG 2 R \"\" {{ \"{name}\" }} {name}"),
        format!(
            "EFG 2 R \"\" {{ \"A\" }} c \"\" 1 \"{name}\" {{ \"\" 1 }} 0 c \"\" 1 \"x{name}\" {{ \"\" 2 }} 0 t \"\" 0"
        ),
        format!("NFG 1 R \"\" {{ \"{name}\" }} {{ 1 }} 1{name}"),
        format!("NFG 1 R \"\" {{ \"A\" }} {{ {} }} 1", "1".repeat(1_000_000)),
    ];
    for text in texts {
        for finding in read_game("-", text.as_bytes()).findings {
            assert!(finding.message.len() < 400 && finding.hint.len() < 200, "{finding}");
        }
    }
}

/// The small sister of `examples/fuzz`: every file of the tests, broken in one to four places.
#[test]
fn broken_files_never_panic_and_what_is_read_is_kept() {
    const FILES: [&str; 6] = [
        include_str!("../data/games/payoffs.nfg"),
        include_str!("../data/games/names.nfg"),
        include_str!("../data/games/outcomes.nfg"),
        include_str!("../data/games/signal.efg"),
        include_str!("../data/games/forgetful.efg"),
        include_str!("../data/games/coins.efg"),
    ];
    const PIECES: [&str; 16] =
        ["{", "}", "\"", "\\", ",", " ", "0", "1", "2", "9", "-", "/", ".", "p", "t \"\" 1 ", "é"];
    let mut whole = 0;
    for seed in 0..20_000 {
        let mut random = Random::new(seed);
        let text = letters(FILES[seed as usize % FILES.len()], &PIECES, &mut random);
        let read = read_game("a.efg", text.as_bytes());
        assert_eq!(
            read.game.is_none(),
            read.findings.iter().any(|finding| finding.is_error()),
            "seed {seed}"
        );
        for finding in &read.findings {
            assert!(finding.span.is_none_or(|span| text.get(span.start..span.end).is_some()), "seed {seed}");
        }
        let Some(game) = read.game else { continue };
        whole += 1;
        let again = read_game("-", game.write().as_bytes());
        assert_eq!((again.game.as_ref(), again.findings.len()), (Some(&game), 0), "seed {seed}");
    }
    assert!(whole > 1_000, "{whole}");
}
