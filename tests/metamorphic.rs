//! The same negotiation told in other words has the same answers.
//!
//! The Mali case is transformed in ways that must not matter, and the answers are compared up to names and
//! multiplicity: no expected number is needed. Where one is, it comes from the published enumeration of the
//! case (`reference_answers.json`, part `core`) or is worked out by hand beside it.
//!
//! The second half asks for the same bytes: twice, in eight threads at once, and in two processes, each with
//! its own seeds for hashing.

#![allow(clippy::unwrap_used)]

#[path = "common/cases.rs"]
mod cases;

use cases::{answer, builtin, loaded, number, reply, written};
use serde_json::{Map, Value, json};
use zopa::ask::Loaded;
use zopa::model::{Bound, Case, Choice, Issue, Name, Quantity, Range, Role, WalkAway};
use zopa::numeric::Rational;

/// What is kept of the answers to compare.
#[derive(Clone, Copy, PartialEq)]
enum Keep {
    /// Counts, packages and numbers in points.
    Everything,
    /// What stays if each party's scale is stretched and shifted on its own.
    ScaleFree,
    /// What stays if each party's scale is shifted on its own.
    ShiftFree,
}

const SCALE_FREE: [&str; 4] = ["nash", "weighted_nash", "kalai_smorodinsky", "lex_kalai_smorodinsky"];
const CONCEPTS: &str = "nash,weighted_nash,kalai_smorodinsky,lex_kalai_smorodinsky,egalitarian,proportional,leximin,equal_loss,utilitarian";
const ATTACK: &str = "mlf_attacks";

/// The zone, the solutions and, under the attack, the reasons why not; without names of the transformation,
/// lists in an order of their own.
fn view(case: &Case, keep: Keep) -> Value {
    let loaded = Loaded::new(case.clone(), b"", "case.toml");
    let weights: Vec<String> = case
        .signatories()
        .map(|party| {
            let weight = match plain(party.id.as_str()).as_str() {
                "GOV" => 2,
                "JTD" => 1,
                _ => 3,
            };
            format!("{}={weight}", party.id.text)
        })
        .collect();
    let shock = case.shocks.iter().find(|shock| plain(shock.id.as_str()) == ATTACK).unwrap();
    let zone = &answer(&loaded, "zone", &[])["zone"];
    let concepts = format!("--concepts {CONCEPTS}");
    let [weights, proportions] =
        ["--weights", "--proportions"].map(|flag| format!("{flag} {}", weights.join(",")));
    let solved = answer(&loaded, "solve", &[&concepts, &weights, &proportions]);
    let why = &answer(&loaded, "why-not", &[&format!("--shock {}", shock.id.text)])["why_not"];
    let mut solutions = Map::new();
    for (concept, solution) in solved["solutions"].as_object().unwrap() {
        if keep != Keep::ScaleFree || SCALE_FREE.contains(&concept.as_str()) {
            solutions.insert(concept.clone(), view_of_solution(solution, keep));
        }
    }
    canonical(&json!({
        "zone": view_of_zone(zone, keep),
        "solutions": solutions,
        "why_not": view_of_why_not(why, keep),
    }))
}

fn view_of_zone(zone: &Value, keep: Keep) -> Value {
    let closes: Vec<Value> = zone["closes"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| keep == Keep::Everything || one["kind"] != "number")
        .map(|one| {
            let until = if keep == Keep::Everything { one["until_exact"].clone() } else { Value::Null };
            json!({ "kind": one["kind"], "what": one["what"], "until": until, "levels": one["levels"] })
        })
        .collect();
    let mut data = json!({ "closes": closes, "conditions": zone["conditions"], "issues": zone["issues"] });
    for key in ["status", "admissible", "acceptable", "on_boundary", "efficient", "weakly_efficient"] {
        data[key] = zone[key].clone();
    }
    data["all_conditions"] = zone["all_conditions"].clone();
    if keep == Keep::Everything {
        data["parties"] = zone["parties"].clone();
        data["status_quo"] = zone["packages"].as_object().unwrap().values().next().unwrap()["exact"].clone();
    }
    data
}

