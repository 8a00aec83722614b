//! `[sequence]`: what the reader says of it word for word.

use zopa::format::{Format, read};

use crate::case::said;

const BASE: &str = r#"[model]
id = "s"
[sources]
s = { kind = "paper", cite = "c" }
[parties.A]
name = "First"
[parties.B]
name = "Second"
[parties.C]
name = "Third"
role = "mediator"
[sequence]
start = "ask"
source = "s"
[sequence.parameters]
luck = 0.5
cost = 2
[sequence.values]
net = "10 - cost"
[sequence.nodes.ask]
party = "A"
plan = "ask"
moves = { ask = "draw", wait = "nothing" }
[sequence.nodes.draw]
chance = [{ label = "good", probability = "luck", to = "sign" }, { label = "bad", probability = "1 - luck", to = "nothing" }]
[sequence.nodes.sign]
party = "B"
plan = "yes"
moves = { yes = "deal", no = "nothing" }
[sequence.nodes.deal]
signed = true
payoffs = { A = "net", B = 3 }
[sequence.nodes.nothing]
payoffs = { A = 0, B = "1 / cost" }
[sequence.variants.dear]
set = { cost = 12 }
"#;

#[track_caller]
fn replaced(part: &str, by: &str, expected: &[&str]) {
    assert!(BASE.contains(part), "no {part}");
    assert_eq!(said(&BASE.replacen(part, by, 1)), expected, "{by}");
}

/// Line, column and text of what the first finding points at.
fn pointed(part: &str, by: &str) -> (usize, usize, String) {
    let text = BASE.replacen(part, by, 1);
    let findings = read(text.as_bytes(), Format::Toml).findings;
    let span = findings[0].span.unwrap_or_else(|| unreachable!("no place: {}", findings[0]));
    let before = &text[..span.start];
    let line = 1 + before.matches('\n').count();
    let column = 1 + before.rsplit('\n').next().unwrap_or_default().chars().count();
    (line, column, text[span.start..span.end].to_owned())
}

#[test]
fn a_sequence_needs_neither_issues_nor_walk_away_values() {
    assert_eq!(said(BASE), [""; 0]);
}

#[test]
fn z035_expressions_are_read_or_placed() {
    replaced(
        "\"10 - cost\"",
        "\"10 - * cost\"",
        &["19: error[Z035]: `values.net` of [sequence]: found `*`, expected a number, a name, `-` or `(` \
         (place 6 of the expression) \
         -> an expression has numbers, names, + - * / and parentheses: \"(1 - hawk) * 73\""],
    );
    assert_eq!(pointed("\"10 - cost\"", "\"10 - * cost\""), (19, 13, "*".to_owned()));
    assert_eq!(pointed("\"10 - cost\"", "\"10 ^ cost\""), (19, 11, "^".to_owned()));
    assert_eq!(pointed("\"10 - cost\"", "\"(10 - cost\""), (19, 8, "(".to_owned()));
    // Where the text of the file is not the text of the expression, the whole of it is meant.
    assert_eq!(
        pointed("\"10 - cost\"", "\"10 \\u002D * cost\""),
        (19, 7, "\"10 \\u002D * cost\"".to_owned())
    );
}

#[test]
fn z036_names_in_expressions_are_numbers() {
    replaced(
        "\"10 - cost\"",
        "\"10 - costs\"",
        &["19: error[Z036]: unknown number `costs` in `values.net` of [sequence] ^ did you mean `cost`? \
         -> the numbers are luck, cost, net"],
    );
    assert_eq!(pointed("\"10 - cost\"", "\"10 - costs\""), (19, 13, "costs".to_owned()));
    replaced(
        "set = { cost = 12 }",
        "set = { coast = 12 }",
        &["36: error[Z036]: unknown number `coast` in `set` of variant `dear` ^ did you mean `cost`? \
         -> the numbers are luck, cost, net"],
    );
    replaced(
        "net = \"10 - cost\"",
        "net = { from = \"parties.D.walk_away\" }",
        &["19: error[Z036]: no number at path `parties.D.walk_away`, named in `values.net` of [sequence] \
         -> references look like parties.GOV.walk_away, shocks.NAME.shift.GOV or solve.nash.GOV"],
    );
    replaced(
        "net = \"10 - cost\"",
        "net = { from = \"solve.nash.C\" }",
        &[
            "19: error[Z036]: no signatory `C` in `solve.nash.C`, named in `values.net` of [sequence] \
         -> only a signatory has a payoff in a solution",
            "19: error[Z036]: `values.net` of [sequence] refers to a solution, but the case has nothing to bargain over",
        ],
    );
}

#[test]
fn z037_moves_lead_to_nodes() {
    replaced(
        "moves = { ask = \"draw\"",
        "moves = { ask = \"drew\"",
        &["23: error[Z037]: unknown node `drew` in `ask` of node `ask` ^ did you mean `draw`? \
         -> the nodes are ask, draw, sign, deal, nothing"],
    );
}

#[test]
fn z038_a_node_that_nothing_leads_to_is_named() {
    replaced(
        "[sequence.variants.dear]",
        "[sequence.nodes.lost]\npayoffs = { A = 0, B = 0 }\n[sequence.variants.dear]",
        &["35: error[Z038]: nothing leads to node `lost` \
         -> let a move, a branch or the `start` of a variant lead to it, or remove it"],
    );
}

