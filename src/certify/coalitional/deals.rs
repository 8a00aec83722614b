//! What a deal leaves over once every member has what it could have outside.
//!
//! - [`DealFacts`]: the claim; [`judge_deal`] checks every number in it against the game.
//! - [`DealTerms`]: the part of it that decides whether the deal holds; [`judge_terms`].
//!
//! The numbers are checked by what they must satisfy (shares add up to the worth, an equal share times the number
//! of members is the worth), so the certificate is a proof.

use crate::certify::answer::{Certified, Refused};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::coalition::{Coalition, Partition};
use crate::games::partition::{Deal, Outside, PartitionGame, Share};
use crate::numeric::Rational;

/// What each member could have outside, and what the deal leaves over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Outside option of each member, in order of the members; what it must be paid to stay.
    pub outside: Vec<Rational>,
    /// Worth of the deal less all of them.
    pub surplus: Rational,
}

impl Terms {
    /// Is there enough for every member?
    #[must_use]
    pub fn holds(&self) -> bool {
        !self.surplus.is_negative()
    }
}

/// The terms if one member's share followed another rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variation {
    /// The member.
    pub player: usize,
    /// The other rule.
    pub share: Share,
    /// What follows, with all other members as declared.
    pub terms: Terms,
}

/// What the deal means to one member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberFacts {
    /// The member.
    pub player: usize,
    /// Its outside option and an equal part of the surplus, or of the deficit.
    pub share: Rational,
    /// An equal part of the whole worth, less its outside option: below 0 it would leave an equal division.
    pub margin: Rational,
    /// What the other members would have less together if it left: their shares, less what their blocs have in
    /// the outside partition. Not known where they share a bloc with outsiders there.
    pub others_lose: Option<Rational>,
    /// What the others lose by it, for each point that it loses itself (Gately's propensity to disrupt). Not
    /// defined unless the surplus is above 0.
    pub propensity: Option<Rational>,
}

/// A bloc that is not in the deal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bystander {
    /// The bloc.
    pub bloc: Coalition,
    /// Its worth where the deal stands.
    pub with_deal: Rational,
    /// Its worth where the members of the deal stand alone and every other bloc is the same.
    pub apart: Rational,
    /// What its members have together in the status quo, if their blocs there hold nobody else.
    pub status_quo: Option<Rational>,
}

impl Bystander {
    /// Does it gain from a deal to which it gives nothing?
    #[must_use]
    pub fn free_rides(&self) -> bool {
        self.with_deal > self.apart
    }
}

/// Everything claimed about a deal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DealFacts {
    /// The deal.
    pub deal: Deal,
    /// The partition that holds today, if it is known.
    pub status_quo: Option<Partition>,
    /// Worth of the members together.
    pub worth: Rational,
    /// By the declared rules.
    pub declared: Terms,
    /// By each rule for all members at once, in the order of [`Share::ALL`].
    pub by_rule: Vec<Terms>,
    /// Each member's rule changed alone: members in order, for each the rules it did not declare.
    pub variations: Vec<Variation>,
    /// Do some of these rules let the deal hold, and others not?
    pub depends_on_rule: bool,
    /// Each member, in order.
    pub members: Vec<MemberFacts>,
    /// What a guarantor would have to add: the deficit, or 0.
    pub guarantee: Rational,
    /// Who would be the first to leave an equal division of a shrinking worth: the smallest margin.
    pub first_to_leave: Vec<usize>,
    /// Whose leaving costs the others most, among those for whom it is known.
    pub most_disruptive: Vec<usize>,
    /// Every other bloc, in order.
    pub bystanders: Vec<Bystander>,
}

/// What is claimed about a deal by its declared rules alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DealTerms {
    /// The deal.
    pub deal: Deal,
    /// What its members could have outside, and what it leaves over.
    pub terms: Terms,
}

/// Judges what is claimed about the outside options and the surplus of a deal.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_terms(
    game: &PartitionGame,
    claim: DealTerms,
) -> Result<Certified<DealTerms>, Refused<DealTerms>> {
    let members = claim.deal.members();
    let worth = game.worth(claim.deal.partition(), members);
    let wrong = worth.map_or(1, |worth| terms_off(game, (&claim.deal, &worth), &claim.terms, &|_| None));
    let name = "declared outside options and surplus follow from the game";
    let checks = vec![Check::count(name, wrong as u128, Witness::Coalition(members))];
    Certified::judge(claim, Certificate { strength: Strength::Proof, checks })
}

