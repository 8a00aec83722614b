//! The screen of the solutions: which packages the principles pick, side by side.

use indexmap::IndexMap;

use crate::numeric::{Rational, grouped, rounded_up};
use crate::report::number::BigTotal;
use crate::report::render::text::{WIDTH, block, flags, next, paragraph, quoted, what_ifs};
use crate::report::sections::bound::BoundData;
use crate::report::sections::common::{Package, Valued};
use crate::report::sections::solve::{IssueView, Solution, SolveAnswer, compares};
use crate::report::wording::{both, count_word, counted, either, percent};

/// Packages shown side by side in one table.
const SIDE_BY_SIDE: usize = 4;

/// A lead below this share marks a near-tie.
const NEAR_TIE: (i128, i128) = (1, 20);

/// A package with the principles that pick it.
struct Column<'a> {
    concepts: Vec<&'a str>,
    value: &'a Valued,
    ties: &'a [Package],
}

impl Column<'_> {
    /// The labels that the package and those exactly as good have on an issue, each once.
    fn labels(&self, issue: &str) -> Vec<String> {
        let mut labels = vec![self.value.package[issue].clone()];
        for tie in self.ties {
            if !labels.contains(&tie[issue]) {
                labels.push(tie[issue].clone());
            }
        }
        labels
    }
}

/// The solutions as a person reads them.
#[must_use]
pub fn solve(answer: &SolveAnswer) -> String {
    let mut text = format!("{}\n", answer.view.title);
    text.push_str(&what_ifs(&answer.head.what_if, &answer.head.readings));
    text.push('\n');
    let columns = columns(answer);
    if answer.status == "empty" {
        text.push_str("NO ZONE: no package leaves everybody as well off as walking away, so there is nothing to pick.\n");
        let why_not = format!("zopa why-not {}{}", quoted(&answer.view.case), flags(&answer.head.what_if));
        return text + &next(&[why_not]);
    }
    if answer.status == "undecided" {
        if answer.way != "listed" {
            return text
                + "UNDECIDED: too many packages to list, and the efficient points were not merged to the end:\nthere were too many of them, or the run was cut short.\n";
        }
        return text + "UNDECIDED: the run was cut short before the zone was counted.\n";
    }
    if columns.is_empty() {
        let is_settled = |solution: &Solution| solution.status != "undecided";
        text.push_str(match answer.solutions.values().any(is_settled) {
            true => "NO PACKAGE: none of the principles asked for picks one.\n",
            false => "UNDECIDED: there is a zone, but what the principles pick in it was not settled.\n",
        });
    } else {
        headline(answer, &columns, &mut text);
        for part in columns.chunks(SIDE_BY_SIDE) {
            table(answer, part, &columns, &mut text);
        }
        agreed(answer, &columns, &mut text);
    }
    ties(answer, &mut text);
    for (id, solution) in &answer.solutions {
        notes(answer, id, solution, &mut text);
    }
    if columns.iter().any(|column| column.concepts.iter().any(|id| compares(id))) {
        text.push_str("  * compares gains across parties: only meaningful if their scales are comparable.\n");
    }
    for warning in &answer.warnings {
        text.push_str(&paragraph(&format!("Warning: {warning}."), 2));
    }
    text.push('\n');
    text.push_str(&checked(answer));
    let case = quoted(&answer.view.case);
    let mut commands = vec![format!("zopa zone {case}{}", flags(&answer.head.what_if))];
    if answer.weights.is_empty() {
        let weights = answer.view.walk_away.keys().map(|party| format!("{party}=1"));
        let weights = weights.collect::<Vec<_>>().join(",");
        let what_if = flags(&answer.head.what_if);
        commands.push(format!("zopa solve {case}{what_if} --weights {weights}"));
    }
    text + &next(&commands)
}

