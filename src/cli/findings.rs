//! Findings for a person: file, line, caret, code and next step.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::diagnostic::texts::Texts;
use crate::diagnostic::{Diagnostic, Severity, Span};

/// Longest line, in bytes, that is shown around a finding.
const LONGEST_LINE: usize = 2000;

/// Renders findings of one file or several, each after an empty line.
pub(crate) fn render(texts: &Texts, diagnostics: &[Diagnostic]) -> String {
    let renderer = Renderer::plain();
    diagnostics
        .iter()
        .map(|diagnostic| format!("{}\n\n", renderer.render(&[group(texts, diagnostic)])))
        .collect()
}

fn group<'a>(texts: &'a Texts, diagnostic: &'a Diagnostic) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.number());
    let place = diagnostic.span.and_then(|span| texts.place(span));
    let file = place.map_or(texts.name(0), |place| place.file);
    let mut group = match place.and_then(|place| excerpt(place.text, place.span)) {
        Some((line, excerpt, range)) => {
            let annotation = AnnotationKind::Primary.span(range).label(diagnostic.label.as_str());
            title.element(Snippet::source(excerpt).line_start(line).path(file).annotation(annotation))
        }
        None => title.element(annotate_snippets::Origin::path(file)),
    };
    if let Some((span, words)) = &diagnostic.also
        && let Some(place) = texts.place(*span)
        && let Some((line, excerpt, range)) = excerpt(place.text, place.span)
    {
        let annotation = AnnotationKind::Context.span(range).label(words.as_str());
        let source = Snippet::source(excerpt).line_start(line).path(place.file);
        group = group.element(source.annotation(annotation));
    }
    if !diagnostic.hint.is_empty() {
        group = group.element(Level::HELP.message(diagnostic.hint.as_str()));
    }
    group
}

/// The line of a finding, its number and the range of the finding in it.
fn excerpt(text: &str, span: Span) -> Option<(usize, &str, std::ops::Range<usize>)> {
    let start = span.start.min(text.len());
    if !text.is_char_boundary(start) {
        return None;
    }
    let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
    let line = text[line_start..line_end].trim_end_matches('\r');
    if line.len() > LONGEST_LINE {
        return None;
    }
    let end = span.end.clamp(start, line_start + line.len());
    if !text.is_char_boundary(end) {
        return None;
    }
    let number = text[..line_start].matches('\n').count() + 1;
    Some((
        number,
        line,
        start.min(line_start + line.len()) - line_start
            ..end.max(start.min(line_start + line.len())) - line_start,
    ))
}

/// `2 errors, 1 warning`.
pub(crate) fn summary(diagnostics: &[Diagnostic]) -> String {
    let mut parts = Vec::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let count = diagnostics.iter().filter(|one| one.severity == severity).count();
        if count > 0 {
            parts.push(crate::report::wording::counted(count, severity.word()));
        }
    }
    if parts.is_empty() { "Nothing found".to_owned() } else { parts.join(", ") }
}
