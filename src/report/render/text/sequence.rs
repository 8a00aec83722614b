//! The screen of a sequence: does the plan work, on what does it hinge, and while what holds.

use crate::numeric::{Rational, rounded, rounded_down, rounded_up, typed};
use crate::report::render::text::{WIDTH, flags, next, paragraph, quoted, what_ifs};
use crate::report::sections::interval::IntervalData;
use crate::report::sections::sequence::{ConsentData, GainData, PlanData, SequenceAnswer, SequenceData};
use crate::report::wording::{both, count_word, percent, wrap_items};

/// Digits after the point of a threshold.
const DIGITS: u32 = 3;
/// Variants that are shown.
const VARIANTS_SHOWN: usize = 8;
/// Thresholds that are shown.
const LIMITS_SHOWN: usize = 6;

/// The plan and its variants as a person reads them.
#[must_use]
pub fn sequence(answer: &SequenceAnswer) -> String {
    let (data, view) = (&answer.sequence, &answer.view);
    let mut text = format!("{}\n", view.title);
    if let Some(clause) = &view.assumptions {
        text.push_str(&paragraph(&format!("Of the numbers of the sequence, {clause}."), 0));
    }
    text.push_str(&what_ifs(&answer.head.what_if, &answer.head.readings));
    text.push('\n');
    text.push_str(&paragraph(&headline(answer), 0));
    table(data, &mut text);
    if let Some(plan) = data.variants.get(&data.plan).filter(|plan| plan.works.is_some()) {
        text.push('\n');
        gains(plan, &mut text);
        limits(answer, &mut text);
    }
    text.push('\n');
    text.push_str(&paragraph(checked(data), 0));
    let (case, what_if) = (quoted(&view.case), flags(&answer.head.what_if));
    let mut commands = vec![format!("zopa sequence {case}{what_if} --json")];
    if data.status == "not_answered" {
        commands.push(format!("zopa equilibria {case}{what_if}"));
    }
    let named = view.parameters.iter().next();
    commands
        .extend(named.map(|(id, _)| format!("zopa sequence {case} --set sequence.parameters.{id}=NUMBER")));
    text + &next(&commands)
}

/// What the plan hinges on: the variants in which the answer is another one.
fn headline(answer: &SequenceAnswer) -> String {
    let (data, view) = (&answer.sequence, &answer.view);
    let label = |id: &String| data.variants.get(id).map_or_else(|| id.clone(), |one| one.label.clone());
    let others = data.variants.len().saturating_sub(1);
    match (data.status.as_str(), data.hinges_on.as_slice()) {
        ("works", []) if others == 0 => "THE PLAN WORKS: each party takes its step.".to_owned(),
        ("works", []) => format!(
            "THE PLAN WORKS, and so does it in {}.",
            if others == 1 {
                "its variant".to_owned()
            } else {
                format!("each of its {} variants", count_word(others))
            }
        ),
        ("works", points) => {
            let lacks: Vec<String> = points.iter().map(|id| view.lacks[id.as_str()].clone()).collect();
            let noun = if points.len() == 1 { "POINT" } else { "POINTS" };
            let count = count_word(points.len()).to_uppercase();
            format!("THE PLAN WORKS, AND HINGES ON {count} {noun}: {}.", lacks.join("; "))
        }
        ("fails", working) => {
            let plan = data.variants.get(&data.plan);
            let who = plan.map(stopped).filter(|who| !who.is_empty());
            let who = who.map(|who| format!(": {who}")).unwrap_or_default();
            let labels: Vec<String> = working.iter().map(label).collect();
            let rest = match labels.len() {
                0 if others == 0 => String::new(),
                0 => "; no variant works either".to_owned(),
                _ => format!("; it would work with {}", both(&labels)),
            };
            format!("THE PLAN DOES NOT WORK{who}{rest}.")
        }
        _ => {
            let reason = data.variants.get(&data.plan).and_then(|plan| plan.reason.clone());
            format!("NOT ANSWERED: {}.", reason.unwrap_or_default())
        }
    }
}

