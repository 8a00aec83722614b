//! Rows for a spreadsheet.
//!
//! A field with a comma, a quote or a line break is quoted, as RFC 4180 has it. Numbers are written as
//! decimals where they end, else as the nearest double.

use indexmap::IndexMap;

use crate::numeric::Rational;
use crate::report::number::{Num, Numbers};
use crate::report::sections::coalitions::CoalitionsAnswer;
use crate::report::sections::compose::ComposeAnswer;
use crate::report::sections::divide::DivideAnswer;
use crate::report::sections::equilibria::EquilibriaAnswer;
use crate::report::sections::explain::ExplainAnswer;
use crate::report::sections::interval::IntervalData;
use crate::report::sections::power::PowerAnswer;
use crate::report::sections::sequence::{GainData, SequenceAnswer};
use crate::report::sections::show::ShowAnswer;
use crate::report::sections::solve::SolveAnswer;
use crate::report::sections::solve_set::SolveSetAnswer;
use crate::report::sections::threshold::ThresholdAnswer;
use crate::report::sections::zone::PartyRoom;

/// One row of fields.
fn row(fields: &[String]) -> String {
    let quoted = fields.iter().map(|field| {
        if field.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", field.replace('"', "\"\""))
        } else {
            field.clone()
        }
    });
    let mut line = quoted.collect::<Vec<_>>().join(",");
    line.push('\n');
    line
}

fn number(value: &Rational) -> String {
    if value.is_integer() { value.to_string() } else { value.to_f64().to_string() }
}

/// One row for each party: walk-away value, best and slack.
#[must_use]
pub fn zone(parties: &IndexMap<String, PartyRoom>) -> String {
    let mut text = row(&["party", "walk_away", "best", "slack"].map(str::to_owned));
    for (id, room) in parties {
        let cell = |value: &Option<crate::report::number::Num>| {
            value.as_ref().map(|value| number(&value.0)).unwrap_or_default()
        };
        text.push_str(&row(&[id.clone(), number(&room.walk_away.0), cell(&room.best), cell(&room.slack)]));
    }
    text
}

/// One row for each concept: its status, the level of each issue and each party's utility and gain.
#[must_use]
pub fn solve(answer: &SolveAnswer) -> String {
    let issues: Vec<&String> = answer.view.issues.keys().collect();
    let parties: Vec<&String> = answer.view.walk_away.keys().collect();
    let mut header = vec!["concept".to_owned(), "status".to_owned()];
    header.extend(issues.iter().map(|&issue| issue.clone()));
    for what in ["utility", "gain"] {
        header.extend(parties.iter().map(|party| format!("{what}_{party}")));
    }
    let mut text = row(&header);
    for (id, solution) in &answer.solutions {
        let mut fields = vec![id.clone(), solution.status.clone()];
        match &solution.value {
            Some(value) => {
                fields.extend(issues.iter().map(|&issue| value.package[issue].clone()));
                fields.extend(parties.iter().map(|&party| number(&value.utilities[party].0)));
                fields.extend(parties.iter().map(|&party| number(&value.gains[party].0)));
            }
            None => fields.resize(header.len(), String::new()),
        }
        text.push_str(&row(&fields));
    }
    text
}

/// One row for each concept over a convex set: its status, each party's utility and gain, and the gap.
#[must_use]
pub fn solve_set(answer: &SolveSetAnswer) -> String {
    let parties: Vec<&String> = answer.view.walk_away.keys().collect();
    let mut header = vec!["concept".to_owned(), "status".to_owned()];
    for what in ["utility", "gain"] {
        header.extend(parties.iter().map(|party| format!("{what}_{party}")));
    }
    header.push("gap".to_owned());
    let mut text = row(&header);
    for (id, solution) in &answer.solutions {
        let mut fields = vec![id.clone(), solution.status.clone()];
        for numbers in [&solution.utilities, &solution.gains] {
            let own = |party: &&String| numbers.get(*party).map(|one| number(&one.0)).unwrap_or_default();
            fields.extend(parties.iter().map(own));
        }
        fields.push(if solution.status == "found" { number(&solution.gap.0) } else { String::new() });
        text.push_str(&row(&fields));
    }
    text
}

