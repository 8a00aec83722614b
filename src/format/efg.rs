//! Reads `.efg` files: games in extensive form.
//!
//! ```text
//! EFG 2 R "title" { "player" "player" } "comment"
//! c "node" set "name" { "action" 1/2 "action" 1/2 } outcome "name" { 1, -1 }      chance moves
//! p "node" player set "name" { "action" "action" } outcome "name" { 1, -1 }       a player moves
//! t "node" outcome "name" { 1, -1 }                                               the end of a path
//! ```
//!
//! Nodes stand in prefix order. A set or an outcome is described where it is first named; a second description
//! must say the same. Sets are numbered for each player apart, and chance apart. Outcome 0 is none, and set 0 of
//! chance is a set that no other node shares.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Span, short};
use crate::format::game_number::{Column, Number};
use crate::format::game_text::{Header, Kind, Parser, Token};
use crate::games::extensive::{ExtensiveGame, InformationSet, Mover, Node, Outcome};
use crate::model::check::counted;
use crate::numeric::Units;

/// Reads a game; `None` if an error was found.
pub(crate) fn read(parser: &mut Parser<'_>) -> Option<ExtensiveGame> {
    let header = parser.header("EFG", 2)?;
    let comment = parser.comment();
    let columns = vec![Column::default(); header.players.len()];
    let mut tree = Tree { header, columns, ..Tree::default() };
    if !is_node(parser) {
        parser.misplaced("the first node", "c, p or t");
        tree.recover(parser);
    }
    while parser.token.kind != Kind::End {
        let start = parser.token;
        if !tree.nodes.is_empty() && tree.open.is_empty() && !tree.is_torn {
            let what = if is_node(parser) { "a node follows" } else { "something follows" };
            let finding = Diagnostic::error(Code::TreeShape, format!("the tree is complete, but {what}"));
            let finding = finding.at(start.span());
            parser.findings.push(finding.hint("a node with moves is followed by one node for each of them"));
            break;
        }
        if !is_node(parser) {
            parser.misplaced("the next node", "c, p or t");
            tree.recover(parser);
        } else if tree.node(parser).is_none() {
            tree.recover(parser);
        }
        if parser.is_hopeless() {
            return None;
        }
    }
    tree.finish(parser, &comment)
}

/// Does a node start here?
fn is_node(parser: &Parser<'_>) -> bool {
    parser.token.kind == Kind::Word && matches!(parser.raw(parser.token), "c" | "p" | "t")
}

/// A node whose moves are still to come.
struct Open {
    place: Token,
    left: usize,
    moves: usize,
}

/// The tree as far as it is read.
#[derive(Default)]
struct Tree {
    header: Header,
    nodes: Vec<Node>,
    open: Vec<Open>,
    /// Was a node left out because it cannot be read? Then the shape says nothing.
    is_torn: bool,
    sets: Vec<InformationSet>,
    /// Where each set is described.
    set_places: Vec<Span>,
    /// The place of a set by its mover, chance being 0, and its number.
    set_by_number: HashMap<(usize, u64), u32>,
    outcomes: Vec<Outcome>,
    outcome_places: Vec<Span>,
    outcome_by_number: HashMap<u64, u32>,
    /// For each player what each outcome pays.
    columns: Vec<Column>,
    /// Actions of the set that is being read, and their probabilities.
    actions: Vec<Token>,
    probabilities: Vec<Number>,
    payoffs: Vec<Number>,
}

impl Tree {
    /// Goes on to the next node after something that cannot be read.
    fn recover(&mut self, parser: &mut Parser<'_>) {
        self.is_torn = true;
        while parser.token.kind != Kind::End && !is_node(parser) {
            parser.step();
        }
    }

