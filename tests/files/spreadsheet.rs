//! Spreadsheets: a case that stands elsewhere, by hand, and what is said about slips.

use zopa::ask::Loaded;
use zopa::format::files::FilesFormat::{self, Spreadsheet};
use zopa::format::files::{SourceFile, read_files};
use zopa::format::read_any;
use zopa::model::SourceKind;
use zopa::numeric::Rational;

use crate::convert::kept;
use crate::reference::answer;
use crate::{case, errors, game, lines, read, utility};

const CAMP_DAVID: &str = include_str!("../data/spreadsheets/camp-david.csv");
const LEASE: &[u8] = include_bytes!("../data/spreadsheets/lease.csv");

/// A small table, in which one line after the other is broken below.
const SMALL: &str = "party,issue,level,weight,value\nA,x,low,1,0\nA,x,high,1,1\nB,x,low,1,1\nB,x,high,1,0\nA,walk_away,,,0\nB,walk_away,,,0.5\n";

#[test]
fn a_spreadsheet_has_the_answers_of_the_built_in_case_that_it_repeats() {
    let built_in = zopa::catalogue::entry("camp-david-1978").unwrap().read().case.unwrap();
    let sheet = case(Spreadsheet, &[CAMP_DAVID]);
    assert_eq!(game(&sheet), game(&built_in));
    let [one, two] = [sheet, built_in].map(|case| Loaded::new(case, b"", "case"));
    for (command, field) in [("zone", "zone"), ("solve", "solutions"), ("divide", "solutions")] {
        assert_eq!(answer(&one, command, &[])[field], answer(&two, command, &[])[field], "{command}");
    }
}

/// Weights 0.6 and 0.4, and 0.7 and 0.3, so they are shares already.
#[test]
fn semicolons_commas_in_numbers_marks_and_empty_columns_are_read() {
    let file = SourceFile { name: "Lease 2.csv".to_owned(), bytes: LEASE.to_vec() };
    let found = read_files(Spreadsheet, std::slice::from_ref(&file));
    let case = found.case.unwrap_or_else(|| panic!("{:#?}", lines(&found.findings, &found.texts)));
    assert_eq!((case.id.as_str(), case.title.as_str()), ("Lease_2", "Lease 2"));
    let names = |names: &[zopa::model::Name]| names.iter().map(|one| one.text.clone()).collect::<Vec<_>>();
    assert_eq!(names(&case.issues[0].levels), ["low", "high; as now"]);
    assert_eq!(names(&case.issues[1].levels), ["no", "yes"]);
    assert_eq!(case.issues[0].values[0].1[1].note.as_deref(), Some("says \"never\""));
    let game = game(&case);
    let exact = |text: &str| text.parse::<Rational>().unwrap();
    assert_eq!(utility(&game, &[1, 1], 0), exact("0.55")); // 0.6 * 0.25 + 0.4 * 1
    assert_eq!(utility(&game, &[1, 0], 1), exact("1")); // 0.7 + 0.3
    assert_eq!(game.points(0, game.walk_away()[0]), exact("0.4"));
    assert_eq!(game.points(1, game.walk_away()[1]), exact("-0.5"));
    // The same bytes in the encodings that spreadsheets write, and by the name of the file alone.
    let text = std::str::from_utf8(LEASE).unwrap().trim_start_matches('\u{feff}').to_owned();
    let wide: Vec<u8> =
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in
        [wide, text.replace(';', "\t").into_bytes().split_off(7), text.replace("\r\n", "\r").into_bytes()]
    {
        let again = read_any("Lease 2.csv", &bytes);
        assert_eq!(crate::game(&again.case.unwrap()), game);
    }
}

#[test]
fn rows_may_stand_in_any_order() {
    let mut rows: Vec<&str> = SMALL.lines().collect();
    rows[3..].reverse();
    assert_eq!(game(&case(Spreadsheet, &[&rows.join("\n")])), game(&case(Spreadsheet, &[SMALL])));
}