fn view_of_solution(solution: &Value, keep: Keep) -> Value {
    let mut packages = solution["ties"].as_array().unwrap().clone();
    packages.push(solution["package"].clone());
    let mut data = json!({ "status": solution["status"], "total": solution["total"], "packages": packages });
    data["left_out"] = solution["left_out"].clone();
    data["lead"] = solution["runner_up"]["lead_exact"].clone();
    if keep == Keep::Everything {
        data["exact"] = solution["exact"].clone();
    }
    data
}

fn view_of_why_not(why: &Value, keep: Keep) -> Value {
    let list = |key: &str| why[key].as_array().unwrap().clone();
    let blocking: Vec<Value> = list("blocking")
        .iter()
        .map(|one| json!({ "among": one["among"], "demands": one["demands"] }))
        .collect();
    let openings: Vec<Value> = list("openings")
        .iter()
        .map(|one| {
            let numbers = match keep {
                Keep::Everything => json!({ "from": one["from"], "to": one["to"] }),
                _ => Value::Null,
            };
            json!({ "kind": one["kind"], "what": one["what"], "acceptable": one["acceptable"], "moves": numbers })
        })
        .collect();
    let mut data = json!({ "blocking": blocking, "met_by": why["met_by"], "openings": openings });
    if keep != Keep::ScaleFree {
        // The shortfall sets points of different parties against each other.
        let mut packages = why["least_bad"]["ties"].as_array().unwrap().clone();
        packages.push(why["least_bad"]["package"].clone());
        data["least_bad"] = json!({ "total": why["least_bad"]["total"], "packages": packages });
        data["shortfall"] = why["shortfall_exact"].clone();
    }
    data
}

/// Keys and lists sorted, names of the transformation taken back.
fn canonical(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<(String, Value)> =
                map.iter().map(|(key, value)| (plain(key), canonical(value))).collect();
            entries.sort_by(|left, right| left.0.cmp(&right.0));
            entries.into_iter().collect()
        }
        Value::Array(list) => {
            let mut list: Vec<Value> = list.iter().map(canonical).collect();
            list.sort_by_key(ToString::to_string);
            list.dedup();
            Value::Array(list)
        }
        Value::String(text) => Value::String(plain(text)),
        _ => value.clone(),
    }
}

/// Panics with every place at which two trees differ.
fn assert_same(found: &Value, expected: &Value, context: &str) {
    fn differences(path: &str, found: &Value, expected: &Value, list: &mut Vec<String>) {
        match (found, expected) {
            (Value::Object(left), Value::Object(right)) if left.keys().eq(right.keys()) => {
                for (key, value) in left {
                    differences(&format!("{path}.{key}"), value, &right[key], list);
                }
            }
            _ if found == expected => {}
            _ => list.push(format!("{path}: found {found}, expected {expected}")),
        }
    }
    let mut list = Vec::new();
    differences("", found, expected, &mut list);
    assert!(list.is_empty(), "{context}: {}", list.join("\n"));
}

/// A new name that sorts elsewhere than the old one: `q37qGOV`.
fn renamed(name: &str) -> String {
    let sum: u32 = name.bytes().map(|byte| 31 * u32::from(byte)).sum();
    format!("q{:02}q{name}", sum % 97)
}

/// `text` with every `q37q` of [`renamed`] taken out.
fn plain(text: &str) -> String {
    let bytes = text.as_bytes();
    let is_mark = |at: usize| {
        bytes.len() >= at + 4
            && bytes[at] == b'q'
            && bytes[at + 3] == b'q'
            && bytes[at + 1..at + 3].iter().all(u8::is_ascii_digit)
    };
    let mut kept = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        if is_mark(at) {
            at += 4;
        } else {
            kept.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(kept).unwrap()
}

fn issue_mut<'a>(case: &'a mut Case, id: &str) -> &'a mut Issue {
    case.issues.iter_mut().find(|issue| issue.id.text == id).unwrap()
}

