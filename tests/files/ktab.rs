//! KTAB tables: two actors by hand, and what is said about slips.

use zopa::ask::{Ask, Loaded, ask};
use zopa::budget::Budget;
use zopa::format::files::FilesFormat::{self, Ktab};
use zopa::model::{SourceKind, WalkAway};
use zopa::numeric::Rational;
use zopa::study::change::Change;

use crate::convert::kept;
use crate::reference::answer;
use crate::{case, errors, game, lines, read, utility};

const TWO: &str = include_str!("../data/ktab/two.csv");
const PADDED: &str = include_str!("../data/ktab/padded.csv");

/// A is at 20 and 50 with salience 30 and 60, so it counts them by 1/3 and 2/3; B is at 80 and 10 with salience 80 and 40, so by 2/3
/// and 1/3. The levels are 20 and 80, and 10 and 50; one step is 60 and 40 points.
#[test]
fn two_actors_by_hand() {
    let case = case(Ktab, &[TWO]);
    assert_eq!((case.title.as_str(), case.note.as_deref()), ("Two; by hand", Some("A table, made up")));
    assert_eq!((case.parties[0].name.as_str(), case.parties[1].name.as_str()), ("Ann; the first", "Bob"));
    let issues: Vec<(&str, Vec<&str>)> = case
        .issues
        .iter()
        .map(|one| (one.id.as_str(), one.levels.iter().map(|level| level.as_str()).collect()))
        .collect();
    assert_eq!(issues, [("Policy", vec!["20", "80"]), ("Price", vec!["10", "50"])]);
    let game = game(&case);
    for (package, a, b) in [
        ([0, 0], "220/3", "60"),  // 1/3 * 100 + 2/3 * 60;   2/3 * 40 + 1/3 * 100
        ([0, 1], "100", "140/3"), // 1/3 * 100 + 2/3 * 100;  2/3 * 40 + 1/3 * 60
        ([1, 0], "160/3", "100"), // 1/3 * 40 + 2/3 * 60;    2/3 * 100 + 1/3 * 100
        ([1, 1], "80", "260/3"),  // 1/3 * 40 + 2/3 * 100;   2/3 * 100 + 1/3 * 60
    ] {
        for (party, expected) in [(0, a), (1, b)] {
            assert_eq!(utility(&game, &package, party), expected.parse::<Rational>().unwrap(), "{package:?}");
        }
    }
    let loaded = Loaded::new(case, b"", "case");
    let zone = answer(&loaded, "zone", &[]);
    assert_eq!((&zone["zone"]["acceptable"], &zone["zone"]["efficient"]), (&4.into(), &3.into()));
}

/// Nash: 80 * 260/3 is the greatest product. With 100 and 20, as 5 and 1: 100^5 * 140/3 is above 80^5 * 260/3.
#[test]
fn influence_is_the_bargaining_weight_where_none_is_given() {
    let loaded = Loaded::new(case(Ktab, &[TWO]), b"", "case");
    let picked = |answer: &serde_json::Value, concept: &str| {
        let package = &answer["solutions"][concept]["package"];
        [package["Policy"].as_str().unwrap().to_owned(), package["Price"].as_str().unwrap().to_owned()]
    };
    let solved = answer(&loaded, "solve", &[]);
    assert_eq!(picked(&solved, "nash"), ["80", "50"]);
    assert_eq!(picked(&solved, "weighted_nash"), ["20", "50"]);
    let said = "weighted_nash takes the influence of the parties as their bargaining weights";
    assert_eq!(solved["warnings"], serde_json::json!([said]));
    assert_eq!(solved["weights"], serde_json::json!({ "A": 100, "B": 20 }));
    // Given weights count before it, and it can be changed.
    let given = answer(&loaded, "solve", &["--weights", "A=1,B=1"]);
    assert_eq!(picked(&given, "weighted_nash"), ["80", "50"]);
    assert_eq!(given["warnings"], serde_json::json!([]));
    let question =
        Ask::parse("solve", &["--concepts".to_owned(), "weighted_nash".to_owned()]).unwrap().question;
    let changes = vec![Change::from_flag("--set", "parties.B.influence=100").unwrap()];
    let changed = ask(&loaded, &Ask { question, changes }, &Budget::unlimited()).unwrap().tree();
    assert_eq!(picked(&changed, "weighted_nash"), ["80", "50"]);
    // Over lotteries too, where weights may be any fractions.
    let lotteries = answer(&loaded, "solve", &["--over", "lotteries"]);
    assert_eq!(lotteries["solutions"]["weighted_nash"]["status"], "found");
    assert_eq!(lotteries["warnings"], serde_json::json!([said]));
}

