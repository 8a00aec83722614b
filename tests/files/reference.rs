//! Files that nobody here wrote, if they are at hand: sizes, counts and points against their known answers.

use std::path::{Path, PathBuf};

use serde_json::Value;
use zopa::ask::{Ask, Loaded, ask};
use zopa::budget::Budget;
use zopa::format::files::{FilesFormat, ReadFiles, SourceFile, read_files};

use crate::convert::kept;
use crate::lines;

/// The folder of the shared reference data, if it is beside the project.
fn root() -> Option<PathBuf> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reference/files"));
    let found = root.join("negotiation-manifest.json").exists().then(|| root.to_owned());
    if found.is_none() {
        println!("skipped: the shared reference data are not beside the project");
    }
    found
}

fn read(format: FilesFormat, folder: &Path, names: &[&str]) -> ReadFiles {
    let file = |name: &&str| SourceFile {
        name: (*name).to_owned(),
        bytes: std::fs::read(folder.join(name)).expect("a file of the manifest"),
    };
    read_files(format, &names.iter().map(file).collect::<Vec<_>>())
}

pub(crate) fn answer(loaded: &Loaded, command: &str, options: &[&str]) -> Value {
    let options: Vec<String> = options.iter().map(|&one| one.to_owned()).collect();
    let question = Ask::parse(command, &options).unwrap().question;
    ask(loaded, &Ask { question, changes: Vec::new() }, &Budget::unlimited()).unwrap().tree()
}

/// Entries of the manifest in this format.
fn entries(root: &Path, format: &str) -> Vec<Value> {
    let manifest = std::fs::read_to_string(root.join("negotiation-manifest.json")).unwrap();
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    manifest.as_array().unwrap().iter().filter(|entry| entry["format"] == format).cloned().collect()
}

/// Zone, efficient packages and points of one entry.
fn same(entry: &Value, root: &Path, format: FilesFormat) {
    let mut names = vec![entry["domain_file"].as_str().unwrap()];
    names.extend(entry["profiles"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()));
    let what = format!("{} with {} parties", entry["id"], entry["parties"]);
    let found = read(format, &root.join(entry["id"].as_str().unwrap()), &names);
    let case = found.case.unwrap_or_else(|| panic!("{what}: {:#?}", lines(&found.findings, &found.texts)));
    let levels: Vec<usize> = case.issues.iter().map(|issue| issue.levels.len()).collect();
    assert_eq!(serde_json::json!(levels), entry["dims"], "{what}");
    let parties: Vec<String> = case.parties.iter().map(|party| party.id.text.clone()).collect();
    let loaded = Loaded::new(case, b"", "case");
    let zone = answer(&loaded, "zone", &[]);
    let stats = &entry["stats"];
    assert_eq!(zone["zone"]["admissible"], entry["outcomes"], "{what}");
    assert_eq!(zone["zone"]["acceptable"], stats["zopa"], "{what}");
    assert_eq!(zone["zone"]["efficient"], stats["pareto_in_zopa"], "{what}");
    let close = |found: &Value, expected: &Value, field: &str| {
        let (found, expected) = (found.as_f64().unwrap(), expected.as_f64().unwrap());
        assert!((found - expected).abs() <= 1e-9, "{what}: {field} {found} {expected}");
    };
    for (party, id) in parties.iter().enumerate() {
        let data = &zone["zone"]["parties"][id.as_str()];
        close(&data["walk_away"], &stats["disagreement_used"][party], "walk_away");
        close(&data["best"], &stats["ideal_in_zopa"][party], "best");
    }
    let concepts =
        [("nash", "nash"), ("kalai_smorodinsky", "ks_maxmin_ratio"), ("leximin", "egalitarian_leximin")];
    let solved = answer(&loaded, "solve", &["--concepts", "nash,kalai_smorodinsky,leximin"]);
    for (concept, field) in concepts {
        for (party, id) in parties.iter().enumerate() {
            let found = &solved["solutions"][concept]["utilities"][id.as_str()];
            close(found, &stats[field]["u"][party], field);
        }
    }
}

#[test]
fn every_genius_case_of_the_manifest_has_its_known_answers_if_they_are_at_hand() {
    let Some(root) = root() else { return };
    let entries = entries(&root, "genius-xml");
    assert_eq!(entries.len(), 11);
    entries.iter().for_each(|entry| same(entry, &root, FilesFormat::Genius));
}

#[test]
fn every_geniusweb_case_of_the_manifest_has_its_known_answers_if_they_are_at_hand() {
    let Some(root) = root() else { return };
    let entries = entries(&root, "geniusweb-json");
    assert_eq!(entries.len(), 13);
    entries.iter().for_each(|entry| same(entry, &root, FilesFormat::GeniusWeb));
}

/// What is written as a case file gives the same answers.
#[test]
fn every_case_of_the_manifest_is_kept_by_its_case_file_if_they_are_at_hand() {
    let Some(root) = root() else { return };
    for (name, format) in [("genius-xml", FilesFormat::Genius), ("geniusweb-json", FilesFormat::GeniusWeb)] {
        for entry in entries(&root, name) {
            let mut names = vec![entry["domain_file"].as_str().unwrap()];
            names.extend(entry["profiles"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()));
            let case = read(format, &root.join(entry["id"].as_str().unwrap()), &names).case.unwrap();
            kept(&case);
        }
    }
}

/// Each profile with its domain: read, or refused with the place and this reason.
#[test]
fn every_genius_file_is_read_or_refused_with_a_reason_if_they_are_at_hand() {
    let Some(root) = root() else { return };
    let mut read_count = 0;
    let mut refused = Vec::new();
    for (folder, domain) in [
        ("6issues", "6issues.xml"),
        ("AMPOvsCity", "ampo_vs_city_template.xml"),
        ("ANAC2015/group1-university", "University.xml"),
        ("Domain2", "Domain2.xml"),
        ("Jobs", "Jobs.xml"),
        ("anac/y2010/EnglandZimbabwe", "EnglandZimbabwe_domain.xml"),
        ("anac/y2010/ItexvsCypress", "ItexvsCypress_domain.xml"),
        ("anac/y2010/Travel", "travel_domain.xml"),
        ("partydomain", "party_domain.xml"),
        ("pie", "pie_domain.xml"),
        ("thompson", "thompson_employment.xml"),
    ] {
        let folder = root.join("genius").join(folder);
        let mut names: Vec<String> = std::fs::read_dir(&folder)
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != domain)
            .collect();
        names.sort();
        for name in names {
            let found = read(FilesFormat::Genius, &folder, &[domain, &name]);
            if found.case.is_some() {
                read_count += 1;
                continue;
            }
            let errors: Vec<_> = found.findings.iter().filter(|one| one.is_error()).cloned().collect();
            refused.extend(lines(&errors, &found.texts));
        }
    }
    let starts = [
        "ampo_vs_city_ampo_space.xml:15 0: error[Z010]: `0` of issue `Increase in starting salaries` is given twice, with evaluations 0 and 8",
    ];
    assert_eq!((refused.len(), read_count), (starts.len(), 58 - starts.len()), "{refused:#?}");
    for (line, start) in refused.iter().zip(starts) {
        assert!(line.starts_with(start), "{line}");
    }
}
