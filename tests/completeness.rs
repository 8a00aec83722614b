//! Whatever exists is registered, documented, cited and tested; whatever is registered exists.
//!
//! Nothing here is listed by hand: the tree and the registries are held against each other, so that a
//! forgotten step fails under its own name. Each check is a function from what was found to the problems it
//! sees; they stand in `tests/common/checks.rs` with samples that show that each can fail.

#[path = "common/checks.rs"]
mod checks;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use checks::{
    command_problems, dead_links, fields, format_problems, has_unreleased, has_word, length_problem,
    model_problems, stem, undescribed, unexplained, unpublished, unregistered, untried, unused, variants,
    without_axiom, without_bench, without_example, without_function, without_heading,
};
use zopa::catalogue::ENTRIES;
use zopa::concepts::{CONCEPTS, Entry, Family, SetEntry, over_frontiers, over_sets, set_solutions};
use zopa::diagnostic::Code;
use zopa::format::{Format, read};
use zopa::model::Case;
use zopa::report::render::json::answer_schema;

/// Functions with the name of their file that answer a question without being a concept, and why.
const NO_CONCEPTS: &[(&str, &str)] = &[
    ("src/coalitional/agreement_sizes.rs", "marks sizes, picks no shares"),
    ("src/coalitional/dividends.rs", "another way of writing a game down"),
    ("src/coalitional/stability.rs", "marks partitions, picks no shares"),
    ("src/coalitional/reaction.rs", "compares two numbers of one party"),
    ("src/strategic/selection.rs", "compares equilibria that are given, finds none"),
];

/// Where the tests of a family's axioms stand.
fn axioms(family: Family) -> String {
    match family {
        Family::Bargaining => ["axioms", "sets/axioms", "frontier/axioms", "divide"]
            .map(|name| text(&format!("tests/{name}.rs")))
            .concat(),
        Family::Coalitional => ["coalitional_core", "shapley", "partition"]
            .map(|name| text(&format!("tests/{name}.rs")))
            .concat(),
        Family::Power => text("tests/power/axioms.rs"),
        Family::Strategic => {
            ["extreme_known", "lemke_howson", "nplayer/dominance", "nplayer/near", "nplayer/pure"]
                .map(|name| text(&format!("tests/{name}.rs")))
                .concat()
        }
        Family::Extensive => {
            ["backward_induction", "sequence_form"].map(|name| text(&format!("tests/{name}.rs"))).concat()
        }
    }
}

/// Source files that may be longer, and why.
const LONG_FILES: &[(&str, &str)] = &[];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file, or nothing if there is none.
fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_default()
}

