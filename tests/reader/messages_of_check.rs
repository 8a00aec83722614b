//! What `check` says, word for word: the findings that concern the case rather than its text.

use zopa::format::{Format, read};
use zopa::model::check::check;
use zopa::model::{Case, Name, Party, Quantity, Role};

use crate::case::{BASE, base_with, said};

#[track_caller]
fn says(text: &str, expected: &[&str]) {
    assert_eq!(said(text), expected, "{text}");
}

#[track_caller]
fn replaced(part: &str, by: &str, expected: &[&str]) {
    says(&base_with(part, by), expected);
}

#[track_caller]
fn added(block: &str, expected: &[&str]) {
    says(&format!("{BASE}{block}\n"), expected);
}

#[test]
fn z014_weights_that_do_not_add_up() {
    replaced(
        "GOV = 60, MOV = 50",
        "GOV = 60, MOV = \"1/3\"",
        &["19: warning[Z014]: weights of party `MOV` add to 151/3, expected 100 or 1 \
         -> weights are divided by their sum, so the case can be solved; mend the one that is off"],
    );
    replaced(
        "GOV = 60, MOV = 50",
        "GOV = -60, MOV = 50",
        &["19: error[Z014]: weight of issue `pause` for party `GOV` is -60, expected 0 or more"],
    );
    says(
        &base_with("GOV = 60,", "GOV = 0,").replace("GOV = 40,", "GOV = 0,"),
        &["19: error[Z014]: weights of party `GOV` add to 0, expected more than 0 \
         -> give GOV a weight on at least one issue, or remove it from [parties]"][..],
    );
    let outsider =
        base_with("name = \"Movement\"\nwalk_away = 30", "name = \"Movement\"\nrole = \"outsider\"");
    let warnings: Vec<_> =
        said(&outsider).into_iter().filter(|line| line.contains("warning")).take(2).collect();
    assert_eq!(
        warnings,
        [
            "19: warning[Z014]: party `MOV` is an outsider and has numbers in `weight` of issue `pause`, which have no effect \
         -> remove them, or make the party a signatory",
            "20: warning[Z014]: party `MOV` is an outsider and has numbers in `values` of issue `pause`, which have no effect \
         -> remove them, or make the party a signatory",
        ]
    );
}

#[test]
fn z015_an_issue_that_nobody_weighs() {
    added(
        "[issues.flag]\nlevels = [\"red\", \"blue\"]",
        &[
            "28: warning[Z015]: issue `flag` is weighed by nobody -> give it a weight for at least one signatory, or remove it",
        ],
    );
}

#[test]
fn z016_a_dominated_level_is_a_note_unless_a_rule_uses_the_issue() {
    let dominated =
        base_with("GOV = [100, 50, 0], MOV = [0, 60, 100]", "GOV = [100, 50, 0], MOV = [60, 60, 100]");
    says(
        &dominated,
        &[
            "18: note[Z016]: level `short` of issue `pause` is better for nobody than `none`, and worse for somebody \
         -> no principle will choose it; keep it if somebody may propose it",
        ],
    );
    says(&format!("{dominated}[conditions.c]\nrequire = {{ pause = \"short\" }}\n"), &[]);
}

#[test]
fn z019_cases_beyond_the_stated_size() {
    let levels = (0..2001).map(|level| level.to_string()).collect::<Vec<_>>().join(", ");
    replaced(
        "levels = [0, 10]",
        &format!("levels = [{levels}]"),
        &["23: error[Z019]: issue `aid` has 2001 levels, at most 2000 are solved"],
    );
    let many = |table: &str, body: &str, count: usize| {
        (0..count).map(|place| format!("[{table}.n{place}]\n{body}\n")).collect::<String>()
    };
    added(
        &many("parties", "name = \"n\"\nrole = \"outsider\"", 63),
        &[
            "-: error[Z019]: the case has 65 parties, at most 64 are solved -> leave some out, or join those that always go together",
        ],
    );
    added(
        &many("issues", "levels = [1]", 199),
        &[
            "-: error[Z019]: the case has 201 issues, at most 200 are solved -> leave some out, or join those that always go together",
        ],
    );
}

