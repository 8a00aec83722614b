//! Wrong answers are refused: a perturbed point, the answer of another principle, broken evidence.

use zopa::certify::bargaining_set::{
    Agreement, Bound, Evidence, NoSetPoint, Part, Reason, SetPoint, SetPrinciple, judge_no_set_point,
    judge_set_point,
};
use zopa::games::bargaining_set::BargainingSet;
use zopa::numeric::Rational;

use crate::common::{FOR_TWO, SOLVERS, hull, in_proportion, number, numbers, point, rows, weighted, whole};

/// A polygon on which the principles differ, some of it below the disagreement point, and the same for three parties.
fn sets() -> Vec<BargainingSet> {
    vec![
        hull(&[2, 1], &[&[0, 0], &[12, 0], &[8, 6], &[0, 8]]),
        hull(&[0, 0, 0], &[&[9, 0, 0], &[0, 7, 0], &[0, 0, 5], &[5, 3, 3], &[-2, 6, 4]]),
        rows(&[&[2, 3, 24], &[1, 0, 9], &[-1, 2, 11]]),
        rows(&[&[1, 2, 3, 24], &[1, 0, 1, 9], &[0, 1, -1, 5], &[0, 0, 1, 4]]),
    ]
}

#[track_caller]
fn refused(set: &BargainingSet, claim: &SetPoint, why: &str) {
    assert!(judge_set_point(set, claim.clone()).is_err(), "accepted: {why}: {claim:?}");
}

/// Every principle's claim on `set`, the two with numbers included.
fn claims(set: &BargainingSet) -> Vec<SetPoint> {
    let counting: Vec<i64> = (1..=set.parties() as i64).collect();
    let mut claims: Vec<SetPoint> = SOLVERS.iter().map(|(name, _)| point(name, set).into_claim()).collect();
    for answer in [weighted(set, &whole(&counting)), in_proportion(set, &whole(&counting))] {
        claims.push(answer.found().unwrap().clone().into_claim());
    }
    if set.parties() == 2 {
        claims.extend(FOR_TWO.iter().map(|(name, _)| point(name, set).into_claim()));
    }
    claims
}

#[test]
fn a_frontier_that_is_not_the_whole_one_is_refused() {
    for set in sets().into_iter().filter(|set| set.parties() == 2) {
        for (name, _) in FOR_TWO {
            let claim = point(name, &set).into_claim();
            let Evidence::Frontier { corners, .. } = &claim.evidence else {
                panic!("{name} needs a frontier")
            };
            for place in 0..corners.len() {
                for edge in [place.checked_sub(1), Some(place)].into_iter().flatten() {
                    let mut wrong = claim.clone();
                    if let Evidence::Frontier { corners, edges, .. } = &mut wrong.evidence {
                        corners.remove(place);
                        if edge < edges.len() {
                            edges.remove(edge);
                        }
                    }
                    refused(&set, &wrong, "a corner is missing");
                }
                let mut wrong = claim.clone();
                if let Evidence::Frontier { corners, .. } = &mut wrong.evidence {
                    corners.swap(0, place.max(1));
                }
                refused(&set, &wrong, "corners in another order");
            }
        }
    }
}

#[test]
fn right_answers_pass_and_perturbed_gains_do_not() {
    for set in sets() {
        for claim in claims(&set) {
            assert!(judge_set_point(&set, claim.clone()).is_ok());
            for party in 0..set.parties() {
                for change in ["1/1000", "-1/1000"] {
                    let mut wrong = claim.clone();
                    wrong.gains[party] += &number(change);
                    refused(&set, &wrong, change);
                }
            }
            let mut wrong = claim.clone();
            wrong.gains.pop();
            refused(&set, &wrong, "a party is missing");
            let mut wrong = claim;
            wrong.gains.push(Rational::ZERO);
            refused(&set, &wrong, "a party too many");
        }
    }
}

