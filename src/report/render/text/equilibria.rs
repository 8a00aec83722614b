//! The screen of equilibria: each as a line for each player, then how complete the list is and which one principles
//! of selection point to.

use crate::numeric::{Rational, rounded};
use crate::report::number::{Num, Numbers};
use crate::report::render::text::{WIDTH, block, flags, next, paragraph, quoted, what_ifs};
use crate::report::sections::equilibria::{EquilibriaAnswer, EquilibriumData, FoundData, principle_title};
use crate::report::wording::{both, count_word, counted, wrap_items};

/// Equilibria shown on the screen.
const SHOWN: usize = 6;

/// Strategies named of one player.
const STRATEGIES_NAMED: usize = 6;

/// Longest fraction written as such; longer ones are rounded.
const LONGEST: usize = 9;

/// Most equilibria that a principle is said to point to.
const TIES_NAMED: usize = 8;

/// Columns of the number of an equilibrium.
const LEAD: usize = 4;

/// Digits after the point of a rounded probability or payoff.
const DIGITS: u32 = 4;

/// The equilibria of a game as a person reads them.
#[must_use]
pub fn equilibria(answer: &EquilibriaAnswer) -> String {
    let view = &answer.view;
    let mut text = format!("{}\n", heading(answer));
    text.push_str(&what_ifs(&answer.head.what_if, &answer.head.readings));
    text.push('\n');
    text.push_str(&paragraph(&headline(answer), 0));
    text.push('\n');
    match &answer.profile {
        Some(given) => equilibrium(0, given, answer, &mut text),
        None => {
            for (place, one) in answer.equilibria.iter().take(SHOWN).enumerate() {
                equilibrium(place, &one, answer, &mut text);
            }
        }
    }
    if answer.equilibria.len() > SHOWN {
        let more = answer.equilibria.len() - SHOWN;
        text.push_str(&paragraph(&format!("and {more} more: --json or --csv lists them"), 2));
    }
    found(answer, &mut text);
    selection(answer, &mut text);
    for (concept, reason) in &answer.unsettled {
        text.push_str(&block("Not settled", &[format!("{}: {reason}", concept.replace('_', " "))]));
    }
    text.push('\n');
    text.push_str(&paragraph(&checked(answer), 0));
    let (case, what_if) = (quoted(&view.case), flags(&answer.head.what_if));
    let flag = if matches!(answer.asked.as_str(), "pure" | "profile") { "all" } else { "pure" };
    let commands = if answer.asked == "profile" { [flag, "pure"] } else { ["json", flag] };
    let commands = commands.map(|flag| format!("zopa equilibria {case}{what_if} --{flag}"));
    text + &next(&commands)
}

/// Lines `NE,...` with the probabilities of each equilibrium, as other programs of the field print them.
#[must_use]
pub fn gambit(answer: &EquilibriaAnswer) -> String {
    answer.equilibria.rows().map(|row| format!("NE,{}\n", row.join(","))).collect()
}

fn heading(answer: &EquilibriaAnswer) -> String {
    let game = &answer.game;
    let players = |name: &String| match game.strategies.get(name) {
        Some(&1) => format!("{name} with 1 strategy"),
        Some(count) => format!("{name} with {count} strategies"),
        None => name.clone(),
    };
    let players = match game.players.len() {
        few @ 1..=3 => {
            format!(
                "{}: {}",
                counted(few, "player"),
                both(&game.players.iter().map(players).collect::<Vec<_>>())
            )
        }
        many => counted(many, "player"),
    };
    let tree = match game.nodes {
        0 => String::new(),
        nodes => {
            format!(", {}, {}", counted(nodes, "node"), counted(game.information_sets, "information set"))
        }
    };
    let title = paragraph(&answer.view.title, 0);
    format!("{title}{}", paragraph(&format!("{players}{tree}"), 0)).trim_end().to_owned()
}