fn stretch(quantity: &mut Quantity, factor: &Rational, shift: &Rational) {
    let moved = |number: &Rational| &(number * factor) + shift;
    quantity.value = moved(&quantity.value);
    quantity.range =
        quantity.range.as_ref().map(|range| Range { low: moved(&range.low), high: moved(&range.high) });
}

/// Every utility `u` of `party` becomes `factor * u + shift`, its walk-away value with it.
fn affine(case: &mut Case, party: &str, factor: &Rational, shift: &Rational) {
    for issue in &mut case.issues {
        for (_, values) in issue.values.iter_mut().filter(|(name, _)| name.text == party) {
            values.iter_mut().for_each(|value| stretch(value, factor, shift));
        }
    }
    let party_mut = case.parties.iter_mut().find(|one| one.id.text == party).unwrap();
    if let Some(WalkAway::Given(value)) = &mut party_mut.walk_away {
        stretch(value, factor, shift);
    }
    for shock in &mut case.shocks {
        for (_, value) in shock.shift.iter_mut().filter(|(name, _)| name.text == party) {
            stretch(value, factor, &Rational::ZERO);
        }
    }
}

/// All orders of `list`.
fn orders<T: Clone>(list: &[T]) -> Vec<Vec<T>> {
    if list.len() < 2 {
        return vec![list.to_vec()];
    }
    let mut all = Vec::new();
    for first in 0..list.len() {
        let mut rest = list.to_vec();
        let head = rest.remove(first);
        for mut tail in orders(&rest) {
            tail.insert(0, head.clone());
            all.push(tail);
        }
    }
    all
}

#[test]
fn order_of_the_parties_does_not_matter() {
    let case = builtin("mali-2024");
    let expected = view(&case, Keep::Everything);
    let (signatories, others): (Vec<_>, Vec<_>) =
        case.parties.iter().cloned().partition(|party| party.role == Role::Signatory);
    for order in orders(&signatories) {
        let mut permuted = case.clone();
        permuted.parties = others.iter().cloned().chain(order).collect();
        assert_same(&view(&permuted, Keep::Everything), &expected, "permuted");
    }
}

#[test]
fn order_of_the_issues_does_not_matter() {
    let case = builtin("mali-2024");
    let expected = view(&case, Keep::Everything);
    for turn in 0..case.issues.len() {
        let mut permuted = case.clone();
        permuted.issues.rotate_left(turn);
        if turn % 2 == 1 {
            permuted.issues.reverse();
        }
        assert_same(&view(&permuted, Keep::Everything), &expected, &format!("turned by {turn}"));
    }
}

#[test]
fn names_do_not_matter() {
    // The blocks beside the negotiation name its parties too, and have tests of their own.
    let case = Case { coalitions: None, contact_group: None, sequence: None, ..builtin("mali-2024") };
    let mut other = case.clone();
    let new = |name: &mut Name| name.text = renamed(&name.text);
    let choice = |choice: &mut Choice| {
        choice.issue.text = renamed(&choice.issue.text);
        choice.levels.iter_mut().for_each(|level| level.text = renamed(&level.text));
    };
    for party in &mut other.parties {
        new(&mut party.id);
        party.name = renamed(&party.name);
    }
    for issue in &mut other.issues {
        new(&mut issue.id);
        issue.label = renamed(&issue.label);
        issue.levels.iter_mut().for_each(new);
        issue.weight.iter_mut().for_each(|(name, _)| new(name));
        issue.values.iter_mut().for_each(|(name, _)| new(name));
    }
    for package in &mut other.packages {
        new(&mut package.id);
        package.levels.iter_mut().for_each(choice);
    }
    for condition in &mut other.conditions {
        new(&mut condition.id);
        condition.require.iter_mut().for_each(choice);
    }
    for limit in &mut other.limits {
        new(&mut limit.id);
        if let Bound::Levels { at_least, at_most } = &mut limit.bound {
            for (issue, level) in at_least.iter_mut().chain(at_most) {
                new(issue);
                new(level);
            }
        }
    }
    for shock in &mut other.shocks {
        new(&mut shock.id);
        shock.shift.iter_mut().for_each(|(name, _)| new(name));
    }
    let expected = view(&case, Keep::Everything);
    assert_same(&view(&other, Keep::Everything), &expected, "renamed");
    let reversed = |case: &Case| {
        let mut case = case.clone();
        case.issues.iter_mut().for_each(|issue| {
            issue.weight.reverse();
            issue.values.reverse();
        });
        case.conditions.reverse();
        case.packages.iter_mut().for_each(|package| package.levels.reverse());
        case
    };
    assert_same(&view(&reversed(&other), Keep::Everything), &expected, "renamed and reversed");
}

