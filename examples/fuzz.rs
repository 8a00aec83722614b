//! Seeded mutation driver for the readers, on stable Rust.
//!
//! ```text
//! cargo run --release --example fuzz -- case|nfg|efg|genius|geniusweb|expression N [SEED]
//! ```
//!
//! `case` takes every case file under `models/` and `tests/data/`, its JSON rendering, and every plain JSON game
//! there; `nfg` and `efg` take the game files of that kind under `tests/data/`, and those of the shared reference if
//! it is beside the project. Each is broken in one to eight ways (bytes, tokens, lines, numbers, brackets), and the
//! result is read. A finding is a panic, an input that takes longer than a second, a case or a game beside an
//! error, neither of them and no error, a span outside the text or inside a character, two readings of the same
//! bytes that differ, or a game that does not survive being written and read again. The same seed makes the same
//! inputs.
//!
//! `genius` and `geniusweb` take the folders of `tests/data/` and of the shared reference: a domain with up to
//! three profiles is broken as if it were one file.
//!
//! `expression` breaks the expressions of the case files, reads and works out each, with a finding for a place
//! outside the text, and for a value that differs when the expression is put into parentheses.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use zopa::diagnostic::Diagnostic;
use zopa::diagnostic::texts::Texts;
use zopa::format::files::{FilesFormat, SourceFile, read_files};
use zopa::format::game::read_game;
use zopa::format::{Format, read};
use zopa::model::Case;
use zopa::model::expression::Expression;
use zopa::model::game::GameForm;
use zopa::numeric::Rational;

/// Longest time that one reading may take.
const PATIENCE: Duration = Duration::from_secs(1);

/// What numbers are replaced by.
const NUMBERS: &[&str] = &[
    "nan",
    "-inf",
    "inf",
    "1e999",
    "1e-999",
    "1e-9223372036854775808",
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
/// What is put into expressions.
const SIGNS: &[&str] =
    &["+", "-", "*", "/", "(", ")", " ", "1", "0", "0.5", "1e9", "hawk", "_", ".", "--", "((", "))", "/0"];
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
    "[sequence]\n",
    "[sequence.nodes.x]\n",
    "moves = { a = \"x\" }\n",
    "\"1 - (hawk\"",
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

/// What numbers of a game file are replaced by.
const GAME_NUMBERS: &[&str] = &[
    "0",
    "-0",
    "1",
    "2",
    "3",
    "-1",
    ".5",
    "1.",
    ".",
    "-",
    "+",
    "+7",
    "1/2",
    "2/4",
    "1/3",
    "1/0",
    "1/-2",
    "-3/7",
    "1e40",
    "1e-40",
    "1e41",
    "1E999999999999",
    "1e-9223372036854775808",
    "nan",
    "+inf",
    "0x10",
    "1_000",
    "1.5.2",
    "100000",
    "4294967295",
    "4294967296",
    "67108864",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "0.9999999999999999999999999999999999999",
    "1234567890123456789012345678901234567890",
    "12345678901234567890123456789012345678901",
];

/// What is put into a game file anywhere.
const GAME_TOKENS: &[&str] = &[
    "{",
    "}",
    ",",
    "\"",
    "\"\"",
    "\\\"",
    "\\",
    "\n",
    "\r\n",
    "\0",
    "\u{feff}",
    "é",
    "🕊",
    " ",
    "#",
    "NFG 1 R ",
    "EFG 2 R ",
    "D",
    "{ } ",
    "{ 2 2 } ",
    "{ \"a\" \"b\" } ",
    "{ { \"a\" \"b\" } { \"c\" } } ",
    "{ \"\" 1, 2 } ",
    "{ 1, 2 } ",
    "{ \"x\" 1/2 \"y\" 1/2 } ",
    " 0 ",
    " 1 ",
    " 1e1 ",
    "p ",
    "c ",
    "t ",
    "t \"\" 0\n",
    "t \"\" 1\n",
    "t \"\" 99 \"new\" { 1 2 }\n",
    "p \"\" 1 1 0\n",
    "p \"\" 2 1 \"\" { \"a\" \"b\" } 0\n",
    "c \"\" 0 \"\" { \"a\" 1 } 0\n",
    "c \"\" 1 0\n",
];

/// What a file is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Case(Format),
    Nfg,
    Efg,
    Files(FilesFormat),
}

