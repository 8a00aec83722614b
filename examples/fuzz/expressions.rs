//! Expressions of case files: broken, read and worked out.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use zopa::format::Format;
use zopa::model::expression::Expression;
use zopa::numeric::Rational;

use crate::kind::Kind;
use crate::mutate::{below, mutate, pick};
use crate::pieces::{NUMBERS, SIGNS, TOKENS};
use crate::{PATIENCE, stream};

/// Breaks expressions, reads them and works them out.
pub(crate) fn expressions(corpus: &[(Kind, Vec<u8>)], count: u64, seed: u64) -> ExitCode {
    let cases = corpus.iter().filter_map(|(kind, bytes)| kind.read(bytes).case?.sequence);
    let mut texts: Vec<(Kind, Vec<u8>)> = Vec::new();
    for sequence in cases {
        let expressions = sequence.expressions();
        texts.extend(expressions.iter().map(|one| (Kind::Case(Format::Toml), one.text.clone().into_bytes())));
    }
    let started = Instant::now();
    let (mut found, mut whole, mut slowest) = (0u64, 0u64, Duration::ZERO);
    for number in 0..count {
        let mut random = stream(seed, number);
        let mut bytes = pick(&mut random, &texts).1.clone();
        for _ in 0..=below(&mut random, 6) {
            if below(&mut random, 3) == 0 {
                let at = below(&mut random, bytes.len() + 1);
                bytes.splice(at..at, pick(&mut random, SIGNS).bytes());
            } else {
                let other = &pick(&mut random, &texts).1;
                mutate(&mut bytes, TOKENS, NUMBERS, other, &mut random);
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
