//! `[coalitions]`: what the reader says of it word for word, and the paths to its numbers.

use zopa::format::{Format, read};
use zopa::model::coalitions::{Blocs, Coalitions, Worths};
use zopa::model::path::{number_mut, numbers};
use zopa::model::{Case, check};

use crate::case::{line, said};

/// Three parties and no issue; the block starts on line 9.
const BASE: &str = r#"[model]
id = "c"
[sources]
s = { kind = "paper", cite = "c" }
[parties]
GOV = { name = "Government" }
JTD = { name = "Movement" }
MLF = { name = "Front" }
[coalitions]
unit = "points"
source = "s"
"#;

const WORTHS: &str = r#"[coalitions.worths]
"GOV" = 1
"JTD" = 2
"MLF" = 3
"GOV+JTD" = 4
"GOV+MLF" = 5
"JTD+MLF" = 6
"GOV+JTD+MLF" = 7
"#;

const PARTITIONS: &str = r#"[coalitions.partitions]
"GOV | JTD | MLF" = [1, 2, 3]
"GOV+JTD | MLF" = [4, 5]
"GOV+MLF | JTD" = [6, 7]
"GOV | JTD+MLF" = [8, 9]
"GOV+JTD+MLF" = [10]
"#;

#[track_caller]
fn says(block: &str, expected: &[&str]) {
    assert_eq!(said(&format!("{BASE}{block}")), expected, "{block}");
}

#[track_caller]
fn replaced(blocks: &str, part: &str, by: &str, expected: &[&str]) {
    assert!(blocks.contains(part), "no {part}");
    says(&blocks.replacen(part, by, 1), expected);
}

#[track_caller]
fn case(block: &str) -> Case {
    let found = read(format!("{BASE}{block}").as_bytes(), Format::Toml);
    assert_eq!(found.findings, []);
    found.case.expect("a case")
}

#[test]
fn coalitions_need_neither_issues_nor_walk_away_values() {
    says(WORTHS, &[]);
    says(PARTITIONS, &[]);
    assert_eq!(case(WORTHS).coalitions.unwrap().players.len(), 3);
}

#[test]
fn z028_missing_worths_are_counted_and_the_first_are_named() {
    let hint = "-> add them, or write otherwise = 0 for every coalition that is not named";
    replaced(
        WORTHS,
        "\"GOV+MLF\" = 5\n",
        "",
        &[&format!("9: error[Z028]: 1 of 7 coalitions has no worth: GOV+MLF {hint}")],
    );
    says(
        "[coalitions.worths]\n\"GOV+JTD+MLF\" = 7\n",
        &[&format!(
            "9: error[Z028]: 6 of 7 coalitions have no worth: GOV, JTD, GOV+JTD, MLF, GOV+MLF and 1 more {hint}"
        )],
    );
    replaced(
        PARTITIONS,
        "\"GOV+MLF | JTD\" = [6, 7]\n",
        "",
        &["9: error[Z028]: 1 of 5 partitions has no worth: GOV+MLF | JTD \
         -> add them, or write otherwise = 0 for every partition that is not named"],
    );
    says("otherwise = 0\n[coalitions.worths]\n\"GOV+JTD+MLF\" = 7\n", &[]);
    says("otherwise = 0\n[coalitions.partitions]\n\"GOV+JTD+MLF\" = [7]\n", &[]);
}

