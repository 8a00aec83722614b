//! KTAB: a table of actors with their influence, and a position and a salience for each dimension.
//!
//! The first row says name, description, numbers of actors and of dimensions; the second names the columns; then a
//! row for each actor. A dimension becomes an issue whose levels are the positions that actors take, from low to
//! high. A level is worth 100 less its distance from an actor's position, and counts by its salience.
//!
//! The table says nothing of what an actor has without a deal. 0 is assumed, the value of an outcome that is 100 away on every
//! issue; a source of its own and a warning say so.
//!
//! Reference: Wise, Lester and Efird 2015, An Introduction to the KAPSARC Toolkit for Behavioral Analysis.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::texts::Texts;
use crate::diagnostic::{Code, Diagnostic, Findings, Span, short};
use crate::format::assemble::{base, id, stem, too_large};
use crate::format::csv::{Cell, Row, Rows};
use crate::format::quantity::expected;
use crate::model::check::{MAX_PARTIES, counted};
use crate::model::{Case, Issue, Name, Party, Quantity, Role, Source, SourceKind, WalkAway};
use crate::numeric::{Rational, typed};

/// The columns before those of the dimensions; the third is called by any of its names.
const BEFORE: [&[&str]; 3] = [&["actor"], &["description"], &["influence", "power", "capability"]];

/// How the numbers of the table become those of a case.
const CONVENTION: &str = "the levels of an issue are the positions taken; a level is worth 100 less its distance from the \
                          position of a party; weights are salience, divided by its sum";

/// Why there are walk-away values.
const ASSUMED: &str = "assumed, because a KTAB table has no walk-away values: 0, which an outcome would have that is 100 away \
                       from the position of the party on every issue";

/// The names of the sources in the case.
const TABLE: &str = "table";
const WALK_AWAY: &str = "walk_away";

/// Does a text begin as a KTAB table does?
pub(crate) fn is_ktab(text: &str) -> bool {
    let mut rows = Rows::new(text, 0, 0, b',');
    let mut ignored = Findings::default();
    let (Some(first), Some(second)) = (rows.next(&mut ignored), rows.next(&mut ignored)) else {
        return false;
    };
    let is_count = |column: usize| first.text(column).parse::<u32>().is_ok();
    is_count(2) && is_count(3) && second.text(0).eq_ignore_ascii_case("actor")
}

/// A dimension of the table.
struct Dimension {
    name: Name,
    /// What its two columns are called.
    columns: [String; 2],
}

/// An actor of the table.
struct Actor {
    name: Name,
    description: String,
    influence: Quantity,
    /// For each dimension its position and its salience.
    views: Vec<(Quantity, Quantity)>,
}

/// Reads a table; `None`, or a case of no use, with at least one error.
pub(crate) fn read(texts: &Texts, findings: &mut Findings) -> Option<Case> {
    let mut rows = Rows::new(texts.text(0), 0, texts.start(0), b',');
    let (Some(first), Some(second)) = (rows.next(findings), rows.next(findings)) else {
        let finding = Diagnostic::error(Code::MissingKey, "the file ends before the names of its columns");
        let hint = "a KTAB table begins with name,description,nActors,nDims and a row of names of columns";
        findings.push(finding.hint(hint));
        return None;
    };
    let actors_said = count(&first, 2, "actors", findings);
    let dimensions_said = count(&first, 3, "dimensions", findings);
    if let Some(cell) = first.cells.iter().skip(4).find(|cell| !cell.text.is_empty()) {
        let message = format!("`{}` after the number of dimensions is not used", short(&cell.text));
        findings.push(Diagnostic::warning(Code::UnknownKey, message).at(cell.span));
    }
    let dimensions = dimensions(&second, findings);
    if let Some((said, span)) = dimensions_said.filter(|(said, _)| *said != dimensions.len()) {
        let message = format!(
            "the first row says {}, the second names {}",
            counted(said, "dimension"),
            dimensions.len()
        );
        findings.push(
            Diagnostic::error(Code::Contradiction, message)
                .at(span)
                .also(second.span, "the names of the columns"),
        );
    }
    let (mut actors, mut count) = (Vec::new(), 0);
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    while let Some(row) = rows.next(findings) {
        count += 1;
        // Beyond the limit they are counted only.
        if count <= MAX_PARTIES {
            actors.extend(actor(&row, &dimensions, &mut seen, findings));
        }
    }
    if let Some((said, span)) = actors_said.filter(|(said, _)| *said != count) {
        let message = format!("the first row says {}, {count} rows follow", counted(said, "actor"));
        let finding = Diagnostic::error(Code::Contradiction, message).at(span);
        findings.push(finding.hint("mend the number, or the rows: each actor has one"));
    }
    let levels: Vec<Vec<Rational>> = (0..dimensions.len()).map(|place| levels(&actors, place)).collect();
    let sizes: Vec<usize> = levels.iter().map(Vec::len).collect();
    if too_large(&sizes, count, findings) || findings.errors() > 0 {
        return None;
    }
    let message =
        "a KTAB table has no walk-away values: 0 is assumed for each party, so every package is acceptable";
    let finding = Diagnostic::warning(Code::MissingKey, message).at(first.span);
    let hint = "set real ones: --set parties.NAME.walk_away=NUMBER, or in the file that zopa convert writes";
    findings.push(finding.hint(hint));
    Some(case(texts.name(0), &first, dimensions, &levels, actors))
}