#[test]
fn sources_are_those_of_the_rows() {
    let sourced = SMALL.replace("value\n", "value,source\n").replace(",0.5", ",0.5,public: the talks");
    let sourced = sourced.replace("B,x,low,1,1", "B,x,low,1,1,her staff");
    let case = case(Spreadsheet, &[&sourced]);
    let sources: Vec<_> =
        case.sources.iter().map(|one| (one.id.as_str(), one.kind, one.cite.as_str())).collect();
    assert_eq!(
        sources,
        [
            ("file", SourceKind::Assumption, "spreadsheet domain.x"),
            ("source_1", SourceKind::Assumption, "her staff"),
            ("source_2", SourceKind::Public, "the talks")
        ]
    );
    let numbers = zopa::model::path::numbers(&case);
    let source = |path: &str| {
        let found = numbers.iter().find(|one| one.path == path).unwrap();
        found.source.unwrap().text.clone()
    };
    assert_eq!(source("parties.B.walk_away"), "source_2");
    assert_eq!(source("issues.x.values.B[0]"), "source_1");
    assert_eq!(source("issues.x.weight.B"), "source_1");
    assert_eq!(source("issues.x.values.A[0]"), "file");
}

#[test]
fn a_case_file_keeps_a_spreadsheet() {
    let lease = std::str::from_utf8(LEASE).unwrap();
    for text in [CAMP_DAVID, SMALL, lease.trim_start_matches('\u{feff}')] {
        kept(&case(Spreadsheet, &[text]));
    }
}

#[test]
fn each_slip_has_its_line_the_value_found_the_value_allowed_and_a_next_step() {
    let row = "put a text that holds the separator in quotes, and write 0.5 rather than 0,5 where a comma separates";
    for (from, to, expected) in [
        ("A,x,high,1,1\n", "", "domain.x:4 high: error[Z005]: party `A` gives no value to `high` of issue `x` ^ named here -> add a row for each, or mend the name here if it is a slip".to_owned()),
        ("B,x,high", "B,x,hihg", "domain.x:5 hihg: error[Z005]: party `A` gives no value to `hihg` of issue `x` ^ named here -> add a row for each, or mend the name here if it is a slip".to_owned()),
        ("B,x,high", "B,x,low", "domain.x:5 0: error[Z010]: the value of `low` of issue `x` for party `B` is given twice & domain.x:4 1 the first -> remove the row that is not meant, or mend its level".to_owned()),
        ("A,x,high,1,1", "A,x,high,2,1", "domain.x:3 2: error[Z027]: the weight of issue `x` for party `A` is 2 here and 1 before & domain.x:2 1 the first -> a party has one weight for each issue: write it alike in all its rows".to_owned()),
        ("A,x,high,1,1", "A,x,high,1,much", "domain.x:3 much: error[Z012]: the value of `high` of issue `x` for party `A` is `much`, expected a decimal such as 12.5 or a fraction such as \"1/3\"".to_owned()),
        ("A,x,high,1,1", "A,x,high,1,\"0,5\"", "domain.x:3 \"0,5\": error[Z012]: the value of `high` of issue `x` for party `A` is `0,5`, expected a number with a decimal point -> write 0.5 rather than 0,5, or let ; separate the columns".to_owned()),
        ("A,x,high,1,1", "A,x,high,1,0,5", format!("domain.x:3 5: error[Z011]: the row has 6 cells, the first row names 5 -> {row}")),
        ("A,x,high,1,1", "A,x,high,1,", "domain.x:3 A,x,high,1,: error[Z005]: the value of `high` of issue `x` for party `A` is missing -> fill the cell `value`; 0 is written as 0".to_owned()),
        ("A,x,high,1,1", "A,,high,1,1", "domain.x:3 A,,high,1,1: error[Z005]: the row has no issue -> write walk_away as the issue of a row that gives a walk-away value".to_owned()),
        ("A,x,high,1,1", ",x,,1,1", "domain.x:3 ,x,,1,1: error[Z005]: the row has no party and no level -> fill the cell in each row: cells that are joined are saved in the first row only".to_owned()),
        ("A,walk_away,,,0\n", "", "domain.x:2 A: error[Z005]: party `A` has no walk-away value -> add a row A,walk_away,,,NUMBER: what it has without a deal".to_owned()),
        ("A,walk_away,,,0", "A,walk_away,,0,", "domain.x:6 0: error[Z027]: the walk-away value of party `A` has a weight `0`, expected an empty cell -> write the number in the column `value`".to_owned()),
        ("B,walk_away", "A,walk_away", "domain.x:7 0.5: error[Z010]: the walk-away value of party `A` is given twice & domain.x:6 0 the first".to_owned()),
        ("B,x,low,1,1\nB,x,high,1,0", "B,x,low,,1\nB,x,high,,0", "domain.x:4 1: error[Z005]: party `B` gives no weight to issue `x` -> write it in each row of the party and the issue, or in one of them".to_owned()),
        ("B,x,low,1,1\nB,x,high,1,0", "B,x,low,-1,1\nB,x,high,,0", "domain.x:4 -1: error[Z014]: weight of issue `x` for party `B` is -1, expected 0 or more".to_owned()),
        ("weight,value", "wieght,value", "domain.x:1 wieght: error[Z003]: unknown column `wieght` ^ did you mean `weight`? -> the columns are party, issue, level, weight, value, and if you like source, note; remove any other".to_owned()),
        ("weight,value", "value,value", "domain.x:1 value: error[Z010]: the column `value` is there twice & domain.x:1 value the first".to_owned()),
        ("weight,value", "value", "domain.x:1 party,issue,level,value: error[Z005]: the first row names no column `weight` -> name the columns in the first row: party, issue, level, weight, value, and if you like source, note".to_owned()),
        ("A,x,low", "\"A,x,low", "domain.x:2 \": error[Z002]: a quote that opens a cell is never closed -> close it with a second quote, or write \"\" for a quote in a text".to_owned()),
        ("A,x,low", "\"A\"x,x,low", "domain.x:2 x: error[Z002]: text after the quote that closes a cell -> put the whole cell in quotes, and write \"\" for a quote in it".to_owned()),
    ] {
        assert!(SMALL.contains(from));
        let found = errors(Spreadsheet, &[&SMALL.replace(from, to)]);
        assert!(found.contains(&expected), "expected {expected}\nfound {found:#?}");
    }
}