#[test]
fn z028_a_table_of_25_players_that_names_one_coalition_is_refused_at_once() {
    let parties: String = (0..25).map(|number| format!("P{number} = {{ name = \"x\" }}\n")).collect();
    let head = "[model]\nid = \"c\"\n[sources]\ns = { kind = \"paper\", cite = \"c\" }\n[parties]\n";
    let text =
        format!("{head}{parties}[coalitions]\nunit = \"x\"\nsource = \"s\"\nworths = {{ P0 = 1, P1 = 2 }}\n");
    assert_eq!(
        said(&text),
        [
            "31: error[Z028]: 33554429 of 33554431 coalitions have no worth: P0+P1, P2, P0+P2, P1+P2, P0+P1+P2 \
         and 33554424 more -> add them, or write otherwise = 0 for every coalition that is not named"
        ]
    );
    let ten = text.replace("worths = { P0 = 1, P1 = 2 }", "players = \"P0+P1+P2+P3+P4+P5+P6+P7+P8+P9\"\npartitions = { \"P0+P1+P2+P3+P4+P5+P6+P7+P8+P9\" = [1] }");
    assert!(
        said(&ten)[0]
            .contains("115974 of 115975 partitions have no worth: P0+P1+P2+P3+P4+P5+P6+P7+P8 | P9, ")
    );
    let many = text.replace("[coalitions]", "P25 = { name = \"x\" }\n[coalitions]");
    assert_eq!(
        said(&many),
        ["-: error[Z019]: the case has 26 players in a table of coalitions, at most 25 are solved \
             -> leave some out, or join those that always go together"]
    );
    let eleven = ten.replace("P8+P9\"\n", "P8+P9+P10\"\n");
    assert_eq!(
        said(&eleven),
        ["-: error[Z019]: the case has 11 players in a table of partitions, at most 10 are solved \
             -> leave some out, or join those that always go together"]
    );
}

#[test]
fn z029_nobody_has_nothing() {
    says(
        &format!("{WORTHS}\"\" = 5\n"),
        &[
            "20: error[Z029]: the empty coalition has 5 in `worths`, expected 0 -> remove it: nobody has nothing",
        ],
    );
    says(&format!("{WORTHS}\"\" = 0\n"), &[]);
}

#[test]
fn z010_the_same_coalition_in_another_order_is_found_and_the_first_is_shown() {
    let text = format!("{BASE}{WORTHS}\"MLF + GOV\" = 5\n");
    let found = read(text.as_bytes(), Format::Toml);
    let lines: Vec<_> = found.findings.iter().map(|one| line(one, &text)).collect();
    assert_eq!(
        lines,
        [
            "20: error[Z010]: coalition `MLF+GOV` is given twice, in whatever order ^ the second one -> keep one of the two"
        ]
    );
    let (first, words) = found.findings[0].also.clone().unwrap();
    assert_eq!((&text[first.start..first.end], words.as_str()), ("\"GOV+MLF\"", "the first one"));
    says(
        &format!("{PARTITIONS}\"JTD | MLF+GOV\" = [5, 5]\n"),
        &["18: error[Z010]: partition `JTD | MLF+GOV` is given twice, in whatever order ^ the second one \
         -> keep one of the two"],
    );
    replaced(
        WORTHS,
        "[coalitions.worths]",
        "players = [\"GOV\", \"JTD\", \"GOV\"]\n[coalitions.worths]",
        &[
            "12: error[Z010]: party `GOV` is given twice in `players`",
            "16: error[Z006]: party `MLF` in coalition `MLF` is no player of [coalitions] -> the players are GOV, JTD, GOV",
            "18: error[Z006]: party `MLF` in coalition `GOV+MLF` is no player of [coalitions] -> the players are GOV, JTD, GOV",
            "19: error[Z006]: party `MLF` in coalition `JTD+MLF` is no player of [coalitions] -> the players are GOV, JTD, GOV",
            "20: error[Z006]: party `MLF` in coalition `GOV+JTD+MLF` is no player of [coalitions] -> the players are GOV, JTD, GOV",
        ],
    );
    replaced(
        WORTHS,
        "\"GOV+MLF\"",
        "\"GOV+GOV\"",
        &["17: error[Z010]: party `GOV` is given twice in coalition `GOV+GOV`"],
    );
}