#[test]
fn weights_of_a_party_times_seven_thirds_change_nothing() {
    let case = builtin("mali-2024");
    let expected = view(&case, Keep::Everything);
    for party in ["GOV", "JTD", "CSP"] {
        let mut other = case.clone();
        for issue in &mut other.issues {
            for (_, weight) in issue.weight.iter_mut().filter(|(name, _)| name.text == party) {
                stretch(weight, &number("7/3"), &Rational::ZERO);
            }
        }
        // A weight at which the zone closes stands in the unit of the weights, so it is left out.
        let mut found = view(&other, Keep::Everything);
        let mut same = expected.clone();
        for tree in [&mut found, &mut same] {
            tree["zone"]["closes"].as_array_mut().unwrap().retain(|one| one["kind"] != "number");
        }
        assert_same(&found, &same, party);
    }
}

#[test]
fn scale_of_a_party_does_not_matter_to_nash_and_kalai_smorodinsky() {
    let case = builtin("mali-2024");
    let expected = view(&case, Keep::ScaleFree);
    for (party, factor, shift) in
        [("GOV", "1/7", "-3"), ("JTD", "40", "1/3"), ("CSP", "7/3", "-1000"), ("CSP", "1/1000", "11/13")]
    {
        let mut other = case.clone();
        affine(&mut other, party, &number(factor), &number(shift));
        assert_same(&view(&other, Keep::ScaleFree), &expected, &format!("{factor} * {party} + {shift}"));
    }
    let mut all = case.clone();
    affine(&mut all, "GOV", &number("3/11"), &number("5"));
    affine(&mut all, "JTD", &number("13"), &number("-1/7"));
    affine(&mut all, "CSP", &number("0.01"), &number("2"));
    assert_same(&view(&all, Keep::ScaleFree), &expected, "all");
}

#[test]
fn zero_of_a_party_does_not_matter_to_any_solution() {
    let case = builtin("mali-2024");
    let expected = view(&case, Keep::ShiftFree);
    let mut other = case.clone();
    affine(&mut other, "GOV", &Rational::ONE, &number("-100"));
    affine(&mut other, "JTD", &Rational::ONE, &number("1/7"));
    affine(&mut other, "CSP", &Rational::ONE, &number("55.5"));
    assert_same(&view(&other, Keep::ShiftFree), &expected, "shifted");
}

#[test]
fn a_common_unit_does_not_matter_to_any_solution() {
    let case = builtin("mali-2024");
    let mut other = case.clone();
    for party in ["GOV", "JTD", "CSP"] {
        affine(&mut other, party, &number("2/7"), &Rational::ZERO);
    }
    let (found, expected) = (view(&other, Keep::ShiftFree), view(&case, Keep::ShiftFree));
    assert_eq!(found["zone"], expected["zone"]);
    assert_eq!(found["solutions"], expected["solutions"]);
    assert_eq!(found["why_not"]["least_bad"], expected["why_not"]["least_bad"]);
    // Two points short (reference: mlf_spoils.least_bad.shortfall) are 4/7 of the new unit.
    assert_eq!(expected["why_not"]["shortfall"], "2");
    assert_eq!(found["why_not"]["shortfall"], "4/7");
}

