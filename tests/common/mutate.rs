//! Breaks files, for the tests of readers and for `examples/fuzz`: one place, so that both break them alike.
//!
//! [`letters`] changes letters of a text, and leaves it a text. [`mutate`] changes bytes, words, numbers and lines
//! in one of sixteen ways. The same random stream gives the same file.

#![allow(dead_code)] // each program that includes this uses one of the two

use zopa::numeric::random::Random;

/// A text with one to five letters taken out, put in or replaced by one of `pieces`.
pub(crate) fn letters(text: &str, pieces: &[&str], random: &mut Random) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for _ in 0..=below(random, 4) {
        let at = below(random, letters.len());
        let piece = pick(random, pieces).chars();
        match below(random, 3) {
            _ if letters.is_empty() => letters.extend(piece),
            0 => drop(letters.remove(at)),
            1 => drop(letters.splice(at..at, piece)),
            _ => drop(letters.splice(at..=at, piece)),
        }
    }
    letters.into_iter().collect()
}

/// Breaks `bytes` in one way.
///
/// - `tokens`: what is put in anywhere; `numbers`: what numbers are replaced by; `other`: a file of which parts are put in.
pub(crate) fn mutate(
    bytes: &mut Vec<u8>,
    tokens: &[&str],
    numbers: &[&str],
    other: &[u8],
    random: &mut Random,
) {
    if bytes.is_empty() {
        bytes.push(b'[');
        return;
    }
    let length = bytes.len();
    let (from, to) = range(random, length);
    let near = (from + 1 + below(random, 24)).min(length);
    match below(random, 16) {
        0 => drop(bytes.drain(from..near)),
        1 => drop(bytes.drain(from..to)),
        2 => {
            let piece = bytes[from..near].to_vec();
            bytes.splice(from..from, piece);
        }
        3 => bytes[from] ^= 1 << below(random, 8),
        4 => bytes[from] = below(random, 256) as u8,
        5 => bytes.truncate(from),
        6 | 7 => {
            let token = pick(random, tokens);
            let times = if below(random, 64) == 0 { 2000 } else { 1 };
            bytes.splice(from..from, token.repeat(times).into_bytes());
        }
        8 | 9 => replace_run(bytes, random, |byte| byte.is_ascii_digit() || b".-".contains(byte), numbers),
        10 => swap_words(bytes, random),
        11 => lines(bytes, random, |lines, one, _| drop(lines.remove(one))),
        12 => lines(bytes, random, |lines, one, other| lines.insert(other, lines[one].clone())),
        13 => lines(bytes, random, |lines, one, other| lines.swap(one, other)),
        14 => {
            let (start, end) = range(random, other.len());
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
    let from = below(random, bytes.len());
    let Some(start) = bytes[from..].iter().position(&kind).map(|place| place + from) else { return };
    let end = bytes[start..].iter().position(|byte| !kind(byte)).map_or(bytes.len(), |place| place + start);
    bytes.splice(start..end, pick(random, by).bytes());
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
    let (one, other) = (at(below(random, bytes.len())), at(below(random, bytes.len())));
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
    let (one, other) = (below(random, lines.len()), below(random, lines.len()));
    change(&mut lines, one, other);
    *bytes = lines.concat();
}

/// A number below `limit`; 0 if that is 0.
pub(crate) fn below(random: &mut Random, limit: usize) -> usize {
    random.below(limit as u64) as usize
}

/// Two places in order, the first below `length`.
fn range(random: &mut Random, length: usize) -> (usize, usize) {
    let from = below(random, length);
    (from, (from + below(random, length - from + 1)).min(length))
}

/// One of a list.
pub(crate) fn pick<'a, T>(random: &mut Random, list: &'a [T]) -> &'a T {
    &list[below(random, list.len())]
}