#[test]
fn z006_an_unknown_party_comes_with_the_nearest_player() {
    replaced(
        WORTHS,
        "\"GOV+MLF\"",
        "\"GOV+MFL\"",
        &[
            "17: error[Z006]: unknown party `MFL` in coalition `GOV+MFL` ^ did you mean `MLF`? -> the players are GOV, JTD, MLF",
        ],
    );
    replaced(
        WORTHS,
        "[coalitions.worths]",
        "players = \"GOV+JTD+MFL\"\n[coalitions.worths]",
        &[
            "12: error[Z006]: unknown party `MFL` in `players` of [coalitions] ^ did you mean `MLF`? -> [parties] has GOV, JTD, MLF",
            "16: error[Z006]: party `MLF` in coalition `MLF` is no player of [coalitions] -> the players are GOV, JTD, MFL",
            "18: error[Z006]: party `MLF` in coalition `GOV+MLF` is no player of [coalitions] -> the players are GOV, JTD, MFL",
            "19: error[Z006]: party `MLF` in coalition `JTD+MLF` is no player of [coalitions] -> the players are GOV, JTD, MFL",
            "20: error[Z006]: party `MLF` in coalition `GOV+JTD+MLF` is no player of [coalitions] -> the players are GOV, JTD, MFL",
        ],
    );
}

#[test]
fn z030_a_partition_covers_every_player_once() {
    replaced(
        PARTITIONS,
        "\"GOV+MLF | JTD\" = [6, 7]",
        "\"GOV | MLF\" = [6, 7]",
        &[
            "15: error[Z030]: partition `GOV | MLF` leaves out JTD -> each player is in exactly one bloc: add | JTD",
        ],
    );
    replaced(
        PARTITIONS,
        "\"GOV+MLF | JTD\"",
        "\"GOV+MLF | JTD+MLF\"",
        &["15: error[Z030]: partition `GOV+MLF | JTD+MLF` has party `MLF` in two blocs \
         -> each player is in exactly one bloc"],
    );
    replaced(
        PARTITIONS,
        "\"GOV+MLF | JTD\" = [6, 7]",
        "\"GOV+MLF | JTD |\" = [6, 7, 8]",
        &["15: error[Z030]: partition `GOV+MLF | JTD | ` has a bloc without players \
         -> write each bloc as players joined by `+`, and ` | ` between blocs"],
    );
    replaced(
        WORTHS,
        "\"GOV+MLF\"",
        "\"GOV+\"",
        &["17: error[Z030]: coalition `GOV+` has no name beside a `+` \
         -> write players joined by `+`, such as \"GOV+JTD\""],
    );
    says(
        &format!("status_quo = \"GOV | JTD\"\n{PARTITIONS}"),
        &[
            "12: error[Z030]: `status_quo` of [coalitions] leaves out MLF -> each player is in exactly one bloc: add | MLF",
        ],
    );
}

#[test]
fn z011_one_number_for_each_bloc() {
    replaced(
        PARTITIONS,
        "[6, 7]",
        "[6]",
        &["15: error[Z011]: partition `GOV+MLF | JTD` has 1 number, expected 2, one for each bloc"],
    );
    says(
        "by_bloc_count = [1, \"1/4\"]\n",
        &[
            "12: error[Z011]: `by_bloc_count` of [coalitions] has 2 numbers, expected 3, one for each number of blocs",
        ],
    );
    replaced(
        WORTHS,
        "\"GOV+MLF\"",
        "\"GOV | MLF\"",
        &["17: error[Z004]: `GOV | MLF` in `worths` is a partition, expected one coalition \
         -> what depends on how the others group goes into `partitions`"],
    );
}

