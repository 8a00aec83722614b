//! Seeded mutation driver for the readers, on stable Rust.
//!
//! ```text
//! cargo run --release --example fuzz -- case N [SEED]
//! ```
//!
//! Takes every case file under `models/` and `tests/data/`, its JSON rendering, and every plain JSON game there,
//! breaks it in one to eight
//! ways (bytes, tokens, lines, numbers, brackets), and reads the result. A finding is a panic, an input that
//! takes longer than a second, a case beside an error, no case and no error, a span outside the text or inside
//! a character, or two readings of the same bytes that differ. The same seed makes the same inputs.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use zopa::format::{Format, Read, read};

/// Longest time that one reading may take.
const PATIENCE: Duration = Duration::from_secs(1);

/// What numbers are replaced by.
const NUMBERS: &[&str] = &[
    "nan",
    "-inf",
    "inf",
    "1e999",
    "1e-999",
    "-0",
    "0",
    "1/0",
    "\"1/0\"",
    "\"1/3\"",
    "0x10",
    "1_000",
    "--1",
    "1e40",
    "99999999999999999999999999999999999999999999",
    "9223372036854775808",
    "-1",
    "1.5.2",
    "null",
    "true",
    "[1, 2, 3]",
    "[3, 2, 1]",
    "{ value = 1 }",
    "{\"low\": 1, \"mode\": 2, \"high\": 3}",
    "1979-05-27",
];
/// What is put in anywhere.
const TOKENS: &[&str] = &[
    "[",
    "]",
    "{",
    "}",
    "[[",
    "]]",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    ",",
    "=",
    ":",
    ".",
    "#",
    "\n",
    "\r\n",
    "\r",
    "\0",
    "\u{feff}",
    "é",
    "🕊",
    "[issues.x]\n",
    "[[interactions]]\n",
    "[model]\n",
    "[[[[[[[[[[[[[[[[",
    "a.b.c.d.e = 1\n",
    "{a={a={a={a={a={a=1}}}}}}",
    "\\u0000",
    "\\ud800",
    "levels = []\n",
    "weight = {}\n",
    "+",
    " | ",
    "GOV+JTD",
    "A+B+C-1",
    "\"\" = 0\n",
    "\"A+B\" = 1\n",
    "otherwise = 0\n",
    "kind = \"cost\"\n",
    "[coalitions]\n",
    "[coalitions.worths]\n",
    "[coalitions.partitions]\n",
    "[coalitions.by_agreement_size]\n",
    "together = [1, 2]\n",
    "outsider = [1]\n",
    "[coalitions.deals.x]\n",
    "[[coalitions.voting.rules]]\n",
    "[contact_group]\n",
    "\"players\": [\"A\", \"B\"], ",
    "\"worths\": [0, 1, 1, 3], ",
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (count, seed) = match arguments.as_slice() {
        [kind, count] if kind == "case" => (count.parse::<u64>(), Ok(1)),
        [kind, count, seed] if kind == "case" => (count.parse::<u64>(), seed.parse::<u64>()),
        _ => {
            eprintln!("usage: fuzz case N [SEED]");
            return ExitCode::from(2);
        }
    };
    let (Ok(count), Ok(seed)) = (count, seed) else {
        eprintln!("N and SEED are whole numbers");
        return ExitCode::from(2);
    };
    let corpus = corpus();
    if corpus.is_empty() {
        eprintln!("no case files under models/ and tests/data/: run in the root of the project");
        return ExitCode::from(2);
    }
    std::panic::set_hook(Box::new(|_| {}));
    let started = Instant::now();
    let (mut found, mut whole, mut slowest) = (0u64, 0u64, Duration::ZERO);
    for number in 0..count {
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(number));
        let (format, original) = random.pick(&corpus);
        let mut bytes = original.clone();
        for _ in 0..=random.below(8) {
            mutate(&mut bytes, &mut random, &corpus);
        }
        let before = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| read(&bytes, *format)));
        let spent = before.elapsed();
        slowest = slowest.max(spent);
        let mut problems = Vec::new();
        match &outcome {
            Err(_) => problems.push("a panic".to_owned()),
            Ok(answer) => {
                whole += u64::from(answer.case.is_some());
                problems.extend(wrong(answer, &bytes));
                // Reading twice doubles the time; one input in eight shows as much.
                if number % 8 == 0 && read(&bytes, *format) != *answer {
                    problems.push("two readings differ".to_owned());
                }
            }
        }
        if spent > PATIENCE {
            problems.push(format!("{spent:?} for {} bytes", bytes.len()));
        }
        for problem in problems {
            found += 1;
            let path = std::env::temp_dir().join(format!("zopa-fuzz-{seed}-{number}.{}", extension(*format)));
            let kept =
                std::fs::write(&path, &bytes).map_or("not kept".to_owned(), |()| path.display().to_string());
            println!("input {number} of seed {seed}: {problem} ({kept})");
        }
    }
    println!(
        "{count} inputs from {} files, seed {seed}: {found} findings, {whole} read as a case, slowest {slowest:.1?}, {:.1?} in all",
        corpus.len(),
        started.elapsed()
    );
    if found == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

