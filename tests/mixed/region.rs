//! The shape of a zone over few amounts: corners and volume.

use zopa::bargaining::mixed::{cells, mixed_zone};
use zopa::budget::Budget;
use zopa::certify::mixed::{CellCorners, Corners, Share, judge_corners, judge_share};
use zopa::games::bargaining::{BargainingGame, Term};
use zopa::games::mixed::{Continuous, MixedGame, MixedPackage, Piece, SharedLimit, Stretch};
use zopa::numeric::Rational;
use zopa::numeric::random::Random;

use crate::common::{grid, random_game, rational};

fn fraction(over: i128, under: i128) -> Rational {
    Rational::new(over, under).unwrap()
}

fn corners(game: &MixedGame) -> Option<Corners> {
    let budget = Budget::unlimited();
    let cells = cells(game, &budget).unwrap();
    let answer = mixed_zone(game, &cells, &budget).corners(&budget)?;
    Some(answer.found().unwrap_or_else(|| panic!("{answer:?}")).clone().into_claim())
}

fn share(game: &MixedGame) -> Option<Share> {
    let budget = Budget::unlimited();
    let cells = cells(game, &budget).unwrap();
    let answer = mixed_zone(game, &cells, &budget).share(&budget)?;
    Some(answer.found().unwrap_or_else(|| panic!("{answer:?}")).clone().into_claim())
}

/// One combination: amounts from 0 to `most`, parties with what they have without any, and what a unit is worth; walk-away 0.
fn one(most: &[i64], parties: &[(i64, &[i64])], limits: &[(&[i64], i64)]) -> MixedGame {
    let table = parties.iter().map(|(start, _)| i128::from(*start)).collect();
    let scales = vec![1_u8.into(); parties.len()];
    let frame = BargainingGame::new(
        vec![1; most.len()],
        scales,
        vec![Term { issues: vec![0], table }],
        vec![],
        vec![0; parties.len()],
    )
    .unwrap();
    let continuous = most.iter().enumerate().map(|(issue, &length)| {
        let rates = parties.iter().map(|(_, rates)| rational(rates[issue])).collect();
        let pieces = vec![Piece { length: rational(length), rates }];
        Continuous { issue, stretches: vec![Stretch { from: rational(0), pieces }] }
    });
    let limits = limits.iter().map(|(units, at_most)| SharedLimit {
        levels: vec![],
        amounts: units.iter().map(|&unit| rational(unit)).enumerate().collect(),
        at_most: rational(*at_most),
    });
    MixedGame::new(frame, continuous.collect(), limits.collect()).unwrap()
}

fn whole(list: &[&[i64]]) -> CellCorners {
    CellCorners::Corners(
        list.iter().map(|corner| corner.iter().map(|&own| rational(own)).collect()).collect(),
    )
}

#[test]
fn shapes_worked_out_by_hand() {
    // x + y at most 4 in a square of side 4: half of it.
    let game = one(&[4, 4], &[(4, &[-1, -1])], &[]);
    assert_eq!(corners(&game).unwrap().cells, [whole(&[&[0, 0], &[0, 4], &[4, 0]])]);
    assert_eq!(share(&game).unwrap().share, fraction(1, 2));
    // The same as a limit is no part of what is admissible, so all of it is acceptable.
    let game = one(&[4, 4], &[(0, &[1, 1])], &[(&[1, 1], 4)]);
    assert_eq!(corners(&game).unwrap().cells, [whole(&[&[0, 0], &[0, 4], &[4, 0]])]);
    assert_eq!(share(&game).unwrap().share, rational(1));
    // The corner of a cube is a sixth of it, and the rest has seven corners.
    let game = one(&[2, 2, 2], &[(2, &[-1, -1, -1])], &[]);
    assert_eq!(corners(&game).unwrap().cells, [whole(&[&[0, 0, 0], &[0, 0, 2], &[0, 2, 0], &[2, 0, 0]])]);
    assert_eq!(share(&game).unwrap().share, fraction(1, 6));
    let game = one(&[2, 2, 2], &[(-2, &[1, 1, 1])], &[]);
    let rest = whole(&[&[0, 0, 2], &[0, 2, 0], &[0, 2, 2], &[2, 0, 0], &[2, 0, 2], &[2, 2, 0], &[2, 2, 2]]);
    assert_eq!(corners(&game).unwrap().cells, [rest]);
    assert_eq!(share(&game).unwrap().share, fraction(5, 6));
    // Between two parallel planes across a cube: a hexagonal slab of 1 - 1/6 - 1/6.
    let game = one(&[2, 2, 2], &[(-2, &[1, 1, 1]), (4, &[-1, -1, -1])], &[]);
    assert_eq!(share(&game).unwrap().share, fraction(2, 3));
    // A pyramid over a square, of a third: z <= 2 - x and z <= 2 - y.
    let game = one(&[2, 2, 2], &[(2, &[-1, 0, -1]), (2, &[0, -1, -1])], &[]);
    assert_eq!(
        corners(&game).unwrap().cells,
        [whole(&[&[0, 0, 0], &[0, 0, 2], &[0, 2, 0], &[2, 0, 0], &[2, 2, 0]])]
    );
    assert_eq!(share(&game).unwrap().share, fraction(1, 3));
}

