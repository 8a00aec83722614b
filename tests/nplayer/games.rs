//! Games for the tests: published ones, random ones from a seed, and the same game told differently.

use zopa::games::normal_form::{NormalFormGame, Player};
use zopa::numeric::Rational;
use zopa::numeric::random::Random;

pub(crate) fn fraction(text: &str) -> Rational {
    text.parse().expect("a number")
}

/// A game with these numbers of strategies; `payoffs[i][p]`, the first player's strategy varying fastest.
pub(crate) fn game(counts: &[usize], payoffs: &[Vec<Rational>]) -> NormalFormGame {
    let player = |&count: &usize| Player { name: String::new(), strategies: vec![String::new(); count] };
    NormalFormGame::new("", counts.iter().map(player).collect(), payoffs).expect("a game")
}

/// A game of two players by rows of the first one's and the second one's payoffs.
pub(crate) fn bimatrix(first: &[&[i64]], second: &[&[i64]]) -> NormalFormGame {
    let columns = first[0].len();
    let table = |rows: &[&[i64]]| -> Vec<Rational> {
        (0..columns).flat_map(|column| rows.iter().map(move |row| Rational::from(row[column]))).collect()
    };
    game(&[first.len(), columns], &[table(first), table(second)])
}

/// A game of three players with two strategies by `payoffs[i][a][b][c]`.
pub(crate) fn cube(payoffs: [[[[i64; 2]; 2]; 2]; 3]) -> NormalFormGame {
    let table = |own: &[[[i64; 2]; 2]; 2]| -> Vec<Rational> {
        (0..8_usize).map(|profile| Rational::from(own[profile & 1][profile >> 1 & 1][profile >> 2])).collect()
    };
    game(&[2; 3], &payoffs.iter().map(table).collect::<Vec<_>>())
}

/// Three players' matching pennies (Jordan 1993, Games and Economic Behavior 5).
pub(crate) fn jordan() -> NormalFormGame {
    cube([
        [[[1, 1], [-1, -1]], [[-1, -1], [1, 1]]],
        [[[1, -1], [-1, 1]], [[1, -1], [-1, 1]]],
        [[[-1, 1], [-1, 1]], [[1, -1], [1, -1]]],
    ])
}

/// A game with one equilibrium, which is irrational (Nau, Gomez Canovas and Hansen 2004, IJGT 32, section 4).
pub(crate) fn nau() -> NormalFormGame {
    cube([
        [[[3, 1], [0, 0]], [[0, 0], [1, 2]]],
        [[[0, 0], [2, 1]], [[1, 3], [0, 0]]],
        [[[2, 0], [0, 0]], [[0, 0], [0, 3]]],
    ])
}

/// The minority game of three players (Challet and Zhang 1997): whoever is alone gets 1.
pub(crate) fn minority() -> NormalFormGame {
    cube([
        [[[0, 0], [0, 1]], [[1, 0], [0, 0]]],
        [[[0, 0], [1, 0]], [[0, 1], [0, 0]]],
        [[[0, 1], [0, 0]], [[0, 0], [1, 0]]],
    ])
}

/// A public good that two of three must pay for, cost 1, benefit 3 (Palfrey and Rosenthal 1984).
pub(crate) fn threshold() -> NormalFormGame {
    cube([
        [[[0, 0], [0, 3]], [[-1, 2], [2, 2]]],
        [[[0, 0], [-1, 2]], [[0, 3], [2, 2]]],
        [[[0, -1], [0, 2]], [[0, 2], [3, 2]]],
    ])
}

/// How payoffs of a random game are drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Payoffs {
    /// Whole numbers from 0 to below this.
    Below(u64),
    /// 0 mostly, one in four from 0 to 99.
    Sparse,
    /// Each player's minus what the profile costs everybody, so that interests clash.
    Opposed,
    /// Cubes, so that a few payoffs are much greater than the others.
    Skewed,
}