fn headline(answer: &EquilibriaAnswer) -> String {
    if let Some(given) = &answer.profile {
        return judged(given);
    }
    let number = answer.equilibria.len();
    let pure = answer.equilibria.pure();
    let kinds = match (pure, number - pure) {
        (_, 0) => "in each, everybody plays one strategy for sure (pure)".to_owned(),
        (0, _) => "in each, somebody mixes strategies".to_owned(),
        (pure, mixed) => format!("{} pure, {} mixed", count_word(pure), count_word(mixed)),
    };
    let one_kind = match pure {
        1 => "everybody plays one strategy for sure (pure)",
        _ => "somebody mixes strategies",
    };
    let only = |id: &str| {
        answer.strategic.len() + answer.extensive.len() == 1
            && answer.strategic.keys().chain(answer.extensive.keys()).all(|one| one == id)
    };
    if only("pure_nash") && answer.completeness.claim == "All" && number > 0 {
        let plural = if number == 1 { "UM" } else { "A" };
        return format!(
            "{} PURE EQUILIBRI{plural}, and no other pure one: in each, everybody plays one strategy for sure.",
            count_word(number).to_uppercase()
        );
    }
    if let Some(found) = answer.extensive.get("backward_induction").filter(|_| only("backward_induction")) {
        return match found.number.as_ref().map(|plans| plans.0.to_string()).as_deref() {
            Some("1") => {
                "LOOKING AHEAD LEAVES ONE PLAN: at every node, every other move is worse for who moves."
                    .to_owned()
            }
            Some(plans) => format!(
                "LOOKING AHEAD LEAVES {plans} PLANS, of which one is shown: somebody is indifferent somewhere."
            ),
            None => "LOOKING AHEAD LEAVES MANY PLANS, of which one is shown.".to_owned(),
        };
    }
    // Corners of one product may be mixed and exchanged freely, so there is no end to the others.
    let extreme = answer
        .strategic
        .get("extreme_equilibria")
        .filter(|found| found.nash_subsets.iter().any(|one| one.len() > 1));
    if let Some(sets) = extreme.and_then(|found| found.connected) {
        let (sets, corners) = (counted(sets, "connected set"), counted(number, "corner"));
        return format!(
            "INFINITELY MANY EQUILIBRIA, in {sets} whose {corners} are listed: {kinds}. All others mix these."
        );
    }
    match (number, answer.completeness.claim.as_str(), answer.status.as_str()) {
        (0, _, "none") if answer.asked == "pure" => {
            "NO EQUILIBRIUM IN PURE STRATEGIES: at every profile somebody would rather do something else."
                .to_owned()
        }
        (0, _, "none") => "NO EQUILIBRIUM OF THE KIND THAT WAS ASKED.".to_owned(),
        (0, _, _) => "NOTHING WAS SETTLED.".to_owned(),
        (1, "All", _) => format!("ONE EQUILIBRIUM, and no other: {one_kind}."),
        (1, _, _) => format!("ONE EQUILIBRIUM: {one_kind}. There may be others."),
        (_, "All", _) => format!("{number} EQUILIBRIA, and no others: {kinds}."),
        _ => format!("{number} EQUILIBRIA: {kinds}. There may be others."),
    }
}

/// Whether the profile that was given is an equilibrium, and who would leave it.
fn judged(given: &EquilibriumData) -> String {
    let leaves = |(player, regret): (&String, &Num)| {
        let by = given.better.get(player).map(|better| format!(" by {}", word(better))).unwrap_or_default();
        (!regret.0.is_zero()).then(|| format!("{player} would gain {}{by}", written(&regret.0)))
    };
    let leave: Vec<String> = given.regrets.iter().filter_map(leaves).collect();
    if leave.is_empty() {
        let kind =
            if given.is_pure() { "everybody plays one strategy for sure (pure)" } else { "somebody mixes" };
        return format!("THIS IS AN EQUILIBRIUM: nobody would gain by anything else; {kind}.");
    }
    format!("THIS IS NO EQUILIBRIUM: {}.", both(&leave))
}

fn equilibrium(place: usize, one: &EquilibriumData, answer: &EquilibriaAnswer, text: &mut String) {
    let number = place + 1;
    let mut items = Vec::new();
    for player in &answer.game.players {
        let plays = match (one.behaviour.get(player), one.strategies.get(player)) {
            (Some(sets), _) if !sets.is_empty() => {
                let at = |(set, actions): (&String, &Numbers)| format!("{set}: {}", mixture(actions));
                let shown: Vec<String> = sets.iter().take(STRATEGIES_NAMED).map(at).collect();
                let rest = sets.len().saturating_sub(STRATEGIES_NAMED);
                let rest = if rest > 0 { format!(", and {rest} more sets") } else { String::new() };
                format!("{}{rest}", shown.join(", "))
            }
            (_, Some(strategies)) => mixture(strategies),
            _ => continue,
        };
        let gets = one.payoffs.get(player).map(|payoff| written(&payoff.0)).unwrap_or_default();
        items.push(format!("{player}: {plays}, gets {gets}"));
    }
    if !one.regret.0.is_zero() && answer.profile.is_none() {
        items.push(format!("nobody gains more than {:.1e} by anything else", one.regret.0.to_f64()));
    }
    if one.subgame_perfect == Some(false) {
        items.push("rests on a threat that would not be carried out (not subgame perfect)".to_owned());
    }
    let lead = format!("  {number:<LEAD$}");
    text.push_str(&format!("{lead}{}\n", wrap_items(&items, LEAD + 2, WIDTH)));
}