#[test]
fn z027_and_z005_there_is_one_way_to_say_what_coalitions_can_have() {
    says(
        &format!("by_bloc_count = [1, 2, 3]\n{WORTHS}"),
        &["12: error[Z027]: [coalitions] has both `worths` and `by_bloc_count`, expected one of them \
         -> a case has one game of coalitions: remove one of the two"],
    );
    says(
        "",
        &["9: error[Z005]: [coalitions] does not say what coalitions can have \
         -> add one of worths, partitions, by_bloc_count, by_agreement_size, voting, bankruptcy, airport, glove"],
    );
    // A misspelt way is one slip, and so is one whose numbers cannot be read.
    assert_eq!(said(&format!("{BASE}{}", WORTHS.replace("worths", "worth"))).len(), 1);
    replaced(
        WORTHS,
        "\"GOV+MLF\" = 5",
        "\"GOV+MLF\" = nan",
        &["17: error[Z012]: `worths.GOV+MLF` of [coalitions] is `nan`, expected a finite number"],
    );
    let no_unit = format!("{BASE}{WORTHS}").replace("unit = \"points\"\n", "");
    assert_eq!(
        said(&no_unit),
        [
            "9: error[Z005]: [coalitions] has no `unit` -> add `unit`: what the numbers are measured in, such as USD m"
        ]
    );
}

#[test]
fn how_others_regroup_is_asked_only_where_it_matters() {
    says(
        &format!("externality = \"status_quo\"\n{PARTITIONS}"),
        &["9: error[Z005]: `externality` of [coalitions] is `status_quo`, but there is no `status_quo` \
         -> add status_quo: the partition that holds today, such as \"GOV | JTD+MLF\""],
    );
    says(
        &format!("externality = \"pessimistic\"\n{WORTHS}"),
        &[
            "9: warning[Z027]: `externality` of [coalitions] is `pessimistic`, but what coalitions have does not depend \
         on the others -> remove it, or give `partitions`",
        ],
    );
    says(
        "otherwise = 0\nby_bloc_count = [1, 2, 3]\n",
        &[
            "12: warning[Z027]: `otherwise` of [coalitions] has no effect without `worths` or `partitions` -> remove it",
        ],
    );
    says(
        &format!("externality = \"optimist\"\n{PARTITIONS}"),
        &[
            "12: error[Z004]: `externality` of [coalitions] is `optimist`, expected one of pessimistic, optimistic, \
         singletons, status_quo, recursive ^ did you mean `optimistic`?",
        ],
    );
}

/// A deal of GOV and JTD.
const DEAL: &str = r#"[coalitions.deals.two]
partition = "GOV+JTD | MLF"
members = "GOV+JTD"
outside.GOV = { partition = "GOV | JTD | MLF", share = "alone" }
outside.JTD = { partition = "GOV | JTD+MLF", share = "equal" }
"#;

