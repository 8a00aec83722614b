//! Cases of other tools as case files: the same case, and the same answers.

use zopa::ask::Loaded;
use zopa::format::case_writer::{NotWritten, write_case};
use zopa::format::files::FilesFormat::Genius;
use zopa::format::{Format, read};
use zopa::model::Case;

use crate::reference::answer;
use crate::{case, game};

/// The case survives being written as a case file and read again: the same game, names, sources and answers.
#[track_caller]
pub(crate) fn kept(case: &Case) {
    let written = write_case(case).expect("a case of another tool");
    let found = read(written.as_bytes(), Format::Toml);
    let again = found.case.unwrap_or_else(|| panic!("{:#?}\n{written:.4000}", found.findings));
    assert_eq!(game(case), game(&again));
    assert_eq!((&case.id, &case.title, &case.note), (&again.id, &again.title, &again.note));
    let sources = |case: &Case| case.sources.iter().map(|one| one.cite.clone()).collect::<Vec<_>>();
    assert_eq!(sources(case), sources(&again));
    let notes = |case: &Case| case.parties.iter().map(|one| one.note.clone()).collect::<Vec<_>>();
    assert_eq!(notes(case), notes(&again));
    let [one, two] = [case, &again].map(|case| Loaded::new(case.clone(), b"", "case"));
    for command in ["zone", "solve"] {
        assert_eq!(answer(&one, command, &[]), answer(&two, command, &[]));
    }
    assert_eq!(write_case(&again), Ok(written), "writing settles at once");
}

#[test]
fn names_and_numbers_of_every_kind_are_kept() {
    let domain = r#"<utility_space><objective name="A &quot;quote&quot; \ and é">
        <issue index="1" name="größe &amp; &#10; more"><item value="a &quot;b&quot;"/><item value="-1"/><item value="7"/></issue>
        <issue index="2" name="n" type="integer" lowerbound="-1" upperbound="2"/>
        </objective></utility_space>"#;
    let profile = r#"<utility_space><objective>
        <issue index="1" name="größe &amp; &#10; more"><item value="-1" evaluation="1e-5"/><item value="7" evaluation="7"/>
        <item value="a &quot;b&quot;" evaluation="3"/></issue>
        <issue index="2" name="n" type="integer" lowerbound="-1" upperbound="2"><evaluator ftype="linear" offset="0" slope="0.333"/></issue>
        <weight index="1" value="1e20"/><weight index="2" value="3"/></objective><reservation value="0.1"/></utility_space>"#;
    kept(&case(Genius, &[domain, profile, profile]));
}

#[test]
fn boxes_are_kept() {
    let domain = r#"<utility_space><objective>
        <issue index="1" name="x" type="integer" lowerbound="0" upperbound="2"/>
        <issue index="2" name="y" type="integer" lowerbound="0" upperbound="2"/></objective></utility_space>"#;
    let boxes = r#"<utility_space><utility maxutility="70"><ufun>
        <hyperRectangle utility="40"><INCLUDES index="1" min="0" max="1"/><INCLUDES index="2" min="2" max="2"/></hyperRectangle>
        <hyperRectangle utility="30"><INCLUDES index="2" min="1" max="9"/></hyperRectangle></ufun></utility></utility_space>"#;
    kept(&case(Genius, &[domain, boxes]));
}

/// Half a case would be another case.
#[test]
fn a_case_with_other_blocks_is_not_written() {
    let entry = zopa::catalogue::entry("mali-2024").unwrap();
    assert_eq!(write_case(&entry.read().case.unwrap()), Err(NotWritten::Blocks));
}
