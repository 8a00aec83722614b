//! Empty zones with amounts: a minimal set of demands, what opens it, the cheapest mix of concessions, who pays whom.

use zopa::budget::Budget;
use zopa::certify::mixed::judge_mixed_empty;
use zopa::numeric::Rational;
use zopa::study::mixed::{Demand, mixed_why_not};

use crate::cases::{answer, number, scenario, written};

/// One sum of money between two who together want 130 of 100.
fn divided(more: &str) -> String {
    format!(
        r#"
[model]
id = "divided"
title = "Two who want more than there is"
[parties.A]
name = "A"
walk_away = 70
[parties.B]
name = "B"
walk_away = 60
[parties.C]
name = "C"
walk_away = 0
[issues.money]
range = {{ from = 0, to = 100 }}
weight = {{ A = 100, B = 100 }}
curve = {{ A = [[0, 0], [100, 100]], B = [[0, 100], [100, 0]] }}
[issues.other]
levels = ["no", "yes"]
weight = {{ C = 100 }}
values = {{ C = [0, 100] }}
[conditions.other]
require = {{ other = "yes" }}
{more}
"#
    )
}

#[test]
fn the_demands_that_clash_are_named_and_proved() {
    let loaded = written(&divided(""));
    let lowered = scenario(&loaded.case, &[]).lower_mixed().unwrap();
    let budget = Budget::unlimited();
    let found = mixed_why_not(&loaded.case, &lowered, &budget).unwrap();
    let clash = found.clash.unwrap();
    // A wants 70 and B 60 of 100; C and the condition have nothing to do with it.
    assert_eq!(clash.demands, [Demand::Party(0), Demand::Party(1)]);
    assert_eq!(clash.met_without.len(), 2);
    // Without A's demand, B has its 60; without B's, A has its 70.
    let gains = |place: usize| lowered.game.gains(&clash.met_without[place]).unwrap();
    assert!(!gains(0)[1].is_negative() && !gains(1)[0].is_negative());
    // The closest deal leaves both 15 short; either alone must come down by 30.
    assert_eq!(found.closest.unwrap().0, 15);
    let openings: Vec<_> = found.openings.iter().map(|one| (one.demand, one.by.clone())).collect();
    assert_eq!(openings, [(Demand::Party(0), Some(30.into())), (Demand::Party(1), Some(30.into()))]);
    // Where every point costs the same, 30 points in all, whoever gives them.
    assert_eq!(found.mix.unwrap().cheapest.cost, 30);
    // A proof with a multiplier changed proves nothing.
    let mut wrong = clash.proof.clone().into_claim();
    wrong.bounds[0].weights[0] = Rational::ZERO;
    assert!(judge_mixed_empty(&lowered.game, wrong).is_err());
}

#[test]
fn a_limit_or_a_condition_that_blocks_is_named_and_lifting_it_opens() {
    let text =
        divided("[limits.little]\nat_most = { money = 40 }\n").replace("walk_away = 60", "walk_away = 20");
    let data = &answer(&written(&text), "why-not", &[])["why_not"];
    assert_eq!(data["status"], "empty");
    assert_eq!(data["blocking"][0]["demands"], serde_json::json!(["parties.A.walk_away", "limits.little"]));
    let texts: Vec<&str> =
        data["openings"].as_array().unwrap().iter().map(|one| one["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["A's walk-away value 30 lower, at 40", "without the limit \"little\""]);
    // Two limits that nothing can meet have no closest package.
    let text = divided("[limits.low]\nat_most = { money = 40 }\n[limits.high]\nat_least = { money = 60 }\n");
    let data = &answer(&written(&text), "why-not", &[])["why_not"];
    assert_eq!(data["blocking"][0]["demands"], serde_json::json!(["limits.low", "limits.high"]));
    assert!(data["shortfall"].is_null() && data["cheapest"].is_null());
}

#[test]
fn the_cheapest_mix_uses_the_costs_and_ends_of_the_case() {
    // A point from A costs 3, from B 5; of A's there are 20.
    let costs = "[concessions.a]\nworth = { A = 1 }\ncost = 3\nat_most = 20\n[concessions.b]\nworth = { B = 1 }\ncost = 5\n";
    let data = answer(&written(&divided(costs)), "why-not", &[])["why_not"]["cheapest"].clone();
    assert_eq!(data["assumed"], false);
    assert_eq!(
        (&data["cost_exact"], &data["concessions"]["a"]["units_exact"]),
        (&"110".into(), &"20".into())
    );
    assert_eq!(data["concessions"]["b"]["units_exact"], "10");
    // What nobody can give enough of opens nothing.
    let costs = "[concessions.a]\nworth = { A = 1 }\nat_most = 20\n";
    assert!(answer(&written(&divided(costs)), "why-not", &[])["why_not"]["cheapest"].is_null());
}

#[test]
fn a_transfer_says_who_pays_whom() {
    // C has 100 and needs 0: it pays A and B; a unit takes 2 from C and gives 1 to A, or 1 from C and 1 to B.
    let transfers = "[concessions.to_a]\nworth = { C = -2, A = 1 }\ncost = 0\n[concessions.to_b]\nworth = { C = -1, B = 1 }\ncost = 0\n\
                     [concessions.aid]\nworth = { A = 1, B = 1 }\ncost = 1\nat_most = 9\n";
    let data = answer(&written(&divided(transfers)), "why-not", &[])["why_not"]["cheapest"].clone();
    assert_eq!(data["cost_exact"], "0");
    let paid = |party: &str| -> Rational {
        let used = data["concessions"].as_object().unwrap().values();
        used.filter_map(|one| Some(number(&one["points"].get(party)?.to_string()))).sum()
    };
    assert_eq!(&paid("A") + &paid("B"), number("30"));
    assert!(paid("C") >= number("-100") && paid("C") <= number("-30"));
}

#[test]
fn an_open_zone_says_that_nothing_blocks() {
    let text = divided("").replace("walk_away = 70", "walk_away = 30");
    let data = answer(&written(&text), "why-not", &[]);
    assert_eq!(data["why_not"]["status"], "open");
    assert_eq!(data["why_not"]["blocking"], serde_json::json!([]));
}

/// Without the condition there are a million combinations, more than are looked at: what needs them stays open, the rest is said.
#[test]
fn what_has_too_many_combinations_is_left_open_and_the_rest_is_answered() {
    let mut more = String::new();
    for issue in 0..6 {
        more.push_str(&format!("[issues.i{issue}]\nlevels = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]\n"));
        more.push_str("weight = { C = 1 }\nvalues = { C = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] }\n");
    }
    more.push_str("[conditions.all]\nrequire = { i0 = 0, i1 = 0, i2 = 0, i3 = 0, i4 = 0, i5 = 0 }\n");
    let data = &answer(&written(&divided(&more)), "why-not", &[])["why_not"];
    assert_eq!((&data["status"], &data["complete"]), (&"empty".into(), &false.into()));
    assert_eq!((&data["shortfall_exact"], &data["blocking"]), (&"15".into(), &serde_json::json!([])));
    let paths: Vec<&str> =
        data["openings"].as_array().unwrap().iter().map(|one| one["what"].as_str().unwrap()).collect();
    assert_eq!(paths, ["parties.A.walk_away", "parties.B.walk_away"]);
    assert_eq!(data["cheapest"]["cost_exact"], "30");
}
