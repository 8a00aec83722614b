//! Reads `.nfg` files: games in normal form.
//!
//! ```text
//! NFG 1 R "title" { "player" "player" } { 3 2 } "comment"              numbers of strategies, or
//! NFG 1 R "title" { "player" "player" } { { "a" "b" } { "l" "r" } }    their names
//! 1 1  0 2  0 2  1 1                                                   payoffs of each profile, or
//! { { "win" 1, 0 } { "lose" 0, 1 } }  1 2 0 1                          outcomes, and which one each profile has
//! ```
//!
//! The strategy of the first player varies fastest. Outcome 0 pays nobody anything.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::format::game_number::{Column, units};
use crate::format::game_text::{Header, Kind, Parser, Token};
use crate::games::normal_form::{
    InvalidNormalForm, MAX_PAYOFFS, NormalFormGame, Outcomes, Player, profile_count,
};
use crate::model::check::counted;
use crate::numeric::grouped;

/// The strategies of a player as the file gives them.
enum Strategies {
    Count(u64),
    Names(Vec<String>),
}

impl Strategies {
    fn count(&self) -> usize {
        match self {
            Self::Count(count) => usize::try_from(*count).unwrap_or(usize::MAX),
            Self::Names(names) => names.len(),
        }
    }

    fn into_names(self) -> Vec<String> {
        match self {
            Self::Count(count) => (1..=count).map(|number| number.to_string()).collect(),
            Self::Names(names) => names,
        }
    }
}

/// What is known before the payoffs.
struct Frame {
    header: Header,
    strategies: Vec<Strategies>,
    comment: String,
    profiles: usize,
}

impl Frame {
    /// `6 profiles for 2 players`.
    fn size(&self) -> String {
        let players = counted(self.header.players.len(), "player");
        format!("{} for {players}", counted(self.profiles, "profile"))
    }

    /// The players; only called once the numbers of the file are there, so that they take no more room than it.
    fn players(header: Header, strategies: Vec<Strategies>) -> Vec<Player> {
        let pairs = header.players.into_iter().zip(strategies);
        pairs.map(|(name, strategies)| Player { name, strategies: strategies.into_names() }).collect()
    }
}

/// Reads a game; `None` if an error was found.
pub(crate) fn read(parser: &mut Parser<'_>) -> Option<NormalFormGame> {
    let frame = frame(parser)?;
    let game = if parser.token.kind == Kind::Open {
        outcome_form(parser, frame)
    } else {
        payoff_form(parser, frame)
    }?;
    Some(game)
}

fn frame(parser: &mut Parser<'_>) -> Option<Frame> {
    let header = parser.header("NFG", 1)?;
    let players = header.players.len();
    let start = parser.token;
    parser.expect(Kind::Open, "the list of strategies", "{ 2 2 } or { { \"a\" \"b\" } { \"c\" \"d\" } }")?;
    let mut strategies = Vec::new();
    let end = loop {
        match parser.token.kind {
            Kind::Close => break parser.step(),
            Kind::Open => strategies.push(Strategies::Names(names(parser)?)),
            _ => strategies.push(Strategies::Count(parser.whole("the number of strategies of a player")?)),
        }
    };
    let place = Span { start: start.start, end: end.end };
    if strategies.len() != players {
        let found = counted(strategies.len(), "player");
        let message =
            format!("strategies for {found}, expected {players}, one number or list for each player");
        parser.findings.push(Diagnostic::error(Code::WrongLength, message).at(place));
        return None;
    }
    let profiles = match profile_count(strategies.iter().map(Strategies::count)) {
        Ok(profiles) => profiles,
        Err(error) => {
            parser.findings.push(wrong_size(&error, &strategies).at(place));
            return None;
        }
    };
    let comment = parser.comment();
    Some(Frame { header, strategies, comment, profiles })
}

/// The names of one player's strategies.
fn names(parser: &mut Parser<'_>) -> Option<Vec<String>> {
    parser.step();
    let mut names = Vec::new();
    while parser.token.kind != Kind::Close {
        names.push(parser.text("the name of a strategy")?.into_owned());
    }
    parser.step();
    Some(names)
}

fn wrong_size(error: &InvalidNormalForm, strategies: &[Strategies]) -> Diagnostic {
    match error {
        InvalidNormalForm::TooLarge => {
            let sizes: Vec<String> = strategies.iter().take(8).map(|one| one.count().to_string()).collect();
            let more = if strategies.len() > sizes.len() { " x ..." } else { "" };
            let sizes = sizes.join(" x ");
            let most = grouped(MAX_PAYOFFS as u128);
            let message = format!("a game of {sizes}{more} has too many payoffs, at most {most} are read");
            Diagnostic::error(Code::TooLarge, message)
        }
        error => Diagnostic::error(Code::EmptyChoice, error.to_string()),
    }
}

