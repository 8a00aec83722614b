//! A case as the text of a case file.
//!
//! [`write_case`] writes what a case of another tool becomes: sources, parties, issues and interactions. A case
//! with anything else came from a case file already, and is not written: half a case would be another case.
//!
//! A number that a reader makes of others may need more digits than a case file may have. Such a case is not written
//! either ([`NotWritten`]), rather than rounded.

use std::fmt;
use std::fmt::Write as _;

use crate::model::path::numbers;
use crate::model::{Case, Effect, Interaction, Issue, Knot, Name, Party, Quantity, Role, WalkAway};
use crate::numeric::Rational;

/// Why a case is not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotWritten {
    /// It has blocks that only a case file can give.
    Blocks,
    /// The number at this path needs more digits than a case file may have.
    Digits(String),
}

impl fmt::Display for NotWritten {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blocks => formatter.write_str("only a case of another tool is written as a case file"),
            Self::Digits(path) => write!(formatter, "`{path}` needs more digits than the 40 of a case file"),
        }
    }
}

impl std::error::Error for NotWritten {}

/// The text of a TOML file that reads as this case.
///
/// # Errors
///
/// [`NotWritten`] if it has blocks that this does not write, or a number that no case file can hold.
///
/// ```
/// use zopa::format::case_writer::write_case;
/// use zopa::format::{Format, read};
///
/// let text = "[model]\nid = \"a\"\ntitle = \"A\"\n[parties.P]\nname = \"P\"\nwalk_away = \"1/3\"\n\
///             [issues.x]\nlevels = [\"no\", \"yes\"]\nweight = { P = 1 }\nvalues = { P = [0, 1] }\n";
/// let case = read(text.as_bytes(), Format::Toml).case.unwrap();
/// let written = write_case(&case).unwrap();
/// let again = read(written.as_bytes(), Format::Toml).case.unwrap();
/// assert_eq!(write_case(&again), Ok(written));
/// assert_eq!(again.issues[0].levels[1].text, "yes");
/// ```
pub fn write_case(case: &Case) -> Result<String, NotWritten> {
    let is_plain = case.packages.is_empty()
        && case.conditions.is_empty()
        && case.limits.is_empty()
        && case.forbidden.is_empty()
        && case.concessions.is_empty()
        && case.shocks.is_empty()
        && case.expectations.is_empty()
        && case.bargaining.is_none()
        && case.coalitions.is_none()
        && case.contact_group.is_none()
        && case.game.is_none()
        && case.sequence.is_none();
    if !is_plain {
        return Err(NotWritten::Blocks);
    }
    for entry in numbers(case) {
        let ends = entry.quantity.range.iter().flat_map(|range| [&range.low, &range.high]);
        if std::iter::once(&entry.quantity.value).chain(ends).any(|number| !is_read(&exact(number), number)) {
            return Err(NotWritten::Digits(entry.path));
        }
    }
    for issue in &case.issues {
        for (party, knots) in issue.continuum.iter().flat_map(|own| &own.curves) {
            if let Some(place) =
                knots.iter().position(|knot| !is_read(&exact(&knot.at.value), &knot.at.value))
            {
                return Err(NotWritten::Digits(format!(
                    "issues.{}.curve.{}[{place}]",
                    issue.id.text, party.text
                )));
            }
        }
    }
    let mut text = String::from("[model]\n");
    entry(&mut text, "id", &case.id);
    entry(&mut text, "title", &case.title);
    maybe(&mut text, "scale", case.scale.as_ref());
    maybe(&mut text, "note", case.note.as_ref());
    for source in &case.sources {
        let _ = write!(text, "\n[sources.{}]\n", key(&source.id.text));
        entry(&mut text, "kind", source.kind.word());
        entry(&mut text, "cite", &source.cite);
    }
    let blocks = || NotWritten::Blocks;
    case.parties.iter().try_for_each(|one| party(&mut text, one)).ok_or_else(blocks)?;
    case.issues.iter().for_each(|one| issue(&mut text, one));
    case.interactions.iter().try_for_each(|one| interaction(&mut text, one)).ok_or_else(blocks)?;
    Ok(text)
}

