//! A wrong line, a wrong total and a wrong package are refused: by the bookkeeper, and by `verify` in a saved answer.
//!
//! Right claims come from the solvers and the bookkeeper; each test then changes one thing.

use serde_json::{Value, json};

use crate::cases::{acceptable, builtin, game, loaded, number, scenario, written};
use crate::explained;
use zopa::ask::Loaded;
use zopa::ask::verify::verify;
use zopa::budget::Budget;
use zopa::certify::arithmetic::{
    Account, Bookkeeper, CountOf, Demand, Explanation, Number, Operation, Role, Term,
};
use zopa::model::Case;
use zopa::numeric::Rational;
use zopa::study::explain::{Outcome, Target, assumed, explain};
use zopa::study::scenario::Scenario;

/// A case in which every kind of line occurs, and paths of every kind of number.
fn claims() -> Vec<(Scenario, &'static str)> {
    let mali = builtin("mali-2024");
    let every = written(include_str!("../data/every-block.toml")).case;
    let points = written(include_str!("../data/points.toml")).case;
    let mut all = Vec::new();
    let mut push = |case: &Case, flags: &[&str], paths: &[&'static str]| {
        paths.iter().for_each(|path| all.push((scenario(case, flags), *path)));
    };
    let paths = [
        "solve.nash.GOV",
        "solve.nash.gains.JTD",
        "solve.nash.product",
        "solve.nash.runner_up.lead",
        "solve.kalai_smorodinsky.shares.GOV",
        "zone.parties.CSP.best",
        "zone.parties.CSP.slack",
        "zone.admissible",
        "zone.acceptable",
        "zone.on_boundary",
        "zone.efficient",
        "parties.GOV.walk_away",
    ];
    push(&mali, &[], &paths);
    push(&mali, &["--shock mlf_attacks"], &["why_not.shortfall"]);
    push(&mali, &["--shock mlf_attacks*1/3", "--fix pause=#2"], &["solve.nash.JTD", "zone.acceptable"]);
    let paths = ["parties.B.walk_away", "packages.status_quo.gains.B", "zone.acceptable", "zone.on_boundary"];
    push(&every, &["--shock flood"], &paths);
    push(&points, &[], &["solve.nash.product", "zone.parties.ONE.slack", "zone.acceptable"]);
    all
}

/// The right claim about the number at `path`.
#[track_caller]
fn claim(scenario: &Scenario, path: &str) -> Explanation {
    let target = Target::parse(scenario.case(), path).unwrap();
    match explain(scenario, &target, &Budget::unlimited()).unwrap() {
        Outcome::Explained(explained) => (*explained.explanation).clone(),
        other => unreachable!("{path}: {other:?}"),
    }
}

/// The claim that the number of the last account is `answered`.
fn of_last(accounts: Vec<Account>, answered: Rational) -> Explanation {
    Explanation { number: accounts.last().unwrap().number.clone(), accounts, answered }
}

/// The claim is refused, by a check that names what fails.
#[track_caller]
fn refused(scenario: &Scenario, claim: Explanation, what: &str) {
    let assumed = assumed(scenario);
    let refused = Bookkeeper::new(scenario.case(), &assumed).judge(claim).err();
    let refused = refused.unwrap_or_else(|| unreachable!("not refused: {what}"));
    assert!(refused.certificate.checks.iter().any(|check| !check.holds()), "{what}");
}

fn is_accepted(scenario: &Scenario, claim: Explanation) -> bool {
    let assumed = assumed(scenario);
    Bookkeeper::new(scenario.case(), &assumed).judge(claim).is_ok()
}

