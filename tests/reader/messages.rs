//! What the reader says, word for word, with line, label and hint: at least one file for each code.

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
fn a_sound_case_has_no_finding() {
    says(BASE, &[]);
}

#[test]
fn z002_syntax_errors_are_all_listed() {
    let text = base_with("id = \"base\"", "id = base").replace("walk_away = 30", "walk_away = 3 0");
    says(
        &text,
        &[
            "2: error[Z002]: not well-formed TOML: string values must be quoted, expected literal string",
            "14: error[Z002]: not well-formed TOML: string values must be quoted, expected literal string",
        ],
    );
}

#[test]
fn z003_unknown_keys_come_with_the_nearest_and_do_not_count_as_missing() {
    replaced(
        "levels = [\"none\"",
        "level = [\"none\"",
        &[
            "18: error[Z003]: unknown key `level` in issue `pause` ^ did you mean `levels`? -> the keys of an issue are \
         label, unit, ordered, levels, range, weight, values, curve, source, payoff_source, note",
        ],
    );
    replaced(
        "[issues.aid]",
        "[isues.aid]",
        &[
            "23: error[Z003]: unknown key `isues` in the case ^ did you mean `issues`? -> the keys of a case file are \
         model, sources, parties, issues, interactions, packages, conditions, limits, forbidden, concessions, shocks, bargaining, coalitions, contact_group, sequence, game, expect",
        ],
    );
}

#[test]
fn z004_values_of_the_wrong_kind() {
    replaced(
        "name = \"Movement\"",
        "name = 3",
        &["13: error[Z004]: `name` of party `MOV` is a number, expected a text"],
    );
    replaced(
        "name = \"Movement\"",
        "name = \"M\"\nnote = 1979-05-27",
        &["14: error[Z004]: `note` of party `MOV` is a date, expected a text"],
    );
    replaced(
        "weight = { GOV = 40, MOV = 50 }",
        "weight = 40",
        &["25: error[Z004]: `weight` of issue `aid` is a number, expected a table such as { NAME = 12 }"],
    );
    replaced(
        "kind = \"paper\"",
        "kind = \"papper\"",
        &[
            "5: error[Z004]: `kind` of source `s` is `papper`, expected one of article, public, paper, elicited, assumption \
         ^ did you mean `paper`?",
        ],
    );
    replaced(
        "id = \"base\"",
        "id = \"two words\"",
        &["2: error[Z004]: `id` of [model] is `two words`, expected letters, digits, `-`, `_` and `.`"],
    );
    added(
        "[conditions.\"a b\"]\nrequire = { pause = \"none\" }",
        &[
            "28: error[Z004]: the name of condition `a b` is not letters, digits, `-` and `_`, as names must be \
         -> choose a short name, and put the full one into a label",
        ],
    );
    added(
        "[shocks.x]\nset = { parties.GOV.walk_away = 3 }\nsource = \"s\"",
        &["29: error[Z004]: `set.parties` of shock `x` is a table, expected a number at a path \
         -> put the path in quotes: \"parties.GOV.walk_away\" = 72"],
    );
}

#[test]
fn z005_what_is_missing_is_named_with_what_it_says() {
    replaced(
        "walk_away = 40\n",
        "",
        &[
            "7: error[Z005]: party `GOV` is a signatory and has no `walk_away` -> add walk_away: what the party has \
         without a deal, in points of its own scale",
        ],
    );
    replaced(
        "name = \"Government\"\n",
        "",
        &["7: error[Z005]: party `GOV` has no `name` -> add `name`: full name"],
    );
    replaced(
        "values = { GOV = [100, 0], MOV = [0, 100] }",
        "values = { GOV = [100, 0] }",
        &["25: error[Z005]: issue `aid` has a weight for party `MOV` but no values \
         -> give the party one value for each level, or remove its weight"],
    );
    replaced(
        "walk_away = 40",
        "walk_away = { low = 3, high = 4 }",
        &["9: error[Z005]: `walk_away` of party `GOV` has neither `value` nor `mode` \
         -> write { value = 12 } or { low = 8, mode = 12, high = 15 }"],
    );
    added(
        "[packages.q]\nlevels = { aid = 0 }\nsource = \"s\"",
        &["28: error[Z005]: package `q` has no level for pause -> a package names one level for each issue"],
    );
    says(
        "[model]\nid = \"x\"\n[parties.A]\nname = \"A\"\nwalk_away = { value = 1, source = \"s\" }\n[sources]\ns = { kind = \"paper\", cite = \"c\" }\n",
        &[
            "-: error[Z005]: the case has no [issues], [bargaining], [coalitions], [contact_group], [game] or [sequence] \
         -> add at least one issue: [issues.NAME] with levels, weight and values",
        ],
    );
}

