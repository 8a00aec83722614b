//! `equilibria` from the outside: what a person reads, what a script gets, and what is refused.

#![allow(clippy::unwrap_used, clippy::panic)] // a test that cannot ask its question must fail

use serde_json::Value;
use zopa::ask::verify::verify;
use zopa::ask::{Ask, Loaded, Reply, ask};
use zopa::budget::Budget;
use zopa::catalogue::entry;
use zopa::format::read_any;

fn loaded(name: &str, text: &str) -> Loaded {
    let read = read_any(name, text.as_bytes());
    Loaded::new(read.case.unwrap_or_else(|| panic!("{:?}", read.findings)), text.as_bytes(), name)
}

fn model(id: &str) -> Loaded {
    loaded("case.toml", entry(id).unwrap_or_else(|| panic!("no {id}")).text)
}

fn asked(loaded: &Loaded, options: &[&str]) -> Reply {
    asked_within(loaded, options, &Budget::unlimited())
}

fn asked_within(loaded: &Loaded, options: &[&str], budget: &Budget<'_>) -> Reply {
    let options: Vec<String> = options.iter().map(|&option| option.to_owned()).collect();
    ask(loaded, &Ask::parse("equilibria", &options).unwrap(), budget).unwrap()
}

/// What a person reads; every line fits into the width, and a first screen into 25 lines.
fn screen(loaded: &Loaded, options: &[&str]) -> String {
    let shown = asked(loaded, options).text();
    for line in shown.lines() {
        assert!(line.chars().count() <= 100, "too wide: {line}");
    }
    assert!(shown.lines().count() <= 25, "too long:\n{shown}");
    shown
}

const POKER: &str = r#"EFG 2 R "Bluff" { "One" "Two" }
c "" 1 "" { "high" 1/2 "low" 1/2 } 0
p "" 1 1 "with high" { "raise" "fold" } 0
p "" 2 1 "asked" { "meet" "pass" } 0
t "" 1 "" { 2, -2 }
t "" 2 "" { 1, -1 }
t "" 2
p "" 1 2 "with low" { "raise" "fold" } 0
p "" 2 1 "asked" { "meet" "pass" } 0
t "" 3 "" { -2, 2 }
t "" 2
t "" 4 "" { -1, 1 }
"#;

#[test]
fn a_screen_names_each_equilibrium_and_says_that_there_are_no_others() {
    let shown = screen(&model("battle-of-the-sexes"), &[]);
    assert!(shown.contains("3 EQUILIBRIA, and no others: two pure, one mixed."), "{shown}");
    assert!(shown.contains("Row: 3/5 opera + 2/5 fight, gets 6/5"), "{shown}");
    assert!(shown.contains("adds points of different players"), "{shown}");
}

#[test]
fn one_equilibrium_of_many_is_not_called_the_only_one() {
    let shown = screen(&model("battle-of-the-sexes"), &["--one"]);
    assert!(shown.contains("ONE EQUILIBRIUM: ") && shown.contains("There may be others."), "{shown}");
}

#[test]
fn no_pure_equilibrium_is_an_answer() {
    let reply = asked(&model("matching-pennies"), &["--pure"]);
    assert!(reply.text().contains("NO EQUILIBRIUM IN PURE STRATEGIES"), "{}", reply.text());
    assert_eq!(reply.tree()["status"], "none");
    assert_eq!(reply.tree()["completeness"]["claim"], "All");
    assert!(!reply.is_undecided());
}

#[test]
fn all_built_in_games_fit_the_screen() {
    for one in zopa::catalogue::ENTRIES.iter().filter(|one| one.text.contains("\n[game]")) {
        for options in [&[][..], &["--all"], &["--one"], &["--pure"]] {
            // Poker has more corners than a test can wait for; what is cut short must fit as well.
            let reply = asked_within(&model(one.id), options, &Budget::of_work(20_000));
            let text = reply.text();
            assert!(text.lines().count() <= 25, "{}: {text}", one.id);
            assert!(text.lines().all(|line| line.chars().count() <= 100), "{}: {text}", one.id);
        }
    }
}

#[test]
fn a_tree_answers_with_behaviour_beliefs_and_ends() {
    let reply = asked(&loaded("bluff.efg", POKER), &["--one"]);
    let tree = reply.tree();
    let one = &tree["equilibria"][0];
    assert_eq!(one["exact"]["behaviour"]["One"]["with low"]["raise"], "1/3");
    assert_eq!(one["exact"]["behaviour"]["Two"]["asked"]["meet"], "2/3");
    // Who is asked thinks of three raises with a high card for one with a low one.
    assert_eq!(one["beliefs"]["Two"]["asked"]["high / raise"], 0.75);
    assert_eq!(one["exact"]["outcomes"]["low / fold"], "1/3");
    assert_eq!(one["subgame_perfect"], true);
    assert_eq!(tree["extensive"]["sequence_form"]["exact"]["value"], "1/3");
}

