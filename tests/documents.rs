//! What the documents show is what the program prints.
//!
//! A block of a document that starts with `$ zopa ...` is run, and what stands below it must be what was
//! printed. A line `...` stands for any number of lines. After a change of the screens, refresh the blocks that
//! show a whole answer with
//!
//! ```text
//! ZOPA_UPDATE=1 cargo test --test documents -- --test-threads 1
//! ```
//!
//! and read the difference before it is committed. Blocks with a line `...` are mended by hand. The tables of
//! fields in `docs/JSON.md` are those of the schema of answers, and are refreshed in the same way.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used)] // a test that cannot read its tree must fail

#[path = "common/fields.rs"]
mod fields;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use fields::refreshed;
use zopa::report::render::json::answer_schema;

/// Most lines of an answer that a failure repeats.
const LISTED: usize = 40;

/// A command with what a document shows below it.
#[derive(Debug, PartialEq)]
struct Shown {
    arguments: Vec<String>,
    /// The lines below it, from the first to one past the last.
    lines: (usize, usize),
    text: Vec<String>,
}

/// The commands that a page shows.
fn shown(page: &str) -> Vec<Shown> {
    let mut found: Vec<Shown> = Vec::new();
    let (mut in_block, mut is_open) = (false, false);
    for (number, line) in page.lines().enumerate() {
        if line.starts_with("```") {
            in_block = !in_block;
            is_open = false;
        } else if let (true, Some(command)) = (in_block, line.strip_prefix("$ zopa")) {
            let arguments = command.split_whitespace().map(str::to_owned).collect();
            found.push(Shown { arguments, lines: (number + 1, number + 1), text: Vec::new() });
            is_open = true;
        } else if let (true, Some(last)) = (is_open, found.last_mut()) {
            last.text.push(line.to_owned());
            last.lines.1 = number + 1;
        }
    }
    found
}

/// Do the lines shown match those printed, where `...` stands for any number of lines?
fn matches(shown: &[String], printed: &[&str]) -> bool {
    match shown.split_first() {
        None => printed.is_empty(),
        Some((cut, rest)) if cut.trim() == "..." => {
            (0..=printed.len()).any(|skipped| matches(rest, &printed[skipped..]))
        }
        Some((line, rest)) => {
            printed.first().is_some_and(|first| first == line) && matches(rest, &printed[1..])
        }
    }
}

/// What the program prints on standard output; findings of a wrong case go to standard error and follow.
fn run(arguments: &[String]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_zopa"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the program runs");
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// Are the documents to be refreshed?
fn is_update() -> bool {
    std::env::var_os("ZOPA_UPDATE").is_some()
}

fn pages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages = vec![root.join("README.md")];
    let docs = fs::read_dir(root.join("docs"))
        .expect("a readable tree")
        .map(|entry| entry.expect("a readable tree").path());
    pages.extend(docs.filter(|path| path.extension().is_some_and(|extension| extension == "md")));
    pages.sort();
    pages
}

#[test]
fn every_screen_of_the_documents_is_what_is_printed() {
    let update = is_update();
    let mut stale = Vec::new();
    let mut compared = 0;
    for path in pages() {
        let page = fs::read_to_string(&path).unwrap();
        let mut lines: Vec<String> = page.lines().map(str::to_owned).collect();
        // From the last to the first, so that the places of those before stay right.
        for one in shown(&page).into_iter().rev() {
            compared += 1;
            let printed = run(&one.arguments);
            let printed: Vec<&str> = printed.lines().collect();
            if matches(&one.text, &printed) {
                continue;
            }
            if update && !one.text.iter().any(|line| line.trim() == "...") {
                let fresh = printed.iter().map(|line| (*line).to_owned());
                lines.splice(one.lines.0..one.lines.1, fresh);
            } else {
                let command = one.arguments.join(" ");
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let start = &printed[..printed.len().min(LISTED)];
                stale.push(format!("{name}: `zopa {command}` prints\n{}", start.join("\n")));
            }
        }
        let fresh = lines.join("\n") + "\n";
        if update && fresh != page {
            fs::write(&path, fresh).unwrap();
        }
    }
    assert!(compared > 5, "{compared} screens were found");
    assert!(stale.is_empty(), "{}", stale.join("\n\n"));
}

#[test]
fn the_tables_of_fields_are_those_of_the_schema() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/JSON.md");
    let page = fs::read_to_string(&path).unwrap();
    let (fresh, missing) = refreshed(&page, &answer_schema());
    assert_eq!(missing, Vec::<String>::new(), "docs/JSON.md has no table for these types");
    if is_update() {
        fs::write(&path, fresh).unwrap();
    } else {
        assert!(page == fresh, "docs/JSON.md is stale; refresh it and read the difference");
    }
}

#[test]
fn a_stale_table_of_fields_is_refreshed_and_a_missing_one_reported() {
    let schema = serde_json::json!({ "$defs": {
        "A": { "required": ["b"], "properties": {
            "b": { "type": "array", "items": { "$ref": "#/$defs/B" }, "description": "Words." },
            "c": { "type": ["string", "null"], "description": "More." } } },
        "B": { "properties": {} } } });
    let page = "<!-- fields: A -->\n| old |\n\ntext\n| kept |\n";
    let (fresh, missing) = refreshed(page, &schema);
    assert_eq!(
        fresh,
        "<!-- fields: A -->\n| field | kind | what it says |\n|---|---|---|\n\
         | `b` | list of [B](#b) | Words. |\n| `c` | text or null | More. |\n\ntext\n| kept |\n"
    );
    assert_eq!(missing, ["B"]);
    assert_eq!(refreshed("<!-- fields: Z -->", &schema).1, ["A", "B", "Z, which is no type"]);
}

#[test]
fn a_stale_screen_is_reported() {
    let page = "text\n```text\n$ zopa zone x --json\na\n...\nd\n$ zopa show x\n```\n$ zopa no block\n";
    let found = shown(page);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].arguments, ["zone", "x", "--json"]);
    assert_eq!(found[0].lines, (3, 6));
    assert!(matches(&found[0].text, &["a", "b", "c", "d"]));
    assert!(matches(&found[0].text, &["a", "d"]));
    assert!(!matches(&found[0].text, &["a", "b", "c"]));
    assert!(!matches(&found[0].text, &["b", "d"]));
    assert!(!matches(&found[0].text, &["a", "d", "e"]));
    assert!(matches(&found[1].text, &[]));
}
