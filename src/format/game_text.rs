//! The words that `.nfg` and `.efg` files are made of, and the start that both have.
//!
//! A game file is braces, commas, texts in quotes, and words between blanks; line breaks mean no more than
//! blanks. In a text `\"` is a quote; a backslash before anything else stands for itself. [`Words`] walks over
//! bytes and allocates nothing; [`Parser`] adds what a sentence about a mistake needs.

use std::borrow::Cow;

use crate::diagnostic::{Code, Diagnostic, Findings, Span, short};
use crate::format::game_number::Number;
use crate::numeric::ParseRationalError;

/// Most errors that are looked for in one file; after them reading stops.
pub(crate) const MAX_ERRORS: usize = 100;

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `,`
    Comma,
    /// Something in quotes.
    Text,
    /// A text whose closing quote is missing.
    Unclosed,
    /// Something that starts like a number.
    Number,
    /// Anything else.
    Word,
    /// Nothing more.
    End,
}

/// A word with its place; that of a text includes its quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    /// What it is.
    pub(crate) kind: Kind,
    /// First byte.
    pub(crate) start: usize,
    /// One past the last byte.
    pub(crate) end: usize,
}

impl Token {
    /// Where it stands.
    pub(crate) fn span(self) -> Span {
        Span { start: self.start, end: self.end }
    }
}

/// The words of a file, one after the other.
struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl Words<'_> {
    #[inline]
    fn next(&mut self) -> Token {
        let bytes = self.text.as_bytes();
        let mut start = self.at;
        while start < bytes.len() && is_blank(bytes[start]) {
            start += 1;
        }
        let Some(&first) = bytes.get(start) else {
            self.at = start;
            return Token { kind: Kind::End, start, end: start };
        };
        let (kind, end) = match first {
            b'{' => (Kind::Open, start + 1),
            b'}' => (Kind::Close, start + 1),
            b',' => (Kind::Comma, start + 1),
            b'"' => match closing_quote(bytes, start + 1) {
                Some(quote) => (Kind::Text, quote + 1),
                None => (Kind::Unclosed, bytes.len()),
            },
            _ => {
                let mut end = start + 1;
                while end < bytes.len()
                    && !is_blank(bytes[end])
                    && !matches!(bytes[end], b'{' | b'}' | b',' | b'"')
                {
                    end += 1;
                }
                let is_number = first.is_ascii_digit() || matches!(first, b'-' | b'+' | b'.');
                (if is_number { Kind::Number } else { Kind::Word }, end)
            }
        };
        self.at = end;
        Token { kind, start, end }
    }
}

#[inline]
fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// The first quote from `at` on that has no backslash before it.
fn closing_quote(bytes: &[u8], mut at: usize) -> Option<usize> {
    let first = at;
    loop {
        at += bytes[at..].iter().position(|&byte| byte == b'"')?;
        if at == first || bytes[at - 1] != b'\\' {
            return Some(at);
        }
        at += 1;
    }
}

/// Writes a text in quotes so that it reads as itself.
///
/// The format has no way to end a text with a backslash: a blank is put behind one.
pub(crate) fn quoted(text: &str) -> String {
    let blank = if text.ends_with('\\') { " " } else { "" };
    format!("\"{}{blank}\"", text.replace('"', "\\\""))
}

/// Walks over a file, one word ahead, and collects what is wrong.
pub(crate) struct Parser<'a> {
    words: Words<'a>,
    /// The word that is looked at.
    pub(crate) token: Token,
    /// What is wrong so far.
    pub(crate) findings: Findings,
    is_unclosed_said: bool,
}

/// What both kinds of game files start with.
#[derive(Default)]
pub(crate) struct Header {
    /// What the game is called.
    pub(crate) title: String,
    /// The names of its players, at least one.
    pub(crate) players: Vec<String>,
}

impl<'a> Parser<'a> {
    /// - `from`: where the text starts, after a byte order mark.
    pub(crate) fn new(text: &'a str, from: usize) -> Self {
        let mut words = Words { text, at: from };
        let token = words.next();
        Self { words, token, findings: Findings::default(), is_unclosed_said: false }
    }

    /// Goes on to the next word and gives the present one.
    #[inline]
    pub(crate) fn step(&mut self) -> Token {
        let token = self.token;
        self.token = self.words.next();
        token
    }