#[test]
fn degenerate_shapes() {
    // A single amount, a single point, and a line across a square.
    let game = one(&[4], &[(-1, &[1]), (3, &[-1])], &[]);
    assert_eq!(corners(&game).unwrap().cells, [whole(&[&[1], &[3]])]);
    assert_eq!(share(&game).unwrap().share, fraction(1, 2));
    let game = one(&[4, 4], &[(-2, &[1, 0]), (2, &[-1, 0]), (-1, &[0, 1]), (1, &[0, -1])], &[]);
    assert_eq!(corners(&game).unwrap().cells, [whole(&[&[2, 1]])]);
    assert_eq!(share(&game).unwrap().share, rational(0));
    let game = one(&[4, 4, 4], &[(-4, &[1, 1, 0]), (4, &[-1, -1, 0]), (0, &[0, 0, -1])], &[]);
    assert_eq!(corners(&game).unwrap().cells, [whole(&[&[0, 4, 0], &[4, 0, 0]])]);
    assert_eq!(share(&game).unwrap().share, rational(0));
    // Four amounts have corners, but their volume is not measured; a limit that leaves a line has none to compare with.
    let game = one(&[1; 4], &[(0, &[1; 4])], &[]);
    assert!(matches!(&corners(&game).unwrap().cells[0], CellCorners::Corners(list) if list.len() == 16));
    assert!(share(&game).is_none());
    assert!(share(&one(&[4, 4], &[(0, &[1, 1])], &[(&[1, 0], 0)])).is_none());
    // No zone, no shape.
    let game = one(&[4], &[(-9, &[1])], &[]);
    assert!(corners(&game).is_none() && share(&game).is_none());
}

#[test]
fn the_region_of_a_combination_is_what_the_definition_says() {
    let mut random = Random::new(91);
    let (mut inside, mut outside) = (0, 0);
    for _ in 0..25 {
        let game = random_game(&mut random, 3);
        grid(&game, 3, &mut |package: &MixedPackage| {
            let gains = game.gains(package).unwrap();
            let within = |nobody_loses: bool| {
                let region = game.region(&package.levels, nobody_loses).unwrap();
                region.rows.iter().zip(&region.bounds).all(|(row, bound)| {
                    row.iter().zip(&package.amounts).map(|(one, other)| one * other).sum::<Rational>()
                        <= *bound
                })
            };
            // The frame has rules of its own, on levels.
            if game.frame().is_admissible(&package.levels) {
                let is_admissible = game.is_admissible(package);
                let nobody_loses = !gains.iter().any(Rational::is_negative);
                assert_eq!(within(false), is_admissible);
                assert_eq!(within(true), is_admissible && nobody_loses);
                *if within(true) { &mut inside } else { &mut outside } += 1;
            }
        });
    }
    assert!(inside > 500 && outside > 500, "{inside} {outside}");
}

#[test]
fn the_area_of_a_zone_is_that_of_the_polygon_of_its_corners() {
    let mut random = Random::new(92);
    let mut seen = 0;
    for _ in 0..60 {
        let game = random_game(&mut random, 3);
        let (Some(corners), Some(share)) = (corners(&game), share(&game)) else { continue };
        for (cell, [_, volume]) in corners.cells.iter().zip(&share.volumes) {
            let CellCorners::Corners(list) = cell else {
                assert!(volume.is_zero());
                continue;
            };
            // Around the middle of the corners, by angle.
            let middle: Vec<f64> = (0..2)
                .map(|side| list.iter().map(|own| own[side].to_f64()).sum::<f64>() / list.len() as f64)
                .collect();
            let mut around = list.clone();
            let angle =
                |own: &Vec<Rational>| (own[1].to_f64() - middle[1]).atan2(own[0].to_f64() - middle[0]);
            around.sort_by(|one, other| angle(one).total_cmp(&angle(other)));
            let twice: Rational = (0..around.len())
                .map(|place| {
                    let (one, next) = (&around[place], &around[(place + 1) % around.len()]);
                    &(&one[0] * &next[1]) - &(&one[1] * &next[0])
                })
                .sum();
            let expected = if list.len() < 3 { rational(0) } else { &twice * &fraction(1, 2) };
            assert_eq!(*volume, expected);
            seen += usize::from(volume.is_positive());
        }
    }
    assert!(seen > 60, "{seen}");
}

