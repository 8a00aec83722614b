//! The axioms of each concept, over random sets of points for two to five parties.
//!
//! A game is a list of points: one issue with one level for each. Coordinates are small whole numbers, so that
//! ties and points exactly on a walk-away value are common. The seed is fixed: every run tries the same sets.
//! Expected answers are never computed here; each test states a property that its source proves.

#![allow(clippy::unwrap_used)]

use proptest::prelude::{ProptestConfig, Strategy, prop_assert, prop_assert_eq, prop_assume, proptest};
use proptest::test_runner::RngSeed;
use zopa::bargaining::zone::{Zone, zone};
use zopa::bargaining::{
    egalitarian::egalitarian, equal_loss::equal_loss, kalai_smorodinsky::kalai_smorodinsky,
    lex_kalai_smorodinsky::lex_kalai_smorodinsky, leximin::leximin, nash::nash, proportional::proportional,
    utilitarian::utilitarian, weighted_nash::weighted_nash,
};
use zopa::budget::Budget;
use zopa::certify::Answer;
use zopa::certify::bargaining::{Choice, NoStrictGain};
use zopa::games::bargaining::{BargainingGame, Term};
use zopa::numeric::Rational;

type Solver = fn(&Zone<'_>) -> Answer<Choice, NoStrictGain>;

/// Points and a walk-away value for each party.
#[derive(Debug, Clone)]
struct Set {
    points: Vec<Vec<i128>>,
    walk_away: Vec<i128>,
}

impl Set {
    fn parties(&self) -> usize {
        self.walk_away.len()
    }

    fn game(&self) -> BargainingGame {
        let table = self.points.iter().flatten().copied().collect();
        let term = Term { issues: vec![0], table };
        let scales = vec![1_u8.into(); self.parties()];
        BargainingGame::new(vec![self.points.len()], scales, vec![term], vec![], self.walk_away.clone())
            .unwrap()
    }

    /// The points that `solver` picks; none if the zone is empty or the solution is not defined.
    fn picks(&self, solver: impl Fn(&Zone<'_>) -> Answer<Choice, NoStrictGain>) -> Vec<usize> {
        let game = self.game();
        let zone = zone(&game, &Budget::unlimited());
        let answer = solver(&zone);
        let picked: Vec<usize> = answer
            .found()
            .map(|choice| choice.packages.iter().map(|one| one[0]).collect())
            .unwrap_or_default();
        assert_eq!(answer.found().map_or(0, |choice| choice.total), picked.len() as u128);
        picked
    }

    fn gains(&self, point: usize) -> Vec<i128> {
        self.points[point].iter().zip(&self.walk_away).map(|(utility, floor)| utility - floor).collect()
    }

    fn least_gain(&self, point: usize) -> i128 {
        self.gains(point).into_iter().min().unwrap()
    }

    /// The greatest gain of each party among acceptable points.
    fn ideal(&self) -> Option<Vec<i128>> {
        let acceptable = (0..self.points.len()).filter(|&point| self.least_gain(point) >= 0);
        let gains: Vec<Vec<i128>> = acceptable.map(|point| self.gains(point)).collect();
        (0..self.parties()).map(|party| gains.iter().map(|gains| gains[party]).max()).collect()
    }

    /// Each utility `u` of `party` becomes `factor * u + shift`, its walk-away value with it.
    fn rescaled(&self, party: usize, factor: i128, shift: i128) -> Self {
        let mut set = self.clone();
        for point in &mut set.points {
            point[party] = factor * point[party] + shift;
        }
        set.walk_away[party] = factor * set.walk_away[party] + shift;
        set
    }

    /// Party `place` of the answer is party `order[place]` of this set.
    fn permuted(&self, order: &[usize]) -> Self {
        let permute = |list: &Vec<i128>| order.iter().map(|&place| list[place]).collect();
        Self { points: self.points.iter().map(permute).collect(), walk_away: permute(&self.walk_away) }
    }

    fn without(&self, point: usize) -> Self {
        let mut set = self.clone();
        set.points.remove(point);
        set
    }

    fn with(&self, point: Vec<i128>) -> Self {
        let mut set = self.clone();
        set.points.push(point);
        set
    }

    /// Together with every point's mirror image in the first two parties, who walk away at the same value.
    fn mirrored(&self) -> Self {
        let mut set = self.clone();
        set.walk_away[1] = set.walk_away[0];
        for point in &self.points {
            let mut mirror = point.clone();
            mirror.swap(0, 1);
            set.points.push(mirror);
        }
        set
    }

    /// Is a point better for one party and worse for none than `point`?
    fn is_improved(&self, point: usize) -> bool {
        let here = &self.points[point];
        self.points
            .iter()
            .any(|other| other != here && other.iter().zip(here).all(|(other, here)| other >= here))
    }
}

/// Two to five parties, up to twelve points, some of them below walk-away values.
fn sets() -> impl Strategy<Value = Set> {
    (2_usize..=5).prop_flat_map(|parties| {
        let point = proptest::collection::vec(-2_i128..=9, parties);
        let walk_away = proptest::collection::vec(-3_i128..=2, parties);
        (proptest::collection::vec(point, 1..=12), walk_away)
            .prop_map(|(points, walk_away)| Set { points, walk_away })
    })
}

/// As [`sets`], every party gaining from every point.
fn gainful_sets() -> impl Strategy<Value = Set> {
    sets().prop_map(|mut set| {
        for point in &mut set.points {
            for (value, floor) in point.iter_mut().zip(&set.walk_away) {
                *value = floor + (*value - floor).abs().max(1);
            }
        }
        set
    })
}

/// The answer for the first of these proportions, one for each party.
fn in_proportion(zone: &Zone<'_>, proportions: &[i128]) -> Answer<Choice, NoStrictGain> {
    let own = |&own: &i128| Rational::new(own, 1).unwrap();
    let proportions: Vec<Rational> = proportions.iter().take(zone.game().parties()).map(own).collect();
    proportional(zone, &proportions).unwrap()
}

fn config() -> ProptestConfig {
    let cases = 400;
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(0x5EED),
        max_global_rejects: 100_000,
        ..ProptestConfig::default()
    }
}

/// No point improves on one that is picked.
fn is_efficient(set: &Set, solver: Solver) -> bool {
    !set.picks(solver).iter().any(|&point| set.is_improved(point))
}

/// Renaming the parties does not change which points are picked.
fn is_anonymous(set: &Set, turn: usize, solver: Solver) -> bool {
    let mut order: Vec<usize> = (0..set.parties()).collect();
    order.rotate_left(turn % set.parties());
    order.swap(0, 1);
    set.permuted(&order).picks(solver) == set.picks(solver)
}

/// In a set that is its own mirror image, the mirror image of a picked point is picked.
fn is_symmetric(set: &Set, solver: Solver) -> bool {
    let (set, half) = (set.mirrored(), set.points.len());
    let picked = set.picks(solver);
    picked.iter().all(|&point| picked.contains(&if point < half { point + half } else { point - half }))
}

/// Without a point that is not picked, the same points are picked; without one that is, the other ties are.
fn ignores_what_is_removed(set: &Set, solver: Solver) -> bool {
    let picked = set.picks(solver);
    (0..set.points.len()).filter(|_| set.points.len() > 1).all(|removed| {
        let rest: Vec<usize> = picked.iter().copied().filter(|&point| point != removed).collect();
        let again = set.without(removed).picks(solver);
        let again: Vec<usize> =
            again.into_iter().map(|point| point + usize::from(point >= removed)).collect();
        rest.is_empty() || again == rest
    })
}

proptest! {
    #![proptest_config(config())]

    // Nash 1950, Econometrica 18: the four axioms.

    #[test]
    fn nash_ignores_rescaled_utility(set in sets(), party in 0_usize..5, factor in 1_i128..50, shift in -90_i128..90) {
        let other = set.rescaled(party % set.parties(), factor, shift);
        prop_assert_eq!(other.picks(nash), set.picks(nash));
    }

    #[test]
    fn nash_is_independent_of_irrelevant_alternatives(set in sets()) {
        prop_assert!(ignores_what_is_removed(&set, nash));
    }

    #[test]
    fn nash_is_symmetric(set in sets(), turn in 0_usize..5) {
        prop_assert!(is_symmetric(&set, nash));
        prop_assert!(is_anonymous(&set, turn, nash));
    }

    #[test]
    fn nash_is_efficient_and_gives_everybody_a_gain(set in sets()) {
        prop_assert!(is_efficient(&set, nash));
        let picked = set.picks(nash);
        prop_assert!(picked.iter().all(|&point| set.least_gain(point) > 0));
        // Not defined only if no point gives everybody a gain.
        let somebody = (0..set.points.len()).any(|point| set.least_gain(point) > 0);
        prop_assert_eq!(!picked.is_empty(), somebody);
    }

    // Kalai 1977, International Journal of Game Theory 6.

    #[test]
    fn weighted_nash_with_equal_weights_is_nash(set in sets(), weight in 1_u32..6) {
        let weights = vec![weight; set.parties()];
        prop_assert_eq!(set.picks(|zone| weighted_nash(zone, &weights)), set.picks(nash));
    }

    #[test]
    fn weighted_nash_depends_on_ratios_of_weights(
        set in sets(), weights in proptest::collection::vec(0_u32..4, 5), factor in 1_u32..6,
    ) {
        let weights = &weights[..set.parties()];
        prop_assume!(weights.iter().any(|&weight| weight > 0));
        let more: Vec<u32> = weights.iter().map(|weight| factor * weight).collect();
        prop_assert_eq!(
            set.picks(|zone| weighted_nash(zone, &more)),
            set.picks(|zone| weighted_nash(zone, weights))
        );
    }

    #[test]
    fn weighted_nash_ignores_rescaled_utility(
        set in sets(), weights in proptest::collection::vec(0_u32..4, 5), factor in 1_i128..50, shift in -90_i128..90,
    ) {
        let weights = &weights[..set.parties()];
        prop_assume!(weights.iter().any(|&weight| weight > 0));
        let other = set.rescaled(0, factor, shift);
        prop_assert_eq!(
            other.picks(|zone| weighted_nash(zone, weights)),
            set.picks(|zone| weighted_nash(zone, weights))
        );
    }

    #[test]
    fn weighted_nash_gives_a_party_no_less_for_more_weight(
        set in gainful_sets(), weights in proptest::collection::vec(1_u32..4, 5), more in 1_u32..4,
    ) {
        // Compare a x^p y^q over two maximisers: the one for the greater p has the greater x.
        let weights = &weights[..set.parties()];
        let mut heavier = weights.to_vec();
        heavier[0] += more;
        let gain = |picked: Vec<usize>| -> Vec<i128> { picked.iter().map(|&point| set.gains(point)[0]).collect() };
        let before = gain(set.picks(|zone| weighted_nash(zone, weights)));
        let after = gain(set.picks(|zone| weighted_nash(zone, &heavier)));
        prop_assert!(after.iter().min() >= before.iter().max());
    }

    #[test]
    fn weighted_nash_is_efficient_if_everybody_weighs(
        set in sets(), weights in proptest::collection::vec(1_u32..4, 5),
    ) {
        let weights = &weights[..set.parties()];
        prop_assert!(!set.picks(|zone| weighted_nash(zone, weights)).iter().any(|&point| set.is_improved(point)));
    }

    // Kalai and Smorodinsky 1975, Econometrica 43; Imai 1983, Econometrica 51.

    #[test]
    fn kalai_smorodinsky_ignores_rescaled_utility(
        set in sets(), party in 0_usize..5, factor in 1_i128..50, shift in -90_i128..90,
    ) {
        let other = set.rescaled(party % set.parties(), factor, shift);
        prop_assert_eq!(other.picks(kalai_smorodinsky), set.picks(kalai_smorodinsky));
    }

    #[test]
    fn kalai_smorodinsky_is_symmetric(set in sets(), turn in 0_usize..5) {
        prop_assert!(is_symmetric(&set, kalai_smorodinsky));
        prop_assert!(is_anonymous(&set, turn, kalai_smorodinsky));
    }

    #[test]
    fn kalai_smorodinsky_is_efficient(set in sets()) {
        prop_assert!(is_efficient(&set, kalai_smorodinsky));
    }

    #[test]
    fn kalai_smorodinsky_gives_a_party_no_less_if_only_its_ideal_grows(
        set in gainful_sets(), party in 0_usize..5, growth in 1_i128..20, rest in proptest::collection::vec(1_i128..12, 5),
    ) {
        // Individual monotonicity. Over finite sets it holds where one point is added that raises the ideal of
        // one party alone and every gain is above 0: if the new point is picked, the party has its new ideal;
        // if not, only that party's shares shrank, all by one factor, which never makes a point with less for
        // it overtake one with more. (It fails if other points come too, or if shares of 0 tie.)
        let party = party % set.parties();
        let ideal = set.ideal().unwrap();
        let added = (0..set.parties()).map(|other| {
            let gain = if other == party { ideal[party] + growth } else { rest[other].min(ideal[other]) };
            set.walk_away[other] + gain
        });
        let larger = set.with(added.collect());
        let gain = |set: &Set| -> Vec<i128> {
            set.picks(kalai_smorodinsky).iter().map(|&point| set.gains(point)[party]).collect()
        };
        prop_assert!(gain(&larger).iter().min() >= gain(&set).iter().max());
    }

    #[test]
    fn kalai_smorodinsky_smallest_share_grows_with_the_set_if_the_ideal_stays(
        set in gainful_sets(), added in proptest::collection::vec(1_i128..12, 5),
    ) {
        let ideal = set.ideal().unwrap();
        let added = (0..set.parties()).map(|party| set.walk_away[party] + added[party].min(ideal[party]));
        let larger = set.with(added.collect());
        // Shares compare as products: gain_1 / ideal_1 <= gain_2 / ideal_2.
        let least = |set: &Set| -> (i128, i128) {
            let picked = set.picks(kalai_smorodinsky)[0];
            let shares = set.gains(picked).into_iter().zip(ideal.clone());
            shares.min_by(|left, right| (left.0 * right.1).cmp(&(right.0 * left.1))).unwrap()
        };
        let (before, after) = (least(&set), least(&larger));
        prop_assert!(after.0 * before.1 >= before.0 * after.1);
    }

    // Kalai 1977, Econometrica 45.

    #[test]
    fn egalitarian_least_gain_grows_with_the_set(set in sets(), added in proptest::collection::vec(-2_i128..12, 5)) {
        let larger = set.with(added[..set.parties()].to_vec());
        let least = |set: &Set| set.picks(egalitarian).first().map(|&point| set.least_gain(point));
        prop_assert!(least(&larger) >= least(&set));
    }

    #[test]
    fn egalitarian_picks_every_point_with_the_greatest_least_gain(set in sets()) {
        let most = (0..set.points.len()).map(|point| set.least_gain(point)).max().unwrap();
        let with_it = (0..set.points.len()).filter(|&point| most >= 0 && set.least_gain(point) == most);
        prop_assert_eq!(set.picks(egalitarian), with_it.collect::<Vec<_>>());
    }

    #[test]
    fn egalitarian_is_symmetric_and_independent_of_irrelevant_alternatives(set in sets(), turn in 0_usize..5) {
        prop_assert!(is_symmetric(&set, egalitarian));
        prop_assert!(is_anonymous(&set, turn, egalitarian));
        prop_assert!(ignores_what_is_removed(&set, egalitarian));
    }

    #[test]
    fn proportional_with_equal_proportions_is_egalitarian(set in sets(), equal in 1_i128..9) {
        let equal = vec![equal; set.parties()];
        prop_assert_eq!(set.picks(|zone| in_proportion(zone, &equal)), set.picks(egalitarian));
    }

    #[test]
    fn proportional_depends_on_ratios(
        set in sets(), proportions in proptest::collection::vec(1_i128..7, 5), factor in 2_i128..90,
    ) {
        let more: Vec<i128> = proportions.iter().map(|own| own * factor).collect();
        prop_assert_eq!(
            set.picks(|zone| in_proportion(zone, &more)),
            set.picks(|zone| in_proportion(zone, &proportions))
        );
    }

    #[test]
    fn proportional_is_egalitarian_once_each_scale_is_stretched_by_the_other_proportions(
        set in sets(), proportions in proptest::collection::vec(1_i128..7, 5),
    ) {
        // A gain over p_i orders as the gain times the product of the other proportions.
        let proportions = &proportions[..set.parties()];
        let product: i128 = proportions.iter().product();
        let mut stretched = set.clone();
        for (party, own) in proportions.iter().enumerate() {
            stretched = stretched.rescaled(party, product / own, 0);
        }
        prop_assert_eq!(set.picks(|zone| in_proportion(zone, proportions)), stretched.picks(egalitarian));
    }

    #[test]
    fn proportional_least_measure_grows_with_the_set(
        set in sets(),
        added in proptest::collection::vec(-2_i128..12, 5),
        proportions in proptest::collection::vec(1_i128..7, 5),
    ) {
        // Strong monotonicity, as far as it holds for a finite set: of the smallest measure.
        let larger = set.with(added[..set.parties()].to_vec());
        let product: i128 = proportions.iter().product();
        let measure = |set: &Set, point: usize| {
            set.gains(point).iter().zip(&proportions).map(|(gain, own)| gain * (product / own)).min()
        };
        let least = |set: &Set| {
            let picked = set.picks(|zone| in_proportion(zone, &proportions));
            picked.first().map(|&point| measure(set, point))
        };
        prop_assert!(least(&larger) >= least(&set));
    }

    #[test]
    fn proportional_is_independent_of_irrelevant_alternatives(
        set in sets(), proportions in proptest::collection::vec(1_i128..7, 5),
    ) {
        let picked = set.picks(|zone| in_proportion(zone, &proportions));
        for removed in 0..set.points.len() {
            let rest: Vec<usize> = picked.iter().copied().filter(|&point| point != removed).collect();
            if rest.is_empty() || set.points.len() == 1 {
                continue;
            }
            let again = set.without(removed).picks(|zone| in_proportion(zone, &proportions));
            let again: Vec<usize> =
                again.into_iter().map(|point| point + usize::from(point >= removed)).collect();
            prop_assert_eq!(again, rest);
        }
    }

    // Imai 1983, Econometrica 51.

    #[test]
    fn lex_kalai_smorodinsky_is_kalai_smorodinsky_over_packages(set in sets()) {
        prop_assert_eq!(set.picks(lex_kalai_smorodinsky), set.picks(kalai_smorodinsky));
    }

    #[test]
    fn leximin_refines_egalitarian(set in sets()) {
        let (fine, coarse) = (set.picks(leximin), set.picks(egalitarian));
        prop_assert!(fine.iter().all(|point| coarse.contains(point)));
        prop_assert_eq!(fine.is_empty(), coarse.is_empty());
    }

    #[test]
    fn leximin_is_efficient_and_anonymous(set in sets(), turn in 0_usize..5) {
        prop_assert!(is_efficient(&set, leximin));
        prop_assert!(is_anonymous(&set, turn, leximin));
        prop_assert!(is_symmetric(&set, leximin));
    }

    #[test]
    fn leximin_is_independent_of_irrelevant_alternatives(set in sets()) {
        prop_assert!(ignores_what_is_removed(&set, leximin));
    }

    #[test]
    fn leximin_is_kalai_smorodinsky_where_all_ideals_are_equal(set in sets()) {
        // A point for each party with the same greatest gain and nothing for the others.
        let mut set = set;
        for party in 0..set.parties() {
            let mut corner = set.walk_away.clone();
            corner[party] += 20;
            set.points.push(corner);
        }
        prop_assert_eq!(set.picks(leximin), set.picks(kalai_smorodinsky));
        prop_assert_eq!(set.picks(equal_loss), set.picks(leximin));
    }

    // Chun 1988, Economics Letters 26.

    #[test]
    fn equal_loss_is_symmetric(set in sets(), turn in 0_usize..5) {
        prop_assert!(is_symmetric(&set, equal_loss));
        prop_assert!(is_anonymous(&set, turn, equal_loss));
    }

    #[test]
    fn equal_loss_ignores_shifted_utility(set in sets(), party in 0_usize..5, shift in -90_i128..90) {
        let other = set.rescaled(party % set.parties(), 1, shift);
        prop_assert_eq!(other.picks(equal_loss), set.picks(equal_loss));
    }

    #[test]
    fn equal_loss_is_efficient(set in sets()) {
        prop_assert!(is_efficient(&set, equal_loss));
    }

    #[test]
    fn equal_loss_greatest_loss_shrinks_as_the_set_grows_if_the_ideal_stays(
        set in gainful_sets(), added in proptest::collection::vec(1_i128..12, 5),
    ) {
        let ideal = set.ideal().unwrap();
        let added = (0..set.parties()).map(|party| set.walk_away[party] + added[party].min(ideal[party]));
        let larger = set.with(added.collect());
        let loss = |set: &Set| -> i128 {
            let gains = set.gains(set.picks(equal_loss)[0]);
            ideal.iter().zip(gains).map(|(ideal, gain)| ideal - gain).max().unwrap()
        };
        prop_assert!(loss(&larger) <= loss(&set));
    }

    // Harsanyi 1955, Journal of Political Economy 63.

    #[test]
    fn utilitarian_ignores_shifted_utility(set in sets(), shifts in proptest::collection::vec(-90_i128..90, 5)) {
        let mut other = set.clone();
        for (party, &shift) in shifts.iter().enumerate().take(set.parties()) {
            other = other.rescaled(party, 1, shift);
        }
        prop_assert_eq!(other.picks(utilitarian), set.picks(utilitarian));
    }

    #[test]
    fn utilitarian_is_efficient_symmetric_and_independent(set in sets(), turn in 0_usize..5) {
        prop_assert!(is_efficient(&set, utilitarian));
        prop_assert!(is_symmetric(&set, utilitarian));
        prop_assert!(is_anonymous(&set, turn, utilitarian));
        prop_assert!(ignores_what_is_removed(&set, utilitarian));
    }

    // The zone itself.

    #[test]
    fn zone_counts_are_those_of_the_points(set in sets()) {
        let game = set.game();
        let found = zone(&game, &Budget::unlimited());
        let facts = found.facts().unwrap();
        let least: Vec<i128> = (0..set.points.len()).map(|point| set.least_gain(point)).collect();
        let acceptable = (0..least.len()).filter(|&point| least[point] >= 0);
        let efficient = acceptable.clone().filter(|&point| !set.is_improved(point));
        prop_assert_eq!(facts.admissible, least.len() as u128);
        prop_assert_eq!(facts.acceptable, acceptable.count() as u128);
        prop_assert_eq!(facts.on_boundary, least.iter().filter(|&&least| least == 0).count() as u128);
        prop_assert_eq!(facts.efficient, efficient.count() as u128);
        prop_assert_eq!(found.ideal(), set.ideal());
    }

    #[test]
    fn zone_shrinks_as_a_walk_away_value_rises(set in sets(), party in 0_usize..5, rise in 1_i128..4) {
        let mut other = set.clone();
        other.walk_away[party % set.parties()] += rise;
        let count = |set: &Set| {
            let game = set.game();
            zone(&game, &Budget::unlimited()).facts().unwrap().acceptable
        };
        prop_assert!(count(&other) <= count(&set));
    }
}