#[test]
fn the_answer_of_one_principle_is_refused_as_that_of_another() {
    for set in sets() {
        let claims = claims(&set);
        for one in &claims {
            for other in claims.iter().filter(|other| other.gains != one.gains) {
                // All of the claim but its principle, and the same with the evidence of the right answer.
                let wrong = SetPoint { principle: other.principle.clone(), ..one.clone() };
                refused(&set, &wrong, "another principle");
                let wrong =
                    SetPoint { gains: one.gains.clone(), agreement: one.agreement.clone(), ..other.clone() };
                refused(&set, &wrong, "another point with the right evidence");
            }
        }
    }
}

#[test]
fn a_mean_of_the_right_point_and_another_is_refused() {
    // Feasible, and nearer and nearer to the right answer.
    for set in sets() {
        for claim in claims(&set) {
            let Some(other) = claims(&set).into_iter().find(|other| other.gains != claim.gains) else {
                continue;
            };
            for weight in ["1/2", "1/1000", "1/1000000"] {
                let weight = number(weight);
                let rest = &Rational::ONE - &weight;
                let mean = |one: &[Rational], two: &[Rational]| -> Vec<Rational> {
                    one.iter().zip(two).map(|(one, two)| &(one * &rest) + &(two * &weight)).collect()
                };
                let mut wrong = claim.clone();
                wrong.gains = mean(&claim.gains, &other.gains);
                wrong.agreement = match (&claim.agreement, &other.agreement) {
                    (Agreement::Point(one), Agreement::Point(two)) => Agreement::Point(mean(one, two)),
                    (one, two) => mixed(one, two, &rest, &weight),
                };
                refused(&set, &wrong, "a mean");
            }
        }
    }
}

fn mixed(one: &Agreement, two: &Agreement, first: &Rational, second: &Rational) -> Agreement {
    let mut shares = std::collections::BTreeMap::new();
    for (agreement, weight) in [(one, first), (two, second)] {
        let Agreement::Mixture(parts) = agreement else { panic!("a mixture") };
        for part in parts {
            *shares.entry(part.vertex).or_insert(Rational::ZERO) += &(&part.share * weight);
        }
    }
    Agreement::Mixture(shares.into_iter().map(|(vertex, share)| Part { vertex, share }).collect())
}

#[test]
fn a_nash_point_with_a_true_but_large_gap_is_refused() {
    // x + y <= 2: (1, 1) is right. At (1.01, 0.99) the best is worth 1/2 (2 / 0.99), about 1 % more.
    let set = rows(&[&[1, 1, 2]]);
    let near = numbers(&["101/100", "99/100"]);
    let rate = number("50/99");
    let bound = Bound { weights: vec![rate.clone(), rate.clone()], rows: vec![rate.clone()] };
    let gap = &(&rate * &number("2")) - &Rational::ONE;
    let claim = SetPoint {
        principle: SetPrinciple::Nash,
        gains: near.clone(),
        agreement: Agreement::Point(near),
        ideals: Vec::new(),
        evidence: Evidence::Product { bound, gap },
    };
    let refusal = judge_set_point(&set, claim).unwrap_err();
    let failed: Vec<&str> =
        refusal.certificate.checks.iter().filter(|check| !check.holds()).map(|check| check.name).collect();
    assert_eq!(failed, ["share by which the mean of gains could still rise"]);
}

#[test]
fn a_nash_point_where_two_lose_is_refused() {
    // The product of two losses is above 0.
    let set = hull(&[5, 5], &[&[0, 0], &[8, 8]]);
    let mut wrong = point("nash", &set).into_claim();
    wrong.gains = whole(&[-5, -5]);
    wrong.agreement = Agreement::Mixture(vec![Part { vertex: 0, share: Rational::ONE }]);
    refused(&set, &wrong, "two losses");
}

#[test]
fn a_weakly_efficient_point_is_refused_as_lexicographic() {
    // Two share 1, the third has 1 of its own; all at 1/2 is egalitarian but wastes half of the third's.
    let set = rows(&[&[1, 1, 0, 1], &[0, 0, 1, 1]]);
    for (name, lexicographic) in [("egalitarian", "leximin"), ("kalai_smorodinsky", "lex_kalai_smorodinsky")]
    {
        let mut wrong = point(name, &set).into_claim();
        let right = point(lexicographic, &set).into_claim();
        assert_ne!(wrong.gains, right.gains);
        wrong.principle = right.principle;
        refused(&set, &wrong, "some parties are never settled");
        // The same with everybody said to be settled by the one bound.
        let Evidence::Stages(stages) = &mut wrong.evidence else { panic!("stages") };
        stages[0].parties = vec![0, 1, 2];
        refused(&set, &wrong, "a party without weight said to be settled");
    }
}

