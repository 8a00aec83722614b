//! The grammar of `[game]`, as data.

use crate::format::grammar::{Kind, Table, may, note, source};

/// `[game]`.
pub static GAME: Table = Table {
    name: "[game]",
    doc: "A strategic or extensive game. One of nfg, efg, and players with payoffs says it.",
    keys: &[
        may(
            "players",
            Kind::PerName(&Kind::List(&Kind::Text)),
            "for each player the names of its strategies, at least one",
        ),
        may(
            "payoffs",
            Kind::PerName(&Kind::Nested),
            "for each player its payoffs, as lists in lists: one nesting for each player, the first outermost",
        ),
        may("nfg", Kind::Text, "the game as the text of an .nfg file"),
        may("efg", Kind::Text, "the game as the text of an .efg file"),
        source(),
        note(),
    ],
};
