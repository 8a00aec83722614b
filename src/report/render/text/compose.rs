//! The screen of a composition: which groups are acceptable, and what they bring.

use crate::numeric::{Decimals, grouped};
use crate::report::render::text::{block, flags, next, paragraph, quoted, what_ifs};
use crate::report::sections::compose::{ComposeAnswer, ComposeData, GroupData, LimitData, NamedData};
use crate::report::wording::{both, count_word, counted};

/// Smallest groups named on the screen.
const SMALLEST_SHOWN: usize = 3;

/// Steps of a share limit shown on the screen.
const STEPS_SHOWN: usize = 4;

/// The composition as a person reads it.
#[must_use]
pub fn compose(answer: &ComposeAnswer) -> String {
    let (data, view) = (&answer.compose, &answer.view);
    let size = counted(data.candidates.len(), "candidate");
    let mut text = format!("{}: {} ({size})\n", view.title, view.label);
    if let Some(basis) = &view.assumptions {
        text.push_str(&paragraph(&format!("Of its numbers {basis}."), 0));
    }
    text.push_str(&what_ifs(&answer.head.what_if, &answer.head.readings));
    text.push('\n');
    let unit = data.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
    text.push_str(&paragraph(&headline(data, view.decimals, &unit), 0));
    text.push('\n');
    if let Some(best) = &data.best {
        let others = match data.best_total.0 {
            0 | 1 => String::new(),
            many => format!(" ({} groups bring as much)", grouped(many)),
        };
        let line = format!("{}{unit}: {}{others}", view.decimals.write(&best.fund.0), members(data, best));
        text.push_str(&block("Best funded", &[line]));
    }
    smallest(data, view.decimals, &unit, &mut text);
    for (id, named) in &data.named {
        text.push_str(&block("A named group", &[named_line(id, named, view.decimals, &unit)]));
    }
    for (tag, limit) in &data.limits {
        text.push_str(&block("The share", &[limit_line(tag, limit, view.decimals, &unit)]));
    }
    matters(data, &mut text);
    let without: Vec<String> =
        data.without.iter().map(|(rule, count)| format!("\"{rule}\": {}", grouped(count.0))).collect();
    if !without.is_empty() && data.complete {
        text.push_str(&block(
            "Without",
            &[format!("{} (now {} groups)", without.join(" · "), grouped(data.acceptable.0))],
        ));
    }
    text.push('\n');
    text.push_str(&checked(data));
    let (case, what_if) = (quoted(&view.case), flags(&answer.head.what_if));
    let mut commands = vec![format!("zopa compose {case}{what_if} --json")];
    if let Some((tag, limit)) = data.limits.iter().next() {
        let other = if limit.at_most == "1/2" { "1/3" } else { "1/2" };
        commands.push(format!("zopa compose {case} --set contact_group.share_limits.{tag}.at_most={other}"));
    }
    text + &next(&commands)
}

fn headline(data: &ComposeData, digits: Decimals, unit: &str) -> String {
    let of = match data.groups.0 {
        1 => "of the only possible group".to_owned(),
        many => format!("of {} possible groups", grouped(many)),
    };
    let acceptable = match data.acceptable.0 {
        1 => format!("1 GROUP IS ACCEPTABLE {of}: it meets every rule."),
        many => format!("{} GROUPS ARE ACCEPTABLE {of}: they meet every rule.", grouped(many)),
    };
    match (data.status.as_str(), &data.goal, data.reaching) {
        ("undecided", ..) => format!(
            "UNDECIDED, nothing is known {of}: {}.",
            data.reason.as_deref().unwrap_or("the run was cut short")
        ),
        ("none", ..) => format!(
            "NO GROUP IS ACCEPTABLE: none {of} meets every rule. These cannot be met together: {}.",
            data.blocked.join("; ")
        ),
        (_, Some(goal), Some(reaching)) => {
            let reach = match (data.acceptable.0, reaching.0) {
                (1, 0) => "It does not reach".to_owned(),
                (1, _) => "It reaches".to_owned(),
                (_, 0) => "None of them reaches".to_owned(),
                (_, 1) => "1 of them reaches".to_owned(),
                (_, many) => format!("{} of them reach", grouped(many)),
            };
            format!("{acceptable} {reach} the goal of {}{unit}.", digits.write(&goal.0))
        }
        _ => acceptable,
    }
}

/// The members of a group, said as a whole where it is one.
fn members(data: &ComposeData, group: &GroupData) -> String {
    if group.members.len() == data.candidates.len() && data.candidates.len() > 2 {
        return format!("all {} candidates", data.candidates.len());
    }
    both(&group.members)
}

