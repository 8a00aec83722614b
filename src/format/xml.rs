//! XML to a small tree: elements with their attributes, and where each stands.
//!
//! [`parse`] keeps what the readers of other people's files look at: names, attributes and nesting. Texts between
//! tags, comments, instructions and declarations are passed over wherever they stand, also before the
//! declaration. What real files get wrong and still can be read in one way only is read: an `&` that is no
//! reference is itself. A document type is passed over too, so nothing it defines is ever expanded: a reference
//! to it is an error.
//!
//! The parser underneath (`quick-xml`) pulls one tag after the other and never recurses. It stops at the first
//! tag that cannot be told from its surroundings; attributes that cannot be read are all reported.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::attributes::AttrError;
use quick_xml::events::{BytesStart, Event};

use crate::diagnostic::{Code, Diagnostic, Findings, Span, short};
use crate::format::tree::{MAX_DEPTH, span_in};

/// Most attributes of one element.
const MAX_ATTRIBUTES: usize = 64;

/// Longest reference, such as `&quot;`, without its `&` and `;`.
const LONGEST_REFERENCE: usize = 12;

/// An element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Element {
    /// The name of its tag.
    pub(crate) name: String,
    /// Where its start tag stands.
    pub(crate) span: Span,
    /// Its attributes, each name once.
    attributes: Vec<Attribute>,
    /// The elements in it, in order.
    pub(crate) children: Vec<Element>,
}

/// The value of an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attribute {
    name: String,
    /// What it says, without blanks around it.
    pub(crate) value: String,
    /// Where its value stands.
    pub(crate) span: Span,
}

impl Element {
    /// The attribute of this name.
    pub(crate) fn get(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// The elements of this name that stand directly in this one.
    pub(crate) fn each<'e>(&'e self, name: &str) -> impl Iterator<Item = &'e Element> {
        self.children.iter().filter(move |child| child.name == name)
    }
}

/// Reads `text`: its one root element, or `None` with at least one error.
///
/// - `offset`: added to every span.
pub(crate) fn parse(text: &str, offset: usize, findings: &mut Findings) -> Option<Element> {
    let before = findings.errors();
    let mut tree = Tree { text, offset, findings, open: Vec::new(), root: None };
    let mut reader = Reader::from_str(text);
    reader.config_mut().allow_dangling_amp = true;
    loop {
        let start = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let goes_on = match reader.read_event() {
            Ok(Event::Start(tag)) => tree.start(&tag, start),
            Ok(Event::Empty(tag)) => tree.start(&tag, start) && tree.end(),
            Ok(Event::End(_)) => tree.end(),
            Ok(Event::Eof) => break,
            Ok(_) => true,
            Err(error) => {
                let at = usize::try_from(reader.error_position()).unwrap_or(start);
                let words = error.to_string();
                tree.push(at..at + 1, &format!("not well-formed XML: {}", short(&words)), "");
                false
            }
        };
        if !goes_on {
            return None;
        }
    }
    if let Some(open) = tree.open.last() {
        let message =
            format!("not well-formed XML: the file ends, but <{}> is not closed", short(&open.name));
        let finding = Diagnostic::error(Code::Syntax, message).at(open.span);
        tree.findings.push(finding);
    } else if tree.root.is_none() {
        tree.push(0..0, "not well-formed XML: the file holds no element", "");
    }
    let root = tree.root;
    root.filter(|_| findings.errors() == before)
}

struct Tree<'t, 'f> {
    text: &'t str,
    offset: usize,
    findings: &'f mut Findings,
    open: Vec<Element>,
    root: Option<Element>,
}

impl Tree<'_, '_> {
    fn push(&mut self, range: std::ops::Range<usize>, message: &str, hint: &str) {
        let span = span_in(self.text, range, self.offset);
        self.findings.push(Diagnostic::error(Code::Syntax, message).at(span).hint(hint));
    }

    /// Opens an element; false if the file cannot be read further.
    fn start(&mut self, tag: &BytesStart<'_>, at: usize) -> bool {
        if self.open.len() >= MAX_DEPTH {
            let span = span_in(self.text, at..at + 1, self.offset);
            let message =
                format!("the file nests more than {MAX_DEPTH} elements, which is the most that is read");
            self.findings.push(Diagnostic::error(Code::TooLarge, message).at(span));
            return false;
        }
        if self.open.is_empty() && self.root.is_some() {
            self.push(at..at + 1, "not well-formed XML: a second root, after the end of the first", "");
            return false;
        }
        let closes = self.text.as_bytes().get(at + tag.len() + 1) == Some(&b'/');
        let span = span_in(self.text, at..at + tag.len() + 2 + usize::from(closes), self.offset);
        let name = tag.name().as_ref().to_owned();
        let attributes = self.attributes(tag, at + 1);
        self.open.push(Element { name, span, attributes, children: Vec::new() });
        true
    }

