//! For which values of a number there is a zone, where issues have amounts.

use zopa::bargaining::mixed::{cells, mixed_zone, open_values};
use zopa::budget::Budget;
use zopa::certify::mixed::{CellValues, MixedOpenValues, MixedSample, judge_mixed_open_values};
use zopa::games::mixed::{InvalidMixedLine, MixedEnd, MixedGame, MixedLine};
use zopa::numeric::random::Random;
use zopa::numeric::{Interval, Rational};
use zopa::study::scenario::Scenario;

use crate::cases::{answer, builtin, changes, loaded, number, reply, scenario, written};
use crate::common::{random_game, rational};

/// Is there a package at which nobody loses?
fn is_open(game: &MixedGame) -> bool {
    let budget = Budget::unlimited();
    let cells = cells(game, &budget).unwrap();
    mixed_zone(game, &cells, &budget).is_open()
}

/// The game at walk-away values that move by `slopes` for each unit of the number, and a limit that moves by `limit`.
fn moved(game: &MixedGame, slopes: &[i64], limit: i64, at: i64) -> MixedGame {
    let floors =
        game.frame().walk_away().iter().zip(slopes).map(|(floor, slope)| floor + i128::from(slope * at));
    let frame = game.frame().with_walk_away(floors.collect()).unwrap();
    let mut limits = game.limits().to_vec();
    limits[0].at_most += &rational(limit * at);
    MixedGame::new(frame, game.continuous().to_vec(), limits).unwrap()
}

fn end(game: MixedGame, at: i64) -> MixedEnd {
    let (stretch, rule_unit) =
        (vec![Rational::ONE; game.parties()], vec![Rational::ONE; game.frame().rules().len()]);
    MixedEnd { at: rational(at), game, stretch, rule_unit }
}

fn line(game: &MixedGame, slopes: &[i64], limit: i64) -> MixedLine {
    MixedLine::new(Interval::ALL, [0, 1].map(|at| end(moved(game, slopes, limit, at), at))).unwrap()
}

fn found(line: &MixedLine, samples: Vec<MixedSample>) -> MixedOpenValues {
    let mut samples = Some(samples);
    let mut given = |_: &[Interval]| samples.take().unwrap_or_default();
    let answer = open_values(line, &mut given, &Budget::unlimited()).unwrap();
    answer.found().unwrap_or_else(|| panic!("{answer:?}")).clone().into_claim()
}

#[test]
fn at_every_whole_value_the_zone_is_open_where_it_is_said_to_be() {
    let mut random = Random::new(101);
    let mut seen = [0; 4];
    for case in 0..60 {
        let game = random_game(&mut random, 2 + case % 2);
        let slopes: Vec<i64> = (0..game.parties()).map(|_| random.below(5) as i64 - 2).collect();
        let limit = random.below(5) as i64 - 2;
        let line = line(&game, &slopes, limit);
        let samples =
            [-3, 5, 9].map(|at| MixedSample { at: rational(at), game: moved(&game, &slopes, limit, at) });
        let open = found(&line, samples.to_vec());
        seen[open.intervals.len().min(3)] += 1;
        for at in -12..=12 {
            let is_said = open.intervals.iter().any(|one| one.contains(&rational(at)));
            assert_eq!(is_open(&moved(&game, &slopes, limit, at)), is_said, "{at} {:?}", open.intervals);
        }
        // Just inside an end there is a zone, just outside there is none.
        for one in &open.intervals {
            for (ends, outward) in [(&one.from, -1), (&one.to, 1)] {
                let Some(end) = ends else { continue };
                let scale = 1_000_i64;
                for (step, is_inside) in [(0, true), (outward, false)] {
                    // A thousandth beyond, with everything measured in thousandths.
                    let at = &(end * &rational(scale)) + &rational(step);
                    let Some(whole) = at.to_string().parse::<i64>().ok() else { continue };
                    let fine = thousandths(&game, &slopes, limit, whole);
                    assert_eq!(is_open(&fine), is_inside, "{end} {step}");
                    seen[3] += 1;
                }
            }
        }
    }
    assert!(seen[1] > 20 && seen[3] > 20, "{seen:?}");
}

/// The game at a thousandth of `at`: units a thousand times as fine.
fn thousandths(game: &MixedGame, slopes: &[i64], limit: i64, at: i64) -> MixedGame {
    let frame = game.frame();
    let terms = frame.terms().iter().map(|term| zopa::games::bargaining::Term {
        issues: term.issues.clone(),
        table: term.table.iter().map(|units| units * 1000).collect(),
    });
    let floors = frame.walk_away().iter().zip(slopes);
    let floors = floors.map(|(floor, slope)| floor * 1000 + i128::from(slope * at)).collect();
    let scales = vec![1000_u32.into(); game.parties()];
    let frame = zopa::games::bargaining::BargainingGame::new(
        frame.levels().to_vec(),
        scales,
        terms.collect(),
        frame.rules().to_vec(),
        floors,
    )
    .unwrap();
    let mut limits = game.limits().to_vec();
    limits[0].at_most += &Rational::new((limit * at).into(), 1000).unwrap();
    MixedGame::new(frame, game.continuous().to_vec(), limits).unwrap()
}