/// Judges a claim about a deal.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_deal(
    game: &PartitionGame,
    claim: DealFacts,
) -> Result<Certified<DealFacts>, Refused<DealFacts>> {
    let certificate = Certificate { strength: Strength::Proof, checks: checks(game, &claim) };
    Certified::judge(claim, certificate)
}

fn checks(game: &PartitionGame, claim: &DealFacts) -> Vec<Check> {
    let members = claim.deal.members();
    let size = Rational::from(members.len() as i64);
    let count = |wrong: usize| wrong as u128;
    let worth = game.worth(claim.deal.partition(), members);
    let outside = claim.deal.outside();
    let declared = |_: &Outside| None;
    let wrong_terms = count(terms_off(game, (&claim.deal, &claim.worth), &claim.declared, &declared));
    let by_rule = Share::ALL.iter().zip(&claim.by_rule);
    let wrong_rules: usize = by_rule
        .map(|(&share, terms)| {
            terms_off(game, (&claim.deal, &claim.worth), terms, &|_: &Outside| Some(share))
        })
        .sum();
    let expected = outside.iter().flat_map(|one| {
        Share::ALL.into_iter().filter(|&share| share != one.share).map(|share| (one.player, share))
    });
    let listed = claim.variations.iter().map(|one| (one.player, one.share));
    let wrong_variations: usize = claim
        .variations
        .iter()
        .map(|vary| {
            let share = |one: &Outside| (one.player == vary.player).then_some(vary.share);
            terms_off(game, (&claim.deal, &claim.worth), &vary.terms, &share)
        })
        .sum();
    let all = || {
        let varied = claim.variations.iter().map(|vary| &vary.terms);
        std::iter::once(&claim.declared).chain(&claim.by_rule).chain(varied)
    };
    let depends = all().any(Terms::holds) && !all().all(Terms::holds);
    let shares: Rational = claim.members.iter().map(|member| &member.share).sum();
    let players = claim.members.iter().map(|member| member.player);
    let mut guarantee = claim.guarantee.clone();
    if !claim.declared.holds() {
        guarantee += &claim.declared.surplus;
    }
    let surplus = claim.declared.surplus.clone();
    let parts = claim.members.iter().zip(&claim.declared.outside).filter(|(member, outside)| {
        let part = &(&member.share - outside) * &size;
        let margin = &(&member.margin + outside) * &size;
        part != surplus || margin != claim.worth
    });
    let listed_as = |places: &[usize], best: &dyn Fn(&MemberFacts) -> bool| {
        claim
            .members
            .iter()
            .filter(|member| best(member))
            .map(|member| member.player)
            .ne(places.iter().copied())
    };
    let least = claim.members.iter().map(|member| &member.margin).min();
    let most = claim.members.iter().filter_map(|member| member.others_lose.as_ref()).max();
    let mut checks = vec![
        Check::count(
            "the worth is that of the game",
            count((worth.as_ref() != Some(&claim.worth)).into()),
            Witness::Coalition(members),
        ),
        Check::count(
            "declared outside options and surplus follow from the game",
            wrong_terms,
            Witness::Compared(outside.len() as u128),
        ),
        Check::count(
            "each rule for all members follows from the game",
            count(wrong_rules + usize::from(claim.by_rule.len() != Share::ALL.len())),
            Witness::Compared(claim.by_rule.len() as u128),
        ),
        Check::count(
            "each rule for one member follows from the game",
            count(wrong_variations + usize::from(!expected.eq(listed))),
            Witness::Compared(claim.variations.len() as u128),
        ),
        Check::count(
            "whether the verdict depends on the rule",
            count((depends != claim.depends_on_rule).into()),
            Witness::Nothing,
        ),
        Check::exact("shares add to the worth", distance(&shares, &claim.worth), Witness::Nothing),
        Check::count(
            "every member gains the same over its outside option",
            count(
                claim.members.len().abs_diff(members.len())
                    + parts.count()
                    + usize::from(!players.eq(members.members())),
            ),
            Witness::Nothing,
        ),
        Check::count(
            "what a guarantor adds is what is missing",
            count((!guarantee.is_zero()).into()),
            Witness::Nothing,
        ),
        Check::count(
            "who would leave an equal division first",
            count(listed_as(&claim.first_to_leave, &|member| Some(&member.margin) == least).into()),
            Witness::Nothing,
        ),
        Check::count(
            "whose leaving costs the others most",
            count(
                listed_as(&claim.most_disruptive, &|member| {
                    most.is_some() && member.others_lose.as_ref() == most
                })
                .into(),
            ),
            Witness::Nothing,
        ),
    ];
    let lose = claim.members.iter().zip(outside).filter(|(member, outside)| {
        let others = members.without(member.player);
        let left = together(game, &outside.partition, others);
        let lose = left.map(|left| &(&shares - &member.share) - &left);
        let gain = &member.share
            - claim.declared.outside.get(member_place(claim, member)).unwrap_or(&Rational::ZERO);
        let propensity = match (&lose, gain.is_positive()) {
            (Some(lose), true) => member.propensity.as_ref().is_some_and(|rate| &(rate * &gain) == lose),
            _ => member.propensity.is_none(),
        };
        lose != member.others_lose || !propensity
    });
    checks.push(Check::count(
        "what the others lose when a member leaves",
        count(lose.count()),
        Witness::Nothing,
    ));
    checks.push(Check::count(
        "what outsiders have with the deal and without",
        count(bystanders_off(game, claim)),
        Witness::Compared(claim.bystanders.len() as u128),
    ));
    checks
}

