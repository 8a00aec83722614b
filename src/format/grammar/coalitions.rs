//! The grammar of `[coalitions]`, `[contact_group]` and plain games, as data.
//!
//! A coalition is a text of players joined by `+`; a partition is a text of blocs separated by `|`. A list of
//! players may be written as a coalition or as a list.

use crate::format::grammar::{Kind, Table, label, may, need, note, source};

/// Players: `"GOV+JTD"` or `["GOV", "JTD"]`.
const PLAYERS: Kind = Kind::OneOf(&[Kind::Text, Kind::List(&Kind::Text)]);
/// Player or candidate to number.
const PER_PLAYER: Kind = Kind::PerName(&Kind::Quantity);

/// `[coalitions]`.
pub static COALITIONS: Table = Table {
    name: "[coalitions]",
    doc: "What parties can have together. At most one of worths, partitions, by_bloc_count, by_agreement_size, voting, bankruptcy, airport and glove says it.",
    keys: &[
        may("players", PLAYERS, "the parties that may join up; all parties unless stated otherwise"),
        may("unit", Kind::Text, "what the numbers are measured in, such as USD m"),
        may(
            "kind",
            Kind::Word(&["worth", "cost"]),
            "whether the numbers are gains or costs; worth unless stated otherwise",
        ),
        may("worths", PER_PLAYER, "for each coalition, such as \"GOV+JTD\", what it can have"),
        may(
            "partitions",
            Kind::PerName(&Kind::List(&Kind::Quantity)),
            "for each partition, such as \"GOV+JTD | MLF\", what each of its blocs can have",
        ),
        may(
            "by_bloc_count",
            Kind::List(&Kind::Quantity),
            "what every bloc has if there is one bloc, if there are two, and so on",
        ),
        may(
            "by_agreement_size",
            Kind::Table(&BY_AGREEMENT_SIZE),
            "what one agreement and each player outside it have, by the number of its members",
        ),
        may("otherwise", Kind::Quantity, "what coalitions have that worths or partitions do not name"),
        may("voting", Kind::Table(&VOTING), "which coalitions win, by quotas, weights and vetoes"),
        may("bankruptcy", Kind::Table(&BANKRUPTCY), "an estate and claims on it"),
        may(
            "airport",
            Kind::Table(&AIRPORT),
            "a cost for each player, of which a coalition has the greatest",
        ),
        may("glove", Kind::Table(&GLOVE), "owners of left and of right gloves; a coalition has its pairs"),
        may(
            "externality",
            Kind::Word(&["pessimistic", "optimistic", "singletons", "status_quo", "recursive"]),
            "how the others are thought to regroup",
        ),
        may("status_quo", Kind::Text, "the partition that holds today"),
        may("deals", Kind::Named(&DEAL), "deals with their outside options"),
        may("reactions", Kind::Named(&REACTION), "for each party what it gains and loses by punishing"),
        may("breakaways", Kind::Named(&BREAKAWAY), "what some signatories can sign without the others"),
        source(),
        note(),
    ],
};

/// `[coalitions.by_agreement_size]`.
pub static BY_AGREEMENT_SIZE: Table = Table {
    name: "[coalitions.by_agreement_size]",
    doc: "Some players form one agreement, every other player stands alone, and names do not matter.",
    keys: &[
        need(
            "together",
            Kind::List(&Kind::Quantity),
            "what the members have together if the agreement has one member, two, and so on, up to all",
        ),
        need(
            "outsider",
            Kind::List(&Kind::Quantity),
            "what each other player has if the agreement has one member, two, and so on, up to all but one",
        ),
    ],
};

/// `[coalitions.voting]`.
pub static VOTING: Table = Table {
    name: "[coalitions.voting]",
    doc: "A coalition wins if it reaches the quota of every rule and has every veto player.",
    keys: &[
        may("rules", Kind::Each(&VOTING_RULE), "quotas with their weights"),
        may("vetoes", PLAYERS, "players without whom nothing passes"),
    ],
};

/// `[[coalitions.voting.rules]]`.
pub static VOTING_RULE: Table = Table {
    name: "a voting rule",
    doc: "One quota.",
    keys: &[
        label(),
        need("quota", Kind::Quantity, "the weight that a winning coalition reaches"),
        need("weights", PER_PLAYER, "for each player its weight; one that is not named weighs 0"),
    ],
};

/// `[coalitions.bankruptcy]`.
pub static BANKRUPTCY: Table = Table {
    name: "[coalitions.bankruptcy]",
    doc: "A coalition has what the claims of the others leave of the estate.",
    keys: &[
        need("estate", Kind::Quantity, "what there is to divide"),
        need("claims", PER_PLAYER, "for each player its claim"),
    ],
};

/// `[coalitions.airport]`.
pub static AIRPORT: Table = Table {
    name: "[coalitions.airport]",
    doc: "A coalition costs as much as its most demanding member.",
    keys: &[need("costs", PER_PLAYER, "for each player the cost of what it needs")],
};