#[test]
fn values_with_a_wrong_part_are_refused() {
    let mut random = Random::new(102);
    let mut tried = 0;
    while tried < 300 {
        let game = random_game(&mut random, 2);
        let (slopes, limit) = ([1, random.below(3) as i64 - 1], random.below(3) as i64);
        let line = line(&game, &slopes, limit);
        let claim = found(&line, Vec::new());
        let mut refused = |wrong: MixedOpenValues, why: &str| {
            tried += 1;
            assert!(judge_mixed_open_values(&line, &[], wrong).is_err(), "accepted {why}: {claim:?}");
        };
        for place in 0..claim.intervals.len() {
            let mut wrong = claim.clone();
            wrong.intervals.remove(place);
            refused(wrong, "an interval left out");
            let mut wrong = claim.clone();
            if let Some(to) = &mut wrong.intervals[place].to {
                *to += &Rational::new(1, 100).unwrap();
                refused(wrong, "an interval that is longer");
            }
        }
        for place in 0..claim.covers.len() {
            for side in 0..2 {
                let mut wrong = claim.clone();
                wrong.covers[place].ends[side].package.amounts[0] += &rational(100);
                refused(wrong, "an amount outside its stretch");
                let mut wrong = claim.clone();
                let step = Rational::new(if side == 0 { -1 } else { 1 }, 100).unwrap();
                if !claim.covers[place].is_endless[side] {
                    wrong.covers[place].ends[side].at += &step;
                    refused(wrong, "a value beyond the end");
                    let mut wrong = claim.clone();
                    wrong.covers[place].is_endless[side] = true;
                    refused(wrong, "no end where there is one");
                }
            }
        }
        for place in 0..claim.cells.len() {
            let mut wrong = claim.clone();
            wrong.cells[place] = CellValues::Within([None, None]);
            let is_everything = claim.intervals.contains(&Interval::ALL);
            if !is_everything {
                refused(wrong, "a combination without a bound");
            }
            let mut wrong = claim.clone();
            match &mut wrong.cells[place] {
                CellValues::Closed(own) => own.iter_mut().for_each(|own| *own = -&*own),
                CellValues::Within(_) => continue,
            }
            refused(wrong, "multipliers below 0");
        }
        let mut wrong = claim.clone();
        wrong.cells.pop();
        refused(wrong, "a combination left out");
        // A game that is not on the line.
        let beside = MixedSample { at: rational(2), game: moved(&game, &slopes, limit, 3) };
        assert!(judge_mixed_open_values(&line, &[beside], claim.clone()).is_err());
    }
}

#[test]
fn what_a_unit_of_an_amount_is_worth_may_not_move() {
    let game = random_game(&mut Random::new(103), 2);
    let mut continuous = game.continuous().to_vec();
    continuous[0].stretches[0].pieces[0].rates[0] += &rational(1);
    let other = MixedGame::new(game.frame().clone(), continuous, game.limits().to_vec()).unwrap();
    let made = MixedLine::new(Interval::ALL, [end(game.clone(), 0), end(other, 1)]);
    assert_eq!(made.unwrap_err(), InvalidMixedLine::Amounts);
    let made = MixedLine::new(Interval::ALL, [end(game.clone(), 1), end(game.clone(), 0)]);
    assert_eq!(made.unwrap_err(), InvalidMixedLine::Values);
    let without = game.with_limits(|_| false);
    let made = MixedLine::new(Interval::ALL, [end(game.clone(), 0), end(without, 1)]);
    assert_eq!(made.unwrap_err(), InvalidMixedLine::Shape);
    let short = MixedEnd { stretch: vec![Rational::ONE], ..end(game.clone(), 1) };
    assert_eq!(MixedLine::new(Interval::ALL, [end(game, 0), short]).unwrap_err(), InvalidMixedLine::Factors);
}

#[test]
fn a_run_without_budget_stays_undecided() {
    let line = line(&random_game(&mut Random::new(104), 2), &[1, 1], 0);
    let budget = Budget::of_work(3);
    let answer = open_values(&line, &mut |_| Vec::new(), &budget).unwrap();
    assert!(answer.found().is_none());
}

