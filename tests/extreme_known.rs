//! Games of two players whose extreme equilibria are known, each with its source.
//!
//! Answers without a number of components in the source leave it out. Strategies are listed as probabilities, the first
//! player's before the bar.

#[path = "common/bimatrix.rs"]
mod bimatrix;

use zopa::budget::Budget;
use zopa::certify::{Completeness, Strength};
use zopa::strategic::extreme_equilibria::extreme_equilibria;

/// A game and its answer.
struct Known {
    name: &'static str,
    payoffs: [&'static [&'static [i64]]; 2],
    /// Each in words; empty if only their number is known.
    equilibria: &'static [&'static str],
    count: usize,
    components: Option<usize>,
}

const KNOWN: &[Known] = &[
    Known {
        name: "Matching pennies (von Neumann-Morgenstern 1944)",
        payoffs: [&[&[1, -1], &[-1, 1]], &[&[-1, 1], &[1, -1]]],
        equilibria: &["1/2 1/2 | 1/2 1/2"],
        count: 1,
        components: None,
    },
    Known {
        name: "Battle of the Sexes (3,2) (Luce & Raiffa 1957; Nau, Gomez Canovas & Hansen 2004 IJGT 32:443, sec. 3)",
        payoffs: [&[&[3, 0], &[0, 2]], &[&[2, 0], &[0, 3]]],
        equilibria: &["1 0 | 1 0", "3/5 2/5 | 2/5 3/5", "0 1 | 0 1"],
        count: 3,
        components: None,
    },
    Known {
        name: "Stag hunt (Rousseau; payoffs 4/3/0 closed form)",
        payoffs: [&[&[4, 0], &[3, 3]], &[&[4, 3], &[0, 3]]],
        equilibria: &["1 0 | 1 0", "3/4 1/4 | 3/4 1/4", "0 1 | 0 1"],
        count: 3,
        components: None,
    },
    Known {
        name: "Shapley's cycling game (fictitious play diverges) (Shapley 1964, Some topics in two-person games)",
        payoffs: [&[&[1, 0, 0], &[0, 1, 0], &[0, 0, 1]], &[&[0, 1, 0], &[0, 0, 1], &[1, 0, 0]]],
        equilibria: &["1/3 1/3 1/3 | 1/3 1/3 1/3"],
        count: 1,
        components: None,
    },
    Known {
        name: "Wilson's game: 2 of 3 equilibria inaccessible to Lemke-Howson (Shapley 1974 Math.Prog.Study 1:175, fig. 3 (data via gambit catalog shapley1974/fig3.nfg))",
        payoffs: [&[&[0, 3, 0], &[2, 2, 0], &[3, 0, 1]], &[&[0, 2, 3], &[3, 2, 0], &[0, 0, 1]]],
        equilibria: &["1/3 2/3 0 | 1/3 2/3 0", "1/6 1/3 1/2 | 1/6 1/3 1/2", "0 0 1 | 0 0 1"],
        count: 3,
        components: Some(3),
    },
    Known {
        name: "Shapley 1974 fig. 2 (Lemke-Howson illustration) (Shapley 1974, fig. 2 (data via gambit catalog shapley1974/fig2.nfg))",
        payoffs: [&[&[2, 2, 0], &[0, 3, 0], &[3, 0, 1]], &[&[3, 0, 2], &[0, 3, 2], &[0, 0, 1]]],
        equilibria: &["0 1 0 | 0 1 0", "0 1/2 1/2 | 0 1/4 3/4", "0 0 1 | 0 0 1"],
        count: 3,
        components: Some(3),
    },
    Known {
        name: "von Stengel's 6x6 game with 75 equilibria (original payoffs) (von Stengel 1997/1999 DCG 21:557 (data via gambit catalog dcg/vonstengel1999))",
        payoffs: [
            &[
                &[9504, -660, 19976, -20526, 1776, -8976],
                &[-111771, 31680, -130944, 168124, -8514, 52764],
                &[397584, -113850, 451176, -586476, 29216, -178761],
                &[171204, -45936, 208626, -263076, 14124, -84436],
                &[1303104, -453420, 1227336, -1718376, 72336, -461736],
                &[737154, -227040, 774576, -1039236, 48081, -300036],
            ],
            &[
                &[72336, 48081, 29216, 14124, 1776, -8514],
                &[-461736, -300036, -178761, -84436, -8976, 52764],
                &[1227336, 774576, 451176, 208626, 19976, -130944],
                &[-1718376, -1039236, -586476, -263076, -20526, 168124],
                &[1303104, 737154, 397584, 171204, 9504, -111771],
                &[-453420, -227040, -113850, -45936, -660, 31680],
            ],
        ],
        equilibria: &[],
        count: 75,
        components: Some(75),
    },
    Known {
        name: "von Stengel's 6x6 game with 75 equilibria (small payoffs) (Savani & von Stengel 2006 Ecta 74:397 variant (data via gambit catalog))",
        payoffs: [
            &[
                &[-81, 36, -126, 126, -36, 90],
                &[-180, 72, -333, 297, -153, 270],
                &[20, -3, 42, -33, 17, -30],
                &[-30, 17, -33, 42, -3, 20],
                &[270, -153, 297, -333, 72, -180],
                &[90, -36, 126, -126, 36, -81],
            ],
            &[
                &[72, 36, 17, -3, -36, -153],
                &[-180, -81, -30, 20, 90, 270],
                &[297, 126, 42, -33, -126, -333],
                &[-333, -126, -33, 42, 126, 297],
                &[270, 90, 20, -30, -81, -180],
                &[-153, -36, -3, 17, 36, 72],
            ],
        ],
        equilibria: &[],
        count: 75,
        components: Some(75),
    },
    Known {
        name: "Degenerate 3x3 game 1 (gambit contrib deg1.nfg)",
        payoffs: [&[&[1, 3, 2], &[2, 2, 2], &[3, 1, 2]], &[&[1, 2, 3], &[3, 2, 1], &[2, 2, 2]]],
        equilibria: &[
            "1 0 0 | 0 0 1",
            "1/2 1/2 0 | 1/2 1/2 0",
            "1/2 1/2 0 | 0 0 1",
            "0 0 1 | 1 0 0",
            "0 0 1 | 1/2 1/2 0",
            "0 0 1 | 0 0 1",
        ],
        count: 6,
        components: Some(1),
    },
    Known {
        name: "Degenerate 3x3 game 2 (gambit contrib deg2.nfg)",
        payoffs: [&[&[1, 3, 2], &[2, 2, 2], &[3, 1, 2]], &[&[2, 2, 2], &[1, 2, 3], &[3, 2, 1]]],
        equilibria: &[
            "1 0 0 | 1/2 1/2 0",
            "1 0 0 | 0 1 0",
            "1 0 0 | 0 0 1",
            "0 1 0 | 0 0 1",
            "0 1/2 1/2 | 1/2 1/2 0",
            "0 1/2 1/2 | 0 0 1",
            "0 0 1 | 1 0 0",
        ],
        count: 7,
        components: Some(2),
    },
    Known {
        name: "All-zero 2x2 (every profile is an equilibrium) (folklore)",
        payoffs: [&[&[0, 0], &[0, 0]], &[&[0, 0], &[0, 0]]],
        equilibria: &["1 0 | 1 0", "1 0 | 0 1", "0 1 | 1 0", "0 1 | 0 1"],
        count: 4,
        components: Some(1),
    },
    Known {
        name: "Degenerate 2x3 (von Stengel 2002 style): segment of equilibria (closed form)",
        payoffs: [&[&[3, 3], &[2, 5], &[0, 6]], &[&[3, 3], &[2, 6], &[3, 1]]],
        equilibria: &["1 0 0 | 1 0", "1 0 0 | 2/3 1/3", "0 1/3 2/3 | 1/3 2/3"],
        count: 3,
        components: Some(2),
    },
    Known {
        name: "Bernheim's 4x4 game: unique Nash (a2,b2) (Bernheim 1984; Osborne & Rubinstein fig. 57.1)",
        payoffs: [
            &[&[0, 2, 7, 0], &[5, 3, 5, 0], &[7, 2, 0, 0], &[0, 0, 0, 10]],
            &[&[7, 5, 0, 1], &[2, 3, 2, 1], &[0, 5, 7, 1], &[0, -2, 0, -1]],
        ],
        equilibria: &["0 1 0 0 | 0 1 0 0"],
        count: 1,
        components: None,
    },
    Known {
        name: "Ben-Porath & Dekel / van Damme burning-a-dollar (van Damme 1989 JET 48:476; Ben-Porath & Dekel 1992 (data via gambit vd.nfg))",
        payoffs: [
            &[&[2, 2, -1, -1], &[-1, -1, 0, 0], &[3, 0, 3, 0], &[0, 1, 0, 1]],
            &[&[1, 1, 0, 0], &[0, 0, 3, 3], &[1, 0, 1, 0], &[0, 3, 0, 3]],
        ],
        equilibria: &[
            "1 0 0 0 | 2/3 1/3 0 0",
            "1 0 0 0 | 0 1 0 0",
            "0 0 1 0 | 1 0 0 0",
            "0 0 1 0 | 0 0 1 0",
            "0 0 3/4 1/4 | 1/4 1/3 0 5/12",
            "0 0 3/4 1/4 | 1/4 0 0 3/4",
            "0 0 3/4 1/4 | 0 7/12 1/4 1/6",
            "0 0 3/4 1/4 | 0 0 1/4 3/4",
            "0 0 0 1 | 0 2/3 0 1/3",
            "0 0 0 1 | 0 0 0 1",
        ],
        count: 10,
        components: Some(4),
    },
];