/// `[coalitions.glove]`.
pub static GLOVE: Table = Table {
    name: "[coalitions.glove]",
    doc: "A coalition has its number of pairs.",
    keys: &[
        need("left", PLAYERS, "owners of a left glove"),
        need("right", PLAYERS, "owners of a right glove"),
    ],
};

/// `[coalitions.deals.ID]`.
pub static DEAL: Table = Table {
    name: "a deal",
    doc: "A deal between the members of one bloc, with what each could have outside it.",
    keys: &[
        label(),
        need("partition", Kind::Text, "the partition in which the deal stands"),
        need("members", PLAYERS, "its members: one bloc of the partition"),
        need("outside", Kind::Named(&OUTSIDE), "for each member where it would go without the deal"),
        source(),
        note(),
    ],
};

/// `outside.GOV = { ... }`.
pub static OUTSIDE: Table = Table {
    name: "an outside option",
    doc: "Where a member of a deal would go without it, and what it would get there.",
    keys: &[
        need("partition", Kind::Text, "the partition that would follow"),
        need(
            "share",
            Kind::Word(&["alone", "equal", "what_it_adds"]),
            "what the member would get of its bloc's worth there",
        ),
        source(),
        note(),
    ],
};

/// `[coalitions.reactions.PARTY]`.
pub static REACTION: Table = Table {
    name: "a reaction",
    doc: "Whether a party that is left would punish those who leave.",
    keys: &[
        label(),
        need("benefit", Kind::Quantity, "what punishing is worth to it"),
        need("cost", Kind::Quantity, "what punishing costs it"),
        source(),
        note(),
    ],
};

/// `[coalitions.breakaways.ID]`.
pub static BREAKAWAY: Table = Table {
    name: "a breakaway",
    doc: "What some signatories can sign without the others.",
    keys: &[
        label(),
        need("members", PLAYERS, "who signs"),
        need("settles", Kind::List(&Kind::Text), "the issues that they can settle among themselves"),
        need("otherwise", Kind::Package, "name of the package that holds for every other issue"),
        may("shift", PER_PLAYER, "for each party the points added to its utility if this is signed"),
        source(),
        note(),
    ],
};

/// `[contact_group]`.
pub static CONTACT_GROUP: Table = Table {
    name: "[contact_group]",
    doc: "Who may sit in a group, and by which rules.",
    keys: &[
        label(),
        need("unit", Kind::Text, "what a candidate brings is measured in this, such as USD m a year"),
        need("candidates", Kind::Named(&CANDIDATE), "who may be chosen"),
        may("extra", Kind::Named(&CANDIDATE), "who is not asked now, but might be"),
        may("must", PLAYERS, "candidates that must be in"),
        may(
            "implies",
            Kind::List(&Kind::List(&Kind::Text)),
            "pairs: if the first is in, so must the second be",
        ),
        may(
            "share_limits",
            Kind::Named(&SHARE_LIMIT),
            "for each tag the share of the members that may carry it",
        ),
        may("goal", Kind::Quantity, "what the members should bring together; asked separately"),
        may("groups", Kind::Named(&GROUP), "groups that answers speak about by name"),
        source(),
        note(),
    ],
};

/// `[contact_group.candidates.ID]`.
pub static CANDIDATE: Table = Table {
    name: "a candidate",
    doc: "One who may be chosen.",
    keys: &[
        may("name", Kind::Text, "full name; the id unless stated otherwise"),
        need("fund", Kind::Quantity, "what it brings"),
        may("tags", Kind::List(&Kind::Text), "what it counts as, such as western"),
        source(),
        note(),
    ],
};

/// `[contact_group.share_limits.TAG]`.
pub static SHARE_LIMIT: Table = Table {
    name: "a share limit",
    doc: "At most this share of the members, by their number, may carry the tag.",
    keys: &[need("at_most", Kind::Quantity, "the greatest share, from 0 to 1"), source(), note()],
};

/// `[contact_group.groups.ID]`.
pub static GROUP: Table = Table {
    name: "a group",
    doc: "A group that answers speak about by name.",
    keys: &[label(), need("members", PLAYERS, "its members, candidates or extra")],
};

/// A plain JSON game, as other tools hand it over.
pub static PLAIN_GAME: Table = Table {
    name: "a plain game",
    doc: "A game of coalitions as other tools hand it over: players with either worths, or a quota and weights.",
    keys: &[
        need("players", Kind::List(&Kind::Label), "names of the players, all different"),
        may(
            "worths",
            Kind::List(&Kind::Number),
            "a number for each coalition, the bits of its place in the list saying who is in it, the first player the lowest",
        ),
        may("quota", Kind::Number, "the weight that a winning coalition reaches"),
        may("weights", Kind::List(&Kind::Number), "a weight for each player"),
        may(
            "kind",
            Kind::Word(&["worth", "cost"]),
            "whether the numbers are gains or costs; worth unless stated otherwise",
        ),
        may("unit", Kind::Text, "what the numbers are measured in"),
        may("title", Kind::Text, "what the game is about, in one line"),
        may("id", Kind::Id, "short name; game unless stated otherwise"),
    ],
};
