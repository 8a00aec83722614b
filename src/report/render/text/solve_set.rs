//! The screen of solutions over lotteries and convex sets: which points the principles pick, side by side.

use indexmap::IndexMap;

use crate::numeric::Rational;
use crate::report::render::text::{WIDTH, block, flags, next, paragraph, quoted, what_ifs};
use crate::report::sections::common::Package;
use crate::report::sections::solve_set::{LotteryPart, SetSolution, SolveSetAnswer, compares};
use crate::report::wording::{both, count_word, percent, wrap_items};

/// Parties side by side in one table.
const SIDE_BY_SIDE: usize = 5;

/// Columns of the name of a principle.
const FIRST: usize = 26;

/// Outcomes of lotteries that get a letter of their own.
const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// A point with the principles that pick it.
struct Row<'a> {
    concepts: Vec<&'a str>,
    solution: &'a SetSolution,
}

/// The solutions as a person reads them.
#[must_use]
pub fn solve_set(answer: &SolveSetAnswer) -> String {
    let view = &answer.view;
    let mut text = format!("{}\n", view.title);
    text.push_str(&what_ifs(&answer.head.what_if, &answer.head.readings));
    text.push('\n');
    let (case, what_if) = (quoted(&view.case), flags(&answer.head.what_if));
    match answer.status.as_str() {
        "empty" => {
            text.push_str(&paragraph(
                "NO ZONE: nothing leaves everybody as well off as walking away, so there is nothing to pick.",
                0,
            ));
            let after = if answer.over == "set" { "show" } else { "why-not" };
            return text + &next(&[format!("zopa {after} {case}{what_if}")]);
        }
        "unbounded" => {
            return text
                + &paragraph(
                    "NO ANSWER: gains grow without end; the set needs another row that bounds them.",
                    0,
                );
        }
        _ => {}
    }
    let rows = rows(answer);
    if rows.is_empty() {
        text.push_str("NO POINT: none of the principles asked for picks one.\n");
    } else {
        text.push_str(&paragraph(&headline(answer, &rows), 0));
        text.push('\n');
        let parties: Vec<&String> = view.walk_away.keys().collect();
        let cells = rows.iter().flat_map(|row| parties.iter().map(|party| cell(answer, row, party)));
        let heads = parties.iter().map(|party| head(answer, party));
        let widest = cells.chain(heads).map(|cell| cell.chars().count()).max().unwrap_or(1);
        let fitting = ((WIDTH - 2 - FIRST) / (widest + 1)).clamp(1, SIDE_BY_SIDE);
        for part in parties.chunks(fitting) {
            let width = ((WIDTH - 2 - FIRST) / part.len()).min((widest + 1).max(22));
            table(answer, part, &rows, width, &mut text);
        }
        draws(answer, &rows, &mut text);
        on_curve(answer, &rows, &mut text);
    }
    for (id, solution) in &answer.solutions {
        notes(answer, id, solution, &mut text);
    }
    if rows.iter().any(|row| row.concepts.iter().any(|id| compares(id))) {
        text.push_str("  * compares gains across parties: only meaningful if their scales are comparable.\n");
    }
    for warning in &answer.warnings {
        text.push_str(&paragraph(&format!("Warning: {warning}."), 2));
    }
    text.push('\n');
    text.push_str(&paragraph(&checked(answer), 0));
    let mut commands = vec![format!("zopa solve {case}{what_if} --over {} --json", answer.over)];
    if answer.over != "set" {
        commands.insert(0, format!("zopa solve {case}{what_if}"));
    }
    text + &next(&commands)
}

/// The distinct points, in the order in which concepts first pick them.
fn rows(answer: &SolveSetAnswer) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    for (id, solution) in answer.solutions.iter().filter(|(_, solution)| solution.status == "found") {
        let same =
            |row: &&mut Row<'_>| row.solution.gains == solution.gains && row.solution.ends == solution.ends;
        match rows.iter_mut().find(same) {
            Some(row) => row.concepts.push(id),
            None => rows.push(Row { concepts: vec![id], solution }),
        }
    }
    rows
}

