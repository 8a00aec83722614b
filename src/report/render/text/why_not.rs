//! The screen of an empty zone: how close, who blocks, what would open it.

use crate::numeric::grouped;
use crate::report::render::text::{block, flags, next, paragraph, quoted, what_ifs};
use crate::report::sections::why_not::{BlockingData, WhyNotAnswer, WhyNotData};
use crate::report::wording::both;

/// Blocking sets that include conditions or limits, shown in text.
const SETS_SHOWN: usize = 3;

/// Why there is no zone, as a person reads it.
#[must_use]
pub fn why_not(answer: &WhyNotAnswer) -> String {
    let (data, view) = (&answer.why_not, &answer.view);
    let digits = view.decimals;
    let mut text = format!("{}\n", view.title);
    text.push_str(&what_ifs(&answer.head.what_if, &answer.head.readings));
    text.push('\n');
    if data.status == "open" {
        let sentence = match &data.acceptable {
            Some(count) => {
                let count = grouped(count.small());
                format!("THERE IS A ZONE: {count} packages are acceptable to everybody, so nothing blocks.")
            }
            None => {
                "THERE IS A ZONE: a package that is acceptable to everybody was found, so nothing blocks."
                    .to_owned()
            }
        };
        text.push_str(&paragraph(&sentence, 0));
        let zone = format!("zopa zone {}{}", quoted(&view.case), flags(&answer.head.what_if));
        return text + &next(&[zone]);
    }
    if data.status == "undecided" {
        let why = match data.way.as_str() {
            "searched" => "neither an agreement nor a proof that there is none was found",
            _ => "the run was cut short before an agreement was found",
        };
        return text + &format!("UNDECIDED: {why}.\n");
    }
    let exact = data.shortfall.as_ref().map(|shortfall| digits.write(&shortfall.0));
    let between = data.shortfall_between.as_ref().map(|between| {
        format!("between {} and {}", digits.write(&between.at_least.0), digits.write(&between.at_most.0))
    });
    match (&data.least_bad, exact.or(between)) {
        (Some(least_bad), Some(shortfall)) => {
            let sentence = format!(
                "NO ZONE: every package leaves someone below walking away. Closest is {shortfall} points short."
            );
            text.push_str(&paragraph(&sentence, 0));
            text.push('\n');
            text.push_str(&block(
                if data.shortfall.is_some() { "Closest" } else { "Near" },
                &view.closest_text,
            ));
            text.push_str(&block("Leaves short", &view.short));
            if let Some(total) = least_bad.total.filter(|total| total.0 > 1) {
                let more = format!("{} packages come as close", grouped(total.0));
                text.push_str(&block("", &[more]));
            }
        }
        _ if data.not_found.iter().any(|name| name == "shortfall") => {
            text.push_str("NO ZONE; the package that comes closest was not found.\n\n");
        }
        _ if !data.complete && !is_impossible(data) => {
            text.push_str("NO ZONE; the run was cut short before the closest package was found.\n\n");
        }
        _ => {
            text.push_str("NO ZONE: no package meets all conditions, limits and forbidden combinations.\n\n")
        }
    }
    blocking(answer, &mut text);
    let openings: Vec<String> = data.openings.iter().map(|opening| opening.text.clone()).collect();
    if openings.is_empty() {
        let none = match data.not_found.iter().any(|name| name == "openings") {
            true => "no single change that opens it was found",
            false => "no single change opens it",
        };
        text.push_str(&block("Openings", &[none.to_owned()]));
    } else {
        text.push_str(&block("It opens with", &openings));
    }
    text.push('\n');
    text.push_str(
        "Points of different parties are set against each other in \"closest\"; the blocking sets are not.\n",
    );
    if !data.complete {
        let why = match data.way.as_str() {
            "searched" => "Something was out of reach, or the run was cut short: there may be more to say.\n",
            _ => "The run was cut short: there may be more to say.\n",
        };
        text.push_str(why);
    }
    if data.way == "searched" {
        text.push_str(&paragraph(searched(data), 0));
        let (case, what_if) = (quoted(&view.case), flags(&answer.head.what_if));
        return text + &next(&[format!("zopa zone {case}{what_if}"), format!("zopa show {case}")]);
    }
    text.push_str(if is_recounted(data) {
        "Checked: each claim was counted again over every package.\n"
    } else {
        "Checked, not proved: too many packages to count twice.\n"
    });
    let case = quoted(&view.case);
    let what_if = flags(&answer.head.what_if);
    text + &next(&[format!("zopa zone {case}{what_if}"), format!("zopa show {case}")])
}

