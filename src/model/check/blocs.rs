//! Players of `[coalitions]`, and sets of them as written: known, once each, and covering.

use std::collections::BTreeMap;

use crate::coalition::Coalition;
use crate::diagnostic::{Code, Diagnostic, Span, short};
use crate::model::Name;
use crate::model::check::{Checker, MAX_PLAYERS, listed};
use crate::model::coalitions::{Blocs, Coalitions, Worths, joined};

/// The players of the game, by name.
pub(super) struct Players<'a> {
    names: &'a [Name],
    place: BTreeMap<&'a str, usize>,
    /// Whether the list is whole: nothing is said to be missing from a partition otherwise.
    pub(super) is_whole: bool,
    /// Whether nothing is said of partitions in which two blocs have several members.
    one_agreement: bool,
}

impl<'a> Players<'a> {
    /// The players of the block; the list itself is checked elsewhere.
    pub(super) fn of(checker: &Checker<'_>, block: &'a Coalitions) -> Self {
        let mut place = BTreeMap::new();
        for (at, name) in block.players.iter().enumerate() {
            place.entry(name.as_str()).or_insert(at);
        }
        let doubtful = checker.gaps.one("coalitions", "players") || checker.gaps.any("parties");
        let is_whole = !doubtful && place.len() == block.players.len() && !place.is_empty();
        let one_agreement = matches!(block.worths, Worths::ByAgreementSize { .. });
        Self { names: &block.players, place, is_whole, one_agreement }
    }

    /// Number of players.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// All of them.
    pub(super) fn everyone(&self) -> Coalition {
        Coalition::all(self.len().min(MAX_PLAYERS))
    }

    /// The names of a coalition, as it stands in a key.
    pub(super) fn key(&self, coalition: Coalition) -> String {
        let names: Vec<Name> =
            coalition.members().filter_map(|player| self.names.get(player)).cloned().collect();
        joined(&names)
    }

    /// The ids of a coalition.
    pub(super) fn ids(&self, coalition: Coalition) -> impl Iterator<Item = &'a str> {
        let names = self.names;
        coalition.members().filter_map(move |player| names.get(player)).map(Name::as_str)
    }

    /// All names.
    pub(super) fn names(&self) -> &'a [Name] {
        self.names
    }

    /// The place of a player, which is reported if it is none.
    pub(super) fn known(&self, checker: &mut Checker<'_>, name: &Name, place: &str) -> Option<usize> {
        let found = self.place.get(name.as_str()).copied();
        if found.is_some() {
            return found;
        }
        if checker.gaps.one("coalitions", "players") || checker.gaps.any("parties") {
            return None;
        }
        if checker.names.parties.contains(name.as_str()) {
            let shown = short(&name.text);
            let message = format!("party `{shown}` in {place} is no player of [coalitions]");
            let hint = format!("the players are {}", listed(self.names.iter().map(Name::as_str)));
            checker.push(Diagnostic::error(Code::UnknownParty, message).at(name.span).hint(hint));
        } else if name.text.is_empty() {
            let message = format!("{place} has no name beside a `+`");
            let finding = Diagnostic::error(Code::NotAPartition, message).at(name.span);
            checker.push(finding.hint("write players joined by `+`, such as \"GOV+JTD\""));
        } else {
            let names = self.names.iter().map(Name::as_str);
            checker.unknown_of(Code::UnknownParty, "party", name, place, names, "the players are");
        }
        None
    }

    /// Players as a set; unknown ones and those named twice are reported, and then there is no set.
    ///
    /// Only the first problem of a set is told.
    pub(super) fn set(&self, checker: &mut Checker<'_>, names: &[Name], place: &str) -> Option<Coalition> {
        let mut set = Coalition::EMPTY;
        for name in names {
            let player = self.known(checker, name, place).filter(|&player| player < MAX_PLAYERS)?;
            if set.contains(player) {
                let message = format!("party `{}` is given twice in {place}", short(&name.text));
                checker.push(Diagnostic::error(Code::DuplicateId, message).at(name.span));
                return None;
            }
            set = set.with(player);
        }
        Some(set)
    }

    /// Blocs as a partition of all players, in the order written.
    pub(super) fn partition(
        &self,
        checker: &mut Checker<'_>,
        blocs: &Blocs,
        place: &str,
    ) -> Option<Vec<Coalition>> {
        let span = blocs.written.span;
        let mut seen = Coalition::EMPTY;
        let mut sets = Vec::with_capacity(blocs.blocs.len().min(MAX_PLAYERS));
        for bloc in &blocs.blocs {
            let set = self.set(checker, bloc, place)?;
            if set.is_empty() {
                let hint = "write each bloc as players joined by `+`, and ` | ` between blocs";
                return refuse(checker, span, format!("{place} has a bloc without players"), hint);
            }
            if let Some(player) = self.ids(set.intersection(seen)).next() {
                let message = format!("{place} has party `{}` in two blocs", short(player));
                return refuse(checker, span, message, "each player is in exactly one bloc");
            }
            seen = seen.union(set);
            sets.push(set);
        }
        let missing = self.everyone().minus(seen);
        if self.is_whole && !missing.is_empty() {
            let hint = format!("each player is in exactly one bloc: add | {}", self.key(missing));
            let message = format!("{place} leaves out {}", listed(self.ids(missing)));
            return refuse(checker, span, message, &hint);
        }
        let mut several = sets.iter().filter(|set| set.len() > 1);
        if let (true, Some(&one), Some(&other)) = (self.one_agreement, several.next(), several.next()) {
            let (one, other) = (self.key(one), self.key(other));
            let message = format!(
                "{place} has two blocs of several players, {} and {}, but `by_agreement_size` knows of one",
                short(&one),
                short(&other)
            );
            let finding = Diagnostic::error(Code::Contradiction, message).at(span);
            checker.push(finding.hint("leave everybody alone but one bloc, or give `partitions`"));
            return None;
        }
        Some(sets)
    }
}

fn refuse<T>(checker: &mut Checker<'_>, span: Option<Span>, message: String, hint: &str) -> Option<T> {
    checker.push(Diagnostic::error(Code::NotAPartition, message).at(span).hint(hint));
    None
}