#[test]
fn z031_members_partition_and_outside_options_fit_together() {
    let both = format!("{PARTITIONS}{DEAL}");
    says(&both, &[]);
    replaced(
        &both,
        "members = \"GOV+JTD\"",
        "members = [\"GOV\"]",
        &[
            "20: error[Z031]: `members` of deal `two` are GOV, which is no bloc of `GOV+JTD | MLF` \
         -> the members of a deal are one bloc of its partition",
            "22: error[Z031]: outside option of deal `two` for `JTD` has no effect: it is no member \
         -> only members have an outside option: remove it",
        ],
    );
    replaced(
        &both,
        "outside.JTD = { partition = \"GOV | JTD+MLF\", share = \"equal\" }\n",
        "",
        &["18: error[Z031]: deal `two` has no outside option for JTD \
         -> add outside.NAME = { partition = \"...\", share = \"alone\" }: where the member would go"],
    );
    replaced(
        &both,
        "outside.JTD",
        "outside.MLF",
        &[
            "18: error[Z031]: deal `two` has no outside option for JTD \
         -> add outside.NAME = { partition = \"...\", share = \"alone\" }: where the member would go",
            "22: error[Z031]: outside option of deal `two` for `MLF` has no effect: it is no member \
         -> only members have an outside option: remove it",
        ],
    );
    replaced(
        &both,
        "share = \"equal\"",
        "share = \"alone\"",
        &[
            "22: error[Z031]: outside option of deal `two` for `JTD` has share `alone`, but it stands with MLF \
         -> write share = \"equal\" or \"what_it_adds\", or put it alone",
        ],
    );
    replaced(
        &both,
        "\"GOV | JTD+MLF\", share",
        "\"GOV+JTD+MLF\", share",
        &["22: error[Z031]: outside option of deal `two` for `JTD` leaves it with all members of the deal \
         -> an outside option is a partition that the member leaves for"],
    );
    replaced(
        &both,
        "\"GOV | JTD+MLF\", share",
        "\"GOV | JTD\", share",
        &["22: error[Z030]: outside option of deal `two` for `JTD` leaves out MLF \
         -> each player is in exactly one bloc: add | MLF"],
    );
    replaced(
        &both,
        "partition = \"GOV+JTD | MLF\"\n",
        "",
        &[
            "18: error[Z005]: deal `two` has no `partition` -> add `partition`: the partition in which the deal stands",
        ],
    );
    replaced(
        &both,
        "share = \"equal\"",
        "share = \"half\"",
        &[
            "22: error[Z004]: `share` of outside option of deal `two`: party `JTD` is `half`, expected one of alone, equal, what_it_adds",
        ],
    );
    says(
        &format!("{WORTHS}{DEAL}"),
        &["20: error[Z027]: [coalitions] has deals, but what coalitions have does not depend on the others \
         -> give `partitions` or `by_bloc_count`, or remove the deals"],
    );
}

const AGREEMENT: &str = "[coalitions.by_agreement_size]
together = [3, 8, 15]
outsider = [3, 5]
";

#[test]
fn one_agreement_has_a_number_for_each_size() {
    says(AGREEMENT, &[]);
    replaced(
        AGREEMENT,
        "[3, 8, 15]",
        "[3, 8]",
        &[
            "13: error[Z011]: `together` of [coalitions.by_agreement_size] has 2 numbers, expected 3, one for each number of members",
        ],
    );
    replaced(
        AGREEMENT,
        "[3, 5]",
        "[3, 5, 7]",
        &["14: error[Z011]: `outsider` of [coalitions.by_agreement_size] has 3 numbers, expected 2, \
         one for each number of members that leaves one out"],
    );
    replaced(
        AGREEMENT,
        "[3, 5]",
        "[4, 5]",
        &[
            "14: error[Z027]: `together` of [coalitions.by_agreement_size] begins with 3, but `outsider` with 4 \
         -> with one member everybody stands alone: write the same number in both",
        ],
    );
    replaced(
        AGREEMENT,
        "[3, 5]",
        "[3, nan]",
        &[
            "14: error[Z012]: number 2 of `outsider` of [coalitions.by_agreement_size] is `nan`, expected a finite number",
        ],
    );
    replaced(
        AGREEMENT,
        "outsider = [3, 5]\n",
        "",
        &["12: error[Z005]: [coalitions.by_agreement_size] has no `outsider` \
         -> add `outsider`: what each other player has if the agreement has one member, two, and so on, up to all but one"],
    );
    says(
        &format!("otherwise = 0\nexternality = \"optimistic\"\n{AGREEMENT}"),
        &[
            "9: warning[Z027]: `externality` of [coalitions] is `optimistic`, but `by_agreement_size` leaves everybody else alone \
         -> remove it, or give `partitions`",
            "12: warning[Z027]: `otherwise` of [coalitions] has no effect without `worths` or `partitions` -> remove it",
        ],
    );
}

