//! The screen of an explanation: the lines of one account, as somebody with a pocket calculator would write them.

use crate::numeric::{Decimals, Rational, grouped, typed};
use crate::report::render::text::{WIDTH, block, flags, next, paragraph, quoted, what_ifs};
use crate::report::sections::explain::{AccountData, ExplainAnswer, ExplainData, InputData, LineData};
use crate::report::wording::{both, counted, wrap_items};

/// Columns that the expression of a line may have.
const EXPRESSION: usize = 34;

/// The explanation as a person reads it.
#[must_use]
pub fn explain(answer: &ExplainAnswer) -> String {
    let (data, view) = (&answer.explain, &answer.view);
    let mut text = format!("{}\n", view.title);
    text.push_str(&what_ifs(&answer.head.what_if, &answer.head.readings));
    text.push('\n');
    let is_count = data.kind == "count";
    let number = |value: &Rational| written(value, is_count, view.decimals);
    match &data.value {
        Some(value) => text.push_str(&format!("{} = {}\n", data.path, number(&value.0))),
        None => text.push_str(&paragraph(&format!("{} {}", data.path, status_words(data)), 0)),
    }
    text.push_str(&paragraph(&format!("{}.", data.text), 0));
    let Some(main) = data.accounts.last() else {
        return text + &next(&commands(answer));
    };
    if data.kind != "input" {
        text.push('\n');
    }
    match data.kind.as_str() {
        "input" => {}
        "count" => count(answer, main, &mut text),
        _ => {
            let mut lines = Lines { answer, rows: Vec::new() };
            let is_table = main.lines.iter().any(|line| ["issue", "point"].contains(&line.kind.as_str()));
            if main.lines.iter().any(|line| line.kind == "issue") {
                let head = ["issue", "level", "weight x value / sum", "points", "source"];
                lines.rows.push(head.map(str::to_owned));
            }
            // What is worked out elsewhere stands with its last step; its own path explains it.
            let used = data.accounts.iter().filter(|account| account.path != main.path);
            used.for_each(|account| lines.account(account, is_table));
            lines.main(main);
            text.push_str(&laid_out(&lines.rows));
        }
    }
    notes(answer, main, &mut text);
    text + &next(&commands(answer))
}

fn status_words(data: &ExplainData) -> String {
    let reason = data.reason.as_deref().unwrap_or_default();
    match data.status.as_str() {
        "missing" => format!("DOES NOT EXIST HERE: {reason}."),
        _ => format!("IS UNDECIDED: {reason}."),
    }
}

/// A number to compute with; counts with commas between thousands.
fn written(value: &Rational, is_count: bool, decimals: Decimals) -> String {
    match u128::try_from(value.numerator()) {
        Ok(whole) if is_count && value.is_integer() => grouped(whole),
        _ => decimals.exactly(value),
    }
}

/// Rows of five cells: what, words, expression, value, sources.
struct Lines<'a> {
    answer: &'a ExplainAnswer,
    rows: Vec<[String; 5]>,
}

impl Lines<'_> {
    fn exactly(&self, value: &Rational) -> String {
        self.answer.view.decimals.exactly(value)
    }

    /// An account that others use: its path and its last step.
    fn account(&mut self, account: &AccountData, is_table: bool) {
        let Some(last) = account.lines.last() else { return };
        let expression = if last.kind == "utility" { String::new() } else { expression(last) };
        let sources = self.sources(&account.lines);
        let words = if is_table { "worked out by itself".to_owned() } else { String::new() };
        self.rows.push([account.path.clone(), words, expression, self.exactly(&account.value.0), sources]);
    }

    /// The account that is asked for, line by line; the sum of weights stands below.
    fn main(&mut self, account: &AccountData) {
        for line in account.lines.iter().filter(|line| line.kind != "weights") {
            let name = line.what.as_deref().map(|what| {
                let short = what.strip_prefix("issues.").or_else(|| what.strip_prefix("shocks."));
                short.unwrap_or(what).to_owned()
            });
            let (head, words) = match line.kind.as_str() {
                "issue" => (name.unwrap_or_default(), self.level(line)),
                "interaction" | "shock" => (name.unwrap_or_default(), line.text.clone()),
                "point" => (name.unwrap_or_default(), String::new()),
                _ => (line.text.clone(), String::new()),
            };
            let expression = match (line.kind.as_str(), line.terms.is_empty()) {
                ("issue", true) => "no weight".to_owned(),
                ("utility", _) | (_, true) => String::new(),
                ("point" | "interaction", _) => String::new(),
                ("shock", _) if line.terms.len() == 1 => String::new(),
                _ => expression(line),
            };
            let sources = self.sources(std::slice::from_ref(line));
            self.rows.push([head, words, expression, self.exactly(&line.value.0), sources]);
        }
    }

    fn level(&self, line: &LineData) -> String {
        let level = line.level.clone().unwrap_or_default();
        match line.what.as_ref().and_then(|what| self.answer.view.units.get(what)) {
            Some(unit) => format!("{level} {unit}"),
            None => level,
        }
    }

    /// The ids of the sources of all inputs of some lines, each once.
    fn sources(&self, lines: &[LineData]) -> String {
        let paths = lines.iter().flat_map(|line| &line.terms).filter_map(|term| term.path.as_ref());
        let mut ids: Vec<&str> = Vec::new();
        for path in paths {
            let input = self.answer.explain.inputs.iter().find(|input| input.number.path == *path);
            let id = input.map_or("no source", source);
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids.join(", ")
    }
}