#[test]
fn z020_numbers_without_a_source_are_counted_by_block() {
    says(
        &BASE.replacen("source = \"s\"\n\n[issues.aid]", "\n[issues.aid]", 1),
        &["17: warning[Z020]: 8 numbers of issue `pause` have no source \
         -> add source = \"NAME\" to [issues.pause], with a NAME from [sources]"],
    );
}

#[test]
fn z022_a_case_needs_a_signatory() {
    let text = "[model]\nid = \"x\"\n[parties.A]\nname = \"A\"\nrole = \"mediator\"\n[issues.i]\nlevels = [1]\nweight = { A = 1 }\nvalues = { A = [1] }\n";
    assert!(
        said(text).contains(
            &"-: error[Z022]: the case has 1 party and no signatory, expected at least one \
          -> give role = \"signatory\" to those who must agree, or leave `role` out"
                .to_owned()
        )
    );
}

#[test]
fn z023_bounds_need_an_order() {
    says(
        &format!(
            "{}[limits.l]\nat_most = {{ pause = \"short\" }}\n",
            base_with("[issues.pause]", "[issues.pause]\nordered = false")
        ),
        &["30: error[Z023]: `at_most` of limit `l` bounds issue `pause`, whose levels have no order \
           -> use a condition that lists the levels allowed"],
    );
}

#[test]
fn z024_what_a_later_version_reads() {
    added(
        "[graph]\nrule = 1",
        &["28: error[Z024]: `graph` is not read by this version -> remove the table, or comment it out"],
    );
}

/// A case that gives a bargaining set for one party.
fn set(lines: &str) -> String {
    format!(
        "[model]\nid = \"x\"\n[sources]\ns = {{ kind = \"paper\", cite = \"s\" }}\n[parties.A]\nname = \"A\"\n\
         [bargaining]\n{lines}\nsource = \"s\"\ndisagreement = [0]\n"
    )
}

#[test]
fn a_set_is_given_in_one_way_and_with_a_number_for_each_signatory() {
    says(
        &set("vertices = [[1]]\npoints = [[1]]"),
        &["8: error[Z027]: [bargaining] has both `points` and `vertices`, expected one of them"],
    );
    says(
        &set(""),
        &["7: error[Z005]: [bargaining] has none of `points`, `vertices`, `rows` and `curve` \
           -> add `points` for single outcomes, or `vertices`, `rows` or `curve` for a convex set"],
    );
    says(
        &set("vertices = [[1], [2, 3]]"),
        &["8: error[Z011]: vertex 2 of [bargaining] has 2 numbers, expected 1, one for each signatory"],
    );
    says(
        &set("vertices = [[1], [2, 3], [\"z\"]]"),
        &[
            "8: error[Z011]: vertex 2 of [bargaining] has 2 numbers, expected 1, one for each signatory",
            "8: error[Z012]: number 1 of vertex 3 of `vertices` of [bargaining] is `z`, expected a decimal such as 12.5 or \
             a fraction such as \"1/3\"",
        ],
    );
    says(
        &set("rows = []"),
        &["-: error[Z025]: `rows` of [bargaining] is an empty list, expected at least one row"],
    );
    says(
        &set("rows = [{ coefficients = [1, 2], at_most = 3 }]"),
        &["8: error[Z011]: row 1 of [bargaining] has 2 numbers, expected 1, one for each signatory"],
    );
    says(
        &set("rows = [{ coefficients = [1], at_most = \"few\" }, { sum = [1] }]"),
        &[
            "8: error[Z012]: `at_most` of row 1 of [bargaining] is `few`, expected a decimal such as 12.5 or a fraction \
             such as \"1/3\"",
            "8: error[Z005]: row 2 of [bargaining] has no `coefficients` -> add `coefficients`: one number for each signatory",
            "8: error[Z005]: row 2 of [bargaining] has no `at_most` -> add `at_most`: the greatest sum",
            "8: error[Z003]: unknown key `sum` in row 2 of [bargaining] -> the keys of a row of [bargaining] are \
             coefficients, at_most",
        ],
    );
}

