//! What the documents show is what the program prints.
//!
//! A block of a document that starts with `$ zopa ...` is run, and what stands below it must be what was
//! printed. A line `...` stands for any number of lines. After a change of the screens, refresh the blocks that
//! show a whole answer with
//!
//! ```text
//! ZOPA_UPDATE=1 cargo test --test documents
//! ```
//!
//! and read the difference before it is committed. Blocks with a line `...` are mended by hand.
#![cfg(feature = "cli")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

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

fn pages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages = vec![root.join("README.md")];
    let docs = fs::read_dir(root.join("docs")).unwrap().map(|entry| entry.unwrap().path());
    pages.extend(docs.filter(|path| path.extension().is_some_and(|extension| extension == "md")));
    pages.sort();
    pages
}

#[test]
fn every_screen_of_the_documents_is_what_is_printed() {
    let update = std::env::var_os("ZOPA_UPDATE").is_some();
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
                stale.push(format!("{name}: `zopa {command}` prints\n{}", printed.join("\n")));
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
