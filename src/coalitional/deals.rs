//! What a deal leaves over once every member has what it could have without it.
//!
//! A [`Deal`] names, for each member, the partition that would follow if it went elsewhere and how it would share
//! there. The surplus is the worth of the deal's bloc less these outside options; the deal holds if it is not
//! below 0. The verdict is given under the declared rules, under each rule for all members at once, and with each
//! member's rule changed alone.
//!
//! Three numbers say what a member means to the deal:
//! - what it must be paid to stay: its outside option;
//! - its *margin*: an equal part of the whole worth less its outside option. Without side payments the member with
//!   the smallest margin is the first to leave as the worth shrinks (internal stability of d'Aspremont and others);
//! - its *propensity to disrupt*: what the others would lose by its leaving for each point that it loses itself,
//!   when all gain the same over their outside options (Gately).
//!
//! References: d'Aspremont, Jacquemin, Gabszewicz and Weymark 1983, Canadian Journal of Economics 16; Gately 1974,
//! International Economic Review 15. Declared outside options are a departure from both: there the others stay.

use std::convert::Infallible;

use crate::certify::coalitional as referee;
use crate::certify::coalitional::{Bystander, DealFacts, MemberFacts, Terms, Variation};
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::coalition::{Coalition, Partition};
use crate::games::partition::{Deal, Outside, PartitionGame, Share, Unanswerable};
use crate::numeric::Rational;

/// What a deal leaves over, under its declared rules and under the others, and what each member means to it.
///
/// - `deal`: a deal of this game.
/// - `status_quo`: the partition that holds today, if it is known; only outsiders are compared with it.
///
/// Certificate: every number is checked by what it must satisfy (`Proof`). Cost: a few look-ups for each member.
///
/// # Errors
///
/// [`Unanswerable::OtherPlayers`] if the deal or the status quo is of another game.
///
/// ```
/// use zopa::{coalition::{Coalition, Partition}, coalitional::deals::deal};
/// use zopa::games::partition::{Deal, Outside, PartitionGame, Share};
///
/// let game = PartitionGame::by_bloc_count(2, &[10.into(), 3.into()])?;
/// let (together, apart) = (Partition::new(2, vec![Coalition::all(2)])?, Partition::singletons(2));
/// let outside = |player| Outside { player, partition: apart.clone(), share: Share::Alone };
/// let deal_of_both = Deal::new(&game, together, Coalition::all(2), vec![outside(0), outside(1)])?;
/// let answer = deal(&game, &deal_of_both, None)?;
/// assert_eq!(answer.found().unwrap().declared.surplus, 4);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn deal(
    game: &PartitionGame,
    deal: &Deal,
    status_quo: Option<&Partition>,
) -> Result<Answer<DealFacts, Infallible>, Unanswerable> {
    let facts = facts(game, deal, status_quo).ok_or(Unanswerable::OtherPlayers)?;
    let verdict = match referee::judge_deal(game, facts) {
        Ok(facts) => Verdict::Found(facts),
        Err(refused) => Verdict::Refused(refused),
    };
    Ok(Answer { stop: Stop::Finished, verdict, completeness: Completeness::All })
}

