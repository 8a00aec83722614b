//! `verify` judges saved answers of `coalitions`, `power` and `compose`.
//!
//! Each test saves the answer of a built-in case, changes one thing in it and asks for a problem at its place.
//! Where a referee can tell from the case alone, the problem must name the check that fails, so that a fault of
//! the solver would be found as well as one of the file.

#![allow(clippy::unwrap_used)]

#[path = "common/cases.rs"]
mod cases;

use cases::{loaded, reply, written};
use serde_json::{Value, json};
use zopa::ask::verify::verify;
use zopa::ask::{Ask, Loaded, ask};
use zopa::budget::Budget;

/// The answer of a command, after `verify` has accepted it with at least so many claims.
fn saved(case: &Loaded, command: &str, flags: &[&str], claims: usize) -> Value {
    let saved = reply(case, command, flags).json();
    let verdict = verify(case, &saved).unwrap();
    assert!(verdict.ok, "{command} {flags:?}: {:?}", verdict.problems);
    assert!(verdict.claims >= claims, "{command} {flags:?}: only {} claims", verdict.claims);
    serde_json::from_str(&saved).unwrap()
}

/// Changes what stands at `pointer` to `value`, which it is not yet, and returns all problems.
fn problems(case: &Loaded, answer: &Value, changes: &[(&str, Value)]) -> Vec<(String, String)> {
    let mut changed = answer.clone();
    for (pointer, value) in changes {
        let place = changed.pointer_mut(pointer).unwrap_or_else(|| unreachable!("nothing at {pointer}"));
        assert_ne!(place, value, "{pointer}");
        *place = value.clone();
    }
    let verdict = verify(case, &changed.to_string()).unwrap();
    assert!(!verdict.ok, "not noticed: {changes:?}");
    verdict.problems.into_iter().map(|problem| (problem.path, problem.message)).collect()
}

/// A pointer as the path of a problem: `/a/b/0` is `a.b[0]`.
fn path(pointer: &str) -> String {
    let pieces = pointer.split('/').skip(1).map(|piece| match piece.parse::<usize>() {
        Ok(place) => format!("[{place}]"),
        Err(_) => format!(".{piece}"),
    });
    pieces.collect::<String>().trim_start_matches('.').to_owned()
}

/// One thing is changed: the comparison names its place.
fn names_the_place(case: &Loaded, answer: &Value, pointer: &str, value: Value) {
    let found = problems(case, answer, &[(pointer, value)]);
    assert!(found.iter().any(|(at, _)| *at == path(pointer)), "{pointer}: {found:?}");
}

/// Things are changed that belong together: the referee refuses the claim at `claim`.
fn is_refused_by_the_referee(case: &Loaded, answer: &Value, claim: &str, changes: &[(&str, Value)]) {
    let found = problems(case, answer, changes);
    let refused = |(at, message): &(String, String)| at == claim && message.starts_with("fails the check");
    assert!(found.iter().any(refused), "{claim}: {found:?}");
}

#[test]
fn every_change_of_a_table_game_is_noticed_at_its_place() {
    let case = loaded("talmud-200");
    let answer = saved(&case, "coalitions", &[], 4);
    let half = || json!(0.5);
    names_the_place(&case, &answer, "/coalitional/core/value/A", half());
    names_the_place(&case, &answer, "/coalitional/core/exact/value/A", json!("1/2"));
    names_the_place(&case, &answer, "/coalitional/core/vertices/1/B", half());
    names_the_place(&case, &answer, "/coalitional/least_core/epsilon", json!(-49));
    names_the_place(&case, &answer, "/coalitional/nucleolus/value/B", json!(74));
    names_the_place(&case, &answer, "/coalitional/nucleolus/exact/value/B", json!("74"));
    names_the_place(&case, &answer, "/coalitional/shapley/exact/value/C", json!("84"));
    names_the_place(&case, &answer, "/coalitional/properties/convex", json!(false));
    names_the_place(&case, &answer, "/coalitional/players/0", json!("Z"));
    names_the_place(&case, &answer, "/coalitional/unit", json!("francs"));
    names_the_place(&case, &answer, "/model/title", json!("another"));
    names_the_place(&case, &answer, "/coalitional/core/binding/0/members/0", json!("A"));
    names_the_place(&case, &answer, "/coalitional/core/certificate/strength", json!("Recount"));
}