/// What stands between the files of one case.
const BETWEEN: &[u8] = b"\0-\0";

/// What is put into XML.
const XML_TOKENS: &[&str] = &[
    "<",
    ">",
    "/>",
    "</",
    "\"",
    "'",
    "&",
    "&amp;",
    "&#0;",
    "&x;",
    "<!--",
    "-->",
    "<?xml ?>",
    "<![CDATA[",
    "<!DOCTYPE a [",
    "\0",
    "\u{feff}",
    "é",
    "🕊",
    "\n",
    "<a>",
    "</a>",
    "<item value=\"x\" evaluation=\"1\"/>",
    "<issue>",
    "</issue>",
    "<weight index=\"1\" value=\"1\"/>",
    "type=\"real\" ",
    "type=\"integer\" lowerbound=\"0\" upperbound=\"9\" ",
    "<objective>",
    "</objective>",
    "<reservation value=\"0.5\"/>",
    "<utility maxutility=\"1\">",
    "<ufun>",
    "<hyperRectangle utility=\"1\">",
    "<INCLUDES index=\"1\" min=\"0\" max=\"1\"/>",
];

/// What a file became, with the findings about it.
#[derive(PartialEq)]
struct Outcome {
    case: Option<Case>,
    game: Option<GameForm>,
    findings: Vec<Diagnostic>,
    /// The files through which places count, if there are several.
    texts: Option<Texts>,
}