#[test]
fn the_volume_over_three_amounts_is_about_the_share_of_random_points() {
    let mut random = Random::new(93);
    let mut seen = 0;
    while seen < 12 {
        let mut number = |span: u64, least: i64| random.below(span) as i64 + least;
        let rates: Vec<Vec<i64>> = (0..3).map(|_| (0..3).map(|_| number(9, -4)).collect()).collect();
        let starts: Vec<i64> = (0..3).map(|_| number(20, -4)).collect();
        let parties: Vec<(i64, &[i64])> =
            starts.iter().zip(&rates).map(|(&start, rates)| (start, rates.as_slice())).collect();
        let game = one(&[4, 3, 5], &parties, &[(&[1, 2, 1], number(8, 6))]);
        let Some(share) = share(&game) else { continue };
        let (mut within, mut all) = (0, 0);
        for _ in 0..4000 {
            let amounts: Vec<Rational> = [4, 3, 5]
                .iter()
                .map(|&most| fraction(i128::from(random.below(1 << 20)) * most, 1 << 20))
                .collect();
            let package = MixedPackage { levels: vec![0; 3], amounts };
            if game.is_admissible(&package) {
                all += 1;
                within += i32::from(!game.gains(&package).unwrap().iter().any(Rational::is_negative));
            }
        }
        // Four standard errors of about 2,000 points.
        let off = (f64::from(within) / f64::from(all) - share.share.to_f64()).abs();
        assert!(off < 0.05, "{within} of {all}, {}", share.share);
        seen += 1;
    }
}

#[test]
fn a_closed_combination_of_too_many_inequalities_does_not_stand_in_the_way() {
    // On each of two amounts a low part at which the party gains, and a high one of 21 pieces, at which it never does: where both
    // are high there are 441 inequalities.
    let piece = |length: i64, rate: i64| Piece { length: rational(length), rates: vec![rational(rate)] };
    let low = Stretch { from: rational(0), pieces: vec![piece(1, 10)] };
    let high = Stretch { from: rational(1), pieces: (0..21).map(|place| piece(1, -place)).collect() };
    let issue = |issue: usize| Continuous { issue, stretches: vec![low.clone(), high.clone()] };
    let term = |issue: usize| Term { issues: vec![issue], table: vec![0, -100] };
    let frame =
        BargainingGame::new(vec![2, 2], vec![1_u8.into()], vec![term(0), term(1)], vec![], vec![5]).unwrap();
    let game = MixedGame::new(frame, vec![issue(0), issue(1)], vec![]).unwrap();
    assert!(game.region(&[1, 1], true).is_none());
    // Of the square of side 22, the unit square less the triangle with 10 x + 10 y below 5.
    assert_eq!(share(&game).unwrap().share, fraction(7, 8 * 484));
}

#[test]
fn a_shape_with_a_wrong_part_is_refused() {
    let mut random = Random::new(94);
    let mut tried = 0;
    while tried < 300 {
        let game = random_game(&mut random, 3);
        let (Some(corners), Some(share)) = (corners(&game), share(&game)) else { continue };
        let mut refused = |is_refused: bool, why: &str| {
            tried += 1;
            assert!(is_refused, "accepted {why}");
        };
        for (place, cell) in corners.cells.iter().enumerate() {
            let mut others = Vec::new();
            let mut wrong = corners.clone();
            match cell {
                CellCorners::Closed(_) => {
                    others.push((CellCorners::Corners(Vec::new()), "no corners for a proof"))
                }
                CellCorners::Corners(list) => {
                    for own in 0..list.len() {
                        let mut less = list.clone();
                        less.remove(own);
                        others.push((CellCorners::Corners(less), "a corner left out"));
                        let mut twice = list.clone();
                        twice.push(list[own].clone());
                        others.push((CellCorners::Corners(twice), "a corner twice"));
                        let next = &list[(own + 1) % list.len()];
                        if *next != list[own] {
                            let mut more = list.clone();
                            let half = fraction(1, 2);
                            more.push(
                                list[own]
                                    .iter()
                                    .zip(next)
                                    .map(|(one, other)| &(one + other) * &half)
                                    .collect(),
                            );
                            others.push((CellCorners::Corners(more), "a point between two corners"));
                        }
                        let mut moved = list.clone();
                        moved[own][0] += &fraction(1, 100);
                        others.push((CellCorners::Corners(moved), "a corner beside its place"));
                    }
                }
            }
            for (other, why) in others {
                wrong.cells[place] = other;
                refused(judge_corners(&game, wrong.clone()).is_err(), why);
            }
            for side in 0..2 {
                let mut wrong = share.clone();
                wrong.volumes[place][side] += &fraction(1, 100);
                let sum = |which: usize| wrong.volumes.iter().map(|own| &own[which]).sum::<Rational>();
                wrong.share = sum(1).checked_div(&sum(0)).unwrap();
                refused(judge_share(&game, wrong).is_err(), "another volume");
            }
        }
        let mut wrong = corners.clone();
        wrong.cells.pop();
        refused(judge_corners(&game, wrong).is_err(), "a combination left out");
        let mut wrong = share.clone();
        wrong.share += &fraction(1, 1000);
        refused(judge_share(&game, wrong).is_err(), "another share");
        let mut wrong = share.clone();
        let open = corners.cells.iter().position(|cell| matches!(cell, CellCorners::Corners(_))).unwrap();
        let closed = share.closing.iter().flatten().next().cloned();
        if let Some(bound) = closed.filter(|_| share.volumes[open][1].is_positive()) {
            wrong.closing[open] = Some(bound);
            refused(judge_share(&game, wrong).is_err(), "a bound in place of a volume");
        }
        let mut wrong = share.clone();
        wrong.volumes.push([rational(0), rational(0)]);
        refused(judge_share(&game, wrong).is_err(), "a combination too many");
    }
}