    /// Bytes that have not been looked at.
    pub(crate) fn bytes_left(&self) -> usize {
        self.words.text.len() - self.words.at
    }

    /// Have there been so many errors that reading on helps nobody?
    pub(crate) fn is_hopeless(&self) -> bool {
        self.findings.errors() >= MAX_ERRORS
    }

    /// The bytes of a word as they stand in the file.
    #[inline]
    pub(crate) fn raw(&self, token: Token) -> &'a str {
        // The ends of a word are ASCII or ends of the file, so they are ends of characters.
        self.words.text.get(token.start..token.end).unwrap_or_default()
    }

    /// What stands between the quotes of a text.
    pub(crate) fn unquoted(&self, token: Token) -> Cow<'a, str> {
        let inside = self.words.text.get(token.start + 1..token.end - 1).unwrap_or_default();
        if inside.contains("\\\"") { inside.replace("\\\"", "\"").into() } else { inside.into() }
    }

    /// Goes on if the present word is of this kind, else says what was expected.
    ///
    /// - `what`: the thing that belongs here, such as "the title"; `expected`: what it looks like.
    pub(crate) fn expect(&mut self, kind: Kind, what: &str, expected: &str) -> Option<Token> {
        if self.token.kind == kind {
            return Some(self.step());
        }
        self.misplaced(what, expected);
        None
    }

    /// Goes on if the present word is of this kind.
    #[inline]
    pub(crate) fn accept(&mut self, kind: Kind) -> bool {
        let is_there = self.token.kind == kind;
        if is_there {
            self.step();
        }
        is_there
    }

    /// Says that the present word does not belong here.
    pub(crate) fn misplaced(&mut self, what: &str, expected: &str) {
        let token = self.token;
        if token.kind == Kind::Unclosed {
            // It reaches to the end of the file, so there is only one, but several may stumble over it.
            if std::mem::replace(&mut self.is_unclosed_said, true) {
                return;
            }
            let first = Span { start: token.start, end: token.start + 1 };
            let finding = Diagnostic::error(Code::Syntax, "a text has no closing quote").at(first);
            let finding = finding.label("it begins here");
            self.findings.push(finding.hint("close it with \"; a quote within a text is written \\\""));
            return;
        }
        let found = self.found(token);
        let message = format!("{found} stands where {what} belongs, expected {expected}");
        let message = if token.kind == Kind::End {
            format!("the file ends where {what} belongs, expected {expected}")
        } else {
            message
        };
        self.findings.push(Diagnostic::error(Code::Syntax, message).at(token.span()));
    }

    /// Says that something follows where the file should end.
    ///
    /// - `last`: what the end of the file should follow.
    pub(crate) fn trailing(&mut self, last: &str) {
        if self.token.kind == Kind::Unclosed {
            return self.misplaced("", "");
        }
        let message = format!("{} follows {last}, expected the end of the file", self.found(self.token));
        let finding = Diagnostic::error(Code::Syntax, message).at(self.token.span());
        self.findings.push(finding.hint("remove what follows, or put it into the comment"));
    }

    /// A word for a sentence.
    fn found(&self, token: Token) -> String {
        match token.kind {
            Kind::Text => format!("the text {}", short(self.raw(token))),
            Kind::Number => format!("the number {}", short(self.raw(token))),
            _ => format!("`{}`", short(self.raw(token))),
        }
    }

    /// Reads a number; one that cannot be read is reported and counts as 0.
    #[inline]
    pub(crate) fn number(&mut self, token: Token) -> Number {
        match Number::parse(self.raw(token)) {
            Ok(number) => number,
            Err(error) => {
                self.bad_number(token, error);
                Number::ZERO
            }
        }
    }

    fn bad_number(&mut self, token: Token, error: ParseRationalError) {
        let text = short(self.raw(token));
        let message = match error {
            ParseRationalError::NotANumber => {
                format!("`{text}` is no number, expected one such as 3, -2.5 or 1/3")
            }
            ParseRationalError::TooLong => format!("`{text}` has {error}"),
            error => format!("`{text}` is {error}"),
        };
        self.findings.push(Diagnostic::error(Code::BadNumber, message).at(token.span()));
    }

    /// Reads a whole number from 0 on that is a count or stands for something.
    pub(crate) fn whole(&mut self, what: &str) -> Option<u64> {
        let token = self.expect(Kind::Number, what, "a whole number")?;
        let raw = self.raw(token);
        let digits = raw.strip_prefix('+').unwrap_or(raw);
        let is_whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let value = if is_whole { digits.parse().ok() } else { None };
        if value.is_none() {
            let expected = if is_whole { "a smaller one" } else { "a whole number, 0 or more" };
            let message = format!("{what} is {}, expected {expected}", short(raw));
            self.findings.push(Diagnostic::error(Code::BadNumber, message).at(token.span()));
        }
        value
    }

    /// Reads the word of the format, its version, `R` or `D`, the title and the players.
    pub(crate) fn header(&mut self, word: &str, version: u64) -> Option<Header> {
        let first = self.token;
        if first.kind != Kind::Word || self.raw(first) != word {
            self.misplaced("the name of the format", &format!("{word} {version} R"));
            return None;
        }
        self.step();
        let place = self.token.span();
        let found = self.whole("the version of the format")?;
        if found != version {
            let message = format!("version {found} of {word}, expected version {version}");
            let finding = Diagnostic::error(Code::NotYet, message).at(place);
            self.findings.push(finding.hint("save the game again with a newer program"));
            return None;
        }
        if !matches!((self.token.kind, self.raw(self.token)), (Kind::Word, "R" | "D")) {
            self.misplaced("the kind of numbers", "R (or D)");
            return None;
        }
        self.step();
        let title = self.text("the title")?.into_owned();
        let place = self.token.span();
        self.expect(Kind::Open, "the list of players", "{ \"name\" \"name\" }")?;
        let mut players = Vec::new();
        while self.token.kind != Kind::Close {
            players.push(self.text("the name of a player")?.into_owned());
        }
        self.step();
        if players.is_empty() {
            let finding =
                Diagnostic::error(Code::EmptyChoice, "the game has no players, expected at least one");
            self.findings.push(finding.at(place).hint("name them in quotes between the braces"));
            return None;
        }
        Some(Header { title, players })
    }

    /// Says that the payoffs of a player have no common denominator that is short enough.
    pub(crate) fn too_fine(&mut self, players: &[String], player: usize) {
        let name = players.get(player).map(|name| short(name)).unwrap_or_default();
        let message = format!(
            "payoffs of player {} `{name}` need more than 4,096 bits over one denominator, or 512 MiB in all",
            player + 1
        );
        let finding = Diagnostic::error(Code::BadNumber, message);
        self.findings.push(finding.hint("round the payoffs to decimals"));
    }

    /// Reads a text.
    pub(crate) fn text(&mut self, what: &str) -> Option<Cow<'a, str>> {
        let token = self.expect(Kind::Text, what, "a text in quotes")?;
        Some(self.unquoted(token))
    }

    /// The comment, if there is one here.
    pub(crate) fn comment(&mut self) -> String {
        if self.token.kind != Kind::Text {
            return String::new();
        }
        let token = self.step();
        self.unquoted(token).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Parser, quoted};

    fn kinds(text: &str) -> Vec<Kind> {
        let mut parser = Parser::new(text, 0);
        let mut kinds = Vec::new();
        while parser.token.kind != Kind::End {
            kinds.push(parser.step().kind);
        }
        kinds
    }

    #[test]
    fn blanks_between_words_are_not_needed_where_signs_part_them() {
        use Kind::{Close, Comma, Number, Open, Text, Unclosed, Word};
        assert_eq!(kinds("p\"\"1{2,-.5}x"), [Word, Text, Number, Open, Number, Comma, Number, Close, Word]);
        assert_eq!(kinds("\"a\\\"b\" \"c"), [Text, Unclosed]);
        assert_eq!(kinds("\x0b\r\n"), []);
    }

    #[test]
    fn a_text_reads_as_it_was_written() {
        for text in
            ["", "plain", "\"", "a \"quoted\" word", "\\", "\\\\", "\\\"", "C:\\x\\", "line\nline", "né 🕊"]
        {
            let written = quoted(text);
            let mut parser = Parser::new(&written, 0);
            let token = parser.step();
            assert_eq!((token.kind, parser.token.kind), (Kind::Text, Kind::End), "{written}");
            assert_eq!(parser.unquoted(token).trim_end(), text.trim_end(), "{written}");
        }
    }
}
