//! The outcomes of an `.efg` file: described once, compared when they are described again.

use crate::diagnostic::{Code, Diagnostic, Span, short};
use crate::format::efg::{Tree, other_name};
use crate::format::game_number::Number;
use crate::format::game_text::{Kind, Parser, Token};
use crate::games::extensive::Outcome;
use crate::model::check::counted;

impl Tree {
    /// Reads the outcome of a node.
    pub(crate) fn outcome(&mut self, parser: &mut Parser<'_>) -> Option<Option<u32>> {
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
        if known.is_none() {
            self.outcome_by_number.insert(number, None);
        }
        let name = (parser.token.kind == Kind::Text).then(|| parser.step());
        let braces =
            if parser.token.kind == Kind::Open { Some(self.read_payoffs(parser, number)?) } else { None };
        if let Some(Some(outcome)) = known {
            self.is_outcome_the_same(parser, outcome as usize, name, braces);
            return Some(Some(outcome));
        }
        let Some(braces) = braces else {
            // Said once: every later node with the outcome would say it again.
            if known.is_some() {
                return Some(None);
            }
            let finding =
                Diagnostic::error(Code::Undescribed, format!("outcome {number} has no payoffs yet"));
            let payoffs = vec!["0"; self.header.players.len().min(8)].join(", ");
            parser.findings.push(
                finding.at(place).hint(format!("describe it where it is first named: \"\" {{ {payoffs} }}")),
            );
            return Some(None);
        };
        let place = self.outcomes.len() as u32;
        let label = name.map(|name| parser.unquoted(name).into_owned()).unwrap_or_default();
        self.outcomes.push(Outcome { label, number });
        self.outcome_places.push(braces);
        self.outcome_by_number.insert(number, Some(place));
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
        let mut other = pairs.map(|(player, (column, payoff))| (player, column.get(outcome), payoff));
        if let Some((player, before, now)) = other.find(|(_, before, now)| !before.is_same(now)) {
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
}
