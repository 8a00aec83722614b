//! What is wrong with an input, where, and what to do next.
//!
//! A [`Diagnostic`] has a stable [`Code`], a severity, a sentence, an optional place in the text and a hint.
//! Readers and checks collect diagnostics and go on, so that one run lists every problem of a file.

pub mod texts;

use std::fmt;

/// A range of bytes of the text that a diagnostic or a number came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is solved until this is mended.
    Error,
    /// The case can be solved; `check --strict` fails.
    Warning,
    /// Worth knowing; never fails.
    Note,
}

impl Severity {
    /// The word that stands before a finding.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// Defines [`Code`] with the number and the one-line meaning of each finding, so that none can lack either.
macro_rules! codes {
    ($($name:ident = $number:literal: $meaning:literal,)+) => {
        /// The kind of a finding; its number never changes meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $meaning] $name,)+
        }

        impl Code {
            /// Every code, in the order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The number as it is printed, such as `Z007`.
            #[must_use]
            pub fn number(self) -> &'static str {
                match self { $(Self::$name => $number,)+ }
            }

            /// What the code stands for, in one line.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$name => $meaning,)+ }
            }
        }
    };
}

codes! {
    NotUtf8 = "Z001": "the file is not UTF-8 text",
    Syntax = "Z002": "the file is not well-formed",
    UnknownKey = "Z003": "a key or table that a case file does not have",
    WrongType = "Z004": "a value of the wrong kind",
    MissingKey = "Z005": "something that must be there is missing",
    UnknownParty = "Z006": "a party that is not declared",
    UnknownIssue = "Z007": "an issue that is not declared",
    UnknownLevel = "Z008": "a level that the issue does not have",
    UnknownName = "Z009": "a source, package, condition, limit, shock or path that is not declared",
    DuplicateId = "Z010": "the same name twice",
    WrongLength = "Z011": "a list of the wrong length",
    BadNumber = "Z012": "a number that cannot be read exactly",
    RangeDisorder = "Z013": "a range whose low, mode and high are not in order",
    WeightSum = "Z014": "weights that do not add up",
    IssueUnweighed = "Z015": "an issue nobody weighs",
    DominatedLevel = "Z016": "a level that is worse for everybody than another",
    UnreachableLevel = "Z017": "a level that no admissible package has",
    ImpossibleCondition = "Z018": "conditions, limits and forbidden combinations that no package meets",
    TooLarge = "Z019": "a file or a case beyond the stated size",
    MissingSource = "Z020": "a number with no source",
    UnreachableWalkAway = "Z021": "a walk-away value that no admissible package reaches",
    TooFewParties = "Z022": "no signatory to agree on anything",
    UnorderedIssue = "Z023": "an upper or lower bound on an issue whose levels have no order",
    NotYet = "Z024": "something this version reads but does not solve",
    EmptyChoice = "Z025": "a list that must name at least one thing",
    OutOfRange = "Z026": "a number outside its legal range",
    Contradiction = "Z027": "two statements that cannot both hold",
    MissingWorth = "Z028": "a coalition or a partition that has no worth",
    WorthOfNobody = "Z029": "a worth for the coalition of nobody",
    NotAPartition = "Z030": "blocs that are no partition of the players",
    DealMismatch = "Z031": "a deal whose members, partition and outside options do not fit together",
    UnreachableQuota = "Z032": "a quota that all players together do not reach",
    UnknownMember = "Z033": "a member of a group that is no candidate for it",
    UnusedTag = "Z034": "a share limit on a tag that nobody carries",
    BadExpression = "Z035": "a text that is no expression",
    UnknownNumber = "Z036": "a name in an expression, or a reference, that leads to no number",
    UnknownNode = "Z037": "a node that is not declared",
    Unreachable = "Z038": "a node that nothing leads to",
    Circle = "Z039": "nodes or values that lead back to themselves",
    MissingPayoff = "Z040": "an end that does not say what a party has",
    ProbabilitySum = "Z041": "probabilities that are below 0 or do not add up to 1",
    IdleVariant = "Z042": "a variant that changes nothing",
    TreeShape = "Z043": "a tree of a game file that ends too early or goes on after its end",
    Undescribed = "Z044": "an information set or an outcome of a game file that is named before it is described",
    NoFrontier = "Z045": "a curve that is not the frontier of a convex set of two parties",
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.number())
    }
}

/// One finding about an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of finding.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// The thing, the value found and the value allowed, in one sentence without a full stop.
    pub message: String,
    /// Where in the text; `None` for what has no single place.
    pub span: Option<Span>,
    /// Another place that explains the first, with a few words beside it.
    pub also: Option<(Span, String)>,
    /// A few words beside the caret, such as "did you mean `autonomy`?"; may be empty.
    pub label: String,
    /// What to do next; may be empty.
    pub hint: String,
}