/// Is it known that no package meets all rules? A listing that was cut short does not tell.
fn is_impossible(data: &WhyNotData) -> bool {
    let is_counted = data.complete || data.way == "searched";
    is_counted && data.admissible.as_ref().is_some_and(|count| count.small() == 0)
}

fn is_recounted(data: &WhyNotData) -> bool {
    let strengths = data.blocking.iter().map(|set| set.certificate.strength.as_str());
    let certificates = data.least_bad.iter().map(|least_bad| least_bad.certificate.strength.as_str());
    strengths.chain(certificates).all(|strength| strength != "Necessary")
}

/// How it was found where packages are not listed, and what that proves.
fn searched(data: &WhyNotData) -> &'static str {
    let is_certified = data.least_bad.is_some() || !data.blocking.is_empty();
    if is_certified && is_recounted(data) {
        "Found without a list of packages, and proved: what can be had is shown by a package, what cannot be had by weights or counts that leave none, worked out again from the case."
    } else {
        "Found without a list of packages: what can be had is shown by a package; that nothing else can be had was only checked, not proved."
    }
}

fn blocking(answer: &WhyNotAnswer, text: &mut String) {
    let data = &answer.why_not;
    let among = |kind: &'static str| data.blocking.iter().filter(move |set| set.among == kind);
    let mut lines: Vec<String> = among("admissible").map(|set| party_line(data, set)).collect();
    let wider: Vec<String> = among("all").take(SETS_SHOWN).map(|set| set.text.clone()).collect();
    if !lines.is_empty() && !answer.view.parties_complete && data.way == "searched" {
        lines.push("other sets of parties may block as well".to_owned());
    }
    if lines.is_empty() && !is_impossible(data) {
        lines.push("not found: too many demands, or too little time, to look at them together".to_owned());
    }
    if lines.is_empty() {
        lines.push("conditions, limits and forbidden combinations, before any party".to_owned());
    }
    text.push_str(&block("Who blocks", &lines));
    if !wider.is_empty() {
        let count = among("all").count();
        let more = match (count > SETS_SHOWN, data.blocking_complete) {
            (_, false) if data.way == "searched" => "; there may be other such sets".to_owned(),
            (_, false) => ", and more".to_owned(),
            (true, true) => format!(", and {} sets more", count - SETS_SHOWN),
            (false, true) => String::new(),
        };
        let sets: Vec<String> = wider.iter().map(|set| format!("fails one of {set}")).collect();
        text.push_str(&block("Every package", &[sets.join("; ") + &more]));
    }
}

/// `GOV and JTD: no admissible package meets both of their demands (GOV with CSP 28, JTD with CSP 252)`.
fn party_line(data: &WhyNotData, set: &BlockingData) -> String {
    let parties: Vec<&str> = set.demands.iter().filter_map(|path| path.split('.').nth(1)).collect();
    let others: Vec<String> = data
        .met_by
        .iter()
        .filter(|met| met.parties.len() == parties.len() && met.packages.0 > 0)
        .map(|met| format!("{} {}", met.parties.join(" with "), grouped(met.packages.0)))
        .collect();
    let beside = if others.is_empty() { String::new() } else { format!(" ({})", others.join(", ")) };
    match parties.as_slice() {
        [one] => format!("{one}: no admissible package meets its demand{beside}"),
        [_, _] => format!("{}: no admissible package meets both of their demands{beside}", set.text),
        many => {
            let names: Vec<String> = many.iter().map(|&name| name.to_owned()).collect();
            format!("{}: no admissible package meets the demands of all{beside}", both(&names))
        }
    }
}
