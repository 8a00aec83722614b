//! Small expressions over named numbers: `+ - * /`, parentheses, decimals, fractions and names.
//!
//! An [`Expression`] is what stands in a case file as a text, such as `"(1 - hawk) * 73 + hawk * 80"`. It is read
//! once, keeps the place of each of its parts, and is worked out exactly in any [`Field`]. A name is a letter or
//! `_`, then letters, digits and `_`. There is no power, no comparison and no function, on purpose.

use crate::diagnostic::Span;
use crate::numeric::{Field, ParseRationalError, Rational};

/// Longest expression, in bytes.
pub const MAX_LENGTH: usize = 2000;
/// Deepest nesting of parentheses and minus signs.
const MAX_DEPTH: usize = 60;

/// An expression with its text and its place.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Expression {
    /// As it was written.
    pub text: String,
    /// Where it stands; `None` if it was built in code.
    pub span: Option<Span>,
    /// Where its text stands, if each byte of the text is one byte of the file.
    text_span: Option<Span>,
    /// Steps of a calculator that keeps numbers on a pile; each with its range in the text.
    steps: Vec<(Step, (usize, usize))>,
}

/// A step of working out an expression.
#[derive(Debug, Clone, PartialEq)]
enum Step {
    /// Puts a number on the pile.
    Number(Rational),
    /// Puts the number of this name on the pile.
    Name(String),
    /// Takes two numbers from the pile and puts one on it.
    Operator(Operator),
    /// Turns the sign of the last number.
    Minus,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Plus,
    Minus,
    Times,
    Over,
}

/// Why a text is no expression, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// What was found and what was expected.
    pub message: String,
    /// The bytes of the text that are meant.
    pub range: (usize, usize),
}

/// Why an expression has no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unworkable<E> {
    /// A division by zero.
    DivisionByZero {
        /// What is zero, in the text.
        range: (usize, usize),
    },
    /// A number that has become too long to go on with.
    TooLong,
    /// What finding the number of a name failed with.
    Name(E),
}

impl Expression {
    /// A number.
    #[must_use]
    pub fn number(number: Rational, text: &str, span: Option<Span>) -> Self {
        let steps = vec![(Step::Number(number), (0, text.len()))];
        Self { text: text.to_owned(), span, text_span: span, steps }
    }

    /// Reads an expression.
    ///
    /// # Errors
    ///
    /// [`SyntaxError`] with the first thing that does not fit, and its place.
    ///
    /// ```
    /// use zopa::model::expression::Expression;
    /// use zopa::numeric::Rational;
    ///
    /// let half = Expression::parse("(1 - q) * 3/2")?;
    /// let value = half.value(&mut |_| Ok::<_, ()>(Rational::new(1, 3).unwrap())).unwrap();
    /// assert_eq!(value, 1);
    /// assert_eq!(Expression::parse("2 +").unwrap_err().range, (3, 3));
    /// # Ok::<(), zopa::model::expression::SyntaxError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        let mut parser = Parser { text, at: 0, steps: Vec::new(), depth: 0 };
        if text.len() > MAX_LENGTH {
            let message = format!("the expression has {} bytes, at most {MAX_LENGTH} are read", text.len());
            return Err(SyntaxError { message, range: (0, 0) });
        }
        parser.sum()?;
        if parser.at < text.len() {
            return Err(parser.unexpected("an operator: +, -, * or /"));
        }
        Ok(Self { text: text.to_owned(), span: None, text_span: None, steps: parser.steps })
    }

    /// The same expression at a place of a file.
    ///
    /// `text_span` is where its text stands, if each byte of the text is one byte of the file.
    #[must_use]
    pub fn at(mut self, span: Option<Span>, text_span: Option<Span>) -> Self {
        self.span = span;
        self.text_span = text_span;
        self
    }

    /// A part of the text as a place of the file; the whole expression where that is not known.
    #[must_use]
    pub fn place(&self, (from, to): (usize, usize)) -> Option<Span> {
        let exact = |text: Span| Span { start: text.start + from, end: text.start + to.max(from) };
        self.text_span.map(exact).or(self.span)
    }

    /// The names in it, with their ranges in the text, in order; a name may stand there several times.
    pub fn names(&self) -> impl Iterator<Item = (&str, (usize, usize))> {
        self.steps.iter().filter_map(|(step, range)| match step {
            Step::Name(name) => Some((name.as_str(), *range)),
            _ => None,
        })
    }

    /// Works it out.
    ///
    /// - `number`: the number of a name.
    ///
    /// # Errors
    ///
    /// [`Unworkable`] with the first thing that has no value.
    pub fn value<N: Field, E>(
        &self,
        number: &mut impl FnMut(&str) -> Result<N, E>,
    ) -> Result<N, Unworkable<E>> {
        let zero = || N::constant(&Rational::ZERO);
        // Each number with its range, so that a division can say what is zero.
        let mut pile: Vec<(N, (usize, usize))> = Vec::new();
        for (step, range) in &self.steps {
            let next = match step {
                Step::Number(constant) => (N::constant(constant), *range),
                Step::Name(name) => (number(name).map_err(Unworkable::Name)?, *range),
                Step::Minus => {
                    let (one, below) = pile.pop().unwrap_or((zero(), *range));
                    (zero().minus(&one), (range.0, below.1))
                }
                Step::Operator(operator) => {
                    let (right, right_range) = pile.pop().unwrap_or((zero(), *range));
                    let (left, left_range) = pile.pop().unwrap_or((zero(), *range));
                    let value = match operator {
                        Operator::Plus => left.plus(&right),
                        Operator::Minus => left.minus(&right),
                        Operator::Times => left.times(&right),
                        Operator::Over => {
                            left.over(&right).ok_or(Unworkable::DivisionByZero { range: right_range })?
                        }
                    };
                    (value, (left_range.0, right_range.1))
                }
            };
            if !next.0.fits() {
                return Err(Unworkable::TooLong);
            }
            pile.push(next);
        }
        Ok(pile.pop().map_or_else(zero, |(value, _)| value))
    }
}

