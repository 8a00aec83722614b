//! Published answers.

use zopa::certify::power::Index;

use crate::{power, rational, weighted, with_vetoes};

#[track_caller]
fn exact(index: Index, quota: i64, weights: &[i64], values: &[&str]) {
    let found = power(index, &weighted(quota, weights));
    let values: Vec<_> = values.iter().map(|value| rational(value)).collect();
    assert_eq!(found.values, values, "{index:?} of [{quota}; {weights:?}]");
}

/// Values that were published rounded: each within half a unit of the last place printed.
#[track_caller]
fn rounded(index: Index, game: &zopa::games::voting::VotingGame, values: &[&str], half: &str) {
    let found = power(index, game);
    assert_eq!(found.values.len(), values.len());
    for (found, value) in found.values.iter().zip(values) {
        let gap = found - &rational(value);
        assert!(gap <= rational(half) && -&gap <= rational(half), "{index:?}: {found} is not {value}");
    }
}

#[test]
fn brams_and_affuso_1976_the_council_of_the_european_communities_1958() {
    let weights = [4, 4, 4, 2, 2, 1];
    exact(Index::Shapley, 12, &weights, &["7/30", "7/30", "7/30", "3/20", "3/20", "0"]);
    exact(Index::Banzhaf, 12, &weights, &["5/21", "5/21", "5/21", "1/7", "1/7", "0"]);
    exact(Index::BanzhafRaw, 12, &weights, &["10", "10", "10", "6", "6", "0"]);
}

#[test]
fn felsenthal_and_machover_1998_the_council_of_ten_and_of_fifteen() {
    // Printed to three places; one entry is printed as .030 where the exact value is .0302.
    let ten = weighted(45, &[10, 10, 10, 10, 5, 5, 5, 3, 3, 2]);
    let half = "0.0006";
    let printed = [".174", ".174", ".174", ".174", ".071", ".071", ".071", ".030", ".030", ".030"];
    rounded(Index::Shapley, &ten, &printed, half);
    let printed = [".158", ".158", ".158", ".158", ".082", ".082", ".082", ".041", ".041", ".041"];
    rounded(Index::Banzhaf, &ten, &printed, half);
    let fifteen = weighted(62, &[10, 10, 10, 10, 8, 5, 5, 5, 5, 4, 4, 3, 3, 3, 2]);
    let printed = [
        ".117", ".117", ".117", ".117", ".095", ".055", ".055", ".055", ".055", ".045", ".045", ".035",
        ".035", ".035", ".021",
    ];
    rounded(Index::Shapley, &fifteen, &printed, half);
    let printed = [
        ".112", ".112", ".112", ".112", ".092", ".059", ".059", ".059", ".059", ".048", ".048", ".036",
        ".036", ".036", ".023",
    ];
    rounded(Index::Banzhaf, &fifteen, &printed, half);
}

#[test]
fn banzhaf_1965_nassau_county_1958_and_taylor_and_pacelli_2008_nassau_county_1982() {
    exact(Index::Banzhaf, 16, &[9, 9, 7, 3, 1, 1], &["1/3", "1/3", "1/3", "0", "0", "0"]);
    let values = ["15/52", "1/4", "11/52", "9/52", "3/52", "1/52"];
    exact(Index::Banzhaf, 65, &[30, 28, 22, 15, 7, 6], &values);
}

#[test]
fn brams_1975_fifty_forty_nine_and_one() {
    let weights = [50, 49, 1];
    exact(Index::Banzhaf, 100, &weights, &["1/3", "1/3", "1/3"]);
    // An improper quota: any one voter wins.
    exact(Index::Banzhaf, 1, &weights, &["1/3", "1/3", "1/3"]);
    exact(Index::Banzhaf, 51, &weights, &["3/5", "1/5", "1/5"]);
    exact(Index::Shapley, 51, &weights, &["2/3", "1/6", "1/6"]);
    exact(Index::Banzhaf, 52, &weights, &["1/2", "1/2", "0"]);
}

#[test]
fn davis_and_maschler_1965_apex_games() {
    exact(Index::Shapley, 3, &[2, 1, 1, 1], &["1/2", "1/6", "1/6", "1/6"]);
    exact(Index::Banzhaf, 3, &[2, 1, 1, 1], &["1/2", "1/6", "1/6", "1/6"]);
    exact(Index::Shapley, 4, &[3, 1, 1, 1, 1], &["3/5", "1/10", "1/10", "1/10", "1/10"]);
    exact(Index::Banzhaf, 4, &[3, 1, 1, 1, 1], &["7/11", "1/11", "1/11", "1/11", "1/11"]);
}