fn party(text: &mut String, party: &Party) -> Option<()> {
    let _ = write!(text, "\n[parties.{}]\n", key(&party.id.text));
    entry(text, "name", &party.name);
    if party.role != Role::Signatory {
        entry(text, "role", party.role.word());
    }
    match &party.walk_away {
        Some(WalkAway::Given(value)) => line(text, "walk_away", &quantity(value)),
        Some(WalkAway::Package { .. }) => return None,
        None => {}
    }
    if let Some(value) = &party.influence {
        line(text, "influence", &quantity(value));
    }
    maybe(text, "source", party.source.as_ref().map(|name| &name.text));
    maybe(text, "note", party.note.as_ref());
    Some(())
}

fn issue(text: &mut String, issue: &Issue) {
    let _ = write!(text, "\n[issues.{}]\n", key(&issue.id.text));
    entry(text, "label", &issue.label);
    maybe(text, "unit", issue.unit.as_ref());
    if !issue.ordered {
        line(text, "ordered", "false");
    }
    match &issue.continuum {
        Some(own) => {
            let ends = format!("{{ from = {}, to = {} }}", quantity(&own.from), quantity(&own.to));
            line(text, "range", &ends);
        }
        None => line(text, "levels", &list(issue.levels.iter().map(|level| quoted(&level.text)))),
    }
    maybe(text, "source", issue.source.as_ref().map(|name| &name.text));
    maybe(text, "payoff_source", issue.payoff_source.as_ref().map(|name| &name.text));
    maybe(text, "note", issue.note.as_ref());
    line(text, "weight", &per_party(&issue.weight));
    if let Some(own) = &issue.continuum {
        let _ = write!(text, "\n[issues.{}.curve]\n", key(&issue.id.text));
        let pair = |knot: &Knot| format!("[{}, {}]", quantity(&knot.at), quantity(&knot.value));
        for (party, knots) in &own.curves {
            line(text, &key(&party.text), &list(knots.iter().map(pair)));
        }
        return;
    }
    // One line for each party: a table in one line would be hundreds of numbers wide.
    let _ = write!(text, "\n[issues.{}.values]\n", key(&issue.id.text));
    for (party, values) in &issue.values {
        line(text, &key(&party.text), &list(values.iter().map(quantity)));
    }
}

fn interaction(text: &mut String, interaction: &Interaction) -> Option<()> {
    let Effect::Bonus { when, bonus } = &interaction.effect else { return None };
    text.push_str("\n[[interactions]]\n");
    if when.iter().any(|choice| choice.within.is_some()) {
        return None;
    }
    let choice = |choice: &crate::model::Choice| {
        let levels = list(choice.levels.iter().map(|level| quoted(&level.text)));
        format!("{} = {levels}", key(&choice.issue.text))
    };
    line(text, "when", &format!("{{ {} }}", when.iter().map(choice).collect::<Vec<_>>().join(", ")));
    line(text, "bonus", &per_party(bonus));
    maybe(text, "source", interaction.source.as_ref().map(|name| &name.text));
    maybe(text, "note", interaction.note.as_ref());
    Some(())
}

fn per_party(numbers: &[(Name, Quantity)]) -> String {
    let entry = |(party, number): &(Name, Quantity)| format!("{} = {}", key(&party.text), quantity(number));
    format!("{{ {} }}", numbers.iter().map(entry).collect::<Vec<_>>().join(", "))
}

/// A number with everything that is said about it.
fn quantity(number: &Quantity) -> String {
    let mut parts = Vec::new();
    if let Some(range) = &number.range {
        parts.push(format!(
            "low = {}, mode = {}, high = {}",
            exact(&range.low),
            exact(&number.value),
            exact(&range.high)
        ));
    }
    parts.extend(number.source.as_ref().map(|source| format!("source = {}", quoted(&source.text))));
    parts.extend(number.note.as_ref().map(|note| format!("note = {}", quoted(note))));
    match (parts.is_empty(), &number.range) {
        (true, _) => exact(&number.value),
        (false, Some(_)) => format!("{{ {} }}", parts.join(", ")),
        (false, None) => format!("{{ value = {}, {} }}", exact(&number.value), parts.join(", ")),
    }
}

/// A short whole number of TOML or a short decimal as it is, and anything else as a text: a fraction, or with powers of ten
/// where it would have more digits than are read.
fn exact(number: &Rational) -> String {
    let fraction = number.to_string();
    if number.is_integer() && fraction.len() <= 18 {
        return fraction;
    }
    let decimal = decimal(number).filter(|_| !number.is_integer());
    let texts = [decimal, Some(quoted(&fraction)), scientific(number), Some(quoted(&with_powers(&fraction)))];
    texts.into_iter().flatten().find(|text| is_read(text, number)).unwrap_or_else(|| quoted(&fraction))
}