/// A number of the first row, with its place.
fn count(row: &Row<'_>, column: usize, what: &str, findings: &mut Findings) -> Option<(usize, Span)> {
    let Some(cell) = row.get(column) else {
        let message = format!("the first row does not say how many {what} there are");
        let finding = Diagnostic::error(Code::MissingKey, message).at(row.span);
        findings.push(finding.hint("write name,description,nActors,nDims"));
        return None;
    };
    let found = cell.text.parse::<usize>().ok().filter(|&count| count > 0);
    if found.is_none() {
        let message =
            format!("the number of {what} is `{}`, expected a whole number above 0", short(&cell.text));
        let finding = Diagnostic::error(Code::BadNumber, message).at(cell.span);
        findings.push(
            finding
                .hint("the first row is name,description,nActors,nDims: put a text with a comma in quotes"),
        );
    }
    Some((found?, cell.span))
}

/// The dimensions by the names of the columns; what is wrong with them is reported.
fn dimensions(row: &Row<'_>, findings: &mut Findings) -> Vec<Dimension> {
    for (column, names) in BEFORE.iter().enumerate() {
        if !names.iter().any(|name| row.text(column).eq_ignore_ascii_case(name)) {
            let message = format!(
                "column {} is `{}`, expected {}",
                column + 1,
                short(row.text(column)),
                names.join(" or ")
            );
            let span = row.cells.get(column).map_or(row.span, |cell| cell.span);
            let finding = Diagnostic::error(Code::UnknownKey, message).at(span);
            findings
                .push(finding.hint("the columns are Actor,Description,Influence and two for each dimension"));
        }
    }
    let mut dimensions = Vec::new();
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    for pair in row.cells.get(BEFORE.len()..).unwrap_or_default().chunks(2) {
        let [position, salience] = pair else {
            let message =
                format!("`{}` is a column of positions without one of salience", short(&pair[0].text));
            findings.push(Diagnostic::error(Code::MissingKey, message).at(pair[0].span));
            continue;
        };
        let [of_position, of_salience] =
            [without(&position.text, "position"), without(&salience.text, "salience")];
        let is_swapped =
            without(&position.text, "salience").is_some() || without(&salience.text, "position").is_some();
        let is_other = of_position.zip(of_salience).is_some_and(|(one, other)| one != other);
        if is_swapped || is_other {
            let message = format!(
                "the columns `{}` and `{}` are not the position and the salience of one dimension",
                short(&position.text),
                short(&salience.text)
            );
            let finding = Diagnostic::error(Code::Contradiction, message).at(position.span);
            findings.push(finding.hint("for each dimension first its position, then its salience"));
        }
        let name = of_position.filter(|name| !name.is_empty()).unwrap_or(&position.text).to_owned();
        if name.is_empty() {
            let finding = Diagnostic::error(Code::MissingKey, "a dimension has no name").at(salience.span);
            findings.push(finding.hint("name its columns, such as Policy Position,Policy Salience"));
        } else if let Some(first) = seen.insert(name.clone(), position.span) {
            let message = format!("dimension `{}` is there twice", short(&name));
            findings.push(
                Diagnostic::error(Code::DuplicateId, message).at(position.span).also(first, "the first"),
            );
        }
        let columns = [position, salience].map(|cell| cell.text.to_string());
        dimensions.push(Dimension { name: Name { text: name, span: Some(position.span) }, columns });
    }
    if dimensions.is_empty() {
        let message = "the second row names no dimension";
        let finding = Diagnostic::error(Code::MissingKey, message).at(row.span);
        findings.push(finding.hint("add two columns for each, such as Policy Position,Policy Salience"));
    }
    dimensions
}