#[test]
fn thresholds_of_mali_with_months_and_money_are_ends_of_the_zone() {
    let loaded = loaded("mali-2024-amounts");
    let id = "parties.GOV.walk_away";
    let threshold = answer(&loaded, "threshold", &[&format!("--of {id}")])["threshold"].clone();
    assert_eq!((&threshold["status"], &threshold["complete"]), (&"open".into(), &true.into()));
    // The greatest walk-away value is what the government can have at most: another way to the same number.
    let zone = answer(&loaded, "zone", &[])["zone"].clone();
    assert_eq!(threshold["exact"]["to"], zone["parties"]["GOV"]["exact"]["best"]);
    assert!(threshold["nash"].is_null() && threshold["nash_changes"].is_null());
    assert_eq!(threshold["reason"], "it is not looked for where issues have amounts");
    // What the case allows there is what the threshold shows.
    let case = builtin("mali-2024-amounts");
    let end = threshold["exact"]["to"].as_str().unwrap();
    assert!(is_open(&scenario(&case, &[&format!("--set {id}={end}")]).lower_mixed().unwrap().game));
    let beyond = &number(end) + &Rational::new(1, 1_000_000).unwrap();
    assert!(!is_open(&scenario(&case, &[&format!("--set {id}={beyond}")]).lower_mixed().unwrap().game));
    let screen = reply(&loaded, "threshold", &[&format!("--of {id}")]).text();
    for line in [
        "THE ZONE IS OPEN while ",
        "Ends are exact. Proved for each combination of levels, in exact fractions.\n",
    ] {
        assert!(screen.contains(line), "{screen}");
    }
    // A saved answer is found again.
    let saved = answer(&loaded, "threshold", &[&format!("--of {id}")]).to_string();
    assert!(zopa::ask::verify::verify(&loaded, &saved).unwrap().ok);
}

#[test]
fn numbers_of_every_kind_move_a_zone_as_single_values_say() {
    let text = r#"
[model]
id = "pie"
title = "A pie"

[parties.A]
name = "A"
walk_away = 20
[parties.B]
name = "B"
walk_away = 30

[issues.money]
label = "Money"
range = { from = 0, to = 100, unit = "USD m" }
weight = { A = 3, B = 1 }
curve = { A = [[0, 0], [100, 100]], B = [[0, 100], [100, 0]] }

[issues.office]
levels = ["no", "yes"]
weight = { A = 1, B = 1 }
values = { A = [100, 0], B = [0, 60] }

[limits.budget]
sum = { money = 1, office = [0, 10] }
at_least = 20
at_most = 40

[shocks.storm]
shift = { A = -5, B = -10 }
"#;
    let loaded = written(text);
    for (path, low, high) in [
        ("parties.A.walk_away", 0_i64, 100_i64),
        ("limits.budget.at_most", 0, 100),
        ("limits.budget.at_least", 0, 100),
        ("issues.office.values.B[1]", 0, 100),
        ("issues.office.weight.B", 0, 40),
    ] {
        let threshold = answer(&loaded, "threshold", &[&format!("--of {path}")])["threshold"].clone();
        assert_eq!(threshold["complete"], true, "{path}: {threshold}");
        let holds = |at: i64| {
            threshold["intervals"].as_array().unwrap().iter().any(|one| {
                let end = |name: &str| one["exact"][name].as_str().map(number);
                end("from").is_none_or(|from| from <= rational(at))
                    && end("to").is_none_or(|to| to >= rational(at))
            })
        };
        let mut seen = [false; 2];
        for at in (low..=high).step_by(4) {
            // Both ends of a limit in order.
            let change = changes(&[&format!("--set {path}={at}")]);
            let there = Scenario::new(&loaded.case, &change).and_then(|there| there.lower_mixed());
            let Ok(there) = there else { continue };
            assert_eq!(is_open(&there.game), holds(at), "{path} = {at}: {threshold}");
            seen[usize::from(holds(at))] = true;
        }
        assert!(seen[1], "{path} {seen:?}");
    }
    let refused = |options: &[&str]| {
        let words = options.iter().flat_map(|option| option.split(' ')).map(str::to_owned);
        let ask = zopa::ask::Ask::parse("threshold", &words.collect::<Vec<_>>()).unwrap();
        zopa::ask::ask(&loaded, &ask, &Budget::unlimited()).unwrap_err().to_string()
    };
    for path in ["issues.money.curve.A[1]", "issues.money.weight.A", "issues.money.range.to"] {
        let expected = format!(
            "`{path}` changes how far an amount goes, or what a unit of it is worth or counts; thresholds of such numbers are \
             not looked for where issues have amounts"
        );
        assert_eq!(refused(&[&format!("--of {path}")]), expected);
    }
    assert_eq!(
        refused(&["--of parties.A.walk_away", "--and parties.B.walk_away"]),
        "--and is not answered where issues have amounts"
    );
}
