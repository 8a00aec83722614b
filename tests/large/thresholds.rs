//! For which values of a number there is a zone, without a list: held against the listing, by hand, and against wrong claims.

use zopa::ask::verify::verify;
use zopa::ask::{Ask, Loaded, ask};
use zopa::budget::Budget;
use zopa::certify::Strength;
use zopa::certify::bargaining::{LargeFacts, LineReferee, OpenValues};
use zopa::format::read_any;
use zopa::model::path::numbers;
use zopa::numeric::{Interval, Rational};
use zopa::study::change::Change;
use zopa::study::scenario::Scenario;
use zopa::study::threshold::{Asked, Target, large_threshold, line, threshold, two_values};

use crate::random_case::random_case;

#[test]
fn open_values_are_those_that_a_look_at_every_package_finds() {
    let (mut same, mut left_open, mut kinds) = (0, 0, [0; 4]);
    let budget = Budget::unlimited();
    for seed in 0..150 {
        let case = random_case(seed);
        let storm = Change::Shock { name: "storm".into(), factor: Rational::ONE };
        let scenario = Scenario::new(&case, &[storm]).unwrap();
        let paths = numbers(&case).into_iter().map(|entry| entry.path.clone());
        for path in paths.chain(["shocks.storm.factor".to_owned()]) {
            let Ok(target) = Target::find(&scenario, &path) else { continue };
            let own = scenario.of_bargaining();
            let Ok(Ok(line)) = line(&own, &target, target.legal().clone(), two_values(&target)) else {
                continue;
            };
            let Ok(listed) = threshold(&scenario, target, Asked::Zone, &budget) else { continue };
            let target = Target::find(&scenario, &path).unwrap();
            let found = large_threshold(&own, target, &line, &budget).unwrap();
            match (&found.open, &listed.open) {
                (Ok(found), Ok(listed)) => {
                    assert_eq!(found.intervals, listed.intervals, "{seed} {path}");
                    assert_ne!(found.certificate().strength, Strength::Necessary, "{seed} {path}");
                    same += 1;
                    kinds[found.intervals.len().min(3)] += 1;
                }
                (Err(_), Ok(_)) => left_open += 1,
                (_, Err(why)) => panic!("{seed} {path} {why:?}"),
            }
        }
    }
    assert!(same > 1000 && left_open * 8 < same, "{same} {left_open} {kinds:?}");
    assert!(kinds[0] > 50 && kinds[1] > 200, "{kinds:?}");
}

#[test]
fn wrong_open_values_are_refused() {
    let budget = Budget::unlimited();
    let mut tried = 0;
    for seed in 0..80 {
        let case = random_case(seed);
        let scenario = Scenario::new(&case, &[]).unwrap();
        let path = format!("parties.{}.walk_away", case.signatories().next().unwrap().id.text);
        let Ok(target) = Target::find(&scenario, &path) else { continue };
        let Ok(Ok(line)) = line(&scenario, &target, target.legal().clone(), two_values(&target)) else {
            continue;
        };
        let found = large_threshold(&scenario, target, &line, &budget).unwrap();
        let Ok(right) = found.open else { continue };
        let right: OpenValues = right.into_claim();
        let referee = LineReferee::new(&line, &[]);
        let facts = |open: &OpenValues| -> Vec<Vec<LargeFacts>> {
            let games = open.closed(line.legal()).into_iter().map(|gap| line.closed_over(&gap).unwrap());
            let known = |game: &_| {
                let facts = zopa::bargaining::large::demands::settled(game, &budget).unwrap();
                LargeFacts { is_open: false, agreement: None, ..facts.into_claim() }
            };
            games.map(|games| games.iter().map(known).collect()).collect()
        };
        let is_refused = |open: OpenValues| {
            let closed = facts(&open);
            referee.judge_large_open_values(open, &closed).is_err()
        };
        let judged = referee.judge_large_open_values(right.clone(), &facts(&right));
        assert!(judged.is_ok(), "{seed} {judged:?}");
        // Less than is open, more than is open, and nothing at all.
        let end = right.intervals.last().and_then(|last| last.to.clone());
        let Some(end) = end else { continue };
        for shift in [Rational::ONE, -&Rational::ONE, Rational::new(1, 1000).unwrap()] {
            let mut wrong = right.clone();
            let moved = &end + &shift;
            wrong.intervals.last_mut().unwrap().to = Some(moved.clone());
            wrong.shown.iter_mut().filter(|one| one.at == end).for_each(|one| one.at = moved.clone());
            assert!(is_refused(wrong), "{seed} {shift}");
        }
        let mut fewer = right.clone();
        fewer.intervals.last_mut().unwrap().to_closed = false;
        assert!(is_refused(fewer), "{seed}");
        assert!(is_refused(OpenValues { intervals: Vec::new(), shown: Vec::new() }), "{seed}");
        // Open everywhere, which leaves nothing to rule out.
        assert!(is_refused(OpenValues { intervals: vec![Interval::ALL], ..right.clone() }), "{seed}");
        // Without a reason it is not proved.
        let mut closed = facts(&right);
        closed[0][0] = LargeFacts::default();
        assert!(referee.judge_large_open_values(right.clone(), &closed).is_err(), "{seed}");
        assert!(referee.judge_large_open_values(right, &[]).is_err(), "{seed}");
        tried += 1;
    }
    assert!(tried > 25, "{tried}");
}

