//! Numbers of a case file, in every form in which they may be written.
//!
//! A quantity is a number, a fraction or decimal as a text, a list `[low, mode, high]`, or a table with
//! `value`, or with `low`, `mode` and `high`, and a source and note of its own.

use crate::diagnostic::{Code, Diagnostic, short};
use crate::format::grammar;
use crate::format::reader::{Fields, Reader, named};
use crate::format::tree::{Node, Value};
use crate::model::{Name, Quantity, Range};
use crate::numeric::{ParseRationalError, Rational};

/// What a quantity may be, for a sentence.
const FORMS: &str = "a number, a fraction such as \"1/3\", or [low, mode, high]";

/// What a text that is no number should have been.
pub(crate) fn expected(error: ParseRationalError) -> &'static str {
    match error {
        ParseRationalError::NotFinite => "a finite number",
        ParseRationalError::ZeroDenominator => "a fraction over another number than zero",
        ParseRationalError::TooLong => "at most 40 digits and powers of ten between -40 and 40",
        _ => "a decimal such as 12.5 or a fraction such as \"1/3\"",
    }
}

impl Reader {
    /// A plain number: a number or a text that holds one.
    pub(crate) fn number(&mut self, node: &Node, what: &str) -> Option<Rational> {
        let text = match &node.value {
            Value::Number(text) | Value::Text(text) => text,
            _ => {
                self.wrong_kind(node, what, "a number");
                return None;
            }
        };
        let error = match text.parse::<Rational>() {
            Ok(number) => return Some(number),
            Err(error) => error,
        };
        let message = format!("{what} is `{}`, expected {}", short(text), expected(error));
        self.findings.push(Diagnostic::error(Code::BadNumber, message).at(node.span));
        None
    }

    /// A number in any of its forms.
    pub(crate) fn quantity(&mut self, node: &Node, what: &str) -> Option<Quantity> {
        match &node.value {
            Value::Number(_) | Value::Text(_) => {
                let value = self.number(node, what)?;
                Some(Quantity { value, span: Some(node.span), ..Quantity::default() })
            }
            Value::List(items) => {
                let [low, mode, high] = items.as_slice() else {
                    let message =
                        format!("{what} is a list of {} numbers, expected 3: [low, mode, high]", items.len());
                    self.findings.push(Diagnostic::error(Code::WrongLength, message).at(node.span));
                    return None;
                };
                let ends = [("low", low), ("mode", mode), ("high", high)];
                let [low, value, high] =
                    ends.map(|(end, item)| self.number(item, &format!("the {end} of {what}")));
                let range = Some(Range { low: low?, high: high? });
                Some(Quantity { value: value?, range, span: Some(node.span), ..Quantity::default() })
            }
            Value::Table(_) => self.long_quantity(node, what),
            _ => {
                self.wrong_kind(node, what, FORMS);
                None
            }
        }
    }

    fn long_quantity(&mut self, node: &Node, what: &str) -> Option<Quantity> {
        let before = self.findings.errors();
        let fields = self.fields(node, &grammar::QUANTITY, what.to_owned(), node.span);
        let mut part = |key: &str| {
            let node = fields.get(key)?;
            self.number(node, &format!("`{key}` of {what}"))
        };
        let (value, low, mode, high) = (part("value"), part("low"), part("mode"), part("high"));
        let source = self.name(&fields, "source");
        let note = self.text(&fields, "note");
        if self.findings.errors() > before {
            return None;
        }
        let value = match (value, mode) {
            (Some(value), None) | (None, Some(value)) => value,
            (Some(_), Some(_)) => {
                let message = format!("{what} has both `value` and `mode`, expected one of them");
                self.findings.push(Diagnostic::error(Code::Contradiction, message).at(node.span));
                return None;
            }
            (None, None) => {
                let message = format!("{what} has neither `value` nor `mode`");
                let finding = Diagnostic::error(Code::MissingKey, message).at(node.span);
                self.findings.push(finding.hint("write { value = 12 } or { low = 8, mode = 12, high = 15 }"));
                return None;
            }
        };
        let range = match (low, high) {
            (Some(low), Some(high)) => Some(Range { low, high }),
            (None, None) => None,
            (low, _) => {
                let (has, lacks) = if low.is_some() { ("low", "high") } else { ("high", "low") };
                let message = format!("{what} has `{has}` but no `{lacks}`");
                let finding = Diagnostic::error(Code::MissingKey, message).at(node.span);
                self.findings.push(finding.hint(format!("add `{lacks}`, or remove `{has}`")));
                return None;
            }
        };
        Some(Quantity { value, range, source, note, span: Some(node.span) })
    }

    /// The number at `key`, in any form.
    pub(crate) fn quantity_at(&mut self, fields: &Fields<'_>, key: &str) -> Option<Quantity> {
        self.quantity(fields.get(key)?, &fields.what(key))
    }

    /// One number for each name of the table at `key`.
    pub(crate) fn by_name(&mut self, fields: &Fields<'_>, key: &str) -> Vec<(Name, Quantity)> {
        self.per_name(fields, key, "a table such as { NAME = 12 }", |reader, node, what| {
            // The name still is checked where its number cannot be read.
            Some(reader.quantity(node, what).unwrap_or_default())
        })
    }

    /// A list of numbers for each name of the table at `key`.
    pub(crate) fn lists_by_name(&mut self, fields: &Fields<'_>, key: &str) -> Vec<(Name, Vec<Quantity>)> {
        self.per_name(fields, key, "a table such as { NAME = [1, 2] }", |reader, node, what| {
            reader.quantities(node, what)
        })
    }

    /// A list of numbers; one that cannot be read becomes 0, so that the length still is checked.
    pub(crate) fn quantities(&mut self, node: &Node, what: &str) -> Option<Vec<Quantity>> {
        let items = self.items(node, what, "a list of numbers")?;
        let read = items.iter().enumerate().map(|(place, item)| {
            self.quantity(item, &format!("number {} of {what}", place + 1)).unwrap_or_default()
        });
        Some(read.collect())
    }

    /// Reads the value of each name of the table at `key`, leaving out what cannot be read.
    pub(crate) fn per_name<T>(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
        expected: &str,
        mut read: impl FnMut(&mut Self, &Node, &str) -> Option<T>,
    ) -> Vec<(Name, T)> {
        let Some(node) = fields.get(key) else { return Vec::new() };
        let entries = self.entries(node, &fields.what(key), expected);
        let mut list = Vec::with_capacity(entries.len());
        for (name, value) in entries {
            let what = format!("`{key}.{}` of {}", short(&name.name), fields.block);
            if let Some(value) = read(self, value, &what) {
                list.push((named(name), value));
            }
        }
        list
    }
}
