//! On random cases an explanation ends in what the other commands answer, and every line of a count is found again.

use serde_json::Value;

use crate::cases::{answer, game, number};
use crate::generate::Generator;
use crate::random_case::random_case;
use crate::{explained, explanation};
use zopa::ask::Loaded;
use zopa::ask::verify::verify;
use zopa::model::Case;

/// Random cases that are tried.
const CASES: u64 = 120;

/// A random case, ready to be asked about, with what-ifs that fit it.
fn seeded(seed: u64) -> (Loaded, Vec<String>) {
    let case = random_case(seed);
    let mut generator = Generator::new(seed ^ 0xE4);
    let mut flags = Vec::new();
    if generator.chance(50) {
        flags.push(["--shock storm", "--shock storm*1/2", "--shock storm*2"][generator.below(3)].to_owned());
    }
    if generator.chance(40) {
        let issue = &case.issues[generator.below(case.issues.len())];
        flags.push(format!("--fix {}=#{}", issue.id.text, generator.below(issue.levels.len())));
    }
    if let Some(condition) = case.conditions.first().filter(|_| generator.chance(30)) {
        flags.push(format!("--without {}", condition.id.text));
    }
    (Loaded::new(case, b"", "case.toml"), flags)
}

fn signatories(case: &Case) -> Vec<String> {
    case.signatories().map(|party| party.id.text.clone()).collect()
}

/// The number at `path` is `expected`, or does not exist where the other command has none.
#[track_caller]
fn is(loaded: &Loaded, path: &str, flags: &[&str], expected: &Value, seed: u64) {
    let found = explanation(loaded, path, flags);
    if expected.is_null() {
        assert_eq!(found["status"], "missing", "seed {seed}: {path} {flags:?}");
    } else {
        assert_eq!(&found["exact"], expected, "seed {seed}: {path} {flags:?}");
    }
}

#[test]
fn what_is_explained_is_what_the_commands_answer() {
    let mut explained = 0;
    for seed in 0..CASES {
        let (loaded, flags) = seeded(seed);
        let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
        let parties = signatories(&loaded.case);
        let ask = |command: &str| answer(&loaded, command, &flags);
        let (zone, solutions, why_not) = (ask("zone"), ask("solve"), ask("why-not"));
        for (concept, solution) in solutions["solutions"].as_object().unwrap() {
            for party in &parties {
                for what in ["utilities", "gains"] {
                    let path = format!("solve.{concept}.{what}.{party}");
                    is(&loaded, &path, &flags, &solution["exact"][what][party], seed);
                    explained += 1;
                }
            }
        }
        let nash = &solutions["solutions"]["nash"];
        is(&loaded, "solve.nash.runner_up.lead", &flags, &nash["runner_up"]["lead_exact"], seed);
        for party in &parties {
            let room = &zone["zone"]["parties"][party]["exact"];
            for what in ["best", "slack", "walk_away"] {
                is(&loaded, &format!("zone.parties.{party}.{what}"), &flags, &room[what], seed);
            }
            let now = &zone["zone"]["packages"]["now"]["exact"];
            for what in ["utilities", "gains"] {
                is(&loaded, &format!("packages.now.{what}.{party}"), &flags, &now[what][party], seed);
            }
        }
        for count in ["admissible", "acceptable", "on_boundary", "efficient"] {
            let expected = Value::from(zone["zone"][count].to_string());
            is(&loaded, &format!("zone.{count}"), &flags, &expected, seed);
        }
        is(&loaded, "why_not.shortfall", &flags, &why_not["why_not"]["shortfall_exact"], seed);
        let least_bad = &why_not["why_not"]["least_bad"]["exact"];
        for party in &parties {
            let expected = if least_bad.is_null() { &Value::Null } else { &least_bad["gains"][party] };
            is(&loaded, &format!("why_not.least_bad.gains.{party}"), &flags, expected, seed);
        }
    }
    assert!(explained > 1000, "{explained}");
}

#[test]
fn a_package_by_hand_is_worth_what_the_game_says() {
    for seed in 0..CASES {
        let (loaded, _) = seeded(seed);
        let mut generator = Generator::new(seed ^ 0x77);
        let package: Vec<usize> =
            loaded.case.issues.iter().map(|issue| generator.below(issue.levels.len())).collect();
        let fixes = loaded.case.issues.iter().zip(&package);
        let flags: Vec<String> =
            fixes.map(|(issue, level)| format!("--fix {}=#{level}", issue.id.text)).collect();
        let flags: Vec<&str> = flags.iter().map(String::as_str).chain(["--shock storm*2/3"]).collect();
        let lowered = game(&loaded.case, &flags);
        let mut product = number("1");
        for (place, party) in signatories(&loaded.case).iter().enumerate() {
            let utility = lowered.game.points(place, lowered.game.utility(&package, place));
            let gain = lowered.game.points(place, lowered.game.gain(&package, place));
            is(&loaded, &format!("utilities.{party}"), &flags, &utility.to_string().into(), seed);
            is(&loaded, &format!("gains.{party}"), &flags, &gain.to_string().into(), seed);
            product = &product * &gain;
        }
        is(&loaded, "product", &flags, &product.to_string().into(), seed);
    }
}

