//! What cannot be explained says so: an error for a path that nobody knows, an answer for a number that does not exist.

use crate::cases::{loaded, reply, written};
use crate::{explained, explanation};
use zopa::ask::{Ask, ask};
use zopa::budget::Budget;
use zopa::error::Error;

/// What is wrong, and what to do next.
#[track_caller]
fn refused(case: &str, path: &str, flags: &[&str]) -> (String, String) {
    match explained(&loaded(case), path, flags) {
        Err(Error::Request { message, hint }) => (message, hint),
        other => unreachable!("{path}: {other:?}"),
    }
}

const KINDS: &str = "these can be explained:
    utility      solve.CONCEPT.PARTY, zone.packages.NAME.utilities.PARTY; utilities.PARTY with every issue fixed
    gain         solve.CONCEPT.gains.PARTY
    product      solve.CONCEPT.product
    ideal, share solve.CONCEPT.ideals.PARTY, solve.CONCEPT.shares.PARTY
    zone         zone.parties.PARTY.best or .slack; zone.admissible, .acceptable, .on_boundary or .efficient
    shortfall    why_not.shortfall
    input        every path of zopa show CASE --numbers";

#[test]
fn an_unknown_path_gets_the_nearest_one_and_what_can_be_explained() {
    for (path, near) in [
        ("zone.acceptabel", "did you mean `zone.acceptable`? "),
        ("zone.parties.GOV.slak", "did you mean `zone.parties.GOV.slack`? "),
        ("why_not.shortfal", "did you mean `why_not.shortfall`? "),
        ("issues.autonmy.weight.GOV", "did you mean `issues.autonomy.weight.GOV`? "),
        ("solve.nash.gain.GOV", "did you mean `solve.nash.gains.GOV`? "),
        ("coalitional.shapley.value.GOV", ""),
        ("", ""),
    ] {
        let (message, hint) = refused("mali-2024", path, &[]);
        assert_eq!(message, format!("`{path}` is no number that can be explained"));
        assert_eq!(hint, format!("{near}{KINDS}"), "{path}");
    }
}

#[test]
fn an_unknown_word_of_a_path_is_named() {
    for (path, message, hint) in [
        ("solve.nahs.GOV", "unknown concept `nahs` in `solve.nahs.GOV`", "did you mean `nash`?"),
        (
            "solve.weighted_nash.GOV",
            "unknown concept `weighted_nash` in `solve.weighted_nash.GOV`",
            "known here: nash, kalai_smorodinsky, lex_kalai_smorodinsky, egalitarian, leximin, equal_loss, utilitarian",
        ),
        ("solve.nash.MLF", "unknown word `MLF` in `solve.nash.MLF`", "known here: GOV, JTD, CSP, product"),
        ("solve.nash.prodct", "unknown word `prodct` in `solve.nash.prodct`", "did you mean `product`?"),
        (
            "zone.parties.MED.best",
            "unknown signatory `MED` in `zone.parties.MED.best`",
            "known here: GOV, JTD, CSP",
        ),
        (
            "packages.statusquo.GOV",
            "unknown named package `statusquo` in `packages.statusquo.GOV`",
            "did you mean `status_quo`?",
        ),
    ] {
        assert_eq!(refused("mali-2024", path, &[]), (message.to_owned(), hint.to_owned()));
    }
    let (message, hint) = refused("ampo-city", "packages.now.x", &[]);
    assert_eq!(message, "unknown named package `now` in `packages.now.x`");
    assert_eq!(hint, "the case has no named package");
}

#[test]
fn a_package_by_hand_needs_a_level_of_every_issue() {
    let flags = [
        "--fix troops=all leave",
        "--fix monitoring=none",
        "--fix decommission=none",
        "--fix local_parties=yes",
    ];
    assert_eq!(
        refused("aceh-2005", "utilities.GAM", &flags),
        (
            "a package needs a level of every issue; not fixed: self_government, revenue_share".to_owned(),
            "add --fix self_government=LEVEL and so on, or name a package of the case: packages.signed.PARTY"
                .to_owned()
        )
    );
    match explained(&written(include_str!("../data/points.toml")), "gains.ONE", &[]) {
        Err(Error::Request { message, hint }) => {
            assert_eq!(message, "a package needs a level of every issue; not fixed: point");
            assert_eq!(hint, "add --fix point=LEVEL and so on");
        }
        other => unreachable!("{other:?}"),
    }
    assert!(
        Ask::parse("explain", &[]).is_err_and(|error| error.to_string() == "explain has no path of a number")
    );
    // A case without issues has no zone to explain, but its inputs are there.
    assert!(explained(&loaded("majority-3"), "zone.acceptable", &[]).is_err());
}

