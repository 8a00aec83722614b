//! Numbers that were worked out by hand from the inputs of the files; each comment shows how.

use crate::cases::{loaded, written};
use crate::{explanation, lines, pairs};

/// The Nash package of the Mali case, as the issue that founds the project has it: both groups left, terror ended for
/// good, no attacks on civilians, no youth fighters, 6 months, elected assemblies, a political role, USD 100 m, 1,500
/// fighters, joint units.
#[test]
fn what_the_nash_deal_of_mali_is_worth_follows_line_by_line() {
    let mali = loaded("mali-2024");
    // GOV: weights 14 22 3 1 10 22 8 4 6 10 add to 100. Values of these levels: 100 100 100 100 45 60 35 70 100 60.
    // 14*100/100 = 14; 22; 3; 1; 10*45/100 = 4.5 = 9/2; 22*60/100 = 13.2 = 66/5; 8*35/100 = 2.8 = 14/5;
    // 4*70/100 = 2.8 = 14/5; 6; 10*60/100 = 6. Sum 14+22+3+1+4.5+13.2+2.8+2.8+6+6 = 75.3 = 753/10.
    let found = explanation(&mali, "solve.nash.GOV", &[]);
    assert_eq!(found["path"], "solve.nash.utilities.GOV");
    assert_eq!(found["exact"], "753/10");
    assert_eq!(
        lines(&found),
        pairs(&[
            ("weights", "100"),
            ("issues.disaffiliation", "14"),
            ("issues.cessation", "22"),
            ("issues.civilians", "3"),
            ("issues.youth", "1"),
            ("issues.pause", "9/2"),
            ("issues.autonomy", "66/5"),
            ("issues.leadership", "14/5"),
            ("issues.development", "14/5"),
            ("issues.integration", "6"),
            ("issues.kidal", "6"),
            ("utility", "753/10"),
        ])
    );
    // CSP: weights 3 5 4 1 16 34 5 14 8 10, values 100 100 100 100 75 60 70 70 60 60:
    // (300+500+400+100+1200+2040+350+980+480+600)/100 = 6950/100 = 69.5, which is 9.5 over its 60.
    let found = explanation(&mali, "solve.nash.gains.CSP", &[]);
    let all = lines(&found);
    assert_eq!(all[all.len() - 2..], pairs(&[("utility", "139/2"), ("gain", "19/2")]));
    // JTD: weights 16 10 2 2 16 18 24 4 4 4, values 0 0 0 0 75 60 80 75 60 60:
    // (1200+1080+1920+300+240+240)/100 = 49.8, 5.8 over its 44. The product is 2.3 * 5.8 * 9.5 = 13.34 * 9.5 = 126.73.
    let found = explanation(&mali, "solve.nash.product", &[]);
    assert_eq!(found["exact"], "12673/100");
    let accounts = found["accounts"].as_array().unwrap();
    let gains: Vec<&str> = accounts.iter().map(|account| account["exact"].as_str().unwrap()).collect();
    assert_eq!(gains, ["23/10", "29/5", "19/2", "12673/100"]);
}

#[test]
fn a_shock_is_a_line_of_its_own_with_its_strength() {
    // The Nash package still stands at a third of the attack (2 of the 5.8 points of JTD's gain are left, and more):
    // JTD has 49.8 - 10/3 = 498/10 - 100/30 = 1494/30 - 100/30 = 1394/30 = 697/15.
    let found = explanation(&loaded("mali-2024"), "solve.nash.JTD", &["--shock mlf_attacks*1/3"]);
    let all = lines(&found);
    assert_eq!(all[all.len() - 2..], pairs(&[("shocks.mlf_attacks", "-10/3"), ("utility", "697/15")]));
}

