//! Rows of a table of separated values, each cell with its place.
//!
//! [`Rows`] walks through a text row by row and holds one row at a time. A cell may stand in double quotes, in
//! which a quote is written twice and separators and line ends are text; blanks around a cell do not count. Lines end
//! in `\n`, `\r\n` or `\r`. Blank lines and empty cells at the end of a row are left out.
//!
//! Written here and not taken from a library: a finding points at its cell, and the libraries for this
//! format know the place of a row only; and they read a quote that is never closed, or text after a closing quote,
//! as something, where a table would change its meaning in silence.
//!
//! Reference: RFC 4180, Common Format and MIME Type for Comma-Separated Values (CSV) Files.

use std::borrow::Cow;

use crate::diagnostic::{Code, Diagnostic, Findings, Span};

/// Most cells of a row that are read.
const MAX_CELLS: usize = 1000;

/// A cell with its place; of a quoted one, the quotes among it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cell<'t> {
    /// What it says, without quotes and without blanks around it.
    pub(crate) text: Cow<'t, str>,
    /// Where it stands.
    pub(crate) span: Span,
}

/// A row that is not blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row<'t> {
    /// Its cells up to the last one that is not empty; at least one.
    pub(crate) cells: Vec<Cell<'t>>,
    /// The whole row, or its first line.
    pub(crate) span: Span,
}

impl<'t> Row<'t> {
    /// The cell in a column, from 0, if it is not empty.
    pub(crate) fn get(&self, column: usize) -> Option<&Cell<'t>> {
        self.cells.get(column).filter(|cell| !cell.text.is_empty())
    }

    /// The text of the cell in a column; empty if there is none.
    pub(crate) fn text(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| &cell.text)
    }
}

/// The rows of a text.
#[derive(Debug)]
pub(crate) struct Rows<'t> {
    text: &'t str,
    /// Where the next row starts.
    at: usize,
    /// Added to every span.
    offset: usize,
    separator: u8,
}

impl<'t> Rows<'t> {
    /// The rows of `text` from byte `at` on, which is the start of a row.
    ///
    /// - `offset`: added to every span, for a text that is not the first; `separator`: an ASCII character.
    pub(crate) fn new(text: &'t str, at: usize, offset: usize, separator: u8) -> Self {
        Self { text, at, offset, separator }
    }