#[test]
fn influence_of_too_many_digits_is_left_out_aloud() {
    let loaded = Loaded::new(case(Ktab, &[&TWO.replace("100.0", "102.543")]), b"", "case");
    let solved = answer(&loaded, "solve", &[]);
    assert!(solved["solutions"].get("weighted_nash").is_none());
    let left_out = "weighted_nash is left out: the influence of the parties needs too many digits as bargaining weights; give --weights";
    assert_eq!(solved["warnings"], serde_json::json!([left_out]));
    let question =
        Ask::parse("solve", &["--concepts".to_owned(), "weighted_nash".to_owned()]).unwrap().question;
    let refused = ask(&loaded, &Ask { question, changes: Vec::new() }, &Budget::unlimited()).unwrap_err();
    assert_eq!(refused.to_string(), "influence: 102.543 for `A` cannot be used");
}

/// KTAB knows nothing of walking away: what is assumed is a number with a source of its own, and said.
#[test]
fn walk_away_values_are_assumed_aloud() {
    let found = read(Ktab, &[TWO]);
    let warnings: Vec<String> = lines(&found.findings, &found.texts);
    assert_eq!(
        warnings[0],
        "domain.x:1 Two; by hand,\"A table, made up\",2,2,: warning[Z005]: a KTAB table has no walk-away values: 0 is assumed for each party, so every package is acceptable -> set real ones: --set parties.NAME.walk_away=NUMBER, or in the file that zopa convert writes"
    );
    assert_eq!(
        warnings[1..],
        [
            "domain.x:4 B: warning[Z014]: salience of actor `B` adds to 120, expected at most 100 -> salience is divided by its sum, so the case can be solved; mend the one that is off"
        ]
    );
    let case = found.case.unwrap();
    let Some(WalkAway::Given(value)) = &case.parties[0].walk_away else { panic!("a number") };
    assert!(value.value.is_zero());
    let source = case.source(&value.source.as_ref().unwrap().text).unwrap();
    assert_eq!(source.kind, SourceKind::Assumption);
    assert!(source.cite.starts_with("assumed, because a KTAB table has no walk-away values"));
}

#[test]
fn padding_is_no_data_and_columns_may_have_any_names() {
    let found = read(Ktab, &[PADDED]);
    assert_eq!(
        lines(&found.findings, &found.texts)[1],
        "domain.x:1 0: warning[Z003]: `0` after the number of dimensions is not used"
    );
    let case = found.case.unwrap();
    assert_eq!((case.issues[0].label.as_str(), case.parties[0].name.as_str()), ("Pstn1", "X"));
    let levels: Vec<&str> = case.issues[0].levels.iter().map(|one| one.as_str()).collect();
    assert_eq!(levels, ["0", "62.5"]);
    let game = game(&case);
    assert_eq!(utility(&game, &[1], 0), "37.5".parse::<Rational>().unwrap());
    assert_eq!(utility(&game, &[1], 1), Rational::from(100));
}

#[test]
fn a_case_file_keeps_a_table() {
    for text in [TWO, PADDED] {
        let case = case(Ktab, &[text]);
        kept(&case);
        let written = zopa::format::case_writer::write_case(&case).unwrap();
        let again = zopa::format::read_any("a.toml", written.as_bytes()).case.unwrap();
        let influence = |case: &zopa::model::Case| -> Vec<Rational> {
            zopa::study::bargain::influence(case).unwrap().into_iter().map(|(_, one)| one).collect()
        };
        assert_eq!(influence(&case), influence(&again));
    }
}

#[test]
fn a_table_is_known_by_its_first_rows() {
    for name in ["a.csv", "standard input"] {
        assert_eq!(FilesFormat::of(name, TWO.as_bytes()), Some(Ktab));
        assert_eq!(FilesFormat::of(name, PADDED.as_bytes()), Some(Ktab));
    }
    assert_eq!(FilesFormat::of("a.csv", b"party,issue,level,weight,value\n"), Some(FilesFormat::Spreadsheet));
}

