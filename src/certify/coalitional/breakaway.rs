//! Breakaways: is what is signed really better, and is there really nothing where nothing is shown?

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::certify::answer::{Certified, Refused};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::games::subdeal::BreakawayProblem;
use crate::numeric::Rational;

/// Greatest number of combinations of one sub-deal that are looked at again.
const RECOUNT_LIMIT: u128 = 1_000_000;

/// Greatest number of comparisons made for one sub-deal.
const COMPARISONS: u128 = 500_000_000;

/// What the members of one sub-deal would sign instead of one package.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Broken {
    /// Something that gives every member strictly more, efficient for the members; `None` if there is nothing.
    pub strictly: Option<Vec<usize>>,
    /// Something that gives no member less and one more, efficient for the members; `None` if there is nothing.
    pub weakly: Option<Vec<usize>>,
}

/// What is claimed about packages and sub-deals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breakaways {
    /// For each package, for each sub-deal, what its members would sign instead.
    pub verdicts: Vec<Vec<Broken>>,
}

impl Breakaways {
    /// The packages that no sub-deal blocks strictly: the core without side payments.
    pub fn core(&self) -> impl Iterator<Item = usize> {
        self.places(|broken| broken.strictly.is_none())
    }

    /// The packages that no sub-deal blocks even weakly: the strong core.
    pub fn strong_core(&self) -> impl Iterator<Item = usize> {
        self.places(|broken| broken.weakly.is_none())
    }

    /// How many packages a sub-deal blocks strictly.
    #[must_use]
    pub fn blocked_by(&self, deal: usize) -> usize {
        let blocks = |row: &&Vec<Broken>| row.get(deal).is_some_and(|broken| broken.strictly.is_some());
        self.verdicts.iter().filter(blocks).count()
    }

    /// Judges the claim about which sub-deals block which packages.
    ///
    /// Everything that is said to be signed is checked in exact fractions: the members can sign it, and it gives each
    /// of them what is claimed. That nothing was overlooked, and that what is signed is efficient for the members, is
    /// counted again for sub-deals of up to a million combinations (`Recount`); beyond, it is not checked (`Necessary`).
    ///
    /// # Errors
    ///
    /// [`Refused`] with the failed check.
    pub fn judge(self, problem: &BreakawayProblem<'_>) -> Result<Certified<Self>, Refused<Self>> {
        judge_breakaway(problem, self)
    }

    fn places(&self, stays: impl Fn(&Broken) -> bool) -> impl Iterator<Item = usize> {
        let rows = self.verdicts.iter().enumerate();
        rows.filter(move |(_, row)| row.iter().all(&stays)).map(|(place, _)| place)
    }
}

/// The checks of [`Breakaways::judge`].
fn judge_breakaway(
    problem: &BreakawayProblem<'_>,
    claim: Breakaways,
) -> Result<Certified<Breakaways>, Refused<Breakaways>> {
    let deals = problem.deals().len();
    let is_whole = claim.verdicts.len() == problem.packages().len()
        && claim.verdicts.iter().all(|row| row.len() == deals);
    let mut checks = vec![Check::count(
        "every package is judged for every sub-deal",
        u128::from(!is_whole),
        Witness::Nothing,
    )];
    if !is_whole {
        return Certified::judge(claim, Certificate { strength: Strength::Necessary, checks });
    }
    let (mut shown, mut unsigned, mut worse, mut odd) = (0_u128, 0_u128, 0_u128, 0_u128);
    for (package, row) in problem.packages().iter().zip(&claim.verdicts) {
        for (deal, broken) in row.iter().enumerate() {
            odd += u128::from(broken.strictly.is_some() && broken.weakly.is_none());
            for (signed, is_strict) in [(&broken.strictly, true), (&broken.weakly, false)] {
                let Some(signed) = signed else { continue };
                shown += 1;
                if !problem.can_sign(deal, signed) {
                    unsigned += 1;
                } else if !is_better(problem, deal, signed, package, is_strict) {
                    worse += 1;
                }
            }
        }
    }
    checks.push(Check::count("sub-deals shown that could not be signed", unsigned, Witness::Compared(shown)));
    checks.push(Check::count(
        "sub-deals shown that are not better for their members",
        worse,
        Witness::Compared(shown),
    ));
    checks.push(Check::count("strict breakaways that are not weak ones", odd, Witness::Compared(shown)));
    let mut strength = Strength::Recount;
    if unsigned == 0 {
        let (mut overlooked, mut inefficient, mut looked_at) = (0, 0, 0);
        for deal in 0..deals {
            match recount(problem, deal, &claim) {
                Some(again) => {
                    overlooked += again.overlooked;
                    inefficient += again.inefficient;
                    looked_at += again.looked_at;
                }
                None => strength = Strength::Necessary,
            }
        }
        let witness = || Witness::Compared(looked_at);
        checks.push(Check::count("breakaways where none is shown", overlooked, witness()));
        checks.push(Check::count("sub-deals that improve on one shown", inefficient, witness()));
    }
    Certified::judge(claim, Certificate { strength, checks })
}