/// One row for each number of the case: path, value, range and source.
#[must_use]
pub fn show(answer: &ShowAnswer) -> String {
    let mut text = row(&["path", "value", "low", "high", "source", "note"].map(str::to_owned));
    for entry in &answer.show.numbers {
        let cell = |value: &Option<crate::report::number::Num>| {
            value.as_ref().map(|value| number(&value.0)).unwrap_or_default()
        };
        text.push_str(&row(&[
            entry.path.clone(),
            number(&entry.value.0),
            cell(&entry.low),
            cell(&entry.high),
            entry.source.clone().unwrap_or_default(),
            entry.note.clone().unwrap_or_default(),
        ]));
    }
    text
}

/// One row for each line: the account that it stands in, what it is about, its operation and terms, and its value.
#[must_use]
pub fn explain(answer: &ExplainAnswer) -> String {
    let header = ["account", "line", "kind", "what", "level", "operation", "terms", "value", "exact"];
    let mut text = row(&header.map(str::to_owned));
    for account in &answer.explain.accounts {
        for (place, line) in account.lines.iter().enumerate() {
            let terms: Vec<&str> = line.terms.iter().map(|term| term.exact.as_str()).collect();
            text.push_str(&row(&[
                account.path.clone(),
                place.to_string(),
                line.kind.clone(),
                line.what.clone().unwrap_or_default(),
                line.level.clone().unwrap_or_default(),
                line.operation.clone(),
                terms.join(" "),
                number(&line.value.0),
                line.exact.clone(),
            ]));
        }
    }
    text
}

/// One row for each player: what each concept gives it.
#[must_use]
pub fn coalitions(answer: &CoalitionsAnswer) -> String {
    let data = &answer.coalitional;
    let valued: Vec<(&String, &Numbers)> =
        data.values.iter().filter_map(|(id, value)| Some((id, value.value.as_ref()?))).collect();
    let mut header = vec!["player".to_owned()];
    header.extend(valued.iter().map(|(id, _)| (*id).clone()));
    let mut text = row(&header);
    for player in &data.players {
        let cells =
            valued.iter().map(|(_, value)| value.get(player).map(|one| number(&one.0)).unwrap_or_default());
        text.push_str(&row(&std::iter::once(player.clone()).chain(cells).collect::<Vec<_>>()));
    }
    text
}

/// One row for each player: each index.
#[must_use]
pub fn power(answer: &PowerAnswer) -> String {
    let mut header = vec!["player".to_owned()];
    header.extend(answer.power.keys().cloned());
    let mut text = row(&header);
    for player in answer.view.names.keys() {
        let cells = answer
            .power
            .values()
            .map(|value| value.get(player).map(|one| number(&one.0)).unwrap_or_default());
        text.push_str(&row(&std::iter::once(player.clone()).chain(cells).collect::<Vec<_>>()));
    }
    text
}

/// One row for each candidate: how often it is in, and how often it matters.
#[must_use]
pub fn compose(answer: &ComposeAnswer) -> String {
    let mut text = row(&["candidate", "present", "pivotal", "share"].map(str::to_owned));
    for (id, member) in &answer.compose.members {
        let counts = [member.present.0.to_string(), member.pivotal.0.to_string(), number(&member.share.0)];
        text.push_str(&row(&std::iter::once(id.clone()).chain(counts).collect::<Vec<_>>()));
    }
    text
}

/// One row for each principle, item and party that gets something of it.
#[must_use]
pub fn divide(answer: &DivideAnswer) -> String {
    let mut text = row(&["concept", "item", "party", "share", "points"].map(str::to_owned));
    for (id, division) in &answer.solutions {
        for (party, gets) in &division.gets {
            for (item, share) in gets {
                let points = &share.0 * &answer.items[item][party].0;
                let fields = [id.clone(), item.clone(), party.clone(), number(&share.0), number(&points)];
                text.push_str(&row(&fields));
            }
        }
    }
    text
}