    /// The next row that is not blank; what is wrong with its quotes is reported.
    pub(crate) fn next(&mut self, findings: &mut Findings) -> Option<Row<'t>> {
        while self.at < self.text.len() {
            let start = self.at;
            let mut cells: Vec<Cell<'t>> = Vec::new();
            let mut filled = 0;
            loop {
                let (cell, ends) = self.cell(findings);
                let is_filled = !cell.text.is_empty();
                if cells.len() < MAX_CELLS {
                    cells.push(cell);
                    filled = if is_filled { cells.len() } else { filled };
                } else if is_filled {
                    let message = format!("a row has more than the {MAX_CELLS} cells that are read");
                    let finding = Diagnostic::error(Code::TooLarge, message).at(cell.span);
                    findings.push(finding.hint("does the file hold one row for each line?"));
                    if !ends {
                        self.skip_line();
                    }
                    break;
                }
                if ends {
                    break;
                }
            }
            cells.truncate(filled);
            if !cells.is_empty() {
                let line = self.text[start..self.at].split(['\n', '\r']).next().unwrap_or_default().len();
                let span = Span::from(start + self.offset..start + self.offset + line);
                return Some(Row { cells, span });
            }
        }
        None
    }

    /// The next cell, and whether it ends its row.
    fn cell(&mut self, findings: &mut Findings) -> (Cell<'t>, bool) {
        let bytes = self.text.as_bytes();
        let start = self.after_blanks(self.at);
        if bytes.get(start) == Some(&b'"') {
            return self.quoted(start, findings);
        }
        let separator = self.separator;
        let is_end = |byte: &u8| *byte == separator || matches!(byte, b'\n' | b'\r');
        let length = bytes[start..].iter().position(is_end).unwrap_or(bytes.len() - start);
        let text = self.text[start..start + length].trim_end();
        let span = Span::from(start + self.offset..start + self.offset + text.len());
        let ends = self.pass(start + length);
        (Cell { text: text.trim_start().into(), span }, ends)
    }

    /// A cell in quotes, the first of which stands at `start`.
    fn quoted(&mut self, start: usize, findings: &mut Findings) -> (Cell<'t>, bool) {
        let bytes = self.text.as_bytes();
        let place = |from: usize, to: usize| Span::from(from + self.offset..to + self.offset);
        let (mut at, mut is_doubled) = (start + 1, false);
        let end = loop {
            match bytes[at..].iter().position(|&byte| byte == b'"').map(|quote| at + quote) {
                Some(quote) if bytes.get(quote + 1) == Some(&b'"') => (at, is_doubled) = (quote + 2, true),
                other => break other,
            }
        };
        let Some(end) = end else {
            let message = "a quote that opens a cell is never closed";
            let finding = Diagnostic::error(Code::Syntax, message).at(place(start, start + 1));
            findings.push(finding.hint("close it with a second quote, or write \"\" for a quote in a text"));
            self.at = self.text.len();
            return (Cell { text: Cow::Borrowed(""), span: place(start, start + 1) }, true);
        };
        let inner = self.text[start + 1..end].trim();
        let text = if is_doubled { Cow::Owned(inner.replace("\"\"", "\"")) } else { Cow::Borrowed(inner) };
        let mut after = self.after_blanks(end + 1);
        if let Some(&byte) = bytes.get(after)
            && byte != self.separator
            && !matches!(byte, b'\n' | b'\r')
        {
            let rest = &self.text[after..];
            let separator = char::from(self.separator);
            let length = rest.find([separator, '\n', '\r']);
            let length = length.unwrap_or(rest.len());
            let message = "text after the quote that closes a cell";
            let finding = Diagnostic::error(Code::Syntax, message).at(place(after, after + length));
            findings.push(finding.hint("put the whole cell in quotes, and write \"\" for a quote in it"));
            after += length;
        }
        let first_line = self.text[start..=end].find(['\n', '\r']).unwrap_or(end + 1 - start);
        let span = place(start, start + first_line);
        let ends = self.pass(after);
        (Cell { text, span }, ends)
    }

    /// The first place from `at` on that is no blank.
    fn after_blanks(&self, at: usize) -> usize {
        let is_blank = |byte: &&u8| matches!(**byte, b' ' | b'\t') && **byte != self.separator;
        at + self.text.as_bytes()[at..].iter().take_while(is_blank).count()
    }

    /// Goes behind the separator or the end of the line at `at`; whether the row ends there.
    fn pass(&mut self, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        let (step, ends) = match bytes.get(at) {
            None => (0, true),
            Some(b'\r') if bytes.get(at + 1) == Some(&b'\n') => (2, true),
            Some(b'\r' | b'\n') => (1, true),
            Some(_) => (1, false),
        };
        self.at = at + step;
        ends
    }

    fn skip_line(&mut self) {
        let rest = &self.text[self.at..];
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        self.pass(self.at + length);
    }
}

#[cfg(test)]
mod tests {
    use super::Rows;
    use crate::diagnostic::Findings;

    /// The cells of a text with commas, and how many errors there are.
    fn cells(text: &str) -> (Vec<Vec<String>>, usize) {
        let mut findings = Findings::default();
        let mut rows = Rows::new(text, 0, 0, b',');
        let mut all = Vec::new();
        while let Some(row) = rows.next(&mut findings) {
            for cell in &row.cells {
                assert!(text.get(cell.span.start..cell.span.end).is_some());
            }
            all.push(row.cells.iter().map(|cell| cell.text.to_string()).collect());
        }
        (all, findings.errors())
    }

    #[test]
    fn cells_are_those_of_the_format() {
        for (text, expected) in [
            ("a,b\nc,d\n", vec![vec!["a", "b"], vec!["c", "d"]]),
            ("a,b\r\nc,d", vec![vec!["a", "b"], vec!["c", "d"]]),
            ("a\rb", vec![vec!["a"], vec!["b"]]),
            (" a , b c ,,\n\n , \n,x\n", vec![vec!["a", "b c"], vec!["", "x"]]),
            ("\"a,\n\"\"b\"\"\" ,c", vec![vec!["a,\n\"b\"", "c"]]),
            ("a \"b\",c", vec![vec!["a \"b\"", "c"]]),
            (" \"a\" , \"\"\n", vec![vec!["a"]]),
            ("é,\u{a0}ü\u{a0}", vec![vec!["é", "ü"]]),
            ("", vec![]),
        ] {
            let (found, errors) = cells(text);
            assert_eq!(
                (found, errors),
                (expected.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect(), 0),
                "{text:?}"
            );
        }
    }

    #[test]
    fn quotes_that_do_not_fit_are_errors() {
        for text in ["a,\"b", "\"a\"b,c", "\"a\"\"", "\""] {
            assert_eq!(cells(text).1, 1, "{text:?}");
        }
        let wide = ",".repeat(5_000) + "x";
        assert_eq!(cells(&wide).1, 1);
        assert_eq!(cells(&",".repeat(5_000)), (vec![], 0));
    }
}
