//! The screen of coalitions: who must be in, who would leave, and how a surplus may be shared.

mod agreements;
mod deals;
mod sharing;

use crate::numeric::Decimals;
use crate::numeric::grouped;
use crate::report::render::text::{block, flags, next, paragraph, quoted, what_ifs};
use crate::report::sections::coalitions::{
    BreakawaysData, CoalitionalData, CoalitionsAnswer, ReactionData, StabilityData,
};
use crate::report::wording::{both, count_word, counted};

/// Partitions named on the screen.
const PARTITIONS_SHOWN: usize = 3;

/// The coalitional answers as a person reads them.
#[must_use]
pub fn coalitions(answer: &CoalitionsAnswer) -> String {
    let (data, view) = (&answer.coalitional, &answer.view);
    let mut size = counted(data.players.len(), "player");
    if let Some(stability) = &data.stability {
        size.push_str(&format!(", {} partitions", grouped(stability.partitions.0)));
    }
    let gap = 96_usize.saturating_sub(view.title.chars().count() + size.chars().count()).clamp(2, 16);
    let mut text = format!("{}{}{size}\n", view.title, " ".repeat(gap));
    text.push_str(&paragraph(&basis(answer), 0));
    text.push_str(&what_ifs(&answer.head.what_if, &answer.head.readings));
    text.push('\n');
    deals::deals(data, view.decimals, &mut text);
    sharing::sharing(data, view.decimals, view.named, &mut text);
    if let Some(stability) = &data.stability {
        stable(stability, &mut text);
    }
    let sizes = agreements::sizes(&data.agreements);
    if !sizes.is_empty() {
        text.push_str(&block("Agreements", &sizes));
    }
    if let Some(line) = agreements::left_out(&data.left_out) {
        text.push_str(&block("Left out", &[line]));
    }
    for (party, reaction) in &data.reactions {
        text.push_str(&block("If left out", &[reaction_line(party, reaction, view.decimals)]));
    }
    if let Some(breakaways) = &data.breakaways {
        broken(breakaways, &mut text);
    }
    text.push('\n');
    text.push_str(&checked(data));
    let (case, what_if) = (quoted(&view.case), flags(&answer.head.what_if));
    let mut commands = vec![format!("zopa coalitions {case}{what_if} --json")];
    if !data.rules.is_empty() {
        let other =
            if data.externality.as_deref() == Some("optimistic") { "pessimistic" } else { "optimistic" };
        commands.insert(0, format!("zopa coalitions {case}{what_if} --externality {other}"));
    }
    text + &next(&commands)
}

/// What the numbers are, and where they come from.
fn basis(answer: &CoalitionsAnswer) -> String {
    let data = &answer.coalitional;
    let what = if data.sense == "cost" { "Costs" } else { "Worths" };
    let mut sentence = match &data.unit {
        Some(unit) => format!("{what} are in {unit}"),
        None => format!("{what} have no stated unit"),
    };
    if let Some(assumptions) = &answer.view.assumptions {
        sentence.push_str(&format!("; {assumptions}"));
    }
    sentence.push('.');
    sentence
}

/// `GOV+JTD | MLF`.
fn blocs(partition: &[Vec<String>]) -> String {
    partition.iter().map(|bloc| bloc.join("+")).collect::<Vec<_>>().join(" | ")
}

fn stable(stability: &StabilityData, text: &mut String) {
    let all = grouped(stability.partitions.0);
    let mut items = vec![match stability.holding.0 {
        0 => format!("none of {all} ways to group holds: somebody would leave, or two blocs gain by joining"),
        count => {
            let holding = stability.list.iter().filter(|one| one.internal && one.merger_proof);
            let shown: Vec<String> =
                holding.take(PARTITIONS_SHOWN).map(|one| blocs(&one.partition)).collect();
            let more = match count.saturating_sub(shown.len() as u128) {
                0 => String::new(),
                more => format!(" and {} more", grouped(more)),
            };
            format!(
                "{} of {all} ways to group hold against one who leaves and against mergers: {}{more}",
                grouped(count),
                shown.join(", ")
            )
        }
    }];
    if let Some(first) = stability.efficient.first() {
        let more = match stability.efficient.len() {
            1 => String::new(),
            many => format!(" and {} more", many - 1),
        };
        items.push(format!("most in all: {}{more}", blocs(first)));
    }
    text.push_str(&block("Stable", &items));
}