/// Payoffs, profile after profile.
fn payoff_form(parser: &mut Parser<'_>, frame: Frame) -> Option<NormalFormGame> {
    let players = frame.header.players.len();
    let expected = frame.profiles * players;
    // Two bytes hold at most one number: a size that the file cannot fill gets no room.
    let room = frame.profiles.min(parser.bytes_left() / (2 * players) + 1);
    let mut columns = vec![Column::with_room(room); players];
    let (mut found, mut player) = (0_usize, 0);
    let mut beyond: Option<Token> = None;
    loop {
        match parser.token.kind {
            // A word among the payoffs is a number that cannot be read, not the end of reading.
            Kind::Number | Kind::Word if found < expected => {
                let token = parser.step();
                let number = parser.number(token);
                columns[player].push(number);
                player = if player + 1 == players { 0 } else { player + 1 };
                found += 1;
            }
            Kind::Number => {
                found += 1;
                beyond.get_or_insert(parser.step());
            }
            Kind::Comma => drop(parser.step()),
            Kind::End => break,
            _ => {
                if found < expected {
                    parser.misplaced("a payoff", "a number");
                } else {
                    parser.trailing("the last payoff");
                }
                return None;
            }
        }
        if parser.is_hopeless() {
            return None;
        }
    }
    if found != expected {
        let message =
            format!("the game has {}, expected {expected}: {}", counted(found, "payoff"), frame.size());
        let place = beyond.unwrap_or(parser.token).span();
        let label = if beyond.is_some() { "the first that is too many" } else { "" };
        let finding = Diagnostic::error(Code::WrongLength, message).at(place).label(label);
        parser
            .findings
            .push(finding.hint("each profile has one payoff for each player, one profile after the other"));
        return None;
    }
    let payoffs = units(columns).map_err(|player| parser.too_fine(&frame.header.players, player)).ok()?;
    let Frame { header, strategies, comment, .. } = frame;
    let title = header.title.clone();
    let players = Frame::players(header, strategies);
    finished(parser, NormalFormGame::from_units(&title, players, payoffs), &comment)
}

/// Outcomes with names, and the number of the outcome of each profile.
fn outcome_form(parser: &mut Parser<'_>, frame: Frame) -> Option<NormalFormGame> {
    let players = frame.header.players.len();
    let mut columns = vec![Column::default(); players];
    let mut labels: Vec<String> = Vec::new();
    parser.step();
    while !parser.accept(Kind::Close) {
        parser.expect(Kind::Open, "an outcome", "{ \"name\" and a payoff for each player }")?;
        let name = parser.token;
        labels.push(parser.text("the name of an outcome")?.into_owned());
        let mut found = 0;
        loop {
            match parser.token.kind {
                Kind::Close => break,
                Kind::Comma => drop(parser.step()),
                _ => {
                    let token = parser.expect(Kind::Number, "a payoff", "a number")?;
                    let number = parser.number(token);
                    if let Some(column) = columns.get_mut(found) {
                        column.push(number);
                    }
                    found += 1;
                }
            }
        }
        parser.step();
        if found != players {
            let message = format!(
                "outcome {} has {}, expected {players}, one for each player",
                labels.len(),
                counted(found, "payoff")
            );
            parser.findings.push(Diagnostic::error(Code::WrongLength, message).at(name.span()));
        }
        if parser.is_hopeless() {
            return None;
        }
    }
    let by_profile = by_profile(parser, &frame, labels.len())?;
    if parser.findings.errors() > 0 {
        return None;
    }
    let payoffs = units(columns).map_err(|player| parser.too_fine(&frame.header.players, player)).ok()?;
    let Frame { header, strategies, comment, .. } = frame;
    let title = header.title.clone();
    let players = Frame::players(header, strategies);
    let outcomes = Outcomes { labels, payoffs, by_profile };
    finished(parser, NormalFormGame::from_outcomes(&title, players, outcomes), &comment)
}

/// The outcome of each profile.
fn by_profile(parser: &mut Parser<'_>, frame: &Frame, outcomes: usize) -> Option<Vec<Option<u32>>> {
    let mut places = Vec::with_capacity(frame.profiles.min(parser.bytes_left() / 2 + 1));
    let mut found = 0_usize;
    let mut beyond: Option<Token> = None;
    loop {
        match parser.token.kind {
            Kind::End => break,
            Kind::Comma => drop(parser.step()),
            Kind::Number => {
                let token = parser.token;
                let outcome = parser.whole("the outcome of a profile")?;
                found += 1;
                if found > frame.profiles {
                    beyond.get_or_insert(token);
                    continue;
                }
                match u32::try_from(outcome).ok().filter(|_| outcome <= outcomes as u64) {
                    Some(outcome) => places.push(outcome.checked_sub(1)),
                    None => {
                        let message =
                            format!("profile {found} has outcome {outcome}, expected 0 to {outcomes}");
                        let finding = Diagnostic::error(Code::OutOfRange, message).at(token.span());
                        parser
                            .findings
                            .push(finding.hint("outcomes are counted from 1 in their order; 0 pays nothing"));
                    }
                }
            }
            _ => {
                if found < frame.profiles {
                    parser.misplaced("the outcome of a profile", "a whole number");
                } else {
                    parser.trailing("the outcome of the last profile");
                }
                return None;
            }
        }
        if parser.is_hopeless() {
            return None;
        }
    }
    if found != frame.profiles {
        let message = format!("outcomes for {}, expected {}", counted(found, "profile"), frame.profiles);
        let place = beyond.unwrap_or(parser.token).span();
        let label = if beyond.is_some() { "the first that is too many" } else { "" };
        parser.findings.push(Diagnostic::error(Code::WrongLength, message).at(place).label(label));
        return None;
    }
    Some(places)
}

fn finished(
    parser: &mut Parser<'_>,
    game: Result<NormalFormGame, InvalidNormalForm>,
    comment: &str,
) -> Option<NormalFormGame> {
    match game {
        Ok(game) => Some(game.with_comment(comment)),
        Err(error) => {
            parser.findings.push(Diagnostic::error(Code::TooLarge, error.to_string()));
            None
        }
    }
}