#[test]
fn the_referee_refuses_wrong_shares_weights_and_epsilons() {
    let case = loaded("talmud-200");
    let answer = saved(&case, "coalitions", &[], 4);
    let core = "/coalitional/core/exact/value";
    is_refused_by_the_referee(&case, &answer, "coalitional.core", &[(&format!("{core}/A"), json!("200"))]);
    // Another point of the core, but not with this excess.
    let moved = json!({"A": "50", "B": "75", "C": "75"});
    is_refused_by_the_referee(&case, &answer, "coalitional.core", &[(core, moved)]);
    let vertices = "/coalitional/core/exact/vertices";
    let fewer = json!(answer.pointer(vertices).unwrap().as_array().unwrap()[1..]);
    is_refused_by_the_referee(&case, &answer, "coalitional.core.vertices", &[(vertices, fewer)]);
    let least = "/coalitional/least_core/exact/";
    let epsilon = [(&*format!("{least}epsilon"), json!("-49"))];
    is_refused_by_the_referee(&case, &answer, "coalitional.least_core", &epsilon);
    let shares = [(&*format!("{least}value"), json!({"A": "100", "B": "50", "C": "50"}))];
    is_refused_by_the_referee(&case, &answer, "coalitional.least_core", &shares);
    // The shares of two players exchanged: they still add up.
    let swapped = [("/coalitional/shapley/exact/value", json!({"A": "250/3", "B": "100/3", "C": "250/3"}))];
    is_refused_by_the_referee(&case, &answer, "coalitional.shapley", &swapped);
}

#[test]
fn the_referee_refuses_weights_that_do_not_show_that_a_core_is_empty() {
    let case = loaded("maschler-20-30-40-42");
    let answer = saved(&case, "coalitions", &[], 3);
    let weight = "/coalitional/core/balanced/0/weight_exact";
    is_refused_by_the_referee(&case, &answer, "coalitional.core", &[(weight, json!("1/3"))]);
    names_the_place(&case, &answer, weight, json!("1/3"));
    // Balanced, but 20 and what C has alone is less than everyone together has.
    let other =
        json!([{"members": ["A", "B"], "weight_exact": "1"}, {"members": ["C"], "weight_exact": "1"}]);
    let changes = [("/coalitional/core/balanced", other.clone())];
    is_refused_by_the_referee(&case, &answer, "coalitional.core", &changes);
    let changes = [("/coalitional/least_core/balanced", other)];
    is_refused_by_the_referee(&case, &answer, "coalitional.least_core", &changes);
    names_the_place(&case, &answer, "/coalitional/core/empty", json!(false));
}

#[test]
fn the_deals_the_tables_and_the_partitions_of_mali_are_judged() {
    let case = loaded("mali-2024");
    // Two deals or more, five rules with a Shapley value each, four concepts, the stable partitions.
    let answer = saved(&case, "coalitions", &[], 17);
    let deal = "/coalitional/deals/inclusive";
    let claim = "coalitional.deals.inclusive";
    let refused = |claim: &str, pointer: &str, value: Value| {
        is_refused_by_the_referee(&case, &answer, claim, &[(pointer, value.clone())]);
        names_the_place(&case, &answer, pointer, value);
    };
    refused(claim, &format!("{deal}/exact/surplus"), json!("71/2"));
    refused(claim, &format!("{deal}/exact/outside/JTD"), json!("18"));
    names_the_place(&case, &answer, &format!("{deal}/surplus"), json!(35.5));
    names_the_place(&case, &answer, &format!("{deal}/label"), json!("nobody signs"));
    names_the_place(&case, &answer, &format!("{deal}/under/1/surplus_exact"), json!("1"));
    let shapley = "/coalitional/rules/optimistic/exact/shapley";
    let changes = [(&*format!("{shapley}/GOV"), json!("1"))];
    is_refused_by_the_referee(&case, &answer, "coalitional.rules.optimistic.shapley", &changes);
    // GOV with everybody apart is not the worst that the others can do to it.
    let worths = "/coalitional/rules/pessimistic/worths/0";
    let apart = "/coalitional/rules/singletons/worths/0";
    let apart = answer.pointer(apart).unwrap().clone();
    is_refused_by_the_referee(&case, &answer, "coalitional.rules.pessimistic", &[(worths, apart)]);
    let marks = "/coalitional/stability/list/0/merger_proof";
    let mark = !answer.pointer(marks).unwrap().as_bool().unwrap();
    refused("coalitional.stability", marks, json!(mark));
    let free = "/coalitional/externality_free/exact/value/GOV";
    let free = [(free, json!("1"))];
    is_refused_by_the_referee(&case, &answer, "coalitional.externality_free", &free);
}

