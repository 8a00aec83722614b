//! Numbers of a spreadsheet, with a decimal point or a decimal comma.
//!
//! Where a comma separates the cells, a number has a point. Where `;` or a tab does, it may have a comma instead, but not in
//! the same file: `1.234` beside `2,5` could be a thousand. A comma before three digits, as in `1,234`, could be
//! either even alone, and is refused.

use crate::diagnostic::{Code, Diagnostic, Findings, Span, short};
use crate::format::csv::Cell;
use crate::format::quantity::expected;
use crate::numeric::Rational;

/// The numbers of one file.
#[derive(Debug)]
pub(super) struct Numbers {
    separator: u8,
    /// The first number with a point and the first with a comma.
    first: [Option<Span>; 2],
}

impl Numbers {
    /// The numbers of a file whose cells are separated by this.
    pub(super) fn new(separator: u8) -> Self {
        Self { separator, first: [None; 2] }
    }

    /// The number of a cell, or what is wrong with it.
    ///
    /// - `what`: what a sentence calls it.
    pub(super) fn read(&mut self, cell: &Cell<'_>, what: &str, findings: &mut Findings) -> Option<Rational> {
        let text = cell.text.as_ref();
        let has_comma = text.contains(',');
        let wrong = |expected: &str, hint: &str| {
            let message = format!("{what} is `{}`, expected {expected}", short(text));
            Some(Diagnostic::error(Code::BadNumber, message).at(cell.span).hint(hint))
        };
        let (whole, part) = text.split_once(',').unwrap_or((text, ""));
        let digits = whole.trim_start_matches(['+', '-']);
        let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let trouble = match has_comma {
            false => None,
            true if self.separator == b',' => wrong(
                "a number with a decimal point",
                "write 0.5 rather than 0,5, or let ; separate the columns",
            ),
            true if !are_digits(digits) || !are_digits(part) => {
                wrong("digits, at most one comma, and digits", "write 1234,5 without other marks")
            }
            true if part.len() == 3 && digits.len() <= 3 && !digits.starts_with('0') => {
                let hint =
                    format!("write {whole},{part}0 if the comma is a decimal comma, {whole}{part} if not");
                wrong("a number that can be read in one way", &hint)
            }
            true => None,
        };
        if let Some(trouble) = trouble {
            findings.push(trouble);
            return None;
        }
        let number = match text.replace(',', ".").parse::<Rational>() {
            Ok(number) => number,
            Err(error) => {
                findings.extend(wrong(expected(error), ""));
                return None;
            }
        };
        if has_comma || text.contains('.') {
            self.marked(usize::from(has_comma), cell.span, findings);
        }
        Some(number)
    }

    /// Reports the first number with the other mark than those before.
    fn marked(&mut self, mark: usize, span: Span, findings: &mut Findings) {
        if self.first[mark].is_some() {
            return;
        }
        self.first[mark] = Some(span);
        if let Some(other) = self.first[1 - mark] {
            const MARKS: [&str; 2] = ["point", "comma"];
            let message = format!("a number with a {}, while others have a {}", MARKS[mark], MARKS[1 - mark]);
            let finding = Diagnostic::error(Code::Contradiction, message).at(span);
            let finding = finding.also(other, format!("the first with a {}", MARKS[1 - mark]));
            findings.push(finding.hint("write all numbers of a file in one way"));
        }
    }
}
