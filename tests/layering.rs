//! The house has floors, and a floor uses only the floors below it.
//!
//! This test reads every file under `src`, takes out the paths that the compiler would follow (imports with
//! nested braces, and paths in the middle of code), and reports each one that leads upstairs, next door, or
//! around the table. `docs/ARCHITECTURE.md` shows the same table; the last test holds the two together.
//!
//! The samples at the end are small files that break one rule each: a check that cannot fail proves nothing.

#[path = "common/paths.rs"]
mod paths;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use paths::{Place, paths, tokens};

/// The floors, lowest first, each with its rooms: a folder or a file under `src`.
const FLOORS: &[&[&str]] = &[
    &["numeric", "coalition", "budget", "diagnostic", "error"],
    &["games", "model"],
    &["certify"],
    &["bargaining", "coalitional", "power", "composition", "strategic", "extensive", "lower", "format"],
    &["concepts"],
    &["study", "catalogue"],
    &["report"],
    &["ask"],
    &["cli"],
    &["main"],
];

/// Doors between two rooms of one floor: the first may use the second.
///
/// A game file is already a game: a case keeps it as it is.
const DOORS: &[(&str, &str)] = &[("error", "diagnostic"), ("model", "games")];

/// The rooms of `certify` that have a front of their own: families of concepts, frontiers, and the arithmetic of a case.
const FAMILIES: &[&str] = &[
    "arithmetic",
    "bargaining",
    "bargaining_set",
    "frontier",
    "mixed",
    "coalitional",
    "power",
    "composition",
    "division",
    "strategic",
    "extensive",
];

/// The floor from which on a program may look at files, clocks and the terminal.
const OUTSIDE_WORLD: usize = 8;

/// Modules of the standard library through which an answer could depend on more than the case.
const WORLD: &[&str] = &["env", "fs", "io", "net", "process", "time"];

/// Containers whose order differs from run to run.
const UNORDERED: &[&str] = &["HashMap", "HashSet"];

/// Rooms that ask such a container only whether a name was seen before, and never walk through it.
const MEMBERSHIP_ONLY: &[&str] = &["model", "format", "lower"];

/// The room of a file, given by its path under `src`.
fn room(file: &str) -> &str {
    let first = file.split('/').next().unwrap_or(file);
    first.strip_suffix(".rs").unwrap_or(first)
}

/// The floor of a room.
fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

/// Everything in one file that breaks a rule, one sentence each.
fn breaches(file: &str, source: &str) -> Vec<String> {
    let home = room(file);
    if home == "lib" {
        return root_breaches(source);
    }
    let Some(level) = floor(home) else {
        return vec![format!(
            "{file}: `{home}` stands on no floor; give it one in FLOORS and ARCHITECTURE.md"
        )];
    };
    let mut breaches = Vec::new();
    for path in paths(&tokens(source)) {
        let segments: Vec<&str> = path.segments.iter().map(String::as_str).collect();
        let mut report = |what: String| {
            breaches.push(format!("{file}:{}: `{}` {what}", path.line, segments.join("::")));
        };
        if path.place == Place::Import && segments.last() == Some(&"*") {
            report("imports whatever is there; name what is needed".to_owned());
        }
        match segments.as_slice() {
            ["super", "super", ..] => report("climbs two floors of modules; write the full path".to_owned()),
            ["super", ..] if !path.in_tests => report("is allowed in `mod tests` only".to_owned()),
            ["std" | "core" | "alloc", rest @ ..] => {
                if rest.first().is_some_and(|first| WORLD.contains(first)) && level < OUTSIDE_WORLD {
                    report("lets an answer depend on more than the case; only the cli may".to_owned());
                }
                if rest.iter().any(|segment| UNORDERED.contains(segment)) && !MEMBERSHIP_ONLY.contains(&home)
                {
                    report("has an order that differs from run to run".to_owned());
                }
            }
            ["crate" | "zopa"] | ["crate" | "zopa", "self" | "*", ..] => {
                report("imports the whole house; name the room".to_owned());
            }
            ["crate" | "zopa", target, rest @ ..] => match floor(target) {
                None => report("goes through lib.rs; name the room it comes from".to_owned()),
                Some(above) if above > level => report(format!("is on floor {above}, above floor {level}")),
                Some(same) if same == level && *target != home && !DOORS.contains(&(home, target)) => {
                    report(format!("is another room of floor {level}"));
                }
                Some(_) if *target == "certify" && home != "certify" && is_inside_certify(rest) => {
                    report("is inside the referee's room; claims go through its front".to_owned());
                }
                Some(_) => {}
            },
            _ => {}
        }
    }
    breaches
}

