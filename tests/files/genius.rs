//! GENIUS files by hand: every expected number was worked out on paper from the convention.

use zopa::ask::{Ask, Loaded, ask};
use zopa::budget::Budget;
use zopa::error::Error;
use zopa::format::files::FilesFormat::Genius;
use zopa::model::{Effect, WalkAway};
use zopa::numeric::Rational;

use crate::reference::answer;
use crate::{case, game, utility};

const DOMAIN: &str = r#"<negotiation_template><utility_space number_of_issues="3"><objective name="Rent &amp; more" index="0">
<issue index="1" name="rent" type="discrete" vtype="discrete"><item index="1" value="low"/><item index="2" value="high"/></issue>
<issue index="2" name="deposit &amp; keys"><item index="1" value="yes"/><item index="2" value="no"/></issue>
<issue index="3" name="years" etype="integer" lowerbound="2" upperbound="5"/>
</objective></utility_space></negotiation_template>"#;

/// Weights 1, 2 and 1, so shares of 1/4, 1/2 and 1/4.
const TENANT: &str = r#"<utility_space><objective name="Rent" index="0">
<issue index="1" name="rent" type="discrete"><item value="high" evaluation="3"/><item value="low" evaluation="12"/></issue>
<issue index="2" name="deposit &amp; keys"><item value="yes" evaluation="0.25"/><item value="no" evaluation="0.75"/></issue>
<issue index="3" name="years" etype="integer" lowerbound="2" upperbound="5"><evaluator ftype="linear" offset="0.9" slope="-0.4"/></issue>
<weight index="3" value="1"/><weight index="1" value="1.0"/><weight index="2" value="2"/>
</objective><reservation value="0.3"/><discount_factor value="0.9"/></utility_space>"#;

/// The older spelling of an evaluator, a range of its own, and no reservation value.
const LANDLORD: &str = r#"<utility_space><objective>
<issue index="1" name="rent"><item value="low" evaluation="0"/><item value="high" evaluation="1"/></issue>
<issue index="2" name="deposit &amp; keys"><item value="yes" evaluation="1"/><item value="no" evaluation="0"/></issue>
<issue index="3" name="years" etype="integer"><range lowerbound="2" upperbound="5"/><evaluator ftype="linear" parameter0="0.5" parameter1="0.2"/></issue>
<weight index="1" value="0.5"/><weight index="2" value="0.25"/><weight index="3" value="0.25"/>
</objective></utility_space>"#;

fn exact(text: &str) -> Rational {
    text.parse().unwrap()
}

#[test]
fn utilities_are_those_of_genius() {
    let case = case(Genius, &[DOMAIN, TENANT, LANDLORD]);
    let game = game(&case);
    assert_eq!(game.levels(), [2, 2, 4]);
    // An issue whose greatest is above 1 is divided by it, another is not; an integer is kept within 0 and 1:
    // from 2 years on 0.9, 0.5, 0.1, 0 for the tenant and 0.5, 0.7, 0.9, 1 for the landlord.
    for (package, tenant, landlord) in [
        ([0, 0, 0], "0.6", "0.375"), // 1/4 * 12/12 + 1/2 * 0.25 + 1/4 * 0.9;  0 + 1/4 + 1/4 * 0.5
        ([1, 1, 3], "0.4375", "0.75"), // 1/4 * 3/12 + 1/2 * 0.75 + 0;           1/2 + 0 + 1/4
        ([0, 1, 2], "0.65", "0.225"), // 1/4 + 3/8 + 1/4 * 0.1;                 0 + 0 + 1/4 * 0.9
    ] {
        assert_eq!(utility(&game, &package, 0), exact(tenant), "{package:?}");
        assert_eq!(utility(&game, &package, 1), exact(landlord), "{package:?}");
    }
    assert_eq!(game.points(0, game.walk_away()[0]), exact("0.3"));
    assert_eq!(game.points(1, game.walk_away()[1]), Rational::ZERO);
}

#[test]
fn the_case_has_names_labels_and_sources() {
    let case = case(Genius, &[DOMAIN, TENANT, LANDLORD]);
    assert_eq!((case.id.as_str(), case.title.as_str()), ("domain", "Rent & more"));
    let issues: Vec<_> =
        case.issues.iter().map(|one| (one.id.as_str(), one.label.as_str(), one.ordered)).collect();
    assert_eq!(
        issues,
        [("rent", "rent", false), ("deposit_keys", "deposit & keys", false), ("years", "years", true)]
    );
    let levels: Vec<&str> = case.issues[2].levels.iter().map(|level| level.as_str()).collect();
    assert_eq!(levels, ["2", "3", "4", "5"]);
    assert_eq!(case.parties[0].note.as_deref(), Some("In A.x: its discount factor of 0.9 is not used."));
    assert_eq!(case.parties[1].note.as_deref(), Some("In B.x: no reservation value, so 0."));
    let cites: Vec<&str> = case.sources.iter().map(|source| source.cite.as_str()).collect();
    assert_eq!(cites[0], "GENIUS domain domain.x");
    assert!(
        cites[1].starts_with("GENIUS profiles A.x, B.x; the value of a discrete level is"),
        "{}",
        cites[1]
    );
}

