//! The information sets of an `.efg` file: described once, compared when they are described again.

use crate::diagnostic::{Code, Diagnostic, Span, short};
use crate::format::efg::{Tree, other_name};
use crate::format::game_number::{Column, Number};
use crate::format::game_text::{Kind, Parser, Token};
use crate::games::extensive::{InformationSet, Mover};

impl Tree {
    /// Reads the information set of a node; `mover` is 0 for chance.
    pub(crate) fn set(&mut self, parser: &mut Parser<'_>, mover: usize) -> Option<u32> {
        let what = if mover == 0 { "the set of a chance node" } else { "the information set of the node" };
        let place = parser.token.span();
        let number = parser.whole(what)?;
        if number == 0 && mover > 0 {
            let message = format!("information set 0 of player {mover}, expected a number from 1 on");
            parser.findings.push(Diagnostic::error(Code::OutOfRange, message).at(place));
            return None;
        }
        let known = self.set_by_number.get(&(mover, number)).copied();
        if number > 0 && known.is_none() {
            self.set_by_number.insert((mover, number), None);
        }
        let name = (parser.token.kind == Kind::Text).then(|| parser.step());
        let is_described = parser.token.kind == Kind::Open;
        let braces = if is_described { self.read_actions(parser, mover)? } else { place };
        if let Some(Some(set)) = known {
            self.is_set_the_same(parser, set as usize, name, is_described.then_some(braces));
            return Some(set);
        }
        if !is_described {
            // Said once: every later node of the set would say it again.
            if known.is_some() {
                return None;
            }
            let finding = Diagnostic::error(
                Code::Undescribed,
                format!("{} has no actions yet", set_name(mover, number)),
            );
            let example =
                if mover == 0 { "{ \"action\" 1/2 \"action\" 1/2 }" } else { "{ \"action\" \"action\" }" };
            parser
                .findings
                .push(finding.at(place).hint(format!("describe it where it is first named: \"\" {example}")));
            return None;
        }
        if self.actions.is_empty() {
            let message = format!("{} has no actions, expected at least one", set_name(mover, number));
            parser.findings.push(Diagnostic::error(Code::EmptyChoice, message).at(braces));
            return None;
        }
        self.check_probabilities(parser, number, mover, braces);
        let set = InformationSet {
            label: name.map(|name| parser.unquoted(name).into_owned()).unwrap_or_default(),
            number,
            mover: mover.checked_sub(1).map_or(Mover::Chance, Mover::Player),
            actions: self.actions.iter().map(|&action| parser.unquoted(action).into_owned()).collect(),
            probabilities: self.probabilities.iter().map(Number::rational).collect(),
        };
        let place = self.sets.len() as u32;
        if number > 0 {
            self.set_by_number.insert((mover, number), Some(place));
        }
        self.sets.push(set);
        self.set_places.push(braces);
        Some(place)
    }

    /// Reads `{ "action" "action" }`, with a probability behind each if chance moves; gives the place.
    fn read_actions(&mut self, parser: &mut Parser<'_>, mover: usize) -> Option<Span> {
        let start = parser.step().start;
        self.actions.clear();
        self.probabilities.clear();
        while parser.token.kind != Kind::Close {
            let action = parser.expect(Kind::Text, "the name of an action", "a text in quotes")?;
            self.actions.push(action);
            if mover == 0 {
                let token = parser.expect(Kind::Number, "the probability of an action", "a number")?;
                let number = parser.number(token);
                self.probabilities.push(number);
            }
        }
        let end = parser.step().end;
        Some(Span { start, end })
    }

    fn check_probabilities(&mut self, parser: &mut Parser<'_>, number: u64, mover: usize, place: Span) {
        if mover > 0 {
            return;
        }
        let mut column = Column::default();
        self.probabilities.iter().for_each(|number| column.push(number.clone()));
        let name = set_name(mover, number);
        let (message, hint) = match column.units().map(|units| units.total()) {
            None => {
                let message =
                    format!("probabilities of {name} need a common denominator of more than 4,096 bits");
                (message, "round them so that they add up to 1")
            }
            Some(_) if self.probabilities.iter().any(|one| one.rational().is_negative()) => {
                (format!("{name} has a probability below 0, expected 0 or more"), "")
            }
            Some(total) if total != 1 => {
                let total = total.to_string();
                let message = format!("probabilities of {name} add to {}, expected 1", short(&total));
                (message, "numbers are exact: write 1/3, not .333")
            }
            Some(_) => return,
        };
        parser.findings.push(Diagnostic::error(Code::ProbabilitySum, message).at(place).hint(hint));
    }

    /// Compares what a file says again about a set with what it said first.
    fn is_set_the_same(&self, parser: &mut Parser<'_>, set: usize, name: Option<Token>, again: Option<Span>) {
        let first = self.set_places[set];
        let set = &self.sets[set];
        let mover = match set.mover {
            Mover::Chance => 0,
            Mover::Player(player) => player + 1,
        };
        let called = set_name(mover, set.number);
        if let Some(name) = name {
            other_name(parser, &called, name, &set.label, first);
        }
        let Some(again) = again else { return };
        let is_same = self.actions.len() == set.actions.len()
            && self
                .actions
                .iter()
                .zip(&set.actions)
                .all(|(&token, action)| parser.unquoted(token) == *action);
        let what = if !is_same {
            "actions"
        } else if self
            .probabilities
            .iter()
            .zip(&set.probabilities)
            .any(|(one, other)| one.rational() != *other)
        {
            "probabilities"
        } else {
            return;
        };
        let message = format!("{called} has other {what} than where it is first described");
        let finding =
            Diagnostic::error(Code::Contradiction, message).at(again).also(first, "first described here");
        parser.findings.push(finding.hint("give it the same actions in the same order, or another number"));
    }

    /// Gives the sets of chance with number 0 numbers that no other has.
    pub(crate) fn number_own_sets(&mut self) {
        let mut number = 1;
        for set in self.sets.iter_mut().filter(|set| set.number == 0) {
            while self.set_by_number.contains_key(&(0, number)) {
                number += 1;
            }
            set.number = number;
            number += 1;
        }
    }
}

fn set_name(mover: usize, number: u64) -> String {
    if mover == 0 {
        format!("chance set {number}")
    } else {
        format!("information set {number} of player {mover}")
    }
}