/// `1.234` may be a thousand, and so may `1,234`.
#[test]
fn a_number_that_could_be_two_is_refused() {
    let sheet = SMALL.replace(',', ";");
    let sheet = sheet.replace("0.5", "0,5");
    assert_eq!(game(&case(Spreadsheet, &[&sheet])), game(&case(Spreadsheet, &[SMALL])));
    let of = |number: &str| {
        errors(Spreadsheet, &[&sheet.replace("A;walk_away;;;0", &format!("A;walk_away;;;{number}"))])
    };
    assert_eq!(
        of("1,234"),
        [
            "domain.x:6 1,234: error[Z012]: the walk-away value of party `A` is `1,234`, expected a number that can be read in one way -> write 1,2340 if the comma is a decimal comma, 1234 if not"
        ]
    );
    assert_eq!(
        of("1.5"),
        [
            "domain.x:7 0,5: error[Z027]: a number with a comma, while others have a point & domain.x:6 1.5 the first with a point -> write all numbers of a file in one way"
        ]
    );
    assert_eq!(
        of("1.234,5"),
        [
            "domain.x:6 1.234,5: error[Z012]: the walk-away value of party `A` is `1.234,5`, expected digits, at most one comma, and digits -> write 1234,5 without other marks"
        ]
    );
    // What a decimal comma between commas makes of a row with sources.
    let sourced =
        SMALL.replace("weight,value", "weight,value,source").replace("A,x,low,1,0", "A,x,low,0,5,0");
    assert!(errors(Spreadsheet, &[&sourced]).contains(
        &"domain.x:2 0: error[Z004]: the source is `0`, a number, expected who says so -> name who says so; where a comma separates the columns, write 0.5 rather than 0,5".to_owned()
    ));
}