#[test]
fn a_number_that_does_not_exist_is_a_plain_answer() {
    let shocked = ["--shock mlf_attacks"];
    let empty = "the zone is empty: no package is acceptable to everybody";
    let firm = ["--set parties.GOV.walk_away=79.3"];
    let no_gain = "no acceptable package gives every party more than its walk-away value";
    for (path, flags, reason) in [
        ("zone.parties.GOV.slack", &shocked[..], empty),
        ("zone.parties.JTD.best", &shocked, empty),
        ("solve.nash.GOV", &shocked, empty),
        ("solve.kalai_smorodinsky.shares.CSP", &shocked, empty),
        ("solve.nash.gains.GOV", &firm, no_gain),
        ("solve.nash.product", &firm, no_gain),
        // One package is left, exactly at the walk-away value of GOV.
        (
            "solve.kalai_smorodinsky.shares.GOV",
            &firm,
            "the party can gain nothing inside the zone, so there is nothing to take a share of",
        ),
        ("solve.leximin.runner_up.lead", &firm, "no other efficient package could be picked"),
        ("why_not.shortfall", &[], "there is a zone, so no package has to fall short"),
        ("why_not.least_bad.utilities.GOV", &[], "there is a zone, so no package has to fall short"),
    ] {
        let found = explanation(&loaded("mali-2024"), path, flags);
        assert_eq!(found["status"], "missing", "{path}");
        assert_eq!(found["reason"], reason, "{path}");
        assert!(found["exact"].is_null() && found["certificate"].is_null());
        let text = explained(&loaded("mali-2024"), path, flags).unwrap().text();
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(&format!("DOES NOT EXIST HERE: {reason}.")), "{text}");
    }
    let none = "[model]\nid = \"none\"\n[parties.A]\nname = \"A\"\nwalk_away = 0\n[issues.x]\nlevels = [\"a\", \"b\"]\nweight = { A = 1 }\nvalues = { A = [1, 2] }\n[conditions.one]\nrequire = { x = \"a\" }\n[conditions.two]\nrequire = { x = \"b\" }\n";
    let found = explanation(&written(none), "why_not.shortfall", &[]);
    assert_eq!(found["reason"], "no package meets all conditions, limits and forbidden combinations");
    // No packages are left, and that is a number.
    let found = explanation(&written(none), "zone.acceptable", &[]);
    assert_eq!((&found["status"], &found["exact"]), (&"explained".into(), &"0".into()));
}

#[test]
fn a_run_that_is_cut_short_says_so() {
    let question = Ask::parse("explain", &["zone.acceptable".to_owned()]).unwrap();
    let reply = ask(&loaded("ampo-city"), &question, &Budget::asking(|_| false)).unwrap();
    assert!(reply.is_undecided());
    assert_eq!(reply.tree()["explain"]["status"], "undecided");
    assert!(
        reply.text().contains("zone.acceptable IS UNDECIDED: the run was cut short."),
        "{}",
        reply.text()
    );
}

#[test]
fn inputs_say_where_they_come_from_and_what_changed_them() {
    let aceh = loaded("aceh-2005");
    let found = explanation(&aceh, "parties.GOI.walk_away", &["--shock before_2004"]);
    assert_eq!(found["exact"], "72");
    let input = &found["inputs"][0];
    assert_eq!(input["changed_by"], "--shock before_2004");
    assert_eq!(input["source"], "judgement", "that of the shock");
    assert!(input["note"].is_null(), "the note is about the number of the file");
    assert_eq!(input["in_file"]["exact"], "58");
    assert_eq!(input["in_file"]["note"], "after the tsunami of December 2004; 72 before");
    let found = explanation(&loaded("mali-2024"), "issues.autonomy.weight.GOV", &[]);
    let input = &found["inputs"][0];
    assert_eq!((&input["low"], &input["high"]), (&15.4.into(), &28.6.into()));
    assert!(input["changed_by"].is_null() && input["in_file"].is_null());
    assert_eq!(found["sources"]["judgement"]["kind"], "assumption");
    let found = explanation(&loaded("mali-2024"), "solve.nash.GOV", &["--set issues.autonomy.weight.GOV=20"]);
    let changed =
        found["inputs"].as_array().unwrap().iter().find(|one| one["path"] == "issues.autonomy.weight.GOV");
    let changed = changed.unwrap();
    assert_eq!((&changed["source"], &changed["in_file"]["source"]), (&().into(), &"judgement".into()));
    assert_eq!((&changed["exact"], &changed["in_file"]["exact"]), (&"20".into(), &"22".into()));
    // Numbers that are not about packages are inputs, too.
    let found = explanation(&loaded("mali-2024"), "sequence.parameters.hawk", &[]);
    assert_eq!((&found["exact"], &found["kind"]), (&"7/20".into(), &"input".into()));
    let found = explanation(&loaded("mali-2024"), "contact_group.candidates.US.fund", &[]);
    assert_eq!(found["exact"], "60");
}

#[test]
fn the_words_of_a_sequence_and_of_the_answers_mean_the_same() {
    let mali = loaded("mali-2024");
    let whole = explanation(&mali, "solve.nash.utilities.GOV", &[]);
    for path in ["solve.nash.GOV", "solutions.nash.utilities.GOV"] {
        assert_eq!(explanation(&mali, path, &[]), whole, "{path}");
    }
    let published = reply(&mali, "solve", &["--concepts nash"]).tree();
    assert_eq!(published["solutions"]["nash"]["exact"]["utilities"]["GOV"], whole["exact"]);
    let zone = reply(&mali, "zone", &[]).tree();
    let acceptable = explanation(&mali, "why_not.acceptable", &[]);
    assert_eq!(
        (&acceptable["path"], &acceptable["value"]),
        (&"zone.acceptable".into(), &zone["zone"]["acceptable"])
    );
}