#[test]
fn of_two_blocs_of_several_players_one_agreement_says_nothing() {
    let four = format!("{BASE}status_quo = \"GOV+JTD | MLF+X\"\n{AGREEMENT}")
        .replace("[coalitions]", "X = { name = \"x\" }\n[coalitions]")
        .replace("[3, 8, 15]", "[3, 8, 15, 24]")
        .replace("[3, 5]", "[3, 5, 7]");
    let deal = r#"[coalitions.deals.two]
partition = "GOV+JTD | MLF+X"
members = "GOV+JTD"
outside.GOV = { partition = "GOV | JTD | MLF | X", share = "alone" }
outside.JTD = { partition = "GOV | JTD+X | MLF", share = "equal" }
"#;
    let two = |line: usize, place: &str| {
        format!(
            "{line}: error[Z027]: {place} has two blocs of several players, GOV+JTD and MLF+X, but `by_agreement_size` \
         knows of one -> leave everybody alone but one bloc, or give `partitions`"
        )
    };
    assert_eq!(
        said(&format!("{four}{deal}")),
        [two(13, "`status_quo` of [coalitions]"), two(18, "`partition` of deal `two`")]
    );
    let sound = format!("{four}{deal}").replace("MLF+X", "MLF | X");
    assert_eq!(said(&sound), [""; 0]);
    let elsewhere = sound.replace("GOV | JTD+X | MLF", "GOV+MLF | JTD+X");
    assert_eq!(
        said(&elsewhere),
        [
            "21: error[Z027]: outside option of deal `two` for `JTD` has two blocs of several players, GOV+MLF and JTD+X, \
         but `by_agreement_size` knows of one -> leave everybody alone but one bloc, or give `partitions`"
        ]
    );
}

const VOTING: &str = r#"[coalitions.voting]
vetoes = ["JTD"]
[[coalitions.voting.rules]]
quota = 3
weights = { GOV = 2, JTD = 1, MLF = 1 }
"#;

#[test]
fn votes_have_known_voters_and_a_quota_that_can_be_reached() {
    says(VOTING, &[]);
    replaced(
        VOTING,
        "[\"JTD\"]",
        "[\"JDT\"]",
        &["13: error[Z006]: unknown party `JDT` in `vetoes` of [coalitions.voting] ^ did you mean `JTD`? \
         -> the players are GOV, JTD, MLF"],
    );
    replaced(
        VOTING,
        "quota = 3",
        "quota = 5",
        &[
            "15: warning[Z032]: `quota` of voting rule 1 is 5, but all players together weigh 4: no coalition wins \
         -> lower the quota, or mend the weights",
        ],
    );
    replaced(
        VOTING,
        "quota = 3",
        "quota = 0",
        &[
            "15: error[Z026]: `quota` of voting rule 1 is 0, expected more than 0 -> without a quota above 0 a coalition of nobody would win",
        ],
    );
    replaced(
        VOTING,
        "MLF = 1",
        "MLF = -1",
        &[
            "15: warning[Z032]: `quota` of voting rule 1 is 3, but all players together weigh 2: no coalition wins \
         -> lower the quota, or mend the weights",
            "16: error[Z026]: `weights.MLF` of voting rule 1 is -1, expected 0 or more",
        ],
    );
    replaced(
        VOTING,
        "quota = 3\n",
        "",
        &[
            "14: error[Z005]: voting rule 1 has no `quota` -> add `quota`: the weight that a winning coalition reaches",
        ],
    );
    says(
        "voting = {}\n",
        &["9: error[Z025]: [coalitions.voting] has neither `rules` nor `vetoes` \
         -> add [[coalitions.voting.rules]] with `quota` and `weights`"],
    );
    says(
        &format!("kind = \"cost\"\n{VOTING}"),
        &[
            "9: error[Z027]: `kind` of [coalitions] is `cost`, but `voting` is a game of worths -> leave `kind` out",
        ],
    );
}