#[test]
fn strategies_that_differ_off_their_own_path_are_one_behaviour() {
    let reply = asked(&model("centipede-4"), &["--all"]);
    let tree = reply.tree();
    let number = tree["strategic"]["extreme_equilibria"]["number"].as_u64().unwrap();
    let listed = tree["equilibria"].as_array().unwrap();
    let mut behaviours: Vec<String> =
        listed.iter().map(|one| one["exact"]["behaviour"].to_string()).collect();
    behaviours.sort_unstable();
    behaviours.dedup();
    assert_eq!(behaviours.len(), listed.len());
    assert!(number >= 1 && !listed.is_empty());
}

#[test]
fn the_sequence_of_a_case_is_a_game_like_any_other() {
    let reply = asked(&model("mali-2024"), &[]);
    let tree = reply.tree();
    assert_eq!(tree["game"]["perfect_information"], true);
    assert_eq!(tree["equilibria"][0]["exact"]["payoffs"]["JTD"], "226987/5000");
    assert_eq!(tree["extensive"]["backward_induction"]["number"], 1);
}

#[test]
fn lines_for_other_programs_have_every_probability() {
    let reply = asked(&model("battle-of-the-sexes"), &[]);
    assert_eq!(reply.gambit().unwrap(), "NE,1,0,1,0\nNE,3/5,2/5,2/5,3/5\nNE,0,1,0,1\n");
    let reply = asked(&loaded("bluff.efg", POKER), &[]);
    assert_eq!(reply.gambit().unwrap(), "NE,1,0,1/3,2/3,2/3,1/3\n");
}

#[test]
fn rows_for_a_spreadsheet_have_what_is_played() {
    let rows = asked(&model("stag-hunt"), &["--pure"]).csv().unwrap();
    let expected = "equilibrium,player,information_set,strategy,probability,payoff,regret\n\
                    1,Row,,stag,1,4,0\n1,Column,,stag,1,4,0\n2,Row,,hare,1,3,0\n2,Column,,hare,1,3,0\n";
    assert_eq!(rows, expected);
}

#[test]
fn a_run_that_is_cut_short_says_so() {
    let reply = asked_within(&model("von-stengel-75"), &["--all"], &Budget::of_work(10));
    assert!(reply.is_undecided());
    let tree = reply.tree();
    assert_ne!(tree["completeness"]["claim"], "All");
    assert!(reply.text().contains("Not settled"), "{}", reply.text());
}

#[test]
fn a_saved_answer_holds_and_a_changed_one_does_not() {
    for (loaded, options) in [
        (model("battle-of-the-sexes"), &["--all"][..]),
        (model("nau-2004"), &["--one"]),
        (model("bernheim-1984"), &["--concepts", "rationalizable,extreme_equilibria"]),
        (loaded("bluff.efg", POKER), &[]),
        (model("centipede-6"), &[]),
    ] {
        let saved = asked(&loaded, options).json();
        let found = verify(&loaded, &saved).unwrap();
        assert!(found.ok && found.claims > 0, "{:?}", found.problems);
        let mut changed: Value = serde_json::from_str(&saved).unwrap();
        let payoffs = changed["equilibria"][0]["exact"]["payoffs"].as_object_mut().unwrap();
        let first = payoffs.values_mut().next().unwrap();
        *first = "17/3".into();
        let found = verify(&loaded, &changed.to_string()).unwrap();
        let words = "fails the check: payoffs found again";
        assert!(found.problems.iter().any(|one| one.message.contains(words)), "{:?}", found.problems);
    }
}

#[test]
fn a_profile_that_is_given_is_judged() {
    let loaded = model("battle-of-the-sexes");
    let even = asked(&loaded, &["--profile", "NE,3/5,2/5,2/5,3/5"]);
    assert_eq!(even.tree()["status"], "found");
    assert_eq!(even.tree()["profile"]["exact"]["payoffs"]["Row"], "6/5");
    assert_eq!(even.gambit().unwrap(), "NE,3/5,2/5,2/5,3/5\n");
    // Row plays opera (3) half of the time against 1/2: 3/2 by opera, 1 by fight, so 5/4, and 1/4 is missed;
    // Column gets 1 by opera and 3/2 by fight.
    let shown = screen(&loaded, &["--profile", "1/2,1/2,1/2,1/2"]);
    let words = "THIS IS NO EQUILIBRIUM: Row would gain 1/4 by opera and Column would gain 1/4 by fight.";
    assert!(shown.contains(words), "{shown}");
    let tree = asked(&loaded, &["--profile", "0.5,0.5,0.5,0.5"]).tree();
    assert_eq!((&tree["status"], tree["equilibria"].as_array().unwrap().len()), (&"none".into(), 0));
    assert_eq!(tree["profile"]["better"], serde_json::json!({ "Row": "opera", "Column": "fight" }));
    assert!(!asked(&loaded, &["--profile", "1/2,1/2,1/2,1/2"]).is_undecided());
}

