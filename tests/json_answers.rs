//! Every JSON answer, and every error, has the shape that `zopa schema answer` documents: no field is missing,
//! none is of another type, and none is there that the schema does not describe.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::panic)] // a test that cannot run its program must fail

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use zopa::catalogue::ENTRIES;
use zopa::model::coalitions::Worths;
use zopa::report::render::json::answer_schema;

/// The schema of one kind of answer, closed: a field that it does not describe is refused.
fn closed(kind: &str) -> Value {
    let mut schema = answer_schema();
    let mut definitions = schema["$defs"].take();
    for definition in definitions.as_object_mut().unwrap().values_mut() {
        // The schema itself says it where other fields may stand, such as one for each concept.
        if definition.get("properties").is_some() && definition.get("additionalProperties").is_none() {
            definition["additionalProperties"] = json!(false);
        }
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": format!("#/$defs/{kind}"),
        "$defs": definitions,
    })
}

/// What is wrong with `answer` as an answer of this kind; empty if nothing is.
fn complaint(kind: &str, answer: &Value) -> String {
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.add_resource("answer.json", closed(kind)).unwrap();
    let index = compiler.compile("answer.json", &mut schemas).unwrap();
    schemas.validate(answer, index).map_or_else(|error| format!("{error:#}"), |()| String::new())
}

struct Run {
    code: i32,
    out: String,
    err: String,
}

fn zopa(args: &[&str]) -> Run {
    zopa_with(args, "")
}

fn zopa_with(args: &[&str], input: &str) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_zopa"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn assert_fits(kind: &str, run: &Run, what: &str) {
    let answer: Value = serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{what}: {error}"));
    assert_eq!(complaint(kind, &answer), "", "{what}");
    assert_eq!(run.err, "", "{what}: JSON goes to standard output alone");
}

#[test]
fn every_answer_about_every_built_in_case_fits_its_schema() {
    for entry in ENTRIES {
        let case = entry.read().case.unwrap();
        let bargains = case.has_packages();
        let worths = case.coalitions.as_ref().map(|block| &block.worths);
        for (command, kind, has_part) in [
            ("zone", if case.is_mixed() { "MixedZoneAnswer" } else { "ZoneAnswer" }, bargains),
            ("solve", if bargains { "SolveAnswer" } else { "SolveSetAnswer" }, case.bargains()),
            ("why-not", if case.is_mixed() { "MixedWhyNotAnswer" } else { "WhyNotAnswer" }, bargains),
            ("coalitions", "CoalitionsAnswer", worths.is_some()),
            ("power", "PowerAnswer", worths.is_some_and(|worths| matches!(worths, Worths::Voting { .. }))),
            ("compose", "ComposeAnswer", case.contact_group.is_some()),
            ("sequence", "SequenceAnswer", case.sequence.is_some()),
            ("show", "ShowAnswer", true),
            ("check", "CheckAnswer", true),
        ] {
            let run = zopa(&[command, entry.id, "--json"]);
            if !has_part {
                assert_ne!(run.code, 0, "{command} {}", entry.id);
                assert_fits("ErrorAnswer", &run, &format!("{command} {}", entry.id));
                continue;
            }
            assert_eq!(run.code, 0, "{command} {}", entry.id);
            assert_fits(kind, &run, &format!("{command} {}", entry.id));
        }
    }
}

#[test]
fn answers_under_what_ifs_fit_their_schema() {
    let shocked = ["--shock", "mlf_attacks", "--json"];
    for (command, kind) in [("zone", "ZoneAnswer"), ("solve", "SolveAnswer"), ("why-not", "WhyNotAnswer")] {
        let run = zopa(&[&[command, "mali-2024"], &shocked[..]].concat());
        assert_eq!(run.code, 0);
        assert_fits(kind, &run, command);
    }
    let drawn = zopa(&["solve", "mali-2024", "--over", "lotteries", "--json"]);
    assert_fits("SolveSetAnswer", &drawn, "lotteries");
    let divided = zopa(&["divide", "camp-david-1978", "--json"]);
    assert_fits("DivideAnswer", &divided, "a division");
    let weighted = zopa(&["solve", "mali-2024", "--weights", "GOV=2,JTD=1,CSP=1", "--json"]);
    assert_fits("SolveAnswer", &weighted, "weights");
    let undefined = zopa(&["solve", "mali-2024", "--set", "parties.GOV.walk_away=79.3", "--json"]);
    assert_fits("SolveAnswer", &undefined, "no strict gain");
    let cut_short = zopa(&["zone", "ampo-city", "--time-limit", "0", "--json"]);
    assert_eq!(cut_short.code, 3, "undecided");
    assert_fits("ZoneAnswer", &cut_short, "cut short");
}

#[test]
fn explanations_of_every_kind_of_number_fit_their_schema() {
    for path in [
        "solve.nash.GOV",
        "solve.nash.runner_up.lead",
        "solve.kalai_smorodinsky.shares.GOV",
        "zone.parties.GOV.slack",
        "zone.acceptable",
        "zone.on_boundary",
        "zone.packages.status_quo.utilities.GOV",
        "issues.autonomy.weight.GOV",
        "why_not.shortfall",
    ] {
        for flags in [&[][..], &["--shock", "mlf_attacks"], &["--set", "issues.autonomy.weight.GOV=20"]] {
            let run = zopa(&[&["explain", "mali-2024", path, "--json"], flags].concat());
            assert_eq!(run.code, 0, "{path} {flags:?}: {}", run.out);
            assert_fits("ExplainAnswer", &run, path);
        }
    }
}

