//! What is said about bad game files, word for word, with line and column, label and hint.

use zopa::format::game::read_game;

use crate::line;

#[track_caller]
fn says(name: &str, text: &str, expected: &[&str]) {
    let read = read_game(name, text.as_bytes());
    let found: Vec<String> = read.findings.iter().map(|finding| line(finding, text)).collect();
    assert_eq!(found, expected, "{text}");
    let errors = read.findings.iter().filter(|finding| finding.is_error()).count();
    assert_eq!(read.game.is_none(), errors > 0);
}

const TWO: &str = "NFG 1 R \"t\" { \"A\" \"B\" } ";

#[track_caller]
fn two(rest: &str, expected: &[&str]) {
    says("a.nfg", &format!("{TWO}\n{rest}"), expected);
}

const TREE: &str = "EFG 2 R \"t\" { \"A\" \"B\" }\n";

#[track_caller]
fn tree(rest: &str, expected: &[&str]) {
    says("a.efg", &format!("{TREE}{rest}"), expected);
}

#[test]
fn what_both_formats_start_with() {
    says(
        "a.nfg",
        "",
        &["1:1: error[Z002]: the file ends where the name of the format belongs, expected NFG 1 R"],
    );
    says(
        "a.nfg",
        r#"NFG 2 R "" { "A" } { 1 } 0"#,
        &[
            "1:5: error[Z024]: version 2 of NFG, expected version 1 -> save the game again with a newer program",
        ],
    );
    says(
        "a.nfg",
        r#"NFG 1 X """#,
        &["1:7: error[Z002]: `X` stands where the kind of numbers belongs, expected R (or D)"],
    );
    says(
        "a.nfg",
        "NFG 1 R title { }",
        &["1:9: error[Z002]: `title` stands where the title belongs, expected a text in quotes"],
    );
    says(
        "a.nfg",
        r#"NFG 1 R "a" { }"#,
        &[
            "1:13: error[Z025]: the game has no players, expected at least one -> name them in quotes between the braces",
        ],
    );
    says(
        "a.nfg",
        r#"NFG 1 R "a" { "A } { 2 2 } 1 2
"#,
        &[
            r#"1:15: error[Z002]: a text has no closing quote ^ it begins here -> close it with "; a quote within a text is written \""#,
        ],
    );
    says(
        "a.nfg",
        r#"NFG 1 R "a" { "A" 3 }"#,
        &[
            "1:19: error[Z002]: the number 3 stands where the name of a player belongs, expected a text in quotes",
        ],
    );
    says(
        "a.nfg",
        "hello",
        &["1:1: error[Z002]: `hello` stands where the name of the format belongs, expected NFG 1 R"],
    );
    says(
        "a.nfg",
        "NFG",
        &["1:4: error[Z002]: the file ends where the version of the format belongs, expected a whole number"],
    );
}

