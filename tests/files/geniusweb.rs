//! GeniusWeb files by hand: what they become, and what is refused.

use zopa::format::files::FilesFormat::GeniusWeb;
use zopa::numeric::Rational;

use crate::{case, errors, game, utility};

const DOMAIN: &str = r#"{"name": "Flat", "issuesValues": {"rent": {"values": ["low", "high"]}, "pets": {"values": ["yes", "no"]}}}"#;

fn profile(pets: &str, rest: &str) -> String {
    format!(
        r#"{{"LinearAdditiveUtilitySpace": {{"name": "p", "issueUtilities": {{
"rent": {{"DiscreteValueSetUtilities": {{"valueUtilities": {{"low": 1.0, "high": 0.25}}}}}},
"pets": {{{pets}}}
}}, "issueWeights": {{"rent": 0.6, "pets": 0.4}}{rest}}}}}"#
    )
}

const PETS: &str = r#""DiscreteValueSetUtilities": {"valueUtilities": {"yes": 0.5, "no": 0}}"#;

#[test]
fn utilities_are_weights_times_values_and_the_bid_is_the_walk_away_value() {
    let bid = r#", "reservationBid": {"issuevalues": {"rent": "high", "pets": "yes"}}"#;
    let case = case(GeniusWeb, &[DOMAIN, &profile(PETS, bid), &profile(PETS, "")]);
    assert_eq!((case.title.as_str(), case.parties.len()), ("Flat", 2));
    let game = game(&case);
    let exact = |text: &str| text.parse::<Rational>().unwrap();
    assert_eq!(utility(&game, &[0, 0], 0), exact("0.8")); // 0.6 * 1 + 0.4 * 0.5
    assert_eq!(utility(&game, &[1, 1], 0), exact("0.15")); // 0.6 * 0.25
    assert_eq!(game.points(0, game.walk_away()[0]), exact("0.35")); // 0.6 * 0.25 + 0.4 * 0.5
    assert_eq!(game.points(1, game.walk_away()[1]), Rational::ZERO);
    assert_eq!(case.parties[1].note.as_deref(), Some("In B.x: no reservation bid, so 0."));
}

#[test]
fn each_problem_has_its_file_its_line_and_its_reason() {
    let range = DOMAIN.replace(r#"{"values": ["yes", "no"]}"#, r#"{"range": ["0", "9", "1"]}"#);
    let good = profile(PETS, "");
    let bid = |pets: &str| {
        profile(PETS, &format!(r#", "reservationBid": {{"issuevalues": {{"rent": "low"{pets}}}}}"#))
    };
    for (domain, profile, expected) in [
        (
            range.as_str(),
            good.clone(),
            "domain.x:1 \"range\": error[Z024]: issue `pets` is a range of numbers, which is not read from a GeniusWeb file -> list the `values` that matter",
        ),
        ("[]", good.clone(), "domain.x:1 []: error[Z004]: domain domain.x is a list, expected an object"),
        (
            "{\"issuesValues\": 3}",
            good.clone(),
            "domain.x:1 3: error[Z004]: `issuesValues` is a number, expected an object of issues",
        ),
        (
            DOMAIN,
            profile(&PETS.replace(", \"no\": 0", ""), ""),
            "A.x:3 {\"yes\": 0.5}: error[Z005]: the utilities of issue `pets` say nothing of `no`",
        ),
        (
            DOMAIN,
            profile(&PETS.replace("0.5", "\"much\""), ""),
            "A.x:3 \"much\": error[Z012]: the utility of `yes` of issue `pets` is `much`, expected a decimal such as 12.5 or a fraction such as \"1/3\"",
        ),
        (
            DOMAIN,
            profile(&PETS.replace("yes", "yess"), ""),
            "A.x:3 \"yess\": error[Z008]: issue `pets` has no level `yess` ^ did you mean `yes`?",
        ),
        (
            DOMAIN,
            profile("\"NumberValueSetUtilities\": {}", ""),
            "A.x:3 \"NumberValueSetUtilities\": error[Z024]: the utilities of issue `pets` are `NumberValueSetUtilities`, expected DiscreteValueSetUtilities",
        ),
        (
            DOMAIN,
            good.replace("LinearAdditiveUtilitySpace", "SumOfGroupsUtilitySpace"),
            "A.x:1 \"SumOfGroupsUtilitySpace\": error[Z024]: the profile is `SumOfGroupsUtilitySpace`, expected LinearAdditiveUtilitySpace",
        ),
        (
            DOMAIN,
            bid(""),
            "A.x:4 {\"rent\": \"low\"}: error[Z005]: `reservationBid` says nothing of issue `pets`",
        ),
        (
            DOMAIN,
            bid(", \"pets\": \"cats\""),
            "A.x:4 \"cats\": error[Z008]: issue `pets` has no level `cats`",
        ),
        (
            DOMAIN,
            "{\"a\": 1,}".to_owned(),
            "A.x:1 ,: error[Z002]: not well-formed JSON: trailing commas are not allowed",
        ),
    ] {
        let found = errors(GeniusWeb, &[domain, &profile]);
        assert!(found.contains(&expected.to_owned()), "expected {expected}\nfound {found:#?}");
    }
}