#[test]
fn z025_lists_that_must_name_something() {
    replaced(
        "levels = [0, 10]",
        "levels = []",
        &["23: error[Z025]: issue `aid` has no levels, expected at least one"],
    );
    added(
        "[conditions.c]\nrequire = { pause = [] }",
        &["29: error[Z025]: `require.pause` of condition `c` names no level, expected at least one"],
    );
    added(
        "[[interactions]]\nwhen = { pause = \"long\" }\nbonus = { GOV = 1 }\nsource = \"s\"",
        &["29: error[Z025]: `when` of interaction 1 names 1 issue, expected two or more"],
    );
}

#[test]
fn z026_a_tolerance_is_not_negative() {
    added(
        "[[expect]]\ncommand = \"zone\"\nvalues = { \"zone.acceptable\" = 1 }\ntolerance = -1",
        &["31: error[Z026]: `tolerance` of expectation 1 is -1, expected 0 or more"],
    );
}

#[test]
fn z026_and_z005_influence_is_0_or_more_of_all_or_of_none() {
    let both = |one: &str, other: &str| {
        base_with("walk_away = 40", &format!("walk_away = 40\ninfluence = {one}"))
            .replace("walk_away = 30", &format!("walk_away = 30\ninfluence = {other}"))
    };
    says(&both("2.5", "0"), &[]);
    says(
        &both("-1", "[-2, 1, 3]"),
        &[
            "10: error[Z026]: influence of party `GOV` is -1, expected 0 or more",
            "16: error[Z026]: influence of party `MOV` is -2, expected 0 or more",
        ],
    );
    says(
        &both("0", "0"),
        &["10: error[Z026]: the influence of every signatory is 0, expected more than 0 of at least one"],
    );
    replaced(
        "walk_away = 30",
        "walk_away = 30\ninfluence = 2",
        &["7: warning[Z005]: party `GOV` has no `influence` and `MOV` has one, so none is used \
         -> give every signatory an `influence`, or none"],
    );
}

#[test]
fn z027_statements_that_contradict_each_other() {
    added(
        "[limits.l]\nat_most = { pause = \"none\" }\nat_least = { pause = \"long\" }",
        &["30: error[Z027]: limit `l` wants issue `pause` at least at `long` and at most at `none`"],
    );
    added(
        "[bargaining]\npoints = [[1, 2]]\ndisagreement = [0, 0]\nsource = \"s\"",
        &[
            "9: error[Z027]: party `GOV` has a `walk_away` and [bargaining] a `disagreement`, expected one of them -> remove one of the two",
            "14: error[Z027]: party `MOV` has a `walk_away` and [bargaining] a `disagreement`, expected one of them -> remove one of the two",
            "17: error[Z027]: the case has both [issues] and [bargaining], expected one of them",
        ],
    );
}

#[test]
fn a_case_changed_in_code_is_checked_again() {
    let mut case = read(BASE.as_bytes(), Format::Toml).case.unwrap();
    assert_eq!(check(&case), []);
    let twin = case.parties[0].clone();
    case.parties.push(twin);
    case.issues[0].values[0].1.pop();
    case.issues[1].weight.push((Name::from("NOBODY"), Quantity::from(0)));
    let messages: Vec<_> = check(&case).iter().map(ToString::to_string).collect();
    assert_eq!(
        messages,
        [
            "error[Z010]: party `GOV` is given twice",
            "error[Z011]: `values.GOV` of issue `pause` has 2 numbers, expected 3, one for each level",
            "error[Z006]: unknown party `NOBODY` in `weight` of issue `aid`",
        ]
    );
}

#[test]
fn a_case_built_in_code_is_checked_without_places() {
    let party = Party {
        id: "A B".into(),
        name: "A".to_owned(),
        role: Role::Signatory,
        walk_away: None,
        influence: None,
        source: None,
        note: None,
    };
    let case = Case { parties: vec![party], ..Case::default() };
    let findings = check(&case);
    assert!(findings.iter().all(|finding| finding.span.is_none()));
    let messages: Vec<_> = findings.iter().map(ToString::to_string).collect();
    assert_eq!(
        messages,
        [
            "error[Z004]: the name of party `A B` is not letters, digits, `-` and `_`, as names must be",
            "error[Z005]: party `A B` is a signatory and has no `walk_away`",
            "error[Z005]: the case has no [issues], [bargaining], [coalitions], [contact_group], [game] or [sequence]",
        ]
    );
}