/// An issue with three levels that matter to nobody.
fn weather(weight: Option<(i64, i64)>) -> Issue {
    let parties = ["GOV", "JTD", "CSP"].map(Name::from);
    let levels = ["sun", "rain", "fog"].map(Name::from).to_vec();
    let (weight, values) = match weight {
        None => (Vec::new(), Vec::new()),
        Some((weight, value)) => (
            parties.iter().map(|party| (party.clone(), Quantity::from(weight))).collect(),
            parties.iter().map(|party| (party.clone(), vec![Quantity::from(value); 3])).collect(),
        ),
    };
    Issue {
        continuum: None,
        id: "weather".into(),
        label: "Weather".to_owned(),
        unit: None,
        ordered: false,
        levels,
        weight,
        values,
        source: None,
        payoff_source: None,
        note: None,
    }
}

fn with_issue(case: &Case, issue: Issue, place: usize) -> Case {
    let mut case = case.clone();
    let level = issue.levels[0].clone();
    for package in &mut case.packages {
        package.levels.push(Choice { issue: issue.id.clone(), levels: vec![level.clone()], within: None });
    }
    case.issues.insert(place, issue);
    case
}

/// `tree` without the issue `weather`, and with every count of packages divided by 3.
fn without_weather(tree: &Value) -> Value {
    const COUNTS: [&str; 7] =
        ["admissible", "acceptable", "on_boundary", "efficient", "weakly_efficient", "total", "packages"];
    match tree {
        Value::Object(map) => {
            let kept = map.iter().filter(|(key, _)| *key != "weather");
            kept.map(|(key, value)| {
                let value = match value.as_u64().filter(|_| COUNTS.contains(&key.as_str())) {
                    Some(count) => {
                        assert_eq!(count % 3, 0, "{key}");
                        json!(count / 3)
                    }
                    None => without_weather(value),
                };
                (key.clone(), value)
            })
            .collect()
        }
        Value::Array(list) => list.iter().map(without_weather).collect(),
        _ => tree.clone(),
    }
}

#[test]
fn an_issue_that_nobody_weighs_multiplies_counts_and_changes_nothing_else() {
    let case = builtin("mali-2024");
    let expected = view(&case, Keep::Everything);
    for place in [0, 5, 10] {
        let other = with_issue(&case, weather(None), place);
        let found = view(&other, Keep::Everything);
        // Reference: 21 of 2,160, three times.
        assert_eq!(found["zone"]["acceptable"], 63);
        assert_eq!(found["zone"]["admissible"], 6480);
        assert_same(&canonical(&without_weather(&found)), &expected, &format!("at place {place}"));
    }
}

#[test]
fn an_issue_that_is_worth_the_same_at_each_level_changes_nothing_but_the_scale() {
    // With weight 25 beside 100 and value 40 throughout, u becomes (100 u + 25 x 40) / 125 = 4/5 u + 8.
    let case = builtin("mali-2024");
    let mut other = with_issue(&case, weather(Some((25, 40))), 3);
    for party in &mut other.parties {
        if let Some(WalkAway::Given(value)) = &mut party.walk_away {
            stretch(value, &number("4/5"), &number("8"));
        }
    }
    for shock in &mut other.shocks {
        shock.shift.iter_mut().for_each(|(_, value)| stretch(value, &number("4/5"), &Rational::ZERO));
    }
    let (found, expected) = (view(&other, Keep::ShiftFree), view(&case, Keep::ShiftFree));
    let found = canonical(&without_weather(&found));
    assert_eq!(found["zone"], expected["zone"]);
    assert_eq!(found["solutions"], expected["solutions"]);
    assert_eq!(found["why_not"]["blocking"], expected["why_not"]["blocking"]);
    assert_eq!(found["why_not"]["met_by"], expected["why_not"]["met_by"]);
    assert_eq!(found["why_not"]["openings"], expected["why_not"]["openings"]);
    assert_eq!(found["why_not"]["least_bad"], expected["why_not"]["least_bad"]);
    assert_eq!(found["why_not"]["shortfall"], "8/5");
}