#[test]
fn extreme_equilibria_are_those_of_the_literature() {
    for known in KNOWN {
        let matrices = known.payoffs.map(|rows| rows.iter().map(|row| row.to_vec()).collect::<Vec<_>>());
        let game = bimatrix::game([&matrices[0], &matrices[1]]);
        let answer = extreme_equilibria(&game, &Budget::unlimited());
        let found = answer.found().unwrap_or_else(|| panic!("{}: {:?}", known.name, answer.verdict));
        assert_eq!(found.completeness, Completeness::All, "{}", known.name);
        assert_eq!(found.certificate().strength, Strength::Recount, "{}", known.name);
        assert_eq!(found.equilibria.len(), known.count, "{}", known.name);
        if let Some(components) = known.components {
            assert_eq!(found.components, components, "{}", known.name);
        }
        if !known.equilibria.is_empty() {
            let words = |strategy: &[zopa::numeric::Rational]| {
                strategy.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
            };
            let mut lines: Vec<String> = found
                .profiles()
                .map(|[first, second]| format!("{} | {}", words(first), words(second)))
                .collect();
            let mut expected: Vec<&str> = known.equilibria.to_vec();
            lines.sort();
            expected.sort_unstable();
            assert_eq!(lines, expected, "{}", known.name);
        }
    }
}

#[test]
fn payoffs_of_the_battle_of_the_sexes_are_those_of_the_literature() {
    // Nau, Gomez Canovas and Hansen 2004, International Journal of Game Theory 32.
    let (first, second) = (vec![vec![3, 0], vec![0, 2]], vec![vec![2, 0], vec![0, 3]]);
    let answer = extreme_equilibria(&bimatrix::game([&first, &second]), &Budget::unlimited());
    let payoffs = format!("{:?}", answer.found().expect("an answer").payoffs);
    assert_eq!(payoffs, "[[3, 2], [6/5, 6/5], [2, 3]]");
}