fn member_place(claim: &DealFacts, member: &MemberFacts) -> usize {
    claim.deal.members().members().take_while(|&player| player < member.player).count()
}

fn distance(one: &Rational, other: &Rational) -> Rational {
    let difference = one - other;
    if difference.is_negative() { -&difference } else { difference }
}

/// How many numbers of `terms` do not follow from the deal and its worth, if `rule` replaces the declared share.
fn terms_off(
    game: &PartitionGame,
    (deal, together): (&Deal, &Rational),
    terms: &Terms,
    rule: &dyn Fn(&Outside) -> Option<Share>,
) -> usize {
    let outside = deal.outside();
    let wrong = outside.iter().zip(&terms.outside).filter(|(option, value)| {
        let bloc = option.partition.bloc_of(option.player);
        let left = option.partition.with_bloc(Coalition::single(option.player));
        let Some(worth) = game.worth(&option.partition, bloc) else { return true };
        let rest = bloc.without(option.player);
        match rule(option).unwrap_or(option.share) {
            Share::Alone => game.worth(&left, Coalition::single(option.player)).as_ref() != Some(value),
            Share::Equal => *value * &Rational::from(bloc.len() as i64) != worth,
            Share::WhatItAdds if rest.is_empty() => *value != &worth,
            Share::WhatItAdds => game.worth(&left, rest).is_none_or(|rest| *value + &rest != worth),
        }
    });
    let total: Rational = terms.outside.iter().sum();
    let length = terms.outside.len() != outside.len();
    wrong.count() + usize::from(length) + usize::from(&terms.surplus + &total != *together)
}

/// What `players` have together in `partition`, if their blocs hold nobody else.
fn together(game: &PartitionGame, partition: &Partition, players: Coalition) -> Option<Rational> {
    let mut total = Rational::ZERO;
    for &bloc in partition.blocs().iter().filter(|bloc| !bloc.intersection(players).is_empty()) {
        if !bloc.is_subset_of(players) {
            return None;
        }
        total += &game.worth(partition, bloc)?;
    }
    Some(total)
}

fn bystanders_off(game: &PartitionGame, claim: &DealFacts) -> usize {
    let (partition, members) = (claim.deal.partition(), claim.deal.members());
    let apart =
        members.members().fold(partition.clone(), |apart, player| apart.with_bloc(Coalition::single(player)));
    let wrong = claim.bystanders.iter().filter(|one| {
        let status_quo = claim.status_quo.as_ref().and_then(|before| together(game, before, one.bloc));
        game.worth(partition, one.bloc).as_ref() != Some(&one.with_deal)
            || game.worth(&apart, one.bloc).as_ref() != Some(&one.apart)
            || status_quo != one.status_quo
    });
    let others = partition.blocs().iter().copied().filter(|&bloc| bloc != members);
    wrong.count() + usize::from(!others.eq(claim.bystanders.iter().map(|one| one.bloc)))
}