#[test]
fn a_profile_of_a_tree_is_behaviour_in_the_order_of_its_lines() {
    let loaded = loaded("bluff.efg", POKER);
    let line = asked(&loaded, &["--one"]).gambit().unwrap();
    let found = asked(&loaded, &["--profile", line.trim()]).tree();
    assert_eq!(
        (&found["status"], &found["profile"]["exact"]["payoffs"]["One"]),
        (&"found".into(), &"1/3".into())
    );
    // Who always folds with a low card and is met: 1/2 * 1 - 1/2 * 1 = 0 instead of 1/2 * 2 - 1/2 * 1 = 1/2 by raising.
    let folds = screen(&loaded, &["--profile", "0,1,0,1,1,0"]);
    assert!(folds.contains("THIS IS NO EQUILIBRIUM: One would gain 1/2."), "{folds}");
}

#[test]
fn a_saved_profile_holds_and_a_changed_one_does_not() {
    for (loaded, profile) in
        [(model("battle-of-the-sexes"), "1/2,1/2,1/2,1/2"), (loaded("bluff.efg", POKER), "0,1,0,1,1,0")]
    {
        let saved = asked(&loaded, &["--profile", profile]).json();
        let found = verify(&loaded, &saved).unwrap();
        assert!(found.ok && found.claims == 1, "{:?}", found.problems);
        let mut changed: Value = serde_json::from_str(&saved).unwrap();
        for regret in changed["profile"]["exact"]["regrets"].as_object_mut().unwrap().values_mut() {
            *regret = "0".into();
        }
        let found = verify(&loaded, &changed.to_string()).unwrap();
        let words = "fails the check: regrets found again";
        assert!(found.problems.iter().any(|one| one.message.contains(words)), "{:?}", found.problems);
    }
}

#[test]
fn a_profile_that_is_none_says_what_is_wrong() {
    let said = |profile: &str| {
        let options = ["--profile".to_owned(), profile.to_owned()];
        let loaded = model("battle-of-the-sexes");
        let answer = Ask::parse("equilibria", &options)
            .and_then(|question| ask(&loaded, &question, &Budget::unlimited()));
        answer.unwrap_err().to_string()
    };
    assert_eq!(said("1/2,half,1,x"), "--profile: `half`, `x` are no probabilities");
    assert_eq!(said("1,0,1"), "--profile has 3 probabilities, expected 4");
    assert_eq!(
        said("3/2,-1/2,1/3,0.6666"),
        "--profile: player Row has -1/2 for \"fight\", below 0; the probabilities of player Column add up to \
         14999/15000, expected 1"
    );
}

#[test]
fn names_that_are_missing_or_repeat_are_told_apart() {
    let game =
        loaded("a.nfg", "NFG 1 R \"\" { \"A\" \"A\" } { { \"x\" \"x\" } { \"\" \"y\" } } 1 1 0 0 0 0 2 2");
    let tree = asked(&game, &["--pure"]).tree();
    assert_eq!(tree["game"]["players"], serde_json::json!(["A", "A #2"]));
    assert_eq!(tree["equilibria"][0]["strategies"]["A #2"], serde_json::json!({ "1": 1, "y": 0 }));
}

#[test]
fn a_case_without_a_game_says_what_to_add() {
    let question = Ask::parse("equilibria", &[]).unwrap();
    let error = ask(&model("aceh-2005"), &question, &Budget::unlimited()).unwrap_err().to_string();
    assert!(error.contains("has no strategic or extensive game"), "{error}");
}

/// The findings about `[game]` of a case, one line each.
fn said(game: &str) -> Vec<String> {
    let text = format!("[model]\nid = \"g\"\n[sources]\ns = {{ kind = \"paper\", cite = \"c\" }}\n{game}");
    read_any("case.toml", text.as_bytes()).findings.iter().map(ToString::to_string).collect()
}