#[test]
fn z039_nothing_leads_back_to_itself() {
    replaced(
        "no = \"nothing\" }",
        "no = \"ask\" }",
        &["20: error[Z039]: node `ask` leads back to itself: ask -> draw -> sign -> ask \
         -> a sequence ends: write a later round as a node of its own"],
    );
    replaced(
        "net = \"10 - cost\"",
        "net = \"other - cost\"\nother = \"2 * net\"",
        &[
            "19: error[Z039]: value `net` follows from itself: net -> other -> net -> let one of them be a parameter",
        ],
    );
    replaced(
        "net = \"10 - cost\"",
        "net = { from = \"sequence.parameters.cost\" }",
        &[
            "19: error[Z039]: `values.net` of [sequence] refers to `sequence.parameters.cost`, a number of the sequence itself \
         -> call a parameter by its name in an expression",
        ],
    );
}

#[test]
fn z040_every_end_pays_everybody() {
    replaced(
        "payoffs = { A = 0, B = \"1 / cost\" }",
        "payoffs = { A = 0 }",
        &["33: error[Z040]: node `nothing` does not say what B has \
         -> whoever moves or is paid somewhere has a payoff at each end; it may be 0"],
    );
}

#[test]
fn z041_probabilities_add_up() {
    replaced(
        "probability = \"1 - luck\"",
        "probability = 0.4",
        &["24: error[Z041]: the probabilities of node `draw` add up to 9/10, expected 1 \
         -> write the last probability as one minus the others, such as \"1 - hawk\""],
    );
    replaced(
        "luck = 0.5",
        "luck = 1.5",
        &["25: error[Z041]: the probability of `bad` in node `draw` is -1/2, expected 0 to 1 \
         -> write the last probability as one minus the others, such as \"1 - hawk\""],
    );
}

#[test]
fn z042_a_variant_changes_something() {
    replaced(
        "set = { cost = 12 }",
        "label = \"dear\"",
        &["35: error[Z042]: variant `dear` changes nothing \
         -> give it `set`, `nodes` or another `start`, or remove it"],
    );
}

#[test]
fn parties_moves_and_kinds_are_what_they_should_be() {
    replaced(
        "party = \"B\"",
        "party = \"D\"",
        &["27: error[Z006]: unknown party `D` in `party` of node `sign` -> [parties] has A, B, C"],
    );
    replaced(
        "plan = \"yes\"",
        "plan = \"yea\"",
        &["28: error[Z009]: unknown move `yea` in `plan` of node `sign` ^ did you mean `yes`? \
         -> the moves are yes, no"],
    );
    replaced(
        "signed = true\n",
        "",
        &["12: error[Z025]: no end of [sequence] is marked `signed = true`, so that the plan cannot work \
         -> mark the ends at which the deal is signed, and those at which it works"],
    );
    replaced(
        "payoffs = { A = 0, B = \"1 / cost\" }",
        "party = \"A\"\npayoffs = { A = 0, B = 1 }",
        &[
            "33: error[Z005]: node `nothing` has no `moves` -> add `moves`: for each move the node it leads to",
            "33: error[Z027]: node `nothing` has both `party` and `payoffs` \
         -> `party` belongs to a decision, `payoffs` to an end: keep one of them",
        ],
    );
    replaced(
        "payoffs = { A = 0, B = \"1 / cost\" }",
        "note = \"?\"",
        &["33: error[Z005]: node `nothing` has neither `moves` nor `chance` nor `payoffs` \
         -> give a decision `party` and `moves`, chance a list `chance`, and an end `payoffs`"],
    );
}

#[test]
fn a_division_by_zero_is_found_where_it_stands() {
    replaced(
        "cost = 2\n",
        "cost = 0\n",
        &["34: error[Z026]: `1 / cost` divides by `cost`, which is 0 -> divide by a number that cannot be 0"],
    );
    assert_eq!(pointed("cost = 2\n", "cost = 0\n"), (34, 29, "cost".to_owned()));
}

#[test]
fn a_tree_beyond_the_limit_is_refused_before_it_is_built() {
    // Twenty coins, one after the other: a million ways.
    let mut text = BASE.replacen("wait = \"nothing\"", "wait = \"c0\"", 1);
    for coin in 0..20 {
        let next = if coin == 19 { "nothing".to_owned() } else { format!("c{}", coin + 1) };
        text.push_str(&format!(
            "[sequence.nodes.c{coin}]\nparty = \"A\"\nmoves = {{ left = \"{next}\", right = \"{next}\" }}\n"
        ));
    }
    assert_eq!(
        said(&text),
        ["12: error[Z019]: the sequence unfolds to more than 100000 nodes \
         -> every way of reaching a node counts: leave out moves that matter little"]
    );
}

#[test]
fn numbers_that_double_their_digits_are_refused() {
    let mut text = BASE.replacen("wait = \"nothing\"", "wait = \"c0\"", 1);
    for step in 0..40 {
        let next = if step == 39 { "nothing".to_owned() } else { format!("c{}", step + 1) };
        text.push_str(&format!(
            "[sequence.nodes.c{step}]\nparty = \"A\"\nmoves.on = {{ to = \"{next}\", set = {{ cost = \"cost * cost\" }} }}\n"
        ));
    }
    let said = said(&text);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].contains("error[Z019]: `cost * cost` comes to a number that is too long to compute with"),
        "{said:?}"
    );
}