/// The distinct packages, in the order in which concepts first pick them.
fn columns(answer: &SolveAnswer) -> Vec<Column<'_>> {
    let mut columns: Vec<Column<'_>> = Vec::new();
    for (id, solution) in &answer.solutions {
        let Some(value) = &solution.value else { continue };
        let same =
            |column: &&mut Column<'_>| column.value.package == value.package && column.ties == solution.ties;
        match columns.iter_mut().find(same) {
            Some(column) => column.concepts.push(id),
            None => columns.push(Column { concepts: vec![id], value, ties: &solution.ties }),
        }
    }
    columns
}

fn title(id: &str) -> String {
    let title =
        crate::concepts::concept(crate::concepts::Family::Bargaining, id).map_or(id, |concept| concept.title);
    if compares(id) { format!("{title}*") } else { title.to_owned() }
}

fn differing<'a>(answer: &'a SolveAnswer, columns: &[Column<'_>]) -> Vec<&'a String> {
    let differs = |issue: &&String| {
        let mut labels: Vec<String> = columns.iter().flat_map(|column| column.labels(issue)).collect();
        labels.dedup();
        labels.len() > 1
    };
    answer.view.issues.keys().filter(differs).collect()
}

fn headline(answer: &SolveAnswer, columns: &[Column<'_>], text: &mut String) {
    let principles: usize = columns.iter().map(|column| column.concepts.len()).sum();
    let issues = answer.view.issues.len();
    let agreed = issues - differing(answer, columns).len();
    let principles_word = counted_word(principles, "principle");
    let sentence = match columns.len() {
        1 if principles == 1 => format!("{principles_word}, one package."),
        1 => format!("{principles_word}, one package: they agree."),
        packages => {
            let packages = counted_word(packages, "package").to_lowercase();
            format!("{principles_word}, {packages}; they agree on {agreed} of {}.", counted(issues, "issue"))
        }
    };
    text.push_str(&format!("{sentence}\n\n"));
}

fn counted_word(count: usize, noun: &str) -> String {
    let word = count_word(count);
    let mut letters = word.chars();
    let capital: String =
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    format!("{capital} {noun}{}", if count == 1 { "" } else { "s" })
}

/// One row of cells, the first of `first` columns and the others of `width`, each wrapped to its width.
fn row(head: &str, cells: &[String], first: usize, width: usize) -> String {
    let longest = cells.iter().flat_map(|cell| cell.split(' ')).map(|word| word.chars().count()).max();
    let width = width.max(longest.unwrap_or(0) + 2);
    let first = first.max(head.chars().count() + 2);
    let wrap = |cell: &String| crate::report::wording::wrap_items(std::slice::from_ref(cell), 0, width - 2);
    let wrapped: Vec<Vec<String>> =
        cells.iter().map(|cell| wrap(cell).lines().map(str::to_owned).collect()).collect();
    let lines = wrapped.iter().map(Vec::len).max().unwrap_or(1).max(1);
    let mut text = String::new();
    for line in 0..lines {
        let head = if line == 0 { head } else { "" };
        let mut out = format!("  {head:<first$}");
        for cell in &wrapped {
            let part = cell.get(line).map_or("", String::as_str);
            out.push_str(&format!("{part:<width$}"));
        }
        text.push_str(out.trim_end());
        text.push('\n');
    }
    text
}

fn table(answer: &SolveAnswer, part: &[Column<'_>], all: &[Column<'_>], text: &mut String) {
    let view = &answer.view;
    let differing = differing(answer, all);
    let heads = differing.iter().map(|&issue| view.issues[issue].label.chars().count());
    let first = heads.chain([16]).max().unwrap_or(16).min(44) + 2;
    let width = ((WIDTH - 2 - first) / part.len()).min(30);
    let concepts =
        part.iter().map(|column| column.concepts.iter().map(|id| title(id)).collect::<Vec<_>>().join(", "));
    text.push_str(&row("picked by", &concepts.collect::<Vec<_>>(), first, width));
    for issue in &differing {
        let shown = &view.issues[issue.as_str()];
        let cells = part.iter().map(|column| shown.labelled(&column.labels(issue)));
        text.push_str(&row(&shown.label, &cells.collect::<Vec<_>>(), first, width));
    }
    for (party, floor) in &view.walk_away {
        let cells = part.iter().map(|column| {
            let (utility, gain) = (&column.value.utilities[party].0, &column.value.gains[party].0);
            format!("{} ({})", view.decimals.write(utility), view.decimals.write_signed(gain))
        });
        let head = format!("{party} over {}", view.decimals.write(floor));
        text.push_str(&row(&head, &cells.collect::<Vec<_>>(), first, width));
    }
    text.push('\n');
}

impl IssueView {
    /// Labels with their unit; amounts in the digits that the issue supports.
    fn labelled(&self, labels: &[String]) -> String {
        let shown = |label: &String| match (self.digits, label.parse::<Rational>()) {
            (Some(digits), Ok(amount)) => digits.write(&amount),
            _ => label.clone(),
        };
        let text = either(&labels.iter().map(shown).collect::<Vec<_>>());
        if self.unit.is_empty() { text } else { format!("{text} {}", self.unit) }
    }
}

/// What all packages have in common, where there was something to choose.
fn agreed(answer: &SolveAnswer, columns: &[Column<'_>], text: &mut String) {
    let differing = differing(answer, columns);
    let common: Vec<String> = answer
        .view
        .issues
        .iter()
        .filter(|(id, issue)| issue.is_open && !differing.contains(id))
        .map(|(id, issue)| {
            format!(
                "{}: {}",
                issue.label,
                issue.labelled(std::slice::from_ref(&columns[0].value.package[id]))
            )
        })
        .collect();
    if !common.is_empty() {
        text.push_str(&block(if columns.len() == 1 { "The package" } else { "In all" }, &common));
    }
}

fn notes(answer: &SolveAnswer, id: &str, solution: &Solution, text: &mut String) {
    let name = title(id);
    if let Some(reason) = &solution.reason {
        let efficient = match solution.efficient.len() {
            0 => String::new(),
            count => {
                format!(" Efficient acceptable packages: {}.", shown(answer, &solution.efficient, count))
            }
        };
        let word = if solution.status == "undecided" { "settled" } else { "defined" };
        text.push_str(&paragraph(&format!("{name} is not {word}: {reason}.{efficient}"), 2));
    }
    if let Some(bound) = &solution.bound {
        text.push_str(&not_settled(&name, solution, bound));
    }
    if let Some(other) = &solution.same_as {
        let sentence = format!("Over packages {name} and {} are one.", title(other));
        text.push_str(&paragraph(&sentence, 2));
    }
    if id == "proportional" && solution.value.is_some() {
        let pairs = answer.exact.proportions.iter().map(|(party, own)| format!("{party} {own}"));
        let sentence = format!("{name} measures gains in units of {}.", both(&pairs.collect::<Vec<_>>()));
        text.push_str(&paragraph(&sentence, 2));
    }
    if !solution.left_out.is_empty() {
        let parties = both(&solution.left_out);
        text.push_str(&paragraph(
            &format!("{name} leaves out {parties}: no acceptable package gives more than walking away."),
            2,
        ));
    }
    let lead = solution.runner_up.as_ref().and_then(|next| next.lead.as_ref());
    if let Some(lead) = lead.map(|lead| &lead.0) {
        let is_near = Rational::new(NEAR_TIE.0, NEAR_TIE.1).is_some_and(|near| *lead < near);
        let mark = if is_near { " - a near-tie" } else { "" };
        let sentence =
            format!("{name} leads the next best package by {} of its product{mark}.", percent(lead));
        text.push_str(&paragraph(&sentence, 2));
    }
}

/// What a search left open about a principle, if it did.
fn not_settled(name: &str, solution: &Solution, bound: &BoundData) -> String {
    let sentence = if bound.open.is_zero() {
        if solution.total_complete {
            return String::new();
        }
        format!("{name}: how many packages have the same {} was too much to count.", bound.of)
    } else {
        let what = if bound.of == "product" { "mean gain" } else { bound.of.as_str() };
        let by = match &solution.gap {
            // Rounded up: it is a bound.
            Some(gap) => format!("{} %", rounded_up(&(&gap.0 * &Rational::from(100)), 1)),
            None => rounded_up(&bound.open, 2),
        };
        format!(
            "{name} is not proved to be the best: another package may have a {what} that is up to {by} greater."
        )
    };
    paragraph(&sentence, 2)
}

/// How many packages each principle picks, where it is more than one.
fn ties(answer: &SolveAnswer, text: &mut String) {
    let mut by_total: IndexMap<(u128, bool), Vec<String>> = IndexMap::new();
    for (id, solution) in answer.solutions.iter().filter(|(_, solution)| solution.total.0 > 1) {
        by_total.entry((solution.total.0, solution.total_complete)).or_default().push(title(id));
    }
    for ((total, is_complete), names) in by_total {
        let least = if is_complete { "" } else { "at least " };
        let total = grouped(total);
        let sentence = format!(
            "{}: {least}{total} packages are exactly as good; points are those of the first.",
            both(&names)
        );
        text.push_str(&paragraph(&sentence, 2));
    }
}

/// The packages where a solution is not defined, by what they are worth.
fn shown(answer: &SolveAnswer, efficient: &[Valued], count: usize) -> String {
    let one = |value: &Valued| {
        let parts = value
            .utilities
            .iter()
            .map(|(id, number)| format!("{id} {}", answer.view.decimals.write(&number.0)));
        format!("{} ({})", differing_labels(&value.package), parts.collect::<Vec<_>>().join(", "))
    };
    let named: Vec<String> = efficient.iter().take(3).map(one).collect();
    let more = if count > 3 { format!(" and {} more in --json", count - 3) } else { String::new() };
    format!("{}{more}", named.join("; "))
}

fn differing_labels(package: &Package) -> String {
    package.values().cloned().collect::<Vec<_>>().join(" / ")
}

fn checked(answer: &SolveAnswer) -> String {
    let strengths: IndexMap<&str, usize> = answer
        .solutions
        .values()
        .filter_map(|solution| solution.certificate.as_ref())
        .fold(IndexMap::new(), |mut counts, certificate| {
            *counts.entry(certificate.strength.as_str()).or_default() += 1;
            counts
        });
    if strengths.is_empty() {
        return String::new();
    }
    let is_proved = strengths.keys().all(|&strength| strength != "Necessary");
    if let Some(counts) = answer.combinations.filter(|_| is_proved) {
        return format!(
            "Checked: each was compared with every combination of levels ({}), with any amounts, by proved bounds.\n",
            grouped(counts.admissible.0)
        );
    }
    if answer.way == "searched" {
        let is_settled = answer
            .solutions
            .values()
            .filter_map(|solution| solution.bound.as_ref())
            .all(|bound| bound.open.is_zero());
        return match is_proved {
            true if !is_settled => "Too many packages to list. Checked: with a weight on each party, whatever is better would come near\nthe greatest weighted sum; packages there were looked at, twice, as far as it says above.\n",
            true => "Too many packages to list. Checked: with a weight on each party, whatever is better would come near\nthe greatest weighted sum; few packages do, and all of those were looked at, twice.\n",
            false => "Too many packages to list: those near the greatest weighted sum were looked at.\nChecked, not proved: there were too many of them to look at again.\n",
        }
        .to_owned();
    }
    if answer.way != "listed" {
        return match is_proved {
            true => "Too many packages to list: issues were merged, exactly, keeping what nothing improves. Checked: each\nsolution was compared with every efficient point, and those were found again by a second method.\n",
            false => "Too many packages to list: issues were merged, exactly, keeping what nothing improves.\nChecked, not proved: a second look at all efficient points was out of reach.\n",
        }
        .to_owned();
    }
    if is_proved {
        let count = grouped(answer.acceptable.as_ref().map_or(0, BigTotal::small));
        return format!("Checked: each was compared with every acceptable package ({count}).\n");
    }
    "Checked, not proved: too many packages to compare each with every other.\n".to_owned()
}