/// Beyond `certify` and `certify::FAMILY` only items are for others, not the modules behind them. Types start
/// with a capital, and functions that judge a claim with `judge_`.
fn is_inside_certify(rest: &[&str]) -> bool {
    let is_item = |segment: &str| {
        segment.starts_with("judge_") || !segment.starts_with(|first: char| first.is_ascii_lowercase())
    };
    let is_module = |segment: &&str| !is_item(segment);
    rest.iter().take_while(|segment| is_module(segment)).any(|segment| !FAMILIES.contains(segment))
}

/// lib.rs only declares modules, all of them in the table.
fn root_breaches(source: &str) -> Vec<String> {
    let mut breaches = Vec::new();
    for token in tokens(source).windows(2) {
        match (token[0].text.as_str(), token[1].text.as_str()) {
            ("use", path) => breaches.push(format!("lib.rs:{}: exports `{path}` again", token[0].line)),
            ("mod", name) if floor(name).is_none() => {
                breaches.push(format!("lib.rs:{}: `{name}` stands on no floor", token[0].line));
            }
            _ => {}
        }
    }
    breaches
}

/// The text of every Rust file under `src`, by its path there.
fn sources() -> BTreeMap<String, String> {
    fn walk(folder: &Path, root: &Path, files: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).expect("a readable tree") {
            let path = entry.expect("a readable tree").path();
            if path.is_dir() {
                walk(&path, root, files);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name =
                    path.strip_prefix(root).expect("a readable tree").to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read_to_string(&path).expect("a readable tree"));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = BTreeMap::new();
    walk(&root, &root, &mut files);
    files
}

#[test]
fn no_floor_uses_one_above_or_a_neighbour() {
    let breaches: Vec<String> = sources().iter().flat_map(|(file, source)| breaches(file, source)).collect();
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn every_room_of_the_table_exists() {
    let files = sources();
    let rooms: Vec<&str> = files.keys().map(|file| room(file)).collect();
    for name in FLOORS.concat() {
        assert!(rooms.contains(&name), "no file or folder for `{name}`");
    }
}

#[test]
fn the_architecture_page_shows_the_same_floors() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ARCHITECTURE.md");
    let page = fs::read_to_string(page).unwrap();
    let block = page.split("```text\n").map(|block| block.split("```").next().unwrap_or_default());
    let block = block.into_iter().find(|block| block.starts_with("9 ")).expect("a block with the floors");
    let mut shown: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for line in block.lines() {
        let (level, rooms) = line.split_once(' ').unwrap();
        let rooms = rooms.split("   ").next().unwrap_or_default().split_whitespace();
        let rooms = rooms.map(|room| room.trim_end_matches('/').trim_end_matches(".rs").to_owned());
        shown.insert(level.parse().unwrap(), rooms.collect());
    }
    let held = FLOORS
        .iter()
        .enumerate()
        .map(|(level, rooms)| (level, rooms.iter().map(|room| (*room).to_owned()).collect::<Vec<_>>()));
    assert_eq!(shown, held.collect());
}

#[test]
fn each_sample_that_breaks_a_rule_is_reported() {
    for (file, source, words) in [
        ("games/bargaining.rs", "use crate::model::Case;", "another room of floor 1"),
        ("games/bargaining.rs", "fn f() { crate::lower::lower(); }", "above floor 1"),
        ("lower/mod.rs", "use crate::{games::A, model::{B, check::C}, study::D};", "`crate::study::D`"),
        ("lower/mod.rs", "use crate::format::read;", "another room of floor 3"),
        ("diagnostic.rs", "use crate::error::Error;", "another room of floor 0"),
        ("certify/zone.rs", "use crate::bargaining::nash::nash;", "above floor 2"),
        ("certify/zone.rs", "pub use crate::bargaining::finite::survey as count;", "above floor 2"),
        ("bargaining/nash.rs", "use crate::certify::answer::Certified;", "referee's room"),
        ("bargaining/nash.rs", "use crate::certify::bargaining::keys::Scale;", "referee's room"),
        ("bargaining/nash.rs", "use crate::Answer;", "goes through lib.rs"),
        ("bargaining/nash.rs", "use crate as house;", "the whole house"),
        ("bargaining/nash.rs", "extern crate self as zopa;", "the whole house"),
        ("bargaining/nash.rs", "use crate::{self as house};", "the whole house"),
        ("bargaining/nash.rs", "use crate::*;", "name what is needed"),
        ("bargaining/nash.rs", "use zopa::cli::run;", "above floor 3"),
        ("bargaining/nash.rs", "use crate::games::bargaining::*;", "name what is needed"),
        ("bargaining/nash.rs", "use crate::games::{bargaining::{*}};", "name what is needed"),
        ("bargaining/nash.rs", "use super::zone::Zone;", "`mod tests` only"),
        ("bargaining/nash.rs", "fn f(zone: super::zone::Zone) {}", "`mod tests` only"),
        ("bargaining/nash.rs", "mod tests { use super::super::zone::Zone; }", "two floors"),
        ("bargaining/nash.rs", "mod tests { } use super::zone::Zone;", "`mod tests` only"),
        ("bargaining/nash.rs", "macro_rules! m { () => { $crate::report::x() } }", "above floor 3"),
        ("bargaining/nash.rs", "let quote = '\"'; use crate::report::x; // \"", "above floor 3"),
        ("bargaining/nash.rs", "let text = r#\"\"\"#; crate::report::x();", "above floor 3"),
        ("bargaining/nash.rs", "fn f<'a>(x: &'a str) { crate::report::x('\\''); }", "above floor 3"),
        ("study/mod.rs", "use std::{fmt, time::Instant};", "only the cli may"),
        ("study/mod.rs", "let text = std::fs::read(path);", "only the cli may"),
        ("report/mod.rs", "use std::collections::{BTreeMap, HashMap};", "from run to run"),
        ("cellar/mod.rs", "", "stands on no floor"),
        ("lib.rs", "pub mod games; pub use crate::games::Game;", "exports `crate` again"),
        ("lib.rs", "pub mod cellar;", "`cellar` stands on no floor"),
    ] {
        let found = breaches(file, source);
        assert!(found.iter().any(|breach| breach.contains(words)), "{file}: {source}\n{found:?}");
    }
}

#[test]
fn a_sample_that_keeps_the_rules_is_not_reported() {
    let source = r##"
        //! use crate::cli::run;
        /* use crate::report::x; /* nested */ use crate::study::y; */
        use std::{collections::BTreeMap, fmt};
        use crate::certify::bargaining::{Choice, Referee, RECOUNT_LIMIT};
        use crate::certify::{Answer, Verdict as Claimed};
        use crate::bargaining::{ranking::{choose, Key}, zone::Zone};
        pub use self::inner::thing;
        pub(crate) struct A;
        pub(in crate::bargaining) fn f<'a>(text: &'a str) -> char { if text == "crate::cli" { '\'' } else { '"' } }
        const RAW: &str = r#"use crate::report::x; " crate::ask"#;
        mod tests { use super::f; use crate::games::bargaining::BargainingGame; }
    "##;
    assert_eq!(breaches("bargaining/nash.rs", source), Vec::<String>::new());
    assert_eq!(breaches("error.rs", "use crate::diagnostic::Diagnostic;"), Vec::<String>::new());
    assert_eq!(breaches("cli/input.rs", "use std::io::Read as _;"), Vec::<String>::new());
    assert_eq!(breaches("main.rs", "fn main() { zopa::cli::run() }"), Vec::<String>::new());
    assert_eq!(
        breaches("lib.rs", "//! use it\n#[cfg(feature = \"cli\")]\npub mod cli;"),
        Vec::<String>::new()
    );
}