#[test]
fn all_slips_are_listed_at_once() {
    let sheet = SMALL.replace("A,x,high,1,1", "A,x,high,2,?").replace("B,walk_away,,,0.5\n", ",x,low,1,1\n");
    let found = errors(Spreadsheet, &[&sheet]);
    let codes: Vec<_> = found.iter().map(|line| line.split(['[', ']']).nth(1).unwrap().to_owned()).collect();
    assert_eq!(codes, ["Z027", "Z012", "Z005", "Z005"], "{found:#?}");
    // A row without an issue may be B's walk-away value: that it has none is not said as well.
    let found = errors(Spreadsheet, &[&SMALL.replace("B,walk_away", "B,")]);
    assert_eq!(found.len(), 1, "{found:#?}");
    let found = errors(Spreadsheet, &["", "more"]);
    assert_eq!(found, ["-: error[Z011]: 2 files were named, a table is one -> name one file"]);
    for (text, expected) in [
        (
            "",
            "-: error[Z005]: the file is empty, expected a table -> name the columns in the first row: party, issue, level, weight, value, and if you like source, note",
        ),
        (
            "party,issue,level,weight,value\n",
            "-: error[Z005]: the table has no rows below its first one -> write a row for each party, issue and level",
        ),
    ] {
        assert_eq!(errors(Spreadsheet, &[text]), [expected]);
    }
}

#[test]
fn a_table_is_known_by_its_name_or_its_first_row() {
    assert_eq!(FilesFormat::of("standard input", SMALL.as_bytes()), Some(Spreadsheet));
    assert_eq!(FilesFormat::of("a.CSV", b"anything"), Some(Spreadsheet));
    assert_eq!(FilesFormat::of("a.toml", SMALL.as_bytes()), None);
    for case in ["[model]\nid = \"a\"\n", "{\"model\": {}}", "NFG 1 R \"\" { \"A\" } { 1 } 1", ""] {
        assert_eq!(FilesFormat::of("standard input", case.as_bytes()), None);
    }
}

/// Many parties, levels and cells, and a table that is almost empty: refused or read in time, with short messages.
#[test]
fn hostile_tables_take_no_time() {
    let head = "party,issue,level,weight,value\n";
    let diagonal: String = (0..60).map(|one| format!("{one},{one},{one},1,1\n")).collect();
    let parties: String = (0..200_000).map(|one| format!("{one},x,y,1,1\n")).collect();
    let levels: String = (0..150_000).map(|one| format!("A,x,{one},1,1\n")).collect();
    let same = "A,x,y,1,1\n".repeat(200_000);
    for rows in [
        diagonal,
        parties,
        levels,
        same,
        "\"\"".repeat(1_000_000),
        ",".repeat(4_000_000),
        "\"a\nb\",".repeat(500_000),
    ] {
        let started = std::time::Instant::now();
        let found = read(Spreadsheet, &[&format!("{head}{rows}")]);
        assert!(found.case.is_none() && found.findings.len() <= 1001);
        assert!(started.elapsed().as_secs() < 20, "{:?} for {rows:.40}", started.elapsed());
        assert!(found.findings.iter().all(|one| one.message.len() < 600), "{rows:.40}");
    }
}

