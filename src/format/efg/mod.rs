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

mod outcomes;
mod sets;

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Span, short};
use crate::format::game_number::{Column, Number, units};
use crate::format::game_text::{Header, Kind, Parser, Token};
use crate::games::extensive::{ExtensiveGame, InformationSet, Node, Outcome};
use crate::model::check::counted;

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
    /// The place of a set by its mover, chance being 0, and its number; none if its description cannot be read.
    set_by_number: HashMap<(usize, u64), Option<u32>>,
    outcomes: Vec<Outcome>,
    outcome_places: Vec<Span>,
    outcome_by_number: HashMap<u64, Option<u32>>,
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
            if parser.token.kind == Kind::Unclosed {
                parser.misplaced("the next node", "c, p or t");
            }
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

    /// The game, once the file has ended.
    fn finish(mut self, parser: &mut Parser<'_>, comment: &str) -> Option<ExtensiveGame> {
        if let Some(open) = self.open.last().filter(|_| !self.is_torn) {
            let missing: usize = self.open.iter().map(|open| open.left).sum::<usize>() + 1 - self.open.len();
            let message = format!("the file ends, but the tree needs {} more", counted(missing, "node"));
            let words = format!("{} of its {} moves have their node", open.moves - open.left, open.moves);
            let finding = Diagnostic::error(Code::TreeShape, message).at(parser.token.span());
            let finding = finding.also(open.place.span(), words);
            parser.findings.push(finding.hint("a node with moves is followed by one node for each of them"));
        }
        if parser.findings.errors() > 0 {
            return None;
        }
        self.number_own_sets();
        let Tree { header: Header { title, players }, nodes, sets, outcomes, columns, .. } = self;
        let payoffs = units(columns).map_err(|player| parser.too_fine(&players, player)).ok()?;
        match ExtensiveGame::from_units(&title, players, nodes, sets, outcomes, payoffs) {
            Ok(game) => Some(game.with_comment(comment)),
            Err(error) => {
                parser.findings.push(Diagnostic::error(Code::TreeShape, error.to_string()));
                None
            }
        }
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