/// Reads by descent: a sum of products of signed atoms.
struct Parser<'a> {
    text: &'a str,
    at: usize,
    steps: Vec<(Step, (usize, usize))>,
    depth: usize,
}

impl Parser<'_> {
    fn sum(&mut self) -> Result<(), SyntaxError> {
        self.product()?;
        while let Some(operator) = self.operator(&[('+', Operator::Plus), ('-', Operator::Minus)]) {
            self.product()?;
            self.steps.push(operator);
        }
        Ok(())
    }

    fn product(&mut self) -> Result<(), SyntaxError> {
        self.signed()?;
        while let Some(operator) = self.operator(&[('*', Operator::Times), ('/', Operator::Over)]) {
            self.signed()?;
            self.steps.push(operator);
        }
        Ok(())
    }

    /// An operator that stands next, if it is one of these.
    fn operator(&mut self, among: &[(char, Operator)]) -> Option<(Step, (usize, usize))> {
        let next = self.next()?;
        let (_, operator) = among.iter().find(|(sign, _)| *sign == next)?;
        self.at += 1;
        Some((Step::Operator(*operator), (self.at - 1, self.at)))
    }

    fn signed(&mut self) -> Result<(), SyntaxError> {
        let start = self.at;
        match self.next() {
            Some('-') => {
                let sign = (self.at, self.at + 1);
                self.at += 1;
                self.deeper(start)?;
                self.signed()?;
                self.depth -= 1;
                self.steps.push((Step::Minus, sign));
                Ok(())
            }
            Some('(') => {
                let open = self.at;
                self.at += 1;
                self.deeper(start)?;
                self.sum()?;
                self.depth -= 1;
                if self.next() != Some(')') {
                    if self.at >= self.text.len() {
                        let message = "the parenthesis is not closed".to_owned();
                        return Err(SyntaxError { message, range: (open, open + 1) });
                    }
                    return Err(self.unexpected("an operator or `)`"));
                }
                self.at += 1;
                Ok(())
            }
            Some(letter) if letter.is_ascii_digit() || letter == '.' => self.constant(),
            Some(letter) if letter.is_alphabetic() || letter == '_' => {
                let range = self.word(|letter| letter.is_alphanumeric() || letter == '_');
                self.steps.push((Step::Name(self.text[range.0..range.1].to_owned()), range));
                Ok(())
            }
            _ => Err(self.unexpected("a number, a name, `-` or `(`")),
        }
    }

    fn constant(&mut self) -> Result<(), SyntaxError> {
        let range = self.word(|letter| letter.is_alphanumeric() || letter == '.' || letter == '_');
        let digits = self.text[range.0..range.1].replace('_', "");
        let number = digits.parse::<Rational>().map_err(|error| {
            let expected = match error {
                ParseRationalError::TooLong => "at most 40 digits and powers of ten between -40 and 40",
                _ => "a decimal such as 12.5",
            };
            let found = crate::diagnostic::short(&self.text[range.0..range.1]).into_owned();
            SyntaxError { message: format!("found `{found}`, expected {expected}"), range }
        })?;
        self.steps.push((Step::Number(number), range));
        Ok(())
    }

    fn deeper(&mut self, start: usize) -> Result<(), SyntaxError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let message = format!("the expression is nested deeper than {MAX_DEPTH} levels");
            return Err(SyntaxError { message, range: (start, self.at) });
        }
        Ok(())
    }

    /// The next letter that is no blank; moves up to it.
    fn next(&mut self) -> Option<char> {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        self.text[self.at..].chars().next()
    }

    fn word(&mut self, belongs: impl Fn(char) -> bool) -> (usize, usize) {
        let start = self.at;
        let rest = &self.text[start..];
        self.at += rest.find(|letter| !belongs(letter)).unwrap_or(rest.len());
        (start, self.at)
    }

    fn unexpected(&mut self, expected: &str) -> SyntaxError {
        let (message, end) = match self.next() {
            None if self.text.trim().is_empty() => {
                (format!("the expression is empty, expected {expected}"), 0)
            }
            None => (format!("the expression ends, expected {expected}"), 0),
            Some(letter) => (format!("found `{letter}`, expected {expected}"), letter.len_utf8()),
        };
        SyntaxError { message, range: (self.at, self.at + end) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Expression, Unworkable};
    use crate::numeric::Rational;

    fn value(text: &str) -> String {
        let known = |name: &str| match name {
            "a" => Ok(Rational::from(6)),
            "b_2" => Ok(Rational::ZERO),
            _ => Err(name.to_owned()),
        };
        match Expression::parse(text) {
            Ok(expression) => match expression.value(&mut { known }) {
                Ok(value) => value.to_string(),
                Err(Unworkable::DivisionByZero { range }) => format!("zero at {}..{}", range.0, range.1),
                Err(Unworkable::TooLong) => "too long".to_owned(),
                Err(Unworkable::Name(name)) => format!("unknown {name}"),
            },
            Err(error) => format!("{} at {}..{}", error.message, error.range.0, error.range.1),
        }
    }

    #[test]
    fn expressions_are_worked_out_exactly_and_as_schools_teach() {
        // By hand.
        for (text, expected) in [
            ("1 + 2 * 3", "7"),
            ("(1 + 2) * 3", "9"),
            ("2 - 3 - 4", "-5"),
            ("12 / 3 / 2", "2"),
            ("1/3 + 1/6", "1/2"),
            ("-a - -a", "0"),
            ("--2", "2"),
            ("0.1 + 0.2", "3/10"),
            ("a * (1 - b_2) / 4", "3/2"),
            ("2 * -a", "-12"),
            (" 1e2 ", "100"),
            ("1_000", "1000"),
        ] {
            assert_eq!(value(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        for (text, expected) in [
            ("", "the expression is empty, expected a number, a name, `-` or `(` at 0..0"),
            ("1 +", "the expression ends, expected a number, a name, `-` or `(` at 3..3"),
            ("1 + * 2", "found `*`, expected a number, a name, `-` or `(` at 4..5"),
            ("2 a", "found `a`, expected an operator: +, -, * or / at 2..3"),
            ("(1 + 2", "the parenthesis is not closed at 0..1"),
            ("(1 2)", "found `2`, expected an operator or `)` at 3..4"),
            ("1.2.3", "found `1.2.3`, expected a decimal such as 12.5 at 0..5"),
            ("2 ^ 3", "found `^`, expected an operator: +, -, * or / at 2..3"),
            ("ä + é ∞", "found `∞`, expected an operator: +, -, * or / at 8..11"),
            ("a / (b_2 * 3)", "zero at 5..12"),
            ("1 / b_2", "zero at 4..7"),
            ("a + nobody", "unknown nobody"),
        ] {
            assert_eq!(value(text), expected, "{text}");
        }
        let deep = "(".repeat(100) + "1";
        assert!(value(&deep).contains("nested deeper than 60 levels"));
        assert!(value(&"1+".repeat(1001)).contains("at most 2000 are read"));
    }

    #[test]
    fn numbers_do_not_grow_without_end() {
        let long = vec!["1e40"; 400].join("*");
        assert_eq!(value(&long), "too long");
    }
}