/// Where an input comes from, in a word.
fn source(input: &InputData) -> &str {
    match (&input.number.source, &input.changed_by) {
        (Some(id), _) => id,
        (None, Some(_)) => "what-if",
        (None, None) => "no source",
    }
}

/// How a line follows, with the values of its terms.
fn expression(line: &LineData) -> String {
    let term = |(place, exact): (usize, String)| {
        let is_bare = !exact.contains('/') && (place == 0 || !exact.starts_with('-'));
        if is_bare || line.terms.len() == 1 { exact } else { format!("({exact})") }
    };
    let terms = line.terms.iter().map(|one| typed(&one.value.0)).enumerate().map(term).collect::<Vec<_>>();
    match line.operation.as_str() {
        "sum" => terms.join(" + "),
        "difference" => terms.join(" - "),
        "product" => terms.join(" x "),
        "quotient" => terms.join(" / "),
        "share" => match terms.as_slice() {
            [weight, value, sum] => format!("{weight} x {value} / {sum}"),
            _ => terms.join(", "),
        },
        _ => format!("greatest of {}", terms.join(", ")),
    }
}

/// Lays rows out in columns, numbers to the right, and wraps what is too wide.
fn laid_out(rows: &[[String; 5]]) -> String {
    let widest = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let (value, source) = (widest(3), widest(4));
    let expression = widest(2).min(EXPRESSION);
    let first = widest(0).min(WIDTH.saturating_sub(14 + expression + value + source).max(16));
    let taken = 2 + first + 2 + expression + 2 + value + 2 + source;
    let words = widest(1).min(WIDTH.saturating_sub(taken + 2).max(12));
    let mut text = String::new();
    for row in rows {
        let wrapped = |column: usize, width: usize| -> Vec<String> {
            let cell = wrap_items(std::slice::from_ref(&row[column]), 0, width.max(1));
            cell.lines().map(str::to_owned).collect()
        };
        let cells = [wrapped(0, first), wrapped(1, words), wrapped(2, expression)];
        let height = cells.iter().map(Vec::len).max().unwrap_or(1).max(1);
        for line in 0..height {
            let cell = |column: usize| cells[column].get(line).map_or("", String::as_str);
            let middle = if words == 0 { String::new() } else { format!("  {:<words$}", cell(1)) };
            let (number, origin) = if line == 0 { (row[3].as_str(), row[4].as_str()) } else { ("", "") };
            let out = format!(
                "  {:<first$}{middle}  {:>expression$}  {number:>value$}  {origin}",
                cell(0),
                cell(2)
            );
            text.push_str(out.trim_end());
            text.push('\n');
        }
    }
    text
}

