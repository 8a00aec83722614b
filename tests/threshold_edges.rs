//! Thresholds at the edge: paths and numbers that cannot be asked for, numbers that nothing depends on, zones that are open
//! everywhere or nowhere, ends that are values of packages, more packages than are recounted, runs that are cut short, screens.
//!
//! Every expected end is worked out by hand beside its case.

#![allow(clippy::unwrap_used)]

#[path = "common/cases.rs"]
mod cases;

use std::fmt::Write as _;

use cases::{answer, loaded, reply, written};
use serde_json::{Value, json};
use zopa::ask::verify::verify;
use zopa::ask::{Ask, Loaded, Reply, ask};
use zopa::budget::Budget;
use zopa::catalogue::ENTRIES;
use zopa::error::Error;
use zopa::model::path;

/// A party: its id, its walk-away value, its weight and its values.
type PartyRow<'a> = (&'a str, &'a str, &'a str, &'a [&'a str]);

/// A case of one issue, with more below it.
fn one_issue(parties: &[PartyRow<'_>], levels: usize, more: &str) -> Loaded {
    let mut text = String::from("[model]\nid = \"edge\"\n");
    for (id, walk_away, ..) in parties {
        write!(text, "[parties.{id}]\nname = \"{id}\"\nwalk_away = {walk_away}\n").unwrap();
    }
    let labels: Vec<String> = (0..levels).map(|level| format!("\"l{level}\"")).collect();
    write!(text, "[issues.x]\nlevels = [{}]\n", labels.join(", ")).unwrap();
    let each = |number: &dyn Fn(&PartyRow<'_>) -> String| {
        parties.iter().map(|party| format!("{} = {}", party.0, number(party))).collect::<Vec<_>>().join(", ")
    };
    writeln!(text, "weight = {{ {} }}", each(&|party| party.2.to_owned())).unwrap();
    writeln!(text, "values = {{ {} }}", each(&|party| format!("[{}]", party.3.join(", ")))).unwrap();
    written(&(text + more))
}

fn threshold(case: &Loaded, path: &str, flags: &[&str]) -> Value {
    let of = format!("--of {path}");
    answer(case, "threshold", &[&[of.as_str()], flags].concat())["threshold"].clone()
}

fn text(case: &Loaded, path: &str, flags: &[&str]) -> String {
    let of = format!("--of {path}");
    reply(case, "threshold", &[&[of.as_str()], flags].concat()).text()
}

/// The ends of the open values as fractions, with brackets for ends that belong to them.
fn ends(data: &Value) -> Vec<String> {
    let end = |one: &Value, key: &str| one["exact"][key].as_str().unwrap_or("...").to_owned();
    let words = |one: &Value| {
        let open = if one["from_closed"] == true { '[' } else { '(' };
        let close = if one["to_closed"] == true { ']' } else { ')' };
        format!("{open}{}, {}{close}", end(one, "from"), end(one, "to"))
    };
    data["intervals"].as_array().unwrap().iter().map(words).collect()
}

// ---- what cannot be asked

/// What is wrong, and what to do next.
#[track_caller]
fn refused(case: &Loaded, options: &[&str]) -> (String, String) {
    let options: Vec<String> = options.iter().map(|&one| one.to_owned()).collect();
    let asked = Ask::parse("threshold", &options);
    match asked.and_then(|question| ask(case, &question, &Budget::unlimited())) {
        Err(Error::Request { message, hint }) => (message, hint),
        other => unreachable!("{options:?}: {other:?}"),
    }
}

#[track_caller]
fn says(case: &Loaded, options: &[&str], message: &str, hint: &str) {
    assert_eq!(refused(case, options), (message.to_owned(), hint.to_owned()));
}

#[test]
fn a_path_that_leads_to_no_number_gets_the_nearest_one() {
    let mali = loaded("mali-2024");
    for (path, hint) in [
        ("parties.GOV.walkaway", "did you mean `parties.GOV.walk_away`?"),
        ("shocks.mlf_attack", "did you mean `shocks.mlf_attacks`?"),
        ("shocks.mlf_attacks.facto", "did you mean `shocks.mlf_attacks.factor`?"),
        ("issues.pause.weight.GOVT", "did you mean `issues.pause.weight.GOV`?"),
        ("issues.pause.values.GOV[4]", "did you mean `issues.pause.values.GOV[0]`?"),
        ("model.id", "zopa show CASE --numbers lists every path"),
        ("", "zopa show CASE --numbers lists every path"),
    ] {
        says(&mali, &["--of", path], &format!("the case has no number at `{path}`"), hint);
        let both = ["--of", "parties.GOV.walk_away", "--and", path];
        says(&mali, &both, &format!("the case has no number at `{path}`"), hint);
    }
}

#[test]
fn a_number_that_the_zone_does_not_depend_on_says_where_it_counts() {
    let (mali, aceh) = (loaded("mali-2024"), loaded("aceh-2005"));
    says(
        &mali,
        &["--of", "sequence.parameters.hawk"],
        "the zone does not depend on `sequence.parameters.hawk`",
        "zopa sequence mali-2024 shows the thresholds of every parameter of the plan",
    );
    says(
        &mali,
        &["--of", "contact_group.goal"],
        "the zone does not depend on `contact_group.goal`",
        "try zopa compose mali-2024 --set contact_group.goal=NUMBER",
    );
    says(
        &mali,
        &["--of", "shocks.mlf_attacks.shift.GOV"],
        "`shocks.mlf_attacks.shift.GOV` counts only where the shock happens, so the zone does not depend on it",
        "add --shock mlf_attacks, or ask for --of shocks.mlf_attacks.factor",
    );
    says(
        &aceh,
        &["--of", "shocks.before_2004.set[0]"],
        "`shocks.before_2004.set[0]` counts only where the shock happens, so the zone does not depend on it",
        "add --shock before_2004",
    );
    says(
        &aceh,
        &["--of", "shocks.before_2004.factor"],
        "shock `before_2004` sets numbers, so it happens or does not: it has no strength",
        "ask for --of shocks.before_2004.set[0] with --shock before_2004",
    );
    says(
        &aceh,
        &["--of", "parties.GOI.walk_away", "--shock", "before_2004"],
        "shock `before_2004` sets `parties.GOI.walk_away`, so the zone does not depend on what it is otherwise",
        "ask for --of shocks.before_2004.set[0]",
    );
}

#[test]
fn a_number_of_a_party_that_does_not_sign_or_of_an_issue_without_values_is_refused() {
    let more = "[parties.ZOE]\nname = \"Zoe\"\nrole = \"outsider\"\n\
                [issues.y]\nlevels = [\"a\", \"b\"]\nweight = { A = 1, B = 0, ZOE = 1 }\n\
                values = { A = [0, 1], ZOE = [1, 0] }\n";
    let case = one_issue(&[("A", "0", "1", &["1", "2"]), ("B", "0", "1", &["2", "1"])], 2, more);
    says(
        &case,
        &["--of", "issues.y.weight.ZOE"],
        "`issues.y.weight.ZOE` has no effect: ZOE does not sign (role = \"outsider\")",
        "ask for a number of a signatory",
    );
    says(
        &case,
        &["--of", "issues.y.weight.B"],
        "`issues.y.weight.B` can only be 0: issue `y` has no values for party `B`",
        "give the party values on the issue first: values.B",
    );
}

#[test]
fn a_question_that_is_no_question_says_what_is_missing() {
    let mali = loaded("mali-2024");
    says(
        &mali,
        &[],
        "`threshold` does not say of which number",
        "write for example --of parties.GOV.walk_away; zopa show CASE --numbers lists every path",
    );
    says(
        &mali,
        &["--and", "parties.GOV.walk_away"],
        "`threshold` does not say of which number",
        "write for example --of parties.GOV.walk_away; zopa show CASE --numbers lists every path",
    );
    says(
        &mali,
        &["--of", "parties.GOV.walk_away", "--and", "parties.GOV.walk_away"],
        "--of parties.GOV.walk_away and --and parties.GOV.walk_away are the same number",
        "give two different numbers, or leave --and out",
    );
    says(
        &mali,
        &["--of", "shocks.mlf_attacks", "--and", "shocks.mlf_attacks.factor"],
        "--of shocks.mlf_attacks.factor and --and shocks.mlf_attacks.factor are the same number",
        "give two different numbers, or leave --and out",
    );
    says(&mali, &["--of"], "`--of` has no value", "write --flag and its value");
    says(
        &mali,
        &["--of", "parties.GOV.walk_away", "--shock", "mlf_attacks*-1"],
        "shock `mlf_attacks` has the strength -1, expected 0 or more",
        "write 1 for the strength that the file assumes, 0 for none",
    );
    says(
        &loaded("triangle"),
        &["--of", "parties.ONE.walk_away"],
        "this case gives a convex set of agreements, which has no packages to count",
        "try zopa solve triangle",
    );
    says(
        &loaded("airport-123"),
        &["--of", "parties.ONE.walk_away"],
        "this case has no issues and no points, so there is nothing to bargain over",
        "try zopa coalitions airport-123",
    );
}

// ---- degenerate numbers and zones

#[test]
fn a_number_that_nothing_depends_on_leaves_the_zone_open_whatever_it_is() {
    // Level l1 is ruled out, so what it is worth makes no difference.
    let more = "[conditions.never]\nrequire = { x = \"l0\" }\n";
    let case = one_issue(&[("A", "1", "1", &["2", "7"]), ("B", "1", "1", &["3", "9"])], 2, more);
    let data = threshold(&case, "issues.x.values.A[1]", &[]);
    assert_eq!((ends(&data), &data["status"]), (vec!["(..., ...)".to_owned()], &json!("open")));
    assert_eq!((&data["from"], &data["to"], &data["nash_changes"]), (&Value::Null, &Value::Null, &json!([])));
    assert_eq!(data["nash"]["packages"], json!([{ "x": "l0" }]));
    let text = text(&case, "issues.x.values.A[1]", &[]);
    assert!(text.contains("\nTHE ZONE IS OPEN whatever A's value of l1 (x) is.\n"), "{text}");
    assert!(text.contains("  Now            7, with a zone\n"), "{text}");
    assert!(text.contains("  Nash deal      the same wherever there is one\n"), "{text}");
}

#[test]
fn a_zone_that_is_open_nowhere_says_so() {
    // B never has more than 3 and needs 4.
    let case = one_issue(&[("A", "1", "1", &["2", "1"]), ("B", "4", "1", &["3", "2"])], 2, "");
    let data = threshold(&case, "parties.A.walk_away", &[]);
    assert_eq!((ends(&data), &data["status"]), (vec![], &json!("empty")));
    assert_eq!((&data["from"], &data["to"], &data["nash"]["total"]), (&Value::Null, &Value::Null, &json!(0)));
    let text = text(&case, "parties.A.walk_away", &[]);
    assert!(text.contains("\nNO ZONE, whatever A's walk-away value is.\n"), "{text}");
    assert!(text.contains("  Now            1, without a zone\n"), "{text}");
    assert!(text.contains("Next: zopa why-not case.toml"), "{text}");
}

#[test]
fn one_party_alone_has_a_zone_up_to_the_best_for_it() {
    let case = one_issue(&[("A", "1", "2", &["2", "4.5", "3"])], 3, "");
    let data = threshold(&case, "parties.A.walk_away", &[]);
    assert_eq!(ends(&data), ["(..., 9/2]"]);
    assert_eq!(data["shown"], json!([{ "at": 4.5, "at_exact": "9/2", "package": { "x": "l1" } }]));
    // The only weight of the only party makes no difference, as long as it is above 0.
    let data = threshold(&case, "issues.x.weight.A", &[]);
    assert_eq!(ends(&data), ["(0, ...)"]);
    assert!(
        text(&case, "issues.x.weight.A", &[]).contains("\nTHE ZONE IS OPEN whatever A's weight on x is.\n")
    );
}

#[test]
fn a_walk_away_value_exactly_at_the_last_package_has_no_room() {
    let case = one_issue(&[("A", "5", "1", &["5", "4"]), ("B", "0", "1", &["1", "3"])], 2, "");
    let data = threshold(&case, "parties.A.walk_away", &[]);
    assert_eq!((ends(&data), &data["status"]), (vec!["(..., 5]".to_owned()], &json!("open")));
    // Just there A gains nothing, so Nash has no deal; below 5 it has.
    assert_eq!(data["nash"]["total"], 0);
    let text = text(&case, "parties.A.walk_away", &[]);
    assert!(text.contains("  Now            5, with a zone; room 0 up\n"), "{text}");
    // B may ask for 1, and for nothing more as long as A asks for 5.
    assert_eq!(ends(&threshold(&case, "parties.B.walk_away", &[])), ["(..., 1]"]);
}

#[test]
fn a_number_at_the_end_of_its_legal_range_is_asked_for_like_any_other() {
    // With weights w on y and 1 on x, A has 4 / (1 + w) from l0 and a, 4 w / (1 + w) from l1 and b. B takes these two, and l1
    // with a, which gives A nothing. A needs 3: 4 >= 3 + 3 w up to w = 1/3, 4 w >= 3 + 3 w from w = 3 on.
    let more = "[issues.y]\nlevels = [\"a\", \"b\"]\nweight = { A = 0, B = 1 }\nvalues = { A = [0, 4], B = [4, 0] }\n";
    let case = one_issue(&[("A", "3", "1", &["4", "0"]), ("B", "2", "1", &["0", "4"])], 2, more);
    let data = threshold(&case, "issues.y.weight.A", &[]);
    assert_eq!(
        (ends(&data), &data["value"]),
        (vec!["[0, 1/3]".to_owned(), "[3, ...)".to_owned()], &json!(0))
    );
    let text = text(&case, "issues.y.weight.A", &[]);
    assert!(text.contains(" is at most ~0.3 (1/3), or at least 3.\n"), "{text}");
    // The strength of a shock that does not happen is 0, the least that there is.
    let data = threshold(&loaded("mali-2024"), "shocks.mlf_attacks", &[]);
    assert_eq!((ends(&data), &data["legal"]["from"]), (vec!["[0, 23/40]".to_owned()], &json!(0)));
}

#[test]
fn a_zone_that_is_open_at_one_value_alone_says_exactly() {
    // A has 2 less than it needs and gains 1 per unit of strength, B has 2 more and loses 1: only 2 will do.
    let more = "[shocks.storm]\nshift = { A = 1, B = -1 }\n";
    let case = one_issue(&[("A", "3", "1", &["1"]), ("B", "3", "1", &["5"])], 1, more);
    let data = threshold(&case, "shocks.storm", &[]);
    assert_eq!((ends(&data), &data["status"]), (vec!["[2, 2]".to_owned()], &json!("empty")));
    let text = text(&case, "shocks.storm", &[]);
    assert!(
        text.contains("\nTHE ZONE IS OPEN while the strength of the shock storm is exactly 2.\n"),
        "{text}"
    );
    assert!(text.contains("without a zone; the nearest value with one is 2\n"), "{text}");
}

// ---- more packages than are recounted

/// Seven issues of eight levels, worth 0 to 7 to A and 7 to 0 to B.
fn large() -> Loaded {
    let mut text = String::from("[model]\nid = \"large\"\n");
    text.push_str("[parties.A]\nname = \"A\"\nwalk_away = 3\n[parties.B]\nname = \"B\"\nwalk_away = 2\n");
    for issue in 0..7 {
        write!(
            text,
            "[issues.i{issue}]\nlevels = [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\"]\nweight = {{ A = 1, B = 1 }}\n\
             values = {{ A = [0, 1, 2, 3, 4, 5, 6, 7], B = [7, 6, 5, 4, 3, 2, 1, 0] }}\n"
        )
        .unwrap();
    }
    written(&text)
}

#[test]
fn beyond_a_million_packages_ends_are_exact_and_said_to_be_checked_not_proved() {
    // 8^7 = 2,097,152 packages; utilities add up to 7, and B needs 2, so A can have 5 and no more.
    let data = threshold(&large(), "parties.A.walk_away", &[]);
    assert_eq!(ends(&data), ["(..., 5]"]);
    assert_eq!(data["certificate"]["strength"], "Necessary");
    let text = text(&large(), "parties.A.walk_away", &[]);
    assert!(
        text.contains("Ends are exact. Checked, not proved: too many packages to look at one by one.\n"),
        "{text}"
    );
    // (u - 3) (5 - u) is greatest at u = 4, where the levels add up to 28; how many do is counted issue by issue.
    let mut ways = vec![1_u64];
    for _ in 0..7 {
        let mut more = vec![0; ways.len() + 7];
        for (sum, count) in ways.iter().enumerate() {
            (0..8).for_each(|level| more[sum + level] += count);
        }
        ways = more;
    }
    assert_eq!(data["nash"]["total"], ways[28]);
}

// ---- cut short

fn cut(case: &Loaded, options: &[&str], work: u64) -> Reply {
    let options: Vec<String> = options.iter().map(|&one| one.to_owned()).collect();
    ask(case, &Ask::parse("threshold", &options).unwrap(), &Budget::of_work(work)).unwrap()
}

#[test]
fn a_run_that_is_cut_short_says_what_is_known_and_what_is_not() {
    let mali = loaded("mali-2024");
    let of = ["--of", "parties.GOV.walk_away"];
    let stopped = cut(&mali, &of, 0);
    assert!(stopped.is_undecided());
    let data = &stopped.tree()["threshold"];
    assert_eq!((&data["status"], &data["complete"]), (&json!("undecided"), &json!(false)));
    assert_eq!((&data["reason"], &data["intervals"]), (&json!("the run was cut short"), &json!([])));
    assert_eq!((&data["nash"], &data["certificate"]), (&Value::Null, &Value::Null));
    let text = stopped.text();
    let headline =
        "UNDECIDED for which values of GOV's walk-away value there is a zone: the run was cut short.";
    assert!(text.contains(headline) && text.contains("Not found, so not checked.\n"), "{text}");
    let saved = verify(&mali, &stopped.json()).unwrap_err().to_string();
    assert_eq!(saved, "the saved answer was cut short, so it cannot be verified");
}

#[test]
fn every_budget_gives_what_an_unlimited_one_gives_or_says_that_it_does_not() {
    let mali = loaded("mali-2024");
    for options in [
        &["--of", "parties.GOV.walk_away"][..],
        &["--of", "parties.GOV.walk_away", "--and", "parties.JTD.walk_away"],
    ] {
        let whole = cut(&mali, options, u64::MAX).tree()["threshold"].clone();
        assert_eq!(whole["complete"], true);
        let (mut partial, mut work) = (0, 1);
        loop {
            let stopped = cut(&mali, options, work);
            let data = stopped.tree()["threshold"].clone();
            if data["complete"] == true {
                assert_eq!(data, whole, "{work}");
                break;
            }
            assert!(stopped.is_undecided());
            assert_eq!(data["reason"], "the run was cut short", "{work}");
            if data["status"] != "undecided" {
                assert_eq!(data["intervals"], whole["intervals"], "{work}");
            }
            let (rows, all) = (data["region"]["rows"].as_array(), whole["region"]["rows"].as_array());
            for row in rows.into_iter().flatten().filter(|row| !row["intervals"].is_null()) {
                let same = all.into_iter().flatten().find(|one| one["at_exact"] == row["at_exact"]);
                assert!(same.is_none_or(|one| one["intervals"] == row["intervals"]), "{work}: {row}");
                partial += 1;
            }
            if let Some(rows) = rows {
                let unknown = rows.iter().filter(|row| row["intervals"].is_null()).count();
                let said = format!("Rows not found: {unknown} of {}.", rows.len());
                assert_eq!(stopped.text().contains(&said), unknown > 0, "{work}: {}", stopped.text());
            }
            work *= 3;
        }
        assert_eq!(partial > 0, options.len() > 2, "some rows are found by some budget");
    }
}

// ---- screens

/// Some paths of a case, of every kind that it has.
fn some_paths(case: &Loaded) -> Vec<String> {
    let mut paths: Vec<String> = path::numbers(&case.case).into_iter().map(|entry| entry.path).collect();
    let kind = |path: &String| {
        let mut words: Vec<&str> = path.split(['.', '[']).collect();
        words.retain(|word| !word.starts_with(|letter: char| letter.is_ascii_digit()));
        words.truncate(4);
        if words.first() == Some(&"issues") { words[2..].join(".") } else { words.join(".") }
    };
    let mut seen: Vec<String> = Vec::new();
    paths.retain(|path| {
        let is_new = !seen.contains(&kind(path));
        seen.push(kind(path));
        is_new
    });
    paths.extend(case.case.shocks.iter().map(|shock| format!("shocks.{}.factor", shock.id.text)));
    paths
}

#[test]
fn every_screen_fits_25_lines_of_100_columns() {
    let mut screens = 0;
    for entry in ENTRIES {
        let case = loaded(entry.id);
        if !case.case.has_packages() {
            continue;
        }
        let paths = some_paths(&case);
        let pairs = paths.windows(2).map(|pair| vec!["--of", pair[0].as_str(), "--and", pair[1].as_str()]);
        for options in paths.iter().map(|path| vec!["--of", path.as_str()]).chain(pairs) {
            let options: Vec<String> = options.into_iter().map(str::to_owned).collect();
            let question = Ask::parse("threshold", &options).unwrap();
            let Ok(found) = ask(&case, &question, &Budget::unlimited()) else { continue };
            let text = found.text();
            let what = format!("{} {options:?}\n{text}", entry.id);
            assert!(text.lines().count() <= 25, "{} lines: {what}", text.lines().count());
            assert!(text.lines().all(|line| line.chars().count() <= 100), "{what}");
            assert!(text.lines().all(|line| line.trim_end() == line) && !text.contains("\n\n\n"), "{what}");
            screens += 1;
        }
    }
    assert!(screens > 60, "{screens}");
}

#[test]
fn zone_suggests_a_threshold_of_that_very_case() {
    let mut suggested = 0;
    for entry in ENTRIES {
        let case = loaded(entry.id);
        if !case.case.has_packages() {
            continue;
        }
        let text = reply(&case, "zone", &[]).text();
        let Some(command) = text.split(['\n', '·']).find_map(|part| part.split("zopa threshold ").nth(1))
        else {
            continue;
        };
        let words: Vec<String> =
            command.split_whitespace().map(|word| word.trim_matches('\'').to_owned()).collect();
        assert_eq!(words[0], entry.id);
        let question = Ask::parse("threshold", &words[1..]).unwrap();
        assert!(ask(&case, &question, &Budget::unlimited()).is_ok(), "{command}");
        suggested += 1;
    }
    assert!(suggested > 5, "{suggested}");
    // In Mali the government's walk-away value closes the zone inside its stated range.
    let text = reply(&loaded("mali-2024"), "zone", &[]).text();
    assert!(text.ends_with("zopa threshold mali-2024 --of parties.GOV.walk_away\n"), "{text}");
}