#[test]
fn shares_are_gains_over_ideals() {
    let mut compared = 0;
    for seed in 0..CASES {
        let (loaded, flags) = seeded(seed);
        let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
        let of = |path: String| explanation(&loaded, &path, &flags);
        for party in signatories(&loaded.case) {
            let share = of(format!("solve.kalai_smorodinsky.shares.{party}"));
            if share["status"] == "missing" {
                continue;
            }
            let gain = of(format!("solve.kalai_smorodinsky.gains.{party}"));
            let ideal = of(format!("zone.parties.{party}.slack"));
            let exact = |value: &Value| number(value["exact"].as_str().unwrap());
            assert_eq!(exact(&share), exact(&gain).checked_div(&exact(&ideal)).unwrap(), "seed {seed}");
            assert_eq!(
                ideal["exact"],
                of(format!("solve.nash.ideals.{party}"))["exact"]
                    .as_str()
                    .map_or(ideal["exact"].clone(), Value::from)
            );
            compared += 1;
        }
    }
    assert!(compared > 60, "{compared}");
}

#[test]
fn what_a_line_of_a_count_leaves_is_what_the_zone_counts_under_its_what_ifs() {
    let mut asked = 0;
    let built_in =
        ["mali-2024", "aceh-2005", "itex-cypress"].map(|id| (crate::cases::loaded(id), Vec::new()));
    let shocked = (crate::cases::loaded("aceh-2005"), vec!["--shock before_2004".to_owned()]);
    let every = (
        crate::cases::written(include_str!("../data/every-block.toml")),
        vec!["--shock flood".to_owned(), "--fix seat=south".to_owned()],
    );
    let cases = built_in.into_iter().chain([shocked, every]).chain((0..CASES).map(seeded));
    for (place, (loaded, flags)) in cases.enumerate() {
        let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
        for count in ["admissible", "acceptable", "on_boundary", "efficient"] {
            let found = explanation(&loaded, &format!("zone.{count}"), &flags);
            for account in found["accounts"].as_array().unwrap() {
                for line in account["lines"].as_array().unwrap() {
                    let Some(find) = line["find"].as_array() else { continue };
                    let find: Vec<&str> = find.iter().map(|flag| flag.as_str().unwrap()).collect();
                    let zone = &answer(&loaded, "zone", &find)["zone"];
                    // Once a party was asked, acceptable packages are counted.
                    let which = match line["kind"].as_str().unwrap() {
                        "refuses" | "exactly" => "acceptable",
                        "on_boundary" => "on_boundary",
                        "efficient" => "efficient",
                        _ => "admissible",
                    };
                    assert_eq!(zone[which], line["value"], "case {place}, {count}: {line}");
                    asked += 1;
                }
            }
        }
    }
    assert!(asked > 1000, "{asked}");
}

#[test]
fn every_explanation_is_verified() {
    let mut judged = 0;
    for seed in 0..CASES / 4 {
        let (loaded, flags) = seeded(seed);
        let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
        let party = signatories(&loaded.case).remove(0);
        for path in [
            format!("solve.nash.gains.{party}"),
            "solve.nash.runner_up.lead".to_owned(),
            format!("solve.kalai_smorodinsky.shares.{party}"),
            format!("zone.parties.{party}.best"),
            "zone.efficient".to_owned(),
            "zone.on_boundary".to_owned(),
            "why_not.shortfall".to_owned(),
            format!("parties.{party}.walk_away"),
        ] {
            let saved = explained(&loaded, &path, &flags).unwrap().json();
            let verdict = verify(&loaded, &saved).unwrap();
            assert!(verdict.ok, "seed {seed}: {path}: {:?}", verdict.problems);
            judged += verdict.claims;
        }
    }
    assert!(judged > 100, "{judged}");
}

#[test]
fn beyond_a_million_packages_a_count_is_not_said_to_be_proved() {
    // 2^7 * 2^14 packages would be too slow to count twice; the engine counts them, and the answer says so.
    let issues: String = (0..21)
        .map(|place| format!("[issues.i{place}]\nlevels = [\"a\", \"b\"]\nweight = {{ A = 1, B = 1 }}\nvalues = {{ A = [0, 1], B = [1, 0] }}\n"))
        .collect();
    let text = format!(
        "[model]\nid = \"wide\"\n[parties.A]\nname = \"A\"\nwalk_away = 0.9\n[parties.B]\nname = \"B\"\nwalk_away = 0\n{issues}"
    );
    let wide = crate::cases::written(&text);
    // A needs at least 19 of 21 issues its way: 1 + 21 + 210 = 232.
    let found = explanation(&wide, "zone.acceptable", &[]);
    assert_eq!((&found["exact"], &found["certificate"]["strength"]), (&"232".into(), &"Necessary".into()));
    let found = explanation(&wide, "zone.parties.B.best", &[]);
    // B's best is 2 of 21.
    assert_eq!((&found["exact"], &found["certificate"]["strength"]), (&"2/21".into(), &"Necessary".into()));
    // The arithmetic of one package is proved whatever the number of packages.
    let found = explanation(&wide, "solve.utilitarian.A", &[]);
    assert_eq!(found["certificate"]["strength"], "Proof");
}