    /// Reads a node; `None` if it cannot be understood.
    fn node(&mut self, parser: &mut Parser<'_>) -> Option<()> {
        let start = parser.step();
        let kind = parser.raw(start);
        let label = parser.text("the name of the node")?.into_owned();
        let set = match kind {
            "t" => None,
            "c" => Some(self.set(parser, 0)?),
            _ => {
                let place = parser.token.span();
                let player = parser.whole("the player who moves")?;
                let players = self.header.players.len();
                let Some(player) =
                    usize::try_from(player).ok().filter(|player| (1..=players).contains(player))
                else {
                    let message = format!("player {player} moves, expected 1 to {players}");
                    let finding = Diagnostic::error(Code::OutOfRange, message).at(place);
                    parser
                        .findings
                        .push(finding.hint("players are counted from 1; a node of chance starts with c"));
                    return None;
                };
                Some(self.set(parser, player)?)
            }
        };
        let outcome = self.outcome(parser)?;
        self.nodes.push(Node { label, set, outcome });
        match set {
            Some(set) => {
                let moves = self.sets[set as usize].actions.len();
                self.open.push(Open { place: start, left: moves, moves });
            }
            None => {
                // A path ends here, and with it every node whose last move this was.
                while let Some(open) = self.open.last_mut() {
                    open.left -= 1;
                    if open.left > 0 {
                        break;
                    }
                    self.open.pop();
                }
            }
        }
        Some(())
    }