/// A name without a word at its end.
fn without<'n>(name: &'n str, word: &str) -> Option<&'n str> {
    let at = name.len().checked_sub(word.len()).filter(|&at| name.is_char_boundary(at))?;
    let (before, end) = name.split_at(at);
    end.eq_ignore_ascii_case(word).then(|| before.trim_end_matches([' ', '_', '-']))
}

/// The actor of a row; what is wrong with it is reported.
fn actor(
    row: &Row<'_>,
    dimensions: &[Dimension],
    seen: &mut BTreeMap<String, Span>,
    findings: &mut Findings,
) -> Option<Actor> {
    let Some(name) = row.get(0) else {
        findings.push(Diagnostic::error(Code::MissingKey, "the row does not name its actor").at(row.span));
        return None;
    };
    let shown = short(&name.text).into_owned();
    if let Some(first) = seen.insert(name.text.to_string(), name.span) {
        let message = format!("actor `{shown}` is there twice");
        let finding = Diagnostic::error(Code::DuplicateId, message).at(name.span).also(first, "the first");
        findings.push(finding.hint("give each actor a row and a name of its own"));
    }
    let expected_cells = BEFORE.len() + 2 * dimensions.len();
    if let Some(cell) = row.cells.iter().skip(expected_cells).find(|cell| !cell.text.is_empty()) {
        let message =
            format!("the row of actor `{shown}` has {} cells, expected {expected_cells}", row.cells.len());
        let finding = Diagnostic::error(Code::WrongLength, message).at(cell.span);
        findings.push(finding.hint("put a text that holds a comma in quotes"));
        // What stands where is not known then.
        return None;
    }
    let mut number = |column: usize, what: &str, range: std::ops::RangeInclusive<i64>, words: &str| {
        let what = format!("{what} of actor `{shown}`");
        let value = number(row, column, &what, findings)?;
        let [least, most] = [range.start(), range.end()].map(|&end| Rational::from(end));
        if value.value < least || value.value > most {
            let message = format!("{what} is {}, expected {words}", typed(&value.value));
            findings.push(Diagnostic::error(Code::OutOfRange, message).at(value.span));
        }
        Some(value)
    };
    let influence = number(2, "the influence", 0..=i64::MAX, "0 or more");
    let mut views = Vec::with_capacity(dimensions.len());
    for (place, dimension) in dimensions.iter().enumerate() {
        let column = BEFORE.len() + 2 * place;
        let [position, salience] = dimension.columns.each_ref().map(|name| format!("`{}`", short(name)));
        let position = number(column, &position, 0..=100, "0 to 100");
        let salience = number(column + 1, &salience, 0..=i64::MAX, "0 or more");
        views.push(position.zip(salience));
    }
    let views: Vec<(Quantity, Quantity)> = views.into_iter().collect::<Option<_>>()?;
    let sum: Rational = views.iter().map(|(_, salience)| &salience.value).sum();
    if sum > 100 {
        let message = format!("salience of actor `{shown}` adds to {}, expected at most 100", typed(&sum));
        let finding = Diagnostic::warning(Code::WeightSum, message).at(name.span);
        findings.push(
            finding
                .hint("salience is divided by its sum, so the case can be solved; mend the one that is off"),
        );
    }
    let description = row.text(1).to_owned();
    let name = Name { text: name.text.to_string(), span: Some(name.span) };
    Some(Actor { name, description, influence: influence?, views })
}