/// The case with one level of an issue given twice, the second time as `q00q` and its name.
fn with_twin(case: &Case, issue: &str, level: usize) -> Case {
    let mut case = case.clone();
    let issue = issue_mut(&mut case, issue);
    let twin = Name::from(format!("q00q{}", issue.levels[level].text));
    issue.levels.insert(level, twin);
    for (_, values) in &mut issue.values {
        let value = values[level].clone();
        values.insert(level, value);
    }
    case
}

#[test]
fn a_level_given_twice_counts_twice_and_changes_nothing_else() {
    let case = builtin("mali-2024");
    let expected = view(&case, Keep::Everything);
    // Reference: of the 21 packages, 9 have a pause of 6 months (pause_fixed_2), 14 leadership with a
    // political role (leadership_fixed_2); both levels are in each solution but the utilitarian one.
    for (issue, level, more) in [("pause", 2, 9), ("leadership", 2, 14), ("pause", 0, 0)] {
        let found = view(&with_twin(&case, issue, level), Keep::Everything);
        assert_eq!(found["zone"]["acceptable"], 21 + more, "{issue}");
        for key in ["status", "issues", "parties", "status_quo"] {
            assert_eq!(found["zone"][key], expected["zone"][key], "{issue}: {key}");
        }
        for (concept, solution) in found["solutions"].as_object().unwrap() {
            let before = &expected["solutions"][concept];
            assert_eq!(solution["packages"], before["packages"], "{issue}: {concept}");
            assert_eq!(solution["lead"], before["lead"], "{issue}: {concept}");
            let label = &case.issue(issue).unwrap().levels[level].text;
            let has_it = before["packages"][0][issue] == *label;
            let total = before["total"].as_u64().unwrap() * if has_it { 2 } else { 1 };
            assert_eq!(solution["total"], total, "{issue}: {concept}");
        }
        for key in ["shortfall", "blocking"] {
            assert_eq!(found["why_not"][key], expected["why_not"][key], "{issue}: {key}");
        }
    }
}

#[test]
fn levels_without_order_may_stand_in_any_order() {
    let case = builtin("mali-2024");
    let unordered = |turn: usize| {
        let mut other = case.clone();
        for id in ["pause", "autonomy", "leadership", "integration", "kidal", "cessation"] {
            let issue = issue_mut(&mut other, id);
            issue.ordered = false;
            let turn = turn % issue.levels.len();
            issue.levels.rotate_left(turn);
            issue.levels.reverse();
            for (_, values) in &mut issue.values {
                values.rotate_left(turn);
                values.reverse();
            }
        }
        let mut tree = view(&other, Keep::Everything);
        // What an issue without order must avoid is said in one entry, not in one below and one above.
        tree["zone"]["closes"].as_array_mut().unwrap().retain(|one| one["kind"] != "levels");
        tree
    };
    let mut expected = view(&case, Keep::Everything);
    expected["zone"]["closes"].as_array_mut().unwrap().retain(|one| one["kind"] != "levels");
    for turn in 0..5 {
        assert_same(&unordered(turn), &expected, &format!("turned by {turn}"));
    }
}

/// Two parties and two issues; with x and y the first levels, A has exactly 4/7 x 7/12 = 1/3.
///
/// A: (0,0) 1/3, (0,1) 0, (1,0) 16/21, (1,1) 3/7. B: (0,0) 5/11, (0,1) 1, (1,0) 0, (1,1) 6/11.
fn sevenths(walk_away: &str) -> Loaded {
    written(&format!(
        r#"
[model]
id = "sevenths"

[parties.A]
name = "A"
walk_away = {walk_away}

[parties.B]
name = "B"
walk_away = "2/13"

[issues.x]
levels = ["x0", "x1"]
weight = {{ A = "3/7", B = "5/11" }}
values = {{ A = [0, 1], B = [1, 0] }}

[issues.y]
levels = ["y0", "y1"]
weight = {{ A = "4/7", B = "6/11" }}
values = {{ A = ["7/12", 0], B = [0, 1] }}
"#
    ))
}