impl Kind {
    fn extension(self) -> &'static str {
        match self {
            Self::Case(Format::Toml) => "toml",
            Self::Case(Format::Json) => "json",
            Self::Nfg => "nfg",
            Self::Efg => "efg",
            Self::Files(FilesFormat::Genius) => "xml",
            Self::Files(FilesFormat::GeniusWeb) => "json",
        }
    }

    /// What is put in anywhere, and what numbers are replaced by.
    fn pieces(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            Self::Case(_) | Self::Files(FilesFormat::GeniusWeb) => (TOKENS, NUMBERS),
            Self::Files(FilesFormat::Genius) => (XML_TOKENS, GAME_NUMBERS),
            Self::Nfg | Self::Efg => (GAME_TOKENS, GAME_NUMBERS),
        }
    }

    fn read(self, bytes: &[u8]) -> Outcome {
        match self {
            Self::Case(format) => {
                let answer = read(bytes, format);
                Outcome { case: answer.case, game: None, findings: answer.findings, texts: None }
            }
            Self::Nfg | Self::Efg => {
                let answer = read_game(if self == Self::Nfg { "a.nfg" } else { "a.efg" }, bytes);
                Outcome { case: None, game: answer.game, findings: answer.findings, texts: None }
            }
            Self::Files(format) => {
                let files: Vec<SourceFile> = split(bytes)
                    .into_iter()
                    .enumerate()
                    .map(|(number, bytes)| SourceFile { name: format!("{number}.x"), bytes: bytes.to_vec() })
                    .collect();
                let answer = read_files(format, &files);
                let texts = Some(answer.texts);
                Outcome { case: answer.case, game: None, findings: answer.findings, texts }
            }
        }
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (kind, count, seed) = match arguments.as_slice() {
        [kind, count] => (kind.as_str(), count.parse::<u64>(), Ok(1)),
        [kind, count, seed] => (kind.as_str(), count.parse::<u64>(), seed.parse::<u64>()),
        _ => {
            eprintln!("usage: fuzz case|nfg|efg|genius|geniusweb|expression N [SEED]");
            return ExitCode::from(2);
        }
    };
    let (Ok(count), Ok(seed)) = (count, seed) else {
        eprintln!("N and SEED are whole numbers");
        return ExitCode::from(2);
    };
    let corpus = match kind {
        "case" | "expression" => corpus(),
        "nfg" => games(Kind::Nfg),
        "efg" => games(Kind::Efg),
        "genius" => folders(FilesFormat::Genius),
        "geniusweb" => folders(FilesFormat::GeniusWeb),
        _ => Vec::new(),
    };
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
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(number));
        let (kind, original) = random.pick(&corpus);
        let mut bytes = original.clone();
        for _ in 0..=random.below(8) {
            mutate(&mut bytes, *kind, &mut random, &corpus);
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
                if let Some(game) = &answer.game {
                    let again = catch_unwind(AssertUnwindSafe(|| kind.read(game.write().as_bytes()).game));
                    if !again.is_ok_and(|again| again.as_ref() == Some(game)) {
                        problems.push("the game that is written is another".to_owned());
                    }
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

/// Breaks expressions, reads them and works them out.
fn expressions(corpus: &[(Kind, Vec<u8>)], count: u64, seed: u64) -> ExitCode {
    let cases = corpus.iter().filter_map(|(kind, bytes)| kind.read(bytes).case?.sequence);
    let mut texts: Vec<(Kind, Vec<u8>)> = Vec::new();
    for sequence in cases {
        let expressions = sequence.expressions();
        texts.extend(expressions.iter().map(|one| (Kind::Case(Format::Toml), one.text.clone().into_bytes())));
    }
    let started = Instant::now();
    let (mut found, mut whole, mut slowest) = (0u64, 0u64, Duration::ZERO);
    for number in 0..count {
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(number));
        let mut bytes = random.pick(&texts).1.clone();
        for _ in 0..=random.below(6) {
            if random.below(3) == 0 {
                let at = random.below(bytes.len() + 1);
                bytes.splice(at..at, random.pick(SIGNS).bytes());
            } else {
                mutate(&mut bytes, Kind::Case(Format::Toml), &mut random, &texts);
            }
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let before = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| worked_out(&text)));
        let spent = before.elapsed();
        slowest = slowest.max(spent);
        let problem = match outcome {
            Err(_) => Some("a panic".to_owned()),
            Ok(Ok(is_whole)) => {
                whole += u64::from(is_whole);
                (spent > PATIENCE).then(|| format!("{spent:?} for {} bytes", bytes.len()))
            }
            Ok(Err(problem)) => Some(problem),
        };
        if let Some(problem) = problem {
            found += 1;
            println!("expression {number} of seed {seed}: {problem}: {text:?}");
        }
    }
    println!(
        "{count} expressions from {} texts, seed {seed}: {found} findings, {whole} read, slowest {slowest:.1?}, {:.1?} in all",
        texts.len(),
        started.elapsed()
    );
    if found == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

/// Reads an expression and works it out; whether it was one, or what is wrong with the reading.
fn worked_out(text: &str) -> Result<bool, String> {
    let value = |text: &str| {
        let number = |name: &str| Ok::<_, ()>(Rational::from(name.len() as i64 - 3));
        Expression::parse(text).map(|one| one.value(&mut { number }))
    };
    match value(text) {
        Ok(found) => {
            let again = value(&format!("({text})"));
            // One level deeper may be too deep, and longer too long.
            let is_same = match (&found, &again) {
                (Ok(one), Ok(Ok(two))) => one == two,
                (Err(_), Ok(Err(_))) | (_, Err(_)) => true,
                _ => false,
            };
            if is_same { Ok(true) } else { Err("another value in parentheses".to_owned()) }
        }
        Err(error) => {
            let (from, to) = error.range;
            let fits = from <= to && text.is_char_boundary(from) && text.is_char_boundary(to);
            if fits && !error.message.is_empty() && error.message.len() < 1000 {
                Ok(false)
            } else {
                Err(format!("place {from}..{to}, {} bytes of words", error.message.len()))
            }
        }
    }
}

/// What is wrong with an answer.
fn wrong(answer: &Outcome, bytes: &[u8]) -> Vec<String> {
    let mut problems = Vec::new();
    let errors = answer.findings.iter().filter(|finding| finding.is_error()).count();
    let is_whole = answer.case.is_some() || answer.game.is_some();
    if is_whole && errors > 0 {
        problems.push("a case or a game beside an error".to_owned());
    }
    if !is_whole && errors == 0 {
        problems.push("nothing read and no error".to_owned());
    }
    for finding in &answer.findings {
        let also = finding.also.as_ref().map(|(span, _)| *span);
        for span in finding.span.into_iter().chain(also) {
            let inside = |text: &str, start: usize, end: usize| {
                start <= end && text.is_char_boundary(start) && text.is_char_boundary(end)
            };
            let fits = match &answer.texts {
                Some(texts) => texts
                    .place(span)
                    .is_some_and(|place| inside(place.text, place.span.start, place.span.end)),
                None => std::str::from_utf8(bytes).is_ok_and(|text| inside(text, span.start, span.end)),
            };
            if !fits {
                problems.push(format!("span {}..{} of: {finding}", span.start, span.end));
            }
        }
        if finding.message.is_empty() || finding.message.len() > 20_000 {
            problems.push(format!("a message of {} bytes", finding.message.len()));
        }
    }
    problems
}

/// The files of one case.
fn split(bytes: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut rest = bytes;
    while let Some(at) = rest.windows(BETWEEN.len()).position(|window| window == BETWEEN) {
        parts.push(&rest[..at]);
        rest = &rest[at + BETWEEN.len()..];
    }
    parts.push(rest);
    parts
}

/// Every folder with a domain and profiles: the domain is the file that gives no values.
fn folders(format: FilesFormat) -> Vec<(Kind, Vec<u8>)> {
    let (name, roots, mark) = match format {
        FilesFormat::Genius => {
            ("xml", ["tests/data/genius", "../shared/reference/files/genius"], "evaluation=")
        }
        FilesFormat::GeniusWeb => {
            ("json", ["tests/data/geniusweb", "../shared/reference/files/geniusweb"], "LinearAdditive")
        }
    };
    let mut paths = Vec::new();
    roots.iter().for_each(|root| collect(Path::new(root), &[name], &mut paths));
    paths.sort();
    let mut corpus = Vec::new();
    for folder in paths.chunk_by(|one, other| one.parent() == other.parent()) {
        let is_one = |path: &&PathBuf| path.file_name().is_some_and(|name| name != "specials.json");
        let texts: Vec<String> =
            folder.iter().filter(is_one).filter_map(|path| std::fs::read_to_string(path).ok()).collect();
        let is_profile = |text: &&String| text.contains(mark) || text.contains("<evaluator");
        let Some(domain) = texts.iter().find(|text| !is_profile(text)) else { continue };
        let profiles = texts.iter().filter(is_profile).take(3);
        let files: Vec<&[u8]> = std::iter::once(domain).chain(profiles).map(|text| text.as_bytes()).collect();
        corpus.push((Kind::Files(format), files.join(BETWEEN)));
    }
    corpus
}

/// Every game file of a kind.
fn games(kind: Kind) -> Vec<(Kind, Vec<u8>)> {
    let mut paths = Vec::new();
    for root in ["tests/data", "../shared/reference/files/games"] {
        collect(Path::new(root), &[kind.extension()], &mut paths);
    }
    paths.sort();
    paths.iter().filter_map(|path| Some((kind, std::fs::read(path).ok()?))).collect()
}

/// Every case file with its JSON rendering.
fn corpus() -> Vec<(Kind, Vec<u8>)> {
    let mut paths = Vec::new();
    for root in ["models", "tests/data"] {
        collect(Path::new(root), &["toml", "json"], &mut paths);
    }
    paths.sort();
    let mut corpus = Vec::new();
    for path in paths {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        if path.extension().is_some_and(|extension| extension == "json") {
            corpus.push((Kind::Case(Format::Json), text.into_bytes()));
            continue;
        }
        if let Some(json) = rendered(&text) {
            corpus.push((Kind::Case(Format::Json), json));
        }
        corpus.push((Kind::Case(Format::Toml), text.into_bytes()));
    }
    corpus
}

fn collect(folder: &Path, extensions: &[&str], paths: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, extensions, paths);
        } else if path.extension().and_then(|one| one.to_str()).is_some_and(|one| extensions.contains(&one)) {
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
fn mutate(bytes: &mut Vec<u8>, kind: Kind, random: &mut Random, corpus: &[(Kind, Vec<u8>)]) {
    let (tokens, numbers) = kind.pieces();
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
            let token = random.pick(tokens);
            let times = if random.below(64) == 0 { 2000 } else { 1 };
            bytes.splice(from..from, token.repeat(times).into_bytes());
        }
        8 | 9 => replace_run(bytes, random, |byte| byte.is_ascii_digit() || b".-".contains(byte), numbers),
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
