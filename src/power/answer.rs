//! From counts to an answer that has been judged.

use dashu_int::UBig;

use crate::budget::Budget;
use crate::certify::power::{Index, NobodyWins, Power, Referee};
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::games::voting::VotingGame;
use crate::numeric::Rational;
use crate::power::engine::{self, TooLarge};
use crate::power::tally::{Kind, Tally, common_multiple, factorials};

/// The power of every voter, or why there is none to share.
pub type PowerAnswer = Answer<Power, NobodyWins>;

/// Counts what `index` needs and has the claim judged.
pub(in crate::power) fn answer(
    game: &VotingGame,
    index: Index,
    budget: &Budget<'_>,
) -> Result<PowerAnswer, TooLarge> {
    let referee = Referee::new(game);
    let finished = |verdict| Answer { stop: Stop::Finished, verdict, completeness: Completeness::All };
    if !game.somebody_wins() {
        return Ok(match referee.judge_nobody_wins(NobodyWins) {
            Ok(claim) => finished(Verdict::NoneExists(claim)),
            Err(_) => stopped(),
        });
    }
    let Some(tally) = engine::count(game, kind(index), budget)? else { return Ok(stopped()) };
    let Some(power) = Power::of_scores(index, scores(&tally, index, game.players())) else {
        return Ok(stopped());
    };
    Ok(finished(match referee.judge(power) {
        Ok(power) => Verdict::Found(power),
        Err(refused) => Verdict::Refused(refused),
    }))
}

fn stopped() -> PowerAnswer {
    let verdict = Verdict::Undecided { best: None };
    Answer { stop: Stop::OutOfBudget, verdict, completeness: Completeness::Unknown }
}

/// What an index is a sum of.
pub(in crate::power) fn kind(index: Index) -> Kind {
    match index {
        Index::Shapley => Kind::Swings,
        Index::Banzhaf | Index::BanzhafRaw => Kind::SwingsInAll,
        Index::DeeganPackel => Kind::Minimal,
        Index::PublicGood => Kind::MinimalInAll,
        Index::Johnston => Kind::Critical,
    }
}

/// The score of each voter from the counts of [`kind`].
pub(in crate::power) fn scores(tally: &Tally, index: Index, players: usize) -> Vec<Rational> {
    match index {
        Index::Shapley => {
            let factorials = factorials(players);
            let orders = |size: usize| match size {
                0 => UBig::ZERO,
                size => &factorials[size - 1] * &factorials[players - size],
            };
            tally.weigh(orders, &factorials[players])
        }
        Index::Banzhaf | Index::BanzhafRaw | Index::PublicGood => tally.weigh(|_| UBig::ONE, &UBig::ONE),
        Index::DeeganPackel | Index::Johnston => {
            let multiple = common_multiple(players);
            let share = |size: usize| if size == 0 { UBig::ZERO } else { &multiple / UBig::from(size) };
            tally.weigh(share, &multiple)
        }
    }
}
