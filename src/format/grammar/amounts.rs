//! The tables of a case file that speak of amounts: ranges, spans of amounts, concessions.

use crate::format::grammar::{Kind, PER_PARTY, Table, label, may, need, note, source};

/// `range` of an issue.
pub static RANGE: Table = Table {
    name: "a range",
    doc: "The amounts that may be agreed: any number from one end to the other.",
    keys: &[
        need("from", Kind::Quantity, "the least amount"),
        need("to", Kind::Quantity, "the greatest amount"),
        may("unit", Kind::Text, "unit of the amounts, such as months or USD m"),
    ],
};

/// Amounts of a continuous issue in a condition, a bonus or a forbidden combination.
pub static WITHIN: Table = Table {
    name: "a span of amounts",
    doc: "Amounts of an issue with a range: from one end to another.",
    keys: &[
        may("at_least", Kind::Quantity, "the least amount; that of the issue unless stated otherwise"),
        may("at_most", Kind::Quantity, "the greatest amount; that of the issue unless stated otherwise"),
    ],
};

/// `[concessions.ID]`.
pub static CONCESSION: Table = Table {
    name: "a concession",
    doc: "Something that could be given to open a zone: by a party, or from one to another.",
    keys: &[
        label(),
        need("worth", PER_PARTY, "for each party the points that a unit adds; below 0 for one that pays"),
        may("cost", Kind::Quantity, "what a unit costs; 1 unless stated otherwise"),
        may("at_most", Kind::Quantity, "most units"),
        source(),
        note(),
    ],
};