#[test]
fn z006_to_z009_unknown_names_come_with_the_nearest() {
    added(
        "[shocks.x]\nshift = { GVO = -1 }\nsource = \"s\"",
        &[
            "29: error[Z006]: unknown party `GVO` in `shift` of shock `x` ^ did you mean `GOV`? -> [parties] has GOV, MOV",
        ],
    );
    added(
        "[conditions.c]\nrequire = { puase = \"none\" }",
        &[
            "29: error[Z007]: unknown issue `puase` in `require` of condition `c` ^ did you mean `pause`? -> [issues] has pause, aid",
        ],
    );
    added(
        "[conditions.c]\nrequire = { pause = [\"shrot\", \"long\"] }",
        &[
            "29: error[Z008]: issue `pause` has no level `shrot`, named in `require` of condition `c` ^ did you mean `short`? \
         -> its levels are none, short, long",
        ],
    );
    replaced(
        "source = \"s\"",
        "source = \"t\"",
        &["10: error[Z009]: unknown source `t` in a `source` -> [sources] has s"],
    );
    replaced(
        "walk_away = 40",
        "walk_away = { package = \"quo\", premium = 0 }",
        &[
            "9: error[Z009]: unknown package `quo` in `walk_away` of party `GOV` -> declare it in [packages], which has none",
        ],
    );
    added(
        "[shocks.x]\nset = { \"parties.GVO.walk_away\" = 3 }\nsource = \"s\"",
        &[
            "29: error[Z009]: no number at path `parties.GVO.walk_away`, set by shock `x` ^ did you mean `parties.GOV.walk_away`?",
        ],
    );
}

#[test]
fn z010_the_second_of_two_is_reported() {
    replaced(
        "name = \"Movement\"",
        "name = \"Movement\"\nname = \"Other\"",
        &[
            "14: error[Z010]: `name` is given twice ^ the second one -> keep one of the two, or give the second another name",
        ],
    );
    added(
        "[issues.aid]\nlevels = [1]\nsource = \"s\"",
        &[
            "28: error[Z010]: `aid` is given twice ^ the second one -> keep one of the two, or give the second another name",
        ],
    );
    replaced(
        "[\"none\", \"short\", \"long\"]",
        "[\"none\", \"long\", \"long\"]",
        &[
            "18: error[Z010]: level `long` of issue `pause` is given twice -> give each level a label of its own",
        ],
    );
}

#[test]
fn z011_lists_of_the_wrong_length() {
    replaced(
        "MOV = [0, 60, 100]",
        "MOV = [0, 60]",
        &["20: error[Z011]: `values.MOV` of issue `pause` has 2 numbers, expected 3, one for each level \
         -> the levels are none, short, long"],
    );
    replaced(
        "walk_away = 40",
        "walk_away = [40, 50]",
        &["9: error[Z011]: `walk_away` of party `GOV` is a list of 2 numbers, expected 3: [low, mode, high]"],
    );
    added(
        "[[interactions]]\nover = [\"pause\", \"aid\"]\ntable = { GOV = [[1, 2], [3], [5, 6]] }\nsource = \"s\"",
        &[
            "30: error[Z011]: `table.GOV` of interaction 1 has 1 entries for `aid`, expected 2, one for each level",
        ],
    );
    added(
        "[[interactions]]\nover = [\"pause\", \"aid\"]\ntable = { GOV = [1, 2, 3] }\nsource = \"s\"",
        &[
            "30: error[Z011]: `table.GOV` of interaction 1 is a number where a list over the levels of `aid` is expected \
         -> nest one list for each issue of `over`, the last issue innermost",
        ],
    );
}

#[test]
fn z012_numbers_that_are_none() {
    for (number, shown, expected) in [
        ("nan", "nan", "a finite number"),
        ("-inf", "-inf", "a finite number"),
        ("\"1/0\"", "1/0", "a fraction over another number than zero"),
        ("1e999", "1e999", "at most 40 digits and powers of ten between -40 and 40"),
        ("\"ten\"", "ten", "a decimal such as 12.5 or a fraction such as \"1/3\""),
    ] {
        replaced(
            "walk_away = 40",
            &format!("walk_away = {number}"),
            &[&format!("9: error[Z012]: `walk_away` of party `GOV` is `{shown}`, expected {expected}")],
        );
    }
}

#[test]
fn z013_ranges_out_of_order() {
    replaced(
        "walk_away = 40",
        "walk_away = [50, 40, 60]",
        &["9: error[Z013]: range of `parties.GOV.walk_away` is [50, 40, 60], expected low <= mode <= high"],
    );
}