/// How a count comes about, and under which what-ifs `zopa zone` counts what is left after each line.
fn count(answer: &ExplainAnswer, main: &AccountData, text: &mut String) {
    let whole = |value: &Rational| written(value, true, answer.view.decimals);
    let head = |line: &LineData| match (&line.what, line.kind.as_str()) {
        (Some(what), "refuses" | "exactly") => format!("{what}.walk_away"),
        (Some(what), _) => what.clone(),
        (None, kind) => match kind {
            "packages" => "all packages",
            "efficient" => "improved on by another",
            _ => "those where nobody is",
        }
        .to_owned(),
    };
    let mut rows = Vec::new();
    let start = main.lines.first().and_then(|line| line.terms.first());
    if let Some(acceptable) = start.filter(|term| term.account.is_some()) {
        rows.push(("zone.acceptable".to_owned(), String::new(), whole(&acceptable.value.0), None));
    }
    for line in &main.lines {
        let taken = if line.kind == "packages" { None } else { line.terms.get(1) };
        let taken = taken.map(|term| whole(&term.value.0)).unwrap_or_default();
        let source = line.source.as_ref().map(|id| format!(" ({id})")).unwrap_or_default();
        rows.push((head(line) + &source, taken, whole(&line.value.0), line.find.as_deref()));
    }
    let first = rows.iter().map(|row| row.0.chars().count()).max().unwrap_or(0).min(40);
    let number = rows.iter().flat_map(|row| [row.1.len(), row.2.len()]).max().unwrap_or(0).max(10);
    let indent = 2 + first + 2 + number + 2 + number + 2;
    text.push_str(&format!(
        "  {:<first$}  {:>number$}  {:>number$}  {}\n",
        "",
        "takes away",
        "leaves",
        asked(answer)
    ));
    for (head, taken, left, find) in rows {
        let head = wrap_items(&[head], 2, first + 2);
        let (head, rest) = head.split_once('\n').unwrap_or((&head, ""));
        let find = find.map(|find| together(&beyond(find, &answer.head.what_if), indent)).unwrap_or_default();
        text.push_str(format!("  {head:<first$}  {taken:>number$}  {left:>number$}  {find}").trim_end());
        text.push('\n');
        if !rest.is_empty() {
            text.push_str(&format!("{rest}\n"));
        }
    }
    if let Some(packages) = main.lines.first().filter(|line| line.kind == "packages") {
        text.push('\n');
        let levels =
            format!("{} = {}, one level of each issue", expression(packages), whole(&packages.value.0));
        text.push_str(&block("All packages", &[levels]));
    }
}

/// The head of the column of what-ifs.
fn asked(answer: &ExplainAnswer) -> String {
    match answer.head.what_if.as_slice() {
        [] => format!("count it: zopa zone {}", quoted(&answer.view.case)),
        _ => "count it: zopa zone, as above, and".to_owned(),
    }
}

/// What-ifs beyond those of the run; all of them, where some of the run have to go.
fn beyond(find: &[String], own: &[String]) -> Vec<String> {
    if !own.iter().all(|flag| find.contains(flag)) {
        return std::iter::once("only".to_owned()).chain(find.iter().cloned()).collect();
    }
    let more: Vec<String> = find.iter().filter(|flag| !own.contains(flag)).cloned().collect();
    if more.is_empty() { vec!["as it is".to_owned()] } else { more }
}

/// Flags wrapped to the width, none broken in two.
fn together(find: &[String], indent: usize) -> String {
    let mut text = String::new();
    let mut column = indent;
    for flag in find {
        let flag = flags(std::slice::from_ref(flag)).trim_start().to_owned();
        let length = flag.chars().count();
        if column > indent && column + 1 + length > WIDTH {
            text.push('\n');
            text.extend(std::iter::repeat_n(' ', indent));
            column = indent;
        } else if column > indent {
            text.push(' ');
            column += 1;
        }
        text.push_str(&flag);
        column += length;
    }
    text
}

