//! A case as a spreadsheet saves it: a row for each party, issue and level.
//!
//! The first row names the columns (`columns`); `party`, `issue`, `level`, `weight` and `value` must be there. A row
//! whose issue is `walk_away` gives what its party has without a deal. Rows may stand in any order; parties, issues and levels are in
//! the order in which they first appear. A weight may stand in each row of a party and an issue, or in one of them.
//!
//! Nothing is guessed: a value that no row gives, or two rows give, a weight that differs, a column that is not known
//! and a number that could be two (`numbers`) are errors, all at once.

mod columns;
mod grid;
mod numbers;

use crate::diagnostic::texts::Texts;
use crate::diagnostic::{Code, Diagnostic, Findings, short};
use crate::format::csv::{Cell, Row};
use crate::format::spreadsheet::columns::{Column, Columns, columns, is_header};
use crate::format::spreadsheet::grid::{Grid, source_id};
use crate::format::spreadsheet::numbers::Numbers;
use crate::model::{Case, Name, Quantity};
use crate::numeric::{Rational, typed};

/// The word in the column of issues for the walk-away value of a party.
const WALK_AWAY: &str = "walk_away";

/// Does a text of unknown kind begin as a spreadsheet does?
pub(crate) fn is_spreadsheet(text: &str) -> bool {
    is_header(text)
}

/// Reads a spreadsheet; `None`, or a case of no use, with at least one error.
pub(crate) fn read(texts: &Texts, findings: &mut Findings) -> Option<Case> {
    let (mut rows, separator, columns) = columns(texts.text(0), texts.start(0), findings)?;
    let mut sheet = Sheet { columns, numbers: Numbers::new(separator), grid: Grid::default(), source: None };
    while let Some(row) = rows.next(findings) {
        sheet.columns.strays(&row, findings);
        sheet.row(&row, findings);
    }
    let grid = sheet.grid;
    if grid.parties.names().is_empty() && grid.doubtful.is_empty() && findings.errors() == 0 {
        let finding = Diagnostic::error(Code::MissingKey, "the table has no rows below its first one");
        findings.push(finding.hint("write a row for each party, issue and level"));
    }
    if grid.is_too_large(findings) {
        return None;
    }
    grid.missing(char::from(separator), findings);
    (findings.errors() == 0).then(|| grid.case(texts.name(0)))
}

/// A spreadsheet that is being read.
struct Sheet {
    columns: Columns,
    numbers: Numbers,
    grid: Grid,
    /// The source that the row at hand names.
    source: Option<Name>,
}

impl Sheet {
    fn row(&mut self, row: &Row<'_>, findings: &mut Findings) {
        let cell = |column| self.columns.get(row, column);
        let (party, issue, level) = (cell(Column::Party), cell(Column::Issue), cell(Column::Level));
        let is_walk_away = issue.is_some_and(|cell| is_walk_away(&cell.text));
        let lacking: Vec<&str> = [
            ("party", party.is_none()),
            ("issue", issue.is_none()),
            ("level", level.is_none() && !is_walk_away),
        ]
        .into_iter()
        .filter_map(|(name, is_lacking)| is_lacking.then_some(name))
        .collect();
        let party = party.map(|cell| self.grid.parties.place(&cell.text, cell.span));
        if !is_walk_away
            && let Some(cell) = issue
            && self.grid.issues.place(&cell.text, cell.span) == self.grid.levels.len()
        {
            self.grid.levels.push(Default::default());
        }
        let place = issue.filter(|_| !is_walk_away).map(|cell| self.grid.issues.place(&cell.text, cell.span));
        if !lacking.is_empty() {
            let message = format!("the row has no {}", lacking.join(" and no "));
            let hint = match lacking.contains(&"issue") {
                true => "write walk_away as the issue of a row that gives a walk-away value",
                false => "fill the cell in each row: cells that are joined are saved in the first row only",
            };
            findings.push(Diagnostic::error(Code::MissingKey, message).at(row.span).hint(hint));
            self.grid.doubtful.insert((party, place));
            return;
        }
        self.source = self.source(row, findings);
        match (party, place, level) {
            (Some(party), Some(issue), Some(level)) => self.value(row, (party, issue), level, findings),
            (Some(party), None, _) => self.walk_away(row, party, findings),
            _ => {}
        }
    }

