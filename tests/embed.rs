//! The example of embedding, run as a test.

#[path = "../examples/embed.rs"]
mod embed;

use zopa::certify::Strength;

/// The 18 admissible packages are few enough to write down: 7 leave both parties at least at their walk-away
/// values, 10 of all 27 do, and the greatest product of gains is 23 x 24, for a ceasefire in the whole province,
/// all prisoners and three seats. The next is 21 x 16.
#[test]
fn a_case_built_in_code_is_answered_with_certificates() {
    let outcome = embed::outcome().expect("the case of the example is right");
    assert_eq!((outcome.acceptable, outcome.admissible), (7, 18));
    assert_eq!(outcome.acceptable_without_condition, 10);
    let levels: Vec<&str> = outcome.package.iter().map(|(_, level)| level.as_str()).collect();
    assert_eq!(levels, ["province-wide", "all", "3"]);
    let gains: Vec<_> =
        outcome.gains.iter().map(|(party, gain)| (party.as_str(), gain.to_string())).collect();
    assert_eq!(gains, [("GOV", "23".to_owned()), ("MOV", "24".to_owned())]);
    assert_eq!(outcome.strength, Strength::Recount);
    assert!(outcome.checks.contains(&"acceptable packages that are better"));
}