#[test]
fn broken_agreements_are_refused() {
    for set in sets() {
        for claim in claims(&set) {
            let broken: Vec<Agreement> = match &claim.agreement {
                Agreement::Point(gains) => {
                    let above = gains.iter().map(|gain| gain + &number("1/7")).collect();
                    vec![
                        Agreement::Point(above),
                        Agreement::Point(Vec::new()),
                        Agreement::Mixture(vec![Part { vertex: 0, share: Rational::ONE }]),
                    ]
                }
                Agreement::Mixture(parts) => {
                    let mut heavy = parts.clone();
                    heavy[0].share += &number("1/1000");
                    let mut outside = parts.clone();
                    outside.last_mut().unwrap().vertex = 1000;
                    let mut twice = parts.clone();
                    twice.push(Part { vertex: parts[0].vertex, share: number("1") });
                    twice[0].share -= &number("1");
                    vec![
                        Agreement::Mixture(heavy),
                        Agreement::Mixture(outside),
                        Agreement::Mixture(twice),
                        Agreement::Mixture(Vec::new()),
                        Agreement::Point(claim.gains.clone()),
                    ]
                }
                Agreement::Amounts(_) => panic!("sets of amounts have tests of their own"),
            };
            for agreement in broken {
                refused(&set, &SetPoint { agreement, ..claim.clone() }, "an agreement");
            }
        }
    }
}

/// Every bound inside a claim in turn.
fn bounds(claim: &mut SetPoint) -> Vec<&mut Bound> {
    let mut bounds: Vec<&mut Bound> = claim.ideals.iter_mut().map(|ideal| &mut ideal.bound).collect();
    match &mut claim.evidence {
        Evidence::Stages(stages) => bounds.extend(stages.iter_mut().map(|stage| &mut stage.bound)),
        Evidence::Product { bound, .. } => bounds.push(bound),
        Evidence::Sum { bound, ends, .. } => {
            bounds.push(bound);
            bounds.extend(ends.iter_mut().map(|end| &mut end.bound));
        }
        Evidence::Frontier { edges, .. } => bounds.extend(edges),
        Evidence::Steps(path) | Evidence::Flow { path, .. } | Evidence::DoubleFlow { path, .. } => {
            bounds.extend(&mut path.bounds);
        }
    }
    bounds
}

#[test]
fn broken_bounds_are_refused() {
    let breaks: [fn(&mut Bound); 5] = [
        |bound| bound.weights.iter_mut().for_each(|weight| *weight = Rational::ZERO),
        |bound| bound.weights[0] = number("-1"),
        |bound| bound.weights.push(Rational::ONE),
        |bound| bound.rows.push(Rational::ONE),
        // Weights of another direction, and as many rows as that needs: true, but no proof.
        |bound| {
            bound.weights[0] += &number("1000");
            bound.rows.iter_mut().for_each(|own| *own += &number("1000"));
        },
    ];
    for set in sets() {
        for claim in claims(&set) {
            for place in 0..bounds(&mut claim.clone()).len() {
                for (number, make) in breaks.iter().enumerate() {
                    let mut wrong = claim.clone();
                    make(bounds(&mut wrong)[place]);
                    // A bound with a single weight is as good in any units, where no ideal gain is read from it.
                    let mut right = claim.clone();
                    let is_single = bounds(&mut right)[place].weights[1..].iter().all(Rational::is_zero);
                    if number == 4 && place >= claim.ideals.len() && is_single {
                        continue;
                    }
                    refused(&set, &wrong, &format!("bound {place}, break {number}"));
                }
            }
        }
    }
}

