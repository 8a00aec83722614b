//! Numbers that do not say where they come from: one finding for each block, not for each number.

use crate::diagnostic::{Code, Diagnostic, Span, short};
use crate::model::check::{Checker, counted};
use crate::model::path::{Entry, numbers, numbers_without_path};

/// Runs the check of this file.
pub(super) fn check(checker: &mut Checker<'_>) {
    let case = checker.case;
    let entries = numbers(case);
    let blocks = entries.chunk_by(|one, other| block(&one.path) == block(&other.path));
    for entries in blocks {
        let without: Vec<&Entry<'_>> = entries.iter().filter(|entry| entry.source.is_none()).collect();
        let Some(first) = without.first() else { continue };
        let (table, id) = block(&first.path);
        if doubtful(checker, table, id) {
            continue;
        }
        let (what, header, span) = described(checker, table, id);
        let verb = if without.len() == 1 { "has" } else { "have" };
        let message = format!("{} of {what} {verb} no source", counted(without.len(), "number"));
        let hint = format!("add source = \"NAME\" to {header}, with a NAME from [sources]");
        let span = span.or(first.quantity.span);
        checker.push(Diagnostic::warning(Code::MissingSource, message).at(span).hint(hint));
    }
    if let Some(game) = case.game.as_ref().filter(|game| game.source.is_none()) {
        let (payoffs, verb) = (game.form.payoffs(), if game.form.payoffs() == 1 { "has" } else { "have" });
        let message = format!("{} of [game] {verb} no source", counted(payoffs, "payoff"));
        let finding = Diagnostic::warning(Code::MissingSource, message).at(game.span);
        checker.push(finding.hint(match game.span {
            Some(_) => "add source = \"NAME\" to [game], with a NAME from [sources]",
            None => "a game file cannot say where its numbers come from; [game] of a case file can",
        }));
    }
    let plain = numbers_without_path(case);
    if plain > 0 && !checker.gaps.one("coalitions", "worths") {
        let verb = if plain == 1 { "has" } else { "have" };
        let message = format!("{} of the game {verb} no source", counted(plain, "number"));
        let span = case.coalitions.as_ref().and_then(|block| block.span);
        let finding = Diagnostic::warning(Code::MissingSource, message).at(span);
        checker.push(finding.hint("a plain game cannot say where its numbers come from; a case file can"));
    }
}

/// The table and the id, or the place in the list, of the block that a path leads into.
fn block(path: &str) -> (&str, &str) {
    let (table, rest) = path.split_at(path.find(['.', '[']).unwrap_or(path.len()));
    match table {
        "bargaining" | "coalitions" | "contact_group" | "sequence" => (table, ""),
        "interactions" => (table, rest.trim_start_matches('[').split(']').next().unwrap_or_default()),
        _ => (table, rest.trim_start_matches('.').split('.').next().unwrap_or_default()),
    }
}

fn doubtful(checker: &Checker<'_>, table: &str, id: &str) -> bool {
    match table {
        // These are read in parts; their numbers inherit one source, which is read with the whole.
        "coalitions" | "contact_group" | "sequence" => checker.findings.errors() > 0,
        _ => ["parties", "issues", "interactions", "limits", "shocks", "bargaining"]
            .iter()
            .any(|one| *one == table && checker.gaps.one(one, id)),
    }
}

/// What a sentence calls the block, how its header looks, and where it stands.
fn described(checker: &Checker<'_>, table: &str, id: &str) -> (String, String, Option<Span>) {
    let case = checker.case;
    let shown = short(id);
    let (kind, span) = match table {
        "parties" => ("party", case.party(id).and_then(|one| one.id.span)),
        "issues" => ("issue", case.issue(id).and_then(|one| one.id.span)),
        "limits" => ("limit", case.limit(id).and_then(|one| one.id.span)),
        "shocks" => ("shock", case.shock(id).and_then(|one| one.id.span)),
        "interactions" => {
            let place = id.parse::<usize>().map_or(0, |place| place + 1);
            return (format!("interaction {place}"), "its [[interactions]]".to_owned(), None);
        }
        "coalitions" => {
            let span = case.coalitions.as_ref().and_then(|block| block.span);
            return ("[coalitions]".to_owned(), "[coalitions]".to_owned(), span);
        }
        "sequence" => {
            let span = case.sequence.as_ref().and_then(|block| block.span);
            return ("[sequence]".to_owned(), "[sequence]".to_owned(), span);
        }
        "contact_group" => return ("[contact_group]".to_owned(), "[contact_group]".to_owned(), None),
        _ => return ("[bargaining]".to_owned(), "[bargaining]".to_owned(), None),
    };
    (format!("{kind} `{shown}`"), format!("[{table}.{shown}]"), span)
}