#[test]
fn the_assumed_partition_of_a_coalition_has_it_as_a_bloc() {
    let answer = reply(&loaded("mali-2024"), "coalitions", &[]).tree();
    let rules = answer["coalitional"]["rules"].as_object().unwrap();
    assert_eq!(rules.len(), 5);
    for (rule, data) in rules {
        for row in data["worths"].as_array().unwrap() {
            let blocs = row["partition"].as_array().unwrap();
            assert!(blocs.contains(&row["members"]), "{rule}: {row}");
        }
    }
}

#[test]
fn the_groups_of_mali_are_counted_again() {
    let case = loaded("mali-2024");
    let answer = saved(&case, "compose", &[], 4);
    let refused = |claim: &str, pointer: &str, value: Value| {
        is_refused_by_the_referee(&case, &answer, claim, &[(pointer, value.clone())]);
        names_the_place(&case, &answer, pointer, value);
    };
    refused("compose", "/compose/acceptable", json!(624));
    refused("compose", "/compose/reaching", json!(180));
    refused("compose", "/compose/best_total", json!(2));
    refused("compose", "/compose/smallest_total", json!(2));
    refused("compose.members", "/compose/members/US/pivotal", json!(163));
    refused("compose.named.eleven", "/compose/named/eleven/acceptable", json!(false));
    refused("compose.named.eleven", "/compose/named/eleven/shares/western", json!("4/11"));
    // All but Burkina Faso, with the right fund of less.
    let members = json!(answer.pointer("/compose/best/members").unwrap().as_array().unwrap()[..10]);
    let group = json!({"members": members, "fund": 160});
    let found = problems(&case, &answer, &[("/compose/best", group)]);
    assert!(found.iter().any(|(at, _)| at == "compose"), "{found:?}");
    names_the_place(&case, &answer, "/compose/best/members/10", json!("DE"));
    names_the_place(&case, &answer, "/compose/best/fund", json!(166));
    names_the_place(&case, &answer, "/compose/smallest/0/members/0", json!("FR"));
    names_the_place(&case, &answer, "/compose/named/eleven/label", json!("some"));
    names_the_place(&case, &answer, "/compose/limits/western/goal_from", json!("1/8"));
}