fn reaction_line(party: &str, reaction: &ReactionData, digits: Decimals) -> String {
    let does = reaction.label.clone().unwrap_or_else(|| "punishes those who leave".to_owned());
    let (benefit, cost) = (digits.write(&reaction.benefit.0), digits.write(&reaction.cost.0));
    let verdict = if reaction.punishes {
        format!("{party} {does} (worth {benefit} to it, costs {cost})")
    } else {
        format!("{party} accepts: to it, that it {does} is worth {benefit} and costs {cost}")
    };
    let ranges = match reaction.over_ranges.as_str() {
        "always" => "; it acts wherever the two lie in their ranges",
        "never" => "; it accepts wherever the two lie in their ranges",
        "sometimes" => "; over their ranges it may do either",
        _ => "",
    };
    let even = digits.write(&reaction.break_even.0);
    format!("{verdict}; it accepts while the benefit is at most {even}{ranges}")
}

fn broken(breakaways: &BreakawaysData, text: &mut String) {
    if !breakaways.complete {
        text.push_str(&block(
            "Breakaways",
            &["not settled: too many packages, or too little time".to_owned()],
        ));
        return;
    }
    if breakaways.packages.0 == 0 {
        text.push_str(&block(
            "Breakaways",
            &["there is no zone, so there is no package to break".to_owned()],
        ));
        return;
    }
    let all = grouped(breakaways.packages.0);
    let mut items = vec![match breakaways.unbroken.0 {
        0 => format!("every one of the {all} acceptable packages would be left for a sub-deal"),
        count if count == breakaways.packages.0 => {
            format!("no sub-deal would be preferred to any of the {all} acceptable packages")
        }
        count => format!("{} of {all} acceptable packages hold against every sub-deal", grouped(count)),
    }];
    for (id, sub_deal) in breakaways.sub_deals.iter().filter(|(_, one)| one.breaks.0 > 0) {
        let label = sub_deal.label.as_deref().unwrap_or(id);
        items.push(format!("{label} ({}) breaks {}", both(&sub_deal.members), grouped(sub_deal.breaks.0)));
    }
    let left = breakaways.solutions.iter().filter_map(|(id, one)| Some((id, one.by.as_ref()?)));
    let left: Vec<String> = left.map(|(id, by)| format!("{id} would be left for {by}")).collect();
    if !left.is_empty() {
        items.push(left.join(", "));
    } else if !breakaways.solutions.is_empty() && breakaways.unbroken.0 < breakaways.packages.0 {
        items.push("every solution holds".to_owned());
    }
    text.push_str(&block("Breakaways", &items));
}

fn checked(data: &CoalitionalData) -> String {
    let concepts = data.values.values().filter_map(|value| value.certificate.as_ref());
    let deals = data.deals.values().filter_map(|deal| deal.certificate.as_ref());
    let sizes = data.agreements.values().filter_map(|sizes| sizes.certificate.as_ref());
    let strengths: Vec<&str> = concepts.chain(deals).chain(sizes).map(|one| one.strength.as_str()).collect();
    if !data.complete {
        return "Not everything was settled (--json says what).\n".to_owned();
    }
    if strengths.is_empty() {
        return String::new();
    }
    let weak = strengths.iter().filter(|&&strength| strength == "Necessary").count();
    match weak {
        0 => "Exact, and each claim was checked from the game alone.\n".to_owned(),
        1 => "Exact; one claim is checked, not proved (--json says which).\n".to_owned(),
        count => {
            format!("Exact; {} claims are checked, not proved (--json says which).\n", count_word(count))
        }
    }
}