/// Random tables, written in every way in which spreadsheets write, against the numbers that they were made of.
#[test]
fn random_tables_in_every_style_have_the_utilities_of_their_numbers() {
    use zopa::numeric::random::Random;
    const STYLES: [(char, bool); 5] = [(',', false), (';', false), (';', true), ('\t', false), ('\t', true)];
    for seed in 0..300 {
        let mut random = Random::new(seed);
        let (separator, has_comma) = STYLES[seed as usize % STYLES.len()];
        let mut below = |bound: u64| random.below(bound);
        let tenths = |tenths: u64| {
            let mark = if has_comma { ',' } else { '.' };
            format!("{}{mark}{}", tenths / 10, tenths % 10)
        };
        let levels: Vec<u64> = (0..1 + below(3)).map(|_| 1 + below(4)).collect();
        let parties = 1 + below(3);
        // The first party names all levels in order; its rows come first, all others are shuffled.
        let (mut first, mut rest) = (Vec::new(), Vec::new());
        let (mut weights, mut values) = (Vec::new(), Vec::new());
        for party in 0..parties {
            for (issue, &count) in levels.iter().enumerate() {
                let weight = 1 + below(99);
                weights.push(weight);
                for level in 0..count {
                    let value = below(1000);
                    values.push(value);
                    let name = format!("l{separator} \"{level}\"");
                    let quoted = format!("\"{}\"", name.replace('"', "\"\""));
                    let weight = if level == 0 || below(2) == 0 { tenths(weight) } else { String::new() };
                    let weight =
                        if level == 0 && separator != ',' { format!("\"{weight}\"") } else { weight };
                    let row = [format!(" P{party}"), format!("i{issue} "), quoted, weight, tenths(value)];
                    if party == 0 { first.push(row) } else { rest.push(row) }
                }
            }
            let walk_away = ["walk_away", "Walk away", "WALK-AWAY"][below(3) as usize];
            let row =
                [format!("P{party}"), walk_away.to_owned(), String::new(), String::new(), tenths(party)];
            if party == 0 { first.push(row) } else { rest.push(row) }
        }
        random.shuffle(&mut rest);
        first.extend(rest);
        // Parties would be in the order of the shuffled rows: one row of each, in order, is moved to the front.
        let mut rows: Vec<[String; 5]> = first.clone();
        rows.sort_by_key(|row| match row[1].to_lowercase().starts_with("walk") {
            true => row[0].clone(),
            false => "Q".to_owned(),
        });
        let end = ["\n", "\r\n", "\n\n", "\r"][random.below(4) as usize];
        let tail = separator.to_string().repeat(random.below(3) as usize);
        let glue = separator.to_string();
        let head = ["party", "Issue", "LEVEL", "weight", "value"].join(&glue);
        let lines = std::iter::once(head).chain(rows.iter().map(|row| row.join(&glue)));
        let text: String = lines.map(|line| format!("{line}{tail}{end}")).collect();
        let game = game(&case(Spreadsheet, &[&text]));
        let sizes: Vec<usize> = levels.iter().map(|&count| count as usize).collect();
        assert_eq!(game.levels(), sizes, "seed {seed}");
        let own: usize = sizes.iter().sum();
        for party in 0..parties as usize {
            assert_eq!(
                game.points(party, game.walk_away()[party]),
                Rational::new(party as i128, 10).unwrap()
            );
            let total: u64 = weights[party * sizes.len()..][..sizes.len()].iter().sum();
            for draw in 0..5 {
                let package: Vec<usize> = sizes.iter().map(|&size| (draw * 7 + party) % size).collect();
                let mut expected = Rational::ZERO;
                let mut start = party * own;
                for (issue, &level) in package.iter().enumerate() {
                    let weight = weights[party * sizes.len() + issue];
                    let value = values[start + level];
                    expected += &Rational::new((weight * value) as i128, (total * 10) as i128).unwrap();
                    start += sizes[issue];
                }
                assert_eq!(utility(&game, &package, party), expected, "seed {seed}\n{text}");
            }
        }
    }
}

/// The small sister of `examples/fuzz`.
#[test]
fn broken_tables_never_panic_and_what_is_read_is_kept() {
    const PIECES: [&str; 16] =
        [",", ";", "\t", "\"", "\n", "\r", " ", "0", "1", ".", "-", "/", "A", "walk_away", "é", "\u{a0}"];
    let mut whole = 0;
    for seed in 0..20_000 {
        let mut random = zopa::numeric::random::Random::new(seed);
        let text = crate::mutate::letters(SMALL, &PIECES, &mut random);
        let found = read(Spreadsheet, &[&text]);
        assert_eq!(found.case.is_none(), found.findings.iter().any(|one| one.is_error()), "seed {seed}");
        lines(&found.findings, &found.texts);
        let Some(case) = found.case else { continue };
        whole += 1;
        let written = zopa::format::case_writer::write_case(&case).unwrap();
        let again = read_any("a.toml", written.as_bytes()).case.unwrap();
        assert_eq!(game(&case), game(&again), "seed {seed}");
    }
    assert!(whole > 500, "{whole}");
}
