//! The grammar of `[sequence]`, as data.

use crate::format::grammar::{Kind, Table, label, may, need, note, source};

/// A number, or an expression as a text.
pub(super) const EXPRESSION: Kind = Kind::OneOf(&[Kind::Number, Kind::Text]);
/// Name to expression.
const SET: Kind = Kind::PerName(&EXPRESSION);

/// `[sequence]`.
pub static SEQUENCE: Table = Table {
    name: "[sequence]",
    doc: "Who moves when, what chance decides, and what each end is worth.",
    keys: &[
        may("id", Kind::Id, "name of the plan among its variants; plan unless stated otherwise"),
        label(),
        need("start", Kind::Text, "the first node"),
        may(
            "parameters",
            Kind::PerName(&Kind::OneOf(&[Kind::Quantity, Kind::Table(&PARAMETER)])),
            "numbers with a name",
        ),
        may(
            "values",
            Kind::PerName(&Kind::OneOf(&[Kind::Number, Kind::Text, Kind::Table(&REFERENCE)])),
            "numbers worked out from others, or taken from elsewhere in the case",
        ),
        need("nodes", Kind::Named(&NODE), "what can happen: decisions, chance and ends"),
        may("variants", Kind::Named(&VARIANT), "the same sequence with something changed"),
        source(),
        note(),
    ],
};

/// `[sequence.parameters.NAME]`.
pub static PARAMETER: Table = Table {
    name: "a parameter",
    doc: "A number that expressions call by its name.",
    keys: &[
        may(
            "label",
            Kind::Text,
            "name for people, such as chance of exposure; the name unless stated otherwise",
        ),
        may("value", Kind::Number, "the number"),
        may("low", Kind::Number, "least value thought possible"),
        may("mode", Kind::Number, "the number used; instead of value"),
        may("high", Kind::Number, "greatest value thought possible"),
        source(),
        note(),
    ],
};

/// `{ from = "solve.nash.GOV" }`.
pub static REFERENCE: Table = Table {
    name: "a reference",
    doc: "A number from elsewhere in the case.",
    keys: &[need(
        "from",
        Kind::Text,
        "the path of a number, such as parties.GOV.walk_away, or what a solution gives a party: solve.CONCEPT.PARTY",
    )],
};

/// `[sequence.nodes.ID]`.
pub static NODE: Table = Table {
    name: "a node",
    doc: "A decision has a party and moves, chance has branches, an end has payoffs.",
    keys: &[
        label(),
        may("party", Kind::Text, "who chooses"),
        may("plan", Kind::Text, "the move that belongs to the plan"),
        may(
            "moves",
            Kind::PerName(&Kind::OneOf(&[Kind::Text, Kind::Table(&MOVE)])),
            "for each move the node it leads to",
        ),
        may("chance", Kind::Each(&BRANCH), "what chance may decide, with probabilities that add up to 1"),
        may("payoffs", SET, "what each party has at the end"),
        may("signed", Kind::Bool, "whether the deal is signed at this end; false unless stated otherwise"),
        may("works", Kind::Bool, "whether the deal works at this end; false unless stated otherwise"),
        may(
            "seen_by",
            Kind::List(&Kind::Text),
            "the parties that learn what is chosen here, besides the one that chooses; all unless stated otherwise",
        ),
        note(),
    ],
};

/// `moves.accept = { to = ..., set = ... }`.
pub static MOVE: Table = Table {
    name: "a move",
    doc: "Where a move leads, and which numbers are others from there on.",
    keys: &[
        need("to", Kind::Text, "the node it leads to"),
        may("set", SET, "numbers that are others from there on"),
    ],
};

/// An item of `chance`.
pub static BRANCH: Table = Table {
    name: "a branch",
    doc: "One thing that chance may decide.",
    keys: &[
        need("label", Kind::Text, "name of the branch"),
        need("probability", EXPRESSION, "how likely it is"),
        need("to", Kind::Text, "the node it leads to"),
        may("set", SET, "numbers that are others from there on"),
    ],
};

/// `[sequence.variants.ID]`.
pub static VARIANT: Table = Table {
    name: "a variant",
    doc: "The same sequence with another start, other numbers or other nodes.",
    keys: &[
        label(),
        may("lacks", Kind::Text, "what the plan has and this variant has not, as a clause"),
        may("start", Kind::Text, "another first node"),
        may("set", SET, "other numbers"),
        may("nodes", Kind::Named(&NODE), "other nodes, each instead of the one with its name"),
        source(),
        note(),
    ],
};