/// Forty issues with four levels, 10^24 packages: level k is worth k to A and 3 - k to B, so that both share 120, of which a
/// fortieth is a point. A limit holds A at 55.
fn shared(walk_away: [u32; 2]) -> Loaded {
    let mut text = "[model]\nid = \"big\"\ntitle = \"Many issues\"\n[sources]\ns = { kind = \"assumption\", cite = \"s\" }\n".to_owned();
    for (party, floor) in ["A", "B"].iter().zip(walk_away) {
        text.push_str(&format!(
            "[parties.{party}]\nname = \"{party}\"\nwalk_away = {{ value = \"{floor}/40\", source = \"s\" }}\n"
        ));
    }
    for place in 0..40 {
        text.push_str(&format!(
            "[issues.i{place}]\nlevels = [\"0\", \"1\", \"2\", \"3\"]\nsource = \"s\"\nweight = {{ A = 1, B = 1 }}\nvalues = {{ A = [0, 1, 2, 3], B = [3, 2, 1, 0] }}\n"
        ));
    }
    let amounts: Vec<String> = (0..40).map(|place| format!("i{place} = [0, 1, 2, 3]")).collect();
    text.push_str(&format!("[limits.total]\nat_most = 55\nsum = {{ {} }}\n", amounts.join(", ")));
    text.push_str("[shocks.storm]\nlabel = \"Storm\"\nshift = { A = -0.25, B = -0.25 }\n");
    let read = read_any("case.toml", text.as_bytes());
    Loaded::new(read.case.unwrap_or_else(|| panic!("{:?}", read.findings)), text.as_bytes(), "case")
}

fn asked(loaded: &Loaded, options: &[&str], budget: &Budget<'_>) -> (serde_json::Value, String) {
    let options: Vec<String> = options.iter().map(|&option| option.to_owned()).collect();
    let reply = ask(loaded, &Ask::parse("threshold", &options).unwrap(), budget).unwrap();
    let text = reply.text();
    assert!(text.lines().count() <= 40 && text.lines().all(|line| line.chars().count() <= 100), "{text}");
    if reply.tree()["threshold"]["status"] != "undecided" {
        let verified = verify(loaded, &reply.json()).unwrap();
        assert!(verified.ok && verified.claims > 0, "{:?}", verified.problems);
    }
    (reply.tree()["threshold"].clone(), text)
}

#[test]
fn ends_of_a_vast_case_are_those_of_a_sum_by_hand() {
    let open = shared([50, 60]);
    let ends = |of: &str| {
        let (data, text) = asked(&open, &["--of", of], &Budget::unlimited());
        assert_eq!((&data["status"], &data["way"]), (&"open".into(), &"searched".into()), "{text}");
        assert_ne!(data["certificate"]["strength"], "Necessary", "{text}");
        assert!(data["nash_changes"].is_null() && text.contains("proved without a list"), "{text}");
        (data["exact"]["from"].as_str().map(str::to_owned), data["exact"]["to"].as_str().map(str::to_owned))
    };
    let fraction = |text: &str| Some(text.to_owned());
    // A may ask for all that the limit leaves it, 55; B for what is left where A takes 50.
    assert_eq!(ends("parties.A.walk_away"), (None, fraction("11/8")));
    assert_eq!(ends("parties.B.walk_away"), (None, fraction("7/4")));
    // The limit must leave A its 50.
    assert_eq!(ends("limits.total.at_most"), (fraction("50"), None));
    // A shock of a quarter of a point, 10 of 120, for both: with half of it A wants 55, which is what the limit leaves.
    let (data, text) =
        asked(&open, &["--shock", "storm", "--of", "shocks.storm.factor"], &Budget::unlimited());
    assert_eq!(data["exact"]["to"], "1/2", "{text}");
    assert_eq!(data["status"], "empty");
    // Both want more than there is, whatever the limit.
    let (data, text) = asked(&shared([65, 60]), &["--of", "limits.total.at_most"], &Budget::unlimited());
    assert_eq!((&data["status"], data["intervals"].as_array().unwrap().len()), (&"empty".into(), 0));
    assert!(text.contains("NO ZONE, whatever"), "{text}");
    let (data, text) = asked(&open, &["--of", "parties.A.walk_away"], &Budget::of_work(10));
    assert_eq!(data["status"], "undecided", "{text}");
    assert!(text.contains("UNDECIDED") && text.contains("the run was cut short"), "{text}");
}
