//! The grammar of a case file, as data.
//!
//! One description of every table and key drives three things: the reader's search for unknown and missing
//! keys, the JSON schema (`schema.rs`), and the test that `docs/CASE_FILE.md` speaks of every key. A [`Table`]
//! has fixed keys; a table whose keys are names chosen by the modeller is a [`Kind::Named`] or [`Kind::PerName`].
//! The tables of amounts stand in [`amounts`], those of conditions, limits and shocks in [`rules`], those of coalitions and groups in [`coalitions`], those of a sequence in
//! [`sequence`].

pub mod amounts;
pub mod coalitions;
pub mod game;
pub mod rules;
pub mod sequence;

use crate::format::grammar::amounts::{CONCESSION, RANGE, WITHIN};
use crate::format::grammar::coalitions::{COALITIONS, CONTACT_GROUP};
use crate::format::grammar::game::GAME;
use crate::format::grammar::rules::{CONDITION, FORBIDDEN, LIMIT, SHOCK};
use crate::format::grammar::sequence::SEQUENCE;

use crate::model::QUESTIONS;

/// A table with fixed keys.
#[derive(Debug)]
pub struct Table {
    /// What a sentence calls it, such as `an issue`.
    pub name: &'static str,
    /// What it is for, in one line.
    pub doc: &'static str,
    /// Its keys, in the order in which help lists them.
    pub keys: &'static [Key],
}

/// A key of a [`Table`].
#[derive(Debug)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What may stand there.
    pub kind: Kind,
    /// Whether it may be left out.
    pub need: Need,
    /// What it says, in one line.
    pub doc: &'static str,
}

/// Whether a key may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It must be there.
    Required,
    /// It may be left out; or whether it must be there depends on other keys.
    Optional,
}