/// A name, in quotes if it would read as a number.
fn word(name: &str) -> String {
    let is_number = name.chars().next().is_some_and(|first| first.is_ascii_digit());
    if is_number { format!("\"{name}\"") } else { name.to_owned() }
}

/// `3/5 opera + 2/5 fight`, or `opera`.
fn mixture(strategies: &Numbers) -> String {
    let played: Vec<_> = strategies.iter().filter(|(_, number)| !number.0.is_zero()).collect();
    if let [(name, number)] = played.as_slice()
        && number.0 == 1
    {
        return word(name);
    }
    let rest = played.len().saturating_sub(STRATEGIES_NAMED);
    let mut parts: Vec<String> = played
        .iter()
        .take(STRATEGIES_NAMED)
        .map(|(name, number)| format!("{} {}", written(&number.0), word(name)))
        .collect();
    if rest > 0 {
        parts.push(counted(rest, "other"));
    }
    parts.join(" + ")
}

/// A short fraction as it is, a long one rounded and marked as such.
fn written(number: &Rational) -> String {
    let exact = number.to_string();
    if exact.len() <= LONGEST { exact } else { format!("~{}", rounded(number, DIGITS)) }
}

/// What concepts found that is no equilibrium, or is about many.
fn found(answer: &EquilibriaAnswer, text: &mut String) {
    for (id, found) in answer.strategic.iter().chain(&answer.extensive) {
        let line = match (id.as_str(), found.status.as_str()) {
            (_, "not_defined") => continue,
            ("iterated_dominance" | "rationalizable", "found") => left(answer, found),
            ("zero_sum", "found") => value(answer, found),
            ("backward_induction", "found") => induction(found),
            _ => None,
        };
        if let Some(line) = line {
            text.push_str(&block(title(id), &[line]));
        }
    }
}

fn title(id: &str) -> &'static str {
    match id {
        "iterated_dominance" => "Reasoning",
        "rationalizable" => "Reasoning",
        "zero_sum" => "Value",
        _ => "Looking ahead",
    }
}

/// Strategies that nobody who reasons would play.
fn left(answer: &EquilibriaAnswer, found: &FoundData) -> Option<String> {
    let dropped = |(player, left): (&String, &Vec<String>)| {
        let all = answer.game.strategies.get(player)?;
        (left.len() < *all).then(|| format!("{player} {} of {all}", left.len()))
    };
    let dropped: Vec<String> = found.left.iter().filter_map(dropped).collect();
    (!dropped.is_empty()).then(|| {
        let rounds = found.rounds.map(|rounds| counted(rounds, "round")).unwrap_or_default();
        format!(
            "leaves {} strategies, after {rounds} of striking out what nobody who reasons would play",
            both(&dropped)
        )
    })
}

fn value(answer: &EquilibriaAnswer, found: &FoundData) -> Option<String> {
    let first = answer.game.players.first()?;
    let value = found.value.as_ref()?;
    Some(format!("{first} can make sure of {} and no more, whatever the other does", written(&value.0)))
}

fn induction(found: &FoundData) -> Option<String> {
    let number = found.number.as_ref()?;
    let plans = if number.0 == 1 { "one plan".to_owned() } else { format!("{} plans", number.0) };
    let ways = match found.payoffs.len() {
        0 | 1 => String::new(),
        many => format!(", with {many} different payoffs, because somebody is indifferent somewhere"),
    };
    Some(format!("{plans} where everybody does best at every node (subgame perfect){ways}"))
}

fn selection(answer: &EquilibriaAnswer, text: &mut String) {
    let mut items = Vec::new();
    // A principle that cannot tell them apart says nothing.
    let tells = |list: &[usize]| !list.is_empty() && list.len() < answer.equilibria.len().min(TIES_NAMED);
    for one in answer.selection.iter().filter(|one| tells(&one.equilibria)) {
        let places: Vec<String> = one.equilibria.iter().map(|place| (place + 1).to_string()).collect();
        let note = if one.principle == "welfare" { " (adds points of different players)" } else { "" };
        items.push(format!("{}: {}{note}", principle_title(&one.principle), both(&places)));
    }
    if !items.is_empty() && answer.equilibria.len() > 1 {
        text.push_str(&block("Which one", &items));
    }
}

fn checked(answer: &EquilibriaAnswer) -> String {
    let mut text = String::new();
    if !answer.equilibria.is_empty() || answer.profile.is_some() {
        text.push_str("Checked: what each could gain by leaving it was computed again, in exact fractions. ");
    }
    let mut letters = answer.completeness.reason.chars();
    if let Some(first) = letters.next() {
        text.extend(first.to_uppercase());
        text.push_str(letters.as_str());
        text.push('.');
    }
    text
}