/// What is wrong with an answer.
fn wrong(answer: &Read, bytes: &[u8]) -> Vec<String> {
    let mut problems = Vec::new();
    let errors = answer.findings.iter().filter(|finding| finding.is_error()).count();
    if answer.case.is_some() && errors > 0 {
        problems.push("a case beside an error".to_owned());
    }
    if answer.case.is_none() && errors == 0 {
        problems.push("no case and no error".to_owned());
    }
    for finding in &answer.findings {
        let Some(span) = finding.span else { continue };
        let fits = std::str::from_utf8(bytes).is_ok_and(|text| {
            span.start <= span.end && text.is_char_boundary(span.start) && text.is_char_boundary(span.end)
        });
        if !fits {
            problems.push(format!("span {}..{} of: {finding}", span.start, span.end));
        }
        if finding.message.is_empty() || finding.message.len() > 20_000 {
            problems.push(format!("a message of {} bytes", finding.message.len()));
        }
    }
    problems
}

/// Every case file with its JSON rendering.
fn corpus() -> Vec<(Format, Vec<u8>)> {
    let mut paths = Vec::new();
    for root in ["models", "tests/data"] {
        collect(Path::new(root), &mut paths);
    }
    paths.sort();
    let mut corpus = Vec::new();
    for path in paths {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        if path.extension().is_some_and(|extension| extension == "json") {
            corpus.push((Format::Json, text.into_bytes()));
            continue;
        }
        if let Some(json) = rendered(&text) {
            corpus.push((Format::Json, json));
        }
        corpus.push((Format::Toml, text.into_bytes()));
    }
    corpus
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "toml" || extension == "json") {
            paths.push(path);
        }
    }
}

/// The same tree as JSON.
fn rendered(text: &str) -> Option<Vec<u8>> {
    fn value(node: &toml::de::DeValue<'_>) -> serde_json::Value {
        match node {
            toml::de::DeValue::Integer(number) => serde_json::from_str(number.as_str()).unwrap_or_default(),
            toml::de::DeValue::Float(number) => serde_json::from_str(number.as_str()).unwrap_or_default(),
            toml::de::DeValue::Boolean(answer) => (*answer).into(),
            toml::de::DeValue::Array(list) => list.iter().map(|item| value(item.get_ref())).collect(),
            toml::de::DeValue::Table(entries) => table(entries),
            toml::de::DeValue::String(text) => text.as_ref().into(),
            toml::de::DeValue::Datetime(date) => date.to_string().into(),
        }
    }
    fn table(entries: &toml::de::DeTable<'_>) -> serde_json::Value {
        let pairs = entries.iter().map(|(key, item)| (key.get_ref().to_string(), value(item.get_ref())));
        serde_json::Value::Object(pairs.collect())
    }
    let document = toml::de::DeTable::parse(text).ok()?;
    serde_json::to_vec_pretty(&table(document.get_ref())).ok()
}