#[test]
fn the_deal_signed_in_helsinki_falls_short_by_a_quarter_of_a_point() {
    let aceh = loaded("aceh-2005");
    // GOI: weights 45 12 10 18 10 5 add to 100; values of the signed levels 55 55 0 80 70 100.
    // 24.75 + 6.6 + 0 + 14.4 + 7 + 5 = 57.75 = 231/4; less 58 = -1/4.
    let found = explanation(&aceh, "packages.signed.gains.GOI", &[]);
    assert_eq!(found["path"], "zone.packages.signed.gains.GOI");
    assert_eq!(
        lines(&found),
        pairs(&[
            ("weights", "100"),
            ("issues.self_government", "99/4"),
            ("issues.revenue_share", "33/5"),
            ("issues.local_parties", "0"),
            ("issues.decommission", "72/5"),
            ("issues.troops", "7"),
            ("issues.monitoring", "5"),
            ("utility", "231/4"),
            ("gain", "-1/4"),
        ])
    );
    // GAM: weights 30 15 20 12 13 10; values 70 75 100 60 75 80.
    // (2100+1125+2000+720+975+800)/100 = 77.2 = 386/5.
    let flags = [
        "--fix self_government=#2",
        "--fix revenue_share=#2",
        "--fix local_parties=#1",
        "--fix decommission=#1",
        "--fix troops=#1",
        "--fix monitoring=#1",
    ];
    assert_eq!(explanation(&aceh, "utilities.GAM", &flags)["exact"], "386/5");
    assert_eq!(explanation(&aceh, "zone.packages.signed.utilities.GAM", &[])["exact"], "386/5");
    // The product of -1/4 and 77.2 - 52 = 25.2 is -6.3.
    assert_eq!(explanation(&aceh, "product", &flags)["exact"], "-63/10");
}

#[test]
fn the_admissible_packages_of_mali_come_about_one_demand_after_the_other() {
    // Levels 3 3 2 2 4 5 4 4 3 3: 9*4 = 36, *20 = 720, *16 = 11,520, *9 = 103,680. The limit leaves 3 of 4 levels:
    // 77,760. The conditions leave one of 3, one of 3, one of 2 and one of 2: 25,920, 8,640, 4,320, 2,160.
    let found = explanation(&loaded("mali-2024"), "zone.admissible", &[]);
    assert_eq!(
        lines(&found),
        pairs(&[
            ("packages", "103680"),
            ("limits.programmes", "77760"),
            ("conditions.disaffiliation", "25920"),
            ("conditions.cessation", "8640"),
            ("conditions.civilians", "4320"),
            ("conditions.youth", "2160"),
        ])
    );
    // The published count ends the list of those that nobody refuses; a party that refuses nobody else refused is last.
    let found = explanation(&loaded("mali-2024"), "zone.acceptable", &[]);
    let all = lines(&found);
    assert_eq!(all[5..6], pairs(&[("conditions.youth", "2160")]));
    assert_eq!(all.last().unwrap(), &("parties.CSP".to_owned(), "21".to_owned()));
    assert_eq!(found["certificate"]["strength"], "Recount");
}

#[test]
fn a_share_and_a_shortfall_are_quotients_and_losses() {
    let mali = loaded("mali-2024");
    // Kalai-Smorodinsky has 3,000 fighters and a garrison instead: GOV 75.3 - 6 - 6 + 6*40/100 + 10 = 75.7, a gain of
    // 2.7. The published best of GOV is 79.3, 6.3 over 73. 2.7/6.3 = 27/63 = 3/7.
    assert_eq!(explanation(&mali, "solve.kalai_smorodinsky.shares.GOV", &[])["exact"], "3/7");
    assert_eq!(explanation(&mali, "solve.kalai_smorodinsky.ideals.GOV", &[])["exact"], "63/10");
    assert_eq!(explanation(&mali, "zone.parties.GOV.slack", &[])["exact"], "63/10");
    // Published: under attack the closest package leaves GOV 0.5, JTD 1.8 and CSP 2 short.
    let found = explanation(&mali, "why_not.shortfall", &["--shock mlf_attacks"]);
    assert_eq!(
        lines(&found),
        pairs(&[("parties.GOV", "1/2"), ("parties.JTD", "9/5"), ("parties.CSP", "2"), ("shortfall", "2")])
    );
}

/// Two parties, two issues with weights that do not add to 100, a bonus, a table, a walk-away value from a package.
const SMALL: &str = r#"
[model]
id = "small"
[sources]
guess = { kind = "assumption", cite = "A guess" }
[parties.A]
name = "A"
walk_away = 1
[parties.B]
name = "B"
walk_away = { package = "now", premium = "1/3" }
[issues.x]
levels = ["low", "high"]
weight = { A = 2, B = 1 }
values = { A = [3, 9], B = [6, 0] }
source = "guess"
[issues.y]
levels = ["no", "yes"]
weight = { A = 1 }
values = { A = [0, 12] }
[[interactions]]
when = { x = "high", y = "yes" }
bonus = { A = 5 }
[[interactions]]
over = ["y", "x"]
table = { A = [[1, 2], [3, 4]], B = [[0, 0], ["1/2", 7]] }
[packages.now]
levels = { x = "low", y = "no" }
[shocks.storm]
label = "a storm"
shift = { B = -2 }
"#;