/// The texts of all files below `folder` whose name ends with `ending`, by path from the root.
fn files(folder: &str, ending: &str) -> BTreeMap<String, String> {
    fn walk(folder: &Path, ending: &str, found: &mut BTreeMap<String, String>) {
        let Ok(entries) = fs::read_dir(folder) else { return };
        for path in entries.map(|entry| entry.expect("a readable tree").path()) {
            if path.is_dir() {
                walk(&path, ending, found);
            } else if path.to_string_lossy().ends_with(ending) {
                let name =
                    path.strip_prefix(root()).expect("a readable tree").to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read_to_string(&path).expect("a readable tree"));
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(&root().join(folder), ending, &mut found);
    found
}

#[track_caller]
fn none(problems: impl IntoIterator<Item = String>) {
    let problems: Vec<String> = problems.into_iter().collect();
    assert!(problems.is_empty(), "\n  {}", problems.join("\n  "));
}

// ---- concepts

fn concept_path(concept: &zopa::concepts::Concept) -> String {
    format!("src/{}/{}.rs", concept.family.folder(), concept.id)
}

#[test]
fn every_concept_has_a_function_in_a_file_of_its_name() {
    none(CONCEPTS.iter().filter_map(|concept| {
        let path = concept_path(concept);
        match concept.entry {
            Entry::OverSets => None,
            _ => without_function(concept.id, &path, &text(&path)),
        }
    }));
}

#[test]
fn every_concept_over_sets_has_a_function_in_a_file_of_its_name() {
    none(set_solutions().filter_map(|concept| {
        let path = concept_path(concept);
        without_function(&format!("{}_over_set", concept.id), &path, &text(&path))
    }));
    let only_over_sets = CONCEPTS.iter().filter(|concept| matches!(concept.entry, Entry::OverSets));
    none(
        only_over_sets.filter(|concept| over_sets(concept.id).is_none()).map(|concept| concept.id.to_owned()),
    );
    none(
        set_solutions()
            .filter(|concept| over_frontiers(concept.id, &[]).is_none())
            .map(|concept| format!("`{}` is not in `over_frontiers` of src/concepts/sets.rs", concept.id)),
    );
    let found = files("src/bargaining", ".rs");
    let defines = |(path, source): &(String, String)| {
        let name = stem(path);
        let is_known = over_sets(name).is_some();
        (source.contains(&format!("pub fn {name}_over_set(")) && !is_known)
            .then(|| format!("{path} defines `{name}_over_set`, which src/concepts/sets.rs does not list"))
    };
    none(found.into_iter().filter_map(|file| defines(&file)));
}

#[test]
fn every_concept_over_sets_is_tried_on_every_set() {
    // Those that need numbers of their own are asked one by one.
    let plain = set_solutions()
        .filter(|one| matches!(over_sets(one.id), Some(SetEntry::Plain(_) | SetEntry::ForTwo(_))));
    let list = text("tests/sets/common.rs");
    none(plain.filter_map(|concept| untried(concept.id, "tests/sets/common.rs", &list)));
}

#[test]
fn every_concept_has_an_example_that_runs() {
    none(CONCEPTS.iter().filter_map(|concept| {
        let path = concept_path(concept);
        without_example(concept.id, &path, &text(&path))
    }));
}

#[test]
fn every_file_that_defines_a_concept_is_registered() {
    let mut families: Vec<Family> = CONCEPTS.iter().map(|concept| concept.family).collect();
    families.dedup();
    none(families.iter().flat_map(|family| {
        let ids: Vec<&str> =
            CONCEPTS.iter().filter(|one| one.family == *family).map(|concept| concept.id).collect();
        let found = files(&format!("src/{}", family.folder()), ".rs");
        let flat = found.into_iter().filter(|(path, _)| path.matches('/').count() == 2);
        let is_known = |path: &str| NO_CONCEPTS.iter().any(|(known, _)| *known == path);
        flat.filter(|(path, _)| !is_known(path))
            .filter_map(|(path, source)| unregistered(&path, &source, &ids))
            .collect::<Vec<_>>()
    }));
    none(NO_CONCEPTS.iter().filter_map(|(path, _)| without_function(stem(path), path, &text(path))));
}

#[test]
fn every_concept_is_explained() {
    let page = text("docs/CONCEPTS.md");
    none(CONCEPTS.iter().filter_map(|concept| without_heading(&concept.name(), &page)));
}

#[test]
fn every_solution_has_an_axiom_test() {
    let solutions = CONCEPTS.iter().filter(|concept| !matches!(concept.entry, Entry::Zone(_)));
    none(solutions.filter_map(|concept| without_axiom(concept.id, &axioms(concept.family))));
}

#[test]
fn every_concept_has_a_bench() {
    let benches: String = files("benches", ".rs").into_values().collect();
    none(CONCEPTS.iter().filter_map(|concept| without_bench(concept.id, &benches)));
}

#[test]
fn every_concept_has_a_published_answer() {
    let cases: Vec<Case> = ENTRIES.iter().filter_map(|entry| entry.read().case).collect();
    none(
        CONCEPTS
            .iter()
            .filter_map(|concept| unpublished(&concept.name(), &format!("{}.", concept.path()), &cases)),
    );
}

// ---- models and formats

#[test]
fn every_model_is_in_the_catalogue_and_reads_without_errors() {
    none(files("models", ".toml").iter().flat_map(|(path, text)| {
        let read = read(text.as_bytes(), Format::Toml);
        let is_listed = ENTRIES.iter().any(|entry| entry.file() == *path && entry.text == text);
        let is_starter = path == "models/starter.toml";
        model_problems(path, read.case.as_ref(), &read.findings, is_listed || is_starter)
    }));
}

#[test]
fn every_entry_of_the_catalogue_has_a_file_and_a_name_of_its_own() {
    let found = files("models", ".toml");
    let mut ids: Vec<&str> = ENTRIES.iter().map(|entry| entry.id).collect();
    none(ENTRIES.iter().filter(|entry| !found.contains_key(&entry.file())).map(|entry| entry.file()));
    ids.sort_unstable();
    none(ids.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| format!("`{}` twice", pair[0])));
}

#[test]
fn every_format_has_a_reader_and_a_test_that_it_reads_to_the_same_case() {
    let variants = variants(&text("src/format/mod.rs"), "Format");
    assert!(variants.len() >= 2, "{variants:?}");
    let modules = files("src/format", ".rs");
    let modules: Vec<&str> = modules.keys().map(|path| stem(path)).collect();
    let tests = text("tests/reader/syntaxes.rs");
    none(variants.iter().flat_map(|variant| format_problems(variant, &modules, &tests)));
}

// ---- findings, commands, answers

#[test]
fn every_finding_is_explained_and_nothing_else_is() {
    let page = text("docs/DIAGNOSTICS.md");
    let numbers: Vec<&str> = Code::ALL.iter().map(|code| code.number()).collect();
    let headings = page.lines().filter_map(|line| line.strip_prefix("## ")?.split(':').next());
    assert_eq!(headings.collect::<Vec<_>>(), numbers);
}

#[cfg(feature = "cli")]
#[test]
fn every_command_and_flag_is_explained() {
    use clap::CommandFactory as _;
    let page = text("docs/COMMANDS.md");
    let command = zopa::cli::args::Args::command();
    none(command.get_subcommands().flat_map(|command| {
        let flags = command.get_arguments().filter_map(|flag| flag.get_long());
        let flags: Vec<String> = flags.map(|flag| format!("--{flag}")).collect();
        command_problems(command.get_name(), &flags, &page)
    }));
}

#[test]
fn every_field_of_an_answer_is_described() {
    let schema = answer_schema();
    assert!(fields(&schema).len() > 50);
    none(undescribed(&schema));
    none(unexplained(&schema, &text("docs/JSON.md")));
}

#[test]
fn every_answer_is_in_the_schema() {
    let schema = text("src/report/render/json.rs");
    none(files("src/report/sections", ".rs").iter().flat_map(|(path, source)| {
        let structs =
            source.lines().filter_map(|line| line.strip_prefix("pub struct ")?.split([' ', '<']).next());
        let answers = structs.filter(|name| name.ends_with("Answer") && !has_word(&schema, name));
        answers.map(|name| format!("{path}: `{name}` is not in the schema of answers")).collect::<Vec<_>>()
    }));
}

// ---- the house itself

#[test]
fn no_source_file_is_too_long() {
    let found = files("src", ".rs");
    none(found.iter().filter_map(|(path, text)| length_problem(path, text.lines().count(), LONG_FILES)));
    none(
        LONG_FILES.iter().filter(|(path, _)| !found.contains_key(*path)).map(|(path, _)| (*path).to_owned()),
    );
}

#[test]
fn no_dependency_is_for_show() {
    let source: String = files("src", ".rs").into_values().collect();
    none(unused(&text("Cargo.toml"), &source));
}

#[test]
fn every_link_of_the_documents_leads_somewhere() {
    let mut pages = files("docs", ".md");
    for name in ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"] {
        pages.insert(name.to_owned(), text(name));
    }
    none(pages.iter().flat_map(|(path, page)| {
        let folder = root().join(path).parent().unwrap().to_owned();
        let dead = dead_links(page, |target| folder.join(target).exists());
        dead.into_iter().map(|target| format!("{path} links to {target}")).collect::<Vec<_>>()
    }));
}

#[test]
fn the_changelog_says_what_is_new() {
    assert!(has_unreleased(&text("CHANGELOG.md")));
}