#[test]
fn sizes_and_payoffs_of_a_table() {
    two(
        "{ 2 }",
        &["2:1: error[Z011]: strategies for 1 player, expected 2, one number or list for each player"],
    );
    two("{ 2 0 }", &["2:1: error[Z025]: player 2 has no strategies, expected at least one"]);
    two(
        "{ 2 2 2 }",
        &["2:1: error[Z011]: strategies for 3 players, expected 2, one number or list for each player"],
    );
    two(r#"{ { "a" } { } }"#, &["2:1: error[Z025]: player 2 has no strategies, expected at least one"]);
    two(
        "{ 2 -1 }",
        &["2:5: error[Z012]: the number of strategies of a player is -1, expected a whole number, 0 or more"],
    );
    two(
        "{ 2 1.5 }",
        &[
            "2:5: error[Z012]: the number of strategies of a player is 1.5, expected a whole number, 0 or more",
        ],
    );
    two(
        "{ 99999999999999999999 1 }",
        &[
            "2:3: error[Z012]: the number of strategies of a player is 99999999999999999999, expected a smaller one",
        ],
    );
    two(
        "{ 100000 100000 } 1 2",
        &["2:1: error[Z019]: a game of 100000 x 100000 has too many payoffs, at most 67,108,864 are read"],
    );
    two(
        "{ 2 2 } 1 2 3 4 5 6 7",
        &[
            "2:22: error[Z011]: the game has 7 payoffs, expected 8: 4 profiles for 2 players -> each profile has one payoff for each player, one profile after the other",
        ],
    );
    two(
        "{ 2 2 }\n1 2 3 4\n5 6 7 8\n9 10",
        &[
            "5:1: error[Z011]: the game has 10 payoffs, expected 8: 4 profiles for 2 players ^ the first that is too many -> each profile has one payoff for each player, one profile after the other",
        ],
    );
    two(
        "{ 2 2 } 1 2 3 four 5 6 7 8",
        &["2:15: error[Z012]: `four` is no number, expected one such as 3, -2.5 or 1/3"],
    );
    two(
        "{ 2 2 } 1/0 2 3x 4 1e999 6 7 8",
        &[
            "2:9: error[Z012]: `1/0` is a fraction over zero",
            "2:15: error[Z012]: `3x` is no number, expected one such as 3, -2.5 or 1/3",
            "2:20: error[Z012]: `1e999` has too many digits: at most 40, and powers of ten between -40 and 40",
        ],
    );
    two(
        "{ 2 2 } 1 2 3 4 5 6 7 8 nine",
        &[
            "2:25: error[Z002]: `nine` follows the last payoff, expected the end of the file -> remove what follows, or put it into the comment",
        ],
    );
    two(
        r#"{ 2 1 } "comment" "another" 1 2 3 4"#,
        &[r#"2:19: error[Z002]: the text "another" stands where a payoff belongs, expected a number"#],
    );
    two(
        r#"{ 2 1 } { { "a" 1 } { "b" 1 2 3 } } 1 2"#,
        &[
            "2:13: error[Z011]: outcome 1 has 1 payoff, expected 2, one for each player",
            "2:23: error[Z011]: outcome 2 has 3 payoffs, expected 2, one for each player",
        ],
    );
    two(
        r#"{ 2 1 } { { "a" 1 2 } { "b" 1 2 } } 1 3"#,
        &[
            "2:39: error[Z026]: profile 2 has outcome 3, expected 0 to 2 -> outcomes are counted from 1 in their order; 0 pays nothing",
        ],
    );
    two(
        r#"{ 2 1 } { { "a" 1 2 } { "b" 1 2 } } 1"#,
        &["2:38: error[Z011]: outcomes for 1 profile, expected 2"],
    );
    two(
        r#"{ 2 1 } { { "a" 1 2 } { "b" 1 2 } } 1 2 1 }"#,
        &[
            "2:43: error[Z002]: `}` follows the outcome of the last profile, expected the end of the file -> remove what follows, or put it into the comment",
        ],
    );
    two(
        r#"{ 2 1 } { { "a" 1 2 } { "b" 1 2 } } 1 2 }"#,
        &[
            "2:41: error[Z002]: `}` follows the outcome of the last profile, expected the end of the file -> remove what follows, or put it into the comment",
        ],
    );
    two(
        "{ 2 1 } { { 1 2 } } 1 1",
        &[
            "2:13: error[Z002]: the number 1 stands where the name of an outcome belongs, expected a text in quotes",
        ],
    );
    two(
        r#"{ 2 1 } { { "a" 1 x } } 1 1"#,
        &["2:19: error[Z002]: `x` stands where a payoff belongs, expected a number"],
    );
    two(
        r#"{ 2 1 } { { "a" 1 2 } "#,
        &[
            r#"2:23: error[Z002]: the file ends where an outcome belongs, expected { "name" and a payoff for each player }"#,
        ],
    );
    two(
        "{ 2 1 ",
        &[
            "2:7: error[Z002]: the file ends where the number of strategies of a player belongs, expected a whole number",
        ],
    );
}

#[test]
fn nodes_sets_and_outcomes_of_a_tree() {
    tree("", &["2:1: error[Z002]: the file ends where the first node belongs, expected c, p or t"]);
    tree(
        r#"t "" 0 t "" 0"#,
        &[
            "2:8: error[Z043]: the tree is complete, but a node follows -> a node with moves is followed by one node for each of them",
        ],
    );
    tree(
        r#"t "" 0 5"#,
        &[
            "2:8: error[Z043]: the tree is complete, but something follows -> a node with moves is followed by one node for each of them",
        ],
    );
    tree(
        r#"p "" 1 1 "" { "a" "b" } 0
t "" 0
"#,
        &[
            "4:1: error[Z043]: the file ends, but the tree needs 1 node more & 2:1 1 of its 2 moves have their node -> a node with moves is followed by one node for each of them",
        ],
    );
    tree(
        r#"p "" 3 1 "" { "a" } 0
t "" 0"#,
        &[
            "2:6: error[Z026]: player 3 moves, expected 1 to 2 -> players are counted from 1; a node of chance starts with c",
        ],
    );
    tree(
        r#"p "" 0 1 "" { "a" } 0
t "" 0"#,
        &[
            "2:6: error[Z026]: player 0 moves, expected 1 to 2 -> players are counted from 1; a node of chance starts with c",
        ],
    );
    tree(
        r#"p "" 1 0 "" { "a" } 0
t "" 0"#,
        &["2:8: error[Z026]: information set 0 of player 1, expected a number from 1 on"],
    );
    tree(
        r#"p "" 1 4 0
p "" 1 4 0
t "" 2
t "" 2"#,
        &[
            r#"2:8: error[Z044]: information set 4 of player 1 has no actions yet -> describe it where it is first named: "" { "action" "action" }"#,
            r#"4:6: error[Z044]: outcome 2 has no payoffs yet -> describe it where it is first named: "" { 0, 0 }"#,
        ],
    );
    tree(
        r#"t "" 2"#,
        &[
            r#"2:6: error[Z044]: outcome 2 has no payoffs yet -> describe it where it is first named: "" { 0, 0 }"#,
        ],
    );
    tree(
        r#"t "" 1 "win" { 1 }"#,
        &["2:14: error[Z011]: outcome 1 has 1 payoff, expected 2, one for each player"],
    );
    tree(
        r#"t "" 1 "win" { 1 2 3 }"#,
        &["2:14: error[Z011]: outcome 1 has 3 payoffs, expected 2, one for each player"],
    );
    tree(
        r#"t "" 0 "win" { 1 2 }"#,
        &[
            "2:6: error[Z027]: outcome 0 is described, expected none: 0 stands for no outcome -> give the outcome a number from 1 on",
        ],
    );
    tree(
        r#"c "" 1 "" { "a" .333 "b" .666 } 0
t "" 0
t "" 0"#,
        &[
            "2:11: error[Z041]: probabilities of chance set 1 add to 999/1000, expected 1 -> numbers are exact: write 1/3, not .333",
        ],
    );
    tree(
        r#"c "" 1 "" { "a" 2 "b" -1 } 0
t "" 0
t "" 0"#,
        &["2:11: error[Z041]: chance set 1 has a probability below 0, expected 0 or more"],
    );
    tree(
        r#"c "" 1 "" { "a" "b" } 0
t "" 0
t "" 0"#,
        &[
            r#"2:17: error[Z002]: the text "b" stands where the probability of an action belongs, expected a number"#,
        ],
    );
    tree(
        r#"p "" 1 1 "" { "a" "b" } 0
p "" 1 1 "" { "a" "c" } 0
t "" 1 "x" { 1 2 }
t "" 1 "y" { 1 2.0 }
t "" 1 { 1 1/2 }"#,
        &[
            "3:13: error[Z027]: information set 1 of player 1 has other actions than where it is first described & 2:13 first described here -> give it the same actions in the same order, or another number",
            r#"5:8: warning[Z027]: outcome 1 is called "y" here and "x" before & 4:12 first described here -> the first name is kept; nothing else depends on it"#,
            "6:8: error[Z027]: outcome 1 pays player 2 1/2 here and 2 before & 4:12 first described here -> give it the same payoffs, or another number",
        ],
    );
    tree(
        r#"c "" 1 "" { "a" 1/2 "b" 1/2 } 0
c "" 1 "n" { "a" .25 "b" .75 } 0
t "" 0
t "" 0
t "" 0"#,
        &[
            r#"3:8: warning[Z027]: chance set 1 is called "n" here and "" before & 2:11 first described here -> the first name is kept; nothing else depends on it"#,
            "3:12: error[Z027]: chance set 1 has other probabilities than where it is first described & 2:11 first described here -> give it the same actions in the same order, or another number",
        ],
    );
    tree(
        r#"p "" 1 1 "" { } 0
t "" 0"#,
        &["2:13: error[Z025]: information set 1 of player 1 has no actions, expected at least one"],
    );
    tree(r#"x "" 0"#, &["2:1: error[Z002]: `x` stands where the first node belongs, expected c, p or t"]);
    tree(
        r#"p 1 1 "" { "a" } 0
t 0
t "" x
"#,
        &[
            "2:3: error[Z002]: the number 1 stands where the name of the node belongs, expected a text in quotes",
            "3:3: error[Z002]: the number 0 stands where the name of the node belongs, expected a text in quotes",
            "4:6: error[Z002]: `x` stands where the outcome of the node belongs, expected a whole number",
        ],
    );
    tree(
        r#"p "" 1 1 "unclosed { "a" } 0
t "" 0
"#,
        &[
            r#"2:8: error[Z044]: information set 1 of player 1 has no actions yet -> describe it where it is first named: "" { "action" "action" }"#,
            r#"3:4: error[Z002]: a text has no closing quote ^ it begins here -> close it with "; a quote within a text is written \""#,
        ],
    );
    tree(
        r#"p "" 1 1 "" { "a" 0
t "" 0
"#,
        &[
            "2:19: error[Z002]: the number 0 stands where the name of an action belongs, expected a text in quotes",
        ],
    );
    tree(
        r#"t "" 1 "" { 1, 2"#,
        &["2:17: error[Z002]: the file ends where a payoff belongs, expected a number"],
    );
}
