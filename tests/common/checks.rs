//! Checks of completeness: from what was found to the problems, one sentence each.

use std::path::Path;

use serde_json::Value;
use zopa::diagnostic::Diagnostic;
use zopa::model::Case;

/// Most lines of a source file.
const LONGEST: usize = 400;

pub(crate) fn stem(path: &str) -> &str {
    Path::new(path).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default()
}

/// Does `text` hold `word` with no letter, digit or underscore beside it?
pub(crate) fn has_word(text: &str, word: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    text.match_indices(word).any(|(start, _)| {
        let before = text[..start].chars().next_back();
        let after = text[start + word.len()..].chars().next();
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}

/// Does the source define the public function `name`?
pub(crate) fn defines(source: &str, name: &str) -> bool {
    source.contains(&format!("pub fn {name}(")) || source.contains(&format!("pub fn {name}<"))
}

pub(crate) fn without_function(id: &str, path: &str, source: &str) -> Option<String> {
    (!defines(source, id)).then(|| format!("concept `{id}`: {path} has no `pub fn {id}`"))
}

pub(crate) fn without_example(id: &str, path: &str, source: &str) -> Option<String> {
    let has_one = source.lines().any(|line| matches!(line.trim(), "/// ```" | "//! ```"));
    (!has_one).then(|| format!("concept `{id}`: {path} has no example that runs (a block of /// ```)"))
}

pub(crate) fn unregistered(path: &str, source: &str, ids: &[&str]) -> Option<String> {
    let name = stem(path);
    (defines(source, name) && !ids.contains(&name))
        .then(|| format!("{path} defines `{name}`, which src/concepts/mod.rs does not register"))
}

pub(crate) fn without_heading(id: &str, page: &str) -> Option<String> {
    let named = format!("(`{id}`)");
    let has_one = page.lines().any(|line| line.starts_with('#') && line.contains(&named));
    (!has_one).then(|| format!("concept `{id}`: docs/CONCEPTS.md has no heading with {named}"))
}

pub(crate) fn without_axiom(id: &str, tests: &str) -> Option<String> {
    let has_one = tests.contains(&format!("fn {id}_")) || tests.contains(&format!("fn {id}("));
    (!has_one).then(|| {
        format!("concept `{id}`: the axiom tests of its family have none whose name starts with `{id}`")
    })
}

pub(crate) fn without_bench(id: &str, benches: &str) -> Option<String> {
    (!has_word(benches, id)).then(|| format!("concept `{id}`: no bench names it"))
}

/// Is the concept in a list of quoted names?
pub(crate) fn untried(id: &str, path: &str, list: &str) -> Option<String> {
    (!list.contains(&format!("(\"{id}\", "))).then(|| format!("concept `{id}`: {path} does not list it"))
}

/// Is there a published answer for the concept, with a source?
pub(crate) fn unpublished(id: &str, prefix: &str, cases: &[Case]) -> Option<String> {
    let published = cases.iter().flat_map(|case| &case.expectations).any(|expectation| {
        expectation.source.is_some()
            && expectation.values.iter().any(|(path, _)| path.text.starts_with(prefix))
    });
    (!published)
        .then(|| format!("concept `{id}`: no [[expect]] with a source under models/ names a `{prefix}` path"))
}

pub(crate) fn model_problems(
    path: &str,
    case: Option<&Case>,
    findings: &[Diagnostic],
    is_listed: bool,
) -> Vec<String> {
    let mut problems: Vec<String> = findings
        .iter()
        .filter(|finding| finding.is_error())
        .map(|finding| format!("{path}: {finding}"))
        .collect();
    if case.is_some_and(|case| case.id != stem(path)) {
        problems.push(format!("{path}: its id is not `{}`, the name of its file", stem(path)));
    }
    if !is_listed {
        problems.push(format!("{path} is not in src/catalogue.rs"));
    }
    problems
}

/// The names of the variants of an enum.
pub(crate) fn variants(source: &str, name: &str) -> Vec<String> {
    let body = source.split(&format!("pub enum {name} {{")).nth(1).unwrap_or_default();
    let body = body.split("\n}").next().unwrap_or_default();
    let lines = body.lines().filter_map(|line| line.trim().strip_suffix(','));
    lines.filter(|line| line.starts_with(char::is_uppercase)).map(str::to_owned).collect()
}

pub(crate) fn format_problems(variant: &str, modules: &[&str], tests: &str) -> Vec<String> {
    let module = variant.to_lowercase();
    let mut problems = Vec::new();
    if !modules.contains(&module.as_str()) {
        problems.push(format!("format `{variant}` has no file src/format/{module}.rs"));
    }
    if !tests.contains(&format!("Format::{variant}")) {
        problems.push(format!("format `{variant}`: no test of the reader names `Format::{variant}`"));
    }
    problems
}

pub(crate) fn command_problems(name: &str, flags: &[String], page: &str) -> Vec<String> {
    let heading = page.lines().any(|line| line.starts_with('#') && line.contains(&format!("`zopa {name}`")));
    let missing = flags.iter().filter(|flag| !has_word(page, flag));
    let mut problems: Vec<String> =
        missing.map(|flag| format!("docs/COMMANDS.md does not explain `{flag}` of `zopa {name}`")).collect();
    if !heading {
        problems.push(format!("docs/COMMANDS.md has no heading with `zopa {name}`"));
    }
    problems
}

/// The fields of a schema, with the type they stand in: `ZoneData.status`.
pub(crate) fn fields(schema: &Value) -> Vec<(String, String, bool)> {
    let definitions = schema["$defs"].as_object().into_iter().flatten();
    let of_type = |(owner, definition): (&String, &Value)| {
        let properties = definition["properties"].as_object().into_iter().flatten();
        let field = |(name, value): (&String, &Value)| {
            let described = value["description"].as_str().is_some_and(|text| !text.is_empty());
            (owner.clone(), name.clone(), described)
        };
        properties.map(field).collect::<Vec<_>>()
    };
    definitions.flat_map(of_type).collect()
}

pub(crate) fn undescribed(schema: &Value) -> Vec<String> {
    let bare = fields(schema).into_iter().filter(|(_, _, described)| !described);
    bare.map(|(owner, name, _)| format!("`{owner}.{name}` has no description in the schema")).collect()
}

pub(crate) fn unexplained(schema: &Value, page: &str) -> Vec<String> {
    let missing = fields(schema).into_iter().filter(|(_, name, _)| !has_word(page, name));
    missing.map(|(owner, name, _)| format!("docs/JSON.md does not name `{name}` of `{owner}`")).collect()
}

pub(crate) fn length_problem(path: &str, lines: usize, allowed: &[(&str, &str)]) -> Option<String> {
    let is_allowed = allowed.iter().any(|(long, reason)| *long == path && !reason.is_empty());
    match (lines > LONGEST, is_allowed) {
        (true, false) => Some(format!("{path} has {lines} lines, at most {LONGEST}: split it")),
        (false, true) => Some(format!("{path} has only {lines} lines: take it off LONG_FILES")),
        _ => None,
    }
}

/// The crates under `[dependencies]` that no source file names.
pub(crate) fn unused(manifest: &str, source: &str) -> Vec<String> {
    let table = manifest.split("\n[dependencies]\n").nth(1).unwrap_or_default();
    let table = table.split("\n[").next().unwrap_or_default();
    let names =
        table.lines().filter_map(|line| line.split([' ', '=', '.']).next()).filter(|name| !name.is_empty());
    let is_used = |name: &str| source.contains(&format!("{}::", name.replace('-', "_")));
    names.filter(|name| !is_used(name)).map(|name| format!("no source file uses `{name}`")).collect()
}

/// Links of a page to files that do not exist; `exists` is asked about the path beside the page.
pub(crate) fn dead_links(page: &str, exists: impl Fn(&str) -> bool) -> Vec<String> {
    let targets = page.split("](").skip(1).filter_map(|rest| rest.split([')', '#', ' ']).next());
    let local = targets.filter(|target| !target.is_empty() && !target.contains("://"));
    local.filter(|target| !exists(target)).map(str::to_owned).collect()
}

pub(crate) fn has_unreleased(changelog: &str) -> bool {
    let section = changelog.split("## [Unreleased]").nth(1).unwrap_or_default();
    section.split("\n## ").next().unwrap_or_default().lines().any(|line| line.starts_with("- "))
}

#[cfg(test)]
mod tests {
    //! Each check can fail.

    use super::{
        command_problems, dead_links, format_problems, has_unreleased, length_problem, model_problems,
        undescribed, unexplained, unpublished, unregistered, untried, unused, variants, without_axiom,
        without_bench, without_example, without_function, without_heading,
    };
    use zopa::diagnostic::{Code, Diagnostic};
    use zopa::format::{Format, read};
    use zopa::model::Case;

    #[test]
    fn a_concept_that_misses_a_step_is_reported() {
        let good = "/// ```\n/// ```\npub fn core(zone: &Zone) {}";
        assert_eq!(without_function("core", "core.rs", good), None);
        assert!(without_function("core", "core.rs", "fn core() {}").is_some());
        assert_eq!(without_example("core", "core.rs", good), None);
        assert!(without_example("core", "core.rs", "/// ```text\npub fn core() {}").is_some());
        assert!(unregistered("src/bargaining/core.rs", good, &["nash"]).is_some());
        assert_eq!(unregistered("src/bargaining/core.rs", good, &["core"]), None);
        assert_eq!(unregistered("src/bargaining/ranking.rs", "pub fn choose() {}", &[]), None);
        assert_eq!(without_heading("nash", "## Nash (`nash`)"), None);
        assert!(without_heading("nash", "## Weighted (`weighted_nash`)\n`nash`").is_some());
        assert_eq!(without_axiom("nash", "fn nash_ignores_scale() {}"), None);
        assert!(without_axiom("nash", "fn weighted_nash_ignores_scale() {}").is_some());
        assert_eq!(untried("nash", "list.rs", "(\"nash\", nash)"), None);
        assert!(untried("nash", "list.rs", "(\"weighted_nash\", nash)").is_some());
        assert_eq!(without_bench("nash", "&[\"nash\"]"), None);
        assert!(without_bench("nash", "&[\"weighted_nash\"]").is_some());
    }

    #[test]
    fn a_concept_without_a_published_answer_is_reported() {
        let text = |source: &str| {
            format!(
                "[model]\nid = \"a\"\n[sources]\nbook = {{ kind = \"paper\", cite = \"A book\" }}\n[parties.A]\nname = \"A\"\nwalk_away = 0\n[bargaining]\npoints = [[1]]\n[[expect]]\ncommand = \"solve\"\nvalues = {{ \"solutions.nash.gains.A\" = 1 }}\n{source}"
            )
        };
        let case = |source: &str| vec![read(text(source).as_bytes(), Format::Toml).case.expect("a case")];
        assert_eq!(unpublished("nash", "solutions.nash.", &case("source = \"book\"")), None);
        assert!(unpublished("nash", "solutions.nash.", &case("")).is_some());
        assert!(unpublished("leximin", "solutions.leximin.", &case("source = \"book\"")).is_some());
        assert!(unpublished("zone", "zone.", &case("source = \"book\"")).is_some());
    }

    #[test]
    fn a_model_or_format_that_misses_a_step_is_reported() {
        let case = Case { id: "aceh".to_owned(), ..Case::default() };
        let wrong = Diagnostic::error(Code::TooFewParties, "no signatory");
        assert_eq!(model_problems("models/cases/aceh.toml", Some(&case), &[], true), Vec::<String>::new());
        assert_eq!(model_problems("models/cases/mali.toml", Some(&case), &[wrong], false).len(), 3);
        assert_eq!(variants("pub enum Format {\n    /// TOML.\n    Toml,\n}\n", "Format"), ["Toml"]);
        assert_eq!(format_problems("Nfg", &["toml"], "Format::Toml").len(), 2);
        assert!(format_problems("Toml", &["toml"], "Format::Toml").is_empty());
    }

    #[test]
    fn a_command_or_field_that_nobody_explains_is_reported() {
        let flags = ["--set".to_owned(), "--of".to_owned()];
        assert_eq!(command_problems("zone", &flags, "## `zopa zone`\n`--settle`, `--of`").len(), 1);
        assert_eq!(command_problems("solve", &[], "## `zopa zone`").len(), 1);
        let schema = serde_json::json!({ "$defs": { "A": { "properties": {
        "good": { "description": "words" }, "bare": { "type": "number" } } } } });
        assert_eq!(undescribed(&schema), ["`A.bare` has no description in the schema"]);
        assert_eq!(unexplained(&schema, "`good`, `barely`"), ["docs/JSON.md does not name `bare` of `A`"]);
    }

    #[test]
    fn a_house_in_disorder_is_reported() {
        let allowed = [("src/a.rs", "a reason"), ("src/c.rs", "")];
        assert!(length_problem("src/b.rs", 401, &allowed).is_some());
        assert!(length_problem("src/c.rs", 401, &allowed).is_some(), "no reason is given");
        assert!(length_problem("src/a.rs", 400, &allowed).is_some(), "it needs no exception any more");
        assert_eq!(length_problem("src/a.rs", 401, &allowed), None);
        let manifest = "[package]\n\n[dependencies]\nserde = \"1\"\ngood_lp = \"1\"\n\n[dev-dependencies]\nboon = \"1\"\n";
        assert_eq!(unused(manifest, "use serde::Serialize;"), ["no source file uses `good_lp`"]);
        assert_eq!(
            dead_links("[a](A.md#part) [b](B.md) [c](https://x.org) [d](#d)", |path| path == "A.md"),
            ["B.md"]
        );
        assert!(has_unreleased("## [Unreleased]\n- a line"));
        assert!(!has_unreleased("## [Unreleased]\n\n## [0.1.0]\n- a line"));
    }
}