/// Two boxes, one over one issue and one over two, and one over nothing, of 100 in all.
const BOXES: &str = r#"<utility_space><utility maxutility="100"><ufun weight="1" aggregation="sum">
<hyperRectangle utility="40"><INCLUDES index="1" min="0" max="1"/><INCLUDES index="2" min="2" max="2"/></hyperRectangle>
<hyperRectangle utility="30"><INCLUDES index="2" min="1" max="9"/></hyperRectangle>
<hyperRectangle utility="10"/>
<hyperRectangle utility="99"><INCLUDES index="2" min="7" max="9"/></hyperRectangle>
<hyperRectangle utility="20"><INCLUDES index="1" min="0" max="1"/><INCLUDES index="1" min="1" max="2"/></hyperRectangle>
</ufun></utility><reservation value="0.2"/></utility_space>"#;

#[test]
fn utilities_of_boxes_add_up() {
    let domain = r#"<utility_space><objective name="Boxes">
        <issue index="1" name="x" type="integer" lowerbound="0" upperbound="2"/>
        <issue index="2" name="y" type="integer" lowerbound="0" upperbound="2"/></objective></utility_space>"#;
    let case = case(Genius, &[domain, BOXES]);
    assert!(
        matches!(&case.parties[0].walk_away, Some(WalkAway::Given(value)) if value.value == exact("0.2"))
    );
    assert_eq!(case.interactions.len(), 1);
    assert!(matches!(&case.interactions[0].effect, Effect::Bonus { when, .. } if when.len() == 2));
    let game = game(&case);
    for x in 0..3 {
        for y in 0..3 {
            let mut expected = 10;
            expected += if x <= 1 && y == 2 { 40 } else { 0 };
            expected += if y >= 1 { 30 } else { 0 };
            expected += if x == 1 { 20 } else { 0 };
            let found = utility(&game, &[x, y], 0);
            assert_eq!(found, Rational::new(expected, 100).unwrap(), "{x} {y}");
        }
    }
}

/// Two levels, which profiles value with as many digits as programs write.
const FINE: &str = r#"<utility_space><objective>
<issue index="1" name="x"><item value="a"/><item value="b"/></issue>
<issue index="2" name="y"><item value="c"/><item value="d"/></issue></objective></utility_space>"#;

fn fine(values: [&str; 4], weights: [&str; 2]) -> String {
    let [a, b, c, d] = values;
    let [first, second] = weights;
    format!(
        r#"<utility_space><objective><issue index="1" name="x"><item value="a" evaluation="{a}"/><item value="b" evaluation="{b}"/></issue>
<issue index="2" name="y"><item value="c" evaluation="{c}"/><item value="d" evaluation="{d}"/></issue>
<weight index="1" value="{first}"/><weight index="2" value="{second}"/></objective><reservation value="0"/></utility_space>"#
    )
}

#[test]
fn payoffs_of_many_digits_are_solved_over_lotteries_too() {
    let weights = ["0.40000000000000013", "0.59999999999999999"];
    let one = fine(["0.70000000000000007", "0.10000000000000001", "0.20000000000000003", "0.9"], weights);
    let two = fine(["0.10000000000000003", "0.80000000000000004", "0.70000000000000011", "0.3"], weights);
    let case = case(Genius, &[FINE, &one, &two]);
    let game = game(&case);
    let bits = (0..2).map(|party| game.utility(&[0, 1], party).ilog2()).max();
    assert!(bits >= Some(100), "{bits:?}");
    let loaded = Loaded::new(case, b"", "case");
    let answer = answer(&loaded, "solve", &["--over", "lotteries"]);
    assert_eq!(answer["solutions"]["nash"]["status"], "found", "{answer:#}");
}

#[test]
fn payoffs_of_too_many_digits_for_lotteries_are_no_closed_zone() {
    let tiny = "0.000000000000000000000000000000000000001";
    let one = fine([tiny, "0", tiny, "0"], ["1", "1"]);
    let case = case(Genius, &[FINE, &one, &one]);
    let loaded = Loaded::new(case, b"", "case");
    let options = ["--over", "lotteries"].map(str::to_owned);
    let question = Ask::parse("solve", &options).unwrap().question;
    let asked = ask(&loaded, &Ask { question, changes: Vec::new() }, &Budget::unlimited());
    let Err(Error::Request { message, hint }) = asked else { panic!("an answer") };
    assert_eq!(
        message,
        "the payoffs of `A` need more than 120 bits over one denominator, too many for lotteries"
    );
    assert_eq!(hint, "round its payoffs to what is known, or leave --over out");
}

