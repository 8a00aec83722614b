//! The first row of a spreadsheet: what separates its cells, and what its columns hold.

use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::format::csv::{Cell, Row, Rows};

/// The names of the columns, in the order in which help lists them, and whether a file must have them.
const NAMES: [(&str, bool); 7] = [
    ("party", true),
    ("issue", true),
    ("level", true),
    ("weight", true),
    ("value", true),
    ("source", false),
    ("note", false),
];

/// What may separate cells; where it cannot be told, the first.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// Who.
    Party,
    /// About what; or that the row gives the walk-away value.
    Issue,
    /// Which outcome of it.
    Level,
    /// How much the issue counts for the party.
    Weight,
    /// What the level is worth to it, or what it has without a deal.
    Value,
    /// Where the number comes from.
    Source,
    /// What a reader should know of it.
    Note,
}

/// Where each column stands.
#[derive(Debug)]
pub(super) struct Columns {
    places: [Option<usize>; NAMES.len()],
    /// How many columns the header has, those without a name among them.
    count: usize,
}

impl Columns {
    /// The cell of a row in a column, if it says anything.
    pub(super) fn get<'r, 't>(&self, row: &'r Row<'t>, column: Column) -> Option<&'r Cell<'t>> {
        row.get(self.places[column as usize]?)
    }

    /// Reports cells that no column has a name for.
    pub(super) fn strays(&self, row: &Row<'_>, findings: &mut Findings) {
        let named = |place: usize| self.places.contains(&Some(place));
        let is_stray = |(place, cell): &(usize, &Cell<'_>)| !cell.text.is_empty() && !named(*place);
        if let Some((place, cell)) = row.cells.iter().enumerate().find(is_stray) {
            let message = match place < self.count {
                true => format!("cell {} stands in a column without a name", place + 1),
                false => {
                    format!("the row has {} cells, the first row names {}", row.cells.len(), self.count)
                }
            };
            let hint = "put a text that holds the separator in quotes, and write 0.5 rather than 0,5 where a comma separates";
            findings.push(Diagnostic::error(Code::WrongLength, message).at(cell.span).hint(hint));
        }
    }
}

/// The name of a column as it is compared.
fn plain(text: &str) -> String {
    text.to_lowercase().replace([' ', '-'], "_")
}

/// How many columns a row names.
fn known(row: &Row<'_>) -> usize {
    NAMES.iter().filter(|(name, _)| row.cells.iter().any(|cell| plain(&cell.text) == *name)).count()
}

/// Where the first row starts: behind a line such as `sep=;`, which some programs write for others.
fn start(text: &str) -> usize {
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    let is_note = line.trim().trim_matches('"').to_ascii_lowercase().starts_with("sep=");
    if is_note { line.len() } else { 0 }
}

/// Does a text of unknown kind begin as a spreadsheet does?
pub(super) fn is_header(text: &str) -> bool {
    header(text).1 >= 3
}

/// What separates the cells of a text, and how many columns its first row names then.
fn header(text: &str) -> (u8, usize) {
    let count = |separator: u8| {
        let row = Rows::new(text, start(text), 0, separator).next(&mut Findings::default());
        (separator, row.map_or(0, |row| known(&row)))
    };
    let counts = SEPARATORS.map(count);
    // The first of those with most.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).unwrap_or((b',', 0))
}

/// Reads the first row: the rows behind it, their separator and the columns, or `None` with what is wrong.
pub(super) fn columns<'t>(
    text: &'t str,
    offset: usize,
    findings: &mut Findings,
) -> Option<(Rows<'t>, u8, Columns)> {
    let before = findings.errors();
    let (separator, _) = header(text);
    let mut rows = Rows::new(text, start(text), offset, separator);
    let Some(row) = rows.next(findings) else {
        let finding = Diagnostic::error(Code::MissingKey, "the file is empty, expected a table");
        findings.push(finding.hint(format!("name the columns in the first row: {}", names())));
        return None;
    };
    let mut columns = Columns { places: [None; NAMES.len()], count: row.cells.len() };
    for (place, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.text.is_empty()) {
        let name = plain(&cell.text);
        match NAMES.iter().position(|(one, _)| *one == name) {
            Some(column) => match columns.places[column].replace(place) {
                None => {}
                Some(first) => {
                    let message = format!("the column `{name}` is there twice");
                    let finding = Diagnostic::error(Code::DuplicateId, message).at(cell.span);
                    findings.push(finding.also(row.cells[first].span, "the first"));
                }
            },
            None => {
                let label = findings.suggest(&name, NAMES.iter().map(|(one, _)| *one));
                let message = format!("unknown column `{}`", crate::diagnostic::short(&cell.text));
                let finding = Diagnostic::error(Code::UnknownKey, message).at(cell.span).label(label);
                findings.push(finding.hint(format!("the columns are {}; remove any other", names())));
            }
        }
    }
    for ((name, needed), place) in NAMES.iter().zip(&columns.places) {
        if *needed && place.is_none() {
            let message = format!("the first row names no column `{name}`");
            let finding = Diagnostic::error(Code::MissingKey, message).at(row.span);
            findings.push(finding.hint(format!("name the columns in the first row: {}", names())));
        }
    }
    (findings.errors() == before).then_some((rows, separator, columns))
}

/// The columns in a sentence.
fn names() -> String {
    let of = |needed: bool| {
        let names: Vec<&str> =
            NAMES.iter().filter(|(_, one)| *one == needed).map(|(name, _)| *name).collect();
        names.join(", ")
    };
    format!("{}, and if you like {}", of(true), of(false))
}