/// What stands below the lines: weights, ties, what was changed, sources, the check.
fn notes(answer: &ExplainAnswer, main: &AccountData, text: &mut String) {
    let (data, digits) = (&answer.explain, answer.view.decimals);
    let mut blocks = Vec::new();
    if let Some(weights) = main.lines.iter().find(|line| line.kind == "weights") {
        let sum = format!("{} = {}", expression(weights), digits.exactly(&weights.value.0));
        blocks.push(block("Weights", &[sum]));
    }
    if data.total.0 > 1 {
        let ties =
            format!("{} packages are exactly as good; this is the first in the file", grouped(data.total.0));
        blocks.push(block("Ties", &[ties]));
    }
    if !answer.view.breaks.is_empty() {
        let breaks: Vec<String> = answer.view.breaks.iter().map(|label| format!("\"{label}\"")).collect();
        blocks.push(block("Breaks", &breaks));
    }
    if data.kind == "input" {
        data.inputs.iter().for_each(|input| blocks.push(input_words(input, digits)));
    }
    let changed = data.inputs.iter().filter_map(|input| {
        let (change, old) = (input.changed_by.as_ref()?, input.in_file.as_ref()?);
        let source = old.source.as_deref().unwrap_or("no source");
        let (path, now, before) = (&old.path, &input.number.value.0, typed(&old.value.0));
        Some(format!("{path} is {} by {change}; {before} in the file ({source})", typed(now)))
    });
    let changed: Vec<String> = changed.collect();
    if !changed.is_empty() {
        blocks.push(block("Changed", &changed));
    }
    let mut sources: Vec<String> = Vec::new();
    for (id, source) in &data.sources {
        let inputs = (source.inputs > 0).then(|| counted(source.inputs, "input"));
        let demands = (source.demands > 0).then(|| counted(source.demands, "demand"));
        let what: Vec<String> = inputs.into_iter().chain(demands).collect();
        sources.push(format!("{id} ({}): {}; {}", source.kind, source.cite, both(&what)));
    }
    let bare = data.inputs.iter().filter(|input| self::source(input) == "no source").count();
    if bare > 0 {
        sources.push(format!("no source: {}", counted(bare, "input")));
    }
    if !sources.is_empty() {
        blocks.push(block(if data.sources.len() == 1 { "Source" } else { "Sources" }, &sources));
    }
    if !blocks.is_empty() {
        text.push('\n');
    }
    blocks.iter().for_each(|block| text.push_str(block));
    text.push_str(&checked(data));
}

/// The range and the note of an input.
fn input_words(input: &InputData, digits: Decimals) -> String {
    let mut text = String::new();
    let number = &input.number;
    if let (Some(low), Some(high)) = (&number.low, &number.high) {
        text.push_str(&block(
            "Range",
            &[format!("{} to {}", digits.exactly(&low.0), digits.exactly(&high.0))],
        ));
    }
    if let Some(note) = &number.note {
        text.push_str(&block("Note", std::slice::from_ref(note)));
    }
    text
}

fn checked(data: &ExplainData) -> String {
    if data.kind == "input" {
        return "Checked: read again from the case, with the what-ifs of this run.\n".to_owned();
    }
    let gives = match data.answered_by.as_deref().and_then(|command| command.split(' ').next()) {
        Some(command) => format!("zopa {command} gives the same number"),
        None => "the game that is solved gives the same number".to_owned(),
    };
    let (all, looked) = match data.certificate.as_ref().map(|certificate| certificate.strength.as_str()) {
        Some("Recount") => (", and every package", ""),
        Some("Necessary") => ("", " Not proved: too many packages to look at each again."),
        _ => ("", ""),
    };
    paragraph(&format!("Checked: every line again from the case{all}; {gives}.{looked}"), 0)
}

/// What to ask next.
fn commands(answer: &ExplainAnswer) -> Vec<String> {
    let (data, case) = (&answer.explain, quoted(&answer.view.case));
    let what_if = flags(&answer.head.what_if);
    let mut commands = Vec::new();
    if data.status == "missing" {
        commands.push(format!("zopa why-not {case}{what_if}"));
        commands.push(format!("zopa zone {case}{what_if}"));
        return commands;
    }
    // The first account that this one rests on, with its own lines.
    let rests = data.accounts.iter().find(|account| account.path != data.path);
    commands.extend(rests.map(|account| format!("zopa explain {case} {}{what_if}", account.path)));
    // What else there is to ask about this package.
    if let Some((block, party)) = data.path.rsplit_once("utilities.") {
        commands.push(format!("zopa explain {case} {block}gains.{party}{what_if}"));
    }
    match data.answered_by.as_deref().and_then(|command| command.split_once(' ')) {
        Some((command, rest)) => commands.push(format!("zopa {command} {case}{what_if} {rest}")),
        None => commands
            .extend(data.answered_by.as_ref().map(|command| format!("zopa {command} {case}{what_if}"))),
    }
    if commands.is_empty() {
        commands.push(format!("zopa show {case} --numbers"));
    }
    // With long what-ifs one suggestion is enough.
    if commands.iter().map(|command| command.chars().count() + 3).sum::<usize>() > WIDTH {
        commands.truncate(1);
    }
    commands
}