fn smallest(data: &ComposeData, digits: Decimals, unit: &str, text: &mut String) {
    let Some(first) = data.smallest.first() else {
        if data.goal.is_some() && data.complete && data.status == "found" {
            text.push_str(&block("Smallest", &["no acceptable group reaches the goal".to_owned()]));
        }
        return;
    };
    let shown: Vec<String> = data
        .smallest
        .iter()
        .take(SMALLEST_SHOWN)
        .map(|group| format!("{} ({}{unit})", both(&group.members), digits.write(&group.fund.0)))
        .collect();
    let more = match data.smallest_total.0 {
        1 => ", and no other group this small".to_owned(),
        many if many > SMALLEST_SHOWN as u128 => {
            format!(", and {} more", grouped(many - SMALLEST_SHOWN as u128))
        }
        _ => String::new(),
    };
    let verb = if first.members.len() == 1 { "is" } else { "are" };
    let line = format!("{} {verb} enough to reach the goal: {}{more}", first.members.len(), shown.join("; "));
    text.push_str(&block("Smallest", &[line]));
}

fn named_line(id: &str, named: &NamedData, digits: Decimals, unit: &str) -> String {
    let label = named.label.as_deref().unwrap_or(id);
    let shares: Vec<String> = named.shares.iter().map(|(tag, share)| format!("{share} {tag}")).collect();
    let shares = if shares.is_empty() { String::new() } else { format!(", {}", shares.join(", ")) };
    if named.acceptable {
        let more = match (named.more_allowed, named.may_join.as_slice()) {
            (Some(0), _) => "; nobody else on the list could join".to_owned(),
            (Some(count), may_join) => format!("; {} of {} could join", count_word(count), both(may_join)),
            (None, _) => String::new(),
        };
        return format!("{label}: acceptable ({}{unit}{shares}){more}", digits.write(&named.fund.0));
    }
    let repair = named.repair.as_ref().map(|repair| {
        let mut ways = Vec::new();
        if !repair.join.is_empty() {
            ways.push(format!("with {}", both(&repair.join)));
        }
        if !repair.leave.is_empty() {
            ways.push(format!("without {}", both(&repair.leave)));
        }
        format!("; acceptable {}", both(&ways))
    });
    format!("{label}: VETOED, {}{}", both(&named.breaks), repair.unwrap_or_default())
}

fn limit_line(tag: &str, limit: &LimitData, digits: Decimals, unit: &str) -> String {
    let mut line = format!("{tag} members at most {}", limit.at_most);
    if let Some(from) = limit.best_from.as_ref().filter(|from| **from != limit.at_most) {
        line.push_str(&format!(", which could tighten to {from} at no loss"));
    }
    match (&limit.acceptable_from, &limit.goal_from) {
        (Some(any), Some(goal)) if any == goal => {
            line.push_str(&format!("; the goal is reached from {goal} on"))
        }
        (Some(any), Some(goal)) => {
            line.push_str(&format!(
                "; some group is acceptable from {any} on, the goal is reached from {goal} on"
            ));
        }
        (Some(any), None) => line.push_str(&format!("; some group is acceptable from {any} on")),
        _ => {}
    }
    let mut steps: Vec<String> = Vec::new();
    let mut before = None;
    for step in &limit.steps {
        let best = step.best.as_ref().map(|best| digits.write(&best.0));
        if best != before {
            let word = best.clone().map_or_else(|| "none".to_owned(), |best| format!("{best}{unit}"));
            steps.push(format!("{word} from {}", step.from));
            before = best;
        }
    }
    if steps.len() > 1 {
        let skipped = steps.len().saturating_sub(STEPS_SHOWN);
        let shown = steps.split_off(skipped);
        line.push_str(&format!("; best fund {}", shown.join(", ")));
    }
    line
}

/// Who is in every group that reaches the goal, and who tips most of them.
fn matters(data: &ComposeData, text: &mut String) {
    let groups = data.reaching.unwrap_or(data.acceptable).0;
    if groups == 0 || !data.complete {
        return;
    }
    let always: Vec<String> = data
        .members
        .iter()
        .filter(|(_, member)| member.present.0 == groups)
        .map(|(id, _)| id.clone())
        .collect();
    let mut others: Vec<(&String, u128)> = data
        .members
        .iter()
        .filter(|(_, member)| member.present.0 < groups && member.pivotal.0 > 0)
        .map(|(id, member)| (id, member.pivotal.0))
        .collect();
    others.sort_by_key(|&(_, pivotal)| std::cmp::Reverse(pivotal));
    let mut items = Vec::new();
    if !always.is_empty() {
        items.push(format!("{} in every one", both(&always)));
    }
    let shown: Vec<String> =
        others.iter().take(5).map(|(id, pivotal)| format!("{id} {}", grouped(*pivotal))).collect();
    if !shown.is_empty() {
        items.push(format!("needed in so many of the {}: {}", grouped(groups), shown.join(", ")));
    }
    if !items.is_empty() {
        text.push_str(&block("Pivotal", &items));
    }
}

fn checked(data: &ComposeData) -> String {
    match data.certificate.as_ref().map(|certificate| certificate.strength.as_str()) {
        Some("Recount" | "Proof") => "Counted exactly, and counted again by a second method.\n".to_owned(),
        Some(_) => "Checked, not proved: too many groups to count twice.\n".to_owned(),
        None => String::new(),
    }
}
