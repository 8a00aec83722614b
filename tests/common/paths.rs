//! The paths that Rust source names: imports with nested braces, and paths in the middle of code.

/// A word or a sign of Rust source, with its line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Token {
    /// As it is written.
    pub(crate) text: String,
    /// Its line, from 1.
    pub(crate) line: usize,
}

/// Where a path stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Place {
    /// In a `use`.
    Import,
    /// Anywhere else.
    Code,
}

/// A path such as `crate::games::bargaining`, whole.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    /// Its words.
    pub(crate) segments: Vec<String>,
    /// Where it stands.
    pub(crate) place: Place,
    /// Whether it stands inside `mod tests`.
    pub(crate) in_tests: bool,
    /// Its line, from 1.
    pub(crate) line: usize,
}

/// Splits source into tokens; comments, texts and character literals are left out.
pub(crate) fn tokens(source: &str) -> Vec<Token> {
    let bytes = source.as_bytes();
    let at = |place: usize| bytes.get(place).copied().unwrap_or(0);
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80;
    let mut tokens = Vec::new();
    let (mut place, mut line) = (0, 1);
    while place < bytes.len() {
        let start = place;
        let word_before = start > 0 && is_word(at(start - 1));
        match at(place) {
            b'/' if at(place + 1) == b'/' => {
                while place < bytes.len() && at(place) != b'\n' {
                    place += 1;
                }
            }
            b'/' if at(place + 1) == b'*' => {
                let mut depth = 0;
                loop {
                    match (at(place), at(place + 1)) {
                        (b'/', b'*') => (depth, place) = (depth + 1, place + 2),
                        (b'*', b'/') => (depth, place) = (depth - 1, place + 2),
                        _ => place += 1,
                    }
                    if depth == 0 || place >= bytes.len() {
                        break;
                    }
                }
            }
            b'r' if !word_before && raw_text(&bytes[place + 1..]).is_some() => {
                place += 1 + raw_text(&bytes[place + 1..]).unwrap_or_default();
            }
            b'"' => {
                place += 1;
                while place < bytes.len() && at(place) != b'"' {
                    place += if at(place) == b'\\' { 2 } else { 1 };
                }
                place += 1;
            }
            // A quote is a character literal if it closes soon, and a lifetime otherwise.
            b'\'' if at(place + 1) == b'\\' => {
                place += 3;
                while place < bytes.len() && at(place) != b'\'' {
                    place += 1;
                }
                place += 1;
            }
            b'\'' => {
                let letter = source[place + 1..].chars().next().map_or(1, char::len_utf8);
                place += if at(place + 1 + letter) == b'\'' { letter + 2 } else { 1 };
            }
            byte if is_word(byte) => {
                while place < bytes.len() && is_word(at(place)) {
                    place += 1;
                }
                tokens.push(Token { text: source[start..place].to_owned(), line });
            }
            b':' if at(place + 1) == b':' => {
                place += 2;
                tokens.push(Token { text: "::".to_owned(), line });
            }
            byte => {
                place += 1;
                if !byte.is_ascii_whitespace() {
                    tokens.push(Token { text: char::from(byte).to_string(), line });
                }
            }
        }
        let end = place.min(bytes.len());
        line += bytes[start..end].iter().filter(|&&byte| byte == b'\n').count();
    }
    tokens
}

/// Length of a raw text after its `r`, or `None` if this is none.
fn raw_text(rest: &[u8]) -> Option<usize> {
    let hashes = rest.iter().take_while(|&&byte| byte == b'#').count();
    if rest.get(hashes) != Some(&b'"') {
        return None;
    }
    let end = format!("\"{}", "#".repeat(hashes));
    let body = &rest[hashes + 1..];
    let close = body.windows(end.len()).position(|window| window == end.as_bytes())?;
    Some(hashes + 1 + close + end.len())
}

/// Every path with `::` and every import.
pub(crate) fn paths(tokens: &[Token]) -> Vec<Found> {
    let text = |place: usize| tokens.get(place).map_or("", |token| token.text.as_str());
    let mut found = Vec::new();
    let mut tests_end = 0;
    let mut place = 0;
    while place < tokens.len() {
        let in_tests = place < tests_end;
        let line = tokens[place].line;
        if text(place) == "mod" && text(place + 1) == "tests" && text(place + 2) == "{" {
            tests_end = closing(tokens, place + 2);
            place += 3;
        } else if text(place) == "use" {
            let end = (place..tokens.len()).find(|&end| text(end) == ";").unwrap_or(tokens.len());
            let mut leaves = Vec::new();
            leaves_of(&tokens[place + 1..end], &[], &mut leaves);
            found.extend(leaves.into_iter().map(|segments| Found {
                segments,
                place: Place::Import,
                in_tests,
                line,
            }));
            place = end;
        } else if text(place) == "crate" || text(place + 1) == "::" {
            let mut segments = vec![text(place).to_owned()];
            while text(place + 1) == "::" && text(place + 2).starts_with(|first: char| first.is_alphabetic())
            {
                segments.push(text(place + 2).to_owned());
                place += 2;
            }
            // `pub(crate)` gives a visibility, it imports nothing.
            if segments != ["crate"] || text(place + 1) != ")" {
                found.push(Found { segments, place: Place::Code, in_tests, line });
            }
            place += 1;
        } else {
            place += 1;
        }
    }
    found
}

/// The place of the brace that closes the one at `open`.
fn closing(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0;
    for (place, token) in tokens.iter().enumerate().skip(open) {
        match token.text.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return place;
        }
    }
    tokens.len()
}

/// The paths that an import tree names, nested braces unfolded; `x as y` names `x`.
fn leaves_of(tree: &[Token], prefix: &[String], leaves: &mut Vec<Vec<String>>) {
    let mut path = prefix.to_vec();
    let mut place = 0;
    while let Some(token) = tree.get(place) {
        match token.text.as_str() {
            "::" => {}
            "as" => place += 1,
            "," => {
                leaves.extend((path.len() > prefix.len()).then(|| path.clone()));
                path.truncate(prefix.len());
            }
            "{" => {
                let end = closing(tree, place);
                leaves_of(&tree[place + 1..end], &path, leaves);
                path.truncate(prefix.len());
                place = end;
            }
            segment => path.push(segment.to_owned()),
        }
        place += 1;
    }
    leaves.extend((path.len() > prefix.len()).then(|| path.clone()));
}