impl Diagnostic {
    /// A finding that stops the case from being solved.
    #[must_use]
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message)
    }

    /// A finding that `--strict` treats as an error.
    #[must_use]
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    /// A finding that is only worth knowing.
    #[must_use]
    pub fn note(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Note, message)
    }

    fn new(code: Code, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            span: None,
            also: None,
            label: String::new(),
            hint: String::new(),
        }
    }

    /// The same finding with its place in the text.
    #[must_use]
    pub fn at(mut self, span: impl Into<Option<Span>>) -> Self {
        self.span = span.into();
        self
    }

    /// The same finding with another place, such as the first of two, and words beside it.
    #[must_use]
    pub fn also(mut self, span: impl Into<Option<Span>>, words: impl Into<String>) -> Self {
        self.also = span.into().map(|span| (span, words.into()));
        self
    }

    /// The same finding with words beside the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// The same finding with a next step.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Is this an error?
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Display for Diagnostic {
    /// One line: `error[Z007]: unknown issue ...`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}[{}]: {}", self.severity.word(), self.code, self.message)
    }
}

/// Most findings that are listed; one more says how many there are beyond.
const MAX_FINDINGS: usize = 1000;
/// Most findings that get a suggestion.
const MAX_SUGGESTIONS: usize = 100;
/// Most names that one misspelling is compared with.
const MAX_CANDIDATES: usize = 500;

/// Findings as they are collected, with limits that keep a hostile file from costing more than its size.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    list: Vec<Diagnostic>,
    beyond: usize,
    errors: usize,
    suggestions: usize,
}

impl Findings {
    /// Adds a finding.
    pub(crate) fn push(&mut self, finding: Diagnostic) {
        self.errors += usize::from(finding.is_error());
        // An error is never dropped before the first one is in the list: it decides whether the case is solved.
        if self.list.len() < MAX_FINDINGS || (finding.is_error() && self.errors == 1) {
            self.list.push(finding);
        } else {
            self.beyond += 1;
        }
    }

    /// Adds findings in order.
    pub(crate) fn extend(&mut self, findings: impl IntoIterator<Item = Diagnostic>) {
        findings.into_iter().for_each(|finding| self.push(finding));
    }

    /// The number of errors so far.
    pub(crate) fn errors(&self) -> usize {
        self.errors
    }

    /// "did you mean `x`?", as [`did_you_mean`]; empty once many suggestions have been made.
    pub(crate) fn suggest<'a>(&mut self, found: &str, names: impl IntoIterator<Item = &'a str>) -> String {
        if self.suggestions >= MAX_SUGGESTIONS {
            return String::new();
        }
        self.suggestions += 1;
        did_you_mean(found, names.into_iter().take(MAX_CANDIDATES))
    }

    /// The findings in order of their place; those without a place come last.
    pub(crate) fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort_by_key(|one| (one.span.is_none(), one.span, one.severity, one.code));
        if self.beyond > 0 {
            let message = format!("{} more findings are not listed", self.beyond);
            self.list
                .push(Diagnostic::note(Code::TooLarge, message).hint("mend those above and check again"));
        }
        self.list
    }
}

/// A text cut to a length that suits a sentence.
pub(crate) fn short(text: &str) -> std::borrow::Cow<'_, str> {
    const LONGEST: usize = 80;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}...", &text[..end]).into(),
        None => text.into(),
    }
}

/// Longest name, in bytes, that is compared with others.
const LONGEST_NAME: usize = 64;

/// "did you mean `x`?" for the candidate nearest to `found`, or an empty text if none is near.
///
/// Near means at most one edit for each three letters, and at least one; ties go to the first candidate.
pub fn did_you_mean<'a>(found: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    nearest(found, candidates).map(|name| format!("did you mean `{name}`?")).unwrap_or_default()
}

/// The candidate nearest to `found` in edits, case ignored, if it is near enough to be a slip.
pub fn nearest<'a>(found: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // The distance costs the product of both lengths: a name of a megabyte must not hang the reader.
    if found.len() > LONGEST_NAME {
        return None;
    }
    let found_lower = found.to_lowercase();
    let allowed = (found.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .filter(|name| name.len() <= LONGEST_NAME && name.len().abs_diff(found.len()) <= 4 * allowed)
        .map(|name| (strsim::damerau_levenshtein(&found_lower, &name.to_lowercase()), name))
        // A name of which every letter is another is no slip.
        .filter(|&(edits, _)| edits <= allowed && edits < found_lower.chars().count())
        .min_by_key(|&(edits, _)| edits)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::{Code, did_you_mean};

    #[test]
    fn every_code_has_its_own_number_in_order() {
        let numbers: Vec<_> = Code::ALL.iter().map(|code| code.number()).collect();
        let mut sorted = numbers.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(numbers, sorted);
    }

    #[test]
    fn a_slip_gets_the_nearest_name_and_a_stranger_gets_none() {
        let names = ["autonomy", "pause", "kidal"];
        assert_eq!(did_you_mean("autonmy", names), "did you mean `autonomy`?");
        assert_eq!(did_you_mean("PAUSE", names), "did you mean `pause`?");
        assert_eq!(did_you_mean("leadership", names), "");
    }
}