#[test]
fn what_is_wrong_with_a_game_is_said_in_words() {
    for (game, expected) in [
        ("[game]\nsource = \"s\"\n", "error[Z005]: [game] does not say what the game is"),
        (
            "[game]\nsource = \"s\"\nnfg = \"\"\nefg = \"\"\n",
            "error[Z027]: [game] has both `nfg` and `efg`, expected one of them",
        ),
        (
            "[game]\nsource = \"s\"\nplayers = { A = [\"x\"], B = [] }\npayoffs = { A = [[1]], B = [[1]] }\n",
            "error[Z025]: `players.B` of [game] is empty, expected at least one strategy",
        ),
        (
            "[game]\nsource = \"s\"\nplayers = { A = [\"x\"], B = [\"y\"] }\n",
            "error[Z005]: [game] has no `payoffs`",
        ),
        (
            "[game]\nsource = \"s\"\nplayers = { A = [\"x\"], B = [\"y\"] }\npayoffs = { A = [[1]] }\n",
            "error[Z005]: `payoffs` of [game] says nothing of player `B`",
        ),
        (
            "[game]\nsource = \"s\"\nplayers = { A = [\"x\"], B = [\"y\"] }\npayoffs = { A = [[1]], B = [[1, 2]] }\n",
            "error[Z011]: `payoffs.B` of [game] has 2 items, expected 1: one for each strategy of player 2",
        ),
        (
            "[game]\nsource = \"s\"\nplayers = { A = [\"x\"], B = [\"y\"] }\npayoffs = { A = [1], B = [[1]] }\n",
            "error[Z004]: `payoffs.A` of [game] is a number, expected lists in lists, one nesting for each player, the first \
             outermost",
        ),
        (
            "[game]\nsource = \"s\"\nplayers = { A = [\"x\"], B = [\"y\"] }\npayoffs = { A = [[\"one\"]], B = [[1]] }\n",
            "error[Z012]: `payoffs.A` of [game] is `one`, expected a decimal such as 12.5 or a fraction such as \"1/3\"",
        ),
        (
            "[game]\nsource = \"s\"\nplayers = { A = [\"x\"], B = [\"y\"] }\npayoffs = { A = [[1]], B = [[1]], C = [[1]] }\n",
            "error[Z006]: `payoffs` of [game] speaks of `C`, who is no player",
        ),
        (
            "[game]\nplayers = { A = [\"x\"] }\npayoffs = { A = [1] }\n",
            "warning[Z020]: 1 payoff of [game] has no source",
        ),
    ] {
        assert_eq!(said(game), [expected], "{game}");
    }
}

#[test]
fn what_is_wrong_with_the_text_of_a_game_names_its_line() {
    let found = said("[game]\nsource = \"s\"\nnfg = '''\nNFG 1 R \"\" { \"A\" } { 2 }\n1 2 3\n'''\n");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("error[Z011]: line 2 of `nfg` of [game]: "), "{found:?}");
}

#[test]
fn a_continuum_is_not_called_a_list_without_others() {
    let shown = screen(&model("nothing-at-stake"), &[]);
    let said = "INFINITELY MANY EQUILIBRIA, in 1 connected set whose 4 corners are listed";
    assert!(shown.contains(said), "{shown}");
    assert!(!shown.contains("no others"), "{shown}");
}

#[test]
fn looking_ahead_and_pure_strategies_are_not_called_everything() {
    let shown = screen(&model("centipede-4"), &[]);
    assert!(shown.contains("LOOKING AHEAD LEAVES ONE PLAN: "), "{shown}");
    let shown = screen(&model("ultimatum-tie"), &[]);
    assert!(shown.contains("LOOKING AHEAD LEAVES 2 PLANS, of which one is shown"), "{shown}");
    let shown = screen(&model("battle-of-the-sexes"), &["--pure"]);
    assert!(shown.contains("TWO PURE EQUILIBRIA, and no other pure one"), "{shown}");
}

#[test]
fn a_finding_about_two_places_of_a_text_points_at_none_outside_the_file() {
    let tree = "EFG 2 R \"\" { \"A\" }\np \"\" 1 1 \"first\" { \"x\" } 0\np \"\" 1 1 \"other\" { \"x\" \"y\" } 0\nt \"\" 0\nt \"\" 0\n";
    let text = format!("[model]\nid = \"g\"\n[game]\nefg = '''\n{tree}'''\n");
    let findings = read_any("case.toml", text.as_bytes()).findings;
    assert!(findings.iter().any(|one| one.is_error()), "{findings:?}");
    for finding in findings {
        assert!(
            finding.also.is_none() && finding.span.is_none_or(|span| span.end <= text.len()),
            "{finding:?}"
        );
    }
}