/// One row for each equilibrium, player and strategy or action that is played: its probability, and what the player gets.
#[must_use]
pub fn equilibria(answer: &EquilibriaAnswer) -> String {
    let header = ["equilibrium", "player", "information_set", "strategy", "probability", "payoff", "regret"];
    let mut text = row(&header.map(str::to_owned));
    for (place, one) in answer.equilibria.iter().enumerate() {
        for player in &answer.game.players {
            let numbers =
                |numbers: &Numbers| numbers.get(player).map(|one| number(&one.0)).unwrap_or_default();
            let (payoff, regret) = (numbers(&one.payoffs), numbers(&one.regrets));
            let mut push = |set: &str, strategies: &Numbers| {
                for (strategy, probability) in strategies.iter().filter(|(_, number)| !number.0.is_zero()) {
                    let fields = [
                        (place + 1).to_string(),
                        player.clone(),
                        set.to_owned(),
                        strategy.clone(),
                        number(&probability.0),
                    ];
                    text.push_str(&row(&[&fields[..], &[payoff.clone(), regret.clone()]].concat()));
                }
            };
            match one.behaviour.get(player).filter(|sets| !sets.is_empty()) {
                Some(sets) => sets.iter().for_each(|(set, actions)| push(set, actions)),
                None => one.strategies.get(player).into_iter().for_each(|strategies| push("", strategies)),
            }
        }
    }
    text
}

/// One row for each variant and party: what its step in the plan gives it, in each case that chance makes.
#[must_use]
pub fn sequence(answer: &SequenceAnswer) -> String {
    let mut text =
        row(&["variant", "works", "signed", "probability_works", "party", "case", "gain"].map(str::to_owned));
    for (id, variant) in &answer.sequence.variants {
        let works = variant.works.map(|works| works.to_string()).unwrap_or_default();
        let chances = [number(&variant.probability_signed.0), number(&variant.probability_works.0)];
        for (party, gain) in &variant.gains {
            let gains = match gain {
                GainData::One(gain) => vec![(String::new(), gain)],
                GainData::Each(gains) => gains.iter().map(|(case, gain)| (case.clone(), gain)).collect(),
            };
            for (case, gain) in gains {
                let [signed, chance] = chances.clone();
                let fields =
                    [id.clone(), works.clone(), signed, chance, party.clone(), case, number(&gain.0)];
                text.push_str(&row(&fields));
            }
        }
    }
    text
}

/// One row for each interval of open values; for a second number its value first, and a row without ends where there is no
/// zone.
#[must_use]
pub fn threshold(answer: &ThresholdAnswer) -> String {
    let fields = |one: &IntervalData| {
        let end = |end: &Option<Num>| end.as_ref().map(|end| number(&end.0)).unwrap_or_default();
        [end(&one.from), end(&one.to), one.from_closed.to_string(), one.to_closed.to_string()]
    };
    let header = ["from", "to", "from_closed", "to_closed"].map(str::to_owned);
    let Some(region) = &answer.threshold.region else {
        let rows = answer.threshold.intervals.iter().map(|one| row(&fields(one)));
        return row(&header) + &rows.collect::<String>();
    };
    let mut text = row(&[&[region.and.clone()][..], &header[..]].concat());
    for one in &region.rows {
        let at = [number(&one.at.0)];
        match one.intervals.as_deref() {
            Some([]) => text.push_str(&row(&[&at[..], &[const { String::new() }; 4][..]].concat())),
            Some(list) => {
                list.iter().for_each(|open| text.push_str(&row(&[&at[..], &fields(open)[..]].concat())))
            }
            None => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::row;

    #[test]
    fn fields_with_commas_and_quotes_are_quoted() {
        let fields = ["plain".to_owned(), "a, b".to_owned(), "say \"no\"".to_owned()];
        assert_eq!(row(&fields), "plain,\"a, b\",\"say \"\"no\"\"\"\n");
    }
}
