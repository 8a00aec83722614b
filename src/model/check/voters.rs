//! Votes, and numbers that every player has one of.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Span, short};
use crate::model::check::blocs::Players;
use crate::model::check::{Checker, listed};
use crate::model::coalitions::{Coalitions, VotingRule};
use crate::model::{Name, Quantity};
use crate::numeric::Rational;

/// Quotas, weights and vetoes.
pub(super) fn voting(
    checker: &mut Checker<'_>,
    block: &Coalitions,
    rules: &[VotingRule],
    vetoes: &[Name],
    players: &Players<'_>,
) {
    let whole = !checker.gaps.one("coalitions", "worths");
    if rules.is_empty() && vetoes.is_empty() && whole {
        let message = "[coalitions.voting] has neither `rules` nor `vetoes`";
        let finding = Diagnostic::error(Code::EmptyChoice, message).at(block.span);
        checker.push(finding.hint("add [[coalitions.voting.rules]] with `quota` and `weights`"));
    }
    once_each(checker, vetoes.iter(), "`vetoes` of [coalitions.voting]", players);
    for (place, rule) in rules.iter().enumerate() {
        let rule_name = format!("voting rule {}", place + 1);
        if !rule.quota.value.is_positive() && whole {
            let message = format!("`quota` of {rule_name} is {}, expected more than 0", rule.quota.value);
            let finding = Diagnostic::error(Code::OutOfRange, message).at(rule.quota.span);
            checker.push(finding.hint("without a quota above 0 a coalition of nobody would win"));
        }
        let what = format!("`weights` of {rule_name}");
        let sound = once_each(checker, rule.weights.iter().map(|(name, _)| name), &what, players);
        for (name, weight) in &rule.weights {
            not_negative(
                checker,
                &format!("`weights.{}` of {rule_name}", short(&name.text)),
                weight,
                name.span,
            );
        }
        let total: Rational = rule.weights.iter().map(|(_, weight)| &weight.value).sum();
        if sound && whole && rule.quota.value > total {
            let message = format!(
                "`quota` of {rule_name} is {}, but all players together weigh {total}: no coalition wins",
                rule.quota.value
            );
            let finding = Diagnostic::warning(Code::UnreachableQuota, message).at(rule.quota.span);
            checker.push(finding.hint("lower the quota, or mend the weights"));
        }
    }
}

/// Players that are known and named once each; `false` if one is not.
fn once_each<'n>(
    checker: &mut Checker<'_>,
    names: impl Iterator<Item = &'n Name>,
    what: &str,
    players: &Players<'_>,
) -> bool {
    let mut seen = BTreeSet::new();
    let mut sound = true;
    for name in names {
        if !seen.insert(name.as_str()) {
            let message = format!("party `{}` is given twice in {what}", short(&name.text));
            checker.push(Diagnostic::error(Code::DuplicateId, message).at(name.span));
            sound = false;
        } else {
            sound &= players.known(checker, name, what).is_some();
        }
    }
    sound
}

/// One number for each player, none below 0.
pub(super) fn per_player(
    checker: &mut Checker<'_>,
    numbers: &[(Name, Quantity)],
    what: &str,
    players: &Players<'_>,
    whole: bool,
) {
    let sound = once_each(checker, numbers.iter().map(|(name, _)| name), what, players);
    for (name, number) in numbers {
        not_negative(checker, &format!("{what} for `{}`", short(&name.text)), number, name.span);
    }
    let named: BTreeSet<&str> = numbers.iter().map(|(name, _)| name.as_str()).collect();
    let missing = || players.names().iter().map(Name::as_str).filter(|name| !named.contains(name));
    if sound && whole && players.is_whole && missing().next().is_some() {
        let message = format!("{what} has no number for {}", listed(missing()));
        let span = numbers.first().and_then(|(name, _)| name.span);
        let finding = Diagnostic::error(Code::MissingKey, message).at(span);
        checker.push(finding.hint("name every player, with 0 for one that has none"));
    }
}

/// Reports a number below 0.
pub(super) fn not_negative(checker: &mut Checker<'_>, what: &str, number: &Quantity, at: Option<Span>) {
    if number.value.is_negative() {
        let message = format!("{what} is {}, expected 0 or more", number.value);
        checker.push(Diagnostic::error(Code::OutOfRange, message).at(number.span.or(at)));
    }
}