/// Does what is signed give every member more than `package`, or none less and one more? In exact fractions.
fn is_better(
    problem: &BreakawayProblem<'_>,
    deal: usize,
    signed: &[usize],
    package: &[usize],
    is_strict: bool,
) -> bool {
    let game = problem.game();
    let outcome = problem.outcome(deal, signed);
    let before = |party: usize| game.points(party, game.utility(package, party));
    let gains = problem.deals()[deal].members.iter().map(|&party| &outcome[party] - &before(party));
    let gains: Vec<Rational> = gains.collect();
    match is_strict {
        true => gains.iter().all(Rational::is_positive),
        false => !gains.iter().any(Rational::is_negative) && gains.iter().any(Rational::is_positive),
    }
}

/// What a look at everything that one sub-deal can sign finds.
struct Again {
    overlooked: u128,
    inefficient: u128,
    looked_at: u128,
}

/// Looks at everything that one sub-deal can sign; `None` if that is too much.
fn recount(problem: &BreakawayProblem<'_>, deal: usize, claim: &Breakaways) -> Option<Again> {
    let combinations = problem.combinations(deal);
    if combinations > RECOUNT_LIMIT {
        return None;
    }
    let (game, own) = (problem.game(), &problem.deals()[deal]);
    let worth = |package: &[usize]| -> Vec<i128> {
        own.members.iter().map(|&party| game.utility(package, party)).collect()
    };
    let left = |is_open: &dyn Fn(&Broken) -> bool| {
        let rows = problem.packages().iter().zip(&claim.verdicts);
        let open = rows.filter(|(_, row)| is_open(&row[deal])).map(|(package, _)| worth(package));
        // Whatever is better than a package is better than one that is worse for every member.
        least(open.collect())
    };
    let strictly = left(&|broken| broken.strictly.is_none());
    let weakly = left(&|broken| broken.weakly.is_none());
    let shown = claim.verdicts.iter().flat_map(|row| [&row[deal].strictly, &row[deal].weakly]);
    let shown: BTreeSet<&Vec<usize>> = shown.flatten().collect();
    let shown: BTreeSet<Vec<i128>> = shown.into_iter().map(|package| worth(package)).collect();
    let rows = (strictly.len() + weakly.len() + shown.len()) as u128;
    if combinations.saturating_mul(rows) > COMPARISONS {
        return None;
    }
    let mut again = Again { overlooked: 0, inefficient: 0, looked_at: 0 };
    let mut package = own.otherwise.clone();
    own.settles.iter().for_each(|&issue| package[issue] = 0);
    loop {
        if problem.can_sign(deal, &package) {
            again.looked_at += 1;
            let signed = worth(&package);
            let order =
                |place: usize, units: i128| problem.compare(deal, own.members[place], signed[place], units);
            let blocks = |units: &Vec<i128>| {
                units.iter().enumerate().all(|(place, &units)| order(place, units) == Ordering::Greater)
            };
            let blocks_weakly = |units: &Vec<i128>| {
                let mut orders = units.iter().enumerate().map(|(place, &units)| order(place, units));
                let mut is_more = false;
                orders.all(|order| {
                    is_more |= order == Ordering::Greater;
                    order != Ordering::Less
                }) && is_more
            };
            let improves =
                |units: &Vec<i128>| *units != signed && units.iter().zip(&signed).all(|(a, b)| a <= b);
            again.overlooked += u128::from(strictly.iter().any(blocks) || weakly.iter().any(blocks_weakly));
            again.inefficient += u128::from(shown.iter().any(improves));
        }
        // The next combination: the last settled issue varies fastest.
        let next = own.settles.iter().rev().find(|&&issue| package[issue] + 1 < game.levels()[issue]);
        let Some(&next) = next else { break };
        package[next] += 1;
        own.settles.iter().filter(|&&issue| issue > next).for_each(|&issue| package[issue] = 0);
    }
    Some(again)
}

/// The vectors that no other one is below in every entry; each once.
fn least(mut vectors: Vec<Vec<i128>>) -> Vec<Vec<i128>> {
    // In this order a vector can only be covered by one that comes before it.
    vectors.sort_unstable();
    vectors.dedup();
    let mut kept: Vec<Vec<i128>> = Vec::new();
    for vector in vectors {
        if !kept.iter().any(|low| low.iter().zip(&vector).all(|(low, own)| low <= own)) {
            kept.push(vector);
        }
    }
    kept
}