fn facts(game: &PartitionGame, deal: &Deal, status_quo: Option<&Partition>) -> Option<DealFacts> {
    if status_quo.is_some_and(|partition| !game.groups(partition)) {
        return None;
    }
    let size = Rational::from(deal.members().len() as i64);
    let worth = game.worth(deal.partition(), deal.members())?;
    let terms = |rule: &dyn Fn(&Outside) -> Share| -> Option<Terms> {
        let values = deal.outside().iter().map(|option| outside_option(game, option, rule(option)));
        let outside: Vec<Rational> = values.collect::<Option<_>>()?;
        let surplus = &worth - &outside.iter().sum();
        Some(Terms { outside, surplus })
    };
    let declared = terms(&|option| option.share)?;
    let by_rule: Vec<Terms> = Share::ALL.iter().map(|&share| terms(&|_| share)).collect::<Option<_>>()?;
    let mut variations = Vec::new();
    for one in deal.outside() {
        for share in Share::ALL.into_iter().filter(|&share| share != one.share) {
            let rule = |option: &Outside| if option.player == one.player { share } else { option.share };
            variations.push(Variation { player: one.player, share, terms: terms(&rule)? });
        }
    }
    let mut verdicts = by_rule.iter().chain(variations.iter().map(|vary| &vary.terms)).map(Terms::holds);
    let depends_on_rule = verdicts.any(|holds| holds != declared.holds());
    let gain = declared.surplus.checked_div(&size)?;
    let part = worth.checked_div(&size)?;
    let member = |(option, outside): (&Outside, &Rational)| {
        let share = outside + &gain;
        let others = deal.members().without(option.player);
        let others_lose = together(game, &option.partition, others).map(|left| &(&worth - &share) - &left);
        let gains = gain.is_positive();
        let propensity = others_lose.as_ref().filter(|_| gains).and_then(|lose| lose.checked_div(&gain));
        MemberFacts { player: option.player, share, margin: &part - outside, others_lose, propensity }
    };
    let members: Vec<MemberFacts> = deal.outside().iter().zip(&declared.outside).map(member).collect();
    let with = |wanted: &dyn Fn(&MemberFacts) -> bool| {
        members.iter().filter(|member| wanted(member)).map(|member| member.player).collect::<Vec<_>>()
    };
    let least = members.iter().map(|member| &member.margin).min();
    let most = members.iter().filter_map(|member| member.others_lose.as_ref()).max();
    let first_to_leave = with(&|member| Some(&member.margin) == least);
    let most_disruptive = with(&|member| most.is_some() && member.others_lose.as_ref() == most);
    let guarantee = if declared.holds() { Rational::ZERO } else { -&declared.surplus };
    Some(DealFacts {
        bystanders: bystanders(game, deal, status_quo)?,
        deal: deal.clone(),
        status_quo: status_quo.cloned(),
        worth,
        declared,
        by_rule,
        variations,
        depends_on_rule,
        members,
        guarantee,
        first_to_leave,
        most_disruptive,
    })
}

/// What a player gets in the partition it goes to.
fn outside_option(game: &PartitionGame, option: &Outside, share: Share) -> Option<Rational> {
    let Outside { player, partition, .. } = option;
    let bloc = partition.bloc_of(*player);
    let worth = game.unit(partition, bloc)?;
    let rest = bloc.without(*player);
    if rest.is_empty() {
        return Some(game.points(worth.into()));
    }
    let left = partition.with_bloc(rest);
    match share {
        Share::Alone => Some(game.points(game.unit(&left, Coalition::single(*player))?.into())),
        Share::Equal => game.points(worth.into()).checked_div(&Rational::from(bloc.len() as i64)),
        Share::WhatItAdds => Some(game.points(i128::from(worth) - i128::from(game.unit(&left, rest)?))),
    }
}

/// What `players` have together in `partition`, if their blocs hold nobody else.
fn together(game: &PartitionGame, partition: &Partition, players: Coalition) -> Option<Rational> {
    let mut units = 0_i128;
    let mut left = players;
    while let Some(player) = left.lowest() {
        let bloc = partition.bloc_of(player);
        if !bloc.is_subset_of(players) {
            return None;
        }
        units += i128::from(game.unit(partition, bloc)?);
        left = left.minus(bloc);
    }
    Some(game.points(units))
}

fn bystanders(game: &PartitionGame, deal: &Deal, status_quo: Option<&Partition>) -> Option<Vec<Bystander>> {
    let members = deal.members();
    let outsiders = deal.partition().blocs().iter().filter(|&&bloc| bloc != members);
    let blocs = members.members().map(Coalition::single).chain(outsiders.clone().copied()).collect();
    let apart = Partition::new(game.players(), blocs).ok()?;
    let bystander = |&bloc: &Coalition| {
        Some(Bystander {
            bloc,
            with_deal: game.worth(deal.partition(), bloc)?,
            apart: game.worth(&apart, bloc)?,
            status_quo: status_quo.and_then(|before| together(game, before, bloc)),
        })
    };
    outsiders.map(bystander).collect()
}