/// Every claim that differs from `right` in one place, with the place.
fn changed(right: &Explanation) -> Vec<(String, Explanation)> {
    let mut all = Vec::new();
    let mut push = |what: String, change: &dyn Fn(&mut Explanation)| {
        let mut other = right.clone();
        change(&mut other);
        all.push((what, other));
    };
    let more = |value: &Rational| value + &Rational::ONE;
    push("answered".to_owned(), &|claim| claim.answered = more(&claim.answered));
    push("no account".to_owned(), &|claim| claim.accounts.clear());
    for (place, account) in right.accounts.iter().enumerate() {
        push(format!("account {place} dropped"), &|claim| {
            claim.accounts.remove(place);
        });
        push(format!("account {place} without lines"), &|claim| claim.accounts[place].lines.clear());
        for (row, line) in account.lines.iter().enumerate() {
            let at = format!("account {place}, line {row}");
            push(format!("{at}: value"), &|claim| {
                let value = &mut claim.accounts[place].lines[row].value;
                *value = more(value);
            });
            push(format!("{at}: dropped"), &|claim| {
                claim.accounts[place].lines.remove(row);
            });
            push(format!("{at}: twice"), &|claim| {
                let line = claim.accounts[place].lines[row].clone();
                claim.accounts[place].lines.insert(row, line);
            });
            for operation in Operation::ALL.into_iter().filter(|one| *one != line.operation) {
                push(format!("{at}: {}", operation.word()), &|claim| {
                    claim.accounts[place].lines[row].operation = operation;
                });
            }
            for role in
                [Role::Shock(9), Role::Issue { issue: 0, level: 9 }, Role::Interaction(7), Role::Loss(8)]
            {
                push(format!("{at}: {role:?}"), &|claim| claim.accounts[place].lines[row].role = role);
            }
            for (number, _) in line.terms.iter().enumerate() {
                push(format!("{at}: term {number} dropped"), &|claim| {
                    claim.accounts[place].lines[row].terms.remove(number);
                });
                push(format!("{at}: term {number}"), &|claim| match &mut claim.accounts[place].lines[row]
                    .terms[number]
                {
                    Term::Input { value, .. } | Term::Constant(value) => *value = more(value),
                    Term::Line(line) => *line += 1,
                    Term::Account(account) => *account += 1,
                });
                push(format!("{at}: term {number} from nowhere"), &|claim| {
                    let term = &mut claim.accounts[place].lines[row].terms[number];
                    *term = match term {
                        Term::Input { value, .. } => Term::Constant(value.clone()),
                        Term::Constant(value) => {
                            Term::Input { path: "nowhere".to_owned(), value: value.clone() }
                        }
                        Term::Line(_) | Term::Account(_) => Term::Line(usize::MAX),
                    };
                });
            }
        }
    }
    all
}

#[test]
fn a_claim_with_any_one_thing_changed_is_refused() {
    let mut tried = 0;
    for (scenario, path) in claims() {
        let right = claim(&scenario, path);
        assert!(is_accepted(&scenario, right.clone()), "{path}");
        for (what, other) in changed(&right).into_iter().filter(|(_, other)| *other != right) {
            refused(&scenario, other, &format!("{path}: {what}"));
            tried += 1;
        }
    }
    assert!(tried > 2000, "{tried}");
}

#[test]
fn an_input_under_another_name_is_refused_even_where_the_numbers_are_the_same() {
    // GOV weighs development by 4 and CSP civilians by 4: the sum would still be right.
    let mali = scenario(&builtin("mali-2024"), &[]);
    let mut other = claim(&mali, "solve.nash.GOV");
    let line = other.accounts[0]
        .lines
        .iter_mut()
        .find(|line| line.role == Role::Issue { issue: 7, level: 2 })
        .unwrap();
    let Term::Input { path, .. } = &mut line.terms[0] else { unreachable!() };
    assert_eq!(path, "issues.development.weight.GOV");
    *path = "issues.civilians.weight.CSP".to_owned();
    refused(&mali, other, "another input of the same value");
    // Two lines whose values are the same, exchanged.
    let mut other = claim(&mali, "solve.nash.GOV");
    let lines = &mut other.accounts[0].lines;
    let (left, right) = (lines[7].role, lines[8].role);
    assert_eq!(lines[7].value, lines[8].value);
    (lines[7].role, lines[8].role) = (right, left);
    refused(&mali, other, "two lines exchanged");
}

#[test]
fn lines_that_add_up_to_a_wrong_total_are_refused() {
    // A forger who changes an input, and every line above it, so that all adds up.
    let mali = scenario(&builtin("mali-2024"), &[]);
    let forged = scenario(&builtin("mali-2024"), &["--set issues.autonomy.values.GOV[2]=70"]);
    let mut other = claim(&mali, "solve.nash.GOV");
    let package = match &other.accounts[0].number {
        Number::Utility { package, .. } => package.clone(),
        number => unreachable!("{number:?}"),
    };
    let beside = assumed(&forged);
    let numbers = [Number::Utility { party: 0, package }];
    other.accounts = Bookkeeper::new(forged.case(), &beside).write(&numbers, &[]).unwrap();
    other.answered = other.accounts[0].lines.last().unwrap().value.clone();
    assert!(is_accepted(&forged, other.clone()), "it is right for the other case");
    refused(&mali, other, "an input that is not of this case");
}