/// Who does not take its step, and what it does instead.
fn stopped(variant: &PlanData) -> String {
    let Some(first) = variant.stopped_by.first() else { return String::new() };
    format!("{} would {}", first.party, first.chosen)
}

fn table(data: &SequenceData, text: &mut String) {
    let shown = || data.variants.values().take(VARIANTS_SHOWN);
    let verdicts: Vec<String> = shown().map(verdict).collect();
    let width = |list: Vec<usize>| list.into_iter().max().unwrap_or(0);
    let first = width(shown().map(|one| cut(&one.label).chars().count()).collect());
    let second = width(verdicts.iter().map(|one| one.chars().count()).collect()).min(42);
    for (variant, verdict) in shown().zip(&verdicts) {
        let chances = match variant.works {
            None => String::new(),
            Some(false) => "signed 0 %".to_owned(),
            Some(true) => format!(
                "signed {}, works {}",
                chance(&variant.probability_signed.0),
                chance(&variant.probability_works.0)
            ),
        };
        let line = format!("  {:<first$}  {verdict:<second$}  {chances}", cut(&variant.label));
        text.push_str(&format!("{}\n", line.trim_end()));
    }
    let more = data.variants.len().saturating_sub(VARIANTS_SHOWN);
    if more > 0 {
        text.push_str(&format!("  and {more} more in --json\n"));
    }
}

/// A probability in percent; a whole one without decimals.
fn chance(probability: &Rational) -> String {
    percent(probability).replace(".0 %", " %")
}

/// A label that leaves room for the rest of its line.
fn cut(label: &str) -> String {
    const LONGEST: usize = 34;
    match label.chars().count() > LONGEST {
        true => label.chars().take(LONGEST - 3).chain("...".chars()).collect(),
        false => label.to_owned(),
    }
}

/// A gain with its sign, to one decimal; in full where that would show nothing.
fn signed(gain: &Rational) -> String {
    let sign = if gain.is_positive() { "+" } else { "" };
    let short = rounded(gain, 1);
    // A whole number is written as one only if it is one.
    let shown = if gain.is_integer() || short.trim_start_matches('-') == "0.0" { typed(gain) } else { short };
    format!("{sign}{shown}")
}

fn verdict(variant: &PlanData) -> String {
    match (variant.works, variant.stopped_by.first()) {
        (Some(true), _) => all_but(variant),
        (None, _) => "not answered".to_owned(),
        (Some(false), None) => "never signed".to_owned(),
        (Some(false), Some(first)) => {
            let gain = match variant.gains.get(&first.party) {
                Some(gain) => written(gain),
                None => signed(&first.gain.0),
            };
            format!("{} ({gain})", stopped(variant))
        }
    }
}

/// Who takes its step where the plan works: all, or all but some in some cases of chance.
fn all_but(variant: &PlanData) -> String {
    let loses = |(party, gain): (&String, &GainData)| match gain {
        GainData::One(gain) => gain.0.is_negative().then(|| party.clone()),
        GainData::Each(gains) => {
            let cases: Vec<String> =
                gains.iter().filter(|(_, gain)| gain.0.is_negative()).map(|(case, _)| case.clone()).collect();
            (!cases.is_empty()).then(|| format!("{party} ({})", cases.join(", ")))
        }
    };
    let losing: Vec<String> = variant.gains.iter().filter_map(loses).collect();
    match losing.as_slice() {
        [] => "each takes its step".to_owned(),
        some => format!("all take their step but {}", both(some)),
    }
}