/// Does a reader take `text` for this number?
fn is_read(text: &str, number: &Rational) -> bool {
    text.trim_matches('"').parse::<Rational>().is_ok_and(|read| read == *number)
}

/// A fraction whose whole numbers have powers of ten in place of many zeros.
fn with_powers(fraction: &str) -> String {
    let side = |digits: &str| {
        let short = digits.trim_end_matches('0');
        let zeros = digits.len() - short.len();
        if zeros > 3 { format!("{short}e{zeros}") } else { digits.to_owned() }
    };
    fraction.split('/').map(side).collect::<Vec<_>>().join("/")
}

/// A number that is a whole number over a power of ten, with that power: `0.0012e-40`.
fn scientific(number: &Rational) -> Option<String> {
    const PLACES: usize = 80;
    // The greatest power that is read.
    const POWER: usize = 40;
    let ten = Rational::from(10);
    let mut scaled = number.clone();
    let mut places = 0;
    while !scaled.is_integer() {
        if places == PLACES {
            return None;
        }
        (scaled, places) = (&scaled * &ten, places + 1);
    }
    let digits = scaled.to_string();
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |rest| ("-", rest));
    let after = digits.len().max(places.saturating_sub(POWER));
    Some(quoted(&format!("{sign}.{digits:0>after$}e{}", after as i64 - places as i64)))
}

/// A number that a decimal of at most 20 places holds, as that decimal.
fn decimal(number: &Rational) -> Option<String> {
    const PLACES: u32 = 20;
    let ten = Rational::from(10);
    let mut scaled = number.clone();
    for places in 1..=PLACES {
        scaled = &scaled * &ten;
        if scaled.is_integer() {
            let digits = scaled.to_string();
            let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |rest| ("-", rest));
            let width = usize::try_from(places).ok()?;
            let padded = format!("{digits:0>width$}", width = width + 1);
            let (whole, rest) = padded.split_at(padded.len() - width);
            return Some(format!("{sign}{whole}.{rest}"));
        }
    }
    None
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

fn line(text: &mut String, key: &str, value: &str) {
    let _ = writeln!(text, "{key} = {value}");
}

fn entry(text: &mut String, key: &str, value: &str) {
    line(text, key, &quoted(value));
}

fn maybe(text: &mut String, key: &str, value: Option<&String>) {
    if let Some(value) = value {
        entry(text, key, value);
    }
}

/// A key: bare where TOML allows it.
fn key(name: &str) -> String {
    let is_bare = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    if !name.is_empty() && name.chars().all(is_bare) { name.to_owned() } else { quoted(name) }
}

/// A text of TOML in one line.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            letter if letter.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(letter));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::{exact, quoted};
    use crate::numeric::Rational;

    #[test]
    fn numbers_are_written_exactly() {
        for (number, written) in
            [("-3", "-3"), ("1/8", "0.125"), ("-1/20", "-0.05"), ("21/2", "10.5"), ("1/3", "\"1/3\"")]
        {
            assert_eq!(exact(&number.parse::<Rational>().expect("a number")), written);
        }
        assert_eq!(exact(&"1e20".parse::<Rational>().expect("a number")), "\"100000000000000000000\"");
        // Those at the limits of what is read, which have more digits than that in full.
        let nines = "9".repeat(40);
        let long = [
            "1e40",
            "-3e40",
            "1e-40",
            "-0.00000000000000000000000000000000000007e-40",
            "1e40/3",
            "7/3e40",
            "1e-40/3",
        ];
        for number in long
            .map(str::to_owned)
            .into_iter()
            .chain([format!("{nines}e40"), format!("0.{}e-40", &nines[1..])])
        {
            let exactly = number.parse::<Rational>().expect("a number");
            let written = exact(&exactly);
            assert_eq!(written.trim_matches('"').parse(), Ok(exactly), "{number} as {written}");
        }
    }

    #[test]
    fn texts_are_written_in_one_line() {
        assert_eq!(quoted("a \"b\" \\ \n\u{1} é"), "\"a \\\"b\\\" \\\\ \\n\\u0001 é\"");
    }
}