/// The number of a cell, which must be there.
fn number(row: &Row<'_>, column: usize, what: &str, findings: &mut Findings) -> Option<Quantity> {
    let Some(cell) = row.get(column) else {
        let at = row.cells.first().map_or(row.span, |cell: &Cell<'_>| cell.span);
        let finding = Diagnostic::error(Code::MissingKey, format!("{what} is missing")).at(at);
        findings.push(finding.hint("fill the cell; 0 is written as 0"));
        return None;
    };
    match cell.text.parse::<Rational>() {
        Ok(value) => Some(Quantity { value, span: Some(cell.span), ..Quantity::default() }),
        Err(error) => {
            let message = format!("{what} is `{}`, expected {}", short(&cell.text), expected(error));
            let finding = Diagnostic::error(Code::BadNumber, message).at(cell.span);
            findings.push(finding.hint("if a text before it holds a comma, put that text in quotes"));
            None
        }
    }
}

/// The positions that actors take on a dimension, from low to high.
fn levels(actors: &[Actor], dimension: usize) -> Vec<Rational> {
    let mut levels: Vec<Rational> =
        actors.iter().filter_map(|actor| Some(actor.views.get(dimension)?.0.value.clone())).collect();
    levels.sort_unstable();
    levels.dedup();
    levels
}

/// The case of a table in which nothing is wrong.
fn case(
    file: &str,
    first: &Row<'_>,
    dimensions: Vec<Dimension>,
    levels: &[Vec<Rational>],
    actors: Vec<Actor>,
) -> Case {
    let source = |id: &str, cite: String| Source { id: id.into(), kind: SourceKind::Assumption, cite };
    let title = if first.text(0).is_empty() { stem(file) } else { first.text(0) };
    let mut case = Case {
        id: id(stem(file), "table", &mut BTreeSet::new()),
        title: title.to_owned(),
        scale: Some(
            "100 less the distance from the position of a party, on average over its salience".to_owned(),
        ),
        note: Some(first.text(1).to_owned()).filter(|note| !note.is_empty()),
        sources: vec![
            source(TABLE, format!("KTAB table {}; {CONVENTION}", base(file))),
            source(WALK_AWAY, ASSUMED.to_owned()),
        ],
        ..Case::default()
    };
    let mut taken = BTreeSet::new();
    let ids: Vec<Name> = actors
        .iter()
        .map(|actor| Name { text: id(&actor.name.text, "actor", &mut taken), span: actor.name.span })
        .collect();
    let mut taken = BTreeSet::new();
    for (place, (dimension, levels)) in dimensions.into_iter().zip(levels).enumerate() {
        let value = |actor: &Actor, level: &Rational| {
            let position = &actor.views[place].0;
            let beyond = level - &position.value;
            let hundred = Rational::from(100);
            let worth = if beyond.is_negative() { &hundred + &beyond } else { &hundred - &beyond };
            Quantity { span: position.span, ..worth.into() }
        };
        let of = |actor: &Actor| levels.iter().map(|level| value(actor, level)).collect();
        case.issues.push(Issue {
            id: Name { text: id(&dimension.name.text, "issue", &mut taken), span: dimension.name.span },
            label: dimension.name.text,
            unit: None,
            ordered: true,
            levels: levels.iter().map(|level| typed(level).into()).collect(),
            weight: ids
                .iter()
                .cloned()
                .zip(actors.iter().map(|actor| actor.views[place].1.clone()))
                .collect(),
            values: ids.iter().map(|id| id.text.as_str().into()).zip(actors.iter().map(of)).collect(),
            continuum: None,
            source: Some(TABLE.into()),
            payoff_source: None,
            note: None,
        });
    }
    for (actor, id) in actors.into_iter().zip(ids) {
        let assumed = Quantity { source: Some(WALK_AWAY.into()), ..Quantity::from(0) };
        case.parties.push(Party {
            id,
            name: if actor.description.is_empty() { actor.name.text } else { actor.description },
            role: Role::Signatory,
            walk_away: Some(WalkAway::Given(assumed)),
            influence: Some(actor.influence),
            source: Some(TABLE.into()),
            note: None,
        });
    }
    case
}