#[test]
fn a_best_package_that_is_not_the_best_is_refused() {
    let mali = builtin("mali-2024");
    let run = scenario(&mali, &[]);
    let lowered = game(&mali, &[]);
    let beside = assumed(&run);
    let bookkeeper = Bookkeeper::new(run.case(), &beside);
    // 79.3 is GOV's published best.
    let best = number("79.3");
    let (mut worse, mut as_good) = (0, 0);
    for package in acceptable(&lowered.game) {
        let accounts = bookkeeper.write(&[Number::Best { party: 0, package: package.clone() }], &[]).unwrap();
        let answered = accounts[0].lines.last().unwrap().value.clone();
        let is_best = answered == best;
        let claim = of_last(accounts, answered);
        if is_best {
            assert!(is_accepted(&run, claim));
            as_good += 1;
        } else {
            refused(&run, claim, &format!("{package:?}"));
            worse += 1;
        }
    }
    assert_eq!((worse, as_good), (20, 1));
    // One that is worth more to GOV, but that the others refuse: all its levels are best for GOV.
    let greedy = vec![2, 2, 1, 1, 0, 0, 0, 2, 1, 0];
    let accounts = bookkeeper.write(&[Number::Ideal { party: 0, package: greedy }], &[]).unwrap();
    let answered = accounts[0].lines.last().unwrap().value.clone();
    assert!(answered > number("6.3"));
    refused(&run, of_last(accounts, answered), "a package that the others refuse");
}

#[test]
fn a_closest_package_that_is_not_the_closest_is_refused() {
    let mali = builtin("mali-2024");
    let run = scenario(&mali, &["--shock mlf_attacks"]);
    let beside = assumed(&run);
    let bookkeeper = Bookkeeper::new(run.case(), &beside);
    let about = |package: Vec<usize>| {
        let utility = |party| Number::Utility { party, package: package.clone() };
        let numbers: Vec<Number> = (0..3).map(utility).chain([Number::Shortfall(package.clone())]).collect();
        let accounts: Vec<Account> = bookkeeper.write(&numbers, &[]).unwrap();
        let answered = accounts[3].lines.last().unwrap().value.clone();
        of_last(accounts, answered)
    };
    // The Nash package of the run without the attack falls short by more than 2.
    let nash = about(vec![2, 2, 1, 1, 2, 2, 2, 2, 1, 1]);
    assert!(nash.answered > 2);
    refused(&run, nash, "a package further away");
    // The status quo is admissible to nobody.
    refused(&run, about(vec![0; 10]), "a package that breaks the conditions");
}

#[test]
fn a_count_whose_lines_add_up_is_refused_if_a_line_is_off() {
    let mali = scenario(&builtin("mali-2024"), &[]);
    let beside = assumed(&mali);
    let bookkeeper = Bookkeeper::new(mali.case(), &beside);
    let right = [25_920, 51_840, 17_280, 4_320, 2_160, 1_095, 970, 74];
    let write = |taken: &[u128]| {
        let accounts = bookkeeper.write(&[Number::Count(CountOf::Acceptable)], taken).unwrap();
        let answered = accounts[0].lines.last().unwrap().value.clone();
        of_last(accounts, answered)
    };
    assert!(is_accepted(&mali, write(&right)));
    for place in 0..right.len() {
        // One more here and one less there: the total stays 21.
        let mut taken = right;
        taken[place] += 1;
        taken[(place + 1) % right.len()] -= 1;
        let claim = write(&taken);
        assert_eq!(claim.answered, 21);
        refused(&mali, claim, &format!("line {place}"));
        let mut taken = right;
        taken[place] += 1;
        refused(&mali, write(&taken), &format!("total, line {place}"));
    }
    // Conditions in another order would take away other numbers: the order of the file is part of the claim.
    let mut claim = write(&right);
    claim.accounts[0].lines[2].role = Role::Demand(Demand::Condition(1));
    claim.accounts[0].lines[3].role = Role::Demand(Demand::Condition(0));
    refused(&mali, claim, "conditions exchanged");
    for (of, taken) in [(CountOf::OnBoundary, vec![1, 1, 1]), (CountOf::Efficient, vec![9])] {
        let numbers = [Number::Count(CountOf::Acceptable), Number::Count(of)];
        let taken: Vec<u128> = right.into_iter().chain(taken).collect();
        let accounts = bookkeeper.write(&numbers, &taken).unwrap();
        let answered = accounts[1].lines.last().unwrap().value.clone();
        refused(&mali, of_last(accounts, answered), &format!("{of:?}"));
    }
}

