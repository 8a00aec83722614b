//! The tables of a case file that say what may be agreed and what may happen.

use crate::format::grammar::{
    BOUND, CHOICES, Kind, PER_LEVEL_OR_UNIT, PER_PARTY, Table, label, may, need, note, source,
};

/// `[conditions.ID]`.
pub static CONDITION: Table = Table {
    name: "a condition",
    doc: "A hard requirement: a package that breaks it is not admissible.",
    keys: &[
        label(),
        need("require", CHOICES, "for each issue the level or levels allowed"),
        source(),
        note(),
    ],
};

/// `[limits.ID]`.
pub static LIMIT: Table = Table {
    name: "a limit",
    doc: "An upper or lower bound on issues, or on a sum over issues.",
    keys: &[
        label(),
        may("at_most", BOUND, "for each issue its highest level; with sum, the greatest sum"),
        may("at_least", BOUND, "for each issue its lowest level; with sum, the least sum"),
        may(
            "sum",
            PER_LEVEL_OR_UNIT,
            "for each issue the amount that each of its levels adds to the sum; for one with a range, what a unit adds",
        ),
        source(),
        note(),
    ],
};

/// `[[forbidden]]`.
pub static FORBIDDEN: Table = Table {
    name: "a forbidden combination",
    doc: "Levels that cannot be agreed together.",
    keys: &[need("when", CHOICES, "the levels that cannot hold together"), source(), note()],
};

/// `[shocks.ID]`.
pub static SHOCK: Table = Table {
    name: "a shock",
    doc: "A named what-if.",
    keys: &[
        label(),
        may("shift", PER_PARTY, "for each party the points added to its utility of every agreement"),
        may(
            "set",
            Kind::PerName(&Kind::Quantity),
            "numbers replaced, by path, such as \"parties.GOV.walk_away\"",
        ),
        source(),
        note(),
    ],
};
