//! The grammar, its schema, its documents and the starter case agree.

use boon::{Compiler, Schemas};
use zopa::diagnostic::Code;
use zopa::format::grammar::{CASE, Kind, Table};
use zopa::format::schema::case_schema;
use zopa::format::starter::STARTER;
use zopa::format::{Format, read};
use zopa::model::{Case, Choice, WalkAway};
use zopa::numeric::Rational;

use crate::case::{BASE, as_json, base_with};

/// The error that the schema gives for a TOML text, if any.
fn refused(text: &str) -> Option<String> {
    let mut compiler = Compiler::new();
    let mut schemas = Schemas::new();
    compiler.add_resource("case.json", case_schema()).expect("a resource");
    let index = compiler.compile("case.json", &mut schemas).expect("a valid schema");
    let value = serde_json::from_str(&as_json(text)).expect("JSON");
    schemas.validate(&value, index).err().map(|error| error.to_string())
}

#[test]
fn the_schema_accepts_every_model() {
    for path in crate::case::SOUND {
        assert_eq!(refused(&std::fs::read_to_string(path).unwrap()), None, "{path}");
    }
    let cases = std::fs::read_dir("models/cases").unwrap();
    for path in cases
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|one| one == "toml"))
    {
        assert_eq!(refused(&std::fs::read_to_string(&path).unwrap()), None, "{}", path.display());
    }
}

#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    assert_eq!(refused(BASE), None);
    for (part, by) in [
        ("levels = [0, 10]", "level = [0, 10]"),
        ("kind = \"paper\"", "kind = \"papper\""),
        ("walk_away = 40", "walk_away = [40, 50]"),
        ("walk_away = 40", "walk_away = \"forty\""),
        ("name = \"Movement\"", "name = 3"),
        ("id = \"base\"", "id = \"two words\""),
    ] {
        let text = base_with(part, by);
        assert!(refused(&text).is_some(), "{by}");
        assert!(read(text.as_bytes(), Format::Toml).case.is_none(), "{by}");
    }
}

/// Every table of the grammar.
fn tables(table: &'static Table, found: &mut Vec<&'static Table>) {
    fn inside(kind: &'static Kind, found: &mut Vec<&'static Table>) {
        match kind {
            Kind::Table(table) | Kind::Named(table) | Kind::Each(table) => tables(table, found),
            Kind::List(kind) | Kind::PerName(kind) => inside(kind, found),
            Kind::OneOf(kinds) => kinds.iter().for_each(|kind| inside(kind, found)),
            _ => {}
        }
    }
    found.push(table);
    table.keys.iter().for_each(|key| inside(&key.kind, found));
}

#[test]
fn the_guide_speaks_of_every_key() {
    let guide = std::fs::read_to_string("docs/CASE_FILE.md").unwrap();
    let mut all = Vec::new();
    tables(&CASE, &mut all);
    all.push(&zopa::format::grammar::QUANTITY);
    all.push(&zopa::format::grammar::coalitions::PLAIN_GAME);
    for table in all {
        for key in table.keys {
            assert!(
                guide.contains(&format!("`{}`", key.name)),
                "docs/CASE_FILE.md says nothing of `{}`",
                key.name
            );
        }
    }
}

#[test]
fn the_guide_to_findings_speaks_of_every_code() {
    let guide = std::fs::read_to_string("docs/DIAGNOSTICS.md").unwrap();
    for code in Code::ALL {
        assert!(guide.contains(&format!("## {}", code.number())), "docs/DIAGNOSTICS.md lacks {code}");
    }
}

#[test]
fn the_starter_case_has_no_finding_and_a_zone_that_is_neither_empty_nor_everything() {
    let found = read(STARTER.as_bytes(), Format::Toml);
    assert_eq!(found.findings, []);
    let case = found.case.unwrap();
    assert!(STARTER.lines().count() <= 60);
    let (admissible, acceptable) = zone(&case);
    // From an enumeration in another language: 18 of the 27 packages meet the condition, 7 satisfy both parties.
    assert_eq!((admissible, acceptable), (18, 7));
}

/// Counts packages by brute force: additive utilities and conditions only.
fn zone(case: &Case) -> (usize, usize) {
    let sizes: Vec<usize> = case.issues.iter().map(|issue| issue.levels.len()).collect();
    let (mut admissible, mut acceptable) = (0, 0);
    for number in 0..sizes.iter().product::<usize>() {
        let mut rest = number;
        let package: Vec<usize> = sizes
            .iter()
            .map(|size| {
                let level = rest % size;
                rest /= size;
                level
            })
            .collect();
        let holds = |choice: &Choice| {
            let place = case
                .issues
                .iter()
                .position(|issue| issue.id == choice.issue || issue.id.text == choice.issue.text);
            place.is_some_and(|place| {
                choice
                    .levels
                    .iter()
                    .any(|level| case.issues[place].level(&level.text) == Some(package[place]))
            })
        };
        if !case.conditions.iter().all(|condition| condition.require.iter().all(holds)) {
            continue;
        }
        admissible += 1;
        let satisfied = case.signatories().all(|party| {
            let (mut total, mut weights) = (Rational::ZERO, Rational::ZERO);
            for (issue, level) in case.issues.iter().zip(&package) {
                let weight = issue.weight.iter().find(|(name, _)| name.text == party.id.text);
                let values = issue.values.iter().find(|(name, _)| name.text == party.id.text);
                if let (Some((_, weight)), Some((_, values))) = (weight, values) {
                    total += &(&weight.value * &values[*level].value);
                    weights += &weight.value;
                }
            }
            match &party.walk_away {
                Some(WalkAway::Given(value)) => total >= &value.value * &weights,
                _ => false,
            }
        });
        acceptable += usize::from(satisfied);
    }
    (admissible, acceptable)
}