#[test]
fn interactions_count_where_they_hold_and_are_named_where_they_do_not() {
    let small = written(SMALL);
    // A at (high, yes): (2*9 + 1*12)/3 = 10, in parts 6 and 4; the bonus 5; the table's row y=yes, x=high: 4. Sum 19.
    let both = ["--fix x=high", "--fix y=yes"];
    let found = explanation(&small, "utilities.A", &both);
    let expected = [
        ("weights", "3"),
        ("issues.x", "6"),
        ("issues.y", "4"),
        ("interactions[0]", "5"),
        ("interactions[1]", "4"),
        ("utility", "19"),
    ];
    assert_eq!(lines(&found), pairs(&expected));
    // A at (low, yes): 2*3/3 = 2 and 4; no bonus; the table's row y=yes, x=low: 3. Sum 9.
    let found = explanation(&small, "utilities.A", &["--fix x=low", "--fix y=yes"]);
    let expected = [
        ("weights", "3"),
        ("issues.x", "2"),
        ("issues.y", "4"),
        ("interactions[0]", "0"),
        ("interactions[1]", "3"),
        ("utility", "9"),
    ];
    assert_eq!(lines(&found), pairs(&expected));
    let bonus = &found["accounts"][0]["lines"][3];
    assert_eq!(bonus["text"], "does not hold: needs x high with y yes");
    assert_eq!(bonus["terms"], serde_json::json!([]));
    // B has no weight on y: 1*0/1 = 0 and nothing; it is not named in the bonus; the table gives 7.
    let found = explanation(&small, "utilities.B", &both);
    let expected =
        [("weights", "1"), ("issues.x", "0"), ("issues.y", "0"), ("interactions[1]", "7"), ("utility", "7")];
    assert_eq!(lines(&found), pairs(&expected));
    assert_eq!(found["accounts"][0]["lines"][2]["text"], "y: yes (no weight)");
}

#[test]
fn a_walk_away_value_from_a_package_is_worked_out_and_shocks_do_not_move_it() {
    let small = written(SMALL);
    // B at (low, no): 6 + 0 = 6, and the premium of 1/3: 19/3. The storm takes 2 from agreements alone.
    for flags in [&[][..], &["--shock storm"]] {
        let found = explanation(&small, "parties.B.walk_away", flags);
        assert_eq!(found["kind"], "walk_away");
        let expected = [
            ("weights", "1"),
            ("issues.x", "6"),
            ("issues.y", "0"),
            ("interactions[1]", "0"),
            ("utility", "6"),
            ("walk_away", "19/3"),
        ];
        assert_eq!(lines(&found), pairs(&expected), "{flags:?}");
    }
    // At (high, yes) B has 7, with the storm 5: 5 - 19/3 = -4/3.
    let flags = ["--fix x=high", "--fix y=yes", "--shock storm"];
    let found = explanation(&small, "gains.B", &flags);
    assert_eq!(found["exact"], "-4/3");
    assert_eq!(found["accounts"][0]["path"], "parties.B.walk_away", "it is worked out first");
    assert_eq!(found["accounts"].as_array().unwrap().len(), 2);
}

#[test]
fn a_point_is_its_own_utility() {
    let points = written(include_str!("../data/points.toml"));
    // The second point gives 1 and 1/2; TWO's disagreement is 0, ONE's is -5: gains 6 and 1/2, product 3.
    let found = explanation(&points, "gains.ONE", &["--fix point=#1"]);
    let expected = [("bargaining.points[1]", "1"), ("utility", "1"), ("gain", "6")];
    assert_eq!(lines(&found), pairs(&expected));
    assert_eq!(explanation(&points, "product", &["--fix point=#1"])["exact"], "3");
    // A walk-away value goes by both of its names.
    let found = explanation(&points, "parties.ONE.walk_away", &["--set parties.ONE.walk_away=-4"]);
    assert_eq!(
        (&found["exact"], &found["inputs"][0]["path"]),
        (&"-4".into(), &"bargaining.disagreement[0]".into())
    );
    assert_eq!(found["inputs"][0]["changed_by"], "--set parties.ONE.walk_away=-4");
    assert_eq!(found["inputs"][0]["in_file"]["exact"], "-5");
}