/// The examples in the manual and the tests of the package CoopGame (Staudacher and others 2021).
#[test]
fn johnston_1978_in_the_examples_of_coopgame() {
    exact(Index::Johnston, 10, &[7, 3, 3], &["2/3", "1/6", "1/6"]);
    exact(Index::Johnston, 9, &[8, 8, 1], &["1/3", "1/3", "1/3"]);
    exact(Index::Johnston, 8, &[5, 3, 1], &["1/2", "1/2", "0"]);
    exact(Index::Johnston, 4, &[3, 2, 1], &["2/3", "1/6", "1/6"]);
}

/// Public good: Ruser 2017. Deegan-Packel of [51; 35, 20, 15, 15, 15]: Holler and Illing 2006, section 6.3.3.
#[test]
fn ruser_2017_the_bundestag_and_holler_2011_the_paradox_of_weighted_voting() {
    exact(Index::PublicGood, 315, &[309, 193, 63, 64], &["1/3", "2/9", "2/9", "2/9"]);
    let weights = [35, 20, 15, 15, 15];
    exact(Index::PublicGood, 51, &weights, &["4/15", "2/15", "1/5", "1/5", "1/5"]);
    exact(Index::DeeganPackel, 51, &weights, &["18/60", "9/60", "11/60", "11/60", "11/60"]);
}

/// McAndrew 2021, numbersandshapes.net, with the minimal winning coalitions listed.
#[test]
fn mcandrew_2021_minimal_winning_coalitions_of_16_10_9_6_5() {
    exact(Index::DeeganPackel, 16, &[10, 9, 6, 5], &["1/3", "5/18", "5/18", "1/9"]);
    exact(Index::PublicGood, 16, &[10, 9, 6, 5], &["2/7", "2/7", "2/7", "1/7"]);
}

#[test]
fn a_simple_majority_of_three_shares_equally() {
    exact(Index::Shapley, 2, &[1, 1, 1], &["1/3", "1/3", "1/3"]);
}

/// Miller 1973; Straffin 1993: the amending formula of the Victoria charter. Ontario and Quebec have a veto, two of
/// the four Atlantic provinces must agree, and of the West British Columbia with one prairie province, or all
/// three of these.
#[test]
fn straffin_1993_the_victoria_charter_by_two_rules_and_two_vetoes() {
    let west = (3, [0, 0, 2, 1, 1, 1, 0, 0, 0, 0]);
    let atlantic = (2, [0, 0, 0, 0, 0, 0, 1, 1, 1, 1]);
    let charter = with_vetoes(&[(west.0, &west.1), (atlantic.0, &atlantic.1)], &[0, 1]);
    // The formula as it stands.
    for coalition in 0..1_u32 << 10 {
        let has = |province: usize| coalition >> province & 1 == 1;
        let some = |provinces: std::ops::Range<usize>| provinces.filter(|&province| has(province)).count();
        let west = (has(2) && some(3..6) >= 1) || some(3..6) == 3;
        assert_eq!(charter.wins(has), has(0) && has(1) && west && some(6..10) >= 2);
    }
    let half = "0.0001";
    let printed =
        ["0.3155", "0.3155", "0.1250", "0.0417", "0.0417", "0.0417", "0.0298", "0.0298", "0.0298", "0.0298"];
    rounded(Index::Shapley, &charter, &printed, half);
    let printed =
        ["0.2178", "0.2178", "0.1634", "0.0545", "0.0545", "0.0545", "0.0594", "0.0594", "0.0594", "0.0594"];
    rounded(Index::Banzhaf, &charter, &printed, half);
}

/// The fraction 4/2145 for an elected member is worked out in many texts; five permanent members share the rest.
#[test]
fn the_security_council_gives_a_permanent_member_421_of_2145() {
    let council = with_vetoes(&[(9, &[1; 15])], &[0, 1, 2, 3, 4]);
    let as_weights = weighted(39, &[7, 7, 7, 7, 7, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
    for game in [council, as_weights] {
        let found = power(Index::Shapley, &game);
        assert!(found.values[..5].iter().all(|value| *value == rational("421/2145")));
        assert!(found.values[5..].iter().all(|value| *value == rational("4/2145")));
    }
}
