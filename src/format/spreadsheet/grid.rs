//! What the rows of a spreadsheet say together: parties, issues, and a value for each party and level.
//!
//! A [`Grid`] is filled row by row. In the end it reports what no row said, and becomes a case. Where a row could
//! not be placed, what it may have said is not reported as missing.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Findings, Span, short};
use crate::format::assemble::{base, id, stem, too_large};
use crate::model::{Case, Issue, Name, Party, Quantity, Role, Source, SourceKind, WalkAway};

/// Names with their places, in the order in which they appear.
#[derive(Debug, Default)]
pub(super) struct Order {
    names: Vec<Name>,
    places: BTreeMap<String, usize>,
}

impl Order {
    /// The place of a name, which is new or not.
    pub(super) fn place(&mut self, text: &str, span: Span) -> usize {
        if let Some(&place) = self.places.get(text) {
            return place;
        }
        let place = self.names.len();
        self.names.push(Name { text: text.to_owned(), span: Some(span) });
        self.places.insert(text.to_owned(), place);
        place
    }

    /// The names in order.
    pub(super) fn names(&self) -> &[Name] {
        &self.names
    }
}

/// What one party says of one issue.
#[derive(Debug, Default)]
pub(super) struct Column {
    /// How much the issue counts, once a row said it.
    pub(super) weight: Option<Quantity>,
    /// The value of each level that a row gave; nothing where it could not be read.
    pub(super) values: BTreeMap<usize, Quantity>,
    /// A weight that could not be read.
    pub(super) is_weight_wrong: bool,
}

/// What the rows say together.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// The parties.
    pub(super) parties: Order,
    /// The issues.
    pub(super) issues: Order,
    /// The levels of each issue.
    pub(super) levels: Vec<Order>,
    /// By party and issue.
    pub(super) columns: BTreeMap<(usize, usize), Column>,
    /// By party.
    pub(super) walk_aways: BTreeMap<usize, Quantity>,
    /// What rows that could not be placed may have been about: a party, an issue, both or anything.
    pub(super) doubtful: BTreeSet<(Option<usize>, Option<usize>)>,
    /// Sources by what they say.
    pub(super) sources: Order,
}

impl Grid {
    fn is_doubtful(&self, party: usize, issue: Option<usize>) -> bool {
        let any = [(None, None), (Some(party), None), (None, issue), (Some(party), issue)];
        any.iter().any(|one| self.doubtful.contains(one))
    }

    /// Reports what no row said.
    ///
    /// - `separator`: what stands between cells, for an example of a row.
    pub(super) fn missing(&self, separator: char, findings: &mut Findings) {
        for (party, name) in self.parties.names().iter().enumerate() {
            let shown = short(&name.text);
            if !self.walk_aways.contains_key(&party) && !self.is_doubtful(party, None) {
                let message = format!("party `{shown}` has no walk-away value");
                let row = ["walk_away", "", "", "NUMBER"].join(&separator.to_string());
                let hint = format!("add a row {shown}{separator}{row}: what it has without a deal");
                findings.push(Diagnostic::error(Code::MissingKey, message).at(name.span).hint(hint));
            }
            for (issue, levels) in self.levels.iter().enumerate() {
                if !self.is_doubtful(party, Some(issue)) {
                    self.missing_of(party, issue, levels, findings);
                }
            }
        }
    }

    /// Reports what one party does not say of one issue: one finding for all levels.
    fn missing_of(&self, party: usize, issue: usize, levels: &Order, findings: &mut Findings) {
        const SHOWN: usize = 6;
        let shown = short(&self.parties.names()[party].text);
        let issue_shown = short(&self.issues.names()[issue].text);
        let column = self.columns.get(&(party, issue));
        let given = column.map_or(0, |column| column.values.len());
        if given < levels.names().len() {
            let has = |place: usize| column.is_some_and(|column| column.values.contains_key(&place));
            let lacking: Vec<&Name> =
                (0..).zip(levels.names()).filter(|(place, _)| !has(*place)).map(|(_, name)| name).collect();
            let mut list: Vec<String> =
                lacking.iter().take(SHOWN).map(|name| format!("`{}`", short(&name.text))).collect();
            if lacking.len() > SHOWN {
                list.push(format!("{} more", lacking.len() - SHOWN));
            }
            let list = list.join(", ");
            let message = format!("party `{shown}` gives no value to {list} of issue `{issue_shown}`");
            let at = lacking.first().and_then(|name| name.span);
            let finding = Diagnostic::error(Code::MissingKey, message).at(at).label("named here");
            findings.push(finding.hint("add a row for each, or mend the name here if it is a slip"));
        }
        if let Some(column) = column.filter(|column| column.weight.is_none() && !column.is_weight_wrong) {
            let message = format!("party `{shown}` gives no weight to issue `{issue_shown}`");
            let at = column.values.values().next().and_then(|value| value.span);
            let finding = Diagnostic::error(Code::MissingKey, message).at(at);
            findings.push(finding.hint("write it in each row of the party and the issue, or in one of them"));
        }
    }