#[test]
fn each_slip_has_its_line_the_value_found_the_value_allowed_and_a_next_step() {
    for (from, to, expected) in [
        (
            "2,2,",
            "3,2,",
            "domain.x:1 3: error[Z027]: the first row says 3 actors, 2 rows follow -> mend the number, or the rows: each actor has one",
        ),
        (
            "2,2,",
            "2,3,",
            "domain.x:1 3: error[Z027]: the first row says 3 dimensions, the second names 2 & domain.x:2 Actor,Description,Influence,Policy Posit the names of the columns",
        ),
        (
            "2,2,",
            "2.5,2,",
            "domain.x:1 2.5: error[Z012]: the number of actors is `2.5`, expected a whole number above 0 -> the first row is name,description,nActors,nDims: put a text with a comma in quotes",
        ),
        (
            "2,2,",
            "2,",
            "domain.x:1 Two; by hand,\"A table, made up\",2,: error[Z005]: the first row does not say how many dimensions there are -> write name,description,nActors,nDims",
        ),
        (
            "Influence",
            "Inluence",
            "domain.x:2 Inluence: error[Z003]: column 3 is `Inluence`, expected influence or power or capability -> the columns are Actor,Description,Influence and two for each dimension",
        ),
        (
            ",Price Salience",
            "",
            "domain.x:2 Price Position: error[Z005]: `Price Position` is a column of positions without one of salience",
        ),
        (
            "Price Position,Price Salience",
            "Price Salience,Price Position",
            "domain.x:2 Price Salience: error[Z027]: the columns `Price Salience` and `Price Position` are not the position and the salience of one dimension -> for each dimension first its position, then its salience",
        ),
        (
            "Price Salience",
            "Policy Salience",
            "domain.x:2 Price Position: error[Z027]: the columns `Price Position` and `Policy Salience` are not the position and the salience of one dimension -> for each dimension first its position, then its salience",
        ),
        (
            "Price Position,Price Salience",
            "Policy Position,Policy Salience",
            "domain.x:2 Policy Position: error[Z010]: dimension `Policy` is there twice & domain.x:2 Policy Position the first",
        ),
        (
            "\nB,",
            "\nA,",
            "domain.x:4 A: error[Z010]: actor `A` is there twice & domain.x:3 A the first -> give each actor a row and a name of its own",
        ),
        (
            "Ann; the first",
            "Ann, the first",
            "domain.x:3 60: error[Z011]: the row of actor `A` has 8 cells, expected 7 -> put a text that holds a comma in quotes",
        ),
        (
            "20,30,50,60",
            "200,30,50,60",
            "domain.x:3 200: error[Z026]: `Policy Position` of actor `A` is 200, expected 0 to 100",
        ),
        (
            "20,30,50,60",
            "20,-30,50,60",
            "domain.x:3 -30: error[Z026]: `Policy Salience` of actor `A` is -30, expected 0 or more",
        ),
        (
            "20,30,50,60",
            "20,30,fifty,60",
            "domain.x:3 fifty: error[Z012]: `Price Position` of actor `A` is `fifty`, expected a decimal such as 12.5 or a fraction such as \"1/3\" -> if a text before it holds a comma, put that text in quotes",
        ),
        (
            "20,30,50,60",
            "20,30,50,",
            "domain.x:3 A: error[Z005]: `Price Salience` of actor `A` is missing -> fill the cell; 0 is written as 0",
        ),
        (
            "20,30,50,60",
            "20,0,50,0",
            "domain.x:3 A: error[Z014]: weights of party `A` add to 0, expected more than 0 -> give A a weight on at least one issue, or remove it from [parties]",
        ),
        ("100.0", "-1", "domain.x:3 -1: error[Z026]: the influence of actor `A` is -1, expected 0 or more"),
        (
            "\nB,",
            "\n,",
            "domain.x:4 , Bob ,   20,80.0,80,10,40,: error[Z005]: the row does not name its actor",
        ),
    ] {
        assert!(TWO.contains(from), "{from}");
        let found = errors(Ktab, &[&TWO.replace(from, to)]);
        assert!(found.contains(&expected.to_owned()), "expected {expected}\nfound {found:#?}");
    }
    let expected = "-: error[Z005]: the file ends before the names of its columns -> a KTAB table begins with name,description,nActors,nDims and a row of names of columns";
    assert_eq!(errors(Ktab, &["a,b,1,1"]), [expected]);
}

#[test]
fn hostile_tables_take_no_time() {
    let head = "a,b,2,1\nActor,Description,Power,P,S\n";
    let rows: String = (0..200_000).map(|one| format!("{one},,1,1,1\n")).collect();
    let wide =
        format!("a,b,1,490\nActor,Description,Power{}\nA,,1{}\n", ",P,S".repeat(490), ",1,1".repeat(490));
    for text in [format!("{head}{rows}"), wide, "\"".repeat(4_000_000), "a\n".repeat(1_000_000)] {
        let started = std::time::Instant::now();
        let found = read(Ktab, &[&text]);
        assert!(found.case.is_none() && found.findings.len() <= 1001);
        assert!(started.elapsed().as_secs() < 20, "{:?} for {text:.40}", started.elapsed());
    }
}

/// The small sister of `examples/fuzz`.
#[test]
fn broken_tables_never_panic_and_what_is_read_is_kept() {
    const PIECES: [&str; 16] =
        [",", ";", "\"", "\n", "\r", " ", "0", "1", "9", ".", "-", "/", "A", "Position", "é", "e2"];
    let mut whole = 0;
    for seed in 0..20_000 {
        let mut random = zopa::numeric::random::Random::new(seed);
        let text = crate::mutate::letters(TWO, &PIECES, &mut random);
        let found = read(Ktab, &[&text]);
        assert_eq!(found.case.is_none(), found.findings.iter().any(|one| one.is_error()), "seed {seed}");
        lines(&found.findings, &found.texts);
        let Some(case) = found.case else { continue };
        whole += 1;
        let written = zopa::format::case_writer::write_case(&case).unwrap();
        let again = zopa::format::read_any("a.toml", written.as_bytes()).case.unwrap();
        assert_eq!(game(&case), game(&again), "seed {seed}");
    }
    assert!(whole > 500, "{whole}");
}