#[test]
fn every_index_of_the_six_is_counted_again() {
    let case = loaded("eec-1958");
    let answer = saved(&case, "power", &[], 5);
    let indices: Vec<&str> =
        answer["indices"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
    assert!(indices.len() >= 5, "{indices:?}");
    for id in indices {
        let place = format!("/exact/power/{id}");
        let values = answer.pointer(&place).unwrap().as_object().unwrap();
        // The shares of the first two players that differ exchanged: all shares still add up.
        let first = values.iter().next().unwrap();
        let second = values.iter().find(|(_, value)| *value != first.1).unwrap();
        let mut swapped = values.clone();
        swapped[first.0] = second.1.clone();
        swapped[second.0] = first.1.clone();
        is_refused_by_the_referee(&case, &answer, &format!("exact.power.{id}"), &[(&place, json!(swapped))]);
        let total = format!("/exact/totals/{id}");
        is_refused_by_the_referee(&case, &answer, &format!("exact.power.{id}"), &[(&total, json!("7/2"))]);
        names_the_place(&case, &answer, &total, json!("7/2"));
        names_the_place(&case, &answer, &format!("/power/{id}/{}", first.0), json!(0.125));
    }
    assert_eq!(answer["dummies"], json!(["LU"]));
    names_the_place(&case, &answer, "/dummies", json!([]));
}

#[test]
fn an_answer_is_verified_with_the_options_it_was_asked_with() {
    let mali = loaded("mali-2024");
    let flags = ["--concepts shapley,core,prenucleolus", "--externality optimistic"];
    saved(&mali, "coalitions", &flags, 10);
    saved(&mali, "coalitions", &["--concepts core", "--sample 50", "--seed 7"], 6);
    let talmud = loaded("talmud-200");
    let answer = saved(&talmud, "coalitions", &["--sample 50", "--seed 7"], 2);
    // The same draws are another answer with another seed.
    let seed = [("/coalitional/sample/seed", json!(8))];
    let found = problems(&talmud, &answer, &seed);
    assert!(found.iter().any(|(at, _)| at.starts_with("coalitional.shapley")), "{found:?}");
    let council = loaded("eec-1958");
    let answer = saved(&council, "power", &["--indices shapley,banzhaf", "--sample 50", "--seed 7"], 2);
    assert_eq!(answer["sample"], json!({"count": 50, "seed": 7}));
}

/// Sixty voters under two rules, with weights in which there is no pattern.
fn large_vote() -> String {
    let mut text = "[model]\nid = \"large\"\ntitle = \"A large vote\"\n".to_owned();
    for voter in 0..60 {
        text += &format!("[parties.P{voter}]\nname = \"P{voter}\"\n");
    }
    text += "[coalitions]\nunit = \"1 to pass\"\n";
    let mut weight = 777_777_777_777_u64;
    for _ in 0..2 {
        let mut weights = Vec::new();
        for voter in 0..60 {
            weight = weight * 31 % 999_999_999_989;
            weights.push(format!("P{voter} = {weight}"));
        }
        let weights = weights.join(", ");
        text += &format!("[[coalitions.voting.rules]]\nquota = 15000000000000\nweights = {{ {weights} }}\n");
    }
    text
}

#[test]
fn estimates_are_drawn_again_from_the_saved_seed() {
    let case = written(&large_vote());
    // Too large for an exact answer is no reason to refuse: it is so each time.
    let flags = ["--indices shapley,banzhaf,johnston", "--sample 50", "--seed 7"];
    let answer = saved(&case, "power", &flags, 0);
    assert_eq!(answer["draws"], json!({"shapley": 50, "banzhaf": 50}));
    assert_eq!(answer["status"], "undecided");
    let found = problems(&case, &answer, &[("/sample/seed", json!(8))]);
    assert!(found.iter().any(|(at, _)| at.starts_with("power.shapley.")), "{found:?}");
    names_the_place(&case, &answer, "/power/banzhaf/P3", json!(0.123));
    let mut cut = answer.clone();
    cut["draws"]["banzhaf"] = json!(49);
    assert!(verify(&case, &cut.to_string()).unwrap_err().to_string().contains("was cut short"));
}

#[test]
fn an_answer_for_another_case_is_refused() {
    for (command, one, other) in [
        ("coalitions", "talmud-200", "talmud-300"),
        ("coalitions", "talmud-200", "mali-2024"),
        ("coalitions", "talmud-200", "aceh-2005"),
        ("power", "eec-1958", "eec-1981"),
        ("power", "eec-1958", "talmud-200"),
        ("compose", "mali-2024", "talmud-200"),
    ] {
        let saved = reply(&loaded(one), command, &[]).json();
        assert!(verify(&loaded(one), &saved).unwrap().ok, "{command} {one}");
        assert!(!verify(&loaded(other), &saved).is_ok_and(|verdict| verdict.ok), "{command} {one} {other}");
    }
    // The same case with one number changed is another case.
    let text = zopa::catalogue::entry("talmud-200").unwrap().text.replace("200", "210");
    let saved = reply(&loaded("talmud-200"), "coalitions", &[]).json();
    assert!(!verify(&written(&text), &saved).is_ok_and(|verdict| verdict.ok));
}

#[test]
fn an_answer_that_was_cut_short_is_refused_as_such() {
    for (id, command) in [("mali-2024", "coalitions"), ("mali-2024", "compose")] {
        let case = loaded(id);
        let question = Ask::parse(command, &[]).unwrap();
        let cut = ask(&case, &question, &Budget::of_work(0)).unwrap();
        assert!(cut.is_undecided(), "{id} {command}");
        let error = verify(&case, &cut.json()).unwrap_err().to_string();
        assert!(error.contains("was cut short"), "{id} {command}: {error}");
    }
    let case = loaded("eec-1958");
    let mut answer = reply(&case, "power", &[]).tree();
    answer["unsettled"] = json!({"banzhaf": "the run was cut short"});
    let error = verify(&case, &answer.to_string()).unwrap_err().to_string();
    assert!(error.contains("was cut short"), "{error}");
}

#[test]
fn a_key_that_stands_twice_is_an_error_of_its_line() {
    let case = loaded("talmud-200");
    let saved = reply(&case, "coalitions", &[]).json();
    let twice = saved.replacen("\"epsilon\": -50,", "\"epsilon\": -49,\n\"epsilon\": -50,", 1);
    assert_ne!(saved, twice);
    let line = 1 + twice[..twice.find("\"epsilon\": -50,").unwrap()].matches('\n').count();
    let error = verify(&case, &twice).unwrap_err().to_string();
    assert!(error.contains(&format!("line {line}")) && error.contains("`epsilon` is given twice"), "{error}");
    // However its name is written.
    let twice = saved.replacen("\"command\"", "\"co\\u006dmand\": \"zone\",\n\"command\"", 1);
    assert!(verify(&case, &twice).unwrap_err().to_string().contains("`command` is given twice"));
}
