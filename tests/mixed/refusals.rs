//! Wrong claims about a mixed game are refused.

use zopa::certify::mixed::{
    CellProof, CellState, MixedChoice, MixedEmpty, MixedFacts, MixedPrinciple, judge_mixed_choice,
    judge_mixed_empty, judge_mixed_facts,
};
use zopa::games::mixed::MixedGame;
use zopa::numeric::Rational;
use zopa::numeric::random::Random;

use crate::common::{PRINCIPLES, facts, random_game, solve};

fn games() -> Vec<(MixedGame, MixedFacts)> {
    let mut random = Random::new(71);
    let mut list = Vec::new();
    while list.len() < 8 {
        let game = random_game(&mut random, 3);
        if let Some(facts) = facts(&game) {
            list.push((game, facts));
        }
    }
    list
}

#[test]
fn a_zone_with_a_wrong_part_is_refused() {
    for (game, facts) in games() {
        let refused = |wrong: MixedFacts, why: &str| {
            assert!(judge_mixed_facts(&game, wrong).is_err(), "accepted {why}")
        };
        assert!(judge_mixed_facts(&game, facts.clone()).is_ok());
        let mut wrong = facts.clone();
        wrong.cells.pop();
        refused(wrong, "a combination left out");
        let open = facts.cells.iter().position(|cell| matches!(cell, CellState::Open(_))).unwrap();
        for (place, cell) in facts.cells.iter().enumerate() {
            let mut wrong = facts.clone();
            wrong.cells[place] = match cell {
                CellState::Open(_) => {
                    match facts.cells.iter().find(|cell| matches!(cell, CellState::Closed(_))) {
                        Some(closed) => closed.clone(),
                        None => continue,
                    }
                }
                CellState::Closed(_) => facts.cells[open].clone(),
            };
            // A bound may close a combination that is open only if it were no bound.
            refused(wrong, "a combination that stands otherwise");
        }
        for party in 0..3 {
            for change in [1, -1] {
                let mut wrong = facts.clone();
                wrong.ideals[party].gain += &Rational::new(change, 100).unwrap();
                refused(wrong, "another ideal gain");
            }
            let mut wrong = facts.clone();
            wrong.ideals[party].bounds.pop();
            refused(wrong, "an ideal gain without one of its bounds");
        }
        for issue in 0..2 {
            for end in 0..2 {
                let mut wrong = facts.clone();
                wrong.amounts[issue][end].amount += &Rational::new(1, 100).unwrap();
                refused(wrong, "another end of an amount");
                let mut wrong = facts.clone();
                let other = wrong.amounts[issue][1 - end].clone();
                if other.amount != wrong.amounts[issue][end].amount {
                    wrong.amounts[issue][end] = other;
                    refused(wrong, "the other end");
                }
            }
        }
        let bounds = vec![
            match &facts.cells[0] {
                CellState::Closed(bound) => bound.clone(),
                CellState::Open(_) => facts.ideals[0].bounds[0].clone(),
            };
            facts.cells.len()
        ];
        assert!(judge_mixed_empty(&game, MixedEmpty { bounds }).is_err());
    }
}

#[test]
fn a_choice_that_is_another_principle_s_or_has_a_broken_proof_is_refused() {
    let mut compared = 0;
    for (game, _) in games() {
        let claims: Vec<MixedChoice> = PRINCIPLES
            .into_iter()
            .filter_map(|principle| solve(&game, principle).found().map(|choice| choice.clone().into_claim()))
            .collect();
        for claim in &claims {
            let refused = |wrong: MixedChoice, why: &str| {
                assert!(judge_mixed_choice(&game, wrong).is_err(), "{:?}: accepted {why}", claim.principle);
            };
            for other in &claims {
                // The same gains may serve two principles, and the smallest gain alone does not see the others.
                if other.gains == claim.gains || claim.principle == MixedPrinciple::Egalitarian {
                    continue;
                }
                compared += 1;
                let wrong = MixedChoice {
                    package: other.package.clone(),
                    gains: other.gains.clone(),
                    ties: Vec::new(),
                    ..claim.clone()
                };
                let same_sum = claim.principle == MixedPrinciple::Utilitarian
                    && claim.gains.iter().sum::<Rational>() == other.gains.iter().sum::<Rational>();
                if !same_sum {
                    refused(wrong, "the package of another principle");
                }
            }
            let mut wrong = claim.clone();
            wrong.gains[0] += &Rational::ONE;
            refused(wrong, "gains that the package does not give");
            let mut wrong = claim.clone();
            wrong.package.amounts[0] += &Rational::from(100);
            refused(wrong, "an amount outside its stretch");
            let mut wrong = claim.clone();
            wrong.proofs.pop();
            refused(wrong, "a combination without proof");
            for place in 0..claim.proofs.len() {
                let mut wrong = claim.clone();
                match &mut wrong.proofs[place] {
                    CellProof::Bound(bound) => {
                        bound.weights.iter_mut().for_each(|weight| *weight = -&Rational::ONE)
                    }
                    CellProof::Stages(stages) => {
                        stages.pop();
                    }
                }
                refused(wrong, "a proof of nothing");
            }
            let mut wrong = claim.clone();
            wrong.gap = Rational::ONE;
            refused(wrong, "a gap beyond what is allowed");
            if !claim.ideals.is_empty() {
                let mut wrong = claim.clone();
                wrong.ideals[0].gain += &Rational::ONE;
                refused(wrong, "an ideal gain that nobody reaches");
                let mut wrong = claim.clone();
                wrong.ideals.clear();
                refused(wrong, "no ideal gains");
            }
        }
    }
    assert!(compared > 40, "{compared}");
}