#[test]
fn sevenths_elevenths_and_thirteenths_are_exact() {
    // B refuses (1,0), A refuses (0,1); (0,0) is exactly at A's 1/3, and (1,1) improves on it for both.
    let zone = answer(&sevenths("\"1/3\""), "zone", &[])["zone"].clone();
    let counts =
        ["admissible", "acceptable", "on_boundary", "efficient"].map(|key| zone[key].as_u64().unwrap());
    assert_eq!(counts, [4, 2, 1, 1]);
    let found = answer(&sevenths("\"1/3\""), "solve", &["--concepts nash"])["solutions"]["nash"].clone();
    assert_eq!(found["package"], json!({ "x": "x1", "y": "y1" }));
    // 3/7 - 1/3 = 2/21; 6/11 - 2/13 = 56/143.
    assert_eq!(found["exact"]["gains"], json!({ "A": "2/21", "B": "56/143" }));
    let rounded_up = answer(&sevenths("0.3333333333333334"), "zone", &[])["zone"].clone();
    assert_eq!((&rounded_up["acceptable"], &rounded_up["on_boundary"]), (&json!(1), &json!(0)));
    let rounded_down = answer(&sevenths("0.3333333333333333"), "zone", &[])["zone"].clone();
    assert_eq!((&rounded_down["acceptable"], &rounded_down["on_boundary"]), (&json!(2), &json!(0)));
}

/// Everything that is printed about the built-in cases and the case of sevenths: JSON, text and CSV.
fn everything() -> Vec<String> {
    let mut printed = Vec::new();
    let concepts = format!("--concepts {CONCEPTS}");
    for (case, shock, weights) in [
        (loaded("mali-2024"), Some("--shock mlf_attacks"), "--weights GOV=2,JTD=1,CSP=3"),
        (loaded("aceh-2005"), Some("--shock before_2004"), "--weights GOI=1,GAM=2"),
        (sevenths("\"1/3\""), None, "--weights A=1,B=1"),
    ] {
        let shock: Vec<&str> = shock.into_iter().collect();
        let replies = [
            reply(&case, "zone", &[]),
            reply(&case, "zone", &shock),
            reply(&case, "solve", &[&concepts, weights, &weights.replace("--weights", "--proportions")]),
            reply(&case, "why-not", &shock),
        ];
        for reply in replies {
            printed.extend([reply.json(), reply.text(), reply.csv().unwrap_or_default()]);
        }
    }
    printed
}

#[test]
fn the_same_question_has_the_same_bytes_twice() {
    assert_eq!(everything(), everything());
}

#[test]
fn eight_threads_at_once_print_the_same_bytes() {
    let expected = everything();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(everything)).collect();
        for thread in threads {
            assert_eq!(thread.join().unwrap(), expected);
        }
    });
}

#[test]
fn two_processes_print_the_same_bytes() {
    // Each process has its own seeds for hashing.
    let Some(program) = option_env!("CARGO_BIN_EXE_zopa") else {
        println!("skipped: built without the command line");
        return;
    };
    let run = |arguments: &[&str]| {
        let output = std::process::Command::new(program).args(arguments).output().unwrap();
        assert!(!output.stdout.is_empty(), "{arguments:?}");
        output.stdout
    };
    let questions: [&[&str]; 4] = [
        &["zone", "mali-2024", "--json"],
        &["solve", "mali-2024", "--json"],
        &["why-not", "mali-2024", "--shock", "mlf_attacks", "--json"],
        &["zone", "mali-2024"],
    ];
    for arguments in questions {
        let first = run(arguments);
        for _ in 0..3 {
            assert_eq!(run(arguments), first, "{arguments:?}");
        }
    }
    let inside = reply(&loaded("mali-2024"), "zone", &[]).json();
    assert_eq!(String::from_utf8(run(&["zone", "mali-2024", "--json"])).unwrap(), inside);
}