#[test]
fn rules_name_every_player_and_no_number_below_0() {
    says("bankruptcy = { estate = 10, claims = { GOV = 5, JTD = 7, MLF = 0 } }\n", &[]);
    says(
        "bankruptcy = { estate = -1, claims = { GOV = 5, JTD = -7 } }\n",
        &[
            "12: error[Z026]: `estate` of [coalitions.bankruptcy] is -1, expected 0 or more",
            "12: error[Z005]: `claims` of [coalitions.bankruptcy] has no number for MLF \
         -> name every player, with 0 for one that has none",
            "12: error[Z026]: `claims` of [coalitions.bankruptcy] for `JTD` is -7, expected 0 or more",
        ],
    );
    says(
        "bankruptcy = { estate = 13, claims = { GOV = 5, JTD = 7, MLF = 0 } }\n",
        &["12: warning[Z027]: `estate` of [coalitions.bankruptcy] is 13, more than all claims together, 12 \
         -> there is nothing to quarrel about: lower it, or mend the claims"],
    );
    says("airport = { costs = { GOV = 1, JTD = 2, MLF = 3 } }\n", &[]);
    says(
        "kind = \"worth\"\nairport = { costs = { GOV = 1, JTD = 2, MLF = 3 } }\n",
        &[
            "9: error[Z027]: `kind` of [coalitions] is `worth`, but `airport` is a game of costs -> leave `kind` out",
        ],
    );
    says("glove = { left = [\"GOV\"], right = \"JTD+MLF\" }\n", &[]);
    says(
        "glove = { left = [\"GOV\", \"GOV\"], right = \"JTD+MFL\" }\n",
        &[
            "12: error[Z010]: party `GOV` is given twice in `left` of [coalitions.glove]",
            "12: error[Z006]: unknown party `MFL` in `right` of [coalitions.glove] ^ did you mean `MLF`? \
         -> the players are GOV, JTD, MLF",
        ],
    );
}

#[test]
fn reactions_and_breakaways_speak_of_what_is_declared() {
    says(
        &format!("{WORTHS}[coalitions.reactions.MFL]\nbenefit = 4\ncost = 10\n"),
        &[
            "20: error[Z006]: unknown party `MFL` in [coalitions.reactions] ^ did you mean `MLF`? -> [parties] has GOV, JTD, MLF",
        ],
    );
    says(
        "[coalitions.breakaways.b]\nmembers = \"GOV+JTD\"\nsettles = [\"aid\"]\notherwise = \"q\"\n",
        &["12: error[Z027]: [coalitions] has breakaways, but the case has no [issues] to settle \
         -> add issues, or remove the breakaways"],
    );
    let block = "[packages.q]\nlevels = { pause = \"none\", aid = 0 }\n[parties.X]\nname = \"X\"\nrole = \"outsider\"\n[coalitions.breakaways.b]\n";
    let with = |lines: &str| said(&format!("{}{block}{lines}", crate::case::BASE));
    assert_eq!(with("members = \"GOV+MOV\"\nsettles = [\"aid\"]\notherwise = \"q\"\n"), [""; 0]);
    assert_eq!(
        with("members = \"GOV+X\"\nsettles = [\"aids\"]\notherwise = \"k\"\nshift = { Y = 1 }\n"),
        [
            "34: error[Z031]: party `X` in `members` of breakaway `b` is an outsider \
         -> only signatories sign; what it does to others goes into `shift`",
            "35: error[Z007]: unknown issue `aids` in `settles` of breakaway `b` ^ did you mean `aid`? -> [issues] has pause, aid",
            "36: error[Z009]: unknown package `k` in `otherwise` of breakaway `b` -> [packages] has q",
            "37: error[Z006]: unknown party `Y` in `shift` of breakaway `b` -> [parties] has GOV, MOV, X",
        ]
    );
    assert_eq!(
        with("members = []\nsettles = []\notherwise = \"q\"\n"),
        ["33: error[Z025]: `members` of breakaway `b` names nobody, expected at least one",]
    );
}