#[test]
fn what_the_case_does_not_have_is_neither_written_nor_judged() {
    let mali = scenario(&builtin("mali-2024"), &[]);
    let beside = assumed(&mali);
    let bookkeeper = Bookkeeper::new(mali.case(), &beside);
    for number in [
        Number::Input("nowhere".to_owned()),
        Number::WalkAway(3),
        Number::Utility { party: 3, package: vec![0; 10] },
        Number::Utility { party: 0, package: vec![0; 9] },
        Number::Gain { party: 0, package: vec![9; 10] },
        // Its gains were not written before.
        Number::Product(vec![0; 10]),
        Number::Count(CountOf::Efficient),
    ] {
        assert!(bookkeeper.write(std::slice::from_ref(&number), &[]).is_none(), "{number:?}");
        let account = Account { number: number.clone(), lines: Vec::new() };
        refused(&mali, of_last(vec![account], Rational::ZERO), &format!("{number:?}"));
    }
    let admissible = [Number::Count(CountOf::Admissible)];
    assert!(bookkeeper.write(&admissible, &[1]).is_none(), "too few counts");
    assert!(bookkeeper.write(&admissible, &[1; 6]).is_none(), "too many counts");
}

/// Every tree that differs from `value` in one leaf, with the place.
fn leaves(value: &Value) -> Vec<(String, Value)> {
    let below = |key: String, value: &Value, put: &dyn Fn(Value) -> Value| -> Vec<(String, Value)> {
        leaves(value).into_iter().map(|(place, other)| (format!("{key}{place}"), put(other))).collect()
    };
    match value {
        Value::Null => vec![(String::new(), json!(0))],
        Value::Bool(flag) => vec![(String::new(), json!(!flag))],
        Value::Number(number) => vec![(String::new(), json!(number.as_f64().unwrap() + 1.0))],
        Value::String(text) => vec![(String::new(), json!(format!("{text}1")))],
        Value::Array(list) => {
            let put = |place: usize, other: Value| {
                let mut list = list.clone();
                list[place] = other;
                Value::Array(list)
            };
            let each = list.iter().enumerate();
            each.flat_map(|(place, one)| below(format!("[{place}]"), one, &|other| put(place, other)))
                .collect()
        }
        Value::Object(map) => {
            let put = |key: &str, other: Value| {
                let mut map = map.clone();
                map[key] = other;
                Value::Object(map)
            };
            let mut all = Vec::new();
            for (key, one) in map {
                let mut fewer = map.clone();
                fewer.shift_remove(key);
                all.push((format!(".{key} dropped"), Value::Object(fewer)));
                all.extend(below(format!(".{key}"), one, &|other| put(key, other)));
            }
            all
        }
    }
}

#[track_caller]
fn only_the_answer_itself_is_verified(loaded: &Loaded, path: &str, flags: &[&str]) {
    let saved = explained(loaded, path, flags).unwrap().json();
    let verdict = verify(loaded, &saved).unwrap();
    assert!(verdict.ok, "{path}: {:?}", verdict.problems);
    let tree: Value = serde_json::from_str(&saved).unwrap();
    for (place, other) in leaves(&tree) {
        let is_ok = verify(loaded, &other.to_string()).is_ok_and(|verdict| verdict.ok);
        assert!(!is_ok, "{path} {flags:?}: not noticed: {place}");
    }
}

#[test]
fn verify_notices_every_change_of_an_explanation() {
    let mali = loaded("mali-2024");
    only_the_answer_itself_is_verified(&mali, "solve.nash.gains.GOV", &[]);
    only_the_answer_itself_is_verified(&mali, "zone.admissible", &["--without youth"]);
    only_the_answer_itself_is_verified(&mali, "zone.parties.GOV.slack", &["--shock mlf_attacks"]);
    let aceh = loaded("aceh-2005");
    only_the_answer_itself_is_verified(&aceh, "parties.GOI.walk_away", &["--shock before_2004"]);
}

#[test]
fn a_forged_line_is_refused_by_the_bookkeeper_before_the_question_is_asked_again() {
    let mali = loaded("mali-2024");
    let mut tree = explained(&mali, "solve.nash.GOV", &[]).unwrap().tree();
    // The last two lines and the total agree with each other, and with no line above.
    for (place, value) in [(10, "7"), (11, "763/10")] {
        tree["explain"]["accounts"][0]["lines"][place]["exact"] = json!(value);
    }
    tree["explain"]["exact"] = json!("763/10");
    let verdict = verify(&mali, &tree.to_string()).unwrap();
    let first = &verdict.problems[0];
    assert_eq!((verdict.ok, first.path.as_str()), (false, "explain.accounts"));
    assert!(first.message.starts_with("fails the check: lines worked out again"), "{}", first.message);
    // What cannot be read as a claim is no claim.
    tree["explain"]["accounts"][0]["lines"][1]["kind"] = json!("issues");
    let verdict = verify(&mali, &tree.to_string()).unwrap();
    assert_eq!(verdict.problems[0].message, "names or exact numbers are missing");
}