#[test]
fn lists_and_comparisons_fit_their_schema() {
    assert_fits("ModelsAnswer", &zopa(&["models", "--json"]), "models");
    assert_fits("SelftestAnswer", &zopa(&["selftest", "mali-2024", "--json"]), "selftest");
    let saved = std::env::temp_dir().join(format!("zopa-answer-{}.json", std::process::id()));
    std::fs::write(&saved, zopa(&["zone", "mali-2024", "--json"]).out).unwrap();
    let name = saved.to_str().unwrap();
    let right = zopa(&["verify", "mali-2024", name, "--json"]);
    assert_eq!(right.code, 0);
    assert_fits("VerifyAnswer", &right, "verify");
    let wrong = zopa(&["verify", "aceh-2005", name, "--json"]);
    assert_eq!(wrong.code, 1, "an answer about another case is refused");
    assert_fits("VerifyAnswer", &wrong, "verify");
    std::fs::remove_file(&saved).unwrap();
}

#[test]
fn games_of_other_tools_fit_their_schema() {
    for name in ["payoffs.nfg", "names.nfg", "outcomes.nfg", "signal.efg", "forgetful.efg", "coins.efg"] {
        let path = format!("{}/tests/data/games/{name}", env!("CARGO_MANIFEST_DIR"));
        let run = zopa(&["convert", &path, "--to", "json"]);
        assert_eq!(run.code, 0, "{name}: {}", run.out);
        assert_fits("ConvertAnswer", &run, name);
    }
}

#[test]
fn every_error_fits_its_schema_and_has_its_exit_code() {
    let wrong_case = "[model]\nid = \"x\"\ntitle = \"x\"\n[parties.A]\nname = \"A\"\nwalk_awy = 1\n";
    for (args, input, code) in [
        (vec!["zone", "-", "--json"], wrong_case, 1),
        (vec!["solve", "-", "--json"], "not = [toml", 1),
        (vec!["why-not", "-", "--json"], "", 1),
        (vec!["show", "-", "--json"], "{", 1),
        (vec!["zone", "mali-2025", "--json"], "", 2),
        (vec!["zone", "mali-2024", "--set", "parties.GOV.walkaway=1", "--json"], "", 2),
        (vec!["zone", "mali-2024", "--set", "parties.GOV.walk_away=nan", "--json"], "", 2),
        (vec!["zone", "mali-2024", "--fix", "pause=7", "--json"], "", 2),
        (vec!["zone", "mali-2024", "--cap", "autonmy=1", "--json"], "", 2),
        (vec!["zone", "aceh-2005", "--cap", "monitoring=1", "--json"], "", 2),
        (vec!["zone", "mali-2024", "--without", "yuth", "--json"], "", 2),
        (vec!["zone", "mali-2024", "--shock", "mlf*x", "--json"], "", 2),
        (vec!["zone", "aceh-2005", "--shock", "before_2004*0.5", "--json"], "", 2),
        (vec!["zone", "mali-2024", "--time-limit", "-1", "--json"], "", 2),
        (vec!["solve", "mali-2024", "--concepts", "nsh", "--json"], "", 2),
        (vec!["solve", "mali-2024", "--concepts", "weighted_nash", "--json"], "", 2),
        (vec!["solve", "mali-2024", "--weights", "GOV=0,JTD=0,CSP=0", "--json"], "", 2),
        (vec!["solve", "mali-2024", "--weights", "GOV", "--json"], "", 2),
        (vec!["explain", "mali-2024", "solve.nahs.GOV", "--json"], "", 2),
        (vec!["explain", "mali-2024", "zone.size", "--json"], "", 2),
        (vec!["explain", "mali-2024", "utilities.GOV", "--json"], "", 2),
        (vec!["verify", "mali-2024", "no-such-file.json", "--json"], "", 2),
        (vec!["convert", "-", "--to", "json"], "EFG 2 R \"\" { \"A\" } t \"\" 1", 1),
        (vec!["convert", "no-such-file.efg", "--to", "json"], "", 2),
    ] {
        let run = zopa_with(&args, input);
        assert_eq!(run.code, code, "{args:?}: {}{}", run.out, run.err);
        assert_fits("ErrorAnswer", &run, &format!("{args:?}"));
        let answer: Value = serde_json::from_str(&run.out).unwrap();
        let error = &answer["error"];
        let has_step = error["hint"].as_str().is_some_and(|hint| !hint.is_empty())
            || error["findings"].as_array().is_some_and(|findings| !findings.is_empty());
        assert!(has_step, "{args:?} says what to do next: {error}");
    }
    let check = zopa_with(&["check", "-", "--json"], wrong_case);
    assert_eq!(check.code, 1);
    assert_fits("CheckAnswer", &check, "check of a wrong case");
}

#[test]
fn a_field_too_many_or_too_few_is_refused_by_the_schema() {
    let answer: Value = serde_json::from_str(&zopa(&["zone", "mali-2024", "--json"]).out).unwrap();
    let mut more = answer.clone();
    more["zone"]["surprise"] = json!(1);
    assert_ne!(complaint("ZoneAnswer", &more), "");
    let mut less = answer.clone();
    less["zone"].as_object_mut().unwrap().remove("efficient");
    assert_ne!(complaint("ZoneAnswer", &less), "");
    let mut other = answer;
    other["zone"]["acceptable"] = json!("many");
    assert_ne!(complaint("ZoneAnswer", &other), "");
}
