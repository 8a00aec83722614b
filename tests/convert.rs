//! `zopa convert`, as a person meets it: what is printed and written, what is refused, and with which exit code.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used)] // a test that cannot run its program must fail

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn data(name: &str) -> String {
    format!("{}/tests/data/games/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// Exit code, standard output, standard error.
fn zopa(args: &[&str], input: &str) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zopa"));
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// A folder of its own, gone at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("zopa-{name}-{}", std::process::id()));
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const PENNIES: &str = "NFG 1 R \"Pennies\" { \"A\" \"B\" }\n{ 2 2 }\n\n1 -1  -1 1\n-1 1  1 -1\n";

#[test]
fn a_game_is_printed_as_it_reads_back() {
    let (code, printed, said) = zopa(&["convert", "-"], PENNIES);
    assert_eq!((code, printed.as_str(), said.as_str()), (0, PENNIES, ""));
    let (code, tree, said) = zopa(&["convert", &data("signal.efg")], "");
    assert_eq!((code, said.as_str()), (0, ""));
    assert_eq!(zopa(&["convert", "-", "--to", "efg"], &tree), (0, tree, String::new()));
}

#[test]
fn a_file_is_written_once_and_never_over_another() {
    let folder = Folder::new("convert");
    let out = folder.file("new.nfg");
    let (code, printed, _) = zopa(&["convert", "-", "-o", &out], PENNIES);
    assert_eq!((code, printed), (0, format!("Wrote {out}.\n")));
    assert_eq!(std::fs::read_to_string(&out).unwrap(), PENNIES);
    let (code, printed, said) = zopa(&["convert", "-", "--out", &out], "NFG 1 R \"\" { \"A\" } { 1 } 7");
    assert_eq!((code, printed.as_str()), (2, ""));
    assert!(said.contains("hint: choose another name: zopa never overwrites a file"), "{said}");
    assert_eq!(std::fs::read_to_string(&out).unwrap(), PENNIES);
    let json = folder.file("new.json");
    assert_eq!(zopa(&["convert", "-", "-o", &json], PENNIES).0, 0);
    assert!(std::fs::read_to_string(&json).unwrap().starts_with("{\n  \"schema\": \"zopa/1\""));
    assert!(Path::new(&out).exists());
}

#[test]
fn what_cannot_be_converted_is_refused_with_a_next_step() {
    let (code, _, said) = zopa(&["convert", "-", "--to", "efg"], PENNIES);
    assert_eq!(code, 2);
    assert!(said.starts_with("error: a game in normal form has no tree to write"), "{said}");
    let (code, printed, said) = zopa(&["convert", "aceh-2005"], "");
    assert_eq!((code, printed.as_str()), (2, ""));
    assert!(said.contains("has no strategic or extensive game"), "{said}");
}

#[test]
fn a_tree_becomes_a_table_and_a_case_a_file() {
    // Two players and nothing hidden: One has 2 x 1 + 1 plans, as its second set is out of reach after `stop`.
    let tree = "EFG 2 R \"\" { \"One\" \"Two\" }\np \"\" 1 1 \"\" { \"go\" \"stop\" } 0\np \"\" 2 1 \"\" { \"a\" \"b\" } 0\n\
                p \"\" 1 2 \"\" { \"x\" \"y\" } 0\nt \"\" 1 \"\" { 1 2 }\nt \"\" 2 \"\" { 3 4 }\nt \"\" 3 \"\" { 5 6 }\nt \"\" 4 \"\" { 7 8 }\n";
    let (code, printed, said) = zopa(&["convert", "-", "--to", "nfg"], tree);
    assert_eq!((code, said.as_str()), (0, ""));
    let numbers = printed.rsplit('}').next().unwrap_or_default();
    let numbers: Vec<&str> = numbers.split_whitespace().collect();
    assert_eq!(numbers, ["1", "2", "3", "4", "7", "8", "5", "6", "5", "6", "7", "8"]);
    let (code, printed, _) = zopa(&["convert", "mali-2024"], "");
    assert_eq!(code, 0);
    assert!(printed.starts_with("EFG 2 R \"Mediating northern Mali, 2024\""), "{printed}");
}

#[test]
fn a_wrong_file_is_shown_with_line_and_column() {
    let (code, printed, said) = zopa(&["convert", "-"], "NFG 1 R \"\" { \"A\" } { 2 }\n1 x\n");
    assert_eq!((code, printed.as_str()), (1, ""));
    assert_eq!(
        said,
        "error[Z012]: `x` is no number, expected one such as 3, -2.5 or 1/3\n --> standard input:2:3\n  |\n\
         2 | 1 x\n  |   ^\n\n1 error. Nothing was solved.\n"
    );
}

#[test]
fn a_name_that_changes_is_a_warning_and_the_game_is_written() {
    let text = "EFG 2 R \"\" { \"A\" }\np \"\" 1 1 \"x\" { \"a\" } 0\np \"\" 1 1 \"y\" 0\nt \"\" 0\n";
    let (code, printed, said) = zopa(&["convert", "-"], text);
    assert_eq!(code, 0);
    assert!(printed.starts_with("EFG 2 R"), "{printed}");
    assert!(said.contains("warning[Z027]: information set 1 of player 1 is called"), "{said}");
}

/// The path of a table of the tests.
fn table(name: &str) -> String {
    format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// What is said of a case, without the lines that name its file.
fn answers(printed: &str) -> Vec<&str> {
    printed
        .lines()
        .filter(|line| ![".csv", ".toml", "zopa", "--sources"].iter().any(|word| line.contains(word)))
        .collect()
}

#[test]
fn a_table_is_a_case_wherever_one_is_named_and_becomes_a_case_file() {
    let folder = Folder::new("tables");
    for name in ["spreadsheets/camp-david.csv", "spreadsheets/lease.csv", "ktab/two.csv", "ktab/padded.csv"] {
        let path = table(name);
        let file = folder.file(&name.replace('/', "-").replace("csv", "toml"));
        let (code, printed, _) = zopa(&["convert", &path, "-o", &file], "");
        assert_eq!((code, printed), (0, format!("Wrote {file}.\n")));
        for command in ["zone", "solve", "why-not"] {
            let (code, before, _) = zopa(&[command, &path], "");
            let (_, after, said) = zopa(&[command, &file], "");
            assert_eq!((code, answers(&before), said.as_str()), (0, answers(&after), ""), "{command} {name}");
        }
        assert_eq!(zopa(&["check", &path], "").0, 0);
        // A table is known by its rows, too, and an answer about it can be judged.
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(zopa(&["zone", "-"], &text).0, 0, "{name}");
        let answer = folder.file("answer.json");
        std::fs::write(&answer, zopa(&["solve", &path, "--json"], "").1).unwrap();
        let (code, verdict, said) = zopa(&["verify", &path, &answer], "");
        assert_eq!(
            (code, verdict.contains("The saved answer is right")),
            (0, true),
            "{name}: {verdict}{said}"
        );
    }
}

#[test]
fn what_a_table_does_not_give_is_said_with_every_answer() {
    let path = table("ktab/two.csv");
    for arguments in [vec!["zone", path.as_str()], vec!["solve", "--ktab", path.as_str()]] {
        let (code, _, said) = zopa(&arguments, "");
        assert_eq!(code, 0);
        let start = "warning[Z005]: a KTAB table has no walk-away values: 0 is assumed for each party, so every package is acceptable\n";
        assert!(said.starts_with(start), "{said}");
    }
    let (code, printed, _) = zopa(&["explain", &path, "parties.B.influence"], "");
    assert_eq!(code, 0, "{printed}");
    let (code, _, said) = zopa(&["threshold", &path, "--of", "parties.B.influence"], "");
    assert_eq!(code, 2);
    assert!(said.contains("error: the zone does not depend on `parties.B.influence`"), "{said}");
    // A spreadsheet is no KTAB table, whatever the flag says.
    let (code, _, said) = zopa(&["zone", "--ktab", &table("spreadsheets/camp-david.csv")], "");
    assert_eq!(code, 1);
    assert!(
        said.contains("the number of actors is `level`") || said.contains("column 1 is `ISRAEL`"),
        "{said}"
    );
}