    /// Closes the innermost element.
    fn end(&mut self) -> bool {
        let Some(element) = self.open.pop() else { return false };
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None => self.root = Some(element),
        }
        true
    }

    /// The attributes of a tag whose name starts at `at`.
    fn attributes(&mut self, tag: &BytesStart<'_>, at: usize) -> Vec<Attribute> {
        let content: &str = tag;
        let place_of = |part: &str| (part.as_ptr() as usize).saturating_sub(content.as_ptr() as usize);
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        let mut list = Vec::new();
        // The check of the parser for names that stand twice compares each with all.
        for attribute in tag.attributes().with_checks(false) {
            if list.len() == MAX_ATTRIBUTES {
                let message = format!("an element has more than {MAX_ATTRIBUTES} attributes");
                let span = span_in(self.text, at..at + 1, self.offset);
                self.findings.push(Diagnostic::error(Code::TooLarge, message).at(span));
                break;
            }
            let (name, raw) = match &attribute {
                Ok(attribute) => (attribute.key.0, attribute.value.as_ref()),
                Err(error) => {
                    let (place, message) = unreadable(error);
                    let hint = "look for a quotation mark too many or too few nearby";
                    self.push(at + place..at + place + 1, message, hint);
                    continue;
                }
            };
            let from = at + place_of(raw);
            let span = span_in(self.text, from..from + raw.len(), self.offset);
            if let Some(first) = seen.insert(name.to_owned(), span) {
                let message =
                    format!("not well-formed XML: attribute `{}` stands twice in one tag", short(name));
                let finding = Diagnostic::error(Code::Syntax, message).at(span).also(first, "the first");
                self.findings.push(finding);
                continue;
            }
            match unescaped(raw) {
                Ok(value) => {
                    list.push(Attribute { name: name.to_owned(), value: value.trim().to_owned(), span });
                }
                Err((place, reference)) => {
                    let message = format!("`&{reference};` is no character that XML knows by itself");
                    let hint =
                        "write the character itself, or &amp; for an &; definitions of a file are not used";
                    self.push(from + place..from + place + reference.len() + 2, &message, hint);
                }
            }
        }
        list
    }
}

/// Where an attribute goes wrong, from the start of its tag, and how.
fn unreadable(error: &AttrError) -> (usize, &'static str) {
    match error {
        AttrError::ExpectedEq(place) => (*place, "not well-formed XML: an attribute without `=` and a value"),
        AttrError::ExpectedValue(place) => (*place, "not well-formed XML: `=` without a value"),
        AttrError::UnquotedValue(place) => (*place, "not well-formed XML: a value without quotation marks"),
        AttrError::ExpectedQuote(place, _) => {
            (*place, "not well-formed XML: a value without its second quotation mark")
        }
        AttrError::Duplicated(place, _) => {
            (*place, "not well-formed XML: an attribute stands twice in one tag")
        }
    }
}

/// A value with its references replaced; the place and name of one that XML does not know by itself.
fn unescaped(raw: &str) -> Result<String, (usize, &str)> {
    let mut value = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        value.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
        let length = after.bytes().take(LONGEST_REFERENCE + 1).take_while(is_name).count();
        // Without a name and a `;` it is no reference, but an & that somebody forgot to escape.
        if length == 0 || length > LONGEST_REFERENCE || after.as_bytes().get(length) != Some(&b';') {
            value.push('&');
            rest = after;
            continue;
        }
        let reference = &after[..length];
        value.push(character(reference).ok_or((raw.len() - rest.len() + at, reference))?);
        rest = &after[length + 1..];
    }
    value.push_str(rest);
    Ok(value)
}

/// The character of a reference that needs no definition.
fn character(reference: &str) -> Option<char> {
    let number = match reference {
        "amp" => return Some('&'),
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "quot" => return Some('"'),
        "apos" => return Some('\''),
        _ => reference.strip_prefix('#')?,
    };
    let code = match number.strip_prefix('x') {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|letter| !letter.is_control() || letter.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::{parse, unescaped};
    use crate::diagnostic::Findings;

    #[test]
    fn an_ampersand_that_is_no_reference_is_itself() {
        assert_eq!(unescaped("R&D & food &amp; &#233;&#x41; &"), Ok("R&D & food & éA &".to_owned()));
        assert_eq!(unescaped("a &b; c"), Err((2, "b")));
        assert_eq!(unescaped("&#0;"), Err((0, "#0")));
    }

    #[test]
    fn values_keep_their_places() {
        let text = "<!-- first --><?xml version=\"1.0\"?>\n<a><b  x = \"é\"  y='2'/></a>";
        let mut findings = Findings::default();
        let root = parse(text, 100, &mut findings).expect("an element");
        let y = root.children[0].get("y").expect("an attribute");
        assert_eq!(y.value, "2");
        assert_eq!(&text[y.span.start - 100..y.span.end - 100], "2");
        assert_eq!(findings.errors(), 0);
    }
}