/// A rent that is any number, with the evaluators of three parties.
const REAL: &str = r#"<utility_space><objective name="Rent">
<issue index="1" name="rent" etype="real"><range lowerbound="2" upperbound="12"/></issue>
<issue index="2" name="keys"><item value="no"/><item value="yes"/></issue></objective></utility_space>"#;

fn real(evaluator: &str) -> String {
    format!(
        r#"<utility_space><objective><issue index="1" name="rent" etype="real"><range lowerbound="2" upperbound="12"/>{evaluator}</issue>
<issue index="2" name="keys"><item value="no" evaluation="0"/><item value="yes" evaluation="1"/></issue>
<weight index="1" value="3"/><weight index="2" value="1"/></objective><reservation value="0.2"/></utility_space>"#
    )
}

#[test]
fn a_real_issue_is_a_range_with_the_curve_of_its_evaluator() {
    let [line, triangle, same] = [
        real(r#"<evaluator ftype="linear" parameter0="-0.4" parameter1="0.2"/>"#),
        real(r#"<evaluator ftype="triangular" parameter0="0" parameter1="8" parameter2="4"/>"#),
        real(r#"<evaluator ftype="constant" parameter0="0.25"/>"#),
    ];
    let case = case(Genius, &[REAL, &line, &triangle, &same]);
    let continuum = case.issues[0].continuum.as_ref().unwrap();
    let curve = |party: usize| -> Vec<(String, String)> {
        let knots = &continuum.curves[party].1;
        knots.iter().map(|knot| (knot.at.value.to_string(), knot.value.value.to_string())).collect()
    };
    let pairs = |list: &[(&str, &str)]| -> Vec<(String, String)> {
        list.iter().map(|(at, value)| ((*at).to_owned(), (*value).to_owned())).collect()
    };
    // -0.4 + 0.2 x is 0 at the lower end and 1 from 7 on.
    assert_eq!(curve(0), pairs(&[("2", "0"), ("7", "1"), ("12", "1")]));
    // From 0 over 4 to 8, of which the range sees 2 to 12.
    assert_eq!(curve(1), pairs(&[("2", "1/2"), ("4", "1"), ("8", "0"), ("12", "0")]));
    assert_eq!(curve(2), pairs(&[("2", "1/4"), ("12", "1/4")]));
    // 3/4 of the curve and 1/4 of the keys: at 6 and with the keys 3/4 * 0.8 + 1/4, 3/4 * 1/2 + 1/4, 3/16 + 1/4.
    let lowered = zopa::lower::lower_mixed(&case, &zopa::lower::Overlay::default()).unwrap();
    let stretch =
        lowered.game.continuous()[0].stretches.iter().position(|own| exact("6") <= own.to()).unwrap();
    let package = zopa::games::mixed::MixedPackage { levels: vec![stretch, 1], amounts: vec![exact("6")] };
    assert_eq!(lowered.game.utilities(&package).unwrap(), [exact("0.85"), exact("0.625"), exact("0.4375")]);
    // Written and read again, it is the same case, and gives the same answers.
    let written = zopa::format::case_writer::write_case(&case).unwrap();
    let again = zopa::format::read(written.as_bytes(), zopa::format::Format::Toml).case.unwrap();
    let [one, two] = [&case, &again].map(|case| Loaded::new(case.clone(), b"", "case"));
    for command in ["zone", "solve", "why-not"] {
        assert_eq!(answer(&one, command, &[]), answer(&two, command, &[]));
    }
    assert_eq!(zopa::format::case_writer::write_case(&again), Ok(written));
}

#[test]
fn evaluators_of_real_issues_that_mean_nothing_are_refused() {
    for (evaluator, expected) in [
        ("", "error[Z005]: real issue `rent` has no <evaluator>"),
        (
            r#"<evaluator ftype="linear" offset="0" slope="1"/>"#,
            "error[Z005]: the evaluator of issue `rent` has no `parameter0`",
        ),
        (
            r#"<evaluator ftype="quadratic" parameter0="0"/>"#,
            "error[Z024]: the evaluator of issue `rent` is `quadratic`, expected linear, constant or triangular",
        ),
        (
            r#"<evaluator ftype="triangular" parameter0="4" parameter1="8" parameter2="4"/>"#,
            "error[Z013]: the evaluator of issue `rent` is a triangle from 4 over 4 to 8, expected them in this order",
        ),
    ] {
        let found = crate::read(Genius, &[REAL, &real(evaluator)]);
        let lines = crate::lines(&found.findings, &found.texts);
        assert!(lines.iter().any(|line| line.contains(expected)), "{lines:#?}");
    }
}