/// Breaks `bytes` in one way.
fn mutate(bytes: &mut Vec<u8>, random: &mut Random, corpus: &[(Format, Vec<u8>)]) {
    if bytes.is_empty() {
        bytes.push(b'[');
        return;
    }
    let length = bytes.len();
    let (from, to) = random.range(length);
    let near = (from + 1 + random.below(24)).min(length);
    match random.below(16) {
        0 => drop(bytes.drain(from..near)),
        1 => drop(bytes.drain(from..to)),
        2 => {
            let piece = bytes[from..near].to_vec();
            bytes.splice(from..from, piece);
        }
        3 => bytes[from] ^= 1 << random.below(8),
        4 => bytes[from] = random.below(256) as u8,
        5 => bytes.truncate(from),
        6 | 7 => {
            let token = random.pick(TOKENS);
            let times = if random.below(64) == 0 { 2000 } else { 1 };
            bytes.splice(from..from, token.repeat(times).into_bytes());
        }
        8 | 9 => replace_run(bytes, random, |byte| byte.is_ascii_digit() || b".-".contains(byte), NUMBERS),
        10 => swap_words(bytes, random),
        11 => lines(bytes, random, |lines, one, _| drop(lines.remove(one))),
        12 => lines(bytes, random, |lines, one, other| lines.insert(other, lines[one].clone())),
        13 => lines(bytes, random, |lines, one, other| lines.swap(one, other)),
        14 => {
            let (_, other) = random.pick(corpus);
            let (start, end) = random.range(other.len());
            let end = end.min(start + 400);
            bytes.splice(from..from, other[start..end].iter().copied());
        }
        _ => replace_run(
            bytes,
            random,
            |byte| byte.is_ascii_alphanumeric() || *byte == b'_',
            &["", "x", "GOV", "A", "levels", "0"],
        ),
    }
}

/// Replaces one run of bytes of a kind.
fn replace_run(bytes: &mut Vec<u8>, random: &mut Random, kind: impl Fn(&u8) -> bool, by: &[&str]) {
    let from = random.below(bytes.len());
    let Some(start) = bytes[from..].iter().position(&kind).map(|place| place + from) else { return };
    let end = bytes[start..].iter().position(|byte| !kind(byte)).map_or(bytes.len(), |place| place + start);
    bytes.splice(start..end, random.pick(by).bytes());
}

/// Swaps two words: names, keys, numbers.
fn swap_words(bytes: &mut Vec<u8>, random: &mut Random) {
    let word = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.".contains(byte);
    let at = |from: usize| {
        let start = bytes[from..].iter().position(word)? + from;
        let end =
            bytes[start..].iter().position(|byte| !word(byte)).map_or(bytes.len(), |place| place + start);
        Some((start, end))
    };
    let (one, other) = (at(random.below(bytes.len())), at(random.below(bytes.len())));
    let (Some(one), Some(other)) = (one, other) else { return };
    let (first, second) = if one.0 <= other.0 { (one, other) } else { (other, one) };
    if first.1 > second.0 {
        return;
    }
    let words = [
        bytes[second.0..second.1].to_vec(),
        bytes[first.1..second.0].to_vec(),
        bytes[first.0..first.1].to_vec(),
    ];
    bytes.splice(first.0..second.1, words.concat());
}

/// Changes whole lines.
fn lines(bytes: &mut Vec<u8>, random: &mut Random, change: impl Fn(&mut Vec<Vec<u8>>, usize, usize)) {
    let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    let (one, other) = (random.below(lines.len()), random.below(lines.len()));
    change(&mut lines, one, other);
    *bytes = lines.concat();
}

fn extension(format: Format) -> &'static str {
    match format {
        Format::Toml => "toml",
        Format::Json => "json",
    }
}

/// SplitMix64: small, seeded, good enough to break files (Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`, which is at least 1.
    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// Two places in order, the first below `length`.
    fn range(&mut self, length: usize) -> (usize, usize) {
        let from = self.below(length);
        (from, (from + self.below(length - from + 1)).min(length))
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}
