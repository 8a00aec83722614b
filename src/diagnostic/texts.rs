//! The texts that places of findings count through: one file, or several one after the other.
//!
//! A case may come from several files of another tool. Its findings then have one place each, as ever: a
//! [`Span`] counts the bytes of all files as if they stood one after the other. [`Texts`] keeps the files and
//! knows the way back, from such a span to a file and a place in it.

use crate::diagnostic::Span;

/// The files that spans count through, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Texts {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    name: String,
    start: usize,
    text: String,
}

/// A place in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The name of the file.
    pub file: &'a str,
    /// Its whole text.
    pub text: &'a str,
    /// The place, in bytes of that text.
    pub span: Span,
}

impl Texts {
    /// One file.
    #[must_use]
    pub fn one(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self::new([(name.into(), text.into())])
    }

    /// Several files, each with its name and its text.
    ///
    /// ```
    /// use zopa::diagnostic::texts::Texts;
    ///
    /// let texts = Texts::new([("a.xml".to_owned(), "<a/>".to_owned()), ("b.xml".to_owned(), "<b/>".to_owned())]);
    /// let place = texts.place((texts.start(1) + 1..texts.start(1) + 2).into()).unwrap();
    /// assert_eq!((place.file, &place.text[place.span.start..place.span.end]), ("b.xml", "b"));
    /// ```
    #[must_use]
    pub fn new(files: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut start = 0;
        let part = |(name, text): (String, String)| {
            let part = Part { name, start, text };
            // One byte between two files: the end of one is not the start of the next.
            start += part.text.len() + 1;
            part
        };
        Self { parts: files.into_iter().map(part).collect() }
    }

    /// How many files there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.parts.len()
    }

    /// Where file `number`, from 0, starts; where a next one would start if there is none.
    #[must_use]
    pub fn start(&self, number: usize) -> usize {
        let end = || self.parts.last().map_or(0, |last| last.start + last.text.len() + 1);
        self.parts.get(number).map_or_else(end, |part| part.start)
    }

    /// The text of file `number`, from 0; empty if there is none.
    #[must_use]
    pub fn text(&self, number: usize) -> &str {
        self.parts.get(number).map_or("", |part| &part.text)
    }

    /// The name of file `number`, from 0; empty if there is none.
    #[must_use]
    pub fn name(&self, number: usize) -> &str {
        self.parts.get(number).map_or("", |part| &part.name)
    }

    /// The file of a span and the place in it; `None` if there are no files.
    #[must_use]
    pub fn place(&self, span: Span) -> Option<Place<'_>> {
        let after = self.parts.partition_point(|part| part.start <= span.start);
        let part = self.parts.get(after.checked_sub(1)?)?;
        let span = Span {
            start: (span.start - part.start).min(part.text.len()),
            end: span.end.saturating_sub(part.start).min(part.text.len()),
        };
        Some(Place { file: &part.name, text: &part.text, span })
    }
}