/// A random game of this shape; the same for the same seed.
pub(crate) fn random(counts: &[usize], payoffs: Payoffs, seed: u64) -> NormalFormGame {
    let mut random = Random::new(seed);
    let profiles: usize = counts.iter().product();
    let mut below = |bound: u64| i64::try_from(random.below(bound)).expect("small");
    let costs: Vec<i64> = (0..profiles).map(|_| below(1000)).collect();
    let mut payoff = |profile: usize| match payoffs {
        Payoffs::Below(bound) => below(bound),
        Payoffs::Sparse => {
            if below(4) == 0 {
                below(100)
            } else {
                0
            }
        }
        Payoffs::Opposed => below(1500) - costs[profile],
        Payoffs::Skewed => below(1000).pow(3),
    };
    let tables: Vec<Vec<Rational>> =
        counts.iter().map(|_| (0..profiles).map(|profile| payoff(profile).into()).collect()).collect();
    game(counts, &tables)
}

/// A shape of `players` with 2 to 4 strategies each, from a seed.
pub(crate) fn shape(players: usize, seed: u64) -> Vec<usize> {
    let mut random = Random::new(seed ^ 0x5bd1);
    (0..players).map(|_| 2 + usize::try_from(random.below(3)).expect("small")).collect()
}

/// The same game with each player's payoffs times a positive number plus another one.
pub(crate) fn rescaled(original: &NormalFormGame, seed: u64) -> NormalFormGame {
    let mut random = Random::new(seed);
    let mut draw = || i128::from(random.below(20)) + 1;
    let tables: Vec<Vec<Rational>> = (0..original.players().len())
        .map(|player| {
            let factor = Rational::new(draw(), draw()).expect("above zero");
            let shift = Rational::new(draw() - 10, draw()).expect("above zero");
            (0..original.profiles())
                .map(|profile| &(&original.payoff(player, profile) * &factor) + &shift)
                .collect()
        })
        .collect();
    game(&counts(original), &tables)
}

pub(crate) fn counts(game: &NormalFormGame) -> Vec<usize> {
    (0..game.players().len()).map(|player| game.strategies(player)).collect()
}

/// The same game with players and strategies in another order.
pub(crate) struct Renamed {
    pub(crate) game: NormalFormGame,
    /// `players[i]` is who player `i` of the new game was.
    pub(crate) players: Vec<usize>,
    /// `strategies[i][s]` is which strategy, of the player that it was, strategy `s` of the new player `i` was.
    pub(crate) strategies: Vec<Vec<usize>>,
}

impl Renamed {
    pub(crate) fn new(original: &NormalFormGame, seed: u64) -> Self {
        let mut random = Random::new(seed);
        let mut players: Vec<usize> = (0..original.players().len()).collect();
        random.shuffle(&mut players);
        let strategies: Vec<Vec<usize>> = players
            .iter()
            .map(|&player| {
                let mut own: Vec<usize> = (0..original.strategies(player)).collect();
                random.shuffle(&mut own);
                own
            })
            .collect();
        let counts: Vec<usize> = strategies.iter().map(Vec::len).collect();
        let shape = game(&counts, &vec![vec![Rational::ZERO; original.profiles()]; counts.len()]);
        let mut renamed = Self { game: shape, players, strategies };
        let tables: Vec<Vec<Rational>> = renamed
            .players
            .iter()
            .map(|&player| {
                (0..original.profiles())
                    .map(|profile| original.payoff(player, renamed.back(original, profile)))
                    .collect()
            })
            .collect();
        renamed.game = game(&counts, &tables);
        renamed
    }

    /// The profile of the original game that this profile of the new one is.
    pub(crate) fn back(&self, original: &NormalFormGame, profile: usize) -> usize {
        let mut list = vec![0; self.players.len()];
        for (place, player) in self.players.iter().enumerate() {
            list[*player] = self.strategies[place][self.game.strategy(place, profile)];
        }
        original.index(&list)
    }
}