    /// Is the case beyond what is solved?
    pub(super) fn is_too_large(&self, findings: &mut Findings) -> bool {
        let levels: Vec<usize> = self.levels.iter().map(|levels| levels.names().len()).collect();
        too_large(&levels, self.parties.names().len(), findings)
    }

    /// The case; nothing is missing.
    ///
    /// - `file`: the name of the file.
    pub(super) fn case(self, file: &str) -> Case {
        let mut taken = BTreeSet::new();
        let parties: Vec<Name> = renamed(&self.parties, "party", &mut taken);
        let issues: Vec<Name> = renamed(&self.issues, "issue", &mut BTreeSet::new());
        let mut case = Case {
            id: id(stem(file), "case", &mut BTreeSet::new()),
            title: stem(file).to_owned(),
            sources: self.sources(file),
            ..Case::default()
        };
        for (place, name) in self.parties.names().iter().enumerate() {
            let walk_away = self.walk_aways.get(&place).cloned().unwrap_or_default();
            case.parties.push(Party {
                id: parties[place].clone(),
                name: name.text.clone(),
                role: Role::Signatory,
                walk_away: Some(WalkAway::Given(walk_away)),
                influence: None,
                source: Some(FILE.into()),
                note: None,
            });
        }
        let mut columns = self.columns;
        for (issue, levels) in self.levels.into_iter().enumerate() {
            let (mut weight, mut values) = (Vec::new(), Vec::new());
            for (party, id) in parties.iter().enumerate() {
                let column = columns.remove(&(party, issue)).unwrap_or_default();
                let own = column.weight.unwrap_or_default();
                // A finding about a party's weights points at the cell.
                weight.push((Name { text: id.text.clone(), span: own.span }, own));
                values.push((id.text.as_str().into(), column.values.into_values().collect()));
            }
            case.issues.push(Issue {
                id: issues[issue].clone(),
                label: self.issues.names()[issue].text.clone(),
                unit: None,
                ordered: true,
                levels: levels.names,
                weight,
                values,
                continuum: None,
                source: Some(FILE.into()),
                payoff_source: None,
                note: None,
            });
        }
        case
    }

    /// The file, and what its rows name.
    fn sources(&self, file: &str) -> Vec<Source> {
        let cite = format!("spreadsheet {}", base(file));
        let mut sources = vec![Source { id: FILE.into(), kind: SourceKind::Assumption, cite }];
        for (place, name) in self.sources.names().iter().enumerate() {
            let (kind, cite) = kind(&name.text);
            sources.push(Source { id: source_id(place).into(), kind, cite: cite.to_owned() });
        }
        sources
    }
}

/// The source of numbers whose row names none.
const FILE: &str = "file";

/// The name of a source that rows name.
pub(super) fn source_id(place: usize) -> String {
    format!("source_{}", place + 1)
}

/// How far a source is to be trusted, as in `public: statistics office 2020`; an assumption where it does not say.
fn kind(text: &str) -> (SourceKind, &str) {
    let said = text.split_once(':').and_then(|(word, cite)| {
        let kind = SourceKind::ALL.into_iter().find(|kind| kind.word() == word.trim())?;
        Some((kind, cite.trim())).filter(|(_, cite)| !cite.is_empty())
    });
    said.unwrap_or((SourceKind::Assumption, text))
}

/// Names that a case file may have, with the places of the texts they are made of.
fn renamed(order: &Order, otherwise: &str, taken: &mut BTreeSet<String>) -> Vec<Name> {
    let name = |name: &Name| Name { text: id(&name.text, otherwise, taken), span: name.span };
    order.names().iter().map(name).collect()
}