#[test]
fn wrong_ideals_and_wrong_ends_are_refused() {
    for set in sets() {
        for claim in claims(&set) {
            for party in 0..claim.ideals.len() {
                for change in ["1/100", "-1/100"] {
                    let mut wrong = claim.clone();
                    wrong.ideals[party].gain += &number(change);
                    refused(&set, &wrong, "an ideal gain");
                }
            }
            if !claim.ideals.is_empty() {
                refused(&set, &SetPoint { ideals: Vec::new(), ..claim.clone() }, "no ideal gains");
            }
            if let Evidence::Sum { most, ends, vertices, .. } = &claim.evidence {
                let with = |change: &dyn Fn(&mut Evidence)| {
                    let mut wrong = claim.clone();
                    change(&mut wrong.evidence);
                    wrong
                };
                let swapped = with(&|evidence| {
                    if let Evidence::Sum { ends, .. } = evidence {
                        ends.swap(0, 1);
                    }
                });
                if ends[0] != ends[1] {
                    refused(&set, &swapped, "ends of other parties");
                }
                let fewer = with(&|evidence| {
                    if let Evidence::Sum { ends, .. } = evidence {
                        ends.pop();
                    }
                });
                refused(&set, &fewer, "an end is missing");
                let more = with(&|evidence| {
                    if let Evidence::Sum { most, .. } = evidence {
                        *most += &Rational::ONE;
                    }
                });
                refused(&set, &more, &format!("more than {most}"));
                let other = with(&|evidence| {
                    if let Evidence::Sum { vertices, .. } = evidence {
                        vertices.push(vertices.last().map_or(0, |last| last + 1));
                    }
                });
                refused(&set, &other, &format!("other vertices than {vertices:?}"));
            }
        }
    }
}

#[test]
fn wrong_reasons_for_no_answer_are_refused() {
    let open = hull(&[0, 0], &[&[4, 0], &[0, 4]]);
    let none = |set: &BargainingSet, principle: SetPrinciple, reason: Reason| {
        judge_no_set_point(set, NoSetPoint { principle, reason }).is_ok()
    };
    let bound = |weights: &[i64]| Bound { weights: whole(weights), rows: Vec::new() };
    // Open: no weights are below 0 everywhere.
    assert!(!none(&open, SetPrinciple::Nash, Reason::NoZone { bound: bound(&[1, 1]) }));
    assert!(!none(&open, SetPrinciple::Nash, Reason::NoZone { bound: bound(&[-1, -1]) }));
    // Empty, and right and wrong weights for it.
    let empty = hull(&[3, 3], &[&[4, 0], &[0, 4]]);
    assert!(none(&empty, SetPrinciple::Nash, Reason::NoZone { bound: bound(&[1, 1]) }));
    assert!(!none(&empty, SetPrinciple::Nash, Reason::NoZone { bound: bound(&[1, 0]) }));
    // The second party can gain nothing; the first can.
    let flat = hull(&[0, 4], &[&[4, 0], &[0, 4]]);
    let stuck = |party: usize, weights: &[i64]| Reason::NoGain { party, bound: bound(weights) };
    assert!(none(&flat, SetPrinciple::Nash, stuck(1, &[1, 1])));
    assert!(!none(&open, SetPrinciple::Nash, stuck(1, &[1, 1])));
    assert!(!none(&flat, SetPrinciple::Nash, stuck(1, &[1, 0])));
    assert!(!none(&flat, SetPrinciple::Leximin, stuck(1, &[1, 1])), "leximin needs no gain");
    let weights = |list: &[i64]| SetPrinciple::WeightedNash(whole(list));
    assert!(none(&flat, weights(&[1, 1]), stuck(1, &[1, 1])));
    assert!(!none(&flat, weights(&[1, 0]), stuck(1, &[1, 1])), "a party without weight need not gain");
    // Without end in one direction alone.
    let strip = rows(&[&[1, 0, 4]]);
    let along = |direction: &[i64]| Reason::Unbounded { point: whole(&[0, 0]), direction: whole(direction) };
    assert!(none(&strip, SetPrinciple::Nash, along(&[0, 1])));
    assert!(!none(&strip, SetPrinciple::Nash, along(&[1, 1])));
    assert!(!none(&strip, SetPrinciple::Nash, along(&[0, 0])));
    assert!(!none(&strip, SetPrinciple::Nash, along(&[-1, 1])));
    assert!(!none(&open, SetPrinciple::Nash, along(&[0, 1])), "mixtures have an end");
}