#[test]
fn z020_numbers_of_the_block_inherit_its_source() {
    let without = format!("{BASE}{WORTHS}").replace("source = \"s\"\n", "");
    assert_eq!(
        said(&without),
        ["9: warning[Z020]: 7 numbers of [coalitions] have no source \
         -> add source = \"NAME\" to [coalitions], with a NAME from [sources]"]
    );
    let unknown = format!("{BASE}{WORTHS}").replace("source = \"s\"\n", "source = \"t\"\n");
    assert_eq!(said(&unknown), ["11: error[Z009]: unknown source `t` in a `source` -> [sources] has s"]);
}

#[test]
fn every_number_of_the_blocks_is_found_by_its_path() {
    for path in ["agreement", "coalitions", "estate", "voting", "worths"] {
        let text = std::fs::read_to_string(format!("tests/data/{path}.toml")).unwrap();
        let case = read(text.as_bytes(), Format::Toml).case.unwrap();
        let mut copy = case.clone();
        let entries = numbers(&case);
        assert!(entries.iter().any(|entry| !entry.is_of_bargaining()));
        for entry in &entries {
            assert_eq!(number_mut(&mut copy, &entry.path).as_deref(), Some(entry.quantity), "{}", entry.path);
        }
    }
}

#[test]
fn a_path_may_name_players_and_blocs_in_any_order() {
    let mut table = case(WORTHS);
    let value = |case: &mut Case, path: &str| number_mut(case, path).map(|number| number.value.to_string());
    assert_eq!(value(&mut table, "coalitions.worths.MLF + GOV"), Some("5".to_owned()));
    assert_eq!(value(&mut table, "coalitions.worths.MLF+GOV+GOV"), None);
    let mut partitions = case(PARTITIONS);
    assert_eq!(value(&mut partitions, "coalitions.partitions.GOV+MLF | JTD[1]"), Some("7".to_owned()));
    assert_eq!(value(&mut partitions, "coalitions.partitions.JTD|MLF+GOV[1]"), Some("6".to_owned()));
    assert_eq!(value(&mut partitions, "coalitions.partitions.JTD|MLF+GOV[2]"), None);
}

#[test]
fn a_block_built_in_code_is_checked_too() {
    let mut built = case(WORTHS);
    let block = built.coalitions.get_or_insert_default();
    block.worths = Worths::Dense(vec![1.into(), 2.into()]);
    block.status_quo = Some(Blocs::from("GOV | JTD"));
    let messages: Vec<_> = check::check(&built).iter().map(ToString::to_string).collect();
    assert_eq!(
        messages,
        [
            "warning[Z020]: 1 number of the game has no source",
            "error[Z011]: the game has 2 worths, expected 8, one for each coalition",
            "error[Z029]: the empty coalition has 1, expected 0",
            "error[Z030]: `status_quo` of [coalitions] leaves out MLF",
        ]
    );
    built.coalitions = Some(Coalitions::default());
    let messages: Vec<_> = check::check(&built).iter().map(ToString::to_string).collect();
    assert_eq!(
        messages,
        [
            "error[Z005]: [coalitions] does not say what coalitions can have",
            "error[Z025]: [coalitions] has no players, expected at least one",
        ]
    );
}

#[test]
fn what_depends_on_the_others_is_a_worth_never_a_cost() {
    for (block, way) in [
        ("by_bloc_count = [9, 4, 1]\n", "by_bloc_count"),
        ("by_agreement_size = { together = [3, 8, 15], outsider = [3, 5] }\n", "by_agreement_size"),
        ("otherwise = 1\npartitions = { \"GOV+JTD+MLF\" = [9] }\n", "partitions"),
    ] {
        says(
            &format!("kind = \"cost\"\n{block}"),
            &[&format!(
                "9: error[Z027]: `kind` of [coalitions] is `cost`, but `{way}` is a game of worths \
                 -> leave `kind` out, and write a cost as a worth below 0"
            )],
        );
    }
}
