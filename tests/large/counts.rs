//! How many packages there are.

use dashu_int::UBig;
use zopa::bargaining::finite::survey;
use zopa::bargaining::large::large_zone;
use zopa::budget::Budget;
use zopa::games::bargaining::{BargainingGame, Term};

use crate::common::{brute, of_parties};
use crate::generate::{Shape, Values, shaped};

#[test]
fn counts_are_those_of_a_look_at_every_package() {
    for seed in 0..600 {
        let game = of_parties(seed, 1 + seed as usize % 4);
        let expected = brute(&game);
        let zone = large_zone(&game, &Budget::unlimited());
        let facts = zone.large().unwrap().facts().unwrap();
        assert_eq!(facts.admissible, Some(expected.admissible.into()), "{seed}");
        assert_eq!(facts.acceptable, Some(expected.acceptable.len().into()), "{seed}");
        assert_eq!(facts.on_boundary, Some(expected.on_boundary.into()), "{seed}");
    }
}

#[test]
fn counts_of_a_million_packages_are_those_of_the_walk() {
    for (seed, parties, values) in [(1, 3, Values::Opposed), (2, 3, Values::Random), (3, 2, Values::Opposed)]
    {
        let shape =
            Shape { issues: 7, levels: 10, parties, values, pairs: 1, factor: 7, walk_away_percent: 35 };
        let game = shaped(shape, seed);
        let walked = survey(&game, &Budget::unlimited());
        let zone = large_zone(&game, &Budget::unlimited());
        let facts = zone.large().unwrap().facts().unwrap();
        assert_eq!(facts.admissible, Some(walked.admissible.into()));
        assert_eq!(facts.acceptable, Some(walked.acceptable.into()));
        assert_eq!(facts.on_boundary, Some(walked.on_boundary.into()));
    }
}

#[test]
fn a_hundred_coins_are_counted_by_binomials() {
    // Two levels on each of 200 issues; the party needs at least 150 of them: a sum of binomial coefficients.
    let terms = (0..200).map(|issue| Term { issues: vec![issue], table: vec![0, 1] });
    let game =
        BargainingGame::new(vec![2; 200], vec![1_u8.into()], terms.collect(), vec![], vec![150]).unwrap();
    let mut binomial = UBig::ONE;
    let mut expected = UBig::ZERO;
    for heads in 0..=200_u32 {
        if heads >= 150 {
            expected += &binomial;
        }
        binomial = binomial * UBig::from(200 - heads) / UBig::from(heads + 1);
    }
    let zone = large_zone(&game, &Budget::unlimited());
    let facts = zone.large().unwrap().facts().unwrap();
    assert_eq!(facts.acceptable.as_ref(), Some(&expected));
    assert_eq!(facts.admissible, Some(UBig::ONE << 200));
}