    /// Reads the information set of a node; `mover` is 0 for chance.
    fn set(&mut self, parser: &mut Parser<'_>, mover: usize) -> Option<u32> {
        let what = if mover == 0 { "the set of a chance node" } else { "the information set of the node" };
        let place = parser.token.span();
        let number = parser.whole(what)?;
        if number == 0 && mover > 0 {
            let message = format!("information set 0 of player {mover}, expected a number from 1 on");
            parser.findings.push(Diagnostic::error(Code::OutOfRange, message).at(place));
            return None;
        }
        let known = self.set_by_number.get(&(mover, number)).copied();
        let name = (parser.token.kind == Kind::Text).then(|| parser.step());
        let is_described = parser.token.kind == Kind::Open;
        let braces = if is_described { self.read_actions(parser, mover)? } else { place };
        if let Some(set) = known {
            self.is_set_the_same(parser, set as usize, name, is_described.then_some(braces));
            return Some(set);
        }
        if !is_described {
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
            self.set_by_number.insert((mover, number), place);
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
        let message = match column.units().map(|units| units.total()) {
            None => format!("probabilities of {name} need a common denominator of more than 4,096 bits"),
            Some(_) if self.probabilities.iter().any(|one| one.rational().is_negative()) => {
                format!("{name} has a probability below 0, expected 0 or more")
            }
            Some(total) if total != 1 => {
                format!("probabilities of {name} add to {}, expected 1", short(&total.to_string()))
            }
            Some(_) => return,
        };
        let finding = Diagnostic::error(Code::ProbabilitySum, message).at(place);
        parser.findings.push(finding.hint("numbers are exact: write 1/3, not .333"));
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

    /// Reads the outcome of a node.
    fn outcome(&mut self, parser: &mut Parser<'_>) -> Option<Option<u32>> {
        let place = parser.token.span();
        let number = parser.whole("the outcome of the node")?;
        if number == 0 {
            if matches!(parser.token.kind, Kind::Text | Kind::Open) {
                let finding = Diagnostic::error(
                    Code::Contradiction,
                    "outcome 0 is described, expected none: 0 stands for no outcome",
                );
                parser.findings.push(finding.at(place).hint("give the outcome a number from 1 on"));
                return None;
            }
            return Some(None);
        }
        let known = self.outcome_by_number.get(&number).copied();
        let name = (parser.token.kind == Kind::Text).then(|| parser.step());
        let braces =
            if parser.token.kind == Kind::Open { Some(self.read_payoffs(parser, number)?) } else { None };
        if let Some(outcome) = known {
            self.is_outcome_the_same(parser, outcome as usize, name, braces);
            return Some(known);
        }
        let Some(braces) = braces else {
            let finding =
                Diagnostic::error(Code::Undescribed, format!("outcome {number} has no payoffs yet"));
            let payoffs = vec!["0"; self.header.players.len().min(8)].join(", ");
            parser.findings.push(
                finding.at(place).hint(format!("describe it where it is first named: \"\" {{ {payoffs} }}")),
            );
            return None;
        };
        let place = self.outcomes.len() as u32;
        let label = name.map(|name| parser.unquoted(name).into_owned()).unwrap_or_default();
        self.outcomes.push(Outcome { label, number });
        self.outcome_places.push(braces);
        self.outcome_by_number.insert(number, place);
        self.columns.iter_mut().zip(&self.payoffs).for_each(|(column, payoff)| column.push(payoff.clone()));
        Some(Some(place))
    }

    /// Reads `{ 1, -1 }`; what is missing counts as 0.
    fn read_payoffs(&mut self, parser: &mut Parser<'_>, outcome: u64) -> Option<Span> {
        let start = parser.step().start;
        self.payoffs.clear();
        let players = self.header.players.len();
        let mut found = 0_usize;
        while parser.token.kind != Kind::Close {
            if parser.accept(Kind::Comma) {
                continue;
            }
            let token = parser.expect(Kind::Number, "a payoff", "a number")?;
            let number = parser.number(token);
            if found < players {
                self.payoffs.push(number);
            }
            found += 1;
        }
        let span = Span { start, end: parser.step().end };
        if found != players {
            let found = counted(found, "payoff");
            let message = format!("outcome {outcome} has {found}, expected {players}, one for each player");
            parser.findings.push(Diagnostic::error(Code::WrongLength, message).at(span));
            self.payoffs.resize(players, Number::ZERO);
        }
        Some(span)
    }

    fn is_outcome_the_same(
        &self,
        parser: &mut Parser<'_>,
        outcome: usize,
        name: Option<Token>,
        again: Option<Span>,
    ) {
        let first = self.outcome_places[outcome];
        let called = format!("outcome {}", self.outcomes[outcome].number);
        if let Some(name) = name {
            other_name(parser, &called, name, &self.outcomes[outcome].label, first);
        }
        let Some(again) = again else { return };
        let pairs = self.columns.iter().zip(&self.payoffs).enumerate();
        let other = pairs.map(|(player, (column, payoff))| (player, column.get(outcome), payoff));
        if let Some((player, before, now)) = other.filter(|(_, before, now)| !before.is_same(now)).next() {
            let (before, now) = (before.rational().to_string(), now.rational().to_string());
            let message = format!(
                "{called} pays player {} {} here and {} before",
                player + 1,
                short(&now),
                short(&before)
            );
            let finding =
                Diagnostic::error(Code::Contradiction, message).at(again).also(first, "first described here");
            parser.findings.push(finding.hint("give it the same payoffs, or another number"));
        }
    }

    /// The game, once the file has ended.
    fn finish(mut self, parser: &mut Parser<'_>, comment: &str) -> Option<ExtensiveGame> {
        if let Some(open) = self.open.last().filter(|_| !self.is_torn) {
            let missing: usize = self.open.iter().map(|open| open.left).sum::<usize>() + 1 - self.open.len();
            let message = format!("the file ends, but the tree needs {} more", counted(missing, "node"));
            let words = format!(
                "{} of its {} followed",
                counted(open.moves - open.left, "node"),
                counted(open.moves, "move")
            );
            let finding = Diagnostic::error(Code::TreeShape, message).at(parser.token.span());
            let finding = finding.also(open.place.span(), words);
            parser.findings.push(finding.hint("a node with moves is followed by one node for each of them"));
        }
        if parser.findings.errors() > 0 {
            return None;
        }
        self.number_own_sets();
        let Tree { header: Header { title, players }, nodes, sets, outcomes, columns, .. } = self;
        let mut payoffs: Vec<Units> = Vec::with_capacity(players.len());
        for (player, column) in columns.into_iter().enumerate() {
            match column.units() {
                Some(units) => payoffs.push(units),
                None => parser.too_fine(&players, player),
            }
        }
        if payoffs.len() < players.len() {
            return None;
        }
        match ExtensiveGame::from_units(&title, players, nodes, sets, outcomes, payoffs) {
            Ok(game) => Some(game.with_comment(comment)),
            Err(error) => {
                parser.findings.push(Diagnostic::error(Code::TreeShape, error.to_string()));
                None
            }
        }
    }

    /// Gives the sets of chance with number 0 numbers that no other has.
    fn number_own_sets(&mut self) {
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

/// Warns of a name that differs from the first: only the first is kept.
fn other_name(parser: &mut Parser<'_>, called: &str, name: Token, first: &str, place: Span) {
    let found = parser.unquoted(name);
    if found == *first {
        return;
    }
    let message = format!("{called} is called \"{}\" here and \"{}\" before", short(&found), short(first));
    let finding =
        Diagnostic::warning(Code::Contradiction, message).at(name.span()).also(place, "first described here");
    parser.findings.push(finding.hint("the first name is kept; nothing else depends on it"));
}