    /// A row with the value of a level.
    fn value(
        &mut self,
        row: &Row<'_>,
        (party, issue): (usize, usize),
        level: &Cell<'_>,
        findings: &mut Findings,
    ) {
        let name = |order: &grid::Order, place: usize| short(&order.names()[place].text).into_owned();
        let of = format!(
            "issue `{}` for party `{}`",
            name(&self.grid.issues, issue),
            name(&self.grid.parties, party)
        );
        let place = self.grid.levels[issue].place(&level.text, level.span);
        let value_of = format!("the value of `{}` of {of}", short(&level.text));
        let value = self.quantity(row, Column::Value, &value_of, findings);
        if value.is_none() && self.columns.get(row, Column::Value).is_none() {
            let finding = Diagnostic::error(Code::MissingKey, format!("{value_of} is missing"));
            findings.push(finding.at(row.span).hint("fill the cell `value`; 0 is written as 0"));
        }
        let weight_cell = self.columns.get(row, Column::Weight).is_some();
        let weight = self.quantity(row, Column::Weight, &format!("the weight of {of}"), findings);
        let column = self.grid.columns.entry((party, issue)).or_default();
        let value = value.unwrap_or_else(|| Quantity { span: Some(row.span), ..Quantity::default() });
        let span = value.span;
        if let Some(first) = column.values.insert(place, value) {
            let finding = Diagnostic::error(Code::DuplicateId, format!("{value_of} is given twice")).at(span);
            let finding = match first.span {
                Some(first) => finding.also(first, "the first"),
                None => finding,
            };
            findings.push(finding.hint("remove the row that is not meant, or mend its level"));
        }
        match (weight, &column.weight) {
            (Some(weight), None) => column.weight = Some(weight),
            (Some(weight), Some(first)) if weight.value != first.value => {
                let [shown, other] = [&weight, first].map(|one| typed(&one.value));
                let message = format!("the weight of {of} is {shown} here and {other} before");
                let finding = Diagnostic::error(Code::Contradiction, message).at(weight.span);
                let finding = match first.span {
                    Some(first) => finding.also(first, "the first"),
                    None => finding,
                };
                findings.push(
                    finding.hint("a party has one weight for each issue: write it alike in all its rows"),
                );
            }
            (Some(_), Some(_)) => {}
            (None, _) => column.is_weight_wrong |= weight_cell,
        }
    }

    /// A row with the walk-away value of a party.
    fn walk_away(&mut self, row: &Row<'_>, party: usize, findings: &mut Findings) {
        let of = format!("the walk-away value of party `{}`", short(&self.grid.parties.names()[party].text));
        for (column, name) in [(Column::Level, "level"), (Column::Weight, "weight")] {
            if let Some(cell) = self.columns.get(row, column) {
                let message = format!("{of} has a {name} `{}`, expected an empty cell", short(&cell.text));
                let hint = "write the number in the column `value`";
                findings.push(Diagnostic::error(Code::Contradiction, message).at(cell.span).hint(hint));
            }
        }
        let value = self.quantity(row, Column::Value, &of, findings);
        if value.is_none() && self.columns.get(row, Column::Value).is_none() {
            let finding = Diagnostic::error(Code::MissingKey, format!("{of} is missing"));
            findings.push(finding.at(row.span).hint("fill the cell `value`; 0 is written as 0"));
        }
        let value = value.unwrap_or_else(|| Quantity { span: Some(row.span), ..Quantity::default() });
        let span = value.span;
        if let Some(first) = self.grid.walk_aways.insert(party, value) {
            let finding = Diagnostic::error(Code::DuplicateId, format!("{of} is given twice")).at(span);
            findings.push(match first.span {
                Some(first) => finding.also(first, "the first"),
                None => finding,
            });
        }
    }

    /// The number of a row in a column, with its source and its note; `None` if the cell is empty or wrong.
    fn quantity(
        &mut self,
        row: &Row<'_>,
        column: Column,
        what: &str,
        findings: &mut Findings,
    ) -> Option<Quantity> {
        let cell = self.columns.get(row, column)?;
        let value = self.numbers.read(cell, what, findings);
        let note = self.columns.get(row, Column::Note).filter(|_| column == Column::Value);
        let note = note.map(|cell| cell.text.to_string());
        Some(Quantity {
            value: value?,
            range: None,
            source: self.source.clone(),
            note,
            span: Some(cell.span),
        })
    }

    /// The source that a row names.
    fn source(&mut self, row: &Row<'_>, findings: &mut Findings) -> Option<Name> {
        let cell = self.columns.get(row, Column::Source)?;
        if cell.text.parse::<Rational>().is_ok() {
            // What a decimal comma between commas makes of a row.
            let message = format!("the source is `{}`, a number, expected who says so", short(&cell.text));
            let hint = "name who says so; where a comma separates the columns, write 0.5 rather than 0,5";
            findings.push(Diagnostic::error(Code::WrongType, message).at(cell.span).hint(hint));
        }
        let place = self.grid.sources.place(&cell.text, cell.span);
        Some(Name { text: source_id(place), span: Some(cell.span) })
    }
}

/// Does the word in the column of issues say that the row gives a walk-away value?
fn is_walk_away(text: &str) -> bool {
    text.to_lowercase().replace([' ', '-'], "_") == WALK_AWAY
}