fn written(gain: &GainData) -> String {
    match gain {
        GainData::One(number) => signed(&number.0),
        GainData::Each(numbers) => numbers
            .iter()
            .map(|(case, number)| format!("{case} {}", signed(&number.0)))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

fn heading(heading: &str, items: &[String], text: &mut String) {
    let width = heading.chars().count() + 4;
    text.push_str(&format!("  {heading}  {}\n", wrap_items(items, width, WIDTH)));
}

fn gains(plan: &PlanData, text: &mut String) {
    let gains = plan.gains.iter().map(|(party, gain)| format!("{party} {}", written(gain)));
    let items: Vec<String> = gains.collect();
    if !items.is_empty() {
        heading("What its step gives each, in its own points:", &items, text);
    }
}

/// While what holds the plan works, and whose consent holds longer.
fn limits(answer: &SequenceAnswer, text: &mut String) {
    let (data, view) = (&answer.sequence, &answer.view);
    let works = data.status == "works";
    let mut while_true = Vec::new();
    let mut whatever = Vec::new();
    let mut never = Vec::new();
    for (id, (label, value)) in &view.parameters {
        let (Some(list), Some(legal)) = (data.thresholds.get(id), data.legal.get(id)) else { continue };
        if list == legal {
            whatever.push(label.clone());
        } else if list.is_empty() {
            never.push(label.clone());
        } else {
            while_true.push(format!("{label} {} (now {})", range(list, legal), typed(value)));
        }
    }
    while_true.truncate(LIMITS_SHOWN);
    let leads = if works { "It still works while" } else { "It would work if" };
    if !while_true.is_empty() {
        heading(leads, &while_true, text);
    }
    if works {
        let consents = longer(answer);
        if !consents.is_empty() {
            heading("Taken alone,", &consents, text);
        }
        if !whatever.is_empty() {
            heading("It works for any", &whatever, text);
        }
    } else if !never.is_empty() {
        heading("No value helps of:", &never, text);
    }
}

/// Steps that are taken for more values than the plan works for, and not for all.
fn longer(answer: &SequenceAnswer) -> Vec<String> {
    const SHOWN: usize = 3;
    let (data, view) = (&answer.sequence, &answer.view);
    let mut found = Vec::new();
    for (id, (label, value)) in &view.parameters {
        let (Some(list), Some(legal)) = (data.thresholds.get(id), data.legal.get(id)) else { continue };
        let tells = |step: &&ConsentData| {
            step.intervals != *list
                && step.intervals != *legal
                && step.intervals.iter().any(|one| holds(one, value))
        };
        for step in data.consents.get(id).into_iter().flatten().filter(tells) {
            let range = range(&step.intervals, legal);
            found.push(format!("{} would {} while {label} {range}", step.name, step.planned));
        }
    }
    found.dedup();
    found.truncate(SHOWN);
    found
}

fn holds(interval: &IntervalData, value: &Rational) -> bool {
    let above = interval.from.as_ref().is_none_or(|from| from.0 <= *value);
    above && interval.to.as_ref().is_none_or(|to| *value <= to.0)
}

/// A set of values among those that are legal: `>= 0.598`, `from 0.2 to 0.4`.
fn range(list: &[IntervalData], legal: &[IntervalData]) -> String {
    let lowest = legal.first().and_then(|one| one.from.clone());
    let highest = legal.last().and_then(|one| one.to.clone());
    let words = list.iter().map(|one| {
        // An end is written inwards, so that what is said holds.
        let low = one.from.as_ref().filter(|_| one.from != lowest).map(|end| {
            format!("{} {}", if one.from_closed { ">=" } else { ">" }, rounded_up(&end.0, DIGITS))
        });
        let high = one.to.as_ref().filter(|_| one.to != highest).map(|end| {
            format!("{} {}", if one.to_closed { "<=" } else { "<" }, rounded_down(&end.0, DIGITS))
        });
        match (low, high) {
            (Some(low), Some(_)) if one.from == one.to => low.replace(">=", "="),
            (Some(low), Some(high)) => format!("{low} and {high}"),
            (Some(end), None) | (None, Some(end)) => end,
            (None, None) => "whatever it is".to_owned(),
        }
    });
    words.collect::<Vec<_>>().join(", or ")
}

fn checked(data: &SequenceData) -> &'static str {
    if data.status == "not_answered" {
        return "Give everybody sight of what was chosen before (`seen_by`), or ask for the equilibria of the game.";
    }
    if data.variants.values().any(|one| one.equilibria.as_ref().is_some_and(|count| count != "1")) {
        return "Checked: nobody gains by another move at any point. Where somebody is indifferent, the plan's move is taken, else the first of the file.";
    }
    "Checked: at every point, in every variant, any other move leaves its mover worse off."
}