/// What may stand at a key.
#[derive(Debug)]
pub enum Kind {
    /// A text.
    Text,
    /// A text of letters, digits, `-`, `_` and `.`.
    Id,
    /// `true` or `false`.
    Bool,
    /// One of a few words.
    Word(&'static [&'static str]),
    /// The name of a source.
    Source,
    /// The name of a package.
    Package,
    /// A plain number: exact, without a range.
    Number,
    /// A number with its range, source and note.
    Quantity,
    /// A label of a level: a text or a number.
    Label,
    /// A list, empty or not.
    List(&'static Kind),
    /// Lists in lists, as deep as there are issues, with numbers at the bottom.
    Nested,
    /// A table with fixed keys.
    Table(&'static Table),
    /// A table of names, each a table with fixed keys: `[parties.GOV]`.
    Named(&'static Table),
    /// A list of tables with fixed keys: `[[interactions]]`.
    Each(&'static Table),
    /// A table from a name (a party, an issue, a path) to a value.
    PerName(&'static Kind),
    /// Any of these.
    OneOf(&'static [Kind]),
    /// JSON's null.
    Null,
}

const fn need(name: &'static str, kind: Kind, doc: &'static str) -> Key {
    Key { name, kind, need: Need::Required, doc }
}

const fn may(name: &'static str, kind: Kind, doc: &'static str) -> Key {
    Key { name, kind, need: Need::Optional, doc }
}

const fn source() -> Key {
    may("source", Kind::Source, "where the numbers or the facts come from: a name from [sources]")
}

const fn note() -> Key {
    may("note", Kind::Text, "anything a reader should know")
}

const fn label() -> Key {
    may("label", Kind::Text, "name for people")
}

/// Issue to level or levels, or to amounts.
const CHOICES: Kind =
    Kind::PerName(&Kind::OneOf(&[Kind::Label, Kind::List(&Kind::Label), Kind::Table(&WITHIN)]));
/// Party to number.
const PER_PARTY: Kind = Kind::PerName(&Kind::Quantity);
/// Issue to an amount for each level, or for a unit of a continuous issue.
const PER_LEVEL_OR_UNIT: Kind = Kind::PerName(&Kind::OneOf(&[Kind::List(&Kind::Quantity), Kind::Quantity]));
/// Party or issue to a number for each level.
const PER_LEVEL: Kind = Kind::PerName(&Kind::List(&Kind::Quantity));
/// Issue to level.
const LEVELS: Kind = Kind::PerName(&Kind::Label);
/// Party to pairs of an amount and a value.
const CURVES: Kind = Kind::PerName(&Kind::List(&Kind::List(&Kind::Quantity)));
/// Either end of a limit.
const BOUND: Kind = Kind::OneOf(&[LEVELS, Kind::Quantity]);

/// The whole file.
pub static CASE: Table = Table {
    name: "a case file",
    doc: "One negotiation: who takes part, what is negotiated, and what each party thinks of it.",
    keys: &[
        need("model", Kind::Table(&MODEL), "what the case is about"),
        may("sources", Kind::Named(&SOURCE), "where numbers and facts come from"),
        may("parties", Kind::Named(&PARTY), "who takes part"),
        may("issues", Kind::Named(&ISSUE), "what is negotiated"),
        may("interactions", Kind::Each(&INTERACTION), "payoffs that depend on several issues together"),
        may("packages", Kind::Named(&PACKAGE), "packages with a name, such as the status quo"),
        may("conditions", Kind::Named(&CONDITION), "hard requirements"),
        may("limits", Kind::Named(&LIMIT), "upper and lower bounds"),
        may("forbidden", Kind::Each(&FORBIDDEN), "combinations that cannot be agreed"),
        may("concessions", Kind::Named(&CONCESSION), "what could be given to open a zone"),
        may("shocks", Kind::Named(&SHOCK), "named what-ifs"),
        may(
            "bargaining",
            Kind::Table(&BARGAINING),
            "the possible outcomes given by their points, instead of issues",
        ),
        may("coalitions", Kind::Table(&COALITIONS), "what parties can have together"),
        may("contact_group", Kind::Table(&CONTACT_GROUP), "who may sit in a group, and by which rules"),
        may("sequence", Kind::Table(&SEQUENCE), "who moves when, and what each end is worth"),
        may("game", Kind::Table(&GAME), "a strategic or extensive game with players of its own"),
        may("expect", Kind::Each(&EXPECT), "published answers that this case must reproduce"),
    ],
};

/// Tables that later versions will read.
pub static LATER: &[&str] = &["graph", "ceasefire", "private_information", "conflict"];

/// `[model]`.
pub static MODEL: Table = Table {
    name: "[model]",
    doc: "What the case is about.",
    keys: &[
        need("id", Kind::Id, "short name of the case, such as mali-2024"),
        may("title", Kind::Text, "what the case is about, in one line"),
        may("scale", Kind::Text, "what the payoff numbers mean, in one line"),
        note(),
    ],
};

/// `[sources.NAME]`.
pub static SOURCE: Table = Table {
    name: "a source",
    doc: "Where a number or a fact comes from.",
    keys: &[
        need(
            "kind",
            Kind::Word(&["article", "public", "paper", "elicited", "assumption"]),
            "how far it is to be trusted",
        ),
        need("cite", Kind::Text, "author, year, title"),
    ],
};

/// `[parties.ID]`.
pub static PARTY: Table = Table {
    name: "a party",
    doc: "One party to, or beside, the negotiation.",
    keys: &[
        need("name", Kind::Text, "full name"),
        may("role", Kind::Word(&["signatory", "mediator", "outsider"]), "signatory unless stated otherwise"),
        may(
            "walk_away",
            Kind::OneOf(&[Kind::Quantity, Kind::Table(&WALK_AWAY)]),
            "what a signatory has without a deal, in points of its own scale",
        ),
        may("influence", Kind::Quantity, "its bargaining weight where none is given"),
        source(),
        note(),
    ],
};

/// `walk_away = { package = ..., premium = ... }`.
pub static WALK_AWAY: Table = Table {
    name: "a walk-away value taken from a package",
    doc: "The party's utility for a named package, plus a premium.",
    keys: &[
        need("package", Kind::Package, "name of the package, usually status_quo"),
        need("premium", Kind::Quantity, "points added to the utility of that package; may be 0"),
    ],
};

/// `[issues.ID]`.
pub static ISSUE: Table = Table {
    name: "an issue",
    doc: "One thing that is negotiated, with its possible outcomes.",
    keys: &[
        may("label", Kind::Text, "name for people; the id unless stated otherwise"),
        may("unit", Kind::Text, "unit of the levels, such as months"),
        may("ordered", Kind::Bool, "whether the levels go from less to more; true unless stated otherwise"),
        may("levels", Kind::List(&Kind::Label), "the possible outcomes, all different"),
        may("range", Kind::Table(&RANGE), "instead of levels: any amount between two ends"),
        may("weight", PER_PARTY, "for each signatory how much the issue counts"),
        may("values", PER_LEVEL, "for each signatory the value of each level"),
        may("curve", CURVES, "with range: for each signatory its value at some amounts, as [amount, value]"),
        source(),
        may("payoff_source", Kind::Source, "where weights and values come from, if not from source"),
        note(),
    ],
};

/// `[[interactions]]`.
pub static INTERACTION: Table = Table {
    name: "an interaction",
    doc: "Payoffs that depend on two or more issues together, in utility points.",
    keys: &[
        may("when", CHOICES, "the levels that must hold together for the bonus"),
        may("bonus", PER_PARTY, "for each party the points added if they do"),
        may("over", Kind::List(&Kind::Text), "the issues of the table"),
        may("table", Kind::PerName(&Kind::Nested), "for each party one number per combination of levels"),
        source(),
        note(),
    ],
};

/// `[packages.ID]`.
pub static PACKAGE: Table = Table {
    name: "a package",
    doc: "A package with a name.",
    keys: &[label(), need("levels", LEVELS, "one level for each issue"), source(), note()],
};

/// An inequality of `[bargaining]`.
pub static BARGAINING_ROW: Table = Table {
    name: "a row of [bargaining]",
    doc: "The sum of coefficients times utilities is at most a bound.",
    keys: &[
        need("coefficients", Kind::List(&Kind::Quantity), "one number for each signatory"),
        need("at_most", Kind::Quantity, "the greatest sum"),
    ],
};

/// The curve of `[bargaining]`.
pub static BARGAINING_CURVE: Table = Table {
    name: "the curve of [bargaining]",
    doc: "A curve in one parameter `s`, along which one signatory gains what the other loses, ever less for it.",
    keys: &[
        need(
            "utilities",
            Kind::List(&sequence::EXPRESSION),
            "for each of two signatories its utility, an expression in `s`: \"1 - s * s\"",
        ),
        need("from", Kind::Quantity, "the least `s`"),
        need("to", Kind::Quantity, "the greatest `s`"),
    ],
};

/// `[bargaining]`.
pub static BARGAINING: Table = Table {
    name: "[bargaining]",
    doc: "The possible outcomes given directly, instead of issues: single ones, or a convex set of them.",
    keys: &[
        may(
            "points",
            Kind::List(&Kind::List(&Kind::Quantity)),
            "for each outcome the utility of each signatory",
        ),
        may("disagreement", Kind::List(&Kind::Quantity), "walk-away value of each signatory"),
        source(),
        may(
            "vertices",
            Kind::List(&Kind::List(&Kind::Quantity)),
            "points of which all mixtures, and less, can be agreed: for each the utility of each signatory",
        ),
        may(
            "rows",
            Kind::Each(&BARGAINING_ROW),
            "inequalities that the utilities of the signatories meet, at or above their walk-away values",
        ),
        may("curve", Kind::Table(&BARGAINING_CURVE), "a curve on and below which two signatories can agree"),
    ],
};

/// `[[expect]]`.
pub static EXPECT: Table = Table {
    name: "an expectation",
    doc: "A published answer that this case must reproduce.",
    keys: &[
        need("command", Kind::Word(QUESTIONS), "the command that is run"),
        may("options", Kind::List(&Kind::Text), "its options, as on the command line"),
        need(
            "values",
            Kind::PerName(&Kind::OneOf(&[
                Kind::Number,
                Kind::Text,
                Kind::Bool,
                Kind::List(&Kind::Text),
                Kind::Null,
            ])),
            "for each path into the JSON answer the value it must have",
        ),
        may(
            "tolerance",
            Kind::Number,
            "greatest difference allowed between numbers; 0 unless stated otherwise",
        ),
        source(),
    ],
};

/// The long form of a quantity.
pub static QUANTITY: Table = Table {
    name: "a number with its range",
    doc: "An exact number with its range and its source.",
    keys: &[
        may("value", Kind::Number, "the value used"),
        may("low", Kind::Number, "the least value thought possible"),
        may("mode", Kind::Number, "the likeliest value, which is the one used"),
        may("high", Kind::Number, "the greatest value thought possible"),
        source(),
        note(),
    ],
};

impl Table {
    /// The names of the keys, in the order in which help lists them.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.keys.iter().map(|key| key.name)
    }

    /// The key with this name.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}
