//! Seeded mutation driver for the readers, on stable Rust.
//!
//! ```text
//! cargo run --release --example fuzz -- case|nfg|efg|genius|geniusweb|spreadsheet|ktab|expression N [SEED [LARGEST]]
//! ```
//!
//! `case` takes every case file under `models/` and `tests/data/`, its JSON rendering, and every plain JSON game
//! there; `nfg` and `efg` take the game files of that kind under `tests/data/`, and those of the shared reference if
//! it is beside the project. Each is broken in one to eight ways (bytes, tokens, lines, numbers, brackets), and the
//! result is read. A finding is a panic, an input that takes longer than a second, a case or a game beside an
//! error, neither of them and no error, a span outside the text or inside a character, two readings of the same
//! bytes that differ, or a game or a case of another
//! tool that is another once it is written and read again. The same seed makes the same inputs. Files of more than LARGEST bytes are left out.
//!
//! `genius` and `geniusweb` take the folders of `tests/data/` and of the shared reference: a domain with up to
//! three profiles is broken as if it were one file.
//!
//! `spreadsheet` and `ktab` take the tables of `tests/data/`.
//!
//! `expression` breaks the expressions of the case files, reads and works out each, with a finding for a place
//! outside the text, and for a value that differs when the expression is put into parentheses.

mod corpus;
mod expressions;
mod kind;
#[path = "../../tests/common/mutate.rs"]
mod mutate;
mod pieces;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use zopa::format::files::FilesFormat;
use zopa::numeric::random::Random;

use crate::corpus::{corpus, folders, games, tables};
use crate::expressions::expressions;
use crate::kind::{Kind, wrong};
use crate::mutate::{below, mutate, pick};

/// Longest time that one reading may take.
const PATIENCE: Duration = Duration::from_secs(1);

/// What may be broken.
const KINDS: &str = "case|nfg|efg|genius|geniusweb|spreadsheet|ktab|expression";

/// The random numbers of one input.
pub(crate) fn stream(seed: u64, number: u64) -> Random {
    Random::new(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(number))
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (kind, numbers) = match arguments.as_slice() {
        [kind, numbers @ ..] if !numbers.is_empty() && numbers.len() <= 3 => (kind.as_str(), numbers),
        _ => {
            eprintln!("usage: fuzz {KINDS} N [SEED [LARGEST]]");
            return ExitCode::from(2);
        }
    };
    let Ok(numbers) = numbers.iter().map(|text| text.parse::<u64>()).collect::<Result<Vec<_>, _>>() else {
        eprintln!("N, SEED and LARGEST are whole numbers");
        return ExitCode::from(2);
    };
    let (count, seed) = (numbers[0], numbers.get(1).copied().unwrap_or(1));
    let mut corpus = match kind {
        "case" | "expression" => corpus(),
        "nfg" => games(Kind::Nfg),
        "efg" => games(Kind::Efg),
        "genius" => folders(FilesFormat::Genius),
        "geniusweb" => folders(FilesFormat::GeniusWeb),
        "spreadsheet" => tables(FilesFormat::Spreadsheet),
        "ktab" => tables(FilesFormat::Ktab),
        _ => Vec::new(),
    };
    if let Some(&largest) = numbers.get(2) {
        corpus.retain(|(_, bytes)| bytes.len() as u64 <= largest);
    }
    if corpus.is_empty() {
        eprintln!("no {kind} files under models/ and tests/data/: run in the root of the project");
        return ExitCode::from(2);
    }
    std::panic::set_hook(Box::new(|_| {}));
    if kind == "expression" {
        return expressions(&corpus, count, seed);
    }
    let started = Instant::now();
    let (mut found, mut whole, mut slowest) = (0u64, 0u64, Duration::ZERO);
    for number in 0..count {
        let mut random = stream(seed, number);
        let (kind, original) = pick(&mut random, &corpus);
        let mut bytes = original.clone();
        for _ in 0..=below(&mut random, 8) {
            let (tokens, numbers) = kind.pieces();
            let other = &pick(&mut random, &corpus).1;
            mutate(&mut bytes, tokens, numbers, other, &mut random);
        }
        let before = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| kind.read(&bytes)));
        let spent = before.elapsed();
        slowest = slowest.max(spent);
        let mut problems = Vec::new();
        match &outcome {
            Err(_) => problems.push("a panic".to_owned()),
            Ok(answer) => {
                whole += u64::from(answer.case.is_some() || answer.game.is_some());
                problems.extend(wrong(answer, &bytes));
                // Reading twice doubles the time; one input in eight shows as much.
                if number % 8 == 0 && kind.read(&bytes) != *answer {
                    problems.push("two readings differ".to_owned());
                }
                let another = catch_unwind(AssertUnwindSafe(|| kind.is_another_when_written(answer)));
                if another.unwrap_or(true) {
                    problems.push("what is written is another".to_owned());
                }
            }
        }
        if spent > PATIENCE {
            problems.push(format!("{spent:?} for {} bytes", bytes.len()));
        }
        for problem in problems {
            found += 1;
            let path = std::env::temp_dir().join(format!("zopa-fuzz-{seed}-{number}.{}", kind.extension()));
            let kept =
                std::fs::write(&path, &bytes).map_or("not kept".to_owned(), |()| path.display().to_string());
            println!("input {number} of seed {seed}: {problem} ({kept})");
        }
    }
    println!(
        "{count} inputs from {} files, seed {seed}: {found} findings, {whole} read whole, slowest {slowest:.1?}, {:.1?} in all",
        corpus.len(),
        started.elapsed()
    );
    if found == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) }
}