fn headline(answer: &SolveSetAnswer, rows: &[Row<'_>]) -> String {
    let principles: usize = rows.iter().map(|row| row.concepts.len()).sum();
    let word = |count: usize, noun: &str| {
        let text = format!("{} {noun}{}", count_word(count), if count == 1 { "" } else { "s" });
        let mut letters = text.chars();
        let first: String = letters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
        (first + letters.as_str(), text.clone())
    };
    let agree = if rows.len() == 1 && principles > 1 { ": they agree" } else { "" };
    let (principles, points) = (word(principles, "principle").0, word(rows.len(), "point").1);
    let space = if answer.status == "undecided" {
        format!("{}, as far as time allowed", answer.view.space)
    } else {
        answer.view.space.clone()
    };
    format!("{principles}, {points}{agree}. Over {space}.")
}

fn title(id: &str) -> String {
    let title =
        crate::concepts::concept(crate::concepts::Family::Bargaining, id).map_or(id, |concept| concept.title);
    if compares(id) { format!("{title}*") } else { title.to_owned() }
}

fn titles(concepts: &[&str]) -> String {
    concepts.iter().map(|id| title(id)).collect::<Vec<_>>().join(", ")
}

/// One line for each point, broken where the principles that pick it need more room.
fn table(answer: &SolveSetAnswer, parties: &[&String], rows: &[Row<'_>], width: usize, text: &mut String) {
    let line = |head: &str, cells: &[String]| {
        let wrapped = wrap_items(&[head.to_owned()], 0, FIRST - 2);
        let mut lines = wrapped.lines();
        let mut out = format!("  {:<FIRST$}", lines.next().unwrap_or_default());
        for cell in cells {
            out.push_str(&format!("{cell:<width$}"));
        }
        let mut out = format!("{}\n", out.trim_end());
        lines.for_each(|more| out.push_str(&format!("  {more}\n")));
        out
    };
    let heads = parties.iter().map(|party| head(answer, party));
    text.push_str(&line("picked by", &heads.collect::<Vec<_>>()));
    for row in rows {
        let cells = parties.iter().map(|party| cell(answer, row, party));
        text.push_str(&line(&titles(&row.concepts), &cells.collect::<Vec<_>>()));
    }
}

fn head(answer: &SolveSetAnswer, party: &str) -> String {
    let view = &answer.view;
    format!("{party} over {}", view.decimals.write(&view.walk_away[party]))
}

/// What a party has at a point, and gains.
fn cell(answer: &SolveSetAnswer, row: &Row<'_>, party: &str) -> String {
    let decimals = answer.view.decimals;
    let (utility, gain) = (&row.solution.utilities[party].0, &row.solution.gains[party].0);
    // The mark of a rounded utility holds for its gain too.
    format!("{} ({})", decimals.write(utility), decimals.write_signed(gain).replace('~', ""))
}

/// What lotteries draw: each outcome once under a letter, then how likely each principle makes it.
fn draws(answer: &SolveSetAnswer, rows: &[Row<'_>], text: &mut String) {
    let mut outcomes: Vec<&LotteryPart> = Vec::new();
    for part in rows.iter().flat_map(|row| &row.solution.lottery) {
        let same = |known: &&&LotteryPart| known.package == part.package && known.vertex == part.vertex;
        if outcomes.iter().find(same).is_none() {
            outcomes.push(part);
        }
    }
    if outcomes.is_empty() || outcomes.len() > LETTERS.len() {
        return;
    }
    let letter = |part: &LotteryPart| {
        let place = outcomes.iter().position(|one| one.package == part.package && one.vertex == part.vertex);
        place.and_then(|place| LETTERS.chars().nth(place)).unwrap_or('?')
    };
    let drawn = rows.iter().map(|row| {
        let shares: Vec<String> = match row.solution.lottery.as_slice() {
            [only] => vec![format!("{} for sure", letter(only))],
            several => several
                .iter()
                .map(|part| format!("{} {}", letter(part), percent(&part.probability.0)))
                .collect(),
        };
        format!("{}: {}", titles(&row.concepts), shares.join(", "))
    });
    text.push_str(&block("Drawn by lot", &drawn.collect::<Vec<_>>()));
    let packages: Vec<&Package> = outcomes.iter().filter_map(|part| part.package.as_ref()).collect();
    let differs = |issue: &str| packages.windows(2).any(|pair| pair[0].get(issue) != pair[1].get(issue));
    if let [first, _, ..] = packages.as_slice() {
        let issues = named(answer, first, &|issue| differs(issue), &|label, _| label.to_owned());
        text.push_str(&paragraph(&format!("where a letter stands for {}:", issues.join(" / ")), 2));
    }
    for part in &outcomes {
        let items = match (&part.package, part.vertex) {
            (Some(package), _) if packages.len() > 1 => {
                let levels = named(answer, package, &|issue| differs(issue), &|_, level| level.to_owned());
                vec![levels.join(" / ")]
            }
            (Some(package), _) => {
                named(answer, package, &|_| true, &|label, level| format!("{label}: {level}"))
            }
            (None, Some(vertex)) => {
                let worth: Vec<String> =
                    part.utilities.values().map(|one| answer.view.decimals.write(&one.0)).collect();
                vec![format!("point {}: ({})", vertex + 1, worth.join(", "))]
            }
            (None, None) => continue,
        };
        let lead = format!("  {:<4}", letter(part));
        text.push_str(&format!("{lead}{}\n", wrap_items(&items, lead.len(), WIDTH)));
    }
    if let [first, _, ..] = packages.as_slice() {
        let same =
            named(answer, first, &|issue| !differs(issue), &|label, level| format!("{label}: {level}"));
        if !same.is_empty() {
            text.push_str(&block("In all", &same));
        }
    }
}

/// Where on a curve each principle puts the point, if the case gives a curve.
fn on_curve(answer: &SolveSetAnswer, rows: &[Row<'_>], text: &mut String) {
    let place = |row: &Row<'_>| {
        let parameter = row.solution.parameter.as_ref()?;
        Some(format!("{}: s = {}", titles(&row.concepts), answer.view.decimals.write(&parameter.0)))
    };
    let places: Vec<String> = rows.iter().filter_map(place).collect();
    if !places.is_empty() {
        text.push_str(&block("On the curve", &places));
    }
}

/// What `say` makes of the label of each issue that is `wanted` and its level in a package, with its unit.
fn named(
    answer: &SolveSetAnswer,
    package: &Package,
    wanted: &dyn Fn(&str) -> bool,
    say: &dyn Fn(&str, &str) -> String,
) -> Vec<String> {
    let issues: &IndexMap<String, (String, String)> = &answer.view.issues;
    let shown = package.iter().filter(|(issue, _)| wanted(issue));
    let open = shown.filter_map(|(issue, level)| Some((issues.get(issue)?, level)));
    open.map(|((label, unit), level)| match unit.as_str() {
        "" => say(label, level),
        unit => say(label, &format!("{level} {unit}")),
    })
    .collect()
}

fn notes(answer: &SolveSetAnswer, id: &str, solution: &SetSolution, text: &mut String) {
    let name = title(id);
    let view = &answer.view;
    if let Some(reason) = &solution.reason {
        let verb = if solution.status == "undecided" { "was not settled" } else { "is not defined" };
        text.push_str(&paragraph(&format!("{name} {verb}: {reason}."), 2));
    }
    if !solution.ends.is_empty() {
        let best = solution.ends.iter().map(|(party, end)| {
            let worth: Vec<String> = end.utilities.values().map(|one| view.decimals.write(&one.0)).collect();
            format!("({}) is best for {party}", worth.join(", "))
        });
        let best = both(&best.collect::<Vec<_>>());
        text.push_str(&paragraph(
            &format!("{name} is met at more than one point: {best}; the mean is shown."),
            2,
        ));
    }
    if !solution.left_out.is_empty() {
        let verb = if solution.left_out.len() == 1 { "gains" } else { "gain" };
        let sentence = format!("{name} leaves out {}, who {verb} nothing at best.", both(&solution.left_out));
        text.push_str(&paragraph(&sentence, 2));
    }
}

fn checked(answer: &SolveSetAnswer) -> String {
    let found = answer.solutions.values().filter(|solution| solution.status == "found");
    let gaps: Vec<&Rational> = found.map(|solution| &solution.gap.0).filter(|gap| !gap.is_zero()).collect();
    if answer.status == "undecided" {
        return "Cut short: what is missing above was not settled.".to_owned();
    }
    let known = match gaps.into_iter().max() {
        // A power of ten that is not below the gap.
        Some(gap) => {
            let digits = (1..300).take_while(|&digits| *gap <= power(digits)).last().unwrap_or(0);
            format!("some known to 1 in 10^{digits}")
        }
        None => "all exact".to_owned(),
    };
    let proof = match answer.solutions.values().any(|solution| solution.parameter.is_some()) {
        true => "exact values on both sides prove where each lies",
        false => "weights prove that none is better",
    };
    format!("Checked: each can be had, and {proof}; {known}.")
}

/// `10^-digits`.
fn power(digits: u32) -> Rational {
    Rational::ONE.checked_div(&Rational::from(10).pow(digits)).unwrap_or_default()
}
